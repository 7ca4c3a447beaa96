//! What holds for every election: equal shares against a slow count with fractions of unbounded integers and no shortcuts, and
//! sums that are never overdrawn.

use auyl_domain::voting::{Choice, Completion, Election, Method, Rule, Utility, Why, allocate};
use num_bigint::BigInt;
use proptest::prelude::*;

/// A fraction with a positive denominator.
#[derive(Clone, Debug)]
struct Fraction(BigInt, BigInt);

impl Fraction {
    fn whole(number: u64) -> Fraction {
        Fraction(number.into(), 1.into())
    }

    fn minus(&self, other: &Fraction) -> Fraction {
        Fraction(&self.0 * &other.1 - &other.0 * &self.1, &self.1 * &other.1)
    }

    fn times(&self, number: u64) -> Fraction {
        Fraction(&self.0 * number, self.1.clone())
    }

    fn over(&self, number: u64) -> Fraction {
        Fraction(self.0.clone(), &self.1 * number)
    }

    fn is_below(&self, other: &Fraction) -> bool {
        &self.0 * &other.1 < &other.0 * &self.1
    }
}

/// The method as its authors write it down, voter by voter.
fn slowly(election: &Election, utility: Utility) -> Vec<usize> {
    let mut voters: Vec<(Vec<(u32, u32)>, Fraction)> = Vec::new();
    let part = Fraction::whole(election.budget()).over(election.n_ballots().max(1));
    for ballots in election.ballots() {
        voters.extend((0..ballots.count).map(|_| (ballots.votes.clone(), part.clone())));
    }
    let ranks = election.tie_ranks();
    let cost = |option: usize| election.options()[option].cost;
    let worth = |votes: &[(u32, u32)], option: usize| -> u64 {
        let points = votes.iter().find(|(of, _)| *of as usize == option).map_or(0, |(_, points)| u64::from(*points));
        match utility {
            Utility::Points => points,
            Utility::Cost => points.min(1) * cost(option),
            Utility::Count => points.min(1),
        }
    };
    let mut chosen: Vec<usize> = Vec::new();
    loop {
        let mut best: Option<(Fraction, usize)> = None;
        for option in (0..election.options().len()).filter(|option| !chosen.contains(option)) {
            let mut supporters: Vec<(&Fraction, u64)> = voters
                .iter()
                .map(|(votes, left)| (left, worth(votes, option)))
                .filter(|(_, worth)| *worth > 0)
                .collect();
            // From who can pay the fewest times what they get of it.
            supporters.sort_by(|(a, worth_a), (b, worth_b)| {
                let (a, b) = (a.times(*worth_b), b.times(*worth_a));
                if a.is_below(&b) {
                    std::cmp::Ordering::Less
                } else if b.is_below(&a) {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            });
            let mut rest = Fraction::whole(cost(option));
            let mut together: u64 = supporters.iter().map(|(_, worth)| worth).sum();
            for (left, worth) in supporters {
                let price = rest.over(together);
                if !left.is_below(&price.times(worth)) {
                    let is_better = best.as_ref().is_none_or(|(best, of)| {
                        price.is_below(best) || !best.is_below(&price) && ranks[option] < ranks[*of]
                    });
                    if is_better {
                        best = Some((price, option));
                    }
                    break;
                }
                rest = rest.minus(left);
                together -= worth;
            }
        }
        let Some((price, option)) = best else { return chosen };
        chosen.push(option);
        for (votes, left) in &mut voters {
            let pays = price.times(worth(votes, option));
            *left = if left.is_below(&pays) { Fraction::whole(0) } else { left.minus(&pays) };
        }
    }
}

fn elections() -> impl Strategy<Value = Election> {
    let sizes = (1_usize..8, 0_usize..14, prop::sample::select(vec![1_u64, 7, 1_000_003, 1 << 43]));
    sizes.prop_flat_map(|(n, voters, unit)| {
        let costs = prop::collection::vec((1_u64..12).prop_map(move |cost| cost * unit), n);
        let ballot = prop::collection::vec((0..n as u32, 1_u32..6), 0..=n);
        let ballots = prop::collection::vec(ballot, voters);
        (costs, ballots, 0_u64..40).prop_map(move |(costs, ballots, budget)| {
            let choice = |(at, cost): (usize, &u64)| Choice { id: at.to_string(), cost: *cost };
            let options = costs.iter().enumerate().map(choice).collect();
            Election::of(budget * unit, options, ballots).expect("within the bounds")
        })
    })
}

proptest! {
    #[test]
    fn equal_shares_choose_what_the_slow_count_chooses(election in elections()) {
        for utility in [Utility::Cost, Utility::Count, Utility::Points] {
            let rule = Rule { utility, completion: Completion::None, ..Rule::USUAL };
            let outcome = allocate(&election, &rule).expect("an outcome");
            let chosen: Vec<usize> = outcome.chosen.iter().map(|chosen| chosen.option).collect();
            prop_assert_eq!(chosen, slowly(&election, utility), "{:?}", utility);
        }
    }

    #[test]
    fn no_rule_spends_more_than_there_is_and_every_option_has_its_reason(election in elections()) {
        for method in [Method::EqualShares, Method::Greedy] {
            for completion in [Completion::None, Completion::Add1Exhaustive, Completion::Utility, Completion::Add1Utility] {
                for comparison in [false, true] {
                    let costs: u64 = election.options().iter().map(|option| option.cost).sum();
                    let step = costs / 100 + 1;
                    let rule = Rule { method, utility: Utility::Cost, completion, step, comparison };
                    let outcome = allocate(&election, &rule).expect("an outcome");
                    prop_assert!(outcome.spent <= election.budget());
                    prop_assert_eq!(outcome.chosen.len() + outcome.left.len(), election.options().len());
                    for chosen in &outcome.chosen {
                        if let Why::Shares { payers, poorer, .. } = chosen.why {
                            prop_assert!(payers > 0 && payers + poorer <= chosen.supporters);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn voters_that_are_equal_to_the_last_tiyn_tie_and_the_tie_is_told() {
    // Two projects of one price and as many supporters each: nobody could say which by rounding.
    let option = |id: &str| Choice { id: id.into(), cost: 1_000_000_007 };
    let ballots = (0..30_u32).map(|at| vec![(at % 3, 1)]);
    let election = Election::of(3 * 1_000_000_007, ["a", "b", "c"].map(option).to_vec(), ballots).expect("small");
    let outcome = allocate(&election, &Rule { completion: Completion::None, ..Rule::USUAL }).expect("an outcome");
    assert_eq!(outcome.options(), [0, 1, 2]);
    assert_eq!(outcome.ties.iter().map(|tie| tie.options.clone()).collect::<Vec<_>>(), [vec![0, 1, 2], vec![1, 2]]);
}

#[test]
fn a_project_is_chosen_because_its_supporters_could_each_pay_so_much() {
    // 61 supporters, 250 100 tenge: 4 100 tenge each.
    let options = vec![Choice { id: "well".into(), cost: 25_010_000 }, Choice { id: "stage".into(), cost: 90_000_000 }];
    let ballots = (0..100).map(|at| if at < 61 { vec![(0, 1)] } else { vec![(1, 1)] });
    let election = Election::of(50_000_000, options, ballots).expect("small");
    let outcome = allocate(&election, &Rule { completion: Completion::None, ..Rule::USUAL }).expect("an outcome");
    assert_eq!(outcome.chosen[0].why, Why::Shares { payers: 61, price: 410_000, poorer: 0 });
    // The 39 others have 5 000 tenge each, and the stage costs 900 000.
    assert_eq!((outcome.left[0].supporters, outcome.left[0].money), (39, Some(19_500_000)));
}

#[test]
fn the_greedy_outcome_is_taken_where_more_voters_have_more_of_it_and_it_was_agreed() {
    let options = vec![Choice { id: "hall".into(), cost: 100 }, Choice { id: "swing".into(), cost: 10 }];
    let ballots = (0..10).map(|at| if at < 9 { vec![(0, 1)] } else { vec![(1, 1)] });
    let election = Election::of(100, options, ballots).expect("small");
    let none = Rule { completion: Completion::None, ..Rule::USUAL };
    // Nine parts of ten do not pay for the hall; the swing costs the tenth part.
    assert_eq!(allocate(&election, &none).expect("an outcome").options(), [1]);
    let outcome = allocate(&election, &Rule { comparison: true, ..none }).expect("an outcome");
    let compared = outcome.compared.clone().expect("compared");
    assert_eq!((outcome.options(), compared.shares, compared.greedy), (vec![0], 1, 9));
}

#[test]
fn what_is_too_large_and_steps_that_are_nothing_are_said() {
    let option = |cost| Choice { id: "well".into(), cost };
    let too_large = Election::of(1, vec![option(1 << 50), option(1)], Vec::new()).expect_err("too much money");
    assert_eq!(too_large.code, "voting-too-large");
    assert_eq!(
        Election::of(1, vec![option(1)], vec![vec![(0, u32::MAX)]]).expect_err("points").code,
        "voting-too-large"
    );
    let election = Election::of(1, vec![option(5)], vec![vec![(0, 1)]]).expect("small");
    let step = |step| allocate(&election, &Rule { step, ..Rule::USUAL }).map_err(|finding| finding.code.into_owned());
    assert_eq!(step(0), Err("voting-step-wrong".to_string()));
    let far = Election::of(1, vec![option(1 << 49)], vec![vec![(0, 1)]]).expect("dear");
    let small = allocate(&far, &Rule { step: 1, ..Rule::USUAL }).expect_err("a million million steps");
    assert_eq!(small.code, "voting-step-too-small");
}
