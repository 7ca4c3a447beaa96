//! Running text as paragraphs: headings are known by how they stand, lists by their marks, and lines that an editor or a
//! page cut are put together.

use super::super::found::Line;
use super::super::join;
use super::super::marks::{is_entry, mark};
use super::Raw;
use crate::document::Inline;

/// A heading is no longer than this many letters.
const LONGEST_HEADING: usize = 160;
/// The same for a line that has neither a number nor stars.
const LONGEST_BARE_HEADING: usize = 60;
/// Lines that an editor cut are hardly longer than this.
const EDITOR_WIDTH: usize = 110;

/// Reads paragraphs; remembers the words that numbered headings begin with, in the order in which they came.
pub(super) struct Paragraphs {
    /// Words such as those for an objective and an activity; the later one is the deeper one.
    ranks: Vec<String>,
    /// The lines of this file were cut by an editor.
    cut: bool,
}

impl Paragraphs {
    pub fn of(raws: &[Raw<'_>]) -> Paragraphs {
        let lengths: Vec<usize> =
            raws.iter().filter(|raw| !raw.is_blank() && !raw.is_row()).map(|raw| raw.text.chars().count()).collect();
        let longest = lengths.iter().max().copied().unwrap_or(0);
        let long = lengths.iter().filter(|length| **length * 4 >= longest * 3).count();
        let cut = lengths.len() >= 8 && (50..=EDITOR_WIDTH).contains(&longest) && long * 2 >= lengths.len();
        Paragraphs { ranks: Vec::new(), cut }
    }

    /// The next paragraph; moves on behind it. Nothing for blank lines.
    pub fn read<'a>(&mut self, raws: &[Raw<'a>], at: &mut usize) -> impl Iterator<Item = Line> + use<> {
        let first = &raws[*at];
        let start = *at;
        *at += 1;
        if first.is_blank() {
            return Vec::new().into_iter();
        }
        let mut text = first.text.trim().to_owned();
        while let Some(next) = raws.get(*at) {
            if !next.is_blank() && !next.is_row() && self.follows(&text, next) {
                add(&mut text, next.text.trim());
                *at += 1;
                continue;
            }
            // A sentence that a page cut goes on behind a gap.
            let behind = raws[*at..].iter().position(|raw| !raw.is_blank()).map(|gap| *at + gap);
            let Some(rest) = behind.filter(|behind| *behind > *at && *behind <= *at + 3) else { break };
            let long = text.chars().count() > LONGEST_BARE_HEADING;
            if long && !raws[rest].is_row() && join::goes_on(&text, raws[rest].text) && !is_entry(raws[rest].text) {
                add(&mut text, raws[rest].text.trim());
                *at = rest + 1;
                continue;
            }
            break;
        }
        let alone = start.checked_sub(1).and_then(|before| raws.get(before)).is_none_or(Raw::is_blank)
            && raws.get(*at).is_none_or(|next| next.is_blank() || next.is_row());
        self.lines(&text, first, alone).into_iter()
    }

    fn follows(&self, text: &str, next: &Raw<'_>) -> bool {
        let open_stars = text.matches("**").count() % 2 == 1 && next.text.contains("**");
        let entry = is_entry(next.text);
        open_stars
            || !entry
                && (join::goes_on(text, next.text) && text.chars().count() > 40 || self.cut && join::ends_open(text))
    }

    fn lines(&mut self, text: &str, raw: &Raw<'_>, alone: bool) -> Vec<Line> {
        let mut lines = of_cell(text, raw);
        if let [line] = lines.as_mut_slice() {
            let shown = line.text();
            line.heading = self.level(text, &shown, line, alone);
            if line.heading.is_some() {
                line.list_item = false;
            }
        }
        lines
    }

    /// The level of a heading: stars or hashes around it, or a number and its place between gaps.
    fn level(&mut self, raw: &str, text: &str, line: &Line, alone: bool) -> Option<u8> {
        let length = text.chars().count();
        if length > LONGEST_HEADING {
            // Only what is counted by a word of its own may be longer: activities are named by whole sentences.
            return self.ranked(text).filter(|_| alone && length <= 2 * LONGEST_HEADING);
        }
        if let Some(level) = hashes(raw) {
            return Some(level);
        }
        if !text.starts_with(|letter: char| letter.is_alphanumeric() || "«\"(№".contains(letter)) {
            return None;
        }
        let bold = line.inlines.iter().all(|inline| matches!(inline, Inline::Text { bold: true, .. } | Inline::Break));
        if bold {
            return Some(1 + u8::from(number(text).is_some()));
        }
        if !alone {
            return None;
        }
        if let Some(level) = self.ranked(text) {
            return Some(level);
        }
        if let Some((depth, rest)) = number(text) {
            let told = rest.split_once(':').is_some_and(|(_, told)| !told.trim().is_empty());
            return (join::ends_open(rest) && !told || rest.ends_with(':')).then_some(depth.clamp(1, 3) + 1);
        }
        let bare = length <= LONGEST_BARE_HEADING && text.starts_with(char::is_uppercase);
        let ends = text.ends_with(|letter: char| letter.is_alphabetic() || matches!(letter, ':' | '»' | ')'));
        let told = text.split_once(':').is_some_and(|(_, told)| !told.trim().is_empty());
        (bare && ends && !told && !is_entry(text)).then_some(4)
    }

    /// `Word 3.` or `3-word.`: levels are counted by the word.
    fn ranked(&mut self, text: &str) -> Option<u8> {
        let (word, rest) = match text.split_once(' ') {
            Some((word, rest)) if word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) => {
                (word, rest)
            }
            _ => {
                let (number, rest) = text.split_once('-')?;
                number.parse::<u16>().ok()?;
                let end = rest.find(['.', ':', ')', ' '])?;
                (&rest[..end], "1.")
            }
        };
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let marked = rest[digits..].starts_with(['.', ':', ')']) || digits == rest.len();
        if digits == 0 || digits > 3 || !marked || word.chars().count() < 3 {
            return None;
        }
        let word: String = word.chars().flat_map(char::to_lowercase).collect();
        let rank = self.ranks.iter().position(|known| *known == word).unwrap_or_else(|| {
            self.ranks.push(word);
            self.ranks.len() - 1
        });
        Some(u8::try_from(rank.min(1)).unwrap_or(1) + 3)
    }
}

