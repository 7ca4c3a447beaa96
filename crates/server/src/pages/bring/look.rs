//! What a file would do, before anything is stored: wrong rows first, each wrong cell as an input; then what is new and
//! what changes. Of large files the numbers and the first rows of each kind are shown.

use super::arrived::Arrived;
use super::mend::{WrongRow, link_lists, wrong_row};
use super::{arrived_at, ask_page};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::jobs::{Begun, Outcome};
use crate::pages::registers::Naming;
use crate::pages::report::{Line, address, lines, waiting};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::id::sha256;
use auyl_domain::{Field, Finding, RecordId, Refusal, Register, Value};
use auyl_store::accounts::Glance;
use auyl_work::import::{self, Previewed, Verdict};
use auyl_work::known::Files;
use auyl_work::project::Names;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// So many rows of each kind are shown.
const FIRST: usize = 200;
/// A file that is read sooner needs no page to wait on.
const SOON: Duration = Duration::from_millis(1500);

/// What is kept of a preview: the numbers, and the first rows of each kind.
pub struct Seen {
    /// By sheet: name, register, and how many rows are new, changed, unchanged, wrong.
    pub sheets: Vec<(String, String, [usize; 4])>,
    /// Findings of no row.
    pub findings: Vec<Finding>,
    /// The first rows of each kind that says something.
    pub rows: [Vec<Previewed>; 3],
}

fn kind(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::New => 0,
        Verdict::Changed(_) => 1,
        Verdict::Unchanged => 2,
        Verdict::Wrong => 3,
    }
}

impl Seen {
    fn of(preview: import::Preview) -> Seen {
        let mut seen = Seen { sheets: Vec::new(), findings: preview.findings, rows: Default::default() };
        let mut at: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in preview.rows {
            let register = row.record.register.clone();
            let sheet = row.sheet.clone().unwrap_or_else(|| register.clone());
            let place = *at.entry((sheet.clone(), register.clone())).or_insert_with(|| {
                seen.sheets.push((sheet, register, [0; 4]));
                seen.sheets.len() - 1
            });
            let kind = kind(&row.verdict);
            seen.sheets[place].2[kind] += 1;
            let shown = match kind {
                3 => 0,
                0 => 1,
                1 => 2,
                _ => continue,
            };
            if seen.rows[shown].len() < FIRST {
                seen.rows[shown].push(row);
            }
        }
        seen
    }

    /// How many rows of a kind there are.
    fn all(&self, kind: usize) -> usize {
        self.sheets.iter().map(|(_, _, counts)| counts[kind]).sum()
    }
}

/// One sheet, with how many rows of each kind it has.
struct SheetLine {
    sheet: String,
    title: String,
    n: Counts,
}

/// How many rows there are of each kind.
struct Counts {
    new: usize,
    changed: usize,
    same: usize,
    wrong: usize,
}

impl From<[usize; 4]> for Counts {
    fn from([new, changed, same, wrong]: [usize; 4]) -> Counts {
        Counts { new, changed, same, wrong }
    }
}

#[derive(Template)]
#[template(path = "bring/look.html")]
struct LookPage {
    frame: Frame,
    root: String,
    action: String,
    name: String,
    sheets: Vec<SheetLine>,
    /// Of all rows.
    all: Counts,
    findings: Vec<Line>,
    blocked: bool,
    wrong: Vec<WrongRow>,
    lists: Vec<(String, Vec<String>)>,
    changed: Vec<(String, String, Vec<[String; 3]>)>,
    new: Vec<(String, String, String)>,
    n_mended: usize,
}

/// The page of a file that waits.
pub async fn look(here: Here, Path((_, secret)): Path<(String, String)>) -> Result {
    let arrived = arrived_at(&here, &secret).await?;
    if arrived.taken.is_some() {
        return Ok(Redirect::to(&format!("{}/done", arrived.address(&here))).into_response());
    }
    let event = here.app.store.last_event(&here.project.id).await?;
    let mended = sha256(serde_json::to_string(&arrived.mended).map_err(Stop::machine)?.as_bytes());
    let begun = Begun {
        name: format!("look {secret} {mended} {event}"),
        account: arrived.account.clone(),
        project: arrived.project.clone(),
        title: "bring-job-look",
        back: arrived.address(&here),
    };
    let (there, file) = (here.clone(), arrived.clone());
    let job = waiting(&here, begun, async move |progress| {
        let read = file.sheets(&there).await?;
        let (project, handle) = (there.project.clone(), tokio::runtime::Handle::current());
        let looking = move || {
            let mut tell = |done, total| progress.tell(done, total);
            let files = Files::Made(HashMap::new());
            handle.block_on(import::preview_telling(&project, read, files, &mut tell)).map(Seen::of)
        };
        let seen = auyl_store::off_thread(looking).await??;
        Ok(Outcome::Kept(Arc::new(seen)))
    });
    match job.soon(SOON).await {
        None => Ok(Redirect::to(&address(&here, &job)).into_response()),
        Some(Outcome::Kept(seen)) => {
            let seen = seen.downcast::<Seen>().map_err(|_| Stop::machine("another thing was kept"))?;
            show(&here, &arrived, &seen).await
        }
        Some(Outcome::Refused(refusal)) => {
            arrived.forget(&here).await;
            let message = refusal.message(here.app.catalogue.phrases(), here.lang());
            ask_page(&here, StatusCode::UNPROCESSABLE_ENTITY, &arrived.village, Some(message)).await
        }
        Some(Outcome::Failed(detail)) => Err(Stop::machine(detail)),
        Some(_) => Err(Refusal::of("page-missing").into()),
    }
}

