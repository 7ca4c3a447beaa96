//! What programs are told of problems: nothing but what the open page tells everybody. A request is called by a name that says
//! nothing of how the team calls its records, because a ticket could be guessed from that.

use super::asked::{Asked, Unclear};
use super::written::{Cell, Row, Said};
use super::{Answer, Pairs, Wrong};
use crate::App;
use crate::ask::Ask;
use crate::pages::open::{Entrance, First};
use crate::stop::{Result, Stop};
use auyl_domain::measure::{self, Comparison, Cond};
use auyl_domain::register::STATE;
use auyl_domain::value::Stored;
use auyl_domain::views::{PLACE, PROBLEM, day};
use auyl_domain::{Kind, Lang, Record, RecordId, Register};
use auyl_store::Wanted;
use auyl_work::voice::alikes::called;
use axum::http::StatusCode;
use jiff::civil::Date;
use std::collections::HashMap;

/// The state in which the standard calls a request closed, where the catalogue has one that needs a day of solution.
const SOLVED_ON: &str = "solved_on";

/// Where the interface is.
pub fn discovery(app: &App, ask: &Ask) -> Said {
    let format = |kind: &str| Row::of([("format", kind.into())]);
    let endpoint = Row::of([
        ("specification", "http://wiki.open311.org/GeoReport_v2".into()),
        ("url", format!("{}/open311/v2", ask.site()).into()),
        ("changeset", app.world.at().into()),
        ("type", "production".into()),
        ("formats", Cell::Rows("formats", vec![format("text/xml"), format("application/json")])),
    ]);
    let row = Row::of([
        ("changeset", app.world.at().into()),
        ("contact", ask.site().into()),
        ("key_service", "".into()),
        ("endpoints", Cell::Rows("endpoint", vec![endpoint])),
    ]);
    Said::one("discovery", row)
}

/// The open project that is meant: named, or the only one there is.
async fn jurisdiction(app: &App, ask: &Ask, pairs: &Pairs) -> Result<std::result::Result<Entrance, Wrong>> {
    let named = pairs.get("jurisdiction_id").map(|id| id.trim().to_string()).filter(|id| !id.is_empty());
    let id = match named {
        Some(id) => id,
        None => {
            let mut open = Vec::new();
            for home in app.store.homes().await?.into_iter().filter(|home| home.is_public) {
                open.push(home.project);
            }
            match open.as_slice() {
                [one] => one.clone(),
                _ => return Ok(Err(Wrong::of(ask, StatusCode::BAD_REQUEST, "georeport-jurisdiction-missing"))),
            }
        }
    };
    match Entrance::of(app, ask.clone(), &id).await {
        Ok(entrance) => Ok(Ok(entrance)),
        Err(Stop::Refused(refusal)) if refusal.code() == "page-missing" => {
            Ok(Err(Wrong::of(ask, StatusCode::NOT_FOUND, "georeport-jurisdiction-unknown")))
        }
        Err(stop) => Err(stop),
    }
}

/// The list of spheres of a register.
fn spheres(register: &Register) -> &str {
    match register.field("sphere").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices,
        _ => "",
    }
}

