//! Votes as they are typed at a meeting, all questions at once, through the one door.

use crate::edit::{self, Change, Changed};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::Draft;
use auyl_domain::finding::Finding;
use auyl_domain::views::AGENDA_QUESTION;
use auyl_domain::{Record, Register};

/// The fields that a meeting fills in; all others of a question stay as they are.
const TYPED: [&str; 5] = ["votes_for", "votes_against", "votes_abstained", "decision_kk", "decision_ru"];

/// What was typed of one question.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ballot {
    /// Id of the question.
    pub question: String,
    /// `since` of the version that the page showed.
    pub base: i64,
    /// For, against, abstained, decision in Kazakh, in Russian.
    pub typed: [String; 5],
}

/// Saves what was typed. Of each question that could not be saved: its id and what is wrong; the others are saved.
pub async fn count(
    project: &Project,
    ballots: &[Ballot],
    doing: &Doing,
) -> Result<Vec<(String, Vec<Finding>)>, Trouble> {
    let register = project.register(AGENDA_QUESTION)?;
    let silent = silent(register);
    let mut wrong = Vec::new();
    for ballot in ballots {
        let fields = TYPED.iter().zip(&ballot.typed).map(|(field, text)| (*field, text.trim()));
        let draft = Draft::of(fields.chain([("id", ballot.question.as_str())]));
        let change = Change { register: &register.id, draft, base: Some(ballot.base), silent: &silent };
        match edit::change(project, change, Faulty::RefuseFile, doing).await? {
            Changed::Saved { .. } | Changed::Unchanged { .. } => {}
            Changed::Refused { findings } => wrong.push((ballot.question.clone(), findings)),
            Changed::Conflict { .. } => {
                wrong.push((ballot.question.clone(), vec![Finding::severe("row-changed-meanwhile")]));
            }
        }
    }
    Ok(wrong)
}

fn silent(register: &Register) -> Vec<String> {
    let fields = register.fields.iter().map(|field| field.id.clone());
    fields.filter(|field| !TYPED.contains(&field.as_str())).collect()
}

impl Ballot {
    /// What a question says now.
    pub fn of(question: &Record) -> Ballot {
        let plain = |field: &str| question.get(field).map(|value| value.plain()).unwrap_or_default();
        Ballot { question: question.id.to_string(), base: question.since, typed: TYPED.map(plain) }
    }
}
