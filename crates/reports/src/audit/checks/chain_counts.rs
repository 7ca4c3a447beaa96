//! # What it does
//! Counts along the chain of problem, letter, reply and decision: there are not more replies than letters, nor more problems
//! solved than found.
//!
//! # Why it matters
//! More answers than questions were counted from no register.
//!
//! # Example
//! "Направлено 3 письма, получено 5 ответов".

use super::Check;
use crate::audit::claims::Unit;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::Remark;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-chain-counts"], run };

/// Links of a chain of which one bounds the other: no more of the first than of the second.
const BOUNDS: [(&str, &str); 2] = [("replies", "letters"), ("problems_solved", "problems")];

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    BOUNDS.iter().flat_map(|(fewer, more)| counts(paper, fewer, more)).collect()
}

/// Two numbers that are told together, or of the results of one activity.
fn counts(paper: &Paper<'_>, fewer: &str, more: &str) -> Vec<Remark> {
    let is = |s: &&Statement, id: &str| {
        paper.counts(s) == id && s.side != Side::Plan && s.is_result() && s.unit == Unit::Piece
    };
    let all: Vec<&Statement> = paper.statements.iter().filter(|s| is(s, fewer) || is(s, more)).collect();
    let mut in_rows: BTreeMap<Option<usize>, Vec<&Statement>> = BTreeMap::new();
    for s in all.iter().filter(|s| s.side == Side::Actual && s.activity.is_some()) {
        in_rows.entry(s.activity).or_default().push(s);
    }
    let told = |s: &Statement| (s.passage, paper.claim(s).token);
    let mut found = Vec::new();
    for (nth, one) in all.iter().enumerate().filter(|(_, s)| is(s, fewer)) {
        // Statements stand in reading order.
        // "5 писем: 4 акимам, 1 управлению. Получено 5 ответов": those before it, whichever is the whole.
        let mut before = all[..nth].iter().rev().filter(|s| is(s, more)).map(|s| told(s)).peekable();
        let sentence = before.peek().map_or((0, 0..0), |(passage, token)| {
            let text = &paper.texts[*passage as usize - 1];
            (*passage, paper.said(text).sentence(*token))
        });
        let is_of_last = |(passage, token): &(u32, usize)| *passage == sentence.0 && sentence.1.contains(token);
        let last: Vec<(u32, usize)> = before.take_while(is_of_last).collect();
        let beside = |other: &&&Statement| {
            // "Хаттар саны: 3; жауаптар саны: 5": a semicolon parts no two links of a chain, a full stop may.
            let (own, at) = (told(one), told(other));
            let is_joined = || {
                let text = &paper.texts[one.passage as usize - 1];
                !(own.1.min(at.1)..own.1.max(at.1)).any(|at| text.tokens[at].is('.'))
            };
            // "Отправлено 3 письма. Получено 5 ответов.": those before it, in the passage before, too, where both tell of one
            // activity, and no other number of them between.
            let is_next = one.activity.is_some() && other.activity == one.activity && own.0 == at.0 + 1;
            let is_last = || last.contains(&at);
            let follows = at < own && other.side == Side::Told && (own.0 == at.0 || is_next) && is_last();
            let together = own.0 == at.0 && is_joined() || follows;
            let in_row = one.activity.is_some()
                && other.activity == one.activity
                && one.side == Side::Actual
                && other.side == Side::Actual;
            is(other, more) && (together || in_row)
        };
        // Those of the passage before and of its own, or of its row.
        let from = all.partition_point(|s| s.passage + 1 < one.passage);
        let to = all.partition_point(|s| s.passage <= one.passage);
        let told = all[from..to].iter();
        let row = in_rows.get(&one.activity).map_or(&[][..], Vec::as_slice);
        if let Some(whole) =
            told.chain(row).filter(beside).max_by_key(|other| other.value).filter(|whole| one.value > whole.value)
        {
            let label = |s: &Statement| &paper.vocabulary.quantities[s.quantity].label;
            found.push(
                Remark::new("audit-chain-counts", Severity::Warning, vec![paper.quote(one), paper.quote(whole)])
                    .labelled("what", label(one))
                    .labelled("of", label(whole))
                    .with("n", shown_scaled(one.value, ONE))
                    .with("whole", shown_scaled(whole.value, ONE)),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_clause_behind_another_number_is_one_of_its_own() {
        check(
            "Ответов от госорганов 5, писем с рекомендациями – 3.",
            expect![[r#"
            audit-chain-counts: replies: 5, but letters: 3.
                «…в от госорганов 5, писем с рекомен…» «…комендациями – 3.»
        "#]],
        );
    }

    #[test]
    fn replies_with_a_number_of_their_own() {
        check(
            "На 3 наших письма получено ответов: 5.",
            expect![[r#"
            audit-chain-counts: replies: 5, but letters: 3.
                «…лучено ответов: 5.» «На 3 наших письма по…»
        "#]],
        );
    }

    #[test]
    fn letters_that_were_answered_are_counted_by_their_replies() {
        check(
            "Әкімдіктерге 3 хат жолданды, 4 хатқа жауап алынды.

Направлено 3 письма, на 4 письма получены ответы.

На 3 наших письма получено ответов: 2.",
            expect![[r#"
                audit-chain-counts: replies: 4, but letters: 3.
                    «…е 3 хат жолданды, 4 хатқа жауап алы…» «Әкімдіктерге 3 хат жолданды, 4 х…»
                audit-chain-counts: replies: 4, but letters: 3.
                    «…лено 3 письма, на 4 письма получены…» «Направлено 3 письма, на 4 пись…»
            "#]],
        );
    }

    #[test]
    fn more_replies_than_letters() {
        check(
            "Направлено 3 письма, получено 5 ответов.",
            expect![[r#"
                audit-chain-counts: replies: 5, but letters: 3.
                    «…исьма, получено 5 ответов.» «Направлено 3 письма, получен…»
            "#]],
        );
    }

    #[test]
    fn replies_are_told_in_the_next_sentence_or_paragraph() {
        check(
            "В районные акиматы ушло 4 письма. На них Айгуль получила 5 ответов.

1-іс-шара. Хаттар

Айгүл 3 хат жолдады.

Оларға 4 жауап келді.

Айгүлге 7 жауап келді.",
            expect![[r#"
                audit-chain-counts: replies: 5, but letters: 4.
                    «…Айгуль получила 5 ответов.» «…ые акиматы ушло 4 письма. На них А…»
                audit-chain-counts: replies: 4, but letters: 3.
                    «Оларға 4 жауап келді.» «Айгүл 3 хат жолдады.»
                audit-same-quantity: replies: one place says 7, another says 4. 1-іс-шара. Хаттар
                    «Оларға 4 жауап келді.» «Айгүлге 7 жауап келді.»
            "#]],
        );
    }

    #[test]
    fn replies_are_held_against_the_letters_that_were_told_last() {
        check(
            "Весной ушло 6 писем. Летом Айгуль отправила 2 письма. На них получено 5 ответов.",
            expect![[r#"
            audit-chain-counts: replies: 5, but letters: 2.
                «…На них получено 5 ответов.» «…йгуль отправила 2 письма. На них п…»
        "#]],
        );
    }

    #[test]
    fn more_problems_are_solved_than_were_found() {
        check(
            "Болат выявил 4 проблемы, решено 6 проблем.",
            expect![[r#"
            audit-chain-counts: problems solved: 6, but problems: 4.
                «…роблемы, решено 6 проблем.» «Болат выявил 4 проблемы, решен…»
        "#]],
        );
    }

    #[test]
    fn a_semicolon_parts_no_links() {
        check(
            "Хаттар саны: 3; жауаптар саны: 5.",
            expect![[r#"
            audit-chain-counts: replies: 5, but letters: 3.
                «…; жауаптар саны: 5.» «Хаттар саны: 3; жауаптар саны:…»
        "#]],
        );
    }

    #[test]
    fn letters_that_are_told_by_body_are_those_of_all() {
        check(
            "Айгүл 5 хат жіберді: 4 хат аудан әкімдеріне, 1 хат облыс басқармасына. 5 жауап алынды.",
            expect![[r#""#]],
        );
    }
}
