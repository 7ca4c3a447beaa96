//! How things look on a terminal: findings, tables, progress. Colours only where a person looks.

use crate::exit;
use crate::world::World;
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::{Lang, Quantity, amount, measure::Unit};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::fmt;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;

/// Prints a line. Whoever stopped reading (`auyl … | head`) has seen enough: that is no fault.
macro_rules! out {
    ($($told:tt)*) => { crate::output::print(format_args!($($told)*)) };
}
pub(crate) use out;

/// The language in which a full disk is told.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Says in which language this run speaks.
pub fn speak(lang: Lang) {
    // A second call would be a second run, which there is none of.
    let _ = LANG.set(lang);
}

/// Writes a line to standard output; ends the program where nobody takes it.
pub fn print(told: fmt::Arguments<'_>) {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_fmt(told).and_then(|()| stdout.write_all(b"\n")) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(exit::FINE.into()),
        Err(error) => {
            let refusal = auyl_work::disk::unwritable(Path::new("stdout"), &error);
            let lang = LANG.get().copied().unwrap_or(Lang::En);
            eprintln!("auyl: {}", refusal.message(&auyl_work::catalogue::phrases(), lang));
            std::process::exit(refusal.exit_code().into());
        }
    }
}

/// The phrase for a severity and its colour on a terminal.
pub fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Severe => ("severity-severe", "31"),
        Severity::Warning => ("severity-warning", "33"),
        Severity::Hint => ("severity-hint", "36"),
    }
}

/// Prints findings, the worst first, each with what to do.
pub fn findings(world: &World, findings: &[Finding]) {
    let colours = std::io::stdout().is_terminal();
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    for finding in sorted {
        let (word, colour) = severity(finding.severity);
        let word = world.phrase(word, &[]);
        let word = if colours { format!("\u{1b}[{colour}m{word}\u{1b}[0m") } else { word };
        out!("{word}: {}", finding.message(world.phrases(), world.lang));
        let spot = finding.spot.to_string();
        if !spot.is_empty() {
            out!("    {spot}");
        }
        let todo = finding.todo(world.phrases(), world.lang);
        if !todo.is_empty() {
            out!("    → {todo}");
        }
    }
}

/// Findings as scripts read them.
pub fn findings_json(world: &World, findings: &[Finding]) -> Value {
    let one = |finding: &Finding| {
        json!({
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message(world.phrases(), world.lang),
            "where": finding.spot,
            "todo": finding.todo(world.phrases(), world.lang),
        })
    };
    findings.iter().map(one).collect()
}

/// Prints one JSON document.
pub fn json_document(value: &Value) {
    out!("{value:#}");
}

/// A value as people read it, with its unit where a bare number would mislead.
pub fn quantity(value: Quantity, unit: &str, lang: Lang) -> String {
    let points = match lang {
        Lang::Kk => "п.т.",
        Lang::Ru => "п.п.",
        Lang::En => "pp",
    };
    match (value, unit) {
        (Quantity::Nothing, _) => "—".to_string(),
        (Quantity::Number(tiyn), Unit::MONEY) => format!("{} ₸", amount::shown_scaled(tiyn, amount::TIYN)),
        (Quantity::Number(n), Unit::DECIMAL) => amount::shown_scaled(n, amount::DECIMAL),
        (Quantity::Number(n), _) => amount::grouped(n),
        (Quantity::Ratio { numerator, denominator }, unit) => {
            let (factor, sign) = match unit {
                Unit::SHARE => (100, "\u{a0}%".to_string()),
                Unit::POINTS => (100, format!("\u{a0}{points}")),
                _ => (1, String::new()),
            };
            let shown = amount::shown_ratio(numerator, denominator, factor, 1).unwrap_or_default();
            let plus = if unit == Unit::POINTS && numerator > 0 { "+" } else { "" };
            format!("{plus}{shown}{sign}")
        }
    }
}

/// A table with columns as wide as they need; numbers to the right. The first row is the head.
pub fn table(rows: &[Vec<String>], right: &[usize]) {
    let Some(head) = rows.first() else { return };
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for (line, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            if right.contains(&at) { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        out!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        if line == 0 {
            out!("{}", "─".repeat(widths.iter().sum::<usize>() + 2 * (widths.len() - 1)));
        }
    }
}

/// A text no longer than so many letters.
pub fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_string();
    }
    text.chars().take(letters.saturating_sub(1)).collect::<String>().trim_end().to_string() + "…"
}

/// A progress bar on standard error, hidden where nobody looks.
pub fn progress(label: String) -> ProgressBar {
    let bar = ProgressBar::new(0);
    // The template is a constant; were it wrong, the plain bar would do.
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {human_pos}/{human_len}") {
        bar.set_style(style);
    }
    bar.set_message(label);
    bar
}
