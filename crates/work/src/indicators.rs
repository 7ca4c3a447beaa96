//! Every indicator with its target, its actual, whether it is met, and how it stands in each place.

use crate::{Project, Trouble};
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::plan::{Target, TargetRule};
use auyl_domain::views::{ACTIVITY, INDICATOR, Indicator, PLACE};
use auyl_domain::{Lang, Measure, Quantity};
use serde::Serialize;

/// One indicator as it stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Standing {
    /// Number of its activity.
    pub activity: String,
    /// Its code.
    pub indicator: String,
    /// What people read.
    pub label: String,
    /// Unit of the values.
    pub unit: String,
    /// What was promised.
    pub target: Option<Target>,
    /// What was counted.
    pub actual: Quantity,
    /// Whether the one meets the other; nothing promised, nothing missed.
    pub met: bool,
    /// The same in each place.
    pub by_place: Vec<InPlace>,
    /// How it is counted.
    pub measure: String,
    /// Id of the record.
    #[serde(skip)]
    pub id: String,
}

/// An indicator in one place.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct InPlace {
    /// Id of the place.
    pub place: String,
    /// What was promised there.
    pub target: Option<Target>,
    /// What was counted there.
    pub actual: Quantity,
    /// Whether it is met; nothing where nothing was promised for a single place.
    pub met: Option<bool>,
}

/// All indicators in their order, and findings about measures that cannot be read.
pub async fn standings(
    project: &Project,
    lang: Lang,
    as_of: Option<i64>,
) -> Result<(Vec<Standing>, Vec<Finding>), Trouble> {
    let records = project.good_records(INDICATOR, as_of).await?;
    let activities = project.good_records(ACTIVITY, as_of).await?;
    let mut findings = Vec::new();
    let mut indicators = Vec::new();
    let mut questions = Vec::new();
    for indicator in records.iter().filter_map(Indicator::of) {
        match measures(project, &indicator) {
            Ok((whole, by_place)) => {
                let scope = (!whole.is_wide()).then(|| indicator.activity.to_string());
                questions.push((whole, scope.clone()));
                let split = by_place.is_some();
                questions.extend(by_place.map(|measure| (measure, scope)));
                indicators.push((indicator, split));
            }
            Err(finding) => {
                findings.push(finding.at(Spot::record(INDICATOR, indicator.record.id.as_str()).field("measure")));
            }
        }
    }
    let readings = project.store.readings(&project.id, &questions, as_of).await?;
    let mut readings = readings.into_iter();
    let mut standings = Vec::new();
    for (indicator, split) in indicators {
        let Some(whole) = readings.next() else { break };
        let by_place = if split { readings.next() } else { None };
        let met = |target: Option<Target>, actual| target.is_none_or(|target| target.is_met_by(actual, whole.unit()));
        let local = indicator.per_place.map(|value| Target { rule: TargetRule::AtLeast, value });
        let by_place = by_place.iter().flat_map(|reading| reading.by()).filter_map(|part| {
            let place = part.keys.first().cloned().flatten()?;
            let is_met = local.map(|target| target.is_met_by(part.value, whole.unit()));
            Some(InPlace { place, target: local, actual: part.value, met: is_met })
        });
        let activity = activities.iter().find(|activity| activity.id.as_str() == indicator.activity);
        standings.push(Standing {
            activity: activity.map_or(indicator.activity, |activity| activity.text("number")).to_string(),
            indicator: indicator.code.to_string(),
            label: indicator.title(lang).to_string(),
            unit: whole.unit().to_string(),
            target: indicator.target,
            actual: whole.value(),
            met: met(indicator.target, whole.value()),
            by_place: by_place.collect(),
            measure: indicator.measure.to_string(),
            id: indicator.record.id.to_string(),
        });
    }
    Ok((standings, findings))
}

/// The measure over all, and by place where its registers know of places.
fn measures(project: &Project, indicator: &Indicator<'_>) -> Result<(Measure, Option<Measure>), Finding> {
    let whole = Measure::read(indicator.measure, &project.catalogue)?;
    if let Some(finding) = whole.not_of_an_activity() {
        return Err(finding);
    }
    let by_place = Measure::broken_down(indicator.measure, &[PLACE.to_string()], &project.catalogue).ok();
    Ok((whole, by_place))
}
