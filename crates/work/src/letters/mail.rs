//! What a body is told by mail: the letter itself, where the server sends it, and reminders before and after its last day. All
//! of it is messages of the outbox, so that each goes out once; papers and the link for an answer are put in by whoever sends
//! them. What became of the letter's own message is written into its record (`mail`, `mail_on`), where reports and history see it.

use super::paper::language;
use super::turn::is_followed;
use super::{linking, matching};
use crate::edit::{PLANS, Step, busy, together};
use crate::outbox::Message;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::terms::Terms;
use auyl_domain::value::long_date;
use auyl_domain::views::{LETTER, Letter, OVERDUE, PASSPORT, PUBLIC_BODY, REPLY, SENT, day};
use auyl_domain::{Record, RecordId};
use auyl_store::Tx;
use auyl_store::outbox::{self, Outbox, Outgoing};
use jiff::civil::Date;

/// The sentences of the message that brings a letter.
pub const LETTER_MAIL: &str = "letter-mail";
/// Those of a reminder before the last day, and on it.
pub const BEFORE: &str = "letter-before";
/// Those of a reminder afterwards.
pub const AFTER: &str = "letter-after";

/// Words of `choices/letter_mail.toml`: how far the mail of a letter came. It waits to be sent,
pub(super) const WAITS: &str = "waiting";
/// the mail server took it,
const TAKEN: &str = "taken";
/// it did not,
const NOT_TAKEN: &str = "failed";
/// or somebody of the team told the body.
const BY_HAND: &str = "by_hand";
/// So many messages of one letter are looked at.
const MOST: i64 = 100;

/// Whether a message brings a letter or reminds of one; whoever sends it puts the papers in.
pub fn is_of_letter(message: &Outgoing) -> bool {
    message.about.0 == LETTER && [LETTER_MAIL, BEFORE, AFTER].contains(&message.template.as_str())
}

/// What the sentences about a letter say.
async fn args(project: &Project, letter: &Record) -> Result<Vec<(&'static str, String)>, Trouble> {
    let lang = language(letter);
    let long = |day: Option<Date>| day.map(|day| long_date(day, lang)).unwrap_or_default();
    let passports = project.good_records(PASSPORT, None).await?;
    let sender = passports.first().map(|passport| passport.words("grantee", lang).to_string()).unwrap_or_default();
    Ok(vec![
        ("number", letter.text("number").to_string()),
        ("day", long(day(letter, "sent_on"))),
        ("subject", letter.words("subject", lang).to_string()),
        ("due", long(Letter::of(letter).due(&Terms::of(&project.catalogue)))),
        ("sender", sender),
    ])
}

/// The message that brings a letter, in the transaction in which it becomes sent.
pub(super) async fn queue(
    project: &Project,
    tx: &mut Tx,
    letter: &Record,
    to: &str,
    doing: &Doing,
) -> Result<(), Trouble> {
    let args = args(project, letter).await?;
    message(letter, to, LETTER_MAIL, &args, "").queue(tx, doing).await?;
    Ok(())
}

fn message<'a>(
    letter: &'a Record,
    to: &'a str,
    template: &'a str,
    args: &'a [(&'a str, String)],
    once: &'a str,
) -> Message<'a> {
    let about = (LETTER, letter.id.as_str());
    Message { to, of: None, lang: language(letter), template, args, about, files: &[], due: None, once }
}

/// The address of the body that a letter waits for; empty where none is known.
pub async fn address(project: &Project, letter: &Record) -> Result<String, Trouble> {
    let body = match letter.link("body") {
        Some(body) => project.store.record(&project.id, PUBLIC_BODY, body, None).await?,
        None => None,
    };
    Ok(body.map(|body| body.text("email").trim().to_string()).unwrap_or_default())
}

/// Writes the reminders of a day to bodies with an address. Gives back how many were new. A term that was extended, or that
/// began anew with another body, has reminders of its own, because its last day is another.
pub async fn remind(project: &Project, today: Date, doing: &Doing) -> Result<usize, Trouble> {
    let Some(register) = project.catalogue.register(LETTER) else { return Ok(0) };
    if !is_followed(project, today).await? {
        return Ok(0);
    }
    let terms = Terms::of(&project.catalogue);
    let mut n = 0;
    for letter in matching(project, register, &format!("state in ({SENT}, {OVERDUE})")).await? {
        let Some(due) = Letter::of(&letter).due(&terms) else { continue };
        let Some(reminder) = terms.fresh_reminder(due, today) else { continue };
        let to = address(project, &letter).await?;
        if to.is_empty() || !linking(project, REPLY, LETTER, &letter.id).await?.is_empty() {
            continue;
        }
        let template = if reminder.left < 0 { AFTER } else { BEFORE };
        let (args, once) = (args(project, &letter).await?, format!("{} {due}", reminder.id));
        n += usize::from(message(&letter, &to, template, &args, &once).queue_alone(project, doing).await?);
    }
    Ok(n)
}

/// Whether a message about a letter is still wanted when it goes out: a reminder only of what the body that gets it has not
/// answered.
pub async fn is_wanted(project: &Project, message: &Outgoing) -> Result<bool, Trouble> {
    let Some(id) = RecordId::read(&message.about.1) else { return Ok(false) };
    let Some(letter) = project.store.record(&project.id, LETTER, &id, None).await? else { return Ok(false) };
    if message.template == LETTER_MAIL {
        return Ok(true);
    }
    let is_awaited = Letter::of(&letter).is_awaited() && linking(project, REPLY, LETTER, &id).await?.is_empty();
    Ok(is_awaited && address(project, &letter).await? == message.addressee)
}

/// The messages about a letter, the newest first.
pub async fn messages(project: &Project, id: &RecordId) -> Result<Vec<Outgoing>, Trouble> {
    let wanted = Outbox { about: Some((LETTER, id.as_str())), most: MOST, ..Outbox::default() };
    project.store.outbox_page(&project.id, &wanted).await
}

/// Writes into the record what became of the message that brings the letter; does nothing where the record says so already.
pub async fn note(project: &Project, id: &RecordId, today: Date, doing: &Doing) -> Result<(), Trouble> {
    let messages = messages(project, id).await?;
    let Some(message) = messages.iter().find(|message| message.template == LETTER_MAIL) else { return Ok(()) };
    let word = match message.state.as_str() {
        outbox::SENT => TAKEN,
        outbox::FAILED | outbox::DROPPED => NOT_TAKEN,
        outbox::TOLD => BY_HAND,
        _ => WAITS,
    };
    for _ in 0..PLANS {
        let found = project.store.record(&project.id, LETTER, id, None).await?;
        let Some(found) = found.filter(|found| found.text("mail") != word) else { return Ok(()) };
        let on = if word == WAITS { String::new() } else { today.to_string() };
        let step = Step::change(project, &found, [("mail", word.to_string()), ("mail_on", on)])?;
        if together(project, doing, vec![step]).await?.is_some() {
            return Ok(());
        }
    }
    Err(busy(project))
}

/// The same for all letters whose mail waits, after a server was ended between sending and noting.
pub async fn note_all(project: &Project, today: Date, doing: &Doing) -> Result<(), Trouble> {
    let Some(register) = project.catalogue.register(LETTER) else { return Ok(()) };
    for letter in matching(project, register, &format!("mail in ({WAITS}, {NOT_TAKEN})")).await? {
        note(project, &letter.id, today, doing).await?;
    }
    Ok(())
}
