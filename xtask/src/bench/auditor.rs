//! How good the auditor is on made-up reports, and how fast: of each kind of contradiction how many are found, how many severe
//! findings a report without contradiction gets, and whether a finding that is sure to 80 per cent is right eight times
//! out of ten. `AUYL_WORDINGS=writing` measures with the sentences that checks are written by;
//! with it (`AUYL_ONLY=text` leaves out LibreOffice) `AUYL_SHOW=missed`, `false` and `beside` name what was missed, what is found in clean reports, and what planted
//! reports got beside the planted; `sure` counts by code how often a finding is right, for `catalogue/audit/confidence.toml`.

use super::Line;
use super::programs::{Folder, Programs};
use crate::cargo::root;
use crate::papers::paper::{html, text};
use crate::papers::plant::PLANTS;
use crate::papers::report;
use crate::papers::wordings::Wordings;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Reports of each language and, of those, with each contradiction.
const CLEAN: usize = 100;
const PLANTED: usize = 20;
/// The same as DOCX and PDF, which take LibreOffice a while.
const PRINTED: usize = 10;
/// Files that LibreOffice is given in one call.
const AT_ONCE: usize = 50;

/// What was found in one file: code, severity, how sure, words.
type Found = Vec<(String, bool, u64, String)>;

/// Measures.
pub fn measure(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let wordings = std::env::var("AUYL_WORDINGS").unwrap_or_else(|_| "measuring".into());
    let folder = Folder::new()?;
    let mut lines = as_text(programs, &wordings, folder.path())?;
    if std::env::var("AUYL_ONLY").is_ok_and(|of| of == "text") {
        return Ok(lines);
    }
    lines.extend(printed(programs, &wordings, folder.path())?);
    Ok(lines)
}

fn words(wordings: &str, lang: &str) -> anyhow::Result<Wordings> {
    let path = root().join("xtask/wordings").join(format!("{wordings}.toml"));
    Wordings::read(&path, lang)
}

/// All kinds, as text.
fn as_text(programs: &Programs, wordings: &str, folder: &Path) -> anyhow::Result<Vec<Line>> {
    let inside = folder.join("text");
    std::fs::create_dir(&inside)?;
    for lang in ["ru", "kk"] {
        let words = words(wordings, lang)?;
        for nth in 0..CLEAN {
            let blocks = report(&words, lang, nth, None).context("a report")?;
            std::fs::write(inside.join(format!("{lang} {nth} clean.txt")), text(&blocks))?;
        }
        for (at, plant) in PLANTS.iter().enumerate() {
            let with = (0..).map(|nth| (nth, report(&words, lang, nth, Some(plant))));
            for (nth, blocks) in with.take(CLEAN).filter_map(|(nth, it)| Some((nth, it?))).take(PLANTED) {
                std::fs::write(inside.join(format!("{lang} {nth} {at}.txt")), text(&blocks))?;
            }
        }
    }
    let (found, seconds) = audited(programs, &inside)?;
    let mut lines = told(&found, "txt")?;
    let a_second = found.len() as f64 / seconds;
    lines.push(Line {
        work: "reports audited a second, all cores",
        target: "20",
        measured: format!("{a_second:.0} ({} files)", found.len()),
        is_reached: a_second >= 20.0,
    });
    Ok(lines)
}

/// Some of them as DOCX and PDF, made by a foreign program.
fn printed(programs: &Programs, wordings: &str, folder: &Path) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let web = folder.join("web");
    std::fs::create_dir(&web)?;
    for lang in ["ru", "kk"] {
        let words = words(wordings, lang)?;
        for nth in 0..PRINTED {
            std::fs::write(
                web.join(format!("{lang} {nth} clean.html")),
                html(&report(&words, lang, nth, None).context("a report")?),
            )?;
            for (at, plant) in PLANTS.iter().enumerate() {
                if let Some(blocks) = report(&words, lang, nth, Some(plant)) {
                    std::fs::write(web.join(format!("{lang} {nth} {at}.html")), html(&blocks))?;
                }
            }
        }
    }
    office(&web, "html", "docx", &["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"])?;
    office(&web, "docx", "pdf", &["--convert-to", "pdf"])?;
    for ending in ["docx", "pdf"] {
        let inside = folder.join(ending);
        std::fs::create_dir(&inside)?;
        for entry in std::fs::read_dir(&web)? {
            let path = entry?.path();
            if path.extension().is_some_and(|of| of == ending) {
                std::fs::rename(&path, inside.join(path.file_name().context("a name")?))?;
            }
        }
        lines.extend(told(&audited(programs, &inside)?.0, ending)?);
    }
    Ok(lines)
}

/// LibreOffice turns all files of one kind into another, some at a time: of many at once it leaves the last ones out and says
/// nothing.
fn office(folder: &Path, ending: &str, to: &str, how: &[&str]) -> anyhow::Result<()> {
    let files = || -> anyhow::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path());
        Ok(entries.filter(|path| path.extension().is_some_and(|of| of == ending)).collect())
    };
    for some in files()?.chunks(AT_ONCE) {
        let mut command = Command::new("soffice");
        command.arg("--headless").args(how).args(some).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        ensure!(command.status().context("LibreOffice is not here")?.success(), "LibreOffice could not read them");
        for path in some {
            let made = path.with_extension(to);
            ensure!(made.is_file(), "LibreOffice made no {}", made.display());
        }
    }
    Ok(())
}

