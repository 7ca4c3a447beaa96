//! Compiles a report: form and records in, document, cells and findings out; and writes it as DOCX, PDF or HTML.
//! The form asks for figures, they are counted together in one scan, and it is asked again until nothing is open.

use crate::check::without_personal;
use crate::provenance::Section;
use crate::{Project, Trouble};
use auyl_domain::finding::Finding;
use auyl_domain::{Lang, Measure, Question, Refusal};
use auyl_reports::compile::{self, Answers, Compiled, Content, Step};
use auyl_reports::document::Document;
use auyl_reports::form::Form;
use auyl_reports::{docx, html, typeset};
use jiff::civil::Date;
use std::path::Path;

/// What a report is compiled from.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Id of the form.
    pub form: &'a str,
    /// Language of the report.
    pub lang: Lang,
    /// The day on which it is filed; decides the version of the form where the project has not ended yet.
    pub today: Date,
    /// As it was after this event; none for now.
    pub as_of: Option<i64>,
    /// Whether personal fields are in it, as in the paper that is filed; without them for who may not see them.
    pub personal: bool,
}

/// A compiled report, and the event it rests on.
pub struct Report {
    /// The form.
    pub form: Form,
    /// Document, cells and findings.
    pub compiled: Compiled,
    /// Every answer the form and its checks needed.
    pub answers: Answers,
    /// The event as of which everything was counted.
    pub event: i64,
    /// The language it is written in, which is another than was asked where the form has no such page.
    pub lang: Lang,
}

/// How often a form may ask again before it is taken to go in circles.
const ROUNDS: usize = 8;

/// Compiles.
pub async fn compile(project: &Project, order: &Order<'_>) -> Result<Report, Trouble> {
    let event = match order.as_of {
        Some(event) => event,
        None => project.store.last_event(&project.id).await?,
    };
    let (form, mut findings) = Form::find(&project.catalogue, order.form, day_of_form(project, order).await?)?;
    let wanted: Vec<&str> = form.registers.iter().map(String::as_str).collect();
    let mut records = project.contents(&wanted, Some(event)).await?;
    for (register, records) in records.iter_mut().filter(|_| !order.personal) {
        let register = project.register(register)?;
        records.iter_mut().for_each(|record| record.fields = without_personal(register, record));
    }
    // A form for the state has pages in its two languages; whoever reads English is given the nearest.
    let lang = order.lang.fallbacks().into_iter().find(|lang| form.templates.contains_key(lang)).unwrap_or(order.lang);
    let content = Content { catalogue: &project.catalogue, lang, records, today: order.today };
    let mut answers = Answers::new();
    let mut open: Vec<Question> = Vec::new();
    for _ in 0..ROUNDS {
        answer(project, &open, &mut answers, event).await?;
        match compile::compile(&form, &content, &answers) {
            Step::Asks(more) => open = more,
            Step::Done(mut compiled) => {
                findings.append(&mut compiled.findings);
                compiled.findings = findings;
                return Ok(Report { form, compiled: *compiled, answers, event, lang });
            }
        }
    }
    Err(Trouble::machine("the report form keeps asking for new figures"))
}

/// The version of a form is the one in force when the project ends, or today while it runs.
async fn day_of_form(project: &Project, order: &Order<'_>) -> Result<Date, Trouble> {
    use auyl_domain::views::{PASSPORT, Passport};
    let passports = project.good_records(PASSPORT, order.as_of).await?;
    Ok(passports.first().and_then(Passport::of).map_or(order.today, |passport| passport.ends_on.min(order.today)))
}

/// Counts questions together and files the answers.
pub async fn answer(
    project: &Project,
    questions: &[Question],
    answers: &mut Answers,
    event: i64,
) -> Result<(), Trouble> {
    let mut measures = Vec::new();
    let mut asked = Vec::new();
    for question in questions {
        match Measure::read(&question.measure, &project.catalogue) {
            Err(finding) => {
                answers.insert(question.clone(), Err(finding));
            }
            Ok(measure) => {
                let scope = question.activity.clone().filter(|_| !measure.is_wide());
                if let Some(finding) = scope.as_ref().and_then(|_| measure.not_of_an_activity()) {
                    answers.insert(question.clone(), Err(finding));
                    continue;
                }
                measures.push((measure, scope));
                asked.push(question.clone());
            }
        }
    }
    let readings = project.store.readings(&project.id, &measures, Some(event)).await?;
    answers.extend(asked.into_iter().zip(readings.into_iter().map(Ok::<_, Finding>)));
    Ok(())
}

/// The formats a report can be written in, by the ending of the file.
pub const FORMATS: [&str; 3] = ["docx", "pdf", "html"];

/// A document in a format. In HTML every number links to what the section says of it. PDF is laid out off the
/// caller's thread.
pub async fn render(document: &Document, format: &str, provenance: &Section) -> Result<Vec<u8>, Trouble> {
    match format {
        "docx" => Ok(docx::write(document)),
        "html" => {
            let title = |cell: &str| provenance.titles.get(cell).cloned();
            Ok(html::write(document, &title, &provenance.html).into_bytes())
        }
        "pdf" => {
            let (title, lang) = (document.title.clone(), document.lang.clone());
            let (source, images) = typeset::markup(document);
            let pdf = auyl_store::off_thread(move || auyl_pdf::pdf(&source, &images, &title, &lang)).await?;
            pdf.map_err(Trouble::machine)
        }
        other => Err(Refusal::of("format-unknown").with("path", other).with("known", FORMATS.join(", ")).into()),
    }
}

/// The format that a file name asks for.
pub fn format_of(path: &Path) -> Result<&'static str, Refusal> {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = FORMATS.into_iter().find(|format| *format == end);
    known.ok_or_else(|| Refusal::of("format-unknown").with("path", path.display()).with("known", FORMATS.join(", ")))
}
