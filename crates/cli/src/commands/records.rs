//! One record: its history, and forgetting the person in it.

use crate::output::out;
use crate::world::World;
use crate::{Failure, exit};
use auyl_domain::{RecordId, Refusal};

fn read_id(register: &str, text: &str) -> Result<RecordId, Failure> {
    let missing = || Refusal::of("record-missing").with("register", register).with("id", text);
    Ok(RecordId::read(text).ok_or_else(missing)?)
}

/// Prints every version with the event that made it and what changed.
pub async fn history(world: &World, register: &str, id: &str) -> Result<u8, Failure> {
    let project = world.project().await?;
    let known = project.register(register)?;
    let versions = project.store.history(&project.id, register, &read_id(register, id)?).await?;
    if versions.is_empty() {
        return Err(Refusal::of("record-missing").with("register", register).with("id", id).into());
    }
    let mut before = None;
    for (record, event) in &versions {
        out!("{} {} {} {}", event.seq, event.at, event.actor, event.verb);
        for field in &known.fields {
            let value = record.get(&field.id);
            if value != before.and_then(|before: &auyl_domain::Record| before.get(&field.id)) {
                let label = field.label.get(world.lang);
                out!("    {label}: {}", value.map_or_else(|| "—".into(), auyl_domain::Value::shown));
            }
        }
        before = Some(record);
    }
    Ok(exit::FINE)
}

/// Empties the personal fields of all versions of a record.
pub async fn erase(world: &World, register: &str, id: &str) -> Result<u8, Failure> {
    let project = world.project().await?;
    project.register(register)?;
    let doing = world.doing();
    let mut tx = project.store.begin(&project.id).await?;
    let id = read_id(register, id)?;
    if !tx.erase(register, &id, &doing.actor, &doing.at).await? {
        return Err(Refusal::of("record-missing").with("register", register).with("id", &id).into());
    }
    tx.commit().await?;
    world.say("erased", &[("register", register.to_string()), ("id", id.to_string())]);
    Ok(exit::FINE)
}
