//! What the law wants of meetings of a community, read from the catalogue: numbers, articles, what may be decided, how large
//! an assembly is, each from a day on. The program knows the names of the terms and none of their values.

use super::meeting::MeetingKind;
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Spot};
use crate::words::{Lang, Words};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file of the terms.
const FILE: &str = "law/community.toml";
/// The list of what may be decided; it carries its articles itself.
const MATTERS: &str = "choices/meeting_matter.toml";

/// One rule, in force from a day on.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// Its name in the program.
    pub id: String,
    /// Kinds of meeting that it is about.
    pub of: Vec<MeetingKind>,
    /// Its number, where it has one.
    pub value: Option<i64>,
    /// Act, article and point as a text cites them.
    pub cited: Words,
    from: Date,
    to: Option<Date>,
}

/// What a kind of meeting may decide.
#[derive(Clone, PartialEq, Debug)]
pub struct Matter {
    /// Word of the list.
    pub id: String,
    /// What people read.
    pub label: Words,
    /// Kinds of meeting that may decide it.
    pub of: Vec<MeetingKind>,
    /// Act, article and point.
    pub cited: Words,
    /// The term that says how many days before it is announced; none for the usual one.
    pub notice: Option<String>,
    from: Date,
    to: Option<Date>,
}

/// How many members an assembly has.
#[derive(Clone, PartialEq, Debug)]
pub struct Size {
    /// More residents than these.
    pub above: i64,
    /// And no more than these.
    pub to: Option<i64>,
    /// Members, at least.
    pub least: i64,
    /// Members, at most.
    pub most: i64,
    /// Act.
    pub cited: Words,
    from: Date,
    until: Option<Date>,
}

/// All of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Law {
    terms: Vec<Term>,
    matters: Vec<Matter>,
    sizes: Vec<Size>,
}

#[derive(Deserialize)]
struct ActText {
    id: String,
    short: Words,
}

#[derive(Deserialize)]
struct TermText {
    id: String,
    of: Vec<String>,
    value: Option<i64>,
    act: String,
    #[serde(default)]
    article: String,
    #[serde(default)]
    point: String,
    from: toml::value::Datetime,
    to: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
struct SizeText {
    above: i64,
    to: Option<i64>,
    least: i64,
    most: i64,
    act: String,
    from: toml::value::Datetime,
    until: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
struct FileText {
    act: Vec<ActText>,
    term: Vec<TermText>,
    #[serde(default)]
    size: Vec<SizeText>,
}

#[derive(Deserialize)]
struct MatterText {
    id: String,
    label: Words,
    of: Vec<String>,
    act: String,
    #[serde(default)]
    article: String,
    #[serde(default)]
    point: String,
    notice: Option<String>,
    since: toml::value::Datetime,
    until: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
struct MattersText {
    choice: Vec<MatterText>,
}

impl Law {
    /// Reads the law of a catalogue. What cannot be read is a finding, and no meeting is judged by it.
    pub fn of(catalogue: &Catalogue) -> (Law, Vec<Finding>) {
        let mut law = Law::default();
        let mut findings = Vec::new();
        let text = catalogue.file(FILE).unwrap_or_default();
        let file: FileText = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => return (law, vec![broken(FILE, error.message())]),
        };
        let acts: BTreeMap<&str, &Words> = file.act.iter().map(|act| (act.id.as_str(), &act.short)).collect();
        let mut reading = Reading { catalogue, acts: &acts, findings: &mut findings };
        for text in file.term {
            let Some(cited) = reading.cited(FILE, &text.act, &text.article, &text.point) else { continue };
            let (of, from) = (reading.kinds(FILE, &text.of), reading.day(FILE, &text.from));
            let to = text.to.as_ref().and_then(|day| reading.day(FILE, day));
            let Some(from) = from else { continue };
            law.terms.push(Term { id: text.id, of, value: text.value, cited, from, to });
        }
        for text in file.size {
            let Some(cited) = reading.cited(FILE, &text.act, "", "") else { continue };
            let until = text.until.as_ref().and_then(|day| reading.day(FILE, day));
            let Some(from) = reading.day(FILE, &text.from) else { continue };
            let (above, to, least, most) = (text.above, text.to, text.least, text.most);
            law.sizes.push(Size { above, to, least, most, cited, from, until });
        }
        match toml::from_str::<MattersText>(catalogue.file(MATTERS).unwrap_or_default()) {
            Err(error) => reading.findings.push(broken(MATTERS, error.message())),
            Ok(read) => {
                for text in read.choice {
                    let Some(cited) = reading.cited(MATTERS, &text.act, &text.article, &text.point) else { continue };
                    let (of, from) = (reading.kinds(MATTERS, &text.of), reading.day(MATTERS, &text.since));
                    let to = text.until.as_ref().and_then(|day| reading.day(MATTERS, day));
                    let Some(from) = from else { continue };
                    law.matters.push(Matter {
                        id: text.id,
                        label: text.label,
                        of,
                        cited,
                        notice: text.notice,
                        from,
                        to,
                    });
                }
            }
        }
        (law, findings)
    }

