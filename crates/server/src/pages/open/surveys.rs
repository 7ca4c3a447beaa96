//! What surveys say to everybody: public indexes and public questions of yes and no, village by village. Numbers that would
//! tell of few people are withheld as on the pages of surveys.

use super::opened::Surveyed;
use super::visitor::Visitor;
use crate::pages::waves::{Look, seen, table};
use crate::stop::Result;
use auyl_domain::access::Verdict;
use auyl_domain::statistics::villages::About;
use auyl_domain::survey::{Sort, Survey};
use auyl_work::project::Names;
use auyl_work::waves::cube::cube;
use auyl_work::waves::said::Said;

/// Gathers it.
pub async fn gather(visitor: &Visitor, names: &Names<'_>) -> Result<Vec<Surveyed>> {
    let project = &visitor.project;
    let said = Said { catalogue: &project.catalogue, lang: visitor.say.lang };
    let mut surveys = Vec::new();
    for survey in Survey::all(&project.catalogue) {
        // Answers are counted without looking at each, so that a survey of which only some are open is not told.
        let fields = [survey.wave.id.as_str(), survey.place.id.as_str()];
        let Some(register) = visitor.register(&survey.register.id, &fields) else { continue };
        let verdict = Verdict::PublicFields;
        for question in seen(&survey, verdict).iter().filter(|of| matches!(of.sort, Sort::Index | Sort::Flag)) {
            if register.open_when.is_some() {
                continue;
            }
            let cube = cube(project, &survey, Some(question), None).await?;
            let value = said.answers(question).into_iter().next().unwrap_or_default();
            let look =
                Look { said, survey: &survey, question, cube: &cube, value: &value, about: About::These, verdict };
            let parts = look.parts(names);
            let Some(villages) = parts.first().filter(|_| !cube.cells.is_empty()) else { continue };
            let change = villages.lines.last().and_then(|together| together.change.as_ref());
            let mut table = table(&look, villages, "");
            table.id = format!("{}-{}", register.id, question.field.id);
            table.caption = question.field.label.get(said.lang).to_string();
            let said = change.map(|change| said.sentence(question, &value, change));
            surveys.push(Surveyed { said, table });
        }
    }
    Ok(surveys)
}
