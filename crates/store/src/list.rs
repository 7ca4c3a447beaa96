//! A register's list, a page at a time: which records, in which order; and the records that link to one. A page finds the
//! ids in an index first and reads only the rows that it shows, so that it is as quick with a million records.

use crate::collate::sortable;
use crate::records::bind;
use crate::rows::{self, placeholders, quoted, table};
use crate::search::Sought;
use crate::select::Built;
use crate::{Store, Trouble, search};
use auyl_domain::measure::{Column, Comparison, Cond, Step};
use auyl_domain::record::Record;
use auyl_domain::value::Stored;
use auyl_domain::{Field, Kind, RecordId, Register};
use sqlx::{AssertSqlSafe, Row};
use std::collections::HashMap;

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Conditions, all of which must hold; they may follow links.
    pub cond: Vec<Cond>,
    /// Words to search for, as somebody typed them.
    pub words: String,
    /// Whether searching and sorting may look at personal fields.
    pub personal: bool,
    /// The field to sort by, and whether from the last to the first. A link sorts by the name of what it leads to, a choice
    /// by the order of its list. None, or a field that is not there: newest first, else by position, else by id.
    pub sort: Option<(String, bool)>,
    /// Records to pass over.
    pub skip: i64,
    /// Records to a page.
    pub most: i64,
    /// Whether records that wait to be mended are wanted.
    pub review: ReviewFilter,
    /// Only records whose current version one of these events made, the first and the last of a stretch.
    pub since: Option<(i64, i64)>,
}

/// Records that wait to be mended are also wanted, only they, or only the others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ReviewFilter {
    /// All records.
    #[default]
    All,
    /// Those that wait to be mended, and those that repeat another.
    Only,
    /// Those that wait to be mended.
    Waiting,
    /// Those that do not.
    Without,
}

/// A page of a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    /// The records, in their order.
    pub records: Vec<Record>,
    /// Whether others follow.
    pub more: bool,
}

/// Ids to a statement.
const BATCH: usize = 300;

impl Store {
    /// A page of a register's list.
    pub async fn page(&self, project: &str, register: &str, wanted: &Wanted) -> Result<Page, Trouble> {
        let known = self.register(register)?;
        let Some(sought) = self.sought(project, known, &wanted.words).await? else { return Ok(Page::default()) };
        let mut built = Built::of(known, None);
        let holds = self.holds(known, wanted, &sought, &mut built);
        let order = self.order_wanted(known, wanted, &mut built);
        let most = wanted.most.clamp(0, i64::MAX - 1);
        let sql = format!(
            "select m.id from {}{} where {holds} order by {order} limit {} offset {}",
            source(known, &built),
            built.joins(),
            most + 1,
            wanted.skip.max(0)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project);
        for value in built.values() {
            query = bind(query, value);
        }
        let found = query.fetch_all(self.database.pool()).await?;
        let more = found.len() as i64 > most;
        let shown = found.iter().take(usize::try_from(most).unwrap_or(usize::MAX));
        let ids = shown.map(|row| row.try_get::<String, _>(0)).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<RecordId> = ids.iter().filter_map(|id| RecordId::read(id)).collect();
        Ok(Page { records: self.by_ids(project, register, &ids).await?, more })
    }

    /// How many records a list has on all its pages.
    pub async fn how_many(&self, project: &str, register: &str, wanted: &Wanted) -> Result<i64, Trouble> {
        let known = self.register(register)?;
        if wanted.review == ReviewFilter::Without {
            // Each of the two may be counted in an index alone; whether a record waits is written in its row only.
            let of = async |review| {
                let wanted = Wanted { review, ..wanted.clone() };
                self.count_wanted(project, known, &wanted).await
            };
            return Ok(of(ReviewFilter::All).await? - of(ReviewFilter::Only).await?);
        }
        self.count_wanted(project, known, wanted).await
    }

