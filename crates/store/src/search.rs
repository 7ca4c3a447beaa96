//! Finding records by words that somebody types. The words of every current version stand folded in a table of their own,
//! so that Kazakh and Russian letters find each other and a prefix is a range of an index. Words of personal fields are
//! marked, and go when a person is erased.

use crate::list::{Wanted, named};
use crate::rows::{self, placeholders, quoted, table};
use crate::save::MOST_VALUES;
use crate::select::Built;
use crate::{Store, Trouble};
use auyl_domain::record::Record;
use auyl_domain::value::Stored;
use auyl_domain::words::fold;
use auyl_domain::{Catalogue, Field, Kind, RecordId, Register};
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::collections::BTreeMap;

/// The table; `{text}` is the dialect's type of text.
pub(crate) const TABLES: &[&str] = &[
    "create table if not exists word (
        project {text} not null, register {text} not null, record {text} not null, word {text} not null,
        personal bigint not null)",
    "create index if not exists word_of_record on word (project, register, record, word, personal)",
    "create index if not exists word_found on word (project, register, word, record, personal)",
];

/// Letters of a word that are kept.
const LONGEST: usize = 40;
/// Words that are asked for; a text that somebody pasted is not a search.
const MOST_WORDS: usize = 8;
/// Records to a batch when an existing store gets its words.
const BATCH: i64 = 2_000;
/// From so many on a word is not rare.
const FEW: i64 = if cfg!(test) { 3 } else { 5_000 };
/// No word has it, and none sorts behind it.
const LAST: char = '\u{10ffff}';

/// A text as words, folded one by one: a Latin word beside a Kazakh one stays Latin.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split_whitespace().map(fold) {
        let parts = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.extend(parts.map(|word| word.chars().take(LONGEST).collect::<String>()));
    }
    words
}

/// The fields whose words are kept: those marked `search`, and the texts that a record is called by.
fn searched(register: &Register) -> Vec<&Field> {
    let mut fields: Vec<&Field> = register.fields.iter().filter(|field| field.search).collect();
    let texts = placeholders(&register.name).flat_map(|name| named(register, name));
    fields.extend(texts.filter(|field| field.kind == Kind::Text && !field.search));
    fields.retain(|field| field.kind.target().is_none() && field.kind != Kind::File);
    fields
}

/// The words of a record, and whether each stands in personal fields only.
fn words_of(fields: &[&Field], record: &Record) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for field in fields {
        let text = record.get(&field.id).map(|value| value.plain()).unwrap_or_default();
        for word in words(&text) {
            let is_personal = found.entry(word).or_insert(field.personal);
            *is_personal &= field.personal;
        }
    }
    found
}

