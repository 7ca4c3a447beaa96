//! What is done with a letter: it goes out, is registered, extended, sent on, thrown away; its link is made and ended.

use super::links::{self, LETTER_HOURS, LETTER_LINK};
use super::of_team;
use super::one::{self, NewLink};
use super::typed::Typed;
use crate::ask::Here;
use crate::pages::record::{Arrived, record, with_told};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::value::FileRef;
use auyl_domain::views::EMAIL;
use auyl_domain::{Record, RecordId, Refusal};
use auyl_work::edit::{Changed, Kept};
use auyl_work::letters::send::{self, Sending};
use auyl_work::letters::term::{self, Step};
use auyl_work::letters::{compose, letter as letter_now, mail};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

type Which = Path<(String, String)>;

async fn letter(here: &Here, id: &str) -> Result<Record> {
    let (register, _) = of_team(here)?;
    here.must(Action::Change, Some(register))?;
    record(here, register, id, Action::Change).await
}

fn back(here: &Here, letter: &RecordId, told: &str) -> Response {
    Redirect::to(&with_told(&format!("{}/letters/{letter}", here.root()), told)).into_response()
}

/// Sends a draft: it gets its number, and its paper is kept as the copy.
pub async fn send(here: Here, Path((_, id)): Which, arrived: Arrived) -> Result {
    let letter = letter(&here, &id).await?;
    let mut typed = Typed::of(&arrived);
    let sent_on = typed.must_day(&here.say, "sent_on");
    if sent_on.is_some_and(|on| on > here.app.world.today()) {
        typed.wrong.push(("sent_on".into(), here.say.t("letters-day-to-come")));
    }
    let registered_on = typed.day(&here.say, "registered_on");
    if registered_on.zip(sent_on).is_some_and(|(registered, sent)| registered < sent) {
        typed.wrong.push(("registered_on".into(), here.say.t("letters-registered-before")));
    }
    let channel = typed.must(&here.say, "channel", "letters-channel-missing");
    let mail_to = by_server(&here, &letter, &channel, sent_on, &mut typed).await?;
    let (Some(sent_on), true) = (sent_on, typed.wrong.is_empty()) else {
        return one::render(&here, &letter, StatusCode::UNPROCESSABLE_ENTITY, ("send", typed), None).await;
    };
    let sending = Sending {
        sent_on,
        channel,
        registered_number: typed.text("registered_number").to_string(),
        registered_on,
        ticket: typed.text("ticket").to_string(),
        mail_to,
    };
    match send::send(&here.project, &letter.id, &sending, &here.doing()).await? {
        Kept::Refused(findings) => {
            let phrases = here.project.catalogue.phrases();
            let said = findings.iter().map(|finding| ("channel".to_string(), finding.message(phrases, here.lang())));
            typed.wrong.extend(said);
            one::render(&here, &letter, StatusCode::UNPROCESSABLE_ENTITY, ("send", typed), None).await
        }
        Kept::Saved(_) => {
            // The number is taken and the letter is out: a paper that cannot be set now can be set later.
            let sent = letter_now(&here.project, &letter.id).await?;
            if sent.get("copy").is_none() {
                let bytes = one::bytes(&here, &sent, "pdf").await?;
                let sha256 = here.project.store.put_file(bytes).await?;
                let file = FileRef { sha256, name: one::name(&sent, "pdf") };
                send::keep_copy(&here.project, &letter.id, &file, &here.doing()).await?;
            }
            here.app.outgoing.notify_one();
            Ok(back(&here, &letter.id, "letter-sent"))
        }
    }
}

/// The address to which the server sends the letter, where somebody wants it to; what stands against it is noted.
async fn by_server(
    here: &Here,
    letter: &Record,
    channel: &str,
    sent_on: Option<Date>,
    typed: &mut Typed,
) -> Result<Option<String>> {
    if channel != EMAIL || typed.text("by_server").is_empty() || here.app.settings.mail.is_none() {
        return Ok(None);
    }
    let to = mail::address(&here.project, letter).await?;
    if !auyl_mail::is_address(&to) {
        typed.wrong.push(("channel".into(), here.say.t("letters-body-without-mail")));
    }
    if sent_on.is_some_and(|on| on != here.app.world.today()) {
        typed.wrong.push(("sent_on".into(), here.say.t("letters-mail-today")));
    }
    Ok(Some(to))
}

