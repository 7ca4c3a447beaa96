//! What can be asked of a list, made from the register's fields: choices and places to choose, days and numbers between
//! two, links to choose or, where there are many, to type. Personal fields are not asked: an address is no place for them.

use super::asked::{Asked, Asking};
use super::columns::{Shown, names};
use super::member;
use super::naming::Naming;
use super::source;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{fields_seen, names_seen};
use auyl_domain::measure::{Column, Cond, Op, filter};
use auyl_domain::sorting::sort_key;
use auyl_domain::{Field, Finding, Kind, RecordId, Register};
use auyl_store::Wanted;

/// Links to more records than this are typed and not chosen.
const FEW: i64 = 80;
/// A typed name may mean so many records.
const MEANT: i64 = 200;

/// One question of the form.
pub struct Ask {
    /// What is asked.
    pub label: String,
    /// How it is asked.
    pub way: Way,
}

/// How a question is asked.
pub enum Way {
    /// One of a list: name, then values with their words and whether it is the one.
    Choose(String, Vec<(String, String, bool)>),
    /// A part of a name: name and what was typed.
    Type(String, String),
    /// Between two: kind of input, then name and what was typed for each end.
    Between(&'static str, [(String, String); 2]),
}

/// A filter that is in force, in words, with the address of the list without it.
pub struct Chip {
    /// What it asks.
    pub label: String,
    /// For what.
    pub said: String,
    /// The list without it.
    pub without: String,
}

/// The conditions of all filters, and what cannot be asked.
pub async fn conds(
    here: &Here,
    register: &Register,
    columns: &[Shown<'_>],
    asked: &Asked,
) -> Result<(Vec<Cond>, Vec<Finding>)> {
    let (mut conds, mut findings) = (Vec::new(), Vec::new());
    for asking in &asked.filters {
        let Some(field) = asked_field(columns, &asking.field) else {
            if let Some(cond) = over_links(here, register, asking) {
                conds.push(cond);
                continue;
            }
            findings.push(Finding::warning("field-unknown").with("name", &asking.field).with("nearest", ""));
            continue;
        };
        let typed = meant(here, field, asking).await?;
        match filter(register, &field.id, asking.op, typed.as_deref().unwrap_or(&asking.typed), &here.app.catalogue) {
            Ok(cond) => conds.push(cond),
            Err(finding) => findings.push(*finding),
        }
    }
    Ok((conds, findings))
}

/// A field that the member sees and that is not personal.
fn asked_field<'r>(columns: &[Shown<'r>], name: &str) -> Option<&'r Field> {
    columns.iter().flat_map(|column| &column.fields).find(|field| field.id == name && !field.personal).copied()
}

/// The condition of a filter over links (`event.place`), where the member sees every field on the way.
fn over_links(here: &Here, register: &Register, asking: &Asking) -> Option<Cond> {
    let cond = filter(register, &asking.field, asking.op, &asking.typed, &here.app.catalogue).ok()?;
    let is_seen = |register: &Register, field: &str| {
        fields_seen(&member(here), register).iter().any(|seen| seen.id == field && !seen.personal)
    };
    let is_open = |column: &&Column| {
        let mut at = register;
        for step in &column.steps {
            let Some(next) = here.app.catalogue.register(&step.to).filter(|_| is_seen(at, &step.field)) else {
                return false;
            };
            at = next;
        }
        !column.personal && !column.of_project && is_seen(at, &column.field)
    };
    cond.columns().iter().all(is_open).then_some(cond)
}

/// The ids of the records that a typed name means; none where what was typed stands as it is.
async fn meant(here: &Here, field: &Field, asking: &Asking) -> Result<Option<String>> {
    let target = field.kind.target().and_then(|target| here.app.catalogue.register(target));
    let Some(target) = target.filter(|_| asking.op == Op::Is) else { return Ok(None) };
    let parts = asking.typed.split(',').map(str::trim);
    let ids: Option<Vec<RecordId>> = parts.map(RecordId::read).collect();
    if let Some(ids) = ids
        && !source::by_ids(here, target, &ids).await?.is_empty()
    {
        return Ok(None);
    }
    if !names_seen(&member(here), target) || !source::may_search(here, target) {
        return Ok(None);
    }
    let wanted = Wanted { words: asking.typed.clone(), most: MEANT, ..source::all(here, target) };
    let found = source::page(here, target, &wanted).await?.records;
    let ids: Vec<&str> = found.iter().map(|record| record.id.as_str()).collect();
    // A name that nobody has finds nothing; no id is a lone dot.
    Ok(Some(if ids.is_empty() { ".".to_string() } else { ids.join(",") }))
}

