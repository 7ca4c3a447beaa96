//! Messages that wait to be sent, and what became of them. A message is written in the transaction of what causes it, and its
//! id follows from what it tells: told twice, it is one message. Before it goes out it is marked *sending*, afterwards *sent*;
//! what a crash leaves between the two is sent once more and says that it was perhaps sent twice.
//!
//! The addressee is held like personal data: it is emptied some days after the message is settled, and when the person is
//! erased or asks not to be told any more (`wishes`).

#[cfg(test)]
mod tests;
mod wishes;

use crate::{Store, Trouble, Tx, events};
use auyl_domain::event::Event;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

pub(crate) use wishes::TABLES as WISHES;

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists outbox (
        project {text} not null, id {text} not null, at {text} not null, actor {text} not null, channel {text} not null,
        lang {text} not null, addressee {text} not null, of_register {text} not null, of_record {text} not null,
        template {text} not null, args {text} not null, files {text} not null, register {text} not null,
        record {text} not null, due {text} not null, state {text} not null, tries bigint not null, taken {text} not null,
        settled {text} not null, said {text} not null, twice bigint not null, primary key (project, id))",
    "create index if not exists outbox_waiting on outbox (state, due) where state in ('waiting', 'sending')",
    "create index if not exists outbox_by_at on outbox (project, at, id)",
    "create index if not exists outbox_about on outbox (project, register, record)",
    "create index if not exists outbox_of on outbox (project, of_register, of_record)",
    "create index if not exists outbox_known on outbox (settled) where addressee <> ''",
    "create table if not exists told_until (project {text} not null primary key, seq bigint not null)",
];

/// State of a message that is to be sent.
pub const WAITING: &str = "waiting";
/// State of a message on its way.
pub const SENDING: &str = "sending";
/// State of a message that the other side took.
pub const SENT: &str = "sent";
/// State of a message that is not tried again.
pub const FAILED: &str = "failed";
/// State of a message that somebody told by hand.
pub const TOLD: &str = "told";
/// State of a message that nobody is to be told any more.
pub const DROPPED: &str = "dropped";
/// All states, as they follow one another.
pub const STATES: [&str; 6] = [WAITING, SENDING, FAILED, SENT, TOLD, DROPPED];

/// A message.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Outgoing {
    /// Its project.
    pub project: String,
    /// Its id, from what it tells and to whom.
    pub id: String,
    /// When it was written.
    pub at: String,
    /// Who did what causes it.
    pub actor: String,
    /// `mail` or `sms`.
    pub channel: String,
    /// Code of the language.
    pub lang: String,
    /// Address or phone; empty when it was forgotten.
    pub addressee: String,
    /// Register and id of the record that holds the address as personal data; empty where it is no person's.
    pub of: (String, String),
    /// Which sentences.
    pub template: String,
    /// What is put into them: an object of texts in JSON, nothing personal.
    pub args: String,
    /// Files that go with it, as records name files, in JSON.
    pub files: String,
    /// Register and id of the record that it is about.
    pub about: (String, String),
    /// Not before then.
    pub due: String,
    /// One of [`STATES`].
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// When it was tried last.
    pub taken: String,
    /// When it was settled.
    pub settled: String,
    /// What the other side said last.
    pub said: String,
    /// Whether it was perhaps sent twice.
    pub twice: bool,
}

impl std::fmt::Debug for Outgoing {
    /// Without the addressee: what is shown for mending ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {} {}", self.id, self.template, self.channel, self.state)
    }
}

/// What became of a try.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The state from now on; [`WAITING`] where it is tried again.
    pub state: &'a str,
    /// When it was known.
    pub at: &'a str,
    /// When it is tried again.
    pub due: &'a str,
    /// What the other side said.
    pub said: &'a str,
    /// Whether it may have arrived although it is tried again.
    pub twice: bool,
}

/// Which messages of a project.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outbox<'a> {
    /// In one of these states; all where there is none.
    pub states: &'a [&'a str],
    /// By this channel; empty for all.
    pub channel: &'a str,
    /// About this record.
    pub about: Option<(&'a str, &'a str)>,
    /// The last one of the page before: when it was written, and its id.
    pub after: Option<(&'a str, &'a str)>,
    /// At most so many.
    pub most: i64,
}