fn add(text: &mut String, more: &str) {
    if join::is_divided(text, more) {
        text.pop();
    } else {
        text.push(if text.matches("**").count() % 2 == 1 { '\n' } else { ' ' });
    }
    text.push_str(more);
}

fn hashes(raw: &str) -> Option<u8> {
    let level = raw.len() - raw.trim_start_matches('#').len();
    (level > 0 && raw[level..].starts_with(' ')).then(|| u8::try_from(level.min(4)).unwrap_or(4))
}

/// The depth of a number such as `2.1.` at the start, and what follows.
fn number(text: &str) -> Option<(u8, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (number, rest) = text.split_at(end);
    let parts = number.split('.').filter(|part| !part.is_empty());
    let plausible = parts.clone().all(|part| part.len() <= 2);
    let depth = u8::try_from(parts.count()).ok()?;
    (depth > 0
        && plausible
        && number.ends_with('.') | (depth > 1)
        && rest.starts_with([' ', '\u{a0}'])
        && !rest.trim().is_empty())
    .then_some((depth, rest.trim()))
}

/// The paragraphs of a cell or of one line: between `<p>` and `</p>`, or all of it.
pub(super) fn of_cell(text: &str, raw: &Raw<'_>) -> Vec<Line> {
    let marked = text.contains("<p>") || text.contains("</p>");
    let whole = if marked { text.replace("</p>", "<p>") } else { text.to_owned() };
    let line = |part: &str| {
        let part = part.trim().replace("<br>", "\n").replace("<br/>", "\n");
        let part = part.trim_start_matches('#');
        let entry = mark(part.trim_start());
        let part = match entry {
            Some((length, true)) => part.trim_start()[length..].trim_start(),
            _ => part.trim(),
        };
        let line = Line {
            inlines: stars(part),
            list_item: entry.is_some(),
            line: Some(raw.line),
            page: raw.page,
            ..Line::default()
        };
        // A dash alone is what people write for nothing, not an entry without words.
        Some(line).filter(|line| !line.text().trim().is_empty())
    };
    whole.split("<p>").filter_map(line).collect()
}

/// Bold between two stars, slanted between one.
fn stars(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let bold_pairs = text.matches("**").count() / 2 * 2;
    for (nth, part) in text.split("**").enumerate() {
        let bold = nth % 2 == 1 && nth <= bold_pairs;
        let part = if nth > bold_pairs { format!("**{part}") } else { part.to_owned() };
        slanted(&part, bold, &mut inlines);
    }
    join::merged(inlines)
}

fn slanted(text: &str, bold: bool, inlines: &mut Vec<Inline>) {
    let mut rest = text;
    while !rest.is_empty() {
        let opens = |at: &usize| {
            let before = rest[..*at].chars().next_back();
            let after = rest[at + 1..].chars().next();
            before.is_none_or(|letter| letter.is_whitespace() || letter == '(')
                && after.is_some_and(|letter| !letter.is_whitespace() && letter != '*')
        };
        let start = rest.match_indices('*').map(|(at, _)| at).find(opens);
        let end = start.and_then(|start| rest[start + 1..].find('*').map(|end| (start, start + 1 + end)));
        let Some((start, end)) = end else { break };
        push(&rest[..start], bold, false, inlines);
        push(&rest[start + 1..end], bold, true, inlines);
        rest = &rest[end + 1..];
    }
    push(rest, bold, false, inlines);
}

fn push(text: &str, bold: bool, italic: bool, inlines: &mut Vec<Inline>) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            inlines.push(Inline::Break);
        }
        if !line.is_empty() {
            inlines.push(Inline::Text { text: line.to_owned(), bold, italic });
        }
    }
}
