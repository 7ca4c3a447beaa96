//! Many records that belong to one, typed as a list: the people of a sign-in sheet. A row may name a known person, or
//! give a new one by fields of the linked register, `participant.name`; all of it happens in one transaction.

use super::near::Near;
use super::{Change, Changed, TRIES, Tried, contested, try_draft};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::Draft;
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::measure::{self, Condition};
use auyl_domain::record::Record;
use auyl_domain::words::fold;
use auyl_domain::{Field, Kind, RecordId, Refusal, Register, Spot};
use std::collections::BTreeMap;

/// One row of a list.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowDraft {
    /// `since` of the version that the list showed; none for a new row.
    pub base: Option<i64>,
    /// Fields of the row; those of a new linked record as `<link field>.<field>`.
    pub draft: Draft,
}

/// What is to be saved of a row.
struct Ready {
    before: Option<Record>,
    record: Record,
    findings: Vec<Finding>,
    linked: Vec<Record>,
}

enum Row {
    Ready(Box<Ready>),
    Done(Changed),
}

/// Saves rows that belong to `parent` (register and id). What came of each stands at its place; findings carry the
/// number of their row, from 1, and a field of a linked record as `<link field>.<field>`. A row that says too little
/// to be kept to review is handed back as refused, the others are saved. A row about a line that is there already (by
/// what its register wants only once) changes that line.
pub async fn rows(
    project: &Project,
    parent: (&str, &RecordId),
    child: &str,
    rows: &[RowDraft],
    doing: &Doing,
) -> Result<Vec<Changed>, Trouble> {
    let register = project.register(child)?;
    let own = register.parent.as_deref().and_then(|field| register.field(field));
    let own = own.or_else(|| register.fields.iter().find(|field| field.kind.target() == Some(parent.0)));
    let Some(own) = own.filter(|field| field.kind.target() == Some(parent.0)) else {
        return Err(Refusal::of("register-unknown").with("name", child).with("nearest", parent.0).into());
    };
    for _ in 0..TRIES {
        let mut near = Near::of(project).await?;
        let siblings = siblings(project, register, own, parent.1).await?;
        let mut tried: Vec<Row> = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let mut row = row.clone();
            row.draft.fields.insert(own.id.clone(), parent.1.to_string());
            let mut row = try_row(project, register, row, number, &siblings, &mut near).await?;
            said_before(register, &tried, &mut row, number);
            tried.push(row);
        }
        if let Some(changed) = keep(project, tried, doing).await? {
            return Ok(changed);
        }
    }
    Err(Refusal::of("folder-in-use").with("path", &project.id).into())
}

/// The rows that the parent has already.
async fn siblings(
    project: &Project,
    register: &Register,
    own: &Field,
    parent: &RecordId,
) -> Result<Vec<Record>, Trouble> {
    let condition = Condition::read(&format!("{} = \"{parent}\"", own.id));
    let cond = condition.and_then(|condition| measure::resolve(&condition, register, &project.catalogue));
    // A link of a register and an id cannot be read wrongly; if they were, no row would be known again.
    let Ok(cond) = cond else { return Ok(Vec::new()) };
    project.store.matching(&project.id, &register.id, &cond, None).await
}

/// Of two rows about the same, the second is handed back, unless it says nothing else.
fn said_before(register: &Register, earlier: &[Row], row: &mut Row, number: u32) {
    let Row::Ready(ready) = row else { return };
    for (at, before) in (1_u32..).zip(earlier) {
        let Row::Ready(before) = before else { continue };
        if ready.before.is_none() && is_same(register, &before.record, &ready.record) {
            if before.record.fields == ready.record.fields {
                *row = Row::Done(Changed::Unchanged { id: before.record.id.clone() });
            } else {
                let finding = Finding::severe("key-twice").with("earlier", at);
                let mut finding = finding.at(Spot::record(&register.id, before.record.id.as_str()));
                finding.spot.row = Some(number);
                *row = Row::Done(Changed::Refused { findings: vec![finding] });
            }
            return;
        }
    }
}

