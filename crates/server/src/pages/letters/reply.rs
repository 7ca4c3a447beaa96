//! The office that a letter went to answers it here, by a link and without an account: number and day of its reply, the
//! reply itself as a file, and to each recommendation what it says. Sent twice it is one reply; where something is
//! missing, the form comes back with all that was typed and with the file that was already sent.

use super::links::{LETTER_LINK, Opened, open};
use super::one::{bytes_of, name};
use super::typed::Typed;
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Arrived, Choice};
use crate::pages::report::{attachment, kind};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::terms::Terms;
use auyl_domain::value::FileRef;
use auyl_domain::views::{Asked, Letter, PASSPORT, PLACE, RECOMMENDATION, REPLY, day};
use auyl_domain::{Kind, Record, RecordId, Refusal};
use auyl_store::accounts::Unsent;
use auyl_work::Project;
use auyl_work::edit::Kept;
use auyl_work::letters::answer::{self, Answer, Lacks, Said};
use auyl_work::letters::{asks, letter as letter_of};
use auyl_work::project::Doing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::BTreeMap;

/// Who answers, in the log: nobody who has an account.
const ACTOR: &str = "reply-link";
/// Under this name the file of an answer is kept until the answer is complete.
const FORM: &str = "reply";

#[derive(Template)]
#[template(path = "letters/reply.html")]
struct ReplyPage {
    frame: Frame,
    address: String,
    sender: String,
    subject: String,
    number: String,
    sent_on: String,
    due: String,
    lines: Vec<Line>,
    typed: Typed,
    file: Option<String>,
    limit: String,
    today: String,
}

/// One recommendation with what is said to it.
struct Line {
    id: String,
    number: usize,
    text: String,
    about: String,
    outcomes: Vec<Choice>,
    reason: String,
    sent_to: String,
    wrong_outcome: Option<String>,
    wrong_reason: Option<String>,
    wrong_sent_to: Option<String>,
}

impl ReplyPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.typed.wrong.iter().find(|(name, _)| name == field).map(|(_, said)| said.as_str())
    }
}

#[derive(Template)]
#[template(path = "letters/thanks.html")]
struct ThanksPage {
    frame: Frame,
    address: String,
    number: String,
    said: Vec<(String, String, String)>,
}

/// The form; what was said where it was sent already.
pub async fn show(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    let opened = open(&app, &ask, &secret, LETTER_LINK).await?;
    if !opened.link.used_at.is_empty() {
        return thanks(&ask, &opened, &secret).await;
    }
    form(&app, &ask, &opened, &secret, StatusCode::OK, Typed::default()).await
}

/// The letter itself.
pub async fn letter(State(app): State<App>, ask: Ask, Path(secret): Path<String>) -> Result {
    let opened = open(&app, &ask, &secret, LETTER_LINK).await?;
    let record = letter_of(&opened.project, &opened.record).await?;
    let bytes = bytes_of(&app, &opened.project, &record, "pdf", true).await?;
    Ok(attachment(&name(&record, "pdf"), kind("pdf"), bytes))
}

