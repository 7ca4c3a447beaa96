//! Texts of the report while they are written: which of them the form asks for, and how one reads before it is saved,
//! with its numbers counted and everything that is wrong at its place in the text.

use crate::{Project, Trouble, report};
use auyl_domain::{Finding, Lang, Measure, Question, Severity};
use auyl_reports::compile::{self, Answers};
use auyl_reports::form::Form;
use auyl_reports::narrative::{Insertion, prose};
use auyl_reports::units::{Style, shown};
use auyl_reports::{html, page};
use std::collections::BTreeMap;

/// A text that a form has a place for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Want {
    /// Its section.
    pub section: String,
    /// The field of the text that says about what it is (its activity, its indicator); none for the whole project.
    pub of: Option<String>,
    /// Whether the report lacks something without it.
    pub required: bool,
}

/// The texts that the page of a form has places for, in the order of the page.
pub fn wants(form: &Form, lang: Lang) -> Vec<Want> {
    let Some(template) = form.templates.get(&lang).or_else(|| form.templates.values().next()) else {
        return Vec::new();
    };
    let mut wants: Vec<Want> = Vec::new();
    for rest in template.split("narrative(\"").skip(1) {
        let Some((section, rest)) = rest.split_once('"') else { continue };
        let arguments = rest.split_once(')').map_or("", |(arguments, _)| arguments);
        let pairs = || arguments.split(',').filter_map(|pair| pair.split_once('='));
        let of = pairs().map(|(name, _)| name.trim()).find(|name| *name != "required").map(str::to_string);
        let required = pairs().any(|(name, value)| (name.trim(), value.trim()) == ("required", "true"));
        let want = Want { section: section.to_string(), of, required };
        if !wants.iter().any(|known| (&known.section, &known.of) == (&want.section, &want.of)) {
            wants.push(want);
        }
    }
    wants
}

/// A text as it would stand in the report.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Written {
    /// Its blocks as HTML; a figure is a link to `#c1`, a measure that cannot be counted one to `#x1`.
    pub html: String,
    /// What each figure counts.
    pub cells: BTreeMap<String, Question>,
    /// What is wrong, in the order of the text.
    pub wrong: Vec<Wrong>,
}

/// Something wrong at a place in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Wrong {
    /// What.
    pub finding: Finding,
    /// Where in the text, in bytes.
    pub at: usize,
    /// The line, from 1.
    pub line: usize,
    /// The words that are meant.
    pub words: String,
    /// The id by which the HTML marks it; empty where it marks nothing.
    pub mark: String,
}

/// What stands for one measure of a text.
struct Figure {
    question: Question,
    style: Option<Style>,
    at: usize,
    source: String,
}

/// Writes a text as the report would. `activity` is the one that the text is about.
pub async fn written(project: &Project, text: &str, lang: Lang, activity: Option<&str>) -> Result<Written, Trouble> {
    let mut figures = Vec::new();
    let typed = prose(text, &mut |insertion| {
        figures.push(figure(project, text, &insertion, activity));
        String::new()
    })
    .typed;
    let questions: Vec<Question> = figures.iter().map(|figure| figure.question.clone()).collect();
    let mut answers = Answers::new();
    report::answer(project, &questions, &mut answers, project.store.last_event(&project.id).await?).await?;
    let (mut written, mut titles, mut next) = (Written::default(), BTreeMap::new(), 0);
    let body = prose(text, &mut |_| {
        next += 1;
        let Some(Figure { question, style, at, source }) = figures.get(next - 1) else { return String::new() };
        let finding = match (style, answers.get(question)) {
            (Some(style), Some(Ok(reading))) => {
                let id = format!("c{next}");
                titles.insert(id.clone(), question.measure.clone());
                written.cells.insert(id.clone(), question.clone());
                return data(&id, &shown(reading.value(), reading.unit(), *style, lang));
            }
            (Some(_), Some(Err(finding))) => finding.clone(),
            _ => Finding::warning("style-unknown").with("style", source.rsplit('|').next().unwrap_or_default().trim()),
        };
        let mark = format!("x{next}");
        titles.insert(mark.clone(), first_line(&finding.message(project.catalogue.phrases(), lang)));
        written.wrong.push(Wrong {
            finding,
            at: *at,
            line: line(text, *at),
            words: source.clone(),
            mark: mark.clone(),
        });
        data(&mark, source)
    });
    let (document, _) = page::read(&body.html, &BTreeMap::new());
    let paper = html::write(&document, &|cell| titles.get(cell).cloned(), "");
    written.html = sections(&paper).to_string();
    let mut from = 0;
    for words in typed {
        // The words stand in the text in this order; where the marks of Markdown part them, the number alone is found.
        let number = words.split(' ').next().unwrap_or_default();
        let found = [words.as_str(), number].iter().find_map(|words| text[from..].find(words));
        let at = found.map_or(from, |at| from + at);
        from = found.map_or(from, |at| from + at + number.len());
        let finding = Finding::new("digit-typed", Severity::Warning).with("typed", &words);
        written.wrong.push(Wrong { finding, at, line: line(text, at), words, mark: String::new() });
    }
    written.wrong.sort_by_key(|wrong| wrong.at);
    Ok(written)
}

fn figure(project: &Project, text: &str, insertion: &Insertion<'_>, activity: Option<&str>) -> Figure {
    let Insertion { measure, style } = insertion;
    let named = project.catalogue.figures().iter().find(|figure| figure.id == *measure);
    let at = (measure.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    let source = if style.is_empty() { measure.to_string() } else { format!("{measure} | {style}") };
    let measure = named.map_or(*measure, |figure| figure.measure.text());
    Figure { question: compile::question(measure, activity), style: Style::read(style), at, source }
}

fn data(id: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<data value=\"{id}\">{words}</data>")
}

/// A finding about a measure shows the measure below its sentence; in a text it stands there already.
pub fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches(':').to_string()
}

fn line(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// What stands between the first section's beginning and the last one's end.
fn sections(page: &str) -> &str {
    let Some((_, rest)) = page.split_once("<section>\n") else { return "" };
    rest.rsplit_once("</section>").map_or("", |(blocks, _)| blocks)
}

/// A measure that a text may use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What is put into the text.
    pub text: String,
    /// What people read.
    pub label: String,
    /// What it is now; empty for a beginning that more must follow.
    pub value: String,
}

/// Adds to each offer what it is now. Offers that cannot be counted are left out.
pub async fn valued(
    project: &Project,
    offers: Vec<(String, String)>,
    lang: Lang,
    activity: Option<&str>,
) -> Result<Vec<Offer>, Trouble> {
    let mut asked = Vec::new();
    for (text, label) in offers {
        let named = project.catalogue.figures().iter().find(|figure| figure.id == text);
        let measure = named.map_or(text.as_str(), |figure| figure.measure.text());
        if Measure::read(measure, &project.catalogue).is_ok() {
            asked.push((compile::question(measure, activity), text, label));
        }
    }
    let questions: Vec<Question> = asked.iter().map(|(question, ..)| question.clone()).collect();
    let mut answers = Answers::new();
    report::answer(project, &questions, &mut answers, project.store.last_event(&project.id).await?).await?;
    let offer = |(question, text, label): (Question, String, String)| {
        let reading = answers.get(&question)?.as_ref().ok()?;
        Some(Offer { text, label, value: shown(reading.value(), reading.unit(), Style::Plain, lang) })
    };
    Ok(asked.into_iter().filter_map(offer).collect())
}
