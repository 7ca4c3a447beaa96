//! Who could have answered: the sampling frame of each village in each round, and how many answers were planned.

use super::{Survey, choices};
use crate::catalogue::{Catalogue, Choice, Choices};
use crate::record::Record;
use crate::register::Kind;
use crate::value::Value;
use crate::views::{PLACE, WAVE};
use std::collections::BTreeMap;

/// How the number of those who could have answered is known; the page says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// The round of this village says it.
    Village,
    /// The round of all villages says it for all; shared out by residents of working age.
    Shared,
    /// Nobody said who could answer: all residents of the place.
    Residents,
    /// Not at all.
    Not,
}

/// The frame of one village in one round.
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    /// Word of the wave.
    pub wave: String,
    /// Id of the place.
    pub place: String,
    /// All who could have answered.
    pub people: Option<i64>,
    /// How that is known.
    pub known: Known,
    /// How many answers were planned.
    pub target: Option<i64>,
    /// The round's record.
    pub round: Option<String>,
}

/// Some of those who could have answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The words of the list of ages that belong to it.
    pub words: Vec<String>,
    /// How many people.
    pub people: i64,
}

/// All that is known of the rounds of a survey.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Frames {
    /// Words of the waves, in the order of their list.
    pub waves: Vec<String>,
    /// The list they are words of.
    pub list: String,
    /// Ids of the project's places, in order.
    pub places: Vec<String>,
    /// By wave and place.
    pub all: Vec<Frame>,
    /// Women among all who could have answered in a wave, where every round of it says so: women, people.
    pub women: BTreeMap<String, (i64, i64)>,
    /// All who could have answered in a wave, by age, as finely as every round of it says.
    pub ages: BTreeMap<String, Vec<Part>>,
    /// Rounds by their record: word of the wave.
    pub by_record: BTreeMap<String, String>,
}

impl Frames {
    /// The frame of a village in a wave.
    pub fn of(&self, wave: &str, place: &str) -> Option<&Frame> {
        self.all.iter().find(|frame| frame.wave == wave && frame.place == place)
    }

    /// How many could have answered one wave in the places in which somebody did, from keys of wave and place as answers have
    /// them. None where that is not known of each, or where several waves are mixed: people who were asked twice are no part
    /// of so many.
    pub fn people_behind<'k>(
        &self,
        survey: &Survey<'_>,
        answered: impl Iterator<Item = &'k [Option<String>]>,
    ) -> Option<i64> {
        let (mut of, mut people) = (None, 0);
        for keys in answered {
            let [Some(wave), Some(place)] = keys else { return None };
            let wave = self.word(survey, wave)?;
            if *of.get_or_insert(wave) != wave {
                return None;
            }
            people += self.people(wave, place)?;
        }
        of.map(|_| people)
    }

    /// The word of a wave as an answer has it: where answers link to their round, that of the round.
    pub fn word<'w>(&'w self, survey: &Survey<'_>, key: &'w str) -> Option<&'w str> {
        match survey.wave.kind.target() {
            Some(_) => self.by_record.get(key).map(String::as_str),
            None => Some(key),
        }
    }

    /// How many could have answered there.
    pub fn people(&self, wave: &str, place: &str) -> Option<i64> {
        self.of(wave, place).and_then(|frame| frame.people)
    }
}

/// Shares a number out by parts, whole and without rest: the largest remainders are rounded up.
pub fn shared_out(whole: i64, parts: &[i64]) -> Vec<i64> {
    let all: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    if all <= 0 {
        return vec![0; parts.len()];
    }
    let exact = |part: &i64| i128::from(whole) * i128::from(*part);
    let mut shares: Vec<i64> = parts.iter().map(|part| (exact(part) / all) as i64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| (-(exact(&parts[*at]) % all), *at));
    let rest = (whole - shares.iter().sum::<i64>()).max(0) as usize;
    order.into_iter().take(rest).for_each(|at| shares[at] += 1);
    shares
}

