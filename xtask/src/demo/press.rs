//! What was published about the project: posts, articles, clips, stories and the digest that closes the sum.

use super::calendar::VILLAGES;
use super::dice::Dice;
use super::table::Table;

/// How many people all publications together reached.
const REACH: usize = 19_077;
/// The day on which the counters were read.
const READ_ON: &str = "2024-11-18";

/// Publications of one kind: activity, kind, channel, outlet, days between, first day of the year, reach about.
struct Stream {
    activity: &'static str,
    kind: &'static str,
    channel: &'static str,
    outlet: &'static str,
    titles: &'static [&'static str],
    days: &'static [&'static str],
    reach: usize,
}

/// The register of publications; the digest closes the sum.
pub fn publications() -> (String, String) {
    let mut dice = Dice::of("publication");
    let mut table = Table::of(
        "publication",
        "activity channel outlet kind title published_on issue link copy language reach reach_on story place",
    );
    let mut total = 0;
    for stream in &STREAMS {
        for (n, day) in stream.days.iter().enumerate() {
            let is_last = stream.kind == "digest";
            let reach = if is_last { REACH - total } else { stream.reach + dice.below(stream.reach / 4) };
            total += reach;
            let id = format!("pu-{}-{:02}", stream.kind.split('_').next().unwrap_or_default(), n + 1);
            let id = match stream.channel {
                "newspaper" | "national_site" => {
                    format!("{id}-{}", stream.channel.split('_').next().unwrap_or_default())
                }
                _ => id,
            };
            let is_paper = stream.channel == "newspaper";
            let link = if is_paper {
                String::new()
            } else {
                format!("https://alyans.example/{}", id.trim_start_matches("pu-"))
            };
            let copy = if is_paper { format!("newspaper-{}.txt", n + 1) } else { String::new() };
            let is_story = stream.kind == "story";
            let village = if is_story { VILLAGES[n].id } else { "" };
            let row = [
                stream.activity,
                stream.channel,
                stream.outlet.split('|').nth(n).unwrap_or(stream.outlet.split('|').next().unwrap_or_default()),
                stream.kind,
                stream.titles[n % stream.titles.len()],
                day,
                if is_paper { ["№ 74", "№ 121"][n % 2] } else { "" },
                &link,
                &copy,
                if n % 3 == 2 { "ru" } else { "kk" },
                &reach.to_string(),
                READ_ON,
                &if is_story { format!("s-{village}") } else { String::new() },
                village,
            ];
            table.row(&id, &row);
        }
    }
    table.finish()
}

const STREAMS: [Stream; 8] = [
    Stream {
        activity: "a5-1",
        kind: "information_material",
        channel: "local_site",
        outlet: "alyans.example",
        titles: &[
            "Үш ауылда жоба басталды",
            "Ауыл кеңселері ашылды",
            "Тұрғындар мәселелерін айтты",
            "Депутаттармен кездесу өтті",
            "Қажеттіліктер картасы жасалды",
        ],
        days: &[
            "2024-04-05",
            "2024-04-22",
            "2024-05-16",
            "2024-05-30",
            "2024-06-25",
            "2024-07-12",
            "2024-07-26",
            "2024-08-09",
            "2024-08-23",
            "2024-09-20",
        ],
        reach: 270,
    },
    Stream {
        activity: "a5-1",
        kind: "post",
        channel: "social_network",
        outlet: "жобаның парақшасы",
        titles: &[
            "Жиналысқа шақырамыз",
            "Сауалнамаға қатысыңыз",
            "Семинардан фотолар",
            "Ауыл белсендісінің сөзі",
            "Депутат не деді?",
        ],
        days: &[
            "2024-04-08",
            "2024-04-17",
            "2024-05-02",
            "2024-05-14",
            "2024-05-24",
            "2024-06-05",
            "2024-06-20",
            "2024-07-09",
            "2024-07-24",
            "2024-08-07",
            "2024-08-21",
            "2024-09-04",
            "2024-09-13",
            "2024-09-19",
            "2024-09-25",
        ],
        reach: 380,
    },
    Stream {
        activity: "a5-1",
        kind: "video",
        channel: "social_network",
        outlet: "жобаның парақшасы",
        titles: &[
            "Сәуір–мамыр: бейнеесеп",
            "Маусым: бейнеесеп",
            "Шілде: бейнеесеп",
            "Тамыз: бейнеесеп",
            "Қыркүйек: бейнеесеп",
        ],
        days: &["2024-05-31", "2024-06-28", "2024-07-31", "2024-08-29", "2024-09-28"],
        reach: 620,
    },
    Stream {
        activity: "a5-2",
        kind: "article",
        channel: "newspaper",
        outlet: "«Сыр самалы» газеті|Газета «Вести Приаралья»",
        titles: &["Ауылдың өз дауысы бар", "Сёла говорят о себе сами"],
        days: &["2024-06-27", "2024-10-17"],
        reach: 1_300,
    },
    Stream {
        activity: "a5-3",
        kind: "article",
        channel: "national_site",
        outlet: "azamat.example",
        titles: &[
            "Три села Приаралья учатся решать вместе",
            "Жергілікті қоғамдастық: үш ауылдың тәжірибесі",
            "От схода к решению: опыт Кызылординской области",
        ],
        days: &["2024-05-27", "2024-08-27", "2024-10-24"],
        reach: 520,
    },
    Stream {
        activity: "a3-4",
        kind: "story",
        channel: "social_network",
        outlet: "Баймұрат батыр ауылының парақшасы|Қамыстыбас ауылының парақшасы|Ғани Мұратбаев ауылының парақшасы",
        titles: &["Байланыс ауылға жетті", "Ұсталар ізімен", "Арық қайта ашылды"],
        days: &["2024-10-28", "2024-10-29", "2024-10-30"],
        reach: 190,
    },
    Stream {
        activity: "a3-5",
        kind: "article",
        channel: "local_site",
        outlet: "alyans.example",
        titles: &["Ауыл қоғамдастығының рөлі: алты таныстырылым"],
        days: &["2024-10-24"],
        reach: 240,
    },
    Stream {
        activity: "a5-4",
        kind: "digest",
        channel: "local_site",
        outlet: "alyans.example",
        titles: &["Жоба жарияланымдарының қорытынды дайджесті"],
        days: &["2024-10-31"],
        reach: 0,
    },
];
