//! The page of an event.

use super::gathered;
use super::people::{People, people};
use super::proof::{self, Line, Shown};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::community::{Quorum, brief};
use crate::pages::files;
use crate::pages::record::{Naming, Said, fields_seen, glanced, record};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::community::MeetingKind;
use auyl_domain::finding::Finding;
use auyl_domain::views::{COMMUNITY_MEETING, EVENT, EVIDENCE, PARTICIPANT, TESTIMONIAL};
use auyl_domain::{Field, Kind, Record, Register, Value};
use auyl_work::evidence;
use axum::extract::{Path, Query};
use std::collections::BTreeMap;

/// The kind of evidence that is chosen before anybody chooses.
const PRESET: &str = auyl_reports::checks::PHOTO;

#[derive(Template)]
#[template(path = "event/show.html")]
struct EventPage {
    frame: Frame,
    record: String,
    paper: String,
    take: Option<String>,
    kind: String,
    facts: Vec<Fact>,
    notes: Vec<(String, String)>,
    may_change: bool,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
    events: String,
    sees_evidence: bool,
    lines: Vec<Line>,
    pieces: Vec<Shown>,
    all_pieces: Option<String>,
    found: Vec<Found>,
    people: Option<People>,
    quotes: Vec<Quote>,
    upload: Option<Upload>,
    /// How the meeting stands by law, where it is one.
    quorum: Option<Quorum>,
    /// Where it becomes one.
    meeting: Option<String>,
}

struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

struct Found {
    said: Said,
    href: String,
    key: &'static str,
}

struct Quote {
    kind: String,
    text: String,
    who: String,
    href: String,
    file: Option<(String, String)>,
}

struct Upload {
    action: String,
    event: String,
    kinds: Vec<(String, String, bool)>,
    /// What was typed before, where it has to be sent once more.
    title: String,
    limit: String,
}