const COLUMNS: &str = "project, id, at, actor, channel, lang, addressee, of_register, of_record, template, args, files, \
                       register, record, due, state, tries, taken, settled, said, twice";

fn outgoing(row: &AnyRow) -> Result<Outgoing, Trouble> {
    let twice: i64 = row.try_get(20)?;
    Ok(Outgoing {
        project: row.try_get(0)?,
        id: row.try_get(1)?,
        at: row.try_get(2)?,
        actor: row.try_get(3)?,
        channel: row.try_get(4)?,
        lang: row.try_get(5)?,
        addressee: row.try_get(6)?,
        of: (row.try_get(7)?, row.try_get(8)?),
        template: row.try_get(9)?,
        args: row.try_get(10)?,
        files: row.try_get(11)?,
        about: (row.try_get(12)?, row.try_get(13)?),
        due: row.try_get(14)?,
        state: row.try_get(15)?,
        tries: row.try_get(16)?,
        taken: row.try_get(17)?,
        settled: row.try_get(18)?,
        said: row.try_get(19)?,
        twice: twice != 0,
    })
}

/// Words of ours in quotes, for a list.
fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("'{}'", word.replace('\'', "''"))).collect::<Vec<_>>().join(", ")
}

impl Tx {
    /// Writes a message, which then waits, unless it says that it stands otherwise. `false` where there is one of this id already, or the person does not want any.
    pub async fn queue(&mut self, new: &Outgoing) -> Result<bool, Trouble> {
        let project = self.project();
        let on = self.connection();
        let silent = "select 1 from outbox_silent where project = $1 and register = $2 and record = $3";
        let query = sqlx::query(silent).bind(&project).bind(&new.of.0).bind(&new.of.1);
        if query.fetch_optional(&mut **on).await?.is_some() {
            return Ok(false);
        }
        let sql = format!(
            "insert into outbox ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
             $16, 0, '', $17, $18, 0) on conflict do nothing"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(&project).bind(&new.id).bind(&new.at).bind(&new.actor);
        let query = query.bind(&new.channel).bind(&new.lang).bind(&new.addressee).bind(&new.of.0).bind(&new.of.1);
        let query = query.bind(&new.template).bind(&new.args).bind(&new.files).bind(&new.about.0).bind(&new.about.1);
        let state = if new.state.is_empty() { WAITING } else { &new.state };
        let query = query.bind(&new.due).bind(state).bind(&new.settled).bind(&new.said);
        Ok(query.execute(&mut **on).await?.rows_affected() == 1)
    }

    /// Forgets where somebody can be reached; what waits for them is dropped.
    pub(crate) async fn forget_addressee(&mut self, register: &str, record: &str, at: &str) -> Result<(), Trouble> {
        let project = self.project();
        let sql = format!(
            "update outbox set addressee = '', settled = case when state = '{WAITING}' then $4 else settled end,
             state = case when state = '{WAITING}' then '{DROPPED}' else state end
             where project = $1 and of_register = $2 and of_record = $3"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(register).bind(record).bind(at);
        query.execute(&mut **self.connection()).await?;
        Ok(())
    }

    /// Moves the mark how far the log was read by who tells people. `false` where another program moved it meanwhile.
    pub async fn told(&mut self, from: i64, to: i64) -> Result<bool, Trouble> {
        let project = self.project();
        let on = self.connection();
        let first = "insert into told_until (project, seq) values ($1, 0) on conflict do nothing";
        sqlx::query(first).bind(&project).execute(&mut **on).await?;
        let sql = "update told_until set seq = $3 where project = $1 and seq = $2";
        Ok(sqlx::query(sql).bind(&project).bind(from).bind(to).execute(&mut **on).await?.rows_affected() == 1)
    }
}

impl Store {
    /// Messages of all projects that are to be sent by now, by these channels, the longest due first. What somebody is told
    /// later waits for what they are told before it, and not for what is for a later day: nobody reads of an answer to a letter
    /// they did not hear of.
    pub async fn outbox_due(&self, channels: &[&str], at: &str, most: i64) -> Result<Vec<Outgoing>, Trouble> {
        if channels.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select {COLUMNS} from outbox where state = '{WAITING}' and due <= $1 and channel in ({})
             and (of_record = '' or not exists (select 1 from outbox earlier where earlier.project = outbox.project
             and earlier.of_register = outbox.of_register and earlier.of_record = outbox.of_record
             and earlier.channel = outbox.channel and earlier.state in ('{WAITING}', '{SENDING}')
             and (earlier.tries > 0 or earlier.due <= $1)
             and (earlier.at < outbox.at or earlier.at = outbox.at and earlier.id < outbox.id)))
             order by due, project, id limit {most}",
            listed(channels)
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(at).fetch_all(self.database.pool()).await?;
        found.iter().map(outgoing).collect()
    }

