//! What was made of a submission, in the transaction that writes its records, and what people say of it.

use super::Stage;
use crate::{Store, Trouble, Tx};
use sqlx::{AssertSqlSafe, Row};

/// What was made of one submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// The instance.
    pub instance: &'a str,
    /// Its turn when it was looked at: what arrived since is looked at once more.
    pub turn: i64,
    /// How far it is now.
    pub stage: Stage,
    /// Register and id of its record; empty where there is none.
    pub record: (&'a str, &'a str),
    /// Findings, as JSON.
    pub detail: &'a str,
}

/// What a reviewer decided of one submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reviewed<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// The instance that is its last word.
    pub instance: &'a str,
    /// The decision; empty where it is taken back.
    pub review: &'a str,
    /// Whether the program looks at it once more.
    pub again: bool,
}

/// What somebody said of a submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What.
    pub remark: String,
}

impl Tx {
    /// Marks a submission as looked at, in the transaction of its records. False where more of it has arrived since.
    pub async fn settle(&mut self, settled: &Settled<'_>) -> Result<bool, Trouble> {
        let project = self.project();
        let sql = "update submission set state = $5, register = $6, record = $7, detail = $8
                   where project = $1 and form = $2 and instance = $3 and turn = $4";
        let query = sqlx::query(sql).bind(project).bind(settled.form).bind(settled.instance).bind(settled.turn);
        let query = query.bind(settled.stage.as_str()).bind(settled.record.0).bind(settled.record.1);
        let done = query.bind(settled.detail).execute(&mut **self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes what a reviewer decided of the last word of a submission; false where an edit of it has come since. What is being
    /// looked at right now is looked at once more, so that the decision counts for its records too.
    pub async fn review_submission(&mut self, reviewed: &Reviewed<'_>) -> Result<bool, Trouble> {
        let project = self.project();
        let state = if reviewed.again { ", state = 'received'" } else { "" };
        let sql = format!(
            "update submission set review = $4, turn = turn + 1{state}
             where project = $1 and form = $2 and instance = $3 and until = ''"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(reviewed.form).bind(reviewed.instance);
        Ok(query.bind(reviewed.review).execute(&mut **self.connection()).await?.rows_affected() > 0)
    }

    /// Says something of a submission.
    pub async fn remark_on_submission(&mut self, form: &str, root: &str, remark: &Remark) -> Result<(), Trouble> {
        let project = self.project();
        let query = sqlx::query(ADD_REMARK).bind(project).bind(form).bind(root).bind(&remark.at).bind(&remark.actor);
        query.bind(&remark.remark).execute(&mut **self.connection()).await?;
        Ok(())
    }
}

const ADD_REMARK: &str =
    "insert into submission_remark (project, form, root, at, actor, remark) values ($1, $2, $3, $4, $5, $6)";

impl Store {
    /// Says something of a submission.
    pub async fn add_submission_remark(
        &self,
        project: &str,
        form: &str,
        root: &str,
        remark: &Remark,
    ) -> Result<(), Trouble> {
        let query = sqlx::query(ADD_REMARK).bind(project).bind(form).bind(root).bind(&remark.at).bind(&remark.actor);
        query.bind(&remark.remark).execute(self.database.pool()).await?;
        Ok(())
    }

    /// What people said of a submission, newest first.
    pub async fn submission_remarks(&self, project: &str, form: &str, root: &str) -> Result<Vec<Remark>, Trouble> {
        let sql = "select at, actor, remark from submission_remark where project = $1 and form = $2 and root = $3
                   order by at desc";
        let found = sqlx::query(sql).bind(project).bind(form).bind(root).fetch_all(self.database.pool()).await?;
        let remark = |row: &sqlx::any::AnyRow| {
            Ok(Remark { at: row.try_get(0)?, actor: row.try_get(1)?, remark: row.try_get(2)? })
        };
        found.iter().map(remark).collect()
    }
}
