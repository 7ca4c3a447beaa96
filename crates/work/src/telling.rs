//! Who raised or supports a problem and left an address is told each step of it: received, joined with another, in a letter,
//! answered, decided, said to be solved, opened again. Steps are read from the log of events, whoever made them by whatever
//! door (a page, a phone, an import), and become messages in one transaction with the mark how far the log was read: a step is
//! told once, and none is lost.
//!
//! Who typed an address into the open page may have typed that of somebody else. A machine asks them once, by the first message,
//! whether they want to be told, and says nothing more until they do (*confirmed*). Who is told by a person is asked by a person.

use crate::outbox::{CONFIRM, Message, channel_of};
use crate::project::Doing;
use crate::voice::raise::OPEN_PAGE;
use crate::{Project, Trouble};
use auyl_domain::confirming::{CONFIRMED, REOPENED, SOLVED, is_called_solved};
use auyl_domain::event::Event;
use auyl_domain::measure::{Condition, resolve};
use auyl_domain::views::{DECISION, PASSPORT, PLACE, PROBLEM, SUPPORTER, day};
use auyl_domain::{Lang, Record, RecordId, Value};
use auyl_store::outbox::Outgoing;
use auyl_store::{ReviewFilter, Tx, Wanted};
use jiff::civil::Date;

/// Events to a transaction.
const BATCH: i64 = 200;
/// Supporters of one problem that are told.
const MOST: i64 = 2_000;
/// What happened longer ago is no news, where a server was away: the page of messages says so, and a person decides.
const FRESH_DAYS: i64 = 7;
/// Who supported longer before it was recorded is not told that it was received: their paper was typed in late.
const TYPED_DAYS: i64 = 14;

/// How messages go out.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'a> {
    /// Whether the project has an open page, to which links lead.
    pub is_open: bool,
    /// Channels on which a machine sends; on others a person tells.
    pub sent: &'a [&'a str],
}

/// What is told to whom.
struct Step {
    template: &'static str,
    problem: String,
    /// One supporter; all of the problem, where there is none.
    supporter: Option<String>,
    once: String,
    actor: String,
    at: String,
    /// Whether it happened too long ago to be told without asking.
    is_late: bool,
    /// Whether who is told has just said that they want to be.
    says_yes: bool,
}

