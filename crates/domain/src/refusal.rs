//! A request that cannot be granted. One list; its kind decides the exit code (and later the HTTP status),
//! its sentence stands in `catalogue/words/*.ftl` under `refusal-<code>`.

use crate::words::{Lang, Phrases, Words};
use std::collections::BTreeMap;
use std::fmt;

/// What kind of no it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefusalKind {
    /// The request itself is malformed: exit code 2.
    WrongUse,
    /// What was asked for is not there: exit code 3.
    NotFound,
    /// It is there, but cannot be done now: exit code 3.
    Refused,
    /// It is not for this person: exit code 3.
    Forbidden,
    /// There is more of it than is taken: exit code 3.
    TooLarge,
    /// It was tried too often: exit code 3.
    TooOften,
    /// What it needs does not answer: exit code 3.
    Unavailable,
    /// It is understood, and nobody here does it: exit code 3.
    Unsupported,
}

/// Every refusal there is: code and kind. The texts of each are tested in every language.
pub const REFUSALS: &[(&str, RefusalKind)] = &[
    ("catalogue-has-faults", RefusalKind::Refused),
    ("measure-wrong", RefusalKind::WrongUse),
    ("form-unknown", RefusalKind::NotFound),
    ("form-not-valid-then", RefusalKind::NotFound),
    ("format-unknown", RefusalKind::WrongUse),
    ("file-missing", RefusalKind::NotFound),
    ("file-unreadable", RefusalKind::Refused),
    ("file-unwritable", RefusalKind::Refused),
    ("workbook-unreadable", RefusalKind::Refused),
    ("workbook-protected", RefusalKind::Refused),
    ("audit-nothing-to-read", RefusalKind::WrongUse),
    ("audit-code-unknown", RefusalKind::NotFound),
    ("audit-comments-docx", RefusalKind::WrongUse),
    ("audit-comments-one", RefusalKind::WrongUse),
    ("source-empty", RefusalKind::Refused),
    ("source-too-large", RefusalKind::TooLarge),
    ("source-of-another-kind", RefusalKind::Refused),
    ("source-locked", RefusalKind::Refused),
    ("source-damaged", RefusalKind::Refused),
    ("source-scanned", RefusalKind::Refused),
    ("folder-in-use", RefusalKind::Unavailable),
    ("folder-is-newer", RefusalKind::Refused),
    ("folder-has-project", RefusalKind::Refused),
    ("project-missing", RefusalKind::NotFound),
    ("database-unreachable", RefusalKind::Unavailable),
    ("disk-full", RefusalKind::Unavailable),
    ("register-unknown", RefusalKind::NotFound),
    ("register-sealed", RefusalKind::Refused),
    ("ballot-round-over", RefusalKind::Refused),
    ("ballot-round-not-open", RefusalKind::Refused),
    ("ballot-round-without-codes", RefusalKind::Refused),
    ("ballot-round-without-options", RefusalKind::Refused),
    ("record-missing", RefusalKind::NotFound),
    ("record-is-linked", RefusalKind::Refused),
    ("letter-was-sent", RefusalKind::Refused),
    ("letter-not-sent", RefusalKind::Refused),
    ("letter-without-sender", RefusalKind::Refused),
    ("recommendation-taken", RefusalKind::Refused),
    ("event-missing", RefusalKind::NotFound),
    ("output-missing", RefusalKind::WrongUse),
    ("report-unknown", RefusalKind::NotFound),
    ("demo-missing", RefusalKind::NotFound),
    ("page-missing", RefusalKind::NotFound),
    ("not-allowed", RefusalKind::Forbidden),
    ("token-wrong", RefusalKind::Forbidden),
    ("method-wrong", RefusalKind::WrongUse),
    ("form-from-elsewhere", RefusalKind::Forbidden),
    ("request-malformed", RefusalKind::WrongUse),
    ("request-too-large", RefusalKind::TooLarge),
    ("too-many-requests", RefusalKind::TooOften),
    ("link-expired", RefusalKind::NotFound),
    ("problem-not-asked", RefusalKind::Refused),
    ("problem-not-solved", RefusalKind::Refused),
    ("submission-of-another-form", RefusalKind::Refused),
    ("submission-unreadable", RefusalKind::WrongUse),
    ("submission-unnamed", RefusalKind::WrongUse),
    ("submission-differs", RefusalKind::Refused),
    ("submission-outdated", RefusalKind::Refused),
    ("submission-taken", RefusalKind::Refused),
    ("submission-edit-taken", RefusalKind::Refused),
    ("submission-edits-nothing", RefusalKind::WrongUse),
    ("submission-edits-unknown", RefusalKind::NotFound),
    ("json-unreadable", RefusalKind::WrongUse),
    ("filter-unreadable", RefusalKind::WrongUse),
    ("filter-unsupported", RefusalKind::Unsupported),
    ("phone-unknown", RefusalKind::Forbidden),
    ("phone-form-unknown", RefusalKind::NotFound),
    ("phone-has-all-forms", RefusalKind::Refused),
    ("form-of-register", RefusalKind::Refused),
    ("survey-of-another-form", RefusalKind::Refused),
    ("survey-without-draft", RefusalKind::NotFound),
    ("survey-version-taken", RefusalKind::Refused),
    ("survey-changed", RefusalKind::Refused),
    ("survey-taken", RefusalKind::Refused),
    ("survey-closed", RefusalKind::Refused),
    ("survey-wrong", RefusalKind::WrongUse),
    ("openid-silent", RefusalKind::Unavailable),
    ("openid-denied", RefusalKind::Forbidden),
    ("openid-stale", RefusalKind::WrongUse),
    ("openid-untrusted", RefusalKind::Forbidden),
    ("openid-unknown", RefusalKind::Forbidden),
    ("openid-taken", RefusalKind::Refused),
    ("file-lost", RefusalKind::NotFound),
    ("merge-in-circle", RefusalKind::Refused),
    ("form-worn-out", RefusalKind::WrongUse),
    ("too-many-problems", RefusalKind::TooOften),
    ("address-in-use", RefusalKind::Unavailable),
    ("setting-misunderstood", RefusalKind::WrongUse),
];

