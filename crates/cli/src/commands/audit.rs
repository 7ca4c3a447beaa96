//! `auyl audit`: where reports that somebody else wrote contradict themselves.

use crate::args::Auditing;
use crate::output::out;
use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::{Finding, Refusal, Severity};
use auyl_reports::audit::codes;
use auyl_work::audit::{
    Audit, Audited, Told, audit_files, commented, files, hold, json, page, reports, sarif, told, vocabulary, xlsx,
};
use auyl_work::disk;
use std::collections::BTreeMap;
use std::io::IsTerminal;

/// Reads, checks and tells. The exit code is 1 where something severe was found or a file could not be read.
pub async fn audit(world: &World, how: &Auditing) -> Result<u8, Failure> {
    if let Some(code) = &how.explain {
        return explain(world, code);
    }
    let files = files(&how.files)?;
    if files.is_empty() {
        return Err(Refusal::of("audit-nothing-to-read").into());
    }
    if how.comments.is_some() && files.len() != 1 {
        return Err(Refusal::of("audit-comments-one").with("n", files.len()).into());
    }
    let vocabulary = vocabulary(&world.catalogue);
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let progress = output::progress(world.phrase("audit-title", &[]));
    progress.set_length(files.len() as u64);
    let mut audited = audit_files(&files, &vocabulary, at_once, &|| progress.inc(1));
    progress.finish_and_clear();
    if world.args.project.is_some() {
        hold(&world.project().await?, &mut audited, &vocabulary).await?;
    }
    let (phrases, lang) = (world.phrases(), world.lang);
    if let Some(path) = &how.html {
        disk::write(path, page(&audited, phrases, lang).as_bytes())?;
    }
    if let Some(path) = &how.sarif {
        disk::write(path, format!("{:#}", sarif(&audited, phrases, lang)).as_bytes())?;
    }
    if let Some(path) = &how.xlsx {
        disk::write(path, &xlsx(&reports(&audited, phrases, lang), phrases, lang)?)?;
    }
    if let (Some(path), [file], [Audited { name, outcome: Ok(audit) }]) =
        (&how.comments, files.as_slice(), &audited[..])
    {
        disk::write(path, &commented(name, &disk::read(file)?, audit, phrases, lang)?)?;
    }
    if how.json {
        output::json_document(&json(&reports(&audited, phrases, lang), lang));
    } else if let [only] = audited.as_slice() {
        one(world, only);
    } else {
        several(world, &audited);
    }
    let is_fine = |audited: &Audited| audited.outcome.as_ref().is_ok_and(|audit| audit.count(Severity::Severe) == 0);
    Ok(if audited.iter().all(is_fine) { exit::FINE } else { exit::FINDINGS })
}

fn one(world: &World, audited: &Audited) {
    match &audited.outcome {
        Err(refusal) => world.say_error(&refusal.message(world.phrases(), world.lang)),
        Ok(audit) => {
            output::findings(world, &audit.findings);
            let all = told(audit, world.phrases(), world.lang);
            if all.is_empty() {
                world.say("audit-nothing", &[]);
            }
            all.iter().for_each(|remark| tell(world, remark));
            summary(world, audit);
        }
    }
}

fn tell(world: &World, remark: &Told) {
    let colours = std::io::stdout().is_terminal();
    let (word, colour) = output::severity(remark.severity);
    let paint =
        |text: &str, colour: &str| if colours { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_string() };
    out!("{}: {} [{}, {} %]", paint(&world.phrase(word, &[]), colour), remark.message, remark.code, remark.confidence);
    for quote in &remark.quotes {
        let n = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
        let at = match (quote.table, quote.line) {
            (Some(_), _) => world.phrase(
                "audit-at-cell",
                &[("table", n(quote.table)), ("row", n(quote.row)), ("column", n(quote.column))],
            ),
            (None, Some(_)) => world.phrase("audit-at-line", &[("line", n(quote.line))]),
            (None, None) => world.phrase("audit-at-passage", &[("passage", quote.passage.to_string())]),
        };
        let place = match quote.page {
            Some(_) => world.phrase("audit-at-page", &[("page", n(quote.page)), ("at", at)]),
            None => at,
        };
        let line = |text: &str| text.replace('\n', " ");
        out!("    {place}: {}{}{}", line(&quote.before), paint(&line(&quote.text), "1"), line(&quote.after));
    }
    out!("    → {}", remark.todo);
}

fn summary(world: &World, audit: &Audit) {
    if let Some(compared) = audit.compared {
        world.say("audit-compared", &[("n", compared.to_string())]);
    }
    let n = |severity| audit.count(severity).to_string();
    world.say(
        "audit-summary",
        &[("severe", n(Severity::Severe)), ("warnings", n(Severity::Warning)), ("hints", n(Severity::Hint))],
    );
}

/// Which of many to open first.
fn several(world: &World, audited: &[Audited]) {
    let mut order: Vec<&Audited> = audited.iter().collect();
    let worth = |audited: &Audited| match &audited.outcome {
        Ok(audit) => (1, audit.count(Severity::Severe), audit.count(Severity::Warning)),
        Err(_) => (2, 0, 0),
    };
    order.sort_by_key(|audited| std::cmp::Reverse(worth(audited)));
    let head = ["severity-severe", "severity-warning", "severity-hint", "audit-report"];
    let mut rows = vec![head.iter().map(|key| world.phrase(key, &[])).collect::<Vec<_>>()];
    rows.extend(order.iter().map(|audited| match &audited.outcome {
        Ok(audit) => {
            let n = |severity| audit.count(severity).to_string();
            vec![n(Severity::Severe), n(Severity::Warning), n(Severity::Hint), audited.name.clone()]
        }
        Err(refusal) => vec!["–".into(), "–".into(), "–".into(), refusal.message(world.phrases(), world.lang)],
    }));
    output::table(&rows, &[0, 1, 2]);
}

/// What a code means; without one all codes.
fn explain(world: &World, code: &str) -> Result<u8, Failure> {
    let with_prefix = format!("audit-{code}");
    let Some(known) = codes().find(|known| *known == code || *known == with_prefix) else {
        let all: Vec<&str> = codes().collect();
        let nearest = auyl_domain::words::nearest(code, all.iter().copied()).unwrap_or_default();
        return Err(Refusal::of("audit-code-unknown")
            .with("code", code)
            .with("nearest", nearest)
            .with("all", all.join(", "))
            .into());
    };
    let none = BTreeMap::new();
    let part = |what: &str| world.phrases().attribute(world.lang, &format!("finding-{known}"), what, &none);
    out!("{known}\n");
    out!("{}", part("what"));
    out!("{}", part("why"));
    out!("{}", part("example"));
    out!("→ {}", Finding::new(known, Severity::Hint).todo(world.phrases(), world.lang));
    Ok(exit::FINE)
}
