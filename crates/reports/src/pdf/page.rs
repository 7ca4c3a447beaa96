//! What a page shows: letters with their places, and straight lines. Its stream of drawing commands is followed as far
//! as that needs; colours, pictures and curves are passed over. Places are in points from the upper left corner of the
//! page as it is looked at.

use super::file::File;
use super::font::Font;
use super::object::{Dict, Lexer, Value, is_space};
use std::collections::HashMap;
use std::rc::Rc;

/// Commands that one page may have.
const MAX_COMMANDS: usize = 3_000_000;
/// Letters that one page may have; a dense one has 8 000.
const MAX_GLYPHS: usize = 200_000;
/// Straight lines that one page may have.
const MAX_RULES: usize = 20_000;
/// Drawings inside of drawings.
const MAX_FORMS: usize = 10;
/// States that may be kept to return to.
const MAX_STATES: usize = 200;
/// A filled box that is thinner is a line.
const THIN: f64 = 3.2;

/// Where text runs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    #[default]
    Right,
    Up,
    Down,
    Back,
}

/// A letter on the page, or a few that are one sign.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    /// Where the next letter would begin.
    pub end: f64,
    /// The line that letters stand on.
    pub y: f64,
    /// The same for text that does not run to the right: from top to bottom.
    pub tall: (f64, f64),
    pub size: f64,
    pub bold: bool,
    pub way: Way,
    /// Marked as belonging to the page and not to the text.
    pub artifact: bool,
}

/// A straight line; one of the sides has no length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

/// A page as it is seen.
#[derive(Default)]
pub(super) struct Drawn {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub width: f64,
    pub height: f64,
    /// Area of its pictures.
    pub pictures: f64,
    /// Letters whose fonts do not say what they are.
    pub unknown: usize,
}

/// Fonts by the number of their object.
pub(super) type Fonts = HashMap<u32, Rc<Font>>;

/// Six numbers that move and turn.
type Matrix = [f64; 6];
const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn moved(m: Matrix, x: f64, y: f64) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Mark {
    artifact: bool,
    /// What is meant by all letters inside, until the first of them is drawn.
    actual: Option<Option<String>>,
}

struct Drawing<'f, 'a> {
    file: &'f File<'a>,
    fonts: &'f mut Fonts,
    out: Drawn,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Vec<Vec<(f64, f64)>>,
    marks: Vec<Mark>,
    commands: usize,
}

/// Follows the commands of a page.
pub(super) fn draw(file: &File<'_>, page: &super::pages::Page, fonts: &mut Fonts) -> Drawn {
    let [left, bottom, right, top] = page.sheet;
    let matrix = match page.turned {
        90 => [0.0, 1.0, 1.0, 0.0, -bottom, -left],
        180 => [-1.0, 0.0, 0.0, 1.0, right, -bottom],
        270 => [0.0, -1.0, -1.0, 0.0, top, right],
        _ => [1.0, 0.0, 0.0, -1.0, -left, top],
    };
    let (wide, tall) = (right - left, top - bottom);
    let (width, height) = if page.turned % 180 == 90 { (tall, wide) } else { (wide, tall) };
    let state =
        State { matrix, font: None, size: 0.0, letter_gap: 0.0, word_gap: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 };
    let mut drawing = Drawing {
        file,
        fonts,
        out: Drawn { width, height, ..Drawn::default() },
        state,
        kept: Vec::new(),
        text: UNMOVED,
        line: UNMOVED,
        path: Vec::new(),
        marks: Vec::new(),
        commands: 0,
    };
    let mut content = Vec::new();
    for stream in &page.contents {
        content.extend(file.data(&file.resolve(stream)).unwrap_or_default());
        content.push(b'\n');
    }
    drawing.run(&content, &page.resources, 0);
    drawing.out
}

impl Drawing<'_, '_> {
    fn run(&mut self, content: &[u8], resources: &Dict, depth: usize) {
        let mut lexer = Lexer::of_page(content);
        let mut values: Vec<Value> = Vec::new();
        while let Some(value) = lexer.next() {
            let Value::Word(word) = value else {
                if values.len() < 64 {
                    values.push(value);
                }
                continue;
            };
            self.commands += 1;
            if self.commands > MAX_COMMANDS {
                return;
            }
            if word == b"ID" {
                skip_picture(&mut lexer);
            } else {
                self.command(&word, &values, resources, depth);
            }
            values.clear();
        }
    }

