//! What evidence the indicators demand, and which of it is there: told once, for the check and for whoever shows it.

use crate::checks::place::places_of;
use crate::checks::records;
use crate::compile::Content;
use auyl_domain::views::{ACTIVITY, EVENT, EVIDENCE, INDICATOR, Indicator, PLACE};
use auyl_domain::{Record, RecordId, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Of what a number of files is demanded.
#[derive(Clone, PartialEq, Debug)]
pub enum Of<'a> {
    /// Of each event of the activity: this one.
    Event(&'a Record),
    /// Of each village of the activity: this one.
    Place(RecordId),
    /// Of the activity as a whole.
    Activity,
}

/// Files of a kind that an indicator demands, and those that are there.
#[derive(Clone, PartialEq, Debug)]
pub struct Demanded<'a> {
    /// The indicator.
    pub indicator: &'a Record,
    /// Word of the choices `evidence_kind`.
    pub kind: &'a str,
    /// Of what.
    pub of: Of<'a>,
    /// At least so many different files.
    pub due: i64,
    /// Evidence of the kind that fits; the same file may stand in several.
    pub evidence: Vec<&'a Record>,
}

impl Demanded<'_> {
    /// How many different files there are; the same file twice counts once.
    pub fn n_files(&self) -> usize {
        let digest = |record: &&Record| match record.get("file") {
            Some(Value::File(kept)) => Some(kept.sha256.clone()),
            _ => None,
        };
        self.evidence.iter().filter_map(digest).collect::<BTreeSet<_>>().len()
    }

    /// Whether it is enough.
    pub fn is_met(&self) -> bool {
        i64::try_from(self.n_files()).is_ok_and(|n_files| n_files >= self.due)
    }
}

/// Everything that is demanded, in the order of the indicators. Needs the registers of [`crate::checks::NEEDED`].
pub fn demands<'a>(content: &'a Content<'_>) -> Vec<Demanded<'a>> {
    let by_id = |record: &'a Record| (record.id.as_str(), record);
    let events: BTreeMap<&str, &Record> = records(content, EVENT).iter().map(by_id).collect();
    let of_event = |file: &Record| file.link(EVENT).and_then(|event| events.get(event.as_str()).copied());
    let mut found = Vec::new();
    let mut demanded = BTreeSet::new();
    for record in records(content, INDICATOR) {
        let Some(indicator) = Indicator::of(record) else { continue };
        let Some(demand) = indicator.evidence else { continue };
        // Two indicators may demand the same files of the same activity.
        if !demanded.insert((indicator.activity, demand.kind, demand.per, demand.count)) {
            continue;
        }
        let is_own = |file: &&Record| match file.link(ACTIVITY) {
            Some(activity) => activity.as_str() == indicator.activity,
            None => of_event(file).is_some_and(|event| linked(event, ACTIVITY, indicator.activity)),
        };
        let of_kind = records(content, EVIDENCE).iter().filter(|file| file.text("kind") == demand.kind);
        let files: Vec<&Record> = of_kind.filter(is_own).collect();
        let fitting = |of: Of<'a>, fits: &dyn Fn(&Record) -> bool| {
            let evidence = files.iter().copied().filter(|file| fits(file)).collect();
            Demanded { indicator: record, kind: demand.kind, of, due: demand.count, evidence }
        };
        match demand.per {
            EVENT => {
                for event in records(content, EVENT).iter().filter(|event| linked(event, ACTIVITY, indicator.activity))
                {
                    found.push(fitting(Of::Event(event), &|file| linked(file, EVENT, event.id.as_str())));
                }
            }
            PLACE => {
                for place in places_of(content, indicator.activity) {
                    // A file lies in the village it names, else in that of its event.
                    let lies = |file: &Record| {
                        file.link(PLACE).or_else(|| of_event(file).and_then(|event| event.link(PLACE))) == Some(&place)
                    };
                    found.push(fitting(Of::Place(place.clone()), &lies));
                }
            }
            _ => found.push(fitting(Of::Activity, &|_| true)),
        }
    }
    found
}

fn linked(record: &Record, field: &str, id: &str) -> bool {
    record.link(field).is_some_and(|link| link.as_str() == id)
}
