//! Who calls: a program with a key that holds for one project, or, for reading alone, a browser that is signed in. Either
//! acts as the member that its account is, and is asked the same questions.

use crate::app::App;
use crate::ask::{Ask, Here, Signed};
use crate::secrets::digest;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use std::ops::Deref;
use std::sync::Arc;

/// A request by somebody who belongs to the project of its address.
pub struct Caller(pub Here);

impl Deref for Caller {
    type Target = Here;

    fn deref(&self) -> &Here {
        &self.0
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller> {
        let ask = Ask::from_request_parts(parts, app).await?;
        let path = RawPathParams::from_request_parts(parts, app).await;
        let path = path.map_err(|_| Refusal::of("page-missing"))?;
        let id = path.iter().find(|(name, _)| *name == "project").map(|(_, id)| id.to_string()).unwrap_or_default();
        let wrong = || Stop::from(Refusal::of("token-wrong"));
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        let (who, signed) = match bearer(&parts.headers) {
            Shown::Key(secret) => {
                let found = app.store.token(&digest(secret), &app.world.at()).await?;
                let (token, account) = found.ok_or_else(wrong)?;
                if token.project != id {
                    return Err(Refusal::of("page-missing").into());
                }
                if !token.writes && !reads {
                    return Err(Refusal::of("not-allowed").into());
                }
                let memberships = app.store.memberships_of(&account.id).await?;
                (token.id, Arc::new(Signed { account, memberships, session: String::new() }))
            }
            // A page of another site could make a browser send a change; it cannot make it show a key.
            Shown::Nothing => {
                let signed = ask.signed.clone().filter(|_| reads).ok_or_else(wrong)?;
                (signed.account.id.clone(), signed)
            }
            Shown::Other => return Err(wrong()),
        };
        let minute = (app.world.now)().as_second().div_euclid(60);
        if !app.calls.takes(&who, minute, app.settings.calls_a_minute) {
            return Err(Refusal::of("too-many-requests").with("minutes", 1).into());
        }
        let ask = Ask { signed: Some(signed.clone()), ..ask };
        Ok(Caller(Here::enter(ask, &signed.memberships, &id).await?))
    }
}

/// What stands in the header of a request.
enum Shown<'h> {
    Key(&'h str),
    Other,
    Nothing,
}

fn bearer(headers: &HeaderMap) -> Shown<'_> {
    let Some(shown) = headers.get(header::AUTHORIZATION) else { return Shown::Nothing };
    let Some((scheme, secret)) = shown.to_str().ok().and_then(|shown| shown.trim().split_once(' ')) else {
        return Shown::Other;
    };
    let secret = secret.trim();
    match scheme.eq_ignore_ascii_case("bearer") && secret.starts_with("auyl_") {
        true => Shown::Key(secret),
        false => Shown::Other,
    }
}