async fn show(here: &Here, arrived: &Arrived, seen: &Seen) -> Result {
    for (_, register, counts) in &seen.sheets {
        // What changes is shown with what it was: that is a look at kept records.
        if here.register(register)?.has_personal() && counts[1] > 0 {
            let (at, account) = (here.app.world.at(), arrived.account.clone());
            let glance =
                Glance { at, account, register: register.clone(), record: String::new(), page: "import".into() };
            here.app.store.add_glance(&here.project.id, &glance).await?;
        }
    }
    let mut naming = Naming::of(here);
    for (_, id, _) in &seen.sheets {
        // Rows may lead to records that are kept and to rows of this file.
        let of_register = seen.rows.iter().flatten().map(|row| &row.record).filter(|record| record.register == *id);
        let records: Vec<_> = of_register.cloned().collect();
        let register = here.register(id)?;
        let fields: Vec<&Field> = register.fields.iter().collect();
        naming.learn_links(&records, &fields).await?;
        naming.learn(register, &records).await?;
    }
    let names = naming.names();
    let [wrong, new, changed] = &seen.rows;
    let mut lists = link_lists(here, wrong).await?;
    let mended = arrived.mended();
    let mut wrong_rows = Vec::new();
    for row in wrong {
        wrong_rows.push(wrong_row(here, row, &mended, &mut lists, names)?);
    }
    let mut changed_rows = Vec::new();
    for row in changed {
        let register = here.register(&row.record.register)?;
        let Verdict::Changed(differences) = &row.verdict else { continue };
        let line = |difference: &import::Difference| {
            let field = register.field(&difference.field);
            let label = field.map_or(difference.field.clone(), |field| here.say.words(&field.label));
            let shown = |text: &str| shown(here, register, field, text, names);
            [label, shown(&difference.old), shown(&difference.new)]
        };
        changed_rows.push((place(row), called(here, register, row, names), differences.iter().map(line).collect()));
    }
    let mut new_rows = Vec::new();
    for row in new {
        let register = here.register(&row.record.register)?;
        new_rows.push((place(row), here.say.words(&register.title), called(here, register, row, names)));
    }
    let title = |(sheet, register, counts): &(String, String, [usize; 4])| SheetLine {
        sheet: sheet.clone(),
        title: here.say.register(register),
        n: (*counts).into(),
    };
    let findings = lines(here, &seen.findings);
    page(&LookPage {
        frame: here.frame("import", here.say.t("bring-look-title")).script(here, "bring.js"),
        root: here.root(),
        action: arrived.address(here),
        name: arrived.name.clone(),
        sheets: seen.sheets.iter().map(title).collect(),
        all: [0, 1, 2, 3].map(|kind| seen.all(kind)).into(),
        blocked: auyl_domain::finding::has_severe(&seen.findings),
        findings,
        wrong: wrong_rows,
        lists: lists.into_iter().collect(),
        changed: changed_rows,
        new: new_rows,
        n_mended: arrived.mended.len(),
    })
}

/// Sheet and row.
pub fn place(row: &Previewed) -> String {
    match &row.sheet {
        Some(sheet) => format!("{sheet} · {}", row.row),
        None => row.row.to_string(),
    }
}

/// How a row's record is called; by its id where its name is not for this person's eyes.
pub fn called(here: &Here, register: &Register, row: &Previewed, names: &Names<'_>) -> String {
    let sees = !register.has_personal() || here.can(Action::SeePersonal, Some(register));
    let name = if sees { row.record.name(register, here.lang(), names) } else { String::new() };
    if name.is_empty() { row.record.id.to_string() } else { name }
}

/// A value of a file as people read it, if it is for this person's eyes.
pub fn shown(here: &Here, register: &Register, field: Option<&Field>, text: &str, names: &Names<'_>) -> String {
    match field {
        _ if text.is_empty() => "–".to_string(),
        Some(field) if field.personal && !here.can(Action::SeePersonal, Some(register)) => "•••".to_string(),
        Some(field) => match &field.kind {
            auyl_domain::Kind::Choice { choices } if !field.many => here.say.label(choices, text),
            auyl_domain::Kind::Date => {
                text.parse().map(|day| Value::Date(day).shown()).unwrap_or_else(|_| text.to_string())
            }
            _ if field.kind.target().is_some() => {
                let ids = text.split(',').filter_map(|id| RecordId::read(id.trim()));
                let called = ids.map(|id| here.say.value(names, register, &field.id, &Value::Link(id)));
                called.collect::<Vec<_>>().join(", ")
            }
            _ => text.to_string(),
        },
        None => text.to_string(),
    }
}
