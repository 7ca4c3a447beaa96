//! Sums by village.

use super::told;
use crate::audit::claims::Claim;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Counted;
use std::collections::BTreeSet;

/// "участвовали 189 жителей: Береке – 31, Шагалалы – 29, …": one number for each village of the project, and all together.
pub(super) fn find(paper: &Paper<'_>, text: &Text) -> Option<Remark> {
    let sites = &paper.frame.sites;
    let named: Vec<Option<usize>> = text.claims.iter().map(|claim| paper.site_beside(text, claim.token)).collect();
    let first = named.iter().position(Option::is_some)?;
    let parts = &text.claims[first..(first + sites.len()).min(text.claims.len())];
    let all: BTreeSet<usize> = named[first..first + parts.len()].iter().copied().flatten().collect();
    if sites.len() < 2 || all.len() != sites.len() || parts.iter().any(|part| part.unit != parts[0].unit) {
        return None;
    }
    let said = paper.said(text);
    let is_total = |claim: &Claim| said.listed("total").any(|hit| hit.to <= claim.token && claim.token - hit.to <= 1);
    let leads = |claim: &Claim| {
        let between = claim.token..parts[0].token;
        let parts_them = said.says("of_which", &between);
        parts_them || text.tokens[between].iter().any(|token| token.is(':'))
    };
    let before = first.checked_sub(1).map(|at| &text.claims[at]);
    let after = text.claims.get(first + parts.len()).filter(|claim| is_total(claim));
    let sum: i64 = parts.iter().map(|part| part.number.value).sum();
    // "12 семинаров. Пришли: …", "бес ауыл: …": people are parts of people, where a noun of their own says that they are.
    let has_noun = |part: &&Claim| text.tokens.get(part.token + 1).is_some_and(|next| next.word().is_some());
    let kinds: BTreeSet<_> = parts.iter().filter(has_noun).filter_map(|part| kind(paper, part)).collect();
    let can_be = |claim: &&Claim| {
        claim.unit == parts[0].unit
            && claim.each.is_none()
            && kind(paper, claim)
                .is_none_or(|kind| kind != Counted::Sites && (kinds.is_empty() || kinds.contains(&kind)))
    };
    // What says itself that parts follow goes first.
    let leading = before.filter(|claim| leads(claim));
    let others = after.into_iter().chain(before.filter(|claim| is_total(claim)));
    let wholes: Vec<&Claim> = leading.into_iter().chain(others).filter(can_be).collect();
    let whole = wholes.first().filter(|_| wholes.iter().all(|whole| whole.number.value != sum))?;
    let quotes =
        std::iter::once(*whole).chain(parts).map(|claim| Quote::part(claim.passage, claim.at.clone())).collect();
    Some(told("audit-sum", quotes, whole.number.value, sum).on("villages"))
}

fn kind(paper: &Paper<'_>, claim: &Claim) -> Option<Counted> {
    claim.quantity.map(|quantity| paper.vocabulary.quantities[quantity].kind)
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn villages_in_their_cases_and_seminars_that_are_no_whole_of_people() {
        check(
            "Проект работал в 3 сёлах: Есенсай, Жанабулак, Мұқыры.

Обучение прошли 52 мастерицы: в Есенсае 14, в Жанабулаке 13, в Мұқыры 12.

Барлығы 12 семинар өтті. Есенсайда 48, Жанабулакта 53, Мұқырыда 51 адам, барлығы 162 адам оқыды.

Барлығы 9 семинар өтті: Есенсайда 48, Жанабулакта 53, Мұқырыда 51 адам.

На сходы Айгуль пришли 55 человек в Есенсае, 47 жителей в Жанабулаке и 46 в Мұқыры, всего 140 человек.

Пришли 140 человек, в том числе в селе Есенсай – 55, в селе Жанабулак – 45, в селе Мұқыры – 40. Оформлено всего 3 протокола.

Прошли 9 занятий в Есенсае, Жанабулаке и Мұқыры, 7 сходов, 8 встреч, всего 20 дней.",
            expect![[r#"
                audit-sum (villages): The parts add up to 39, the whole is given as 52: a difference of 13.
                    «Обучение прошли 52 мастерицы: в Есе…» «…ерицы: в Есенсае 14, в Жанабулаке 13,…» «…14, в Жанабулаке 13, в Мұқыры 12.» «…лаке 13, в Мұқыры 12.»
                audit-sum (villages): The parts add up to 152, the whole is given as 162: a difference of 10.
                    «…51 адам, барлығы 162 адам оқыды.» «…өтті. Есенсайда 48, Жанабулакта 53,…» «…а 48, Жанабулакта 53, Мұқырыда 51 адам…» «…акта 53, Мұқырыда 51 адам, барлығы 162…»
                audit-sum (villages): The parts add up to 148, the whole is given as 140: a difference of 8.
                    «…в Мұқыры, всего 140 человек.» «…ы Айгуль пришли 55 человек в Есенс…» «…ловек в Есенсае, 47 жителей в Жанаб…» «…й в Жанабулаке и 46 в Мұқыры, всего…»
            "#]],
        );
    }
}
