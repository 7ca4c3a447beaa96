//! What a number measures: its unit, and whether it is a length, an age or one end of a range, which count nothing.

use super::{Said, Unit};

impl Said<'_> {
    /// "от 7 до 14 лет", "10–15", "5-8 предложений": two numbers of one range are no counts.
    pub(super) fn is_part_of_range(&self, at: usize) -> bool {
        let is_number = |at: usize| self.tokens.get(at).is_some_and(|token| token.number().is_some());
        let is_dash = |at: usize| self.tokens.get(at).is_some_and(|t| t.is('-') || t.is('–') || t.is('—'));
        let touches = |a: usize, b: usize| self.tokens[a].at.end == self.tokens[b].at.start;
        let after = is_dash(at + 1) && is_number(at + 2) && touches(at, at + 1);
        let before = at >= 2 && is_dash(at - 1) && is_number(at - 2) && touches(at - 2, at - 1);
        after || before || self.is_age_from(at)
    }

    /// "от 7 до 14 лет": the first number of a range whose second one measures.
    fn is_age_from(&self, at: usize) -> bool {
        let second = self.tokens.get(at + 2).is_some_and(|token| token.number().is_some());
        // "17 мен 58 жас аралығында".
        let joins =
            self.is_in("to", at + 1) || self.tokens.get(at + 1).is_some_and(|token| token.joins(self.vocabulary));
        second && joins && self.is_measure(at + 2)
    }

    /// "Семинары прошли 6 раз": how many times it was held is how many there were; "2 раза в месяц" is how often, "в 3 раза" and
    /// "3 есе" by how much.
    pub(super) fn is_times(&self, at: usize) -> bool {
        let is_rate = self.listed("rate").any(|hit| hit.from == at + 2 || hit.to == at);
        let is_by = at.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("в");
        self.is_in("times", at + 1) && !is_rate && !is_by
    }

    /// "35 лет", "90 километров": it measures, it does not count.
    pub(super) fn is_measure(&self, at: usize) -> bool {
        self.is_in("measures", at + 1)
    }

    /// The unit of a number and the first token behind it and its unit.
    pub(super) fn unit(&self, at: usize) -> (Unit, usize) {
        let next = at + 1;
        let is_list = |id: &str| self.listed(id).find(|hit| hit.from == next).map(|hit| hit.to);
        if self.tokens.get(next).is_some_and(|token| token.is('%')) {
            let points = self.is_in("points", next + 1);
            return (if points { Unit::Points } else { Unit::Percent }, next + 1);
        }
        if let Some(to) = is_list("points").or_else(|| self.cut_points(next)) {
            return (Unit::Points, to);
        }
        if let Some(to) = is_list("percent_unit") {
            return (Unit::Percent, to);
        }
        if let Some(to) = is_list("thousand_unit") {
            return (Unit::ThousandTenge, to);
        }
        let brackets = self.tokens.get(next).is_some_and(|token| token.is('('));
        if let Some(to) = is_list("money_unit").or_else(|| {
            // "5 659 000 (пять миллионов …) тенге".
            let close = self.tokens.get(next..)?.iter().position(|token| token.is(')'))? + next;
            self.listed("money_unit").find(|hit| brackets && hit.from == close + 1).map(|hit| hit.to)
        }) {
            return (Unit::Tenge, to);
        }
        if self.tokens.get(next).is_some_and(|token| token.is('₸')) {
            return (Unit::Tenge, next + 1);
        }
        (Unit::Piece, next)
    }

    /// "15 п.п.", "15 п. п.": what is behind it.
    fn cut_points(&self, at: usize) -> Option<usize> {
        let is = |at: usize, word: &str| self.tokens.get(at).and_then(|token| token.word()) == Some(word);
        let is_point = |at: usize| self.tokens.get(at).is_some_and(|token| token.is('.'));
        let is_cut = is(at, "п") && is_point(at + 1) && is(at + 2, "п");
        is_cut.then(|| at + 3 + usize::from(is_point(at + 3)))
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn points_of_a_share_are_cut_in_many_ways_and_are_no_people() {
        let report = |points: &str| {
            format!(
                "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Опрос	240	Анкеты	240	240
		Рост доли участвующих жителей	не менее 10 п.п.	15 п.п.

Мероприятие 1. Опрос

Доля участников у Айгуль выросла на 16 {points}, всего 240 участников.

Доля участников выросла на 16 %: с 20 % до 36 %."
            )
        };
        check(
            &report("п.п."),
            expect![[r#"
            audit-percent-or-points: 16 is called per cent here and percentage points elsewhere.
                «…иков выросла на 16 %: с 20 % до 36 %.» «…гуль выросла на 16 п.п., всего 240 уча…»
        "#]],
        );
        check(
            &report("п. п."),
            expect![[r#"
            audit-percent-or-points: 16 is called per cent here and percentage points elsewhere.
                «…иков выросла на 16 %: с 20 % до 36 %.» «…гуль выросла на 16 п. п., всего 240 уч…»
        "#]],
        );
    }

    #[test]
    fn ages_between_two_numbers_count_nobody() {
        check(
            "Жоба 3 ауылда жүрді: Ульги, Акжар және Бесарык. Айгүлге 405 адам келді, оның 354-і 17 мен 58 жас аралығында: Ульгиде 131, Акжарда 120, Бесарыкта 103.",
            expect![[r#""#]],
        );
    }
}
