//! # What it does
//! Holds the number of unique people of the project against what was counted at its activities: nobody can have come to an
//! activity without being one of them, and together they cannot be more than all who came.
//!
//! # Why it matters
//! A total below one attendance, or above the sum of all, was not counted from lists.
//!
//! # Example
//! "прямых бенефициаров 520" beside an activity of 1 000 participants.

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::Remark;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-attendance-exceeds-total", "audit-total-exceeds-sum"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let is_total =
        |s: &&Statement| paper.counts(s) == "direct_beneficiaries" && s.side == Side::Actual && s.is_result();
    let Some(total) = paper.statements.iter().find(is_total) else { return Vec::new() };
    let is_attendance = |s: &&Statement| {
        paper.counts(s) == "participants"
            && s.side == Side::Actual
            && s.is_result()
            && s.activity.is_some()
            && paper.place(s.passage).role.as_deref() == Some("people")
    };
    let attended: Vec<&Statement> = paper.statements.iter().filter(is_attendance).collect();
    let mut found = Vec::new();
    // Who watches, and what was filled in, is counted in the column of participants, too: those who watch need not be of those
    // the project worked with, and one person answers in each wave.
    let counts_others = |one: &Statement| {
        let is_other = |s: &&Statement| match paper.counts(s) {
            "spectators" => Some("spectators"),
            "questionnaires" | "replies" => Some("answers"),
            _ => None,
        };
        let is_told = |s: &&Statement| s.activity == one.activity && s.value == one.value;
        let counted = || paper.statements.iter().filter(is_told).find_map(|s| is_other(&s));
        one.activity.and_then(|nth| counted().or_else(|| is_watched(paper, nth, one.value).then_some("spectators")))
    };
    for one in attended.iter().filter(|one| one.value > total.value) {
        let (severity, ground) = counts_others(one).map_or((Severity::Severe, ""), |of| (Severity::Warning, of));
        found.push(
            Remark::new("audit-attendance-exceeds-total", severity, vec![paper.quote(one), paper.quote(total)])
                .on(ground)
                .with("attended", shown_scaled(one.value, ONE))
                .with("total", shown_scaled(total.value, ONE))
                .with("about", one.activity.map(|nth| paper.activities[nth].title.clone()).unwrap_or_default()),
        );
    }
    let sum: i64 = attended.iter().map(|one| one.value).sum();
    if attended.len() >= 2 && total.value > sum {
        let quotes = std::iter::once(paper.quote(total)).chain(attended.iter().map(|one| paper.quote(one))).collect();
        found.push(
            Remark::new("audit-total-exceeds-sum", Severity::Severe, quotes)
                .with("total", shown_scaled(total.value, ONE))
                .with("sum", shown_scaled(sum, ONE)),
        );
    }
    found
}

/// "Прямой эфир посмотрели 412 человек": the story of an activity says that this number of people watched.
fn is_watched(paper: &Paper<'_>, activity: usize, value: i64) -> bool {
    let told = paper.activities[activity].narrative.iter().filter_map(|passage| paper.text(*passage));
    told.into_iter().any(|(_, text)| {
        let said = paper.said(text);
        text.claims.iter().filter(|claim| claim.number.value == value).any(|claim| {
            let sentence = said.sentence(claim.token);
            said.says("watched", &sentence)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn who_watched_a_broadcast_need_not_be_of_the_project() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
312	112	200

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Прямой эфир	412	Эфиры	1	1

Мероприятие 1. Прямой эфир

Айгуль провела прямой эфир, его посмотрели 412 человек.",
            expect![[r#"
                audit-attendance-exceeds-total (spectators): One activity had 412 participants, the whole project 312. Мероприятие 1. Прямой эфир
                    «412» «312»
            "#]],
        );
    }

    #[test]
    fn who_answers_twice_is_one_person() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
318	118	200

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Опрос жителей	500	Анкеты	480	500",
            expect![[r#"
                audit-attendance-exceeds-total (answers): One activity had 500 participants, the whole project 318. Мероприятие 1. Опрос жителей
                    «500» «318»
            "#]],
        );
    }

    #[test]
    fn spectators_may_be_more_than_the_people_of_the_project() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
520	156	364

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Постановки	1000	Зрители	900	1000",
            expect![[r#"
                audit-attendance-exceeds-total (spectators): One activity had 1 000 participants, the whole project 520. Мероприятие 1. Постановки
                    «1000» «520»
            "#]],
        );
    }

    #[test]
    fn of_these_masters_more_learnt_than_there_are() {
        check(
            "На ярмарке торговали 34 мастерицы. Из этих 34 мастериц 38 учились у Айгуль. Округ әкімі тоқсан сайын кездесуге келеді.",
            expect![[r#"
                audit-parts-exceed (of): A part is larger than its whole: 38 of 34.
                    «…марке торговали 34 мастерицы. Из эт…» «…этих 34 мастериц 38 учились у Айгул…»
            "#]],
        );
    }

    #[test]
    fn thirty_one_girls_of_twenty_seven() {
        check(
            "Патронаж Айгуль вели 27 волонтёров из числа обученных, из них 31 – девушки. В клубе 24 школьника. Из 24 членов клуба 27 раньше не были в архиве.",
            expect![[r#"
                audit-parts-exceed (of): A part is larger than its whole: 27 of 24.
                    «…девушки. В клубе 24 школьника. Из 24…» «…з 24 членов клуба 27 раньше не были в…»
                audit-parts-exceed (sentence): A part is larger than its whole: 31 of 27.
                    «…наж Айгуль вели 27 волонтёров из ч…» «…бученных, из них 31 – девушки. В клу…»
            "#]],
        );
    }

    #[test]
    fn eleven_women_among_eight() {
        check(
            "Среди 8 участников визита было 11 женщин. Среди 9 участников сходов Айгуль насчитала 5 женщин.",
            expect![[r#"
                audit-parts-exceed (of): A part is larger than its whole: 11 of 8.
                    «Среди 8 участников визи…» «…ков визита было 11 женщин. Среди 9 у…»
            "#]],
        );
    }
}
