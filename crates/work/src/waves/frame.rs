//! Who could have answered: the sampling frame of each village in each round, and how many answers were planned.

use super::Survey;
use crate::{Project, Trouble};
use auyl_domain::views::{PLACE, WAVE};
use auyl_domain::{Catalogue, Kind, Record, Value};
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
    /// Those under 33, likewise.
    pub under_33: BTreeMap<String, (i64, i64)>,
    /// Rounds by their record: word of the wave.
    pub by_record: BTreeMap<String, String>,
}

impl Frames {
    /// The frame of a village in a wave.
    pub fn of(&self, wave: &str, place: &str) -> Option<&Frame> {
        self.all.iter().find(|frame| frame.wave == wave && frame.place == place)
    }

    /// How many could have answered there.
    pub fn people(&self, wave: &str, place: &str) -> Option<i64> {
        self.of(wave, place).and_then(|frame| frame.people)
    }
}

/// Whether a round is of this survey: the register bears the name of its survey.
fn is_of(round: &Record, survey: &Survey<'_>) -> bool {
    let (word, register) = (round.text("survey"), survey.register.id.as_str());
    !word.is_empty() && (register == word || register.strip_suffix(word).is_some_and(|rest| rest.ends_with('_')))
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
pub async fn frames(project: &Project, survey: &Survey<'_>, event: i64) -> Result<Frames, Trouble> {
    let has_rounds = project.catalogue.register(WAVE).is_some();
    let rounds = if has_rounds { project.good_records(WAVE, Some(event)).await? } else { Vec::new() };
    let places = project.good_records(PLACE, Some(event)).await?;
    Ok(read(&project.catalogue, survey, &rounds, &places))
}

fn read(catalogue: &Catalogue, survey: &Survey<'_>, rounds: &[Record], places: &[Record]) -> Frames {
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
            rounds.iter().filter(|round| is_of(round, survey) && word(round) == *wave).collect();
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
        for (field, into) in [("women", &mut frames.women), ("under_33", &mut frames.under_33)] {
            let parts: Option<Vec<(i64, i64)>> =
                of_wave.iter().map(|round| Some((round.number(field)?, round.number("eligible")?))).collect();
            if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
                let sum = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
                into.insert(wave.clone(), sum);
            }
        }
    }
    frames.waves = waves;
    frames
}

#[cfg(test)]
mod tests {
    use super::shared_out;

    #[test]
    fn a_number_is_shared_out_whole() {
        assert_eq!(shared_out(2670, &[780, 1040, 850]), [780, 1040, 850]);
        assert_eq!(shared_out(150, &[1, 1, 1]), [50, 50, 50]);
        assert_eq!(shared_out(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(shared_out(7, &[0, 0]), [0, 0]);
    }
}
