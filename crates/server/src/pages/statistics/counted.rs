//! All statistics of a project, counted once for a language.

use crate::ask::Here;
use crate::kept::{Found, Mark};
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::ENGAGEMENT;
use auyl_domain::{Measure, Quantity, Reading};
use auyl_work::statistics::{self, Shape, Statistic};

/// More groups than this make a long drawing.
const LONG: usize = 15;

/// What was counted.
pub struct Counted {
    /// Each with the register it counts.
    pub all: Vec<(Statistic, String)>,
    /// The change from the first wave of the survey to the last.
    pub change: Option<Reading>,
}

/// Counted now or kept from before.
pub async fn counted(here: &Here) -> Result<Found<Counted>> {
    let event = here.project.store.last_event(&here.project.id).await?;
    let mark = Mark { event, day: String::new() };
    let (project, lang) = (here.project.clone(), here.lang());
    let name = format!("{}\n{}", project.id, lang.code());
    let make = || async move {
        let mut all = Vec::new();
        let mut change = None;
        for statistic in statistics::statistics(&project, lang, Some(event)).await? {
            if statistic.shape == Shape::Estimates
                && let [first, .., last] = statistic.groups.as_slice()
                && let (Some(first), Some(last)) = (&first.label.key, &last.label.key)
            {
                let text =
                    format!("change(share({ENGAGEMENT} where engaged = yes), wave: {first} -> {last}) in project");
                if let Ok(measure) = Measure::read(&text, &project.catalogue) {
                    change = Some(project.store.reading(&project.id, &measure, None, Some(event)).await?);
                }
            }
            // Bars of nought show nothing: a page without any says what to record first.
            let mut values = statistic.groups.iter().flat_map(|group| &group.values);
            if values.all(|value| matches!(value.quantity, Quantity::Number(0) | Quantity::Nothing)) {
                continue;
            }
            let value = statistic.groups.first().and_then(|group| group.values.first());
            let measure = value.and_then(|value| Measure::read(&value.measure, &project.catalogue).ok());
            let register = measure.and_then(|measure| measure.tallies().first().map(|tally| tally.register.clone()));
            all.extend(register.map(|register| (statistic, register)));
        }
        // A long one stands last, so that it does not part the short ones.
        all.sort_by_key(|(statistic, _)| statistic.groups.len() > LONG);
        Ok(Counted { all, change })
    };
    here.app.kept.statistics.get(&name, &mark, make).await
}

/// The statistics whose register the member sees, each with whether its numbers may be followed.
pub fn seen<'c>(here: &Here, counted: &'c Counted) -> Vec<(&'c Statistic, bool)> {
    let seen = counted.all.iter().filter_map(|(statistic, register)| {
        let verdict = here.may(Action::See, here.project.catalogue.register(register));
        (verdict != Verdict::No).then_some((statistic, verdict != Verdict::PublicFields))
    });
    seen.collect()
}
