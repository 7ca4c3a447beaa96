//! The sign-in list of an event: how many by gender, and the rows. Its register is found and not named: rows of the event
//! that lead to a participant.

use crate::ask::Here;
use crate::pages::record::{Naming, fields_seen, glanced, names_seen};
use crate::stop::Result;
use auyl_domain::access::{self, Action, Verdict};
use auyl_domain::measure::{self, Op};
use auyl_domain::reading::{Quantity, Reading};
use auyl_domain::views::{EVENT, PARTICIPANT};
use auyl_domain::{Field, Kind, Measure, Record, Register};
use auyl_store::{ReviewFilter, Wanted};

/// Rows to a page.
const ROWS: i64 = 50;

/// The list as the page shows it.
pub struct People {
    /// What the list is called.
    pub title: String,
    /// Lines on it, by a measure.
    pub count: Option<String>,
    /// The same by gender.
    pub by: Vec<(String, String)>,
    /// Where its rows are typed; for who may.
    pub rows: Option<String>,
    /// The whole list.
    pub all: String,
    /// What stands over the rows.
    pub heads: Vec<String>,
    /// Address, name and values of each row; none where the member sees no names.
    pub shown: Vec<(String, String, Vec<String>)>,
    /// Whether names are hidden.
    pub is_hidden: bool,
    /// Number of the first row.
    pub start: i64,
    /// Pages before and after.
    pub before: Option<i64>,
    /// The next page.
    pub after: Option<i64>,
}

/// The list's register, the field by which its rows belong to the event, and the one that leads to a person.
fn list(here: &Here) -> Option<(&Register, &Field, &Field)> {
    here.project.catalogue.registers().iter().find_map(|register| {
        let own = register.field(register.parent.as_deref()?).filter(|own| own.kind.target() == Some(EVENT))?;
        let person = register.fields.iter().find(|field| field.kind.target() == Some(PARTICIPANT))?;
        Some((register, own, person))
    })
}

/// The list of an event, a page of it; none where the member does not see it.
pub async fn people(here: &Here, event: &Record, page: i64, naming: &mut Naming<'_>) -> Result<Option<People>> {
    let Some((register, own, person)) = list(here) else { return Ok(None) };
    let verdict = here.may(Action::See, Some(register));
    if verdict == Verdict::No {
        return Ok(None);
    }
    let catalogue = &here.project.catalogue;
    let text = format!("count({} where {} = \"{}\") by gender in project", register.id, own.id, event.id);
    let reading = match Measure::read(&text, catalogue) {
        Ok(measure) => Some(here.project.store.reading(&here.project.id, &measure, None, None).await?),
        Err(_) => None,
    };
    let people = here.register(PARTICIPANT)?;
    let is_hidden = !here.can(Action::SeePersonal, Some(people)) || !names_seen(here, people);
    let limit = match verdict {
        Verdict::OwnPlaces => access::place_cond(register, catalogue, &here.places),
        _ => None,
    };
    let (records, more) = match measure::filter(register, &own.id, Op::Is, event.id.as_str(), catalogue) {
        Ok(cond) if !is_hidden => {
            let cond = std::iter::once(cond).chain(limit).collect();
            let review = ReviewFilter::All;
            let sort = Some((person.id.clone(), false));
            let wanted =
                Wanted { cond, personal: true, sort, skip: page * ROWS, most: ROWS, review, ..Wanted::default() };
            let found = here.project.store.page(&here.project.id, &register.id, &wanted).await?;
            (found.records, found.more)
        }
        _ => (Vec::new(), false),
    };
    if !records.is_empty() {
        glanced(here, people, "", EVENT).await?;
    }
    let seen = fields_seen(here, register);
    let is_told = |field: &&&Field| field.id == own.id || field.id == person.id;
    let shown: Vec<&Field> = seen.iter().filter(|field| !is_told(field)).copied().collect();
    let mut rows = Vec::new();
    for record in &records {
        naming.learn(register, record).await?;
        let name = record.link(&person.id).map(|id| naming.linked(PARTICIPANT, id.as_str())).unwrap_or_default();
        let value = |field: &&Field| match record.get(&field.id) {
            Some(auyl_domain::Value::Flag(yes)) => here.say.t(if *yes { "web-yes" } else { "web-no" }),
            Some(value) => here.say.value(naming.names(), register, &field.id, value),
            None => String::new(),
        };
        let href = format!("{}/r/{}/{}", here.root(), register.id, record.id);
        rows.push((href, name, shown.iter().map(value).collect()));
    }
    let may_add = here.can(Action::Add, Some(register));
    Ok(Some(People {
        title: here.say.words(&register.title),
        count: reading.as_ref().and_then(|reading| number(here, reading.value())),
        by: reading.as_ref().map(|reading| by_gender(here, reading)).unwrap_or_default(),
        rows: may_add.then(|| format!("{}/r/{EVENT}/{}/rows/{}", here.root(), event.id, register.id)),
        all: format!("{}/r/{}?f.{}={}", here.root(), register.id, own.id, event.id),
        heads: shown.iter().map(|field| here.say.words(&field.label)).collect(),
        shown: rows,
        is_hidden,
        start: page * ROWS + 1,
        before: (page > 0).then_some(page),
        after: more.then_some(page + 2),
    }))
}

fn number(here: &Here, value: Quantity) -> Option<String> {
    match value {
        Quantity::Number(number) => Some(here.say.number(number)),
        _ => None,
    }
}

fn by_gender(here: &Here, reading: &Reading) -> Vec<(String, String)> {
    let field = here.project.catalogue.register(PARTICIPANT).and_then(|register| register.field("gender"));
    let choices = match field.map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let part = |part: &auyl_domain::reading::Breakdown| {
        let label = match part.keys.first().and_then(|key| key.as_deref()) {
            Some(word) => here.say.label(choices, word),
            None => here.say.t("event-not-said"),
        };
        Some((label, number(here, part.value)?))
    };
    reading.by().iter().filter_map(part).collect()
}