/// The questions of the form.
pub async fn asks(here: &Here, columns: &[Shown<'_>], asked: &Asked, event: i64) -> Result<Vec<Ask>> {
    let mut asks = Vec::new();
    for column in columns {
        let field = column.field();
        if field.personal {
            continue;
        }
        let name = |op: Op| format!("{}.{}", op.word(), field.id);
        let now = |op: Op| asked.typed(op, &field.id).to_string();
        let way = match &field.kind {
            Kind::Choice { choices } => {
                let known = here.app.catalogue.choices(choices).map(|known| known.all.as_slice()).unwrap_or_default();
                let words = known.iter().map(|word| (word.id.clone(), here.say.label(choices, &word.id)));
                choose(name(Op::Is), words.collect(), &now(Op::Is))
            }
            Kind::Flag => {
                let words = [("yes", "web-yes"), ("no", "web-no")];
                let words = words.map(|(word, key)| (word.to_string(), here.say.t(key)));
                choose(name(Op::Is), words.to_vec(), &now(Op::Is))
            }
            Kind::Place | Kind::Link { .. } => match targets(here, field, event).await? {
                Some(words) => choose(name(Op::Is), words, &now(Op::Is)),
                None => Way::Type(name(Op::Is), now(Op::Is)),
            },
            Kind::Date => Way::Between("date", [(name(Op::From), now(Op::From)), (name(Op::To), now(Op::To))]),
            Kind::Count | Kind::Decimal | Kind::Money => {
                Way::Between("text", [(name(Op::From), now(Op::From)), (name(Op::To), now(Op::To))])
            }
            _ => continue,
        };
        asks.push(Ask { label: column.label.clone(), way });
    }
    Ok(asks)
}

fn choose(name: String, words: Vec<(String, String)>, now: &str) -> Way {
    let mut all: Vec<_> =
        words.into_iter().map(|(id, word)| (now == id, id, word)).map(|(is, id, word)| (id, word, is)).collect();
    // Several at once come from a link or a kept view; the form keeps them as they are.
    if !now.is_empty() && !all.iter().any(|(_, _, is)| *is) {
        let said =
            now.split(',').map(|id| all.iter().find(|(known, _, _)| known == id).map_or(id, |(_, word, _)| word));
        let said = said.collect::<Vec<_>>().join(", ");
        all.push((now.to_string(), said, true));
    }
    Way::Choose(name, all)
}

/// The records that a link may lead to, by name; none where they are too many to choose from.
async fn targets(here: &Here, field: &Field, event: i64) -> Result<Option<Vec<(String, String)>>> {
    let Some(target) = field.kind.target().and_then(|target| here.app.catalogue.register(target)) else {
        return Ok(None);
    };
    if !names_seen(&member(here), target) {
        return Ok(None);
    }
    let wanted = source::all(here, target);
    if source::about_how_many(here, target, &wanted, event).await.is_none_or(|n| n > FEW) {
        return Ok(None);
    }
    let records = source::page(here, target, &wanted).await?.records;
    let mut naming = Naming::of(here);
    naming.learn(target, &records).await?;
    let mut words: Vec<(String, String)> =
        records.iter().map(|record| (record.id.to_string(), naming.name(target, record))).collect();
    // By number where the plan has one: 1.2 before 1.10.
    words.sort_by_cached_key(|(_, word)| sort_key(word));
    Ok(Some(words))
}

/// What is in force, in words.
pub async fn chips(here: &Here, register: &Register, columns: &[Shown<'_>], asked: &Asked) -> Result<Vec<Chip>> {
    let mut chips = Vec::new();
    for (at, asking) in asked.filters.iter().enumerate() {
        let Some(column) = columns.iter().find(|column| column.fields.iter().any(|field| field.id == asking.field))
        else {
            if over_links(here, register, asking).is_some() {
                let (label, said) = (asking.name(), asking.typed.clone());
                chips.push(Chip { label, said, without: asked.without(at) });
            }
            continue;
        };
        let field = column.field();
        let typed = said(here, field, &asking.typed).await?;
        let said = match asking.op {
            Op::Is => typed,
            Op::From => here.say.name("list-from", typed),
            Op::To => here.say.name("list-to", typed),
            Op::Set => here.say.t("list-set"),
            Op::Unset => here.say.t("list-unset"),
        };
        chips.push(Chip { label: column.label.clone(), said, without: asked.without(at) });
    }
    Ok(chips)
}

async fn said(here: &Here, field: &Field, typed: &str) -> Result<String> {
    let parts = || typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    match &field.kind {
        Kind::Choice { choices } => {
            Ok(parts().map(|word| here.say.label(choices, word)).collect::<Vec<_>>().join(", "))
        }
        Kind::Flag => Ok(match auyl_domain::value::read_flag(typed) {
            Some(true) => here.say.t("web-yes"),
            Some(false) => here.say.t("web-no"),
            None => typed.to_string(),
        }),
        Kind::Date => Ok(auyl_domain::value::read_date(typed).map_or(typed.to_string(), |day| here.say.day(&day))),
        Kind::Place | Kind::Link { .. } => {
            let target = field.kind.target().and_then(|target| here.app.catalogue.register(target));
            let ids: Option<Vec<RecordId>> = parts().map(RecordId::read).collect();
            let (Some(target), Some(ids)) = (target, ids) else { return Ok(typed.to_string()) };
            let records = source::by_ids(here, target, &ids).await?;
            if records.is_empty() || names(target).is_empty() {
                return Ok(typed.to_string());
            }
            let mut naming = Naming::of(here);
            naming.learn(target, &records).await?;
            Ok(records.iter().map(|record| naming.name(target, record)).collect::<Vec<_>>().join(", "))
        }
        _ => Ok(typed.to_string()),
    }
}
