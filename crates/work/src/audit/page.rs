//! Audits as one HTML page that needs nothing else: a table of reports, the worst first, and of each what was found beside
//! its text, where the places are marked and lead back and forth.

use super::{Audit, Audited, Told, told};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Severity};
use auyl_reports::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = "
:root{color-scheme:light dark;--line:#8884;--severe:#c62828;--warning:#b26a00;--hint:#1565c0}
body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:100rem}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid var(--line);padding:.25rem .45rem;text-align:left;vertical-align:top}
.sides{display:grid;gap:1rem}@media(min-width:64rem){.sides{grid-template-columns:minmax(22rem,2fr) 3fr}
.found,.paper{max-height:92vh;overflow:auto;position:sticky;top:0}}
.found>li{border-left:.3rem solid var(--hint);padding:.1rem .7rem;margin:.7rem 0;list-style:none}.found{padding:0;margin:0}
.found>li.severe{border-color:var(--severe)}.found>li.warning{border-color:var(--warning)}
.found p{margin:.2rem 0}.quote{font-size:.92rem;opacity:.9}mark{background:#ffd54f88;color:inherit}
.paper p{margin:.3rem 0;scroll-margin:3rem}.paper table{font-size:.85rem;margin:.6rem 0;display:block;overflow-x:auto}
.paper :target{outline:.15rem solid var(--severe)}small{opacity:.75}a{color:inherit}
@media print{.found,.paper{max-height:none;position:static}}";

/// The page.
pub fn page(audited: &[Audited], phrases: &Phrases, lang: Lang) -> String {
    let none = BTreeMap::new();
    let say = |key: &str| escaped(&phrases.say_with(lang, key, &none));
    let title = say("audit-title");
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style><h1>{title}</h1>",
        lang.code()
    );
    let mut order: Vec<(usize, &Audited)> = audited.iter().enumerate().collect();
    order.sort_by_key(|(at, audited)| (std::cmp::Reverse(worth(audited)), *at));
    if audited.len() > 1 {
        let _ = write!(
            html,
            "<table><tr><th>{}<th>{}<th>{}<th>{}</tr>",
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
            Ok(audit) => one(&mut html, *at, audit, phrases, lang),
        }
    }
    html
}

fn worth(audited: &Audited) -> (usize, usize) {
    let count = |audit: &Audit| (audit.count(Severity::Severe), audit.count(Severity::Warning));
    audited.outcome.as_ref().map_or((0, 0), count)
}

fn one(html: &mut String, at: usize, audit: &Audit, phrases: &Phrases, lang: Lang) {
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
    }
    html.push_str("</ol><div class=\"paper\">");
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
    let _ = write!(html, "<p>→ {}</p></li>", escaped(&remark.todo));
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
