//! What follows from the answers to one question: the share of an answer or the mean of a number, in a village, in all
//! together, in a group; and how it changed between two waves.

use super::{Cell, Cube, Sort};
use auyl_domain::statistics::change::{self, Change, Method, Wave, independent, mixed, paired};
use auyl_domain::statistics::means::{self, MeanChange, Two};
use auyl_domain::statistics::share::share_interval;
use auyl_domain::statistics::villages::{self, About, Village};
use auyl_domain::statistics::{Estimate, Interval};

/// One question as it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a> {
    /// The answers.
    pub cube: &'a Cube,
    /// What kind of answer it has.
    pub sort: &'a Sort,
    /// The answer whose share is asked, as it is kept; of numbers the mean is asked and this is empty.
    pub value: &'a str,
    /// Which of the two questions is asked.
    pub about: About,
}

/// One share or mean with its interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// Answers behind it.
    pub n: i64,
    /// Of them those that count; of a mean 0.
    pub yes: i64,
    /// Share of one, or the mean in its unit.
    pub value: f64,
    /// 95 % interval; none where there are too few answers to know it.
    pub interval: Option<Interval>,
}

/// How something changed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Changed {
    /// A share.
    Share(Change),
    /// A mean.
    Mean(MeanChange),
}

impl Changed {
    /// How much, its interval, p.
    pub fn told(&self) -> (f64, Interval, f64) {
        match self {
            Changed::Share(change) => (change.difference, change.interval, change.p),
            Changed::Mean(change) => (change.difference.value, change.difference.interval, change.p),
        }
    }
}

impl<'a> Looked<'a> {
    fn number(&self, answer: &str) -> f64 {
        self.sort.number(self.value, answer)
    }

