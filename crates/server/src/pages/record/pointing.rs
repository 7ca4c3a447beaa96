//! Records of other registers that point to one: the rows that belong to it, and all others.

use super::naming::Naming;
use super::reach::{fields_seen, place_limit};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::measure::{self, Measure, Op};
use auyl_domain::reading::Quantity;
use auyl_domain::record::Record;
use auyl_domain::{Field, RecordId, Register};
use auyl_store::Wanted;

/// So many records are shown; all of them are in the list.
const FIRST: i64 = 20;

/// Records of one register that point to the record by one field.
pub struct Pointing {
    /// The register's title.
    pub title: String,
    /// The field's label.
    pub field: String,
    /// Whether they belong to it as its rows.
    pub is_child: bool,
    /// Names and addresses of the first ones.
    pub first: Vec<(String, String)>,
    /// How many there are, by a measure; those to review are not among them.
    pub count: Option<String>,
    /// The list of all.
    pub all: String,
    /// Where their rows are typed; for rows that the member may add.
    pub rows: Option<String>,
    /// The form of a new one.
    pub new: Option<String>,
}

/// Everything that points to a record, rows that belong to it first. Empty lists stay only where a row may be added.
pub async fn pointing(here: &Here, target: &Register, id: &RecordId, naming: &mut Naming<'_>) -> Result<Vec<Pointing>> {
    let mut found = Vec::new();
    for register in here.project.catalogue.registers() {
        for field in fields_seen(here, register) {
            if field.kind.target() == Some(&target.id) {
                found.extend(by_field(here, register, field, target, id, naming).await?);
            }
        }
    }
    found.sort_by_key(|pointing| !pointing.is_child);
    Ok(found)
}

async fn by_field(
    here: &Here,
    register: &Register,
    field: &Field,
    target: &Register,
    id: &RecordId,
    naming: &mut Naming<'_>,
) -> Result<Option<Pointing>> {
    let is_child = register.parent.as_deref() == Some(field.id.as_str());
    let records = records(here, register, field, id, FIRST).await?;
    let may_add = is_child && here.can(Action::Add, Some(register));
    if records.is_empty() && !may_add {
        return Ok(None);
    }
    let mut first = Vec::new();
    for record in &records {
        naming.learn(register, record).await?;
        let name = naming.name_without(register, record, &field.id);
        first.push((name, format!("{}/r/{}/{}", here.root(), register.id, record.id)));
    }
    let root = here.root();
    let back = format!("{root}/r/{}/{id}", target.id);
    Ok(Some(Pointing {
        title: here.say.words(&register.title),
        field: here.say.words(&field.label),
        is_child,
        first,
        count: count(here, register, field, id).await?.map(|count| here.say.number(count)),
        all: format!("{root}/r/{}?is.{}={id}", register.id, field.id),
        rows: may_add.then(|| format!("{root}/r/{}/{id}/rows/{}", target.id, register.id)),
        new: may_add.then(|| format!("{root}/r/{}/new?{}={id}&back={back}", register.id, field.id)),
    }))
}

/// The first records that point to a record by a field, of the member's places; those to review are among them.
pub async fn records(here: &Here, register: &Register, field: &Field, id: &RecordId, most: i64) -> Result<Vec<Record>> {
    let catalogue = &here.project.catalogue;
    let Ok(cond) = measure::filter(register, &field.id, Op::Is, id.as_str(), catalogue) else { return Ok(Vec::new()) };
    let cond = std::iter::once(cond).chain(place_limit(here, Action::See, register)).collect();
    let wanted = Wanted { cond, most, ..Wanted::default() };
    Ok(here.project.store.page(&here.project.id, &register.id, &wanted).await?.records)
}

/// How many records point to a record, read from a measure; none for who sees only part of them.
pub async fn count(here: &Here, register: &Register, field: &Field, id: &RecordId) -> Result<Option<i64>> {
    if place_limit(here, Action::See, register).is_some() {
        return Ok(None);
    }
    let text = format!("count({} where {} = \"{id}\")", register.id, field.id);
    let Ok(measure) = Measure::read(&text, &here.project.catalogue) else { return Ok(None) };
    let reading = here.project.store.reading(&here.project.id, &measure, None, None).await?;
    Ok(match reading.value() {
        Quantity::Number(number) => Some(number),
        _ => None,
    })
}
