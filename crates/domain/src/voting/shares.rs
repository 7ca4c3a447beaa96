//! One run of the Method of Equal Shares: every voter has the same part; again and again the option is chosen whose supporters
//! pay the least for what they get of it, each as much as the others or all they have left; until no supporters can pay.
//!
//! It is exact and quick, because almost every comparison is far from a tie. Parts are kept as whole numbers of 2^-shift units
//! beside a proven bound of their error; where two numbers are nearer to each other than the bound, they are compared as the
//! fractions that they are ([`super::exact`]). What a voter has left is the beginning less the prices of the chosen options on
//! the ballot (or nothing, for who once gave all), so that a fraction needs a few counts only.
//!
//! Bounds: at most 2^20 ballots, 2^12 options, 2^50 tiyn, 2^20 points (checked by [`Election::of`]). A part is below 2^62 in its
//! units, the sum of all below 2^82; a price that somebody can pay is below 2^63, times a cost below 2^113: 128 bits suffice.

use super::exact::Prices;
use super::{Election, Tie, Utility, Why};
use num_bigint::BigInt;

/// A part has so many bits.
const BITS: i32 = 61;
/// No price that somebody can pay is above it.
const HIGHEST: i128 = 1 << 62;

/// The voters of an election on their way through runs.
pub struct Shares<'e> {
    election: &'e Election,
    utility: Utility,
    ranks: Vec<usize>,
    /// Of each option: groups of ballots and their points; the poor ones first, so many as `poor` says.
    supporters: Vec<Vec<(u32, u32)>>,
    /// Points of all supporters.
    weights: Vec<u64>,
    /// The most points of one supporter.
    heaviest: Vec<u32>,
    run: State,
}

#[derive(Default)]
struct State {
    /// What everybody had, in tiyn by the number of voters.
    beginning: i128,
    shift: i32,
    /// What one voter of each group has left.
    left: Vec<i64>,
    /// Whether a group once gave all.
    broke: Vec<bool>,
    /// What is left is at most so far from the truth.
    slack: i128,
    prices: Option<Prices>,
    /// Which price an option had.
    paid: Vec<Option<u32>>,
    poor: Vec<usize>,
    /// Points of supporters that are not poor.
    rich: Vec<u64>,
}

/// What one run chose.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    /// Options in the order of choosing.
    pub chosen: Vec<(usize, Why)>,
    /// Ties on the way.
    pub ties: Vec<Tie>,
    /// What it costs, in tiyn.
    pub spent: u64,
}

/// An option that may still be chosen, and a bound below its price.
struct Open {
    option: usize,
    low: i128,
}

/// An option that somebody can pay for, its place among the open ones, and bounds of its price.
#[derive(Clone, Copy)]
struct Offer {
    at: usize,
    option: usize,
    low: i128,
    high: i128,
}

