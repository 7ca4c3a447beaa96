//! The villages of a report: those that it lists where it says how many there are, those that are the places of its activities,
//! or those that it names most often; and how villages are named in running text.

mod together;

use super::super::lexer::{Kind, Token, lex};
use super::super::tables::Known;
use super::super::vocabulary::{Counted, Hit, Meaning, Vocabulary};
use super::frame::{FIRST, has};
use super::{Paper, Text};
use crate::source::{Passage, Source};
use auyl_domain::words::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A project has no more villages than this.
const MOST_SITES: i64 = 40;
/// Lines below a number of villages in which their names stand.
const MOST_LINES: usize = 8;
/// Letters by which a village is known without a mark.
const SHORTEST_STEM: usize = 4;
/// A village has no more words in its name.
const LONGEST_NAME: usize = 3;
/// Letters of a mark that is cut: "е.м.", "а.", "с/о".
const LONGEST_CUT: usize = 2;
/// Words between a number and "в Х" behind it.
const NOUN: usize = 2;
/// Words between the number of villages and the mark before their names.
const TO_NAMES: usize = 8;

/// A village as the report names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// As it is written most often.
    pub name: String,
    /// Its words without endings.
    pub stems: Vec<String>,
}

/// The villages that the places of activities name, or, where no such column is, all that are named with a mark.
pub(super) fn find(source: &Source, vocabulary: &Vocabulary, tables: &[Known], texts: &[Text]) -> (Vec<Site>, bool) {
    let mut named: BTreeMap<u32, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for known in tables.iter().filter(|known| known.shape == "results") {
        let Some(grid) = source.table(known.table) else { continue };
        let Some(column) = known.column("place_cell") else { continue };
        for cell in grid.cells.iter().filter(|cell| cell.column == column && cell.row > known.headings) {
            named.entry(cell.row).or_default().extend(places(&cell.text, vocabulary));
        }
    }
    named.retain(|_, villages| !villages.is_empty());
    let rows = named.len();
    let of_tables = clusters(named.into_values().flatten());
    // A village of the project is the place of more than one activity, or the only ones are named.
    let is_often = |times: usize| times * 4 >= rows.max(1) && (times > 1 || rows <= 2);
    let often: Vec<Site> =
        of_tables.iter().filter(|(_, times)| is_often(*times)).map(|(site, _)| site.clone()).collect();
    let listed = listed(source, vocabulary, texts);
    if listed.len() > often.len() {
        return (listed, true);
    }
    // One place alone is often a town or the village of one event, and a table may leave out one: the villages are those that
    // are named together.
    let told = together::told(vocabulary, texts);
    if (often.len() < 2 || !told.contains(&often.len()))
        && let Some(together) = together::find(source, vocabulary, texts, &told)
    {
        return (together, true);
    }
    if !often.is_empty() {
        return (often, true);
    }
    // "Территория: сёла Х и У".
    let field = vocabulary.list("field_territory");
    let told = texts.iter().zip(source.passages()).take(FIRST).find_map(|(text, passage)| {
        let is_field =
            text.hits.iter().any(|hit| hit.from <= 2 && field.is_some_and(|list| hit.meaning == Meaning::List(list)));
        let named = clusters(is_field.then(|| villages(&passage.text, vocabulary))?);
        (named.len() >= 2).then_some(named)
    });
    if let Some(told) = told {
        return (told.into_iter().map(|(site, _)| site).collect(), true);
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

/// The longest list of villages that has as many names as it says: "в трёх сёлах: Х, У и З", "5 ауыл – Х, У, …", the same in the
/// lines below, or in a column of a table.
fn listed(source: &Source, vocabulary: &Vocabulary, texts: &[Text]) -> Vec<Site> {
    let mut longest = Vec::new();
    let mut told = Vec::new();
    for (at, (passage, text)) in source.passages().iter().zip(texts).enumerate() {
        for claim in &text.claims {
            let are_sites = claim.quantity.is_some_and(|of| vocabulary.quantities[of].kind == Counted::Sites);
            let Some(n) = claim.whole().filter(|n| are_sites && (2..=MOST_SITES).contains(n)) else { continue };
            told.push(n);
            let begins = (claim.token + 1..text.tokens.len().min(claim.token + TO_NAMES)).find(|at| {
                matches!(text.tokens[*at].kind, Kind::Mark(':' | '–' | '—' | '-' | '('))
                    && is_name(&passage.text, &text.tokens, at + 1, vocabulary)
            });
            let names = match begins {
                Some(begins) => row(&passage.text, &text.tokens, begins + 1, vocabulary),
                None if passage.text.trim_end().ends_with(':') => below(source, texts, at, n, vocabulary),
                None => continue,
            };
            let are_apart = || (1..names.len()).all(|at| !names[..at].contains(&names[at]));
            if i64::try_from(names.len()) == Ok(n) && names.len() > longest.len() && are_apart() {
                longest = names;
            }
        }
    }
    for names in columns(source, vocabulary) {
        let n = i64::try_from(names.len()).unwrap_or_default();
        if told.contains(&n) && names.len() > longest.len() {
            longest = names;
        }
    }
    longest
}

/// Where the words before a number end: a dash or a colon may stand between.
fn before_mark(tokens: &[Token], number: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let is_mark = matches!(tokens[before].kind, Kind::Mark('-' | '–' | '—' | ':'));
    Some(if is_mark { before } else { number })
}

/// Names in a row from here, each behind a comma or "и".
fn row(text: &str, tokens: &[Token], mut at: usize, vocabulary: &Vocabulary) -> Vec<Site> {
    let mut names: Vec<Site> = Vec::new();
    while is_name(text, tokens, at, vocabulary) {
        let from = at;
        while is_name(text, tokens, at, vocabulary) {
            at += 1;
        }
        let (name, stems) = name(text, &tokens[from..at]);
        names.push(Site { name, stems });
        at = behind_brackets(tokens, at);
        let joins = |token: &Token| matches!(token.kind, Kind::Mark(',' | ';')) || token.joins(vocabulary);
        if !tokens.get(at).is_some_and(joins) {
            break;
        }
        at += 1;
    }
    names
}

/// "Н ауданы – Х, У ауылдары;" in lines below the number, until there are as many.
fn below(source: &Source, texts: &[Text], told: usize, n: i64, vocabulary: &Vocabulary) -> Vec<Site> {
    let mut names = Vec::new();
    for (passage, text) in source.passages().iter().zip(texts).skip(told + 1).take(MOST_LINES) {
        let dash = text.tokens.iter().position(|token| matches!(token.kind, Kind::Mark('–' | '—' | ':')));
        names.extend(row(&passage.text, &text.tokens, dash.map_or(0, |dash| dash + 1), vocabulary));
        if i64::try_from(names.len()).is_ok_and(|found| found >= n) {
            break;
        }
    }
    names
}

/// Names in a column that is called for villages.
fn columns(source: &Source, vocabulary: &Vocabulary) -> Vec<Vec<Site>> {
    let mark = vocabulary.list("village_mark").map(Meaning::List);
    let mut found = Vec::new();
    for grid in source.tables() {
        for column in 1..=grid.columns {
            let is_called = grid.at(1, column).is_some_and(|cell| {
                let tokens = lex(&cell.text, vocabulary);
                let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
                tokens.len() <= 3 && vocabulary.find(&words).iter().any(|hit| Some(hit.meaning) == mark)
            });
            if !is_called {
                continue;
            }
            let cells = grid.cells.iter().filter(|cell| cell.column == column && cell.row > 1);
            let mut names: Vec<Site> = Vec::new();
            // A longer list is never asked for.
            let most = usize::try_from(MOST_SITES).unwrap_or_default() + 1;
            for site in cells.flat_map(|cell| row(&cell.text, &lex(&cell.text, vocabulary), 0, vocabulary)) {
                if names.len() > most {
                    break;
                }
                if !names.contains(&site) {
                    names.push(site);
                }
            }
            let total = vocabulary.list("total").map(Meaning::List);
            let is_total = |site: &Site| {
                let tokens = lex(&site.name, vocabulary);
                let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
                vocabulary.find(&words).iter().any(|hit| Some(hit.meaning) == total)
            };
            names.retain(|site| !is_total(site));
            found.push(names);
        }
    }
    found
}

/// The villages of a cell that tells places: what stands between commas there is one, whether it has a mark or not
/// ("Х ауылы, У, З а.").
fn places(cell: &str, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
    let marked = villages(cell, vocabulary);
    let apart = if marked.is_empty() { Vec::new() } else { in_parts(cell, vocabulary) };
    if apart.len() > marked.len() { apart } else { marked }
}

/// The names between the commas of a cell, each with a mark or without.
fn in_parts(cell: &str, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
    let one = |part: &str| {
        let own = villages(part, vocabulary);
        let tokens = lex(part, vocabulary);
        // "Х", "Х е.м.", "Х (ауыл)": a name, and nothing behind it but marks and words that are cut.
        let n = (0..tokens.len()).take_while(|at| is_name(part, &tokens, *at, vocabulary)).count();
        let is_small = |token: &Token| token.word().is_none_or(|word| word.chars().count() <= LONGEST_CUT);
        let is_bare = (1..=LONGEST_NAME).contains(&n) && tokens[n..].iter().all(is_small);
        match own.is_empty() && is_bare {
            true => vec![name(part, &tokens[..n])],
            false => own,
        }
    };
    cell.split([',', ';', '\n']).flat_map(one).collect()
}

/// "Х (Н-ский район), У": what stands in brackets belongs to the name before.
fn behind_brackets(tokens: &[Token], at: usize) -> usize {
    let opens = tokens.get(at).is_some_and(|token| token.is('('));
    let close = || (at..tokens.len()).find(|at| tokens[*at].is(')'));
    if opens { close().map_or(at, |close| close + 1) } else { at }
}

/// A word that may be a name: it begins with a capital letter and goes on with small ones, or says behind one who that was:
/// "Көшек батыр".
fn is_name(text: &str, tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> bool {
    let is_capital = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let mut letters = text[token.at.clone()].chars();
            let begins = letters.next().is_some_and(char::is_uppercase);
            token.word().is_some() && begins && letters.next().is_some_and(char::is_lowercase) && token.at.len() > 4
        })
    };
    let is_title = || tokens.get(at).and_then(Token::word).is_some_and(|word| vocabulary.is_honorific(word));
    is_capital(at) || at > 0 && is_title() && is_capital(at - 1)
}

