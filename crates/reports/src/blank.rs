//! Blank forms for paper as Typst markup: a list with empty lines, or a questionnaire with boxes to tick. Every page bears
//! its code, as letters and as a picture. A `Document` holds no empty rows of a height that one can write in, therefore
//! blanks are set here and not there.

use crate::typeset::quote;
use std::fmt::Write;

/// The same words in one or two languages; the first is set larger.
pub type Said = Vec<String>;

/// A blank form.
pub struct Blank {
    /// Title in the properties of the file.
    pub title: String,
    /// Main language.
    pub lang: String,
    /// What the form is called.
    pub heading: Said,
    /// What is known already: the event, its day and place.
    pub given: Vec<Said>,
    /// What is filled in.
    pub body: Body,
}

/// What is filled in.
pub enum Body {
    /// A list: one line for each person; each entry of `codes` is a page.
    Rows {
        /// What is asked in a line.
        columns: Vec<Column>,
        /// What the numbers in a cell mean.
        legends: Vec<Said>,
        /// Lines to a page.
        on_page: usize,
        /// The pages.
        codes: Vec<Code>,
    },
    /// A questionnaire for one person.
    Questions {
        /// In order.
        questions: Vec<Question>,
        /// On every page.
        code: Code,
        /// One copy for each: a number that whoever answers takes along.
        slips: Vec<Slip>,
    },
}

/// A part of the sheet to tear off.
pub struct Slip {
    /// The number; it stands on the sheet as well.
    pub code: Code,
    /// What the number is called.
    pub name: Said,
    /// What it is for.
    pub words: Vec<Said>,
}

/// The code of a page.
pub struct Code {
    /// As people read it aloud.
    pub text: String,
    /// As a camera reads it: an SVG picture.
    pub picture: String,
}

/// A column of a list.
pub struct Column {
    /// What stands above.
    pub heading: Said,
    /// Relative width.
    pub width: u32,
    /// Boxes to tick in each cell; with or without words.
    pub boxes: Vec<Said>,
}

/// A question.
pub struct Question {
    /// Its words.
    pub words: Said,
    /// Whom it is for, or how it is answered.
    pub hint: Said,
    /// How it is answered.
    pub answer: Answer,
}

/// How a question is answered.
pub enum Answer {
    /// One box or several are ticked.
    Boxes(Vec<Said>),
    /// So many lines are written.
    Lines(usize),
    /// A few letters or digits are written.
    Short,
}

/// Libertinus has all Kazakh letters; what stands on paper that is filled in with a pen is set larger than a report.
const SETTINGS: &str = r#"#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), size: 11pt, hyphenate: false)
#set par(justify: false, leading: 0.5em, spacing: 0.55em)
#let second(body) = text(size: 0.86em, fill: luma(70), body)
#let tick = box(width: 9.5pt, height: 9.5pt, stroke: 0.8pt, baseline: 1pt)
#let rule = block(above: 8mm, below: 0mm, line(length: 100%, stroke: 0.5pt + luma(90)))
"#;
/// Height of a line that is written in, in millimetres.
const LINE_MM: u32 = 10;

/// Markup of the blank and the pictures that it names.
pub fn markup(blank: &Blank) -> (String, Vec<(String, Vec<u8>)>) {
    let (mut out, mut pictures) = (String::new(), Vec::new());
    out += "#set document(title: ";
    quote(&mut out, &blank.title);
    out += ")\n#set text(lang: ";
    quote(&mut out, &blank.lang);
    out += ")\n";
    out += SETTINGS;
    match &blank.body {
        Body::Rows { columns, legends, on_page, codes } => {
            for (at, code) in codes.iter().enumerate() {
                page(&mut out, &mut pictures, blank, code, true);
                if at == 0 {
                    title(&mut out, blank);
                }
                rows(&mut out, columns, at * on_page, *on_page);
                for legend in legends {
                    out += "#block(above: 5pt, below: 0pt)[#set text(size: 8.5pt);";
                    said(&mut out, legend, "#[", " · ");
                    out += "]\n";
                }
            }
        }
        Body::Questions { questions, code, slips } => {
            for copy in 0..slips.len().max(1) {
                page(&mut out, &mut pictures, blank, code, false);
                if copy == 0 {
                    title(&mut out, blank);
                }
                for (at, question) in questions.iter().enumerate() {
                    ask(&mut out, at + 1, question);
                }
                if let Some(slip) = slips.get(copy) {
                    tear_off(&mut out, &mut pictures, slip);
                }
            }
        }
    }
    (out, pictures)
}

