//! The life of a round: opened, closed, counted, published; and its result taken over by the registers, through the one door.
//! A box that is closed takes no ballots, so what is counted then is counted the same whenever it is counted again.

use super::result::{Counted, Listed, Votes, count};
use super::{CLOSED, OPEN, PUBLISHED, Setting};
use crate::edit::{Change, Changed, change, draft_of};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::Refusal;
use auyl_domain::amount::{TIYN, plain_scaled};
use auyl_domain::finding::Finding;
use auyl_domain::record::Record;
use auyl_domain::register::STATE;
use auyl_domain::views::BALLOT_ROUND;
use auyl_store::ballots;

/// Opens a round: from now on its list is what it is, and its codes are taken.
pub async fn open(project: &Project, setting: &Setting, doing: &Doing) -> Result<Vec<Finding>, Trouble> {
    if setting.options.len() < 2 {
        return Err(Refusal::of("ballot-round-without-options").into());
    }
    let ids: Vec<&str> = setting.options.iter().map(|record| record.id.as_str()).collect();
    let options = serde_json::to_string(&ids).map_err(Trouble::machine)?;
    let mut tx = project.store.begin(&project.id).await?;
    let turn = (ballots::PREPARED, ballots::OPEN);
    if !tx.turn_ballot_box(setting.id(), turn, &options).await? {
        let code = if setting.ballot_box.is_none() { "ballot-round-without-codes" } else { "ballot-round-over" };
        return Err(Refusal::of(code).into());
    }
    tx.log("voting-opened", (BALLOT_ROUND, setting.id()), "", &doing.actor, &doing.at).await?;
    tx.commit().await?;
    write(project, &setting.record, &[(STATE, OPEN.to_string())], doing).await
}

/// Closes a round and counts it.
pub async fn close(project: &Project, setting: &Setting, doing: &Doing) -> Result<Vec<Finding>, Trouble> {
    let mut tx = project.store.begin(&project.id).await?;
    if tx.turn_ballot_box(setting.id(), (ballots::OPEN, ballots::CLOSED), "").await? {
        tx.log("voting-closed", (BALLOT_ROUND, setting.id()), "", &doing.actor, &doing.at).await?;
        tx.commit().await?;
    }
    finish(project, setting.id(), doing).await
}

