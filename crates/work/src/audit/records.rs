//! Reports held against the records of their project: what every indicator and every quantity of the auditor's vocabulary that
//! has a measure gives, and, where a report says something else, what makes the difference.

use super::{Audit, Audited};
use crate::{Project, Trouble};
use auyl_domain::reading::LeftOut;
use auyl_domain::views::{ACTIVITY, INDICATOR, Indicator};
use auyl_domain::{Lang, Measure, Quantity, Reading, Record, Words};
use auyl_reports::audit::{Held, Paper, Vocabulary, against, sort};
use std::collections::BTreeMap;
use std::ops::Range;

/// How a measure of distinct people begins, and what counts them as often as they came.
const PERSONS: (&str, &str) = ("persons(", "count(");

/// What the records of a project give, to hold reports against.
pub struct Records<'a> {
    project: &'a Project,
    held: Vec<Held>,
    /// Of each which question gave its value.
    of: Vec<usize>,
    questions: Vec<(Measure, Option<String>)>,
    readings: Vec<Reading>,
}

impl Records<'_> {
    /// Counts everything that a report may tell.
    pub async fn of<'a>(project: &'a Project, vocabulary: &Vocabulary) -> Result<Records<'a>, Trouble> {
        let indicators = project.good_records(INDICATOR, None).await?;
        let activities = project.good_records(ACTIVITY, None).await?;
        // What a report may tell, each with its questions.
        let (mut asked, mut questions) = (Vec::new(), Vec::new());
        let mut ask = |held: Held, own: Vec<(Measure, Option<String>)>| {
            let first = questions.len();
            questions.extend(own);
            asked.push((held, first..questions.len()));
        };
        for indicator in indicators.iter().filter_map(Indicator::of) {
            let Ok(measure) = Measure::read(indicator.measure, &project.catalogue) else { continue };
            let activity = activities.iter().find(|activity| activity.id.as_str() == indicator.activity);
            let activity = activity.map(titles).unwrap_or_default();
            let scope = (!measure.is_wide()).then(|| indicator.activity.to_string());
            ask(empty(label(indicator.record), titles(indicator.record), activity, None), vec![(measure, scope)]);
        }
        for quantity in vocabulary.quantities.iter().filter(|quantity| !quantity.measures.is_empty()) {
            let read = |text: &String| Measure::read(text, &project.catalogue).ok();
            let measures: Vec<Measure> = quantity.measures.iter().filter_map(read).collect();
            let Some(first) = measures.first() else { continue };
            let scopes: Vec<Option<&Record>> =
                if first.is_wide() { vec![None] } else { activities.iter().map(Some).collect() };
            for activity in scopes {
                let names = activity.map(titles).unwrap_or_default();
                let scoped = |one: &Measure| (one.clone(), activity.map(|activity| activity.id.to_string()));
                let held = empty(quantity.label.clone(), Vec::new(), names, Some(&quantity.id));
                ask(held, measures.iter().map(scoped).collect());
            }
        }
        let readings = project.store.readings(&project.id, &questions, None).await?;
        let (of, held) = asked.into_iter().filter_map(|(held, own)| counted(held, own, &readings)).unzip();
        Ok(Records { project, held, of, questions, readings })
    }

    /// Adds to an audit what the records say otherwise.
    pub async fn against(&self, audit: &mut Audit, vocabulary: &Vocabulary) -> Result<(), Trouble> {
        let found = against(&Paper::of(&audit.source, vocabulary), &self.held);
        for differ in found.differ {
            let because = self.because(differ.held, differ.told).await?;
            let measure = self.questions[self.of[differ.held]].0.text();
            audit.remarks.push(differ.told_with(&because, measure));
        }
        audit.compared = Some(found.compared);
        sort(&mut audit.remarks);
        Ok(())
    }

    /// What makes the difference: records that wait for review or lack a person, people who came more than once.
    async fn because(&self, at: usize, told: i64) -> Result<Words, Trouble> {
        let (measure, scope) = &self.questions[self.of[at]];
        let reading = &self.readings[self.of[at]];
        let mut reasons: Vec<(String, i64)> = Vec::new();
        if let (Quantity::Number(persons), Some(rest)) = (reading.value(), measure.text().strip_prefix(PERSONS.0))
            && told > self.held[at].value
        {
            let count = Measure::read(&format!("{}{rest}", PERSONS.1), &self.project.catalogue);
            if let Ok(count) = count
                && let Quantity::Number(times) =
                    self.project.store.reading(&self.project.id, &count, scope.as_deref(), None).await?.value()
                && times > persons
            {
                reasons.push(("audit-records-twice".into(), times - persons));
            }
        }
        let left_out = reading.left_out().iter().filter(|left_out| left_out.count > 0);
        reasons.extend(
            left_out.map(|LeftOut { reason, count }| (format!("left-out-{}", reason.replace('_', "-")), *count)),
        );
        let phrases = self.project.catalogue.phrases();
        let told = |lang: Lang| {
            let one = |(key, n): &(String, i64)| phrases.say_with(lang, key, &BTreeMap::from([("n", n.to_string())]));
            reasons.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        Ok(Words { kk: told(Lang::Kk), ru: told(Lang::Ru), en: told(Lang::En) })
    }
}

/// Holds every report that could be read against the records of a project.
pub async fn hold(project: &Project, audited: &mut [Audited], vocabulary: &Vocabulary) -> Result<(), Trouble> {
    let records = Records::of(project, vocabulary).await?;
    for audit in audited.iter_mut().filter_map(|audited| audited.outcome.as_mut().ok()) {
        records.against(audit, vocabulary).await?;
    }
    Ok(())
}

/// What was counted of a thing, and the question that gave it; nothing where the records know nothing of it, because then they
/// cannot say that a report is wrong about it.
fn counted(mut held: Held, own: Range<usize>, readings: &[Reading]) -> Option<(usize, Held)> {
    let value =
        |at: usize| Held::value_of(readings[at].value(), readings[at].unit()).map(|(value, unit)| (at, value, unit));
    let is_known = |(_, value, _): &(usize, i64, _)| held.quantity.is_none() || *value != 0;
    let mut known = own.filter_map(value).filter(is_known);
    let (at, first, unit) = known.next()?;
    let also = known.map(|(_, value, _)| value).collect();
    (held.value, held.also, held.unit) = (first, also, unit);
    Some((at, held))
}

fn empty(label: Words, names: Vec<String>, activity: Vec<String>, quantity: Option<&str>) -> Held {
    let quantity = quantity.map(str::to_string);
    Held {
        label,
        names,
        quantity,
        activity,
        value: 0,
        also: Vec::new(),
        unit: auyl_reports::audit::claims::Unit::Piece,
    }
}

/// Its title in every language it has.
fn titles(record: &Record) -> Vec<String> {
    let mut titles: Vec<String> = Lang::ALL.map(|lang| record.words("title", lang).to_string()).to_vec();
    titles.retain(|title| !title.is_empty());
    titles.dedup();
    titles
}

fn label(record: &Record) -> Words {
    let title = |lang| record.words("title", lang).to_string();
    Words { kk: title(Lang::Kk), ru: title(Lang::Ru), en: title(Lang::En) }
}
