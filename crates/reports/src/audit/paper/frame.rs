//! What a report is a report of: its period, the sum of the grant, the villages.

use super::super::dates::Dated;
use super::super::lexer::Token;
use super::super::tables::Known;
use super::super::vocabulary::{Hit, Meaning, Vocabulary};
use super::{Paper, Text};
use crate::source::{Passage, Source};
use auyl_domain::words::fold;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Passages at the beginning among which the fields of the form are looked for.
const FIRST: usize = 120;
/// A smaller sum is no grant.
const LEAST_GRANT: i64 = 100_000 * super::super::lexer::ONE;

/// What a report is a report of. What it does not say is none.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// First and last day, and the passage that says so.
    pub period: Option<(Date, Date, u32)>,
    /// The villages, in the order in which they are named.
    pub sites: Vec<Site>,
    /// The places of activities name them; else they are those that the text names most often.
    pub are_sites_sure: bool,
    /// Passage and claim of the sum of the grant.
    pub grant: Option<(u32, usize)>,
}

/// A village as the report names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// As it is written most often.
    pub name: String,
    /// Its words without endings.
    pub stems: Vec<String>,
}

pub(super) fn find(source: &Source, vocabulary: &Vocabulary, tables: &[Known], texts: &[Text]) -> Frame {
    let (sites, are_sites_sure) = sites(source, vocabulary, tables, texts);
    Frame { period: period(source, vocabulary, texts), sites, are_sites_sure, grant: grant(vocabulary, texts) }
}

fn has(text: &Text, list: Option<usize>) -> bool {
    text.hits.iter().any(|hit| list.is_some_and(|list| hit.meaning == Meaning::List(list)))
}

/// The first range of days behind the name of the field.
fn period(source: &Source, vocabulary: &Vocabulary, texts: &[Text]) -> Option<(Date, Date, u32)> {
    let field = vocabulary.list("field_period");
    let named = texts.iter().take(FIRST).enumerate().filter(|(_, text)| has(text, field));
    named.map(|(at, _)| at).find_map(|at| period_near(source, texts, at))
}

fn period_near(source: &Source, texts: &[Text], named: usize) -> Option<(Date, Date, u32)> {
    let near = texts.iter().enumerate().skip(named).take(4);
    let range = |dated: &Dated| Some((dated.from.first()?, dated.to.last()?));
    for (at, text) in near {
        if let Some((from, to)) = text.dates.iter().filter(|dated| dated.is_range()).find_map(range) {
            return Some((from, to, source.passages()[at].place.passage));
        }
        if let [first, .., last] = text.dates.as_slice()
            && let (Some(from), Some(to)) = (first.from.first(), last.to.last())
        {
            return Some((from, to, source.passages()[at].place.passage));
        }
    }
    None
}

fn grant(vocabulary: &Vocabulary, texts: &[Text]) -> Option<(u32, usize)> {
    let field = vocabulary.list("field_grant");
    let named = texts.iter().take(FIRST).position(|text| has(text, field));
    let of_field = named.and_then(|named| {
        texts.iter().skip(named).take(3).find_map(|text| {
            // In figures, where both stand there.
            let most =
                text.claims.iter().enumerate().max_by_key(|(_, claim)| (!claim.number.in_words, claim.number.value))?;
            (most.1.number.value >= LEAST_GRANT).then_some((most.1.passage, most.0))
        })
    });
    // A sum that is told in figures and in letters, whatever its field is called.
    of_field.or_else(|| {
        texts.iter().take(FIRST).filter(|text| text.where_.shape.is_none()).find_map(|text| {
            let twice = text.claims.windows(2).position(|two| {
                two[0].number.value >= LEAST_GRANT
                    && !two[0].number.in_words
                    && two[1].number.in_words
                    && two[1].in_brackets
            })?;
            Some((text.claims[twice].passage, twice))
        })
    })
}

/// The villages that the places of activities name, or, where no such column is, all that are named with a mark.
fn sites(source: &Source, vocabulary: &Vocabulary, tables: &[Known], texts: &[Text]) -> (Vec<Site>, bool) {
    let mut named: BTreeMap<u32, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for known in tables.iter().filter(|known| known.shape == "results") {
        let Some(grid) = source.table(known.table) else { continue };
        let Some(column) = known.column("place_cell") else { continue };
        for cell in grid.cells.iter().filter(|cell| cell.column == column && cell.row > known.headings) {
            named.entry(cell.row).or_default().extend(villages(&cell.text, vocabulary));
        }
    }
    named.retain(|_, villages| !villages.is_empty());
    let rows = named.len();
    let of_tables = clusters(named.into_values().flatten());
    // A village of the project is the place of more than one activity, or the only ones are named.
    let is_often = |times: usize| times * 4 >= rows.max(1) && (times > 1 || rows <= 2);
    let often: Vec<Site> =
        of_tables.iter().filter(|(_, times)| is_often(*times)).map(|(site, _)| site.clone()).collect();
    if !often.is_empty() {
        return (often, true);
    }
    let everywhere = source.passages().iter().flat_map(|passage| villages(&passage.text, vocabulary));
    let all = clusters(everywhere);
    // Those that the name of the project tells, else those that are named most.
    let field = vocabulary.list("field_project");
    let titled = texts.iter().take(FIRST).zip(source.passages()).filter(|(text, _)| has(text, field));
    let of_title = clusters(titled.flat_map(|(_, passage)| villages(&passage.text, vocabulary)));
    if of_title.len() >= 2 {
        return (of_title.into_iter().map(|(site, _)| site).collect(), false);
    }
    let most = all.iter().map(|(_, times)| *times).max().unwrap_or(0);
    (all.into_iter().filter(|(_, times)| *times * 3 >= most && most >= 3).map(|(site, _)| site).collect(), false)
}