    fn tally<'c>(&self, cells: impl Iterator<Item = &'c Cell>) -> Village {
        let mut village = Village::default();
        for cell in cells {
            if let Some(answer) = &cell.answer {
                village.add(self.number(answer), cell.n);
            }
        }
        village
    }

    /// What was answered in a village, with all who could have answered, where more did not answer than that.
    fn village(&self, wave: &str, place: &str) -> Village {
        let counted = self.tally(self.cube.of(wave, place).iter());
        let people = self.cube.frames.people(wave, place).filter(|people| *people >= counted.n);
        Village { people, ..counted }
    }

    /// Villages with answers to this question.
    fn villages(&self, wave: &str) -> Vec<(&'a str, Village)> {
        let all = self.cube.places().into_iter().map(|place| (place, self.village(wave, place)));
        all.filter(|(_, village)| village.n > 0).collect()
    }

    fn row(&self, village: &Village, estimate: Option<Estimate>) -> Option<Row> {
        let value = estimate.map_or(village.sum / village.n as f64, |estimate| estimate.value);
        let yes = if self.sort.is_mean() { 0 } else { village.sum.round() as i64 };
        (village.n > 0).then_some(Row {
            n: village.n,
            yes,
            value,
            interval: estimate.map(|estimate| estimate.interval),
        })
    }

    fn alone(&self, village: &Village) -> Option<Row> {
        if self.sort.is_mean() {
            return self.row(village, villages::mean(&[*village], About::These));
        }
        let row = self.row(village, None)?;
        Some(Row { interval: share_interval(row.yes, row.n, village.people), ..row })
    }

    /// One village: Wilson's interval with the finite-population correction where it is known how many there are.
    pub fn of_village(&self, wave: &str, place: &str) -> Option<Row> {
        self.alone(&self.village(wave, place))
    }

    /// All villages together, each with the weight of its people where they are known in all.
    pub fn together(&self, wave: &str) -> Option<Row> {
        let villages: Vec<Village> = self.villages(wave).into_iter().map(|(_, village)| village).collect();
        let sum = villages.iter().fold(Village::default(), |sum, village| Village {
            n: sum.n + village.n,
            sum: sum.sum + village.sum,
            ..sum
        });
        let estimate = match self.sort.is_mean() {
            true => villages::mean(&villages, self.about),
            false => villages::share(&villages, self.about),
        };
        // One village is no draw from many: of villages like it nothing can be said.
        self.row(&sum, estimate)
    }

    /// The answers of all villages as they are, each of the same weight, as if drawn from one list: that of the villages that
    /// answered. So a share is read by a measure.
    pub fn plain(&self, wave: &str) -> Option<Row> {
        let villages = self.villages(wave);
        let people: Option<i64> = villages.iter().map(|(place, _)| self.cube.frames.people(wave, place)).sum();
        let counted = self.tally(self.cube.cells.iter().filter(|cell| cell.wave == wave));
        self.alone(&Village { people: people.filter(|people| *people >= counted.n), ..counted })
    }

    /// One group (0 gender, 1 age, 2 social group) over all villages: the answers as they are, without weights.
    pub fn of_group(&self, wave: &str, at: usize, word: Option<&str>) -> Option<Row> {
        let is_of = |cell: &&Cell| cell.wave == wave && cell.told[at].as_deref() == word;
        self.alone(&self.tally(self.cube.cells.iter().filter(is_of)))
    }

    /// How one village changed between two waves.
    pub fn change_of(&self, place: &str, from: &str, to: &str) -> Option<Changed> {
        if self.sort.is_mean() {
            return self.two(place, from, to).change().map(Changed::Mean);
        }
        self.share_change(place, from, to, true).map(Changed::Share)
    }

    /// The numbers of a village in two waves.
    fn two(&self, place: &str, from: &str, to: &str) -> Two {
        let both = self.cube.numbers(place, from, to, &|answer| self.number(answer));
        Two { from: self.village(from, place), to: self.village(to, place), both }
    }

    fn share_change(&self, place: &str, from: &str, to: &str, finite: bool) -> Option<Change> {
        let wave = |word: &str| {
            let village = self.village(word, place);
            let people = village.people.filter(|_| finite);
            Wave { yes: village.sum.round() as i64, n: village.n, population: people, design_effect: 1.0 }
        };
        let (before, after) = (wave(from), wave(to));
        let pairs = self.cube.pairs(place, from, to, &|answer| self.sort.is(self.value, answer));
        match pairs.n() {
            0 => independent(&before, &after),
            n if n == before.n && n == after.n => paired(&pairs, before.population),
            _ => mixed(&before, &after, &pairs),
        }
    }

    /// How all villages together changed; only villages that answered in both waves can be compared.
    pub fn change(&self, from: &str, to: &str) -> Option<Changed> {
        let places: Vec<&str> = self.cube.places();
        let both = |place: &&str| self.village(from, place).n > 0 && self.village(to, place).n > 0;
        let places: Vec<&str> = places.into_iter().filter(both).collect();
        let is_known = places.iter().all(|place| self.village(to, place).people.is_some());
        let weight = |place: &str| {
            let village = self.village(to, place);
            village.people.filter(|_| is_known).unwrap_or(village.n)
        };
        if self.sort.is_mean() {
            let villages: Vec<(i64, Two)> =
                places.iter().map(|place| (weight(place), self.two(place, from, to))).collect();
            return means::together(&villages, self.about).map(Changed::Mean);
        }
        let changes = |finite: bool| -> Option<Vec<(i64, Change)>> {
            places.iter().map(|place| Some((weight(place), self.share_change(place, from, to, finite)?))).collect()
        };
        let changed = match (self.about, places.as_slice()) {
            (About::These, [only]) => self.share_change(only, from, to, true)?,
            (About::These, _) => change::stratified(&changes(true)?)?,
            (About::Alike, _) => change::alike(&changes(false)?)?,
        };
        Some(Changed::Share(changed))
    }

    /// By which method the changes of single villages were found.
    pub fn method(&self, from: &str, to: &str) -> Option<Method> {
        let mut found = self.cube.places().into_iter().filter_map(|place| self.change_of(place, from, to));
        found.next().map(|changed| match changed {
            Changed::Share(change) => change.method,
            Changed::Mean(change) => change.method,
        })
    }
}
