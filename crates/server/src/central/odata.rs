//! What was sent to a form, as tables for programs that read OData: the form, and each of its repeats. What ODK Central takes
//! is taken: paging, a count, filters over who sent when and what a reviewer decided. Answers are written while they are
//! read, a page of submissions at a time, however many there are.
//!
//! In reading order: this file (what is asked), `filter`, `table` (a row as JSON), `rows` (page by page), `edmx` (what the
//! tables look like).

mod edmx;
mod filter;
mod rows;
mod table;

pub use rows::Reading;
pub use table::{Table, row_id};

use super::submissions::{Senders, form};
use crate::App;
use crate::openrosa::{Sender, encoded};
use crate::pages::record::glanced;
use crate::stop::{Result, Stop};
use auyl_domain::access::Action;
use auyl_domain::{Field, Kind, Refusal};
use auyl_forms::shape::Shape;
use auyl_store::submissions::{Numbered, Which};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use base64::Engine;
use filter::Filter;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use table::Style;

/// The table of the form as a whole.
pub const WHOLE: &str = "Submissions";

fn unknown(form: &str) -> Stop {
    Refusal::of("phone-form-unknown").with("form", form).into()
}

fn malformed(detail: impl ToString) -> Stop {
    Refusal::of("request-malformed").with("detail", detail).into()
}

/// How submissions to the current version of a form are read.
pub async fn shape(app: &App, sender: &Sender, id: &str) -> Result<Shape> {
    Ok(served(app, sender, id).await?.0)
}

/// The same with the XForm itself.
pub async fn served(app: &App, sender: &Sender, id: &str) -> Result<(Shape, String)> {
    form(sender, id, Action::See)?;
    if let Some(offered) = sender.survey(id) {
        let kept = app.store.form_version(&sender.project.id, id, &offered.survey.version).await?;
        let kept = kept.ok_or_else(|| unknown(id))?;
        return Ok((serde_json::from_str(&kept.shape).map_err(Stop::machine)?, kept.xml));
    }
    let forms = app.phone_forms(sender).await?;
    forms.served(id).map(|form| (form.shape.clone(), form.xml.clone())).ok_or_else(|| unknown(id))
}

/// The type of a field, as forms call it.
pub fn type_of(field: Option<&Field>) -> &'static str {
    match field.map(|field| &field.kind) {
        Some(Kind::Count) => "int",
        Some(Kind::Decimal | Kind::Money) => "decimal",
        Some(Kind::Date) => "date",
        Some(Kind::Time) => "time",
        Some(Kind::Point) => "geopoint",
        Some(Kind::File) => "binary",
        _ => "string",
    }
}

/// The beginning of the addresses of a form's tables.
fn root(sender: &Sender, form: &str) -> String {
    format!("{}/v1/projects/{}/forms/{}.svc", sender.site(), sender.number, encoded(form))
}

/// The tables of a form.
pub async fn tables(app: &App, sender: &Sender, form: &str) -> Result<Table> {
    let shape = shape(app, sender, form).await?;
    Ok(Table::of(&shape.root, &sender.app.catalogue, WHOLE, ""))
}

/// The service document.
pub async fn service(app: &App, sender: &Sender, form: &str) -> Result {
    let whole = tables(app, sender, form).await?;
    let entry = |table: &&Table| json!({ "name": table.name, "kind": "EntitySet", "url": table.name });
    let value: Vec<_> = whole.all().iter().map(entry).collect();
    let context = format!("{}/$metadata", root(sender, form));
    Ok(Json(json!({ "@odata.context": context, "value": value })).into_response())
}

/// The form of an address that ends in `.svc`.
fn form_of(path: &HashMap<String, String>) -> Result<&str> {
    path["form"].strip_suffix(".svc").ok_or_else(|| Refusal::of("page-missing").into())
}

