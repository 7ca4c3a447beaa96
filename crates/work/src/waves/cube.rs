//! Answers as the database counts them: how many of each wave, village, gender, age, group and answer. A hundred
//! thousand answers are a few hundred such cells.

use super::{Question, Survey};
use crate::{Project, Trouble};
use auyl_domain::statistics::change::Pairs;
use auyl_domain::statistics::means::Both;
use auyl_domain::survey::{Frames, Index};
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
    /// The cells, by wave and place.
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
    /// The cells of a wave and a place.
    pub fn of(&self, wave: &str, place: &str) -> &[Cell] {
        let key = |cell: &Cell| (cell.wave.as_str(), cell.place.as_str()).cmp(&(wave, place));
        let start = self.cells.partition_point(|cell| key(cell).is_lt());
        let n = self.cells[start..].partition_point(|cell| key(cell).is_eq());
        &self.cells[start..start + n]
    }

    /// Waves in which somebody answered.
    pub fn waves(&self) -> Vec<&str> {
        let has = |wave: &&String| self.frames.places.iter().any(|place| !self.of(wave, place).is_empty());
        self.frames.waves.iter().filter(has).map(String::as_str).collect()
    }

    /// Places of which somebody answered.
    pub fn places(&self) -> Vec<&str> {
        let has = |place: &&String| self.frames.waves.iter().any(|wave| !self.of(wave, place).is_empty());
        self.frames.places.iter().filter(has).map(String::as_str).collect()
    }

    /// What those of a place who answered both waves said in each.
    fn both<'s>(&'s self, place: &'s str, from: &'s str, to: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let of = self.people.iter().filter(move |person| person.place == place);
        of.filter_map(move |person| Some((person.answers.get(from)?.as_str(), person.answers.get(to)?.as_str())))
    }

    /// How many people of a place answered both waves, and how their answers went.
    pub fn pairs(&self, place: &str, from: &str, to: &str, is_yes: &dyn Fn(&str) -> bool) -> Pairs {
        let mut pairs = Pairs::default();
        for (before, after) in self.both(place, from, to) {
            match (is_yes(before), is_yes(after)) {
                (true, true) => pairs.kept += 1,
                (true, false) => pairs.lost += 1,
                (false, true) => pairs.gained += 1,
                (false, false) => pairs.never += 1,
            }
        }
        pairs
    }

    /// The same of numbers.
    pub fn numbers(&self, place: &str, from: &str, to: &str, number: &dyn Fn(&str) -> f64) -> Both {
        let mut both = Both::default();
        self.both(place, from, to).for_each(|(before, after)| both.add(number(before), number(after)));
        both
    }
}

/// What answers of one cell share: round, place, the three groups of the person, and the answer.
type Alike = (String, String, [Option<String>; 3], Option<String>);

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
    let frames = project.store.frames(&project.id, survey, event).await?;
    let asked = asked(survey, question);
    let index = question.and_then(|question| question.index);
    let fields: Vec<&Field> = [Some(survey.wave), Some(survey.place)]
        .into_iter()
        .chain(survey.breakdowns())
        .flatten()
        .chain(asked.iter().copied())
        .collect();
    let reading = counted(project, survey, &fields, index, event).await?;
    let mut cube = Cube { frames, event, ..Cube::default() };
    // Answers to several questions that come to the same index are alike.
    let mut alike: BTreeMap<Alike, i64> = BTreeMap::new();
    for (keys, n) in parts(&reading) {
        let (keys, answers) = keys.split_at(keys.len() - asked.len());
        let mut keys = keys.iter().cloned();
        let (wave, place) = (keys.next().flatten(), keys.next().flatten());
        let told = survey.breakdowns().map(|field| field.and_then(|_| keys.next().flatten()));
        let wave = wave.and_then(|wave| cube.frames.word(survey, &wave).map(str::to_string));
        match wave.zip(place) {
            Some((wave, place)) => *alike.entry((wave, place, told, answer(index, answers))).or_default() += n,
            None => cube.lost += n,
        }
    }
    let cell = |((wave, place, told, answer), n)| Cell { wave, place, told, answer, n };
    cube.cells = alike.into_iter().map(cell).collect();
    if let (Some(person), Some(_)) = (survey.person, question) {
        cube.people = people(project, survey, person, &asked, index, &cube).await?;
    }
    Ok(cube)
}

/// The fields that are read for a question: its own, or those of its index.
fn asked<'c>(survey: &Survey<'c>, question: Option<&Question<'c>>) -> Vec<&'c Field> {
    match question.map(|question| (question.field, question.index)) {
        None => Vec::new(),
        Some((field, None)) => vec![field],
        Some((_, Some(index))) => index.parts.iter().filter_map(|part| survey.register.field(&part.question)).collect(),
    }
}

/// An answer as a cell keeps it.
fn answer(index: Option<&Index>, answers: &[Option<String>]) -> Option<String> {
    match index {
        None => answers.first().cloned().flatten(),
        Some(index) => {
            let answers: Vec<Option<&str>> = answers.iter().map(Option::as_deref).collect();
            index.of(&answers).map(|reached| reached.to_string())
        }
    }
}

async fn counted(
    project: &Project,
    survey: &Survey<'_>,
    by: &[&Field],
    index: Option<&Index>,
    event: i64,
) -> Result<Reading, Trouble> {
    let by: Vec<String> = by.iter().map(|field| field.id.clone()).collect();
    let only = index.and_then(|index| index.only.as_ref());
    let only = only.map(|only| format!(" where {}", only.text())).unwrap_or_default();
    let text = format!("count({}{only}) in project", survey.register.id);
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
    asked: &[&Field],
    index: Option<&Index>,
    cube: &Cube,
) -> Result<Vec<Answered>, Trouble> {
    let fields = [&[person, survey.wave, survey.place], asked].concat();
    let reading = counted(project, survey, &fields, index, cube.event).await?;
    let mut all: BTreeMap<&str, Answered> = BTreeMap::new();
    let mut twice: Vec<&str> = Vec::new();
    for (keys, n) in parts(&reading) {
        let [Some(who), Some(wave), Some(place), answers @ ..] = keys else { continue };
        let Some(wave) = cube.frames.word(survey, wave) else { continue };
        let Some(answer) = answer(index, answers) else { continue };
        let person = all.entry(who).or_default();
        person.place.clone_from(place);
        if n > 1 || person.answers.insert(wave.to_string(), answer).is_some() {
            twice.push(who);
        }
    }
    twice.into_iter().for_each(|who| {
        all.remove(who);
    });
    Ok(all.into_values().filter(|person| person.answers.len() > 1).collect())
}
