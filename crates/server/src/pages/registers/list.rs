//! The page of a register: its records as a list.

use super::asked::Asked;
use super::columns::{self, Shown};
use super::filters::{self, Ask, Chip, Way};
use super::naming::Naming;
use super::source;
use super::{all, member};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::voices;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict, names_seen};
use auyl_domain::record::Record;
use auyl_domain::views::PROBLEM;
use auyl_domain::{Field, Finding, Kind, Refusal, Register, Value};
use auyl_store::accounts::{Glance, KeptView};
use auyl_store::{Page, ReviewFilter, Wanted};
use axum::extract::{Path, Query};

/// Rows of a page.
const ROWS: i64 = 50;
/// Letters of a long text in a cell.
const LETTERS: usize = 120;

#[derive(Template)]
#[template(path = "list/list.html")]
struct ListPage {
    frame: Frame,
    registers: String,
    help: String,
    address: String,
    asked: Asked,
    /// Parts of the address that the form of filters does not ask for itself.
    kept: Vec<(String, String)>,
    /// Parts that the choice of columns keeps.
    kept_but_columns: Vec<(String, String)>,
    asks: Vec<Ask>,
    chips: Vec<Chip>,
    wrong: Vec<String>,
    headings: Vec<Heading>,
    choosable: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    /// Whether the rows have links of their own.
    opens: bool,
    /// How many there are in all, where it is known.
    total: Option<i64>,
    to_review: i64,
    views: Vec<KeptView>,
    query: String,
    before: Option<String>,
    after: Option<String>,
    from: i64,
    to: i64,
    may_search: bool,
    may_add: bool,
    may_import: bool,
    /// Where problems wait that residents raised.
    voices: Option<String>,
    root: String,
    without_review: String,
    only_review: String,
}

struct Heading {
    label: String,
    href: String,
    /// `ascending` or `descending` where the list is sorted by it.
    sorted: Option<&'static str>,
    number: bool,
}

struct Row {
    /// Its address and name, where no cell leads to it.
    open: Option<(String, String)>,
    review: bool,
    cells: Vec<Cell>,
}

struct Cell {
    label: String,
    number: bool,
    parts: Vec<Part>,
}

/// What stands in a cell.
struct Part {
    text: String,
    href: Option<String>,
}

/// What an address shows of a register to a member.
pub struct Seen<'r> {
    /// Everything that could be shown.
    pub all: Vec<Shown<'r>>,
    /// What is shown.
    pub columns: Vec<Shown<'r>>,
    /// Which records.
    pub wanted: Wanted,
    /// Column and direction by which it is sorted, as the address says it.
    pub sorted: Option<(String, bool)>,
    /// Whether there are so many that only the day sorts them.
    pub huge: bool,
    /// What cannot be asked.
    pub wrong: Vec<Finding>,
}

/// What an address shows; the same for the page and for the files.
pub async fn seen<'r>(here: &Here, register: &'r Register, asked: &Asked) -> Result<Seen<'r>> {
    let all = columns::all(here, register);
    if all.is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    let columns = columns::chosen(register, &all, asked);
    let (conds, wrong) = filters::conds(here, register, &all, asked).await?;
    let mut wanted = source::all(here, register);
    wanted.cond.extend(conds);
    if asked.review {
        wanted.review = match wanted.review {
            ReviewFilter::Without => return Err(Refusal::of("not-allowed").into()),
            _ => ReviewFilter::Waiting,
        };
    }
    if source::may_search(here, register) {
        wanted.words = asked.q.clone();
    }
    let huge = source::is_huge(here, register).await?;
    let by = all.iter().find(|column| column.key == asked.sort && is_sortable(here, register, column.field(), huge));
    wanted.sort = by.map(|column| (column.key.clone(), asked.down));
    wanted.skip = (asked.page as i64 - 1) * ROWS;
    wanted.most = ROWS;
    // Left to itself the store puts what happened last first.
    let usual = || {
        let dated = register.dated.as_deref().and_then(|dated| all.iter().find(|column| column.key == dated));
        dated.map(|column| (column.key.clone(), true))
    };
    let sorted = wanted.sort.clone().or_else(usual);
    Ok(Seen { all, columns, wanted, sorted, huge, wrong })
}

