//! Messages to people outside: what waits, what was sent, what failed and why; sending again, telling by hand. For who may take
//! personal details out. In reading order: this file (the list), `call` (what is to be told by hand, to print), `stop` (the page
//! on which somebody says whether they want to be told).

mod call;
mod stop;

use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::outbox::{NO_SITE, configured, note};
use crate::pages::record::glanced;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_store::outbox::{DROPPED, FAILED, Outbox, Outgoing, SENDING, SENT, TOLD, WAITING};
use auyl_work::outbox::{LATE, Links, MAIL, SMS, Text, text};
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use serde::Deserialize;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/p/{project}/outbox", get(show).post(change))
        .route("/p/{project}/outbox/call", get(call::show))
        .route("/stop/{secret}", get(stop::show).post(stop::say))
}

/// Lines of a page.
const LINES: i64 = 50;
/// The choices of the filter, and the states they show.
const STATES: [(&str, &[&str]); 5] = [
    ("open", &[WAITING, SENDING, FAILED]),
    ("failed", &[FAILED]),
    ("sent", &[SENT]),
    ("told", &[TOLD, DROPPED]),
    ("all", &[]),
];

/// What the address asks for.
#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    state: String,
    /// The last line of the page before, `moment~id`.
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    state: &'static str,
    states: Vec<(&'static str, String)>,
    /// Channels that nobody configured and whose messages wait, with how many they are.
    by_hand: Vec<(String, i64)>,
    counts: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    older: Option<String>,
}

struct Line {
    id: String,
    text: Text,
    to: String,
    channel: String,
    about: String,
    when: String,
    state: &'static str,
    class: &'static str,
    tries: String,
    said: String,
    twice: bool,
    late: bool,
    can_end: bool,
}

/// How a state is said: the key of its sentence, and a class.
pub fn class(state: &str) -> (&'static str, &'static str) {
    match state {
        WAITING => ("outbox-is-waiting", "warn"),
        SENDING => ("outbox-is-sending", "warn"),
        FAILED => ("outbox-is-failed", "bad"),
        SENT => ("outbox-is-sent", "good"),
        TOLD => ("outbox-is-told", "good"),
        _ => ("outbox-is-dropped", ""),
    }
}

/// Reasons that are ours, and the keys of their sentences; what a server answered stands as it came.
const REASONS: [(&str, &str); 5] = [
    (auyl_mail::NOBODY, "outbox-why-nobody"),
    (auyl_mail::BROKE, "outbox-why-broke"),
    (auyl_mail::NO_ANSWER, "outbox-why-no-answer"),
    (auyl_mail::NO_ADDRESS, "outbox-why-no-address"),
    (NO_SITE, "outbox-why-no-site"),
];

/// A message as the page says it.
fn said(here: &Here, message: &Outgoing) -> Text {
    text(
        here.app.catalogue.phrases(),
        message,
        Links { site: here.app.settings.address.as_deref(), ..Links::default() },
    )
}

fn line(here: &Here, message: Outgoing) -> Line {
    let (state, class) = class(&message.state);
    let is_late = message.said == LATE;
    Line {
        text: said(here, &message),
        about: format!("{}/r/{}/{}", here.root(), message.about.0, message.about.1),
        channel: channel(here, &message.channel),
        when: here.say.moment(if message.settled.is_empty() { &message.at } else { &message.settled }),
        tries: if message.tries > 0 { here.say.n("outbox-tries", message.tries) } else { String::new() },
        can_end: [WAITING, FAILED].contains(&message.state.as_str()),
        id: message.id,
        to: message.addressee,
        said: match REASONS.iter().find(|(said, _)| *said == message.said) {
            Some((_, key)) => here.say.t(key),
            None if is_late => String::new(),
            None => message.said,
        },
        twice: message.twice,
        late: message.state == FAILED && is_late,
        state,
        class,
    }
}

fn channel(here: &Here, channel: &str) -> String {
    here.say.t(if channel == MAIL { "outbox-mail" } else { "outbox-sms" })
}

