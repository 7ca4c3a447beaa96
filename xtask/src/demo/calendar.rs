//! The three villages and everything that was held in them, day by day.

/// A village of the project.
pub struct Village {
    pub id: &'static str,
    pub kk: &'static str,
}

/// The villages, in the order of the report.
pub const VILLAGES: [Village; 3] = [
    Village { id: "baimurat", kk: "Баймұрат батыр" },
    Village { id: "qamystybas", kk: "Қамыстыбас" },
    Village { id: "muratbaev", kk: "Ғани Мұратбаев" },
];

/// Something held on one day.
#[derive(Clone)]
pub struct Event {
    pub id: String,
    pub activity: &'static str,
    pub kind: &'static str,
    /// Index of the village; none for the visit and the stream.
    pub village: Option<usize>,
    pub held_on: &'static str,
    /// The day of the notice, where the law wants one.
    pub announced: &'static str,
    pub starts_at: &'static str,
    pub title: (String, String),
    /// How many people are on the sign-in list.
    pub people: usize,
    /// Topic of a seminar or performance, level of a deputy.
    pub topic: &'static str,
    pub spectators: Option<usize>,
    pub programme: String,
}

/// What the events of one kind share.
struct Series {
    activity: &'static str,
    kind: &'static str,
    prefix: &'static str,
    starts_at: &'static str,
    /// For every village its days with the number of people who came.
    days: [&'static [(&'static str, usize)]; 3],
    /// Titles for the first, second and third time.
    titles: &'static [(&'static str, &'static str)],
    topics: &'static [&'static str],
    programme: &'static str,
}

const SERIES: [Series; 6] = [
    Series {
        activity: "a3-1",
        kind: "deputies_meeting",
        prefix: "de",
        starts_at: "15:00",
        days: [
            &[("2024-04-16", 15), ("2024-05-03", 20), ("2024-05-22", 19)],
            &[("2024-04-18", 19), ("2024-05-08", 20), ("2024-05-24", 18)],
            &[("2024-04-19", 19), ("2024-05-10", 20), ("2024-05-28", 19)],
        ],
        titles: &[
            ("Облыстық мәслихат депутатымен кездесу", "Встреча с депутатом областного маслихата"),
            (
                "Қалалық, аудандық мәслихат депутаттарымен кездесу",
                "Встреча с депутатами городского, районного маслихата",
            ),
            ("Парламент Сенатының депутатымен кездесу", "Встреча с депутатом Сената Парламента"),
        ],
        topics: &["regional", "district", "senate"],
        programme: "Тіркелу. Депутаттың жұмысы туралы әңгімесі. Тұрғындардың сұрақтары мен ауыл мәселелері. Қорытынды.",
    },
    Series {
        activity: "a1-4",
        kind: "gathering",
        prefix: "ga",
        starts_at: "11:00",
        days: [
            &[("2024-05-13", 32), ("2024-06-03", 31), ("2024-06-19", 33)],
            &[("2024-05-14", 31), ("2024-06-04", 30), ("2024-06-20", 32)],
            &[("2024-05-15", 31), ("2024-06-05", 32), ("2024-06-21", 31)],
        ],
        titles: &[
            ("Ауыл мәселелерін анықтау жиналысы", "Собрание по определению проблем села"),
            ("Ауыл мәселелерін талқылау жиналысы", "Собрание по обсуждению проблем села"),
            ("Мәселелерді шешу жолдары туралы жиналыс", "Собрание о путях решения проблем села"),
        ],
        topics: &[""],
        programme: "Тіркелу. Төраға мен хатшыны сайлау. Ауыл мәселелерін талқылау. Шешім қабылдау.",
    },
    Series {
        activity: "a3-2",
        kind: "akim_meeting",
        prefix: "ak",
        starts_at: "16:00",
        days: [&[("2024-06-27", 33)], &[("2024-07-05", 32)], &[("2024-09-12", 33)]],
        titles: &[("Ауылдық округ әкімімен кездесу", "Встреча с акимом сельского округа")],
        topics: &[""],
        programme: "Тіркелу. Ауылдың даму жоспары. Мықты және осал тұстарды талдау. Ұсынымдар әзірлеу.",
    },
    Series {
        activity: "a1-6",
        kind: "seminar",
        prefix: "se",
        starts_at: "10:00",
        days: [
            &[("2024-07-09", 20), ("2024-07-23", 20), ("2024-08-06", 20)],
            &[("2024-07-10", 20), ("2024-07-24", 20), ("2024-08-07", 20)],
            &[("2024-07-11", 20), ("2024-07-25", 20), ("2024-08-08", 20)],
        ],
        titles: &[
            (
                "Мемлекеттік әлеуметтік тапсырыс және халықаралық қорлар",
                "Государственный социальный заказ и международные фонды",
            ),
            (
                "Өзін-өзі ұйымдастыру және азаматтық бастамаларды ілгерілету",
                "Самоорганизация и продвижение инициатив граждан",
            ),
            ("Ауылдық аумақтарды дамыту тұжырымдамасы", "Концепция развития сельских территорий"),
        ],
        topics: &["state_order", "self_organisation", "rural_concept"],
        programme: "Тіркелу. Пре-тест. Дәріс. Топтық жұмыс. Пост-тест. Пікір алмасу.",
    },
    Series {
        activity: "a3-5",
        kind: "presentation",
        prefix: "pr",
        starts_at: "15:30",
        days: [
            &[("2024-09-18", 17), ("2024-10-16", 16)],
            &[("2024-09-20", 18), ("2024-10-18", 17)],
            &[("2024-09-24", 15), ("2024-10-22", 18)],
        ],
        titles: &[
            (
                "Өңірді дамытудағы жергілікті қоғамдастықтың рөлі",
                "Роль местного сельского сообщества в развитии региона",
            ),
            ("Ауыл ҮЕҰ-ларының табыстары", "Успехи сельских НПО"),
        ],
        topics: &[""],
        programme: "Тіркелу. Таныстырылым. Қазақстан мен шет ел тәжірибесі. Талқылау.",
    },
    Series {
        activity: "a2-1",
        kind: "performance",
        prefix: "pe",
        starts_at: "18:00",
        days: [&[("2024-10-11", 14)], &[("2024-10-25", 13)], &[("2024-11-08", 13)]],
        titles: &[("Шығармашылық қойылым", "Творческая постановка")],
        topics: &["ecology", "domestic_violence", "financial_literacy"],
        programme: "Кіріспе сөз. Қойылым. Көрермендермен талқылау.",
    },
];

