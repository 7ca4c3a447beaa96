//! What a number counts that is said of one quantity and is another: a wave, a part, those who watched, those of the row.

use super::{FAR, first_of};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Side, Statement};
use crate::audit::vocabulary::{Counted, Quantity};

/// One, two or three of them were held.
const FEW: i64 = 3 * ONE;
/// So many times as many are other people where both stand in the table: "Приёмы жителей – 9" beside 75 who came.
const FAR_IN_ROW: i64 = 4;

/// The places of the number against which others are held.
pub(super) struct Main<'s, 'p> {
    pub paper: &'s Paper<'p>,
    pub told: &'s [&'s Statement],
}

impl Main<'_, '_> {
    /// The other number counts something else than this one.
    pub fn is_another(&self, other: &Statement) -> bool {
        self.is_loose(other)
            || self.is_beside(other)
            || self.is_far(other)
            || self.is_in_row(other)
            || self.is_of_activity(other)
            || self.is_grant(other)
            || self.are_agreed(other)
            || self.is_wave(other)
            || tells_both(self.paper, other, self.value())
    }

    fn of(&self) -> &Quantity {
        &self.paper.vocabulary.quantities[self.told[0].quantity]
    }

    fn value(&self) -> i64 {
        self.told[0].value
    }

    fn first(&self) -> &Statement {
        first_of(self.told)
    }

    /// "какие две проблемы надо включить": a small number in letters is often one of the sentence alone.
    fn is_loose(&self, s: &Statement) -> bool {
        s.side == Side::Told && self.paper.claim(s).number.in_words && self.first().side == Side::Told
    }

    /// Without a table one passage tells of several things.
    fn is_beside(&self, s: &Statement) -> bool {
        self.first().side == Side::Told && s.side == Side::Told && s.passage == self.first().passage
    }

    /// Nobody is ten times wrong about people who are told twice: "участников – 3" are villages, 16 000 are readers.
    fn is_far(&self, s: &Statement) -> bool {
        let far = if s.side == Side::Actual { FAR_IN_ROW } else { FAR };
        let is_many = s.value > far * self.value() || s.value.saturating_mul(far) < self.value();
        // "Эфир посмотрели 412 раз", "330 анкет" of one form.
        let is_of_few = !matches!(self.of().kind, Counted::Persons | Counted::Money | Counted::Share)
            && self.value() <= FEW
            && s.value > FAR * self.value();
        self.are_people() && self.told.len() > 1 && is_many || is_of_few
    }

    /// "навещали 45 пожилых людей" beside a row that has 45 of them, too.
    fn is_in_row(&self, s: &Statement) -> bool {
        let activity = s.activity.filter(|_| self.are_people() && self.paper.place(s.passage).shape.is_none());
        let pairs = activity.map_or(&[][..], |nth| &self.paper.activities[nth].pairs);
        let cells = pairs.iter().filter_map(|pair| self.paper.text(pair.actual?));
        cells.into_iter().any(|(_, text)| text.claims.iter().any(|claim| claim.number.value == s.value))
    }

    /// "72 слушателя" of all seminars are no people of the project.
    fn is_of_activity(&self, s: &Statement) -> bool {
        let is_people = |other: &&Statement| {
            other.side == Side::Actual && other.activity.is_some() && self.paper.counts(other) == "participants"
        };
        let is_whole = self.of().whole && self.are_people() && s.side == Side::Told;
        is_whole && self.paper.statements.iter().filter(is_people).any(|other| other.value == s.value)
    }

    /// "вместе с налогами расходы равны 4 960 000": all of the grant.
    fn is_grant(&self, s: &Statement) -> bool {
        let grant = self.paper.frame.grant.map(|(at, claim)| &self.paper.texts[at as usize - 1].claims[claim]);
        self.of().kind == Counted::Money && grant.is_some_and(|grant| grant.number.value == s.value)
    }

    /// "Со всеми тремя организациями подписаны меморандумы": not only with those that were founded.
    fn are_agreed(&self, s: &Statement) -> bool {
        let said = self.paper.said(&self.paper.texts[s.passage as usize - 1]);
        let sentence = said.sentence(self.paper.claim(s).token);
        matches!(self.of().id.as_str(), "ngos" | "new_ngos") && said.names(&sentence, |of| of.id == "memoranda")
    }

    /// "248 в апреле, 244 в октябре": the cell of who took part tells both.
    fn is_wave(&self, other: &Statement) -> bool {
        self.told.iter().any(|statement| {
            let text = &self.paper.texts[statement.passage as usize - 1];
            let is_people = text.where_.role.as_deref() == Some("people");
            is_people && text.claims.iter().any(|claim| claim.number.value == other.value)
        })
    }

    fn are_people(&self) -> bool {
        self.of().kind == Counted::Persons
    }
}

/// The sentence tells the value itself, too: what else it tells is another thing, or a part of it.
pub(super) fn tells_both(paper: &Paper<'_>, other: &Statement, value: i64) -> bool {
    let text = &paper.texts[other.passage as usize - 1];
    let sentence = paper.said(text).sentence(paper.claim(other).token);
    text.where_.shape.is_none()
        && text.claims.iter().any(|claim| sentence.contains(&claim.token) && claim.number.value == value)
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn two_waves_in_one_cell_and_those_on_each_seminar_are_no_other_number() {
        check(
            "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты.

Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Опрос	248 в апреле, 244 в октябре	Волны; респонденты первой волны; респонденты второй волны	2; 240; 240	2; 248; 244
Мероприятие 2. Семинары	144	Семинары	8	8
Мероприятие 3. Прямой эфир	40	Прямой эфир	1	1

Количество участников проекта всего	Мужчин	Женщин
248	118	130

Мероприятие 2. Семинары

Айгуль провела 8 семинаров, по 2 в каждом селе, с 18 участниками на каждом.

2. Достижение цели

Безработными были 247 безработных участников проекта. Прямой эфир 96.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn one_of_several_gatherings_and_numbers_of_the_row_are_not_all() {
        check(
            "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Собрания	268	Собрания	9	9
Мероприятие 2. Патронаж	72	Одинокие пожилые люди	45	45
Мероприятие 3. Эфир	40	Прямой эфир	1	1
Мероприятие 4. Анкеты	30	Анкеты	1	1

Мероприятие 1. Собрания

На первое собрание пришли 19 человек, Айгуль ждала больше.

Мероприятие 2. Патронаж

Волонтёры навещали 45 одиноких пожилых людей.

Мероприятие 3. Эфир

Прямой эфир – 412 просмотров, прямых эфиров 412.

Төрт әкім ұсынымдарға жазбаша жауап берді. Айгүл оң кейстерін (success story) жинады.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn those_with_whom_it_was_agreed_and_those_who_learnt_are_others() {
        check(
            "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Создание НПО	-	Новые НПО	2 НПО	2 НПО
Мероприятие 2. Семинары	72	Семинары	4	4
Мероприятие 3. Опрос	180	Анкеты	180	180

Количество участников проекта всего	Мужчин	Женщин
188	80	108

Мероприятие 1. Создание НПО

Со всеми тремя НПО Айгуль подписала меморандумы.

Достижение цели

Жобаға 72 тыңдаушы қатысты. Сәуірде 180 адамның 45-і (25%), қазанда 72-сі (40%) айтты.",
            expect![[r#""#]],
        );
    }
}