/// The page.
pub async fn show(
    here: Here,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result {
    let register = here.register(EVENT)?;
    let event = record(&here, register, &id, Action::See).await?;
    let mut naming = Naming::of(&here);
    naming.learn(register, &event).await?;
    let proof = evidence::of_event(&here.project, &event.id, here.lang(), here.app.world.today()).await?;
    let evidence = here.register(EVIDENCE)?;
    let sees_evidence = here.can(Action::See, Some(evidence));
    let root = here.root();
    let (previous, next) = neighbours(&here, &event).await?;
    let (facts, notes) = facts(&here, register, &event, &naming);
    let rows = asked.get("rows").and_then(|page| page.parse::<i64>().ok()).unwrap_or(1).clamp(1, 1_000_000);
    let is_wide = proof.pieces.len() > proof::MOST;
    let choices = match register.field("kind").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    page(&EventPage {
        frame: here
            .frame(EVENT, event.words("title", here.lang()))
            .script(&here, "field-shrink.js")
            .script(&here, "quorum.js")
            .script(&here, "upload.js"),
        record: format!("{root}/r/{EVENT}/{}", event.id),
        paper: format!("{root}/event/{}/paper", event.id),
        take: crate::pages::voices::take_href(&here, register, &event),
        kind: here.say.label(choices, event.text("kind")),
        facts,
        notes,
        may_change: here.can(Action::Change, Some(register)),
        previous,
        next,
        events: format!("{root}/events"),
        sees_evidence,
        lines: if sees_evidence { proof::lines(&here, &proof.demands) } else { Vec::new() },
        pieces: if sees_evidence { proof::pieces(&here, &proof)? } else { Vec::new() },
        all_pieces: (is_wide && sees_evidence).then(|| format!("{root}/r/{EVIDENCE}?f.{EVENT}={}", event.id)),
        found: found(&here, &event, &proof).await?,
        people: people(&here, &event, rows - 1, &mut naming).await?,
        quotes: quotes(&here, &proof.testimonials, &mut naming).await?,
        meeting: may_be_meeting(&here, &event).then(|| format!("{root}/event/{}/meeting", event.id)),
        quorum: brief(&here, &event).await?,
        upload: here.can(Action::Add, Some(evidence)).then(|| upload(&here, &event, &asked)),
    })
}

/// Whether the law may have something to say of the event: one where residents or their delegates meet.
fn may_be_meeting(here: &Here, event: &Record) -> bool {
    let register = here.project.catalogue.register(COMMUNITY_MEETING);
    // Kinds of meeting by law whose word is that of a kind of event.
    MeetingKind::read(event.text("kind")).is_some() && register.is_some_and(|of| here.can(Action::Add, Some(of)))
}

fn upload(here: &Here, event: &Record, asked: &BTreeMap<String, String>) -> Upload {
    let kind = asked.get("kind").map_or(PRESET, String::as_str);
    let kinds = files::kinds(here).into_iter();
    Upload {
        action: format!("{}/upload", here.root()),
        event: event.id.to_string(),
        kinds: kinds.map(|(id, label)| (id.clone(), label, id == kind)).collect(),
        title: asked.get("title").cloned().unwrap_or_default(),
        limit: files::limit(here.app.settings.most_upload),
    }
}

/// What the record says, field by field; long texts stand apart.
fn facts(here: &Here, register: &Register, event: &Record, naming: &Naming<'_>) -> (Vec<Fact>, Vec<(String, String)>) {
    let (mut facts, mut notes) = (Vec::new(), Vec::new());
    // Those two stand in the heading.
    let is_told = |field: &Field| field.translation_of.as_deref() == Some("title") || field.id == "kind";
    for field in fields_seen(here, register).into_iter().filter(|field| !is_told(field)) {
        let Some(value) = event.get(&field.id) else { continue };
        let label = here.say.words(&field.label);
        let (text, href) = match value {
            Value::Date(day) => (here.say.long_day(day), None),
            Value::Flag(yes) => (here.say.t(if *yes { "web-yes" } else { "web-no" }), None),
            Value::Link(id) => {
                let target = field.kind.target().unwrap_or_default();
                (naming.linked(target, id.as_str()), naming.href(target, id.as_str()))
            }
            value => (here.say.value(naming.names(), register, &field.id, value), None),
        };
        match field.kind {
            Kind::Note => notes.push((label, text)),
            _ => facts.push(Fact { label, text, href }),
        }
    }
    (facts, notes)
}

type Neighbour = Option<(String, String)>;

/// The events before and after it.
async fn neighbours(here: &Here, event: &Record) -> Result<(Neighbour, Neighbour)> {
    let stand = gathered::stand(here).await?;
    let seen = gathered::seen(here, &stand).await?;
    let Some(at) = seen.iter().position(|one| one.id == event.id) else { return Ok((None, None)) };
    let link = |event: &&Record| {
        let day = auyl_domain::views::day(event, "held_on").map(|day| here.say.day(&day)).unwrap_or_default();
        (format!("{}/event/{}", here.root(), event.id), format!("{day} {}", event.words("title", here.lang())))
    };
    Ok((at.checked_sub(1).and_then(|at| seen.get(at)).map(link), seen.get(at + 1).map(link)))
}

/// What is to be mended of the event and its evidence, each with the place where that is done.
async fn found(here: &Here, event: &Record, proof: &evidence::Proof) -> Result<Vec<Found>> {
    let sees_all = |id: &str| {
        let register = here.project.catalogue.register(id);
        register.is_some_and(|r| matches!(here.may(Action::See, Some(r)), Verdict::Yes | Verdict::OwnPlaces))
    };
    let is_own = |finding: &&Finding| {
        let record = finding.spot.record.as_deref().unwrap_or_default();
        match finding.spot.register.as_deref() {
            Some(EVENT) => sees_all(EVENT) && record == event.id.as_str(),
            Some(EVIDENCE) => sees_all(EVIDENCE) && proof.pieces.iter().any(|piece| piece.record.id.as_str() == record),
            _ => false,
        }
    };
    let all = gathered::findings(here).await?;
    let found = |finding: &Finding| {
        let id = finding.spot.register.as_deref().unwrap_or_default();
        let record = format!("{}/r/{id}/{}", here.root(), finding.spot.record.as_deref().unwrap_or_default());
        let register = here.project.catalogue.register(id);
        let (href, key) = match register.is_some_and(|register| here.can(Action::Change, Some(register))) {
            true if finding.code == "evidence-missing-event" => ("#upload".to_string(), "event-mend-upload"),
            true => (format!("{record}/edit"), "event-mend"),
            false => (record, "event-look"),
        };
        Found { said: Said::of(here, finding), href, key }
    };
    Ok(all.iter().filter(is_own).map(found).collect())
}

/// What people said about the event.
async fn quotes(here: &Here, said: &[Record], naming: &mut Naming<'_>) -> Result<Vec<Quote>> {
    let Some(register) = here.project.catalogue.register(TESTIMONIAL) else { return Ok(Vec::new()) };
    let seen = fields_seen(here, register);
    let is_seen = |id: &str| seen.iter().any(|field| field.id == id);
    let choices = match register.field("kind").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let mut quotes = Vec::new();
    let mut has_names = false;
    for record in said.iter().filter(|_| !seen.is_empty()) {
        naming.learn(register, record).await?;
        let text = |field: &str| if is_seen(field) { record.text(field).to_string() } else { String::new() };
        let person = record.link(PARTICIPANT).filter(|_| is_seen(PARTICIPANT));
        let name = Some(text("name")).filter(|name| !name.is_empty());
        let who = match here.can(Action::SeePersonal, Some(register)) {
            true => name.or_else(|| person.map(|id| naming.linked(PARTICIPANT, id.as_str()))),
            false => None,
        };
        has_names |= who.is_some();
        let file = match record.get("file") {
            Some(Value::File(file)) if is_seen("file") => Some((files::href(here, file), file.name.clone())),
            _ => None,
        };
        quotes.push(Quote {
            kind: here.say.label(choices, record.text("kind")),
            text: text("text"),
            who: who.unwrap_or_default(),
            href: format!("{}/r/{TESTIMONIAL}/{}", here.root(), record.id),
            file,
        });
    }
    if has_names {
        glanced(here, register, "", EVENT).await?;
    }
    Ok(quotes)
}
