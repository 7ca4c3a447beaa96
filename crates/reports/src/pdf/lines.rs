//! Letters become words, words lines, lines paragraphs. A PDF knows none of these: it places letters.

use super::page::{Glyph, Way};
use crate::source::Entry;

/// A word, or as much of one as stands on one line.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
}

/// Words that stand on one line.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub words: Vec<Word>,
    /// The line that its letters stand on.
    pub y: f64,
    pub size: f64,
    pub bold: bool,
}

/// How a line goes on in the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// A word ended here.
    Space,
    /// A word was too long for the line and was cut without a sign.
    Cut,
}

/// A paragraph: its lines as they stand, so that divided words can be judged by all words of the file.
#[derive(Clone, Debug)]
pub(super) struct Para {
    pub lines: Vec<String>,
    /// How each line but the last goes on.
    pub joins: Vec<Join>,
    pub x0: f64,
    pub x1: f64,
    pub top: f64,
    pub bottom: f64,
    pub size: f64,
    pub bold: bool,
    /// Its last line reaches to where the next word would not have fitted.
    pub full: bool,
    pub page: u32,
}

impl TextLine {
    pub fn x0(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub fn x1(&self) -> f64 {
        self.words.last().map_or(0.0, |word| word.x1)
    }

    pub fn width(&self) -> f64 {
        self.x1() - self.x0()
    }

    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Lines of letters, from top to bottom. Turned text is read as if the page were turned.
pub(super) fn of(glyphs: &[&Glyph]) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for way in [Way::Right, Way::Back, Way::Up, Way::Down] {
        let own: Vec<Glyph> = glyphs.iter().filter(|glyph| glyph.way == way).map(|glyph| upright(glyph)).collect();
        lines.extend(of_upright(own));
    }
    standing(lines)
}

/// The letter as it would stand if its text ran to the right.
fn upright(glyph: &Glyph) -> Glyph {
    let (x, end, y) = match glyph.way {
        Way::Right => return glyph.clone(),
        Way::Back => (-glyph.end, -glyph.x, -glyph.y),
        Way::Up => (-glyph.tall.1, -glyph.tall.0, glyph.x),
        Way::Down => (glyph.tall.0, glyph.tall.1, -glyph.x),
    };
    Glyph { x, end, y, ..glyph.clone() }
}

fn of_upright(mut glyphs: Vec<Glyph>) -> Vec<TextLine> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let near = rows
            .last()
            .and_then(|row| row.last())
            .is_some_and(|last| glyph.y - last.y <= 0.36 * glyph.size.min(last.size).max(1.0));
        match rows.last_mut().filter(|_| near) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn line(mut row: Vec<Glyph>) -> Option<TextLine> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut sizes: Vec<f64> = row.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2].max(1.0);
    let mut heights: Vec<f64> = row.iter().filter(|glyph| glyph.size > 0.8 * size).map(|glyph| glyph.y).collect();
    heights.sort_by(f64::total_cmp);
    let y = heights.get(heights.len() / 2).copied().unwrap_or(row[0].y);
    let mut words: Vec<Word> = Vec::new();
    let mut bold = 0_usize;
    let mut last: Option<(f64, String, f64)> = None;
    let mut open = false;
    for glyph in &row {
        let is_blank = glyph.text.trim().is_empty();
        // What may not be parted stays one word, or its parts would look as if they had not fitted.
        if is_blank && !glyph.text.contains(['\u{a0}', '\u{202f}', '\u{2007}']) {
            open = false;
            continue;
        }
        // Letters that are drawn twice to look heavy are one letter.
        let doubled =
            last.as_ref().is_some_and(|(x, text, _)| *text == glyph.text && (glyph.x - x).abs() < 0.12 * size);
        if doubled {
            continue;
        }
        bold += usize::from(glyph.bold);
        let small = glyph.size < 0.8 * size && glyph.y < y - 0.12 * size;
        let text = if small { raised(&glyph.text) } else { glyph.text.clone() };
        let gap = last.as_ref().map_or(f64::INFINITY, |(_, _, end)| glyph.x - end);
        match words.last_mut().filter(|_| open && gap < 0.19 * size) {
            Some(word) => {
                word.text += &text;
                word.x1 = word.x1.max(glyph.end);
            }
            None => words.push(Word { text, x0: glyph.x, x1: glyph.end }),
        }
        open = true;
        last = Some((glyph.x, glyph.text.clone(), glyph.end));
    }
    let n_letters = row.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
    words.retain(|word| !word.text.trim().is_empty());
    (!words.is_empty()).then_some(TextLine { words, y, size, bold: bold * 2 > n_letters })
}

/// A small digit above the line is no digit of the number before it.
fn raised(text: &str) -> String {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |letter: char| letter.to_digit(10).and_then(|digit| RAISED.chars().nth(usize::try_from(digit).ok()?));
    text.chars().map(|letter| digit(letter).unwrap_or(letter)).collect()
}

/// Words that stand with one letter a line become words of one line.
fn standing(lines: Vec<TextLine>) -> Vec<TextLine> {
    const FEWEST: usize = 4;
    let single = |line: &TextLine| match line.words.as_slice() {
        [word] => word.text.chars().count() == 1 && word.text.chars().all(char::is_alphabetic),
        _ => false,
    };
    let mut out: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let n = lines[at..]
            .iter()
            .take_while(|line| single(line) && (line.x0() - lines[at].x0()).abs() < line.size)
            .count();
        if n < FEWEST {
            out.push(lines[at].clone());
            at += 1;
            continue;
        }
        let mut line = lines[at].clone();
        line.words[0].text = lines[at..at + n].iter().map(TextLine::text).collect();
        out.push(line);
        at += n;
    }
    out
}

