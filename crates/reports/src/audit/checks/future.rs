//! # What it does
//! Looks for the future ("будет", "планируется", "жоспарлануда") where results are told.
//!
//! # Why it matters
//! What is still to come is no result of a project that is over: the sentence was copied from the application.
//!
//! # Example
//! "Краткосрочные достигнутые результаты: будут проведены 3 семинара".

use super::Check;
use crate::audit::claims::Said;
use crate::audit::paper::{Paper, Text, Where};
use crate::audit::remark::{Quote, Remark};
use crate::source::Passage;
use auyl_domain::Severity;
use auyl_domain::words::fold;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-future-in-result"], run };

/// "Примут"; "учит" goes on.
const SHORTEST_PROMISED: usize = 6;
/// "Бермек"; "еңбек" is a noun.
const SHORTEST_INTENDED: usize = 6;

/// How Russian verbs end that name an act and tell none.
const INFINITIVE: [&str; 6] = ["ть", "ться", "идти", "йти", "вести", "нести"];
/// Words among which the verb is that says what somebody is about to do.
const NEAR: usize = 4;

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
        let tells = tells_results(&text.where_) || is_beside_reached(paper, passage, text);
        // "Собрания продолжатся и после проекта": what lasts is told of the future.
        let is_after = |at: usize| said.says("after_project", &said.sentence(at));
        let is_wrong = |at: usize| tells || among_results && is_counted(at) && !is_after(at);
        // "Запланировано и достигнуто" names both columns of the table below: no sentence.
        let is_lead = passage.place.table.is_none() && !passage.text.trim_end().ends_with(['.', '!', ';', '…']);
        let hits = said
            .listed("future")
            .filter(|hit| {
                !is_lead
                    && !is_of_plan(&said, hit.to)
                    && !text.is_quoted(hit.from)
                    && !can_be(text, hit.from)
                    && !gathers(passage, text, hit.from)
            })
            .map(|hit| hit.from..hit.to);
        let intended = (0..text.tokens.len())
            .filter(|at| is_intended(passage, text, *at) && !said.is_in("lasting", *at))
            .map(|at| at..at + 1);
        let is_result = matches!(text.where_.role.as_deref(), Some("short" | "actual" | "effect"));
        let is_russian = is_result && !paper.is_kazakh;
        let promised = (0..text.tokens.len()).filter(|at| is_russian && is_promised(passage, &said, *at));
        let promised: Vec<Range<usize>> = promised.map(|at| at..at + 1).collect();
        let Some(words) = hits.chain(intended).chain(promised.iter().cloned()).find(|words| is_wrong(words.start))
        else {
            continue;
        };
        let at = text.tokens[words.start].at.start..text.tokens[words.end - 1].at.end;
        let ground = match text.where_.role.is_some() {
            true if promised.contains(&words) => "promised",
            true => "cell",
            false => "",
        };
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

/// "Енгізуді сұрады … келесі жылдың жоспарына": what was asked to be planned is told of the past.
fn is_of_plan(said: &Said<'_>, to: usize) -> bool {
    said.is_in("of_plan", to)
}

/// "Көруге болады": it may be seen, and is not to come.
fn can_be(text: &Text, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.tokens[at].word()).unwrap_or_default();
    ["уга", "уге"].iter().any(|end| before.ends_with(end))
}

/// "Соседи собираются раз в месяц": they gather. What they are about to do is said by a verb that follows.
fn gathers(passage: &Passage, text: &Text, at: usize) -> bool {
    let is_verb = |word: &str| INFINITIVE.iter().any(|end| word.ends_with(end));
    let word = |at: usize| {
        text.tokens.get(at).filter(|token| token.word().is_some()).map(|token| &passage.text[token.at.clone()])
    };
    // To the end of the clause.
    let behind = (at + 1..at + 1 + NEAR).map_while(word);
    word(at).is_some_and(|word| fold(word).starts_with("собира")) && !behind.into_iter().any(is_verb)
}

