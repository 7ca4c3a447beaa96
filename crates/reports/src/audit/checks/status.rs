//! # What it does
//! Finds things that are called done in one place and begun in another: NGOs "созданы", whose papers "переданы на регистрацию".
//!
//! # Why it matters
//! An indicator is reached by a certificate of registration; papers that were handed in reach nothing yet.
//!
//! # Example
//! "Созданы неправительственные организации" and "активисты передали документы на регистрацию".

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Meaning;
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-status"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let organisations: Vec<usize> =
        ["ngos", "new_ngos"].iter().filter_map(|id| paper.vocabulary.quantity(id)).collect();
    let mut done = Vec::new();
    let mut begun = Vec::new();
    for (passage, text) in paper.passages() {
        if text.where_.is_plan() || text.where_.role.as_deref() == Some("label") {
            continue;
        }
        let said = paper.said(text);
        let names = |at: usize| {
            let sentence = said.sentence(at);
            let to_come = said.listed("future").any(|hit| sentence.contains(&hit.from));
            !to_come
                && text.hits.iter().any(|hit| {
                    matches!(hit.meaning, Meaning::Quantity(q) if organisations.contains(&q))
                        && sentence.contains(&hit.from)
                })
        };
        let quote = |from: usize, to: usize| {
            Quote::part(passage.place.passage, text.tokens[from].at.start..text.tokens[to - 1].at.end)
        };
        done.extend(said.listed("status_done").filter(|hit| names(hit.from)).map(|hit| quote(hit.from, hit.to)));
        begun.extend(said.listed("status_begun").map(|hit| quote(hit.from, hit.to)));
    }
    if done.is_empty() || begun.is_empty() {
        return Vec::new();
    }
    let quotes = done.into_iter().take(3).chain(begun.into_iter().take(3)).collect();
    vec![Remark::new("audit-status", Severity::Severe, 78, quotes)]
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn ngos_are_created_in_one_sentence_and_filed_in_another() {
        check(
            "В селах созданы неправительственные организации.

Активисты разработали устав и передали документы на регистрацию.",
            expect![[r#"
                audit-status 78%: It is called done in one place and only begun in another.
                    «В селах созданы неправитель…» «…передали документы на регистрацию…» «…став и передали документы на рег…»
            "#]],
        );
    }
}
