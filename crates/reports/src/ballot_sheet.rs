//! Codes on paper as Typst markup: sheets that are cut along dashed lines, each with its code as letters and as a picture, with
//! the options to tick or without; and the list on which it is signed that a code was handed out, which does not know the codes.

use crate::typeset::quote;
use std::fmt::Write;

/// The same words in one or two languages.
pub type Said = Vec<String>;

/// What is on a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// The code and how to use it: eight to a page.
    Slips,
    /// The code and the options to fill in: two to a page, one where there are many.
    Ballots,
}

/// One sheet.
pub struct Slip {
    /// The code as people read it aloud.
    pub code: String,
    /// The code as a camera reads it: an SVG picture.
    pub picture: String,
}

/// All that is printed of a batch.
pub struct Sheets {
    /// Title in the properties of the file.
    pub title: String,
    /// What the round is called.
    pub heading: Said,
    /// Village and street.
    pub village: Said,
    /// How it is filled in.
    pub how: Said,
    /// How the code is used on a telephone.
    pub online: Said,
    /// That nobody learns who voted how.
    pub secret: Said,
    /// Until when.
    pub until: Said,
    /// Whether options get numbers and not ticks.
    pub is_ranking: bool,
    /// The options in the order of the list.
    pub options: Vec<Said>,
    /// The sheets.
    pub slips: Vec<Slip>,
    /// What is on them.
    pub layout: Layout,
    /// What the list is called.
    pub list: Said,
    /// What it says and what not.
    pub list_note: Said,
    /// Its columns beside the number.
    pub columns: Vec<Said>,
}

/// More options than these take a page for themselves.
const FEW: usize = 8;

const SETTINGS: &str = r#"#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), size: 10pt, hyphenate: false)
#set par(justify: false, leading: 0.45em, spacing: 0.5em)
#let second(body) = text(size: 0.86em, fill: luma(70), body)
#let mono(body) = text(font: "DejaVu Sans Mono", weight: "bold", body)
#let cut = (paint: luma(90), thickness: 0.6pt, dash: "dashed")
#let tick = box(width: 13pt, height: 13pt, stroke: 0.8pt, baseline: 2.5pt)
"#;

/// Markup of the sheets and the list, and the pictures that it names.
pub fn markup(sheets: &Sheets) -> (String, Vec<(String, Vec<u8>)>) {
    let mut out = String::from("#set document(title: ");
    quote(&mut out, &sheets.title);
    out += ")\n";
    out += SETTINGS;
    let pictures = sheets.slips.iter().enumerate();
    let pictures = pictures.map(|(at, slip)| (picture(at), slip.picture.clone().into_bytes())).collect();
    let (columns, rows) = match sheets.layout {
        Layout::Slips => (2, 4),
        Layout::Ballots if sheets.options.len() <= FEW => (1, 2),
        Layout::Ballots => (1, 1),
    };
    out += "#set page(paper: \"a4\", margin: 8mm)\n#place(hide(heading(level: 1)[#";
    quote(&mut out, &sheets.title);
    out += ";]))\n";
    for (at, page) in sheets.slips.chunks(columns * rows).enumerate() {
        if at > 0 {
            out += "#pagebreak()\n";
        }
        let _ = writeln!(
            out,
            "#grid(columns: (1fr,) * {columns}, rows: ({:.1}mm,) * {rows}, stroke: cut, inset: 5mm,",
            280.0 / rows as f64
        );
        for (place, slip) in page.iter().enumerate() {
            let name = picture(at * columns * rows + place);
            out += "[";
            match sheets.layout {
                Layout::Slips => of_slip(&mut out, sheets, slip, &name),
                Layout::Ballots => of_ballot(&mut out, sheets, slip, &name),
            }
            out += "],\n";
        }
        out += ")\n";
    }
    list(&mut out, sheets);
    (out, pictures)
}

fn picture(at: usize) -> String {
    format!("code{}.svg", at + 1)
}

