//! Answers as the database counts them: how many of each wave, village, gender, age, group and answer. A hundred
//! thousand answers are a few hundred such cells.

use super::frame::{self, Frames};
use super::{Question, Sort, Survey};
use crate::{Project, Trouble};
use auyl_domain::statistics::change::Pairs;
use auyl_domain::{Field, Measure, Quantity, Reading};
use std::collections::BTreeMap;

/// So many answers, alike in everything that is asked here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Word of the wave.
    pub wave: String,
    /// Id of the place.
    pub place: String,
    /// Gender, age and group, where said.
    pub told: [Option<String>; 3],
    /// The answer as it is kept; none where the question was not answered.
    pub answer: Option<String>,
    /// How many.
    pub n: i64,
}

/// All answers to one question, or to none in particular.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cube {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Who could have answered.
    pub frames: Frames,
    /// Answers that say no wave or no place.
    pub lost: i64,
    /// As of which event.
    pub event: i64,
    /// Of people who answered in two waves: by place, what they answered in each. Only where a register knows people.
    pub people: Vec<Answered>,
}

/// What one person answered in each wave, once in each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answered {
    /// Where, in the first of the waves.
    pub place: String,
    /// By wave.
    pub answers: BTreeMap<String, String>,
}

impl Cube {
    /// Waves in which somebody answered.
    pub fn waves(&self) -> Vec<&str> {
        let has = |wave: &&String| self.cells.iter().any(|cell| cell.wave == **wave);
        self.frames.waves.iter().filter(has).map(String::as_str).collect()
    }

    /// Places of which somebody answered.
    pub fn places(&self) -> Vec<&str> {
        let has = |place: &&String| self.cells.iter().any(|cell| cell.place == **place);
        self.frames.places.iter().filter(has).map(String::as_str).collect()
    }

    /// How many people of a place answered both waves, and how their answers went.
    pub fn pairs(&self, place: &str, from: &str, to: &str, is_yes: &dyn Fn(&str) -> bool) -> Pairs {
        let mut pairs = Pairs::default();
        for person in self.people.iter().filter(|person| person.place == place) {
            let (Some(before), Some(after)) = (person.answers.get(from), person.answers.get(to)) else { continue };
            match (is_yes(before), is_yes(after)) {
                (true, true) => pairs.kept += 1,
                (true, false) => pairs.lost += 1,
                (false, true) => pairs.gained += 1,
                (false, false) => pairs.never += 1,
            }
        }
        pairs
    }
}

/// Counts the answers of a survey, to a question or to none.
pub async fn cube(
    project: &Project,
    survey: &Survey<'_>,
    question: Option<&Question<'_>>,
    as_of: Option<i64>,
) -> Result<Cube, Trouble> {
    let event = match as_of {
        Some(event) => event,
        None => project.store.last_event(&project.id).await?,
    };
    let frames = frame::frames(project, survey, event).await?;
    let asked = question.map(|question| question.field);
    let fields: Vec<&Field> = [Some(survey.wave), Some(survey.place)]
        .into_iter()
        .chain(survey.breakdowns())
        .chain([asked])
        .flatten()
        .collect();
    let reading = counted(project, survey, &fields, event).await?;
    let mut cube = Cube { frames, event, ..Cube::default() };
    for (keys, n) in parts(&reading) {
        let mut keys = keys.iter().cloned();
        let (wave, place) = (keys.next().flatten(), keys.next().flatten());
        let mut next = |field: Option<&Field>| field.and_then(|_| keys.next().flatten());
        let told = survey.breakdowns().map(&mut next);
        let answer = next(asked);
        match (wave.and_then(|wave| cube.word(survey, wave)), place) {
            (Some(wave), Some(place)) => cube.cells.push(Cell { wave, place, told, answer, n }),
            _ => cube.lost += n,
        }
    }
    if let (Some(person), Some(question)) = (survey.person, question)
        && question.sort != Sort::Number(1)
    {
        cube.people = people(project, survey, person, question, &cube).await?;
    }
    Ok(cube)
}

impl Cube {
    /// The word of a wave: where answers link to their round, that of the round.
    fn word(&self, survey: &Survey<'_>, key: String) -> Option<String> {
        match survey.wave.kind.target() {
            Some(_) => self.frames.by_record.get(&key).cloned(),
            None => Some(key),
        }
    }
}

async fn counted(project: &Project, survey: &Survey<'_>, by: &[&Field], event: i64) -> Result<Reading, Trouble> {
    let by: Vec<String> = by.iter().map(|field| field.id.clone()).collect();
    let text = format!("count({}) in project", survey.register.id);
    // The fields are the register's own, so the measure is right; if ever not, that is a fault of the house.
    let measure =
        Measure::broken_down(&text, &by, &project.catalogue).map_err(|finding| Trouble::machine(finding.code))?;
    project.store.reading(&project.id, &measure, None, Some(event)).await
}

fn parts(reading: &Reading) -> impl Iterator<Item = (&[Option<String>], i64)> {
    reading.by().iter().filter_map(|part| match part.value {
        Quantity::Number(n) if n > 0 => Some((part.keys.as_slice(), n)),
        _ => None,
    })
}

/// Who answered in more than one wave. Somebody who answered twice in one wave is left out: which answer is theirs
/// nobody can tell.
async fn people(
    project: &Project,
    survey: &Survey<'_>,
    person: &Field,
    question: &Question<'_>,
    cube: &Cube,
) -> Result<Vec<Answered>, Trouble> {
    let reading = counted(project, survey, &[person, survey.wave, survey.place, question.field], cube.event).await?;
    let mut all: BTreeMap<&str, Answered> = BTreeMap::new();
    let mut twice: Vec<&str> = Vec::new();
    for (keys, n) in parts(&reading) {
        let [Some(who), Some(wave), Some(place), Some(answer)] = keys else { continue };
        let Some(wave) = cube.word(survey, wave.clone()) else { continue };
        let person = all.entry(who).or_default();
        person.place.clone_from(place);
        if n > 1 || person.answers.insert(wave, answer.clone()).is_some() {
            twice.push(who);
        }
    }
    twice.into_iter().for_each(|who| {
        all.remove(who);
    });
    Ok(all.into_values().filter(|person| person.answers.len() > 1).collect())
}