/// Counts a round that is closed, and writes what came of it to its record and to the proposals.
pub async fn finish(project: &Project, id: &str, doing: &Doing) -> Result<Vec<Finding>, Trouble> {
    let setting = Setting::of(project, id).await?;
    if setting.box_state() != ballots::CLOSED {
        return Err(Refusal::of("ballot-round-not-open").into());
    }
    let votes = match votes(project, &setting).await? {
        Ok(votes) => votes,
        Err(finding) => return Ok(vec![finding]),
    };
    let kept = serde_json::to_string(&votes).map_err(Trouble::machine)?;
    let mut tx = project.store.begin(&project.id).await?;
    tx.keep_ballot_result(id, &kept).await?;
    let detail = format!("ballots {} of {}", votes.ballots(), votes.codes);
    tx.log("votes-counted", (BALLOT_ROUND, id), &detail, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    let mut changes = vec![("codes", votes.codes.to_string()), ("ballots", votes.ballots().to_string())];
    if let Some(outcome) = &votes.outcome {
        changes.push(("spent", plain_scaled(outcome.spent as i64, TIYN)));
    }
    if setting.round().state() == OPEN {
        changes.push((STATE, CLOSED.to_string()));
    }
    let mut findings = write(project, &setting.record, &changes, doing).await?;
    let Some(outcome) = &votes.outcome else { return Ok(findings) };
    for counted in &votes.tally.options {
        let proposal = &setting.options[counted.option];
        if proposal.since == 0 || !["admitted", "chosen", "not_chosen"].contains(&proposal.text(STATE)) {
            continue;
        }
        let is_chosen = outcome.chosen.iter().any(|chosen| chosen.option == counted.option);
        let state = if is_chosen { "chosen" } else { "not_chosen" };
        let changes = [("votes", counted.points.to_string()), (STATE, state.to_string())];
        findings.extend(write(project, proposal, &changes, doing).await?);
    }
    Ok(findings)
}

/// Counts without keeping anything.
async fn votes(project: &Project, setting: &Setting) -> Result<Result<Votes, Finding>, Trouble> {
    let batches = project.store.ballot_batches(&project.id, setting.id()).await?;
    let ballots = project.store.ballots(&project.id, setting.id()).await?;
    let refused = project.store.ballots_refused(&project.id, setting.id()).await?;
    let costs = setting.costs();
    let listed = |(record, cost): (&Record, u64)| Listed { id: record.id.to_string(), cost };
    let options: Vec<Listed> = setting.options.iter().zip(costs).map(listed).collect();
    let record = setting.record.clone();
    auyl_store::off_thread(move || {
        let round = auyl_domain::voting::round::Round::of(&record)?;
        Some(count(Counted { round: &round, options, batches: &batches, ballots: &ballots, refused }))
    })
    .await?
    .ok_or_else(|| Trouble::machine("a round that is none"))
}

/// Lets everybody read the result.
pub async fn publish(project: &Project, setting: &Setting, doing: &Doing) -> Result<Vec<Finding>, Trouble> {
    if setting.votes().is_none() || setting.round().state() != CLOSED {
        return Err(Refusal::of("ballot-round-not-open").into());
    }
    write(project, &setting.record, &[(STATE, PUBLISHED.to_string())], doing).await
}

/// The priority that a place gives: the first third is high, the second middle, the rest and what nobody named low.
fn priority(place: usize, points: u64, of: usize) -> &'static str {
    match place {
        _ if points == 0 => "low",
        place if place * 3 <= of.max(3) => "high",
        place if place * 3 <= 2 * of => "middle",
        _ => "low",
    }
}

/// Takes the result over as the priority of the problems; gives how many have another one now.
pub async fn take_priorities(project: &Project, setting: &Setting, doing: &Doing) -> Result<usize, Trouble> {
    let Some(votes) = setting.votes().filter(|_| !setting.round().is_budget) else {
        return Err(Refusal::of("ballot-round-not-open").into());
    };
    let mut changed = 0;
    for counted in &votes.tally.options {
        let problem = &setting.options[counted.option];
        let priority = priority(counted.place, counted.points, votes.options.len());
        if problem.since == 0 || problem.text("priority") == priority {
            continue;
        }
        let found = write(project, problem, &[("priority", priority.to_string())], doing).await?;
        changed += usize::from(!auyl_domain::finding::has_severe(&found));
    }
    Ok(changed)
}

/// Changes fields of a record through the one door.
async fn write(
    project: &Project,
    record: &Record,
    fields: &[(&str, String)],
    doing: &Doing,
) -> Result<Vec<Finding>, Trouble> {
    let register = project.register(&record.register)?;
    let mut draft = draft_of(register, record);
    for (field, text) in fields {
        draft.fields.insert(field.to_string(), text.clone());
    }
    let change_of = Change { register: &register.id, draft, base: Some(record.since), silent: &[] };
    Ok(match change(project, change_of, Faulty::RefuseFile, doing).await? {
        Changed::Saved { findings, .. } | Changed::Refused { findings } => findings,
        Changed::Unchanged { .. } => Vec::new(),
        Changed::Conflict { .. } => vec![Finding::severe("ballot-record-contested").with("id", &record.id)],
    })
}

#[cfg(test)]
mod tests {
    use super::priority;

    #[test]
    fn the_first_third_is_high_and_what_nobody_named_is_low() {
        let of_six: Vec<&str> = (1..=6).map(|place| priority(place, 1, 6)).collect();
        assert_eq!(of_six, ["high", "high", "middle", "middle", "low", "low"]);
        assert_eq!((priority(1, 3, 2), priority(2, 1, 2), priority(1, 0, 2)), ("high", "low", "low"));
    }
}