/// The villages that a text names behind or before a mark ("село Х", "Х ауылы"), each as written and without endings.
pub fn villages(text: &str, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
    let tokens = super::super::lexer::lex(text, vocabulary);
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    named_in(text, &tokens, &vocabulary.find(&words), vocabulary)
}

impl Paper<'_> {
    /// The same of a passage that is read.
    pub fn villages(&self, passage: &Passage, text: &Text) -> Vec<(String, Vec<String>)> {
        named_in(&passage.text, &text.tokens, &text.hits, self.vocabulary)
    }
}

fn named_in(
    text: &str,
    tokens: &[Token],
    hits: &[Hit<Meaning>],
    vocabulary: &Vocabulary,
) -> Vec<(String, Vec<String>)> {
    let mark = vocabulary.list("village_mark");
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    let is_mark = |at: usize| hits.iter().any(|hit| hit.from == at && Some(hit.meaning) == mark.map(Meaning::List));
    let is_name = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.word().is_some() && text[token.at.clone()].starts_with(char::is_uppercase) && !is_mark(at)
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !is_mark(at) {
            at += 1;
            continue;
        }
        // "Х ауылы", "Х елді мекені", "Х а.": the mark stands behind the name.
        let is_cut = words[at] == Some("а") && tokens.get(at + 1).is_some_and(|token| token.is('.'));
        let is_kazakh =
            is_cut || words[at].is_some_and(|word| ["ауыл", "кент", "елди"].iter().any(|mark| word.starts_with(mark)));
        if is_kazakh && at > 0 && is_name(at - 1) {
            let begins = |mut from: usize| {
                while from > 0 && is_name(from - 1) && !is_mark(from - 1) {
                    from -= 1;
                }
                from
            };
            let mut from = begins(at - 1);
            found.push(name(text, &tokens[from..at]));
            // Names before one mark of many: "Х, У және З ауылдары".
            let are_many = words[at].is_some_and(|word| word.contains("ауылдар") || word.contains("кенттер"));
            while are_many && from >= 2 {
                let joins =
                    tokens[from - 1].is(',') || tokens[from - 1].word().is_some_and(|w| matches!(w, "жане" | "мен"));
                if !(joins && is_name(from - 2)) {
                    break;
                }
                let to = from - 1;
                from = begins(to - 1);
                found.push(name(text, &tokens[from..to]));
            }
            at += 1;
            continue;
        }
        let ends =
            hits.iter().filter(|hit| hit.from == at && Some(hit.meaning) == mark.map(Meaning::List)).map(|hit| hit.to);
        let mut next = ends.max().unwrap_or(at + 1);
        // "с. Камыстыбас", "сельский населенный пункт Кокарык", "село имени Гани Муратбаева"; a whole word before a full stop ends a sentence.
        let is_short = words[at].is_some_and(|word| word.chars().count() <= 3);
        while tokens.get(next).is_some_and(|t| {
            t.is('.') && is_short || t.is('«') || t.is('"') || t.word().is_some_and(|w| matches!(w, "им" | "имени"))
        }) {
            next += 1;
        }
        // Names that follow one mark: "сел Х, У и З".
        loop {
            let from = next;
            while is_name(next) {
                next += 1;
            }
            if next == from {
                break;
            }
            found.push(name(text, &tokens[from..next]));
            let joins =
                tokens.get(next).is_some_and(|t| t.is(',') || t.word().is_some_and(|w| matches!(w, "и" | "жане")));
            if !(joins && is_name(next + 1)) {
                break;
            }
            next += 1;
        }
        at = next.max(at + 1);
    }
    found
}

fn name(text: &str, tokens: &[Token]) -> (String, Vec<String>) {
    let written = text[tokens[0].at.start..tokens[tokens.len() - 1].at.end].to_string();
    let stems = tokens.iter().filter_map(Token::word).map(name_stem).collect();
    (written, stems)
}

/// A word of a name without the ending of its case: "Муратбаева", "Мұратбаевтың" and "Муратбаев" are one.
pub fn name_stem(word: &str) -> String {
    let word = fold(word);
    const ENDINGS: [&str; 34] = [
        "нын", "нин", "дын", "дин", "тын", "тин", "дагы", "деги", "тагы", "теги", "дан", "ден", "тан", "тен", "нан",
        "нен", "да", "де", "та", "те", "га", "ге", "ка", "ке", "ом", "ым", "ой", "а", "у", "е", "ы", "и", "я", "ю",
    ];
    let letters = word.chars().count();
    let end = ENDINGS.iter().find(|end| word.ends_with(**end) && letters >= end.chars().count() + 4);
    end.map_or(word.clone(), |end| word[..word.len() - end.len()].to_string())
}

/// The same village under its spellings, with how often it is named.
fn clusters(named: impl IntoIterator<Item = (String, Vec<String>)>) -> Vec<(Site, usize)> {
    let mut found: Vec<(Site, usize)> = Vec::new();
    for (written, stems) in named {
        match found.iter_mut().find(|(site, _)| site.is(&stems)) {
            Some((site, times)) => {
                *times += 1;
                if stems.len() > site.stems.len() {
                    site.name = written;
                    site.stems = stems;
                }
            }
            None => found.push((Site { name: written, stems }, 1)),
        }
    }
    found
}

impl Site {
    /// Whether other stems name this village: one begins like the other.
    pub fn is(&self, stems: &[String]) -> bool {
        let short = self.stems.len().min(stems.len());
        short > 0 && (0..short).all(|at| self.stems[at] == stems[at])
            || self.stems.last() == stems.last() && !stems.is_empty() && (stems.len() == 1 || self.stems.len() == 1)
    }
}