/// Writes down whose addresses the page shows.
async fn glance(here: &Here, messages: &[Outgoing]) -> Result<()> {
    let known = messages.iter().filter(|message| !message.addressee.is_empty() && !message.of.0.is_empty());
    let mut registers: Vec<&str> = known.map(|message| message.of.0.as_str()).collect();
    registers.sort_unstable();
    registers.dedup();
    for register in registers {
        if let Some(register) = here.project.catalogue.register(register) {
            glanced(here, register, "", "outbox").await?;
        }
    }
    Ok(())
}

/// Channels that nobody configured, with how many messages wait there.
async fn by_hand(here: &Here) -> Result<Vec<(&'static str, i64)>> {
    let configured = configured(&here.app);
    let counts = here.project.store.outbox_counts(&here.project.id).await?;
    let waiting = |channel: &str| {
        let of = counts.iter().filter(|(state, of, _)| state == WAITING && of == channel);
        of.map(|(.., n)| n).sum::<i64>()
    };
    let idle = [MAIL, SMS].into_iter().filter(|channel| !configured.contains(channel));
    Ok(idle.map(|channel| (channel, waiting(channel))).filter(|(_, n)| *n > 0).collect())
}

async fn show(here: Here, Query(asked): Query<Asked>) -> Result {
    here.must(Action::ExportPersonal, None)?;
    let (state, states) = *STATES.iter().find(|(state, _)| *state == asked.state).unwrap_or(&STATES[0]);
    let store = &here.project.store;
    let wanted = Outbox { states, after: asked.after.split_once('~'), most: LINES + 1, ..Outbox::default() };
    let mut found = store.outbox_page(&here.project.id, &wanted).await?;
    let more = found.len() as i64 > LINES;
    found.truncate(LINES as usize);
    glance(&here, &found).await?;
    let address = format!("{}/outbox", here.root());
    let older =
        found.last().filter(|_| more).map(|last| format!("{address}?state={state}&after={}~{}", last.at, last.id));
    let counts = store.outbox_counts(&here.project.id).await?;
    let count = |state: &'static str| {
        let n: i64 = counts.iter().filter(|(of, ..)| of == state).map(|(.., n)| n).sum();
        let (key, class) = class(state);
        (n > 0).then(|| (class, format!("{}: {}", here.say.t(key), here.say.number(n))))
    };
    page(&ListPage {
        frame: here.frame("outbox", here.say.t("outbox-title")),
        root: here.root(),
        state,
        states: STATES.map(|(id, _)| (id, here.say.t(&format!("outbox-show-{id}")))).into(),
        by_hand: by_hand(&here).await?.into_iter().map(|(of, n)| (channel(&here, of), n)).collect(),
        counts: [WAITING, SENDING, FAILED, SENT].into_iter().filter_map(count).collect(),
        lines: found.into_iter().map(|message| line(&here, message)).collect(),
        older,
    })
}

/// What is done with the ticked messages.
async fn change(State(app): State<App>, here: Here, Form(pairs): Form<Vec<(String, String)>>) -> Result {
    here.must(Action::ExportPersonal, None)?;
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (store, project, at) = (&app.store, here.project.id.as_str(), app.world.at());
    let mut done = 0;
    for (_, id) in pairs.iter().filter(|(key, _)| key == "id") {
        let is_done = match value("act") {
            "again" => store.outbox_again(project, id, &at).await?,
            "told" => store.outbox_end(project, id, TOLD, &at).await?,
            "drop" => store.outbox_end(project, id, DROPPED, &at).await?,
            _ => false,
        };
        done += usize::from(is_done);
        if let Some(message) = store.outbox_one(project, id).await?.filter(|_| is_done) {
            note(&app, &message).await?;
        }
    }
    app.outgoing.notify_one();
    let back = if value("back") == "call" { "outbox/call" } else { "outbox" };
    let told = if done > 0 { "outbox-changed" } else { "outbox-nothing" };
    Ok(Redirect::to(&format!("{}/{back}?told={told}", here.root())).into_response())
}
