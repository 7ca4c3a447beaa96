//! All that a page may look at while it is written: records, labels, readings; and what it asked for.
//! Template functions outlive their caller's borrows, so the desk owns copies; registers with very many
//! records (attendance, answers) are only ever counted and never walked, so there is little to copy.

use super::cells::{Cell, Noted};
use super::{Answers, Content};
use crate::form::Form;
use crate::narrative::{Insertion, prose};
use crate::units::{Style, shown};
use crate::xml::escaped;
use auyl_domain::catalogue::{Choice, Choices};
use auyl_domain::words::Catalogued;
use auyl_domain::{Finding, Kind, Lang, Question, Reading, Record, Register, Spot, Value};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What one compilation works with.
#[derive(Debug)]
pub(super) struct Desk {
    pub lang: Lang,
    pub today: Date,
    /// File of the page, for findings about it.
    pub page: String,
    records: BTreeMap<String, Vec<Record>>,
    places: BTreeMap<(String, String), usize>,
    registers: BTreeMap<String, Register>,
    choices: BTreeMap<String, Choices>,
    figures: BTreeMap<String, String>,
    answers: Answers,
    noted: Mutex<Noted>,
}

impl Desk {
    pub fn of(form: &Form, content: &Content<'_>, answers: &Answers) -> Desk {
        let mut desk = Desk {
            lang: content.lang,
            today: content.today,
            page: format!("{}/{}.html", form.id, content.lang.code()),
            records: BTreeMap::new(),
            places: BTreeMap::new(),
            registers: BTreeMap::new(),
            choices: BTreeMap::new(),
            figures: BTreeMap::new(),
            answers: answers.clone(),
            noted: Mutex::new(Noted::default()),
        };
        let catalogue = content.catalogue;
        for register in form.registers.iter().filter_map(|id| catalogue.register(id)) {
            let records = content.records.get(&register.id).cloned().unwrap_or_default();
            for (at, record) in records.iter().enumerate() {
                desk.places.insert((register.id.clone(), record.id.to_string()), at);
            }
            desk.records.insert(register.id.clone(), records);
            desk.registers.insert(register.id.clone(), register.clone());
        }
        for field in catalogue.registers().iter().flat_map(|register| &register.fields) {
            if let Kind::Choice { choices } = &field.kind
                && let Some(list) = catalogue.choices(choices)
            {
                desk.choices.entry(choices.clone()).or_insert_with(|| list.clone());
            }
        }
        let figures = catalogue.figures().iter();
        desk.figures = figures.map(|figure| (figure.id.clone(), figure.measure.text().to_string())).collect();
        desk
    }

    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.get(id)
    }

    pub fn record(&self, register: &str, at: usize) -> Option<&Record> {
        self.records.get(register)?.get(at)
    }

    pub fn records(&self, register: &str) -> &[Record] {
        self.records.get(register).map(Vec::as_slice).unwrap_or_default()
    }

    /// Where the record of an id stands among those of its register.
    pub fn place_of(&self, register: &str, id: &str) -> Option<usize> {
        self.places.get(&(register.to_string(), id.to_string())).copied()
    }

    pub fn choices(&self, list: &str) -> Option<&Choices> {
        self.choices.get(list)
    }

    /// The word of a field's list that a record has.
    pub fn choice_of(&self, record: &Record, field: &str) -> Option<&Choice> {
        match &self.register(&record.register)?.field(field)?.kind {
            Kind::Choice { choices } => self.choices(choices)?.get(record.text(field)),
            _ => None,
        }
    }

    /// The measure of a named figure.
    pub fn figure_named(&self, id: &str) -> Option<&str> {
        self.figures.get(id).map(String::as_str)
    }

    pub fn answer(&self, question: &Question) -> Option<&Reading> {
        self.answers.get(question)?.as_ref().ok()
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn take_noted(&self) -> Noted {
        std::mem::take(&mut self.noted())
    }

    /// The page itself, as the place of a finding.
    pub fn spot(&self) -> Spot {
        Spot { file: Some(format!("reports/{}", self.page)), ..Spot::default() }
    }

    pub fn find(&self, finding: Finding) {
        self.noted().find(finding);
    }

    /// Notes that a question has to be counted, where it has not been.
    pub fn ask(&self, question: &Question) {
        if !self.answers.contains_key(question) {
            self.noted().missing.insert(question.clone());
        }
    }

    /// The figure of a question, as HTML; a nought until it is counted.
    pub fn figure(&self, question: Question, style: Style, spot: Spot) -> String {
        let reading = match self.answers.get(&question) {
            Some(Ok(reading)) => reading,
            Some(Err(finding)) => {
                let spot = if finding.spot == Spot::default() { spot } else { finding.spot.clone() };
                self.find(finding.clone().at(spot));
                return "<strong>?</strong>".to_string();
            }
            None => {
                self.ask(&question);
                return "<data value=\"c0\">0</data>".to_string();
            }
        };
        let mut noted = self.noted();
        let cell = noted.cell(question.clone(), style, |id| Cell {
            id,
            question,
            unit: reading.unit().to_string(),
            value: reading.value(),
            shown: shown(reading.value(), reading.unit(), style, self.lang),
        });
        format!("<data value=\"{}\">{}</data>", cell.id, escaped(&cell.shown))
    }

    /// A number of a record's own field, asked for like any other.
    pub fn own_question(record: &Record, field: &str) -> Question {
        let measure = format!("sum({}.{field} where id = \"{}\") in project", record.register, record.id);
        Question { measure, activity: None }
    }

    /// A text that somebody wrote, as HTML. With `strict`, a digit typed by hand is a finding.
    pub fn prose(&self, record: &Record, field: &str, strict: bool) -> String {
        let text = record.words(field, self.lang);
        let spot = Spot::record(&record.register, record.id.as_str());
        let spot = spot.field(&format!("{field}_{}", self.lang.code()));
        let activity = match record.register.as_str() {
            auyl_domain::views::ACTIVITY => Some(record.id.to_string()),
            _ => record.link(auyl_domain::views::ACTIVITY).map(ToString::to_string),
        };
        let written = prose(text, &mut |Insertion { measure, style }| {
            let measure = self.figure_named(measure).unwrap_or(measure);
            let Some(style) = Style::read(style) else {
                self.find(Finding::warning("style-unknown").with("style", style).at(spot.clone()));
                return String::new();
            };
            self.figure(question(measure, activity.as_deref()), style, spot.clone())
        });
        if strict && !written.typed.is_empty() {
            let finding = Finding::warning("digit-typed").with("typed", written.typed.join("; "));
            self.find(finding.at(spot.clone()));
        }
        if strict && !text.is_empty() && record.text(&format!("{field}_{}", self.lang.code())).is_empty() {
            self.find(Finding::new("narrative-untranslated", auyl_domain::Severity::Hint).at(spot));
        }
        written.html
    }
}

