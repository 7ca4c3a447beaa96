//! One text of the report: written in Markdown in both languages, beside what it becomes. Every number in it is a measure;
//! what is wrong stands where it stands in the text. What is typed is kept until it is saved.

mod part;
mod save;

pub use part::preview;
pub use save::{add, keep_unsent, save};

use super::{Line, account, must_read, overview::sections_list};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::views::{ACTIVITY, NARRATIVE};
use auyl_domain::{Record, RecordId, Refusal};
use auyl_work::project::Names;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use part::Part;
use std::collections::BTreeMap;

/// What a form or an address says, by name.
type Said = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "report/section.html")]
struct SectionPage {
    frame: Frame,
    root: String,
    /// Address that the form is sent to.
    action: String,
    /// About which record of which register the text is: its address and name.
    subject: Option<(String, String)>,
    /// The text as a record, for its history.
    record: Option<String>,
    base: Option<i64>,
    hidden: Vec<(String, String)>,
    activity: String,
    parts: Vec<Part>,
    may_write: bool,
    /// Whether what is shown was typed and not yet saved.
    unsent: bool,
    findings: Vec<Line>,
    /// Who wrote what meanwhile, by language.
    theirs: Option<(String, Vec<(String, String)>)>,
}

/// A text before it is shown: as it is kept, or as somebody types it.
struct Draught {
    record: Option<Record>,
    /// Section and links.
    about: Said,
    /// What the languages say, `text_kk` and so on.
    texts: Said,
    base: Option<i64>,
    unsent: bool,
}

/// The fields of the register that hold the text, with the language of each.
fn text_fields(here: &Here) -> Result<Vec<(String, &'static str, String)>> {
    let register = here.register(NARRATIVE)?;
    let field = |(lang, _): &(&'static str, &str)| {
        let field = register.field(&format!("text_{lang}"))?;
        Some((field.id.clone(), *lang, here.say.words(&field.label)))
    };
    Ok(super::PAPERS.iter().filter_map(field).collect())
}

/// The links by which a text says about what it is.
fn link_fields(here: &Here) -> Result<Vec<String>> {
    let fields = here.register(NARRATIVE)?.fields.iter();
    Ok(fields.filter(|field| field.kind.target().is_some() && !field.many).map(|field| field.id.clone()).collect())
}

impl Draught {
    fn of(here: &Here, record: Record) -> Result<Draught> {
        let mut about = BTreeMap::from([("section".to_string(), record.text("section").to_string())]);
        for field in link_fields(here)? {
            about.extend(record.link(&field).map(|id| (field.clone(), id.to_string())));
        }
        let text = |(field, ..): (String, &str, String)| (field.clone(), record.text(&field).to_string());
        let texts = text_fields(here)?.into_iter().map(text).collect();
        Ok(Draught { base: Some(record.since), record: Some(record), about, texts, unsent: false })
    }

    fn new(here: &Here, said: &Said) -> Result<Draught> {
        let list = here.app.catalogue.choices(&sections_list(here)?);
        let section = said.get("section").filter(|section| list.is_some_and(|list| list.get(section).is_some()));
        let section = section.ok_or_else(|| Refusal::of("request-malformed").with("detail", "section"))?;
        let mut about = BTreeMap::from([("section".to_string(), section.clone())]);
        for field in link_fields(here)? {
            about.extend(said.get(&field).filter(|id| !id.is_empty()).map(|id| (field.clone(), id.clone())));
        }
        Ok(Draught { record: None, about, texts: Said::new(), base: None, unsent: false })
    }

    /// Names the form among those that an account has not sent yet.
    fn form(&self) -> String {
        match &self.record {
            Some(record) => format!("{NARRATIVE}/{}", record.id),
            None => {
                let about: Vec<&str> = self.about.values().map(String::as_str).collect();
                format!("{NARRATIVE}/new/{}", about.join("/"))
            }
        }
    }

    /// The activity whose records the measures of the text count.
    fn activity(&self) -> &str {
        self.about.get(ACTIVITY).map_or("", String::as_str)
    }

