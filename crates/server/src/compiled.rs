//! Reports as they were compiled, kept until something happens in their project: the overview, the preview and every
//! download of one event share one.

use crate::stop::{Result, Stop};
use auyl_domain::{Lang, Refusal};
use auyl_work::Project;
use auyl_work::check::{self, Checked};
use auyl_work::report::Order;
use jiff::civil::Date;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;

/// So many reports are kept; one holds its pictures.
const MOST: usize = 6;

/// What a compiled report rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Key {
    project: String,
    form: String,
    lang: Lang,
    today: Date,
    event: i64,
    personal: bool,
}

/// The reports that are kept, and what holds a second compilation back while one is under way.
#[derive(Default)]
pub struct CompiledReports {
    kept: Mutex<VecDeque<(Key, Arc<Checked>)>>,
    compiling: tokio::sync::Mutex<()>,
}

/// What to compile.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Report form.
    pub form: String,
    /// Language of the paper.
    pub lang: Lang,
    /// The day it is filed.
    pub today: Date,
    /// Whether it is for somebody who sees personal details.
    pub personal: bool,
}

impl Wanted {
    /// The order for `auyl-work`.
    pub fn order(&self) -> Order<'_> {
        Order { form: &self.form, lang: self.lang, today: self.today, as_of: None, personal: self.personal }
    }
}

impl CompiledReports {
    fn find(&self, key: &Key) -> Option<Arc<Checked>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == key).map(|(_, checked)| checked.clone())
    }

    /// The report of a project as it is now, with everything that is to be said about it.
    pub async fn now(&self, project: &Project, wanted: &Wanted) -> Result<Arc<Checked>> {
        let event = project.store.last_event(&project.id).await?;
        let Wanted { form, lang, today, personal } = wanted.clone();
        let key = Key { project: project.id.clone(), form, lang, today, event, personal };
        if let Some(checked) = self.find(&key) {
            return Ok(checked);
        }
        let _one_at_a_time = self.compiling.lock().await;
        if let Some(checked) = self.find(&key) {
            return Ok(checked);
        }
        // Rendering takes a good part of a second of a core: not on the threads that answer everybody else.
        let (project, wanted, handle) = (project.clone(), wanted.clone(), Handle::current());
        let checking = move || {
            let order = Order { as_of: Some(event), ..wanted.order() };
            handle.block_on(check::check(&project, &order))
        };
        let checked = Arc::new(auyl_store::off_thread(checking).await??);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| {
            (&known.project, known.lang, known.personal) != (&key.project, key.lang, key.personal)
        });
        kept.push_back((key, checked.clone()));
        if kept.len() > MOST {
            kept.pop_front();
        }
        Ok(checked)
    }
}

/// The language of a paper: as asked, else of the page, else the nearest that papers are written in.
pub fn language(asked: Option<&str>, page: Lang) -> Result<Lang> {
    match asked.filter(|asked| !asked.is_empty()) {
        None => Ok(if page == Lang::Kk { Lang::Kk } else { Lang::Ru }),
        Some(asked) => {
            let known = Lang::read(asked).filter(|lang| *lang != Lang::En);
            known.ok_or_else(|| Stop::from(Refusal::of("request-malformed").with("detail", "lang")))
        }
    }
}
