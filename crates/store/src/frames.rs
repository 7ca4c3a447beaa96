//! Who could have answered a survey, from the rounds and places of a project; and of how many people the answers to a share
//! are a sample.

use crate::{Store, Trouble};
use auyl_domain::measure::{Framing, Tallied};
use auyl_domain::survey::{Frames, Survey, frame};
use auyl_domain::views::{PLACE, WAVE};
use auyl_domain::{Quantity, Record};
use std::collections::HashMap;

/// Frames that were read, by the register of the survey.
pub(crate) type Known = HashMap<String, Frames>;

impl Store {
    /// The frames of a survey as of an event.
    pub async fn frames(&self, project: &str, survey: &Survey<'_>, event: i64) -> Result<Frames, Trouble> {
        let rounds = self.good(project, WAVE, event).await?;
        let places = self.good(project, PLACE, event).await?;
        Ok(frame::read(&self.catalogue, survey, &rounds, &places))
    }

    async fn good(&self, project: &str, register: &str, event: i64) -> Result<Vec<Record>, Trouble> {
        if self.catalogue.register(register).is_none() {
            return Ok(Vec::new());
        }
        let mut records = self.records(project, register, Some(event)).await?;
        records.retain(|record| record.review.is_empty());
        Ok(records)
    }

    /// Of how many people the answers counted by a framing are a sample.
    pub(crate) async fn people(
        &self,
        project: &str,
        framing: &Framing,
        answered: &Tallied,
        event: i64,
        known: &mut Known,
    ) -> Result<Option<i64>, Trouble> {
        let register = self.catalogue.register(&framing.tally.register);
        let Some(survey) = register.and_then(Survey::of) else { return Ok(None) };
        if !known.contains_key(&survey.register.id) {
            known.insert(survey.register.id.clone(), self.frames(project, &survey, event).await?);
        }
        let some = answered.groups.iter().filter(|(_, n)| !matches!(n, Quantity::Number(0)));
        let keys = some.map(|(keys, _)| keys.as_slice());
        Ok(known[&survey.register.id].people_behind(&survey, keys))
    }
}
