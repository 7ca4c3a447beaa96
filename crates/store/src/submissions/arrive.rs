//! How a submission comes in: many in one transaction, each with an answer of its own. The same instance is kept once;
//! a second time it may bring files that the first did not.

use crate::dialect::Writing;
use crate::save::MOST_VALUES;
use crate::{Store, Trouble};
use auyl_domain::id::sha256;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A submission on its way in. Its files are kept already.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Arrival {
    /// The project.
    pub project: String,
    /// Id of the form.
    pub form: String,
    /// Version of the form.
    pub version: String,
    /// The `instanceID`.
    pub instance: String,
    /// The `deprecatedID`: the instance that this one edits; empty where it is none.
    pub edits: String,
    /// The bytes.
    pub xml: String,
    /// When.
    pub at: String,
    /// Who sends: an account or a key.
    pub actor: String,
    /// What the phone calls itself.
    pub device: String,
    /// Files that came with it.
    pub files: Vec<ArrivedFile>,
    /// Names of files that it mentions.
    pub mentions: Vec<String>,
}

/// A file that came with a submission and is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ArrivedFile {
    /// Its name in the submission.
    pub name: String,
    /// SHA-256.
    pub digest: String,
    /// Bytes.
    pub size: i64,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Received {
    /// It is kept.
    New,
    /// It was kept before; files that were missing are kept now.
    Again,
    /// Another one of this instance is kept: nothing was stored.
    Different,
    /// It edits a submission that somebody else edited in the meantime: nothing was stored.
    Outdated,
}

type Key<'a> = (&'a str, &'a str, &'a str);

fn key(arrival: &Arrival) -> Key<'_> {
    (&arrival.project, &arrival.form, &arrival.instance)
}

impl Store {
    /// Keeps submissions, all in one transaction, and says of each what became of it.
    pub async fn receive(&self, arrivals: &[Arrival]) -> Result<Vec<Received>, Trouble> {
        let mut tx = self.database.begin_write().await?;
        let projects: BTreeSet<&str> = arrivals.iter().map(|arrival| arrival.project.as_str()).collect();
        // In one order, so that two who lock several never wait for each other.
        for project in projects {
            self.database.lock(&mut tx, &format!("submissions of {project}")).await?;
        }
        let mut batch = Batch { digests: arrivals.iter().map(|it| sha256(it.xml.as_bytes())).collect(), arrivals };
        let received = batch.keep(&mut tx).await?;
        tx.commit().await?;
        Ok(received)
    }
}

struct Batch<'a> {
    arrivals: &'a [Arrival],
    digests: Vec<String>,
}

/// What a reviewer finds where a submission has been edited since.
pub const EDITED: &str = "edited";

/// An instance that is kept from now on.
struct New {
    at: usize,
    seq: i64,
    root: String,
    first_at: String,
}

/// What is kept of an instance.
struct Kept {
    digest: String,
    root: String,
    first_at: String,
    until: String,
}

