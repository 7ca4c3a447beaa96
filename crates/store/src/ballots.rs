//! Ballots of a round of voting, apart from everybody who cast them. A code is known by its digest alone and is used once; the
//! ballot that it lets in stands in another table under a number by chance, without the digest, without a time and without who
//! brought it. Rows of both lie in the order of their keys, so that their places tell nothing of when they came (PostgreSQL
//! forgets it when the round is closed and the table is written anew).
//!
//! In reading order: what is kept, [`Received`] (what becomes of a ballot), the round's box and its codes, `cast` (the one way in).

use crate::{Store, Trouble, Tx};
use auyl_domain::ballot_code::BallotCode;
use auyl_domain::id::sha256;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::hash::{BuildHasher, RandomState};

/// The tables; `{text}` is the dialect's type of text, `{keyed}` what makes it keep rows by their key.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists ballot_box (
        project {text} not null, round {text} not null, key {text} not null, state {text} not null,
        options {text} not null, result {text} not null, primary key (project, round))",
    "create table if not exists ballot_batch (
        project {text} not null, round {text} not null, batch bigint not null, title {text} not null,
        printed bigint not null, handed bigint not null, state {text} not null, primary key (project, round, batch))",
    "create table if not exists ballot_code (
        project {text} not null, round {text} not null, digest {text} not null, batch bigint not null,
        state {text} not null, receipt {text} not null, primary key (project, round, digest)){keyed}",
    "create table if not exists ballot (
        project {text} not null, round {text} not null, id {text} not null, batch bigint not null,
        vote {text} not null, told {text} not null, primary key (project, round, id)){keyed}",
    "create table if not exists ballot_refused (
        project {text} not null, round {text} not null, reason {text} not null, n bigint not null,
        primary key (project, round, reason))",
];

/// The state of a box whose codes are printed and which takes no ballots yet.
pub const PREPARED: &str = "prepared";
/// The state of a box that takes ballots.
pub const OPEN: &str = "open";
/// The state of a box that takes no more.
pub const CLOSED: &str = "closed";

const OUT: &str = "out";
const USED: &str = "used";
const VOID: &str = "void";

/// The box of a round.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BallotBox {
    /// The key of the digests of its codes.
    pub key: String,
    /// `prepared`, `open` or `closed`.
    pub state: String,
    /// Ids of the options in the order of the published list, in JSON; empty until it is opened.
    pub options: String,
    /// The result, in JSON; empty until it is closed.
    pub result: String,
}

/// Codes that were printed together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// Its number within the round, from 1.
    pub number: i64,
    /// For whom: a village, a street.
    pub title: String,
    /// How many codes were printed.
    pub printed: i64,
    /// How many were handed out, by the signatures on the list.
    pub handed: i64,
    /// How many were used.
    pub used: i64,
    /// Whether the unused ones were withdrawn.
    pub is_void: bool,
}

/// A ballot as it is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedBallot {
    /// The batch of its code.
    pub batch: i64,
    /// What it says.
    pub vote: String,
    /// What its voter said of themselves, in JSON; empty where nothing.
    pub told: String,
}

/// A ballot that somebody brings.
#[derive(Clone, Copy, Debug)]
pub struct NewBallot<'a> {
    /// The round.
    pub round: &'a str,
    /// Its code.
    pub code: &'a BallotCode,
    /// What is the same whenever the same ballot is sent once more; says nothing about it. Empty where it is never sent twice.
    pub sending: &'a str,
    /// What it says.
    pub vote: &'a str,
    /// What its voter said of themselves, in JSON.
    pub told: &'a str,
}

/// What became of a ballot that somebody brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Received {
    /// It counts.
    Counted,
    /// It counted already: the same sending came once more.
    Repeated,
    /// Its code was used for another ballot, which counts.
    Used,
    /// Its code was withdrawn.
    Void,
    /// There is no such code in this round.
    Unknown,
    /// The round takes no ballots: not yet, or no more.
    Closed,
}

