//! A message to somebody outside: written in the transaction of what causes it, in the language of whoever gets it, sent by the
//! worker of the server. Its sentences stand in the catalogue: `outbox-<template>` with `.subject` for mail, and with `.short`
//! where an SMS says it shorter.
//!
//! ```ignore
//! let message = Message { to: &phone, lang, template: "solved", args: &[("problem", title)], about: (PROBLEM, &id), .. };
//! message.queue(&mut tx, &doing).await?;      // the same `tx` that saves what is told
//! ```

use crate::letters::mail;
use crate::project::Doing;
use crate::{Project, Trouble, telling};
use auyl_domain::Lang;
use auyl_domain::id::sha256;
use auyl_domain::value::FileRef;
use auyl_domain::words::Phrases;
use auyl_store::Tx;
use auyl_store::outbox::{FAILED, Outgoing};
use std::collections::BTreeMap;

/// Mail.
pub const MAIL: &str = "mail";
/// Short messages to a phone.
pub const SMS: &str = "sms";
/// The sentences that ask somebody whether they want to be told; the link is theirs alone.
pub const CONFIRM: &str = "step-confirm";
/// What is said of a message that came too late to go out by itself.
pub const LATE: &str = "late";
/// The argument that leads to a page of this server: its path. Sentences see it as `link`, with the server's address.
pub const PATH: &str = "path";

/// A message as whoever causes it says it.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    /// An address of mail, or a phone.
    pub to: &'a str,
    /// Register and id of the person's record that holds the address. Whoever has one may end such messages, and is forgotten
    /// when they are erased; offices have none.
    pub of: Option<(&'a str, &'a str)>,
    /// In which language.
    pub lang: Lang,
    /// Which sentences.
    pub template: &'a str,
    /// What is put into them; nothing personal.
    pub args: &'a [(&'a str, String)],
    /// Register and id of the record that it is about.
    pub about: (&'a str, &'a str),
    /// Files of the project that go with it.
    pub files: &'a [FileRef],
    /// Not before this moment; at once, where there is none.
    pub due: Option<&'a str>,
    /// Tells this occasion from others of the same template about the same record: a reopening, a day, the number of an event.
    pub once: &'a str,
}

impl Message<'_> {
    /// By which way such an addressee is reached.
    pub fn channel(&self) -> &'static str {
        channel_of(self.to)
    }

    /// The id: what is told, to whom, on which occasion. The address itself is not in it where a record holds it, because an id
    /// stays when the address is forgotten.
    fn id(&self) -> String {
        let (register, record) = self.of.unwrap_or(("", self.to));
        let parts = [self.template, self.channel(), self.about.0, self.about.1, register, record, self.once];
        sha256(parts.join("\n").as_bytes())[..32].to_string()
    }

    /// Writes it into the transaction of what causes it. `false` where it was written before, where nobody can be reached, or
    /// where the person does not want to be told.
    pub async fn queue(&self, tx: &mut Tx, doing: &Doing) -> Result<bool, Trouble> {
        self.write(tx, doing, Outgoing::default()).await
    }

    /// The same of what happened so long ago that it does not go out by itself: it stands among those that were not sent and says
    /// why, for somebody to send it, to tell it or to leave it.
    pub async fn queue_late(&self, tx: &mut Tx, doing: &Doing, now: &str) -> Result<bool, Trouble> {
        let late = Outgoing { state: FAILED.into(), settled: now.into(), said: LATE.into(), ..Outgoing::default() };
        self.write(tx, doing, late).await
    }

    async fn write(&self, tx: &mut Tx, doing: &Doing, as_of: Outgoing) -> Result<bool, Trouble> {
        let to = self.to.trim();
        if to.is_empty() {
            return Ok(false);
        }
        let args: BTreeMap<&str, &String> = self.args.iter().map(|(name, value)| (*name, value)).collect();
        let files: Vec<String> = self.files.iter().map(|file| format!("{}:{}", file.sha256, file.name)).collect();
        let of = self.of.unwrap_or_default();
        let new = Outgoing {
            id: self.id(),
            at: doing.at.clone(),
            actor: doing.actor.clone(),
            channel: self.channel().into(),
            lang: self.lang.code().into(),
            addressee: to.into(),
            of: (of.0.into(), of.1.into()),
            template: self.template.into(),
            args: serde_json::to_string(&args).map_err(Trouble::machine)?,
            files: serde_json::to_string(&files).map_err(Trouble::machine)?,
            about: (self.about.0.into(), self.about.1.into()),
            due: self.due.unwrap_or(&doing.at).into(),
            ..as_of
        };
        tx.queue(&new).await
    }

    /// The same in a transaction of its own, where what causes it is over.
    pub async fn queue_alone(&self, project: &Project, doing: &Doing) -> Result<bool, Trouble> {
        let mut tx = project.store.begin(&project.id).await?;
        let is_new = self.queue(&mut tx, doing).await?;
        tx.commit().await?;
        Ok(is_new)
    }
}

/// A message as it is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// What it is about; empty for an SMS.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// By which way an addressee is reached.
pub fn channel_of(to: &str) -> &'static str {
    if to.contains('@') { MAIL } else { SMS }
}

/// Addresses that whoever sends a message puts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Links<'a> {
    /// Of this server, as people reach it.
    pub site: Option<&'a str>,
    /// Of the page that ends such messages.
    pub stop: Option<&'a str>,
    /// Of the page on which a body answers a letter.
    pub answer: Option<&'a str>,
}

