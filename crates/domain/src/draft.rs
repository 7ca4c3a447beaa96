//! The one door by which content becomes a record: from a web page, a workbook, a phone or the API, always as
//! field names and texts. Whatever is wrong is a finding; a record with a severe one is kept *to review* with
//! what was typed, and counted nowhere until somebody mends it. Nothing is refused or lost for its content.

use crate::amount::{self, DECIMAL, TIYN};
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Severity, Spot};
use crate::id::RecordId;
use crate::measure::{self, Cond};
use crate::record::{Record, Review};
use crate::register::{Field, Kind, Register, STATE};
use crate::value::{self, FileRef, Stored, Value};
use crate::words::{Lang, Words, fold, nearest};
use std::collections::BTreeMap;

/// What somebody typed for one record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Draft {
    /// The id, where one was given.
    pub id: Option<String>,
    /// Field names and texts; an empty text is as good as none.
    pub fields: BTreeMap<String, String>,
}

/// What the door may ask about the rest of the project.
pub trait Known {
    /// The record of a register that a text means: by id, else by name or key.
    fn find(&self, register: &str, text: &str) -> Found;
    /// The file that a text means: a path beside the workbook, a name already kept.
    fn file(&self, text: &str) -> Option<FileRef>;
    /// A field of the project's passport, as stored.
    fn project(&self, field: &str) -> Option<Stored>;
    /// The current version of a record.
    fn current(&self, register: &str, id: &RecordId) -> Option<Record>;
}

/// What a text was found to mean.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// This record.
    One(RecordId),
    /// None; perhaps this one was meant.
    None(Option<String>),
    /// Several of this name.
    Several(Vec<RecordId>),
}

/// Why a record waits for a reviewer: what it was sent with was rejected.
pub const REJECTED_BY_REVIEW: &str = "submission-rejected";
/// Why a record waits for a reviewer: whoever sent it does not look after its place.
pub const OF_OTHER_PLACE: &str = "submission-of-other-place";
/// Why a record waits for a reviewer: whoever sent it may not add to its register.
pub const OF_CLOSED_REGISTER: &str = "submission-register-closed";
/// A record of others that a submission would have changed; nothing was changed.
pub const OF_ANOTHER_RECORD: &str = "submission-of-another-record";
/// Why a record waits for a reviewer: it came from somebody without an account, and nobody of the team has looked at it.
pub const UNREAD: &str = "record-unread";
/// The reasons for which a record is withheld, whatever it says, until a reviewer decides: mending it does not bring it back.
pub const WITHHELD: [&str; 4] = [REJECTED_BY_REVIEW, OF_OTHER_PLACE, OF_CLOSED_REGISTER, UNREAD];
/// Why a record is counted nowhere though nothing is to be mended: it says of itself that it repeats another (`same_as`). It
/// follows from that field alone, so that whatever empties the field, an undo too, brings the record back.
pub const MERGED: &str = "record-merged";

/// The door of one register, made once and used for many drafts.
pub struct Door<'a> {
    register: &'a Register,
    catalogue: &'a Catalogue,
    whens: Vec<Option<Cond>>,
}

impl Draft {
    /// A draft from pairs of field and text.
    pub fn of<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Draft {
        let mut draft = Draft::default();
        for (field, text) in pairs {
            if field == "id" {
                draft.id = Some(text.to_string());
            } else {
                draft.fields.insert(field.to_string(), text.to_string());
            }
        }
        draft
    }

    /// Accepts the draft as a record of a register. For many drafts make one [`Door`].
    pub fn accept(self, register: &Register, catalogue: &Catalogue, known: &dyn Known) -> (Record, Vec<Finding>) {
        Door::of(register, catalogue).accept(self, known)
    }
}

