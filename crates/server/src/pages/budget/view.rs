//! What a page of the budget of a village shows: sentences, two pictures with their table, the layout of the decision in thousand
//! tenge, the sheets of the commission, and what residents propose to pay for.

use crate::ask::{Ask, Here};
use crate::pages::record::Said;
use crate::say::Say;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::amount::{TIYN, shown_ratio};
use auyl_domain::budget::{Half, Kind, Part, Row, Sums, deficit, sum, thousands};
use auyl_domain::views::{BUDGET_ADVICE, BUDGET_MONITORING, PLACE, PROPOSAL, day};
use auyl_domain::{Quantity, Record, Value};
use auyl_reports::chart::{Amount, Bars, Chart, Frame as Around, Row as Bar};
use auyl_work::Project;
use auyl_work::budget::{self, Budget, Monitored, list_of, title};
use auyl_work::outcome::matching;

/// So many lines of spending are told in words.
const TOLD: usize = 3;
/// So many proposals are shown.
const PROPOSALS: usize = 30;

/// A page of the budget of a village.
pub struct View {
    /// Village and year.
    pub title: String,
    /// In plain words.
    pub words: Vec<String>,
    /// Heading and drawing: where money comes from, what it is spent on.
    pub pictures: Vec<(String, String)>,
    /// The layout of the decision.
    pub rows: Vec<Line>,
    /// The years that can be looked at, and whether this is the one.
    pub years: Vec<(i64, bool)>,
    /// The sheets of the commission.
    pub sheets: Vec<Sheet>,
    /// What does not add up, or is late; for the team.
    pub said: Vec<Said>,
    /// What residents propose: what, cost, state.
    pub proposals: Vec<(String, String, String)>,
}

/// A row of the layout.
pub struct Line {
    /// Its number, where it is a part.
    pub number: Option<usize>,
    /// What it is.
    pub title: String,
    /// Planned.
    pub plan: String,
    /// In the first half-year.
    pub half: String,
    /// In the year.
    pub actual: String,
    /// Of the plan, in per cent.
    pub share: String,
}