/// The gathering that made up an assembly, and an assembly that sat with the akim: both by Law 148, announced in time.
const BY_LAW: [(&str, &str); 2] = [("ga-muratbaev-3", "2024-06-10"), (ASSEMBLY, "2024-06-24")];
/// The assembly of the second village.
pub const ASSEMBLY: &str = "ak-qamystybas-1";

/// Everything that was held, in the order of days.
pub fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for series in &SERIES {
        for (at, days) in series.days.iter().enumerate() {
            for (n, (held_on, people)) in days.iter().enumerate() {
                let village = &VILLAGES[at];
                let mut title = series.titles[n % series.titles.len()];
                let mut topic = series.topics[n % series.topics.len()];
                let mut spectators = None;
                if series.kind == "performance" {
                    topic = series.topics[at];
                    title = PERFORMANCES[at];
                    spectators = Some(SPECTATORS[at]);
                }
                if topic == "district" && village.id == "baimurat" {
                    // The village belongs to the city of Kyzylorda.
                    topic = "city";
                }
                let id = format!("{}-{}-{}", series.prefix, village.id, n + 1);
                let announced = BY_LAW.iter().find(|(of, _)| *of == id).map_or("", |(_, on)| on);
                events.push(Event {
                    id,
                    announced,
                    activity: series.activity,
                    kind: series.kind,
                    village: Some(at),
                    held_on,
                    starts_at: series.starts_at,
                    title: (title.0.into(), title.1.into()),
                    people: *people,
                    topic,
                    spectators,
                    programme: series.programme.into(),
                });
            }
        }
    }
    events.extend(outside_the_villages());
    events.sort_by(|a, b| (a.held_on, &a.id).cmp(&(b.held_on, &b.id)));
    events
}

const PERFORMANCES: [(&str, &str); 3] = [
    ("«Дария дауысы» қойылымы", "Постановка «Голос реки»"),
    ("«Үнсіз қалма» қойылымы", "Постановка «Не молчи»"),
    ("«Қарызсыз өмір» қойылымы", "Постановка «Жизнь без долгов»"),
];
const SPECTATORS: [usize; 3] = [350, 330, 320];

fn outside_the_villages() -> [Event; 2] {
    let visit = Event {
        id: "vi-astana-1".into(),
        activity: "a1-7",
        kind: "visit",
        village: None,
        held_on: "2024-08-20",
        announced: "",
        starts_at: "09:00",
        title: ("Астана қаласындағы ҮЕҰ-ларға жұмыс сапары".into(), "Рабочий визит к НПО города Астаны".into()),
        people: 4,
        topic: "",
        spectators: None,
        programme: "ҮЕҰ ресурс орталығы. Азаматтық альянс кеңсесі. Тәжірибе алмасу. Ұсынымдар әзірлеу.".into(),
    };
    let stream = Event {
        id: "st-1".into(),
        activity: "a4-1",
        kind: "stream",
        village: None,
        held_on: "2024-11-20",
        announced: "",
        starts_at: "19:00",
        title: ("Жоба қорытындысы бойынша тікелей эфир".into(), "Прямой эфир по итогам проекта".into()),
        people: 0,
        topic: "",
        spectators: None,
        programme: "Жоба нәтижелері. Ауыл белсенділерінің сөзі. Көрермендердің сұрақтары.".into(),
    };
    [visit, stream]
}
