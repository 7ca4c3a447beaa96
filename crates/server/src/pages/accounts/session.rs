//! A browser that is signed in, and one that is not any more.

use crate::App;
use crate::guard::SESSION;
use crate::secrets::digest;
use crate::stop::Result;
use auyl_store::accounts::{Account, Session};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect};

/// How long a session holds.
const HOURS: i64 = 30 * 24;
/// As much as is kept of what a browser calls itself.
const AGENT: usize = 120;

/// Signs an account in and goes on to an address of this site.
pub async fn begin(app: &App, account: &Account, headers: &HeaderMap, to: &str) -> Result {
    let secret = open(app, account, headers, HOURS).await?;
    let to = crate::pages::language::local(to);
    Ok(([(SET_COOKIE, cookie(app, &secret, HOURS * 3600))], Redirect::to(to)).into_response())
}

/// Opens a session for so many hours and gives its secret.
pub async fn open(app: &App, account: &Account, headers: &HeaderMap, hours: i64) -> Result<String> {
    let secret = app.world.secret() + &app.world.secret();
    let at = app.world.at();
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let session = Session {
        secret: digest(&secret),
        account: account.id.clone(),
        made_at: at.clone(),
        seen_at: at,
        until_at: app.world.after_hours(hours),
        agent: agent.chars().take(AGENT).collect(),
    };
    app.store.add_session(&session).await?;
    Ok(secret)
}

/// The cookie: not for scripts, not for other sites, over HTTPS only where there is HTTPS.
pub fn cookie(app: &App, secret: &str, seconds: i64) -> HeaderValue {
    let secure = if app.settings.is_secure() { "; Secure" } else { "" };
    let text = format!("{SESSION}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    // Hexadecimal digits and our own words are always a header.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
