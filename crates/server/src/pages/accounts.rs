//! Accounts as people meet them: signing in, the link that lets somebody in, one's own settings.

mod first;
mod join;
mod me;
mod openid;
mod session;
mod sign_in;

pub use first::{first_link, prepare};
pub use openid::Openid;
pub use session::open as open_session;
pub use sign_in::known;

use crate::App;
use axum::Router;

/// Addresses of this area.
pub fn routes() -> Router<App> {
    sign_in::routes().merge(join::routes()).merge(me::routes()).merge(openid::routes())
}
