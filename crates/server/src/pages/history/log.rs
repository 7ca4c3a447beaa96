//! What happened in the project, newest first. Events of one kind that follow one another, as an import makes them, are
//! one line. Pages are told apart by the number of an event, so that a line stays where it was while others are added.

use super::actors::{Actors, verb};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::{glanced, within_places};
use crate::pages::registers::{Naming, encoded, visible};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::event::Event;
use auyl_domain::measure::{Column, Cond};
use auyl_domain::record::Record;
use auyl_domain::value::Stored;
use auyl_domain::{RecordId, Register};
use auyl_store::{Run, Wanted};
use axum::extract::Query;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Lines of a page.
const LINES: usize = 50;
/// Events that are read at once.
const WINDOW: i64 = 400;
/// So many windows are looked through for a page; who wants more asks for the next one.
const WINDOWS: usize = 25;

/// What the address asks for.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    register: String,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "history/log.html")]
struct LogPage {
    frame: Frame,
    address: String,
    registers: Vec<(String, String, bool)>,
    actors: Vec<(String, String, bool)>,
    lines: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
}

struct Shown {
    seq: i64,
    when: String,
    who: String,
    verb: String,
    register: String,
    /// What it concerns, and where that leads.
    about: String,
    href: Option<String>,
    history: Option<String>,
}

/// The page.
pub async fn show(here: Here, Query(asked): Query<Asked>) -> Result {
    let verdict = here.must(Action::See, None)?;
    let registers: Vec<&Register> =
        here.app.catalogue.registers().iter().filter(|register| here.can(Action::See, Some(register))).collect();
    let last = here.app.store.last_event(&here.project.id).await?;
    let mut next = asked.before.map_or(last, |before| before - 1).min(last);
    let mut lines: Vec<Run> = Vec::new();
    'read: for _ in 0..WINDOWS {
        if next < 1 {
            break;
        }
        // Windows begin at fixed numbers: one that is full never changes, and is kept.
        let from = (next - 1) / WINDOW * WINDOW + 1;
        let mut runs = stretch(&here, &registers, from, next).await?;
        runs.retain(|run| {
            let Event { register, actor, .. } = &run.newest;
            let is_asked = (asked.register.is_empty() || *register == asked.register)
                && (asked.actor.is_empty() || *actor == asked.actor);
            let is_seen = match register.is_empty() {
                true => verdict != Verdict::PublicFields,
                false => registers.iter().any(|seen| seen.id == *register),
            };
            is_asked && is_seen
        });
        for run in runs {
            let is_same = |line: &Run| {
                let kind = |event: &Event| (event.verb.clone(), event.register.clone(), event.actor.clone());
                let (line, event) = (&line.newest, &run.newest);
                !event.register.is_empty() && kind(line) == kind(event) && line.at == event.at
            };
            let is_full = lines.len() == LINES;
            match lines.last_mut().filter(|line| is_same(line)) {
                Some(line) => line.length += run.length,
                None if is_full => {
                    next = run.newest.seq;
                    break 'read;
                }
                None => lines.push(run),
            }
        }
        // All of this window was looked at, what is filtered out of its end as well.
        next = from - 1;
    }
    let actors = Actors::of(&here).await?;
    let address = format!("{}/log", here.root());
    let filter = format!("register={}&actor={}", encoded(&asked.register), encoded(&asked.actor));
    let shown = shown(&here, &lines, &actors).await?;
    page(&LogPage {
        frame: here.frame("log", here.say.t("web-log")),
        registers: registers
            .iter()
            .map(|register| (register.id.clone(), here.say.words(&register.title), register.id == asked.register))
            .collect(),
        actors: actors.all().into_iter().map(|(id, name)| (id.clone(), name, id == asked.actor)).collect(),
        lines: shown,
        older: (next >= 1).then(|| format!("{address}?{filter}&before={}", next + 1)),
        newest: asked.before.map(|_| format!("{address}?{filter}")),
        address,
    })
}

/// A stretch of the log in runs; one by one for a member of some places, as each record has to be looked at.
async fn stretch(here: &Here, registers: &[&Register], from: i64, to: i64) -> Result<Vec<Run>> {
    let (store, project) = (&here.app.store, &here.project.id);
    let own_places = registers.iter().any(|register| here.may(Action::See, Some(register)) == Verdict::OwnPlaces);
    if !own_places {
        let (logged, is_full) = (&here.app.kept.logged, to - from + 1 == WINDOW);
        if let Some(runs) = logged.get(project, from).filter(|_| is_full) {
            return Ok(runs.to_vec());
        }
        let runs = store.runs(project, from, to).await?;
        if is_full {
            logged.keep(project, from, &runs);
        }
        return Ok(runs);
    }
    let mut events = store.events(project, from, to - from + 1).await?;
    within_reach(here, &mut events).await?;
    let alone = |newest: Event| Run { first: newest.seq, newest, length: 1 };
    Ok(events.into_iter().rev().map(alone).collect())
}

