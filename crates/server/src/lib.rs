//! The only HTTP of the house: pages for people, an API for programs, the open page for everybody. No rule stands
//! here; what a team does with a project is in `auyl-work`, who may do it in `auyl_domain::access`.
//!
//! In reading order: [`settings`] (what a server is told), [`app`] (what every request may use), [`ask`] (who asks, in
//! which language, of which project), [`stop`] (why a request ends early), [`frame`] and [`say`] (a page and its
//! sentences), `kept` (what serves the next request), `limits` (how often somebody may ask), `toil` (what a form without an account costs), [`compiled`] (reports), [`jobs`] (work behind a page), `ending` (how those stop who work behind the pages), [`guard`] (what every answer goes through), [`pages`] and [`api`] (one file an area), `openrosa` (phones), `outbox` (messages to people), `central` (clients of ODK Central), `georeport` (Open311 for programs that read), [`listen`] (the socket).

mod again;
pub mod api;
pub mod app;
pub mod ask;
mod central;
pub mod compiled;
mod ending;
pub mod frame;
mod georeport;
pub mod guard;
pub mod jobs;
mod kept;
mod limits;
pub mod listen;
mod openrosa;
mod outbox;
pub mod pages;
pub mod say;
mod secrets;
pub mod settings;
pub mod statics;
pub mod stop;
mod toil;

pub use app::App;
pub use listen::serve;
pub use openrosa::work_off;
pub use outbox::send_off;
pub use pages::accounts::{first_link, prepare};
pub use pages::letters::turn as turn_day;
pub use settings::{Settings, World};

use axum::Router;

/// The whole site, for a socket or for a test.
pub fn router(app: App) -> Router {
    guard::around(pages::routes().with_state(app.clone()), &app)
}
