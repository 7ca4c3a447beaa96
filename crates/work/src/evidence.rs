//! What stands behind one event: the evidence that the indicators of its activity demand, what is there, what the
//! photos say of their day and place, who came, and what people said about it.

use crate::{Project, Trouble, exif};
use auyl_domain::value::FileRef;
use auyl_domain::views::{ACTIVITY, ATTENDANCE, EVENT, EVIDENCE, PLACE, TESTIMONIAL, day};
use auyl_domain::{Lang, Measure, Reading, Record, RecordId, Refusal, Value};
use auyl_reports::checks::{self, Exif, FAR_KM, Of, km_from};
use auyl_reports::compile::Content;
use jiff::civil::Date;

/// An event with everything that proves it.
#[derive(Clone, PartialEq, Debug)]
pub struct Proof {
    /// The event.
    pub event: Record,
    /// What is demanded, in the order of the indicators.
    pub demands: Vec<Demand>,
    /// Evidence of this event, demanded or not.
    pub pieces: Vec<Piece>,
    /// Lines of the sign-in sheet by gender; the measure says how it was counted.
    pub attendance: Option<Reading>,
    /// What participants said about it.
    pub testimonials: Vec<Record>,
}

/// Of what files are demanded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Of this event.
    Event,
    /// Of each village of the activity; this is the event's.
    Place,
    /// Of the activity as a whole.
    Activity,
}

/// Files that an indicator demands.
#[derive(Clone, PartialEq, Debug)]
pub struct Demand {
    /// The indicator.
    pub indicator: RecordId,
    /// Its code.
    pub code: String,
    /// What it promises.
    pub title: String,
    /// Word of the choices `evidence_kind`.
    pub kind: String,
    /// The same as people read it.
    pub label: String,
    /// Of what.
    pub scope: Scope,
    /// At least so many different files.
    pub due: i64,
    /// So many are there.
    pub present: usize,
    /// Whether that is enough.
    pub met: bool,
    /// The evidence that is there.
    pub evidence: Vec<RecordId>,
}

/// One piece of evidence.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// The record.
    pub record: Record,
    /// Its file.
    pub file: Option<FileRef>,
    /// Whether the file is kept.
    pub kept: bool,
    /// What a photo says of itself.
    pub exif: Option<Exif>,
    /// The day of a photo that was not taken on the day of the event, where its record gives no reason for that.
    pub other_day: Option<Date>,
    /// Kilometres from the village of a photo taken farther off than one may be, likewise.
    pub far_km: Option<f64>,
}

/// The proof of an event as it is now.
pub async fn of_event(project: &Project, event: &RecordId, lang: Lang, today: Date) -> Result<Proof, Trouble> {
    let as_of = Some(project.store.last_event(&project.id).await?);
    let register = project.register(EVENT)?;
    let missing = || Refusal::of("record-missing").labelled("register", &register.title).with("id", event);
    let event = project.store.record(&project.id, EVENT, event, as_of).await?.ok_or_else(missing)?;
    let records = project.contents(checks::NEEDED, as_of).await?;
    let content = Content { catalogue: &project.catalogue, lang, records, today };
    let of_event = |record: &&Record| record.link(EVENT) == Some(&event.id);
    let evidence: Vec<Record> = content.records.get(EVIDENCE).into_iter().flatten().filter(of_event).cloned().collect();
    let place = event.link(PLACE).and_then(|id| content.records.get(PLACE)?.iter().find(|place| place.id == *id));
    let mut pieces = Vec::new();
    for record in evidence {
        pieces.push(piece(project, &event, place, record).await?);
    }
    let testimonials = match project.catalogue.register(TESTIMONIAL) {
        Some(_) => project.good_records(TESTIMONIAL, as_of).await?.into_iter().filter(|said| of_event(&said)).collect(),
        None => Vec::new(),
    };
    Ok(Proof {
        demands: demands(&content, &event),
        pieces,
        attendance: attendance(project, &event, as_of).await?,
        testimonials,
        event,
    })
}

fn demands(content: &Content<'_>, event: &Record) -> Vec<Demand> {
    let of_event = |demanded: &checks::Demanded<'_>| {
        let scope = match &demanded.of {
            Of::Event(of) => (of.id == event.id).then_some(Scope::Event),
            Of::Place(place) => (event.link(PLACE) == Some(place)).then_some(Scope::Place),
            Of::Activity => Some(Scope::Activity),
        };
        scope.filter(|_| demanded.indicator.link(ACTIVITY) == event.link(ACTIVITY))
    };
    let demand = |demanded: checks::Demanded<'_>| {
        let scope = of_event(&demanded)?;
        Some(Demand {
            indicator: demanded.indicator.id.clone(),
            code: demanded.indicator.text("code").to_string(),
            title: demanded.indicator.words("title", content.lang).to_string(),
            kind: demanded.kind.to_string(),
            label: content.catalogue.label("evidence_kind", demanded.kind, content.lang),
            scope,
            due: demanded.due,
            present: demanded.n_files(),
            met: demanded.is_met(),
            evidence: demanded.evidence.iter().map(|record| record.id.clone()).collect(),
        })
    };
    checks::demands(content).into_iter().filter_map(demand).collect()
}

async fn piece(project: &Project, event: &Record, place: Option<&Record>, record: Record) -> Result<Piece, Trouble> {
    let file = match record.get("file") {
        Some(Value::File(file)) => Some(file.clone()),
        _ => None,
    };
    let kept = match &file {
        Some(file) => project.store.has_file(&file.sha256).await?,
        None => false,
    };
    let exif = match &file {
        Some(file) if exif::is_photo(&file.name) => exif::of_file(project, &file.sha256).await?,
        _ => None,
    };
    let is_unexplained = record.text("reason").is_empty();
    let taken =
        exif.and_then(|exif| exif.taken).filter(|taken| day(event, "held_on").is_some_and(|held| held != *taken));
    let km = exif.zip(place).and_then(|(exif, place)| km_from(&exif, place)).filter(|km| *km > FAR_KM);
    let (other_day, far_km) = (taken.filter(|_| is_unexplained), km.filter(|_| is_unexplained));
    Ok(Piece { record, file, kept, exif, other_day, far_km })
}

/// Lines of the sign-in sheet by gender; none where the catalogue knows of no such sheets.
async fn attendance(project: &Project, event: &Record, as_of: Option<i64>) -> Result<Option<Reading>, Trouble> {
    let text = format!("count({ATTENDANCE} where {EVENT} = \"{}\") by gender in project", event.id);
    let Ok(measure) = Measure::read(&text, &project.catalogue) else { return Ok(None) };
    Ok(Some(project.store.reading(&project.id, &measure, None, as_of).await?))
}
