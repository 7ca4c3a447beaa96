//! Who came to what: sign-in lists of all events, test scores of the seminars, testimonials and consents.
//! Everybody comes at least once, the same twenty of a village to all its seminars, the young play in its performance.

use super::calendar::{ASSEMBLY, Event, VILLAGES};
use super::dice::Dice;
use super::people::Person;
use super::table::Table;
use std::collections::BTreeSet;

/// A line of a sign-in list.
pub struct Attendance {
    /// Index of the event.
    pub event: usize,
    /// Index of the person.
    pub person: usize,
    pub role: &'static str,
}

const IN_A_SEMINAR: usize = 20;
/// How many of each village's seminar group went on the visit.
const VISITORS: [usize; 3] = [2, 1, 1];
/// Questions of a test.
const QUESTIONS: usize = 20;

/// The sign-in lists, event by event.
pub fn attendances(people: &[Person], events: &[Event]) -> Vec<Attendance> {
    let mut dice = Dice::of("attendance");
    let mut all = Vec::new();
    let mut visitors = Vec::new();
    for (village, n_visitors) in VISITORS.into_iter().enumerate() {
        let mut hall = Hall::of(village, people, events, &mut dice);
        for (at, event) in events.iter().enumerate().filter(|(_, event)| event.village == Some(village)) {
            let (came, role) = match event.kind {
                "seminar" => (hall.seminar_group(&mut dice), "participant"),
                "performance" => (hall.actors.clone(), "actor"),
                _ => (hall.crowd(event.people, &mut dice), "participant"),
            };
            all.extend(came.into_iter().map(|person| Attendance { event: at, person, role }));
        }
        visitors.extend(hall.seminar.iter().take(n_visitors).copied());
    }
    if let Some(visit) = events.iter().position(|event| event.kind == "visit") {
        all.extend(visitors.into_iter().map(|person| Attendance { event: visit, person, role: "participant" }));
    }
    all.sort_by_key(|attendance| (attendance.event, attendance.person));
    all
}

/// The people of a village: who has come already, who has not.
struct Hall {
    seen: Vec<usize>,
    unseen: Vec<usize>,
    actors: Vec<usize>,
    seminar: Vec<usize>,
    /// People on lists so far, and on all lists, of events to which anybody may come.
    places_taken: usize,
    places: usize,
    first: usize,
    newcomers: usize,
}

impl Hall {
    fn of(village: usize, people: &[Person], events: &[Event], dice: &mut Dice) -> Hall {
        let here = |event: &&Event| event.village == Some(village);
        let open = |event: &&Event| here(event) && !["seminar", "performance"].contains(&event.kind);
        let n_actors = events.iter().filter(here).filter(|event| event.kind == "performance").map(|e| e.people).sum();
        let mut unseen: Vec<usize> = (0..people.len()).filter(|at| people[*at].village == village).collect();
        dice.shuffle(&mut unseen);
        let actors: Vec<usize> =
            unseen.iter().copied().filter(|at| people[*at].status == "youth").take(n_actors).collect();
        unseen.retain(|at| !actors.contains(at));
        let newcomers = unseen.len();
        Hall {
            seen: Vec::new(),
            unseen,
            actors,
            seminar: Vec::new(),
            places_taken: 0,
            places: events.iter().filter(open).map(|event| event.people).sum(),
            first: events.iter().find(open).map_or(0, |event| event.people),
            newcomers,
        }
    }

    /// People for an open event: newcomers in step with the places taken, so that the last event brings the last one.
    fn crowd(&mut self, n: usize, dice: &mut Dice) -> Vec<usize> {
        self.places_taken += n;
        let due = self.first
            + (self.newcomers - self.first) * (self.places_taken - self.first) / (self.places - self.first).max(1);
        let n_new = due - (self.newcomers - self.unseen.len());
        let mut came: Vec<usize> = self.unseen.drain(..n_new).collect();
        dice.shuffle(&mut self.seen);
        came.extend(self.seen.iter().take(n - n_new).copied());
        self.seen.extend(came.iter().take(n_new).copied().collect::<Vec<_>>());
        came
    }

