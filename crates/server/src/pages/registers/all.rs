//! All registers in their groups, each with what is in it and what waits in it.

use super::source;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Register;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::BALLOT_ROUND;
use auyl_store::{ReviewFilter, Wanted};

/// The list of groups in the catalogue.
const GROUPS: &str = "register_group";

#[derive(Template)]
#[template(path = "list/all.html")]
struct AllPage {
    frame: Frame,
    root: String,
    groups: Vec<Group>,
    is_empty: bool,
    may_import: bool,
    has_votes: bool,
}

struct Group {
    title: String,
    registers: Vec<Line>,
}

struct Line {
    id: String,
    title: String,
    help: String,
    n: Option<i64>,
    to_review: i64,
    may_add: bool,
}

/// Whether a record may be added to a register that has so many.
pub fn may_add(here: &Here, register: &Register, n: i64) -> bool {
    here.can(Action::Add, Some(register)) && !(register.single && n > 0)
}

/// The page.
pub async fn show(here: Here) -> Result {
    here.must(Action::See, None)?;
    let event = here.app.store.last_event(&here.project.id).await?;
    let mut groups: Vec<(String, Group)> = Vec::new();
    if let Some(known) = here.app.catalogue.choices(GROUPS) {
        let group = |id: &str| Group { title: here.say.label(GROUPS, id), registers: Vec::new() };
        groups.extend(known.all.iter().map(|choice| (choice.id.clone(), group(&choice.id))));
    }
    let mut registers: Vec<&Register> = here.app.catalogue.registers().iter().collect();
    registers.sort_by_key(|register| register.position);
    for register in registers {
        let verdict = here.may(Action::See, Some(register));
        if !verdict.is_some() {
            continue;
        }
        let wanted = source::all(&here, register);
        let n = source::about_how_many(&here, register, &wanted, event).await;
        let waiting = Wanted { review: ReviewFilter::Waiting, ..wanted };
        let to_review = match verdict {
            Verdict::PublicFields => 0,
            _ => source::about_how_many(&here, register, &waiting, event).await.unwrap_or(0),
        };
        let line = Line {
            id: register.id.clone(),
            title: here.say.words(&register.title),
            help: here.say.words(&register.help),
            n,
            to_review,
            may_add: may_add(&here, register, n.unwrap_or(1)),
        };
        match groups.iter_mut().find(|(id, _)| *id == register.group) {
            Some((_, group)) => group.registers.push(line),
            None => {
                let title = here.say.label(GROUPS, &register.group);
                groups.push((register.group.clone(), Group { title, registers: vec![line] }));
            }
        }
    }
    let groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).filter(|g| !g.registers.is_empty()).collect();
    page(&AllPage {
        frame: here.frame("registers", here.say.t("web-registers")),
        root: here.root(),
        is_empty: groups.iter().flat_map(|group| &group.registers).all(|line| line.n == Some(0)),
        groups,
        may_import: here.can(Action::Import, None),
        has_votes: here.project.catalogue.register(BALLOT_ROUND).is_some_and(|of| here.can(Action::See, Some(of))),
    })
}
