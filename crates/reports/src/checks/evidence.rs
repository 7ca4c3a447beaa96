//! Files that an indicator demands and that are not there.

use super::place::places_of;
use super::{Case, Check, Names, records, say, spoken_day};
use auyl_domain::views::{ACTIVITY, Demand, EVENT, EVIDENCE, INDICATOR, Indicator, PLACE};
use auyl_domain::{Finding, Lang, Record, RecordId, Severity, Spot, Value};
use std::collections::BTreeSet;

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
    let mut findings = Vec::new();
    let mut demanded = BTreeSet::new();
    for record in records(case.content, INDICATOR) {
        let Some(indicator) = Indicator::of(record) else { continue };
        let Some(demand) = indicator.evidence else { continue };
        // Two indicators may demand the same files of the same activity.
        if !demanded.insert((
            indicator.activity.to_string(),
            demand.kind.to_string(),
            demand.per.to_string(),
            demand.count,
        )) {
            continue;
        }
        let lacking = Lacking { case, record, indicator: &indicator, demand };
        match demand.per {
            EVENT => lacking.by_event(&mut findings),
            PLACE => lacking.by_place(&mut findings),
            _ => lacking.in_activity(&mut findings),
        }
    }
    findings
}

struct Lacking<'a> {
    case: &'a Case<'a>,
    record: &'a Record,
    indicator: &'a Indicator<'a>,
    demand: Demand<'a>,
}

impl Lacking<'_> {
    fn by_event(&self, findings: &mut Vec<Finding>) {
        let of_activity = |event: &&Record| linked(event, ACTIVITY, self.indicator.activity);
        let events: Vec<&Record> = records(self.case.content, EVENT).iter().filter(of_activity).collect();
        for event in &events {
            let n_files = self.files(|file| linked(file, EVENT, event.id.as_str()));
            let spot = Spot::record(EVENT, event.id.as_str());
            self.report("evidence-missing-event", n_files, spot, findings, &|lang| {
                vec![
                    ("events", events.len().to_string()),
                    (EVENT, event.words("title", lang).to_string()),
                    ("day", spoken_day(event, "held_on", lang)),
                    (PLACE, Names(self.case.content).place(event.link(PLACE), lang)),
                ]
            });
        }
    }

    fn by_place(&self, findings: &mut Vec<Finding>) {
        for place in places_of(self.case, self.indicator.activity) {
            let n_files = self.files(|file| self.place_of(file) == Some(&place));
            let spot = Spot::record(INDICATOR, self.record.id.as_str());
            self.report("evidence-missing-place", n_files, spot, findings, &|lang| {
                vec![(PLACE, Names(self.case.content).place(Some(&place), lang))]
            });
        }
    }

    fn in_activity(&self, findings: &mut Vec<Finding>) {
        let n_files = self.files(|_| true);
        let spot = Spot::record(INDICATOR, self.record.id.as_str());
        self.report("evidence-missing-activity", n_files, spot, findings, &|_| Vec::new());
    }

    /// A file lies in the village it names, else in that of its event.
    fn place_of<'f>(&'f self, file: &'f Record) -> Option<&'f RecordId> {
        let of_event = || {
            let event = file.link(EVENT)?;
            records(self.case.content, EVENT).iter().find(|record| record.id == *event)?.link(PLACE)
        };
        file.link(PLACE).or_else(of_event)
    }

    /// How many different files of the kind fit.
    fn files<'f>(&'f self, fits: impl Fn(&'f Record) -> bool) -> usize {
        let of_activity = |file: &&Record| {
            let of_event = || {
                let event = file.link(EVENT)?;
                records(self.case.content, EVENT).iter().find(|record| record.id == *event)
            };
            linked(file, ACTIVITY, self.indicator.activity)
                || (file.link(ACTIVITY).is_none()
                    && of_event().is_some_and(|event| linked(event, ACTIVITY, self.indicator.activity)))
        };
        let of_kind = |file: &&Record| file.text("kind") == self.demand.kind;
        let files = records(self.case.content, EVIDENCE).iter().filter(of_kind).filter(of_activity);
        let hash = |file: &'f Record| match file.get("file") {
            Some(Value::File(kept)) => Some(kept.sha256.as_str()),
            _ => None,
        };
        files.filter(|file| fits(file)).filter_map(hash).collect::<BTreeSet<_>>().len()
    }

    fn report(
        &self,
        code: &'static str,
        n_files: usize,
        spot: Spot,
        findings: &mut Vec<Finding>,
        more: &dyn Fn(Lang) -> Vec<(&'static str, String)>,
    ) {
        if i64::try_from(n_files).is_ok_and(|n| n >= self.demand.count) {
            return;
        }
        let names = Names(self.case.content);
        findings.push(say(code, Severity::Warning, spot, &|lang| {
            let mut args = vec![
                ("code", self.indicator.code.to_string()),
                ("title", self.indicator.title(lang).to_string()),
                ("kind", names.word("evidence_kind", self.demand.kind, lang)),
                ("due", self.demand.count.to_string()),
                ("has", n_files.to_string()),
            ];
            args.extend(more(lang));
            args
        }));
    }
}

fn linked(record: &Record, field: &str, id: &str) -> bool {
    record.link(field).is_some_and(|link| link.as_str() == id)
}
