//! Counting votes of residents: what they put first, and which proposals the money of a village pays for. Pure and exact:
//! whole numbers and fractions of them, no floats, so that two who count the same ballots get the same outcome to the last
//! tiyn. Who may vote, codes and paper are not known here.
//!
//! In reading order: this file (an election: options, money, ballots that say the same together), `tally` (votes, points,
//! places and ties), `rule` (what was agreed before the count, and what came of it), `shares` (the Method of Equal Shares, one
//! run of it), `exact` (its prices as fractions), `allocate` (completions, greedy and the comparison), `round` (the record of a
//! round, and what somebody typed as a ballot), `pabulib` (`.pb` files).

pub mod allocate;
mod exact;
pub mod pabulib;
pub mod round;
pub mod rule;
mod shares;
pub mod tally;

pub use allocate::allocate;
pub use rule::{Chosen, Compared, Completion, Left, Method, Outcome, Rule, Tie, Utility, Why};

use crate::finding::Finding;
use std::collections::BTreeMap;

/// So many options are counted together.
pub const MOST_OPTIONS: usize = 4_096;
/// So many ballots: 2²⁰.
pub const MOST_BALLOTS: u64 = 1 << 20;
/// All costs together, the budget and a step, in tiyn: 2⁵⁰, eleven thousand milliards of tenge.
pub const MOST_MONEY: u64 = 1 << 50;
/// Points that one ballot gives to one option: 2²⁰.
pub const MOST_POINTS: u32 = 1 << 20;

/// Something that can be voted for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its id in the register or file it is from.
    pub id: String,
    /// What it costs, in tiyn; nought where nothing is paid for.
    pub cost: u64,
}

/// Ballots that say the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ballots {
    /// Options by their place in the published list, in the order of the ballot, each with its points (1 for a plain yes).
    pub votes: Vec<(u32, u32)>,
    /// How many ballots say so.
    pub count: u32,
}

/// Options, money and ballots within the bounds for which the arithmetic of this module is proven.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Election {
    budget: u64,
    options: Vec<Choice>,
    ballots: Vec<Ballots>,
    n_ballots: u64,
}

impl Election {
    /// An election; the finding says what is too large. Ballots that say the same are put together, options that a ballot names
    /// twice or that are not there count once or not at all.
    pub fn of(
        budget: u64,
        options: Vec<Choice>,
        ballots: impl IntoIterator<Item = Vec<(u32, u32)>>,
    ) -> Result<Election, Finding> {
        let too_large =
            |what: &str, most: u64| Finding::severe("voting-too-large").with("what", what).with("most", most);
        if options.len() > MOST_OPTIONS {
            return Err(too_large("options", MOST_OPTIONS as u64));
        }
        let costs = options.iter().try_fold(0_u64, |sum, option| sum.checked_add(option.cost));
        if budget > MOST_MONEY || costs.is_none_or(|costs| costs > MOST_MONEY) {
            return Err(too_large("money", MOST_MONEY / 100));
        }
        let mut together: BTreeMap<Vec<(u32, u32)>, u32> = BTreeMap::new();
        let mut n_ballots = 0;
        for ballot in ballots {
            let mut votes: Vec<(u32, u32)> = Vec::with_capacity(ballot.len());
            for (option, points) in ballot {
                if points > MOST_POINTS {
                    return Err(too_large("points", u64::from(MOST_POINTS)));
                }
                let is_new = !votes.iter().any(|(other, _)| *other == option);
                if is_new && points > 0 && (option as usize) < options.len() {
                    votes.push((option, points));
                }
            }
            n_ballots += 1;
            if n_ballots > MOST_BALLOTS {
                return Err(too_large("ballots", MOST_BALLOTS));
            }
            *together.entry(votes).or_default() += 1;
        }
        let ballots = together.into_iter().map(|(votes, count)| Ballots { votes, count }).collect();
        Ok(Election { budget, options, ballots, n_ballots })
    }

    /// The money there is, in tiyn.
    pub fn budget(&self) -> u64 {
        self.budget
    }

    /// The options in the order of the published list.
    pub fn options(&self) -> &[Choice] {
        &self.options
    }

    /// The ballots, those that say the same together.
    pub fn ballots(&self) -> &[Ballots] {
        &self.ballots
    }

    /// How many ballots there are, blank ones too.
    pub fn n_ballots(&self) -> u64 {
        self.n_ballots
    }

    /// How many ballots name each option.
    pub fn supporters(&self) -> Vec<u64> {
        let mut n = vec![0; self.options.len()];
        for ballots in &self.ballots {
            for (option, _) in &ballots.votes {
                n[*option as usize] += u64::from(ballots.count);
            }
        }
        n
    }

    /// The order in which ties are broken, as the rank of each option: lower cost, then more votes, then the published list.
    pub fn tie_ranks(&self) -> Vec<usize> {
        let votes = self.supporters();
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by_key(|at| (self.options[*at].cost, std::cmp::Reverse(votes[*at]), *at));
        let mut ranks = vec![0; order.len()];
        order.iter().enumerate().for_each(|(rank, at)| ranks[*at] = rank);
        ranks
    }
}
