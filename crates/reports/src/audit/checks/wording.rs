//! # What it does
//! Finds what is said without a measure: "значительно" with no number, a growth in percent of which nobody knows from what and
//! to what, and left-overs of a template.
//!
//! # Why it matters
//! "Заметно повысилась" cannot be checked; "на 14 %" may be percent or points, which differ by half.
//!
//! # Example
//! "Вовлеченность увеличилась на 14,5%." without the level before and after.

use super::Check;
use crate::audit::claims::Unit;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-vague", "audit-percent-base", "audit-leftover"], run };

/// Places that are shown of one kind.
const MOST: usize = 20;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let (mut vague, mut growth, mut leftover) = (Vec::new(), Vec::new(), Vec::new());
    for (passage, text) in paper.passages() {
        let number = passage.place.passage;
        let said = paper.said(text);
        let quote =
            |from: usize, to: usize| Quote::part(number, text.tokens[from].at.start..text.tokens[to - 1].at.end);
        if !text.where_.is_plan() && !text.where_.is_heading && text.where_.shape.as_deref() != Some("priorities") {
            vague.extend(
                said.listed("vague")
                    .filter(|hit| {
                        let sentence = said.sentence(hit.from);
                        !text.claims.iter().any(|claim| sentence.contains(&claim.token))
                    })
                    .map(|hit| quote(hit.from, hit.to)),
            );
            growth.extend(
                text.claims
                    .iter()
                    .filter(|claim| {
                        let sentence = said.sentence(claim.token);
                        let grew =
                            said.listed("grew").any(|hit| sentence.contains(&hit.from) && hit.from < claim.token);
                        let others = text
                            .claims
                            .iter()
                            .filter(|other| sentence.contains(&other.token) && other.unit == Unit::Percent)
                            .count();
                        claim.unit == Unit::Percent && grew && others < 3
                    })
                    .map(|claim| Quote::part(number, claim.at.clone())),
            );
        }
        let blank = passage.text.find("____").map(|at| Quote::part(number, at..at + 4));
        leftover.extend(blank);
        leftover.extend(said.listed("leftover").take(1).map(|hit| quote(hit.from, hit.to)));
    }
    let told = |code: &'static str, severity, confidence, quotes: Vec<Quote>| {
        let n = quotes.len();
        (n > 0).then(|| Remark::new(code, severity, confidence, quotes.into_iter().take(MOST).collect()).with("n", n))
    };
    [
        told("audit-percent-base", Severity::Warning, 70, growth),
        told("audit-vague", Severity::Hint, 65, vague),
        told("audit-leftover", Severity::Hint, 50, leftover),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn engagement_grew_by_nobody_knows_what() {
        check(
            "Вовлеченность граждан увеличилась на 14,5%. Доверие жителей значительно повысилось.",
            expect![[r#"
                audit-percent-base 70%: A growth in percent without the levels before and after (1).
                    «…увеличилась на 14,5%. Доверие жител…»
                audit-vague 65%: 1 statements without a measure.
                    «…ие жителей значительно повысилос…»
            "#]],
        );
    }
}