/// Words in their languages one below another.
fn below(out: &mut String, said: &Said) {
    for (at, words) in said.iter().filter(|words| !words.is_empty()).enumerate() {
        *out += if at > 0 { "#linebreak()#second[#" } else { "#[#" };
        quote(out, words);
        *out += ";]";
    }
}

fn block(out: &mut String, size: &str, said: &Said) {
    if said.iter().any(|words| !words.is_empty()) {
        let _ = write!(out, "#block(above: 4pt, below: 0pt)[#set text(size: {size});");
        below(out, said);
        *out += "]";
    }
}

fn code(out: &mut String, slip: &Slip, name: &str, width: &str, size: &str) {
    let _ = write!(out, "#image(\"{name}\", width: {width}, alt: ");
    quote(out, &slip.code);
    let _ = write!(out, ")#v(-1mm)#mono[#set text(size: {size});");
    // Two lines of nine letters are read without losing the place.
    let (first, second) = slip.code.split_at_checked(12).unwrap_or((&slip.code, ""));
    *out += "#";
    quote(out, first.trim_end_matches('-'));
    *out += ";#linebreak()#";
    quote(out, second);
    *out += ";]";
}

fn of_slip(out: &mut String, sheets: &Sheets, slip: &Slip, name: &str) {
    *out += "#grid(columns: (1fr, auto), column-gutter: 4mm, [#strong[";
    below(out, &sheets.heading);
    *out += "]";
    block(out, "9pt", &sheets.village);
    block(out, "8.5pt", &sheets.online);
    block(out, "8.5pt", &sheets.until);
    *out += "], align(center)[";
    code(out, slip, name, "34mm", "11pt");
    *out += "])";
    block(out, "7.5pt", &sheets.secret);
}

fn of_ballot(out: &mut String, sheets: &Sheets, slip: &Slip, name: &str) {
    *out += "#grid(columns: (1fr, auto), column-gutter: 5mm, [#text(size: 13pt, weight: \"bold\")[";
    below(out, &sheets.heading);
    *out += "]";
    block(out, "10pt", &sheets.village);
    block(out, "10pt", &sheets.how);
    block(out, "9pt", &sheets.until);
    *out += "], align(center)[";
    code(out, slip, name, "30mm", "11pt");
    *out +=
        "])#v(1mm)#table(columns: (auto, auto, 1fr), stroke: 0.5pt + luma(120), inset: 4pt, align: left + horizon,\n";
    for (at, option) in sheets.options.iter().enumerate() {
        let mark = if sheets.is_ranking { "#box(width: 22pt, height: 13pt, stroke: 0.8pt)" } else { "#tick" };
        let _ = write!(out, "[{mark}],[*{}*],[", at + 1);
        below(out, option);
        *out += "],";
    }
    *out += ")";
    block(out, "8pt", &sheets.online);
    block(out, "8pt", &sheets.secret);
}

/// The list has as many lines as there are sheets, and no order that would lead from one to the other.
fn list(out: &mut String, sheets: &Sheets) {
    *out += "#set page(paper: \"a4\", margin: 12mm, numbering: \"1 / 1\")\n#pagebreak(weak: true)\n";
    *out += "#text(size: 13pt, weight: \"bold\")[";
    below(out, &sheets.list);
    *out += "]";
    block(out, "11pt", &sheets.heading);
    block(out, "10pt", &sheets.village);
    block(out, "9pt", &sheets.list_note);
    let lines = sheets.slips.len();
    let _ = write!(
        out,
        "#v(2mm)#table(columns: (9mm, 1.4fr, 1fr, 1fr), rows: (auto,) + (9mm,) * {lines}, stroke: 0.5pt + luma(60), \
         inset: 3pt, align: left + horizon,\ntable.header(table.cell(fill: luma(235))[№],"
    );
    for column in &sheets.columns {
        *out += "table.cell(fill: luma(235))[#set text(size: 9pt);";
        below(out, column);
        *out += "],";
    }
    *out += "),\n";
    for number in 1..=lines {
        let _ = write!(out, "[{number}],[],[],[],");
    }
    *out += ")\n";
}
