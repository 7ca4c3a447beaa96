//! The end of an HTML report: for each figure what was counted, what came out, and which records and files stand
//! behind it. The caller looked them up; here they are written.

use crate::compile::Cell;
use crate::xml::escaped;
use auyl_domain::views::ACTIVITY;
use auyl_domain::{Lang, words::Phrases};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// A figure and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    /// The figure.
    pub cell: &'a Cell,
    /// Records that were counted.
    pub records: &'a [Behind],
}

/// A record that was counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Behind {
    /// What its register is called.
    pub register: String,
    /// Its id.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// Files that prove it.
    pub files: Vec<String>,
}

/// So many records are listed; of the others their number.
const MOST_RECORDS: usize = 50;

/// The section, in the order of the figures.
pub fn section(figures: &[Provenance<'_>], phrases: &Phrases, lang: Lang) -> String {
    let say = |key: &str| escaped(&phrases.say(lang, key));
    let mut html = format!("<section id=\"provenance\" class=\"provenance\">\n<h2>{}</h2>\n", say("provenance-title"));
    let _ = writeln!(html, "<p class=\"note\">{}</p>", say("provenance-note"));
    let mut files = Files::default();
    for figure in figures {
        let cell = figure.cell;
        let _ = write!(html, "<div id=\"{0}\">\n<h3>{0}: {1}</h3>\n", escaped(&cell.id), escaped(&cell.shown));
        let _ = writeln!(html, "<p>{}</p>", line(cell, figure.records.len(), phrases, lang));
        let mut shown = figure.records.iter().take(MOST_RECORDS).peekable();
        if shown.peek().is_some() {
            html.push_str("<ul>\n");
            // One line a register: its name is said once, not at every record.
            while let Some(first) = shown.next() {
                let _ = write!(html, "<li>{}: {}", escaped(&first.register), named(first, &mut files));
                while let Some(next) = shown.next_if(|next| next.register == first.register) {
                    let _ = write!(html, "; {}", named(next, &mut files));
                }
                html.push_str("</li>\n");
            }
            html.push_str("</ul>\n");
        }
        if let Some(more) = figure.records.len().checked_sub(MOST_RECORDS).filter(|more| *more > 0) {
            let args = BTreeMap::from([("n", more.to_string())]);
            let _ = writeln!(html, "<p>{}</p>", escaped(&phrases.say_with(lang, "provenance-more", &args)));
        }
        html.push_str("</div>\n");
    }
    if !files.numbers.is_empty() {
        let _ = write!(html, "<h3>{}</h3>\n<ol>\n", say("provenance-files"));
        for file in &files.in_order {
            let _ = writeln!(html, "<li><code>{}</code></li>", escaped(file));
        }
        html.push_str("</ol>\n");
    }
    html.push_str("</section>\n");
    html
}

/// Files by number, so that a digest of 64 digits is written once and not at every record that it proves.
#[derive(Default)]
struct Files<'a> {
    numbers: HashMap<&'a str, usize>,
    in_order: Vec<&'a str>,
}

/// `Gathering in Ulgi (e0) [1–3, 7]`: a record and the numbers of its files.
fn named<'a>(record: &'a Behind, files: &mut Files<'a>) -> String {
    let mut text = match record.name.is_empty() || record.name == record.id {
        true => escaped(&record.id),
        false => format!("{} ({})", escaped(&record.name), escaped(&record.id)),
    };
    let mut numbers: Vec<usize> = Vec::new();
    for file in &record.files {
        let next = files.in_order.len() + 1;
        let number = *files.numbers.entry(file).or_insert(next);
        if number == next {
            files.in_order.push(file);
        }
        numbers.push(number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    let runs: Vec<String> = runs.collect();
    if !runs.is_empty() {
        let _ = write!(text, " [{}]", runs.join(", "));
    }
    text
}

/// `<code>persons(attendance)</code>, the activity and how many records were counted.
fn line(cell: &Cell, n_records: usize, phrases: &Phrases, lang: Lang) -> String {
    let mut text = format!("<code>{}</code>", escaped(&cell.question.measure));
    if let Some(activity) = &cell.question.activity {
        let args = BTreeMap::from([(ACTIVITY, activity.clone())]);
        let _ = write!(text, ", {}", escaped(&phrases.say_with(lang, "provenance-activity", &args)));
    }
    let args = BTreeMap::from([("n", n_records.to_string())]);
    let _ = write!(text, ", {}", escaped(&phrases.say_with(lang, "provenance-records", &args)));
    text
}

/// One line of plain text about a figure, for the title of its link.
pub fn hint(cell: &Cell) -> String {
    match &cell.question.activity {
        Some(activity) => format!("{} · {activity}", cell.question.measure),
        None => cell.question.measure.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;
    use auyl_domain::{Quantity, Question};
    use expect_test::expect;

    #[test]
    fn a_figure_shows_its_records_and_files_and_how_many_more() {
        let question = Question { measure: "count(event where reach > 1)".into(), activity: Some("a11".into()) };
        let (unit, value) = ("event".to_string(), Quantity::Number(52));
        let cell = Cell { id: "c3".into(), question, unit, value, shown: "52".into() };
        let behind = |at: usize| Behind {
            register: "Events".into(),
            id: format!("e{at}"),
            name: if at == 0 { "<Gathering>".into() } else { String::new() },
            files: if at == 0 { vec!["list.pdf".into(), "photo.jpg".into()] } else { Vec::new() },
        };
        let records: Vec<Behind> = (0..52).map(behind).collect();
        let html = section(&[Provenance { cell: &cell, records: &records }], catalogue().phrases(), Lang::En);
        let lines: Vec<String> = html.lines().map(|line| line.chars().take(120).collect()).collect();
        expect![[r#"
            <section id="provenance" class="provenance">
            <h2>Where these figures come from</h2>
            <p class="note">For each figure of the report: what was counted, what came out, and which records and files stand behind
            <div id="c3">
            <h3>c3: 52</h3>
            <p><code>count(event where reach &gt; 1)</code>, activity a11, records: 52</p>
            <ul>
            <li>Events: &lt;Gathering&gt; (e0) [1–2]; e1; e2; e3; e4; e5; e6; e7; e8; e9; e10; e11; e12; e13; e14; e15; e16; e17; e1
            </ul>
            <p>And 2 more.</p>
            </div>
            <h3>Files, by their SHA-256</h3>
            <ol>
            <li><code>list.pdf</code></li>
            <li><code>photo.jpg</code></li>
            </ol>
            </section>"#]]
        .assert_eq(&lines.join("\n"));
    }
}
