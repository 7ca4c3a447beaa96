//! A resident raises a problem without an account. What goes wrong is told on the form, with everything that was typed in it.
//! Before a text becomes a new problem, those that everybody may read and that are probably the same are shown: "is it one
//! of these?". What comes in waits for somebody of the team (`auyl_work::voice::raise`).

use super::alike::{Offered, offered};
use super::entrance::Entrance;
use super::send::{self, Sent};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::pages::record::Arrived;
use crate::stop::{Result, Stop, status};
use askama::Template;
use auyl_domain::finding::Finding;
use auyl_domain::refusal::RefusalKind;
use auyl_domain::sorting::sort_key;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_domain::{Kind, Lang};
use auyl_work::voice::alikes::called;
use auyl_work::voice::raise::{self, Contact, Taken, Typed};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::BTreeMap;

/// Letters of the problem in a few words, and of more about it.
pub const MOST_TITLE: usize = 200;
const MOST_DETAIL: usize = 3_000;
const MOST_WHERE: usize = 200;

/// A choice of a list: what is sent, what is read, whether it is chosen.
pub type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "open/raise.html")]
struct RaisePage {
    frame: Frame,
    root: String,
    address: String,
    typed: Typed,
    street: String,
    is_kazakh: bool,
    places: Vec<Choice>,
    spheres: Vec<Choice>,
    asked: String,
    wrong: Vec<(String, String)>,
    alikes: Vec<Offered>,
    photo_kept: bool,
    most_title: usize,
    most_detail: usize,
}

impl RaisePage {
    /// What is wrong with a field.
    fn says(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(of, _)| of == field).map(|(_, said)| said.as_str())
    }
}

/// What a page says about a form that is not taken yet.
#[derive(Default)]
struct Told {
    wrong: Vec<(String, String)>,
    alikes: Vec<Offered>,
}

/// The empty form; village and sphere may be named in the address.
pub async fn form(
    State(app): State<App>,
    ask: Ask,
    Path(project): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let text = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let typed = Typed {
        key: app.world.secret(),
        place: text("place"),
        sphere: text("sphere"),
        lang: Some(entrance.ask.lang()),
        ..Typed::default()
    };
    render(&entrance, typed, String::new(), Told::default(), StatusCode::OK).await
}

/// The form as it was sent.
pub async fn send(State(app): State<App>, ask: Ask, Path(project): Path<String>, arrived: Arrived) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let (mut typed, street) = read(&arrived);
    match take(&app, &entrance, &arrived, &mut typed, &street).await {
        Err(Stop::Machine(detail)) => {
            let number = app.world.secret()[..8].to_string();
            eprintln!("auyl: {} {number} {PROBLEM}: {detail}", app.world.at());
            let told = said("", entrance.ask.say.with("web-our-fault", &[("number", number)]));
            render(&entrance, typed, street, told, StatusCode::INTERNAL_SERVER_ERROR).await
        }
        // A full disk, a database that is gone, too many forms: what was typed stays in the form.
        Err(Stop::Refused(refusal)) if keeps_typed(refusal.kind()) => {
            let message = refusal.message(app.catalogue.phrases(), entrance.ask.lang());
            let told = said("", format!("{message} {}", entrance.ask.say.t("voice-typed-is-here")));
            render(&entrance, typed, street, told, status(&refusal)).await
        }
        done => done,
    }
}

fn keeps_typed(kind: RefusalKind) -> bool {
    matches!(kind, RefusalKind::Unavailable | RefusalKind::TooOften)
}

fn said(field: &str, sentence: String) -> Told {
    Told { wrong: vec![(field.to_string(), sentence)], ..Told::default() }
}

