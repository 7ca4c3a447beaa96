//! # What it does
//! Finds sentences of a hundred letters and more, and whole cells of sixty and more, that stand word for word in different
//! activities or columns.
//!
//! # Why it matters
//! Two activities do not have one and the same result: one of the two was not told.
//!
//! # Example
//! The same paragraph as the result of meetings with deputies and of meetings with akims.

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::words::fold;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-same-text"], run };

/// Letters from which on a sentence says something of its own.
const LONG: usize = 100;
/// Letters from which on a whole cell or paragraph does.
const WHOLE: usize = 60;

/// A sentence, the activity it is told of, and the role of its column.
type Standing<'p> = (Quote, Option<usize>, Option<&'p str>);

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut told: BTreeMap<String, Vec<Standing<'_>>> = BTreeMap::new();
    for (passage, text) in paper.passages() {
        let place = &text.where_;
        let is_plan = place.is_plan()
            || matches!(place.role.as_deref(), Some("activity_cell" | "objective_cell" | "label" | "place_cell"));
        if place.is_heading || is_plan || place.activity.is_none() {
            continue;
        }
        let said = paper.said(text);
        let mut at = 0;
        let mut has_long = false;
        while at < text.tokens.len() {
            let sentence = said.sentence(at);
            at = sentence.end + 1;
            let Some((first, last)) = text.tokens[sentence.clone()].first().zip(text.tokens[sentence].last()) else {
                continue;
            };
            let bytes = first.at.start..last.at.end;
            let folded = fold(&passage.text[bytes.clone()]);
            if folded.chars().count() >= LONG {
                has_long = true;
                let quote = Quote::part(passage.place.passage, bytes);
                told.entry(folded).or_default().push((quote, place.activity, place.role.as_deref()));
            }
        }
        let whole = fold(passage.text.trim());
        if !has_long && whole.chars().count() >= WHOLE {
            let quote = Quote::whole(passage.place.passage);
            told.entry(whole).or_default().push((quote, place.activity, place.role.as_deref()));
        }
    }
    let twice = told.into_values().filter(|places| {
        let (first, rest) = (&places[0], &places[1..]);
        rest.iter().any(|other| other.1 != first.1 || other.2 != first.2)
    });
    twice
        .map(|places| {
            let between = places.iter().any(|place| place.1 != places[0].1);
            let ground = if between { "activities" } else { "" };
            let n = places.len();
            let quotes = places.into_iter().map(|(quote, ..)| quote).collect();
            Remark::new("audit-same-text", Severity::Warning, quotes).on(ground).with("times", n)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn one_short_cell_as_the_result_of_two_activities() {
        check(
            "Мероприятие	Краткосрочные результаты	Показатели	План	Факт
Мероприятие 1. Собрания жителей	Жители узнали, куда обращаться, и подружились с соседями из других сел.	Количество собраний	3	3
Мероприятие 2. Обучающие семинары	Жители узнали, куда обращаться, и подружились с соседями из других сел.	Количество семинаров	3	3",
            expect![[r#"
                audit-same-text (activities): The same sentence stands in 2 places.
                    «Жители узнали, куда обращаться, и…» «Жители узнали, куда обращаться, и…»
            "#]],
        );
    }
}
