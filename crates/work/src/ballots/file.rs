//! A round as a `.pb` file for whoever wants to count again, and a `.pb` file of elsewhere counted by a rule. The file says
//! options, money and ballots, each under a number that only tells where it stands in the file: nothing of voters, codes or
//! groups.

use super::Setting;
use crate::{Project, Trouble};
use auyl_domain::amount::{TIYN, plain_scaled};
use auyl_domain::finding::Finding;
use auyl_domain::voting::pabulib::{self, File, Project as Listed, Vote, VoteType};
use auyl_domain::voting::round::Form;
use auyl_domain::voting::{Completion, Method, Outcome, Rule, allocate};
use auyl_domain::{Lang, Refusal};
use auyl_store::ballots::CLOSED;

/// The file of a round that is closed.
pub async fn write(project: &Project, setting: &Setting, lang: Lang) -> Result<String, Trouble> {
    if setting.box_state() != CLOSED {
        return Err(Refusal::of("ballot-round-not-open").into());
    }
    let round = setting.round();
    let ballots = project.store.ballots(&project.id, setting.id()).await?;
    let vote = |(at, ballot): (usize, &auyl_store::ballots::CountedBallot)| {
        let number = |text: &str| Some((text.parse::<u32>().ok()?.checked_sub(1)?, 1));
        let votes = ballot.vote.split_whitespace().filter_map(number);
        let votes = votes.filter(|(option, _)| (*option as usize) < setting.options.len()).collect();
        Vote { voter: (at + 1).to_string(), votes }
    };
    let (first, last) = round.days;
    let meta = [
        ("description", setting.record.words("title", lang).to_string()),
        ("country", "Kazakhstan".to_string()),
        ("unit", project.id.clone()),
        ("instance", setting.id().to_string()),
        ("rule", known_rule(&round.rule).to_string()),
        ("comment", whole_rule(&round.rule)?),
        ("date_begin", first.strftime(PB_DAY).to_string()),
        ("date_end", last.strftime(PB_DAY).to_string()),
    ];
    let costs = setting.costs();
    let listed = |(at, record): (usize, &auyl_domain::Record)| Listed {
        id: (at + 1).to_string(),
        cost: costs[at],
        name: record.words("title", lang).to_string(),
    };
    let file = File {
        meta: meta.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
        budget: round.envelope,
        vote_type: if round.form == Form::Ranking { VoteType::Ordinal } else { VoteType::Approval },
        projects: setting.options.iter().enumerate().map(listed).collect(),
        votes: ballots.iter().enumerate().map(vote).collect(),
    };
    Ok(file.write())
}

/// A day as Pabulib writes it.
const PB_DAY: &str = "%d.%m.%Y";

/// The rule in the words that Pabulib has for it.
fn known_rule(rule: &Rule) -> &'static str {
    let is_raised = !matches!(rule.completion, Completion::None | Completion::Utility);
    match (rule.method, is_raised, rule.comparison) {
        (Method::Greedy, ..) => "greedy",
        (Method::EqualShares, false, false) => "equalshares",
        (Method::EqualShares, false, true) => "equalshares-comparison",
        (Method::EqualShares, true, false) => "equalshares/add1",
        (Method::EqualShares, true, true) => "equalshares/add1-comparison",
    }
}

/// The whole rule, without which the same ballots elect other projects: Pabulib has no keys for it, so it is a comment.
fn whole_rule(rule: &Rule) -> Result<String, Trouble> {
    let serde_json::Value::Object(all) = serde_json::to_value(rule).map_err(Trouble::machine)? else {
        return Ok(String::new());
    };
    let step = plain_scaled(i64::try_from(rule.step).unwrap_or(i64::MAX), TIYN);
    let said = all.iter().map(|(key, value)| match (key.as_str(), value) {
        ("step", _) => format!("step {step}"),
        (key, serde_json::Value::String(word)) => format!("{key} {word}"),
        (key, value) => format!("{key} {value}"),
    });
    Ok(format!("#1: {}", said.collect::<Vec<_>>().join(", ")))
}

/// A file of elsewhere counted: what it says, what came of it, and what is wrong with it. Works off the caller's thread.
pub async fn count(
    name: String,
    bytes: Vec<u8>,
    rule: Rule,
) -> Result<(Option<(File, Outcome)>, Vec<Finding>), Trouble> {
    auyl_store::off_thread(move || {
        let (file, mut findings) = pabulib::read(&name, &bytes);
        let Some(file) = file else { return (None, findings) };
        match file.election().and_then(|election| allocate(&election, &rule)) {
            Ok(outcome) => (Some((file, outcome)), findings),
            Err(finding) => {
                findings.push(finding);
                (None, findings)
            }
        }
    })
    .await
}