impl Received {
    /// The word for what does not count; none for what does.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Received::Counted | Received::Repeated => None,
            Received::Used => Some("ballot-code-used"),
            Received::Void => Some("ballot-code-void"),
            Received::Unknown => Some("ballot-code-unknown"),
            Received::Closed => Some("ballot-round-closed"),
        }
    }
}

fn ballot_box(row: &AnyRow) -> Result<BallotBox, Trouble> {
    Ok(BallotBox { key: row.try_get(0)?, state: row.try_get(1)?, options: row.try_get(2)?, result: row.try_get(3)? })
}

impl Store {
    /// The box of a round; none before codes were made for it.
    pub async fn ballot_box(&self, project: &str, round: &str) -> Result<Option<BallotBox>, Trouble> {
        let sql = "select key, state, options, result from ballot_box where project = $1 and round = $2";
        let found = sqlx::query(sql).bind(project).bind(round).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(ballot_box).transpose()
    }

    /// The batches of a round in order.
    pub async fn ballot_batches(&self, project: &str, round: &str) -> Result<Vec<Batch>, Trouble> {
        let sql = "select b.batch, b.title, b.printed, b.handed, b.state,
                     cast((select count(*) from ballot v where v.project = b.project and v.round = b.round
                           and v.batch = b.batch) as bigint)
                   from ballot_batch b where b.project = $1 and b.round = $2 order by b.batch";
        let found = sqlx::query(sql).bind(project).bind(round).fetch_all(self.database.pool()).await?;
        let batch = |row: &AnyRow| {
            Ok(Batch {
                number: row.try_get(0)?,
                title: row.try_get(1)?,
                printed: row.try_get(2)?,
                handed: row.try_get(3)?,
                is_void: row.try_get::<String, _>(4)? == VOID,
                used: row.try_get(5)?,
            })
        };
        found.iter().map(batch).collect()
    }

    /// All ballots of a round, in an order that tells nothing.
    pub async fn ballots(&self, project: &str, round: &str) -> Result<Vec<CountedBallot>, Trouble> {
        let sql = "select batch, vote, told from ballot where project = $1 and round = $2 order by id";
        let found = sqlx::query(sql).bind(project).bind(round).fetch_all(self.database.pool()).await?;
        let ballot =
            |row: &AnyRow| Ok(CountedBallot { batch: row.try_get(0)?, vote: row.try_get(1)?, told: row.try_get(2)? });
        found.iter().map(ballot).collect()
    }

    /// How many ballots did not count, by reason.
    pub async fn ballots_refused(&self, project: &str, round: &str) -> Result<Vec<(String, i64)>, Trouble> {
        let sql = "select reason, n from ballot_refused where project = $1 and round = $2 order by reason";
        let found = sqlx::query(sql).bind(project).bind(round).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Casts a ballot in a transaction of its own. No event tells of it: the log knows when.
    pub async fn cast_ballot(&self, project: &str, new: &NewBallot<'_>) -> Result<Received, Trouble> {
        let mut tx = self.database.begin_write().await?;
        let received = cast(&mut tx, project, new).await?;
        tx.commit().await?;
        Ok(received)
    }
}

impl Tx {
    /// The box of a round, made with this key where there is none.
    pub async fn ballot_box(&mut self, round: &str, key: &str) -> Result<BallotBox, Trouble> {
        let project = self.project();
        let on = self.connection();
        let sql = "insert into ballot_box (project, round, key, state, options, result)
                   values ($1, $2, $3, $4, '', '') on conflict do nothing";
        sqlx::query(sql).bind(&project).bind(round).bind(key).bind(PREPARED).execute(&mut **on).await?;
        let sql = "select key, state, options, result from ballot_box where project = $1 and round = $2";
        ballot_box(&sqlx::query(sql).bind(&project).bind(round).fetch_one(&mut **on).await?)
    }

