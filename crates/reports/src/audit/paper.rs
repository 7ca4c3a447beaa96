//! A foreign report as the auditor understands it: passages with their words, dates and claims; what its tables are; its frame
//! (period, sum, villages) and its activities, each with its row of the table of results and what the narrative tells of it.
//! Checks look at this and at nothing else. Nothing is judged here.

mod activities;
mod frame;
mod letters;
mod sites;
mod statements;

pub use activities::{Activity, Pair, Value, alike, stems};
pub use frame::Frame;
pub use letters::{Beside, LETTER_NEAR, Letter, Link, Sent, touches};
pub use sites::{Site, name_stem, villages};
pub use statements::{Side, Statement, is_partial};

use super::claims::{Claim, Said, claims};
use super::dates::{Dated, dates};
use super::lexer::{Kind, ONE, Token, lex};
use super::remark::Quote;
use super::tables::{Known, recognise};
use super::vocabulary::{Hit, Meaning, Vocabulary};
use crate::source::{Grid, Passage, Source};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most passages that are looked at; a report has a thousand or two.
pub const MOST_PASSAGES: usize = 40_000;
/// A heading that one word names has no more pieces.
const SHORT: usize = 12;
/// The most letters of a passage that are looked at.
const LONGEST: usize = 20_000;

/// A passage with what was found in it.
#[derive(Debug)]
pub struct Text {
    /// Its pieces.
    pub tokens: Vec<Token>,
    /// Phrases of the vocabulary in it; places are tokens.
    pub hits: Vec<Hit<Meaning>>,
    /// Dates in it.
    pub dates: Vec<Dated>,
    /// Its numbers.
    pub claims: Vec<Claim>,
    /// Where it stands.
    pub where_: Where,
}

/// Where in a report a passage stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Where {
    /// The section of the form: the id of the list of headings it is under, such as `section_story`.
    pub section: Option<String>,
    /// The activity it is told of.
    pub activity: Option<usize>,
    /// The role of its column in a known table.
    pub role: Option<String>,
    /// The shape of that table.
    pub shape: Option<String>,
    /// It is a heading or the name of a column.
    pub is_heading: bool,
}

impl Text {
    /// The token stands inside of quotation marks: a title or somebody's words.
    pub fn is_quoted(&self, at: usize) -> bool {
        let before = self.tokens[..at].iter().rev();
        let mark = before.map(|token| &token.kind).find_map(|kind| match kind {
            Kind::Mark('«' | '“' | '„') => Some(true),
            Kind::Mark('»' | '”') => Some(false),
            _ => None,
        });
        mark == Some(true)
    }

    /// A sum that is told in figures and in letters, in either order, where the passage tells no other of this size.
    pub fn in_both(&self, least: i64) -> Option<(&Claim, &Claim)> {
        let mut large = self.claims.iter().filter(|claim| claim.number.value >= least);
        let (first, second) = (large.next()?, large.next()?);
        let (figures, letters) = if first.number.in_words { (second, first) } else { (first, second) };
        (!figures.number.in_words && letters.number.in_words && large.next().is_none()).then_some((figures, letters))
    }
}

impl Where {
    /// A cell that tells what was planned.
    pub fn is_plan(&self) -> bool {
        self.role.as_deref() == Some("plan")
    }

    /// A cell that tells what was reached.
    pub fn is_actual(&self) -> bool {
        self.role.as_deref() == Some("actual")
    }
}

/// A report, understood.
pub struct Paper<'a> {
    /// The file.
    pub source: &'a Source,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// One for each passage, in the same order.
    pub texts: Vec<Text>,
    /// The tables that were recognised.
    pub tables: Vec<Known>,
    /// What it is a report of.
    pub frame: Frame,
    /// What was done.
    pub activities: Vec<Activity>,
    /// Claims with what they are said of, in reading order.
    pub statements: Vec<Statement>,
    /// Letters that running text tells with their numbers, in reading order.
    pub letters: Vec<Letter>,
    /// Letters of the table of letters by their numbers; the first of those that share one.
    pub sent: BTreeMap<String, Sent>,
    /// See [`Paper::n_sites`]; counted once, because it walks all statements.
    n_sites: i64,
    /// Most of it is written in Kazakh: words without letters of its own, such as "кездесуге келгендер", are Kazakh, too.
    pub is_kazakh: bool,
}

