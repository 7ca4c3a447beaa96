//! One figure with its provenance, as scripts and people ask for it.

use crate::{Project, Trouble};
use auyl_domain::{Lang, Measure, Reading, Refusal};
use auyl_store::Behind;
use serde_json::{Map, Value, json};

/// A figure that was asked for.
pub struct Answer {
    /// The value.
    pub reading: Reading,
    /// What stands behind it, where that was asked too.
    pub records: Option<Vec<Behind>>,
}

/// Reads a measure, or the name of a figure of the catalogue.
pub fn measure(project: &Project, text: &str, by: &[String], lang: Lang) -> Result<Measure, Trouble> {
    let named = project.catalogue.figures().iter().find(|figure| figure.id == text.trim());
    let text = named.map_or(text, |figure| figure.measure.text());
    Measure::broken_down(text, by, &project.catalogue).map_err(|finding| {
        let phrases = project.catalogue.phrases();
        let todo = finding.todo(phrases, lang);
        Refusal::of("measure-wrong").with("detail", finding.message(phrases, lang)).with("todo", todo).into()
    })
}

/// Counts it; `records`: also lists what was counted.
pub async fn figure(
    project: &Project,
    measure: &Measure,
    activity: Option<&str>,
    as_of: Option<i64>,
    records: bool,
) -> Result<Answer, Trouble> {
    let reading = project.store.reading(&project.id, measure, activity, as_of).await?;
    let records = match records {
        true => Some(project.store.behind(&project.id, measure, activity, as_of).await?),
        false => None,
    };
    Ok(Answer { reading, records })
}

impl Answer {
    /// The answer as one JSON document: values are integers or `{"numerator", "denominator"}`, money in tiyn.
    pub fn json(&self) -> Value {
        let fields = self.reading.by_fields();
        let by = self.reading.by().iter().map(|part| {
            let keys = fields.iter().zip(&part.keys).map(|(field, key)| (field.clone(), json!(key)));
            json!({ "keys": keys.collect::<Map<_, _>>(), "value": part.value })
        });
        let mut answer = json!({
            "measure": self.reading.measure(),
            "unit": self.reading.unit(),
            "value": self.reading.value(),
            "by": by.collect::<Vec<_>>(),
            "left_out": self.reading.left_out(),
        });
        if let Some(uncertainty) = self.reading.uncertainty() {
            answer["uncertainty"] = json!(uncertainty);
        }
        if let Some(records) = &self.records {
            let records = records.iter().map(|behind| {
                json!({
                    "register": behind.register,
                    "id": behind.id,
                    "version": behind.version,
                    "evidence": behind.evidence,
                })
            });
            answer["records"] = records.collect();
        }
        answer
    }
}
