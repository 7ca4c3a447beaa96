//! The questions of a survey, and the villages whose page can be taken along.

use super::{counted, seen, survey};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Verdict;
use auyl_domain::views::PLACE;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "waves/questions.html")]
struct QuestionsPage {
    frame: Frame,
    root: String,
    register: String,
    questions: Vec<(String, String)>,
    papers: Vec<(String, Vec<(String, String)>)>,
}

/// The page.
pub async fn show(here: Here, Path((_, register)): Path<(String, String)>) -> Result {
    let (survey, verdict) = survey(&here, &register)?;
    let cube = counted(&here, &survey, None).await?;
    let lang = here.lang();
    let questions = seen(&survey, verdict).into_iter();
    let questions = questions.map(|of| (of.field.id.clone(), of.field.label.get(lang).to_string())).collect();
    let names = super::rounds::places(&here, cube.event).await?;
    let mut papers = Vec::new();
    for wave in cube.waves().into_iter().filter(|_| verdict != Verdict::PublicFields) {
        let answered = |place: &&&str| cube.cells.iter().any(|cell| cell.wave == wave && cell.place == **place);
        let places = cube.places();
        let of = places.iter().filter(answered);
        let of = of.map(|place| (format!("wave={wave}&place={place}"), names.name(PLACE, place))).collect();
        papers.push((here.project.catalogue.label(&cube.frames.list, wave, lang), of));
    }
    let title = survey.register.title.get(lang).to_string();
    page(&QuestionsPage { frame: here.frame("answered", title), root: here.root(), register, questions, papers })
}
