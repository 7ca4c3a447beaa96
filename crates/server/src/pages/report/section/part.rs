//! A text in one language beside what it becomes: the same for the first look, for the preview without a script, and for
//! the one that follows the typing.

use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::report::paper::{figure_page, linked};
use crate::pages::report::{PAPERS, must_read};
use crate::stop::Result;
use askama::Template;
use auyl_domain::{Lang, Refusal};
use auyl_work::narrative::{first_line, written};
use axum::extract::Form;
use serde::Deserialize;

/// The longest text that is read, in bytes: a report section is a few pages.
const MOST: usize = 200_000;

/// A text in one language.
pub struct Part {
    /// Field of the register.
    pub field: String,
    /// Its language.
    pub lang: &'static str,
    /// What the field is called.
    pub label: String,
    /// What was typed.
    pub text: String,
    /// What it becomes.
    pub html: String,
    /// What is wrong with it.
    pub wrong: Vec<Wrong>,
}

/// Something wrong at a place of a text.
pub struct Wrong {
    pub id: String,
    pub line: usize,
    pub words: String,
    pub message: String,
    pub todo: String,
}

/// Writes a text as the report would.
pub async fn part(
    here: &Here,
    field: String,
    lang: &'static str,
    label: String,
    text: String,
    activity: &str,
) -> Result<Part> {
    if text.len() > MOST {
        return Err(Refusal::of("request-too-large").with("limit", format!("{} kB", MOST / 1000)).into());
    }
    let paper = Lang::read(lang).unwrap_or(Lang::Ru);
    let written = written(&here.project, &text, paper, Some(activity).filter(|id| !id.is_empty())).await?;
    let root = here.root();
    let link = |cell: &str| match written.cells.get(cell) {
        Some(question) => Some(figure_page(&root, question, None)),
        None => Some(format!("#wrong-{lang}-{cell}")),
    };
    let phrases = here.app.catalogue.phrases();
    let wrong = written.wrong.iter().enumerate().map(|(at, wrong)| Wrong {
        id: if wrong.mark.is_empty() { format!("wrong-{lang}-{at}") } else { format!("wrong-{lang}-{}", wrong.mark) },
        line: wrong.line,
        words: wrong.words.clone(),
        message: first_line(&wrong.finding.message(phrases, here.lang())),
        todo: wrong.finding.todo(phrases, here.lang()),
    });
    Ok(Part { field, lang, label, text, html: linked(&written.html, &link), wrong: wrong.collect() })
}

#[derive(Deserialize)]
pub struct Typed {
    lang: String,
    #[serde(default)]
    activity: String,
    #[serde(default)]
    text: String,
}

#[derive(Template)]
#[template(path = "report/part.html")]
struct PartPage {
    frame: Frame,
    part: Part,
}

/// What a text becomes, as a part of a page.
pub async fn preview(here: Here, Form(typed): Form<Typed>) -> Result {
    must_read(&here)?;
    let known = PAPERS.iter().find(|(lang, _)| *lang == typed.lang);
    let (lang, _) = known.ok_or_else(|| Refusal::of("request-malformed").with("detail", "lang"))?;
    let part = part(&here, String::new(), lang, String::new(), typed.text, &typed.activity).await?;
    page(&PartPage { frame: here.frame("section", ""), part })
}