/// Where lines could have begun and ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    pub left: f64,
    pub right: f64,
}

impl Room {
    /// From the first letter of any line to the last of any.
    pub fn of(lines: &[TextLine]) -> Option<Room> {
        let left = lines.iter().map(TextLine::x0).fold(f64::INFINITY, f64::min);
        let right = lines.iter().map(TextLine::x1).fold(f64::NEG_INFINITY, f64::max);
        (left < right).then_some(Room { left, right })
    }

    /// The smallest that holds both.
    pub fn with(self, other: Room) -> Room {
        Room { left: self.left.min(other.left), right: self.right.max(other.right) }
    }

    /// How much of it a line leaves free where it could go on.
    fn left_by(self, line: &TextLine) -> f64 {
        let (before, behind) = (line.x0() - self.left, self.right - line.x1());
        // A line in the middle would need room on both sides.
        let centred = before > 3.0 && (before - behind).abs() < 3.0;
        if centred { before + behind } else { behind }
    }
}

/// Paragraphs of lines that stand below each other.
pub(super) fn paragraphs(lines: &[TextLine], room: Room, page: u32) -> Vec<Para> {
    let mut steps: Vec<f64> = lines.windows(2).map(|two| two[1].y - two[0].y).filter(|step| *step > 0.0).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 4).copied().unwrap_or(f64::INFINITY);
    let mut paras: Vec<Para> = Vec::new();
    let mut before: Option<&TextLine> = None;
    let mut counted = None;
    for line in lines {
        let text = line.text();
        let entry = crate::source::entry(&text);
        let expected = match entry {
            Some(Entry::Number(number)) => number == 1 || counted == Some(number - 1),
            Some(Entry::Dot) => true,
            Some(Entry::Dash) | None => false,
        };
        let setting = Setting { room, usual, is_entry: entry.is_some(), expected };
        let goes_on = before.map(|above| goes_on(above, line, setting));
        if let (Some(Entry::Number(number)), None | Some(None)) = (entry, goes_on) {
            counted = Some(number);
        }
        let full = room.left_by(line) < 2.5 * line.size;
        match (paras.last_mut(), goes_on) {
            (Some(para), Some(Some(join))) => {
                para.lines.push(text);
                para.joins.push(join);
                para.x0 = para.x0.min(line.x0());
                para.x1 = para.x1.max(line.x1());
                para.bottom = line.y;
                para.bold &= line.bold;
                para.full = full;
            }
            _ => paras.push(Para {
                lines: vec![text],
                joins: Vec::new(),
                x0: line.x0(),
                x1: line.x1(),
                top: line.y - line.size,
                bottom: line.y,
                size: line.size,
                bold: line.bold,
                full,
                page,
            }),
        }
        before = Some(line);
    }
    paras
}

/// What is known where two lines meet.
#[derive(Clone, Copy)]
struct Setting {
    room: Room,
    /// From line to line.
    usual: f64,
    /// The lower line begins like an entry of a list, and one is expected.
    is_entry: bool,
    expected: bool,
}

/// How a line goes on with the one above it, if it does.
fn goes_on(above: &TextLine, line: &TextLine, setting: Setting) -> Option<Join> {
    let Setting { room, usual, .. } = setting;
    let free = room.left_by(above);
    let (first, last) = (line.words.first()?, above.words.last()?);
    let step = line.y - above.y;
    let size = above.size.max(line.size);
    if step <= 0.0
        || step > 1.35 * usual.max(0.9 * size).min(2.2 * size)
        || (above.size - line.size).abs() > 0.12 * size
    {
        return None;
    }
    let ended = last.text.ends_with(['.', ':', ';', '!', '?', ',']);
    if setting.is_entry && (setting.expected || ended && !last.text.ends_with([':', ','])) {
        return None;
    }
    if above.bold != line.bold && !line.text().starts_with(char::is_lowercase) {
        return None;
    }
    let space = 0.25 * size;
    let slack = 0.35 * size;
    let letters = first.text.chars().count().max(1);
    let letter = (first.x1 - first.x0) / f64::from(u32::try_from(letters).unwrap_or(1));
    let word_alone = above.words.len() == 1 && !last.text.ends_with(['-', '\u{ad}', '\u{2010}']);
    if word_alone
        && free < letter + 0.1 * size
        && first.text.starts_with(|letter: char| letter.is_lowercase() || ".,;:)»%".contains(letter))
    {
        return Some(Join::Cut);
    }
    // A divided word goes on, however much room there was.
    if last.text.ends_with('\u{ad}') || crate::source::is_divided(&last.text, &first.text) {
        return Some(Join::Space);
    }
    // Had the next word found room, the line was ended on purpose.
    let fits = free > space + (first.x1 - first.x0) + slack;
    if fits {
        return None;
    }
    // A paragraph that begins with an indent.
    let indent = |line: &TextLine| line.x0() - room.left;
    let indented = indent(line) > 1.2 * size && indent(above) < 0.6 * size && free > 0.1 * (room.right - room.left);
    (!indented).then_some(Join::Space)
}
