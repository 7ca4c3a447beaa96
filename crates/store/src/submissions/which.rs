//! Which submissions of a form: conditions over who sent them, when, and what a reviewer decided. A value that is missing is
//! an empty text and equals nothing else: a condition holds or does not, there is no third.

use crate::dialect::{BETWEEN, unescaped};
use crate::{Store, Trouble};
use sqlx::{AssertSqlSafe, Row};
use std::cmp::Reverse;

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

/// What programs that read answers are told of a submission: its last word, and who sent it when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// Its place among all of its form, in the order of arrival.
    pub seq: i64,
    /// The `instanceID` that the phone gave it.
    pub instance: String,
    /// The first instance of which this is an edit; itself where it is none.
    pub root: String,
    /// Version of the form.
    pub version: String,
    /// When the first instance arrived.
    pub first_at: String,
    /// When it arrived.
    pub at: String,
    /// Who sent it: an account or a key.
    pub actor: String,
    /// What the phone calls itself.
    pub device: String,
    /// What a reviewer decided; empty while nobody did.
    pub review: String,
    /// The bytes.
    pub xml: String,
}

/// The columns of [`Sent`] behind its place, in their order.
const TOLD: [&str; 9] = ["instance", "root", "version", "first_at", "at", "actor", "device", "review", "xml"];

impl Sent {
    /// All that stand in a text, the newest first.
    fn all(text: &str) -> Result<Vec<Sent>, Trouble> {
        let mut values = text.split(BETWEEN);
        let mut all = Vec::new();
        while let Some(seq) = values.next().filter(|seq| !seq.is_empty()) {
            let mut value = || values.next().map(unescaped).ok_or_else(|| Trouble::machine("a submission is cut off"));
            all.push(Sent {
                seq: seq.parse().map_err(Trouble::machine)?,
                instance: value()?,
                root: value()?,
                version: value()?,
                first_at: value()?,
                at: value()?,
                actor: value()?,
                device: value()?,
                review: value()?,
                xml: value()?,
            });
        }
        all.sort_unstable_by_key(|sent| Reverse(sent.seq));
        Ok(all)
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
    ) -> Result<Vec<Sent>, Trouble> {
        let mut values = vec![project.to_string(), form.to_string()];
        let holds = format!("seq < {before} and {}", which.sql(&mut values));
        self.sent(&holds, &format!(" order by seq desc limit {most} offset {skip}"), values).await
    }

    /// The last words of a form at these places in the order, newest first.
    pub async fn submissions_at(&self, project: &str, form: &str, places: &[i64]) -> Result<Vec<Sent>, Trouble> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let places = places.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        self.sent(&format!("seq in ({places})"), "", vec![project.to_string(), form.to_string()]).await
    }

    /// They come in one text: a row at a time would cost more to hand over than to read.
    async fn sent(&self, holds: &str, tail: &str, values: Vec<String>) -> Result<Vec<Sent>, Trouble> {
        let dialect = self.database.dialect;
        let line = TOLD.map(|column| dialect.written(column, true)).join(&format!(" || {} || ", dialect.between()));
        let all = dialect.joined(&format!("{} || {} || {line}", dialect.written("seq", false), dialect.between()));
        let sql = format!(
            "select {all} from (select * from submission where project = $1 and form = $2 and until = '' and {holds}{tail}) s"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        let text: Option<String> = query.fetch_one(self.database.pool()).await?.try_get(0)?;
        Sent::all(&text.unwrap_or_default())
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