/// Lists of words and positions on a map have no order that says anything. An order by names that are not shown would say
/// something about them.
/// In a huge register only the day has an index to be sorted by; anything else would keep a person waiting for seconds.
fn is_sortable(here: &Here, register: &Register, field: &Field, huge: bool) -> bool {
    if huge && register.dated.as_deref() != Some(&field.id) {
        return false;
    }
    let target = field.kind.target().and_then(|target| here.app.catalogue.register(target));
    let is_seen = target.is_none_or(|target| names_seen(&member(here), target));
    is_seen && !field.many && !matches!(field.kind, Kind::Note | Kind::Point | Kind::File)
}

/// The page.
pub async fn show(
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result {
    let register = here.register(&register)?;
    let verdict = here.must(Action::See, Some(register))?;
    let asked = Asked::read(&pairs);
    let Seen { all, columns, wanted, sorted, huge, wrong } = seen(&here, register, &asked).await?;
    let event = here.app.store.last_event(&here.project.id).await?;
    let total = source::about_how_many(&here, register, &wanted, event).await;
    let Page { records, more } = source::page(&here, register, &wanted).await?;
    let waiting = Wanted { review: ReviewFilter::Waiting, ..source::all(&here, register) };
    let to_review = match verdict {
        Verdict::PublicFields => 0,
        _ => source::about_how_many(&here, register, &waiting, event).await.unwrap_or(0),
    };
    let mut naming = Naming::of(&here);
    let fields: Vec<&Field> = columns.iter().flat_map(|column| column.fields.iter().copied()).collect();
    naming.learn_links(&records, &fields).await?;
    glance(&here, register, &records, &fields, &naming).await?;
    let rows = records.iter().map(|record| row(&here, register, &columns, record, &naming)).collect();
    let sorted = sorted.as_ref().map(|(by, down)| (by.as_str(), *down));
    let headings = columns.iter().map(|column| Heading {
        label: column.label.clone(),
        href: if is_sortable(&here, register, column.field(), huge) {
            asked.sorted(&column.key, sorted)
        } else {
            String::new()
        },
        sorted: sorted
            .filter(|(by, _)| *by == column.key)
            .map(|(_, down)| if down { "descending" } else { "ascending" }),
        number: is_number(&column.field().kind),
    });
    let asks = filters::asks(&here, &all, &asked, event).await?;
    let views = match &here.signed {
        Some(signed) => here.app.store.views(&signed.account.id, &here.project.id, &register.id).await?,
        None => Vec::new(),
    };
    let is_asked = |name: &str| {
        let asked_for = |ask: &Ask| match &ask.way {
            Way::Choose(known, _) | Way::Type(known, _) => known == name,
            Way::Between(_, [(from, _), (to, _)]) => from == name || to == name,
        };
        name == "q" || name == "review" || asks.iter().any(asked_for)
    };
    let phrases = here.app.catalogue.phrases();
    let from = wanted.skip + 1;
    let to = wanted.skip + records.len() as i64;
    page(&ListPage {
        registers: format!("{}/r", here.root()),
        help: here.say.words(&register.help),
        address: format!("{}/r/{}", here.root(), register.id),
        kept: asked.pairs_but(is_asked),
        kept_but_columns: asked.pairs_but(|name| name == "cols"),
        chips: filters::chips(&here, register, &all, &asked).await?,
        wrong: wrong.iter().map(|finding| finding.message(phrases, here.lang())).collect(),
        headings: headings.collect(),
        choosable: all
            .iter()
            .map(|column| (column.key.clone(), column.label.clone(), columns.iter().any(|c| c.key == column.key)))
            .collect(),
        opens: columns::leading(register, &columns).is_none(),
        rows,
        total,
        to_review,
        views,
        query: asked.query(),
        before: (asked.page > 1).then(|| asked.at_page(asked.page - 1)),
        after: more.then(|| asked.at_page(asked.page + 1)),
        from,
        to,
        may_search: source::may_search(&here, register),
        may_add: all::may_add(&here, register, total.unwrap_or(1)),
        may_import: here.can(Action::Import, Some(register)),
        voices: (register.id == PROBLEM && voices::is_for(&here)).then(|| format!("{}/voices", here.root())),
        root: here.root(),
        without_review: Asked { review: false, ..asked.clone() }.query(),
        only_review: Asked { review: true, ..Asked::default() }.query(),
        asks,
        asked,
        frame: here.frame("list", here.say.words(&register.title)),
    })
}

/// Whoever is shown personal fields leaves a line of it.
async fn glance(
    here: &Here,
    register: &Register,
    records: &[Record],
    fields: &[&Field],
    naming: &Naming<'_>,
) -> Result<()> {
    let is_shown = |field: &&&Field| field.personal && records.iter().any(|record| record.get(&field.id).is_some());
    let own = fields.iter().any(|field| is_shown(&field)).then_some(&register.id);
    for register in own.into_iter().chain(naming.personal()) {
        let glance = Glance {
            at: here.app.world.at(),
            account: here.signed()?.account.id.clone(),
            register: register.clone(),
            record: String::new(),
            page: "list".into(),
        };
        here.app.store.add_glance(&here.project.id, &glance).await?;
    }
    Ok(())
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Decimal | Kind::Money)
}

