//! The table in which rows are typed, and under it the rows that are there.

use super::columns::{Asked, Column, Table};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::community::{Quorum, brief};
use crate::pages::paper::Photo;
use crate::pages::record::{Choice, Naming, Said, fields_seen, glanced, pointing, record};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::finding::Finding;
use auyl_domain::record::Record;
use auyl_domain::views::EVENT;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use std::collections::BTreeMap;

/// So many empty rows are offered.
const EMPTY: usize = 10;
/// So many rows that are there are shown; all of them are in the list.
const MOST: i64 = 200;

/// A row that was typed and could not be saved.
#[derive(Default)]
pub struct Typed {
    /// Texts by column; of a chosen record its id.
    pub fields: BTreeMap<String, String>,
    /// The name under which a record was chosen, by column.
    pub shown: BTreeMap<String, String>,
    /// What is wrong; fields as columns are called.
    pub findings: Vec<Finding>,
}

#[derive(Template)]
#[template(path = "rows/rows.html")]
struct RowsPage {
    frame: Frame,
    parent_title: String,
    parent: String,
    parent_address: String,
    title: String,
    account: String,
    how: &'static str,
    who: &'static str,
    address: String,
    heads: Vec<(String, bool)>,
    rows: Vec<Row>,
    pattern: Row,
    count: Option<String>,
    there_heads: Vec<String>,
    there: Vec<There>,
    all: String,
    outcome: Option<String>,
    errors: Vec<(String, String)>,
    may_keep: bool,
    may_remove: bool,
    photo: Option<Photo>,
    /// Of a meeting by law: whether those who signed in are enough.
    quorum: Option<Quorum>,
}

struct Row {
    number: String,
    cells: Vec<Cell>,
    said: Vec<Said>,
}

impl Row {
    fn is_wrong(&self) -> bool {
        !self.said.is_empty() || self.cells.iter().any(|cell| !cell.said.is_empty())
    }
}

struct Cell {
    name: String,
    label: String,
    aria: String,
    value: String,
    asked: Look,
    is_new: bool,
    said: Vec<Said>,
}

enum Look {
    Name { href: String, id: String, shown: String },
    Select(Vec<Choice>),
    Tick(bool),
    Line(&'static str, &'static str),
}

struct There {
    id: String,
    href: String,
    name: String,
    values: Vec<String>,
}

