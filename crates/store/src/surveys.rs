//! Surveys of projects: questionnaires that a project made itself. Each belongs to one project; its register stands here as
//! files of the catalogue, so that every program that opens the store knows it. Tables are made when it is published.
//!
//! A survey has at most one draft. What was published stays; the documents of published versions stand among the forms that
//! phones were served (`submissions/forms.rs`), where what is sent to them is read.

use crate::submissions::FormVersion;
use crate::{Store, Trouble, Tx, tables};
use auyl_domain::{Catalogue, Refusal, Register};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::sync::Arc;

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists survey (
        project {text} not null, form {text} not null, register {text} not null, title {text} not null,
        state {text} not null, version {text} not null, turn bigint not null, files {text} not null, at {text} not null,
        primary key (project, form))",
    "create table if not exists survey_version (
        project {text} not null, form {text} not null, stage {text} not null, version {text} not null, at {text} not null,
        actor {text} not null, file {text} not null, source {text} not null, md5 {text} not null, title {text} not null,
        lists {text} not null, media {text} not null, files {text} not null, xml {text} not null, shape {text} not null,
        primary key (project, form, stage, version))",
    "create table if not exists survey_file (
        project {text} not null, form {text} not null, stage {text} not null, version {text} not null,
        name {text} not null, digest {text} not null, md5 {text} not null, size bigint not null, at {text} not null,
        primary key (project, form, stage, version, name))",
];

/// State of a survey that takes answers.
pub const OPEN: &str = "open";
/// State of a survey that is not offered any more and takes what was collected before.
pub const CLOSING: &str = "closing";
/// State of a survey that is not offered and takes none.
pub const CLOSED: &str = "closed";
const DRAFT: &str = "draft";
const PUBLISHED: &str = "published";

/// A survey of a project.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Survey {
    /// Id of the form.
    pub form: String,
    /// The register of its answers.
    pub register: String,
    /// What people read: words in JSON.
    pub title: String,
    /// `open`, `closing` or `closed`.
    pub state: String,
    /// The version that is offered; empty while none was published.
    pub version: String,
    /// Grows within the project whenever anything of its surveys changes.
    pub turn: i64,
    /// Files of the catalogue, paths and texts in JSON; those of all versions together.
    pub files: String,
    /// When it was begun.
    pub at: String,
}

/// One version of a survey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SurveyVersion {
    /// Id of the form.
    pub form: String,
    /// Whether it is not published yet.
    pub is_draft: bool,
    /// The version.
    pub version: String,
    /// When it was uploaded; when it was published, once it was.
    pub at: String,
    /// By whom.
    pub actor: String,
    /// Name of the uploaded file.
    pub file: String,
    /// SHA-256 of the uploaded file.
    pub source: String,
    /// MD5 of the document that phones are served.
    pub md5: String,
    /// What people read: words in JSON.
    pub title: String,
    /// Registers whose records can be chosen, in JSON.
    pub lists: String,
    /// Names of files that the form shows or reads, in JSON.
    pub media: String,
    /// Files of the catalogue of this version alone.
    pub files: String,
    /// The document, while it is a draft.
    pub xml: String,
    /// How its submissions are read, while it is a draft.
    pub shape: String,
}

/// A file that a survey shows or reads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SurveyFile {
    /// Its name in the form.
    pub name: String,
    /// SHA-256.
    pub digest: String,
    /// MD5, as phones compare it.
    pub md5: String,
    /// Bytes.
    pub size: i64,
    /// When it came.
    pub at: String,
}

const HEAD: &str = "form, register, title, state, version, turn, files, at";
const VERSION: &str = "form, stage, version, at, actor, file, source, md5, title, lists, media, files, xml, shape";

fn head(row: &AnyRow) -> Result<Survey, Trouble> {
    Ok(Survey {
        form: row.try_get(0)?,
        register: row.try_get(1)?,
        title: row.try_get(2)?,
        state: row.try_get(3)?,
        version: row.try_get(4)?,
        turn: row.try_get(5)?,
        files: row.try_get(6)?,
        at: row.try_get(7)?,
    })
}

fn version(row: &AnyRow) -> Result<SurveyVersion, Trouble> {
    let stage: String = row.try_get(1)?;
    Ok(SurveyVersion {
        form: row.try_get(0)?,
        is_draft: stage == DRAFT,
        version: row.try_get(2)?,
        at: row.try_get(3)?,
        actor: row.try_get(4)?,
        file: row.try_get(5)?,
        source: row.try_get(6)?,
        md5: row.try_get(7)?,
        title: row.try_get(8)?,
        lists: row.try_get(9)?,
        media: row.try_get(10)?,
        files: row.try_get(11)?,
        xml: row.try_get(12)?,
        shape: row.try_get(13)?,
    })
}