/// A measure of an activity, or of the whole project where it says so itself.
pub fn question(measure: &str, activity: Option<&str>) -> Question {
    let measure = measure.trim();
    let wide = measure.strip_suffix("project").is_some_and(|rest| rest.trim_end().ends_with(" in"));
    Question { measure: measure.to_string(), activity: activity.filter(|_| !wide).map(str::to_string) }
}

impl Catalogued for Desk {
    fn shown(&self, register: &Register, field: &str, value: &Value, lang: Lang) -> String {
        let Some(field) = register.field(field) else { return value.shown() };
        let word = |word: &str| match &field.kind {
            Kind::Choice { choices } => {
                let choice = self.choices(choices).and_then(|list| list.get(word));
                choice.map_or(word.to_string(), |choice| choice.label.get(lang).to_string())
            }
            kind => {
                let linked = kind.target().and_then(|target| {
                    let at = self.place_of(target, word)?;
                    Some(self.record(target, at)?.name(self.register(target)?, lang, self))
                });
                linked.unwrap_or_else(|| word.to_string())
            }
        };
        match value {
            Value::Choice(id) => word(id),
            Value::Link(id) => word(id.as_str()),
            Value::Many(ids) => ids.iter().map(|id| word(id)).collect::<Vec<_>>().join(", "),
            other => field.shown(other),
        }
    }
}