    async fn count_wanted(&self, project: &str, register: &Register, wanted: &Wanted) -> Result<i64, Trouble> {
        let Some(sought) = self.sought(project, register, &wanted.words).await? else { return Ok(0) };
        let mut built = Built::of(register, None);
        let holds = self.holds(register, wanted, &sought, &mut built);
        let source = source(register, &built);
        let sql = format!("select cast(count(*) as bigint) from {source}{} where {holds}", built.joins());
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project);
        for value in built.values() {
            query = bind(query, value);
        }
        Ok(query.fetch_one(self.database.pool()).await?.try_get(0)?)
    }

    /// Records as they are, in the order of the ids; those that are not there are left out.
    pub async fn by_ids(&self, project: &str, register: &str, ids: &[RecordId]) -> Result<Vec<Record>, Trouble> {
        let register = self.register(register)?;
        let mut known: HashMap<RecordId, Record> = HashMap::new();
        for batch in ids.chunks(BATCH) {
            let holders: Vec<String> = (0..batch.len()).map(|at| format!("${}", at + 2)).collect();
            let sql = format!(
                "{} where m.project = $1 and m.until is null and m.id in ({})",
                rows::select(register),
                holders.join(", ")
            );
            let mut query = sqlx::query(AssertSqlSafe(sql)).bind(project);
            for id in batch {
                query = query.bind(id.as_str());
            }
            for row in query.fetch_all(self.database.pool()).await? {
                let record = rows::record(register, &row)?;
                known.insert(record.id.clone(), record);
            }
        }
        Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
    }

    /// Records of a register whose link field names a record: the first of them, and how many there are in all.
    pub async fn linking_to(
        &self,
        project: &str,
        register: &str,
        field: &str,
        id: &RecordId,
        most: i64,
    ) -> Result<(Vec<Record>, i64), Trouble> {
        let known = self.register(register)?;
        let Some(field) = known.field(field).filter(|field| field.kind.target().is_some()) else {
            return Ok((Vec::new(), 0));
        };
        let value = Stored::Text(id.as_str().to_string());
        let cond = Cond::Compare(column(known, field, Vec::new()), Comparison::Equal, value);
        let wanted = Wanted { cond: vec![cond], most, ..Wanted::default() };
        let page = self.page(project, register, &wanted).await?;
        let total = match page.more {
            true => self.how_many(project, register, &wanted).await?,
            false => page.records.len() as i64,
        };
        Ok((page.records, total))
    }

    fn holds(&self, register: &Register, wanted: &Wanted, sought: &[Sought], built: &mut Built) -> String {
        let mut holds = String::from("m.project = $1 and m.until is null");
        holds += &match wanted.review {
            ReviewFilter::All => String::new(),
            ReviewFilter::Only => " and m.review is not null".to_string(),
            ReviewFilter::Waiting => format!(" and m.review is not null and {}", rows::unmerged("m")),
            // Those that wait are few and have an index; to look into each row would cost more.
            ReviewFilter::Without => format!(
                " and m.id not in (select v.id from {} v where v.project = $1 and v.until is null and v.review is not null)",
                quoted(&table(&register.id))
            ),
        };
        if let Some((first, last)) = wanted.since {
            holds += &format!(" and m.since between {first} and {last}");
        }
        for cond in wanted.cond.iter().filter(|cond| **cond != Cond::Always) {
            holds += &format!(" and {}", built.filter(cond));
        }
        holds + &search::holds(&self.catalogue, register, sought, wanted.personal, built)
    }

    fn order_wanted(&self, register: &Register, wanted: &Wanted, built: &mut Built) -> String {
        let Some((field, falls)) = &wanted.sort else { return newest(register) };
        let fields = named(register, field);
        let may = |field: &&Field| wanted.personal || !field.personal;
        let Some(first) = fields.first().filter(|field| may(field)) else { return newest(register) };
        if *falls && register.dated.as_ref() == Some(&first.id) {
            return newest(register);
        }
        let falls = if *falls { " desc" } else { "" };
        let (given, expression) = match &first.kind {
            kind if kind.target().is_some() && !first.many => self.order_of_link(register, first, wanted, built),
            Kind::Choice { choices } if !first.many => {
                let own = built.column(&column(register, first, Vec::new()));
                (own.clone(), self.order_of_choice(&own, choices))
            }
            Kind::Text | Kind::Note | Kind::Url => {
                let text = written(register, &fields, &[], built);
                (text.clone(), sortable(&text))
            }
            _ => {
                let own = built.column(&column(register, first, Vec::new()));
                (own.clone(), own)
            }
        };
        format!("{given} is null, {expression}{falls}, m.id")
    }

    /// The name of a linked record, as far as it is a text; a name that may not be seen says nothing.
    fn order_of_link(&self, register: &Register, link: &Field, wanted: &Wanted, built: &mut Built) -> (String, String) {
        let target = link.kind.target().and_then(|target| self.catalogue.register(target));
        let texts = target.iter().flat_map(|target| placeholders(&target.name).map(|name| named(target, name)));
        let text = texts.into_iter().find(|fields| {
            fields.first().is_some_and(|field| field.kind == Kind::Text && (wanted.personal || !field.personal))
        });
        let Some((target, fields)) = target.zip(text).filter(|_| !link.personal) else {
            let own = built.column(&column(register, link, Vec::new()));
            return (own.clone(), own);
        };
        let text = written(target, &fields, &[Step { field: link.id.clone(), to: target.id.clone() }], built);
        (text.clone(), sortable(&text))
    }

    fn order_of_choice(&self, own: &str, choices: &str) -> String {
        let all = self.catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
        if all.is_empty() {
            return own.to_string();
        }
        let places = all.iter().enumerate().map(|(at, choice)| format!(" when '{}' then {at}", escaped(&choice.id)));
        format!("case {own}{} end", places.collect::<String>())
    }
}

