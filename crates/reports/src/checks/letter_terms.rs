//! Terms of letters that a body extended or sent on. That an answer is late is told where it is waited for, on the desk.

use super::{Case, Check, records};
use auyl_domain::terms::Terms;
use auyl_domain::value::shown_date;
use auyl_domain::views::{LETTER, day};
use auyl_domain::{Finding, Spot};

/// # What it does
/// Holds the days of a letter against the terms of the Administrative Procedural Code: an extension of at most two
/// months from its decision, told within three working days; sending on within three working days.
///
/// # Why it matters
/// A body that sends a letter on after a month has used up the term; the sender may complain, and has to know it.
///
/// # Example
/// The letter was registered on 8 October and sent on on 25 October; 11 October was the last day for that.
pub(super) const CHECK: Check =
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