impl<'e> Shares<'e> {
    /// The voters of an election.
    pub fn of(election: &'e Election, utility: Utility) -> Shares<'e> {
        let n = election.options().len();
        let (mut supporters, mut weights, mut heaviest) = (vec![Vec::new(); n], vec![0_u64; n], vec![0_u32; n]);
        for (group, ballots) in election.ballots().iter().enumerate() {
            for (option, points) in &ballots.votes {
                let (option, points) = (*option as usize, weight(utility, *points));
                supporters[option].push((group as u32, points));
                weights[option] += u64::from(ballots.count) * u64::from(points);
                heaviest[option] = heaviest[option].max(points);
            }
        }
        Shares { election, utility, ranks: election.tie_ranks(), supporters, weights, heaviest, run: State::default() }
    }

    /// How many marks there are on all ballots that differ: what a run costs.
    pub fn marks(&self) -> usize {
        self.supporters.iter().map(Vec::len).sum()
    }

    /// Runs with a budget that is `raised` tiyn a voter above the real one.
    pub fn run(&mut self, raised: u64) -> Run {
        let voters = self.election.n_ballots();
        let mut run = Run::default();
        for (option, choice) in self.election.options().iter().enumerate() {
            if choice.cost == 0 && self.weights[option] > 0 {
                run.chosen.push((option, Why::Free));
            }
        }
        if voters == 0 {
            return run;
        }
        self.begin(i128::from(self.election.budget()) + i128::from(raised) * i128::from(voters));
        let mut open = self.open();
        while let Some(chosen) = self.next(&mut open, &mut run.ties) {
            run.spent += self.election.options()[chosen].cost;
            let why = self.pay(chosen);
            run.chosen.push((chosen, why));
        }
        run
    }

    /// What the supporters of an option had left together at the end of the last run, in tiyn.
    pub fn left_of(&self, option: usize) -> u64 {
        let Some(prices) = &self.run.prices else { return 0 };
        let left = self.sum(prices, &self.supporters[option]);
        prices.rounded(&left, self.election.n_ballots().max(1))
    }

    fn begin(&mut self, beginning: i128) {
        let bits = 128 - beginning.leading_zeros() as i32;
        let n_groups = self.election.ballots().len();
        let run = &mut self.run;
        run.beginning = beginning;
        run.shift = BITS - bits;
        run.left.clear();
        run.left.resize(n_groups, i64::try_from(shifted(beginning, run.shift)).unwrap_or(i64::MAX));
        run.broke.clear();
        run.broke.resize(n_groups, false);
        run.slack = 1;
        run.prices = Some(Prices::of(beginning));
        run.paid = vec![None; self.supporters.len()];
        run.poor = vec![0; self.supporters.len()];
        run.rich.clone_from(&self.weights);
    }

    /// The cost of an option in tiyn by the number of voters.
    fn cost(&self, option: usize) -> i128 {
        i128::from(self.election.options()[option].cost) * i128::from(self.election.n_ballots())
    }

    fn open(&self) -> Vec<Open> {
        let all = i128::from(self.election.n_ballots()) * self.run.beginning;
        let is_open = |option: &usize| {
            let cost = self.cost(*option);
            self.weights[*option] > 0 && cost > 0 && cost <= all
        };
        let open = |option: usize| {
            let low = shifted(self.cost(option), self.run.shift) / i128::from(self.weights[option]);
            Open { option, low }
        };
        (0..self.supporters.len()).filter(is_open).map(open).filter(|open| open.low <= HIGHEST).collect()
    }

    /// What a price is compared by: points alone, or points for each tiyn.
    fn factor(&self, option: usize) -> i128 {
        match self.utility {
            Utility::Cost => i128::from(self.election.options()[option].cost),
            Utility::Count | Utility::Points => 1,
        }
    }

    /// The next option to choose; what nobody can pay for any more leaves the open ones.
    fn next(&mut self, open: &mut Vec<Open>, ties: &mut Vec<Tie>) -> Option<usize> {
        open.sort_by(|a, b| {
            let (a_key, b_key) = (a.low * self.factor(b.option), b.low * self.factor(a.option));
            a_key.cmp(&b_key).then(self.ranks[a.option].cmp(&self.ranks[b.option]))
        });
        let mut best: Option<Offer> = None;
        let (mut offers, mut gone): (Vec<Offer>, Vec<usize>) = Default::default();
        for (at, candidate) in open.iter_mut().enumerate() {
            let option = candidate.option;
            // Prices only rise while money is spent: a bound from before still holds.
            if best.is_some_and(|best| candidate.low * self.factor(best.option) > best.high * self.factor(option)) {
                break;
            }
            match self.price(option) {
                None => gone.push(at),
                Some((low, high)) => {
                    candidate.low = low;
                    let offer = Offer { at, option, low, high };
                    let is_better = |best: Offer| high * self.factor(best.option) < best.high * self.factor(option);
                    if best.is_none_or(is_better) {
                        best = Some(offer);
                    }
                    offers.push(offer);
                }
            }
        }
        let chosen = best.map(|best| {
            offers.retain(|offer| offer.low * self.factor(best.option) <= best.high * self.factor(offer.option));
            if offers.len() == 1 { best } else { self.cheapest(&offers, ties) }
        });
        gone.extend(chosen.map(|chosen| chosen.at));
        gone.sort_unstable();
        for at in gone.into_iter().rev() {
            open.remove(at);
        }
        chosen.map(|chosen| chosen.option)
    }

    /// Of offers that are too near to each other, the cheapest one as fractions; a tie is broken and told.
    fn cheapest(&self, offers: &[Offer], ties: &mut Vec<Tie>) -> Offer {
        let exact: Vec<(BigInt, BigInt)> = offers
            .iter()
            .map(|offer| {
                let (price, parts) = self.exact(offer.option);
                (price, BigInt::from(parts) * self.factor(offer.option))
            })
            .collect();
        let compare = |a: usize, b: usize| (&exact[a].0 * &exact[b].1).cmp(&(&exact[b].0 * &exact[a].1));
        let mut least = vec![0];
        for at in 1..offers.len() {
            match compare(at, least[0]) {
                std::cmp::Ordering::Less => least = vec![at],
                std::cmp::Ordering::Equal => least.push(at),
                std::cmp::Ordering::Greater => {}
            }
        }
        least.sort_by_key(|at| self.ranks[offers[*at].option]);
        if least.len() > 1 {
            ties.push(Tie { options: least.iter().map(|at| offers[*at].option).collect() });
        }
        offers[least[0]]
    }

    /// Bounds of the price of an option for one point; none where its supporters cannot pay for it. Afterwards the poor ones,
    /// who would give all that they have left, stand first.
    fn price(&mut self, option: usize) -> Option<(i128, i128)> {
        let mut supporters = std::mem::take(&mut self.supporters[option]);
        let found = self.price_among(option, &mut supporters);
        self.supporters[option] = supporters;
        found
    }

    fn price_among(&mut self, option: usize, supporters: &mut [(u32, u32)]) -> Option<(i128, i128)> {
        let ballots = self.election.ballots();
        let count = |group: u32| u64::from(ballots[group as usize].count);
        let (mut poor, mut rich) = (self.run.poor[option], self.run.rich[option]);
        let (mut given, mut givers) = (0_i128, 0_u64);
        for (group, _) in &supporters[..poor] {
            if !self.run.broke[*group as usize] {
                given += i128::from(count(*group)) * i128::from(self.run.left[*group as usize]);
                givers += count(*group);
            }
        }
        let cost = shifted(self.cost(option), self.run.shift);
        let slack = self.run.slack;
        let found = loop {
            if rich == 0 {
                break None;
            }
            let error = i128::from(givers) * slack + 1;
            let low = (cost - given - error).div_euclid(i128::from(rich));
            let high = (cost - given + error).div_euclid(i128::from(rich)) + 1;
            let (mut near, mut moved): (Vec<usize>, bool) = Default::default();
            let first = poor;
            for at in first..supporters.len() {
                let (group, points) = supporters[at];
                let left = i128::from(self.run.left[group as usize]);
                let points = i128::from(points);
                let is_broke = self.run.broke[group as usize];
                if is_broke || left + slack < points * low {
                    if !is_broke {
                        given += i128::from(count(group)) * left;
                        givers += count(group);
                    }
                    rich -= count(group) * points as u64;
                    supporters.swap(at, poor);
                    poor += 1;
                    moved = true;
                } else if left - slack < points * high {
                    near.push(at);
                }
            }
            if moved {
                continue;
            }
            let really = self.poor_among(option, supporters, poor, rich, &near);
            if really.is_empty() {
                break Some((low, high));
            }
            for at in really {
                let (group, points) = supporters[at];
                given += i128::from(count(group)) * i128::from(self.run.left[group as usize]);
                givers += count(group);
                rich -= count(group) * u64::from(points);
                supporters.swap(at, poor);
                poor += 1;
            }
        };
        self.run.poor[option] = poor;
        self.run.rich[option] = rich;
        found
    }

    /// Of supporters whose money is too near to the price, those that have less, by fractions; their places rise.
    fn poor_among(
        &self,
        option: usize,
        supporters: &[(u32, u32)],
        poor: usize,
        rich: u64,
        near: &[usize],
    ) -> Vec<usize> {
        let Some(prices) = self.run.prices.as_ref().filter(|_| !near.is_empty()) else { return Vec::new() };
        let price = prices.whole(self.cost(option)) - self.sum(prices, &supporters[..poor]);
        let is_poor = |at: &&usize| {
            let (group, points) = supporters[**at];
            let paid = self.paid_by(group).map(|(at, points)| (at, u64::from(points)));
            prices.left(1, paid) * rich < &price * points
        };
        near.iter().filter(is_poor).copied().collect()
    }

    /// Which prices a group paid in full, and with how many points.
    fn paid_by(&self, group: u32) -> impl Iterator<Item = (usize, u32)> + '_ {
        let votes = self.election.ballots()[group as usize].votes.iter();
        votes.filter_map(|(option, points)| {
            Some((self.run.paid[*option as usize]? as usize, weight(self.utility, *points)))
        })
    }

