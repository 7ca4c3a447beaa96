//! # What it does
//! Compares how many lists, programmes, press releases an activity has with how many events it had.
//!
//! # Why it matters
//! Each gathering has its own sign-in list; fewer lists than gatherings leave some of them without proof.
//!
//! # Example
//! "Проведено 9 собраний", "Списки участников: 6".

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::Remark;
use crate::audit::vocabulary::{Comparator, Counted};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-evidence-fewer"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for nth in 0..paper.activities.len() {
        let own: Vec<&Statement> = paper
            .statements
            .iter()
            .filter(|s| s.activity == Some(nth) && s.side != Side::Plan && s.each.is_none() && !s.is_partial)
            .collect();
        let of = |s: &Statement| &paper.vocabulary.quantities[s.quantity];
        let held = own.iter().filter(|s| of(s).kind == Counted::Events && s.comparator == Comparator::Exactly);
        let Some(events) = held.max_by_key(|s| (s.side == Side::Actual, s.value)) else { continue };
        for proof in own
            .iter()
            .filter(|s| of(s).per == "events" && s.comparator == Comparator::Exactly && s.side == Side::Actual)
        {
            if proof.value < events.value {
                found.push(
                    Remark::new(
                        "audit-evidence-fewer",
                        Severity::Warning,
                        vec![paper.quote(proof), paper.quote(events)],
                    )
                    .labelled("what", &of(proof).label)
                    .labelled("events", &of(events).label)
                    .with("proofs", shown_scaled(proof.value, ONE))
                    .with("held", shown_scaled(events.value, ONE))
                    .with("about", &paper.activities[nth].title),
                );
            }
        }
    }
    found
}