    /// Marks a message as on its way. `false` where somebody else was quicker.
    pub async fn outbox_take(&self, project: &str, id: &str, at: &str) -> Result<bool, Trouble> {
        let sql = format!(
            "update outbox set state = '{SENDING}', taken = $3, tries = tries + 1
             where project = $1 and id = $2 and state = '{WAITING}'"
        );
        self.outbox_write(sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id).bind(at)).await.map(|n| n == 1)
    }

    /// Writes down what became of a message that was on its way.
    pub async fn outbox_settle(&self, project: &str, id: &str, outcome: &Outcome<'_>) -> Result<(), Trouble> {
        let sql = format!(
            "update outbox set state = $3, settled = $4, due = $5, said = $6, twice = case when twice = 1 then 1 else $7 end
             where project = $1 and id = $2 and state = '{SENDING}'"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id).bind(outcome.state);
        let settled = if outcome.state == WAITING { "" } else { outcome.at };
        let query = query.bind(settled).bind(outcome.due).bind(outcome.said).bind(i64::from(outcome.twice));
        self.outbox_write(query).await?;
        Ok(())
    }

    /// Messages that were on their way when a program ended wait again, and say that they were perhaps sent twice. `before`:
    /// what was taken later may still be on its way. `most`: what was tried so often is not tried again.
    pub async fn outbox_lost(&self, before: &str, most: i64) -> Result<u64, Trouble> {
        let sql = format!(
            "update outbox set state = case when tries < $2 then '{WAITING}' else '{FAILED}' end,
             settled = case when tries < $2 then settled else taken end, twice = 1
             where state = '{SENDING}' and taken < $1"
        );
        self.outbox_write(sqlx::query(AssertSqlSafe(sql)).bind(before).bind(most)).await
    }

    /// Forgets to whom messages went that were settled before a moment.
    pub async fn outbox_forget(&self, before: &str) -> Result<u64, Trouble> {
        let sql = "update outbox set addressee = '' where addressee <> '' and settled <> '' and settled < $1";
        self.outbox_write(sqlx::query(sql).bind(before)).await
    }

    /// A failed message is tried again, a waiting one at once. `false` where nobody knows any more to whom it went.
    pub async fn outbox_again(&self, project: &str, id: &str, at: &str) -> Result<bool, Trouble> {
        let sql = format!(
            "update outbox set state = '{WAITING}', tries = 0, due = $3, settled = ''
             where project = $1 and id = $2 and state in ('{WAITING}', '{FAILED}') and addressee <> ''"
        );
        self.outbox_write(sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id).bind(at)).await.map(|n| n == 1)
    }

