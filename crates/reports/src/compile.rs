//! From a form and the records of a project to a paper. The page of the form is a template; each number it asks
//! for becomes a question, the caller counts all questions in one pass over the records, and the page is written
//! again with the readings. No number gets into the paper any other way, not even one from a record's own field.

mod actuals;
mod cells;
mod desk;
mod functions;
mod row;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod views;

pub use actuals::{Deviation, deviations, question_of};
pub use cells::Cell;
pub use desk::question;

use crate::document::Document;
use crate::form::Form;
use crate::page;
use auyl_domain::{Catalogue, Finding, Lang, Question, Reading, Record, Severity, Spot};
use desk::Desk;
use jiff::civil::Date;
use minijinja::{Environment, UndefinedBehavior, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a report is written from.
pub struct Content<'a> {
    /// Registers, lists and texts.
    pub catalogue: &'a Catalogue,
    /// Language of the paper.
    pub lang: Lang,
    /// Current records that are not to review, by register, in the order of their register.
    pub records: BTreeMap<String, Vec<Record>>,
    /// The day the report is filled in, where the project does not say.
    pub today: Date,
}

/// What has been counted; a finding where a question made no sense.
pub type Answers = BTreeMap<Question, Result<Reading, Finding>>;

/// What compiling came to.
pub enum Step {
    /// These have to be counted first.
    Asks(Vec<Question>),
    /// The paper.
    Done(Box<Compiled>),
}

/// A compiled report.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The paper.
    pub document: Document,
    /// Every figure in it, in the order of first use.
    pub cells: Vec<Cell>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// Writes the form's page from the records. Ask for [`Step::Asks`] until it is done: what is asked next may
/// depend on what came out.
pub fn compile(form: &Form, content: &Content<'_>, answers: &Answers) -> Step {
    let Some(template) = form.templates.get(&content.lang) else {
        let finding = Finding::severe("form-page-missing").with("file", format!("{}.html", content.lang.code()));
        return Step::Done(Box::new(Compiled {
            document: Document::default(),
            cells: Vec::new(),
            findings: vec![finding],
        }));
    };
    let desk = Arc::new(Desk::of(form, content, answers));
    let rendered = render(template, &desk, content);
    let noted = desk.take_noted();
    if let (Ok(_), false) = (&rendered, noted.missing.is_empty()) {
        return Step::Asks(noted.missing.into_iter().collect());
    }
    let mut findings = noted.findings;
    let html = rendered.unwrap_or_else(|finding| {
        findings.push(*finding);
        String::new()
    });
    let (document, troubles) = page::read(&html, &BTreeMap::new());
    findings.extend(troubles);
    let deviations = deviations(content, answers);
    findings.extend(deviations.iter().filter_map(|deviation| deviation.finding(content)));
    Step::Done(Box::new(Compiled { document, cells: noted.cells, findings }))
}

fn render(template: &str, desk: &Arc<Desk>, content: &Content<'_>) -> Result<String, Box<Finding>> {
    let name = desk.page.as_str();
    let mut environment = Environment::new();
    // A misspelt field is a mistake of the form and not an empty cell of the report.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    functions::add(&mut environment, desk);
    let broken = |error: minijinja::Error| {
        let mut detail = error.to_string();
        let mut source: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(&error);
        while let Some(inner) = source {
            detail = inner.to_string();
            source = inner.source();
        }
        let row = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let finding = Finding::new("form-template-broken", Severity::Severe).with("detail", detail);
        Box::new(finding.at(Spot::line(&format!("reports/{name}"), row, 1)))
    };
    environment.add_template(name, template).map_err(broken)?;
    let page = environment.get_template(name).map_err(broken)?;
    page.render(context! { lang => content.lang.code() }).map_err(broken)
}
