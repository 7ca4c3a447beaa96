//! What a member reaches: a record of their places, the fields that they see, the fields that they fill in.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::measure::Cond;
use auyl_domain::record::Record;
use auyl_domain::{Field, RecordId, Refusal, Register, access};
use auyl_work::sender;

/// The record of an address, for somebody who may do this with it. One of other places is not there for them.
pub async fn record(here: &Here, register: &Register, id: &str, action: Action) -> Result<Record> {
    let verdict = here.must(action, Some(register))?;
    let missing = || Refusal::of("record-missing").labelled("register", &register.title).with("id", id);
    let id = RecordId::read(id).ok_or_else(missing)?;
    let found = here.project.store.record(&here.project.id, &register.id, &id, None).await?;
    let record = found.ok_or_else(missing)?;
    let is_limited = verdict == Verdict::OwnPlaces || here.may(Action::See, Some(register)) == Verdict::OwnPlaces;
    if is_limited && !within_places(here, register, &record).await? {
        return Err(missing().into());
    }
    Ok(record)
}

/// The condition that limits a member to own places; none where nothing does.
pub fn place_limit(here: &Here, action: Action, register: &Register) -> Option<Cond> {
    let is_limited = here.may(action, Some(register)) == Verdict::OwnPlaces;
    is_limited.then(|| access::place_cond(register, &here.project.catalogue, &here.places)).flatten()
}

/// Whether a record, kept already or about to be, is of the member's places or of none.
pub async fn within_places(here: &Here, register: &Register, record: &Record) -> Result<bool> {
    Ok(sender::within(&here.project, register, record, &here.places, &[]).await?)
}

/// The fields of a register that the member sees, in order.
pub fn fields_seen<'r>(here: &Here, register: &'r Register) -> Vec<&'r Field> {
    let all = register.fields.iter();
    match here.may(Action::See, Some(register)) {
        Verdict::No => Vec::new(),
        Verdict::PublicFields => all.filter(|field| access::is_public(register, field)).collect(),
        Verdict::Yes | Verdict::OwnPlaces => without_hidden(here, register),
    }
}

/// The fields that the member fills in, in order.
pub fn fields_filled<'r>(here: &Here, register: &'r Register) -> Vec<&'r Field> {
    without_hidden(here, register).into_iter().filter(|field| field.is_asked()).collect()
}

/// The fields of a record that the member changes: no form shows what its page hides.
pub fn fields_changed<'r>(here: &Here, register: &'r Register) -> Vec<&'r Field> {
    let seen = fields_seen(here, register);
    fields_filled(here, register).into_iter().filter(|field| seen.iter().any(|seen| seen.id == field.id)).collect()
}

fn without_hidden<'r>(here: &Here, register: &'r Register) -> Vec<&'r Field> {
    let personal = here.can(Action::SeePersonal, Some(register));
    register.fields.iter().filter(|field| personal || !field.personal).collect()
}

/// Whether the member may read how records of a register are called; who may not is shown their ids.
pub fn names_seen(here: &Here, register: &Register) -> bool {
    let seen = fields_seen(here, register);
    let is_named = |name: &str| register.name.contains(&format!("{{{name}}}"));
    let named = |field: &&Field| is_named(&field.id) || field.translation_of.as_deref().is_some_and(is_named);
    !seen.is_empty() && register.fields.iter().filter(named).all(|field| seen.iter().any(|seen| seen.id == field.id))
}
