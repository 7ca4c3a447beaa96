//! Audits as one HTML page that needs nothing else: a table of reports, the worst first, and of each what was found beside
//! its text, where the places are marked and lead back and forth.

use super::{Audit, Audited, Mark, Told, told};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Severity};
use auyl_reports::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a page of its own looks around the audits.
const ALONE: &str = "body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:100rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}";

/// How [`body()`] looks.
pub const STYLE: &str = include_str!("page.css");

/// The page.
pub fn page(audited: &[Audited], phrases: &Phrases, lang: Lang) -> String {
    let say = |key: &str| escaped(&phrases.say(lang, key));
    let title = say("audit-title");
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{ALONE}{STYLE}</style><h1>{title}</h1>",
        lang.code()
    );
    html.push_str(&body(audited, phrases, lang, false));
    html
}

/// The table of reports and what was found in each, for a page that has a frame already. `asks`: each finding also asks what
/// a person says of it, as fields `mark-<report>-<finding>` and `reason-<report>-<finding>` of a form around it all.
pub fn body(audited: &[Audited], phrases: &Phrases, lang: Lang, asks: bool) -> String {
    let say = |key: &str| escaped(&phrases.say(lang, key));
    let mut html = String::new();
    let mut order: Vec<(usize, &Audited)> = audited.iter().enumerate().collect();
    order.sort_by_key(|(at, audited)| (std::cmp::Reverse(worth(audited)), *at));
    if audited.len() > 1 {
        let _ = write!(
            html,
            "<table class=\"reports\"><tr><th>{}<th>{}<th>{}<th>{}</tr>",
            say("audit-report"),
            say("severity-severe"),
            say("severity-warning"),
            say("severity-hint")
        );
        for (at, audited) in &order {
            let name = escaped(&audited.name);
            let _ = match &audited.outcome {
                Ok(audit) => {
                    let n = |severity| audit.count(severity);
                    let (severe, warning, hint) = (n(Severity::Severe), n(Severity::Warning), n(Severity::Hint));
                    write!(html, "<tr><td><a href=\"#r{at}\">{name}</a><td>{severe}<td>{warning}<td>{hint}</tr>")
                }
                Err(refusal) => {
                    write!(html, "<tr><td>{name}<td colspan=3>{}</tr>", escaped(&refusal.message(phrases, lang)))
                }
            };
        }
        html.push_str("</table>");
    }
    for (at, audited) in &order {
        let _ = write!(html, "<h2 id=\"r{at}\">{}</h2>", escaped(&audited.name));
        match &audited.outcome {
            Err(refusal) => {
                let _ = write!(html, "<p>{}</p>", escaped(&refusal.message(phrases, lang)));
            }
            Ok(audit) => one(&mut html, *at, audit, phrases, lang, asks),
        }
    }
    html
}

fn worth(audited: &Audited) -> (usize, usize) {
    let count = |audit: &Audit| (audit.count(Severity::Severe), audit.count(Severity::Warning));
    audited.outcome.as_ref().map_or((0, 0), count)
}

fn one(html: &mut String, at: usize, audit: &Audit, phrases: &Phrases, lang: Lang, asks: bool) {
    let all = told(audit, phrases, lang);
    for finding in &audit.findings {
        let _ = write!(html, "<p>{}</p>", escaped(&finding.message(phrases, lang)));
    }
    if all.is_empty() {
        let _ = write!(html, "<p>{}</p>", escaped(&phrases.say(lang, "audit-nothing")));
    }
    html.push_str("<div class=\"sides\"><ol class=\"found\">");
    for (nth, remark) in all.iter().enumerate() {
        found(html, at, nth, remark, phrases, lang);
        if asks {
            marks(html, at, nth, phrases, lang);
        }
        html.push_str("</li>");
    }
    html.push_str("</ol><div class=\"paper\" tabindex=\"0\">");
    paper(html, at, &audit.source, &all);
    html.push_str("</div></div>");
}

