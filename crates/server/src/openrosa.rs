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
pub use sender::{Caller, Sender};
pub use submission::{keep, read_body};
pub use told::told;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, head};

/// Addresses of this area: each with a key in its path, and with an account.
pub fn routes() -> Router<App> {
    let keyed = Router::new().nest("/v1/key/{key}/projects/{number}", of_project());
    keyed.nest("/v1/projects/{number}", of_project()).layer(map_response(speak))
}

fn of_project() -> Router<App> {
    // Measured by the handler while it arrives.
    let submission = head(submission::measure).post(submission::receive).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/submission", submission)
        .route("/formList", get(forms::list))
        .route("/forms/{form}", get(forms::form))
        .route("/forms/{form}/manifest", get(forms::lists))
        .route("/forms/{form}/lists/{name}", get(forms::one_list))
}

/// Collect takes an answer without this header for that of a network's sign-in page.
async fn speak(mut response: Response) -> Response {
    response.headers_mut().insert("x-openrosa-version", HeaderValue::from_static("1.0"));
    response
}
