//! The words of reports that the auditor knows: numbers, comparators, what is counted, tables and their columns, and the
//! lists of phrases that checks look for. All of them stand in `catalogue/audit/*.toml`, in Kazakh, Russian and English, so
//! that an official can add a word by order. Here they are read and found in a text; what they mean is not decided here.

mod matcher;

pub use matcher::{Hit, Matcher};

use auyl_domain::words::{Words, fold};
use auyl_domain::{Catalogue, Finding, Spot};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Where the catalogue keeps them.
pub const FOLDER: &str = "audit/";

/// How exact a number is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// The number itself.
    Exactly,
    /// "не менее".
    AtLeast,
    /// "не более", "до".
    AtMost,
    /// "более", "свыше", "астам".
    More,
    /// "менее".
    Less,
    /// "около", "жуық".
    About,
}

impl Comparator {
    /// Whether what is told with it can be true of an exact number.
    pub fn allows(self, told: i64, exact: i64) -> bool {
        match self {
            Comparator::Exactly => told == exact,
            Comparator::AtLeast => exact >= told,
            Comparator::More => exact > told,
            Comparator::AtMost => exact <= told,
            Comparator::Less => exact < told,
            // "около 500" of 520 is fair, of 700 it is not.
            Comparator::About => (exact - told).abs() * 5 <= told.abs(),
        }
    }
}

/// What may be counted in a report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Code word.
    pub id: String,
    /// What people read.
    pub label: Words,
    /// What kind of thing it counts.
    pub kind: Counted,
    /// The words that mean it; a star stands for any ending.
    pub words: Vec<String>,
    /// It is said of the whole project wherever it stands ("прямые бенефициары").
    #[serde(default)]
    pub whole: bool,
    /// The quantity of which this is a part ("женщины" of "участники").
    #[serde(default)]
    pub part_of: String,
    /// The quantity whose number bounds this one from below: one list, programme, photo for each.
    #[serde(default)]
    pub per: String,
    /// The quantity that this is when one of the words `beside` stands in the same clause.
    #[serde(default)]
    pub variant_of: String,
    /// See `variant_of`.
    #[serde(default)]
    pub beside: Vec<String>,
    /// The measures that count it in the records of a project; of each activity, or of the whole project where they say so.
    #[serde(default)]
    pub measures: Vec<String>,
}

/// Kinds of things that are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// People.
    Persons,
    /// Something held on a day.
    Events,
    /// Papers, photos, films: what proves.
    Evidence,
    /// Organisations.
    Organisations,
    /// Villages.
    Sites,
    /// Tenge.
    Money,
    /// Percent or points.
    Share,
    /// Anything else.
    Things,
}

/// A list of phrases that a check looks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Code word.
    pub id: String,
    /// Its phrases.
    pub words: Vec<String>,
    /// The list of what has to happen before; empty where nothing has.
    #[serde(default)]
    pub after: String,
}

/// A kind of table and its columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Code word.
    pub id: String,
    /// Columns that must be there for it to be this table.
    pub needs: Vec<String>,
    /// Columns of which one must be there.
    #[serde(default)]
    pub one_of: Vec<String>,
    /// So many different columns must be known at least.
    #[serde(default)]
    pub fewest: usize,
    /// The columns it may have, with the words of their headings.
    pub column: BTreeMap<String, Vec<String>>,
}

/// What a phrase that was found is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Nth quantity.
    Quantity(usize),
    /// A comparator before its number.
    Before(Comparator),
    /// A comparator behind its number.
    After(Comparator),
    /// A word that makes the quantity it is a variant of the nth one.
    Beside(usize),
    /// Nth list.
    List(usize),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersText {
    numerals: BTreeMap<String, Vec<String>>,
    scales: BTreeMap<String, Vec<String>>,
    words: NumberWords,
    months: BTreeMap<String, Vec<String>>,
    comparator: Vec<ComparatorText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberWords {
    cut_scales: Vec<String>,
    years: Vec<String>,
    referring: Vec<String>,
    #[serde(default)]
    referred: Vec<String>,
    #[serde(default)]
    honorific: Vec<String>,
    joining: Vec<String>,
    naming: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparatorText {
    id: Comparator,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OthersText {
    #[serde(default)]
    quantity: Vec<Quantity>,
    #[serde(default)]
    list: Vec<List>,
    #[serde(default)]
    table: Vec<Shape>,
    #[serde(default)]
    abbreviation: Vec<Abbreviation>,
    #[serde(default)]
    limit: Vec<Limit>,
    #[serde(default)]
    confidence: Vec<Confidence>,
}

/// How often findings of one code are right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    /// Code of the finding.
    pub code: String,
    /// Of a hundred so many are right.
    pub percent: u8,
    /// The same on a ground of more or less weight.
    #[serde(default)]
    pub on: BTreeMap<String, u8>,
}

/// An abbreviation and what it stands for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    /// As it is written.
    pub short: String,
    /// Words with which its expansions begin, one list an expansion that is right.
    pub means: Vec<String>,
}

/// A closed list or a bound that a law sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Code word.
    pub id: String,
    /// Act and article.
    pub source: String,
    /// First day it holds, ISO.
    #[serde(default)]
    pub from: String,
    /// The words that are allowed, or looked for.
    #[serde(default)]
    pub words: Vec<String>,
    /// A number.
    #[serde(default)]
    pub value: i64,
}

