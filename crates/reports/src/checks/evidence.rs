//! Files that an indicator demands and that are not there.

use super::{Case, Check, Names, say, spoken_day};
use crate::demands::{Demanded, Of, demands};
use auyl_domain::views::{EVENT, INDICATOR, PLACE};
use auyl_domain::{Finding, Lang, Severity, Spot};
use std::collections::BTreeMap;

/// # What it does
/// Counts, for each indicator that demands evidence, the different files of that kind: for each event of the
/// activity, in each of its villages, or for the activity as a whole. The same file twice counts once.
///
/// # Why it matters
/// A row of the results table may be closed only with its files; they are gathered at the end, when an event of
/// May can no longer be photographed.
///
/// # Example
/// Nine gatherings need five photos each: the one of 14 May in Qamystybas has three.
pub(super) const CHECK: Check =
    Check { codes: &["evidence-missing-event", "evidence-missing-place", "evidence-missing-activity"], run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let demands = demands(case.content);
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    for demanded in demands.iter().filter(|demanded| matches!(demanded.of, Of::Event(_))) {
        *events.entry(demanded.indicator.id.as_str()).or_default() += 1;
    }
    let lacking = demands.iter().filter(|demanded| !demanded.is_met());
    lacking.map(|demanded| said(case, demanded, events.get(demanded.indicator.id.as_str()).copied())).collect()
}

fn said(case: &Case<'_>, demanded: &Demanded<'_>, events: Option<usize>) -> Finding {
    let of_indicator = || Spot::record(INDICATOR, demanded.indicator.id.as_str());
    let (code, spot) = match &demanded.of {
        Of::Event(event) => ("evidence-missing-event", Spot::record(EVENT, event.id.as_str())),
        Of::Place(_) => ("evidence-missing-place", of_indicator()),
        Of::Activity => ("evidence-missing-activity", of_indicator()),
    };
    let names = Names(case.content);
    let more = |lang: Lang| match &demanded.of {
        Of::Event(event) => vec![
            ("events", events.unwrap_or_default().to_string()),
            (EVENT, event.words("title", lang).to_string()),
            ("day", spoken_day(event, "held_on", lang)),
            (PLACE, names.place(event.link(PLACE), lang)),
        ],
        Of::Place(place) => vec![(PLACE, names.place(Some(place), lang))],
        Of::Activity => Vec::new(),
    };
    say(code, Severity::Warning, spot, &|lang| {
        let mut args = vec![
            ("code", demanded.indicator.text("code").to_string()),
            ("title", demanded.indicator.words("title", lang).to_string()),
            ("kind", names.word("evidence_kind", demanded.kind, lang)),
            ("due", demanded.due.to_string()),
            ("has", demanded.n_files().to_string()),
        ];
        args.extend(more(lang));
        args
    })
}