/// What a message says.
pub fn text(phrases: &Phrases, message: &Outgoing, links: Links<'_>) -> Text {
    let Links { site, stop, answer } = links;
    let lang = Lang::read(&message.lang).unwrap_or(Lang::Kk);
    let mut args: BTreeMap<String, String> = serde_json::from_str(&message.args).unwrap_or_default();
    let link = match message.template.as_str() {
        CONFIRM => stop.map(str::to_string),
        _ if mail::is_of_letter(message) => answer.map(str::to_string),
        _ => site.zip(args.get(PATH)).map(|(site, path)| format!("{}{path}", site.trim_end_matches('/'))),
    };
    args.insert("link".into(), link.unwrap_or_default());
    let args: BTreeMap<&str, String> = args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let key = format!("outbox-{}", message.template);
    if message.channel == SMS {
        let short = phrases.attribute(lang, &key, "short", &args);
        let text = if short.is_empty() { phrases.say_with(lang, &key, &args) } else { short };
        return Text { subject: String::new(), text };
    }
    let mut text = phrases.say_with(lang, &key, &args);
    if let Some(stop) = stop.filter(|_| message.template != CONFIRM) {
        let stop = BTreeMap::from([("link", stop.to_string())]);
        text.push_str(&format!("\n\n--\n{}", phrases.say_with(lang, "outbox-stop", &stop)));
    }
    Text { subject: phrases.attribute(lang, &key, "subject", &args), text }
}

/// Whether a message is still wanted when it goes out.
pub async fn is_wanted(project: &Project, message: &Outgoing) -> Result<bool, Trouble> {
    match mail::is_of_letter(message) {
        true => mail::is_wanted(project, message).await,
        false => telling::is_wanted(project, message).await,
    }
}

/// The files that go with a message.
pub fn files(message: &Outgoing) -> Vec<FileRef> {
    let files: Vec<String> = serde_json::from_str(&message.files).unwrap_or_default();
    files.iter().filter_map(|file| FileRef::read(file)).collect()
}

/// How many minutes a message rests after so many tries that came to nothing; none where it is not tried again. A mail server
/// that is mended within two days loses no letter.
pub fn rest_after(tries: i64) -> Option<i64> {
    usize::try_from(tries - 1).ok().and_then(|at| RESTS.get(at).copied())
}

/// The rests in minutes.
const RESTS: [i64; 11] = [1, 5, 15, 60, 120, 240, 360, 720, 720, 720, 720];
/// A message is tried at most so often.
pub const MOST_TRIES: i64 = RESTS.len() as i64 + 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        let ru = "outbox-solved = Проблема «{ $problem }» решена.{ $link_set ->\n    [yes] { \" \" }{ $link }\n   *[no] { \"\" }\n }\n    \
                  .subject = Решена: { $problem }\n    .short = Решена: { $problem } { $link }\noutbox-stop = Не писать больше: { $link }\n";
        Phrases::read([(Lang::Ru, ru)]).0
    }

    fn outgoing(channel: &str) -> Outgoing {
        Outgoing {
            channel: channel.into(),
            lang: "ru".into(),
            template: "solved".into(),
            args: "{\"problem\": \"Нет воды\", \"path\": \"/t/1\"}".into(),
            ..Outgoing::default()
        }
    }

    #[test]
    fn a_mail_says_more_than_a_short_message_and_how_to_end_it() {
        let site = Links { site: Some("https://auyl.example/"), ..Links::default() };
        let mail = text(&phrases(), &outgoing(MAIL), Links { stop: Some("https://auyl.example/stop/x"), ..site });
        assert_eq!(mail.subject, "Решена: Нет воды");
        assert_eq!(
            mail.text,
            "Проблема «Нет воды» решена. https://auyl.example/t/1\n\n--\nНе писать больше: https://auyl.example/stop/x"
        );
        let sms = text(&phrases(), &outgoing(SMS), site);
        assert_eq!((sms.subject.as_str(), sms.text.as_str()), ("", "Решена: Нет воды https://auyl.example/t/1"));
        assert_eq!(text(&phrases(), &outgoing(MAIL), Links::default()).text, "Проблема «Нет воды» решена.");
    }

    #[test]
    fn an_id_follows_from_what_is_told_and_hides_the_address_of_a_person() {
        let message = Message {
            to: "dina@ulgi.example",
            of: Some(("supporter", "s-1")),
            lang: Lang::Kk,
            template: "solved",
            args: &[],
            about: ("problem", "p-1"),
            files: &[],
            due: None,
            once: "",
        };
        assert_eq!(message.id(), Message { to: "other@ulgi.example", ..message }.id());
        assert_ne!(message.id(), Message { once: "2", ..message }.id(), "it was opened and solved again");
        assert_ne!(message.id(), Message { of: Some(("supporter", "s-2")), ..message }.id());
        assert_eq!((message.channel(), Message { to: "+77020000001", ..message }.channel()), (MAIL, SMS));
    }

    #[test]
    fn a_message_rests_longer_each_time_and_is_given_up_after_two_days() {
        let rests: Vec<i64> = (1..).map_while(rest_after).collect();
        assert!(rests.is_sorted() && (48 * 60..72 * 60).contains(&rests.iter().sum::<i64>()), "{rests:?}");
        assert_eq!(rest_after(0), None);
    }
}
