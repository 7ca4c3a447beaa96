//! What phones sent, byte for byte, kept before anybody asks what it means. A submission is kept once, by its form and its
//! instance, however often and however many at a time it is sent; what a register makes of it is written later, in one
//! transaction with the mark that says so.
//!
//! In reading order: this file (what is kept and how it is read), `arrive` (how it comes in), `inbox` (many at once),
//! `settle` (what was made of it, and what people say of it), `list` (many of them, as reviewers look through them), `which`
//! (many of them, as programs filter them), `phones` (who may send), `chosen` (phones with chosen forms only), `forms` (what
//! they filled in).

mod arrive;
mod chosen;
mod forms;
mod inbox;
mod list;
mod phones;
mod settle;
mod which;

pub use arrive::{Arrival, ArrivedFile, EDITED, Received};
pub use forms::FormVersion;
pub use inbox::Inbox;
pub use list::{About, Listed, Sifted};
pub use phones::{Numbered, Phone, Sending};
pub use settle::{Remark, Reviewed, Settled};
pub use which::{Mark, Relation, Sent, Which};

use crate::{Store, Trouble};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::HashMap;

pub(crate) use chosen::TABLES as CHOSEN_TABLES;
pub(crate) use forms::TABLES as FORM_TABLES;
pub(crate) use list::TABLES as LIST_TABLES;
pub(crate) use phones::TABLES as PHONE_TABLES;

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists submission (
        project {text} not null, form {text} not null, instance {text} not null, seq bigint not null,
        version {text} not null, root {text} not null, until {text} not null, digest {text} not null,
        xml {text} not null, first_at {text} not null, at {text} not null, actor {text} not null, device {text} not null,
        turn bigint not null, state {text} not null, review {text} not null, register {text} not null,
        record {text} not null, detail {text} not null, primary key (project, form, instance))",
    "create unique index if not exists submission_by_seq on submission (project, form, seq)",
    "create index if not exists submission_by_root on submission (project, form, root)",
    "create index if not exists submission_by_record on submission (project, register, record)",
    "create index if not exists submission_waiting on submission (project, seq) where state = 'received'",
    "create table if not exists submission_file (
        project {text} not null, form {text} not null, instance {text} not null, name {text} not null,
        digest {text} not null, size bigint not null, at {text} not null,
        primary key (project, form, instance, name, digest))",
    "create table if not exists submission_remark (
        project {text} not null, form {text} not null, root {text} not null, at {text} not null, actor {text} not null,
        remark {text} not null)",
    "create index if not exists submission_remark_of on submission_remark (project, form, root, at)",
];

/// How far the program is with a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Kept, and not yet looked at.
    Received,
    /// There are records for it.
    Taken,
    /// It could not be read; somebody has to look.
    Unread,
}

impl Stage {
    /// All of them.
    pub const ALL: [Stage; 3] = [Stage::Received, Stage::Taken, Stage::Unread];

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Received => "received",
            Stage::Taken => "taken",
            Stage::Unread => "unread",
        }
    }
}

/// One submission as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    /// Id of the form.
    pub form: String,
    /// The `instanceID` that the phone gave it.
    pub instance: String,
    /// Its place among all of its form, in the order of arrival; there may be gaps.
    pub seq: i64,
    /// Version of the form.
    pub version: String,
    /// The first instance of which this is an edit; itself where it is none.
    pub root: String,
    /// The instance that edited it; empty where it is the last word.
    pub until: String,
    /// SHA-256 of the bytes.
    pub digest: String,
    /// The bytes.
    pub xml: String,
    /// When the first instance arrived.
    pub first_at: String,
    /// When it arrived.
    pub at: String,
    /// Who sent it: an account or a key.
    pub actor: String,
    /// What the phone calls itself.
    pub device: String,
    /// Grows whenever something more of it arrives.
    pub turn: i64,
    /// How far the program is.
    pub stage: Stage,
    /// What a reviewer decided; empty while nobody did.
    pub review: String,
    /// Register and id of the record that was made of it; empty while there is none.
    pub record: (String, String),
    /// Findings, as JSON; empty where there are none.
    pub detail: String,
}

/// A file of a submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SubmissionFile {
    /// The name that the form says.
    pub name: String,
    /// SHA-256; none while it is expected and has not come.
    pub digest: Option<String>,
    /// Bytes.
    pub size: i64,
    /// When it came.
    pub at: String,
}

const COLUMNS: &str = "form, instance, seq, version, root, until, digest, xml, first_at, at, actor, device, turn, \
                       state, review, register, record, detail";

fn stage_of(word: &str) -> Result<Stage, Trouble> {
    let stage = Stage::ALL.into_iter().find(|known| known.as_str() == word);
    stage.ok_or_else(|| Trouble::machine("a submission in a stage that this program does not know"))
}

fn submission(row: &AnyRow) -> Result<Submission, Trouble> {
    let stage: String = row.try_get(13)?;
    Ok(Submission {
        form: row.try_get(0)?,
        instance: row.try_get(1)?,
        seq: row.try_get(2)?,
        version: row.try_get(3)?,
        root: row.try_get(4)?,
        until: row.try_get(5)?,
        digest: row.try_get(6)?,
        xml: row.try_get(7)?,
        first_at: row.try_get(8)?,
        at: row.try_get(9)?,
        actor: row.try_get(10)?,
        device: row.try_get(11)?,
        turn: row.try_get(12)?,
        stage: stage_of(&stage)?,
        review: row.try_get(14)?,
        record: (row.try_get(15)?, row.try_get(16)?),
        detail: row.try_get(17)?,
    })
}