/// One refusal with the names its sentence mentions.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    code: &'static str,
    kind: RefusalKind,
    args: BTreeMap<&'static str, String>,
    labels: BTreeMap<&'static str, Words>,
}

impl Refusal {
    /// The refusal of this code.
    ///
    /// # Panics
    /// When the code is not in [`REFUSALS`]: a slip of ours that the first test to reach it shows.
    pub fn of(code: &'static str) -> Refusal {
        let kind = REFUSALS.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind);
        Refusal {
            code,
            kind: kind.expect("every refusal stands in REFUSALS"),
            args: BTreeMap::new(),
            labels: BTreeMap::new(),
        }
    }

    /// The same refusal with one more name for its sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Refusal {
        self.args.insert(name, value.to_string());
        self
    }

    /// The same refusal with a name that is said in the language of the sentence: the title of a register.
    pub fn labelled(mut self, name: &'static str, label: &Words) -> Refusal {
        self.labels.insert(name, label.clone());
        self
    }

    /// Its stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// A name that its sentence mentions; empty where it mentions none of this name.
    pub fn arg(&self, name: &str) -> &str {
        self.args.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Its kind.
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// The exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            RefusalKind::WrongUse => 2,
            _ => 3,
        }
    }

    /// The sentence in a language, with what to do next.
    pub fn message(&self, phrases: &Phrases, lang: Lang) -> String {
        let labels = self.labels.iter().map(|(name, label)| (*name, label.get(lang).to_string()));
        let args = self.args.clone().into_iter().chain(labels).collect();
        phrases.say_with(lang, &format!("refusal-{}", self.code), &args)
    }
}

impl fmt::Display for Refusal {
    /// For logs: the code and its arguments. People get [`Refusal::message`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