/// Takes down what happened to the term.
pub async fn term(here: Here, Path((_, id)): Which, arrived: Arrived) -> Result {
    let letter = letter(&here, &id).await?;
    let mut typed = Typed::of(&arrived);
    let (form, step) = match arrived.text("step") {
        "registered" => ("registered", registered(&here, &mut typed)),
        "extended" => ("extended", extended(&here, &mut typed)),
        "redirected" => ("redirected", redirected(&here, &mut typed)),
        other => return Err(Refusal::of("request-malformed").with("detail", other).into()),
    };
    let (Some(step), true) = (step, typed.wrong.is_empty()) else {
        return one::render(&here, &letter, StatusCode::UNPROCESSABLE_ENTITY, (form, typed), None).await;
    };
    let today = here.app.world.today();
    match term::take(&here.project, &letter.id, &step, today, &here.doing()).await? {
        Changed::Saved { .. } | Changed::Unchanged { .. } => Ok(back(&here, &letter.id, "letter-term")),
        Changed::Refused { findings } => {
            let phrases = here.project.catalogue.phrases();
            let said = findings.iter().map(|finding| ("on".to_string(), finding.message(phrases, here.lang())));
            typed.wrong.extend(said);
            one::render(&here, &letter, StatusCode::UNPROCESSABLE_ENTITY, (form, typed), None).await
        }
        Changed::Conflict { .. } => {
            typed.wrong.push(("on".into(), here.say.t("letters-changed-meanwhile")));
            one::render(&here, &letter, StatusCode::CONFLICT, (form, typed), None).await
        }
    }
}

fn registered(here: &Here, typed: &mut Typed) -> Option<Step> {
    let on = typed.must_day(&here.say, "on")?;
    Some(Step::Registered { number: typed.text("number").into(), on, ticket: typed.text("ticket").into() })
}

fn extended(here: &Here, typed: &mut Typed) -> Option<Step> {
    let on = typed.must_day(&here.say, "on")?;
    let (until, told_on) = (typed.day(&here.say, "until"), typed.day(&here.say, "told_on"));
    if until.is_some_and(|until| until < on) {
        typed.wrong.push(("until".into(), here.say.t("letters-until-before")));
    }
    Some(Step::Extended { on, until, told_on, reason: typed.text("reason").into() })
}

fn redirected(here: &Here, typed: &mut Typed) -> Option<Step> {
    let to = typed.must(&here.say, "to", "letters-to-missing");
    let on = typed.must_day(&here.say, "on")?;
    let registered_on = typed.day(&here.say, "registered_on");
    let (number, ticket) = (typed.text("number").to_string(), typed.text("ticket").to_string());
    Some(Step::Redirected { on, to: RecordId::read(&to)?, number, registered_on, ticket })
}

/// Throws a draft away.
pub async fn discard(here: Here, Path((_, id)): Which) -> Result {
    let letter = letter(&here, &id).await?;
    compose::discard(&here.project, &letter.id, &here.doing()).await?;
    Ok(Redirect::to(&with_told(&format!("{}/letters", here.root()), "letter-discarded")).into_response())
}

/// Makes the link by which the body answers, or ends it.
pub async fn link(here: Here, Path((_, id)): Which, arrived: Arrived) -> Result {
    let letter = letter(&here, &id).await?;
    if arrived.text("do") == "end" {
        links::end(&here, LETTER_LINK, &letter.id).await?;
        return Ok(back(&here, &letter.id, "link-ended"));
    }
    if auyl_domain::views::Letter::of(&letter).is_draft() {
        return Err(Refusal::of("letter-not-sent").into());
    }
    let address = links::make(&here, LETTER_LINK, &letter.id, LETTER_HOURS).await?;
    let made = NewLink { code: auyl_work::qr::svg(&address), address };
    one::render(&here, &letter, StatusCode::OK, ("", Typed::default()), Some(made)).await
}
