//! What every request goes through: who asks, may the form come from there; and every answer: safe headers, the page for a
//! request that was stopped, one line in the log. Nothing personal stands in that line: no query, no body, no name.

use crate::again;
use crate::app::App;
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page_with};
use crate::limits;
use crate::say::Say;
use crate::secrets;
use crate::stop::{Stop, Stopped};
use askama::Template;
use auyl_domain::{Lang, Refusal};
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// Name of the cookie with the session's secret.
pub const SESSION: &str = "auyl";
/// Name of the cookie with the language of who is not signed in.
pub const LANGUAGE: &str = "auyl-lang";

/// Scripts and styles from here only, nothing inline, nobody's frame.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    manifest-src 'self'";

/// Lays the guards around the site.
pub fn around(site: Router, app: &App) -> Router {
    site.layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
        Stop::machine("a handler panicked").into_response()
    }))
    .layer(from_fn_with_state(app.clone(), meet))
    .layer(CompressionLayer::new().compress_when(compressible()))
}

/// Pages, not kept files: those are compressed already, mostly, and who fetches one wants to see how much is left.
fn compressible() -> impl Predicate {
    let file = NotForContentType::const_new("application/octet-stream");
    DefaultPredicate::new().and(file).and(NotForContentType::const_new("application/pdf"))
}

/// Finds out who asks, lets the handler answer, and dresses the answer.
async fn meet(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_string();
    let path = request.uri().path().to_string();
    if path.starts_with("/static/") {
        return next.run(request).await;
    }
    let from = origin(&app, &request);
    let signed = match signed(&app, request.headers()).await {
        Ok(signed) => signed,
        Err(stop) => {
            let ask = ask(&app, None, request.headers(), address, from);
            let response = match stop {
                // What somebody typed for an hour must not be lost because the database was gone for a minute.
                Stop::Refused(refusal) if again::is_typed(&request) && is_from_here(&app, &request) => {
                    again::again(&app, &ask, &refusal, request).await.unwrap_or_else(Stop::into_response)
                }
                stop => stop.into_response(),
            };
            return finish(&ask, &path, response);
        }
    };
    let ask = ask(&app, signed.map(Arc::new), request.headers(), address, from);
    request.extensions_mut().insert(ask.clone());
    if changes(request.method()) && !carries_token(request.headers()) && !is_from_here(&app, &request) {
        let stop = Stop::from(Refusal::of("form-from-elsewhere"));
        return finish(&ask, &path, stop.into_response());
    }
    if let Err(refusal) = limits::of_strangers(&ask, request.method(), &path) {
        return finish(&ask, &path, Stop::from(refusal).into_response());
    }
    let response = next.run(request).await;
    finish(&ask, &path, response)
}

fn ask(app: &App, signed: Option<Arc<Signed>>, headers: &HeaderMap, address: String, from: String) -> Ask {
    let of_account = signed.as_ref().and_then(|signed| Lang::read(&signed.account.lang));
    let named = of_account.or_else(|| cookie(headers, LANGUAGE).and_then(Lang::read)).or_else(|| accepted(headers));
    // Who holds a phone of a village reads Kazakh first; programs that name no language get the one of the administration.
    let lang = named.unwrap_or(if crate::openrosa::is_phone(&address) { Lang::Kk } else { Lang::Ru });
    let say = Say::of(app.catalogue.clone(), lang, app.world.zone.clone());
    let spoken = Arc::default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_string();
    Ask { app: app.clone(), say, signed, address, host, from, spoken }
}

/// The first language of the browser that we speak.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    wanted.split(',').find_map(|part| Lang::read(part.trim()))
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// Who the session belongs to, where there is one that still holds.
async fn signed(app: &App, headers: &HeaderMap) -> Result<Option<Signed>, Stop> {
    let Some(secret) = cookie(headers, SESSION).filter(|secret| !secret.is_empty()) else { return Ok(None) };
    let session = secrets::digest(secret);
    let Some((_, account)) = app.store.session(&session, &app.world.at()).await? else {
        return Ok(None);
    };
    let memberships = app.store.memberships_of(&account.id).await?;
    Ok(Some(Signed { account, memberships, session }))
}