/// The heading of the outline; it stands in the head of the page already, where machines do not look.
fn title(out: &mut String, blank: &Blank) {
    *out += "#place(hide(heading(level: 1)[#";
    quote(out, &blank.title);
    *out += ";]))\n";
}

fn page(out: &mut String, pictures: &mut Vec<(String, Vec<u8>)>, blank: &Blank, code: &Code, is_list: bool) {
    let name = format!("code{}.svg", pictures.len() + 1);
    let _ = write!(
        out,
        "#set page(paper: \"a4\", flipped: {is_list}, margin: (x: 12mm, top: 38mm, bottom: 14mm), numbering: \"1 / 1\", \
         header-ascent: 3mm, footer-descent: 20%, header: grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + \
         top, center + top), ["
    );
    said(out, &blank.heading, "#text(size: 14pt, weight: \"bold\")[", " \u{a0}·\u{a0} ");
    for given in &blank.given {
        *out += "#par[";
        said(out, given, "#text[", " \u{a0}/\u{a0} ");
        *out += "]";
    }
    let _ = write!(out, "], [#image(\"{name}\", width: 27mm, alt: ");
    quote(out, &code.text);
    *out += ")#v(-2.5mm)#text(font: \"DejaVu Sans Mono\", size: 10pt, weight: \"bold\")[#";
    quote(out, &code.text);
    *out += ";]]))\n";
    pictures.push((name, code.picture.clone().into_bytes()));
}

/// The number once more above the line along which the slip is torn off, and the slip.
fn tear_off(out: &mut String, pictures: &mut Vec<(String, Vec<u8>)>, slip: &Slip) {
    let name = format!("slip{}.svg", pictures.len() + 1);
    let number = |out: &mut String, size: u32| {
        said(out, &slip.name, "#[", " / ");
        let _ = write!(out, ": #text(font: \"DejaVu Sans Mono\", size: {size}pt, weight: \"bold\")[#");
        quote(out, &slip.code.text);
        *out += ";]";
    };
    *out += "#block(breakable: false, above: 6mm, below: 0mm)[";
    number(out, 11);
    *out += "#v(1mm)#line(length: 100%, stroke: (thickness: 0.6pt, dash: \"dashed\"))#v(1mm)\
             #grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + horizon, center), [#par[";
    number(out, 14);
    *out += "]";
    for words in &slip.words {
        *out += "#par[";
        said(out, words, "#[", " / ");
        *out += "]";
    }
    let _ = write!(out, "], [#image(\"{name}\", width: 27mm, alt: ");
    quote(out, &slip.code.text);
    *out += ")])]\n";
    pictures.push((name, slip.code.picture.clone().into_bytes()));
}

/// Words in their languages one after another.
fn said(out: &mut String, said: &Said, first: &str, between: &str) {
    for (at, words) in said.iter().filter(|words| !words.is_empty()).enumerate() {
        if at > 0 {
            *out += "#";
            quote(out, between);
            *out += ";#second[#";
        } else {
            *out += first;
            *out += "#";
        }
        quote(out, words);
        *out += ";]";
    }
}

/// Words in their languages one below another.
fn below(out: &mut String, said: &Said) {
    for (at, words) in said.iter().filter(|words| !words.is_empty()).enumerate() {
        *out += if at > 0 { "#linebreak()#second[#" } else { "#[#" };
        quote(out, words);
        *out += ";]";
    }
}

