//! # What it does
//! Looks for "не менее", "более", "кемінде" in the column of what was reached.
//!
//! # Why it matters
//! What was reached is one number. A bound there is the wording of the plan, copied, and says that nobody counted.
//!
//! # Example
//! Plan "не менее 10 рекомендаций", actual "не менее 10 рекомендаций".

use super::Check;
use crate::audit::paper::Paper;
use crate::audit::remark::Remark;
use crate::audit::vocabulary::Comparator;
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-bound-in-actual"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages().filter(|(_, text)| text.where_.is_actual()) {
        let bound = |claim: &&crate::audit::claims::Claim| {
            claim.comparator != Comparator::Exactly && claim.comparator != Comparator::About
        };
        let quotes: Vec<_> = text
            .claims
            .iter()
            .filter(bound)
            .map(|claim| crate::audit::Quote::part(claim.passage, claim.at.clone()))
            .collect();
        if quotes.is_empty() {
            continue;
        }
        let is_copied = paper.activities.iter().flat_map(|activity| &activity.pairs).any(|pair| {
            pair.actual == Some(passage.place.passage)
                && pair
                    .plan
                    .and_then(|plan| paper.source.passage(plan))
                    .is_some_and(|plan| plan.text.trim() == passage.text.trim())
        });
        let ground = if is_copied { "copied" } else { "" };
        let activity = text.where_.activity.map(|nth| paper.activities[nth].title.clone()).unwrap_or_default();
        found.push(
            Remark::new("audit-bound-in-actual", Severity::Warning, quotes)
                .on(ground)
                .with("about", activity)
                .with("text", passage.text.trim()),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn what_was_meant_and_done_is_plan_and_actual() {
        check(
            "Мероприятие задачи	Дата	Что измеряем	Намечено	Исполнено
Мероприятие 1. Сход	Апрель	Участники	не менее 107	не менее 107",
            expect![[r#"
                audit-date-no-year: No year: Апрель.
                    «Апрель»
                audit-bound-in-actual (copied): What was reached is told as a bound: “не менее 107”. Мероприятие 1. Сход
                    «не менее 107»
            "#]],
        );
    }

    #[test]
    fn indicators_of_execution_before_the_plan_were_taken_for_what_was_reached() {
        check(
            "Мероприятие по плану	Показатели исполнения	план	факт	Эффект
Мероприятие 1. Сход	Всего участников	не менее 107	не менее 107	Айгуль рада",
            expect![[r#"
                audit-bound-in-actual (copied): What was reached is told as a bound: “не менее 107”. Мероприятие 1. Сход
                    «не менее 107»
            "#]],
        );
    }

    #[test]
    fn the_least_is_a_bound_too() {
        check(
            "Мероприятие	Показатели	План	Факт
Опрос	Респонденты	самое малое – 38	самое малое – 38",
            expect![[r#"
                audit-bound-in-actual (copied): What was reached is told as a bound: “самое малое – 38”. Опрос
                    «самое малое – 38»
            "#]],
        );
    }

    #[test]
    fn a_sign_of_comparison_is_a_bound() {
        check(
            "Мероприятие	Показатели	План	Факт
Собрания	Количество участников	≥ 55	≥ 55",
            expect![[r#"
                audit-bound-in-actual (copied): What was reached is told as a bound: “≥ 55”. Собрания
                    «≥ 55»
            "#]],
        );
    }

    #[test]
    fn not_below_is_a_bound_in_kazakh() {
        check(
            "Іс-шара	Көрсеткіштер	Жоспар	Факт
1-іс-шара. Айгүлдің жиыны	Қатысушылар	98 адамнан төмен болмайды	98 адамнан төмен болмайды
2-іс-шара. Семинар	Қатысушылар	кемі 71 қатысушы	75",
            expect![[r#"
                audit-bound-in-actual (copied): What was reached is told as a bound: “98 адамнан төмен болмайды”. 1-іс-шара. Айгүлдің жиыны
                    «98 адамнан төмен б…»
            "#]],
        );
    }
}