    /// Takes up what was typed here and not yet saved.
    async fn take_up(&mut self, here: &Here) -> Result<()> {
        let unsent = here.app.store.unsent(&account(here), &here.project.id, &self.form()).await?;
        let said = unsent.and_then(|unsent| serde_json::from_str::<Said>(&unsent.content).ok());
        let Some(said) = said else { return Ok(()) };
        let typed: Said = said.iter().filter(|(field, _)| field.starts_with("text_")).map(owned).collect();
        if typed != self.texts && !typed.values().all(String::is_empty) {
            // The base stays that of the typed text, so that what others wrote since is noticed.
            self.base = said.get("base").and_then(|base| base.parse().ok()).or(self.base);
            self.texts = typed;
            self.unsent = true;
        }
        Ok(())
    }
}

fn owned((name, text): (&String, &String)) -> (String, String) {
    (name.clone(), text.clone())
}

/// About which record a text is, with its name.
async fn subject(here: &Here, about: &Said) -> Result<Option<(String, String)>> {
    let register = here.register(NARRATIVE)?;
    for (field, id) in about.iter().filter(|(field, _)| *field != "section") {
        let Some(target) = register.field(field).and_then(|field| field.kind.target()) else { continue };
        let missing = || Refusal::of("record-missing").with("register", target).with("id", id);
        let target_register = here.register(target)?;
        let id = RecordId::read(id).ok_or_else(missing)?;
        let record = here.app.store.record(&here.project.id, target, &id, None).await?.ok_or_else(missing)?;
        let name = record.name(target_register, here.lang(), &Names::of(&here.project.catalogue));
        return Ok(Some((format!("{}/r/{target}/{id}", here.root()), name)));
    }
    Ok(None)
}

async fn render(
    here: &Here,
    status: StatusCode,
    draught: Draught,
    findings: Vec<Line>,
    theirs: Option<(String, Record)>,
) -> Result {
    let register = here.register(NARRATIVE)?;
    let action = if draught.record.is_some() { Action::Change } else { Action::Add };
    let section = draught.about.get("section").cloned().unwrap_or_default();
    let mut parts = Vec::new();
    for (field, lang, label) in text_fields(here)? {
        let text = draught.texts.get(&field).cloned().unwrap_or_default();
        parts.push(part::part(here, field, lang, label, text, draught.activity()).await?);
    }
    let id = draught.record.as_ref().map(|record| record.id.to_string());
    let theirs = theirs.map(|(who, record)| {
        let said = parts.iter().map(|part| (part.label.clone(), record.text(&part.field).to_string())).collect();
        (who, said)
    });
    let frame = here.frame("section", here.say.label(&sections_list(here)?, &section));
    page_with(
        status,
        &SectionPage {
            frame: frame.script(here, "narrative.js"),
            root: here.root(),
            action: format!("{}/report/section/{}", here.root(), id.as_deref().unwrap_or("new")),
            subject: subject(here, &draught.about).await?,
            record: id,
            base: draught.base,
            activity: draught.activity().to_string(),
            hidden: draught.about.into_iter().collect(),
            parts,
            may_write: here.can(action, Some(register)),
            unsent: draught.unsent,
            findings,
            theirs,
        },
    )
}

async fn kept(here: &Here, id: &str) -> Result<Draught> {
    let missing = || Refusal::of("page-missing");
    let id = RecordId::read(id).ok_or_else(missing)?;
    let record = here.app.store.record(&here.project.id, NARRATIVE, &id, None).await?.ok_or_else(missing)?;
    Draught::of(here, record)
}

/// The page of a text.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    must_read(&here)?;
    let mut draught = kept(&here, &id).await?;
    draught.take_up(&here).await?;
    render(&here, StatusCode::OK, draught, Vec::new(), None).await
}

/// The page of a text that nobody has written yet.
pub async fn new(here: Here, Query(said): Query<Said>) -> Result {
    here.must(Action::Add, Some(here.register(NARRATIVE)?))?;
    let mut draught = Draught::new(&here, &said)?;
    draught.take_up(&here).await?;
    render(&here, StatusCode::OK, draught, Vec::new(), None).await
}