/// All of it, ready to be looked for.
pub struct Vocabulary {
    numerals: HashMap<String, i64>,
    scales: HashMap<String, i64>,
    cut_scales: HashSet<String>,
    years: HashSet<String>,
    naming: HashSet<String>,
    referring: HashSet<String>,
    referred: HashSet<String>,
    honorific: HashSet<String>,
    joining: HashSet<String>,
    months: Vec<(String, bool, u8)>,
    /// What is counted.
    pub quantities: Vec<Quantity>,
    /// Lists of phrases.
    pub lists: Vec<List>,
    lists_by_name: HashMap<String, usize>,
    /// Kinds of tables.
    pub shapes: Vec<Shape>,
    /// Abbreviations.
    pub abbreviations: Vec<Abbreviation>,
    /// What laws set.
    pub limits: Vec<Limit>,
    confidences: BTreeMap<String, Confidence>,
    people_endings: Vec<String>,
    matcher: Matcher<Meaning>,
    columns: Matcher<(usize, usize)>,
}

impl Vocabulary {
    /// Reads the files of the catalogue below [`FOLDER`]. A finding names the file and line that is wrong; the file is left out.
    pub fn read(catalogue: &Catalogue) -> (Vocabulary, Vec<Finding>) {
        let mut vocabulary = Vocabulary {
            numerals: HashMap::new(),
            scales: HashMap::new(),
            cut_scales: HashSet::new(),
            years: HashSet::new(),
            naming: HashSet::new(),
            referring: HashSet::new(),
            referred: HashSet::new(),
            honorific: HashSet::new(),
            joining: HashSet::new(),
            months: Vec::new(),
            quantities: Vec::new(),
            lists: Vec::new(),
            lists_by_name: HashMap::new(),
            shapes: Vec::new(),
            abbreviations: Vec::new(),
            limits: Vec::new(),
            confidences: BTreeMap::new(),
            people_endings: Vec::new(),
            matcher: Matcher::default(),
            columns: Matcher::default(),
        };
        let mut findings = Vec::new();
        for (path, text) in catalogue.folder(FOLDER).filter(|(path, _)| path.ends_with(".toml")) {
            let read = if path.ends_with("numbers.toml") {
                toml::from_str(text).map(|numbers| vocabulary.learn_numbers(numbers))
            } else {
                toml::from_str(text).map(|others| vocabulary.learn(others))
            };
            if let Err(error) = read {
                let start = error.span().map_or(0, |span| span.start);
                let row = text[..start].matches('\n').count() + 1;
                let spot = Spot::line(path, u32::try_from(row).unwrap_or(u32::MAX), 1);
                findings.push(
                    Finding::severe("catalogue-toml").with("detail", error.message()).with("nearest", "").at(spot),
                );
            }
        }
        vocabulary.index();
        (vocabulary, findings)
    }

    fn learn_numbers(&mut self, text: NumbersText) {
        let numbers = |table: BTreeMap<String, Vec<String>>| -> HashMap<String, i64> {
            let of = |(value, words): (String, Vec<String>)| {
                let value = value.parse::<i64>().unwrap_or(0);
                words.into_iter().map(move |word| (fold(&word), value)).collect::<Vec<_>>()
            };
            table.into_iter().flat_map(of).collect()
        };
        let set = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
        self.numerals = numbers(text.numerals);
        self.scales = numbers(text.scales);
        self.cut_scales = set(text.words.cut_scales);
        self.years = set(text.words.years);
        self.naming = set(text.words.naming);
        self.referring = set(text.words.referring);
        self.referred = set(text.words.referred);
        self.honorific = set(text.words.honorific);
        self.joining = set(text.words.joining);
        for (month, words) in text.months {
            for word in words {
                let begins = word.ends_with('*');
                self.months.push((fold(word.trim_end_matches('*')), begins, month.parse().unwrap_or(0)));
            }
        }
        for comparator in text.comparator {
            comparator.before.iter().for_each(|phrase| self.matcher.learn(phrase, Meaning::Before(comparator.id)));
            comparator.after.iter().for_each(|phrase| self.matcher.learn(phrase, Meaning::After(comparator.id)));
        }
    }

    fn learn(&mut self, text: OthersText) {
        self.quantities.extend(text.quantity);
        self.lists.extend(text.list);
        self.shapes.extend(text.table);
        self.abbreviations.extend(text.abbreviation);
        self.limits.extend(text.limit);
        self.confidences.extend(text.confidence.into_iter().map(|of| (of.code.clone(), of)));
    }