fn rows(out: &mut String, columns: &[Column], before: usize, count: usize) {
    *out += "#table(inset: 3pt, stroke: 0.5pt + luma(60), align: left + horizon, columns: (8mm,";
    for column in columns {
        let _ = write!(out, "{}fr,", column.width.max(1));
    }
    let _ = write!(out, "), rows: (auto,) + ({LINE_MM}mm,) * {count},\ntable.header(table.cell(fill: luma(235))[№],");
    for column in columns {
        *out += "table.cell(fill: luma(235))[#set text(size: 8.5pt);";
        below(out, &column.heading);
        *out += "],";
    }
    *out += "),\n";
    for number in before + 1..=before + count {
        let _ = write!(out, "[{number}],");
        for column in columns {
            *out += "[#set text(size: 7.5pt);#set par(leading: 0.3em);";
            for (at, words) in column.boxes.iter().enumerate() {
                *out += if at > 0 { "#linebreak()#tick#h(2.5pt)" } else { "#tick#h(2.5pt)" };
                said(out, words, "#[", " / ");
            }
            *out += "],";
        }
        out.push('\n');
    }
    *out += ")\n";
}

fn ask(out: &mut String, number: usize, question: &Question) {
    let _ = write!(out, "#block(breakable: false, above: 4.2mm, below: 0mm)[#strong[#");
    // As one text: a number and a point at the beginning of a line would be a list.
    quote(out, &format!("{number}. {}", question.words.first().map_or("", String::as_str)));
    *out += ";]";
    for words in question.words.iter().skip(1).filter(|words| !words.is_empty()) {
        *out += "#linebreak()#second[#";
        quote(out, words);
        *out += ";]";
    }
    if question.hint.iter().any(|words| !words.is_empty()) {
        *out += "#par[#set text(size: 9.5pt, style: \"italic\");";
        said(out, &question.hint, "#[", " / ");
        *out += "]";
    }
    match &question.answer {
        Answer::Boxes(boxes) => {
            let is_short = |words: &Said| words.iter().map(|words| words.chars().count()).sum::<usize>() < 40;
            let columns = match boxes.iter().all(is_short) {
                true if boxes.len() % 3 == 0 || boxes.len() > 4 => 3,
                true => boxes.len().clamp(1, 4),
                false => 2,
            };
            let _ = write!(out, "#v(1mm)#grid(columns: (1fr,) * {columns}, column-gutter: 4mm, row-gutter: 2.4mm,");
            for words in boxes {
                *out += "[#grid(columns: (auto, 1fr), column-gutter: 2mm, tick, [";
                below(out, words);
                *out += "])],";
            }
            *out += ")";
        }
        Answer::Lines(count) => *out += &"#rule".repeat(*count),
        Answer::Short => *out += "#block(width: 45%, rule)",
    }
    *out += "]\n";
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(body: Body, expected: Expect) {
        let both = |kk: &str, ru: &str| vec![kk.to_string(), ru.to_string()];
        let blank = Blank {
            title: "Парақ".into(),
            lang: "kk".into(),
            heading: both("Қатысу", "Посещения"),
            given: vec![both("Жиын #1 \"Су\"", "Сход")],
            body,
        };
        let (source, pictures) = markup(&blank);
        let own = source.split("#place(").nth(1).unwrap_or_default();
        expected.assert_eq(&format!("{own}{} picture, quoted: {}\n", pictures.len(), source.contains("#1 \\\"Су\\\"")));
    }

    fn code() -> Code {
        Code { text: "K2R-NKT-W2M".into(), picture: "<svg/>".into() }
    }

    #[test]
    fn a_list_has_numbered_empty_lines() {
        let column = Column { heading: vec!["Жынысы".into()], width: 2, boxes: vec![vec!["Әйел".into()]] };
        check(
            Body::Rows { columns: vec![column], legends: vec![], on_page: 2, codes: vec![code()] },
            expect![[r#"
                hide(heading(level: 1)[#"Парақ";]))
                #table(inset: 3pt, stroke: 0.5pt + luma(60), align: left + horizon, columns: (8mm,2fr,), rows: (auto,) + (10mm,) * 2,
                table.header(table.cell(fill: luma(235))[№],table.cell(fill: luma(235))[#set text(size: 8.5pt);#[#"Жынысы";]],),
                [1],[#set text(size: 7.5pt);#set par(leading: 0.3em);#tick#h(2.5pt)#[#"Әйел";]],
                [2],[#set text(size: 7.5pt);#set par(leading: 0.3em);#tick#h(2.5pt)#[#"Әйел";]],
                )
                1 picture, quoted: true
            "#]],
        );
    }

    #[test]
    fn each_copy_has_a_slip_of_its_own_to_tear_off() {
        let slip = |number: &str| Slip {
            code: Code { text: number.into(), picture: "<svg/>".into() },
            name: vec!["Талон".into()],
            words: vec![vec!["Сақтап қойыңыз".into()]],
        };
        check(
            Body::Questions { questions: vec![], code: code(), slips: vec![slip("AAA-AAA"), slip("BBB-BBB")] },
            expect![[r#"
                hide(heading(level: 1)[#"Парақ";]))
                #block(breakable: false, above: 6mm, below: 0mm)[#[#"Талон";]: #text(font: "DejaVu Sans Mono", size: 11pt, weight: "bold")[#"AAA-AAA";]#v(1mm)#line(length: 100%, stroke: (thickness: 0.6pt, dash: "dashed"))#v(1mm)#grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + horizon, center), [#par[#[#"Талон";]: #text(font: "DejaVu Sans Mono", size: 14pt, weight: "bold")[#"AAA-AAA";]]#par[#[#"Сақтап қойыңыз";]]], [#image("slip2.svg", width: 27mm, alt: "AAA-AAA")])]
                #set page(paper: "a4", flipped: false, margin: (x: 12mm, top: 38mm, bottom: 14mm), numbering: "1 / 1", header-ascent: 3mm, footer-descent: 20%, header: grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + top, center + top), [#text(size: 14pt, weight: "bold")[#"Қатысу";]#"  ·  ";#second[#"Посещения";]#par[#text[#"Жиын #1 \"Су\"";]#"  /  ";#second[#"Сход";]]], [#image("code3.svg", width: 27mm, alt: "K2R-NKT-W2M")#v(-2.5mm)#text(font: "DejaVu Sans Mono", size: 10pt, weight: "bold")[#"K2R-NKT-W2M";]]))
                #block(breakable: false, above: 6mm, below: 0mm)[#[#"Талон";]: #text(font: "DejaVu Sans Mono", size: 11pt, weight: "bold")[#"BBB-BBB";]#v(1mm)#line(length: 100%, stroke: (thickness: 0.6pt, dash: "dashed"))#v(1mm)#grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + horizon, center), [#par[#[#"Талон";]: #text(font: "DejaVu Sans Mono", size: 14pt, weight: "bold")[#"BBB-BBB";]]#par[#[#"Сақтап қойыңыз";]]], [#image("slip4.svg", width: 27mm, alt: "BBB-BBB")])]
                4 picture, quoted: true
            "#]],
        );
    }

    #[test]
    fn a_question_has_boxes_or_lines() {
        let question =
            |answer| Question { words: vec!["Сұрақ".into(), "Вопрос".into()], hint: vec![], answer };
        let boxes = Answer::Boxes(vec![vec!["Иә".into()], vec!["Жоқ".into()]]);
        check(
            Body::Questions {
                questions: vec![question(boxes), question(Answer::Lines(2))],
                code: code(),
                slips: vec![],
            },
            expect![[r#"
                hide(heading(level: 1)[#"Парақ";]))
                #block(breakable: false, above: 4.2mm, below: 0mm)[#strong[#"1. Сұрақ";]#linebreak()#second[#"Вопрос";]#v(1mm)#grid(columns: (1fr,) * 2, column-gutter: 4mm, row-gutter: 2.4mm,[#grid(columns: (auto, 1fr), column-gutter: 2mm, tick, [#[#"Иә";]])],[#grid(columns: (auto, 1fr), column-gutter: 2mm, tick, [#[#"Жоқ";]])],)]
                #block(breakable: false, above: 4.2mm, below: 0mm)[#strong[#"2. Сұрақ";]#linebreak()#second[#"Вопрос";]#rule#rule]
                1 picture, quoted: true
            "#]],
        );
    }
}
