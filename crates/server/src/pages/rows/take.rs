//! Rows that were typed: those that are right are saved together, those that are wrong come back with everything typed.

use super::columns::{Asked, Table};
use super::page::{self, Typed};
use crate::ask::Here;
use crate::pages::record::{Arrived, record, with_told, within_places};
use crate::stop::{Result, Stop, status};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::draft::Draft;
use auyl_domain::finding::{Finding, Spot, has_severe};
use auyl_domain::record::Record;
use auyl_domain::refusal::RefusalKind;
use auyl_work::edit::{self, Change, Changed, RowDraft};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::BTreeSet;

/// More rows than this are a workbook.
const MOST: usize = 500;

type Of = Path<(String, String, String, String)>;

/// Saves the rows.
pub async fn take(here: Here, Path((_, register, id, child)): Of, arrived: Arrived) -> Result {
    let register = here.register(&register)?;
    let parent = record(&here, register, &id, Action::See).await?;
    let table = Table::of(&here, register, &parent, &child).await?;
    here.must(Action::Add, Some(table.child))?;
    let typed = typed(&table, &arrived);
    let keep = arrived.text("keep") == "1";
    let (mut ready, mut held) = (Vec::new(), Vec::new());
    for mut row in typed {
        let draft = draft(&table, &row);
        if !keep {
            row.findings = wrong(&here, &table, &draft).await?;
        }
        if row.findings.is_empty() { ready.push((row, draft)) } else { held.push(row) }
    }
    let drafts: Vec<RowDraft> = ready.iter().map(|(_, draft)| RowDraft { base: None, draft: draft.clone() }).collect();
    let saved = match drafts.is_empty() {
        true => Ok(Vec::new()),
        false => {
            edit::rows(&here.project, (&table.parent.id, &parent.id), &table.child.id, &drafts, &here.doing()).await
        }
    };
    let changed = match saved.map_err(Stop::from) {
        Ok(changed) => changed,
        Err(Stop::Refused(refusal)) if refusal.kind() == RefusalKind::Unavailable => {
            let rows = ready.into_iter().map(|(row, _)| row).chain(held).collect();
            let told = refusal.message(here.app.catalogue.phrases(), here.lang());
            return page::render(&here, &table, &parent, arrived.text("sheet"), rows, Some(told), status(&refusal))
                .await;
        }
        Err(stop) => return Err(stop),
    };
    let mut n_saved = 0;
    for ((mut row, _), changed) in ready.into_iter().zip(changed) {
        match changed {
            Changed::Saved { .. } | Changed::Unchanged { .. } => n_saved += 1,
            Changed::Refused { findings } => {
                row.findings =
                    findings.into_iter().filter(|f| f.severity == auyl_domain::finding::Severity::Severe).collect();
                held.push(row);
            }
            Changed::Conflict { .. } => {
                row.findings = vec![Finding::severe("row-changed-meanwhile")];
                held.push(row);
            }
        }
    }
    if held.is_empty() {
        return Ok(Redirect::to(&with_told(&back(&here, &table, &parent, &arrived), "rows-saved")).into_response());
    }
    let told = here.say.with("rows-outcome", &[("saved", n_saved.to_string()), ("held", held.len().to_string())]);
    page::render(&here, &table, &parent, arrived.text("sheet"), held, Some(told), StatusCode::UNPROCESSABLE_ENTITY)
        .await
}

/// The page again, with the sheet that the rows are typed from.
fn back(here: &Here, table: &Table<'_>, parent: &Record, arrived: &Arrived) -> String {
    let address = format!("{}/r/{}/{}/rows/{}", here.root(), table.parent.id, parent.id, table.child.id);
    match auyl_domain::RecordId::read(arrived.text("sheet")) {
        Some(sheet) => format!("{address}?sheet={sheet}"),
        None => address,
    }
}

/// The rows into which somebody typed something.
fn typed(table: &Table<'_>, arrived: &Arrived) -> Vec<Typed> {
    let number = |name: &str| name.strip_prefix('r')?.split_once(".f.")?.0.parse::<usize>().ok();
    let numbers: BTreeSet<usize> = arrived.texts.iter().filter_map(|(name, _)| number(name)).collect();
    let mut rows = Vec::new();
    for number in numbers.into_iter().take(MOST) {
        let prefix = format!("r{number}.f.");
        let mut row = Typed { fields: arrived.fields(&prefix), ..Typed::default() };
        row.fields.retain(|field, _| table.columns.iter().any(|column| column.field == *field));
        if table.is_blank(&|field| row.fields.get(field).cloned().unwrap_or_default()) {
            continue;
        }
        for column in table.columns.iter().filter(|column| matches!(column.asked, Asked::Name { .. })) {
            let name = format!("{prefix}{}", column.field);
            let (id, shown) = (arrived.text(&format!("id.{name}")), arrived.text(&format!("shown.{name}")));
            if !id.is_empty() && row.fields.get(&column.field).is_some_and(|text| text == id) {
                row.shown.insert(column.field.clone(), shown.to_string());
            }
        }
        rows.push(row);
    }
    rows
}

