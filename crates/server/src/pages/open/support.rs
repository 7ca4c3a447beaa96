//! Somebody says of a problem that everybody may read that it is theirs as well: one press, and a telephone or an e-mail for the
//! answer if they like. Each person counts once.

use super::entrance::Entrance;
use super::raise::wrongs;
use super::send::{self, Sent};
use crate::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::pages::record::Arrived;
use crate::stop::{Result, Stop, status};
use askama::Template;
use auyl_domain::refusal::RefusalKind;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_domain::{Lang, Record, Refusal};
use auyl_work::voice::raise::{self, Contact, Taken, Typed};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

#[derive(Template)]
#[template(path = "open/support.html")]
struct SupportPage {
    frame: Frame,
    root: String,
    address: String,
    title: String,
    about: String,
    key: String,
    asked: String,
    phone: String,
    email: String,
    is_kazakh: bool,
    wrong: Vec<(String, String)>,
}

/// The problem and the form under it.
pub async fn form(State(app): State<App>, ask: Ask, Path((project, name)): Path<(String, String)>) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let typed = Typed { key: app.world.secret(), lang: Some(entrance.ask.lang()), ..Typed::default() };
    render(&entrance, &name, &typed, Vec::new(), StatusCode::OK).await
}

/// The form as it was sent.
pub async fn send(
    State(app): State<App>,
    ask: Ask,
    Path((project, name)): Path<(String, String)>,
    arrived: Arrived,
) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let text = |name: &str| arrived.text(name).trim().to_string();
    let typed = Typed {
        key: text("key"),
        lang: Lang::read(&text("language")),
        contact: Contact { name: String::new(), phone: text("phone"), email: text("email") },
        ..Typed::default()
    };
    if !arrived.text("website").is_empty() {
        let wrong = vec![(String::new(), entrance.ask.say.t("voice-trap"))];
        return render(&entrance, &name, &typed, wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let problem = found(&entrance, &name).await?;
    let place = problem.link(PLACE).map(|place| place.to_string()).unwrap_or_default();
    let admitted = send::admit(&app, &entrance.ask, &Sent::of(&arrived, &typed.key), &place);
    let taken = match admitted {
        Ok(()) => take(&app, &entrance, &name, &typed).await,
        Err(stop) => Err(stop),
    };
    match taken {
        Err(Stop::Refused(refusal)) if matches!(refusal.kind(), RefusalKind::Unavailable | RefusalKind::TooOften) => {
            let wrong = vec![(String::new(), refusal.message(app.catalogue.phrases(), entrance.ask.lang()))];
            render(&entrance, &name, &typed, wrong, status(&refusal)).await
        }
        done => done,
    }
}

/// Keeps it; what cannot be kept comes back on the form of this problem.
pub async fn take(app: &App, entrance: &Entrance, name: &str, typed: &Typed) -> Result {
    let problem = found(entrance, name).await?;
    let (project, ask) = (entrance.project(), &entrance.ask);
    let taken = raise::support(project, &problem.id, typed, app.world.today(), &ask.doing()).await?;
    match taken.ok_or_else(|| Refusal::of("page-missing"))? {
        Taken::Kept(ticket) => {
            app.toil.count(&app.world);
            let address = format!("{}&told=supported", entrance.at(&format!("/ticket/{ticket}")));
            Ok(Redirect::to(&address).into_response())
        }
        Taken::Refused(findings) => {
            render(entrance, name, typed, wrongs(entrance, &findings), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The problem of a name, with nothing in it but what everybody may read.
async fn found(entrance: &Entrance, name: &str) -> Result<Record> {
    let missing = || Stop::from(Refusal::of("page-missing"));
    let project = entrance.project();
    let id = entrance.ask.app.alikes.of_name(project, name).await?.ok_or_else(missing)?;
    let record = project.store.record(&project.id, PROBLEM, &id, None).await?.ok_or_else(missing)?;
    let register = entrance.visitor.register(PROBLEM, &["title", PLACE]).ok_or_else(missing)?;
    entrance.visitor.seen(register, record).await?.ok_or_else(missing)
}

async fn render(
    entrance: &Entrance,
    name: &str,
    typed: &Typed,
    wrong: Vec<(String, String)>,
    status: StatusCode,
) -> Result {
    let problem = found(entrance, name).await?;
    let (ask, visitor) = (&entrance.ask, &entrance.visitor);
    let register = visitor.register(PROBLEM, &["title", PLACE]).ok_or_else(|| Refusal::of("page-missing"))?;
    let mut names = auyl_work::project::Names::of(&visitor.project.catalogue);
    super::gather::learn_places(visitor, &mut names).await?;
    let parts = [PLACE, "sphere", "state"];
    let parts = parts.map(|field| super::gather::said(visitor, &names, register, &problem, field));
    let address = entrance.at(&format!("/support/{name}"));
    let mut frame = ask.frame("support", ask.say.t("voice-support")).script(ask, "raise.js");
    frame.address.clone_from(&address);
    let key = if typed.key.len() < send::SHORTEST_KEY { ask.app.world.secret() } else { typed.key.clone() };
    page_with(
        status,
        &SupportPage {
            frame,
            root: entrance.root(),
            title: problem.words("title", ask.lang()).to_string(),
            about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            asked: ask.app.toil.ask(&ask.app.world),
            phone: typed.contact.phone.clone(),
            email: typed.contact.email.clone(),
            is_kazakh: typed.lang.unwrap_or(ask.lang()) != Lang::Ru,
            wrong,
            address,
            key,
        },
    )
}
