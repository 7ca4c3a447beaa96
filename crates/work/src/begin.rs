//! The first records of a new project: its passport and its villages, as far as whoever begins it has said. Both wait to
//! be mended until the rest is filled in; until then they are counted nowhere.

use crate::Trouble;
use crate::edit::{self, Change};
use crate::import::Faulty;
use crate::project::{Doing, Project};
use auyl_domain::Lang;
use auyl_domain::draft::Draft;
use auyl_domain::views::{PASSPORT, PLACE};
use jiff::civil::Date;

/// What is said of a project when it begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Its title in Kazakh, or empty.
    pub title_kk: String,
    /// Its title in Russian, or empty.
    pub title_ru: String,
    /// First and last day.
    pub days: (Date, Date),
    /// Names of its villages.
    pub places: Vec<String>,
    /// The language in which the villages are named.
    pub lang: Lang,
    /// Names the records: whoever sends the same twice makes them once.
    pub key: String,
}

/// Writes it into a project that has no records yet.
pub async fn begin(project: &Project, said: &Beginning, doing: &Doing) -> Result<(), Trouble> {
    let (first, last) = (said.days.0.to_string(), said.days.1.to_string());
    let fields =
        [("title_kk", &said.title_kk), ("title_ru", &said.title_ru), ("starts_on", &first), ("ends_on", &last)];
    add(project, PASSPORT, Draft::of(fields.map(|(field, text)| (field, text.as_str()))), doing).await?;
    // Papers are written in the two languages of the state; a name typed in English stands with the Russian ones.
    let title = if said.lang == Lang::Kk { "title_kk" } else { "title_ru" };
    for (number, name) in said.places.iter().enumerate() {
        let id = format!("{}-{}", said.key, number + 1);
        add(project, PLACE, Draft::of([("id", id.as_str()), (title, name)]), doing).await?;
    }
    Ok(())
}

/// Adds a record where the catalogue knows the register.
async fn add(project: &Project, register: &str, draft: Draft, doing: &Doing) -> Result<(), Trouble> {
    if project.catalogue.register(register).is_some() {
        edit::change(project, Change { register, draft, base: None, silent: &[] }, Faulty::Keep, doing).await?;
    }
    Ok(())
}