async fn try_row(
    project: &Project,
    register: &Register,
    row: RowDraft,
    number: u32,
    siblings: &[Record],
    near: &mut Near<'_>,
) -> Result<Row, Trouble> {
    let RowDraft { base, mut draft } = row;
    let (mut linked, mut findings) = (Vec::new(), Vec::new());
    let mut says_enough = true;
    for field in &register.fields {
        let Some(target) = field.kind.target() else { continue };
        let Some(given) = take_fields(&mut draft, &field.id) else { continue };
        if draft.fields.get(&field.id).is_some_and(|text| !text.trim().is_empty()) {
            // The row names a known record; what else was typed beside it is not needed.
            continue;
        }
        let target = project.register(target)?;
        let (record, is_new, noticed) = linked_record(project, target, given, near).await?;
        says_enough &= !has_severe(&noticed) || is_named(target, &record);
        findings.extend(noticed.into_iter().map(|finding| within(finding, field)));
        draft.fields.insert(field.id.clone(), record.id.to_string());
        near.announce(&target.id, &record.id);
        if is_new {
            linked.push(record);
        }
    }
    let mut change = Change { register: &register.id, draft, base, silent: &[] };
    let mut tried = try_draft(project, register, &change, near).await?;
    let silent: Vec<String>;
    if let Some(there) = siblings.iter().find(|there| base.is_none() && is_same(register, there, &tried.record)) {
        // The person is on the list already: the row says more about that line, and nothing of what it leaves out.
        let left_out = register.fields.iter().filter(|field| !change.draft.fields.contains_key(&field.id));
        silent = left_out.map(|field| field.id.clone()).collect();
        change.draft.id = Some(there.id.to_string());
        change = Change { base: Some(there.since), silent: &silent, ..change };
        tried = try_draft(project, register, &change, near).await?;
    }
    let Tried { record, before, findings: noticed, conflict } = tried;
    findings.extend(noticed);
    findings.iter_mut().for_each(|finding| finding.spot.row = Some(number));
    if let Some(theirs) = before.clone().filter(|_| !conflict.is_empty()) {
        return Ok(Row::Done(contested(project, theirs, conflict).await?));
    }
    let links = register.fields.iter().filter(|field| field.required && field.kind.target().is_some());
    says_enough &= !has_severe(&findings) || links.into_iter().all(|field| record.get(&field.id).is_some());
    if !says_enough {
        return Ok(Row::Done(Changed::Refused { findings }));
    }
    if linked.is_empty() && before.as_ref().is_some_and(|before| before.says_the_same(&record)) {
        return Ok(Row::Done(Changed::Unchanged { id: record.id }));
    }
    Ok(Row::Ready(Box::new(Ready { before, record, findings, linked })))
}

