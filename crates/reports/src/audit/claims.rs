//! What a passage claims in numbers: how many of what, how exactly, of which part. "В мероприятиях приняли участие 283
//! человека (по 30 человек с каждого села)" claims 283 participants and 30 people for each village. A claim knows the words
//! beside its number, not whether it can be true.

mod counted;
mod parts;
mod shared;
mod units;

use super::dates::Dated;
use super::lexer::{Kind, Number, Token};
use super::vocabulary::{Comparator, Counted, Hit, Meaning, Quantity, Vocabulary};
use counted::Unknown;
pub use counted::stem;
pub use parts::{is_genitive, is_possessed};
use std::ops::Range;

/// Words behind a number among which what it counts is looked for.
const BEHIND: usize = 5;
/// Words before a number among which what it counts is looked for.
const BEFORE: usize = 7;
/// The name of a field stands among the first words of its line.
const FIELD: usize = 3;

/// Of how many units a number is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Each {
    /// "в каждом селе".
    Site,
    /// "с каждой встречи".
    Event,
    /// "по 20 человек", "20 адамнан", "в среднем 20": of which units is not said.
    Unsaid,
}

/// In what a number is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// Pieces of what is counted.
    Piece,
    /// Tenge.
    Tenge,
    /// Tenge, written in thousands.
    ThousandTenge,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
}

/// A number with what it says.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Nth passage, from 1.
    pub passage: u32,
    /// Bytes of the number in it.
    pub at: Range<usize>,
    /// Its token.
    pub token: usize,
    /// The number, in hundredths.
    pub number: Number,
    /// How exact it is.
    pub comparator: Comparator,
    /// Of how many units.
    pub each: Option<Each>,
    /// Its unit.
    pub unit: Unit,
    /// What it counts, if the words beside it say so: an index into the quantities of the vocabulary.
    pub quantity: Option<usize>,
    /// The words that say so stand right behind the number or are its label, not somewhere in the sentence.
    pub is_close: bool,
    /// It stands in brackets behind another.
    pub in_brackets: bool,
    /// Of how many units, where the text says so: "по 12 человек из каждого из 7 сел".
    pub units: Option<i64>,
    /// The whole it is said to be a part of, in hundredths: "84 респондента из 300", "104 респонденттің 51-і".
    pub of: Option<i64>,
    /// It is one of the two levels of a change: "с 40 % до 54 %".
    pub is_level: bool,
}

impl Claim {
    /// Told without "about", "at least" and the like.
    pub fn is_exact(&self) -> bool {
        self.comparator == Comparator::Exactly
    }

    /// Whole pieces; none where there are decimals.
    pub fn whole(&self) -> Option<i64> {
        (self.number.value % super::lexer::ONE == 0).then_some(self.number.value / super::lexer::ONE)
    }
}

/// All claims of a passage.
pub fn claims(passage: u32, text: &Said<'_>) -> Vec<Claim> {
    let tokens = text.tokens;
    let mut found = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark('(') => depth += 1,
            Kind::Mark(')') => depth = 0,
            _ => {}
        }
        let Some(number) = token.number() else { continue };
        if text.dates.iter().any(|date| date.tokens.contains(&at))
            || text.is_part_of_range(at)
            || text.is_measure(at) && !text.is_times(at)
        {
            continue;
        }
        let (unit, behind) = text.unit(at);
        let (quantity, is_close) = text.quantity(at, behind, unit);
        found.push(Claim {
            passage,
            at: token.at.clone(),
            token: at,
            number,
            comparator: text.comparator(at, behind),
            each: text.is_share(at, behind, quantity).then_some(Each::Unsaid),
            unit,
            quantity,
            is_close,
            in_brackets: depth > 0,
            units: None,
            of: None,
            is_level: false,
        });
    }
    text.share_out(&mut found);
    parts::find(text, &mut found);
    found
}

/// A passage with all that was found in it.
pub struct Said<'a> {
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Phrases in them.
    pub hits: &'a [Hit<Meaning>],
    /// Dates in them.
    pub dates: &'a [Dated],
    /// The words.
    pub vocabulary: &'a Vocabulary,
}