/// The villages that a text names behind or before a mark ("село Х", "Х ауылы"), each as written and without endings.
pub fn villages(text: &str, vocabulary: &Vocabulary) -> Vec<(String, Vec<String>)> {
    let tokens = lex(text, vocabulary);
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    named_in(text, &tokens, &vocabulary.find(&words), vocabulary)
}

impl Paper<'_> {
    /// The same of a passage that is read.
    pub fn villages(&self, passage: &Passage, text: &Text) -> Vec<(String, Vec<String>)> {
        // "Место (село)" is the name of a column.
        let is_heading = text.where_.is_heading && passage.place.table.is_some();
        if is_heading { Vec::new() } else { named_in(&passage.text, &text.tokens, &text.hits, self.vocabulary) }
    }

    /// The names of a cell that tells places, with or without marks.
    pub fn places(&self, passage: &Passage) -> Vec<(String, Vec<String>)> {
        in_parts(&passage.text, self.vocabulary)
    }

    /// The village of the project of which alone a number is told: "Х – 52", "в Х 52", "52 человека в Х".
    pub fn site_beside(&self, text: &Text, token: usize) -> Option<usize> {
        self.site_before(text, token).or_else(|| self.site_behind(text, token))
    }

    fn site_before(&self, text: &Text, token: usize) -> Option<usize> {
        let end = before_mark(&text.tokens, token)?;
        // "мамырда 150": May, and not the village of that name.
        let is_month = text.dates.iter().any(|dated| dated.tokens.contains(&end.saturating_sub(1)));
        if is_month {
            return None;
        }
        (1..=2usize.min(end)).find_map(|n| self.site_of(&text.tokens[end - n..end]))
    }

    fn site_behind(&self, text: &Text, token: usize) -> Option<usize> {
        let said = self.said(text);
        let tokens = &text.tokens;
        let words = (token + 1..tokens.len()).take(NOUN + 1).take_while(|at| tokens[*at].word().is_some());
        let from = words.into_iter().find(|at| said.is_small(*at))? + 1;
        let at = |from: usize| (1..=2usize).find_map(|n| Some((self.site_of(tokens.get(from..from + n)?)?, from + n)));
        let (site, to) = at(from)?;
        // "9 собраний в Х, У и З" are those of all.
        at(to + 1).is_none().then_some(site)
    }

    /// The village whose whole name these tokens are.
    fn site_of(&self, name: &[Token]) -> Option<usize> {
        let stems: Vec<String> = name.iter().filter_map(Token::word).map(name_stem).collect();
        let is_it = |site: &Site| stems.len() == name.len() && site.stems.len() == name.len() && site.is(&stems);
        self.frame.sites.iter().position(is_it)
    }

    /// Which villages of the project these tokens name, with or without a mark.
    pub fn sites_in(&self, tokens: &[Token]) -> BTreeSet<usize> {
        let words: Vec<&str> = tokens.iter().filter_map(Token::word).collect();
        let is_named = |site: &Site| {
            let last = site.stems.last().map(String::as_str).unwrap_or_default();
            last.chars().count() >= SHORTEST_STEM && words.iter().any(|word| word.starts_with(last))
        };
        (0..self.frame.sites.len()).filter(|at| is_named(&self.frame.sites[*at])).collect()
    }
}

