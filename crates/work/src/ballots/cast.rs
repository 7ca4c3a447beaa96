//! A ballot on its way into the box: from a page, or from what a phone sent. It goes through the one door, is read by the rules
//! of its round, and then either counts or is told why not; nothing of it is kept beside the box.

use super::Setting;
use crate::{Project, Trouble};
use auyl_domain::ballot_code::BallotCode;
use auyl_domain::finding::Finding;
use auyl_domain::record::Record;
use auyl_domain::sheet_code::Unreadable;
use auyl_domain::voting::round::written;
use auyl_store::Tx;
use auyl_store::ballots::{NewBallot, Received};
use serde_json::{Map, Value};

/// What somebody filled in.
#[derive(Clone, Debug, Default)]
pub struct Sheet<'a> {
    /// The code as it was typed.
    pub code: &'a str,
    /// The options in order, from 0.
    pub options: Vec<u32>,
    /// What the voter said of themselves: field and word.
    pub told: Vec<(&'a str, &'a str)>,
}

/// A ballot that may be cast.
#[derive(Clone, Debug)]
pub struct Cast {
    round: String,
    code: BallotCode,
    sending: String,
    vote: String,
    told: String,
}

/// What the voter may say of themselves.
pub const TOLD: [&str; 2] = ["gender", "age_band"];

/// Reads a code; the finding says how to type it.
pub fn code_of(typed: &str) -> Result<BallotCode, Finding> {
    BallotCode::read(typed).map_err(|trouble| match trouble {
        Unreadable::NoCode => Finding::severe("ballot-code-unreadable"),
        Unreadable::WrongLetter => Finding::severe("ballot-code-letter-wrong"),
    })
}

impl Cast {
    /// A ballot of a page.
    pub fn of(setting: &Setting, sheet: &Sheet<'_>) -> Result<Cast, Finding> {
        let code = code_of(sheet.code)?;
        let options = setting.round().check(sheet.options.clone(), &setting.costs())?;
        let known = sheet.told.iter().filter(|(_, word)| !word.is_empty());
        let told: Map<String, Value> =
            known.map(|(field, word)| (field.to_string(), Value::String(word.to_string()))).collect();
        Ok(Cast {
            round: setting.id().to_string(),
            code,
            sending: String::new(),
            vote: written(&options),
            told: if told.is_empty() { String::new() } else { Value::Object(told).to_string() },
        })
    }

    /// A ballot that a phone sent, as the door has read it.
    pub async fn of_record(
        project: &Project,
        record: &Record,
        sending: &str,
    ) -> Result<Result<Cast, Finding>, Trouble> {
        let Some(round) = record.link("round") else { return Ok(Err(Finding::severe("ballot-round-closed"))) };
        let setting = match Setting::of(project, round.as_str()).await {
            Ok(setting) => setting,
            Err(Trouble::Refusal(_)) => return Ok(Err(Finding::severe("ballot-round-closed"))),
            Err(trouble) => return Err(trouble),
        };
        let read = || {
            let options = setting.round().read(record.text("numbers"), &setting.costs())?;
            let words = TOLD.into_iter().map(|field| (field, record.text(field)));
            let sheet = Sheet { code: record.text("code"), options, told: words.collect() };
            let cast = Cast::of(&setting, &sheet)?;
            Ok(Cast { sending: sending.to_string(), ..cast })
        };
        Ok(read())
    }

    /// Whether it marks nothing: who says so gives everybody's part of the money to the others.
    pub fn is_blank(&self) -> bool {
        self.vote.is_empty()
    }

    fn brought(&self) -> NewBallot<'_> {
        NewBallot { round: &self.round, code: &self.code, sending: &self.sending, vote: &self.vote, told: &self.told }
    }

    /// Casts it at once.
    pub async fn cast(&self, project: &Project) -> Result<Received, Trouble> {
        project.store.cast_ballot(&project.id, &self.brought()).await
    }

    /// Casts it in a transaction that does more.
    pub async fn cast_within(&self, tx: &mut Tx) -> Result<Received, Trouble> {
        tx.cast_ballot(&self.brought()).await
    }
}
