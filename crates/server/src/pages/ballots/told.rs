//! A result as people read it: who could vote and did, every option with its place and its reason, ties named, what each group
//! put first, the rule by which money was given out; as sentences, tables and a chart.

use crate::say::Say;
use auyl_domain::Quantity;
use auyl_domain::voting::round::{Form, Round};
use auyl_domain::voting::{Completion, Method, Outcome, Rule, Utility, Why};
use auyl_domain::{Catalogue, Record, amount};
use auyl_reports::chart::{Amount, Bars, Chart, Frame, Row};
use auyl_work::ballots::{Setting, Votes};

/// A group, how many ballots it cast, and what it put first.
pub type First = (String, String, String);

/// A result.
pub struct Told {
    /// How many voted.
    pub turnout: String,
    /// What else is to be said: blank ballots, ties, who beats all, the comparison, money left.
    pub sentences: Vec<String>,
    /// The rule by which money was given out: label and words.
    pub rule: Vec<(String, String)>,
    /// The chart.
    pub svg: String,
    /// What the number of each option is: votes or points.
    pub unit: String,
    /// The options by place.
    pub lines: Vec<Line>,
    /// Whether money is given out.
    pub is_budget: bool,
    /// Whether it is about ranks.
    pub is_ranking: bool,
    /// What groups put first: heading and lines.
    pub groups: Vec<(String, Vec<First>)>,
    /// The result as a paper: language, DOCX, PDF; for the team only.
    pub papers: Vec<(&'static str, String, String)>,
}

/// An option.
pub struct Line {
    /// Its place.
    pub place: usize,
    /// Its number in the published list.
    pub number: usize,
    /// What it is.
    pub title: String,
    /// Votes or points.
    pub points: String,
    /// Ballots that name it first.
    pub first: String,
    /// What it costs.
    pub cost: String,
    /// Whether it was chosen.
    pub is_chosen: bool,
    /// Why it was, or was not.
    pub why: String,
}

/// Says a result.
pub fn told(say: &Say, catalogue: &Catalogue, setting: &Setting, votes: &Votes) -> Told {
    let round = setting.round();
    let title = |at: usize| {
        let title = setting.options.get(at).map_or("", |record: &Record| record.words("title", say.lang));
        if title.is_empty() { format!("№ {}", at + 1) } else { title.to_string() }
    };
    let named = |options: &[usize]| {
        let names = options.iter().map(|at| format!("«{}»", title(*at)));
        names.collect::<Vec<_>>().join(", ")
    };
    let is_ranking = round.form == Form::Ranking;
    let line = |counted: &auyl_domain::voting::tally::Counted| {
        let at = counted.option;
        let cost = votes.options.get(at).map_or(0, |option| option.cost);
        let (is_chosen, why) = why(say, votes.outcome.as_ref(), at, cost);
        Line {
            place: counted.place,
            number: at + 1,
            title: title(at),
            points: say.number(counted.points),
            first: say.number(counted.first),
            cost: if round.is_budget { say.money(cost as i64) } else { String::new() },
            is_chosen,
            why,
        }
    };
    let unit = say.t(if is_ranking { "ballots-points" } else { "ballots-votes" });
    let mut sentences = match &votes.outcome {
        Some(outcome) => given_out(say, round.envelope, votes.ballots(), outcome, &named),
        None => Vec::new(),
    };
    if votes.tally.blank > 0 {
        sentences.push(say.n("ballots-blank", votes.tally.blank));
    }
    for (place, options) in votes.tally.ties() {
        sentences.push(say.with("ballots-tie", &[("n", place.to_string()), ("options", named(&options))]));
    }
    sentences.extend(votes.tally.beats_all.map(|at| say.name("ballots-beats-all", title(at))));
    for (reason, n) in &votes.refused {
        sentences.push(say.n(&format!("ballots-refused-{}", reason.trim_start_matches("ballot-")), n));
    }
    let row = |counted: &auyl_domain::voting::tally::Counted| Row {
        label: format!("{}. {}", counted.place, title(counted.option)),
        values: vec![Amount::of(Quantity::Number(counted.points as i64), say.number(counted.points))],
        total: String::new(),
    };
    let bars = Bars {
        heading: say.t("ballots-option"),
        series: vec![unit.clone()],
        stacked: false,
        rows: votes.tally.options.iter().map(row).collect(),
    };
    let turnout = turnout(say, votes);
    let chart_title = say.t("ballots-result");
    let frame = Frame { id: "votes", title: &chart_title, about: &turnout, lang: say.lang, standalone: false };
    Told {
        svg: bars.svg(&frame),
        turnout,
        sentences,
        rule: votes.outcome.as_ref().map(|outcome| rule(say, catalogue, &round, outcome)).unwrap_or_default(),
        unit,
        lines: votes.tally.options.iter().map(line).collect(),
        is_budget: round.is_budget,
        is_ranking,
        groups: groups(say, votes, &named),
        papers: Vec::new(),
    }
}

/// What the money paid for, everybody's part, ties that were broken and the comparison, each in a sentence.
pub fn given_out(
    say: &Say,
    envelope: u64,
    ballots: u64,
    outcome: &Outcome,
    named: &dyn Fn(&[usize]) -> String,
) -> Vec<String> {
    let money = |tiyn: u64| say.money(i64::try_from(tiyn).unwrap_or(i64::MAX));
    let rest = envelope.saturating_sub(outcome.spent);
    let args = [("spent", money(outcome.spent)), ("all", money(envelope)), ("rest", money(rest))];
    let mut sentences = vec![say.with("ballots-spent", &args)];
    sentences.extend(parts(say, envelope, ballots, outcome));
    sentences.extend(outcome.ties.iter().map(|tie| say.name("ballots-tie-broken", named(&tie.options))));
    if let Some(compared) = &outcome.compared {
        let args = [("shares", say.number(compared.shares)), ("greedy", say.number(compared.greedy))];
        let is_greedy = compared.greedy > compared.shares;
        sentences.push(say.with(if is_greedy { "ballots-compared-greedy" } else { "ballots-compared-shares" }, &args));
    }
    sentences
}

/// How much everybody's part was, and how far it was raised on paper so that less money stays: without it the sums beside the
/// options seem to contradict the money there is.
fn parts(say: &Say, envelope: u64, ballots: u64, outcome: &Outcome) -> Option<String> {
    let ballots = Some(ballots).filter(|n| *n > 0 && outcome.rule.method == Method::EqualShares)?;
    let part = envelope / ballots;
    let step = outcome.rule.step;
    let raised = part.saturating_add(outcome.raised.saturating_mul(step));
    let money = |tiyn: u64| say.money(i64::try_from(tiyn).unwrap_or(i64::MAX));
    let args = [("part", money(part)), ("raised", money(raised)), ("next", money(raised.saturating_add(step)))];
    let is_all = outcome.left.iter().all(|left| left.supporters == 0);
    let key = match (outcome.raised, outcome.rule.completion) {
        (0, _) => "ballots-part",
        _ if is_all => "ballots-part-raised-to-all",
        (_, Completion::Add1Exhaustive) => "ballots-part-raised-till-full",
        _ => "ballots-part-raised",
    };
    Some(say.with(key, &args))
}

/// Who could vote and did.
fn turnout(say: &Say, votes: &Votes) -> String {
    let n = votes.ballots();
    let share = |of: i64| amount::shown_share(n as i64, of, say.lang).unwrap_or_else(|| "–".into());
    let codes = [
        ("n", n.to_string()),
        ("shown", say.number(n)),
        ("codes", say.number(votes.codes)),
        ("share", share(votes.codes)),
    ];
    let said = say.with("ballots-turnout", &codes);
    match votes.electorate {
        Some(all) => {
            let args = [("all", say.number(all)), ("share", share(all))];
            format!("{said} {}", say.with("ballots-turnout-of-all", &args))
        }
        None => said,
    }
}

/// Whether an option was chosen, and the reason in a sentence.
pub fn why(say: &Say, outcome: Option<&Outcome>, option: usize, cost: u64) -> (bool, String) {
    let Some(outcome) = outcome else { return (false, String::new()) };
    let money = |tiyn: u64| say.money(tiyn as i64);
    if let Some(chosen) = outcome.chosen.iter().find(|chosen| chosen.option == option) {
        let why = match &chosen.why {
            Why::Free => say.t("ballots-why-free"),
            Why::Shares { payers, price, poorer } => {
                let args = [
                    ("n", payers.to_string()),
                    ("shown", say.number(payers)),
                    ("price", money(*price)),
                    ("poorer", say.number(poorer)),
                ];
                say.with(if *poorer > 0 { "ballots-why-shares-poorer" } else { "ballots-why-shares" }, &args)
            }
            Why::LeftOver => say.t("ballots-why-left-over"),
            Why::Votes => say.n("ballots-why-votes", chosen.supporters),
        };
        return (true, why);
    }
    let left = outcome.left.iter().find(|left| left.option == option);
    let why = left.map(|left| match left.money {
        _ if left.supporters == 0 => say.t("ballots-why-nobody"),
        Some(had) if had < cost => say.with("ballots-why-not", &[("had", money(had)), ("cost", money(cost))]),
        _ => say.t("ballots-why-not-fitting"),
    });
    (false, why.unwrap_or_default())
}

/// What was agreed before the count.
pub fn rule(say: &Say, catalogue: &Catalogue, round: &Round<'_>, outcome: &Outcome) -> Vec<(String, String)> {
    let mut lines = rule_said(say, catalogue, &outcome.rule);
    if outcome.rule.method == Method::EqualShares {
        lines.push((say.t("ballots-rule-raised"), say.number(outcome.raised)));
    }
    lines.push((say.t("ballots-rule-budget"), say.money(round.envelope as i64)));
    lines
}

/// The words of a rule.
pub fn rule_said(say: &Say, catalogue: &Catalogue, rule: &Rule) -> Vec<(String, String)> {
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
    };
    let label = |list: &str, word: String| catalogue.label(list, &word, say.lang);
    let mut lines =
        vec![(say.t("ballots-rule-method"), label("ballot_method", word(serde_json::to_value(rule.method))))];
    if rule.utility != Utility::Points {
        lines.push((say.t("ballots-rule-utility"), label("ballot_utility", word(serde_json::to_value(rule.utility)))));
    }
    if rule.method == Method::EqualShares {
        let completion = label("ballot_completion", word(serde_json::to_value(rule.completion)));
        lines.push((say.t("ballots-rule-completion"), completion));
        if !matches!(rule.completion, Completion::None | Completion::Utility) {
            lines.push((say.t("ballots-rule-step"), say.money(rule.step as i64)));
        }
        let compared = if rule.comparison { "web-yes" } else { "web-no" };
        lines.push((say.t("ballots-rule-comparison"), say.t(compared)));
    }
    lines.push((say.t("ballots-rule-ties"), say.t("ballots-rule-ties-how")));
    lines
}

/// What groups put first.
fn groups(say: &Say, votes: &Votes, named: &dyn Fn(&[usize]) -> String) -> Vec<(String, Vec<First>)> {
    let mut all: Vec<(String, Vec<First>)> = Vec::new();
    for group in &votes.groups {
        let heading = say.t(&format!("ballots-by-{}", group.by.replace('_', "-")));
        let key = match group.by.as_str() {
            _ if group.key.is_empty() => say.t("ballots-not-said"),
            "batch" => group.key.clone(),
            list => say.label(list, &group.key),
        };
        let line = match group.ballots {
            Some(n) => (key, say.number(n), named(&group.first)),
            None => (key, say.t("waves-few"), "–".to_string()),
        };
        match all.last_mut().filter(|(known, _)| *known == heading) {
            Some((_, lines)) => lines.push(line),
            None => all.push((heading, vec![line])),
        }
    }
    all
}