async fn take(app: &App, entrance: &Entrance, arrived: &Arrived, typed: &mut Typed, street: &str) -> Result {
    let (ask, project) = (&entrance.ask, entrance.project());
    let again = async |typed: Typed, told: Told, status: StatusCode| {
        render(entrance, typed, street.to_string(), told, status).await
    };
    if !arrived.text("website").is_empty() {
        let told = said("", ask.say.t("voice-trap"));
        return again(typed.clone(), told, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    send::admit(app, ask, &Sent::of(arrived, &typed.key), &typed.place)?;
    let photo = send::photo(app, arrived).await?;
    match photo {
        send::Photo::Kept(name) => typed.photo = name,
        send::Photo::None => {}
        send::Photo::Wrong(key) => {
            let told = said("photo", ask.say.t(key));
            return again(typed.clone(), told, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    }
    if typed.title.chars().count() > MOST_TITLE || typed.detail.chars().count() > MOST_DETAIL + MOST_WHERE {
        let told = said("title", ask.say.n("voice-too-long", MOST_TITLE));
        return again(typed.clone(), told, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if let Some(name) = Some(arrived.text("support")).filter(|name| !name.is_empty()) {
        return super::support::take(app, entrance, name, typed).await;
    }
    if arrived.text("sure").is_empty() {
        let alikes = offered(entrance, &typed.title, &typed.place, &typed.sphere, true).await?;
        if !alikes.is_empty() {
            return again(typed.clone(), Told { alikes, ..Told::default() }, StatusCode::OK).await;
        }
    }
    let mut whole = typed.clone();
    if !street.is_empty() {
        // The point on a map as people say it: where it is stands first in what is told of it.
        let lang = typed.lang.unwrap_or(Lang::Ru);
        let place = ask.say.clone().in_language(lang).name("voice-where-is", street);
        whole.detail = format!("{place}\n{}", typed.detail).trim().to_string();
    }
    match raise::raise(project, &whole, app.world.today(), &ask.doing()).await? {
        Taken::Kept(ticket) => {
            app.toil.count(&app.world);
            let address = format!("{}&told=raised", entrance.at(&format!("/ticket/{ticket}")));
            Ok(Redirect::to(&address).into_response())
        }
        Taken::Refused(findings) => {
            let told = Told { wrong: wrongs(entrance, &findings), ..Told::default() };
            again(typed.clone(), told, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// What is wrong, by the fields of the form.
pub fn wrongs(entrance: &Entrance, findings: &[Finding]) -> Vec<(String, String)> {
    let (phrases, lang) = (entrance.project().catalogue.phrases(), entrance.ask.lang());
    let mut wrongs: Vec<(String, String)> = Vec::new();
    for finding in findings {
        let field = finding.spot.field.clone().unwrap_or_default();
        let sentence = format!("{} {}", finding.message(phrases, lang), finding.todo(phrases, lang));
        wrongs.push((field, sentence.trim().to_string()));
    }
    wrongs.dedup();
    wrongs
}

fn read(arrived: &Arrived) -> (Typed, String) {
    let text = |name: &str| arrived.text(name).trim().to_string();
    let lang = Lang::read(&text("language")).filter(|lang| *lang != Lang::En);
    let point = match (text("lat").replace(',', "."), text("lon").replace(',', ".")) {
        (lat, lon) if lat.is_empty() && lon.is_empty() => String::new(),
        (lat, lon) => format!("{lat},{lon}"),
    };
    let typed = Typed {
        key: text("key"),
        place: text("place"),
        sphere: text("sphere"),
        title: text("title"),
        detail: text("detail"),
        lang,
        point,
        photo: text("kept"),
        contact: Contact { name: String::new(), phone: text("phone"), email: text("email") },
    };
    (typed, text("where").chars().take(MOST_WHERE).collect())
}

async fn render(entrance: &Entrance, mut typed: Typed, street: String, told: Told, status: StatusCode) -> Result {
    let ask = &entrance.ask;
    let say = &ask.say;
    if typed.key.len() < send::SHORTEST_KEY {
        typed.key = ask.app.world.secret();
    }
    let mut frame = ask.frame("raise", say.t("voice-raise")).script(ask, "raise.js").script(ask, "alike.js");
    frame.address = entrance.at("/raise");
    page_with(
        status,
        &RaisePage {
            frame,
            root: entrance.root(),
            address: entrance.at("/raise"),
            places: places(entrance, &typed.place).await?,
            spheres: spheres(entrance, &typed.sphere),
            asked: ask.app.toil.ask(&ask.app.world),
            is_kazakh: typed.lang.unwrap_or(ask.lang()) != Lang::Ru,
            photo_kept: !typed.photo.is_empty(),
            wrong: told.wrong,
            alikes: told.alikes,
            most_title: MOST_TITLE,
            most_detail: MOST_DETAIL,
            typed,
            street,
        },
    )
}

/// Villages that everybody may read of, in the order of the alphabet.
pub async fn places(entrance: &Entrance, chosen: &str) -> Result<Vec<Choice>> {
    let visitor = &entrance.visitor;
    let Some(register) = visitor.register(PLACE, &["title"]) else { return Ok(Vec::new()) };
    let first = super::visitor::First { sort: Some(("position", false)), most: 1_000 };
    let (records, _) = visitor.records(register, first).await?;
    let choice = |record: &auyl_domain::Record| {
        let name = record.words("title", visitor.say.lang).to_string();
        (record.id.to_string(), name, record.id.as_str() == chosen)
    };
    let mut places: Vec<Choice> = records.iter().map(choice).collect();
    places.sort_by_cached_key(|(_, name, _)| sort_key(name));
    Ok(places)
}

/// Spheres in the order of their list.
pub fn spheres(entrance: &Entrance, chosen: &str) -> Vec<Choice> {
    let catalogue = &entrance.project().catalogue;
    let kind = catalogue.register(PROBLEM).and_then(|register| register.field("sphere")).map(|field| &field.kind);
    let Some(Kind::Choice { choices }) = kind else { return Vec::new() };
    let all = catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
    all.iter().map(|one| (one.id.clone(), entrance.ask.say.words(&one.label), one.id == chosen)).collect()
}

/// What a problem is called outside.
pub fn name_of(entrance: &Entrance, id: &auyl_domain::RecordId) -> String {
    called(&entrance.project().id, id)
}