/// Reads on in the log, and writes what is to be told. `false` where there is nothing more to read.
pub async fn tell(project: &Project, now: jiff::Timestamp, ways: Ways<'_>) -> Result<bool, Trouble> {
    if project.catalogue.register(SUPPORTER).is_none() {
        return Ok(false);
    }
    let mark = project.store.told_until(&project.id).await?;
    let oldest = now.checked_sub(jiff::SignedDuration::from_hours(FRESH_DAYS * 24)).unwrap_or(now);
    // A log that is read for the first time is not told from its beginning.
    let from = match mark {
        0 => project.store.last_event_before(&project.id, &oldest.to_string()).await?,
        mark => mark,
    };
    let (events, to) = project.store.events_to_tell(&project.id, &[PROBLEM, SUPPORTER, DECISION], from, BATCH).await?;
    if to == mark {
        return Ok(false);
    }
    let mut ready = Vec::new();
    for event in &events {
        let is_late = event.at.parse::<jiff::Timestamp>().is_ok_and(|at| at < oldest);
        for step in steps(project, event).await? {
            ready.extend(addressed(project, Step { is_late, ..step }, ways).await?);
        }
    }
    // Who was never asked whether they want to be told is asked by a fresh step.
    ready.retain(|told| !(told.step.is_late && told.template == CONFIRM));
    let mut tx = project.store.begin(&project.id).await?;
    if !tx.told(mark, to).await? {
        // Another program was quicker.
        return Ok(true);
    }
    for told in &ready {
        told.queue(&mut tx, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Tells somebody who has just said that they want to be told how their problem stands: what happened before was not told them.
/// The step is the one that the log would tell, so that it is told once.
pub async fn catch_up(
    project: &Project,
    tx: &mut Tx,
    supporter: &str,
    now: jiff::Timestamp,
    ways: Ways<'_>,
) -> Result<(), Trouble> {
    let Some(id) = RecordId::read(supporter) else { return Ok(()) };
    let Some(found) = project.store.record(&project.id, SUPPORTER, &id, None).await? else { return Ok(()) };
    let Some(problem) = found.link(PROBLEM) else { return Ok(()) };
    let versions = project.store.history(&project.id, PROBLEM, problem).await?;
    let Some((last, _)) = versions.last() else { return Ok(()) };
    // Since when it stands as it stands.
    let stands = |of: &Record| (is_called_solved(of), if is_called_solved(of) { "" } else { of.state() }.to_string());
    let since = versions.iter().rev().take_while(|(of, _)| stands(of) == stands(last)).last();
    let Some((_, event)) = since else { return Ok(()) };
    let (template, once) = match last.state() {
        "in_letter" => ("step-in_letter", String::new()),
        "answered" => ("step-answered", String::new()),
        SOLVED | CONFIRMED => ("step-solved", event.seq.to_string()),
        REOPENED => ("step-reopened", event.seq.to_string()),
        _ => ("step-received", problem.to_string()),
    };
    let step = Step {
        template,
        problem: problem.to_string(),
        supporter: Some(supporter.to_string()),
        once,
        actor: event.actor.clone(),
        at: event.at.clone(),
        is_late: false,
        says_yes: true,
    };
    for told in addressed(project, step, ways).await? {
        told.queue(tx, now).await?;
    }
    Ok(())
}

impl Addressed {
    /// Writes the message. What is no news any more does not go out by itself: a person decides.
    async fn queue(&self, tx: &mut Tx, now: jiff::Timestamp) -> Result<(), Trouble> {
        let Addressed { step, template, to, supporter, lang, args } = self;
        let args: Vec<(&str, String)> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let message = Message {
            to,
            of: Some((SUPPORTER, supporter.as_str())),
            lang: *lang,
            template,
            args: &args,
            about: (PROBLEM, step.problem.as_str()),
            files: &[],
            due: None,
            // They are asked once, whatever the step.
            once: if *template == CONFIRM { "" } else { &step.once },
        };
        let doing = Doing { actor: step.actor.clone(), at: step.at.clone() };
        match step.is_late {
            true => message.queue_late(tx, &doing, &now.to_string()).await?,
            false => message.queue(tx, &doing).await?,
        };
        Ok(())
    }
}

/// The steps that an event is.
async fn steps(project: &Project, event: &Event) -> Result<Vec<Step>, Trouble> {
    let Some(id) = RecordId::read(&event.record) else { return Ok(Vec::new()) };
    let store = &project.store;
    let Some(now) = store.record(&project.id, &event.register, &id, Some(event.seq)).await? else {
        return Ok(Vec::new());
    };
    if now.since != event.seq {
        return Ok(Vec::new());
    }
    let before = match event.verb.as_str() {
        "changed" => store.record(&project.id, &event.register, &id, Some(event.seq - 1)).await?,
        _ => None,
    };
    let step = |template, problem: &str, once: String| Step {
        template,
        problem: problem.to_string(),
        supporter: None,
        once,
        actor: event.actor.clone(),
        at: event.at.clone(),
        is_late: false,
        says_yes: false,
    };
    let link = |record: &Record, field: &str| record.link(field).map(|id| id.to_string()).unwrap_or_default();
    let mut steps = Vec::new();
    match event.register.as_str() {
        PROBLEM => {
            let Some(before) = before else { return Ok(steps) };
            let template = match (before.state(), now.state()) {
                (before, now) if before == now => None,
                (_, "in_letter") => Some(("step-in_letter", String::new())),
                (_, "answered") => Some(("step-answered", String::new())),
                // Those who were asked whether it is solved have said so.
                (SOLVED, CONFIRMED) | (CONFIRMED, SOLVED) => None,
                (_, SOLVED | CONFIRMED) => Some(("step-solved", event.seq.to_string())),
                (SOLVED | CONFIRMED, _) => Some(("step-reopened", event.seq.to_string())),
                _ => None,
            };
            steps.extend(template.map(|(template, once)| step(template, &event.record, once)));
        }
        DECISION if before.is_none() => steps.push(step("step-decided", &link(&now, PROBLEM), event.record.clone())),
        SUPPORTER => {
            let problem = link(&now, PROBLEM);
            let template = match &before {
                _ if !now.review.is_empty() => None,
                None if is_news(&now, event) => Some("step-received"),
                Some(before) if link(before, PROBLEM) != problem && now.get("came_with").is_some() => {
                    Some("step-merged")
                }
                // What came in without an account is received when somebody of the team has looked at it.
                Some(before) if !before.review.is_empty() => Some("step-received"),
                _ => None,
            };
            let supporter = Some(event.record.clone());
            steps.extend(template.map(|template| Step { supporter, ..step(template, &problem, problem.clone()) }));
        }
        _ => {}
    }
    Ok(steps)
}

/// Whether somebody supported about when it was recorded.
fn is_news(supporter: &Record, event: &Event) -> bool {
    let recorded: Option<Date> = event.at.get(..10).and_then(|day| day.parse().ok());
    match day(supporter, "supported_on").zip(recorded) {
        Some((supported, recorded)) => recorded.since(supported).is_ok_and(|span| span.get_days() <= TYPED_DAYS as i32),
        None => true,
    }
}

/// A step with one of those who are told it.
struct Addressed {
    step: std::sync::Arc<Step>,
    template: &'static str,
    to: String,
    supporter: String,
    lang: Lang,
    args: Vec<(&'static str, String)>,
}

async fn addressed(project: &Project, step: Step, ways: Ways<'_>) -> Result<Vec<Addressed>, Trouble> {
    let missing = Ok(Vec::new());
    let Some(id) = RecordId::read(&step.problem) else { return missing };
    let Some(problem) = project.store.record(&project.id, PROBLEM, &id, None).await? else { return missing };
    let supporters = match &step.supporter {
        None => supporters(project, &step.problem).await?,
        Some(id) => match RecordId::read(id) {
            Some(id) => project.store.record(&project.id, SUPPORTER, &id, None).await?.into_iter().collect(),
            None => Vec::new(),
        },
    };
    let village = match problem.link(PLACE) {
        Some(id) => project.store.record(&project.id, PLACE, id, None).await?,
        None => None,
    };
    let passports = project.good_records(PASSPORT, None).await?;
    let step = std::sync::Arc::new(step);
    let mut told = Vec::new();
    for supporter in supporters.iter().filter(|supporter| wants(supporter)) {
        let to = ["email", "phone"].map(|field| supporter.text(field)).into_iter().find(|to| !to.is_empty());
        let Some(to) = to else { continue };
        let is_asked = !step.says_yes && supporter.text("source") == OPEN_PAGE && ways.sent.contains(&channel_of(to));
        let of = (SUPPORTER, supporter.id.as_str());
        let template = match is_asked && !project.store.is_confirmed(&project.id, of).await? {
            true => CONFIRM,
            false => step.template,
        };
        let lang = Lang::read(supporter.text("language")).unwrap_or(Lang::Kk);
        let ticket = supporter.text("ticket");
        let words =
            |record: Option<&Record>| record.map(|record| record.words("title", lang).to_string()).unwrap_or_default();
        let mut args = vec![
            (PROBLEM, words(Some(&problem))),
            ("village", words(village.as_ref())),
            ("project", words(passports.first())),
            ("ticket", ticket.to_string()),
        ];
        if ways.is_open && !ticket.is_empty() {
            args.push((crate::outbox::PATH, format!("/open/{}/ticket/{ticket}", project.id)));
        }
        let (to, supporter) = (to.to_string(), supporter.id.to_string());
        told.push(Addressed { step: step.clone(), template, to, supporter, lang, args });
    }
    Ok(told)
}

/// Whether somebody asks to be told: the record says so, and nothing stands against it.
fn wants(supporter: &Record) -> bool {
    supporter.review.is_empty() && supporter.get("tell") == Some(&Value::Flag(true))
}

/// Whether somebody was only asked so far whether they want to be told.
pub async fn waits_for_yes(project: &Project, register: &str, record: &str) -> Result<bool, Trouble> {
    let Some(id) = RecordId::read(record).filter(|_| register == SUPPORTER) else { return Ok(false) };
    let supporter = project.store.record(&project.id, SUPPORTER, &id, None).await?;
    Ok(supporter.is_some_and(|supporter| supporter.text("source") == OPEN_PAGE)
        && !project.store.is_confirmed(&project.id, (SUPPORTER, record)).await?)
}

/// Whether a message is still wanted by the one for whom it waits. Those of offices are.
pub async fn is_wanted(project: &Project, message: &Outgoing) -> Result<bool, Trouble> {
    let (register, record) = (message.of.0.as_str(), message.of.1.as_str());
    let Some(id) = RecordId::read(record).filter(|_| register == SUPPORTER) else { return Ok(true) };
    Ok(project.store.record(&project.id, SUPPORTER, &id, None).await?.is_some_and(|supporter| wants(&supporter)))
}

/// Who supports a problem, each once.
async fn supporters(project: &Project, problem: &str) -> Result<Vec<Record>, Trouble> {
    let register = project.register(SUPPORTER)?;
    let text = format!("{PROBLEM} = \"{problem}\"");
    let cond = Condition::read(&text).and_then(|text| resolve(&text, register, &project.catalogue));
    let cond = vec![cond.map_err(|finding| Trouble::machine(format!("{}: {text}", finding.code)))?];
    let wanted = Wanted { cond, most: MOST, review: ReviewFilter::Without, ..Wanted::default() };
    Ok(project.store.page(&project.id, SUPPORTER, &wanted).await?.records)
}
