//! Letters to public bodies: the numbers of their book, their terms, and whether each problem and each ask stands in one
//! of them. What a letter says against itself (no number, no copy) its register file tells.

use super::{Case, Check, records};
use auyl_domain::number_series::Series;
use auyl_domain::terms::Terms;
use auyl_domain::value::shown_date;
use auyl_domain::views::{Asked, LETTER, Letter, OPEN, PASSPORT, PROBLEM, RECOMMENDATION, REFUSED, day};
use auyl_domain::words::fold;
use auyl_domain::{Finding, Record, RecordId, Severity, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// So many missing numbers are named.
const NAMED: usize = 5;

/// # What it does
/// Looks for numbers that nobody has between the lowest and the highest of the book of letters.
///
/// # Why it matters
/// A number that is missing is a letter that nobody can show; whoever checks the book asks for it first.
///
/// # Example
/// There are 01-18/41 and 01-18/43, and no 01-18/42.
pub(super) const NUMBERS: Check = Check { codes: &["letter-number-gap"], run: numbers };

fn numbers(case: &Case<'_>) -> Vec<Finding> {
    let pattern = records(case.content, PASSPORT).first().map(|passport| passport.text("letter_number"));
    let mut by_year: BTreeMap<i16, Vec<&Record>> = BTreeMap::new();
    for letter in records(case.content, LETTER) {
        if let Some(sent) = day(letter, "sent_on") {
            by_year.entry(sent.year()).or_default().push(letter);
        }
    }
    let mut series: Vec<(Series, Vec<&Record>)> = Vec::new();
    for (year, letters) in by_year {
        let of = Series::of(pattern.unwrap_or_default(), year);
        // Where the year is no part of the number, the book goes on from one year to the next.
        match series.iter_mut().find(|(known, _)| *known == of) {
            Some((_, known)) => known.extend(letters),
            None => series.push((of, letters)),
        }
    }
    let gap = |(series, letters): (Series, Vec<&Record>)| {
        let (first, n_missing) = series.gaps(letters.iter().map(|letter| letter.text("number")), NAMED);
        let last = letters.iter().max_by_key(|letter| series.place(letter.text("number")))?;
        let named = match n_missing > NAMED as u64 {
            true => format!("{} …", first.join(", ")),
            false => first.join(", "),
        };
        let finding = Finding::warning("letter-number-gap").with("numbers", named).with("n", n_missing);
        (n_missing > 0).then(|| finding.at(Spot::record(LETTER, last.id.as_str()).field("number")))
    };
    series.into_iter().filter_map(gap).collect()
}

/// # What it does
/// Holds the days of a letter against the terms of the Administrative Procedural Code: an extension of at most two
/// months from its decision, told within three working days; sending on within three working days.
///
/// # Why it matters
/// A body that sends a letter on after a month has used up the term; the sender may complain, and has to know it.
///
/// # Example
/// The letter was registered on 8 October and sent on on 25 October; 11 October was the last day for that.
pub(super) const TERMS: Check =
    Check { codes: &["letter-extended-too-long", "letter-extension-told-late", "letter-redirected-late"], run: terms };

fn terms(case: &Case<'_>) -> Vec<Finding> {
    let terms = Terms::of(case.content.catalogue);
    let mut findings = Vec::new();
    for letter in records(case.content, LETTER) {
        let mut late = |code: &'static str, field: &str, last: Option<jiff::civil::Date>| {
            let Some((on, last)) = day(letter, field).zip(last).filter(|(on, last)| on > last) else { return };
            let finding = Finding::warning(code).with("number", letter.text("number")).with("on", shown_date(on));
            let spot = Spot::record(LETTER, letter.id.as_str()).field(field);
            findings.push(finding.with("last", shown_date(last)).at(spot));
        };
        let decided = day(letter, "extended_on");
        late("letter-extended-too-long", "extended_until", decided.map(|on| terms.extended_at_most(on)));
        late("letter-extension-told-late", "extension_told_on", decided.map(|on| terms.told_by(on)));
        let registered = day(letter, "redirected_after");
        late("letter-redirected-late", "redirected_on", registered.map(|on| terms.redirected_by(on)));
    }
    findings
}

/// # What it does
/// Looks for open problems that stand in no letter and in no recommendation that was sent, and for recommendations that
/// one body was sent twice.
///
/// # Why it matters
/// A problem that nobody was asked to solve stays as it is; a body that is asked the same twice answers neither letter.
///
/// # Example
/// The kindergarten of Qamystybas is asked for in the letters 42 and 47 to the akim of the district.
pub(super) const CHAIN: Check = Check { codes: &["problem-without-letter", "recommendation-asked-twice"], run: chain };

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