fn found(html: &mut String, at: usize, nth: usize, remark: &Told, phrases: &Phrases, lang: Lang) {
    let class = match remark.severity {
        Severity::Severe => "severe",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let word = super::told::severity_phrase(remark.severity);
    let _ = write!(
        html,
        "<li class=\"{class}\" id=\"f{at}-{nth}\"><p><b>{}</b> {} <small>{} · {} %</small></p>",
        escaped(&phrases.say(lang, word)),
        escaped(&remark.message),
        remark.code,
        remark.confidence
    );
    for quote in &remark.quotes {
        let place = place(quote);
        let _ = write!(
            html,
            "<p class=\"quote\"><a href=\"#p{at}-{}\">{place}</a> {}<mark>{}</mark>{}</p>",
            quote.passage,
            escaped(&quote.before),
            escaped(&quote.text),
            escaped(&quote.after)
        );
    }
    let _ = write!(html, "<p>→ {}</p>", escaped(&remark.todo));
}

/// Asks what a person says of a finding.
fn marks(html: &mut String, at: usize, nth: usize, phrases: &Phrases, lang: Lang) {
    let say = |key: &str| escaped(&phrases.say(lang, key));
    let _ = write!(html, "<fieldset class=\"marks\"><legend>{}</legend>", say("audit-mark-ask"));
    for mark in Mark::ALL {
        let (code, label) = (mark.code(), say(&mark.phrase()));
        let _ = write!(html, "<label><input type=\"radio\" name=\"mark-{at}-{nth}\" value=\"{code}\"> {label}</label>");
    }
    let reason = say("audit-reason");
    let _ = write!(
        html,
        "<label>{reason} <input type=\"text\" name=\"reason-{at}-{nth}\" maxlength=\"500\"></label></fieldset>"
    );
}

/// "p. 3, table 2: 5/7": numbers that mean the same in every language.
pub(super) fn place(quote: &super::Quoted) -> String {
    let page = quote.page.map(|page| format!("{page}·"));
    let cell = quote.table.map(|table| format!("▦{table}:{}/{}", quote.row.unwrap_or(0), quote.column.unwrap_or(0)));
    let line = quote.line.map(|line| format!("↓{line}"));
    let text = page.into_iter().chain(cell.or(line)).collect::<String>();
    if text.is_empty() { format!("¶{}", quote.passage) } else { text }
}

/// The text of the paper: paragraphs and tables, those that are quoted marked.
fn paper(html: &mut String, at: usize, source: &Source, all: &[Told]) {
    let mut quoted: BTreeMap<u32, usize> = BTreeMap::new();
    for (nth, remark) in all.iter().enumerate() {
        for quote in &remark.quotes {
            quoted.entry(quote.passage).or_insert(nth);
        }
    }
    let passage = |html: &mut String, number: u32| {
        let Some(passage) = source.passage(number) else { return };
        let text = escaped(&passage.text).replace('\n', "<br>");
        let _ = match quoted.get(&number) {
            Some(nth) => {
                write!(html, "<p id=\"p{at}-{number}\"><a href=\"#f{at}-{nth}\">⚑</a> <mark>{text}</mark></p>")
            }
            None => write!(html, "<p id=\"p{at}-{number}\">{text}</p>"),
        };
    };
    let mut last = None;
    for one in source.passages() {
        match one.place.table.and_then(|table| source.table(table)) {
            None => {
                last = None;
                passage(html, one.place.passage);
            }
            Some(grid) if last != Some(grid.number) && grid.within.is_none() => {
                last = Some(grid.number);
                html.push_str("<table>");
                for row in 1..=grid.rows {
                    html.push_str("<tr>");
                    for cell in grid.cells.iter().filter(|cell| cell.row == row) {
                        let _ = write!(html, "<td colspan={} rowspan={}>", cell.colspan, cell.rowspan);
                        cell.passages.iter().for_each(|number| passage(html, *number));
                        html.push_str("</td>");
                    }
                    html.push_str("</tr>");
                }
                html.push_str("</table>");
            }
            Some(grid) if grid.within.is_some() => passage(html, one.place.passage),
            Some(_) => {}
        }
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => safe.push(c),
        }
    }
    safe
}
