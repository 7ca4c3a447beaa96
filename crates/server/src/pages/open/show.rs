//! The page and its feed. Both are the same for everybody and may be kept by browsers and proxies for a minute.

use super::entrance::Entrance;
use super::gather::gather;
use super::opened::{News, Opened, Promised, Surveyed};
use super::schema;
use crate::App;
use crate::ask::Ask;
use crate::frame::{Entry, Frame};
use crate::kept::Mark;
use crate::say::Say;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::id::sha256;
use auyl_domain::views::GOAL;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use std::sync::Arc;

/// News on the page; the feed tells all of them.
const NEWS: usize = 10;

#[derive(Template)]
#[template(path = "open/show.html")]
struct OpenPage {
    frame: Frame,
    project: String,
    opened: Arc<Opened>,
    address: String,
    feed: String,
    needs: String,
    languages: Vec<Language>,
    period: Option<String>,
    news: Vec<(String, String, Option<String>, String)>,
    schema: String,
    today: String,
}

/// The page in one language.
struct Language {
    code: &'static str,
    name: &'static str,
    href: String,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "open/feed.xml")]
struct Feed {
    title: String,
    about: String,
    lang: &'static str,
    address: String,
    own: String,
    news: Vec<Told>,
}

/// One line of the feed.
struct Told {
    title: String,
    link: String,
    guid: String,
    at: String,
    kind: String,
    about: String,
}

/// What was asked for, where it is open.
struct Here {
    ask: Ask,
    project: String,
    today: Date,
    opened: Arc<Opened>,
}

/// Goes to an open page.
async fn enter(app: &App, ask: Ask, project: String) -> Result<Here> {
    let Entrance { ask, visitor } = Entrance::of(app, ask, &project).await?;
    let today = app.world.today();
    let mark = Mark { event: app.store.last_event(&project).await?, day: today.to_string() };
    let name = format!("{project}\n{}", ask.lang().code());
    let found = app.kept.opened.get(&name, &mark, || async move { gather(&visitor, today).await }).await?;
    Ok(Here { ask, project, today, opened: found.value })
}

impl Here {
    fn address(&self) -> String {
        format!("{}/open/{}", self.ask.site(), self.project)
    }

    fn feed(&self) -> String {
        format!("{}/feed.xml?lang={}", self.address(), self.ask.lang().code())
    }
}

/// The page.
pub async fn show(State(app): State<App>, ask: Ask, Path(project): Path<String>, headers: HeaderMap) -> Result {
    let here = enter(&app, ask, project).await?;
    let (opened, say) = (here.opened.clone(), &here.ask.say);
    let mut frame = here.ask.frame("open", opened.title.clone());
    frame.menu = menu(&opened);
    let languages = frame.languages().into_iter().map(|(code, name, is_here)| {
        let href = format!("/open/{}?lang={code}", here.project);
        Language { code, name, href, is_here }
    });
    let told = |news: &News| (say.day(&news.day), said(say, news), news.href.clone(), news.title.clone());
    let page = OpenPage {
        languages: languages.collect(),
        period: opened.days.map(|(first, last)| format!("{} – {}", say.day(&first), say.day(&last))),
        news: opened.news.iter().take(NEWS).map(told).collect(),
        schema: schema::script(&opened, &here.address(), say.lang.code()),
        today: say.long_day(&here.today),
        project: here.project.clone(),
        address: here.address(),
        feed: here.feed(),
        needs: format!("/open/{}/needs?lang={}", here.project, say.lang.code()),
        opened,
        frame,
    };
    Ok(fresh(&here.ask, &headers, "text/html; charset=utf-8", page.render()?))
}

/// The kind of news, and where it was.
fn said(say: &Say, news: &News) -> String {
    let kind = say.t(news.kind.key());
    let parts = [&kind].into_iter().chain(&news.about).filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The sections that there are.
fn menu(opened: &Opened) -> Vec<Entry> {
    let sections = [
        ("public-goal", GOAL, opened.goals.is_empty() && opened.passport.is_empty()),
        ("public-villages", "villages", opened.villages.is_empty()),
        ("public-news", "news", opened.news.is_empty()),
        ("public-activities", "activities", opened.activities.is_empty()),
        ("public-indicators", "indicators", opened.indicators.is_empty()),
        ("ballots-title", "votes", opened.votes.is_empty()),
        ("public-surveys", "surveys", opened.surveys.is_empty()),
        ("public-problems", "problems", opened.problems.first.is_empty()),
        ("public-stories", "stories", opened.stories.is_empty()),
        ("public-publications", "publications", opened.publications.first.is_empty()),
    ];
    let there = sections.into_iter().filter(|(_, _, is_empty)| !is_empty);
    there.map(|(key, id, _)| Entry { key, href: format!("#{id}"), here: false }).collect()
}

/// The feed.
pub async fn feed(State(app): State<App>, ask: Ask, Path(project): Path<String>, headers: HeaderMap) -> Result {
    let here = enter(&app, ask, project).await?;
    let say = &here.ask.say;
    let address = format!("{}?lang={}", here.address(), say.lang.code());
    let mut news = Vec::new();
    for of in &here.opened.news {
        // Nobody records at what hour; noon is the same day nearly everywhere.
        let at = of.day.at(12, 0, 0, 0).to_zoned(app.world.zone.clone()).map_err(Stop::machine)?;
        news.push(Told {
            title: plain(&of.title),
            link: match of.href.as_deref() {
                Some(own) if own.starts_with('/') => here.ask.site().to_string() + own,
                Some(other) => plain(other),
                None => format!("{address}#news"),
            },
            guid: of.guid.clone(),
            at: jiff::fmt::rfc2822::to_string(&at).map_err(Stop::machine)?,
            kind: say.t(of.kind.key()),
            about: plain(&said(say, of)),
        });
    }
    let feed = Feed {
        title: plain(&here.opened.title),
        about: plain(&here.opened.goals.join(" ")),
        lang: say.lang.code(),
        own: here.feed(),
        address,
        news,
    };
    Ok(fresh(&here.ask, &headers, "application/rss+xml; charset=utf-8", feed.render()?))
}

/// Leaves out the signs that XML does not know.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// An answer that is sent once: who shows its mark has it already. What is shown to somebody who is signed in bears
/// their name and is theirs alone.
pub fn fresh(ask: &Ask, asked: &HeaderMap, kind: &'static str, body: String) -> Response {
    let mark = format!("W/\"{}\"", &sha256(body.as_bytes())[..20]);
    let has_it = |known: &axum::http::HeaderValue| {
        known.to_str().is_ok_and(|known| known.split(',').any(|known| known.trim() == mark))
    };
    let is_known = asked.get_all(header::IF_NONE_MATCH).iter().any(has_it);
    let keep = if ask.signed.is_some() { "private, no-cache" } else { "public, max-age=60" };
    let headers =
        [(header::ETAG, mark.as_str()), (header::CACHE_CONTROL, keep), (header::VARY, "accept-language, cookie")];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, kind)], body).into_response()
}
