//! What every request may use: the store, the catalogue, the settings, the clock, and what is kept between requests.

use crate::api::Descriptions;
use crate::compiled::CompiledReports;
use crate::ending::Ending;
use crate::jobs::Jobs;
use crate::kept::Kept;
use crate::limits::Calls;
use crate::openrosa::{PhoneForms, Right};
use crate::pages::accounts::Openid;
use crate::pages::event::Gathered;
use crate::pages::files::Thumbs;
use crate::pages::portfolio::Projects;
use crate::pages::registers::Counts;
use crate::settings::{Settings, World};
use crate::statics::Statics;
use crate::toil::Toil;
use auyl_domain::Catalogue;
use auyl_store::Store;
use auyl_store::submissions::Inbox;
use auyl_work::Trouble;
use auyl_work::surveys::{self, Surveys};
use auyl_work::voice::alikes::Alikes;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tokio::sync::{Notify, OnceCell, Semaphore};

/// The running server; cloning it is cheap. Within a project it knows the registers of the project's own surveys.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    /// Records, files, accounts.
    pub store: Store,
    /// Registers, lists, texts.
    pub catalogue: Arc<Catalogue>,
    /// Surveys of the project; none outside of projects.
    pub surveys: Option<Arc<Surveys>>,
}

/// What every [`App`] of a server shares.
pub struct Inner {
    /// The catalogue without surveys.
    base: Arc<Catalogue>,
    /// Surveys by project, as of the turn at which they were read.
    of_projects: RwLock<HashMap<String, Arc<Surveys>>>,
    /// How it is to behave.
    pub settings: Settings,
    /// Clock and chance.
    pub world: World,
    /// Places for hashing passwords: each takes 19 MiB and a tenth of a second of a core.
    pub hashing: Semaphore,
    /// Work that goes on behind its page.
    pub jobs: Jobs,
    /// Reports as they were compiled last.
    pub reports: CompiledReports,
    /// Style sheet and scripts.
    pub statics: Statics,
    /// How many records lists have.
    pub counts: Counts,
    /// What was made for one request and serves the next.
    pub kept: Kept,
    /// Small pictures.
    pub thumbs: Thumbs,
    /// How often each program has called.
    pub calls: Calls,
    /// How often who is not signed in has asked for what, by where they come from.
    pub strangers: Calls,
    /// How many forms without an account have come within the hour, by where they come from and by village.
    pub hourly: Calls,
    /// What such forms cost whoever sends them.
    pub toil: Toil,
    /// Which recorded problems a text perhaps repeats.
    pub alikes: Alikes,
    /// The API described for programs.
    pub described: Descriptions,
    /// All projects in one list.
    pub projects: Projects,
    /// How events stand.
    pub gathered: Gathered,
    /// Forms for phones.
    pub(crate) forms: OnceCell<Arc<PhoneForms>>,
    /// Passwords that were right a moment ago.
    pub(crate) right: Right,
    /// Called when a submission has arrived.
    pub(crate) arrived: Notify,
    /// Called when a message waits to be sent.
    pub(crate) outgoing: Notify,
    /// Told to those who work behind the pages.
    pub(crate) ending: Ending,
    inbox: OnceLock<Inbox>,
    /// The provider at which people may sign in, and who is on the way there.
    pub openid: Option<Openid>,
}

impl App {
    /// A server over a store.
    pub fn new(store: Store, catalogue: Arc<Catalogue>, settings: Settings, world: World) -> App {
        let inner = Inner {
            base: Arc::clone(&catalogue),
            of_projects: RwLock::default(),
            openid: settings.openid.clone().map(Openid::at),
            settings,
            world,
            hashing: Semaphore::new(2),
            counts: Counts::default(),
            thumbs: Thumbs::default(),
            gathered: Gathered::default(),
            forms: OnceCell::new(),
            right: Right::default(),
            arrived: Notify::new(),
            outgoing: Notify::new(),
            ending: Ending::default(),
            inbox: OnceLock::new(),
            projects: Projects::default(),
            calls: Calls::default(),
            strangers: Calls::default(),
            hourly: Calls::default(),
            toil: Toil::default(),
            alikes: Alikes::default(),
            described: Descriptions::default(),
            kept: Kept::default(),
            jobs: Jobs::default(),
            reports: CompiledReports::default(),
            statics: Statics::read(),
        };
        App { inner: Arc::new(inner), store, catalogue, surveys: None }
    }

    /// The server as a project sees it. Whether another program changed its surveys is asked of the database every time;
    /// they are read again only when it did.
    pub async fn of_project(&self, id: &str) -> Result<App, Trouble> {
        let turn = self.store.surveys_turn(id).await?;
        let known = self.of_projects.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        let surveys = match known.filter(|known| known.turn == turn) {
            Some(known) => known,
            None => {
                let read = Arc::new(surveys::of(&self.store, &self.base, id).await?);
                let mut all = self.of_projects.write().unwrap_or_else(PoisonError::into_inner);
                all.insert(id.to_string(), Arc::clone(&read));
                read
            }
        };
        let catalogue = Arc::clone(&surveys.catalogue);
        let store = self.store.knowing(Arc::clone(&catalogue));
        Ok(App { inner: Arc::clone(&self.inner), store, catalogue, surveys: Some(surveys) })
    }

    /// The catalogue without the surveys of any project.
    pub fn base(&self) -> &Arc<Catalogue> {
        &self.inner.base
    }

    /// Where submissions of phones come in; opened by the first of them.
    pub fn inbox(&self) -> &Inbox {
        self.inbox.get_or_init(|| Inbox::of(self.store.clone()))
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}