impl<'a> Paper<'a> {
    /// Reads a paper.
    pub fn of(source: &'a Source, vocabulary: &'a Vocabulary) -> Paper<'a> {
        let tables = recognise(source, vocabulary);
        let mut texts: Vec<Text> =
            source.passages().iter().enumerate().map(|(nth, passage)| read(passage, nth, vocabulary)).collect();
        place_in_tables(source, &tables, &mut texts);
        sections(source, vocabulary, &mut texts);
        let activities = activities::find(source, vocabulary, &tables, &mut texts);
        let frame = frame::find(source, vocabulary, &tables, &texts);
        let n_kazakh = source.passages().iter().filter(|passage| has_kazakh(&passage.text)).count();
        let is_kazakh = n_kazakh * 2 > source.passages().len();
        let mut paper = Paper {
            source,
            vocabulary,
            texts,
            tables,
            frame,
            activities,
            statements: Vec::new(),
            letters: Vec::new(),
            sent: BTreeMap::new(),
            n_sites: 0,
            is_kazakh,
        };
        paper.statements = statements::find(&paper);
        paper.letters = paper.find_letters();
        paper.sent = paper.find_sent();
        paper.n_sites = paper.count_sites();
        paper
    }

    /// A passage and what was found in it, by its number from 1.
    pub fn text(&self, passage: u32) -> Option<(&'a Passage, &Text)> {
        Some((self.source.passage(passage)?, self.texts.get(passage as usize - 1)?))
    }

    /// All passages with what was found in them.
    pub fn passages(&self) -> impl Iterator<Item = (&'a Passage, &Text)> {
        self.source.passages().iter().zip(&self.texts)
    }

    /// A passage as its claims see it.
    pub fn said<'t>(&'t self, text: &'t Text) -> Said<'t> {
        Said { tokens: &text.tokens, hits: &text.hits, dates: &text.dates, vocabulary: self.vocabulary }
    }

    /// The known tables of a shape, each with its grid; one that goes on behind a page comes as several.
    pub fn tables_of<'s>(&'s self, shape: &'s str) -> impl Iterator<Item = (&'s Known, &'a Grid)> + 's {
        let of = self.tables.iter().filter(move |known| known.shape == shape);
        of.filter_map(|known| Some((known, self.source.table(known.table)?)))
    }

    /// The day that the report bears, and where it says so.
    pub fn day_of_report(&self) -> Option<(Date, Quote)> {
        self.passages().find_map(|(passage, text)| {
            let is_field = self.said(text).is_day_of_report();
            let dated = text.dates.first().filter(|dated| is_field && dated.from.day.is_some())?;
            Some((dated.from.first()?, Quote::part(passage.place.passage, dated.at.clone())))
        })
    }

    /// How many villages the project has: as it lists them, or else as it says most often.
    pub fn n_sites(&self) -> i64 {
        self.n_sites
    }

    fn count_sites(&self) -> i64 {
        let named = self.frame.sites.len() as i64;
        let mut told: BTreeMap<i64, usize> = BTreeMap::new();
        let of = self.statements.iter().filter(|s| self.counts(s) == "villages" && s.is_result() && s.value >= 2 * ONE);
        of.for_each(|statement| *told.entry(statement.value / ONE).or_default() += 1);
        let n_told: usize = told.values().sum();
        match told.into_iter().max_by_key(|(_, times)| *times) {
            Some((value, times)) if !self.frame.are_sites_sure && times >= 2 && times * 2 > n_told => value,
            _ => named,
        }
    }

    /// What stands in a cell of a table, passage by passage.
    pub fn at<'s>(
        &'s self,
        grid: &'a Grid,
        row: u32,
        column: u32,
    ) -> impl Iterator<Item = (&'a Passage, &'s Text)> + 's {
        let passages = grid.at(row, column).into_iter().flat_map(|cell| &cell.passages);
        passages.filter_map(|passage| self.text(*passage))
    }

    /// Whether a cell of a table has a phrase of a list.
    pub fn says(&self, grid: &'a Grid, row: u32, column: u32, list: &str) -> bool {
        self.at(grid, row, column).any(|(_, text)| self.said(text).listed(list).next().is_some())
    }

    /// The claim of a statement.
    pub fn claim(&self, statement: &Statement) -> &Claim {
        &self.texts[statement.passage as usize - 1].claims[statement.claim]
    }

    /// The id of what a statement counts.
    pub fn counts(&self, statement: &Statement) -> &str {
        &self.vocabulary.quantities[statement.quantity].id
    }

    /// The number of a statement, where it stands.
    pub fn quote(&self, statement: &Statement) -> Quote {
        Quote::part(statement.passage, self.claim(statement).at.clone())
    }

    /// Where a passage stands.
    pub fn place(&self, passage: u32) -> &Where {
        &self.texts[passage as usize - 1].where_
    }
}

