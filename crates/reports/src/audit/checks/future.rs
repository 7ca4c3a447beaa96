//! # What it does
//! Looks for the future ("будет", "планируется", "жоспарлануда") where results are told.
//!
//! # Why it matters
//! What is still to come is no result of a project that is over: the sentence was copied from the application.
//!
//! # Example
//! "Краткосрочные достигнутые результаты: будут проведены 3 семинара".

use super::Check;
use crate::audit::paper::{Paper, Where};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-future-in-result"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages() {
        let said = paper.said(text);
        // Among the results of the project a number that is still to come is none; the rest of the section may look ahead.
        let among_results = text.where_.section.as_deref() == Some("section_results")
            && passage.place.table.is_none()
            && !text.where_.is_heading;
        let is_counted = |at: usize| {
            let sentence = said.sentence(at);
            text.claims.iter().any(|claim| sentence.contains(&claim.token))
        };
        let is_wrong = |at: usize| tells_results(&text.where_) || among_results && is_counted(at);
        let Some(hit) = said.listed("future").find(|hit| is_wrong(hit.from)) else { continue };
        let at = text.tokens[hit.from].at.start..text.tokens[hit.to - 1].at.end;
        let ground = if text.where_.role.is_some() { "cell" } else { "" };
        found.push(
            Remark::new(
                "audit-future-in-result",
                Severity::Warning,
                vec![Quote::part(passage.place.passage, at.clone())],
            )
            .on(ground)
            .with("word", &passage.text[at]),
        );
    }
    found
}

/// Long-term effects and proposals may speak of what is to come.
fn tells_results(place: &Where) -> bool {
    match place.role.as_deref() {
        Some("short" | "actual" | "effect") => true,
        Some(_) => false,
        None => {
            place.shape.is_none()
                && !place.is_heading
                && (place.section.as_deref() == Some("section_goal")
                    || place.activity.is_some() && place.section.is_none())
        }
    }
}
