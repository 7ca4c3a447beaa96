//! How long equal shares take, on elections drawn like those of towns: few projects that many want and many that few want.
//! `bench_voting small|full|large`; prints lines of a name and a number. Started by `cargo xtask bench`.

use auyl_domain::voting::{Choice, Completion, Election, Rule, allocate};
use std::time::Instant;

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }
}

/// Every voter wants the projects of one village and a few of the town; a project is wanted the more the lower its number.
fn town(projects: u64, voters: u64, budget: u64) -> Election {
    let mut dice = Dice(20_261_128);
    let cost = |dice: &mut Dice| 100 * (budget / 400 + dice.below(budget / 12));
    let options = (0..projects).map(|at| Choice { id: format!("p{at}"), cost: cost(&mut dice) }).collect();
    let mut ballots = Vec::new();
    for _ in 0..voters {
        let n = 3 + dice.below(10);
        let home = dice.below(8);
        let wanted = (0..n).map(|_| {
            let liked = dice.below(projects).min(dice.below(projects));
            let near = (liked / 8 * 8 + home) % projects;
            (if dice.below(3) == 0 { liked } else { near }) as u32
        });
        ballots.push(wanted.map(|option| (option, 1)).collect::<Vec<_>>());
    }
    Election::of(budget * 100, options, ballots).expect("within the bounds")
}

fn main() {
    let work = std::env::args().nth(1).unwrap_or_default();
    let (projects, voters, budget, completion) = match work.as_str() {
        "small" => (100, 10_000, 5_000_000, Completion::None),
        "full" => (64, 6_600, 1_000_000, Completion::Add1),
        "large" => (200, 100_000, 20_000_000, Completion::None),
        other => panic!("small, full or large, not {other:?}"),
    };
    let election = town(projects, voters, budget);
    let rule = Rule { completion, ..Rule::USUAL };
    let mut times = Vec::new();
    let mut outcome = None;
    for _ in 0..5 {
        let started = Instant::now();
        outcome = Some(allocate(&election, &rule).expect("an outcome"));
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let outcome = outcome.expect("counted");
    println!("seconds {:.4}", times[times.len() / 2]);
    println!("groups {}", election.ballots().len());
    println!("chosen {}", outcome.chosen.len());
    println!("raised {}", outcome.raised);
    println!("spent_percent {:.1}", 100.0 * outcome.spent as f64 / election.budget() as f64);
}