/// Spheres.
pub async fn services(app: &App, ask: &Ask, pairs: &Pairs) -> Result<Answer> {
    let entrance = match jurisdiction(app, ask, pairs).await? {
        Ok(entrance) => entrance,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let catalogue = &entrance.project().catalogue;
    let list = catalogue.register(PROBLEM).and_then(|register| catalogue.choices(spheres(register)));
    let service = |choice: &auyl_domain::catalogue::Choice| {
        Row::of([
            ("service_code", choice.id.clone().into()),
            ("service_name", entrance.ask.say.words(&choice.label).into()),
            ("description", choice.label.get(Lang::Kk).into()),
            ("metadata", Cell::Flag(false)),
            ("type", "realtime".into()),
            ("keywords", "".into()),
            ("group", "".into()),
        ])
    };
    let rows = list.map(|list| list.all.iter().map(service).collect()).unwrap_or_default();
    Ok(Ok(Said::list("services", "service", rows)))
}

/// What a sphere asks beside the usual: nothing.
pub async fn service(app: &App, ask: &Ask, pairs: &Pairs, code: &str) -> Result<Answer> {
    let entrance = match jurisdiction(app, ask, pairs).await? {
        Ok(entrance) => entrance,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let catalogue = &entrance.project().catalogue;
    let list = catalogue.register(PROBLEM).and_then(|register| catalogue.choices(spheres(register)));
    match list.and_then(|list| list.get(code)) {
        Some(choice) => Ok(Ok(Said::one(
            "service_definition",
            Row::of([("service_code", choice.id.clone().into()), ("attributes", Cell::Rows("attribute", Vec::new()))]),
        ))),
        None => Ok(Err(Wrong::of(ask, StatusCode::NOT_FOUND, "georeport-service-unknown"))),
    }
}

/// Problems.
pub async fn requests(app: &App, ask: &Ask, pairs: &Pairs) -> Result<Answer> {
    let entrance = match jurisdiction(app, ask, pairs).await? {
        Ok(entrance) => entrance,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let zone = app.world.zone.clone();
    let asked = match Asked::read(pairs, app.world.today(), &zone) {
        Ok(asked) => asked,
        Err(Unclear(part)) => {
            let description = ask.say.name("georeport-unclear", part);
            return Ok(Err(Wrong { status: StatusCode::BAD_REQUEST, description }));
        }
    };
    let Some(register) = entrance.visitor.register(PROBLEM, &["title", "raised_on", "sphere", PLACE, STATE]) else {
        return Ok(Ok(Said::list("service_requests", "request", Vec::new())));
    };
    let mut cond = Vec::new();
    if !asked.ids.is_empty() {
        let mut ids = Vec::new();
        for name in &asked.ids {
            if let Some(id) = app.alikes.of_name(entrance.project(), name).await? {
                ids.push(Stored::Text(id.to_string()));
            }
        }
        cond.extend(one_of(&entrance, register, "id", ids));
    } else {
        if !asked.codes.is_empty() {
            let codes = asked.codes.iter().map(|code| Stored::Text(code.clone())).collect();
            cond.extend(one_of(&entrance, register, "sphere", codes));
        }
        let ends = [(asked.from, Comparison::AtLeast), (asked.until, Comparison::AtMost)];
        for (day, comparison) in ends.into_iter().filter_map(|(day, comparison)| Some((day?, comparison))) {
            cond.extend(compared(&entrance, register, day, comparison));
        }
        if let [status] = asked.statuses.as_slice() {
            let states = register.states.iter().filter(|state| status_of(register, &state.id) == status);
            let states = states.map(|state| Stored::Text(state.id.clone())).collect();
            cond.extend(one_of(&entrance, register, STATE, states));
        }
    }
    let store = &entrance.project().store;
    let mut since = None;
    if asked.ids.is_empty() && (asked.updated_from.is_some() || asked.updated_until.is_some()) {
        let ends = (asked.updated_from.as_deref(), asked.updated_until.as_deref());
        since = Some(store.events_between(&entrance.project().id, ends).await?);
    }
    let wanted = Wanted { cond, since, skip: asked.page.0, ..Wanted::default() };
    let first = First { sort: Some(("raised_on", true)), most: asked.page.1 };
    let (records, _) = entrance.visitor.records_of(register, first, wanted).await?;
    Ok(Ok(Said::list("service_requests", "request", rows(&entrance, register, &records).await?)))
}

/// One problem.
pub async fn request(app: &App, ask: &Ask, pairs: &Pairs, name: &str) -> Result<Answer> {
    let entrance = match jurisdiction(app, ask, pairs).await? {
        Ok(entrance) => entrance,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let missing = || Ok(Err(Wrong::of(ask, StatusCode::NOT_FOUND, "georeport-request-unknown")));
    let project = entrance.project();
    let Some(register) = entrance.visitor.register(PROBLEM, &["title", "raised_on", "sphere", PLACE, STATE]) else {
        return missing();
    };
    let Some(id) = app.alikes.of_name(project, name).await? else { return missing() };
    let Some(record) = project.store.record(&project.id, PROBLEM, &id, None).await? else { return missing() };
    let Some(record) = entrance.visitor.seen(register, record).await? else { return missing() };
    let rows = rows(&entrance, register, &[record]).await?;
    Ok(Ok(Said::list("service_requests", "request", rows)))
}

fn one_of(entrance: &Entrance, register: &Register, field: &str, values: Vec<Stored>) -> Option<Cond> {
    let column = measure::ways(field, register, &entrance.project().catalogue).into_iter().next()?;
    // Of an empty list nothing is one.
    let none = || vec![Stored::Text(String::new())];
    Some(Cond::OneOf(column, if values.is_empty() { none() } else { values }))
}

fn compared(entrance: &Entrance, register: &Register, day: Date, comparison: Comparison) -> Option<Cond> {
    let column = measure::ways("raised_on", register, &entrance.project().catalogue).into_iter().next()?;
    Some(Cond::Compare(column, comparison, Stored::Text(day.to_string())))
}

/// `closed` from the state on that says when the problem was solved.
fn status_of(register: &Register, state: &str) -> &'static str {
    let at = |id: &str| register.states.iter().position(|state| state.id == id);
    let solved = register.states.iter().position(|state| state.needs.iter().any(|need| need == SOLVED_ON));
    match (at(state), solved) {
        (Some(at), Some(solved)) if at >= solved => "closed",
        _ => "open",
    }
}

async fn rows(entrance: &Entrance, register: &Register, records: &[Record]) -> Result<Vec<Row>> {
    let (project, say) = (entrance.project(), &entrance.ask.say);
    let places = places(entrance).await?;
    let events: Vec<i64> = records.iter().map(|record| record.since).collect();
    let moments = project.store.moments(&project.id, &events).await?;
    let zone = &entrance.ask.app.world.zone;
    let row = |record: &Record| {
        let sphere = record.text("sphere");
        let place = record.link(PLACE).and_then(|id| places.get(id));
        let raised = day(record, "raised_on").and_then(|day| day.at(0, 0, 0, 0).to_zoned(zone.clone()).ok());
        let state = register.state(record.state()).map(|state| say.words(&state.title)).unwrap_or_default();
        let point = |at: usize| match place.and_then(|place| place.1) {
            Some(point) => Cell::Number([point.0, point.1][at]),
            None => Cell::Text(String::new()),
        };
        Row::of([
            ("service_request_id", called(&project.id, &record.id).into()),
            ("status", status_of(register, record.state()).into()),
            ("status_notes", state.into()),
            ("service_name", say.label(spheres(register), sphere).into()),
            ("service_code", sphere.into()),
            ("description", record.words("title", say.lang).into()),
            ("agency_responsible", "".into()),
            ("service_notice", "".into()),
            ("requested_datetime", raised.map(|at| at.timestamp().to_string()).unwrap_or_default().into()),
            ("updated_datetime", moments.get(&record.since).cloned().unwrap_or_default().into()),
            ("expected_datetime", "".into()),
            ("address", place.map(|place| place.0.clone()).unwrap_or_default().into()),
            ("address_id", "".into()),
            ("zipcode", "".into()),
            ("lat", point(0)),
            ("long", point(1)),
            ("media_url", "".into()),
        ])
    };
    Ok(records.iter().map(row).collect())
}

type Place = (String, Option<(f64, f64)>);

/// Names and points of villages, as far as everybody may read them: where a problem is exactly is not for everybody.
async fn places(entrance: &Entrance) -> Result<HashMap<RecordId, Place>> {
    let visitor = &entrance.visitor;
    let Some(register) = visitor.register(PLACE, &["title"]) else { return Ok(HashMap::new()) };
    let (records, _) = visitor.records(register, First { sort: Some(("position", false)), most: 5_000 }).await?;
    let place = |record: &Record| {
        let point = record.text("point").split_once(',');
        let point = point.and_then(|(lat, lon)| Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?)));
        (record.id.clone(), (record.words("title", visitor.say.lang).to_string(), point))
    };
    Ok(records.iter().map(place).collect())
}