impl<'a> Door<'a> {
    /// The door of a register.
    pub fn of(register: &'a Register, catalogue: &'a Catalogue) -> Door<'a> {
        let when =
            |field: &Field| field.when.as_ref().and_then(|when| measure::resolve(when, register, catalogue).ok());
        Door { register, catalogue, whens: register.fields.iter().map(when).collect() }
    }

    /// Takes a draft in. What is withheld stays so.
    pub fn accept(&self, draft: Draft, known: &dyn Known) -> (Record, Vec<Finding>) {
        let id = draft.id.as_deref().and_then(|id| RecordId::read(id.trim()));
        let before = id.and_then(|id| known.current(&self.register.id, &id));
        let reasons = before.map(|before| before.withheld()).unwrap_or_default();
        self.accept_withheld(draft, known, &reasons)
    }

    /// Takes a draft in that waits for a reviewer for these of the reasons in [`WITHHELD`], and for no other.
    pub fn accept_withheld(&self, draft: Draft, known: &dyn Known, reasons: &[&'static str]) -> (Record, Vec<Finding>) {
        let mut pass = Pass { door: self, known, findings: Vec::new(), review: Vec::new() };
        let mut fields = BTreeMap::new();
        let id = pass.id(&draft);
        for field in &self.register.fields {
            let typed = draft.fields.get(&field.id).map(|text| text.trim()).filter(|text| !text.is_empty());
            let typed = typed.or(field.default.as_deref());
            let Some(typed) = typed.filter(|_| !field.is_computed()) else { continue };
            match pass.value(field, typed) {
                Ok(value) => {
                    fields.insert(field.id.clone(), value);
                }
                Err(finding) => pass.note(field, typed, *finding),
            }
        }
        pass.unknown_fields(&draft);
        pass.bands(&mut fields);
        pass.required(&mut fields);
        let before = id.as_ref().and_then(|id| known.current(&self.register.id, id));
        pass.states(before.as_ref(), &mut fields);
        for reason in reasons {
            pass.review.push(Review { code: reason.to_string(), field: String::new(), typed: String::new() });
            // Not severe: nothing in it is wrong that a form would have to be handed back for.
            pass.findings.push(Finding::warning(reason));
        }
        if self.register.same_as.as_ref().is_some_and(|same_as| fields.contains_key(same_as)) {
            // First, so that the store knows such a record by how its reasons begin.
            pass.review.insert(0, Review { code: MERGED.to_string(), field: String::new(), typed: String::new() });
            pass.findings.push(Finding::warning(MERGED));
        }
        let id = id.unwrap_or_else(|| self.id_from(&fields));
        let mut findings = pass.findings;
        for finding in &mut findings {
            let spot = std::mem::take(&mut finding.spot);
            finding.spot = Spot { register: Some(self.register.id.clone()), record: Some(id.to_string()), ..spot };
        }
        let record = Record { register: self.register.id.clone(), id, fields, review: pass.review, since: 0 };
        (record, findings)
    }

    /// The id of a record that came without one: from its key fields, else from all it says.
    fn id_from(&self, fields: &BTreeMap<String, Value>) -> RecordId {
        if self.register.single {
            return RecordId::from_content([self.register.id.as_str()]);
        }
        let mut parts = vec![self.register.id.clone()];
        let of_key = |field: &&Field| {
            let named = |key: &String| *key == field.id || field.translation_of.as_ref() == Some(key);
            self.register.key.is_empty() || self.register.key.iter().any(named)
        };
        for field in self.register.fields.iter().filter(of_key) {
            parts.push(field.id.clone());
            parts.push(fields.get(&field.id).map(|value| format!("{:?}", value.stored())).unwrap_or_default());
        }
        RecordId::from_content(parts.iter().map(String::as_str))
    }
}

struct Pass<'a> {
    door: &'a Door<'a>,
    known: &'a dyn Known,
    findings: Vec<Finding>,
    review: Vec<Review>,
}

