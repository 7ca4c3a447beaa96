//! Submissions as people look through them: a page of many, newest first, by form, state, sender, village and day; and what was
//! found out about each when it was read, so that a village is found and those that are alike find each other.

use super::{Stage, stage_of};
use crate::{Store, Trouble, Tx};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// The tables; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists submission_about (
        project {text} not null, form {text} not null, instance {text} not null, place {text} not null,
        answers {text} not null, started bigint not null, primary key (project, form, instance))",
    "create index if not exists submission_answers on submission_about (project, form, answers) where answers <> ''",
    "create index if not exists submission_started on submission_about (project, form, started) where started > 0",
    "create index if not exists submission_by_at on submission (project, at)",
    "create index if not exists submission_reviewed on submission (project, review, at desc, form, seq desc) where until = ''",
    "create index if not exists submission_sent_by on submission (project, actor, at desc, form, seq desc) where until = ''",
    "create index if not exists submission_found on submission (project, at desc, form, seq desc)
        where until = '' and (detail <> '' or state = 'unread')",
];

/// What was found out about a submission when it was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Id of the place that it is of; empty where it says none.
    pub place: String,
    /// Digest of its answers; empty where they are too few to say that two are alike.
    pub answers: String,
    /// When filling in began, in seconds since 1970; 0 where it is not known.
    pub started: i64,
}

/// Which submissions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sifted<'a> {
    /// Ids of the forms.
    pub forms: &'a [String],
    /// What reviewers decided; none for whatever it is. An empty word: nothing yet.
    pub reviews: Option<&'a [&'a str]>,
    /// Only those in which something was found.
    pub only_found: bool,
    /// The account that sent them, with whichever phone; empty for all.
    pub account: &'a str,
    /// Only those of these places or of none; all where there is no limit.
    pub own_places: Option<&'a [String]>,
    /// Only those of this place; empty for all.
    pub place: &'a str,
    /// The first day; empty for all.
    pub since: &'a str,
    /// The last day; empty for all.
    pub until: &'a str,
    /// The last one of the page before: when it came, its form and its place in the order.
    pub after: Option<(&'a str, &'a str, i64)>,
    /// At most so many.
    pub most: i64,
}

/// A submission in a list: its last word, without what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Id of the form.
    pub form: String,
    /// The instance.
    pub instance: String,
    /// The first instance of which it is an edit; itself where it is none.
    pub root: String,
    /// Its place among all of its form.
    pub seq: i64,
    /// When it arrived.
    pub at: String,
    /// Who sent it: an account, or a phone of it.
    pub actor: String,
    /// How far the program is.
    pub stage: Stage,
    /// What a reviewer decided; empty while nobody did.
    pub review: String,
    /// Register and id of the record that was made of it; empty while there is none.
    pub record: (String, String),
    /// Findings, as JSON; empty where there are none.
    pub detail: String,
    /// Id of its place.
    pub place: String,
    /// Files that it mentions and that have not come.
    pub awaited: i64,
    /// Whether another of this form says the same.
    pub has_twin: bool,
}

/// The columns of a list, of a submission `s` and what is known about it, `a`.
const LISTED: &str = "s.form, s.instance, s.root, s.seq, s.at, s.actor, s.state, s.review, s.register, s.record, s.detail,
    coalesce(a.place, ''),
    (select cast(count(*) as bigint) from submission_file f where f.project = s.project and f.form = s.form
        and f.instance = s.instance and f.digest = '' and not exists (
        select 1 from submission_file g where g.project = f.project and g.form = f.form and g.instance = f.instance
        and g.name = f.name and g.digest <> '')),
    (select cast(count(*) as bigint) from submission_about b join submission t on t.project = b.project and t.form = b.form
        and t.instance = b.instance where b.project = s.project and b.form = s.form and b.answers = a.answers
        and b.answers <> '' and b.instance <> s.instance and t.until = '' and t.root <> s.root)";
const ABOUT: &str =
    "left join submission_about a on a.project = s.project and a.form = s.form and a.instance = s.instance";
/// What a list needs of a submission; not the document.
const ARM: &str =
    "s.project, s.form, s.instance, s.root, s.seq, s.at, s.actor, s.state, s.review, s.register, s.record, s.detail";
