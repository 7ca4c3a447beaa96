//! Whether a problem that is called solved is solved: what was said of it, somebody's word, and opening it again.

use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::files;
use crate::pages::record::{Arrived, Said, keep_file, record, with_told};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::confirming::{Asked, asked};
use auyl_domain::finding::Finding;
use auyl_domain::views::{CONFIRMATION, DECISION, PROBLEM, day};
use auyl_domain::{Record, RecordId, Value};
use auyl_work::edit::Changed;
use auyl_work::outcome::{self, Witness, is_called_solved};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

#[derive(Template)]
#[template(path = "decisions/solved.html")]
struct SolvedPage {
    frame: Frame,
    root: String,
    record: String,
    title: String,
    state: String,
    solved: String,
    decision: Option<(String, String)>,
    reopened: String,
    said: Vec<Word>,
    /// Id of what will be said; none for who may not, or where there is nothing to say.
    may_say: Option<String>,
    may_reopen: bool,
    /// Whether residents are asked, and whether that can be changed.
    asks: bool,
    may_close: bool,
    errors: Vec<Said>,
    typed: Typed,
}

/// What was typed and could not be kept.
#[derive(Default)]
struct Typed {
    says: String,
    note: String,
    why: String,
}

struct Word {
    who: String,
    says: bool,
    on: String,
    note: String,
    photo: Option<(String, String)>,
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let problem = record(&here, here.register(PROBLEM)?, &id, Action::See).await?;
    render(&here, &problem, Typed::default(), Vec::new()).await
}

async fn render(here: &Here, problem: &Record, typed: Typed, errors: Vec<Finding>) -> Result {
    let register = here.register(PROBLEM)?;
    let words = here.register(CONFIRMATION)?;
    here.must(Action::See, Some(words))?;
    let root = here.root();
    let is_solved = is_called_solved(problem);
    let mut decision = None;
    if let Some(id) =
        problem.link(DECISION).filter(|_| here.can(Action::See, here.project.catalogue.register(DECISION)))
        && let Some(of) = here.project.store.record(&here.project.id, DECISION, id, None).await?
    {
        let name = format!("{}, {}", of.words("body", here.lang()), day_of(here, &of, "decided_on"));
        decision = Some((format!("{root}/r/{DECISION}/{id}"), name));
    }
    // A note may say more than the public is told.
    let sees_all = here.may(Action::See, Some(words)) != auyl_domain::access::Verdict::PublicFields;
    let word = |said: &Record| Word {
        who: here.say.label("confirmation_by", said.text("who")),
        says: said.get("says") == Some(&Value::Flag(true)),
        on: day_of(here, said, "said_on"),
        note: if sees_all { said.text("note").to_string() } else { String::new() },
        photo: match said.get("photo") {
            Some(Value::File(file)) if sees_all => Some((files::href(here, file), file.name.clone())),
            _ => None,
        },
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let template = SolvedPage {
        record: format!("{root}/r/{PROBLEM}/{}", problem.id),
        title: problem.words("title", here.lang()).to_string(),
        state: register.state(problem.state()).map(|state| here.say.words(&state.title)).unwrap_or_default(),
        solved: day_of(here, problem, "solved_on"),
        decision,
        reopened: if sees_all { problem.text("reopened_why").to_string() } else { String::new() },
        said: outcome::said(&here.project, &problem.id).await?.iter().map(word).collect(),
        may_say: (is_solved && here.can(Action::Add, Some(words))).then(|| here.app.world.secret()),
        asks: asked(problem) == Asked::Open,
        may_close: is_solved && here.can(Action::Change, Some(register)),
        may_reopen: is_solved && here.can(Action::Change, Some(register)),
        errors: errors.iter().map(|finding| Said::of(here, finding)).collect(),
        typed,
        frame: here.frame("solved", here.say.t("decisions-solved")),
        root,
    };
    page_with(status, &template)
}

fn day_of(here: &Here, record: &Record, field: &str) -> String {
    day(record, field).map(|on| here.say.day(&on)).unwrap_or_default()
}

/// Somebody's word, or opening again.
pub async fn take(here: Here, Path((_, id)): Path<(String, String)>, arrived: Arrived) -> Result {
    let problem = record(&here, here.register(PROBLEM)?, &id, Action::See).await?;
    let typed = Typed {
        says: arrived.text("says").to_string(),
        note: arrived.text("note").to_string(),
        why: arrived.text("why").to_string(),
    };
    let today = here.app.world.today();
    let changed = match arrived.text("do") {
        "reopen" => {
            here.must(Action::Change, Some(here.register(PROBLEM)?))?;
            outcome::reopen(&here.project, &problem.id, typed.why.trim(), today, &here.doing()).await?
        }
        what @ ("close" | "ask") => {
            here.must(Action::Change, Some(here.register(PROBLEM)?))?;
            let on = (what == "close").then_some(today);
            outcome::close(&here.project, &problem.id, on, &here.doing()).await?
        }
        _ => {
            here.must(Action::Add, Some(here.register(CONFIRMATION)?))?;
            let says = match typed.says.as_str() {
                "yes" => true,
                "no" => false,
                _ => return render(&here, &problem, typed, vec![Finding::severe("decisions-say-which")]).await,
            };
            if !arrived.too_large.is_empty() || !arrived.unwritten.is_empty() {
                return render(&here, &problem, typed, vec![Finding::severe("decisions-photo-lost")]).await;
            }
            let photo = match arrived.files.first() {
                Some(file) => format!("{}:{}", keep_file(&here.app, &file.path).await?, file.name),
                None => String::new(),
            };
            // An id that no form of ours has is none: then what is said names itself.
            let id = RecordId::read(arrived.text("id")).map(|id| id.to_string()).unwrap_or_default();
            let said = outcome::Said {
                problem: &problem.id,
                who: Witness::Coordinator,
                says,
                on: today,
                note: typed.note.trim(),
                photo: &photo,
                id: &id,
            };
            outcome::say(&here.project, &said, &here.doing()).await?
        }
    };
    match changed {
        Changed::Saved { .. } | Changed::Unchanged { .. } => {
            let address = format!("{}/decisions/{}", here.root(), problem.id);
            Ok(Redirect::to(&with_told(&address, "decisions-kept")).into_response())
        }
        Changed::Refused { findings } => render(&here, &problem, typed, findings).await,
        Changed::Conflict { .. } => Err(Stop::Elsewhere(format!("{}/decisions/{}", here.root(), problem.id))),
    }
}
