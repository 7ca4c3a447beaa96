//! One record: its history, and forgetting the person in it.

use crate::output::out;
use crate::world::World;
use crate::{Failure, exit};
use auyl_domain::{RecordId, Refusal, Register};

fn missing(world: &World, register: &Register, id: &str) -> Failure {
    Refusal::of("record-missing").with("register", register.title.get(world.lang)).with("id", id).into()
}

/// Prints every version with the event that made it and what changed.
pub async fn history(world: &World, register: &str, id: &str) -> Result<u8, Failure> {
    let project = world.project().await?;
    let known = project.register(register)?;
    let read = RecordId::read(id).ok_or_else(|| missing(world, known, id))?;
    let versions = project.store.history(&project.id, register, &read).await?;
    if versions.is_empty() {
        return Err(missing(world, known, id));
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
    let known = project.register(register)?;
    let read = RecordId::read(id).ok_or_else(|| missing(world, known, id))?;
    let doing = world.doing();
    let mut tx = project.store.begin(&project.id).await?;
    if !tx.erase(register, &read, &doing.actor, &doing.at).await? {
        return Err(missing(world, known, id));
    }
    tx.commit().await?;
    let title = known.title.get(world.lang).to_string();
    world.say("erased", &[("register", title), ("id", id.to_string())]);
    Ok(exit::FINE)
}