/// Newest first, the same on every page.
const ORDER: &str = "s.at desc, s.form, s.seq desc";

fn listed(row: &AnyRow) -> Result<Listed, Trouble> {
    Ok(Listed {
        form: row.try_get(0)?,
        instance: row.try_get(1)?,
        root: row.try_get(2)?,
        seq: row.try_get(3)?,
        at: row.try_get(4)?,
        actor: row.try_get(5)?,
        stage: stage_of(&row.try_get::<String, _>(6)?)?,
        review: row.try_get(7)?,
        record: (row.try_get(8)?, row.try_get(9)?),
        detail: row.try_get(10)?,
        place: row.try_get(11)?,
        awaited: row.try_get(12)?,
        has_twin: row.try_get::<i64, _>(13)? > 0,
    })
}

/// Conditions and the values of their holders.
struct Where<'a> {
    sql: String,
    values: Vec<&'a str>,
}

impl<'a> Where<'a> {
    /// Adds a condition; each `?` in it is the holder of a value.
    fn and(&mut self, cond: &str, values: impl IntoIterator<Item = &'a str>) {
        self.sql.push_str(" and ");
        let mut values = values.into_iter();
        for letter in cond.chars() {
            match letter {
                '?' => {
                    self.values.extend(values.next());
                    self.sql.push_str(&format!("${}", self.values.len()));
                }
                letter => self.sql.push(letter),
            }
        }
    }

    fn one_of(&mut self, column: &str, words: &'a [impl AsRef<str>]) {
        // An empty list of values is no SQL.
        let cond = match words.len() {
            0 => "1 = 0".to_string(),
            many => format!("({column}) in ({})", holders(many)),
        };
        self.and(&cond, words.iter().map(AsRef::as_ref));
    }
}

fn holders(count: usize) -> String {
    vec!["?"; count].join(", ")
}

impl Store {
    /// A page of submissions, newest first; of those that were edited, the last word.
    ///
    /// Each answer of reviewers, and each phone of a sender, is asked for alone and by an index that has its submissions in
    /// order: so that the few of one kind among many of others are found at once, whichever plan the database would prefer.
    pub async fn sift_submissions(&self, project: &str, wanted: &Sifted<'_>) -> Result<Vec<Listed>, Trouble> {
        let senders = self.senders_of(project, wanted.account).await?;
        let last = format!("{}~", wanted.until);
        let mut cond = Where { sql: "s.project = $1 and s.until = ''".into(), values: vec![project] };
        cond.one_of("s.form", wanted.forms);
        if wanted.only_found {
            // As the index says it, to the letter.
            cond.sql.push_str(" and (s.detail <> '' or s.state = 'unread')");
        }
        if let Some(places) = wanted.own_places {
            let own = format!("coalesce(a.place, '') in ({})", holders(places.len() + 1));
            cond.and(&own, places.iter().map(String::as_str).chain([""]));
        }
        if !wanted.place.is_empty() {
            cond.and("a.place = ?", [wanted.place]);
        }
        if !wanted.since.is_empty() {
            cond.and("s.at >= ?", [wanted.since]);
        }
        if !wanted.until.is_empty() {
            cond.and("s.at < ?", [last.as_str()]);
        }
        if let Some((at, form, seq)) = wanted.after {
            let later = format!("(s.at < ? or (s.at = ? and (s.form > ? or (s.form = ? and s.seq < {seq}))))");
            cond.and(&later, [at, at, form, form]);
        }
        let most = wanted.most.clamp(0, 1_000);
        // What an arm is not found by is compared as a text that is made first: no index is taken for it.
        let is_by_sender = !wanted.only_found && !senders.is_empty();
        let is_by_review = !wanted.only_found && senders.is_empty();
        if !senders.is_empty() && !is_by_sender {
            cond.one_of("s.actor || ''", &senders);
        }
        if let Some(reviews) = wanted.reviews.filter(|_| !is_by_review) {
            cond.one_of("s.review || ''", reviews);
        }
        let by: Vec<(&str, &str)> = match wanted.reviews {
            _ if is_by_sender => senders.iter().map(|sender| ("s.actor = ?", sender.as_str())).collect(),
            Some(reviews) if is_by_review => reviews.iter().map(|review| ("s.review = ?", *review)).collect(),
            _ => vec![("1 = 1", "")],
        };
        let common = cond.sql.clone();
        let mut arms = Vec::with_capacity(by.len());
        for (column, value) in by {
            cond.sql.clone_from(&common);
            cond.and(column, [value]);
            arms.push(format!(
                "select * from (select {ARM} from submission s {ABOUT} where {} order by {ORDER} limit {most}) one",
                cond.sql
            ));
        }
        if arms.is_empty() {
            return Ok(Vec::new());
        }
        let sql =
            format!("select {LISTED} from ({}) s {ABOUT} order by {ORDER} limit {most}", arms.join(" union all "));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in cond.values {
            query = query.bind(value);
        }
        query.fetch_all(self.database.pool()).await?.iter().map(listed).collect()
    }