impl Pass<'_> {
    fn note(&mut self, field: &Field, typed: &str, finding: Finding) {
        let finding = finding.labelled("field", &field.label).with("typed", typed);
        if finding.severity == Severity::Severe {
            self.review.push(Review {
                code: finding.code.to_string(),
                field: field.id.clone(),
                // Kept even of a personal field, so that it can be mended; erasing the person empties it.
                typed: typed.to_string(),
            });
        }
        self.findings.push(finding.at(Spot::default().field(&field.id)));
    }

    fn id(&mut self, draft: &Draft) -> Option<RecordId> {
        let typed = draft.id.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let id = RecordId::read(typed);
        if id.is_none() {
            let finding = Finding::severe("id-malformed").with("typed", typed);
            self.review.push(Review { code: "id-malformed".into(), field: "id".into(), typed: typed.into() });
            self.findings.push(finding);
        }
        id
    }

    fn unknown_fields(&mut self, draft: &Draft) {
        let register = self.door.register;
        for name in draft.fields.keys().filter(|name| register.field(name).is_none()) {
            let nearest = nearest(name, register.fields.iter().map(|field| field.id.as_str())).unwrap_or_default();
            self.findings.push(Finding::warning("field-unknown").with("name", name).with("nearest", nearest));
        }
    }

    fn value(&self, field: &Field, typed: &str) -> Result<Value, Box<Finding>> {
        let wrong = |code| Box::new(Finding::severe(code));
        let number = |scale: i64, code| {
            let number = amount::read_scaled(typed, scale).ok_or_else(|| wrong(code))?;
            let shown = |bound: i64| amount::shown_scaled(bound, scale);
            if let Some(min) = field.min.filter(|min| number < *min) {
                return Err(Box::new(Finding::severe("number-too-small").with("min", shown(min))));
            }
            if let Some(max) = field.max.filter(|max| number > *max) {
                return Err(Box::new(Finding::severe("number-too-large").with("max", shown(max))));
            }
            Ok(number)
        };
        match &field.kind {
            Kind::Text | Kind::Note => Ok(Value::Text(clean(typed, field.kind == Kind::Note))),
            Kind::Count => number(1, "number-not-whole").map(Value::Count),
            Kind::Decimal => number(DECIMAL, "number-malformed").map(Value::Decimal),
            Kind::Money => number(TIYN, "money-malformed").map(Value::Money),
            Kind::Date => value::read_date(typed).map(Value::Date).ok_or_else(|| wrong("date-impossible")),
            Kind::Time => value::read_time(typed).map(Value::Text).ok_or_else(|| wrong("time-malformed")),
            Kind::Flag => value::read_flag(typed).map(Value::Flag).ok_or_else(|| wrong("flag-malformed")),
            Kind::Point => value::read_point(typed).map(Value::Text).ok_or_else(|| wrong("point-malformed")),
            Kind::Phone => read_phone(typed).map(Value::Text).ok_or_else(|| wrong("phone-malformed")),
            Kind::Url => {
                let fits = typed.starts_with("https://") || typed.starts_with("http://");
                fits.then(|| Value::Text(clean(typed, false))).ok_or_else(|| wrong("url-malformed"))
            }
            Kind::Choice { choices } => {
                let one = |word: &str| self.choice(choices, word);
                if field.many { many(typed, one) } else { one(typed).map(Value::Choice) }
            }
            Kind::Place => self.link(crate::register::PLACE, typed).map(Value::Link),
            Kind::Link { to } => {
                let one = |word: &str| self.link(to, word);
                if field.many {
                    many(typed, |word| one(word).map(|id| id.to_string()))
                } else {
                    one(typed).map(Value::Link)
                }
            }
            Kind::File => self.known.file(typed).map(Value::File).ok_or_else(|| wrong("file-not-found")),
        }
    }

    /// A word of a list: by its code, or by its label in any language.
    fn choice(&self, choices: &str, typed: &str) -> Result<String, Box<Finding>> {
        let unknown = |nearest: String| Box::new(Finding::severe("choice-unknown").with("nearest", nearest));
        let list = self.door.catalogue.choices(choices).ok_or_else(|| unknown(String::new()))?;
        let wanted = fold(typed);
        let labels = |choice: &crate::catalogue::Choice| {
            Lang::ALL.map(|lang| choice.label.exactly(lang).to_string()).into_iter().filter(|label| !label.is_empty())
        };
        let found = list
            .all
            .iter()
            .find(|choice| choice.id == typed)
            .or_else(|| list.all.iter().find(|choice| labels(choice).any(|label| fold(&label) == wanted)));
        found.map(|choice| choice.id.clone()).ok_or_else(|| {
            let all: Vec<String> =
                list.all.iter().flat_map(|choice| labels(choice).chain([choice.id.clone()])).collect();
            unknown(nearest(typed, all.iter().map(String::as_str)).unwrap_or_default().to_string())
        })
    }

    fn link(&self, register: &str, typed: &str) -> Result<RecordId, Box<Finding>> {
        match self.known.find(register, typed) {
            Found::One(id) => Ok(id),
            Found::None(nearest) => {
                let finding = Finding::severe("link-unknown").labelled("register", &self.title(register));
                Err(Box::new(finding.with("nearest", nearest.unwrap_or_default())))
            }
            Found::Several(ids) => {
                let ids: Vec<&str> = ids.iter().map(RecordId::as_str).take(5).collect();
                Err(Box::new(
                    Finding::severe("link-ambiguous")
                        .labelled("register", &self.title(register))
                        .with("ids", ids.join(", ")),
                ))
            }
        }
    }

    fn title(&self, register: &str) -> Words {
        let known = self.door.catalogue.register(register);
        known.map_or_else(|| Words::same(register), |register| register.title.clone())
    }

    fn bands(&self, fields: &mut BTreeMap<String, Value>) {
        for field in &self.door.register.fields {
            let (Some((of, at)), Kind::Choice { choices }) = (&field.band, &field.kind) else { continue };
            let born = fields.get(of).map(Value::stored);
            let day = at.strip_prefix("project.").and_then(|at| self.known.project(at));
            let (Some(Stored::Int(born)), Some(Stored::Text(day))) = (born, day) else { continue };
            let Some(day) = value::read_date(&day) else { continue };
            let age = i64::from(day.year()) - born;
            let list = self.door.catalogue.choices(choices);
            let fits = |choice: &&crate::catalogue::Choice| {
                choice.from.is_none_or(|from| from <= age) && choice.to.is_none_or(|to| age <= to)
            };
            if let Some(band) = list.and_then(|list| list.all.iter().find(fits)) {
                fields.insert(field.id.clone(), Value::Choice(band.id.clone()));
            }
        }
    }

    /// Fields whose `when` does not hold are neither asked nor kept; required ones must be filled, a text in two languages
    /// in one of them: who speaks Kazakh alone is not sent away for want of Russian.
    fn required(&mut self, fields: &mut BTreeMap<String, Value>) {
        for (field, when) in self.door.register.fields.iter().zip(&self.door.whens) {
            let asked = when
                .as_ref()
                .is_none_or(|when| when.holds(&|column| fields.get(&column.field).map(values).unwrap_or_default()));
            if !asked {
                if let Some(value) = fields.remove(&field.id) {
                    self.note(field, &value.plain(), Finding::warning("field-not-asked"));
                }
            } else if field.required
                && !field.is_computed()
                && !fields.contains_key(&field.id)
                && self.door.register.other_half(field).is_none_or(|other| !fields.contains_key(&other.id))
                && !self.review.iter().any(|review| review.field == field.id)
            {
                self.note(field, "", Finding::severe("field-missing"));
            }
        }
    }

    fn states(&mut self, before: Option<&Record>, fields: &mut BTreeMap<String, Value>) {
        let register = self.door.register;
        let Some(first) = register.states.first() else { return };
        let Some(field) = register.field(STATE) else { return };
        let word = match fields.get(STATE) {
            Some(value) => value.plain(),
            None => {
                let word = before.map(Record::state).filter(|word| !word.is_empty()).unwrap_or(&first.id).to_string();
                fields.insert(STATE.into(), Value::Choice(word.clone()));
                word
            }
        };
        let Some(state) = register.state(&word) else { return };
        // A record that comes in whole may stand in any state; one that is changed goes the allowed ways.
        if let Some(earlier) = before.map(Record::state).filter(|earlier| !earlier.is_empty() && *earlier != word)
            && !state.from.iter().any(|from| from == earlier)
        {
            let title = |id: &str| register.state(id).map_or_else(|| Words::same(id), |state| state.title.clone());
            let finding = Finding::severe("state-not-allowed").labelled("earlier", &title(earlier));
            self.note(field, &word, finding.labelled("state", &state.title));
        }
        for need in state.needs.clone() {
            let filled = fields.contains_key(&need)
                || Lang::ALL.iter().any(|lang| fields.contains_key(&format!("{need}_{}", lang.code())));
            if !filled {
                let label = register.field(&need).map_or_else(|| Words::same(&need), |field| field.label.clone());
                self.note(
                    field,
                    &word,
                    Finding::severe("state-needs-field").labelled("need", &label).labelled("state", &state.title),
                );
            }
        }
    }
}

