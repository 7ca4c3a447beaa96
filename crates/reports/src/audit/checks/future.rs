//! # What it does
//! Looks for the future ("будет", "планируется", "жоспарлануда") where results are told.
//!
//! # Why it matters
//! What is still to come is no result of a project that is over: the sentence was copied from the application.
//!
//! # Example
//! "Краткосрочные достигнутые результаты: будут проведены 3 семинара".

use super::Check;
use crate::audit::paper::{Paper, Text, Where};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-future-in-result"], run };

/// "Бермек"; "еңбек" is a noun.
const SHORTEST_INTENDED: usize = 6;

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
        // "Жоспарланған және нақты нәтижелер" names both columns of the table below.
        let is_lead = passage.text.trim_end().ends_with(':');
        let hits = said.listed("future").filter(|_| !is_lead).map(|hit| hit.from..hit.to);
        let intended = (0..text.tokens.len()).filter(|at| is_intended(passage, text, *at)).map(|at| at..at + 1);
        let Some(words) = hits.chain(intended).find(|words| is_wrong(words.start)) else { continue };
        let at = text.tokens[words.start].at.start..text.tokens[words.end - 1].at.end;
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

/// "Мүмкіндік бермек", "өткізбек": a verb of intention at the end of a Kazakh sentence. A name ("Алтынбек") has a capital letter.
fn is_intended(passage: &Passage, text: &Text, at: usize) -> bool {
    const ENDINGS: [&str; 6] = ["мак", "мек", "бак", "бек", "пак", "пек"];
    let token = &text.tokens[at];
    let ends = text.tokens.get(at + 1).is_none_or(|next| next.is('.') || next.is(';'));
    let is_verb = token.word().is_some_and(|word| {
        word.chars().count() >= SHORTEST_INTENDED && ENDINGS.iter().any(|ending| word.ends_with(ending))
    });
    ends && is_verb && passage.text[token.at.clone()].starts_with(char::is_lowercase)
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

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_verb_of_intention_ends_a_kazakh_sentence_and_a_name_does_not() {
        check(
            "Мероприятие	Краткосрочный результат	Показатели	План	Факт
Жиын	Диалогқа мүмкіндік бермек.	Жиын	2	2
Семинар	Хатты жазған Алтынбек. Бәрі еңбек.	Семинар	2	2",
            expect![[r#"
                audit-future-in-result (cell): A result is told in the future: “бермек”.
                    «…қа мүмкіндік бермек.»
            "#]],
        );
    }

    #[test]
    fn what_leads_to_a_table_of_plans_tells_no_result() {
        check(
            "1-іс-шара. Тұрғындар жиыны

Орталық ауылында жиын өтті.

Жоспарланған және нақты нәтижелердің салыстырмасы кестеде берілген:

Іс-шара	Көрсеткіштер	Жоспар	Нақты
1-іс-шара. Тұрғындар жиыны	Жиын	2	2",
            expect![[""]],
        );
    }
}
