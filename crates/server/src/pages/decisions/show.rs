//! The analysis of decisions by village, and the problems of which nobody has said whether they are solved.

use super::{counted, days, drawn};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::figure;
use crate::pages::record::{Naming, place_limit};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::measure::{self, Op};
use auyl_domain::register::STATE;
use auyl_domain::views::{PLACE, PROBLEM, day};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::outcome::SOLVED;
use auyl_work::outcome::analysis::{Analysis, Line};

/// So many problems wait on the page; all of them are in the list.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "decisions/show.html")]
struct DecisionsPage {
    frame: Frame,
    root: String,
    header: Vec<String>,
    rows: Vec<Row>,
    svg: String,
    waits: Vec<String>,
    times: Vec<(String, Vec<String>)>,
    waiting: Vec<Waiting>,
    more: Option<String>,
}

struct Row {
    title: String,
    is_all: bool,
    cells: Vec<(Option<String>, String)>,
}

/// A problem that is called solved and waits for somebody to say so.
struct Waiting {
    href: String,
    title: String,
    place: String,
    solved: String,
}

/// The page.
pub async fn show(here: Here) -> Result {
    let analysis = counted(&here).await?;
    let title = |line: &Line| match line.place {
        Some(_) => here.say.words(&line.title),
        None => here.say.t("decisions-all"),
    };
    let lines: Vec<&Line> = analysis.villages.iter().chain([&analysis.all]).collect();
    let row =
        |line: &&Line| Row { title: title(line), is_all: line.place.is_none(), cells: cells(&here, &analysis, line) };
    let (waiting, more) = waiting(&here).await?;
    let has_any = !analysis.villages.is_empty();
    page(&DecisionsPage {
        root: here.root(),
        header: analysis.columns.iter().map(|column| here.say.words(&column.label)).collect(),
        rows: if has_any { lines.iter().map(row).collect() } else { Vec::new() },
        svg: if has_any { drawn::svg(&here, &analysis, false) } else { String::new() },
        waits: (0..4).map(|at| here.say.t(&format!("decisions-wait-{at}"))).collect(),
        times: lines.iter().map(|line| (title(line), line.waits.iter().map(|wait| days(*wait)).collect())).collect(),
        waiting,
        more,
        frame: here.frame("decisions", here.say.t("decisions-title")),
    })
}

/// The counts of a village; those of all lead to what counts them.
fn cells(here: &Here, analysis: &Analysis, line: &Line) -> Vec<(Option<String>, String)> {
    let address = |measure: &str| figure::address(&here.root(), measure, "", "", None);
    let cell = |(column, count): (&auyl_work::outcome::analysis::Column, &i64)| {
        (line.place.is_none().then(|| address(&column.measure)), here.say.number(*count))
    };
    analysis.columns.iter().zip(&line.counts).map(cell).collect()
}

async fn waiting(here: &Here) -> Result<(Vec<Waiting>, Option<String>)> {
    let register = here.register(PROBLEM)?;
    let Ok(is_solved) = measure::filter(register, STATE, Op::Is, SOLVED, &here.project.catalogue) else {
        return Ok((Vec::new(), None));
    };
    let cond = std::iter::once(is_solved).chain(place_limit(here, Action::See, register)).collect();
    let sort = Some(("solved_on".to_string(), false));
    let wanted = Wanted { cond, sort, most: MOST, review: ReviewFilter::Without, ..Wanted::default() };
    let found = here.project.store.page(&here.project.id, PROBLEM, &wanted).await?;
    let mut naming = Naming::of(here);
    let mut waiting = Vec::new();
    for problem in &found.records {
        naming.learn(register, problem).await?;
        waiting.push(Waiting {
            href: format!("{}/decisions/{}", here.root(), problem.id),
            title: problem.words("title", here.lang()).to_string(),
            place: problem.link(PLACE).map(|id| naming.linked(PLACE, id.as_str())).unwrap_or_default(),
            solved: day(problem, "solved_on").map(|on| here.say.day(&on)).unwrap_or_default(),
        });
    }
    Ok((waiting, found.more.then(|| format!("{}/r/{PROBLEM}?is.{STATE}={SOLVED}", here.root()))))
}
