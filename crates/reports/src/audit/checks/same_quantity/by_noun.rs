//! Numbers of things that no vocabulary has: "302 түп көшет" in the text of an activity beside "320 көшет" in its row. They are
//! known again by the noun behind the number, or by that of the label.

use super::by_place::{is_of_size, is_plain};
use crate::audit::claims::{Claim, Unit, stem};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Value, is_partial};
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

/// Fewer are as often told of one village or one day.
const FEWEST: i64 = 5 * ONE;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for activity in &paper.activities {
        for value in activity.pairs.iter().flat_map(|pair| paper.values(pair)) {
            let is_counted = value.actual.quantity.is_none() && value.actual.unit == Unit::Piece;
            if !is_counted || !value.actual.is_exact() || value.actual.number.value < FEWEST {
                continue;
            }
            let nouns = nouns(paper, &value);
            let known = &nouns;
            let told = activity.narrative.iter().filter_map(|passage| paper.text(*passage)).flat_map(|(_, text)| {
                let said = paper.said(text);
                let is_same = move |claim: &&Claim| {
                    claim.quantity.is_none()
                        && is_plain(paper, text, claim)
                        && !is_partial(paper, text, claim.token)
                        && said.nouns(claim.token).iter().any(|noun| known.contains(noun))
                };
                text.claims.iter().filter(is_same).collect::<Vec<_>>()
            });
            let told: Vec<&Claim> = told.collect();
            let value = value.actual;
            // Told by day or by village they make the whole together.
            let [other] = told.as_slice() else { continue };
            if !is_of_size(other.number.value, value.number.value) {
                continue;
            }
            let quotes = [other, &value].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
            found.push(
                Remark::new("audit-same-quantity", Severity::Warning, quotes)
                    .on("noun")
                    .with("what", written(paper, other))
                    .with("about", &activity.title)
                    .with("value", shown_scaled(value.number.value, ONE))
                    .with("others", shown_scaled(other.number.value, ONE)),
            );
        }
    }
    found
}

/// What is counted: the noun behind the number, or else the words of its label.
fn nouns(paper: &Paper<'_>, value: &Value<'_>) -> Vec<String> {
    let own = paper.text(value.actual.passage).map(|(_, text)| paper.said(text).nouns(value.actual.token));
    let own = own.unwrap_or_default();
    let label = value.label.clone().filter(|_| own.is_empty()).and_then(|(passage, of)| {
        let (_, text) = paper.text(passage)?;
        let said = paper.said(text);
        let is_noun = |at: &usize| !["count_of", "number_of", "total"].iter().any(|list| said.is_in(list, *at));
        Some(of.filter(is_noun).filter_map(|at| stem(text.tokens[at].word()?)).collect::<Vec<_>>())
    });
    label.unwrap_or(own)
}

/// The words behind a number, as they are written.
fn written(paper: &Paper<'_>, claim: &Claim) -> String {
    let Some((passage, text)) = paper.text(claim.passage) else { return String::new() };
    let words = &text.tokens[paper.said(text).noun_words(claim.token)];
    let at = words.first().zip(words.last()).map(|(first, last)| first.at.start..last.at.end);
    at.map(|at| passage.text[at].to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    const ROWS: &str = "Мероприятие	Показатели	План	Факт
Мероприятие 1. Субботник	Сенбілік саны; скамейки	2; 30 скамеек	2; 30 скамеек
Мероприятие 2. Аллея	Саженцы	120 молодых саженцев	120 молодых саженцев";

    #[test]
    fn things_that_no_vocabulary_has_are_known_again_by_their_noun() {
        check(
            &format!(
                "{ROWS}\n\nМероприятие 1. Субботник\n\nБолат сколотил 32 скамейки, и это все видели.\n\nМероприятие 2. Аллея\n\nАйгуль посадила 102 молодых саженца и покрасила 90 молодых заборов."
            ),
            expect![[r#"
                audit-same-quantity (noun): скамейки: one place says 30, another says 32. Мероприятие 1. Субботник
                    «Болат сколотил 32 скамейки, и это…» «2; 30 скамеек»
                audit-same-quantity (noun): молодых саженца: one place says 120, another says 102. Мероприятие 2. Аллея
                    «…йгуль посадила 102 молодых саженц…» «120 молодых саженц…»
            "#]],
        );
    }

    #[test]
    fn told_by_day_they_make_the_whole() {
        check(
            &format!("{ROWS}\n\nМероприятие 2. Аллея\n\nВесной 70 саженцев, осенью ещё 50 саженцев от Айгуль."),
            expect![[""]],
        );
    }
}
