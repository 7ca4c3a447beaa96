//! The API described for people.

use crate::ask::Ask;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;

#[derive(Template)]
#[template(path = "api/docs.html")]
struct DocsPage {
    frame: Frame,
}

/// The page.
pub async fn show(ask: Ask) -> Result {
    page(&DocsPage { frame: ask.frame("api", ask.say.t("api-title")) })
}