/// A row as a draft: a person who was chosen goes by id, a new one by the fields of the row.
fn draft(table: &Table<'_>, row: &Typed) -> Draft {
    let mut draft = Draft { id: None, fields: row.fields.clone() };
    draft.fields.extend(table.inherited.iter().cloned());
    for column in &table.columns {
        let Asked::Name { names: Some(names), .. } = &column.asked else { continue };
        let new = table.columns.iter().filter(|other| other.new_of.as_deref() == Some(column.field.as_str()));
        let said_more = new.clone().any(|other| {
            let text = row.fields.get(&other.field).map(String::as_str).unwrap_or_default();
            !text.is_empty() && text != other.preset
        });
        if row.shown.contains_key(&column.field) || !said_more {
            // Known, or only named: then the door finds who is meant, or says that it knows nobody of the name.
            new.for_each(|other| drop(draft.fields.remove(&other.field)));
        } else if let Some(name) = draft.fields.remove(&column.field) {
            draft.fields.insert(format!("{}.{names}", column.field), name);
        }
    }
    draft.fields.retain(|_, text| !text.is_empty());
    draft
}

/// What is wrong with the new people of a row, and with the row itself, before anything is stored.
async fn wrong(here: &Here, table: &Table<'_>, draft: &Draft) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for column in &table.columns {
        let Asked::Name { target, names: Some(names), .. } = &column.asked else { continue };
        let prefix = format!("{}.", column.field);
        let fields = draft.fields.iter().filter_map(|(name, text)| Some((name.strip_prefix(&prefix)?, text.as_str())));
        let new = Draft::of(fields);
        if new.fields.is_empty() {
            continue;
        }
        let change = Change { register: target, draft: new, base: None, silent: &[] };
        let tried = edit::check_draft(&here.project, &change).await?;
        let severe = tried.findings.into_iter().filter(|finding| has_severe(std::slice::from_ref(finding)));
        findings.extend(severe.map(|mut finding| {
            let field = finding.spot.field.take().unwrap_or_else(|| names.clone());
            finding.at(Spot::default().field(&format!("{prefix}{field}")))
        }));
        let register = here.register(target)?;
        let is_limited = here.may(Action::Add, Some(register)) == Verdict::OwnPlaces;
        if is_limited && !within_places(here, register, &tried.record).await? {
            findings.push(Finding::severe("row-of-other-place").at(Spot::default().field(&column.field)));
        }
    }
    findings.extend(of_row(here, table, draft.clone()).await?);
    Ok(findings)
}

/// What is wrong with the row's own fields; the parent and new people are looked at elsewhere.
async fn of_row(here: &Here, table: &Table<'_>, mut own: Draft) -> Result<Vec<Finding>> {
    let is_new = |field: &str| own.fields.keys().any(|name| name.starts_with(&format!("{field}.")));
    let elsewhere: Vec<String> = table.columns.iter().map(|c| c.field.clone()).filter(|field| is_new(field)).collect();
    own.fields.retain(|name, _| !name.contains('.'));
    let change = Change { register: &table.child.id, draft: own, base: None, silent: &[] };
    let tried = edit::check_draft(&here.project, &change).await?;
    let is_own = |finding: &Finding| {
        let field = finding.spot.field.as_deref().unwrap_or_default();
        let asked = table.columns.iter().any(|column| column.field == field);
        asked && !elsewhere.iter().any(|name| name == field)
    };
    let severe =
        tried.findings.into_iter().filter(|finding| has_severe(std::slice::from_ref(finding)) && is_own(finding));
    // Nobody of the name is known, and the row says nothing more of a new one.
    let takes_new = |finding: &Finding| {
        let field = finding.spot.field.as_deref();
        let takes = |asked: &Asked| matches!(asked, Asked::Name { names: Some(_), .. });
        finding.code == "link-unknown"
            && table.columns.iter().any(|c| Some(c.field.as_str()) == field && takes(&c.asked))
    };
    let told = severe.map(|finding| match takes_new(&finding) {
        true => {
            let typed = finding.args.get("typed").cloned().unwrap_or_default();
            Finding::severe("row-name-unknown").with("typed", typed).at(finding.spot)
        }
        false => finding,
    });
    Ok(told.collect())
}

/// Removes one of the rows that are there.
pub async fn remove(here: Here, Path((_, register, id, child)): Of, arrived: Arrived) -> Result {
    let register = here.register(&register)?;
    let parent: Record = record(&here, register, &id, Action::See).await?;
    let table = Table::of(&here, register, &parent, &child).await?;
    let row = record(&here, table.child, arrived.text("row"), Action::Remove).await?;
    if row.link(&table.own.id) == Some(&parent.id) {
        edit::remove(&here.project, &table.child.id, &row.id, &here.doing()).await?;
    }
    Ok(Redirect::to(&with_told(&back(&here, &table, &parent, &arrived), "record-removed")).into_response())
}
