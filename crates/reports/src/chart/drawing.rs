//! SVG as it grows: shapes and texts with class names, and how much room a text takes where nothing can measure it.

use super::Frame;
use crate::xml::escape;
use std::fmt::Write;

/// Height of letters; the narrowest place for a chart is 300 px for 340 units, where this is 11.5 px.
pub(super) const SIZE: f64 = 13.0;
/// Width of charts that fit a telephone.
pub(super) const NARROW: f64 = 340.0;
/// Class names of series, in order; more series begin anew.
pub(super) const SERIES: [&str; 6] = ["c-a", "c-b", "c-c", "c-d", "c-e", "c-f"];

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing of a given width that gets its height at the end.
pub(super) struct Drawing {
    out: String,
    standalone: bool,
    /// Whether parts of it lead somewhere: then it is no single picture to who hears it.
    leads: bool,
}

impl Drawing {
    pub fn new(frame: &Frame<'_>) -> Drawing {
        Drawing { out: String::with_capacity(4096), standalone: frame.standalone, leads: false }
    }

    /// A rectangle with what it says when pointed at.
    pub fn rect(&mut self, class: &str, [x, y, width, height]: [f64; 4], tip: &str) {
        let (x, y, width, height) = (number(x), number(y), number(width.max(0.0)), number(height.max(0.0)));
        self.shape("rect", class, &format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#), tip);
    }

    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let ends = (number(from.0), number(from.1), number(to.0), number(to.1));
        let geometry = format!(r#"x1="{}" y1="{}" x2="{}" y2="{}""#, ends.0, ends.1, ends.2, ends.3);
        self.shape("line", class, &geometry, "");
    }

    pub fn polyline(&mut self, class: &str, points: &[(f64, f64)], dash: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        self.shape("polyline", class, &format!(r#"points="{}"{dash}"#, points.join(" ")), "");
    }

    /// A mark of a series: a circle, square, diamond or triangle, so that colour alone says nothing.
    pub fn mark(&mut self, series: usize, (x, y): (f64, f64), tip: &str) {
        let class = format!("c-bar {}", SERIES[series % SERIES.len()]);
        let corners: &[(f64, f64)] = match series % 4 {
            0 => {
                let circle = format!(r#"cx="{}" cy="{}" r="4""#, number(x), number(y));
                return self.shape("circle", &class, &circle, tip);
            }
            1 => &[(-3.7, -3.7), (3.7, -3.7), (3.7, 3.7), (-3.7, 3.7)],
            2 => &[(0.0, -5.2), (5.2, 0.0), (0.0, 5.2), (-5.2, 0.0)],
            _ => &[(0.0, -5.0), (4.8, 3.8), (-4.8, 3.8)],
        };
        let points = corners.iter().map(|(dx, dy)| format!("{},{}", number(x + dx), number(y + dy)));
        self.shape("polygon", &class, &format!(r#"points="{}""#, points.collect::<Vec<_>>().join(" ")), tip);
    }

    pub fn polygon(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        self.shape("polygon", class, &format!(r#"points="{}""#, points.join(" ")), "");
    }

    /// What is drawn from here to [`Drawing::unframed`] is cut off at the edges.
    pub fn framed(&mut self, wide: f64, high: f64) {
        let [wide, high] = [wide, high].map(number);
        let _ = writeln!(self.out, r#"<svg width="{wide}" height="{high}" overflow="hidden">"#);
    }

    /// Ends what [`Drawing::framed`] began.
    pub fn unframed(&mut self) {
        self.out.push_str("</svg>\n");
    }

    /// A picture of somebody else. A script asks for it where it is seen, and takes it away where it does not come.
    pub fn image(&mut self, address: &str, [x, y, width, height]: [f64; 4]) {
        self.out.push_str("<image data-href=\"");
        escape(&mut self.out, address);
        let [x, y, width, height] = [x, y, width, height].map(number);
        let _ = writeln!(self.out, r#"" x="{x}" y="{y}" width="{width}" height="{height}"/>"#);
    }

    /// A disc of which a sector from the top is done; it may lead somewhere.
    pub fn disc(&mut self, (x, y): (f64, f64), radius: f64, done: f64, tip: &str, href: &str) {
        if !href.is_empty() {
            // The table below leads there, too: whoever goes by the keyboard does not go twice.
            self.leads = true;
            self.out.push_str("<a tabindex=\"-1\" href=\"");
            escape(&mut self.out, href);
            self.out.push_str("\">");
        }
        let done = if done.is_finite() { done.clamp(0.0, 1.0) } else { 0.0 };
        let circle = format!(r#"cx="{}" cy="{}" r="{}""#, number(x), number(y), number(radius));
        self.shape("circle", if done > 0.999 { "m-done" } else { "m-open" }, &circle, tip);
        if (0.001..=0.999).contains(&done) {
            let (sin, cos) = (done * std::f64::consts::TAU).sin_cos();
            let large = u8::from(done > 0.5);
            let (top, to) = ((x, y - radius), (x + radius * sin, y - radius * cos));
            let [x, y, r, tx, ty, ex, ey] = [x, y, radius, top.0, top.1, to.0, to.1].map(number);
            self.shape("path", "m-done", &format!(r#"d="M{x} {y}L{tx} {ty}A{r} {r} 0 {large} 1 {ex} {ey}Z""#), "");
        }
        if !href.is_empty() {
            self.out.push_str("</a>\n");
        }
    }

    fn shape(&mut self, name: &str, class: &str, geometry: &str, tip: &str) {
        let _ = write!(self.out, r#"<{name} class="{class}" {geometry}"#);
        if self.standalone {
            self.out.push_str(&paint(class));
        }
        if tip.is_empty() {
            self.out.push_str("/>\n");
        } else {
            self.out.push_str("><title>");
            escape(&mut self.out, tip);
            let _ = writeln!(self.out, "</title></{name}>");
        }
    }

    /// A text on one line; `y` is where its letters stand.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let _ = write!(self.out, r#"<text x="{}" y="{}""#, number(x), number(y));
        if !class.is_empty() {
            let _ = write!(self.out, r#" class="{class}""#);
        }
        self.out.push_str(match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        });
        if self.standalone {
            self.out.push_str(match class {
                "c-quiet" => r##" fill="#566165""##,
                "c-strong" => r##" fill="#1d2426" font-weight="600""##,
                _ => r##" fill="#1d2426""##,
            });
        }
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</text>\n");
    }

    /// Names of series or states with their colours, from the left, on as many lines as they need; gives the height.
    pub fn legend(&mut self, entries: &[(usize, String, String)], y: f64, wide: f64) -> f64 {
        let (mut x, mut row) = (0.0, y);
        for (series, class, name) in entries {
            let name = fitted(name, wide - 18.0);
            let room = 18.0 + width(&name) + 14.0;
            if x > 0.0 && x + room - 14.0 > wide {
                (x, row) = (0.0, row + 20.0);
            }
            if class.is_empty() {
                self.mark(*series, (x + 6.0, row + 8.0), "");
            } else {
                self.rect(class, [x, row + 3.0, 11.0, 11.0], "");
            }
            self.text("", (x + 17.0, row + 13.0), Anchor::Start, &name);
            x += room;
        }
        if entries.is_empty() { 0.0 } else { row + 24.0 - y }
    }

    /// The whole, with its name and description.
    pub fn finish(self, frame: &Frame<'_>, wide: f64, high: f64) -> String {
        let keep = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let id: String = frame.id.chars().filter(keep).collect();
        // An id begins with a letter.
        let id = if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("c{id}") };
        let class = if wide > NARROW { "chart c-wide" } else { "chart" };
        // On a page the margin and the heading are the page's; a file has its own.
        let [x, y, whole, tall] =
            if frame.standalone { [-14.0, -36.0, wide + 28.0, high + 50.0] } else { [0.0, 0.0, wide, high] }
                .map(number);
        let mut out = String::with_capacity(self.out.len() + 512);
        let _ = write!(out, r#"<svg class="{class}" viewBox="{x} {y} {whole} {tall}" font-size="{SIZE}""#);
        let _ = write!(out, r#" role="{}""#, if self.leads { "group" } else { "img" });
        let _ = write!(out, r#" aria-labelledby="{id}-t {id}-d""#);
        if frame.standalone {
            let _ = write!(out, r#" xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{tall}""#);
            out.push_str(r#" font-family="Noto Sans, Segoe UI, Roboto, Liberation Sans, sans-serif""#);
        }
        let _ = write!(out, ">\n<title id=\"{id}-t\">");
        escape(&mut out, frame.title);
        let _ = write!(out, "</title>\n<desc id=\"{id}-d\">");
        escape(&mut out, frame.about);
        out.push_str("</desc>\n");
        if frame.standalone {
            let _ = writeln!(out, r##"<rect x="{x}" y="{y}" width="{whole}" height="{tall}" fill="#fff"/>"##);
            let _ = write!(out, r##"<text x="0" y="-14" fill="#1d2426" font-weight="600">"##);
            escape(&mut out, &fitted(frame.title, wide));
            out.push_str("</text>\n");
        }
        out + &self.out + "</svg>\n"
    }
}

/// The colours of the light page, for a file without a style sheet.
fn paint(class: &str) -> String {
    let colour = class.split(' ').find_map(|name| {
        Some(match name {
            "c-a" | "c-running" => "#14606b",
            "c-b" | "c-unmet" => "#c8772a",
            "c-c" => "#6c5aa8",
            "c-d" => "#52823a",
            "c-e" => "#b0476f",
            "c-f" => "#7a7a72",
            "c-done" | "c-met" => "#256b3c",
            "c-late" => "#a3261c",
            "c-ahead" | "c-track" => "#ecebe4",
            "c-axis" => "#566165",
            "c-today" => "#1d2426",
            "c-grid" => "#d9d8d1",
            "m-land" => "#f7f6f1",
            "m-region" => "#ecebe4",
            "m-lake" | "m-river" => "#9cc3d5",
            "m-done" => "#14606b",
            "m-open" => "#c8772a",
            _ => return None,
        })
    });
    let colour = colour.unwrap_or("#566165");
    let is_line = class.split(' ').any(|name| matches!(name, "c-line" | "c-axis" | "c-grid" | "c-today" | "m-river"));
    match (is_line, class) {
        (true, "m-river") => format!(r#" fill="none" stroke="{colour}" stroke-width="1.2""#),
        (false, "m-region") => format!(r##" fill="{colour}" stroke="#566165" stroke-width="0.6""##),
        (false, "m-done" | "m-open") => format!(r##" fill="{colour}" stroke="#fff" stroke-width="0.6""##),
        (true, "c-axis" | "c-grid") => format!(r#" fill="none" stroke="{colour}""#),
        (true, _) => format!(r#" fill="none" stroke="{colour}" stroke-width="2.5""#),
        (false, "c-bar c-ahead") => format!(r##" fill="{colour}" stroke="#566165""##),
        (false, _) => format!(r#" fill="{colour}""#),
    }
}

/// A coordinate with one decimal; what is no number is nought.
fn number(value: f64) -> String {
    let tenths = if value.is_finite() { (value.clamp(-1e6, 1e6) * 10.0).round() } else { 0.0 };
    // `+ 0.0` makes a nought of a negative nought.
    format!("{}", tenths / 10.0 + 0.0)
}

/// About how wide a text is at most, by a wide face (DejaVu Sans): nothing here can measure it.
pub(super) fn width(text: &str) -> f64 {
    let letter = |c: char| match c {
        'i' | 'l' | 'j' | 'І' | 'і' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' => 0.31,
        ' ' | '\u{a0}' | '(' | ')' | '-' | 't' | 'f' | 'r' => 0.4,
        'ш' | 'щ' | 'ж' | 'ю' | 'ы' | 'м' | 'ф' | 'm' | 'w' | '%' => 0.9,
        c if c.is_uppercase() => 0.77,
        c if u32::from(c) > 0x2fff => 1.0,
        _ => 0.635,
    };
    text.chars().map(letter).sum::<f64>() * SIZE
}

/// A text cut to a width.
pub(super) fn fitted(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut) + width("…") + width(c.encode_utf8(&mut [0; 4])) > room {
            break;
        }
        cut.push(c);
    }
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

/// A text on at most so many lines, parted between words; the last one is cut where it must be.
pub(super) fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_full = all.len() >= most;
        match all.last_mut() {
            Some(last) if is_full || width(last) + width(" ") + width(word) <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => all.push(word.to_string()),
        }
    }
    all.into_iter().map(|line| fitted(&line, room)).collect()
}

/// A round number not below the greatest value, and the step of a scale of at most four steps.
pub(super) fn scale(most: f64) -> (f64, f64) {
    let most = if most.is_finite() && most > 0.0 { most } else { 1.0 };
    let rough = most / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let step = steps.into_iter().map(|step| step * power).find(|step| *step >= rough * 0.999).unwrap_or(10.0 * power);
    // Counts have no halves.
    let step = if most >= 1.0 { step.max(1.0) } else { step };
    let step = if step > 1.0 && step < 10.0 && step.fract() != 0.0 { step.ceil() } else { step };
    ((most / step).ceil() * step, step)
}