    fn seminar_group(&mut self, dice: &mut Dice) -> Vec<usize> {
        if self.seminar.is_empty() {
            dice.shuffle(&mut self.seen);
            self.seminar = self.seen.iter().take(IN_A_SEMINAR).copied().collect();
        }
        self.seminar.clone()
    }
}

/// The register of attendances.
pub fn table(attendances: &[Attendance], people: &[Person], events: &[Event]) -> (String, String) {
    let mut table = Table::of("attendance", "event participant role signed");
    for (n, attendance) in attendances.iter().enumerate() {
        let (event, person) = (&events[attendance.event].id, &people[attendance.person].id);
        table.row(&format!("at-{:04}", n + 1), &[event.as_str(), person, attendance.role, "yes"]);
    }
    table.finish()
}

/// Test scores: after a seminar everybody knows more than before.
pub fn scores(attendances: &[Attendance], people: &[Person], events: &[Event]) -> (String, String) {
    let mut dice = Dice::of("test_score");
    let mut table = Table::of("test_score", "event participant pre post out_of");
    let at_seminars = attendances.iter().filter(|attendance| events[attendance.event].kind == "seminar");
    for (n, attendance) in at_seminars.enumerate() {
        let pre = 5 + dice.below(7);
        let post = (pre + 3 + dice.below(6)).min(QUESTIONS);
        let (event, person) = (&events[attendance.event].id, &people[attendance.person].id);
        let numbers = [pre, post, QUESTIONS].map(|number| number.to_string());
        table.row(&format!("ts-{:03}", n + 1), &[event, person, &numbers[0], &numbers[1], &numbers[2]]);
    }
    table.finish()
}

/// What people said: two after each seminar, one after each meeting with a deputy, two in the first villages and one
/// in the last after the performance.
pub fn testimonials(attendances: &[Attendance], people: &[Person], events: &[Event]) -> (String, String) {
    let mut table = Table::of("testimonial", "activity event participant kind text_kk text_ru given_on consent");
    let mut told = BTreeSet::new();
    let mut n = 0;
    for (at, event) in events.iter().enumerate() {
        let texts: &[(&str, &str)] = match event.kind {
            "seminar" => &AFTER_SEMINARS,
            "deputies_meeting" => &AFTER_MEETINGS,
            "performance" => &AFTER_PERFORMANCES,
            _ => continue,
        };
        for speaker in 0..reviews_of(event) {
            let came = attendances.iter().filter(|attendance| attendance.event == at);
            // Whoever has not said anything yet is asked first.
            let fresh = came.clone().find(|attendance| !told.contains(&attendance.person));
            let Some(attendance) = fresh.or_else(|| came.clone().nth(speaker)) else { continue };
            told.insert(attendance.person);
            let (kk, ru) = texts[n % texts.len()];
            n += 1;
            let person = &people[attendance.person].id;
            let id = format!("te-{n:02}");
            table.row(&id, &[event.activity, &event.id, person, "written", kk, ru, event.held_on, "yes"]);
        }
    }
    table.finish()
}

/// How many written reviews an event has.
pub fn reviews_of(event: &Event) -> usize {
    match (event.kind, event.village) {
        ("seminar", _) => 2,
        ("performance", Some(0 | 1)) => 2,
        ("deputies_meeting" | "performance", _) => 1,
        _ => 0,
    }
}

/// Written consents of those who went on the visit.
pub fn consents(attendances: &[Attendance], people: &[Person], events: &[Event]) -> (String, String) {
    let mut table = Table::of(
        "consent",
        "participant scope given_on until_on third_parties cross_border open_sources listed minor file",
    );
    let went = attendances.iter().filter(|attendance| events[attendance.event].kind == "visit");
    for (n, attendance) in went.enumerate() {
        let person = &people[attendance.person];
        let row = [
            person.id.as_str(),
            "report, photo",
            "2024-08-12",
            "2027-12-31",
            "no",
            "no",
            "yes",
            "аты-жөні, ауылы, фотосуреті",
            "no",
            &format!("kelisim-{}.txt", person.id),
        ];
        table.row(&format!("co-visit-{}", n + 1), &row);
    }
    table.finish()
}

