//! Papers of a record, made when somebody asks for one: `decision.docx`, `charter.pdf`.

use super::glance::glanced;
use super::reach;
use crate::ask::Here;
use crate::pages::report::saved;
use crate::stop::{Result, Stop};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::{Lang, Record, Refusal, Register};
use auyl_work::papers;
use axum::extract::{Path, Query};
use serde::Deserialize;

/// A paper that a record has.
pub struct Paper {
    /// What it is called.
    pub title: String,
    /// The language it is in, and where its DOCX and PDF are.
    pub files: Vec<(&'static str, String, String)>,
}

/// What the papers of a record are called and where they are.
pub fn papers_of(here: &Here, register: &Register, address: &str) -> Vec<Paper> {
    let all = papers::of(&here.project, register).into_iter();
    all.map(|paper| Paper {
        title: here.say.t(&format!("paper-{}-{paper}", register.id)),
        files: [("kk", "Қазақша"), ("ru", "Русский")]
            .map(|(lang, name)| {
                let file = |format: &str| format!("{address}/paper/{paper}.{format}?lang={lang}");
                (name, file("docx"), file("pdf"))
            })
            .to_vec(),
    })
    .collect()
}

/// What an address may ask.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The file.
pub async fn paper(
    here: Here,
    Path((_, register, id, file)): Path<(String, String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result {
    let missing = || Stop::from(Refusal::of("page-missing"));
    let register = here.register(&register)?;
    if here.must(Action::See, Some(register))? == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let record: Record = reach::record(&here, register, &id, Action::See).await?;
    let (name, format) =
        file.rsplit_once('.').filter(|(_, format)| matches!(*format, "docx" | "pdf")).ok_or_else(missing)?;
    if !papers::of(&here.project, register).contains(&name) {
        return Err(missing());
    }
    let personal = here.can(Action::SeePersonal, Some(register));
    let lang = asked.lang.as_deref().and_then(Lang::read).unwrap_or_else(|| here.lang());
    let set = papers::paper(&here.project, register, &record, (name, lang), personal).await?;
    if personal && register.has_personal() {
        glanced(&here, register, record.id.as_str(), "record").await?;
    }
    saved(&here, set, &format!("{name}-{id}"), format).await
}
