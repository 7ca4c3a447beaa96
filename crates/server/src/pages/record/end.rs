//! The end of a record: removed (its versions stay and it can be brought back), or a person erased (for good).

use super::naming::Naming;
use super::reach;
use super::save::with_told;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::{Field, Refusal};
use auyl_work::edit;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};

#[derive(Template)]
#[template(path = "record/end.html")]
struct EndPage {
    frame: Frame,
    name: String,
    address: String,
    action: String,
    sentence: String,
    emptied: Vec<String>,
    button: String,
}

type Of = Path<(String, String, String)>;

/// Asks whether the record is really to be removed.
pub async fn ask_remove(here: Here, Path((_, register, id)): Of) -> Result {
    ask(&here, &register, &id, Action::Remove, "remove").await
}

/// Asks whether the person is really to be erased.
pub async fn ask_erase(here: Here, Path((_, register, id)): Of) -> Result {
    ask(&here, &register, &id, Action::Erase, "erase").await
}

async fn ask(here: &Here, register: &str, id: &str, action: Action, verb: &'static str) -> Result {
    let register = here.register(register)?;
    let record = reach::record(here, register, id, action).await?;
    let name = Naming::of(here).learn_name(register, &record).await?;
    let address = format!("{}/r/{}/{}", here.root(), register.id, record.id);
    let personal = register.fields.iter().filter(|field: &&Field| field.personal && action == Action::Erase);
    page(&EndPage {
        frame: here.frame("end", here.say.t(&format!("record-{verb}"))),
        sentence: here.say.t(&format!("record-{verb}-sure")),
        emptied: personal.map(|field| here.say.words(&field.label)).collect(),
        button: here.say.t(&format!("record-{verb}")),
        action: format!("{address}/{verb}"),
        address,
        name,
    })
}

/// Removes a record.
pub async fn remove(here: Here, Path((_, register, id)): Of) -> Result {
    let register = here.register(&register)?;
    let record = reach::record(&here, register, &id, Action::Remove).await?;
    edit::remove(&here.project, &register.id, &record.id, &here.doing()).await?;
    let list = format!("{}/r/{}", here.root(), register.id);
    Ok(Redirect::to(&with_told(&list, "record-removed")).into_response())
}

/// Erases a person: the personal fields of all versions are emptied; figures stay as they are.
pub async fn erase(here: Here, Path((_, register, id)): Of) -> Result {
    let register = here.register(&register)?;
    let record = reach::record(&here, register, &id, Action::Erase).await?;
    let doing = here.doing();
    let mut tx = here.project.store.begin(&here.project.id).await?;
    if !tx.erase(&register.id, &record.id, &doing.actor, &doing.at).await? {
        return Err(Refusal::of("record-missing").labelled("register", &register.title).with("id", id).into());
    }
    tx.commit().await?;
    let address = format!("{}/r/{}/{}", here.root(), register.id, record.id);
    Ok(Redirect::to(&with_told(&address, "record-erased")).into_response())
}