/// Members of the local community assemblies, renewed during the project with women and young people.
/// Those of the second village who sat with the akim are among its members, as many women and young people as before.
pub fn community(people: &[Person], events: &[Event], attendances: &[Attendance]) -> (String, String) {
    let mut dice = Dice::of("community_member");
    let mut table =
        Table::of("community_member", "place name participant role gender youth mandate_from mandate_to activity");
    for (at, village) in VILLAGES.iter().enumerate() {
        let mut here: Vec<&Person> = people.iter().filter(|person| person.village == at).collect();
        dice.shuffle(&mut here);
        let sat = |person: &Person| {
            let is_it = |of: &Attendance| events[of.event].id == ASSEMBLY && people[of.person].id == person.id;
            attendances.iter().any(is_it)
        };
        for n in SITTING.into_iter().filter(|_| events.iter().any(|of| of.id == ASSEMBLY && of.village == Some(at))) {
            let is_alike =
                |other: &Person| other.is_female == here[n].is_female && (other.age <= YOUNG) == (here[n].age <= YOUNG);
            let found = (ROLES.len()..here.len()).find(|other| sat(here[*other]) && is_alike(here[*other]));
            if let Some(other) = found.filter(|_| !sat(here[n])) {
                here.swap(n, other);
            }
        }
        for (n, role) in ROLES.iter().enumerate() {
            let person = here[n];
            let row = [
                village.id,
                &person.name,
                &person.id,
                role,
                if person.is_female { "female" } else { "male" },
                if person.age <= YOUNG { "yes" } else { "no" },
                "2024-06-25",
                "2028-06-25",
                "a1-4",
            ];
            table.row(&format!("cm-{}-{:02}", village.id, n + 1), &row);
        }
    }
    table.finish()
}

/// Last year of youth by law.
const YOUNG: usize = 34;
/// Places in the list below of those who sat with the akim.
const SITTING: [usize; 6] = [0, 1, 2, 5, 6, 7];
const ROLES: [&str; 10] =
    ["chair", "secretary", "commission", "commission", "commission", "member", "member", "member", "member", "member"];

const AFTER_SEMINARS: [(&str, &str); 6] = [
    (
        "Мемлекеттік әлеуметтік тапсырысқа қалай қатысатынымызды түсіндім.",
        "Теперь понятно, как участвовать в государственном социальном заказе.",
    ),
    ("Жоба жазуды алғаш рет өз қолымызбен көрдік.", "Впервые своими руками составили проект."),
    (
        "Жиналыс өткізудің тәртібін үйрендік, енді өзіміз өткіземіз.",
        "Научились порядку проведения собраний, теперь проведём сами.",
    ),
    ("Ауыл бюджеті қалай құралатыны маған енді анық.", "Теперь мне ясно, как складывается бюджет села."),
    (
        "Топтық жұмыс пайдалы болды, көршілеріммен ортақ тіл таптым.",
        "Работа в группах была полезной, с соседями нашёлся общий язык.",
    ),
    ("Тұжырымдаманың ауылымызға не беретінін білдім.", "Теперь видно, что концепция даёт нашему селу."),
];
const AFTER_MEETINGS: [(&str, &str); 4] = [
    ("Депутатқа сұрағымды өзім қойып, жауабын естідім.", "Удалось самим задать депутату вопрос и услышать ответ."),
    (
        "Мәселемізді тыңдап, жазып алды, енді шешімін күтеміз.",
        "Нашу проблему выслушали и записали, теперь ждём решения.",
    ),
    ("Мәслихат комиссияларының немен айналысатынын білдік.", "Узнали, чем занимаются комиссии маслихата."),
    ("Мұндай кездесулер жиі өтсе екен.", "Хотелось бы, чтобы такие встречи были чаще."),
];
const AFTER_PERFORMANCES: [(&str, &str); 3] = [
    ("Залда отырғандардың бәрі өзін көргендей болды.", "Каждый в зале словно увидел себя."),
    ("Жастардың ойынына риза болдым, айтар ойы терең екен.", "Порадовала игра молодёжи, мысль у постановки глубокая."),
    ("Сахнаға шығып, батылдығым артты.", "После выхода на сцену смелости прибавилось."),
];
