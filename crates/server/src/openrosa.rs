//! What phones with ODK Collect or KoboCollect ask for, after the OpenRosa specifications: under `/v1/key/{key}/…` with
//! the key of a phone in its path, as Collect keeps it from a scanned code, and under `/v1/…` with an account.
//!
//! In reading order: `phone` (its key), `sender` (who sends), `forms` (what goes out), `submission` (what comes in), `intake` (what becomes of
//! it), `told` (answers as phones understand them).

mod forms;
mod intake;
mod phone;
mod sender;
mod submission;
mod told;

pub use forms::{PhoneForms, encoded, lines_of};
pub use intake::{work, work_off};
pub use phone::add_phone;
pub use sender::{Caller, Right, Sender};
pub use submission::{keep, read_body};
pub use told::{is_phone, told};

use crate::App;
use crate::central;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, head};

/// Addresses of this area: each with a key in its path, and with an account.
pub fn routes() -> Router<App> {
    let keyed = Router::new().nest("/v1/key/{key}/projects/{number}", of_project());
    keyed.nest("/v1/projects/{number}", of_project()).layer(from_fn(speak))
}

fn of_project() -> Router<App> {
    // Measured by the handler while it arrives.
    let submission = head(submission::measure).post(submission::receive).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/submission", submission)
        .route("/formList", get(forms::list))
        .route("/forms/{form}", get(forms::form).patch(central::forms::change))
        .route("/forms/{form}/manifest", get(forms::lists))
        .route("/forms/{form}/lists/{name}", get(forms::one_list))
}

/// Collect takes an answer without this header for that of a network's sign-in page. A program that speaks as phones do is
/// asked for a password; a browser is not: its page says what to do.
async fn speak(request: Request, next: Next) -> Response {
    let is_phone = request.headers().contains_key(VERSION);
    let mut response = next.run(request).await;
    if is_phone && response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Auyl\""));
    }
    response.headers_mut().insert(VERSION, HeaderValue::from_static("1.0"));
    response
}

const VERSION: &str = "x-openrosa-version";