/// Reads the rounds and places of a project as the frames of a survey.
pub fn read(catalogue: &Catalogue, survey: &Survey<'_>, rounds: &[Record], places: &[Record]) -> Frames {
    let list = match (&survey.wave.kind, catalogue.register(WAVE).and_then(|register| register.field("wave"))) {
        (Kind::Choice { choices }, _) => choices.clone(),
        (_, Some(field)) => match &field.kind {
            Kind::Choice { choices } => choices.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let waves: Vec<String> =
        catalogue.choices(&list).into_iter().flat_map(|list| &list.all).map(|choice| choice.id.clone()).collect();
    let word = |round: &Record| match round.get("wave") {
        Some(Value::Choice(word)) => word.clone(),
        _ => String::new(),
    };
    let mut frames =
        Frames { list, places: places.iter().map(|place| place.id.to_string()).collect(), ..Frames::default() };
    frames.by_record = rounds.iter().map(|round| (round.id.to_string(), word(round))).collect();
    let sizes: Vec<i64> = places
        .iter()
        .map(|place| place.number("working_age").or_else(|| place.number("population")).unwrap_or_default())
        .collect();
    let equal = vec![1; places.len()];
    for wave in &waves {
        let of_wave: Vec<&Record> =
            rounds.iter().filter(|round| survey.is_called(round.text("survey")) && word(round) == *wave).collect();
        let whole = of_wave.iter().find(|round| round.link(PLACE).is_none());
        let shared = |field: &str, parts: &[i64]| {
            whole.and_then(|round| round.number(field)).map(|number| shared_out(number, parts))
        };
        let (people, targets) = (shared("eligible", &sizes), shared("target", &equal));
        for (at, place) in places.iter().enumerate() {
            let own = of_wave.iter().find(|round| round.link(PLACE) == Some(&place.id));
            let of_all = people.as_ref().map(|people| people[at]).filter(|people| *people > 0);
            let (people, known) = match (own.and_then(|round| round.number("eligible")), of_all) {
                (Some(people), _) => (Some(people), Known::Village),
                (None, Some(people)) => (Some(people), Known::Shared),
                (None, None) => match place.number("population") {
                    Some(people) => (Some(people), Known::Residents),
                    None => (None, Known::Not),
                },
            };
            let target = own.and_then(|round| round.number("target")).or(targets.as_ref().map(|targets| targets[at]));
            let round = own.or(whole).map(|round| round.id.to_string());
            frames.all.push(Frame { wave: wave.clone(), place: place.id.to_string(), people, known, target, round });
        }
        let sum = |field: &str| -> Option<i64> { of_wave.iter().map(|round| round.number(field)).sum() };
        let Some(all) = sum("eligible").filter(|_| !of_wave.is_empty()) else { continue };
        if let Some(women) = sum("women") {
            frames.women.insert(wave.clone(), (women, all));
        }
        let words = survey.age.and_then(choices).and_then(|list| catalogue.choices(list));
        if let Some(parts) = words.and_then(|words| ages(words, all, &sum)) {
            frames.ages.insert(wave.clone(), parts);
        }
    }
    frames.waves = waves;
    frames
}

/// Bands of which it is said how many people they have (the field of the round is called as the word) stand alone; of the
/// others those under 33 and those above, where that is said, else all the others together. None where nothing of the kind
/// is said or the numbers contradict each other.
fn ages(words: &Choices, all: i64, sum: &dyn Fn(&str) -> Option<i64>) -> Option<Vec<Part>> {
    let said = |word: &Choice| sum(&format!("age_{}", word.id));
    let alone = words.all.iter().filter_map(|word| Some(Part { words: vec![word.id.clone()], people: said(word)? }));
    let mut parts: Vec<Part> = alone.collect();
    let young = sum("under_33");
    if parts.is_empty() && young.is_none() {
        return None;
    }
    let mut others = |whole: i64, is_of: &dyn Fn(&Choice) -> bool| {
        let of = || words.all.iter().filter(|word| is_of(word));
        let rest = whole - of().filter_map(said).sum::<i64>();
        let unsaid: Vec<String> = of().filter(|word| said(word).is_none()).map(|word| word.id.clone()).collect();
        // Where every band is said, what is left over is a mistake of adding and nobody's.
        if !unsaid.is_empty() {
            parts.push(Part { words: unsaid, people: rest });
        }
    };
    match young {
        Some(young) => {
            others(young, &|word| is_under_33(word) == Some(true));
            others(all - young, &|word| is_under_33(word) == Some(false));
        }
        None => others(all, &|_| true),
    }
    let place = |part: &Part| words.all.iter().position(|word| part.words.contains(&word.id));
    parts.sort_by_key(place);
    let is_possible = parts.iter().all(|part| part.people >= 0) && parts.iter().any(|part| part.people > 0);
    is_possible.then_some(parts)
}

/// Whether a band of ages lies wholly under 33, wholly above, or across.
fn is_under_33(word: &Choice) -> Option<bool> {
    match (word.from, word.to) {
        (_, Some(to)) if to < 33 => Some(true),
        (Some(from), _) if from >= 33 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn a_number_is_shared_out_whole() {
        assert_eq!(shared_out(2670, &[780, 1040, 850]), [780, 1040, 850]);
        assert_eq!(shared_out(150, &[1, 1, 1]), [50, 50, 50]);
        assert_eq!(shared_out(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(shared_out(7, &[0, 0]), [0, 0]);
    }

    /// Bands from … to, what a round of 1 000 people says, the parts that follow.
    fn check(said: &[(&str, i64)], expected: &str) {
        let band = |(id, from, to): (&str, i64, Option<i64>)| {
            let label = Words::default();
            Choice { id: id.into(), label: label.clone(), few: label.clone(), many: label, from: Some(from), to }
        };
        let all = [("18_24", 18, Some(24)), ("25_32", 25, Some(32)), ("33_58", 33, Some(58)), ("59_up", 59, None)];
        let words = Choices { title: Words::default(), all: all.map(band).to_vec() };
        let sum = |field: &str| said.iter().find(|(name, _)| *name == field).map(|(_, n)| *n);
        let parts = ages(&words, 1000, &sum).map(|parts| {
            parts.iter().map(|part| format!("{}: {}", part.words.join("+"), part.people)).collect::<Vec<_>>().join(", ")
        });
        assert_eq!(parts.unwrap_or_default(), expected);
    }

    #[test]
    fn ages_are_told_as_finely_as_the_rounds_say() {
        check(&[], "");
        check(&[("under_33", 400)], "18_24+25_32: 400, 33_58+59_up: 600");
        check(&[("age_18_24", 150)], "18_24: 150, 25_32+33_58+59_up: 850");
        check(&[("age_18_24", 150), ("under_33", 400)], "18_24: 150, 25_32: 250, 33_58+59_up: 600");
        let every = [("age_18_24", 150), ("age_25_32", 250), ("age_33_58", 450), ("age_59_up", 150)];
        check(&every, "18_24: 150, 25_32: 250, 33_58: 450, 59_up: 150");
        check(&[("age_18_24", 450), ("under_33", 400)], "");
    }
}
