//! # What it does
//! Compares how many lists, programmes, press releases an activity has with how many events it had.
//!
//! # Why it matters
//! Each gathering has its own sign-in list; fewer lists than gatherings leave some of them without proof.
//!
//! # Example
//! "Проведено 9 собраний", "Списки участников: 6".

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::remark::Remark;
use crate::audit::vocabulary::{Comparator, Counted};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-evidence-fewer"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for nth in 0..paper.activities.len() {
        let own: Vec<&Statement> = paper
            .statements
            .iter()
            .filter(|s| s.activity == Some(nth) && s.side != Side::Plan && s.each.is_none() && !s.is_partial)
            .collect();
        let of = |s: &Statement| &paper.vocabulary.quantities[s.quantity];
        // "Жиынға қатысу – 313" are those who came.
        let are_people = |value: i64| own.iter().any(|s| of(s).kind == Counted::Persons && s.value == value);
        let held = own.iter().filter(|s| of(s).kind == Counted::Events && s.comparator == Comparator::Exactly);
        let held = held.filter(|s| s.value <= ONE || !are_people(s.value));
        let Some(events) = held.max_by_key(|s| (s.side == Side::Actual, s.value)) else { continue };
        let is_proof = |s: &Statement| of(s).per == "events" && s.comparator == Comparator::Exactly;
        let (in_row, told): (Vec<&Statement>, Vec<&Statement>) =
            own.iter().filter(|s| is_proof(s)).partition(|s| s.side == Side::Actual);
        // What the text tells of proofs counts where the row does not; told in parts they make the whole together.
        let is_alone = |s: &&Statement| told.iter().filter(|other| other.quantity == s.quantity).count() == 1;
        let is_untold = |s: &&Statement| in_row.iter().all(|other| other.quantity != s.quantity);
        let of_text = told.iter().copied().filter(is_untold).filter(is_alone);
        for proof in in_row.iter().copied().chain(of_text) {
            if proof.value < events.value {
                found.push(
                    Remark::new(
                        "audit-evidence-fewer",
                        Severity::Warning,
                        vec![paper.quote(proof), paper.quote(events)],
                    )
                    .labelled("what", &of(proof).label)
                    .labelled("events", &of(events).label)
                    .with("proofs", shown_scaled(proof.value, ONE))
                    .with("held", shown_scaled(events.value, ONE))
                    .with("about", &paper.activities[nth].title),
                );
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn one_cell_tells_events_and_lists() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Семинары	Количество семинаров; листы регистрации	12 занятий; 12 листов	12 занятий; 10 листов",
            expect![[r#"
                audit-evidence-fewer: sign-in lists: 10; seminars: 12. Мероприятие 1. Семинары
                    «12 занятий; 10 листов» «12 занятий; 10 листо…»
                audit-deviation-unexplained (row): листы регистрации: planned 12, reached 10, and no reason is given (1 such values).
                    «12 занятий; 10 листов» «12 занятий; 12 листов»
            "#]],
        );
    }

    #[test]
    fn lists_that_only_the_text_tells_are_held_against_the_events() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Семинары	Количество семинаров	9	9

Мероприятие 1. Семинары

Айгуль приложила 8 листов регистрации, по одному на каждый семинар.",
            expect![[r#"
                audit-evidence-fewer: sign-in lists: 8; seminars: 9. Мероприятие 1. Семинары
                    «…йгуль приложила 8 листов регистра…» «9»
            "#]],
        );
    }

    #[test]
    fn lists_that_two_brought_are_added_up_by_nobody() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Семинары	Количество семинаров	9	9

Мероприятие 1. Семинары

Айгуль приложила 5 листов регистрации. Болат приложил 4 листа регистрации.",
            expect![[""]],
        );
    }

    #[test]
    fn those_who_came_to_a_gathering_were_taken_for_gatherings() {
        check(
            "Іс-шара	Қатысушылар саны	Көрсеткіштер	Жоспар	Факт
1-іс-шара. Айгүлдің жиындары	313	Жиындар	9	9
		Жиынға қатысу	270	313
		Жиынның тіркеу парағы	9	8",
            expect![[r#"
                audit-evidence-fewer: sign-in lists: 8; gatherings: 9. 1-іс-шара. Айгүлдің жиындары
                    «8» «9»
                audit-deviation-unexplained (row): Жиынның тіркеу парағы: planned 9, reached 8, and no reason is given (1 such values).
                    «8» «9»
            "#]],
        );
    }

    #[test]
    fn photos_of_each_gathering_and_those_who_came_on_average() {
        check(
            "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Собрания	171	Собрания; фото; присутствие	9; 54 фото (по 6 с собрания); 15 в среднем	9 собраний; 54 фото (по 6 с собрания); 19 в среднем на встрече (171 человек на 9 встречах)

Айгуль довольна.",
            expect![[r#""#]],
        );
    }
}
