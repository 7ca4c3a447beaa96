//! # What it does
//! Looks whether the report says why what was reached is not what was planned.
//!
//! # Why it matters
//! The form asks for it, and a grantor pays for what was planned.
//!
//! # Example
//! 450 beneficiaries planned, 520 reached, and nothing below "Обоснование отклонений от плана".

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Comparator;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-deviation-unexplained"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let in_section = |at: usize| paper.texts[at].where_.section.as_deref() == Some("section_deviation");
    let passages = paper.source.passages();
    let Some(heading) = (0..paper.texts.len()).find(|at| in_section(*at) && paper.texts[*at].where_.is_heading) else {
        return Vec::new();
    };
    let told = (heading + 1..paper.texts.len())
        // Reasons may stand in a table of their own; that of the economic effect has none.
        .take_while(|at| in_section(*at) && paper.texts[*at].where_.shape.is_none())
        .filter(|at| !paper.texts[*at].where_.is_heading);
    let after_colon = passages[heading].text.rsplit_once(':').is_some_and(|(_, rest)| rest.trim().chars().count() > 20);
    // A sentence that asks to fill in the next table explains nothing.
    let explains = |at: usize| {
        let asks = paper.said(&paper.texts[at]).listed("leftover").next().is_some();
        !asks && paper.texts[at].tokens.len() >= 5
    };
    if after_colon || told.clone().any(explains) {
        return Vec::new();
    }
    let differing: Vec<(&Statement, &Statement)> = paper
        .statements
        .iter()
        .filter(|s| s.side == Side::Actual && s.comparator == Comparator::Exactly && s.each.is_none())
        .filter_map(|actual| {
            let row = |s: &Statement| paper.source.passage(s.passage).map(|p| (p.place.table, p.place.row));
            let is_plan = |s: &&Statement| {
                s.side == Side::Plan && s.quantity == actual.quantity && row(s) == row(actual) && s.each.is_none()
            };
            let plan = paper.statements.iter().find(is_plan)?;
            (plan.value != actual.value).then_some((plan, actual))
        })
        .collect();
    if differing.is_empty() {
        return Vec::new();
    }
    let quotes = std::iter::once(Quote::whole(passages[heading].place.passage))
        .chain(differing.iter().flat_map(|(plan, actual)| [paper.quote(actual), paper.quote(plan)]).take(10))
        .collect();
    let (plan, actual) = differing[0];
    vec![
        Remark::new("audit-deviation-unexplained", Severity::Warning, quotes)
            .labelled("what", &paper.vocabulary.quantities[actual.quantity].label)
            .with("plan", shown_scaled(plan.value, ONE))
            .with("actual", shown_scaled(actual.value, ONE))
            .with("n", differing.len()),
    ]
}
