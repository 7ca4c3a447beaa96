//! Links with a secret of 128 bits for bodies without an account. The store sees the digest; the secret is shown once, to
//! whoever makes it, or stands in the message that takes it along. It ends by itself, when it is taken back, or when it has
//! served.

use crate::App;
use crate::ask::{Ask, Here};
use crate::frame::{Frame, page_with};
use crate::secrets::digest;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::RecordId;
use auyl_store::links::Link;
use auyl_work::Project;
use axum::http::StatusCode;

/// For the answer to one letter.
pub const LETTER_LINK: &str = "letter";
/// For what one body was asked and promised.
pub const BODY_LINK: &str = "body";

/// Hours for which a letter may be answered by its link: the term, an extension of two months, and a while.
pub const LETTER_HOURS: i64 = 24 * 120;
/// Hours for which a body sees its page: a year.
pub const BODY_HOURS: i64 = 24 * 365;

/// A secret has so many letters; what is longer or shorter was never one.
const LENGTH: usize = 32;

/// Makes a link and gives its address, the only time that it is known.
pub async fn make(here: &Here, kind: &str, record: &RecordId, hours: i64) -> Result<String> {
    let (link, path) = new(&here.app, &here.project.id, kind, record, hours, here.doing().actor);
    here.app.store.add_link(&link).await?;
    Ok(format!("{}{path}", here.site()))
}

/// The same for a message to the body; the links of messages before it go on holding. Gives its path.
pub async fn make_beside(app: &App, project: &str, letter: &RecordId, actor: &str) -> Result<String> {
    let (link, path) = new(app, project, LETTER_LINK, letter, LETTER_HOURS, actor.to_string());
    app.store.add_link_beside(&link).await?;
    Ok(path)
}

fn new(app: &App, project: &str, kind: &str, record: &RecordId, hours: i64, made_by: String) -> (Link, String) {
    let secret = app.world.secret();
    let link = Link {
        secret: digest(&secret),
        project: project.to_string(),
        kind: kind.to_string(),
        record: record.to_string(),
        made_at: app.world.at(),
        made_by,
        until_at: app.world.after_hours(hours),
        ..Link::default()
    };
    let path = if kind == LETTER_LINK { "reply" } else { "asked" };
    (link, format!("/{path}/{secret}"))
}

/// Takes the link of something back.
pub async fn end(here: &Here, kind: &str, record: &RecordId) -> Result<()> {
    Ok(here.app.store.end_links(&here.project.id, kind, record.as_str(), &here.app.world.at()).await?)
}

/// The link of something, as a page of the team tells it; none where there never was one.
pub async fn told(here: &Here, kind: &str, record: &RecordId) -> Result<Option<(bool, String)>> {
    let link = here.app.store.link_of(&here.project.id, kind, record.as_str()).await?;
    Ok(link.map(|link| {
        let holds = link.holds(&here.app.world.at());
        let (key, at) = match () {
            () if !link.used_at.is_empty() => ("letters-link-used", &link.used_at),
            () if !link.ended_at.is_empty() => ("letters-link-ended", &link.ended_at),
            () if !holds => ("letters-link-over", &link.until_at),
            () => ("letters-link-holds", &link.until_at),
        };
        (holds, here.say.with(key, &[("at", here.say.moment(at))]))
    }))
}

/// What a stranger's secret opens.
pub struct Opened {
    /// The link; it may have been used.
    pub link: Link,
    /// The record that it is of.
    pub record: RecordId,
    /// The project, with the registers that it has.
    pub project: Project,
}

/// Opens a link of a kind. One that does not hold says why on a page of its own, and nothing about what it was for.
pub async fn open(app: &App, ask: &Ask, secret: &str, kind: &str) -> Result<Opened> {
    let found = match secret.len() == LENGTH && secret.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => app.store.link(&digest(secret)).await?,
        false => None,
    };
    let found = found.filter(|link| link.kind == kind);
    let Some(link) = found else { return closed(ask, StatusCode::NOT_FOUND, "letters-closed-unknown") };
    if !link.ended_at.is_empty() {
        let was_used = app.store.was_used(&link.project, kind, &link.record).await?;
        let why = if was_used { "letters-closed-answered" } else { "letters-closed-ended" };
        return closed(ask, StatusCode::GONE, why);
    }
    if link.until_at <= app.world.at() {
        return closed(ask, StatusCode::GONE, "letters-closed-over");
    }
    let record = RecordId::read(&link.record).ok_or_else(|| Stop::machine("a link of a record without an id"))?;
    let of = app.of_project(&link.project).await?;
    let project = Project { store: of.store.clone(), catalogue: of.catalogue.clone(), id: link.project.clone() };
    Ok(Opened { link, record, project })
}

#[derive(Template)]
#[template(path = "letters/closed.html")]
struct ClosedPage {
    frame: Frame,
    why: String,
}

fn closed<T>(ask: &Ask, status: StatusCode, key: &str) -> Result<T> {
    let frame = ask.frame("closed", ask.say.t("letters-closed"));
    Err(Stop::Page(Box::new(page_with(status, &ClosedPage { frame, why: ask.say.t(key) })?)))
}
