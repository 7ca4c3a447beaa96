//! The files that prove what was done: as many of each kind as the indicators demand, per event, village or activity.
//! A photo's name begins with the day its camera noted, as the names that phones give do.

use super::attend::reviews_of;
use super::calendar::{Event, VILLAGES, Village};
use super::table::Table;

/// The one photo whose camera noted another day than its event's: the example shows how the check finds it.
const WRONG_DAY: (&str, usize, &str) = ("ga-qamystybas-1", 5, "2024-05-15");
/// Months in which the coordinators reported.
pub const MONTHS: [(&str, &str); 8] = [
    ("2024-04", "2024-04-30"),
    ("2024-05", "2024-05-31"),
    ("2024-06", "2024-06-28"),
    ("2024-07", "2024-07-31"),
    ("2024-08", "2024-08-29"),
    ("2024-09", "2024-09-30"),
    ("2024-10", "2024-10-31"),
    ("2024-11", "2024-11-22"),
];

/// What each event of a kind must leave behind: kind of evidence and how many.
fn demands(event: &Event) -> Vec<(&'static str, usize)> {
    let reviews = ("review", reviews_of(event));
    match event.kind {
        "gathering" => {
            vec![("press_release", 1), ("programme", 1), ("sign_in_sheet", 1), ("photo", 5), ("video", 1)]
        }
        "seminar" => {
            vec![("programme", 1), ("sign_in_sheet", 1), ("pre_test", 1), ("post_test", 1), ("photo", 5), reviews]
        }
        "visit" => {
            vec![("programme", 1), ("sign_in_sheet", 1), ("photo", 10), ("video_review", 4), ("recommendations", 1)]
        }
        "performance" => vec![("script", 1), ("sign_in_sheet", 1), ("photo", 5), ("video", 1), reviews],
        "deputies_meeting" => vec![("programme", 1), ("sign_in_sheet", 1), ("photo", 5), ("video", 1), reviews],
        "akim_meeting" => vec![("sign_in_sheet", 1), ("photo", 5)],
        "presentation" => vec![("sign_in_sheet", 1), ("photo", 5), ("video", 1)],
        "stream" => vec![("recording", 1), ("screenshot", 2), ("slides", 1)],
        _ => Vec::new(),
    }
}

/// Evidence of one kind that belongs to no event: activity, kind, beginning of the file's name, day.
type Alone = (&'static str, &'static str, &'static str, &'static str);

/// One in each village.
const IN_VILLAGES: [Alone; 15] = [
    ("a1-1", "memorandum", "memorandum", "2024-04-25"),
    ("a1-2", "equipment_list", "equipment-list", "2024-04-02"),
    ("a1-2", "cv", "cv-coordinator", "2024-04-01"),
    ("a1-4", "needs_map", "needs-map", "2024-06-24"),
    ("a1-5", "questionnaire", "questionnaire-activists", "2024-04-15"),
    ("a1-5", "data_set", "answers-activists-baseline", "2024-04-28"),
    ("a1-5", "data_set", "answers-activists-endline", "2024-10-28"),
    ("a1-5", "analysis", "analysis-activists", "2024-10-30"),
    ("a1-5", "video_review", "video-review-activists", "2024-10-28"),
    ("a3-1", "decision_copy", "decision", "2024-11-05"),
    ("a3-1", "analysis", "analysis-decisions", "2024-11-12"),
    ("a3-2", "recommendations", "recommendations", "2024-10-04"),
    ("a3-2", "letter_scan", "letter-recommendations", "2024-10-08"),
    ("a3-3", "project_text", "project-text", "2024-10-01"),
    ("a3-3", "letter_scan", "letter-project", "2024-10-15"),
];

/// One for the whole project.
const IN_PROJECT: [Alone; 24] = [
    ("a1-1", "charter", "charter-baimurat", "2024-05-21"),
    ("a1-1", "charter", "charter-muratbaev", "2024-05-22"),
    ("a1-1", "minutes", "founders-minutes-baimurat", "2024-05-06"),
    ("a1-1", "minutes", "founders-minutes-muratbaev", "2024-04-02"),
    ("a1-3", "questionnaire", "questionnaire-engagement", "2024-04-05"),
    ("a1-3", "data_set", "answers-engagement-baseline", "2024-04-18"),
    ("a1-3", "data_set", "answers-engagement-endline", "2024-10-18"),
    ("a1-3", "analysis", "analysis-engagement-baseline", "2024-04-26"),
    ("a1-3", "analysis", "analysis-engagement-endline", "2024-10-28"),
    ("a1-6", "cv", "cv-trainer", "2024-07-01"),
    ("a1-6", "analysis", "analysis-tests-state-order", "2024-08-26"),
    ("a1-6", "analysis", "analysis-tests-self-organisation", "2024-08-26"),
    ("a1-6", "analysis", "analysis-tests-rural-concept", "2024-08-26"),
    ("a3-2", "cv", "cv-expert", "2024-05-06"),
    ("a3-5", "slides", "slides-presentation-1", "2024-09-16"),
    ("a3-5", "slides", "slides-presentation-2", "2024-10-14"),
    ("a5-1", "video_report", "video-report-1", "2024-05-30"),
    ("a5-1", "video_report", "video-report-2", "2024-06-28"),
    ("a5-1", "video_report", "video-report-3", "2024-07-30"),
    ("a5-1", "video_report", "video-report-4", "2024-08-28"),
    ("a5-1", "video_report", "video-report-5", "2024-09-27"),
    ("a5-2", "publication_copy", "newspaper-1", "2024-06-27"),
    ("a5-2", "publication_copy", "newspaper-2", "2024-10-17"),
    ("a5-4", "digest", "digest", "2024-10-31"),
];

