//! What was sent to a form: listed, looked at as it was sent, edited, reviewed and remarked upon. Central calls a
//! submission by its first instance, whatever edits followed.

use super::account::moment;
use super::told::Told;
use crate::App;
use crate::openrosa::{Sender, keep, read_body};
use crate::pages::record::glanced;
use crate::stop::{Result, Stop};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::{Refusal, Register};
use auyl_store::submissions::{Numbered, Remark, Submission};
use auyl_work::project::Doing;
use auyl_work::review::{self, Decision, LONGEST, REVIEWS};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use std::collections::HashMap;

/// Submissions that are read at once while a list is written.
const PAGE: i64 = 1_000;

/// A form whose submissions the sender may read.
pub struct OfForm<'s> {
    /// Its id.
    pub id: &'s str,
    /// The register that it fills in.
    pub register: &'s Register,
    /// Whether only what the sender sent is to be read.
    pub own: bool,
}

/// The form of an address, where the sender may do this with what was sent to it.
pub fn form<'s>(sender: &'s Sender, id: &'s str, action: Action) -> Result<OfForm<'s>> {
    let register = sender.register_of_form(id).ok_or_else(|| Refusal::of("phone-form-unknown").with("form", id))?;
    match sender.must(action, Some(register))? {
        Verdict::PublicFields => Err(Refusal::of("not-allowed").into()),
        verdict => Ok(OfForm { id, register, own: verdict == Verdict::OwnPlaces }),
    }
}

/// The last word of a submission that the sender may look at.
pub async fn found(sender: &Sender, name: &str, root: &str, action: Action) -> Result<Submission> {
    let form = form(sender, name, action)?;
    let words = sender.app.store.submission_edits(&sender.project.id, form.id, root).await?;
    let last = words.into_iter().next_back().filter(|it| !form.own || sender.is_of(&it.actor));
    let missing = || Refusal::of("record-missing").labelled("register", &form.register.title).with("id", root);
    last.ok_or_else(|| missing().into())
}

/// The last word of a submission of which the sender may read all: what was typed may name people, whichever the form. That
/// it was looked at is noted.
pub async fn opened(sender: &Sender, name: &str, root: &str, page: &str) -> Result<Submission> {
    sender.must(Action::SeePersonal, None)?;
    let it = found(sender, name, root, Action::See).await?;
    glanced(sender, form(sender, name, Action::See)?.register, root, page).await?;
    Ok(it)
}

/// Numbers of those who sent, each asked for once.
pub struct Senders<'a> {
    /// The server.
    pub app: &'a App,
    /// Those that are known.
    pub numbers: HashMap<String, i64>,
}

impl Senders<'_> {
    pub async fn number(&mut self, actor: &str) -> Result<i64> {
        if let Some(number) = self.numbers.get(actor) {
            return Ok(*number);
        }
        let number = self.app.store.number(Numbered::Actor, actor).await?;
        self.numbers.insert(actor.to_string(), number);
        Ok(number)
    }
}

async fn shown(senders: &mut Senders<'_>, it: &Submission) -> Result<Json_> {
    Ok(json!({
        "instanceId": it.root, "submitterId": senders.number(&it.actor).await?,
        "deviceId": Some(&it.device).filter(|device| !device.is_empty()), "createdAt": moment(&it.first_at),
        "updatedAt": (it.root != it.instance).then_some(&it.at),
        "reviewState": Some(&it.review).filter(|review| !review.is_empty()),
    }))
}

/// All submissions of a form, newest first as in Central; written page by page.
pub async fn list(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let form = form(&sender, &path["form"], Action::See)?;
    let mut senders = Senders { app: &app, numbers: HashMap::new() };
    let (mut text, mut after) = (Vec::new(), 0);
    loop {
        let page = app.store.submissions(&sender.project.id, form.id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for it in page.iter().filter(|it| !form.own || sender.is_of(&it.actor)) {
            text.push(shown(&mut senders, it).await?);
        }
    }
    text.reverse();
    Ok(Json(text).into_response())
}

/// A submission: what is known of it, or, with `.xml` behind its name, what was sent.
pub async fn one(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let (name, root) = (&path["form"], &path["instance"]);
    if let Some(root) = root.strip_suffix(".xml") {
        let it = opened(&sender, name, root, "submission.xml").await?;
        return Ok(([(header::CONTENT_TYPE, "application/xml")], it.xml).into_response());
    }
    let it = found(&sender, name, root, Action::See).await?;
    answer(&app, &it).await
}

async fn answer(app: &App, it: &Submission) -> Result {
    let mut senders = Senders { app, numbers: HashMap::new() };
    Ok(Json(shown(&mut senders, it).await?).into_response())
}

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "deviceID")]
    device: String,
}

