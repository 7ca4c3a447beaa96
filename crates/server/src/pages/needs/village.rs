//! The page of a village: its problems by sphere, the heaviest of them, and its papers to take along: the sheet and the notice of
//! a month, in Kazakh and Russian, as DOCX and PDF. For everybody the same without what is not open.

use super::{counted, languages};
use crate::App;
use crate::ask::{Ask, Here};
use crate::frame::{Entry, Frame, page};
use crate::pages::open::{Entrance, fresh};
use crate::pages::report::{attachment, kind};
use crate::say::Say;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{BUDGET_LINE, PLACE, PROBLEM};
use auyl_domain::{Lang, Quantity, RecordId, Refusal};
use auyl_reports::chart::{Amount, Bars, Chart, Frame as Around, Row};
use auyl_work::Project;
use auyl_work::needs::Asked;
use auyl_work::provenance::Section;
use auyl_work::report::render;
use auyl_work::village::notice::notice;
use auyl_work::village::sheet::sheet;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use jiff::civil::Date;
use serde::Deserialize;

/// Months that can be chosen for a notice: this one and those before.
const MONTHS: i64 = 12;

#[derive(Template)]
#[template(path = "needs/village.html")]
struct VillagePage {
    frame: Frame,
    /// The languages of an open page; empty for the team.
    languages: Vec<(&'static str, &'static str, String, bool)>,
    map: String,
    address: String,
    list: Option<String>,
    about: String,
    bars: Option<String>,
    rows: Vec<(String, String, String)>,
    months: Vec<(String, String)>,
    /// The budget of the village: sentences, where all of it stands.
    budget: Option<(Vec<String>, String)>,
}

/// Whom a paper is for, and of which month.
#[derive(Deserialize)]
pub struct Wanted {
    lang: Option<String>,
    #[serde(default)]
    month: String,
}

/// A village somebody may look at.
struct Found {
    ask: Ask,
    project: Project,
    public: bool,
    /// The beginning of addresses of the map.
    map: String,
    place: String,
}

fn missing() -> Stop {
    Refusal::of("page-missing").into()
}

/// The village for a member of the team: coordinators have the papers of their own villages.
fn of_team(here: Here, place: String) -> Result<Found> {
    let verdict = here.must(Action::See, Some(here.register(PROBLEM)?))?;
    if verdict == Verdict::OwnPlaces && !here.places.contains(&place) {
        return Err(missing());
    }
    let map = format!("{}/needs", here.root());
    Ok(Found { public: verdict == Verdict::PublicFields, project: here.project.clone(), ask: here.ask, map, place })
}

/// The village for everybody.
async fn of_all(app: &App, ask: Ask, project: &str, place: String) -> Result<(Found, bool)> {
    let Entrance { ask, visitor } = Entrance::of(app, ask, project).await?;
    visitor.register(PROBLEM, &[PLACE, "title", "sphere", "state"]).ok_or_else(missing)?;
    visitor.register(PLACE, &["title"]).ok_or_else(missing)?;
    let budget = visitor.register(BUDGET_LINE, &["year", "part", "source", "title", "plan", "actual"]).is_some();
    let map = format!("/open/{project}/needs");
    Ok((Found { ask, project: visitor.project, public: true, map, place }, budget))
}

/// The budget of the village in plain words, and the address of all of it; none where nothing is recorded.
async fn budget_of(found: &Found, root: &str) -> Result<Option<(Vec<String>, String)>> {
    let Some(id) = RecordId::read(&found.place) else { return Ok(None) };
    let budget = auyl_work::budget::of(&found.project, &id, None).await?;
    let told = |budget| (crate::pages::budget::words(&found.ask.say, &found.project, &budget), format!("{root}/{id}"));
    Ok(budget.map(told))
}

/// The page for the team.
pub async fn show(here: Here, Path((_, place)): Path<(String, String)>) -> Result {
    let list = format!("{}/r/{PROBLEM}?{PLACE}={place}", here.root());
    let frame = here.frame("village", "");
    let here_sees = here.can(Action::See, here.project.catalogue.register(BUDGET_LINE));
    let found = of_team(here, place)?;
    let mut shown = village(&found, frame).await?;
    shown.list = Some(list);
    if here_sees {
        shown.budget = budget_of(&found, &format!("/p/{}/budget", found.project.id)).await?;
    }
    page(&shown)
}

