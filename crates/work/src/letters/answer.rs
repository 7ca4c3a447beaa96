//! What a body says to a letter, recommendation by recommendation, as it says it by its link without an account: a reply
//! that the team still looks at, an outcome at each recommendation, the letter answered, its problems answered. All of it
//! is one transaction through the one door; the same form sent twice is one reply.

use super::send::problems;
use super::{asks, letter};
use crate::edit::{Kept, PLANS, Step, busy, together};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::value::FileRef;
use auyl_domain::views::{ACCEPTED, ANSWERED, ARRIVED, IN_LETTER, LETTER, NOTED, PARTLY, REDIRECTED, REFUSED, REPLY};
use auyl_domain::{Lang, Record, RecordId};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What was said to one recommendation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// A word of the choices `reply_outcome`.
    pub outcome: String,
    /// Why, or which part.
    pub reason: String,
    /// To whom it was sent on.
    pub sent_to: String,
}

/// An answer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// Its number in the body's book.
    pub number: String,
    /// Its day.
    pub replied_on: Option<Date>,
    /// What it says besides.
    pub text: String,
    /// The reply itself.
    pub file: Option<FileRef>,
    /// What was said to each recommendation; to a letter without any, under the letter's own id.
    pub said: BTreeMap<RecordId, Said>,
}

/// What is missing in an answer, before it is sent: fields by the id of what they belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacks {
    /// No outcome.
    Outcome,
    /// A refusal, or a part, without a reason.
    Reason,
    /// Sent on to nobody.
    SentTo,
}

impl Said {
    /// What it lacks.
    pub fn lacks(&self) -> Option<Lacks> {
        match self.outcome.as_str() {
            REFUSED | PARTLY if self.reason.trim().is_empty() => Some(Lacks::Reason),
            REDIRECTED if self.sent_to.trim().is_empty() => Some(Lacks::SentTo),
            ACCEPTED | NOTED | REFUSED | PARTLY | REDIRECTED => None,
            _ => Some(Lacks::Outcome),
        }
    }
}

/// The outcome of a reply from those of its recommendations: the same where all agree, in part where any was accepted.
pub fn outcome<'s>(said: impl IntoIterator<Item = &'s Said>) -> &'static str {
    let mut of: Vec<&str> = said.into_iter().map(|said| said.outcome.as_str()).collect();
    of.sort_unstable();
    of.dedup();
    let known = [ACCEPTED, PARTLY, NOTED, REDIRECTED, REFUSED];
    match of[..] {
        [one] => known.into_iter().find(|known| *known == one).unwrap_or(NOTED),
        _ if of.contains(&ACCEPTED) || of.contains(&PARTLY) => PARTLY,
        _ if of.contains(&NOTED) => NOTED,
        _ => REDIRECTED,
    }
}

/// The reply of a link: one, however often its form is sent.
pub fn reply_of(link: &str) -> RecordId {
    RecordId::from_content([REPLY, link])
}

/// Takes an answer in; none where the reply is there already. The first of the records is the reply.
pub async fn take(
    project: &Project,
    id: &RecordId,
    reply: &RecordId,
    answer: &Answer,
    lang: Lang,
    today: Date,
    doing: &Doing,
) -> Result<Option<Kept>, Trouble> {
    for _ in 0..PLANS {
        if project.store.record(&project.id, REPLY, reply, None).await?.is_some() {
            return Ok(None);
        }
        let found = letter(project, id).await?;
        let asks = asks(project, id).await?;
        let mut steps = vec![Step::new(REPLY, reply, fields(&found, answer, lang, today))];
        for ask in &asks {
            let Some(said) = answer.said.get(&ask.id) else { continue };
            let fields = [
                ("outcome", said.outcome.clone()),
                ("outcome_on", answer.replied_on.unwrap_or(today).to_string()),
                (
                    "outcome_reason",
                    if matches!(said.outcome.as_str(), REFUSED | PARTLY) { said.reason.clone() } else { String::new() },
                ),
                ("sent_to", if said.outcome == REDIRECTED { said.sent_to.clone() } else { String::new() }),
                (REPLY, reply.to_string()),
            ];
            steps.push(Step::change(project, ask, fields)?);
        }
        if found.state() != ANSWERED {
            steps.push(Step::change(project, &found, [("state", ANSWERED.to_string())])?);
        }
        for problem in problems(project, &asks).await? {
            if problem.state() == IN_LETTER && problem.link(LETTER) == Some(id) {
                let answered = [(REPLY, reply.to_string()), ("state", ANSWERED.to_string())];
                steps.push(Step::change(project, &problem, answered)?);
            }
        }
        if let Some(kept) = together(project, doing, steps).await? {
            return Ok(Some(kept));
        }
    }
    Err(busy(project))
}

fn fields(letter: &Record, answer: &Answer, lang: Lang, today: Date) -> Vec<(&'static str, String)> {
    let text = if lang == Lang::Kk { "text_kk" } else { "text_ru" };
    let file = answer.file.as_ref().map(|file| format!("{}:{}", file.sha256, file.name)).unwrap_or_default();
    vec![
        (LETTER, letter.id.to_string()),
        ("number", answer.number.clone()),
        ("replied_on", answer.replied_on.map(|day| day.to_string()).unwrap_or_default()),
        ("received_on", today.to_string()),
        ("outcome", outcome(answer.said.values()).to_string()),
        (text, answer.text.clone()),
        ("file", file),
        ("came_by_link", "true".to_string()),
        ("state", ARRIVED.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(outcome: &str, reason: &str, sent_to: &str) -> Said {
        Said { outcome: outcome.into(), reason: reason.into(), sent_to: sent_to.into() }
    }

    #[test]
    fn the_outcome_of_a_reply_follows_from_its_parts() {
        let of = |outcomes: &[&str]| {
            let all: Vec<Said> = outcomes.iter().map(|word| said(word, "", "")).collect();
            outcome(&all)
        };
        assert_eq!(of(&["accepted", "accepted"]), "accepted");
        assert_eq!(of(&["refused", "refused"]), "refused");
        assert_eq!(of(&["refused", "accepted"]), "partly");
        assert_eq!(of(&["refused", "partly", "noted"]), "partly");
        assert_eq!(of(&["noted", "refused"]), "noted");
        assert_eq!(of(&["redirected", "refused"]), "redirected");
    }

    #[test]
    fn a_refusal_wants_a_reason_and_sending_on_a_name() {
        assert_eq!(said("refused", " ", "").lacks(), Some(Lacks::Reason));
        assert_eq!(said("partly", "", "").lacks(), Some(Lacks::Reason));
        assert_eq!(said("refused", "нет сметы", "").lacks(), None);
        assert_eq!(said("redirected", "", "").lacks(), Some(Lacks::SentTo));
        assert_eq!(said("redirected", "", "отдел дорог").lacks(), None);
        assert_eq!(said("accepted", "", "").lacks(), None);
        assert_eq!(said("", "", "").lacks(), Some(Lacks::Outcome));
        assert_eq!(said("whatever", "", "").lacks(), Some(Lacks::Outcome));
    }
}
