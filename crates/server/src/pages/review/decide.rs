//! What a reviewer decides, and what anybody who sees a submission says of it.

use super::reach::Reach;
use super::show::render;
use crate::App;
use crate::ask::Here;
use crate::pages::record::with_told;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_store::submissions::Remark;
use auyl_work::review::{self, Decision, LONGEST, REJECTED, REVIEWS};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

type Address = Path<(String, String, String)>;

#[derive(Deserialize, Default)]
pub struct Typed {
    /// The decision.
    #[serde(default)]
    review: String,
    /// Why.
    #[serde(default)]
    remark: String,
    /// The instance that the page showed; empty where the button stood on the page of another.
    #[serde(default)]
    seen: String,
}

/// Decides.
pub async fn decide(
    State(app): State<App>,
    here: Here,
    Path((_, form, root)): Address,
    Form(typed): Form<Typed>,
) -> Result {
    let reach = Reach::of(&here)?;
    let (register, opened) = reach.open(&form, &root).await?;
    here.must(Action::Review, Some(register))?;
    if !typed.review.is_empty() && !REVIEWS.contains(&typed.review.as_str()) {
        return Err(Refusal::of("request-malformed").with("detail", typed.review).into());
    }
    if typed.review == REJECTED && typed.remark.trim().is_empty() {
        return render(&here, &form, &root, typed.remark, Some("review-reason-missing")).await;
    }
    let seen = Some(typed.seen.as_str()).filter(|seen| !seen.is_empty());
    let decision =
        Decision { form: &form, root: &opened.submission.root, seen, review: &typed.review, remark: &typed.remark };
    review::decide(&here.project, &decision, &here.doing()).await?;
    app.arrived.notify_one();
    let told = match typed.review.as_str() {
        "" => "review-reopened".to_string(),
        review => format!("review-{review}"),
    };
    Ok(Redirect::to(&with_told(&super::href(&here, &form, &opened.submission.root), &told)).into_response())
}

/// Says something.
pub async fn remark(here: Here, Path((_, form, root)): Address, Form(typed): Form<Typed>) -> Result {
    let reach = Reach::of(&here)?;
    let (_, opened) = reach.open(&form, &root).await?;
    let remark: String = typed.remark.trim().chars().take(LONGEST).collect();
    if remark.is_empty() {
        return render(&here, &form, &root, typed.remark, Some("review-remark-missing")).await;
    }
    let doing = here.doing();
    let remark = Remark { at: doing.at, actor: doing.actor, remark };
    let root = &opened.submission.root;
    here.project.store.add_submission_remark(&here.project.id, &form, root, &remark).await?;
    Ok(Redirect::to(&with_told(&super::href(&here, &form, root), "review-remarked")).into_response())
}
