//! Women and men of the project. Under the headings of the goal and of the results, and beside the number of all who took part,
//! those whom a sentence counts are those of the table of genders, whichever verb stands beside them.

use super::by_place::{is_of_size, remark};
use crate::audit::claims::{Claim, Unit};
use crate::audit::paper::{Paper, Side, Statement, Text};
use crate::audit::remark::Remark;
use crate::audit::vocabulary::Counted;
use std::collections::BTreeSet;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let is_total =
        |s: &&Statement| paper.counts(s) == "direct_beneficiaries" && s.side == Side::Actual && s.is_result();
    let totals: BTreeSet<i64> = paper.statements.iter().filter(is_total).map(|s| s.value).collect();
    for id in ["women", "men"] {
        let of_table = |s: &&Statement| {
            paper.counts(s) == id && s.side == Side::Actual && paper.place(s.passage).role.as_deref() == Some(id)
        };
        let mut all = paper.statements.iter().filter(of_table);
        let (Some(cell), None) = (all.next(), all.next()) else { continue };
        for (passage, text) in paper.passages() {
            if passage.place.table.is_some() || text.where_.activity.is_some() || text.where_.is_heading {
                continue;
            }
            let told = text
                .claims
                .iter()
                .filter(|claim| claim.quantity == Some(cell.quantity) && is_of_all(paper, text, claim, &totals));
            let others = told.filter(|claim| is_of_size(claim.number.value, cell.value));
            found.extend(others.map(|claim| remark(paper, claim, (paper.claim(cell), cell.quantity), String::new())));
        }
    }
    found
}

/// The sentence counts them exactly and as those of the whole project.
fn is_of_all(paper: &Paper<'_>, text: &Text, claim: &Claim, totals: &BTreeSet<i64>) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(claim.token);
    let has = |list: &str| said.says(list, &sentence);
    let is_beside_all =
        text.claims.iter().any(|all| sentence.contains(&all.token) && totals.contains(&all.number.value));
    let is_known = matches!(text.where_.section.as_deref(), Some("section_goal" | "section_results"));
    let counts_others = text.claims.iter().any(|other| {
        let id = other.quantity.map(|of| paper.vocabulary.quantities[of].id.as_str());
        sentence.contains(&other.token) && !matches!(id, Some("women" | "men"))
    });
    let names_events = said.names(&sentence, |of| of.kind == Counted::Events);
    let n_sites = paper.sites_in(&text.tokens[sentence.clone()]).len();
    claim.unit == Unit::Piece
        && claim.is_exact()
        && claim.each.is_none()
        && (n_sites == 0 || n_sites == paper.frame.sites.len())
        && !(has("planned") || has("future") || has("outside") || has("extreme") || names_events)
        && (is_beside_all || is_known && !counts_others)
}

#[cfg(test)]
mod tests {
    use super::super::by_place::tests::TABLES;
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn women_of_the_project_are_those_of_its_table() {
        check(
            &format!(
                "{TABLES}

1. Достижение цели

Среди участников было 66 женщин и 40 мужчин. В кружке Айгуль 50 женщин слушали 3 лекции.

Истории успеха

Всего пришли 100 человек, из них 70 женщин."
            ),
            expect![[r#"
                audit-same-quantity (position): women: one place says 60, another says 66. 
                    «…участников было 66 женщин и 40 мужчи…» «60»
                audit-same-quantity (position): women: one place says 60, another says 70. 
                    «…человек, из них 70 женщин.» «60»
                audit-story-length: The story has 1 sentences; the form wants 5 to 8.
                    «Истории успеха»
            "#]],
        );
    }
}
