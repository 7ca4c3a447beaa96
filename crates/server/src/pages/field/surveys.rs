//! Uploaded surveys, whole: their constraints, calculations and dependent choices are more than a light form can tell, so the
//! device gets the document and an engine that knows what it means.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_work::surveys::Offered;
use serde_json::{Value, json};

/// The file with the engine.
pub const ENGINE: &str = "xforms-engine.js";

/// The surveys that somebody may answer now.
pub fn of(here: &Here) -> impl Iterator<Item = &Offered> {
    let all = here.app.surveys.iter().flat_map(|known| &known.all);
    all.filter(|offered| {
        let register = here.app.catalogue.register(&offered.survey.register);
        offered.is_open() && register.is_some_and(|register| here.can(Action::Add, Some(register)))
    })
}

/// The same as the page reads them.
pub async fn documents(here: &Here) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for offered in of(here) {
        let (form, version) = (&offered.survey.form, &offered.survey.version);
        let Some(kept) = here.app.store.form_version(&here.project.id, form, version).await? else { continue };
        let lists = &offered.lists;
        let title = &offered.title;
        let files = offered.files.iter().map(|file| json!({ "name": file.name, "md5": file.md5 }));
        let files = files.collect::<Vec<_>>();
        let document = kept.xml;
        all.push(json!({
            "id": form, "version": version, "title": title, "lists": lists, "files": files, "document": document,
        }));
    }
    Ok(all)
}
