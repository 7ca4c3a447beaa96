//! Votes and points of each option, the places that follow from them, and ties named instead of broken.

use super::Election;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How a ballot is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// Every option named gets one vote.
    Votes,
    /// The first option named gets as many points as there are options, the next one fewer, and so on (Borda); those not named
    /// get none.
    Ranks,
    /// Every option gets the points of the ballot.
    Points,
}

/// One option's count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// Its place in the published list.
    pub option: usize,
    /// Votes or points.
    pub points: u64,
    /// Ballots that name it.
    pub supporters: u64,
    /// Ballots that name it first.
    pub first: u64,
    /// Its place, from 1; options with the same points share one.
    pub place: usize,
}

/// All options counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tally {
    /// Ballots, blank ones too.
    pub ballots: u64,
    /// Ballots that name nothing.
    pub blank: u64,
    /// The options, the most points first; those with the same points in the order of the published list.
    pub options: Vec<Counted>,
    /// For ranks: the option that more ballots put before than after every other one, where there is one.
    pub beats_all: Option<usize>,
}

impl Tally {
    /// Counts an election.
    pub fn of(election: &Election, counting: Counting) -> Tally {
        let n_options = election.options().len();
        let mut options: Vec<Counted> =
            (0..n_options).map(|option| Counted { option, points: 0, supporters: 0, first: 0, place: 0 }).collect();
        let mut blank = 0;
        for ballots in election.ballots() {
            let count = u64::from(ballots.count);
            blank += if ballots.votes.is_empty() { count } else { 0 };
            for (at, (option, points)) in ballots.votes.iter().enumerate() {
                let counted = &mut options[*option as usize];
                counted.supporters += count;
                counted.first += if at == 0 { count } else { 0 };
                counted.points += count
                    * match counting {
                        Counting::Votes => 1,
                        Counting::Ranks => (n_options - at) as u64,
                        Counting::Points => u64::from(*points),
                    };
            }
        }
        options.sort_by_key(|counted| (Reverse(counted.points), counted.option));
        let mut place = (u64::MAX, 0);
        for (at, counted) in options.iter_mut().enumerate() {
            if counted.points != place.0 {
                place = (counted.points, at + 1);
            }
            counted.place = place.1;
        }
        let beats_all = (counting == Counting::Ranks).then(|| beats_all(election)).flatten();
        Tally { ballots: election.n_ballots(), blank, options, beats_all }
    }

    /// Options that share a place, place by place; places of one option are left out, and so are options without a vote.
    pub fn ties(&self) -> Vec<(usize, Vec<usize>)> {
        let mut ties: Vec<(usize, Vec<usize>)> = Vec::new();
        for counted in self.options.iter().filter(|counted| counted.points > 0) {
            match ties.last_mut() {
                Some((place, options)) if *place == counted.place => options.push(counted.option),
                _ => ties.push((counted.place, vec![counted.option])),
            }
        }
        ties.retain(|(_, options)| options.len() > 1);
        ties
    }
}

/// The option that more ballots put before than after each other one. An option that is named stands before all that are not.
fn beats_all(election: &Election) -> Option<usize> {
    let n = election.options().len();
    let places: Vec<(u64, Vec<usize>)> = election
        .ballots()
        .iter()
        .map(|ballots| {
            let mut places = vec![usize::MAX; n];
            ballots.votes.iter().enumerate().for_each(|(at, (option, _))| places[*option as usize] = at);
            (u64::from(ballots.count), places)
        })
        .collect();
    let beats = |a: usize, b: usize| {
        let prefer = |x: usize, y: usize| -> u64 {
            places.iter().filter(|(_, places)| places[x] < places[y]).map(|(count, _)| count).sum()
        };
        prefer(a, b) > prefer(b, a)
    };
    // Whoever loses once is not the one: two passes are enough.
    let candidate = (1..n).fold(0, |best, other| if beats(best, other) { best } else { other });
    (n > 0 && (0..n).all(|other| other == candidate || beats(candidate, other))).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voting::Choice;
    use expect_test::{Expect, expect};

    /// Residents of Ulgi rank water, road, light: a line is a number of ballots and their words in order.
    fn check(ballots: &str, counting: Counting, expected: Expect) {
        let words = ["water", "road", "light", "clinic"];
        let options = words.map(|id| Choice { id: id.into(), cost: 0 }).to_vec();
        let mut all = Vec::new();
        for line in ballots.lines() {
            let mut parts = line.split_whitespace();
            let n: usize = parts.next().expect("a number").parse().expect("a number");
            let place = |word: &str| words.iter().position(|known| *known == word).expect("an option") as u32;
            let votes: Vec<(u32, u32)> = parts.map(|word| (place(word), 1)).collect();
            all.extend(std::iter::repeat_n(votes, n));
        }
        let tally = Tally::of(&Election::of(0, options, all).expect("small"), counting);
        let line = |counted: &Counted| {
            let Counted { option, points, supporters, first, place } = counted;
            format!("{place}. {} {points} ({supporters} ballots, {first} first)", words[*option])
        };
        let mut told: Vec<String> = tally.options.iter().map(line).collect();
        told.push(format!("{} ballots, {} blank", tally.ballots, tally.blank));
        for (place, options) in tally.ties() {
            told.push(format!(
                "tie at {place}: {}",
                options.iter().map(|at| words[*at]).collect::<Vec<_>>().join(", ")
            ));
        }
        told.extend(tally.beats_all.map(|at| format!("beats all: {}", words[at])));
        expected.assert_eq(&told.join("\n"));
    }

    #[test]
    fn approvals_are_votes_and_options_with_as_many_share_a_place() {
        check(
            "3 water road\n2 light road\n1 light water\n1",
            Counting::Votes,
            expect![[r#"
                1. road 5 (5 ballots, 0 first)
                2. water 4 (4 ballots, 3 first)
                3. light 3 (3 ballots, 3 first)
                4. clinic 0 (0 ballots, 0 first)
                7 ballots, 1 blank"#]],
        );
        check(
            "2 water\n2 road",
            Counting::Votes,
            expect![[r#"
                1. water 2 (2 ballots, 2 first)
                1. road 2 (2 ballots, 2 first)
                3. light 0 (0 ballots, 0 first)
                3. clinic 0 (0 ballots, 0 first)
                4 ballots, 0 blank
                tie at 1: water, road"#]],
        );
    }

    #[test]
    fn ranks_give_points_by_place_and_say_who_beats_every_other() {
        check(
            "3 water road light\n2 road light water\n1 light",
            Counting::Ranks,
            expect![[r#"
                1. road 17 (5 ballots, 2 first)
                2. water 16 (5 ballots, 3 first)
                2. light 16 (6 ballots, 1 first)
                4. clinic 0 (0 ballots, 0 first)
                6 ballots, 0 blank
                tie at 2: water, light"#]],
        );
    }

    #[test]
    fn in_a_circle_nobody_beats_all() {
        check(
            "1 water road light\n1 road light water\n1 light water road",
            Counting::Ranks,
            expect![[r#"
                1. water 9 (3 ballots, 1 first)
                1. road 9 (3 ballots, 1 first)
                1. light 9 (3 ballots, 1 first)
                4. clinic 0 (0 ballots, 0 first)
                3 ballots, 0 blank
                tie at 1: water, road, light"#]],
        );
    }
}
