//! How all events of a project stand: their order, the evidence that is demanded and there, the people on their lists, and
//! what is to be mended. Counted once and kept until the project's next event or the next day.

use crate::ask::Here;
use crate::pages::record::within_places;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::finding::Finding;
use auyl_domain::reading::Quantity;
use auyl_domain::views::{ATTENDANCE, EVENT, day};
use auyl_domain::{Measure, Record};
use auyl_reports::checks::{self, Of, demands};
use auyl_reports::compile::Content;
use auyl_work::Project;
use auyl_work::check::{self, Depth};
use auyl_work::report::Order;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// What is kept of each project.
#[derive(Default)]
pub struct Gathered {
    stands: Kept<Stand>,
    findings: Kept<Vec<Finding>>,
}

/// How the events stand.
pub struct Stand {
    /// All of them, the earliest first.
    pub events: Vec<Record>,
    /// Of each with a demand: how many kinds of files are demanded of it, and how many of those are there.
    pub evidence: HashMap<String, (usize, usize)>,
    /// Of each with a list: lines of its sign-in list, by a measure.
    pub people: HashMap<String, i64>,
}

/// By project: as of which event, on which day.
type Slots<T> = HashMap<String, (i64, Date, Arc<T>)>;

struct Kept<T>(Mutex<Slots<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Mutex::default())
    }
}

impl<T> Kept<T> {
    fn get(&self, project: &str, event: i64, today: Date) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(project).filter(|(of, day, _)| (*of, *day) == (event, today)).map(|(_, _, kept)| kept.clone())
    }

    fn put(&self, project: &str, event: i64, today: Date, value: T) -> Arc<T> {
        let value = Arc::new(value);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(project.to_string(), (event, today, value.clone()));
        value
    }
}

/// How the events of the project stand now.
pub async fn stand(here: &Here) -> Result<Arc<Stand>> {
    let (project, today) = (&here.project, here.app.world.today());
    let event = project.store.last_event(&project.id).await?;
    if let Some(kept) = here.app.gathered.stands.get(&project.id, event, today) {
        return Ok(kept);
    }
    let stand = gather(project, here, event, today).await?;
    Ok(here.app.gathered.stands.put(&project.id, event, today, stand))
}

async fn gather(project: &Project, here: &Here, event: i64, today: Date) -> Result<Stand> {
    let records = project.contents(checks::NEEDED, Some(event)).await?;
    let content = Content { catalogue: &project.catalogue, lang: here.lang(), records, today };
    let mut evidence: HashMap<String, (usize, usize)> = HashMap::new();
    for demanded in demands(&content) {
        if let Of::Event(event) = &demanded.of {
            let (due, met) = evidence.entry(event.id.to_string()).or_default();
            *due += 1;
            *met += usize::from(demanded.is_met());
        }
    }
    let mut events = content.records.get(EVENT).cloned().unwrap_or_default();
    events.sort_by(|a, b| (day(a, "held_on"), &a.id).cmp(&(day(b, "held_on"), &b.id)));
    Ok(Stand { events, evidence, people: people(project, event).await? })
}

async fn people(project: &Project, event: i64) -> Result<HashMap<String, i64>> {
    let Ok(measure) = Measure::read(&format!("count({ATTENDANCE}) by {EVENT} in project"), &project.catalogue) else {
        return Ok(HashMap::new());
    };
    let reading = project.store.reading(&project.id, &measure, None, Some(event)).await?;
    let line = |keys: &[Option<String>], value| match (keys.first()?.clone()?, value) {
        (key, Quantity::Number(number)) => Some((key, number)),
        _ => None,
    };
    Ok(reading.by().iter().filter_map(|part| line(&part.keys, part.value)).collect())
}

/// What is to be mended in the whole project now.
pub async fn findings(here: &Here) -> Result<Arc<Vec<Finding>>> {
    let (project, today) = (&here.project, here.app.world.today());
    let event = project.store.last_event(&project.id).await?;
    if let Some(kept) = here.app.gathered.findings.get(&project.id, event, today) {
        return Ok(kept);
    }
    let order = Order { form: &here.app.settings.form, lang: here.lang(), today, as_of: Some(event), personal: false };
    let findings = check::findings(project, &order, Depth::Quick).await?;
    Ok(here.app.gathered.findings.put(&project.id, event, today, findings))
}

/// The events that the member sees, the earliest first.
pub async fn seen<'s>(here: &Here, stand: &'s Stand) -> Result<Vec<&'s Record>> {
    let register = here.register(EVENT)?;
    if here.must(Action::See, Some(register))? != Verdict::OwnPlaces {
        return Ok(stand.events.iter().collect());
    }
    let mut seen = Vec::new();
    // Whether an event is of the member's places depends on its place alone, and there are few of those.
    let mut known: BTreeMap<Option<String>, bool> = BTreeMap::new();
    for event in &stand.events {
        let place = event.link(auyl_domain::views::PLACE).map(|id| id.to_string());
        let is_seen = match known.get(&place) {
            Some(is_seen) if place.is_some() => *is_seen,
            _ => within_places(here, register, event).await?,
        };
        known.insert(place, is_seen);
        if is_seen {
            seen.push(event);
        }
    }
    Ok(seen)
}