    fn command(&mut self, word: &[u8], values: &[Value], resources: &Dict, depth: usize) {
        let n = |at: usize| values.get(at).and_then(Value::number).unwrap_or(0.0);
        match word {
            b"q" if self.kept.len() < MAX_STATES => self.kept.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.matrix = times([n(0), n(1), n(2), n(3), n(4), n(5)], self.state.matrix),
            b"BT" => (self.text, self.line) = (UNMOVED, UNMOVED),
            b"Tc" => self.state.letter_gap = n(0),
            b"Tw" => self.state.word_gap = n(0),
            b"Tz" => self.state.stretch = n(0) / 100.0,
            b"TL" => self.state.leading = n(0),
            b"Ts" => self.state.rise = n(0),
            b"Tf" => {
                self.state.size = n(1);
                self.state.font = values.first().and_then(Value::name).and_then(|name| self.font(name, resources));
            }
            b"Td" => self.next_line(n(0), n(1)),
            b"TD" => {
                self.state.leading = -n(1);
                self.next_line(n(0), n(1));
            }
            b"Tm" => {
                self.line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                self.text = self.line;
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(values.first()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(values.first());
            }
            b"\"" => {
                (self.state.word_gap, self.state.letter_gap) = (n(0), n(1));
                self.next_line(0.0, -self.state.leading);
                self.show(values.get(2));
            }
            b"TJ" => {
                for one in values.first().map(Value::array).unwrap_or_default() {
                    match one {
                        Value::Number(back) => self.advance(-back / 1000.0 * self.state.size * self.state.stretch),
                        one => self.show(Some(one)),
                    }
                }
            }
            b"m" => self.begin(n(0), n(1)),
            b"l" => self.go(n(0), n(1)),
            // A curve ends somewhere else and is no rule.
            b"c" => self.begin(n(4), n(5)),
            b"v" | b"y" => self.begin(n(2), n(3)),
            b"h" => self.close(),
            b"re" => {
                let (x, y, wide, tall) = (n(0), n(1), n(2), n(3));
                self.begin(x, y);
                self.go(x + wide, y);
                self.go(x + wide, y + tall);
                self.go(x, y + tall);
                self.close();
            }
            b"S" => self.stroke(),
            b"s" => {
                self.close();
                self.stroke();
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"B" | b"B*" | b"b" | b"b*" => {
                if word[0] == b'b' {
                    self.close();
                }
                self.stroke();
            }
            b"n" => self.path.clear(),
            b"Do" => {
                if let Some(name) = values.first().and_then(Value::name) {
                    self.draw_inside(name, resources, depth);
                }
            }
            b"BMC" => self.mark(values, None, resources),
            b"BDC" => self.mark(values, values.get(1), resources),
            b"EMC" => {
                self.marks.pop();
            }
            _ => {}
        }
    }

    fn font(&mut self, name: &str, resources: &Dict) -> Option<Rc<Font>> {
        let list = self.file.get(resources, "Font");
        let value = list.dict()?.get(name);
        if let Value::Reference(number) = value
            && let Some(known) = self.fonts.get(number)
        {
            return Some(known.clone());
        }
        let font = Rc::new(Font::of(self.file, self.file.resolve(value).dict()?));
        if let Value::Reference(number) = value {
            self.fonts.insert(*number, font.clone());
        }
        Some(font)
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn advance(&mut self, by: f64) {
        let vertical = self.state.font.as_ref().is_some_and(|font| font.vertical);
        let (x, y) = if vertical { (0.0, by) } else { (by, 0.0) };
        self.text = times([1.0, 0.0, 0.0, 1.0, x, y], self.text);
    }

    fn show(&mut self, value: Option<&Value>) {
        let (Some(Value::Text(bytes)), Some(font)) = (value, self.state.font.clone()) else { return };
        font.letters(bytes, |shown| {
            let state = &self.state;
            let gap = state.letter_gap + if shown.is_space { state.word_gap } else { 0.0 };
            let wide = if font.vertical { 0.0 } else { shown.width * state.size * state.stretch };
            let step = if font.vertical { -state.size } else { wide + gap * state.stretch };
            let matrix = times(self.text, state.matrix);
            let (x0, y0) = moved(matrix, 0.0, state.rise);
            let (x1, y1) = moved(matrix, wide, state.rise);
            let (up_x, up_y) = (matrix[2] * state.size, matrix[3] * state.size);
            let way = match (x1 - x0, y1 - y0) {
                _ if font.vertical => Way::Right,
                (dx, dy) if dx.abs() >= dy.abs() => {
                    if dx >= 0.0 {
                        Way::Right
                    } else {
                        Way::Back
                    }
                }
                (_, dy) => {
                    if dy < 0.0 {
                        Way::Up
                    } else {
                        Way::Down
                    }
                }
            };
            let text = shown.text.map(str::to_owned);
            if text.is_none() {
                self.out.unknown += 1;
            }
            let text = self.meant(text.unwrap_or_else(|| "\u{fffd}".to_owned()));
            if self.out.glyphs.len() < MAX_GLYPHS
                && !text.is_empty()
                && [x0, y0, x1, y1].iter().all(|one| one.is_finite())
            {
                let size = up_x.hypot(up_y);
                self.out.glyphs.push(Glyph {
                    text,
                    x: x0.min(x1),
                    end: x0.max(x1),
                    y: y0,
                    tall: match way {
                        Way::Right | Way::Back => (y0 - 0.75 * size, y0 + 0.25 * size),
                        Way::Up | Way::Down => (y0.min(y1), y0.max(y1)),
                    },
                    size,
                    bold: font.bold,
                    way,
                    artifact: self.marks.iter().any(|mark| mark.artifact),
                });
            }
            self.advance(step);
        });
    }

    /// What a letter means: a mark may say it for all letters inside.
    fn meant(&mut self, text: String) -> String {
        match self.marks.iter_mut().rev().find_map(|mark| mark.actual.as_mut()) {
            Some(actual) => actual.take().unwrap_or_default(),
            None => text,
        }
    }

    fn begin(&mut self, x: f64, y: f64) {
        if self.path.len() < MAX_RULES {
            self.path.push(vec![moved(self.state.matrix, x, y)]);
        }
    }

    fn go(&mut self, x: f64, y: f64) {
        let to = moved(self.state.matrix, x, y);
        if let Some(last) = self.path.last_mut().filter(|last| last.len() < 1000) {
            last.push(to);
        }
    }

    fn close(&mut self) {
        if let Some(last) = self.path.last_mut()
            && let Some(first) = last.first().copied()
        {
            last.push(first);
        }
    }

    fn stroke(&mut self) {
        for path in std::mem::take(&mut self.path) {
            for two in path.windows(2) {
                self.rule(two[0], two[1]);
            }
        }
    }

    /// Programs draw borders as boxes, too.
    fn fill(&mut self) {
        for path in std::mem::take(&mut self.path) {
            let xs = || path.iter().map(|(x, _)| *x);
            let ys = || path.iter().map(|(_, y)| *y);
            let (x0, x1) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
            let (y0, y1) = (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max));
            if path.len() < 3 || path.len() > 8 {
                continue;
            }
            if y1 - y0 <= THIN && x1 - x0 > y1 - y0 {
                let y = (y0 + y1) / 2.0;
                self.rule((x0, y), (x1, y));
            } else if x1 - x0 <= THIN {
                let x = (x0 + x1) / 2.0;
                self.rule((x, y0), (x, y1));
            }
        }
    }

    fn rule(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) {
        let (wide, tall) = ((x1 - x0).abs(), (y1 - y0).abs());
        let straight = wide.min(tall) <= 0.7 && wide.max(tall) >= 1.0;
        if straight && self.out.rules.len() < MAX_RULES && [x0, y0, x1, y1].iter().all(|one| one.is_finite()) {
            self.out.rules.push(Rule { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) });
        }
    }

    fn draw_inside(&mut self, name: &str, resources: &Dict, depth: usize) {
        let list = self.file.get(resources, "XObject");
        let Some(value) = list.dict().map(|list| self.file.get(list, name)) else { return };
        let Some(dict) = value.dict() else { return };
        match self.file.get(dict, "Subtype").name() {
            Some("Image") => {
                let m = self.state.matrix;
                self.out.pictures += (m[0] * m[3] - m[1] * m[2]).abs();
            }
            Some("Form") if depth < MAX_FORMS => {
                let Some(content) = self.file.data(&value) else { return };
                let own = self.file.get(dict, "Resources");
                let resources = own.dict().unwrap_or(resources).clone();
                let matrix = self.file.numbers(&self.file.get(dict, "Matrix"));
                let (state, kept) = (self.state.clone(), std::mem::take(&mut self.kept));
                if let [a, b, c, d, e, f] = matrix[..] {
                    self.state.matrix = times([a, b, c, d, e, f], self.state.matrix);
                }
                let marks = self.marks.len();
                self.run(&content, &resources, depth + 1);
                self.marks.truncate(marks);
                (self.state, self.kept) = (state, kept);
            }
            _ => {}
        }
    }

    fn mark(&mut self, values: &[Value], properties: Option<&Value>, resources: &Dict) {
        let named = properties.and_then(Value::name).and_then(|name| {
            let list = self.file.get(resources, "Properties");
            Some(self.file.get(list.dict()?, name))
        });
        let properties = named.as_deref().or(properties).and_then(Value::dict);
        let actual = properties.map(|own| self.file.get(own, "ActualText"));
        let actual = actual.and_then(|actual| match &*actual {
            Value::Text(bytes) => Some(Some(super::said(bytes))),
            _ => None,
        });
        if self.marks.len() < MAX_STATES {
            self.marks.push(Mark { artifact: values.first().and_then(Value::name) == Some("Artifact"), actual });
        }
    }
}

/// The bytes of a picture that stands among the commands.
fn skip_picture(lexer: &mut Lexer<'_>) {
    let mut at = lexer.at + 1;
    while let Some(found) = super::file::find(lexer.bytes.get(at..).unwrap_or_default(), b"EI") {
        at += found + 2;
        let before = lexer.bytes.get(at.wrapping_sub(3)).copied().is_none_or(is_space);
        let after = lexer.bytes.get(at).copied().is_none_or(is_space);
        // What follows a picture are commands; in its bytes there are others than letters.
        let ahead = &lexer.bytes[at.min(lexer.bytes.len())..(at + 12).min(lexer.bytes.len())];
        if before && after && ahead.iter().all(|byte| byte.is_ascii_graphic() || is_space(*byte)) {
            lexer.at = at;
            return;
        }
    }
    lexer.at = lexer.bytes.len();
}