    fn index(&mut self) {
        // Every claim asks for some dozens of them.
        self.lists_by_name = self.lists.iter().enumerate().map(|(at, list)| (list.id.clone(), at)).collect();
        if let Some(list) = self.list("people_endings") {
            self.people_endings = self.lists[list].words.iter().map(|end| fold(end)).collect();
        }
        for (at, quantity) in self.quantities.iter().enumerate() {
            quantity.words.iter().for_each(|phrase| self.matcher.learn(phrase, Meaning::Quantity(at)));
            quantity.beside.iter().for_each(|phrase| self.matcher.learn(phrase, Meaning::Beside(at)));
        }
        for (at, list) in self.lists.iter().enumerate() {
            list.words.iter().for_each(|phrase| self.matcher.learn(phrase, Meaning::List(at)));
        }
        for (shape, of) in self.shapes.iter().enumerate() {
            for (column, words) in of.column.values().enumerate() {
                words.iter().for_each(|phrase| self.columns.learn(phrase, (shape, column)));
            }
        }
    }

    /// The value of a word for a number, such as 5 for "пяти".
    pub fn numeral(&self, word: &str) -> Option<i64> {
        self.numerals.get(word).copied()
    }

    /// What a word multiplies by.
    pub fn scale(&self, word: &str) -> Option<i64> {
        self.scales.get(word).copied()
    }

    /// Whether a point behind it belongs to the word.
    pub fn is_cut_scale(&self, word: &str) -> bool {
        self.cut_scales.contains(word)
    }

    /// Whether it means a year.
    pub fn is_year_word(&self, word: &str) -> bool {
        self.years.contains(word)
    }

    /// Whether a number behind it is that of a paper, as behind "№".
    pub fn is_referring(&self, word: &str) -> bool {
        self.referring.contains(word)
    }

    /// Whether a number before it is that of a paper: "65 нөмірлі хат".
    pub fn is_referred(&self, word: &str) -> bool {
        self.referred.contains(word)
    }

    /// Whether it belongs to the name before it: "Көшек батыр".
    pub fn is_honorific(&self, word: &str) -> bool {
        self.honorific.contains(word)
    }

    /// Words of the longest phrase.
    pub fn longest_phrase(&self) -> usize {
        self.matcher.longest()
    }

    /// Whether it makes one of two names: "план и факт".
    pub fn is_joining(&self, word: &str) -> bool {
        self.joining.contains(word)
    }

    /// Whether a number behind it is a name.
    pub fn is_naming(&self, word: &str) -> bool {
        self.naming.contains(word)
    }

    /// The month, 1 to 12.
    pub fn month(&self, word: &str) -> Option<u8> {
        let is =
            |(known, begins, _): &&(String, bool, u8)| if *begins { word.starts_with(known) } else { word == known };
        self.months.iter().find(is).map(|(_, _, month)| *month)
    }

    /// The list of this name.
    pub fn list(&self, id: &str) -> Option<usize> {
        self.lists_by_name.get(id).copied()
    }

    /// Whether words alone, all of them, are of a list.
    pub fn is_listed(&self, id: &str, words: &[Option<&str>]) -> bool {
        let list = self.list(id).map(Meaning::List);
        let hits = self.matcher.find(words);
        hits.iter().any(|hit| Some(hit.meaning) == list && hit.to - hit.from == words.len())
    }

    /// How often findings of a code are right, told on a ground or on none; half of them where nobody has measured it.
    pub fn confidence(&self, code: &str, ground: &str) -> u8 {
        let Some(known) = self.confidences.get(code) else { return 50 };
        debug_assert!(ground.is_empty() || known.on.contains_key(ground), "confidence.toml has no {ground} for {code}");
        known.on.get(ground).copied().unwrap_or(known.percent)
    }

    /// Whether somebody has said how often findings of a code are right.
    pub fn is_measured(&self, code: &str) -> bool {
        self.confidences.contains_key(code)
    }

    /// Whether a word ends as those do that name people: "аульчан", "ауылдас".
    pub fn is_of_people(&self, word: &str) -> bool {
        self.people_endings.iter().any(|end| word.ends_with(end) && word.chars().count() >= end.chars().count() + 3)
    }

    /// The quantity of this name.
    pub fn quantity(&self, id: &str) -> Option<usize> {
        self.quantities.iter().position(|quantity| quantity.id == id)
    }

    /// All phrases that stand in a row of words; of two that overlap and are of one kind the longer.
    pub fn find(&self, words: &[Option<&str>]) -> Vec<Hit<Meaning>> {
        let mut hits = self.matcher.find(words);
        let is_quantity = |hit: &Hit<Meaning>| matches!(hit.meaning, Meaning::Quantity(_));
        // Hits come by their beginnings, so what is inside another comes behind it.
        let mut covered = 0;
        hits.retain(|hit| {
            let is_inside = is_quantity(hit) && hit.to <= covered;
            if is_quantity(hit) {
                covered = covered.max(hit.to);
            }
            !is_inside
        });
        hits
    }

    /// The columns of tables whose headings these words are: (nth shape, nth column of it).
    pub fn find_columns(&self, words: &[Option<&str>]) -> Vec<Hit<(usize, usize)>> {
        self.columns.find(words)
    }
}
