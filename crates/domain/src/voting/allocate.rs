//! Money given out by a rule: equal shares with their completions, or the most votes first; and the comparison of the two.

use super::rule::{Chosen, Compared, Completion, Left, Method, Outcome, Rule, Utility, Why};
use super::shares::{Run, Shares};
use super::{Election, MOST_MONEY};
use crate::finding::Finding;
use std::cmp::Ordering;

/// Raising everybody's part step by step ends after so many marks were looked at: some seconds of a computer;
const MOST_WORK: u64 = 2_000_000_000;
/// or after so many steps.
const MOST_STEPS: u64 = 200_000;

/// Gives the money out. The finding says that the step is nothing, or so small that there would be too many of them.
pub fn allocate(election: &Election, rule: &Rule) -> Result<Outcome, Finding> {
    let supporters = election.supporters();
    if rule.method == Method::Greedy {
        let chosen = greedy(election, rule.utility, &[]);
        let chosen = chosen.into_iter().map(|option| (option, Why::Votes)).collect();
        return Ok(told(election, rule, &supporters, Run { chosen, ..Run::default() }, None, 0));
    }
    let mut shares = Shares::of(election, rule.utility);
    let (mut run, raised) = completed(election, rule, &mut shares)?;
    if matches!(rule.completion, Completion::Utility | Completion::Add1Utility) {
        let already: Vec<usize> = run.chosen.iter().map(|(option, _)| *option).collect();
        let more = greedy(election, rule.utility, &already);
        run.chosen.extend(more.into_iter().map(|option| (option, Why::LeftOver)));
    }
    if !rule.comparison {
        return Ok(told(election, rule, &supporters, run, Some(&shares), raised));
    }
    let options: Vec<usize> = run.chosen.iter().map(|(option, _)| *option).collect();
    let compared = compare(election, rule.utility, &options);
    let is_beaten = compared.greedy > compared.shares;
    let mut outcome = match is_beaten {
        true => {
            let chosen = compared.greedy_options.iter().map(|option| (*option, Why::Votes)).collect();
            told(election, rule, &supporters, Run { chosen, ..Run::default() }, None, 0)
        }
        false => told(election, rule, &supporters, run, Some(&shares), raised),
    };
    outcome.compared = Some(compared);
    Ok(outcome)
}

/// Equal shares as far as raising goes; and how many times everybody's part was raised.
fn completed(election: &Election, rule: &Rule, shares: &mut Shares<'_>) -> Result<(Run, u64), Finding> {
    let (raises, exhaustive) = match rule.completion {
        Completion::None | Completion::Utility => (false, false),
        Completion::Add1 | Completion::Add1Utility => (true, false),
        Completion::Add1Exhaustive => (true, true),
    };
    if raises && (rule.step == 0 || rule.step > MOST_MONEY) {
        return Err(Finding::severe("voting-step-wrong"));
    }
    let supporters = election.supporters();
    let wanted: Vec<usize> = (0..supporters.len()).filter(|option| supporters[*option] > 0).collect();
    let most = MOST_STEPS.min(MOST_WORK / (shares.marks() as u64 + 1));
    let mut before: Option<Run> = None;
    for raised in 0.. {
        if raised > most {
            return Err(Finding::severe("voting-step-too-small").with("steps", most));
        }
        let run = shares.run(raised * rule.step);
        if run.spent > election.budget() {
            // The state of the voters is that of the run that counts, so that what they have left can be told.
            let back = raised.saturating_sub(1);
            return Ok((before.map(|_| shares.run(back * rule.step)).unwrap_or_default(), back));
        }
        if !raises || run.chosen.len() == wanted.len() || exhaustive && is_exhaustive(election, &wanted, &run) {
            return Ok((run, raised));
        }
        before = Some(run);
    }
    Ok(Default::default())
}

