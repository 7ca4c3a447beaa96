//! One vote: its codes by batches, its life, and its result once it is counted.

use super::told::{Told, told};
use super::{file as attachment, said_here};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::register::STATE;
use auyl_domain::views::{BALLOT, BALLOT_ROUND, PROBLEM};
use auyl_domain::{Finding, Lang, Refusal};
use auyl_reports::ballot_sheet::Layout;
use auyl_store::ballots::{self as boxes, Batch};
use auyl_work::ballots::{self, CLOSED, DRAFT, OPEN, PUBLISHED, Setting, codes as paper, count};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "ballots/round.html")]
struct RoundPage {
    frame: Frame,
    root: String,
    here: String,
    record: String,
    title: String,
    state: String,
    about: Vec<(String, String)>,
    options: Vec<(String, String)>,
    batches: Vec<Line>,
    totals: String,
    may_manage: bool,
    may_type: bool,
    may_prioritise: bool,
    can_print: bool,
    can_open: bool,
    can_close: bool,
    can_count: bool,
    can_publish: bool,
    is_open: bool,
    has_file: bool,
    open_page: Option<String>,
    most: usize,
    told: Option<Told>,
    wrong: Vec<String>,
}

struct Line {
    batch: Batch,
    said: String,
    is_open: bool,
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    render(&here, &id, Vec::new()).await
}

async fn render(here: &Here, id: &str, wrong: Vec<String>) -> Result {
    let register = here.register(BALLOT_ROUND)?;
    let verdict = here.must(Action::See, Some(register))?;
    let setting = Setting::of(&here.project, id).await?;
    let round = setting.round();
    let (state, is_whole) = (round.state(), verdict != Verdict::PublicFields);
    if !is_whole && state == DRAFT {
        return Err(Refusal::of("page-missing").into());
    }
    let batches = match is_whole {
        true => here.project.store.ballot_batches(&here.project.id, id).await?,
        false => Vec::new(),
    };
    let votes = setting.votes().filter(|_| is_whole || state == PUBLISHED);
    let box_state = setting.box_state();
    let may_manage = here.can(Action::Change, Some(register));
    let problems = here.project.catalogue.register(PROBLEM);
    let sum = |of: fn(&Batch) -> i64| batches.iter().map(of).sum::<i64>();
    let said = |[printed, handed, used]: [i64; 3]| {
        let number = |n: i64| here.say.number(n);
        let args = [("printed", number(printed)), ("handed", number(handed)), ("used", number(used))];
        here.say.with("ballots-totals", &args)
    };
    let costs = setting.costs();
    let option = |(at, record): (usize, &auyl_domain::Record)| {
        let cost = if costs[at] > 0 { here.say.money(costs[at] as i64) } else { String::new() };
        (record.words("title", here.lang()).to_string(), cost)
    };
    let register_of = |field: &str| register.field(field).map_or(String::new(), |field| here.say.words(&field.label));
    let mut about = vec![
        (register_of("opens_on"), here.say.long_day(&round.days.0)),
        (register_of("closes_on"), here.say.long_day(&round.days.1)),
    ];
    if round.is_budget {
        about.push((register_of("envelope"), here.say.money(round.envelope as i64)));
        if votes.is_none() {
            about.extend(super::told::rule_said(&here.say, &here.project.catalogue, &round.rule));
        }
    }
    let line = |batch: &Batch| Line {
        said: said([batch.printed, batch.handed, batch.used]),
        is_open: !batch.is_void && batch.used < batch.printed,
        batch: batch.clone(),
    };
    let lines = batches.iter().map(line).collect();
    let is_open_page = here.home.is_public && state != DRAFT;
    page_with(
        if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY },
        &RoundPage {
            frame: here.frame("vote", here.say.t("ballots-title")),
            root: here.root(),
            here: format!("{}/votes/{id}", here.root()),
            record: format!("{}/r/{}/{id}", here.root(), register.id),
            title: setting.record.words("title", here.lang()).to_string(),
            state: register.state(state).map_or(String::new(), |of| here.say.words(&of.title)),
            about,
            options: setting.options.iter().enumerate().map(option).collect(),
            totals: said([sum(|batch| batch.printed), sum(|batch| batch.handed), sum(|batch| batch.used)]),
            may_type: here.can(Action::Add, here.project.catalogue.register(BALLOT)),
            may_prioritise: !round.is_budget
                && votes.is_some()
                && problems.is_some_and(|of| here.can(Action::Change, Some(of))),
            can_print: may_manage && box_state != boxes::CLOSED,
            can_open: may_manage && state == DRAFT && box_state == boxes::PREPARED,
            can_close: may_manage && box_state == boxes::OPEN,
            can_count: may_manage && box_state == boxes::CLOSED && (votes.is_none() || state == OPEN),
            can_publish: may_manage && state == CLOSED && votes.is_some(),
            is_open: state == OPEN && box_state == boxes::OPEN,
            has_file: box_state == boxes::CLOSED && (is_whole || state == PUBLISHED),
            open_page: is_open_page.then(|| format!("{}/open/{}/vote/{id}", here.site(), here.project.id)),
            most: paper::MOST,
            told: votes.map(|votes| Told {
                papers: papers(&format!("{}/votes/{id}", here.root())),
                ..told(&here.say, &here.project.catalogue, &setting, &votes)
            }),
            batches: lines,
            may_manage,
            wrong,
        },
    )
}

