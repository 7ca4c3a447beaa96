//! A phone's submission becomes drafts for the one door, by the [`Shape`] of the form version that it fills in. Read as a
//! stream; nothing is refused for its content: what has no field stays in the kept document and becomes a finding.

use crate::sent::{self, Sent};
use crate::shape::{How, Level, NOT_LISTED, Shape};
use auyl_domain::{Draft, Finding, RecordId, Refusal, Spot};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// Ten thousand rows of forty questions, five times over.
const MOST_ELEMENTS: usize = 2_000_000;
/// Letters of one answer; a narrative of fifty pages has fewer.
const LONGEST: usize = 100_000;
/// Further off than this is no slow sending but a clock that was never set.
const DAYS_OFF: i32 = 366;

/// What one submission says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Submission {
    /// Form, version, instance, and which one it edits.
    pub sent: Sent,
    /// The phone, as it calls itself.
    pub device: String,
    /// When filling in began, as the phone's clock says.
    pub started: String,
    /// When it ended.
    pub ended: String,
    /// For the one door, a record before its rows.
    pub drafts: Vec<Drafted>,
    /// Names of files that belong to it, without folders.
    pub attachments: Vec<String>,
}

/// A draft and the register it is for.
#[derive(Clone, PartialEq, Debug)]
pub struct Drafted {
    /// Id of the register.
    pub register: String,
    /// Where in the form: empty for the form as a whole, else `attendance_rows 3`.
    pub place: String,
    /// For the one door; it always has an id, the same for the same submission.
    pub draft: Draft,
}

/// Reads a submission. `first` is the instance that the earliest submission of this chain of edits had (none for a new one),
/// so that an edit changes the records it made; `received` is when it came, `2024-05-14…`.
///
/// # Errors
/// `submission-unreadable`, `submission-unnamed`, `submission-of-another-form`.
pub fn read(
    xml: &str,
    shape: &Shape,
    first: Option<&str>,
    received: &str,
) -> Result<(Submission, Vec<Finding>), Refusal> {
    let sent = sent::read(xml)?;
    if sent.form != shape.form {
        let refusal = Refusal::of("submission-of-another-form");
        return Err(refusal.with("form", &sent.form).with("wanted", &shape.form));
    }
    let mut findings = Vec::new();
    if sent.version != shape.version {
        let finding = Finding::warning("submission-version").with("version", &sent.version);
        findings.push(finding.with("known", &shape.version));
    }
    let root = first.unwrap_or(&sent.instance).to_string();
    let mut pass = Pass {
        root,
        frames: Vec::new(),
        done: Vec::new(),
        rows: BTreeMap::new(),
        findings,
        unknown: BTreeSet::new(),
        submission: Submission { sent, ..Submission::default() },
    };
    pass.read(xml, &shape.root)?;
    pass.clocks(received);
    let Pass { mut submission, mut done, findings, .. } = pass;
    // A record ends after its rows; it goes first, because they name it.
    done.sort_by_key(|(order, _)| *order);
    submission.drafts = done.into_iter().map(|(_, draft)| draft).collect();
    Ok((submission, findings))
}

/// A record that is being read.
struct Frame<'a> {
    level: &'a Level,
    place: String,
    id: String,
    /// Position among all records of the submission.
    order: usize,
    /// How deep its element lies.
    depth: usize,
    fields: BTreeMap<String, String>,
    typed: BTreeMap<String, String>,
}

struct Pass<'a> {
    root: String,
    frames: Vec<Frame<'a>>,
    done: Vec<(usize, Drafted)>,
    rows: BTreeMap<String, usize>,
    findings: Vec<Finding>,
    unknown: BTreeSet<String>,
    submission: Submission,
}