    /// Somebody told it themselves (`TOLD`), or nobody is to be told (`DROPPED`). `false` where it was sent meanwhile.
    pub async fn outbox_end(&self, project: &str, id: &str, state: &str, at: &str) -> Result<bool, Trouble> {
        let sql = format!(
            "update outbox set state = $3, settled = $4
             where project = $1 and id = $2 and state in ('{WAITING}', '{FAILED}')"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id).bind(state).bind(at);
        self.outbox_write(query).await.map(|n| n == 1)
    }

    async fn outbox_write(
        &self,
        query: sqlx::query::Query<'_, sqlx::Any, sqlx::any::AnyArguments>,
    ) -> Result<u64, Trouble> {
        let mut tx = self.database.begin_write().await?;
        let n = query.execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        Ok(n)
    }

    /// One message.
    pub async fn outbox_one(&self, project: &str, id: &str) -> Result<Option<Outgoing>, Trouble> {
        let sql = format!("select {COLUMNS} from outbox where project = $1 and id = $2");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(id).fetch_optional(self.database.pool()).await?;
        found.as_ref().map(outgoing).transpose()
    }

    /// Messages of a project, the newest first.
    pub async fn outbox_page(&self, project: &str, wanted: &Outbox<'_>) -> Result<Vec<Outgoing>, Trouble> {
        let mut sql = format!("select {COLUMNS} from outbox where project = $1");
        if !wanted.states.is_empty() {
            sql += &format!(" and state in ({})", listed(wanted.states));
        }
        sql += " and ($2 = '' or channel = $2) and ($3 = '' or (register = $3 and record = $4))
                 and ($5 = '' or at < $5 or (at = $5 and id < $6))";
        sql += &format!(" order by at desc, id desc limit {}", wanted.most);
        let (register, record) = wanted.about.unwrap_or_default();
        let (at, id) = wanted.after.unwrap_or_default();
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(wanted.channel).bind(register).bind(record);
        query.bind(at).bind(id).fetch_all(self.database.pool()).await?.iter().map(outgoing).collect()
    }

    /// How many messages of a project are in which state, by channel.
    pub async fn outbox_counts(&self, project: &str) -> Result<Vec<(String, String, i64)>, Trouble> {
        let sql = "select state, channel, cast(count(*) as bigint) from outbox where project = $1
                   group by state, channel order by state, channel";
        let found = sqlx::query(sql).bind(project).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
    }

    /// How many messages of a project did not go at the first try and wait, or are not tried any more.
    pub async fn outbox_troubled(&self, project: &str) -> Result<i64, Trouble> {
        let sql = format!(
            "select cast(count(*) as bigint) from outbox where project = $1
             and (state = '{FAILED}' or state = '{WAITING}' and tries > 0)"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(project).fetch_one(self.database.pool()).await?;
        Ok(found.try_get(0)?)
    }

    /// Projects whose log has events that who tells people has not read.
    pub async fn projects_to_tell(&self) -> Result<Vec<String>, Trouble> {
        let sql = "select h.project from home h where (select max(e.seq) from event e where e.project = h.project)
                   > coalesce((select t.seq from told_until t where t.project = h.project), 0) order by h.project";
        let found = sqlx::query(sql).fetch_all(self.database.pool()).await?;
        found.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// How far the log of a project was read by who tells people.
    pub async fn told_until(&self, project: &str) -> Result<i64, Trouble> {
        let sql = "select seq from told_until where project = $1";
        let found = sqlx::query(sql).bind(project).fetch_optional(self.database.pool()).await?;
        found.map_or(Ok(0), |row| Ok(row.try_get(0)?))
    }

    /// The last event of a project before a moment; nought where there is none.
    pub async fn last_event_before(&self, project: &str, at: &str) -> Result<i64, Trouble> {
        let sql = "select cast(coalesce(max(seq), 0) as bigint) from event where project = $1 and at < $2";
        let found = sqlx::query(sql).bind(project).bind(at).fetch_one(self.database.pool()).await?;
        Ok(found.try_get(0)?)
    }

    /// The next events of some registers after a number, at most so many, and how far the log is read with them.
    pub async fn events_to_tell(
        &self,
        project: &str,
        registers: &[&str],
        from: i64,
        most: i64,
    ) -> Result<(Vec<Event>, i64), Trouble> {
        let last = self.last_event(project).await?;
        let sql = format!(
            "select {} from event where project = $1 and seq > $2 and seq <= $3 and register in ({})
             order by seq limit {most}",
            events::COLUMNS,
            listed(registers)
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(from).bind(last);
        let found = query.fetch_all(self.database.pool()).await?;
        let found: Vec<Event> = found.iter().map(events::event).collect::<Result<_, _>>()?;
        let to = if (found.len() as i64) < most { last } else { found.last().map_or(last, |event| event.seq) };
        Ok((found, to))
    }
}
