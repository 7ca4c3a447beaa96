//! Behind every number of the HTML report: which records were counted, and which files prove them.

use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::{Lang, Measure, Question, RecordId};
use auyl_reports::compile::Compiled;
use auyl_reports::provenance::{self, Behind, Provenance};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What an HTML report says of its numbers.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Appended to the page: an anchor for each cell.
    pub html: String,
    /// By cell: the sentence shown over the number.
    pub titles: BTreeMap<String, String>,
}

/// The section that an HTML report ends with.
pub async fn section(
    project: &Project,
    compiled: &Compiled,
    lang: Lang,
    as_of: Option<i64>,
) -> Result<Section, Trouble> {
    let mut by_question: BTreeMap<&Question, Vec<Behind>> = BTreeMap::new();
    let mut names: HashMap<String, HashMap<RecordId, String>> = HashMap::new();
    let questions: BTreeSet<&Question> = compiled.cells.iter().map(|cell| &cell.question).collect();
    let (mut asked, mut measures) = (Vec::new(), Vec::new());
    for question in questions {
        by_question.insert(question, Vec::new());
        let Ok(measure) = Measure::read(&question.measure, &project.catalogue) else { continue };
        let scope = question.activity.clone().filter(|_| !measure.is_wide());
        asked.push(question);
        measures.push((measure, scope));
    }
    let found = project.store.behind_all(&project.id, &measures, as_of).await?;
    for (question, found) in asked.into_iter().zip(found) {
        by_question.insert(question, behind(project, found, lang, as_of, &mut names).await?);
    }
    let all: Vec<Provenance<'_>> =
        compiled.cells.iter().map(|cell| Provenance { cell, records: &by_question[&cell.question] }).collect();
    let titles = compiled.cells.iter().map(|cell| (cell.id.clone(), provenance::hint(cell))).collect();
    Ok(Section { html: provenance::section(&all, project.catalogue.phrases(), lang), titles })
}

async fn behind(
    project: &Project,
    found: Vec<auyl_store::Behind>,
    lang: Lang,
    as_of: Option<i64>,
    names: &mut HashMap<String, HashMap<RecordId, String>>,
) -> Result<Vec<Behind>, Trouble> {
    let mut records = Vec::new();
    for found in found {
        let register = project.register(&found.register)?;
        // A person is named by number: the report goes to many hands.
        let is_personal = register.has_personal();
        if !is_personal && !names.contains_key(&found.register) {
            let known = Names::of(&project.catalogue);
            let current = project.good_records(&found.register, as_of).await?;
            let name = |record: &auyl_domain::Record| record.name(register, lang, &known);
            let of_register = current.iter().map(|record| (record.id.clone(), name(record))).collect();
            names.insert(found.register.clone(), of_register);
        }
        let name = match is_personal {
            true => Some(found.id.clone()),
            false => RecordId::read(&found.id).and_then(|id| names[&found.register].get(&id).cloned()),
        };
        records.push(Behind {
            register: register.title.get(lang).to_string(),
            id: found.id.clone(),
            name: name.unwrap_or_default(),
            files: found.evidence,
        });
    }
    Ok(records)
}
