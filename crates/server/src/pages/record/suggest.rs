//! Which records a few typed letters may mean, as JSON for the scripts of forms; and all of them where they are few.

use super::naming::Naming;
use super::reach::{names_seen, place_limit};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::measure::{Cond, Measure};
use auyl_domain::reading::Quantity;
use auyl_domain::record::Record;
use auyl_domain::sorting::sort_key;
use auyl_domain::words::fold;
use auyl_domain::{Field, Register};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// More than so many are not put in one list to choose from.
pub const FEW: i64 = 200;
/// So many are suggested.
const MOST: usize = 8;

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

/// The best few records whose name contains what was typed, those that begin with it first.
pub async fn suggest(here: Here, Path((_, register)): Path<(String, String)>, Query(typed): Query<Typed>) -> Result {
    let register = here.register(&register)?;
    here.must(Action::See, Some(register))?;
    let wanted = fold(&typed.q);
    let mut best: Vec<(bool, String, Record)> = Vec::new();
    if !wanted.is_empty() && names_seen(&here, register) {
        let mut naming = Naming::of(&here);
        for record in all(&here, register).await? {
            // A name that is made of fields of its own needs no look-up of others.
            let name = match register.fields.iter().any(|field| names_by_link(register, field)) {
                true => naming.learn_name(register, &record).await?,
                false => naming.name(register, &record),
            };
            let folded = fold(&name);
            let fits = wanted.split(' ').all(|word| folded.split([' ', '-']).any(|part| part.starts_with(word)));
            if fits || folded.contains(&wanted) {
                best.push((!folded.starts_with(&wanted), name, record));
            }
        }
        best.sort_by_cached_key(|(later, name, _)| (*later, sort_key(name)));
        best.truncate(MOST);
    }
    let mut naming = Naming::of(&here);
    let mut suggestions = Vec::new();
    for (_, name, record) in best {
        naming.learn(register, &record).await?;
        let note = note(&here, register, &record, &naming);
        suggestions.push(Suggestion { id: record.id.to_string(), name, note });
    }
    Ok(Json(suggestions).into_response())
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

fn names_by_link(register: &Register, field: &Field) -> bool {
    field.kind.target().is_some() && register.name.contains(&format!("{{{}}}", field.id))
}

async fn all(here: &Here, register: &Register) -> Result<Vec<Record>> {
    let cond = place_limit(here, Action::See, register).unwrap_or(Cond::Always);
    Ok(here.project.store.matching(&here.project.id, &register.id, &cond, None).await?)
}

/// Whether a register is so small that a list of all its records is offered.
pub async fn fits_a_list(here: &Here, register: &Register) -> Result<bool> {
    let Ok(measure) = Measure::read(&format!("count({})", register.id), &here.project.catalogue) else {
        return Ok(false);
    };
    let reading = here.project.store.reading(&here.project.id, &measure, None, None).await?;
    Ok(matches!(reading.value(), Quantity::Number(number) if number <= FEW))
}

/// All records of a small register: id and name, in the order of the alphabet.
pub async fn options(here: &Here, register: &Register) -> Result<Vec<(String, String)>> {
    let mut naming = Naming::of(here);
    let mut options = Vec::new();
    for record in all(here, register).await? {
        let name = naming.learn_name(register, &record).await?;
        options.push((record.id.to_string(), name));
    }
    if register.field("position").is_none() {
        options.sort_by_cached_key(|(_, name)| sort_key(name));
    }
    Ok(options)
}