/// Whether nothing that somebody wants fits beside what was chosen.
fn is_exhaustive(election: &Election, wanted: &[usize], run: &Run) -> bool {
    let rest = election.budget() - run.spent;
    let is_chosen = |option: &usize| run.chosen.iter().any(|(chosen, _)| chosen == option);
    wanted.iter().filter(|option| !is_chosen(option)).all(|option| election.options()[*option].cost > rest)
}

/// What fits beside what was chosen already, by utility for its cost; what nobody wants is not taken.
fn greedy(election: &Election, utility: Utility, already: &[usize]) -> Vec<usize> {
    let mut worth = vec![0_u64; election.options().len()];
    for ballots in election.ballots() {
        for (option, points) in &ballots.votes {
            let points = if utility == Utility::Points { u64::from(*points) } else { 1 };
            worth[*option as usize] += points * u64::from(ballots.count);
        }
    }
    let ranks = election.tie_ranks();
    let cost = |option: usize| u128::from(election.options()[option].cost);
    // Worth for cost; of cost's own utility the cost cancels out. What costs nothing goes first.
    let better = |a: &usize, b: &usize| -> Ordering {
        let (of_a, of_b) = (u128::from(worth[*a]), u128::from(worth[*b]));
        let by_worth = match (cost(*a), cost(*b)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            _ if utility == Utility::Cost => of_b.cmp(&of_a),
            (cost_a, cost_b) => (of_b * cost_a).cmp(&(of_a * cost_b)),
        };
        by_worth.then(ranks[*a].cmp(&ranks[*b]))
    };
    let mut order: Vec<usize> = (0..worth.len()).filter(|at| worth[*at] > 0 && !already.contains(at)).collect();
    order.sort_by(better);
    let spent: u64 = already.iter().map(|at| election.options()[*at].cost).sum();
    let mut rest = election.budget().saturating_sub(spent);
    let mut chosen = Vec::new();
    for option in order {
        let cost = election.options()[option].cost;
        if cost <= rest {
            rest -= cost;
            chosen.push(option);
        }
    }
    chosen
}

/// How many voters have more of these options than of the greedy ones, and the other way round.
fn compare(election: &Election, utility: Utility, options: &[usize]) -> Compared {
    let greedy_options = greedy(election, utility, &[]);
    let is_in = |set: &[usize]| -> Vec<bool> {
        let mut marks = vec![false; election.options().len()];
        set.iter().for_each(|option| marks[*option] = true);
        marks
    };
    let (ours, theirs) = (is_in(options), is_in(&greedy_options));
    let mut compared = Compared { shares: 0, greedy: 0, greedy_options };
    for ballots in election.ballots() {
        let has = |marks: &[bool]| -> u128 {
            let of = |(option, points): &(u32, u32)| match utility {
                Utility::Cost => u128::from(election.options()[*option as usize].cost),
                Utility::Count => 1,
                Utility::Points => u128::from(*points),
            };
            ballots.votes.iter().filter(|(option, _)| marks[*option as usize]).map(of).sum()
        };
        let count = u64::from(ballots.count);
        match has(&ours).cmp(&has(&theirs)) {
            Ordering::Greater => compared.shares += count,
            Ordering::Less => compared.greedy += count,
            Ordering::Equal => {}
        }
    }
    compared
}

fn told(
    election: &Election,
    rule: &Rule,
    supporters: &[u64],
    run: Run,
    shares: Option<&Shares<'_>>,
    raised: u64,
) -> Outcome {
    let is_chosen = |option: &usize| run.chosen.iter().any(|(chosen, _)| chosen == option);
    let left = |option: usize| {
        let money = shares.map(|shares| shares.left_of(option));
        Left { option, supporters: supporters[option], money }
    };
    Outcome {
        rule: *rule,
        left: (0..supporters.len()).filter(|option| !is_chosen(option)).map(left).collect(),
        spent: run.chosen.iter().map(|(option, _)| election.options()[*option].cost).sum(),
        chosen: run
            .chosen
            .into_iter()
            .map(|(option, why)| Chosen { option, supporters: supporters[option], why })
            .collect(),
        raised,
        ties: run.ties,
        compared: None,
    }
}
