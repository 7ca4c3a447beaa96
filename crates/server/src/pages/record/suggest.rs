//! Which records a few typed letters may mean, as JSON for the scripts of forms; and all of them where they are few.

use super::naming::Naming;
use super::reach::{names_seen, place_limit};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::draft::REJECTED_BY_REVIEW;
use auyl_domain::record::Record;
use auyl_domain::sorting::sort_key;
use auyl_domain::{Field, Kind, Register};
use auyl_store::Wanted;
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// More than so many are not put in one list to choose from.
const FEW: i64 = 200;
/// So many are suggested.
const MOST: usize = 8;
/// Of so many, since some may have been rejected.
const LOOKED_AT: i64 = 32;

/// What was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

/// One record that may be meant.
#[derive(Serialize)]
struct Suggestion {
    id: String,
    name: String,
    note: String,
}

/// The best few records that the typed beginnings of words may mean, in the order of their names.
pub async fn suggest(here: Here, Path((_, register)): Path<(String, String)>, Query(typed): Query<Typed>) -> Result {
    let register = here.register(&register)?;
    here.must(Action::See, Some(register))?;
    let mut suggestions = Vec::new();
    if !typed.q.trim().is_empty() && names_seen(&here, register) {
        let is_named = |field: &&Field| named_by(register, field) && matches!(field.kind, Kind::Text | Kind::Note);
        let wanted = Wanted {
            words: typed.q,
            sort: register.fields.iter().find(is_named).map(|field| (field.id.clone(), false)),
            most: LOOKED_AT,
            ..wanted(&here, register)
        };
        let mut naming = Naming::of(&here);
        let found = here.project.store.page(&here.project.id, &register.id, &wanted).await?.records;
        for record in found.into_iter().filter(can_be_meant).take(MOST) {
            let name = naming.learn_name(register, &record).await?;
            let note = note(&here, register, &record, &naming);
            suggestions.push(Suggestion { id: record.id.to_string(), name, note });
        }
    }
    Ok(Json(suggestions).into_response())
}

/// Records of a register as far as the member reaches.
fn wanted(here: &Here, register: &Register) -> Wanted {
    let cond = place_limit(here, Action::See, register).into_iter().collect();
    Wanted { cond, personal: here.can(Action::SeePersonal, Some(register)), ..Wanted::default() }
}

/// What a reviewer has rejected, and what repeats another, is linked to nothing new; a link that is there stays.
fn can_be_meant(record: &Record) -> bool {
    !record.is_merged() && !record.withheld().contains(&REJECTED_BY_REVIEW)
}

fn named_by(register: &Register, field: &Field) -> bool {
    let is_named = |name: &str| register.name.contains(&format!("{{{name}}}"));
    is_named(&field.id) || field.translation_of.as_deref().is_some_and(is_named)
}

/// What tells two records of one name apart: the other fields that make it one of its kind.
fn note(here: &Here, register: &Register, record: &Record, naming: &Naming<'_>) -> String {
    let unique = register.unique.iter().flatten().filter(|field| !register.name.contains(&format!("{{{field}}}")));
    let seen = super::reach::fields_seen(here, register);
    let shown = unique.filter_map(|field| {
        let field = seen.iter().find(|seen| seen.id == *field)?;
        let value = record.get(&field.id)?;
        // A year is no number with its thousands apart.
        let is_year = field.id.ends_with("year");
        Some(if is_year { value.plain() } else { here.say.value(naming.names(), register, &field.id, value) })
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// All records of a small register: id and name, in the order of the alphabet. None where there are too many of them for
/// a list to choose from.
pub async fn options(here: &Here, register: &Register) -> Result<Option<Vec<(String, String)>>> {
    let wanted = Wanted { most: FEW, ..wanted(here, register) };
    let page = here.project.store.page(&here.project.id, &register.id, &wanted).await?;
    if page.more {
        return Ok(None);
    }
    let mut naming = Naming::of(here);
    let mut options = Vec::new();
    for record in page.records.into_iter().filter(can_be_meant) {
        let name = naming.learn_name(register, &record).await?;
        options.push((record.number("position"), record.id.to_string(), name));
    }
    options.sort_by_cached_key(|(position, _, name)| (position.unwrap_or(i64::MAX), sort_key(name)));
    Ok(Some(options.into_iter().map(|(_, id, name)| (id, name)).collect()))
}