fn row(here: &Here, register: &Register, columns: &[Shown<'_>], record: &Record, naming: &Naming<'_>) -> Row {
    let address = format!("{}/r/{}/{}", here.root(), register.id, record.id);
    let leading = columns::leading(register, columns);
    let open = leading.is_none().then(|| (address.clone(), naming.name(register, record)));
    let cells = columns.iter().enumerate().map(|(at, column)| {
        let value = value(here, column, record);
        let mut parts = match value {
            Some((field, value)) => parts(register, field, value, naming),
            None => Vec::new(),
        };
        if Some(at) == leading {
            // This cell leads to the record itself, whatever it says.
            let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(", ");
            let text = if text.is_empty() { record.id.to_string() } else { text };
            parts = vec![Part { text, href: Some(address.clone()) }];
        }
        Cell { label: column.label.clone(), number: is_number(&column.field().kind), parts }
    });
    Row { open, review: !record.review.is_empty(), cells: cells.collect() }
}

/// What a record says in a column: of a translated field the half in the page's language, or the nearest.
fn value<'a>(here: &Here, column: &'a Shown<'_>, record: &'a Record) -> Option<(&'a Field, &'a Value)> {
    let halves = here.lang().fallbacks();
    let mut fields: Vec<&Field> = column.fields.clone();
    fields.sort_by_key(|field| halves.iter().position(|lang| field.id.ends_with(&format!("_{}", lang.code()))));
    fields.into_iter().find_map(|field| Some((field, record.get(&field.id)?)))
}

fn parts(register: &Register, field: &Field, value: &Value, naming: &Naming<'_>) -> Vec<Part> {
    let text = |text: String| vec![Part { text, href: None }];
    let linked = |id: &str| {
        let target = field.kind.target().unwrap_or_default();
        Part { text: naming.names().name(target, id), href: naming.href(target, id) }
    };
    match value {
        Value::Link(id) => vec![linked(id.as_str())],
        Value::Many(ids) if field.kind.target().is_some() => ids.iter().map(|id| linked(id)).collect(),
        Value::Text(long) if long.chars().count() > LETTERS => text(long.chars().take(LETTERS).chain(['…']).collect()),
        Value::Text(address) if field.kind == Kind::Url => {
            vec![Part { text: address.clone(), href: Some(address.clone()).filter(|a| a.starts_with("http")) }]
        }
        value => text(naming.value(register, field, value)),
    }
}

/// Whether the page of an empty list may offer to add the first.
impl ListPage {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