/// "Примут", "улучшится": a Russian verb with a prefix that tells the present form of an act that ends, which is its future.
fn is_promised(passage: &Passage, said: &Said<'_>, at: usize) -> bool {
    const PREFIXES: [&str; 22] = [
        "по", "про", "на", "за", "со", "у", "вы", "от", "об", "при", "пере", "раз", "рас", "из", "ис", "до", "воз",
        "вос", "под", "пред", "во", "ре",
    ];
    const ENDINGS: [&str; 5] = ["ит", "ет", "ут", "ат", "ят"];
    // An act that goes on, or is done again and again: "помогает", "показывают", "участвует", "имеют".
    // Verbs of motion go on whatever their prefix is: "проводит", "выносят".
    const GOES_ON: [&str; 15] = [
        "ает",
        "яет",
        "ают",
        "яют",
        "ует",
        "уют",
        "еет",
        "ходит",
        "ходят",
        "водит",
        "водят",
        "носит",
        "носят",
        "возит",
        "возят",
    ];
    let Some(word) = said.tokens[at].word() else { return false };
    let verb = word.strip_suffix("ся").unwrap_or(word);
    word.chars().count() >= SHORTEST_PROMISED
        && PREFIXES.iter().any(|prefix| verb.starts_with(prefix))
        && ENDINGS.iter().any(|end| verb.ends_with(end))
        && !GOES_ON.iter().any(|end| verb.ends_with(end))
        && !said.is_in("lasting", at)
        // "Обращаться", "составлять" name an act and tell none.
        && !INFINITIVE.iter().any(|end| passage.text[said.tokens[at].at.clone()].ends_with(end))
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

/// "Достигнутый результат: …" in a table of two columns that nobody else knows: the cell beside the words for what was reached.
fn is_beside_reached(paper: &Paper<'_>, passage: &Passage, text: &Text) -> bool {
    let beside = || {
        let grid = paper.source.table(passage.place.table?)?;
        let (row, column) = (passage.place.row?, passage.place.column?.checked_sub(1)?);
        Some(grid.columns == 2 && paper.says(grid, row, column, "goal_reached"))
    };
    text.where_.shape.is_none() && beside().unwrap_or(false)
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
    fn what_was_asked_into_the_plan_of_next_year_is_told_of_the_past() {
        check(
            "Мероприятие	Краткосрочный результат	Показатели	План	Факт
Мероприятие 1. Сход	Айгүл залдың жылуын келесі жылдың жоспарына енгізуді сұрады.	Сходы	1	1",
            expect![[r#""#]],
        );
    }

    #[test]
    fn neighbours_who_gather_were_read_as_those_who_are_about_to() {
        check(
            "Результаты социального проекта:

12 соседок Айгуль собираются раз в месяц. На площадке собираются дети. Ещё 2 соседа собираются весной строить мост.",
            expect![[r#"
                audit-future-in-result: A result is told in the future: “собираются”.
                    «…щё 2 соседа собираются весной стр…»
            "#]],
        );
    }

    #[test]
    fn beside_what_was_reached_nothing_is_to_come() {
        check(
            "Цель проекта:	Будет построен мост для Айгуль
Достигнутый результат от реализации проекта:	Мост построен. Будут поставлены и перила.",
            expect![[r#"
                audit-future-in-result: A result is told in the future: “Будут”.
                    «…ост построен. Будут поставлены и…»
            "#]],
        );
    }

    #[test]
    fn percentage_points_were_read_as_an_intention() {
        check(
            "Мероприятие	Краткосрочный результат	Показатели	План	Факт
Сауалнама	Өсім – 15 пайыздық тармақ.	Сауалнама	2	2",
            expect![[""]],
        );
    }

    #[test]
    fn what_was_taken_on_was_read_as_still_to_come() {
        check(
            "Мероприятие	Краткосрочный результат	Показатели	План	Факт
Сход	Устав фонда Айгуль принят и состоит из двух частей.	Сходы	2	2",
            expect![[""]],
        );
    }

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
    fn a_verb_of_an_act_that_ends_tells_what_is_still_to_come_and_one_that_goes_on_does_not() {
        check(
            "Мероприятие	Краткосрочный результат	Показатели	План	Факт
Сход	Айгуль проводит приём и участвует в сходах, подсчёт и результат известны.	Сходы	2	2
Семинар	Участники применят знания.	Семинары	2	2
Встреча	Диалог с акимом установится.	Встречи	2	2",
            expect![[r#"
                audit-future-in-result (promised): A result is told in the future: “применят”.
                    «Участники применят знания.»
                audit-future-in-result (promised): A result is told in the future: “установится”.
                    «…г с акимом установится.»
            "#]],
        );
    }

    #[test]
    fn what_leads_to_a_table_of_plans_tells_no_result() {
        check(
            "1-іс-шара. Тұрғындар жиыны

Орталық ауылында жиын өтті.

Запланировано и достигнуто по проекту:

Іс-шара	Көрсеткіштер	Жоспар	Нақты
1-іс-шара. Тұрғындар жиыны	Жиын	2	2",
            expect![[""]],
        );
    }

    #[test]
    fn a_heading_in_one_word_tells_of_short_results() {
        check(
            "Іс-шара	Қысқамерзімді нәтижелер	Көрсеткіштер	Жоспар	Факт
1-іс-шара. Жәшіктер	Айгүлдің көршілері қалдықты бөлек жинайтын болады.	Жәшік	9	9",
            expect![[r#"
                audit-future-in-result (cell): A result is told in the future: “болады”.
                    «…лек жинайтын болады.»
            "#]],
        );
    }

    #[test]
    fn what_goes_on_after_the_project_is_no_promise() {
        check(
            "5. Әлеуметтік жобаның нәтижелері

Айгүл 12 жиналыс өткізді, 12 жиналыс жобадан кейін де жалғасады. Енді 3 жиналыс өткізіледі.",
            expect![[r#"
                audit-future-in-result: A result is told in the future: “өткізіледі”.
                    «…і 3 жиналыс өткізіледі.»
            "#]],
        );
    }
}
