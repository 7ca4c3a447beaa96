//! Which submissions of a form: conditions over who sent them, when, and what a reviewer decided. A value that is missing is
//! an empty text and equals nothing else: a condition holds or does not, there is no third.

use super::{COLUMNS, Submission, submission};
use crate::{Store, Trouble};
use sqlx::{AssertSqlSafe, Row};

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Who sent it: an account, or a phone of it.
    Actor,
    /// When the first instance came.
    Sent,
    /// When it was edited last; missing where it never was.
    Edited,
    /// What a reviewer decided; missing where nobody did.
    Review,
}

/// How it is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// The same.
    Eq,
    /// Not the same.
    Ne,
    /// Before.
    Lt,
    /// Before or the same.
    Le,
    /// After.
    Gt,
    /// After or the same.
    Ge,
}

/// A condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// All of these hold; with none, every submission.
    All(Vec<Which>),
    /// At least one of these holds.
    Any(Vec<Which>),
    /// It does not hold.
    Not(Box<Which>),
    /// Sent by this account, with whichever phone.
    Of(String),
    /// A comparison with a text; with an empty one: whether the value is missing.
    Is(Mark, Relation, String),
}

impl Which {
    /// Every submission.
    pub const EVERY: Which = Which::All(Vec::new());

    /// The condition, its values behind those that are there.
    fn sql(&self, values: &mut Vec<String>) -> String {
        let many = |all: &[Which], word: &str, none: &str, values: &mut Vec<String>| match all {
            [] => none.to_string(),
            all => format!("({})", all.iter().map(|one| one.sql(values)).collect::<Vec<_>>().join(word)),
        };
        let mut hold = |value: String| {
            values.push(value);
            format!("${}", values.len())
        };
        match self {
            Which::All(all) => many(all, " and ", "1 = 1", values),
            Which::Any(all) => many(all, " or ", "1 = 0", values),
            Which::Not(one) => format!("not {}", one.sql(values)),
            Which::Of(account) => {
                // What begins with the account and a stroke is a phone of it; the stroke comes right before the nought.
                let [own, from, to] = ["", "/", "0"].map(|end| hold(format!("{account}{end}")));
                format!("(actor = {own} or (actor >= {from} and actor < {to}))")
            }
            Which::Is(mark, relation, value) => {
                let column = match mark {
                    Mark::Actor => "actor",
                    Mark::Sent => "first_at",
                    Mark::Edited => "case when root <> instance then at else '' end",
                    Mark::Review => "review",
                };
                let value = hold(value.clone());
                let order = |sign: &str| format!("({column} {sign} {value} and {column} <> '' and {value} <> '')");
                match relation {
                    Relation::Eq => format!("{column} = {value}"),
                    Relation::Ne => format!("{column} <> {value}"),
                    Relation::Lt => order("<"),
                    Relation::Le => order("<="),
                    Relation::Gt => order(">"),
                    Relation::Ge => order(">="),
                }
            }
        }
    }
}

impl Store {
    /// The last words of a form for which a condition holds, newest first: those before a place in the order, without so many,
    /// at most so many.
    pub async fn submissions_before(
        &self,
        project: &str,
        form: &str,
        which: &Which,
        before: i64,
        (skip, most): (i64, i64),
    ) -> Result<Vec<Submission>, Trouble> {
        let mut values = vec![project.to_string(), form.to_string()];
        let cond = which.sql(&mut values);
        let sql = format!(
            "select {COLUMNS} from submission where project = $1 and form = $2 and seq < {before} and until = '' and {cond}
             order by seq desc limit {most} offset {skip}"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        query.fetch_all(self.database.pool()).await?.iter().map(submission).collect()
    }

    /// How many submissions a form has that nobody edited since and for which a condition holds.
    pub async fn how_many_submissions_of(&self, project: &str, form: &str, which: &Which) -> Result<i64, Trouble> {
        let mut values = vec![project.to_string(), form.to_string()];
        let cond = which.sql(&mut values);
        let sql = format!(
            "select cast(count(*) as bigint) from submission where project = $1 and form = $2 and until = '' and {cond}"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        Ok(query.fetch_one(self.database.pool()).await?.try_get(0)?)
    }
}
