//! Many measures at once.

use crate::{Store, Trouble};
use auyl_domain::{Measure, Reading};

impl Store {
    /// Counts many measures.
    pub async fn readings(
        &self,
        project: &str,
        questions: &[(Measure, Option<String>)],
        as_of: Option<i64>,
    ) -> Result<Vec<Reading>, Trouble> {
        let mut readings = Vec::new();
        for (measure, activity) in questions {
            readings.push(self.reading(project, measure, activity.as_deref(), as_of).await?);
        }
        Ok(readings)
    }
}
