//! What a number counts where the words behind it do not say: what a word for a number names, those whom brackets and dashes
//! name beside it, and those whom the sentence tells of.

use super::{Said, is_genitive};
use crate::audit::lexer::{Kind, Token};
use crate::audit::vocabulary::{Counted, Hit, Meaning};
use std::ops::Range;

/// Words between "число" and what is counted.
const COUNTED: usize = 4;
/// Words that may stand before the noun that begins a clause: "а самих сходов".
const HEAD: usize = 2;
/// So near stands what people are called, where others are named, too.
const NEXT: usize = 3;

/// Words behind a number among which its noun is: "302 түп көшет".
const NOUN: usize = 2;
/// Letters of a noun without its ending.
const STEM: usize = 5;
/// A shorter word is no noun by which things are known again.
const SHORTEST_NOUN: usize = 4;

/// A noun that nobody knows is counted.
pub(super) struct Unknown;

/// A word by which a thing is known again, whatever its ending; none of a short one.
pub fn stem(word: &str) -> Option<String> {
    (word.chars().count() >= SHORTEST_NOUN).then(|| word.chars().take(STEM).collect())
}

impl Said<'_> {
    /// The words right behind a number, one of which is its noun, cut so that endings do not matter: things that no vocabulary
    /// has are known again by them.
    pub fn nouns(&self, at: usize) -> Vec<String> {
        // "30 новых скамеек" and "32 новых дерева" are known by what is new.
        let is_adjective = |word: &&str| ["ых", "их"].iter().any(|end| word.ends_with(end));
        let words = self.tokens[self.noun_words(at)].iter().filter_map(Token::word);
        words.filter(|word| !is_adjective(word)).filter_map(stem).collect()
    }

    /// The tokens among which the noun of a number is.
    pub fn noun_words(&self, at: usize) -> Range<usize> {
        let is_word = |at: &usize| self.tokens[*at].word().is_some() && !self.is_small(*at);
        let n = (at + 1..self.tokens.len()).take(NOUN).take_while(is_word).count();
        at + 1..at + 1 + n
    }

    /// "ауыл" without an ending: the village itself, or whose the noun behind it is.
    pub(super) fn is_bare_village(&self, hit: &Hit<Meaning>) -> bool {
        hit.to - hit.from == 1 && self.tokens[hit.from].word() == Some("ауыл")
    }

    /// "14 ауыл жиыны" are gatherings: in Kazakh what is counted stands last. "12 ауыл белсендісі" are activists, whom nobody
    /// knows: a noun that belongs to the village follows, and no verb ("3 ауыл қатысты").
    pub(super) fn of_village<'s>(&'s self, village: &'s Hit<Meaning>, to: usize) -> Result<&'s Hit<Meaning>, Unknown> {
        let known = self.quantities(village.to..to).filter(|hit| hit.from == village.to).max_by_key(|hit| hit.to);
        let next = self.tokens.get(village.to).and_then(|token| token.word()).unwrap_or_default();
        // "ауыл белсендісі", "ауыл радиосын".
        let is_owned = ["ы", "и", "сын", "син"].iter().any(|end| next.ends_with(end));
        let is_verb = ["ды", "ди", "ты", "ти"].iter().any(|end| next.ends_with(end));
        // "4 ауыл қатысты.": a verb at the end counts nothing.
        let is_last = self.tokens.get(village.to + 1).is_none_or(|token| token.word().is_none());
        let known = known.filter(|_| !(is_verb && is_last));
        known.map_or(if is_owned && !is_verb { Err(Unknown) } else { Ok(village) }, Ok)
    }

    /// "Число сёл, участвовавших в проекте, – 5", "жобаға қатысқан ауылдар саны – 5": what a word for a number names is counted,
    /// whatever else stands before the number.
    pub(super) fn counted_before(&self, at: usize) -> Option<usize> {
        if let Some(counted) = self.counted_behind(at) {
            return Some(counted);
        }
        let from = self.sentence(at).start;
        let is_comma = |range: Range<usize>| self.tokens[range].iter().any(|token| token.is(','));
        let named = self.quantities(from..at).filter_map(|hit| {
            let before = (from..hit.from).rev().take(COUNTED).find(|at| self.is_in("count_of", *at));
            // "Число охваченных проектом населённых пунктов: 4": what stands right before the number goes first.
            let is_told =
                || self.tokens[hit.to..at].iter().all(|token| token.word().is_none()) && !is_comma(hit.to..at);
            // "Число сходов граждан – 10": whose they are is not what is counted.
            let is_noun_before = |other: &Hit<Meaning>| {
                other.to == hit.from && other.to - other.from == 1 && before.is_some_and(|of| other.from == of + 1)
            };
            let is_whose = || self.quantities(from..hit.from).any(is_noun_before);
            let told = before.is_some_and(|of| is_told() && !is_comma(of..hit.from) && !is_whose());
            // "ауылдардың саны", "ауылдардың жалпы саны".
            // "қатысушылардың қорытынды саны": one word may stand between.
            let is_between = |at: usize| {
                self.is_in("total", at)
                    || self.tokens[at - 1].word().is_some_and(is_genitive)
                        && self.quantities(at..at + 1).next().is_none()
            };
            let is_number =
                self.is_in("number_of", hit.to) || self.is_in("number_of", hit.to + 1) && is_between(hit.to);
            let is_named = told || before == hit.from.checked_sub(1) && before.is_some() || is_number;
            let is_free = !self.tokens[hit.to..at].iter().any(|token| token.number().is_some());
            (is_named && is_free).then_some((told, hit))
        });
        match named.max_by_key(|(told, hit)| (*told, hit.from, hit.to))?.1.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The noun before "в количестве 8", "(число – 8)", "числом 8", where it stands right before.
    fn counted_behind(&self, at: usize) -> Option<usize> {
        let skip = |at: usize, is: &dyn Fn(usize) -> bool| if at > 0 && is(at - 1) { at - 1 } else { at };
        let is_dash = |at: usize| matches!(self.tokens[at].kind, Kind::Mark('-' | '–' | '—' | ':'));
        let word = skip(at, &is_dash);
        let told = word.checked_sub(1).filter(|at| self.is_in("count_of", *at))?;
        let end = skip(skip(told, &|at| self.is_small(at)), &|at| self.tokens[at].is('('));
        let hit = self.quantities(0..end).filter(|hit| hit.to == end).max_by_key(|hit| hit.to - hit.from)?;
        match hit.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// "Населенных пунктов, где работал проект, всего 5": the villages that begin a sentence with one number, which says "all".
    pub(super) fn head_of_sentence(&self, at: usize) -> Option<usize> {
        // "Сельских населённых пунктов, вошедших в проект, было 5."
        let leads = |list: &str| self.listed(list).any(|hit| hit.to == at);
        let were = leads("were");
        if !were && !leads("total") {
            return None;
        }
        let sentence = self.sentence(at);
        let is_only = self.tokens[sentence.clone()].iter().filter(|token| token.number().is_some()).count() == 1;
        let head = self.quantities(sentence.start..sentence.start + if were { HEAD } else { 1 }).next()?;
        let Meaning::Quantity(quantity) = head.meaning else { return None };
        // "Участников проекта, внесённых в список без повторений, оказалось 299."
        let of = &self.vocabulary.quantities[quantity];
        let can_be = of.kind == Counted::Sites || were && of.id == "direct_beneficiaries";
        let is_place = of.kind == Counted::Sites && self.is_where(head.to - 1);
        (is_only && can_be && !is_place).then_some(quantity)
    }

    /// "көрсетілім саны – 10", "число показов – 10": a word for a number right before it, and beside that a noun that nobody knows.
    pub(super) fn counts_unknown(&self, at: usize) -> bool {
        let is_dash = |at: usize| matches!(self.tokens[at].kind, Kind::Mark('-' | '–' | '—' | ':'));
        let end = if at > 0 && is_dash(at - 1) { at - 1 } else { at };
        let is_known = |at: usize| self.quantities(0..at + 1).any(|hit| hit.from <= at && at < hit.to);
        // "число явившихся" counts people.
        let is_noun = |at: usize| {
            let is_other = self.is_in("total", at) || self.is_in("came", at);
            self.tokens[at].word().is_some() && !is_known(at) && !is_other
        };
        let kazakh = end >= 2 && self.is_in("number_of", end - 1) && is_noun(end - 2);
        let russian = end >= 2 && self.is_in("count_of", end - 2) && is_noun(end - 1);
        kazakh || russian
    }

    /// "Сёл, где шла работа, – 5", "ответов на них получено 3", "собрания жителей, а было их 8": a noun of many that begins the
    /// clause which the number ends is what it counts, and "их" are the events or villages that were named last.
    pub(super) fn head_of_clause(&self, at: usize) -> Option<usize> {
        let clause = self.clause(at);
        let is_dash = at > 0 && matches!(self.tokens[at - 1].kind, Kind::Mark('-' | '–' | '—' | ':'));
        // "Среди активистов сёл проведены опросы (опросов: 6)": brackets begin anew.
        let begins = || {
            let start = self.sentence(at).start;
            let bracket = (start..at).rev().find(|at| matches!(self.tokens[*at].kind, Kind::Mark('(' | ')')));
            bracket.filter(|at| self.tokens[*at].is('(')).map_or(start, |at| at + 1)
        };
        // "Ответов 5, писем с рекомендациями – 3": a clause behind another number is one of its own.
        let is_free = |from: &usize| !self.tokens[*from..at].iter().any(|token| token.number().is_some());
        let from = is_dash.then(begins).into_iter().chain([clause.start]).find(is_free)?;
        let is_of_many = |hit: &&Hit<Meaning>| {
            let word = self.tokens[hit.to - 1].word().unwrap_or_default();
            ["ов", "ев", "ей", "ий", "ок", "ек"].iter().any(|end| word.ends_with(end))
                || self.is_in("of_many", hit.to - 1)
        };
        let head = self.quantities(from..at).find(|hit| hit.from <= from + HEAD).filter(is_of_many);
        let meant = || {
            let before = self.quantities(self.sentence(at).start..clause.start);
            let are_many = |hit: &&Hit<Meaning>| match hit.meaning {
                Meaning::Quantity(quantity) => {
                    matches!(self.vocabulary.quantities[quantity].kind, Counted::Events | Counted::Sites)
                        && !self.is_where(hit.to - 1)
                }
                _ => false,
            };
            (clause.start..at).any(|at| self.is_in("theirs", at)).then(|| before.filter(are_many).last())?
        };
        match head.or_else(meant)?.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// "4 хатқа жауап алынды", "на 4 письма получены ответы": letters that were answered are counted by their replies.
    pub(super) fn answered(&self, at: usize, hit: &Hit<Meaning>, quantity: usize) -> Option<usize> {
        let replies = self.vocabulary.quantity("replies")?;
        if self.vocabulary.quantities[quantity].id != "letters" {
            return None;
        }
        let is_dative = self.tokens[hit.to - 1].word().is_some_and(|word| word.ends_with("ка"));
        let is_on = at.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("на");
        let within = hit.to..if is_dative { hit.to + 1 } else { hit.to + NEXT };
        let is_named = self.quantities(within).any(|other| other.meaning == Meaning::Quantity(replies));
        // "На 3 письма получено ответов: 5" counts both.
        let end = self.sentence(at).end;
        let is_alone = !self.tokens[hit.to..end].iter().any(|token| token.number().is_some());
        ((is_dative || is_on) && is_named && is_alone).then_some(replies)
    }

    /// "число явившихся – 99", "дәріс тыңдағандар саны – 80".
    pub(super) fn came_before(&self, at: usize) -> Option<usize> {
        let end = (0..at).rev().find(|at| self.tokens[*at].word().is_some()).filter(|end| *end > 0)?;
        let is_count = self.is_in("count_of", end - 1) && self.is_in("came", end)
            || self.is_in("number_of", end) && self.is_in("came", end - 1);
        is_count.then(|| self.vocabulary.quantity("participants"))?
    }

    /// "мужчин – 120 человек", "120 человек – мужчины": people with a dash or colon between them and their name.
    pub(super) fn beside(&self, at: usize, behind: usize) -> Option<usize> {
        let parts = |at: usize| {
            self.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Mark('-' | '–' | '—' | ':')) || t.is('('))
        };
        let named = |hit: &&Hit<Meaning>| match hit.meaning {
            Meaning::Quantity(quantity) => {
                let of = &self.vocabulary.quantities[quantity];
                of.kind == Counted::Persons && of.id != "people"
            }
            _ => false,
        };
        let near = self.hits_in(&(at.saturating_sub(self.vocabulary.longest_phrase() + 1)..at)).iter();
        let before = near.filter(|hit| at > 0 && hit.to + 1 == at && parts(at - 1)).find(named);
        let after = || self.hits_in(&(behind + 1..behind + 2)).iter().filter(|_| parts(behind)).find(named);
        before.or_else(after).and_then(|hit| match hit.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        })
    }

    /// Which people "человек" are: the nearest that the sentence names.
    pub(super) fn people(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence(at);
        let distance = |hit: &Hit<Meaning>| hit.from.abs_diff(at);
        let came = self.says("came", &sentence);
        let mut named: Vec<(usize, usize)> = self
            .quantities(sentence.clone())
            .filter_map(|hit| match hit.meaning {
                Meaning::Quantity(quantity) => {
                    let of = &self.vocabulary.quantities[quantity];
                    // "из них 40 женщин" follows; a part is never what the whole is called.
                    // "70 жителей пришли на собрания, организованные командой": who comes is not who invites.
                    let is_host = came && of.whole && distance(hit) > NEXT;
                    (of.kind == Counted::Persons && of.id != "people" && of.part_of.is_empty() && !is_host)
                        .then(|| (distance(hit) * 4 - (hit.to - hit.from).min(3), quantity))
                }
                _ => None,
            })
            .collect();
        named.sort_unstable();
        let nearest = named.first().map(|(_, quantity)| *quantity);
        nearest.or_else(|| came.then(|| self.vocabulary.quantity("participants"))?)
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    #[test]
    fn people_whom_a_word_for_a_number_names_are_those_of_the_sentence() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
186	86	100

2. Достижение цели

Число людей, участвовавших в проекте Айгуль, – 196.

Жобамен қамтылған адам саны 206 болды.",
            expect![[r#"
                audit-same-quantity (table_whole): direct beneficiaries: one place says 186, another says 196; 206. 
                    «…оекте Айгуль, – 196.» «…ылған адам саны 206 болды.» «186»
            "#]],
        );
    }

    #[test]
    fn a_word_for_a_number_names_what_is_counted() {
        check(
            "Количество участников проекта всего	Мужчин	Женщин
100	40	60

Число сел, участвовавших в проекте, – 3. Число охваченных проектом населённых пунктов: 3. Жобаға қатысқан ауылдар саны – 3.",
            expect![""],
        );
    }

    #[test]
    fn how_often_it_was_held_is_no_day_of_march_and_whose_gatherings_they_are_is_not_counted() {
        check(
            "Мероприятие	Кол-во участников	Показатели	План	Факт
Мероприятие 1. Қойылым	100	Қойылымдар	6	6
Мероприятие 2. Сходы	99	Сходы	9	9
Мероприятие 3. Семинарлар	81	Семинарлар	6	6

Мероприятие 1. Қойылым

Айгүл қойылымды 5 мәрте көрсетті.

Мероприятие 2. Сходы

Число сходов граждан – 10. Число граждан, отметившихся на сходах Айгуль, – 120.

Мероприятие (порядковый номер 3). Семинарлар

Өткізілген семинарлардың саны – 6, оларда дәріс тыңдағандар саны – 80.",
            expect![[r#"
                audit-same-quantity (table_people): participants: one place says 99, another says 120. Мероприятие 2. Сходы
                    «…ходах Айгуль, – 120.» «99»
                audit-same-quantity (table_people): participants: one place says 81, another says 80. Мероприятие 3. Семинарлар
                    «…дағандар саны – 80.» «81»
                audit-same-quantity (table): performances: one place says 6, another says 5. Мероприятие 1. Қойылым
                    «Айгүл қойылымды 5 мәрте көрсетті.» «6»
                audit-same-quantity (table): gatherings: one place says 9, another says 10. Мероприятие 2. Сходы
                    «…ходов граждан – 10. Число граждан,…» «9»
            "#]],
        );
    }

    #[test]
    fn who_invites_is_not_who_comes() {
        check(
            "Показатель	Единица	План	Факт
Штатные работники	чел.	7	7

Всего 70 жителей пришли на собрания, организованные командой проекта.",
            expect![[""]],
        );
    }
}