    /// Changes the box of a round from one state to another; false where it was not in the first. Options and result stay where
    /// they are empty here.
    pub async fn turn_ballot_box(
        &mut self,
        round: &str,
        (from, to): (&str, &str),
        options: &str,
    ) -> Result<bool, Trouble> {
        let project = self.project();
        let sql = "update ballot_box set state = $4, options = case when $5 = '' then options else $5 end
                   where project = $1 and round = $2 and state = $3";
        let query = sqlx::query(sql).bind(&project).bind(round).bind(from).bind(to).bind(options);
        let done = query.execute(&mut **self.connection()).await?.rows_affected() > 0;
        if done && to == CLOSED {
            // Written anew in the order of their numbers: where rows lie in the order of arrival, it ends here.
            let on = self.connection();
            let sql = "select id, batch, vote, told from ballot where project = $1 and round = $2 order by id";
            let rows = sqlx::query(sql).bind(&project).bind(round).fetch_all(&mut **on).await?;
            let gone = "delete from ballot where project = $1 and round = $2";
            sqlx::query(gone).bind(&project).bind(round).execute(&mut **on).await?;
            for row in &rows {
                let (id, batch): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
                let (vote, told): (String, String) = (row.try_get(2)?, row.try_get(3)?);
                let query = sqlx::query(ADD).bind(&project).bind(round).bind(id).bind(batch).bind(vote).bind(told);
                query.execute(&mut **on).await?;
            }
        }
        Ok(done)
    }

    /// Keeps the result of a round.
    pub async fn keep_ballot_result(&mut self, round: &str, result: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql = "update ballot_box set result = $3 where project = $1 and round = $2";
        sqlx::query(sql).bind(project).bind(round).bind(result).execute(&mut **self.connection()).await?;
        Ok(())
    }

    /// Keeps codes that are about to be printed, by their digests; gives the number of their batch.
    pub async fn add_ballot_codes(&mut self, round: &str, title: &str, digests: &[String]) -> Result<i64, Trouble> {
        let project = self.project();
        let on = self.connection();
        let sql =
            "select cast(coalesce(max(batch), 0) + 1 as bigint) from ballot_batch where project = $1 and round = $2";
        let number: i64 = sqlx::query(sql).bind(&project).bind(round).fetch_one(&mut **on).await?.try_get(0)?;
        let sql = "insert into ballot_batch (project, round, batch, title, printed, handed, state)
                   values ($1, $2, $3, $4, $5, $5, $6)";
        let query = sqlx::query(sql).bind(&project).bind(round).bind(number).bind(title);
        query.bind(digests.len() as i64).bind(OUT).execute(&mut **on).await?;
        let sql =
            "insert into ballot_code (project, round, digest, batch, state, receipt) values ($1, $2, $3, $4, $5, '')";
        for digest in digests {
            let query = sqlx::query(sql).bind(&project).bind(round).bind(digest).bind(number).bind(OUT);
            query.execute(&mut **on).await?;
        }
        Ok(number)
    }

    /// Notes how many codes of a batch were handed out.
    pub async fn set_ballots_handed(&mut self, round: &str, batch: i64, handed: i64) -> Result<bool, Trouble> {
        let project = self.project();
        let sql = "update ballot_batch set handed = $4
                   where project = $1 and round = $2 and batch = $3 and $4 between 0 and printed";
        let query = sqlx::query(sql).bind(project).bind(round).bind(batch).bind(handed);
        Ok(query.execute(&mut **self.connection()).await?.rows_affected() > 0)
    }

    /// Withdraws the codes of a batch that were not used: its sheets were lost.
    pub async fn void_ballot_batch(&mut self, round: &str, batch: i64) -> Result<u64, Trouble> {
        let project = self.project();
        let on = self.connection();
        let sql = "update ballot_code set state = $4 where project = $1 and round = $2 and batch = $3 and state = $5";
        let query = sqlx::query(sql).bind(&project).bind(round).bind(batch).bind(VOID).bind(OUT);
        let n = query.execute(&mut **on).await?.rows_affected();
        let sql = "update ballot_batch set state = $4 where project = $1 and round = $2 and batch = $3";
        sqlx::query(sql).bind(&project).bind(round).bind(batch).bind(VOID).execute(&mut **on).await?;
        Ok(n)
    }

    /// Casts a ballot that a phone brought, in the transaction that settles what it was in.
    pub async fn cast_ballot(&mut self, new: &NewBallot<'_>) -> Result<Received, Trouble> {
        let project = self.project();
        cast(self.connection(), &project, new).await
    }