/// Keeps a submission that a script sends; its files follow one by one.
pub async fn create(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Asked>,
    body: Body,
) -> Result {
    let xml = read_body(&app, body).await?;
    let kept = keep(&sender, Some(&path["form"]), xml, Vec::new(), &asked.device).await;
    let kept = kept.map_err(|stop| instead(stop, "submission-differs", "submission-taken"))?;
    let it = app.store.submission(&sender.project.id, &kept.form, &kept.instance).await?;
    answer(&app, &it.ok_or_else(|| Stop::machine("a submission that was just kept is gone"))?).await
}

/// A refusal that is told as another here: an address says more about what was meant than a phone does.
fn instead(stop: Stop, code: &str, other: &'static str) -> Stop {
    match stop {
        Stop::Refused(refusal) if refusal.code() == code => {
            Refusal::of(other).with("instance", refusal.arg("instance")).into()
        }
        stop => stop,
    }
}

/// Keeps an edit. What it edits must be the last word of the submission in the address; one that was sent before is no other.
pub async fn edit(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Asked>,
    body: Body,
) -> Result {
    let (form, root) = (&path["form"], &path["instance"]);
    let before = found(&sender, form, root, Action::Change).await?;
    let xml = read_body(&app, body).await?;
    let it = auyl_forms::sent::read(&xml)?;
    if it.edits.is_empty() {
        return Err(Refusal::of("submission-edits-nothing").into());
    }
    if it.edits != before.instance && it.instance != before.instance {
        let words = app.store.submission_edits(&sender.project.id, &before.form, &before.root).await?;
        let is_old = words.iter().any(|word| word.instance == it.edits);
        let code = if is_old { "submission-outdated" } else { "submission-edits-unknown" };
        return Err(Refusal::of(code).with("instance", it.edits).into());
    }
    let kept = keep(&sender, Some(form), xml, Vec::new(), &asked.device).await;
    kept.map_err(|stop| instead(stop, "submission-differs", "submission-edit-taken"))?;
    answer(&app, &found(&sender, form, root, Action::See).await?).await
}

/// The keys with which submissions were locked: there are none, as nothing is locked here before it is sent.
pub async fn keys(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    form(&sender, &path["form"], Action::See)?;
    Ok(Json(json!([])).into_response())
}

#[derive(Deserialize)]
pub struct Decided {
    #[serde(rename = "reviewState")]
    review: Option<String>,
}

/// Notes what a reviewer decided; what is rejected is counted nowhere.
pub async fn review(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Told(decided): Told<Decided>,
) -> Result {
    let it = found(&sender, &path["form"], &path["instance"], Action::Review).await?;
    let review = decided.review.unwrap_or_default();
    if !review.is_empty() && !REVIEWS.contains(&review.as_str()) {
        return Err(Refusal::of("request-malformed").with("detail", review).into());
    }
    let doing = Doing { actor: sender.who.clone(), at: app.world.at() };
    let decision = Decision { form: &it.form, root: &it.root, seen: Some(&it.instance), review: &review, remark: "" };
    review::decide(&sender.project, &decision, &doing).await?;
    app.arrived.notify_one();
    answer(&app, &Submission { review, ..it }).await
}

async fn remark_shown(senders: &mut Senders<'_>, remark: &Remark) -> Result<Json_> {
    let actor = senders.number(&remark.actor).await?;
    Ok(json!({ "body": remark.remark, "actorId": actor, "createdAt": remark.at }))
}

/// What people said of a submission, newest first.
pub async fn remarks(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let it = found(&sender, &path["form"], &path["instance"], Action::See).await?;
    let mut senders = Senders { app: &app, numbers: HashMap::new() };
    let mut all = Vec::new();
    for remark in app.store.submission_remarks(&sender.project.id, &it.form, &it.root).await? {
        all.push(remark_shown(&mut senders, &remark).await?);
    }
    Ok(Json(all).into_response())
}

#[derive(Deserialize)]
pub struct NewRemark {
    body: String,
}

/// Says something of a submission.
pub async fn add_remark(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Told(new): Told<NewRemark>,
) -> Result<Response> {
    let it = found(&sender, &path["form"], &path["instance"], Action::Change).await?;
    let remark = new.body.chars().take(LONGEST).collect();
    let remark = Remark { at: app.world.at(), actor: sender.who.clone(), remark };
    app.store.add_submission_remark(&sender.project.id, &it.form, &it.root, &remark).await?;
    let mut senders = Senders { app: &app, numbers: HashMap::new() };
    Ok(Json(remark_shown(&mut senders, &remark).await?).into_response())
}
