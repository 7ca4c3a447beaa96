//! Numbers of things that no vocabulary has: "302 түп көшет" in the text of an activity beside "320 көшет" in its row. They are
//! known again by the noun behind the number, or by that of the label.

use super::by_place::{is_of_size, is_plain};
use crate::audit::claims::{Claim, Unit, stem};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Activity, Paper, Text, Value, is_partial};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::collections::BTreeMap;

/// Fewer are as often told of one village or one day.
const FEWEST: i64 = 5 * ONE;

pub(super) fn find(paper: &Paper<'_>) -> Vec<Remark> {
    let results = in_results(paper);
    let rows: Vec<(&Activity, Vec<String>, Value<'_>)> = counted(paper);
    // How many rows have a noun.
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().flat_map(|(_, nouns, _)| nouns).for_each(|noun| *times.entry(noun).or_default() += 1);
    let mut found = Vec::new();
    for (activity, nouns, value) in &rows {
        // Among the results of the project a noun is known again where one row has it.
        let is_one = nouns.iter().all(|noun| times[noun.as_str()] == 1);
        let results: &[u32] = if is_one { &results } else { &[] };
        let other =
            [&activity.narrative[..], results].into_iter().find_map(|told| unlike(paper, told, nouns, value.actual));
        let Some(other) = other else { continue };
        let quotes = [other, value.actual].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
        found.push(
            Remark::new("audit-same-quantity", Severity::Warning, quotes)
                .on("noun")
                .with("what", written(paper, other))
                .with("about", &activity.title)
                .with("value", shown_scaled(value.actual.number.value, ONE))
                .with("others", shown_scaled(other.number.value, ONE)),
        );
    }
    found
}

/// The values of all rows that count what no vocabulary has, each with its nouns.
fn counted<'p>(paper: &'p Paper<'_>) -> Vec<(&'p Activity, Vec<String>, Value<'p>)> {
    let values = paper.activities.iter().flat_map(|activity| {
        activity.pairs.iter().flat_map(|pair| paper.values(pair)).map(move |value| (activity, value))
    });
    let is_counted = |value: &Value<'_>| {
        let of = value.actual;
        of.quantity.is_none() && of.unit == Unit::Piece && of.is_exact() && of.number.value >= FEWEST
    };
    let counted = values.filter(|(_, value)| is_counted(value));
    counted.map(|(activity, value)| (activity, nouns(paper, &value), value)).collect()
}

/// The lines of the results of the project.
fn in_results(paper: &Paper<'_>) -> Vec<u32> {
    let is_line = |passage: &Passage, text: &Text| {
        text.where_.section.as_deref() == Some("section_results") && passage.place.table.is_none()
    };
    let lines = paper.passages().filter(|(passage, text)| is_line(passage, text));
    lines.map(|(passage, _)| passage.place.passage).collect()
}

/// The one number of these passages that counts things of one of the nouns, where it is not that of the row. Told by day or by
/// village they make the whole together.
fn unlike<'p>(paper: &'p Paper<'_>, told: &[u32], nouns: &[String], value: &Claim) -> Option<&'p Claim> {
    let told = told.iter().filter_map(|passage| paper.text(*passage)).flat_map(|(_, text)| {
        let said = paper.said(text);
        let is_same = move |claim: &&Claim| {
            claim.quantity.is_none()
                && is_plain(paper, text, claim)
                && !is_partial(paper, text, claim.token)
                && said.nouns(claim.token).iter().any(|noun| nouns.contains(noun))
        };
        text.claims.iter().filter(is_same).collect::<Vec<_>>()
    });
    let told: Vec<&Claim> = told.collect();
    let [other] = told.as_slice() else { return None };
    is_of_size(other.number.value, value.number.value).then_some(*other)
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
    fn the_results_of_the_project_count_other_things_than_the_row() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Аллея	Саженцы	400 молодых саженцев	400 молодых саженцев
Мероприятие 2. Двор	Скамейки	30 скамеек	30 скамеек
Мероприятие 3. Сад	Скамейки	12 скамеек	12 скамеек

5. Достигнутые результаты

Айгуль высадила 420 молодых саженцев.

Сколочено 35 скамеек.",
            expect![[r#"
                audit-same-quantity (noun): молодых саженцев: one place says 400, another says 420. Мероприятие 1. Аллея
                    «…йгуль высадила 420 молодых саженц…» «400 молодых саженц…»
            "#]],
        );
    }

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
