//! Two people changed one field differently: both versions side by side, one's own chosen at first, nothing lost. The
//! page is a form like the other, of the version as it is now; fields that only one of the two changed are merged.

use super::form::Filled;
use super::naming::Naming;
use super::reach;
use super::show::label;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::event::Event;
use auyl_domain::record::Record;
use auyl_domain::{Field, Refusal, Register};
use auyl_work::edit::{self, Change};
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "record/conflict.html")]
struct ConflictPage {
    frame: Frame,
    title: String,
    who: String,
    when: String,
    action: String,
    id: String,
    base: i64,
    back: String,
    contested: Vec<Contested>,
    kept: Vec<(String, String)>,
    cancel: String,
}

struct Contested {
    name: String,
    label: String,
    mine: String,
    mine_shown: String,
    theirs: String,
    theirs_shown: String,
}

/// Shows both versions.
pub async fn show(
    here: &Here,
    register: &Register,
    filled: Filled,
    theirs: Record,
    event: Event,
    contested: Vec<String>,
) -> Result {
    let limited = here.may(Action::See, Some(register)) == Verdict::OwnPlaces;
    if limited && !reach::within_places(here, register, &theirs).await? {
        return Err(Refusal::of("not-allowed").into());
    }
    let store = &here.project.store;
    let base = match filled.base {
        Some(base) => store.record(&here.project.id, &register.id, &theirs.id, Some(base)).await?,
        None => None,
    };
    let their_draft = edit::draft_of(register, &theirs);
    let base_draft = base.as_ref().map(|base| edit::draft_of(register, base));
    let silent = super::save::silent(here, register, base.is_none());
    let change = Change { register: &register.id, draft: filled.draft.clone(), base: filled.base, silent: &silent };
    let mine = edit::check_draft(&here.project, &change).await?.record;
    let mut naming = Naming::of(here);
    naming.learn(register, &mine).await?;
    naming.learn(register, &theirs).await?;
    let text =
        |draft: &auyl_domain::draft::Draft, field: &Field| draft.fields.get(&field.id).cloned().unwrap_or_default();
    let shown = |record: &Record, field: &Field, typed: &str| match record.get(&field.id) {
        Some(value) => here.say.value(naming.names(), register, &field.id, value),
        None if typed.is_empty() => here.say.t("record-none"),
        None => typed.to_string(),
    };
    let (mut rows, mut kept) = (Vec::new(), Vec::new());
    for field in reach::fields_changed(here, register) {
        let (own, other) = (text(&filled.draft, field), text(&their_draft, field));
        let name = format!("f.{}", field.id);
        if contested.contains(&field.id) {
            rows.push(Contested {
                label: label(here, field),
                mine_shown: shown(&mine, field, &own),
                theirs_shown: shown(&theirs, field, &other),
                mine: own,
                theirs: other,
                name,
            });
        } else {
            let theirs_alone = base_draft.as_ref().is_some_and(|base| text(base, field) != other);
            kept.push((name, if theirs_alone { other } else { own }));
        }
    }
    let address = format!("{}/r/{}/{}", here.root(), register.id, theirs.id);
    let who = store.account(&event.actor).await?;
    page_with(
        StatusCode::CONFLICT,
        &ConflictPage {
            frame: here.frame("form", here.say.t("record-conflict")),
            title: naming.name(register, &theirs),
            who: who.map_or(event.actor, |account| account.name),
            when: here.say.moment(&event.at),
            action: format!("{address}/edit"),
            id: theirs.id.to_string(),
            base: theirs.since,
            back: filled.back,
            contested: rows,
            kept,
            cancel: address,
        },
    )
}
