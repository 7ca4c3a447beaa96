//! The share of an answer with weights that make the sample as the residents are: by village, gender and age.

use super::finding::{Looked, is};
use super::survey::is_under_33;
use super::{Cell, Sort, Survey};
use auyl_domain::Catalogue;
use auyl_domain::statistics::Interval;
use auyl_domain::statistics::distribution::Z95;
use auyl_domain::statistics::raking::{Limits, Margin, Unfit, rake};
use auyl_domain::statistics::share::{effective_n, wilson};

/// By what the answers could be weighed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct By {
    /// By village.
    pub village: bool,
    /// By gender.
    pub gender: bool,
    /// By age, under 33 and over.
    pub age: bool,
}

/// A weighted share or mean.
#[derive(Clone, Copy, PartialEq, Debug)]
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

/// Weighs the answers of a wave. Cells stand for their answers: alike in all, they weigh alike.
pub fn weighed(
    looked: &Looked<'_>,
    survey: &Survey<'_>,
    catalogue: &Catalogue,
    wave: &str,
) -> Result<Weighed, Unweighed> {
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
    let part = |known: Option<&(i64, i64)>| {
        let share = known.filter(|(_, whole)| *whole > 0).map(|(part, whole)| *part as f64 / *whole as f64);
        share.map(|share| vec![all * share, all * (1.0 - share)])
    };
    let genders = survey.gender.and_then(|_| part(frames.women.get(wave)));
    let ages = survey.age.and_then(|_| part(frames.under_33.get(wave)));
    let is_woman = |cell: &Cell| cell.told[0].as_deref().map(|word| word == "female");
    let is_young = |cell: &Cell| {
        let (field, word) = (survey.age?, cell.told[1].as_deref()?);
        is_under_33(catalogue, field, word)
    };
    let fits =
        |cell: &&Cell| (genders.is_none() || is_woman(cell).is_some()) && (ages.is_none() || is_young(cell).is_some());
    let left_out: i64 = answered.iter().filter(|cell| !fits(cell)).map(|cell| cell.n).sum();
    let cells: Vec<&Cell> = answered.into_iter().filter(|cell| fits(cell)).collect();
    let side = |is_first: Option<bool>| usize::from(is_first != Some(true));
    let village = |cell: &&Cell| places.iter().position(|place| *place == cell.place).unwrap_or_default();
    let by = By { village: true, gender: genders.is_some(), age: ages.is_some() };
    let mut margins = vec![Margin { groups: cells.iter().map(village).collect(), people }];
    if let Some(people) = genders {
        margins.push(Margin { groups: cells.iter().map(|cell| side(is_woman(cell))).collect(), people });
    }
    if let Some(people) = ages {
        margins.push(Margin { groups: cells.iter().map(|cell| side(is_young(cell))).collect(), people });
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
    let number = |cell: &Cell| {
        let answer = cell.answer.as_deref().unwrap_or_default();
        match looked.sort {
            Sort::Number(scale) => answer.parse::<f64>().unwrap_or_default() / *scale as f64,
            sort => f64::from(u8::from(is(sort, looked.value, answer))),
        }
    };
    let value = cells.iter().zip(&raked.weights).map(|(cell, weight)| weight * number(cell)).sum::<f64>() / weight;
    // Kish's n: each of the answers of a cell has an equal part of the cell's weight.
    let squares: f64 = raked.weights.iter().zip(&start).map(|(weight, n)| weight * weight / n).sum();
    let worth = weight * weight / squares;
    let interval =
        (!looked.is_mean()).then(|| wilson(value, effective_n(n as i64, Some(all.round() as i64), n / worth), Z95));
    Ok(Weighed { value, interval, effective_n: worth, by, left_out })
}