    /// A term for a kind of meeting on a day.
    pub fn term(&self, id: &str, kind: MeetingKind, on: Date) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id && term.of.contains(&kind) && within(term.from, term.to, on))
    }

    /// A term that is about no kind of meeting.
    pub fn own_term(&self, id: &str, on: Date) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id && term.of.is_empty() && within(term.from, term.to, on))
    }

    /// What may be decided, by its word, on a day.
    pub fn matter(&self, id: &str, on: Date) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.id == id && within(matter.from, matter.to, on))
    }

    /// Everything that a kind of meeting may decide on a day.
    pub fn matters(&self, kind: MeetingKind, on: Date) -> impl Iterator<Item = &Matter> {
        self.matters.iter().filter(move |of| of.of.contains(&kind) && within(of.from, of.to, on))
    }

    /// How large an assembly of so many residents is on a day.
    pub fn size(&self, residents: i64, on: Date) -> Option<&Size> {
        let fits = |size: &&Size| size.above < residents && size.to.is_none_or(|to| residents <= to);
        self.sizes.iter().filter(|size| within(size.from, size.until, on)).find(fits)
    }
}

fn within(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

fn broken(file: &str, detail: &str) -> Finding {
    Finding::severe("catalogue-toml").with("detail", detail).with("nearest", "").at(Spot::line(file, 1, 1))
}

struct Reading<'a> {
    catalogue: &'a Catalogue,
    acts: &'a BTreeMap<&'a str, &'a Words>,
    findings: &'a mut Vec<Finding>,
}

impl Reading<'_> {
    /// How an act, article and point are cited in each language.
    fn cited(&mut self, file: &str, act: &str, article: &str, point: &str) -> Option<Words> {
        let Some(short) = self.acts.get(act) else {
            self.findings.push(broken(file, &format!("unknown act `{act}`")));
            return None;
        };
        let cite = |lang: Lang| match article.is_empty() {
            true => short.get(lang).to_string(),
            false => {
                let args = [("act", short.get(lang)), ("article", article), ("point", point)];
                let args = args.into_iter().map(|(name, text)| (name, text.to_string())).collect();
                self.catalogue.phrases().say_with(lang, "law-cited", &args)
            }
        };
        Some(Words { kk: cite(Lang::Kk), ru: cite(Lang::Ru), en: cite(Lang::En) })
    }

    fn kinds(&mut self, file: &str, words: &[String]) -> Vec<MeetingKind> {
        let mut kinds = Vec::new();
        for word in words {
            match MeetingKind::read(word) {
                Some(kind) => kinds.push(kind),
                None => self.findings.push(broken(file, &format!("unknown kind of meeting `{word}`"))),
            }
        }
        kinds
    }

    fn day(&mut self, file: &str, day: &toml::value::Datetime) -> Option<Date> {
        let read = day.to_string().parse().ok();
        if read.is_none() {
            self.findings.push(broken(file, &format!("`{day}` is no day")));
        }
        read
    }
}
