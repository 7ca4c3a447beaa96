//! Elections drawn by the same dice as in `oracle.py`.

use auyl_domain::voting::{Choice, Election};

/// xorshift.
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64) -> Dice {
        Dice(seed * 2_654_435_761 + 1)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }
}

/// Every third election has points, every fourth equal costs. Costs are whole tenge.
pub fn drawn(seed: u64) -> (Election, bool) {
    let mut dice = Dice::of(seed);
    let n_projects = 3 + dice.below(9);
    let n_voters = 2 + dice.below(38);
    let taste = 2 + dice.below(n_projects);
    let unit = 1 + dice.below(40);
    let cost = |dice: &mut Dice| if seed.is_multiple_of(4) { unit } else { 1 + dice.below(60) };
    let costs: Vec<u64> = (0..n_projects).map(|_| cost(&mut dice)).collect();
    let budget = (costs.iter().sum::<u64>() * (20 + dice.below(60)) / 100).max(1);
    let has_points = seed.is_multiple_of(3);
    let mut ballots = Vec::new();
    for _ in 0..n_voters {
        let mut votes = Vec::new();
        for project in 0..n_projects {
            if dice.below(n_projects) < taste / 2 + dice.below(2) {
                votes.push((project as u32, if has_points { 1 + dice.below(5) as u32 } else { 1 }));
            }
        }
        ballots.push(votes);
    }
    let choice = |(at, cost): (usize, &u64)| Choice { id: format!("p{at:02}"), cost: cost * 100 };
    let options = costs.iter().enumerate().map(choice).collect();
    (Election::of(budget * 100, options, ballots).expect("a small election"), has_points)
}