    /// An account and its phones, as submissions name who sent them; nobody where none is named.
    async fn senders_of(&self, project: &str, account: &str) -> Result<Vec<String>, Trouble> {
        if account.is_empty() {
            return Ok(Vec::new());
        }
        // What begins with the account and a stroke is a phone of it; the stroke comes right before the nought.
        let sql = "select distinct actor from submission
                   where project = $1 and until = '' and actor >= $2 and actor < $3 order by actor";
        let query = sqlx::query(sql).bind(project).bind(format!("{account}/")).bind(format!("{account}0"));
        let found = query.fetch_all(self.database.pool()).await?;
        let mut senders = vec![account.to_string()];
        for row in found {
            senders.push(row.try_get(0)?);
        }
        Ok(senders)
    }

    /// What was found out about a submission.
    pub async fn about_submission(&self, project: &str, form: &str, instance: &str) -> Result<Option<About>, Trouble> {
        let sql = "select place, answers, started from submission_about
                   where project = $1 and form = $2 and instance = $3";
        let query = sqlx::query(sql).bind(project).bind(form).bind(instance);
        let Some(row) = query.fetch_optional(self.database.pool()).await? else { return Ok(None) };
        Ok(Some(About { place: row.try_get(0)?, answers: row.try_get(1)?, started: row.try_get(2)? }))
    }

    /// Other submissions of a form that say the same, or that the same device began within so many seconds: their last words,
    /// at most so many.
    pub async fn submissions_alike(
        &self,
        project: &str,
        (form, root, device): (&str, &str, &str),
        about: &About,
        seconds: i64,
        most: i64,
    ) -> Result<Vec<Listed>, Trouble> {
        // One question each: an “or” between two indexes would use neither.
        let same = "a.answers = $4 and a.answers <> ''".to_string();
        let (from, to) = (about.started - seconds, about.started + seconds);
        let beside = format!("s.device = $4 and a.started > 0 and a.started between {from} and {to}");
        let asked = [(same, about.answers.as_str()), (beside, if about.started > 0 { device } else { "" })];
        let mut found: Vec<Listed> = Vec::new();
        for (cond, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
            let sql = format!(
                "select {LISTED} from submission s {ABOUT} where s.project = $1 and s.form = $2 and a.project = $1 and a.form = $2
                 and s.until = '' and s.root <> $3 and {cond} order by s.at, s.seq limit {}",
                most.clamp(0, 1_000)
            );
            let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(form).bind(root).bind(*value);
            for row in query.fetch_all(self.database.pool()).await? {
                let it = listed(&row)?;
                if !found.contains(&it) {
                    found.push(it);
                }
            }
        }
        Ok(found)
    }
}

impl Tx {
    /// Keeps what was found out about a submission, in place of what was there.
    pub async fn keep_about(&mut self, form: &str, instance: &str, about: &About) -> Result<(), Trouble> {
        let project = self.project();
        let sql = "insert into submission_about (project, form, instance, place, answers, started)
                   values ($1, $2, $3, $4, $5, $6) on conflict (project, form, instance)
                   do update set place = excluded.place, answers = excluded.answers, started = excluded.started";
        let query = sqlx::query(sql).bind(project).bind(form).bind(instance).bind(&about.place);
        query.bind(&about.answers).bind(about.started).execute(&mut **self.connection()).await?;
        Ok(())
    }
}
