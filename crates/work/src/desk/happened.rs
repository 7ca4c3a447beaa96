//! The last lines of the log as people read them: who did what, when, to which record. Nothing personal is said.

use crate::check::without_personal;
use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::event::Event;
use auyl_domain::{Lang, Record, RecordId, Register};

/// One thing that happened, or several of a kind at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened {
    /// The last of these events.
    pub event: Event,
    /// How the record is called; empty where it concerns none, its id where the name is personal.
    pub name: String,
    /// How many followed one another: one import is one line.
    pub count: usize,
}

/// So many events are looked through for the last lines.
const WINDOW: i64 = 300;

pub(super) async fn last(project: &Project, lang: Lang, event: i64, most: usize) -> Result<Vec<Happened>, Trouble> {
    let events = project.store.events(&project.id, (event - WINDOW + 1).max(1), WINDOW).await?;
    let mut lines: Vec<Happened> = Vec::new();
    for event in events.into_iter().rev() {
        let same = |line: &Happened| {
            let of =
                |event: &Event| (event.actor.clone(), event.verb.clone(), event.register.clone(), event.at.clone());
            of(&line.event) == of(&event)
        };
        let is_full = lines.len() == most;
        match lines.last_mut().filter(|line| same(line)) {
            Some(line) => line.count += 1,
            None if is_full => break,
            None => lines.push(Happened { event, name: String::new(), count: 1 }),
        }
    }
    for line in &mut lines {
        line.name = name(project, &line.event, lang).await?;
    }
    Ok(lines)
}

async fn name(project: &Project, event: &Event, lang: Lang) -> Result<String, Trouble> {
    let Some((register, id)) = project.catalogue.register(&event.register).zip(RecordId::read(&event.record)) else {
        return Ok(String::new());
    };
    // What was removed is called as it was called before.
    let as_of = if event.verb == "removed" { event.seq - 1 } else { event.seq };
    let Some(record) = project.store.record(&project.id, &register.id, &id, Some(as_of)).await? else {
        return Ok(event.record.clone());
    };
    called(project, register, &record, lang).await
}

/// How a record is called, with the names of the records it names itself by.
async fn called(project: &Project, register: &Register, record: &Record, lang: Lang) -> Result<String, Trouble> {
    let mut names = Names::of(&project.catalogue);
    for field in register.fields.iter().filter(|field| register.name.contains(&format!("{{{}}}", field.id))) {
        let target = field.kind.target().and_then(|target| project.catalogue.register(target));
        let Some((target, id)) = target.zip(record.link(&field.id)) else { continue };
        if let Some(linked) = project.store.record(&project.id, &target.id, id, None).await? {
            let shown = Record { fields: without_personal(target, &linked), ..linked };
            names.learn(target, [&shown], lang);
        }
    }
    let shown = Record { fields: without_personal(register, record), ..record.clone() };
    Ok(shown.name(register, lang, &names))
}
