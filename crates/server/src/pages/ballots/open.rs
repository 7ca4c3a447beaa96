//! A vote on the open page: with the code, without an account and without scripts; after the round is published its result. The
//! code is typed, or comes behind the `#` of an address, which browsers do not send; it never stands in an address that the
//! server or a proxy writes down.

use super::sheet::{self, Blank, Typed, blank};
use super::told::{Told, rule_said, told};
use super::{file as attachment, said};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::limits;
use crate::pages::open::asked_lang;
use crate::say::Say;
use crate::stop::Result;
use askama::Template;
use auyl_domain::register::STATE;
use auyl_domain::views::{BALLOT_ROUND, PLACE};
use auyl_domain::{Finding, Refusal};
use auyl_store::ballots::Received;
use auyl_work::Project;
use auyl_work::ballots::{self, Cast, DRAFT, OPEN, PUBLISHED, Setting};
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};

/// Codes that may be wrong within a minute, from where one comes from.
const WRONG: u32 = 10;

#[derive(Template)]
#[template(path = "ballots/open.html")]
struct VotePage {
    frame: Frame,
    back: String,
    action: String,
    title: String,
    about: Vec<String>,
    who: String,
    state: &'static str,
    done: bool,
    languages: Vec<(&'static str, &'static str, String, bool)>,
    blank: Option<Blank>,
    /// The rule, while the vote is not counted.
    rule: Vec<(String, String)>,
    told: Option<Told>,
    pb: Option<String>,
}

/// A vote as the open page lists it.
pub struct Vote {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// What can be done there: key of a sentence.
    pub key: &'static str,
    /// The last day.
    pub until: Option<jiff::civil::Date>,
}

/// What was asked for, where it is open.
struct Entered {
    ask: Ask,
    project: Project,
    setting: Setting,
}

async fn enter(app: &App, mut ask: Ask, project: String, id: &str) -> Result<Entered> {
    let home = app.store.home(&project).await?.filter(|home| home.is_public);
    home.ok_or_else(|| Refusal::of("page-missing"))?;
    let app = app.of_project(&project).await?;
    if let Some(lang) = asked_lang(&ask.address) {
        ask.say = Say::of(app.catalogue.clone(), lang, app.world.zone.clone());
    }
    let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id: project };
    let missing = || Refusal::of("page-missing");
    project.catalogue.register(BALLOT_ROUND).ok_or_else(missing)?;
    let setting = match Setting::of(&project, id).await {
        Err(auyl_work::Trouble::Refusal(_)) => return Err(missing().into()),
        setting => setting?,
    };
    // A round that is prepared is nobody's business yet.
    if setting.record.text(STATE) == DRAFT {
        return Err(missing().into());
    }
    Ok(Entered { ask, project, setting })
}

/// The page.
pub async fn show(State(app): State<App>, ask: Ask, Path((project, id)): Path<(String, String)>) -> Result {
    let entered = enter(&app, ask, project, &id).await?;
    render(&entered, &Typed::new(), None).await
}