impl Said<'_> {
    /// The phrases that begin among these tokens. Hits come by their beginnings, and a sentence of a foreign file may have
    /// thousands: none of them is looked at twice for each.
    pub fn hits_in(&self, within: &Range<usize>) -> &[Hit<Meaning>] {
        let from = self.hits.partition_point(|hit| hit.from < within.start);
        let to = self.hits.partition_point(|hit| hit.from < within.end);
        &self.hits[from..to.max(from)]
    }

    /// The list of this name, as hits.
    pub fn listed<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Hit<Meaning>> + use<'s> {
        self.listed_in(id, &(0..usize::MAX))
    }

    /// The same of those that begin among these tokens.
    pub fn listed_in<'s>(
        &'s self,
        id: &str,
        within: &Range<usize>,
    ) -> impl Iterator<Item = &'s Hit<Meaning>> + use<'s> {
        let list = self.vocabulary.list(id).map(Meaning::List);
        self.hits_in(within).iter().filter(move |hit| Some(hit.meaning) == list)
    }

    /// Whether a phrase of this list begins among these tokens.
    pub fn says(&self, list: &str, within: &Range<usize>) -> bool {
        self.listed_in(list, within).next().is_some()
    }

    /// What is told there is still to come, only planned, or denied.
    pub fn is_open(&self, within: &Range<usize>) -> bool {
        ["future", "planned", "not_yet", "negation"].iter().any(|list| self.says(list, within))
    }

    /// "Дата заполнения: …": the field of the day on which the report was written. "Заполнено 300 анкет" tells of papers.
    pub fn is_day_of_report(&self) -> bool {
        let counts = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.number().is_some())
                && self.tokens.get(at + 1).is_some_and(|next| next.word().is_some())
                && !self.dates.iter().any(|dated| dated.tokens.contains(&at))
        };
        self.listed("field_filled").any(|hit| hit.from < FIELD && !counts(hit.to))
    }

    fn is_hard(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, Kind::Mark('.' | ';' | '!' | '?' | ':' | '…'))
    }

    /// What a number counts.
    fn quantity(&self, at: usize, behind: usize, unit: Unit) -> (Option<usize>, bool) {
        if unit != Unit::Piece {
            let wanted =
                if matches!(unit, Unit::Tenge | Unit::ThousandTenge) { Counted::Money } else { Counted::Share };
            return (self.nearest_of(at, wanted), false);
        }
        if self.is_in("times", behind) {
            return (self.nearest_of(at, Counted::Events), true);
        }
        let mut to = behind;
        while to < self.tokens.len() && to < behind + BEHIND && self.goes_on(to) {
            to += 1;
        }
        let first = match self.quantities(behind..to).min_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to))) {
            Some(village) if self.is_bare_village(village) => match self.of_village(village, to) {
                Ok(counted) => Some(counted),
                Err(Unknown) => return (None, false),
            },
            first => first,
        };
        // "7 акимов сельских округов": the first noun is what is counted, an adjective is none.
        let is_other = |hit: &&Hit<Meaning>| {
            let word = self.tokens.get(behind).and_then(Token::word).unwrap_or_default();
            hit.from > behind && (word.ends_with("ов") || word.ends_with("ев"))
        };
        // "Төрт әкім ұсынымдарға жауап берді" are akims.
        let is_body = first.is_some_and(|hit| hit.from > behind) && self.is_in("body", behind);
        if first.filter(is_other).is_some() || is_body {
            return (None, false);
        }
        if let Some(hit) = first {
            let Meaning::Quantity(quantity) = hit.meaning else { return (None, false) };
            let quantity = self.variant(quantity, at);
            if let Some(replies) = self.answered(at, hit, quantity) {
                return (Some(replies), true);
            }
            return match self.vocabulary.quantities[quantity].id.as_str() {
                "people" => match self.beside(at, hit.to).or_else(|| self.people(at)) {
                    Some(known) => (Some(known), true),
                    None => (Some(quantity), true),
                },
                _ => (Some(quantity), true),
            };
        }
        let noun = self.tokens.get(behind).and_then(Token::word);
        if noun.is_some_and(|noun| self.vocabulary.is_of_people(noun)) {
            return (self.people(at).or_else(|| self.vocabulary.quantity("people")), true);
        }
        // "участники – 283", "количество участников составило 283".
        let mut from = at;
        while from > 0
            && at - from < BEFORE
            && (!self.is_hard(from - 1) || self.tokens[from - 1].is(':'))
            && self.tokens[from - 1].number().is_none()
        {
            from -= 1;
        }
        // "5 – столько сёл вошло в проект".
        let begins = self.sentence(at).start == at
            && matches!(self.tokens.get(behind).map(|t| &t.kind), Some(Kind::Mark('–' | '—')));
        if let Some(hit) = self.quantities(behind + 1..behind + 1 + BEHIND).next().filter(|_| begins) {
            let Meaning::Quantity(quantity) = hit.meaning else { return (None, false) };
            return (Some(quantity), true);
        }
        // "90 жителей пришли на собрания, по 30 из каждого села": what was named before the comma is not what is shared out.
        if at >= 2 && self.tokens[at - 1].word() == Some("по") && self.tokens[at - 2].is(',') {
            return (None, false);
        }
        let ends = self.tokens.get(behind).is_none_or(|token| {
            matches!(token.kind, Kind::Mark('.' | ';' | ',' | ')' | '(' | ':'))
                || self.is_in("prepositions", behind)
                || self.is_in("copula", behind)
        });
        if !ends {
            return (None, false);
        }
        if let Some(counted) = self
            .came_before(at)
            .or_else(|| self.counted_before(at))
            .or_else(|| self.head_of_sentence(at))
            .or_else(|| self.head_of_clause(at))
        {
            // "Число людей, участвовавших в проекте, – 186": which people, the sentence says.
            let are_people = self.vocabulary.quantities[counted].id == "people";
            let counted = are_people.then(|| self.people(at)).flatten().unwrap_or(counted);
            return (Some(self.variant(counted, at)), true);
        }
        // "көрсетілім саны – 10", "число показов – 10": it counts what nobody knows, not what stands farther off.
        if self.counts_unknown(at) {
            return (None, false);
        }
        // "Слушателей на четырех семинарах – 46": people at events are people.
        let last = |of: Option<Counted>, from: usize| {
            let named = self.quantities(from..at).filter(|hit| of.is_none_or(|of| self.kind(hit) == Some(of)));
            named.max_by_key(|hit| (hit.to, std::cmp::Reverse(hit.from)))
        };
        let parts = |at: &usize| matches!(self.tokens[*at].kind, Kind::Mark('.' | ';' | ':' | ','));
        let clause = (0..at).rev().find(parts).map_or(0, |at| at + 1);
        let nearest = last(None, from);
        let last = match nearest {
            Some(hit) if self.kind(hit) == Some(Counted::Events) => {
                last(Some(Counted::Persons), clause.max(at.saturating_sub(BEFORE))).or(nearest)
            }
            // A village is counted where its number stands beside it.
            // "ауылдар – барлығы 3": nothing but "all" stands between.
            Some(hit) if self.kind(hit) == Some(Counted::Sites) => {
                let is_between = |at: usize| self.tokens[at].word().is_some() && !self.is_in("total", at);
                // "по 36 чел. от каждого села, итого 120".
                let is_share = self.listed("each_site").any(|each| each.from <= hit.from && hit.to <= each.to);
                let is_told = !(hit.to..at).any(is_between) && !self.is_where(hit.to - 1);
                (is_told && !is_share && !self.is_whose(hit.from)).then_some(hit)
            }
            other => other,
        };
        match last.map(|hit| hit.meaning) {
            Some(Meaning::Quantity(quantity)) => (Some(self.variant(quantity, at)), true),
            _ => (None, false),
        }
    }

    /// "в сёлах", "ауылда": it says where, not what.
    fn is_where(&self, at: usize) -> bool {
        let word = self.tokens[at].word().unwrap_or_default();
        ["ах", "ях", "ам", "ям", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен"]
            .iter()
            .any(|end| word.ends_with(end))
    }

    /// "Новости села – 20", "«Память села» – 15": the village whose news are counted. "Участниками стали сёла, их 3", "охваченные
    /// сёла – 6" are villages.
    fn is_whose(&self, at: usize) -> bool {
        let word = at.checked_sub(1).filter(|at| !self.is_small(*at)).and_then(|at| self.tokens[at].word());
        let is_noun = |word: &str| !["ые", "ие", "ли"].iter().any(|end| word.ends_with(end));
        let is_determined = at > 0 && self.is_in("determiner", at - 1);
        self.is_in("village_of_one", at) && !is_determined && word.is_some_and(is_noun)
    }

    /// Whether the noun of a number may still stand at this token: a preposition begins another thing.
    fn goes_on(&self, at: usize) -> bool {
        match &self.tokens[at].kind {
            Kind::Word(_) => !self.is_in("prepositions", at),
            Kind::Mark('«' | '»' | '"' | '-' | '/') => true,
            _ => false,
        }
    }

    /// A small word such as a preposition stands here.
    pub fn is_small(&self, at: usize) -> bool {
        self.is_in("prepositions", at)
    }

    /// Whether a phrase of this list begins there.
    pub fn is_in(&self, list: &str, at: usize) -> bool {
        self.says(list, &(at..at + 1))
    }

    fn quantities(&self, range: Range<usize>) -> impl Iterator<Item = &Hit<Meaning>> {
        self.hits_in(&range).iter().filter(move |hit| {
            matches!(hit.meaning, Meaning::Quantity(_))
                && self.is_noun(hit)
                && hit.to <= range.end.max(hit.from + 1) + BEHIND
        })
    }

    /// "Вместе с тем" names no topics, "жалпы жиыны" no gatherings.
    pub fn is_noun(&self, hit: &Hit<Meaning>) -> bool {
        let covers = |of: &Hit<Meaning>| of.from <= hit.from && hit.to <= of.to && of.to - of.from > hit.to - hit.from;
        let near = hit.from.saturating_sub(self.vocabulary.longest_phrase())..hit.from + 1;
        !["no_nouns", "total"].iter().any(|list| self.listed_in(list, &near).any(covers))
    }

    /// The variant of a quantity that the clause makes of it: problems that are solved.
    pub fn variant(&self, quantity: usize, at: usize) -> usize {
        let id = &self.vocabulary.quantities[quantity].id;
        // "из 9 проблем решены 3", "9 мәселенің 3-і шешілді": the nine are those of which some are solved.
        let is_whole = at.checked_sub(1).and_then(|at| self.tokens[at].word()) == Some("из")
            || (at + 1..at + 3).filter_map(|at| self.tokens.get(at)?.word()).any(parts::is_genitive);
        if is_whole {
            return quantity;
        }
        let clause = self.clause(at);
        let beside = self.hits_in(&clause).iter().find_map(|hit| match hit.meaning {
            Meaning::Beside(variant) if self.vocabulary.quantities[variant].variant_of == *id => Some(variant),
            _ => None,
        });
        beside.unwrap_or(quantity)
    }

    /// Whether some of these tokens name things for which the test holds.
    pub fn names(&self, within: &Range<usize>, is: impl Fn(&Quantity) -> bool) -> bool {
        let is_named =
            |hit: &&Hit<Meaning>| matches!(hit.meaning, Meaning::Quantity(of) if is(&self.vocabulary.quantities[of]));
        self.hits_in(within).iter().filter(is_named).any(|hit| self.is_noun(hit))
    }

    /// What kind of things a phrase names.
    fn kind(&self, hit: &Hit<Meaning>) -> Option<Counted> {
        match hit.meaning {
            Meaning::Quantity(quantity) => Some(self.vocabulary.quantities[quantity].kind),
            _ => None,
        }
    }

    fn nearest_of(&self, at: usize, kind: Counted) -> Option<usize> {
        let sentence = self.sentence(at);
        let before = self.quantities(sentence.clone()).filter(|hit| hit.from < at);
        let is_kind = |hit: &&Hit<Meaning>| matches!(hit.meaning, Meaning::Quantity(q) if self.vocabulary.quantities[q].kind == kind);
        let nearest = before.filter(is_kind).max_by_key(|hit| hit.to);
        let nearest = nearest.or_else(|| self.quantities(sentence).filter(is_kind).min_by_key(|hit| hit.from));
        nearest.and_then(|hit| match hit.meaning {
            Meaning::Quantity(quantity) => Some(quantity),
            _ => None,
        })
    }

    /// The tokens between full stops around one.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let stops = |at: usize| {
            matches!(self.tokens[at].kind, Kind::Mark('.' | ';' | '!' | '?' | '…')) && self.ends_sentence(at)
        };
        let from = (0..at).rev().find(|at| stops(*at)).map_or(0, |at| at + 1);
        let to = (at..self.tokens.len()).find(|at| stops(*at)).unwrap_or(self.tokens.len());
        from..to
    }

    /// A point behind a short word or a number and before a small letter ends no sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        if !self.tokens[at].is('.') {
            return true;
        }
        let next = self.tokens.get(at + 1);
        let touches_next = next.is_some_and(|next| next.at.start == self.tokens[at].at.end);
        // "120 чел. (по 28 на село)", "по 17 чел. в каждом селе": a word that is cut stands behind a number.
        let is_cut = at >= 2 && self.is_in("cut_words", at - 1) && self.tokens[at - 2].number().is_some();
        let goes_on = is_cut
            && (self.is_in("prepositions", at + 1)
                || next.is_some_and(|next| matches!(next.kind, Kind::Mark('(' | '–' | '—'))));
        !touches_next && !goes_on
    }

    /// The tokens between commas, colons and brackets around one, inside of its sentence.
    pub fn clause(&self, at: usize) -> Range<usize> {
        let sentence = self.sentence(at);
        let parts = |at: &usize| matches!(self.tokens[*at].kind, Kind::Mark(',' | ':' | '(' | ')'));
        let from = (sentence.start..at).rev().find(parts).map_or(sentence.start, |at| at + 1);
        let to = (at..sentence.end).find(parts).unwrap_or(sentence.end);
        from..to
    }

    fn comparator(&self, at: usize, behind: usize) -> Comparator {
        let sign = at.checked_sub(1).map(|before| &self.tokens[before].kind);
        match sign {
            Some(Kind::Mark('≥')) => return Comparator::AtLeast,
            Some(Kind::Mark('≤')) => return Comparator::AtMost,
            Some(Kind::Mark('>')) => return Comparator::More,
            Some(Kind::Mark('<')) => return Comparator::Less,
            Some(Kind::Mark('≈' | '~')) => return Comparator::About,
            _ => {}
        }
        // "самое малое – 38", "не менее чем на 10 %".
        let joins = |at: usize| self.is_by(at) || matches!(self.tokens[at].kind, Kind::Mark('–' | '—' | ':'));
        // With the one word between.
        let near = self.hits_in(&(at.saturating_sub(self.vocabulary.longest_phrase() + 1)..at)).iter();
        let before = near.filter(|hit| hit.to == at || (hit.to + 1 == at && joins(hit.to)));
        let before = before.filter_map(|hit| match hit.meaning {
            Meaning::Before(comparator) => Some((hit.to - hit.from, comparator)),
            _ => None,
        });
        if let Some((_, comparator)) = before.max_by_key(|(len, _)| *len) {
            // "с 4,1 до 7,6" is a change and no bound.
            let is_change = self.is_in("to", at - 1)
                && (at.saturating_sub(4)..at).any(|at| matches!(self.tokens[at].word(), Some("с" | "со" | "от")))
                && (at.saturating_sub(4)..at).any(|at| self.tokens[at].number().is_some());
            // "дошло до 224".
            let is_reached = self.is_in("to", at - 1) && at > 1 && self.is_in("came_to", at - 2);
            return if is_change || is_reached { Comparator::Exactly } else { comparator };
        }
        let after = self.hits_in(&(behind..behind + 3)).iter();
        let after = after.filter_map(|hit| match hit.meaning {
            Meaning::After(comparator) => Some((std::cmp::Reverse(hit.from), hit.to - hit.from, comparator)),
            _ => None,
        });
        let between = |from: usize| {
            let parts = |token: &Token| !token.is(',') && matches!(token.kind, Kind::Mark(_) | Kind::Number(_));
            !self.tokens[behind.min(from)..from].iter().any(parts)
        };
        match after.max_by_key(|(from, len, _)| (*from, *len)) {
            Some((from, _, comparator)) if between(from.0) => comparator,
            _ => Comparator::Exactly,
        }
    }

    /// "не менее чем на 10 %", "более по 5".
    fn is_by(&self, at: usize) -> bool {
        self.is_in("prepositions", at)
    }
}
