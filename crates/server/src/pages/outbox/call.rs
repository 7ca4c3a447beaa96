//! What waits for a channel that nobody configured, to be printed and told by telephone or at the door.

use super::{by_hand, channel, glance, said};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_store::outbox::{Outbox, WAITING};

/// So many are on one list.
const MOST: i64 = 300;

#[derive(Template)]
#[template(path = "outbox/call.html")]
struct CallPage {
    frame: Frame,
    root: String,
    /// By channel: the number in the store, to whom, what is said.
    lists: Vec<(String, Vec<Told>)>,
}

struct Told {
    id: String,
    to: String,
    text: String,
    day: String,
}

/// The page.
pub async fn show(here: Here) -> Result {
    here.must(Action::ExportPersonal, None)?;
    let mut lists = Vec::new();
    for (of, _) in by_hand(&here).await? {
        let wanted = Outbox { states: &[WAITING], channel: of, most: MOST, ..Outbox::default() };
        let found = here.project.store.outbox_page(&here.project.id, &wanted).await?;
        glance(&here, &found).await?;
        let told = found.iter().map(|message| Told {
            id: message.id.clone(),
            to: message.addressee.clone(),
            text: said(&here, message).text,
            day: here.say.moment(&message.at),
        });
        lists.push((channel(&here, of), told.collect()));
    }
    page(&CallPage { frame: here.frame("call", here.say.t("outbox-call")), root: here.root(), lists })
}