fn named_in(
    text: &str,
    tokens: &[Token],
    hits: &[Hit<Meaning>],
    vocabulary: &Vocabulary,
) -> Vec<(String, Vec<String>)> {
    let of_list = |at: usize, id: &str| {
        let list = vocabulary.list(id).map(Meaning::List);
        hits.iter().filter(move |hit| hit.from == at && Some(hit.meaning) == list)
    };
    let list_at = |at: usize, id: &str| of_list(at, id).next().is_some();
    let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
    // "с. Ульги", but "Ахметов С. Ж.": a mark of one letter is small.
    let is_initial =
        |at: usize| tokens[at].at.len() == 2 && text[tokens[at].at.clone()].starts_with(char::is_uppercase);
    let is_mark = |at: usize| list_at(at, "village_mark") && !is_initial(at);
    let is_name = |at: usize| is_name(text, tokens, at, vocabulary) && !is_mark(at);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !is_mark(at) {
            at += 1;
            continue;
        }
        // "Х ауылы", "Х елді мекені", "Х а.": the mark stands behind the name.
        let is_cut = words[at] == Some("а") && tokens.get(at + 1).is_some_and(|token| token.is('.'));
        // "Х аулы" is Kazakh where no name follows: "аулы Х и У".
        let is_aul = words[at].is_some_and(|word| word.starts_with("аул"));
        let is_last = is_aul && !tokens.get(at + 1).is_some_and(|_| is_name(at + 1));
        let is_kazakh = is_cut || is_last || list_at(at, "village_mark_behind");
        // "Х деген ауыл", "Х (ауыл)", "«Х» ауылы".
        let end = match at.checked_sub(1) {
            Some(before) if matches!(tokens[before].kind, Kind::Mark('(' | '»' | '”' | '"')) => before,
            Some(before) if list_at(before, "so_called") => before,
            _ => at,
        };
        if (is_kazakh || end < at) && end > 0 && is_name(end - 1) {
            let begins = |mut from: usize| {
                while from > 0 && is_name(from - 1) && !is_mark(from - 1) {
                    from -= 1;
                }
                from
            };
            let mut from = begins(end - 1);
            found.push(name(text, &tokens[from..end]));
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
        let ends = of_list(at, "village_mark").map(|hit| hit.to);
        let mut next = ends.max().unwrap_or(at + 1);
        // "с. Камыстыбас", "сельский населенный пункт Кокарык", "село имени Гани Муратбаева"; a whole word before a full stop ends a sentence.
        let is_short = words[at].is_some_and(|word| word.chars().count() <= 3);
        if labels(tokens, at, next, is_name) {
            next += 1;
        }
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
            next = behind_brackets(tokens, next);
            let joins = tokens.get(next).is_some_and(|t| t.is(',') || t.joins(vocabulary));
            if !(joins && is_name(next + 1)) {
                break;
            }
            next += 1;
        }
        at = next.max(at + 1);
    }
    found
}