fn values(value: &Value) -> Vec<Stored> {
    match value {
        Value::Many(words) => words.iter().cloned().map(Stored::Text).collect(),
        other => vec![other.stored()],
    }
}

fn many(typed: &str, one: impl Fn(&str) -> Result<String, Box<Finding>>) -> Result<Value, Box<Finding>> {
    let words = typed.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty());
    let mut words = words.map(one).collect::<Result<Vec<_>, _>>()?;
    words.sort();
    words.dedup();
    Ok(Value::Many(words))
}

/// Control characters are no text; a single line has no line breaks.
fn clean(text: &str, lines: bool) -> String {
    let text = text.replace("\r\n", "\n");
    let keep = |c: char| if c == '\n' && !lines { ' ' } else { c };
    text.chars()
        .map(keep)
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_string()
}

/// `8 702 000 00 00`, `+7 (702) 000-00-00` → `+77020000000`; foreign numbers keep their `+`.
fn read_phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_signs = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '\u{a0}'));
    match (only_signs, digits.len(), digits.as_bytes().first()) {
        (true, 11, Some(b'8')) => Some(format!("+7{}", &digits[1..])),
        (true, 11, Some(b'7')) => Some(format!("+{digits}")),
        (true, 10, Some(b'7')) => Some(format!("+7{digits}")),
        (true, 9..=15, _) if text.trim_start().starts_with('+') => Some(format!("+{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