/// What the tables look like.
pub async fn metadata(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let id = form_of(&path)?;
    let whole = tables(&app, &sender, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/xml")], edmx::document(id, &whole)).into_response())
}

#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(rename = "$top")]
    top: Option<String>,
    #[serde(rename = "$skip")]
    skip: Option<String>,
    #[serde(rename = "$count")]
    count: Option<String>,
    #[serde(rename = "$filter")]
    filter: Option<String>,
    #[serde(rename = "$orderby")]
    order: Option<String>,
    #[serde(rename = "$expand")]
    expand: Option<String>,
    #[serde(rename = "$select")]
    select: Option<String>,
    #[serde(rename = "$wkt")]
    wkt: Option<String>,
    #[serde(rename = "$skiptoken")]
    token: Option<String>,
}

impl Asked {
    /// What the next page is asked beside its place.
    fn others(&self) -> String {
        let pairs = [
            ("$count", &self.count),
            ("$filter", &self.filter),
            ("$orderby", &self.order),
            ("$expand", &self.expand),
            ("$select", &self.select),
            ("$wkt", &self.wkt),
        ];
        let one = |(name, value): (&str, &Option<String>)| {
            Some(format!("&{}={}", name.replace('$', "%24"), encoded(value.as_deref()?)))
        };
        pairs.into_iter().filter_map(one).collect()
    }
}

/// A filter as it was read, and as it was written.
#[derive(Clone)]
pub struct Read {
    filter: Filter,
    pub text: String,
}

/// The filter of a question.
pub fn filter(app: &App, text: Option<&str>) -> Result<Option<Read>> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let filter = Filter::read(text, (app.world.now)()).map_err(|at| {
        let code = if filter::is_name(&at) { "filter-unsupported" } else { "filter-unreadable" };
        Stop::from(Refusal::of(code).with("detail", at))
    })?;
    Ok(Some(Read { filter, text: text.to_string() }))
}

/// Which submissions, as the database tells it: `own` ones only, those for which a filter holds; and the filter where it
/// cannot tell that.
pub async fn which(sender: &Sender, own: bool, filter: Option<Read>) -> Result<(Which, Option<Read>)> {
    let mut all: Vec<Which> = match &sender.signed {
        Some(signed) if own => vec![Which::Of(signed.account.id.clone())],
        _ => Vec::new(),
    };
    let Some(read) = filter else { return Ok((Which::All(all), None)) };
    let mut actors = HashMap::new();
    for number in read.filter.submitters() {
        if let Some(actor) = sender.app.store.numbered(Numbered::Actor, number).await? {
            actors.insert(number, actor);
        }
    }
    match read.filter.which(&actors) {
        Some(which) => {
            all.push(which);
            Ok((Which::All(all), None))
        }
        None => Ok((Which::All(all), Some(read))),
    }
}

/// A number of a query.
fn number(name: &str, text: Option<&String>) -> Result<Option<i64>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let number = text.parse().ok().filter(|number| (0..=i64::from(u32::MAX)).contains(number));
    Ok(Some(number.ok_or_else(|| malformed(format!("{name}={text}")))?))
}

fn is_true(text: Option<&String>) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// Where the next page goes on, behind letters that nobody takes for a number.
fn token(seq: i64) -> String {
    format!("01{}", base64::engine::general_purpose::URL_SAFE.encode(json!({ "before": seq }).to_string()))
}

fn read_token(text: &str) -> Result<i64> {
    let wrong = || malformed(format!("$skiptoken={text}"));
    let bytes = text.strip_prefix("01").and_then(|text| base64::engine::general_purpose::URL_SAFE.decode(text).ok());
    let read: serde_json::Value = serde_json::from_slice(&bytes.ok_or_else(wrong)?).map_err(|_| wrong())?;
    read["before"].as_i64().ok_or_else(wrong)
}

/// The numbers of who sent to a form, each asked for once.
async fn submitters(app: &App, heads: &[auyl_store::submissions::Submission]) -> Result<HashMap<String, i64>> {
    let mut senders = Senders { app, numbers: HashMap::new() };
    for head in heads {
        senders.number(&head.actor).await?;
    }
    Ok(senders.numbers)
}