/// A sheet of the commission.
pub struct Sheet {
    /// Its half-year and day.
    pub title: String,
    /// Where the team opens it, and the beginning of its papers.
    pub record: Option<(String, String)>,
    /// What was found.
    pub found: String,
    /// Recommendations: text, class and word of the answer, reason.
    pub advice: Vec<(String, &'static str, String, String)>,
    /// What the akim concluded, and when.
    pub conclusion: String,
    /// The day of the conclusion.
    pub concluded: String,
}

/// The budget in plain words: how much, where from, what for, how far.
pub fn words(say: &Say, project: &Project, budget: &Budget) -> Vec<String> {
    let revenue = sum(&budget.lines, Part::Revenue);
    let spending = sum(&budget.lines, Part::Spending);
    let transfers = budget.lines.iter().filter(|line| line.part == Part::Revenue && line.source == "transfers");
    let transfers = Sums::of(transfers.map(|line| &line.sums)).plan;
    let share = |of: i64, all: i64| shown_ratio(of, all, 100, 0).map(|share| format!("{share} %"));
    let mut said = vec![say.with(
        "treasury-words-whole",
        &[("year", budget.year.to_string()), ("in", millions(revenue.plan)), ("out", millions(spending.plan))],
    )];
    if let Some(share) = share(transfers, revenue.plan).filter(|_| transfers > 0) {
        let own = millions(revenue.plan.saturating_sub(transfers));
        said.push(say.with("treasury-words-transfers", &[("share", share), ("own", own)]));
    }
    let mut rows: Vec<Row> = budget.rows(project);
    rows.retain(|row| row.part == Part::Spending && matches!(row.kind, Kind::Line(_)) && row.sums.plan > 0);
    rows.sort_by_key(|row| std::cmp::Reverse(row.sums.plan));
    let parts: Vec<String> = rows
        .iter()
        .take(TOLD)
        .filter_map(|row| {
            let n = shown_ratio(row.sums.plan, spending.plan, 100, 0)?;
            Some(say.with("treasury-words-part", &[("n", n), ("what", title(project, row, say.lang))]))
        })
        .collect();
    if !parts.is_empty() {
        said.push(say.with("treasury-words-hundred", &[("parts", parts.join("; "))]));
    }
    if let Some(people) = budget.place.number("population").filter(|people| *people > 0) {
        let each = shown_ratio(spending.plan, people.saturating_mul(TIYN), 1, 0).unwrap_or_default();
        said.push(say.with("treasury-words-person", &[("sum", each)]));
    }
    if let Some(share) = spending.actual.and_then(|actual| share(actual, spending.plan)) {
        said.push(say.with("treasury-words-done", &[("share", share)]));
    }
    let missing = deficit(&budget.lines).plan;
    said.push(match missing.signum() {
        0 => say.t("treasury-words-even"),
        1 => say.with("treasury-words-surplus", &[("sum", millions(missing))]),
        _ => say.with("treasury-words-deficit", &[("sum", millions(missing.saturating_neg()))]),
    });
    said
}

/// A sum in millions of tenge, with one decimal.
fn millions(tiyn: i64) -> String {
    shown_ratio(tiyn, TIYN * 1_000_000, 1, 1).unwrap_or_default()
}

impl View {
    /// For a member of the team.
    pub async fn of_team(here: &Here, budget: &Budget) -> Result<View> {
        let mut view = View::of(&here.say, &here.project, budget, false).await?;
        let watched = here.project.catalogue.register(BUDGET_MONITORING);
        if !here.can(Action::See, watched) {
            view.sheets.clear();
        }
        for (sheet, of) in view.sheets.iter_mut().zip(&budget.sheets) {
            let root = here.root();
            let id = &of.record.id;
            sheet.record = Some((format!("{root}/r/{BUDGET_MONITORING}/{id}"), format!("{root}/budget/sheet/{id}")));
        }
        let ids = budget.ids();
        let all = budget::findings(&here.project, None, here.app.world.today()).await?;
        let own = all.iter().filter(|of| of.spot.record.as_ref().is_some_and(|id| ids.contains(id.as_str())));
        view.said = own.map(|finding| Said::of(here, finding)).collect();
        Ok(view)
    }

    /// For everybody.
    pub async fn of_all(ask: &Ask, project: &Project, budget: &Budget) -> Result<View> {
        View::of(&ask.say, project, budget, true).await
    }