fn origin(app: &App, request: &Request) -> String {
    if app.settings.behind_proxy {
        let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
        // The last one is what our own proxy saw; those before it anybody may have written.
        if let Some(from) = forwarded.and_then(|line| line.rsplit(',').next()) {
            return from.trim().to_string();
        }
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(|| "local".to_string(), |ConnectInfo(peer)| peer.ip().to_string())
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A program that shows a token has no cookies that another site could borrow. A password is another matter: browsers keep those
/// and send them along.
fn carries_token(headers: &HeaderMap) -> bool {
    let shown = headers.get(header::AUTHORIZATION);
    shown.is_some_and(|shown| !shown.as_bytes().starts_with(b"Basic"))
}

/// Whether a change was asked for by a page of this site: browsers say so in one of two headers, and who says it in
/// neither is no browser that carries somebody's cookies to us from elsewhere.
fn is_from_here(app: &App, request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = header("origin") else { return true };
    let host = header("host").unwrap_or_default();
    let origin = origin.split_once("://").map_or(origin, |(_, host)| host);
    let own = app.settings.address.as_deref().and_then(|own| own.split_once("://")).map(|(_, own)| own);
    origin == host || own.is_some_and(|own| own.trim_end_matches('/') == origin)
}

/// The page of a request that was stopped.
#[derive(Template)]
#[template(path = "stopped.html")]
struct StoppedPage {
    frame: Frame,
    message: String,
}

/// Headers for every answer; a page, or JSON for programs, where the handler only said why it stopped.
fn finish(ask: &Ask, path: &str, mut response: Response) -> Response {
    if let Some(stopped) = response.extensions_mut().remove::<Stopped>() {
        response = told(ask, path, response, &stopped);
    } else if response.status().as_u16() == 404 && response.headers().get(header::CONTENT_TYPE).is_none() {
        let stopped = Stopped { refusal: Some(Refusal::of("page-missing")), detail: String::new() };
        response = told(ask, path, response, &stopped);
    }
    let is_too_often = response.status() == StatusCode::TOO_MANY_REQUESTS;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)");
    set(header::CACHE_CONTROL, "private, no-cache");
    if is_too_often {
        set(header::RETRY_AFTER, "60");
    }
    if ask.app.settings.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

fn told(ask: &Ask, path: &str, response: Response, stopped: &Stopped) -> Response {
    let lang = ask.spoken.get().copied().unwrap_or(ask.lang());
    let message = match &stopped.refusal {
        Some(refusal) => refusal.message(ask.app.catalogue.phrases(), lang),
        None => {
            // The number leads from what the person saw to the line in the log; the line says nothing personal.
            let number = &ask.app.world.secret()[..8];
            let secret = limits::SECRET.iter().find(|prefix| path.starts_with(**prefix));
            let path = secret.map_or(path, |prefix| *prefix);
            eprintln!("auyl: {} {number} {path}: {}", ask.app.world.at(), stopped.detail);
            ask.say.clone().in_language(lang).with("web-our-fault", &[("number", number.to_string())])
        }
    };
    let status = response.status();
    let kept = response.headers().clone();
    let of_central = || crate::central::told(path, status, &message, stopped.refusal.as_ref());
    let mut page = if let Some(told) = crate::openrosa::told(path, status, &message).or_else(of_central) {
        told
    } else if path.starts_with("/api/") {
        let code = stopped.refusal.as_ref().map_or("our-fault", Refusal::code);
        (status, axum::Json(serde_json::json!({ "error": code, "message": message }))).into_response()
    } else {
        let frame = ask.frame("stopped", ask.say.t("web-stopped"));
        page_with(status, &StoppedPage { frame, message: message.clone() })
            .unwrap_or_else(|_| (status, message).into_response())
    };
    for (name, value) in &kept {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}