/// Keeps the words of records; those of `changed` ones take the place of what they had.
pub(crate) async fn write(
    on: &mut AnyConnection,
    project: &str,
    register: &Register,
    records: &[&Record],
    changed: &[&RecordId],
) -> Result<(), Trouble> {
    let fields = searched(register);
    if fields.is_empty() {
        return Ok(());
    }
    for batch in changed.chunks(MOST_VALUES - 2) {
        let holders: Vec<String> = (0..batch.len()).map(|at| format!("${}", at + 3)).collect();
        let list = holders.join(", ");
        let sql = format!("delete from word where project = $1 and register = $2 and record in ({list})");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(&register.id);
        for id in batch {
            query = query.bind(id.as_str());
        }
        query.execute(&mut *on).await?;
    }
    let of = |record: &&Record| {
        let id = record.id.clone();
        words_of(&fields, record).into_iter().map(move |(word, is_personal)| (id.clone(), word, is_personal))
    };
    let rows: Vec<(RecordId, String, bool)> = records.iter().flat_map(of).collect();
    // Project and register are told once; each row has three values more.
    for batch in rows.chunks((MOST_VALUES - 2) / 3) {
        let holders = |row: usize| format!("($1, $2, ${}, ${}, ${})", row * 3 + 3, row * 3 + 4, row * 3 + 5);
        let tuples = (0..batch.len()).map(holders).collect::<Vec<_>>().join(", ");
        let sql = format!("insert into word (project, register, record, word, personal) values {tuples}");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(&register.id);
        for (id, word, is_personal) in batch {
            query = query.bind(id.as_str()).bind(word).bind(i64::from(*is_personal));
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

/// Forgets the words of a record: all of them, or those that only personal fields have.
pub(crate) async fn forget(
    on: &mut AnyConnection,
    project: &str,
    register: &Register,
    id: &RecordId,
    personal_only: bool,
) -> Result<(), Trouble> {
    let only = if personal_only { " and personal = 1" } else { "" };
    let sql = format!("delete from word where project = $1 and register = $2 and record = $3{only}");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(project).bind(&register.id).bind(id.as_str());
    query.execute(on).await?;
    Ok(())
}

/// Gives a store that was made before there were words the words of its records.
pub(crate) async fn fill(on: &mut AnyConnection, catalogue: &Catalogue) -> Result<(), Trouble> {
    sqlx::query("delete from word").execute(&mut *on).await?;
    let projects = sqlx::query("select distinct project from event").fetch_all(&mut *on).await?;
    for row in &projects {
        let project: String = row.try_get(0)?;
        for register in catalogue.registers().iter().filter(|register| !searched(register).is_empty()) {
            let mut after = String::new();
            loop {
                let sql = format!(
                    "{} where m.project = $1 and m.until is null and m.id > $2 order by m.id limit {BATCH}",
                    rows::select(register)
                );
                let found = sqlx::query(AssertSqlSafe(sql)).bind(&project).bind(&after).fetch_all(&mut *on).await?;
                let records = found.iter().map(|row| rows::record(register, row)).collect::<Result<Vec<_>, _>>()?;
                let Some(last) = records.last() else { break };
                after = last.id.as_str().to_string();
                write(on, &project, register, &records.iter().collect::<Vec<_>>(), &[]).await?;
            }
        }
    }
    Ok(())
}

/// A word that somebody looks for.
pub(crate) struct Sought {
    word: String,
    /// Words that begin with it, at most [`FEW`].
    found: i64,
}

/// The registers whose words lead to a record: its own, and those of records that it is called by, with the link.
fn ways<'r>(catalogue: &'r Catalogue, register: &'r Register) -> Vec<(&'r str, Option<&'r Field>)> {
    // A personal link stands in another table; nothing is called by one.
    let links = placeholders(&register.name).filter_map(|name| register.field(name));
    let links = links.filter(|field| !field.many && !field.personal);
    let targets = links.filter_map(|link| Some((catalogue.register(link.kind.target()?)?, Some(link))));
    let all = std::iter::once((register, None)).chain(targets);
    all.filter(|(register, _)| !searched(register).is_empty())
        .map(|(register, link)| (register.id.as_str(), link))
        .collect()
}

/// The condition that a record has all these words, or is called by records that have them.
pub(crate) fn holds(
    catalogue: &Catalogue,
    register: &Register,
    sought: &[Sought],
    personal: bool,
    built: &mut Built,
) -> String {
    let open = if personal { "" } else { " and w.personal = 0" };
    let ways = ways(catalogue, register);
    let mut text = String::new();
    for (at, Sought { word, found }) in sought.iter().enumerate() {
        let (from, to) = (built.bind(Stored::Text(word.clone())), built.bind(Stored::Text(format!("{word}{LAST}"))));
        let of = |register: &str, word: &str| {
            format!("w.project = $1 and w.register = '{register}' and {word} >= {from} and {word} < {to}{open}")
        };
        // The rarest word leads to the records. Of the others, and of one that nearly all have, each record is asked.
        let is_lead = at == 0 && *found < FEW;
        let way = |(id, link): &(&str, Option<&Field>)| match (is_lead, link) {
            (true, None) => format!("select w.record from word w where {}", of(id, "w.word")),
            (true, Some(link)) => format!(
                "select l.id from {} l where l.project = $1 and l.until is null \
                 and l.{} in (select w.record from word w where {})",
                quoted(&table(&register.id)),
                quoted(&link.id),
                of(id, "w.word")
            ),
            (false, link) => {
                let record = link.map_or("id".to_string(), |link| quoted(&link.id));
                // An expression, so that the record's own words are looked through and not all that begin like this one.
                format!("exists (select 1 from word w where w.record = m.{record} and {})", of(id, "(w.word || '')"))
            }
        };
        let each: Vec<String> = ways.iter().map(way).collect();
        text += &match (each.is_empty(), is_lead) {
            (true, _) => " and 1 = 0".to_string(),
            (false, true) => format!(" and m.id in ({})", each.join(" union all ")),
            (false, false) => format!(" and ({})", each.join(" or ")),
        };
    }
    text
}

impl Store {
    /// The words of a text that somebody looks for, the rarest first. None where signs alone were typed, which no record has.
    pub(crate) async fn sought(
        &self,
        project: &str,
        register: &Register,
        typed: &str,
    ) -> Result<Option<Vec<Sought>>, Trouble> {
        let words: Vec<String> = words(typed).into_iter().take(MOST_WORDS).collect();
        if words.is_empty() && !typed.trim().is_empty() {
            return Ok(None);
        }
        let among =
            ways(&self.catalogue, register).iter().map(|(id, _)| format!("'{id}'")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "select cast(count(*) as bigint) from (select 1 from word w where w.project = $1 and w.register in ({among})
             and w.word >= $2 and w.word < $3 limit {FEW}) x"
        );
        let mut sought = Vec::new();
        for word in words {
            let found = match among.is_empty() {
                true => 0,
                false => {
                    let query = sqlx::query(AssertSqlSafe(sql.clone())).bind(project).bind(&word);
                    query.bind(format!("{word}{LAST}")).fetch_one(self.database.pool()).await?.try_get(0)?
                }
            };
            sought.push(Sought { word, found });
        }
        sought.sort_by_key(|sought| sought.found);
        Ok(Some(sought))
    }

    /// The few records that somebody means who has typed the beginnings of their words, in the order of their names.
    pub async fn suggest(
        &self,
        project: &str,
        register: &str,
        words: &str,
        personal: bool,
        most: i64,
    ) -> Result<Vec<Record>, Trouble> {
        let known = self.register(register)?;
        let names: Vec<&Field> = placeholders(&known.name).flat_map(|name| named(known, name)).collect();
        let text = names.iter().find(|field| field.kind == Kind::Text);
        let sort = text.or_else(|| names.iter().find(|field| field.kind.target().is_some()));
        let sort = sort.map(|field| (field.id.clone(), false));
        let wanted = Wanted { words: words.to_string(), personal, sort, most, ..Wanted::default() };
        Ok(self.page(project, register, &wanted).await?.records)
    }
}
