//! The share of an answer with weights that make the sample as the residents are: by village, gender and age.

use super::finding::Looked;
use super::{Cell, Survey};
use auyl_domain::statistics::Interval;
use auyl_domain::statistics::distribution::Z95;
use auyl_domain::statistics::raking::{Limits, Margin, Unfit, rake};
use auyl_domain::statistics::share::{effective_n, wilson};

/// By what the answers could be weighed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct By {
    /// By village.
    pub village: bool,
    /// By gender.
    pub gender: bool,
    /// By age: the words of each group, in order; empty where the rounds say nothing of ages.
    pub ages: Vec<Vec<String>>,
}

/// A weighted share or mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighed {
    /// Share of one, or mean.
    pub value: f64,
    /// 95 % interval of a share, at the n that the weights leave; of a mean none is said.
    pub interval: Option<Interval>,
    /// What the weighted sample is worth.
    pub effective_n: f64,
    /// By what it was weighed.
    pub by: By,
    /// Answers that do not say what they are weighed by, and are not in it.
    pub left_out: i64,
}

/// Why answers could not be weighed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unweighed {
    /// Nothing is known of the residents that weights could follow.
    Unknown,
    /// Nobody of a part of the residents answered.
    Empty,
    /// It did not come to an end.
    Unsteady,
}

/// Groups of ages with their people; those of which nobody answered go together with their neighbours, for nobody could speak
/// for them alone. None where fewer than two groups are left.
fn ages(looked: &Looked<'_>, wave: &str, answered: &[&Cell]) -> Vec<(Vec<String>, f64)> {
    let has = |words: &[String]| answered.iter().any(|cell| cell.told[1].as_ref().is_some_and(|of| words.contains(of)));
    let mut groups: Vec<(Vec<String>, f64)> = Vec::new();
    for part in looked.cube.frames.ages.get(wave).into_iter().flatten() {
        let people = part.people as f64;
        match groups.last_mut() {
            Some((words, all)) if !has(words) || !has(&part.words) || people == 0.0 || *all == 0.0 => {
                words.extend(part.words.iter().cloned());
                *all += people;
            }
            _ => groups.push((part.words.clone(), people)),
        }
    }
    // The last group may still be without answers where it is the first, too.
    if groups.len() < 2 { Vec::new() } else { groups }
}

/// Weighs the answers of a wave. Cells stand for their answers: alike in all, they weigh alike.
pub fn weighed(looked: &Looked<'_>, survey: &Survey<'_>, wave: &str) -> Result<Weighed, Unweighed> {
    let frames = &looked.cube.frames;
    let answered: Vec<&Cell> =
        looked.cube.cells.iter().filter(|cell| cell.wave == wave && cell.answer.is_some()).collect();
    let places: Vec<&str> = frames
        .places
        .iter()
        .map(String::as_str)
        .filter(|place| answered.iter().any(|cell| cell.place == *place))
        .collect();
    let people: Option<Vec<f64>> =
        places.iter().map(|place| frames.people(wave, place).map(|people| people as f64)).collect();
    let Some(people) = people.filter(|people| !people.is_empty()) else { return Err(Unweighed::Unknown) };
    let all: f64 = people.iter().sum();
    let women = frames.women.get(wave).filter(|(_, whole)| survey.gender.is_some() && *whole > 0);
    let genders = women.map(|(women, whole)| all * *women as f64 / *whole as f64).map(|women| vec![women, all - women]);
    let ages = ages(looked, wave, &answered);
    let gender = |cell: &Cell| cell.told[0].as_deref().map(|word| usize::from(word != "female"));
    let age = |cell: &Cell| {
        let word = cell.told[1].as_ref()?;
        ages.iter().position(|(words, _)| words.contains(word))
    };
    let fits = |cell: &&Cell| (genders.is_none() || gender(cell).is_some()) && (ages.is_empty() || age(cell).is_some());
    let left_out: i64 = answered.iter().filter(|cell| !fits(cell)).map(|cell| cell.n).sum();
    let cells: Vec<&Cell> = answered.into_iter().filter(|cell| fits(cell)).collect();
    let village = |cell: &Cell| places.iter().position(|place| *place == cell.place);
    let by =
        By { village: true, gender: genders.is_some(), ages: ages.iter().map(|(words, _)| words.clone()).collect() };
    let margin = |of: &dyn Fn(&Cell) -> Option<usize>, people| Margin {
        groups: cells.iter().map(|cell| of(cell).unwrap_or_default()).collect(),
        people,
    };
    let mut margins = vec![margin(&village, people)];
    margins.extend(genders.map(|people| margin(&gender, people)));
    if !ages.is_empty() {
        let whole: f64 = ages.iter().map(|(_, people)| people).sum();
        margins.push(margin(&age, ages.iter().map(|(_, people)| all * people / whole).collect()));
    }
    let start: Vec<f64> = cells.iter().map(|cell| cell.n as f64).collect();
    let raked = rake(&start, &margins, Limits::default()).map_err(|unfit| match unfit {
        Unfit::Empty(..) | Unfit::Nobody(..) | Unfit::Shapeless => Unweighed::Empty,
        Unfit::Totals(_) => Unweighed::Unknown,
    })?;
    if !raked.converged {
        return Err(Unweighed::Unsteady);
    }
    let n: f64 = start.iter().sum();
    let weight: f64 = raked.weights.iter().sum();
    let number = |cell: &Cell| looked.sort.number(looked.value, cell.answer.as_deref().unwrap_or_default());
    let value = cells.iter().zip(&raked.weights).map(|(cell, weight)| weight * number(cell)).sum::<f64>() / weight;
    // Kish's n: each of the answers of a cell has an equal part of the cell's weight.
    let squares: f64 = raked.weights.iter().zip(&start).map(|(weight, n)| weight * weight / n).sum();
    let worth = weight * weight / squares;
    let interval = (!looked.sort.is_mean())
        .then(|| wilson(value, effective_n(n as i64, Some(all.round() as i64), n / worth), Z95));
    Ok(Weighed { value, interval, effective_n: worth, by, left_out })
}
