//! Why a request ends early, and the page that says so. A handler returns [`Stop`]; the page in the person's language is
//! made in one place, because only there language and account are known.

use auyl_domain::Refusal;
use auyl_domain::refusal::RefusalKind;
use auyl_work::Trouble;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

/// What a handler gives.
pub type Result<T = Response> = std::result::Result<T, Stop>;

/// Why it does not give more.
#[derive(Debug)]
pub enum Stop {
    /// It cannot be granted.
    Refused(Box<Refusal>),
    /// The machine failed; what it said goes to the log only.
    Machine(String),
    /// Somebody must sign in first and then come back here.
    SignIn(String),
    /// Another page is meant.
    Elsewhere(String),
    /// A page of its own says why.
    Page(Box<Response>),
}

/// Left in the answer for [`crate::guard`], which makes the page.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// What cannot be granted; none where the machine failed.
    pub refusal: Option<Refusal>,
    /// What the machine said.
    pub detail: String,
}

/// The status of a refusal, by its kind.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal.kind() {
        // Whoever shows no key that holds has not said who they are.
        RefusalKind::Forbidden if refusal.code() == "token-wrong" => StatusCode::UNAUTHORIZED,
        RefusalKind::WrongUse => StatusCode::BAD_REQUEST,
        RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalKind::TooOften => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        RefusalKind::Unsupported => StatusCode::NOT_IMPLEMENTED,
        RefusalKind::Refused => StatusCode::CONFLICT,
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(Box::new(refusal))
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        match trouble {
            Trouble::Refusal(refusal) => refusal.into(),
            Trouble::Machine(error) => Stop::Machine(error.to_string()),
        }
    }
}

impl From<askama::Error> for Stop {
    fn from(error: askama::Error) -> Stop {
        Stop::Machine(error.to_string())
    }
}

impl Stop {
    /// A failure of the machine.
    pub fn machine(error: impl ToString) -> Stop {
        Stop::Machine(error.to_string())
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        let (status, stopped) = match self {
            Stop::Page(page) => return *page,
            Stop::Elsewhere(address) => return Redirect::to(&address).into_response(),
            Stop::SignIn(back) => {
                let back = percent_encoding::utf8_percent_encode(&back, percent_encoding::NON_ALPHANUMERIC);
                return Redirect::to(&format!("/sign-in?to={back}")).into_response();
            }
            Stop::Refused(refusal) => (status(&refusal), Stopped { refusal: Some(*refusal), detail: String::new() }),
            Stop::Machine(detail) => (StatusCode::INTERNAL_SERVER_ERROR, Stopped { refusal: None, detail }),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(stopped);
        response
    }
}
