//! One figure with its provenance, as scripts and people ask for it.

use crate::{Project, Trouble};
use auyl_domain::views::ACTIVITY;
use auyl_domain::{Finding, Lang, Measure, Reading, RecordId, Refusal};
use auyl_store::Behind;
use serde_json::{Map, Value, json};

/// A figure that was asked for.
pub struct Answer {
    /// The value.
    pub reading: Reading,
    /// What stands behind it, where that was asked too.
    pub records: Option<Vec<Behind>>,
}

/// What is asked of a measure.
#[derive(Clone, Copy, Default, Debug)]
pub struct Asked<'a> {
    /// Only what belongs to this activity: its number or its id.
    pub activity: Option<&'a str>,
    /// As it was after this event; none for now.
    pub as_of: Option<i64>,
    /// Also list what was counted.
    pub records: bool,
}

/// Reads a measure, or the name of a figure of the catalogue.
pub fn measure(project: &Project, text: &str, by: &[String], lang: Lang) -> Result<Measure, Trouble> {
    let named = project.catalogue.figures().iter().find(|figure| figure.id == text.trim());
    let text = named.map_or(text, |figure| figure.measure.text());
    Measure::broken_down(text, by, &project.catalogue).map_err(|finding| refused(project, &finding, lang).into())
}

/// A measure that cannot be counted is a wrong use of the one who typed it.
fn refused(project: &Project, finding: &Finding, lang: Lang) -> Refusal {
    let phrases = project.catalogue.phrases();
    let (detail, todo) = (finding.message(phrases, lang), finding.todo(phrases, lang));
    Refusal::of("measure-wrong").with("detail", detail).with("todo", todo)
}

/// Counts it.
pub async fn figure(project: &Project, measure: &Measure, asked: &Asked<'_>, lang: Lang) -> Result<Answer, Trouble> {
    project.knows_event(asked.as_of).await?;
    let activity = match asked.activity.filter(|_| !measure.is_wide()) {
        None => None,
        Some(named) => {
            if let Some(finding) = measure.not_of_an_activity() {
                return Err(refused(project, &finding, lang).into());
            }
            Some(activity(project, named, asked.as_of, lang).await?)
        }
    };
    let scope = activity.as_ref().map(RecordId::as_str);
    let reading = project.store.reading(&project.id, measure, scope, asked.as_of).await?;
    let records = match asked.records {
        true => Some(project.store.behind(&project.id, measure, scope, asked.as_of).await?),
        false => None,
    };
    Ok(Answer { reading, records })
}

/// The activity of this number, else of this id.
async fn activity(project: &Project, named: &str, as_of: Option<i64>, lang: Lang) -> Result<RecordId, Trouble> {
    let activities = project.good_records(ACTIVITY, as_of).await?;
    let found = activities
        .iter()
        .find(|activity| activity.text("number") == named)
        .or_else(|| activities.iter().find(|activity| activity.id.as_str() == named));
    let title = project.register(ACTIVITY)?.title.get(lang).to_string();
    let missing = || Refusal::of("record-missing").with("register", title).with("id", named);
    Ok(found.map(|activity| activity.id.clone()).ok_or_else(missing)?)
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