/// "ауыл – Х, У а.": a mark with a dash that begins a part, in which nothing but the name follows.
fn labels(tokens: &[Token], mark: usize, dash: usize, is_name: impl Fn(usize) -> bool) -> bool {
    let is_dash = |token: &Token| matches!(token.kind, Kind::Mark('-' | '–' | '—' | ':'));
    let parts = |token: &Token| is_dash(token) || matches!(token.kind, Kind::Mark(',' | ';' | '(' | ')'));
    let begins = mark.checked_sub(1).is_none_or(|before| parts(&tokens[before]));
    let ends = (dash + 1..tokens.len()).find(|at| !is_name(*at));
    begins && tokens.get(dash).is_some_and(is_dash) && ends.is_none_or(|at| parts(&tokens[at]))
}

fn name(text: &str, tokens: &[Token]) -> (String, Vec<String>) {
    let written = text[tokens[0].at.start..tokens[tokens.len() - 1].at.end].to_string();
    let stems = tokens.iter().filter_map(Token::word).map(name_stem).collect();
    (written, stems)
}

/// A word of a name without the ending of its case: "Муратбаева", "Мұратбаевтың" and "Муратбаев" are one.
pub fn name_stem(word: &str) -> String {
    let word = fold(word);
    let letters = word.chars().count();
    let end = CASES.iter().find(|end| word.ends_with(**end) && letters >= end.chars().count() + SHORTEST_STEM);
    end.map_or(word.clone(), |end| word[..word.len() - end.len()].to_string())
}

/// Endings of cases in both languages, folded; the longer ones first.
const CASES: [&str; 34] = [
    "нын", "нин", "дын", "дин", "тын", "тин", "дагы", "деги", "тагы", "теги", "дан", "ден", "тан", "тен", "нан", "нен",
    "да", "де", "та", "те", "га", "ге", "ка", "ке", "ом", "ым", "ой", "а", "у", "е", "ы", "и", "я", "ю",
];

/// Two words of a name without their endings are one. "Жанабулаке" loses "ке" and "Жанабулак" nothing, "Мұқырыда" loses "да" and
/// "Мұқыры" its "ы", "Есенсае" is "Есенсай": one goes on with letters that an ending begins with, or takes the place of.
fn is_one_stem(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= SHORTEST_STEM
        && long.strip_prefix(short).is_some_and(|rest| rest == "й" || CASES.iter().any(|end| end.starts_with(rest)))
        || one == other
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
        let is_last = |(own, other): (&String, &String)| is_one_stem(own, other);
        short > 0 && (0..short).all(|at| is_one_stem(&self.stems[at], &stems[at]))
            || (stems.len() == 1 || self.stems.len() == 1) && self.stems.last().zip(stems.last()).is_some_and(is_last)
    }
}