/// The events that the member sees before one, newest first, and before which the rest is asked for.
pub async fn seen_before(here: &Here, before: Option<i64>, most: usize) -> Result<(Vec<Event>, Option<i64>)> {
    let verdict = here.must(Action::See, None)?;
    let last = here.app.store.last_event(&here.project.id).await?;
    let mut next = before.map_or(last, |before| before - 1).min(last);
    let mut seen = Vec::new();
    for _ in 0..WINDOWS {
        if next < 1 {
            break;
        }
        let from = (next - WINDOW + 1).max(1);
        let mut events = here.app.store.events(&here.project.id, from, next - from + 1).await?;
        events.retain(|event| match event.register.is_empty() {
            true => verdict != Verdict::PublicFields,
            false => here.app.catalogue.register(&event.register).is_some_and(|r| here.can(Action::See, Some(r))),
        });
        within_reach(here, &mut events).await?;
        for event in events.into_iter().rev() {
            let seq = event.seq;
            seen.push(event);
            if seen.len() == most {
                return Ok((seen, (seq > 1).then_some(seq)));
            }
        }
        next = from - 1;
    }
    Ok((seen, (next >= 1).then_some(next + 1)))
}

/// Leaves out what happened to records of places that are not the member's.
async fn within_reach(here: &Here, events: &mut Vec<Event>) -> Result<()> {
    let of_events: BTreeSet<String> = events.iter().map(|event| event.register.clone()).collect();
    for register in of_events.iter().filter_map(|id| here.app.catalogue.register(id)) {
        let wanted = visible(here, register);
        if here.may(Action::See, Some(register)) != Verdict::OwnPlaces || wanted.cond.is_empty() {
            continue;
        }
        let ids: BTreeSet<RecordId> = events
            .iter()
            .filter(|event| event.register == register.id)
            .filter_map(|event| RecordId::read(&event.record))
            .collect();
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let mut reached: HashSet<RecordId> = HashSet::new();
        let mut limited = wanted.clone();
        limited.cond.push(Cond::OneOf(id_of(register), ids.iter().map(|id| Stored::Text(id.to_string())).collect()));
        let limited = Wanted { most: WINDOW, ..limited };
        let page = here.app.store.page(&here.project.id, &register.id, &limited).await?;
        reached.extend(page.records.into_iter().map(|record| record.id));
        let current = here.app.store.by_ids(&here.project.id, &register.id, &ids).await?;
        let current: HashSet<RecordId> = current.into_iter().map(|record| record.id).collect();
        for id in ids.into_iter().filter(|id| !current.contains(id)) {
            // What was removed was somewhere, too.
            let versions = here.app.store.history(&here.project.id, &register.id, &id).await?;
            if let Some((last, _)) = versions.last()
                && within_places(here, register, last).await?
            {
                reached.insert(id);
            }
        }
        events.retain(|event| {
            event.register != register.id || RecordId::read(&event.record).is_some_and(|id| reached.contains(&id))
        });
    }
    Ok(())
}

/// The column of a record's own id.
fn id_of(register: &Register) -> Column {
    Column {
        steps: Vec::new(),
        of_project: false,
        register: register.id.clone(),
        field: "id".into(),
        many: false,
        personal: false,
        integer: false,
        choices: None,
        target: None,
    }
}

/// The lines in words, each record by its name.
async fn shown(here: &Here, lines: &[Run], actors: &Actors) -> Result<Vec<Shown>> {
    let mut of_register: BTreeMap<&str, Vec<RecordId>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.length == 1) {
        if let Some(id) = RecordId::read(&line.newest.record) {
            let ids = of_register.entry(&line.newest.register).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let mut naming = Naming::of(here);
    let mut names: HashMap<(String, String), String> = HashMap::new();
    let mut current: HashSet<(String, String)> = HashSet::new();
    for (register, ids) in of_register {
        let Some(register) = here.app.catalogue.register(register) else { continue };
        let mut records: Vec<Record> = here.app.store.by_ids(&here.project.id, &register.id, &ids).await?;
        current.extend(records.iter().map(|record| (register.id.clone(), record.id.to_string())));
        for id in &ids {
            if !records.iter().any(|record| record.id == *id) {
                let versions = here.app.store.history(&here.project.id, &register.id, id).await?;
                records.extend(versions.into_iter().last().map(|(record, _)| record));
            }
        }
        naming.learn(register, &records).await?;
        let name = |record: &Record| naming.name(register, record);
        names.extend(records.iter().map(|r| ((register.id.clone(), r.id.to_string()), name(r))));
    }
    for register in naming.personal() {
        glanced(here, here.register(register)?, "", "log").await?;
    }
    let line = |line: &Run| {
        let event = &line.newest;
        let key = (event.register.clone(), event.record.clone());
        let list = format!("{}/r/{}", here.root(), event.register);
        let (about, href, history) = match (event.record.is_empty(), line.length) {
            (true, _) => (String::new(), None, None),
            (false, 1) => {
                let record = format!("{list}/{}", event.record);
                let name = names.get(&key).cloned().unwrap_or_else(|| event.record.clone());
                (name, current.contains(&key).then(|| record.clone()), Some(format!("{record}/history")))
            }
            (false, n) => (here.say.n("history-records", n), Some(list), None),
        };
        Shown {
            seq: event.seq,
            when: here.say.moment(&event.at),
            who: actors.name(&event.actor),
            verb: verb(here, &event.verb),
            register: if event.register.is_empty() { String::new() } else { here.say.register(&event.register) },
            about,
            href,
            history,
        }
    };
    Ok(lines.iter().map(line).collect())
}
