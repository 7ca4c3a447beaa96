//! What a made-up report says, each number once for every place where it stands, so that one place can be made to contradict
//! the others. [`Told::of`] makes a consistent one.

use super::wordings::{Day, Wordings, capital, filled, in_words};
use crate::demo::Dice;

/// The report.
pub struct Told {
    /// "ru" or "kk".
    pub lang: &'static str,
    /// Villages, as the report writes them.
    pub villages: Vec<String>,
    /// The district.
    pub district: String,
    /// Who runs the project.
    pub person: String,
    /// What it is called.
    pub project: String,
    /// First and last day.
    pub period: [Day; 2],
    /// The day under the report.
    pub filled: Day,
    /// The grant in figures.
    pub grant: i64,
    /// The grant in words.
    pub grant_words: String,
    /// Payroll, taxes, goods: planned and actual.
    pub parts: [[i64; 2]; 3],
    /// Unique people in the table: planned and actual.
    pub direct: [i64; 2],
    /// Who was reached by publications: planned and actual.
    pub indirect: [i64; 2],
    /// Staff: planned and actual.
    pub staff: [i64; 2],
    /// Unique people as told under the goal and under the results.
    pub people_told: [i64; 2],
    /// Men and women as told under the goal.
    pub parts_told: [i64; 2],
    /// Villages as told under the goal and under the results.
    pub sites_told: [usize; 2],
    /// Total, men, women.
    pub gender: Vec<Option<i64>>,
    /// Total, then five statuses.
    pub status: Vec<Option<i64>>,
    /// Total, then four bands.
    pub age: Vec<Option<i64>>,
    /// What was done.
    pub activities: Vec<Activity>,
    /// Letters with recommendations.
    pub letters: Vec<Letter>,
    /// The sum in the table of priorities, whose heading says thousands.
    pub priority: String,
    /// Words of a grant's kind are in the wordings; this replaces them.
    pub priority_kind: Option<String>,
    /// Sentences behind a section: the name of its heading in the wordings, and the sentence.
    pub added: Vec<(&'static str, String)>,
    /// Fields that are empty: names of their wordings.
    pub emptied: Vec<&'static str>,
    /// Stories.
    pub stories: Vec<String>,
    /// Whether a fund is said to be registered.
    pub registered: bool,
}

/// An activity.
pub struct Activity {
    /// Key of its wordings.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Events and people of the narrative.
    pub events_told: i64,
    /// People of the narrative.
    pub people_told: i64,
    /// People of each village, told beside the whole.
    pub each_told: Option<i64>,
    /// Topics of seminars, and how many there are said to be.
    pub topics: Option<(i64, usize)>,
    /// Cells of the table.
    pub date: String,
    /// Where.
    pub place: String,
    /// How many came.
    pub people: String,
    /// Labels with planned and actual.
    pub labels: Vec<[String; 3]>,
    /// What came of it soon.
    pub short: String,
    /// What comes of it later.
    pub long: String,
    /// Why more came than planned.
    pub is_explained: bool,
}

/// A letter.
pub struct Letter {
    /// To whom.
    pub body: String,
    /// For what.
    pub asked: String,
    /// Number and day, as the cell says.
    pub said: String,
    /// Its number.
    pub number: i64,
    /// Its day.
    pub date: Day,
    /// When it was answered.
    pub replied: Option<Day>,
}

/// The kinds of activities, and whether a village has several events of it.
const KINDS: [(&str, bool); 5] =
    [("gathering", true), ("seminar", true), ("meeting", true), ("performance", true), ("survey", false)];

const STEMS: [[&str; 2]; 6] =
    [["Ақ", "Ак"], ["Қара", "Кара"], ["Сары", "Сары"], ["Көк", "Кок"], ["Жаңа", "Жана"], ["Бес", "Бес"]];
const ENDS: [[&str; 2]; 6] =
    [["бұлақ", "булак"], ["терек", "терек"], ["төбе", "тобе"], ["өзек", "озек"], ["арық", "арык"], ["құдық", "кудык"]];
const DISTRICTS: [[&str; 2]; 3] = [["Сырлы", "Сырлинский"], ["Дала", "Далинский"], ["Өзен", "Озенский"]];
const PEOPLE: [[&str; 2]; 4] = [
    ["Сәрсенова А.Б.", "Сарсенова А.Б."],
    ["Жақыпов Н.Е.", "Жакыпов Н.Е."],
    ["Омарова Г.С.", "Омарова Г.С."],
    ["Бекова Д.М.", "Бекова Д.М."],
];
const PROJECTS: [[&str; 2]; 3] =
    [["Белсенді ауыл", "Активное село"], ["Көршілер бірге", "Соседи вместе"], ["Ауыл үні", "Голос аула"]];

impl Told {
    /// A report that contradicts itself nowhere.
    pub fn of(dice: &mut Dice, words: &Wordings, lang: &'static str) -> Told {
        let tongue = usize::from(lang == "ru");
        let year = 2022 + dice.below(4) as u32;
        let month = 2 + dice.below(3);
        let last = 10 + dice.below(2);
        let period = [Day { year, month, day: 3 + dice.below(20) as u32 }, Day { year, month: last, day: 25 }];
        let filled_on = Day { year, month: last, day: 28 };
        let mut places: Vec<(usize, usize)> = (0..36).map(|at| (at / 6, at % 6)).collect();
        dice.shuffle(&mut places);
        let n_villages = 2 + dice.below(4);
        let name = |(stem, end): (usize, usize)| format!("{}{}", STEMS[stem][tongue], ENDS[end][tongue]);
        let villages: Vec<String> = places.into_iter().take(n_villages).map(name).collect();
        let sites = villages.len() as i64;
        let place = villages
            .iter()
            .map(|village| words.say(dice, "village", &[("village", village)]))
            .collect::<Vec<_>>()
            .join(", ");
        let mut kinds: Vec<usize> = (0..KINDS.len()).collect();
        dice.shuffle(&mut kinds);
        kinds.truncate(3 + dice.below(3));
        let mut outcomes = words.all("result_of").to_vec();
        dice.shuffle(&mut outcomes);
        let activities: Vec<Activity> = kinds
            .into_iter()
            .map(|at| {
                let mut of = activity(dice, words, lang, KINDS[at], sites, &place, (month, last, year));
                of.short = outcomes.pop().unwrap_or_default();
                of.long = outcomes.pop().unwrap_or_default();
                of
            })
            .collect();
        let attended: Vec<i64> = activities.iter().map(|of| of.people_told).collect();
        let (most, sum) = (attended.iter().copied().max().unwrap_or(1), attended.iter().sum::<i64>());
        let direct = most + (sum - most) * (20 + dice.below(50) as i64) / 100;
        let men = direct * (28 + dice.below(15) as i64) / 100 + 1;
        let payroll = 1_000_000 + 1000 * dice.below(2000) as i64;
        let taxes = payroll / 10_000 * 1000 + 1000;
        let goods = 900_000 + 1000 * dice.below(3000) as i64;
        let grant = payroll + taxes + goods;
        let bodies = words.all("body");
        let district = DISTRICTS[dice.below(3)][tongue].to_string();
        let letters = (0..bodies.len())
            .map(|nth| {
                let date = Day { year, month: last - 1, day: 2 + 7 * nth as u32 };
                let number = 40 + 11 * nth as i64 + dice.below(9) as i64;
                let said = letter(dice, words, lang, number, date);
                let asked = words.all("asked")[nth].clone();
                let body = filled(&bodies[nth], &[("district", &in_case(lang, &district))]);
                let replied = dice.chance(50).then_some(Day { day: date.day + 8, ..date });
                Letter { body, asked, said, number, date, replied }
            })
            .collect::<Vec<Letter>>();
        let cited = cited(dice, words, lang, &letters[0], letters[0].date);
        let added = if dice.chance(50) { vec![("results", cited)] } else { Vec::new() };
        let stories = villages
            .iter()
            .zip(words.all("story_told"))
            .map(|(village, story)| format!("{} {}", filled(story, &[("village", village)]), gist(dice, words)))
            .collect();
        Told {
            lang,
            district,
            person: PEOPLE[dice.below(4)][tongue].to_string(),
            project: PROJECTS[dice.below(3)][tongue].to_string(),
            period,
            filled: filled_on,
            grant,
            grant_words: in_words(lang, grant),
            parts: [[payroll; 2], [taxes; 2], [goods; 2]],
            direct: [direct - dice.below(direct as usize / 10 + 1) as i64, direct],
            indirect: [10_000, 10_000 + 1 + dice.below(9000) as i64],
            staff: [4 + sites; 2],
            people_told: [direct; 2],
            parts_told: [men, direct - men],
            sites_told: [villages.len(); 2],
            gender: [direct, men, direct - men].map(Some).to_vec(),
            status: split(dice, direct, 5),
            age: split(dice, direct, 4),
            activities,
            letters,
            priority: (100 + dice.below(900)).to_string(),
            priority_kind: None,
            added,
            emptied: Vec::new(),
            stories,
            registered: true,
            villages,
        }
    }
}

/// "Сырлинский район", "аким Сырлинского района".
fn in_case(lang: &str, district: &str) -> String {
    if lang == "ru" { district.replace("ский", "ского") } else { district.to_string() }
}

/// The cell of a letter.
pub fn letter(dice: &mut Dice, words: &Wordings, lang: &str, number: i64, date: Day) -> String {
    words.say(dice, "letter", &[("number", &number), ("date", &super::wordings::day(words, lang, date))])
}

/// A sentence that names a letter by its number and day.
pub fn cited(dice: &mut Dice, words: &Wordings, lang: &str, letter: &Letter, date: Day) -> String {
    words.say(dice, "cited", &[("number", &letter.number), ("date", &super::wordings::day(words, lang, date))])
}

/// The rest of a story: four to six sentences.
fn gist(dice: &mut Dice, words: &Wordings) -> String {
    let mut all: Vec<&String> = words.all("filler").iter().chain(words.all("result_of")).collect();
    dice.shuffle(&mut all);
    all.truncate(4 + dice.below(3));
    all.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A whole and its parts, none of them a round share.
fn split(dice: &mut Dice, whole: i64, n: usize) -> Vec<Option<i64>> {
    let mut parts = Vec::new();
    let mut left = whole;
    for nth in 0..n - 1 {
        let part = (left * (15 + dice.below(30) as i64) / 100 + i64::from(nth % 2 == 0)).min(left);
        parts.push(part);
        left -= part;
    }
    parts.push(left);
    std::iter::once(whole).chain(parts).map(Some).collect()
}

fn activity(
    dice: &mut Dice,
    words: &Wordings,
    lang: &'static str,
    (kind, several): (&'static str, bool),
    sites: i64,
    place: &str,
    (first, last, year): (usize, usize, u32),
) -> Activity {
    let events = if several { sites * (1 + dice.below(3) as i64) } else { 1 };
    let each = 11 + dice.below(30) as i64;
    let has_each = kind == "gathering" && dice.chance(60);
    let people = each * sites + if has_each { 0 } else { dice.below(sites as usize) as i64 };
    let month = first + 1 + dice.below(last - first - 2);
    let months = words.all("months");
    let named = match (lang, dice.chance(40)) {
        ("kk", true) => format!("{year} жылғы {}-{}", months[month - 1], months[month]),
        ("kk", false) => format!("{year} жылғы {}", months[month - 1]),
        (_, true) => format!("{}-{} {year} года", capital(&months[month - 1]), months[month]),
        _ => format!("{} {year} года", capital(&months[month - 1])),
    };
    let planned = people - dice.below(people as usize / 5) as i64;
    let label = |dice: &mut Dice, key: &str, plan: i64, actual: i64| {
        [words.say(dice, key, &[]), plan.to_string(), actual.to_string()]
    };
    let mut labels = Vec::new();
    if kind != "survey" {
        labels.push(label(dice, &format!("{kind}_label"), events, events));
        labels.push(label(dice, "lists_label", events, events));
        labels.push(label(dice, "people_label", planned, people));
    } else {
        labels.push(label(dice, "survey_label", planned, people));
    }
    let topics = (kind == "seminar" && events <= 6).then_some((events, events as usize));
    Activity {
        kind,
        title: words.say(dice, kind, &[]),
        events_told: events,
        people_told: people,
        each_told: has_each.then_some(each),
        topics,
        date: named,
        place: place.to_string(),
        people: people.to_string(),
        labels,
        short: String::new(),
        long: String::new(),
        is_explained: planned != people,
    }
}
