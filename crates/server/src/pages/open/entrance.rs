//! The way into what is open to everybody: a project whose open page is on, in the language that the address asks for.

use super::visitor::Visitor;
use crate::App;
use crate::ask::Ask;
use crate::say::Say;
use crate::stop::Result;
use auyl_domain::{Lang, Refusal};
use auyl_work::Project;

/// A request to an open project.
pub struct Entrance {
    /// The request, in the language of the page.
    pub ask: Ask,
    /// Reads what everybody may read.
    pub visitor: Visitor,
}

impl Entrance {
    /// Goes in. A project that is not open and one that is not there are the same.
    pub async fn of(app: &App, mut ask: Ask, project: &str) -> Result<Entrance> {
        let home = app.store.home(project).await?.filter(|home| home.is_public);
        home.ok_or_else(|| Refusal::of("page-missing"))?;
        let app = app.of_project(project).await?;
        if let Some(lang) = asked_lang(&ask.address) {
            ask.say = Say::of(app.catalogue.clone(), lang, app.world.zone.clone());
        }
        ask.say = ask.say.knowing(app.catalogue.clone());
        let of = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id: project.to_string() };
        ask.app = app;
        let visitor = Visitor::of(of, ask.say.clone())?;
        Ok(Entrance { ask, visitor })
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.visitor.project
    }

    /// The address of the open page, without the site.
    pub fn root(&self) -> String {
        format!("/open/{}", self.visitor.project.id)
    }

    /// An address of the open page in the language of this one.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}?lang={}", self.root(), self.ask.lang().code())
    }
}

/// The language that an address asks for.
pub fn asked_lang(address: &str) -> Option<Lang> {
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::read)
}