/// The page for everybody.
pub async fn open(
    State(app): State<App>,
    ask: Ask,
    Path((project, place)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result {
    let (found, is_budget_open) = of_all(&app, ask, &project, place).await?;
    let mut frame = found.ask.frame("village", "");
    frame.menu = vec![Entry { key: "web-open-page", href: format!("/open/{project}"), here: false }];
    let mut shown = village(&found, frame).await?;
    shown.languages = languages(&shown.frame, &shown.address);
    if is_budget_open {
        shown.budget = budget_of(&found, &format!("/open/{project}/budget")).await?;
    }
    Ok(fresh(&found.ask, &headers, "text/html; charset=utf-8", shown.render()?))
}

async fn village(found: &Found, mut frame: Frame) -> Result<VillagePage> {
    let Found { ask, project, public, map, place } = found;
    let say = &ask.say;
    let asked = Asked { weight: auyl_work::needs::COUNT.into(), public: *public, ..Asked::default() };
    let needs = counted(&ask.app, project, &asked).await?.value;
    let village = needs.villages.iter().find(|village| village.record.id.as_str() == place).ok_or_else(missing)?;
    frame.title = village.record.words("title", say.lang).to_string();
    let number = |n: i64| Amount::of(Quantity::Number(n), say.number(n));
    let mut spheres: Vec<_> = needs.spheres.iter().zip(&village.cells).filter(|(_, cell)| cell.weight > 0).collect();
    spheres.sort_by_key(|(_, cell)| std::cmp::Reverse(cell.weight));
    let row = |(sphere, cell): (&String, &auyl_work::needs::Cell)| Row {
        label: say.label(&needs.list, sphere),
        values: vec![number(cell.part), number(cell.weight - cell.part)],
        total: say.number(cell.weight),
    };
    let rows: Vec<Row> = spheres.into_iter().map(row).collect();
    let table = rows.iter().map(|row| (row.label.clone(), row.total.clone(), row.values[0].shown.clone())).collect();
    let series = vec![say.t("needs-solved"), say.t("needs-open")];
    let bars = Bars { heading: say.t("needs-sphere"), series, stacked: true, rows };
    let about = say.with(
        "village-about",
        &[
            ("n", village.whole.weight.to_string()),
            ("solved", village.whole.part.to_string()),
            ("people", village.record.number("population").map(|n| say.number(n)).unwrap_or_default()),
        ],
    );
    let title = say.t("village-by-sphere");
    let around = Around { id: "village-bars", title: &title, about: &about, lang: say.lang, standalone: false };
    let drawn = (!bars.rows.is_empty()).then(|| bars.svg(&around));
    Ok(VillagePage {
        languages: Vec::new(),
        address: format!("{map}/{place}"),
        map: map.clone(),
        list: None,
        bars: drawn,
        rows: table,
        months: months(say, ask.app.world.today()),
        budget: None,
        about,
        frame,
    })
}

/// This month and those before, as `2024-11` and as people read them.
fn months(say: &Say, today: Date) -> Vec<(String, String)> {
    let month = |back| today.first_of_month().checked_sub(jiff::Span::new().months(back)).unwrap_or(today);
    let said = |month: Date| {
        let name = auyl_domain::value::shown_months(month, month, say.lang);
        (month.to_string()[..7].to_string(), name)
    };
    (0..MONTHS).map(|back| said(month(back))).collect()
}

/// A paper for the team.
pub async fn paper(
    here: Here,
    Path((_, place, file)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result {
    made(of_team(here, place)?, &file, &wanted).await
}

/// A paper for everybody.
pub async fn open_paper(
    State(app): State<App>,
    ask: Ask,
    Path((project, place, file)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result {
    made(of_all(&app, ask, &project, place).await?.0, &file, &wanted).await
}

async fn made(found: Found, file: &str, wanted: &Wanted) -> Result {
    let (what, format) = file.split_once('.').ok_or_else(missing)?;
    let format = ["docx", "pdf"].into_iter().find(|known| *known == format).ok_or_else(missing)?;
    let Found { ask, project, public, place, .. } = &found;
    // The papers are for a village: in its two languages.
    let lang = wanted.lang.as_deref().and_then(Lang::read).unwrap_or(ask.lang());
    let lang = if lang == Lang::En { Lang::Ru } else { lang };
    let today = ask.app.world.today();
    // Laying out a page takes a core: one at a time.
    let _turn = ask.app.jobs.paper.acquire().await.map_err(Stop::machine)?;
    let (document, month) = match what {
        "sheet" => (sheet(project, place, lang, *public, today).await?, String::new()),
        "notice" => {
            let month: Date = format!("{}-01", wanted.month).parse().unwrap_or(today);
            (notice(project, place, lang, *public, month).await?, format!("-{}", &month.to_string()[..7]))
        }
        _ => return Err(missing()),
    };
    let bytes = render(&document.ok_or_else(missing)?, format, &Section::default()).await?;
    Ok(attachment(&format!("{place}-{what}{month}-{}.{format}", lang.code()), kind(format), bytes))
}
