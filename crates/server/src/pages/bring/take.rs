//! A looked-at file goes on: mended cells are kept and it is looked at again, or it is taken, all of it or nothing; with a
//! tick wrong rows are kept to review.

use super::arrived::Taken;
use super::arrived_at;
use super::mend::changed_cells;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::jobs::{Begun, Outcome};
use crate::pages::report::begin;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::Severity;
use auyl_work::import::{self, Faulty};
use auyl_work::known::Files;
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect};
use std::collections::{BTreeSet, HashMap};

/// What was pressed under a preview.
pub async fn go_on(
    here: Here,
    Path((_, secret)): Path<(String, String)>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result {
    let mut arrived = arrived_at(&here, &secret).await?;
    let address = arrived.address(&here);
    if arrived.taken.is_some() {
        return Ok(Redirect::to(&format!("{address}/done")).into_response());
    }
    let has = |name: &str, value: &str| said.iter().any(|(n, v)| n == name && v == value);
    if has("do", "forget") {
        arrived.forget(&here).await;
        return Ok(Redirect::to(&format!("{}/import?told=import-forgotten", here.root())).into_response());
    }
    let mut mended = arrived.mended();
    changed_cells(&said, &mut mended);
    arrived.mended = mended.into_iter().map(|((sheet, row, field), text)| (sheet, row, field, text)).collect();
    arrived.write(&here).await?;
    if !has("do", "take") {
        return Ok(Redirect::to(&address).into_response());
    }
    let faulty = if has("keep", "yes") { Faulty::Keep } else { Faulty::RefuseFile };
    let begun = Begun {
        name: format!("take {secret}"),
        account: arrived.account.clone(),
        project: arrived.project.clone(),
        title: "bring-job-take",
        back: address.clone(),
    };
    let there = here.clone();
    begin(&here, begun, async move |progress| {
        let read = arrived.sheets(&there).await?;
        let registers: BTreeSet<String> = read.sheets.iter().map(|sheet| sheet.register.clone()).collect();
        let (project, doing) = (there.project.clone(), there.doing());
        let handle = tokio::runtime::Handle::current();
        let taking = move || {
            let mut tell = |done, total| progress.tell(done, total);
            let files = Files::Made(HashMap::new());
            handle.block_on(import::import_read(&project, read, files, faulty, &doing, &mut tell))
        };
        let imported = auyl_store::off_thread(taking).await??;
        let Some(saved) = imported.saved else {
            return Ok(Outcome::Elsewhere(format!("{address}?told=import-refused")));
        };
        let severe = imported.findings.iter().filter(|finding| finding.severity == Severity::Severe);
        let rows: BTreeSet<_> = severe.map(|finding| (&finding.spot.sheet, finding.spot.row)).collect();
        arrived.taken = Some(Taken {
            counts: [saved.created, saved.changed, saved.unchanged],
            to_review: rows.len(),
            registers: registers.into_iter().collect(),
        });
        arrived.mended.clear();
        arrived.write(&there).await?;
        arrived.drop_bytes(&there).await;
        Ok(Outcome::Elsewhere(format!("{address}/done?told=import-taken")))
    })
    .await
}

#[derive(Template)]
#[template(path = "bring/done.html")]
struct DonePage {
    frame: Frame,
    root: String,
    name: String,
    taken: Taken,
    registers: Vec<(String, String)>,
}

/// What was saved.
pub async fn done(here: Here, Path((_, secret)): Path<(String, String)>) -> Result {
    let arrived = arrived_at(&here, &secret).await?;
    let taken = arrived.taken.ok_or_else(|| Refusal::of("page-missing"))?;
    let link = |id: &String| (format!("{}/r/{id}", here.root()), here.say.register(id));
    let registers = taken.registers.iter().map(link).collect();
    let frame = here.frame("import", here.say.t("bring-done-title"));
    page(&DonePage { frame, root: here.root(), name: arrived.name, taken, registers })
}
