//! Whether each problem and each recommendation stands in one letter: in none it is forgotten, in two it is asked twice.

use super::{Case, Check, records};
use auyl_domain::views::{Asked, LETTER, Letter, OPEN, PROBLEM, RECOMMENDATION, REFUSED, day};
use auyl_domain::words::fold;
use auyl_domain::{Finding, Record, RecordId, Severity, Spot};
use std::collections::BTreeSet;

/// # What it does
/// Looks for open problems that stand in no letter and in no recommendation that was sent, and for recommendations that
/// one body was sent twice.
///
/// # Why it matters
/// A problem that nobody was asked to solve stays as it is; a body that is asked the same twice answers neither letter.
///
/// # Example
/// The kindergarten of Qamystybas is asked for in the letters 42 and 47 to the akim of the district.
pub(super) const CHECK: Check = Check { codes: &["problem-without-letter", "recommendation-asked-twice"], run: chain };

fn chain(case: &Case<'_>) -> Vec<Finding> {
    let asks = records(case.content, RECOMMENDATION);
    let letters = records(case.content, LETTER);
    let sent: BTreeSet<&RecordId> =
        letters.iter().filter(|letter| !Letter::of(letter).is_draft()).map(|letter| &letter.id).collect();
    let is_sent = |ask: &&Record| Asked::of(ask).letter().is_some_and(|letter| sent.contains(letter));
    let told: BTreeSet<&RecordId> = asks.iter().filter(is_sent).filter_map(|ask| ask.link(PROBLEM)).collect();
    let waits =
        |problem: &&Record| problem.state() == OPEN && problem.link(LETTER).is_none() && !told.contains(&problem.id);
    let problems = records(case.content, PROBLEM).iter().filter(waits).map(|problem| {
        let finding = Finding::new("problem-without-letter", Severity::Hint);
        let title = |lang| problem.words("title", lang).to_string();
        let [kk, ru, en] = auyl_domain::Lang::ALL.map(title);
        let spot = Spot::record(PROBLEM, problem.id.as_str());
        finding.labelled("title", &auyl_domain::Words { kk, ru, en }).at(spot)
    });
    let twice = asks.iter().filter(is_sent).filter_map(|ask| {
        let before = asked_before(ask, asks, letters)?;
        let finding = Finding::warning("recommendation-asked-twice").with("number", before.text("number"));
        Some(finding.at(Spot::record(RECOMMENDATION, ask.id.as_str())))
    });
    problems.chain(twice).collect()
}

/// The earlier letter in which the same body was asked the same: in the same words about the same village, or about the
/// same problem while that letter still waits.
pub fn asked_before<'r>(ask: &Record, asks: &'r [Record], letters: &'r [Record]) -> Option<&'r Record> {
    let own = Asked::of(ask).letter();
    let own_day =
        own.and_then(|own| letters.iter().find(|letter| letter.id == *own)).and_then(|own| day(own, "sent_on"));
    let same_words = |other: &Record| {
        ["text_kk", "text_ru"].into_iter().any(|half| {
            let (text, of_other) = (ask.text(half), other.text(half));
            !text.is_empty() && fold(text) == fold(of_other)
        }) && ask.link("place") == other.link("place")
    };
    let others = asks.iter().filter(|other| other.id != ask.id && other.link("body") == ask.link("body"));
    let of_body = others.filter(|_| ask.link("body").is_some());
    of_body
        .filter_map(|other| {
            let letter = letters.iter().find(|letter| Some(&letter.id) == Asked::of(other).letter())?;
            let view = Letter::of(letter);
            let is_earlier = !view.is_draft()
                && own != Some(&letter.id)
                && match (day(letter, "sent_on"), own_day) {
                    (Some(sent), Some(own)) => (sent, &letter.id) < (own, own_id(ask)?),
                    _ => true,
                };
            let is_refused = Asked::of(other).outcome() == REFUSED;
            let waits = letter.state() != auyl_domain::views::ANSWERED;
            let same_problem = waits && ask.link(PROBLEM).is_some() && ask.link(PROBLEM) == other.link(PROBLEM);
            // What was refused may be asked again, with better reasons.
            (is_earlier && !is_refused && (same_words(other) || same_problem)).then_some(letter)
        })
        .min_by_key(|letter| (day(letter, "sent_on"), &letter.id))
}

fn own_id(ask: &Record) -> Option<&RecordId> {
    Asked::of(ask).letter()
}