/// Kazakh names of the kinds, for titles.
const TITLES: [(&str, &str); 30] = [
    ("photo", "Фотосурет"),
    ("video", "Бейнежазба"),
    ("sign_in_sheet", "Тіркеу парағы"),
    ("programme", "Бағдарлама"),
    ("press_release", "Баспасөз хабарламасы"),
    ("pre_test", "Пре-тест жауаптары"),
    ("post_test", "Пост-тест жауаптары"),
    ("review", "Қатысушының пікірі"),
    ("video_review", "Бейнепікір"),
    ("recommendations", "Ұсынымдар топтамасы"),
    ("script", "Сценарий"),
    ("recording", "Эфир жазбасы"),
    ("screenshot", "Қатысушылар саны көрінген скриншот"),
    ("slides", "Таныстырылым слайдтары"),
    ("memorandum", "Меморандум"),
    ("equipment_list", "Берілген техниканың тізімі"),
    ("cv", "Түйіндеме"),
    ("monthly_report", "Үйлестірушінің айлық есебі"),
    ("needs_map", "Қажеттіліктер картасы"),
    ("questionnaire", "Сауалнама парағы"),
    ("data_set", "Сауалнама жауаптары"),
    ("analysis", "Талдау"),
    ("decision_copy", "Шешімнің көшірмесі"),
    ("letter_scan", "Хаттың көшірмесі"),
    ("project_text", "Әлеуметтік жобаның мәтіні"),
    ("charter", "Жарғы және құрылтай құжаттары"),
    ("minutes", "Құрылтай жиналысының хаттамасы"),
    ("video_report", "Бейнеесеп"),
    ("publication_copy", "Жарияланымның көшірмесі"),
    ("digest", "Жарияланымдар дайджесті"),
];

/// The register of evidence.
pub fn table(events: &[Event]) -> (String, String) {
    let mut rows =
        Rows { table: Table::of("evidence", "kind activity event file title taken_on place language"), n: 0 };
    for event in events {
        let village = event.village.map(|at| &VILLAGES[at]);
        for (kind, count) in demands(event) {
            for n in 1..=count {
                let (day, file) = named(kind, event, n);
                rows.add(kind, event.activity, &event.id, (&file, day), village, &event.title.0);
            }
        }
    }
    for village in &VILLAGES {
        let photo = format!("20240403-{}-office.jpg", village.id);
        rows.add("photo", "a1-2", "", (&photo, "2024-04-03"), Some(village), "Үйлестірушінің кеңсесі");
        for (month, day) in MONTHS {
            let file = format!("report-{}-{month}.txt", village.id);
            rows.add("monthly_report", "a1-2", "", (&file, day), Some(village), month);
        }
        for (activity, kind, file, day) in IN_VILLAGES {
            let file = format!("{file}-{}.{}", village.id, ending(kind));
            rows.add(kind, activity, "", (&file, day), Some(village), village.kk);
        }
    }
    for (activity, kind, file, day) in IN_PROJECT {
        let village = VILLAGES.iter().find(|village| file.ends_with(village.id));
        let note = village.map_or("барлық ауыл", |village| village.kk);
        rows.add(kind, activity, "", (&format!("{file}.{}", ending(kind)), day), village, note);
    }
    rows.table.finish()
}

/// The day a file was made and its name.
fn named<'e>(kind: &str, event: &'e Event, n: usize) -> (&'e str, String) {
    let end = ending(kind);
    if kind != "photo" {
        return (event.held_on, format!("{}-{}-{n}.{end}", kind.replace('_', "-"), event.id));
    }
    let is_wrong = (event.id.as_str(), n) == (WRONG_DAY.0, WRONG_DAY.1);
    let noted = if is_wrong { WRONG_DAY.2 } else { event.held_on };
    (event.held_on, format!("{}-{}-{n:02}.{end}", noted.replace('-', ""), event.id))
}

fn ending(kind: &str) -> &'static str {
    match kind {
        "photo" | "screenshot" => "jpg",
        "video" | "video_review" | "video_report" | "recording" => "gif",
        _ => "txt",
    }
}

struct Rows {
    table: Table,
    n: usize,
}

impl Rows {
    fn add(
        &mut self,
        kind: &str,
        activity: &str,
        event: &str,
        (file, day): (&str, &str),
        village: Option<&Village>,
        of: &str,
    ) {
        self.n += 1;
        let title = TITLES.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, title)| title);
        let place = village.map_or("", |village| village.id);
        let id = format!("ev-{:04}", self.n);
        self.table.row(&id, &[kind, activity, event, file, &format!("{title}: {of}"), day, place, "kk"]);
    }
}