fn file(row: &AnyRow, from: usize) -> Result<SurveyFile, Trouble> {
    Ok(SurveyFile {
        name: row.try_get(from)?,
        digest: row.try_get(from + 1)?,
        md5: row.try_get(from + 2)?,
        size: row.try_get(from + 3)?,
        at: row.try_get(from + 4)?,
    })
}

impl SurveyVersion {
    fn stage(&self) -> &'static str {
        if self.is_draft { DRAFT } else { PUBLISHED }
    }
}

impl Store {
    /// The same store as somebody sees it who knows more registers: those of the surveys of a project.
    pub fn knowing(&self, catalogue: Arc<Catalogue>) -> Store {
        Store { catalogue, ..self.clone() }
    }

    /// Makes the tables and columns that registers of surveys lack.
    pub async fn make_tables(&self, registers: &[Register]) -> Result<(), Trouble> {
        tables::make(&self.database, registers).await
    }

    /// Says whether anything of the surveys of a project has changed: a number that grows; 0 where there are none.
    pub async fn surveys_turn(&self, project: &str) -> Result<i64, Trouble> {
        let sql = "select cast(coalesce(max(turn), 0) as bigint) from survey where project = $1";
        Ok(sqlx::query(sql).bind(project).fetch_one(self.database.pool()).await?.try_get(0)?)
    }

    /// The surveys of a project, by form.
    pub async fn surveys(&self, project: &str) -> Result<Vec<Survey>, Trouble> {
        let sql = format!("select {HEAD} from survey where project = $1 order by form");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
        found.iter().map(head).collect()
    }

