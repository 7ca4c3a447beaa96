//! A sheet of the commission as a document, made of what was recorded. It names the members of the commission: only for who may
//! read these names; for others there are lines to sign on.

use super::{Budget, Monitored, list_of, title};
use crate::{Project, Trouble};
use auyl_domain::amount::shown_ratio;
use auyl_domain::budget::{self, Half, Kind, Row, thousands};
use auyl_domain::finding::Finding;
use auyl_domain::value::long_date;
use auyl_domain::views::{BUDGET_ADVICE, COMMUNITY_MEMBER, PLACE, day};
use auyl_domain::{Lang, Record};
use auyl_reports::document::Document;
use auyl_reports::monitoring::{self, Advice, Sheet};
use jiff::civil::Date;

/// What a member of the assembly is who monitors the budget.
const COMMISSION: &str = "commission";

/// What was carried out by then: in the first half-year, else in the year.
pub fn achieved(half: Half, row: &Row) -> Option<i64> {
    if half == Half::First { row.sums.half } else { row.sums.actual }
}

/// Of the plan, in per cent; empty where there is none of either.
pub fn share(achieved: Option<i64>, plan: i64) -> String {
    let share = achieved.filter(|_| plan > 0).and_then(|achieved| shown_ratio(achieved, plan, 100, 1));
    share.map(|share| format!("{share} %")).unwrap_or_default()
}

/// The paper. `lang` is Kazakh or Russian; of another, Russian is taken.
pub async fn paper(
    project: &Project,
    budget: &Budget,
    of: &Monitored,
    lang: Lang,
    personal: bool,
) -> Result<(Document, Vec<Finding>), Trouble> {
    let lang = if lang == Lang::Kk { Lang::Kk } else { Lang::Ru };
    let record = &of.record;
    let long = |on: Option<Date>| on.map(|on| long_date(on, lang)).unwrap_or_default();
    let half = Half::read(record.text("half"));
    let lines = |field: &str| {
        let text = record.words(field, lang);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect()
    };
    let mut number = 0;
    let row = |row: &Row| {
        let is_part = row.kind == Kind::Part;
        number += usize::from(is_part);
        let done = achieved(half, row);
        monitoring::Row {
            is_part,
            number,
            title: title(project, row, lang),
            plan: thousands(row.sums.plan),
            achieved: done.map(thousands).unwrap_or_default(),
            share: share(done, row.sums.plan),
        }
    };
    let rows = if budget.lines.is_empty() { Vec::new() } else { budget.rows(project).iter().map(row).collect() };
    let answers = list_of(project, BUDGET_ADVICE, "answer").unwrap_or_default();
    let advice = |of: &Record| Advice {
        number: of.number("number").unwrap_or_default(),
        text: of.words("text", lang).to_string(),
        answer: match of.text("answer") {
            "" => String::new(),
            word => project.catalogue.label(&answers, word, lang),
        },
        reason: of.words("reason", lang).to_string(),
    };
    let checked = day(record, "checked_on");
    let sheet = Sheet {
        lang: lang.code(),
        district: budget.place.words("rural_district", lang).to_string(),
        place: budget.place.words("title", lang).to_string(),
        year: budget.year.to_string(),
        half: word(half).to_string(),
        day: long(checked),
        rows,
        found: lines("found"),
        experts: if personal { record.text("experts").to_string() } else { String::new() },
        heard: long(of.heard_on),
        advice: of.advice.iter().map(advice).collect(),
        conclusion: lines("conclusion"),
        concluded: long(day(record, "concluded_on")),
        members: if personal { commission(project, budget, checked).await? } else { Vec::new() },
        signed: long(day(record, "signed_on")),
    };
    Ok(monitoring::write(&project.catalogue, &sheet))
}

fn word(half: Half) -> &'static str {
    budget::Half::WANTED.into_iter().find(|(known, _)| *known == half).map_or("extra", |(_, word)| word)
}

/// Names of those who sat in the commission on a day.
async fn commission(project: &Project, budget: &Budget, on: Option<Date>) -> Result<Vec<String>, Trouble> {
    if project.catalogue.register(COMMUNITY_MEMBER).is_none() {
        return Ok(Vec::new());
    }
    let sits = |of: &Record| {
        let (from, to) = (day(of, "mandate_from"), day(of, "mandate_to"));
        on.is_none_or(|on| from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to))
    };
    let all = project.good_records(COMMUNITY_MEMBER, None).await?;
    let here = all.iter().filter(|of| of.text("role") == COMMISSION && of.link(PLACE) == Some(&budget.place.id));
    Ok(here.filter(|of| sits(of)).map(|of| of.text("name").to_string()).collect())
}
