//! A `.pb` file of elsewhere, counted by a rule that is chosen. Nothing is kept.

use super::said_here;
use super::sheet::Word;
use super::told::{given_out, rule_said, why};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::files::take;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::BALLOT_ROUND;
use auyl_domain::voting::pabulib::{MOST_BYTES, VoteType};
use auyl_domain::voting::{Rule, Utility};
use auyl_domain::{Refusal, amount};
use auyl_work::ballots::file;
use axum::extract::Request;
use axum::http::StatusCode;

/// Lists of the catalogue from which a rule is chosen.
const LISTS: [&str; 3] = ["ballot_method", "ballot_utility", "ballot_completion"];
/// What is chosen in them at first: the words of [`Rule::USUAL`].
const USUAL: [&str; 3] = ["equal_shares", "cost", "add1_utility"];

#[derive(Template)]
#[template(path = "ballots/count.html")]
struct CountPage {
    frame: Frame,
    back: String,
    action: String,
    lists: Vec<(&'static str, String, Vec<Word>)>,
    step: String,
    compares: bool,
    findings: Vec<(String, String)>,
    counted: Option<Counted>,
}

/// The rule that was asked for, as it was typed: it stays in the form.
struct Asked {
    words: [String; 3],
    step: String,
    compares: bool,
}

impl Asked {
    fn usual() -> Asked {
        Asked { words: USUAL.map(str::to_string), step: "1".into(), compares: false }
    }
}

struct Counted {
    name: String,
    about: Vec<(String, String)>,
    sentences: Vec<String>,
    projects: Vec<Project>,
}

struct Project {
    name: String,
    cost: String,
    votes: String,
    is_chosen: bool,
    why: String,
}

fn must(here: &Here) -> Result<()> {
    match here.must(Action::See, Some(here.register(BALLOT_ROUND)?))? {
        Verdict::PublicFields => Err(Refusal::of("not-allowed").into()),
        _ => Ok(()),
    }
}

/// Asks for the file.
pub async fn ask(here: Here) -> Result {
    must(&here)?;
    render(&here, StatusCode::OK, &Asked::usual(), Vec::new(), None)
}

/// Counts it.
pub async fn count(here: Here, request: Request) -> Result {
    must(&here)?;
    let app = here.app.clone();
    let arrived = take(request, &app).await?;
    let typed = |name: &str| arrived.texts.get(name).map(String::as_str).unwrap_or_default().trim();
    let asked = Asked {
        words: LISTS.map(|list| typed(list).to_string()),
        step: typed("step").to_string(),
        compares: !typed("comparison").is_empty(),
    };
    let none = || vec![(here.say.t("ballots-count-no-file"), String::new())];
    let Some(sent) = arrived.files.into_iter().next() else {
        return render(&here, StatusCode::UNPROCESSABLE_ENTITY, &asked, none(), None);
    };
    let Ok(arriving) = sent.file else { return render(&here, StatusCode::UNPROCESSABLE_ENTITY, &asked, none(), None) };
    let size = tokio::fs::metadata(&arriving.path).await.map_err(Stop::machine)?.len();
    if size > MOST_BYTES as u64 {
        return Err(Refusal::of("request-too-large")
            .with("limit", crate::pages::files::limit(MOST_BYTES as u64))
            .into());
    }
    let bytes = tokio::fs::read(&arriving.path).await.map_err(Stop::machine)?;
    let [method, utility, completion] = asked.words.clone().map(serde_json::Value::String);
    let usual = Rule::USUAL;
    let step = match asked.step.as_str() {
        "" => usual.step,
        // What cannot be read is no step, and the count says so.
        typed => amount::read_scaled(typed, amount::TIYN).and_then(|step| u64::try_from(step).ok()).unwrap_or_default(),
    };
    let rule = Rule {
        method: serde_json::from_value(method).unwrap_or(usual.method),
        utility: serde_json::from_value(utility).unwrap_or(usual.utility),
        completion: serde_json::from_value(completion).unwrap_or(usual.completion),
        step,
        comparison: asked.compares,
    };
    let (found, findings) = file::count(sent.name.clone(), bytes, rule).await?;
    let told = findings.iter().map(|finding| (finding.spot.to_string(), said_here(&here, finding))).collect();
    let Some((pb, outcome)) = found else { return render(&here, StatusCode::UNPROCESSABLE_ENTITY, &asked, told, None) };
    let mut about = rule_said(&here.say, &here.app.catalogue, &outcome.rule);
    let is_points = matches!(pb.vote_type, VoteType::Cumulative | VoteType::Scoring);
    if is_points && outcome.rule.utility != Utility::Points {
        about.push((here.say.t("ballots-count-points"), here.say.t("ballots-count-points-how")));
    }
    about.push((here.say.t("ballots-rule-raised"), here.say.number(outcome.raised)));
    about.push((here.say.t("ballots-rule-budget"), here.say.money(pb.budget as i64)));
    about.push((here.say.t("ballots-count-ballots"), here.say.number(pb.votes.len())));
    let name = |option: usize| {
        let of = &pb.projects[option];
        if of.name.is_empty() { of.id.clone() } else { format!("{} {}", of.id, of.name) }
    };
    let named =
        |options: &[usize]| options.iter().map(|option| format!("«{}»", name(*option))).collect::<Vec<_>>().join(", ");
    let chosen = outcome.chosen.iter().map(|of| (of.option, of.supporters));
    let left = outcome.left.iter().map(|of| (of.option, of.supporters));
    let project = |(option, supporters): (usize, u64)| {
        let cost = pb.projects[option].cost;
        let (is_chosen, why) = why(&here.say, Some(&outcome), option, cost);
        let (cost, votes) = (here.say.money(cost as i64), here.say.number(supporters));
        Project { name: name(option), cost, votes, is_chosen, why }
    };
    let sentences = given_out(&here.say, pb.budget, pb.votes.len() as u64, &outcome, &named);
    let projects = chosen.chain(left).map(project).collect();
    let counted = Counted { name: sent.name, about, sentences, projects };
    render(&here, StatusCode::OK, &asked, told, Some(counted))
}

fn render(
    here: &Here,
    status: StatusCode,
    asked: &Asked,
    findings: Vec<(String, String)>,
    counted: Option<Counted>,
) -> Result {
    let list = |id: &'static str| {
        let all = here.app.catalogue.choices(id).map(|list| list.all.as_slice()).unwrap_or_default();
        let words = all
            .iter()
            .map(|choice| (choice.id.clone(), here.say.words(&choice.label), asked.words.contains(&choice.id)));
        (id, here.say.t(&format!("ballots-rule-{}", id.trim_start_matches("ballot_"))), words.collect())
    };
    page_with(
        status,
        &CountPage {
            frame: here.frame("vote-count", here.say.t("ballots-count")),
            back: format!("{}/votes", here.root()),
            action: format!("{}/votes/count", here.root()),
            lists: LISTS.into_iter().map(list).collect(),
            step: asked.step.clone(),
            compares: asked.compares,
            findings,
            counted,
        },
    )
}
