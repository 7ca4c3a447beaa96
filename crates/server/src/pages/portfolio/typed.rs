//! What the form of a new project says, and what is wrong with it.

use crate::ask::Ask;
use auyl_domain::value::read_date;
use auyl_domain::words::fold;
use auyl_store::accounts::Organisation;
use auyl_work::begin::Beginning;
use jiff::civil::Date;
use serde::Deserialize;

/// The longest id: it stands in every address.
pub const LONGEST: usize = 40;
/// The longest title, and the most villages.
const LONGEST_TITLE: usize = 500;
const MOST_PLACES: usize = 100;

/// What is typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    pub title_kk: String,
    pub title_ru: String,
    pub id: String,
    pub first: String,
    pub last: String,
    pub places: String,
    pub organisation: String,
    pub new_organisation: String,
    /// Made with the form, so that a form sent twice is one project.
    pub key: String,
}

/// A project as it is to be.
pub struct Wanted {
    /// Its id.
    pub id: String,
    /// Where it belongs; new where none has this id.
    pub organisation: Organisation,
    /// What it begins with.
    pub said: Beginning,
}

/// A field and what is wrong there.
pub type Wrong = (&'static str, String);

impl Typed {
    /// The project that is meant, or all that is wrong. `known` are the organisations in which this account may begin
    /// one, `others` all of the store; only an operator may name a new one.
    pub fn read(&self, ask: &Ask, known: &[Organisation], others: &[Organisation]) -> Result<Wanted, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let say = &ask.say;
        let (title_kk, title_ru) = (self.title_kk.trim(), self.title_ru.trim());
        if title_kk.is_empty() && title_ru.is_empty() {
            wrong.push(("title_kk", say.t("portfolio-title-missing")));
        }
        for (field, title) in [("title_kk", title_kk), ("title_ru", title_ru)] {
            if title.chars().count() > LONGEST_TITLE {
                wrong.push((field, say.n("portfolio-title-long", LONGEST_TITLE)));
            }
        }
        if !is_id(self.id.trim()) {
            wrong.push(("id", say.n("portfolio-id-wrong", LONGEST)));
        }
        let days = self.days(ask, &mut wrong);
        let places: Vec<String> =
            self.places.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect();
        if places.len() > MOST_PLACES || places.iter().any(|name| name.chars().count() > LONGEST_TITLE) {
            wrong.push(("places", say.n("portfolio-places-many", MOST_PLACES)));
        }
        let organisation = self.organisation(ask, known, others, &mut wrong);
        let (Some(days), Some(organisation)) = (days, organisation) else { return Err(wrong) };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let said = Beginning {
            title_kk: title_kk.to_string(),
            title_ru: title_ru.to_string(),
            days,
            places,
            lang: ask.lang(),
            key: self.key.clone(),
        };
        Ok(Wanted { id: self.id.trim().to_string(), organisation, said })
    }

    fn days(&self, ask: &Ask, wrong: &mut Vec<Wrong>) -> Option<(Date, Date)> {
        let mut day = |field, typed: &str| {
            let day = read_date(typed);
            if day.is_none() {
                wrong.push((field, ask.say.t("portfolio-day-wrong")));
            }
            day
        };
        let (first, last) = (day("first", &self.first), day("last", &self.last));
        let (first, last) = (first?, last?);
        if last < first {
            wrong.push(("last", ask.say.t("portfolio-days-turned")));
            return None;
        }
        Some((first, last))
    }

    fn organisation(
        &self,
        ask: &Ask,
        known: &[Organisation],
        others: &[Organisation],
        wrong: &mut Vec<Wrong>,
    ) -> Option<Organisation> {
        let title = self.new_organisation.trim();
        let is_operator = ask.signed.as_ref().is_some_and(|signed| signed.account.is_operator);
        if is_operator && !title.is_empty() {
            // Named by the form: sent again, it is the one that the first sending made.
            let id = self.key.clone();
            if title.chars().count() > LONGEST_TITLE {
                wrong.push(("new_organisation", ask.say.n("portfolio-title-long", LONGEST_TITLE)));
                return None;
            }
            if others.iter().any(|of| of.id != id && fold(&of.title) == fold(title)) {
                wrong.push(("new_organisation", ask.say.t("portfolio-organisation-there")));
                return None;
            }
            return Some(Organisation { id, title: title.to_string() });
        }
        let chosen = known.iter().find(|of| of.id == self.organisation).cloned();
        if chosen.is_none() {
            wrong.push(("organisation", ask.say.t("portfolio-organisation-wrong")));
        }
        chosen
    }
}

/// Lower-case letters, digits and hyphens, a letter first: it stands in addresses and names of files.
fn is_id(id: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    id.len() <= LONGEST
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.ends_with('-')
        && id.chars().all(known)
}