/// Takes a ballot.
pub async fn take(
    State(app): State<App>,
    ask: Ask,
    Path((project, id)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result {
    let entered = enter(&app, ask, project, &id).await?;
    let Entered { ask, project, setting } = &entered;
    let typed = sheet::typed(pairs);
    let wrong = |finding: &Finding| said(&ask.say, app.catalogue.phrases(), finding);
    if setting.record.text(STATE) != OPEN {
        return render(&entered, &typed, Some(wrong(&Finding::severe("ballot-round-closed")))).await;
    }
    let cast = sheet::read(setting, &project.catalogue, &typed);
    let cast = match cast.and_then(|sheet| Cast::of(setting, &sheet)) {
        Ok(cast) => cast,
        Err(finding) => return render(&entered, &typed, Some(wrong(&finding))).await,
    };
    // A forgotten tick must not use up the code.
    if cast.is_blank() && !typed.contains_key("sure") {
        let mut typed = typed;
        typed.insert(sheet::EMPTY.into(), Vec::new());
        return render(&entered, &typed, Some(ask.say.t("ballots-empty"))).await;
    }
    // Who has guessed too often is not told any more whether a code is right.
    if limits::is_spent(ask, "wrong codes", WRONG) {
        return Err(Refusal::of("too-many-requests").with("minutes", 1).into());
    }
    let received = cast.cast(project).await?;
    match received.reason() {
        None => {
            let lang = ask.lang().code();
            let address = format!("/open/{}/vote/{}?lang={lang}&told=ballot-counted", project.id, setting.id());
            Ok(Redirect::to(&address).into_response())
        }
        Some(reason) => {
            if received == Received::Unknown {
                limits::takes_stranger(ask, "wrong codes", WRONG);
            }
            render(&entered, &typed, Some(wrong(&Finding::severe(reason)))).await
        }
    }
}

async fn render(entered: &Entered, typed: &Typed, wrong: Option<String>) -> Result {
    let Entered { ask, project, setting } = entered;
    let round = setting.round();
    let (say, state) = (&ask.say, round.state());
    let address = format!("/open/{}/vote/{}", project.id, setting.id());
    let place = match setting.record.link(PLACE) {
        Some(id) => project.store.record(&project.id, PLACE, id, None).await?,
        None => None,
    };
    let place = place.map(|place| place.words("title", say.lang).to_string());
    let days = format!("{} – {}", say.long_day(&round.days.0), say.long_day(&round.days.1));
    let mut about: Vec<String> = place.into_iter().chain([days]).collect();
    if round.is_budget {
        about.push(say.name("ballots-envelope", say.money(round.envelope as i64)));
    }
    let title = setting.record.words("title", say.lang).to_string();
    let mut frame = ask.frame("vote-cast", title.clone()).script(ask, "ballot.js");
    let done = frame.told.is_some();
    let languages = frame.languages().into_iter();
    let languages = languages.map(|(code, name, here)| (code, name, format!("{address}?lang={code}"), here)).collect();
    frame.address = address.clone();
    let is_open = state == OPEN;
    let status = if wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let votes = setting.votes().filter(|_| state == PUBLISHED);
    let page = page_with(
        status,
        &VotePage {
            back: format!("/open/{}?lang={}", project.id, say.lang.code()),
            action: format!("{address}?lang={}", say.lang.code()),
            title,
            about,
            who: setting.record.words("who", say.lang).to_string(),
            state: match state {
                OPEN => "ballots-open-now",
                PUBLISHED => "ballots-open-published",
                _ => "ballots-open-over",
            },
            done,
            languages,
            blank: (is_open && !done || wrong.is_some()).then(|| blank(setting, &project.catalogue, say, typed, wrong)),
            rule: match round.is_budget && votes.is_none() {
                true => rule_said(say, &project.catalogue, &round.rule),
                false => Vec::new(),
            },
            pb: votes.is_some().then(|| format!("{address}/votes.pb")),
            told: votes.map(|votes| told(say, &project.catalogue, setting, &votes)),
            frame,
        },
    )?;
    // What was typed into the form must not lie in a browser that others use.
    Ok(([(header::CACHE_CONTROL, "no-store")], page).into_response())
}

/// The ballots of a published round.
pub async fn file(State(app): State<App>, ask: Ask, Path((project, id)): Path<(String, String)>) -> Result {
    let Entered { ask, project, setting } = enter(&app, ask, project, &id).await?;
    if setting.record.text(STATE) != PUBLISHED {
        return Err(Refusal::of("page-missing").into());
    }
    let text = ballots::file::write(&project, &setting, ask.lang()).await?;
    Ok(attachment(&format!("{id}.pb"), "text/plain; charset=utf-8", text.into_bytes()))
}

/// The votes that an open page leads to.
pub async fn votes(visitor: &crate::pages::open::Visitor) -> Result<Vec<Vote>> {
    let Some(register) = visitor.register(BALLOT_ROUND, &["title", "closes_on", STATE]) else { return Ok(Vec::new()) };
    let first = crate::pages::open::First { sort: None, most: 20 };
    let (records, _) = visitor.records(register, first).await?;
    let vote = |record: &auyl_domain::Record| Vote {
        title: record.words("title", visitor.say.lang).to_string(),
        href: vote_address(visitor, record),
        key: match record.text(STATE) {
            OPEN => "ballots-open-now",
            PUBLISHED => "ballots-open-published",
            _ => "ballots-open-over",
        },
        until: auyl_domain::views::day(record, "closes_on"),
    };
    Ok(records.iter().map(vote).collect())
}

/// Where a vote of an open page is.
pub fn vote_address(visitor: &crate::pages::open::Visitor, record: &auyl_domain::Record) -> String {
    format!("/open/{}/vote/{}?lang={}", visitor.project.id, record.id, visitor.say.lang.code())
}