    async fn of(say: &Say, project: &Project, budget: &Budget, public: bool) -> Result<View> {
        let name = budget.place.words("title", say.lang);
        Ok(View {
            title: say.with("treasury-title-of", &[(PLACE, name.to_string()), ("year", budget.year.to_string())]),
            words: words(say, project, budget),
            pictures: pictures(say, project, budget),
            rows: lines(say, project, budget),
            years: budget.years.iter().map(|year| (*year, *year == budget.year)).collect(),
            sheets: budget.sheets.iter().map(|of| sheet(say, project, of)).collect(),
            said: Vec::new(),
            proposals: proposals(say, project, &budget.place, public).await?,
        })
    }
}

fn lines(say: &Say, project: &Project, budget: &Budget) -> Vec<Line> {
    let mut number = 0;
    let shown = |sum: Option<i64>| sum.map_or_else(|| "–".to_string(), thousands);
    let line = |row: &Row| {
        let is_part = row.kind == Kind::Part;
        number += usize::from(is_part);
        Line {
            number: is_part.then_some(number),
            title: title(project, row, say.lang),
            plan: thousands(row.sums.plan),
            half: shown(row.sums.half),
            actual: shown(row.sums.actual),
            share: budget::paper::share(row.sums.actual, row.sums.plan),
        }
    };
    budget.rows(project).iter().map(line).collect()
}

/// Where money comes from, and what it is spent on: plan beside execution.
fn pictures(say: &Say, project: &Project, budget: &Budget) -> Vec<(String, String)> {
    let rows = budget.rows(project);
    let mut pictures = Vec::new();
    for (part, id, heading) in
        [(Part::Revenue, "budget-in", "treasury-from"), (Part::Spending, "budget-out", "treasury-for")]
    {
        let mut own: Vec<&Row> = rows.iter().filter(|row| row.part == part && row.kind != Kind::Part).collect();
        own.sort_by_key(|row| std::cmp::Reverse(row.sums.plan));
        if own.is_empty() {
            continue;
        }
        let is_known = own.iter().any(|row| row.sums.actual.is_some());
        let amount =
            |tiyn: i64| Amount::of(Quantity::Number(tiyn), say.with("treasury-millions", &[("n", millions(tiyn))]));
        let bar = |row: &&Row| {
            let mut values = vec![amount(row.sums.plan)];
            values.extend(is_known.then(|| amount(row.sums.actual.unwrap_or_default())));
            Bar { label: title(project, row, say.lang), values, total: String::new() }
        };
        let mut series = vec![say.t("treasury-plan")];
        series.extend(is_known.then(|| say.t("treasury-actual")));
        let title = say.t(heading);
        let bars = Bars { heading: title.clone(), series, stacked: false, rows: own.iter().map(bar).collect() };
        let about = say.with("treasury-picture", &[("year", budget.year.to_string())]);
        let around = Around { id, title: &title, about: &about, lang: say.lang, standalone: false };
        pictures.push((title.clone(), bars.svg(&around)));
    }
    pictures
}

fn sheet(say: &Say, project: &Project, of: &Monitored) -> Sheet {
    let record = &of.record;
    let label = |register: &str, field: &str, word: &str| match list_of(project, register, field) {
        Some(list) if !word.is_empty() => say.label(&list, word),
        _ => String::new(),
    };
    let on = |field: &str| day(record, field).map(|on| say.day(&on)).unwrap_or_default();
    let advice = |of: &Record| {
        let class = match of.text("answer") {
            "accepted" => "good",
            "partly" => "warn",
            "refused" => "bad",
            _ => "",
        };
        let answer = match of.text("answer") {
            "" => say.t("treasury-no-answer"),
            word => label(BUDGET_ADVICE, "answer", word),
        };
        (of.words("text", say.lang).to_string(), class, answer, of.words("reason", say.lang).to_string())
    };
    let half = Half::read(record.text("half"));
    let word = if half == Half::Extra { "extra" } else { record.text("half") };
    Sheet {
        title: format!("{}, {}", label(BUDGET_MONITORING, "half", word), on("checked_on")),
        record: None,
        found: record.words("found", say.lang).to_string(),
        advice: of.advice.iter().map(advice).collect(),
        conclusion: record.words("conclusion", say.lang).to_string(),
        concluded: on("concluded_on"),
    }
}

/// What residents of the village propose, the dearest first.
async fn proposals(
    say: &Say,
    project: &Project,
    place: &Record,
    public: bool,
) -> Result<Vec<(String, String, String)>> {
    let Some(register) = project.catalogue.register(PROPOSAL) else { return Ok(Vec::new()) };
    let mut when = format!("{PLACE} = \"{}\"", place.id);
    if let Some(open) = register.open_when.as_ref().filter(|_| public) {
        when = format!("{when} and ({})", open.text());
    }
    let mut found = matching(project, PROPOSAL, &when, None).await?;
    found.sort_by_key(|of| (std::cmp::Reverse(of.number("cost")), of.id.clone()));
    let shown = |of: &Record| {
        let cost = match of.get("cost") {
            Some(Value::Money(tiyn)) => say.money(*tiyn),
            _ => String::new(),
        };
        let state = register.state(of.state()).map(|state| say.words(&state.title)).unwrap_or_default();
        (of.words("title", say.lang).to_string(), cost, state)
    };
    Ok(found.iter().take(PROPOSALS).map(shown).collect())
}