/// The table of a register, with what is personal where that was asked for: without it an index may be enough.
fn source(register: &Register, built: &Built) -> String {
    match built.has_asked_personal {
        true => rows::source(register),
        false => format!("{} m", quoted(&table(&register.id))),
    }
}

/// The order in which a list stands when nobody asks for another; `tables` makes the indexes for it.
pub(crate) fn newest(register: &Register) -> String {
    let own = |name: &str| register.field(name).filter(|field| !field.personal);
    if let Some(day) = newest_day(register, "m.") {
        return format!("{day} desc, m.id");
    }
    match own("position") {
        Some(_) => "m.position is null, m.position, m.id".to_string(),
        None => "m.id".to_string(),
    }
}

/// The day of a register's records as lists sort by it; `m` is the table's alias with its point. A missing day stands last
/// on both databases when it falls, and an index can hold this order.
pub(crate) fn newest_day(register: &Register, m: &str) -> Option<String> {
    let dated = register.dated.as_deref().and_then(|dated| register.field(dated));
    dated.filter(|field| !field.personal).map(|field| format!("coalesce({m}{}, '')", quoted(&field.id)))
}

/// The field of a name; of a translated one, its Kazakh and Russian halves.
pub(crate) fn named<'r>(register: &'r Register, name: &str) -> Vec<&'r Field> {
    match register.field(name) {
        Some(field) => vec![field],
        None => register.fields.iter().filter(|field| field.translation_of.as_deref() == Some(name)).collect(),
    }
}

/// The text of a field, or of the first filled half of a translated one.
fn written(register: &Register, fields: &[&Field], steps: &[Step], built: &mut Built) -> String {
    let columns: Vec<String> =
        fields.iter().map(|field| built.column(&column(register, field, steps.to_vec()))).collect();
    match columns.as_slice() {
        [one] => one.clone(),
        several => format!("coalesce({})", several.join(", ")),
    }
}

fn column(register: &Register, field: &Field, steps: Vec<Step>) -> Column {
    Column {
        steps,
        of_project: false,
        register: register.id.clone(),
        field: field.id.clone(),
        many: field.many,
        personal: field.personal,
        integer: field.kind.is_integer(),
        choices: None,
        target: field.kind.target().map(str::to_string),
    }
}

fn escaped(word: &str) -> String {
    word.replace('\'', "''")
}