    /// Puts another document in the place of what a phone sent: what it said must not be read any more. What it is known by when
    /// it is sent once more stays.
    pub async fn blank_submission(&mut self, form: &str, instance: &str, xml: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql = "update submission set xml = $4 where project = $1 and form = $2 and instance = $3";
        let query = sqlx::query(sql).bind(project).bind(form).bind(instance).bind(xml);
        query.execute(&mut **self.connection()).await?;
        Ok(())
    }
}

/// The number of a ballot. Chance of this process, since what phones sent is taken in without any handed in; a number that
/// followed from anything that is kept would lead from the code to the vote.
fn by_chance() -> String {
    let half = || RandomState::new().hash_one(PREPARED);
    format!("{:016x}{:016x}", half(), half())
}

const ADD: &str = "insert into ballot (project, round, id, batch, vote, told) values ($1, $2, $3, $4, $5, $6)";

/// The one way in. Who marks the code as used lets the ballot in; the row of the box is held until then, so that a box that is
/// being closed waits for who came before, and who comes after finds it closed.
async fn cast(on: &mut AnyConnection, project: &str, new: &NewBallot<'_>) -> Result<Received, Trouble> {
    let sql = "update ballot_box set state = state where project = $1 and round = $2";
    sqlx::query(sql).bind(project).bind(new.round).execute(&mut *on).await?;
    let sql = "select key, state, options, result from ballot_box where project = $1 and round = $2";
    let found = sqlx::query(sql).bind(project).bind(new.round).fetch_optional(&mut *on).await?;
    let Some(ballot_box) = found.as_ref().map(ballot_box).transpose()? else { return Ok(Received::Closed) };
    let received = cast_into(on, project, new, &ballot_box).await?;
    if let Some(reason) = received.reason() {
        let sql = "insert into ballot_refused (project, round, reason, n) values ($1, $2, $3, 1)
                   on conflict (project, round, reason) do update set n = ballot_refused.n + 1";
        sqlx::query(sql).bind(project).bind(new.round).bind(reason).execute(&mut *on).await?;
    }
    Ok(received)
}

async fn cast_into(
    on: &mut AnyConnection,
    project: &str,
    new: &NewBallot<'_>,
    ballot_box: &BallotBox,
) -> Result<Received, Trouble> {
    let digest = new.code.digest(&ballot_box.key);
    let receipt = match new.sending {
        "" => String::new(),
        sending => sha256(format!("{}\n{digest}\n{sending}", ballot_box.key).as_bytes()),
    };
    if ballot_box.state == OPEN {
        let sql = "update ballot_code set state = $4, receipt = $5
                   where project = $1 and round = $2 and digest = $3 and state = $6";
        let query = sqlx::query(sql).bind(project).bind(new.round).bind(&digest).bind(USED).bind(&receipt).bind(OUT);
        if query.execute(&mut *on).await?.rows_affected() == 1 {
            let sql = "insert into ballot (project, round, id, batch, vote, told)
                       select project, round, $4, batch, $5, $6 from ballot_code
                       where project = $1 and round = $2 and digest = $3";
            let query = sqlx::query(sql).bind(project).bind(new.round).bind(&digest);
            query.bind(by_chance()).bind(new.vote).bind(new.told).execute(&mut *on).await?;
            return Ok(Received::Counted);
        }
    }
    let sql = "select state, receipt from ballot_code where project = $1 and round = $2 and digest = $3";
    let query = sqlx::query(sql).bind(project).bind(new.round).bind(&digest);
    let Some(row) = query.fetch_optional(&mut *on).await? else {
        // Who guesses is not told more of a closed round than of an open one.
        return Ok(if ballot_box.state == OPEN { Received::Unknown } else { Received::Closed });
    };
    let (state, known): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    Ok(match state.as_str() {
        USED if !receipt.is_empty() && known == receipt => Received::Repeated,
        _ if ballot_box.state != OPEN => Received::Closed,
        VOID => Received::Void,
        _ => Received::Used,
    })
}