/// Takes the answer.
pub async fn answer(State(app): State<App>, ask: Ask, Path(secret): Path<String>, arrived: Arrived) -> Result {
    let opened = open(&app, &ask, &secret, LETTER_LINK).await?;
    let address = format!("/reply/{secret}");
    if !opened.link.used_at.is_empty() {
        return Ok(Redirect::to(&address).into_response());
    }
    let mut typed = Typed::of(&arrived);
    keep_file(&app, &ask, &opened, &arrived, &mut typed).await?;
    let Opened { link, record, project } = &opened;
    let asked = asks(project, record).await?;
    let said = said(&ask, record, &asked, &mut typed);
    let replied_on = typed.must_day(&ask.say, "replied_on");
    let today = app.world.today();
    let sent = day(&letter_of(project, record).await?, "sent_on");
    if replied_on.is_some_and(|on| on > today) {
        typed.wrong.push(("replied_on".into(), ask.say.t("letters-day-to-come")));
    } else if replied_on.zip(sent).is_some_and(|(on, sent)| on < sent) {
        typed.wrong.push(("replied_on".into(), ask.say.t("letters-reply-before")));
    }
    let number = typed.must(&ask.say, "number", "letters-reply-number-missing");
    if !typed.wrong.is_empty() {
        return form(&app, &ask, &opened, &secret, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
    }
    let file = file(&app, &opened).await?;
    let answer = Answer { number, replied_on, text: typed.text("text").to_string(), file, said };
    let doing = Doing { actor: ACTOR.into(), at: app.world.at() };
    let reply = answer::reply_of(&link.secret);
    match answer::take(project, record, &reply, &answer, ask.lang(), today, &doing).await? {
        Some(Kept::Refused(findings)) => {
            let phrases = app.catalogue.phrases();
            let said = findings.iter().map(|finding| ("number".to_string(), finding.message(phrases, ask.lang())));
            typed.wrong.extend(said);
            form(&app, &ask, &opened, &secret, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        // Sent twice at once, or a server that was ended before it noted that the link was used.
        Some(Kept::Saved(_)) | None => {
            app.store.use_link(&link.secret, &app.world.at()).await?;
            app.store.end_unsent(&link.secret, &project.id, FORM).await?;
            Ok(Redirect::to(&address).into_response())
        }
    }
}

/// Keeps the file that came, so that it is not chosen a second time; says what is wrong with it.
async fn keep_file(app: &App, ask: &Ask, opened: &Opened, arrived: &Arrived, typed: &mut Typed) -> Result<()> {
    let limit = crate::pages::files::limit(app.settings.most_upload);
    if !arrived.too_large.is_empty() {
        typed.wrong.push(("file".into(), ask.say.with("event-file-too-large", &[("limit", limit)])));
    }
    if !arrived.without_bytes.is_empty() {
        typed.wrong.push(("file".into(), ask.say.t("event-file-empty")));
    }
    if !arrived.unwritten.is_empty() {
        typed.wrong.push(("file".into(), ask.say.t("letters-file-unwritten")));
    }
    let Some(file) = arrived.files.iter().find(|file| file.input == "file") else { return Ok(()) };
    let sha256 = app.store.put_file_from(&file.path).await?;
    let content = FileRef { sha256, name: crate::pages::files::cleaned(&file.name) };
    let content = format!("{}:{}", content.sha256, content.name);
    let unsent = Unsent { form: FORM.into(), content, at: app.world.at() };
    Ok(app.store.put_unsent(&opened.link.secret, &opened.project.id, &unsent).await?)
}

/// The file that came with this form, now or before.
async fn file(app: &App, opened: &Opened) -> Result<Option<FileRef>> {
    let kept = app.store.unsent(&opened.link.secret, &opened.project.id, FORM).await?;
    Ok(kept.and_then(|kept| FileRef::read(&kept.content)))
}

/// What was said to each recommendation; to a letter without any, to the letter.
fn said(ask: &Ask, letter: &RecordId, asked: &[Record], typed: &mut Typed) -> BTreeMap<RecordId, Said> {
    let mut said = BTreeMap::new();
    let whole = [letter.clone()];
    let ids: Vec<&RecordId> = match asked.is_empty() {
        true => whole.iter().collect(),
        false => asked.iter().map(|ask| &ask.id).collect(),
    };
    for id in ids {
        let of = Said {
            outcome: typed.text(&format!("outcome.{id}")).to_string(),
            reason: typed.text(&format!("reason.{id}")).to_string(),
            sent_to: typed.text(&format!("sent_to.{id}")).to_string(),
        };
        let (field, key) = match of.lacks() {
            None => ("", ""),
            Some(Lacks::Outcome) => ("outcome", "letters-outcome-missing"),
            Some(Lacks::Reason) => ("reason", "letters-reason-missing"),
            Some(Lacks::SentTo) => ("sent_to", "letters-sent-to-missing"),
        };
        if !field.is_empty() {
            typed.wrong.push((format!("{field}.{id}"), ask.say.t(key)));
        }
        said.insert(id.clone(), of);
    }
    said
}

async fn form(app: &App, ask: &Ask, opened: &Opened, secret: &str, status: StatusCode, typed: Typed) -> Result {
    let Opened { record, project, .. } = opened;
    let letter = letter_of(project, record).await?;
    let passports = project.good_records(PASSPORT, None).await?;
    let due = Letter::of(&letter).due(&Terms::of(&project.catalogue));
    let mut lines = Vec::new();
    for (number, asked) in (1..).zip(asks(project, record).await?) {
        let place = match asked.link(PLACE) {
            Some(place) => project.store.record(&project.id, PLACE, place, None).await?,
            None => None,
        };
        let place = place.map(|place| place.words("title", ask.lang()).to_string()).unwrap_or_default();
        let about = [place, asked.words("object", ask.lang()).to_string()];
        let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let text = Asked::of(&asked).text(ask.lang()).to_string();
        lines.push(line(ask, project, &typed, &asked.id, number, text, about));
    }
    if lines.is_empty() {
        let text = letter.words("subject", ask.lang()).to_string();
        lines.push(line(ask, project, &typed, record, 1, text, String::new()));
    }
    let sent_on = day(&letter, "sent_on").map(|on| ask.say.day(&on)).unwrap_or_default();
    page_with(
        status,
        &ReplyPage {
            frame: ask.frame("reply", ask.say.t("letters-reply-title")),
            address: format!("/reply/{secret}"),
            sender: passports.first().map(|of| of.words("grantee", ask.lang()).to_string()).unwrap_or_default(),
            subject: letter.words("subject", ask.lang()).to_string(),
            number: letter.text("number").to_string(),
            sent_on,
            due: due.map(|due| ask.say.long_day(&due)).unwrap_or_default(),
            lines,
            typed,
            file: file(app, opened).await?.map(|file| file.name),
            limit: crate::pages::files::limit(app.settings.most_upload),
            today: app.world.today().to_string(),
        },
    )
}

fn line(
    ask: &Ask,
    project: &Project,
    typed: &Typed,
    id: &RecordId,
    number: usize,
    text: String,
    about: String,
) -> Line {
    let chosen = typed.text(&format!("outcome.{id}"));
    let wrong = |field: &str| {
        let name = format!("{field}.{id}");
        typed.wrong.iter().find(|(of, _)| *of == name).map(|(_, said)| said.clone())
    };
    Line {
        number,
        text,
        about,
        outcomes: outcomes(ask, project, chosen),
        reason: typed.text(&format!("reason.{id}")).to_string(),
        sent_to: typed.text(&format!("sent_to.{id}")).to_string(),
        wrong_outcome: wrong("outcome"),
        wrong_reason: wrong("reason"),
        wrong_sent_to: wrong("sent_to"),
        id: id.to_string(),
    }
}

/// What may be said, as the list of the catalogue has it.
fn outcomes(ask: &Ask, project: &Project, chosen: &str) -> Vec<Choice> {
    let register = project.catalogue.register(RECOMMENDATION);
    let Some(Kind::Choice { choices }) = register.and_then(|of| of.field("outcome")).map(|field| &field.kind) else {
        return Vec::new();
    };
    let all = project.catalogue.choices(choices).into_iter().flat_map(|list| &list.all);
    let choice = |of: &auyl_domain::catalogue::Choice| Choice {
        id: of.id.clone(),
        label: ask.say.words(&of.label),
        is_chosen: of.id == chosen,
    };
    all.map(choice).collect()
}

/// What was said, once it was.
async fn thanks(ask: &Ask, opened: &Opened, secret: &str) -> Result {
    let Opened { link, record, project } = opened;
    let reply = answer::reply_of(&link.secret);
    let reply = project.store.record(&project.id, REPLY, &reply, None).await?;
    let reply = reply.ok_or_else(|| Stop::from(Refusal::of("page-missing")))?;
    let label = |word: &str| {
        let found = outcomes(ask, project, word).into_iter().find(|choice| choice.is_chosen);
        found.map(|choice| choice.label).unwrap_or_default()
    };
    let asked = asks(project, record).await?;
    let said = asked.iter().map(|of| {
        let more = [of.text("outcome_reason"), of.text("sent_to")].into_iter().find(|text| !text.is_empty());
        let view = Asked::of(of);
        (view.text(ask.lang()).to_string(), label(view.outcome()), more.unwrap_or_default().to_string())
    });
    page_with(
        StatusCode::OK,
        &ThanksPage {
            frame: ask.frame("thanks", ask.say.t("letters-thanks")),
            address: format!("/reply/{secret}"),
            number: reply.text("number").to_string(),
            said: said.collect(),
        },
    )
}
