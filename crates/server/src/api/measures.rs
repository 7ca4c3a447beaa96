//! Figures, indicators, findings and the log.

use super::caller::Caller;
use super::records::Pairs;
use super::{ROOT, answer, malformed, number, values, word};
use crate::pages::figure::{Typed, counted};
use crate::pages::history::seen_before;
use crate::pages::indicators::framework;
use crate::pages::start::morning;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{ACTIVITY, INDICATOR};
use axum::extract::Query;
use axum::http::StatusCode;
use serde_json::{Value as Json, json};

/// Events of an answer.
const EVENTS: usize = 100;

/// One measure, counted.
pub async fn measure(caller: Caller, Query(pairs): Pairs) -> Result {
    caller.must(Action::See, None)?;
    let at = number(&pairs, "at", 1..=i64::MAX)?;
    let records = match word(&pairs, "records") {
        "" | "false" | "0" => false,
        "true" | "1" => true,
        _ => return Err(malformed("records: true, false")),
    };
    let typed = Typed {
        m: word(&pairs, "m").to_string(),
        a: word(&pairs, ACTIVITY).to_string(),
        by: word(&pairs, "by").to_string(),
        at: at.map(|at| at.to_string()).unwrap_or_default(),
        page: String::new(),
    };
    counted(&caller, &typed, records).await
}

/// The figures that have names.
pub async fn figures(caller: Caller) -> Result {
    caller.must(Action::See, None)?;
    let one = |figure: &auyl_domain::catalogue::Figure| json!({ "id": figure.id, "label": values::words(&figure.label), "measure": figure.measure.text() });
    let all: Vec<Json> = caller.app.catalogue.figures().iter().map(one).collect();
    answer(StatusCode::OK, json!({ "figures": all }))
}

/// Every indicator with its target and its actual.
pub async fn indicators(caller: Caller) -> Result {
    let register = caller.register(INDICATOR)?;
    if caller.must(Action::See, Some(register))? == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let found = framework(&caller).await?;
    let one = |stand: &crate::pages::indicators::Stand| {
        let mut said = json!(stand.standing);
        said["id"] = json!(stand.standing.id);
        said
    };
    let all: Vec<Json> = found.value.stands.iter().map(one).collect();
    answer(StatusCode::OK, json!({ "indicators": all, "behind": found.behind }))
}

/// What is to be mended, the worst first.
pub async fn findings(caller: Caller) -> Result {
    if caller.must(Action::See, None)? == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let found = morning(&caller).await?;
    let all = found.value.desk.mend.iter().flat_map(|mend| &mend.findings);
    let all: Vec<Json> = all.map(|finding| values::finding(&caller, finding)).collect();
    answer(StatusCode::OK, json!({ "findings": all, "behind": found.behind }))
}

/// What happened, newest first.
pub async fn events(caller: Caller, Query(pairs): Pairs) -> Result {
    let before = number(&pairs, "before", 1..=i64::MAX)?;
    let (events, next) = seen_before(&caller, before, EVENTS).await?;
    let one = |event: &auyl_domain::event::Event| {
        json!({
            "seq": event.seq,
            "at": event.at,
            "actor": event.actor,
            "verb": event.verb,
            "register": event.register,
            "record": event.record,
            "hash": event.hash,
        })
    };
    let next = next.map(|before| format!("{}/events?before={before}", ROOT.replace("{project}", &caller.project.id)));
    answer(StatusCode::OK, json!({ "events": events.iter().map(one).collect::<Vec<_>>(), "next": next }))
}