/// What the program finds in a folder, by the name of the file, and how long it took.
fn audited(programs: &Programs, folder: &Path) -> anyhow::Result<(BTreeMap<String, Found>, f64)> {
    let started = Instant::now();
    let mut command = Command::new(programs.program());
    let output = command.args(["--lang", "en", "audit", "--json"]).arg(folder).stderr(Stdio::inherit()).output()?;
    let seconds = started.elapsed().as_secs_f64();
    let json: Value = serde_json::from_slice(&output.stdout).context("no JSON")?;
    let mut all = BTreeMap::new();
    for report in json["reports"].as_array().context("no reports")? {
        let path = report["file"].as_str().context("a file without name")?;
        let name = Path::new(path).file_stem().context("a file without name")?.to_string_lossy().to_string();
        ensure!(report["refused"].is_null(), "{name}: {}", report["refused"]);
        let one = |finding: &Value| {
            let code = finding["code"].as_str().unwrap_or_default().to_string();
            // What stands around may differ where the finding is the same.
            let is_shown = std::env::var("AUYL_SHOW").is_ok_and(|of| of == "false");
            let part = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_string();
            let quoted: Vec<String> = finding["quotes"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|of| {
                    if is_shown {
                        ["before", "text", "after"].map(|name| part(of, name)).concat()
                    } else {
                        part(of, "text")
                    }
                })
                .collect();
            let words = format!("{} {}", finding["message"], quoted.join(" | "));
            (code, finding["severity"] == "severe", finding["confidence"].as_u64().unwrap_or_default(), words)
        };
        all.insert(name, report["findings"].as_array().into_iter().flatten().map(one).collect());
    }
    Ok((all, seconds))
}

/// The table: a finding of a planted report is right when its code fits and the same report without the plant has it not.
fn told(all: &BTreeMap<String, Found>, ending: &str) -> anyhow::Result<Vec<Line>> {
    let mut by_plant: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let shows = |what: &str| std::env::var("AUYL_SHOW").is_ok_and(|of| of == what);
    let mut sure: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut by_code: BTreeMap<(String, u64), (usize, usize)> = BTreeMap::new();
    let (mut n_clean, mut severe, mut any) = (0, BTreeMap::<String, usize>::new(), 0);
    for (name, found) in all {
        let mut words = name.split(' ');
        let (lang, nth, kind) = (words.next(), words.next(), words.next());
        let (lang, nth, kind) =
            lang.zip(nth).zip(kind).map(|((a, b), c)| (a, b, c)).context("a name of another kind")?;
        let Ok(at) = kind.parse::<usize>() else {
            n_clean += 1;
            any += found.len();
            for (code, is_severe, confidence, words) in found {
                sure.entry(confidence / 10 * 10).or_default().1 += 1;
                by_code.entry((code.clone(), *confidence)).or_default().1 += 1;
                if *is_severe {
                    *severe.entry(code.clone()).or_default() += 1;
                }
                if shows("false") {
                    println!("{name}: {code} {words}");
                }
            }
            continue;
        };
        let clean: BTreeSet<_> = all.get(&format!("{lang} {nth} clean")).into_iter().flatten().collect();
        let plant = &PLANTS[at];
        let new: Vec<_> = found.iter().filter(|finding| !clean.contains(finding)).collect();
        let is_found = new.iter().any(|(code, ..)| plant.codes.contains(&code.as_str()));
        for (code, _, confidence, words) in &new {
            let is_right = plant.codes.contains(&code.as_str());
            let of_code = by_code.entry((code.clone(), *confidence)).or_default();
            for of in [sure.entry(confidence / 10 * 10).or_default(), of_code] {
                of.1 += 1;
                of.0 += usize::from(is_right);
            }
            if !is_right && shows("beside") {
                println!("{name}, {}: {code} {words}", plant.name);
            }
        }
        let of = by_plant.entry(at).or_default();
        of.1 += 1;
        of.0 += usize::from(is_found);
        if !is_found && shows("missed") {
            println!("{name}: {} not found", plant.name);
        }
    }
    let mut lines = Vec::new();
    for (at, plant) in PLANTS.iter().enumerate() {
        let Some((found, of)) = by_plant.get(&at).copied() else { continue };
        let share = found as f64 / of as f64;
        let (target, least) = if plant.is_exact { ("0.9", 0.9) } else { ("0.7", 0.7) };
        let measured = format!("{share:.2} ({found} of {of}, {ending})");
        lines.push(Line { work: plant.name, target, measured, is_reached: share >= least });
    }
    let false_severe = severe.values().sum::<usize>() as f64 / f64::from(n_clean.max(1));
    let codes: Vec<String> = severe.iter().map(|(code, n)| format!("{code} {n}")).collect();
    lines.push(Line {
        work: "severe findings in a report without contradiction",
        target: "0.2",
        measured: format!(
            "{false_severe:.2} ({n_clean} reports, {ending}; {any} findings of any kind) {}",
            codes.join(", ")
        ),
        is_reached: false_severe <= 0.2,
    });
    if shows("sure") {
        for ((code, said), (right, of)) in &by_code {
            println!("{code} {said} % said, {} % right of {of} ({ending})", 100 * right / of);
        }
    }
    let shares: Vec<String> =
        sure.iter().map(|(from, (right, of))| format!("{from}s: {} % of {of}", 100 * right / of)).collect();
    println!("how often a finding is right, by how sure it says it is ({ending}): {}", shares.join("; "));
    Ok(lines)
}