impl<'a> Pass<'a> {
    fn read(&mut self, xml: &str, level: &'a Level) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(xml);
        let mut path: Vec<String> = Vec::new();
        let (mut text, mut is_leaf, mut elements, mut order) = (String::new(), false, 0, 0);
        loop {
            match reader.read_event().map_err(sent::unreadable)? {
                Event::Start(start) => {
                    elements += 1;
                    if elements > MOST_ELEMENTS {
                        return Err(sent::unreadable(format!("elements > {MOST_ELEMENTS}")));
                    }
                    path.push(sent::local(start.name().as_ref()));
                    let opened = match self.frames.last() {
                        None => Some((level, String::new())),
                        Some(frame) => {
                            let below = path[frame.depth..].join("/");
                            let rows = frame.level.rows.get(&below);
                            rows.map(|level| (level, self.numbered(&below)))
                        }
                    };
                    if let Some((level, place)) = opened {
                        self.open(level, place, path.len(), order);
                        order += 1;
                    }
                    (is_leaf, text) = (true, String::new());
                }
                Event::Empty(_) => is_leaf = false,
                Event::Text(found) if is_leaf => self.add(&mut text, &found),
                Event::CData(found) if is_leaf => self.add(&mut text, &found),
                Event::GeneralRef(name) if is_leaf => {
                    let letter = sent::entity(&name)?;
                    self.add(&mut text, &letter);
                }
                Event::End(_) => {
                    if is_leaf {
                        self.answer(&path, text.trim());
                    }
                    if self.frames.last().is_some_and(|frame| frame.depth == path.len()) {
                        self.close();
                    }
                    path.pop();
                    (is_leaf, text) = (false, String::new());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Counts the letters of an answer only when it is suspiciously long: a letter takes at least a byte.
    fn add(&mut self, text: &mut String, found: &str) {
        text.push_str(found);
        if text.len() > LONGEST && text.chars().count() > LONGEST {
            *text = text.chars().take(LONGEST).collect();
            if self.unknown.insert("\n".into()) {
                self.findings.push(Finding::severe("submission-text-long").with("most", LONGEST));
            }
        }
    }

    fn numbered(&mut self, below: &str) -> String {
        let above = self.frames.last().map(|frame| frame.place.clone()).unwrap_or_default();
        let place = if above.is_empty() { below.to_string() } else { format!("{above} {below}") };
        let number = self.rows.entry(place.clone()).or_default();
        *number += 1;
        format!("{place} {number}")
    }

    fn open(&mut self, level: &'a Level, place: String, depth: usize, order: usize) {
        let plain = self.root.strip_prefix("uuid:").unwrap_or(&self.root);
        let id = match RecordId::read(plain).filter(|_| place.is_empty()) {
            Some(id) => id,
            None => RecordId::from_content([plain, &place]),
        };
        let mut fields = BTreeMap::new();
        if let (Some(parent), Some(frame)) = (&level.parent, self.frames.last()) {
            fields.insert(parent.clone(), frame.id.clone());
        }
        let id = id.to_string();
        self.frames.push(Frame { level, place, id, order, depth, fields, typed: BTreeMap::new() });
    }

    fn answer(&mut self, path: &[String], text: &str) {
        let Some(frame) = self.frames.last_mut() else { return };
        let below = path.get(frame.depth..).unwrap_or_default().join("/");
        if text.is_empty() || below.is_empty() {
            return;
        }
        let Some(slot) = frame.level.fields.get(&below) else {
            if !below.starts_with("meta/") && self.unknown.insert(below.clone()) {
                let finding = Finding::warning("submission-field-unknown").with("name", &below).with("typed", text);
                self.findings.push(finding.at(Spot::default().field(&below)));
            }
            return;
        };
        match slot.how {
            How::Started => self.submission.started = text.to_string(),
            How::Ended => self.submission.ended = text.to_string(),
            How::Device => self.submission.device = text.to_string(),
            _ => {}
        }
        let text = match slot.how {
            How::File => {
                let name = file_name(text);
                if name != text {
                    let finding = Finding::warning("submission-file-name").with("typed", text).with("name", &name);
                    self.findings.push(finding.at(Spot::default().field(&below)));
                }
                if !name.is_empty() && !self.submission.attachments.contains(&name) {
                    self.submission.attachments.push(name.clone());
                }
                name
            }
            how => read_as(how, text),
        };
        let Some(field) = &slot.field else { return };
        match slot.how {
            How::Typed => frame.typed.insert(field.clone(), text),
            _ => frame.fields.insert(field.clone(), text),
        };
    }

    fn close(&mut self) {
        let Some(mut frame) = self.frames.pop() else { return };
        frame.fields.retain(|_, text| text != NOT_LISTED);
        frame.fields.append(&mut frame.typed);
        let own = frame.fields.keys().any(|field| Some(field) != frame.level.parent.as_ref());
        if let Some(above) = self.frames.last() {
            for field in &frame.level.copied {
                let text = above.typed.get(field).or_else(|| above.fields.get(field));
                if let Some(text) = text.filter(|text| *text != NOT_LISTED) {
                    frame.fields.entry(field.clone()).or_insert_with(|| text.clone());
                }
            }
        }
        // A row that was opened and left empty says nothing; the form as a whole always does.
        let Some(register) = frame.level.register.clone().filter(|_| own || frame.place.is_empty()) else { return };
        let draft = Draft { id: Some(frame.id), fields: frame.fields };
        self.done.push((frame.order, Drafted { register, place: frame.place, draft }));
    }

    fn clocks(&mut self, received: &str) {
        let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
        let (started, ended) = (day(&self.submission.started), day(&self.submission.ended));
        let Some(received) = day(received) else { return };
        let off = |day: Date| day.until(received).map_or(i32::MAX, |span| span.get_days().abs()) > DAYS_OFF;
        let is_wrong = started.is_some_and(off) || ended.is_some_and(off);
        if is_wrong || started.zip(ended).is_some_and(|(started, ended)| ended < started) {
            let finding = Finding::warning("submission-clock").with("received", received);
            let (started, ended) = (&self.submission.started, &self.submission.ended);
            self.findings.push(finding.with("started", started).with("ended", ended));
        }
    }
}

fn read_as(how: How, text: &str) -> String {
    match how {
        How::Words => text.split_whitespace().filter(|word| *word != NOT_LISTED).collect::<Vec<_>>().join(", "),
        How::Time => text.get(..5).filter(|time| time.as_bytes()[2] == b':').unwrap_or(text).to_string(),
        How::Day => text.get(..10).unwrap_or(text).to_string(),
        How::Point => text.split_whitespace().take(2).collect::<Vec<_>>().join(","),
        How::Acknowledged => if text == "OK" { "yes" } else { text }.to_string(),
        _ => text.to_string(),
    }
}

/// The last part of a path, without letters that no file name has.
fn file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).collect();
    if name.trim_matches('.').is_empty() { String::new() } else { name }
}

#[cfg(test)]
mod tests;