    /// What groups have left together, over the denominator of the prices.
    fn sum(&self, prices: &Prices, groups: &[(u32, u32)]) -> BigInt {
        let (mut voters, mut paid) = (0_u64, vec![0_u64; prices.len()]);
        for (group, _) in groups.iter().filter(|(group, _)| !self.run.broke[*group as usize]) {
            let count = u64::from(self.election.ballots()[*group as usize].count);
            voters += count;
            self.paid_by(*group).for_each(|(at, points)| paid[at] += count * u64::from(points));
        }
        prices.left(voters, paid.into_iter().enumerate().filter(|(_, times)| *times > 0))
    }

    /// The price of an option for one point: a numerator over the denominator of the prices, and the parts it is divided by.
    fn exact(&self, option: usize) -> (BigInt, u64) {
        let Some(prices) = &self.run.prices else { return (0.into(), 1) };
        let poor = &self.supporters[option][..self.run.poor[option]];
        (prices.whole(self.cost(option)) - self.sum(prices, poor), self.run.rich[option])
    }

    /// The supporters of an option pay for it.
    fn pay(&mut self, option: usize) -> Why {
        let (price, parts) = self.exact(option);
        let run = &mut self.run;
        let Some(prices) = &mut run.prices else { return Why::Free };
        run.paid[option] = Some(prices.len() as u32);
        prices.add(price, parts);
        let fixed = prices.last_shifted(run.shift);
        let (mut payers, mut poorer) = (0, 0);
        for (at, (group, points)) in self.supporters[option].iter().enumerate() {
            let count = u64::from(self.election.ballots()[*group as usize].count);
            let group = *group as usize;
            if at >= run.poor[option] {
                let paid = i64::try_from(fixed * i128::from(*points)).unwrap_or(i64::MAX);
                run.left[group] = run.left[group].saturating_sub(paid);
                payers += count;
            } else if !run.broke[group] {
                run.broke[group] = true;
                poorer += count;
            }
        }
        run.slack += i128::from(self.heaviest[option]);
        Why::Shares { payers, price: prices.last(self.election.n_ballots()), poorer }
    }
}

fn weight(utility: Utility, points: u32) -> u32 {
    if utility == Utility::Points { points } else { 1 }
}

/// A number times two to the power of `shift`, rounded down.
fn shifted(number: i128, shift: i32) -> i128 {
    let by = shift.unsigned_abs();
    if shift >= 0 { number << by } else { number >> by }
}