    /// The versions that surveys of a project offer.
    pub async fn offered_surveys(&self, project: &str) -> Result<Vec<SurveyVersion>, Trouble> {
        let columns = crate::accounts::of("v", VERSION);
        let sql = format!(
            "select {columns} from survey s join survey_version v on v.project = s.project and v.form = s.form
             and v.stage = '{PUBLISHED}' and v.version = s.version where s.project = $1 order by s.form"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
        found.iter().map(version).collect()
    }

    /// Files of the versions that surveys of a project offer, each with its form.
    pub async fn offered_survey_files(&self, project: &str) -> Result<Vec<(String, SurveyFile)>, Trouble> {
        let sql = format!(
            "select f.form, f.name, f.digest, f.md5, f.size, f.at from survey s join survey_file f
             on f.project = s.project and f.form = s.form and f.stage = '{PUBLISHED}' and f.version = s.version
             where s.project = $1 order by f.form, f.name"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(0)?, file(row, 1)?))).collect()
    }

    /// The versions of a survey: its draft first, then the published ones, the newest first.
    pub async fn survey_versions(&self, project: &str, form: &str) -> Result<Vec<SurveyVersion>, Trouble> {
        let sql = format!(
            "select {VERSION} from survey_version where project = $1 and form = $2 order by stage, at desc, version"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).fetch_all(self.database.pool()).await?;
        found.iter().map(version).collect()
    }

    /// Files of one version of a survey by name.
    pub async fn survey_files(&self, project: &str, of: &SurveyVersion) -> Result<Vec<SurveyFile>, Trouble> {
        let sql = "select name, digest, md5, size, at from survey_file
                   where project = $1 and form = $2 and stage = $3 and version = $4 order by name";
        let query = sqlx::query(sql).bind(project).bind(&of.form).bind(of.stage()).bind(&of.version);
        query.fetch_all(self.database.pool()).await?.iter().map(|row| file(row, 0)).collect()
    }

    /// Keeps a file of a version; one of the same name is replaced.
    pub async fn put_survey_file(&self, project: &str, of: &SurveyVersion, new: &SurveyFile) -> Result<(), Trouble> {
        let mut tx = self.database.begin_write().await?;
        let sql = "insert into survey_file (project, form, stage, version, name, digest, md5, size, at)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (project, form, stage, version, name)
                   do update set digest = $6, md5 = $7, size = $8, at = $9";
        let query = sqlx::query(sql).bind(project).bind(&of.form).bind(of.stage()).bind(&of.version);
        let query = query.bind(&new.name).bind(&new.digest).bind(&new.md5).bind(new.size).bind(&new.at);
        query.execute(&mut *tx).await?;
        sqlx::query(NEXT).bind(project).bind(&of.form).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The number of the next change among the surveys of a project.
const NEXT: &str = "update survey set turn = (select max(turn) + 1 from survey where project = $1)
                    where project = $1 and form = $2";

impl Tx {
    /// Keeps a draft, in the place of the one before; files that came with that one stay. A survey that is not there is begun.
    pub async fn keep_survey_draft(&mut self, survey: &Survey, draft: &SurveyVersion) -> Result<(), Trouble> {
        let project = self.project().to_string();
        let on = self.connection();
        let begin = "insert into survey (project, form, register, title, state, version, turn, files, at)
                     values ($1, $2, $3, $4, $5, '', 0, '[]', $6) on conflict do nothing";
        let query = sqlx::query(begin).bind(&project).bind(&survey.form).bind(&survey.register).bind(&survey.title);
        query.bind(OPEN).bind(&draft.at).execute(&mut **on).await?;
        let gone = "delete from survey_version where project = $1 and form = $2 and stage = $3";
        sqlx::query(gone).bind(&project).bind(&draft.form).bind(DRAFT).execute(&mut **on).await?;
        let moved = "update survey_file set version = $4 where project = $1 and form = $2 and stage = $3";
        let query = sqlx::query(moved).bind(&project).bind(&draft.form).bind(DRAFT).bind(&draft.version);
        query.execute(&mut **on).await?;
        // What an earlier version showed is shown on, until other files come.
        let carried = "insert into survey_file (project, form, stage, version, name, digest, md5, size, at)
                       select f.project, f.form, $3, $4, f.name, f.digest, f.md5, f.size, f.at from survey_file f
                       join survey s on s.project = f.project and s.form = f.form and s.version = f.version
                       where f.project = $1 and f.form = $2 and f.stage = $5 on conflict do nothing";
        let query = sqlx::query(carried).bind(&project).bind(&draft.form).bind(DRAFT).bind(&draft.version);
        query.bind(PUBLISHED).execute(&mut **on).await?;
        let sql = format!(
            "insert into survey_version (project, {VERSION}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&project).bind(&draft.form).bind(DRAFT).bind(&draft.version);
        let query = query.bind(&draft.at).bind(&draft.actor).bind(&draft.file).bind(&draft.source).bind(&draft.md5);
        let query = query.bind(&draft.title).bind(&draft.lists).bind(&draft.media).bind(&draft.files);
        query.bind(&draft.xml).bind(&draft.shape).execute(&mut **on).await?;
        sqlx::query(NEXT).bind(&project).bind(&draft.form).execute(&mut **on).await?;
        Ok(())
    }

    /// Publishes the draft of a survey: `survey` is what it is from now on, `of` the draft as it was kept, `form` the document
    /// as it will be served, with its MD5.
    ///
    /// # Errors
    /// `survey-changed` where somebody changed the survey since it was read.
    pub async fn publish_survey(
        &mut self,
        survey: &Survey,
        of: &SurveyVersion,
        form: &FormVersion,
        md5: &str,
    ) -> Result<(), Trouble> {
        let project = self.project().to_string();
        let on = self.connection();
        let sql = "update survey set title = $3, state = $4, version = $5, files = $6
                   where project = $1 and form = $2 and turn = $7";
        let query = sqlx::query(sql).bind(&project).bind(&survey.form).bind(&survey.title).bind(&survey.state);
        let query = query.bind(&form.version).bind(&survey.files).bind(survey.turn);
        if query.execute(&mut **on).await?.rows_affected() != 1 {
            return Err(Refusal::of("survey-changed").into());
        }
        let sql = "update survey_version set stage = $4, version = $5, at = $6, md5 = $7, xml = '', shape = ''
                   where project = $1 and form = $2 and stage = $3";
        let query = sqlx::query(sql).bind(&project).bind(&of.form).bind(DRAFT).bind(PUBLISHED);
        query.bind(&form.version).bind(&form.at).bind(md5).execute(&mut **on).await?;
        let sql = "update survey_file set stage = $4, version = $5 where project = $1 and form = $2 and stage = $3";
        let query = sqlx::query(sql).bind(&project).bind(&of.form).bind(DRAFT).bind(PUBLISHED);
        query.bind(&form.version).execute(&mut **on).await?;
        let sql = "insert into form_version (project, form, version, at, xml, shape) values ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(sql).bind(&project).bind(&form.form).bind(&form.version).bind(&form.at);
        query.bind(&form.xml).bind(&form.shape).execute(&mut **on).await?;
        sqlx::query(NEXT).bind(&project).bind(&survey.form).execute(&mut **on).await?;
        Ok(())
    }

    /// Opens or closes a survey.
    pub async fn set_survey_state(&mut self, form: &str, state: &str) -> Result<(), Trouble> {
        let project = self.project().to_string();
        let on = self.connection();
        let sql = "update survey set state = $3 where project = $1 and form = $2";
        sqlx::query(sql).bind(&project).bind(form).bind(state).execute(&mut **on).await?;
        sqlx::query(NEXT).bind(&project).bind(form).execute(&mut **on).await?;
        Ok(())
    }
}
