//! Papers of one village, each one page of A4: the sheet (how the village stands) and the notice of a month (what happened, for
//! the board). They name offices, never residents. In reading order: this file (reading what belongs to a village, one page),
//! [`sheet`], [`notice`].

pub mod notice;
pub mod sheet;

use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::access::is_public;
use auyl_domain::measure::{Condition, resolve};
use auyl_domain::views::{OFFICE, PASSPORT, PLACE};
use auyl_domain::words::Catalogued;
use auyl_domain::{Lang, Record, RecordId, Register};
use auyl_reports::document::{Block, Cell, Document, Inline, ParagraphStyle, Section, Table};
use auyl_reports::typeset;
use auyl_store::{ReviewFilter, Wanted};
use std::collections::BTreeMap;

/// A village as somebody reads it.
pub struct Village<'p> {
    project: &'p Project,
    lang: Lang,
    /// Whether everybody reads it: then only what is open stands there.
    public: bool,
    /// Its record.
    pub record: Record,
}

/// So many records of a register are looked at.
const MOST: i64 = 300;
/// Empty lines that must still fit on the page: other programs set it in other letters.
const SPARE: usize = 5;

impl<'p> Village<'p> {
    /// The village of an id; none where there is no such place.
    pub async fn of(project: &'p Project, id: &str, lang: Lang, public: bool) -> Result<Option<Village<'p>>, Trouble> {
        let Some(id) = RecordId::read(id) else { return Ok(None) };
        let record = project.store.record(&project.id, PLACE, &id, None).await?;
        Ok(record.filter(|record| record.review.is_empty()).map(|record| Village { project, lang, public, record }))
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.record.words("title", self.lang)
    }

    /// The first records of a register that belong to the village and for which a condition holds.
    async fn records(&self, register: &str, when: &str, sort: Option<(&str, bool)>) -> Result<Vec<Record>, Trouble> {
        let Some(register) = self.project.catalogue.register(register) else { return Ok(Vec::new()) };
        let mut cond = Vec::new();
        let open = register.open_when.as_ref().filter(|_| self.public).map(|when| when.text().to_string());
        for text in [Some(when.to_string()).filter(|text| !text.is_empty()), open].into_iter().flatten() {
            let read = Condition::read(&text).and_then(|text| resolve(&text, register, &self.project.catalogue));
            cond.push(read.map_err(|finding| Trouble::machine(format!("{}: {text}", finding.code)))?);
        }
        let sort = sort.map(|(field, falls)| (field.to_string(), falls));
        let wanted = Wanted { cond, sort, most: MOST, review: ReviewFilter::Without, ..Wanted::default() };
        Ok(self.project.store.page(&self.project.id, &register.id, &wanted).await?.records)
    }

    /// The condition that a record is of the village.
    fn here(&self, field: &str) -> String {
        format!("{field} = \"{}\"", self.record.id)
    }

    /// The value of a field as it is read; empty where it is not for this reader.
    fn said(&self, register: &str, record: &Record, field: &str) -> String {
        let Some(register) = self.project.catalogue.register(register) else { return String::new() };
        if !self.is_seen(register, field) {
            return String::new();
        }
        match record.get(field) {
            Some(value) => Names::of(&self.project.catalogue).shown(register, field, value, self.lang),
            None => record.words(field, self.lang).to_string(),
        }
    }

    fn is_seen(&self, register: &Register, field: &str) -> bool {
        let of = |known: &&auyl_domain::Field| known.id == field || known.translation_of.as_deref() == Some(field);
        let known: Vec<_> = register.fields.iter().filter(of).collect();
        let is_open = |field: &&auyl_domain::Field| !field.personal && (!self.public || is_public(register, field));
        !known.is_empty() && known.iter().all(is_open)
    }

    /// A sentence of the interface in the language of the paper.
    fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        let args: BTreeMap<&str, String> = args.iter().cloned().collect();
        self.project.catalogue.phrases().say_with(self.lang, key, &args)
    }

    /// Where to turn: the office of the akim, the project's office in the village, the organisation; never a person.
    async fn contacts(&self) -> Result<Vec<String>, Trouble> {
        let mut contacts = Vec::new();
        contacts.extend(Some(self.record.words("akim_office", self.lang).to_string()).filter(|text| !text.is_empty()));
        for office in self.records(OFFICE, &self.here(PLACE), None).await? {
            if office.get("closed_on").is_none() {
                contacts.push(self.say("village-office", &[("address", self.said(OFFICE, &office, "address"))]));
            }
        }
        if let Some(passport) = self.project.good_records(PASSPORT, None).await?.first() {
            let (name, phone) = (passport.words("grantee", self.lang), self.said(PASSPORT, passport, "phone"));
            contacts.push([name, &phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
        }
        Ok(contacts)
    }

    fn document(&self, title: String, blocks: Vec<Block>) -> Document {
        let sections = vec![Section { landscape: false, blocks }];
        Document { title, lang: self.lang.code().into(), id: None, sections }
    }
}

/// The fullest of several drafts of a paper that fits on one page, the fullest first; the last one if none does.
async fn on_one_page(drafts: Vec<Document>) -> Result<Document, Trouble> {
    let last = drafts.len() - 1;
    for (at, draft) in drafts.into_iter().enumerate() {
        if at == last || pages(&draft, SPARE).await? == 1 {
            return Ok(draft);
        }
    }
    Err(Trouble::machine("no draft of the paper"))
}

/// How many pages a document takes with so many empty lines after it.
pub async fn pages(document: &Document, spare: usize) -> Result<usize, Trouble> {
    let mut longer = document.clone();
    if let Some(section) = longer.sections.last_mut() {
        section.blocks.extend((0..spare).map(|_| Block::text("–")));
    }
    let (source, images) = typeset::markup(&longer);
    let (title, lang) = (longer.title.clone(), longer.lang.clone());
    let pages = auyl_store::off_thread(move || auyl_pdf::pages(&source, &images, &title, &lang)).await?;
    pages.map_err(Trouble::machine)
}

/// A small remark.
fn note(text: String) -> Block {
    Block::Paragraph { inlines: vec![Inline::text(text)], style: ParagraphStyle::Note }
}

/// A heading and one line each; nothing where there are none.
fn listed(heading: String, lines: Vec<String>) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let items = lines.into_iter().map(|line| vec![Block::text(line)]).collect();
    vec![Block::heading(3, heading), Block::List { ordered: false, items }]
}

fn table(widths: &[u32], header: &[String], rows: Vec<Vec<Cell>>) -> Block {
    let head = header.iter().map(|name| Cell { header: true, ..Cell::of(name) }).collect();
    let rows = std::iter::once(head).chain(rows).collect();
    Block::Table(Table { widths: widths.to_vec(), header_rows: 1, rows, caption: None })
}

/// A text cut to so many letters, between words.
fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let begin: String = text.chars().take(most).collect();
    let whole = begin.rsplit_once(' ').map_or(begin.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches(['.', ',', ';', ':', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(cut("Су жоқ", 10), "Су жоқ");
        assert_eq!(cut("Ауызсу мүлде, жоқ", 15), "Ауызсу мүлде…");
        assert_eq!(cut("Ауызсужоқауылда", 5), "Ауызс…");
    }
}
