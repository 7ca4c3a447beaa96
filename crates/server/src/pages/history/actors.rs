//! Who did it, by name: events keep the account, and accounts may be called otherwise tomorrow.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use std::collections::BTreeMap;

/// Verbs that events are known by; another is shown by a general word.
pub const VERBS: [&str; 18] = [
    "created",
    "changed",
    "removed",
    "erased",
    "project-created",
    "frozen",
    "opened",
    "closed",
    "submission-reviewed",
    "survey-published",
    "survey-closed",
    "survey-opened",
    "codes-printed",
    "codes-withdrawn",
    "codes-handed-out",
    "voting-opened",
    "voting-closed",
    "votes-counted",
];

/// What an event did, in words.
pub fn verb(here: &Here, verb: &str) -> String {
    let known = VERBS.contains(&verb);
    here.say.t(&format!("history-verb-{}", if known { verb } else { "other" }))
}

/// The accounts of a project by their names.
pub struct Actors {
    names: BTreeMap<String, String>,
    /// Said where names are not told, or nobody is known by the id.
    somebody: String,
    program: String,
    /// What the day itself changed, and what a public body said by its link.
    clock: String,
    link: String,
}

impl Actors {
    /// Everybody of the organisation. Whoever sees public fields only is not told who works there.
    pub async fn of(here: &Here) -> Result<Actors> {
        let mut names = BTreeMap::new();
        if here.may(Action::See, None) != Verdict::PublicFields {
            let members = here.app.store.members_of(&here.home.organisation).await?;
            names.extend(members.into_iter().map(|(account, _)| (account.id, account.name)));
        }
        let [somebody, program, clock, link] =
            ["history-somebody", "history-program", "letters-by-clock", "letters-by-link"].map(|key| here.say.t(key));
        Ok(Actors { names, somebody, program, clock, link })
    }

    /// The name of an actor.
    pub fn name(&self, actor: &str) -> String {
        match actor {
            "cli" | "outbox" => self.program.clone(),
            "clock" => self.clock.clone(),
            "reply-link" => self.link.clone(),
            actor => self.names.get(actor).unwrap_or(&self.somebody).clone(),
        }
    }

    /// All of them: id and name, by name.
    pub fn all(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = self.names.iter().map(|(id, name)| (id.clone(), name.clone())).collect();
        all.sort_by_cached_key(|(_, name)| auyl_domain::sorting::sort_key(name));
        if !all.is_empty() {
            all.push(("cli".into(), self.program.clone()));
        }
        all
    }
}