/// The page.
pub async fn show(
    here: Here,
    Path((_, register, id, child)): Path<(String, String, String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result {
    let register = here.register(&register)?;
    let parent = record(&here, register, &id, Action::See).await?;
    let table = Table::of(&here, register, &parent, &child).await?;
    here.must(Action::Add, Some(table.child))?;
    let sheet = asked.get("sheet").map(String::as_str).unwrap_or_default();
    render(&here, &table, &parent, sheet, Vec::new(), None, StatusCode::OK).await
}

/// Shows the table with rows that wait to be mended, and what came of the others; beside it the photo of the sheet that
/// they are typed from, where one is named.
pub async fn render(
    here: &Here,
    table: &Table<'_>,
    parent: &Record,
    sheet: &str,
    typed: Vec<Typed>,
    outcome: Option<String>,
    status: StatusCode,
) -> Result {
    let mut naming = Naming::of(here);
    let name = naming.learn_name(table.parent, parent).await?;
    let is_held = !typed.is_empty();
    let blank = std::iter::repeat_with(Typed::default);
    let rows: Vec<Row> = typed
        .into_iter()
        .chain(blank.take(EMPTY))
        .enumerate()
        .map(|(at, typed)| row(here, table, &at.to_string(), &typed))
        .collect();
    let (there, there_heads) = there(here, table, parent, &mut naming).await?;
    let address = format!("{}/r/{}/{}", here.root(), table.parent.id, parent.id);
    let count = pointing::count(here, table.child, table.own, &parent.id).await?;
    let title = here.say.words(&table.child.title);
    let has_new = table.columns.iter().any(|column| column.new_of.is_some());
    page_with(
        status,
        &RowsPage {
            frame: here
                .frame("rows", format!("{title}: {name}"))
                .script(here, "form.js")
                .script(here, "rows.js")
                .script(here, "sheet.js")
                .script(here, "quorum.js"),
            parent_title: here.say.words(&table.parent.title),
            parent: name,
            address: format!("{address}/rows/{}", table.child.id),
            parent_address: address,
            account: here.signed.as_ref().map(|signed| signed.account.id.clone()).unwrap_or_default(),
            how: if has_new { "rows-how" } else { "rows-how-plain" },
            who: if has_new { "rows-who" } else { "rows-row" },
            title,
            heads: table.columns.iter().map(|column| (column.label.clone(), column.required)).collect(),
            errors: errors(here, &rows),
            rows,
            pattern: row(here, table, "N", &Typed::default()),
            count: count.map(|count| here.say.n("rows-there", count)),
            there_heads,
            there,
            all: format!("{}/r/{}?is.{}={}", here.root(), table.child.id, table.own.id, parent.id),
            outcome,
            may_keep: is_held,
            may_remove: here.can(Action::Remove, Some(table.child)),
            photo: Photo::of(here, sheet).await?,
            quorum: if table.parent.id == EVENT { brief(here, parent).await? } else { None },
        },
    )
}

fn row(here: &Here, table: &Table<'_>, number: &str, typed: &Typed) -> Row {
    let is_of = |finding: &&Finding, field: &str| finding.spot.field.as_deref() == Some(field);
    let cells = table.columns.iter().map(|column| {
        // The name of a new person stands in the column of the link.
        let names = match &column.asked {
            Asked::Name { names: Some(names), .. } => format!("{}.{names}", column.field),
            _ => column.field.clone(),
        };
        let of_cell = typed.findings.iter().filter(|finding| is_of(finding, &column.field) || is_of(finding, &names));
        cell(column, number, typed, of_cell.map(|finding| Said::of(here, finding)).collect())
    });
    let cells: Vec<Cell> = cells.collect();
    let has_cell = |finding: &&Finding| {
        let field = finding.spot.field.as_deref().unwrap_or_default();
        table.columns.iter().any(|column| {
            field == column.field
                || field.strip_prefix(&format!("{}.", column.field)).is_some_and(
                    |rest| matches!(&column.asked, Asked::Name { names: Some(names), .. } if names == rest),
                )
        })
    };
    let said = typed.findings.iter().filter(|finding| !has_cell(finding)).map(|finding| Said::of(here, finding));
    Row { number: number.to_string(), said: said.collect(), cells }
}

fn cell(column: &Column, number: &str, typed: &Typed, said: Vec<Said>) -> Cell {
    let is_typed = !typed.fields.is_empty();
    let text = typed.fields.get(&column.field).cloned();
    let value = text.unwrap_or_else(|| if is_typed { String::new() } else { column.preset.clone() });
    let asked = match &column.asked {
        Asked::Name { href, .. } => {
            let shown = typed.shown.get(&column.field).cloned();
            let id = if shown.is_some() { value.clone() } else { String::new() };
            Look::Name { href: href.clone(), id, shown: shown.unwrap_or_else(|| value.clone()) }
        }
        Asked::Select(list) => {
            let none = (String::new(), String::new());
            let all = std::iter::once(&none).chain(list);
            Look::Select(
                all.map(|(id, label)| Choice { id: id.clone(), label: label.clone(), is_chosen: *id == value })
                    .collect(),
            )
        }
        Asked::Tick => Look::Tick(value == "yes"),
        Asked::Line("date" | "time", _) if is_typed && !said.is_empty() => Look::Line("text", ""),
        Asked::Line(kind, mode) => Look::Line(kind, mode),
    };
    let shown_number = number.parse::<usize>().map_or_else(|_| "N".to_string(), |at| (at + 1).to_string());
    Cell {
        name: format!("r{number}.f.{}", column.field),
        label: column.label.clone(),
        aria: format!("{}, {shown_number}", column.label),
        is_new: column.new_of.is_some(),
        value,
        asked,
        said,
    }
}

/// The summary above the table: each trouble with the cell where it is mended.
fn errors(here: &Here, rows: &[Row]) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let first = row.cells.first().map(|cell| cell.name.clone()).unwrap_or_default();
        let of_row = row.said.iter().map(|said| (first.clone(), said));
        let of_cells = row.cells.iter().flat_map(|cell| cell.said.iter().map(|said| (cell.name.clone(), said)));
        for (anchor, said) in of_row.chain(of_cells) {
            errors.push((anchor, format!("{} {}: {}", here.say.t("rows-row"), at + 1, said.message)));
        }
    }
    errors
}

/// The rows that are there, the newest first.
async fn there(
    here: &Here,
    table: &Table<'_>,
    parent: &Record,
    naming: &mut Naming<'_>,
) -> Result<(Vec<There>, Vec<String>)> {
    let mut records = pointing::records(here, table.child, table.own, &parent.id, MOST).await?;
    records.sort_by_key(|record| std::cmp::Reverse(record.since));
    let seen = fields_seen(here, table.child);
    let is_named = |id: &str| table.child.name.contains(&format!("{{{id}}}"));
    let asked = |id: &str| table.columns.iter().any(|column| column.field == id);
    let shown: Vec<_> = seen.iter().filter(|field| asked(&field.id) && !is_named(&field.id)).collect();
    let mut there = Vec::new();
    for record in &records {
        naming.learn(table.child, record).await?;
        let value = |id: &str| match record.get(id) {
            Some(auyl_domain::Value::Flag(yes)) => here.say.t(if *yes { "web-yes" } else { "web-no" }),
            Some(value) => here.say.value(naming.names(), table.child, id, value),
            None => String::new(),
        };
        there.push(There {
            id: record.id.to_string(),
            href: format!("{}/r/{}/{}", here.root(), table.child.id, record.id),
            name: naming.name_without(table.child, record, &table.own.id),
            values: shown.iter().map(|field| value(&field.id)).collect(),
        });
    }
    let people = table.child.fields.iter().filter_map(|field| here.project.catalogue.register(field.kind.target()?));
    let names_people =
        people.into_iter().find(|target| target.has_personal() && crate::pages::record::names_seen(here, target));
    if let Some(people) = names_people.filter(|_| !there.is_empty()) {
        glanced(here, people, "", "rows").await?;
    }
    Ok((there, shown.iter().map(|field| here.say.words(&field.label)).collect()))
}
