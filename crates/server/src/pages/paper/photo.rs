//! The photo of a sheet beside the form into which it is typed, and where that form is.

use crate::ask::Here;
use crate::pages::files;
use crate::pages::record::record;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::views::{EVENT, EVIDENCE};
use auyl_domain::{Record, Register, Value};
use auyl_work::paper;

/// A photo as a form shows it.
pub struct Photo {
    /// The record of the evidence; forms carry it as `sheet`.
    pub id: String,
    /// The whole picture.
    pub href: String,
    /// What the file is called.
    pub name: String,
    /// The page of the event's sheets; none where it has no event.
    pub back: Option<String>,
}

impl Photo {
    /// The photo that an address or a form names; none where it names none. One that the member does not see is not there.
    pub async fn of(here: &Here, sheet: &str) -> Result<Option<Photo>> {
        if sheet.is_empty() {
            return Ok(None);
        }
        let evidence = record(here, here.register(EVIDENCE)?, sheet, Action::See).await?;
        Ok(Photo::from(here, &evidence))
    }

    /// The photo of a record; none where its file is no picture.
    pub fn from(here: &Here, evidence: &Record) -> Option<Photo> {
        let Some(Value::File(file)) = evidence.get("file") else { return None };
        files::thumb_href(here, file)?;
        Some(Photo {
            id: evidence.id.to_string(),
            href: files::href(here, file),
            name: file.name.clone(),
            back: evidence.link(EVENT).map(|event| format!("{}/event/{event}/paper", here.root())),
        })
    }
}

/// Where a sheet is typed: the rows of the event, or one record after another with what the event says already.
pub fn typed_at(here: &Here, register: &Register, event: &Record, sheet: &str) -> String {
    let root = here.root();
    if paper::own_link(register).is_some() {
        return format!("{root}/r/{EVENT}/{}/rows/{}?sheet={sheet}", event.id, register.id);
    }
    let mut address = format!("{root}/r/{}/new?sheet={sheet}", register.id);
    for field in &register.fields {
        let target = field.kind.target().unwrap_or_default();
        let said = if target == EVENT { Some(&event.id) } else { event.link(&field.id).filter(|_| !target.is_empty()) };
        if let Some(id) = said {
            address.push_str(&format!("&{}={id}", field.id));
        }
    }
    address
}