/// A letter that Russian has not.
fn has_kazakh(text: &str) -> bool {
    text.contains(|c: char| "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(c))
}

/// What stands in the nth passage; of those behind the most that are looked at nothing is read, tables still know them.
fn read(passage: &Passage, nth: usize, vocabulary: &Vocabulary) -> Text {
    let longest = if nth < MOST_PASSAGES { LONGEST } else { 0 };
    let cut = passage.text.char_indices().nth(longest).map_or(passage.text.len(), |(at, _)| at);
    let tokens = lex(&passage.text[..cut], vocabulary);
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    let hits = vocabulary.find(&words);
    let dates = dates(&tokens, vocabulary);
    let said = Said { tokens: &tokens, hits: &hits, dates: &dates, vocabulary };
    let claims = claims(passage.place.passage, &said);
    let where_ = Where { is_heading: passage.heading.is_some(), ..Where::default() };
    Text { tokens, hits, dates, claims, where_ }
}

/// Tells cells of known tables their roles.
fn place_in_tables(source: &Source, tables: &[Known], texts: &mut [Text]) {
    for known in tables {
        let Some(grid) = source.table(known.table) else { continue };
        for cell in &grid.cells {
            for passage in &cell.passages {
                let Some(text) = texts.get_mut(*passage as usize - 1) else { continue };
                text.where_.shape = Some(known.shape.clone());
                text.where_.role = known.role(cell.column).map(str::to_string);
                text.where_.is_heading |= cell.row <= known.headings || cell.header;
            }
        }
    }
}

/// Tells passages the section of the form they stand in: headings are short and named in the lists `section_…`.
fn sections(source: &Source, vocabulary: &Vocabulary, texts: &mut [Text]) {
    let names: BTreeMap<usize, &str> = vocabulary
        .lists
        .iter()
        .enumerate()
        .filter(|(_, list)| list.id.starts_with("section_"))
        .map(|(at, list)| (at, list.id.as_str()))
        .collect();
    let has = |hits: &[Hit<Meaning>], id: &str| {
        let list = vocabulary.list(id).map(Meaning::List);
        hits.iter().any(|hit| Some(hit.meaning) == list)
    };
    let bare = vocabulary.list("bare_deviation");
    let mut current = None;
    for (nth, (passage, text)) in source.passages().iter().zip(texts).enumerate() {
        if passage.place.table.is_none() && text.tokens.len() <= 60 {
            // "Комментарий к отклонениям": a word alone names it in a short line that ends no sentence.
            let is_short = text.tokens.len() <= SHORT && !passage.text.trim_end().ends_with(['.', ';', '!']);
            let is_numbered = matches!(text.tokens.first().map(|token| &token.kind), Some(Kind::Ordinal(_)));
            // A heading begins with its name, or with a number and its name; a section is also named inside a sentence.
            let begins = |hit: &Hit<Meaning>| hit.from <= 6 || is_short && is_numbered;
            let named = text.hits.iter().find_map(|hit| match hit.meaning {
                Meaning::List(list) if begins(hit) => names.get(&list).copied(),
                _ => None,
            });
            let is_bare =
                |hit: &Hit<Meaning>| begins(hit) && bare.is_some_and(|list| hit.meaning == Meaning::List(list));
            let named = named.or_else(|| (is_short && text.hits.iter().any(is_bare)).then_some("section_deviation"));
            // "Сверка результатов с планом" above sentences; above a table it leads to plan and actual.
            let is_told = || source.passages().get(nth + 1).is_some_and(|next| next.place.table.is_none());
            let compares = is_short && has(&text.hits, "plan_word") && has(&text.hits, "held_against") && is_told();
            let named = named.or_else(|| compares.then_some("section_deviation"));
            if let Some(named) = named {
                current = Some(named.to_string());
                text.where_.is_heading = true;
            }
        }
        text.where_.section.clone_from(&current);
    }
}