/// The fields `link.field` of a draft, taken out of it; none where all of them are empty.
fn take_fields(draft: &mut Draft, link: &str) -> Option<Draft> {
    let prefix = format!("{link}.");
    let (given, rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
        std::mem::take(&mut draft.fields).into_iter().partition(|(name, _)| name.starts_with(&prefix));
    draft.fields = rest;
    let fields = given.into_iter().map(|(name, text)| (name[prefix.len()..].to_string(), text));
    let fields: BTreeMap<String, String> = fields.filter(|(_, text)| !text.trim().is_empty()).collect();
    (!fields.is_empty()).then_some(Draft { id: None, fields })
}

/// A record that a row describes: the one there is with the same key or the same unique fields, else a new one.
async fn linked_record(
    project: &Project,
    register: &Register,
    draft: Draft,
    near: &mut Near<'_>,
) -> Result<(Record, bool, Vec<Finding>), Trouble> {
    let change = Change { register: &register.id, draft, base: None, silent: &[] };
    let Tried { record, before, findings, .. } = Box::pin(try_draft(project, register, &change, near)).await?;
    if let Some(there) = before {
        return Ok((there, false, Vec::new()));
    }
    for fields in &register.unique {
        let alike = alike(project, register, fields, &record).await?;
        if let Some(there) = alike.into_iter().find(|there| is_same(register, there, &record)) {
            return Ok((there, false, Vec::new()));
        }
    }
    Ok((record, true, findings))
}

/// Records that agree in those of the fields whose values are written in one way only: years, villages, words of
/// lists. How a name is written, the caller compares: the people of one village born in one year are few.
async fn alike(
    project: &Project,
    register: &Register,
    fields: &[String],
    record: &Record,
) -> Result<Vec<Record>, Trouble> {
    let is_exact = |field: &&Field| !matches!(field.kind, Kind::Text | Kind::Note) && !field.many;
    let exact = fields.iter().filter_map(|field| register.field(field)).filter(is_exact);
    let condition = |field: &Field| Some(format!("{} = \"{}\"", field.id, record.get(&field.id)?.plain()));
    let Some(conditions) = exact.map(condition).collect::<Option<Vec<String>>>() else { return Ok(Vec::new()) };
    let cond = Condition::read(&conditions.join(" and "))
        .and_then(|condition| measure::resolve(&condition, register, &project.catalogue));
    let mut found = match cond {
        Ok(cond) => project.store.matching(&project.id, &register.id, &cond, None).await?,
        // Nothing but texts: all are looked at.
        Err(_) => project.good_records(&register.id, None).await?,
    };
    for (of, id, _) in project.store.to_review(&project.id, None).await? {
        if of == register.id {
            found.extend(project.store.record(&project.id, &of, &id, None).await?);
        }
    }
    Ok(found)
}

/// Whether two records agree in fields that may stand together only once.
pub(crate) fn is_same(register: &Register, one: &Record, other: &Record) -> bool {
    let said = |record: &Record, field: &String| record.get(field).map(|value| fold(&value.plain()));
    let agree = |fields: &Vec<String>| {
        fields.iter().all(|field| said(one, field).is_some() && said(one, field) == said(other, field))
    };
    register.unique.iter().any(agree)
}

/// Whether a record says how it is called, so that somebody can find it again and mend the rest.
fn is_named(register: &Register, record: &Record) -> bool {
    let named = register.fields.iter().filter(|field| register.name.contains(&format!("{{{}}}", field.id)));
    let mut named = named.peekable();
    named.peek().is_some() && named.all(|field| record.get(&field.id).is_some())
}

/// A finding about a linked record, placed at the field of the row.
fn within(mut finding: Finding, link: &Field) -> Finding {
    let field = finding.spot.field.take();
    finding.spot.field = Some(field.map_or(link.id.clone(), |field| format!("{}.{field}", link.id)));
    finding
}

/// Saves all rows that are ready; none where somebody saved one of them in between.
async fn keep(project: &Project, rows: Vec<Row>, doing: &Doing) -> Result<Option<Vec<Changed>>, Trouble> {
    let mut tx = project.store.begin(&project.id).await?;
    let mut changed = Vec::new();
    for row in rows {
        let ready = match row {
            Row::Done(done) => {
                changed.push(done);
                continue;
            }
            Row::Ready(ready) => *ready,
        };
        let Ready { before, record, findings, linked } = ready;
        let now = tx.record(&record.register, &record.id).await?;
        if now.as_ref().is_some_and(|now| now.says_the_same(&record)) {
            // Two rows say the same.
            changed.push(Changed::Unchanged { id: record.id });
            continue;
        }
        if now.map(|now| now.since) != before.map(|before| before.since) {
            return Ok(None);
        }
        for linked in linked {
            if tx.record(&linked.register, &linked.id).await?.is_none() {
                tx.save(&[linked], &doing.actor, &doing.at).await?;
            }
        }
        tx.save(std::slice::from_ref(&record), &doing.actor, &doing.at).await?;
        let event = tx.record(&record.register, &record.id).await?.map_or(0, |kept| kept.since);
        changed.push(Changed::Saved { id: record.id, event, findings });
    }
    tx.commit().await?;
    Ok(Some(changed))
}
