//! What a command sees of the world: its arguments, the language, the catalogue, the clock, and the store.

use crate::Failure;
use crate::args::Args;
use crate::output::out;
use auyl_domain::words::Phrases;
use auyl_domain::{Catalogue, Finding, Lang, Refusal};
use auyl_store::{Place, Store};
use auyl_work::Project;
use auyl_work::project::Doing;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Everything a command may look at.
pub struct World {
    pub args: Args,
    pub lang: Lang,
    pub catalogue: Arc<Catalogue>,
    pub catalogue_findings: Vec<Finding>,
    store: OnceCell<Store>,
}

impl World {
    /// Reads the catalogue. Its findings are kept; a command that works with records refuses on a severe one.
    pub fn open(args: Args, lang: Lang) -> Result<World, Refusal> {
        let (catalogue, catalogue_findings) = auyl_work::catalogue::read(args.catalogue.as_deref())?;
        Ok(World { args, lang, catalogue: Arc::new(catalogue), catalogue_findings, store: OnceCell::new() })
    }

    /// The interface texts.
    pub fn phrases(&self) -> &Phrases {
        self.catalogue.phrases()
    }

    /// A sentence of the interface.
    pub fn phrase(&self, key: &str, args: &[(&'static str, String)]) -> String {
        let args: BTreeMap<&'static str, String> = args.iter().cloned().collect();
        self.phrases().say_with(self.lang, key, &args)
    }

    /// Prints a sentence.
    pub fn say(&self, key: &str, args: &[(&'static str, String)]) {
        out!("{}", self.phrase(key, args));
    }

    /// Prints a trouble to standard error.
    pub fn say_error(&self, text: &str) {
        eprintln!("auyl: {text}");
    }

    /// Who acts and when.
    pub fn doing(&self) -> Doing {
        let now = jiff::Timestamp::now().round(jiff::Unit::Second);
        Doing { actor: "cli".into(), at: now.map(|now| now.to_string()).unwrap_or_default() }
    }

    /// Today where the machine stands.
    pub fn today(&self) -> Date {
        jiff::Zoned::now().date()
    }

    /// The store, opened when it is first asked for.
    pub async fn store(&self) -> Result<Store, Failure> {
        Ok(self.store.get_or_try_init(|| self.open_store()).await?.clone())
    }

    /// Leaves the data folder as one whole file.
    pub async fn close(&self) {
        if let Some(store) = self.store.get() {
            store.close().await;
        }
    }

    /// Opens the store, which makes the folder and the tables where there are none.
    async fn open_store(&self) -> Result<Store, Failure> {
        if let Some(finding) = self.catalogue_findings.iter().find(|f| f.severity == auyl_domain::Severity::Severe) {
            let detail = finding.message(self.phrases(), self.lang);
            return Err(Refusal::of("catalogue-has-faults").with("spot", &finding.spot).with("detail", detail).into());
        }
        let place = match &self.args.database {
            Some(url) => Place::Postgres { url: url.clone(), files: self.args.data.join("files") },
            None => Place::Folder(self.args.data.clone()),
        };
        Ok(Store::open(&place, Arc::clone(&self.catalogue)).await?)
    }

    /// Opens the project the arguments name. A command that only looks does not make a data folder.
    pub async fn project(&self) -> Result<Project, Failure> {
        if self.args.database.is_none() && !self.args.data.join(auyl_store::SQLITE_FILE).exists() {
            return Err(Refusal::of("project-missing").with("spot", self.args.data.display()).into());
        }
        let store = self.store().await?;
        Ok(Project::open(store, Arc::clone(&self.catalogue), self.args.project.as_deref()).await?)
    }
}
