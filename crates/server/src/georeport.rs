//! The read side of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), for programs that follow problems of many towns: spheres
//! are services, problems that everybody may read are requests, a project with an open page is a jurisdiction. XML and
//! JSON say the same. Nothing is taken in here: a problem is raised by a person on the open page. In reading order: `asked`
//! (what a program asks for), `told` (what it is told, and the errors of the standard), `written` (both in either format).

mod asked;
mod told;
mod written;

use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use asked::Format;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use std::collections::BTreeMap;
use written::{Cell, Row, Said};

/// The query of a request.
type Pairs = BTreeMap<String, String>;

/// Addresses of this area. The format is the ending of the last part.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/open311/{discovery}", get(discovery))
        .route("/open311/v2/{what}", get(all).post(read_only))
        .route("/open311/v2/{what}/{id}", get(one))
}

/// What went wrong, as the standard tells it.
struct Wrong {
    status: StatusCode,
    description: String,
}

impl Wrong {
    fn of(ask: &Ask, status: StatusCode, key: &str) -> Wrong {
        Wrong { status, description: ask.say.t(key) }
    }
}

/// What a question comes to: the rows, or what was wrong with it.
type Answer = std::result::Result<Said, Wrong>;

fn respond(format: Format, answer: Answer) -> Response {
    match answer {
        Ok(said) => format.respond(StatusCode::OK, &said),
        Err(wrong) => {
            let row =
                Row::of([("code", Cell::Whole(wrong.status.as_u16())), ("description", wrong.description.into())]);
            format.respond(wrong.status, &Said::list("errors", "error", vec![row]))
        }
    }
}

/// The name and the format of the last part of an address.
fn parted(last: &str) -> (String, Option<Format>) {
    match last.rsplit_once('.') {
        Some((name, ending)) => (name.to_string(), Format::read(ending)),
        None => (last.to_string(), None),
    }
}

/// Where the interface is, and in which formats it answers.
async fn discovery(State(app): State<App>, ask: Ask, Path(last): Path<String>) -> Result {
    let (name, format) = parted(&last);
    let format_or = format.unwrap_or(Format::Xml);
    if name != "discovery" || format.is_none() {
        return Ok(respond(format_or, Err(Wrong::of(&ask, StatusCode::NOT_FOUND, "georeport-no-address"))));
    }
    Ok(format_or.respond(StatusCode::OK, &told::discovery(&app, &ask)))
}

/// `services` and `requests`.
async fn all(State(app): State<App>, ask: Ask, Path(last): Path<String>, Query(pairs): Query<Pairs>) -> Result {
    let (what, format) = parted(&last);
    let Some(format) = format else { return Ok(respond(Format::Xml, no_format(&ask))) };
    let answer = match what.as_str() {
        "services" => told::services(&app, &ask, &pairs).await?,
        "requests" => told::requests(&app, &ask, &pairs).await?,
        _ => Err(Wrong::of(&ask, StatusCode::NOT_FOUND, "georeport-no-address")),
    };
    Ok(respond(format, answer))
}

/// `services/{code}` and `requests/{id}`.
async fn one(
    State(app): State<App>,
    ask: Ask,
    Path((what, last)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result {
    let (id, format) = parted(&last);
    let Some(format) = format else { return Ok(respond(Format::Xml, no_format(&ask))) };
    let answer = match what.as_str() {
        "services" => told::service(&app, &ask, &pairs, &id).await?,
        "requests" => told::request(&app, &ask, &pairs, &id).await?,
        _ => Err(Wrong::of(&ask, StatusCode::NOT_FOUND, "georeport-no-address")),
    };
    Ok(respond(format, answer))
}

/// Nobody raises a problem through a program.
async fn read_only(ask: Ask, Path(last): Path<String>) -> Response {
    let format = parted(&last).1.unwrap_or(Format::Xml);
    respond(format, Err(Wrong::of(&ask, StatusCode::METHOD_NOT_ALLOWED, "georeport-read-only")))
}

fn no_format(ask: &Ask) -> Answer {
    Err(Wrong::of(ask, StatusCode::NOT_FOUND, "georeport-no-format"))
}