/// A table: rows of the form, or of one of its repeats.
pub async fn table(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Asked>,
) -> Result {
    let id = form_of(&path)?;
    sender.must(Action::SeePersonal, None)?;
    let of = form(&sender, id, Action::See)?;
    let own = of.own;
    glanced(&sender, of.register, "", "odata").await?;
    let level = shape(&app, &sender, id).await?.root;
    let whole = Table::of(&level, &sender.app.catalogue, WHOLE, "");
    let name = path["table"].clone();
    if !whole.all().iter().any(|table| table.name == name) {
        return Err(Refusal::of("page-missing").into());
    }
    let style = Style { expanded: asked.expand.as_deref() == Some("*"), wkt: is_true(asked.wkt.as_ref()) };
    let (top, skip) = (number("$top", asked.top.as_ref())?, number("$skip", asked.skip.as_ref())?.unwrap_or(0));
    let before = asked.token.as_deref().map(read_token).transpose()?.unwrap_or(i64::MAX);
    let filter = filter(&app, asked.filter.as_deref())?;
    let (which, rest) = which(&sender, own, filter.clone()).await?;
    let order = asked.order.as_deref().map(orders).transpose()?.unwrap_or_default();
    let project = sender.project.id.clone();
    let is_whole = name == WHOLE;
    // Where the database tells which, newest first, nothing has to be looked at before the first row is written.
    let (chosen, count) = if rest.is_none() && order.is_empty() {
        let wants_count = is_true(asked.count.as_ref());
        (None, if wants_count { app.store.how_many_submissions_of(&project, id, &which).await? } else { 0 })
    } else {
        let mut heads = app.store.submission_heads(&project, id).await?;
        heads.retain(|it| !own || sender.is_of(&it.actor));
        let numbers = submitters(&app, &heads).await?;
        let submitter = |it: &auyl_store::submissions::Submission| numbers.get(&it.actor).copied().unwrap_or_default();
        heads.retain(|it| filter.as_ref().is_none_or(|read| read.filter.holds(it, submitter(it))));
        for (field, is_falling) in order.iter().rev() {
            heads.sort_by(|a, b| {
                let of = |it| filter::value(it, submitter(it), *field);
                let order = of(a).partial_cmp(&of(b)).unwrap_or(std::cmp::Ordering::Equal);
                if *is_falling { order.reverse() } else { order }
            });
        }
        let count = i64::try_from(heads.len()).unwrap_or(i64::MAX);
        (Some(heads.into_iter().map(|it| it.seq).collect::<Vec<i64>>()), count)
    };
    let reading = Reading {
        app: sender.app.clone(),
        project,
        form: id.to_string(),
        table: Arc::new(whole),
        level,
        name,
        style,
        select: selected(asked.select.as_deref()),
        before,
        skip,
        top,
        which,
        chosen,
        asked: asked.others(),
        root: root(&sender, id),
        count: is_true(asked.count.as_ref()).then_some(count),
        is_whole,
    };
    let kind = "application/json; charset=utf-8; odata.metadata=minimal";
    Ok(([(header::CONTENT_TYPE, kind)], Body::from_stream(reading.stream())).into_response())
}

/// Fields that are asked for; all where none is.
fn selected(text: Option<&str>) -> Vec<String> {
    let names = text.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "*");
    names.map(str::to_string).collect()
}

fn orders(text: &str) -> Result<Vec<(filter::Field, bool)>> {
    let one = |part: &str| {
        let mut words = part.split_whitespace();
        let field = words.next().and_then(filter::Field::read)?;
        match words.next().map(str::to_lowercase).as_deref() {
            None | Some("asc") => Some((field, false)),
            Some("desc") => Some((field, true)),
            _ => None,
        }
    };
    text.split(',').map(|part| one(part).ok_or_else(|| malformed(format!("$orderby: {part}")))).collect()
}