fn papers(address: &str) -> Vec<(&'static str, String, String)> {
    let file = |lang: &str, format: &str| format!("{address}/protocol/{format}?lang={lang}");
    [("kk", "Қазақша"), ("ru", "Русский")].map(|(lang, name)| (name, file(lang, "docx"), file(lang, "pdf"))).to_vec()
}

/// The round, for who manages it.
async fn managed(here: &Here, id: &str) -> Result<Setting> {
    here.must(Action::Change, Some(here.register(BALLOT_ROUND)?))?;
    Ok(Setting::of(&here.project, id).await?)
}

#[derive(Deserialize)]
pub struct Codes {
    title: String,
    n: String,
    lang: String,
    layout: String,
}

/// Prints codes. They are on this paper and nowhere else.
pub async fn codes(here: Here, Path((_, id)): Path<(String, String)>, Form(asked): Form<Codes>) -> Result {
    let setting = managed(&here, &id).await?;
    let n = asked.n.trim().parse::<usize>().ok().filter(|n| (1..=paper::MOST).contains(n));
    let Some(n) = n else {
        let wrong = Finding::severe("ballot-codes-number").with("most", paper::MOST);
        return render(&here, &id, vec![said_here(&here, &wrong)]).await;
    };
    let langs: &[Lang] = match asked.lang.as_str() {
        "kk" => &[Lang::Kk],
        "ru" => &[Lang::Ru],
        _ => &[Lang::Kk, Lang::Ru],
    };
    let address = format!("{}/open/{}/vote/{id}", here.site(), here.project.id);
    let layout = if asked.layout == "ballots" { Layout::Ballots } else { Layout::Slips };
    let order = paper::Order { title: &asked.title, n, langs, layout, address: &address };
    let pdf = paper::print(&here.project, &setting, &order, &*here.app.world.chance, &here.doing()).await?;
    Ok(attachment(&format!("codes-{id}.pdf"), "application/pdf", pdf))
}

#[derive(Deserialize)]
pub struct Handed {
    batch: i64,
    act: String,
    #[serde(default)]
    handed: String,
}

/// Notes how many codes were handed out, or withdraws the rest of a batch.
pub async fn batch(here: Here, Path((_, id)): Path<(String, String)>, Form(asked): Form<Handed>) -> Result {
    let setting = managed(&here, &id).await?;
    if asked.act == "withdraw" {
        paper::withdraw(&here.project, &setting, asked.batch, &here.doing()).await?;
    } else {
        let handed = asked.handed.trim().parse::<i64>().unwrap_or(-1);
        if !paper::hand_out(&here.project, &setting, asked.batch, handed, &here.doing()).await? {
            let wrong = said_here(&here, &Finding::severe("ballot-handed-wrong"));
            return render(&here, &id, vec![wrong]).await;
        }
    }
    Ok(back(&here, &id, "saved"))
}

#[derive(Deserialize)]
pub struct Wanted {
    act: String,
}

/// Opens, closes, counts, publishes, takes the result over.
pub async fn state(here: Here, Path((_, id)): Path<(String, String)>, Form(wanted): Form<Wanted>) -> Result {
    let setting = managed(&here, &id).await?;
    let (project, doing) = (&here.project, here.doing());
    let findings = match wanted.act.as_str() {
        "open" => count::open(project, &setting, &doing).await,
        "close" => count::close(project, &setting, &doing).await,
        "count" => count::finish(project, &id, &doing).await,
        "publish" => count::publish(project, &setting, &doing).await,
        "priorities" => {
            here.must(Action::Change, Some(here.register(PROBLEM)?))?;
            count::take_priorities(project, &setting, &doing).await?;
            return Ok(back(&here, &id, "ballot-priorities"));
        }
        _ => return Err(Refusal::of("request-malformed").with("detail", "act").into()),
    };
    let wrong: Vec<String> = match findings {
        Ok(findings) => {
            let severe = findings.iter().filter(|finding| finding.severity == auyl_domain::Severity::Severe);
            severe.map(|finding| said_here(&here, finding)).collect()
        }
        Err(auyl_work::Trouble::Refusal(refusal)) => vec![refusal.message(here.app.catalogue.phrases(), here.lang())],
        Err(trouble) => return Err(Stop::from(trouble)),
    };
    match wrong.is_empty() {
        true => Ok(back(&here, &id, &format!("ballot-{}", wanted.act))),
        false => render(&here, &id, wrong).await,
    }
}

fn back(here: &Here, id: &str, told: &str) -> axum::response::Response {
    Redirect::to(&format!("{}/votes/{id}?told={told}", here.root())).into_response()
}

/// The ballots as a `.pb` file.
pub async fn file(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let verdict = here.must(Action::See, Some(here.register(BALLOT_ROUND)?))?;
    let setting = Setting::of(&here.project, &id).await?;
    if verdict == Verdict::PublicFields && setting.record.text(STATE) != PUBLISHED {
        return Err(Refusal::of("page-missing").into());
    }
    let text = ballots::file::write(&here.project, &setting, here.lang()).await?;
    Ok(attachment(&format!("{id}.pb"), "text/plain; charset=utf-8", text.into_bytes()))
}