impl Store {
    /// A submission by its instance.
    pub async fn submission(&self, project: &str, form: &str, instance: &str) -> Result<Option<Submission>, Trouble> {
        let sql = format!("select {COLUMNS} from submission where project = $1 and form = $2 and instance = $3");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).bind(instance);
        query.fetch_optional(self.database.pool()).await?.as_ref().map(submission).transpose()
    }

    /// The submissions of a form that nobody edited since, oldest first: those after a place in the order, at most so many.
    pub async fn submissions(
        &self,
        project: &str,
        form: &str,
        after: i64,
        most: i64,
    ) -> Result<Vec<Submission>, Trouble> {
        let sql = format!(
            "select {COLUMNS} from submission where project = $1 and form = $2 and seq > $3 and until = ''
             order by seq limit $4"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).bind(after).bind(most);
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// Heads of all last words of a form, newest first: all but the documents.
    pub async fn submission_heads(&self, project: &str, form: &str) -> Result<Vec<Submission>, Trouble> {
        let columns = COLUMNS.replace(" xml,", " '',").replace(" detail", " ''");
        let sql = format!(
            "select {columns} from submission where project = $1 and form = $2 and until = '' order by seq desc"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form);
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// Of the submissions between two places in the order, both with: how many files each mentions, and how many came.
    pub async fn submission_file_counts(
        &self,
        project: &str,
        form: &str,
        (from, to): (i64, i64),
    ) -> Result<HashMap<String, (i64, i64)>, Trouble> {
        let sql = "select f.instance, cast(count(distinct f.name) as bigint),
                     cast(count(distinct case when f.digest <> '' then f.name end) as bigint)
                   from submission s join submission_file f
                     on f.project = s.project and f.form = s.form and f.instance = s.instance
                   where s.project = $1 and s.form = $2 and s.seq between $3 and $4 and s.until = ''
                   group by f.instance";
        let query = sqlx::query(sql).bind(project).bind(form).bind(from).bind(to);
        let found = query.fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?)))).collect()
    }

    /// Every word of a submission, the first instance and all edits, oldest first.
    pub async fn submission_edits(&self, project: &str, form: &str, root: &str) -> Result<Vec<Submission>, Trouble> {
        let sql =
            format!("select {COLUMNS} from submission where project = $1 and form = $2 and root = $3 order by seq");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).bind(root);
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// The submissions of which a record was made, oldest first.
    pub async fn submissions_of(&self, project: &str, register: &str, id: &str) -> Result<Vec<Submission>, Trouble> {
        let sql = format!(
            "select {COLUMNS} from submission where project = $1 and register = $2 and record = $3 order by form, seq"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(register).bind(id);
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// Submissions that nobody has looked at yet, oldest first, at most so many.
    pub async fn submissions_waiting(&self, project: &str, most: i64) -> Result<Vec<Submission>, Trouble> {
        let sql =
            format!("select {COLUMNS} from submission where project = $1 and state = 'received' order by seq limit $2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(most);
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// Projects in which submissions wait.
    pub async fn projects_with_submissions_waiting(&self) -> Result<Vec<String>, Trouble> {
        let sql = "select distinct project from submission where state = 'received' order by project";
        let found = sqlx::query(sql).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// How many submissions a form has that nobody edited since.
    pub async fn how_many_submissions(&self, project: &str, form: &str) -> Result<i64, Trouble> {
        self.how_many_submissions_of(project, form, &Which::EVERY).await
    }

    /// Whether any file of a form has come.
    pub async fn has_submission_files(&self, project: &str, form: &str) -> Result<bool, Trouble> {
        let sql = "select 1 from submission_file where project = $1 and form = $2 and digest <> '' limit 1";
        let query = sqlx::query(sql).bind(project).bind(form);
        Ok(query.fetch_optional(self.database.pool()).await?.is_some())
    }

    /// The files of a submission by name: all that came under a name, the last one last, or that it is expected.
    pub async fn submission_files(
        &self,
        project: &str,
        form: &str,
        instance: &str,
    ) -> Result<Vec<SubmissionFile>, Trouble> {
        let sql = "select name, digest, size, at from submission_file
                   where project = $1 and form = $2 and instance = $3 order by name, at, digest";
        let found = sqlx::query(sql).bind(project).bind(form).bind(instance).fetch_all(self.database.pool()).await?;
        let file = |row: &AnyRow| {
            let digest: String = row.try_get(1)?;
            let digest = Some(digest).filter(|digest| !digest.is_empty());
            Ok(SubmissionFile { name: row.try_get(0)?, digest, size: row.try_get(2)?, at: row.try_get(3)? })
        };
        let files = found.iter().map(file).collect::<Result<Vec<_>, Trouble>>()?;
        // What is expected stands as a row without a digest; once a file of the name has come it says nothing more.
        let has_come =
            |file: &SubmissionFile| files.iter().any(|other| other.name == file.name && other.digest.is_some());
        Ok(files.iter().filter(|file| file.digest.is_some() || !has_come(file)).cloned().collect())
    }
}
