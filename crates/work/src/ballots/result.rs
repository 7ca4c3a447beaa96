//! What came of a round, kept as it was counted: who could vote and did, every option with its place, ties, what each group put
//! first, what the money pays for and why. Groups that are too small to be shown are never kept.

use auyl_domain::finding::Finding;
use auyl_domain::statistics::Shown;
use auyl_domain::statistics::withheld::for_public;
use auyl_domain::voting::round::Round;
use auyl_domain::voting::tally::Tally;
use auyl_domain::voting::{Choice, Election, Outcome, allocate};
use auyl_store::ballots::{Batch, CountedBallot};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An option as it was voted on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// Id of its record.
    pub id: String,
    /// What it costs, in tiyn.
    pub cost: u64,
}

/// What a group put first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// By what it is a group: `batch`, or a field that voters may say of themselves.
    pub by: String,
    /// Which: the title of a batch, or a word of the list.
    pub key: String,
    /// Ballots of the group; none where there are too few to be shown.
    pub ballots: Option<u64>,
    /// Its first options, as many as tie there; none where they are not shown.
    pub first: Vec<usize>,
    /// Votes or points of the first.
    pub points: u64,
}

/// The result of a round.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Votes {
    /// Codes handed out.
    pub codes: i64,
    /// Who was entitled, where it was recorded.
    pub electorate: Option<i64>,
    /// Ballots whose words nobody could read: none, unless the list of options was changed from outside.
    pub unreadable: u64,
    /// The options in the order of the published list.
    pub options: Vec<Listed>,
    /// Votes, points, places.
    pub tally: Tally,
    /// What the money pays for, and why; none where none is given out.
    pub outcome: Option<Outcome>,
    /// What each group put first.
    pub groups: Vec<Group>,
    /// Ballots that came and did not count, by reason.
    pub refused: Vec<(String, i64)>,
}

/// What is counted.
pub struct Counted<'a> {
    /// The round.
    pub round: &'a Round<'a>,
    /// Ids and costs of the options.
    pub options: Vec<Listed>,
    /// The batches.
    pub batches: &'a [Batch],
    /// The ballots.
    pub ballots: &'a [CountedBallot],
    /// Ballots that did not count.
    pub refused: Vec<(String, i64)>,
}

/// Counts. The finding says why the money cannot be given out.
pub fn count(counted: Counted<'_>) -> Result<Votes, Finding> {
    let Counted { round, options, batches, ballots, refused } = counted;
    let read = |ballot: &CountedBallot| -> Option<Vec<(u32, u32)>> {
        let number = |text: &str| {
            let number = text.parse::<u32>().ok()?.checked_sub(1)?;
            ((number as usize) < options.len()).then_some((number, 1))
        };
        ballot.vote.split_whitespace().map(number).collect()
    };
    let votes: Vec<Option<Vec<(u32, u32)>>> = ballots.iter().map(read).collect();
    let election = |of: &mut dyn Iterator<Item = Vec<(u32, u32)>>| {
        let choices = options.iter().map(|option| Choice { id: option.id.clone(), cost: option.cost });
        Election::of(round.envelope, choices.collect(), of)
    };
    let whole = election(&mut votes.iter().flatten().cloned())?;
    let counting = round.form.counting();
    let outcome = match round.is_budget {
        true => Some(allocate(&whole, &round.rule)?),
        false => None,
    };
    let mut groups = Vec::new();
    for by in std::iter::once("batch").chain(super::cast::TOLD) {
        let mut of: BTreeMap<String, Vec<Vec<(u32, u32)>>> = BTreeMap::new();
        for (ballot, vote) in ballots.iter().zip(&votes) {
            let key = match by {
                "batch" => batches.iter().find(|batch| batch.number == ballot.batch).map(|batch| batch.title.clone()),
                field => serde_json::from_str::<BTreeMap<String, String>>(&ballot.told)
                    .ok()
                    .map(|mut told| told.remove(field).unwrap_or_default()),
            };
            if let Some(vote) = vote {
                of.entry(key.unwrap_or_default()).or_default().push(vote.clone());
            }
        }
        // One group alone tells nothing beside the whole.
        if of.len() < 2 {
            continue;
        }
        let shown = for_public(of.values().map(|votes| (votes.len() as u64, ())).collect());
        for ((key, votes), shown) in of.into_iter().zip(shown) {
            groups.push(match shown {
                Shown::Value(()) => {
                    let n = votes.len() as u64;
                    group(by, key, n, &Tally::of(&election(&mut votes.into_iter())?, counting))
                }
                Shown::Suppressed => Group { by: by.into(), key, ballots: None, first: Vec::new(), points: 0 },
            });
        }
    }
    Ok(Votes {
        codes: batches.iter().map(|batch| batch.handed).sum(),
        electorate: round.record.number("electorate"),
        unreadable: votes.iter().filter(|vote| vote.is_none()).count() as u64,
        tally: Tally::of(&whole, counting),
        options,
        outcome,
        groups,
        refused,
    })
}

fn group(by: &str, key: String, ballots: u64, tally: &Tally) -> Group {
    let best = tally.options.first().map_or(0, |counted| counted.points);
    let first = tally.options.iter().take_while(|counted| counted.points == best && best > 0);
    Group { by: by.into(), key, ballots: Some(ballots), first: first.map(|of| of.option).collect(), points: best }
}

impl Votes {
    /// Ballots that count.
    pub fn ballots(&self) -> u64 {
        self.tally.ballots
    }
}
