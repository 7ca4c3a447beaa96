//! Who asks, in which language, and of which project: made once for every request, before any handler runs.

use crate::app::App;
use crate::frame::Frame;
use crate::say::Say;
use crate::stop::{Result, Stop};
use auyl_domain::access::{self, Action, Member, Role, Verdict};
use auyl_domain::{Lang, Refusal, Register};
use auyl_store::accounts::{Account, Home, Membership};
use auyl_work::Project;
use auyl_work::project::Doing;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use std::sync::{Arc, OnceLock};

/// One request as every page sees it.
#[derive(Clone)]
pub struct Ask {
    /// The server.
    pub app: App,
    /// Speaks the person's language.
    pub say: Say,
    /// Who is signed in.
    pub signed: Option<Arc<Signed>>,
    /// Path and query.
    pub address: String,
    /// The host that the request named.
    pub host: String,
    /// Where the request came from, for throttling.
    pub from: String,
    /// The language of whose key it turned out to be, for what is said after the handler: phones name no language.
    pub spoken: Arc<OnceLock<Lang>>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The account.
    pub account: Account,
    /// What it is in which project.
    pub memberships: Vec<Membership>,
    /// Digest of the session's secret.
    pub session: String,
}

impl Signed {
    /// Whether there may be several projects: who is something in a whole organisation, or in several projects.
    pub fn has_several(&self) -> bool {
        self.memberships.len() > 1 || self.memberships.iter().any(|of| of.project.is_empty())
    }
}

impl Ask {
    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.say.lang
    }

    /// The same request by somebody who showed a key, in the language of their account.
    pub fn spoken_by(self, signed: Arc<Signed>) -> Ask {
        let lang = Lang::read(&signed.account.lang).unwrap_or(self.say.lang);
        // A request speaks for one account.
        let _ = self.spoken.set(lang);
        Ask { say: self.say.in_language(lang), signed: Some(signed), ..self }
    }

    /// The address of this site as people reach it, for links that are handed on.
    pub fn site(&self) -> String {
        match &self.app.settings.address {
            Some(address) => address.trim_end_matches('/').to_string(),
            None => format!("{}://{}", if self.app.settings.tls.is_some() { "https" } else { "http" }, self.host),
        }
    }

    /// Who acts, and when.
    pub fn doing(&self) -> Doing {
        let actor = self.signed.as_ref().map_or("public", |signed| signed.account.id.as_str());
        Doing { actor: actor.to_string(), at: self.app.world.at() }
    }

    /// The account; who is not signed in is asked to.
    pub fn signed(&self) -> Result<&Arc<Signed>> {
        self.signed.as_ref().ok_or_else(|| Stop::SignIn(self.address.clone()))
    }

    /// The frame of a page that belongs to no project. `page` names its guide.
    pub fn frame(&self, page: &'static str, title: impl Into<String>) -> Frame {
        Frame::of(self, page, title.into())
    }
}

impl<S: Sync> FromRequestParts<S> for Ask {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Ask> {
        parts.extensions.get::<Ask>().cloned().ok_or_else(|| Stop::machine("a request came in past the guard"))
    }
}

/// A request within a project, by somebody who belongs to it.
#[derive(Clone)]
pub struct Here {
    /// The request.
    pub ask: Ask,
    /// The project.
    pub project: Project,
    /// Where it belongs, and whether it has an open page.
    pub home: Home,
    /// What the account is in it.
    pub role: Role,
    /// Ids of the places it is tied to.
    pub places: Vec<String>,
}

impl Here {
    /// What this member may do: the one question that every handler asks.
    pub fn may(&self, action: Action, register: Option<&Register>) -> Verdict {
        access::may(&Member { role: &self.role, places: &self.places }, action, register)
    }

    /// Whether it may be done at all; for marks and buttons.
    pub fn can(&self, action: Action, register: Option<&Register>) -> bool {
        self.may(action, register) != Verdict::No
    }

    /// The verdict, or the page that says no.
    pub fn must(&self, action: Action, register: Option<&Register>) -> Result<Verdict> {
        match self.may(action, register) {
            Verdict::No => Err(Refusal::of("not-allowed").into()),
            verdict => Ok(verdict),
        }
    }

    /// The register of an address.
    pub fn register(&self, id: &str) -> Result<&Register> {
        Ok(self.project.register(id)?)
    }

    /// The beginning of the project's addresses.
    pub fn root(&self) -> String {
        format!("/p/{}", self.project.id)
    }

    /// The frame of a page of the project. `page` names its guide and its place in the menu.
    pub fn frame(&self, page: &'static str, title: impl Into<String>) -> Frame {
        Frame::of(&self.ask, page, title.into()).within(self)
    }
}

impl std::ops::Deref for Here {
    type Target = Ask;

    fn deref(&self) -> &Ask {
        &self.ask
    }
}

impl FromRequestParts<App> for Here {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Here> {
        let ask = Ask::from_request_parts(parts, app).await?;
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(Stop::machine)?;
        let id = path.iter().find(|(name, _)| *name == "project").map(|(_, id)| id.to_string()).unwrap_or_default();
        let signed = ask.signed()?.clone();
        Here::enter(ask, &signed.memberships, &id).await
    }
}

impl Here {
    /// Goes into a project. Who does not belong to it is not told whether there is one.
    pub async fn enter(ask: Ask, memberships: &[Membership], id: &str) -> Result<Here> {
        let missing = || Stop::from(Refusal::of("page-missing"));
        let home = ask.app.store.home(id).await?.ok_or_else(missing)?;
        Here::at_home(ask, memberships, home).await
    }

    /// The same, where the project belongs somewhere known.
    pub async fn at_home(mut ask: Ask, memberships: &[Membership], home: Home) -> Result<Here> {
        let missing = || Stop::from(Refusal::of("page-missing"));
        let id = home.project.clone();
        let of_project = |m: &&Membership| m.organisation == home.organisation && m.project == id;
        let of_all = |m: &&Membership| m.organisation == home.organisation && m.project.is_empty();
        // What somebody is in this one project goes before what they are in all of the organisation's.
        let membership = memberships.iter().find(of_project).or_else(|| memberships.iter().find(of_all));
        let membership = membership.ok_or_else(missing)?;
        let role = ask.app.catalogue.role(&membership.role).ok_or_else(missing)?.clone();
        let places = membership.places.clone();
        ask.app = ask.app.of_project(&id).await?;
        ask.say = ask.say.knowing(ask.app.catalogue.clone());
        let project = Project { store: ask.app.store.clone(), catalogue: ask.app.catalogue.clone(), id };
        Ok(Here { ask, project, home, role, places })
    }
}