impl Batch<'_> {
    async fn keep(&mut self, tx: &mut Writing) -> Result<Vec<Received>, Trouble> {
        let arrivals = self.arrivals;
        let mut kept = self.kept(tx).await?;
        let mut next = self.next_seqs(tx).await?;
        let (mut received, mut new, mut ended) = (Vec::new(), Vec::new(), Vec::new());
        for (at, arrival) in arrivals.iter().enumerate() {
            if let Some(known) = kept.get(&owned(key(arrival))) {
                received.push(if known.digest == self.digests[at] { Received::Again } else { Received::Different });
                continue;
            }
            let before = kept.get_mut(&owned((&arrival.project, &arrival.form, &arrival.edits)));
            let (root, first_at) = match before {
                Some(before) if !before.until.is_empty() => {
                    received.push(Received::Outdated);
                    continue;
                }
                Some(before) => {
                    before.until.clone_from(&arrival.instance);
                    ended.push(arrival);
                    (before.root.clone(), before.first_at.clone())
                }
                // An edit of what never came is the first that is known of it.
                None => (arrival.instance.clone(), arrival.at.clone()),
            };
            let next = next.entry((arrival.project.as_str(), arrival.form.as_str())).or_default();
            *next += 1;
            new.push(New { at, seq: *next, root: root.clone(), first_at: first_at.clone() });
            let digest = self.digests[at].clone();
            kept.insert(owned(key(arrival)), Kept { digest, root, first_at, until: String::new() });
            received.push(Received::New);
        }
        self.insert(tx, &new).await?;
        self.insert_files(tx, &received).await?;
        for arrival in ended {
            end(tx, arrival).await?;
        }
        Ok(received)
    }

    /// What is kept already of the instances that come, and of those they edit.
    async fn kept(&self, tx: &mut Writing) -> Result<HashMap<(String, String, String), Kept>, Trouble> {
        let edits = self.arrivals.iter().filter(|arrival| !arrival.edits.is_empty());
        let edits = edits.map(|arrival| (arrival.project.as_str(), arrival.form.as_str(), arrival.edits.as_str()));
        let keys: BTreeSet<Key<'_>> = self.arrivals.iter().map(key).chain(edits).collect();
        let mut by_form: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for (project, form, instance) in keys {
            by_form.entry((project, form)).or_default().push(instance);
        }
        let mut kept = HashMap::new();
        for ((project, form), instances) in by_form {
            for instances in instances.chunks(MOST_VALUES) {
                let holders: Vec<String> = (0..instances.len()).map(|at| format!("${}", at + 3)).collect();
                let sql = format!(
                    "select instance, digest, root, first_at, until from submission
                     where project = $1 and form = $2 and instance in ({})",
                    holders.join(", ")
                );
                let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form);
                for instance in instances {
                    query = query.bind(*instance);
                }
                for row in query.fetch_all(&mut **tx).await? {
                    let one = Kept {
                        digest: row.try_get(1)?,
                        root: row.try_get(2)?,
                        first_at: row.try_get(3)?,
                        until: row.try_get(4)?,
                    };
                    let instance: String = row.try_get(0)?;
                    kept.insert((project.to_string(), form.to_string(), instance), one);
                }
            }
        }
        Ok(kept)
    }

    /// The last place in the order of each form that comes.
    async fn next_seqs(&self, tx: &mut Writing) -> Result<BTreeMap<(&str, &str), i64>, Trouble> {
        let forms: BTreeSet<(&str, &str)> =
            self.arrivals.iter().map(|it| (it.project.as_str(), it.form.as_str())).collect();
        let mut next = BTreeMap::new();
        for (project, form) in forms {
            let sql = "select cast(coalesce(max(seq), 0) as bigint) from submission where project = $1 and form = $2";
            let row = sqlx::query(sql).bind(project).bind(form).fetch_one(&mut **tx).await?;
            next.insert((project, form), row.try_get(0)?);
        }
        Ok(next)
    }

    async fn insert(&self, tx: &mut Writing, new: &[New]) -> Result<(), Trouble> {
        const WIDTH: usize = 13;
        for rows in new.chunks(MOST_VALUES / WIDTH) {
            let sql = format!(
                "insert into submission (project, form, instance, seq, version, root, first_at, digest, xml, at, actor, \
                 device, review, until, turn, state, register, record, detail) values {}",
                tuples(rows.len(), WIDTH, ", '', 1, 'received', '', '', ''")
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for New { at, seq, root, first_at } in rows {
                let it = &self.arrivals[*at];
                query = query.bind(&it.project).bind(&it.form).bind(&it.instance).bind(*seq).bind(&it.version);
                query = query.bind(root).bind(first_at).bind(&self.digests[*at]).bind(&it.xml).bind(&it.at);
                query = query.bind(&it.actor).bind(&it.device);
                // What somebody approved is to be looked at once more when it has changed.
                query = query.bind(if *root == it.instance { "" } else { EDITED });
            }
            query.execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Files of what is kept, new or again. Where an instance gets a file that it did not have, it is looked at once more.
    async fn insert_files(&self, tx: &mut Writing, received: &[Received]) -> Result<(), Trouble> {
        let is_kept = |received: &Received| matches!(received, Received::New | Received::Again);
        let kept = || self.arrivals.iter().zip(received).filter(|(_, received)| is_kept(received)).map(|(it, _)| it);
        let expected = kept().flat_map(|it| it.mentions.iter().map(move |name| (it, name.as_str(), "", 0)));
        let came = kept().flat_map(|it| it.files.iter().map(move |f| (it, f.name.as_str(), f.digest.as_str(), f.size)));
        let rows: Vec<(&Arrival, &str, &str, i64)> = expected.chain(came).collect();
        const WIDTH: usize = 7;
        let mut more: BTreeSet<(String, String, String)> = BTreeSet::new();
        for rows in rows.chunks(MOST_VALUES / WIDTH) {
            let sql = format!(
                "insert into submission_file (project, form, instance, name, digest, size, at) values {}
                 on conflict do nothing returning project, form, instance, digest",
                tuples(rows.len(), WIDTH, "")
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (it, name, digest, size) in rows {
                query = query.bind(&it.project).bind(&it.form).bind(&it.instance).bind(*name).bind(*digest);
                query = query.bind(*size).bind(&it.at);
            }
            for row in query.fetch_all(&mut **tx).await? {
                let digest: String = row.try_get(3)?;
                if !digest.is_empty() {
                    more.insert(instance(&row)?);
                }
            }
        }
        let again = self.arrivals.iter().zip(received).filter(|(_, received)| **received == Received::Again);
        for it in again.map(|(it, _)| it).filter(|it| more.contains(&owned(key(it)))) {
            let sql = "update submission set state = 'received', turn = turn + 1
                       where project = $1 and form = $2 and instance = $3";
            sqlx::query(sql).bind(&it.project).bind(&it.form).bind(&it.instance).execute(&mut **tx).await?;
        }
        Ok(())
    }
}

/// Ends the submission that an arrival edits, and hands on the files that the edit still mentions: phones do not send them
/// once more.
async fn end(tx: &mut Writing, arrival: &Arrival) -> Result<(), Trouble> {
    let until = "update submission set until = $4 where project = $1 and form = $2 and instance = $3";
    let files = "insert into submission_file (project, form, instance, name, digest, size, at)
         select f.project, f.form, $4, f.name, f.digest, f.size, f.at from submission_file f
         where f.project = $1 and f.form = $2 and f.instance = $3 and f.digest <> '' and exists (
             select 1 from submission_file g where g.project = f.project and g.form = f.form and g.instance = $4
             and g.name = f.name)
         on conflict do nothing";
    for sql in [until, files] {
        let query = sqlx::query(sql).bind(&arrival.project).bind(&arrival.form).bind(&arrival.edits);
        query.bind(&arrival.instance).execute(&mut **tx).await?;
    }
    Ok(())
}

fn instance(row: &AnyRow) -> Result<(String, String, String), Trouble> {
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
}

fn owned((project, form, instance): Key<'_>) -> (String, String, String) {
    (project.into(), form.into(), instance.into())
}

/// So many rows of so many holders, each with the same end.
fn tuples(rows: usize, width: usize, end: &str) -> String {
    let tuples = (0..rows).map(|row| {
        let holders: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        format!("({}{end})", holders.join(", "))
    });
    tuples.collect::<Vec<_>>().join(", ")
}
