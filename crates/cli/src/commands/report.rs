//! The report: compiled into files, frozen, packed with its evidence.

use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::Lang;
use auyl_domain::finding::has_severe;
use auyl_work::report::{self, Order};
use auyl_work::{disk, freeze as freezing, package as packing, provenance};
use std::path::{Path, PathBuf};

/// What is to be compiled, from the arguments.
pub fn order<'a>(world: &World, form: &'a str, lang: Option<Lang>) -> Order<'a> {
    Order { form, lang: lang.unwrap_or(world.lang), today: world.today(), as_of: None, personal: true }
}

/// Compiles once and writes every file asked for.
pub async fn report(world: &World, form: &str, out: &[PathBuf], lang: Option<Lang>) -> Result<u8, Failure> {
    let formats = out.iter().map(|path| report::format_of(path)).collect::<Result<Vec<_>, _>>()?;
    let project = world.project().await?;
    let order = order(world, form, lang);
    let compiled = report::compile(&project, &order).await?;
    let provenance = match formats.contains(&"html") {
        true => provenance::section(&project, &compiled.compiled, order.lang, Some(compiled.event)).await?,
        false => provenance::Section::default(),
    };
    for (path, format) in out.iter().zip(formats) {
        disk::write(path, &report::render(&compiled.compiled.document, format, &provenance).await?)?;
        world.say("report-written", &[("file", path.display().to_string())]);
    }
    say_language(world, order.lang, compiled.lang);
    let findings = &compiled.compiled.findings;
    output::findings(world, findings);
    Ok(if has_severe(findings) { exit::FINDINGS } else { exit::FINE })
}

/// A form for the state has pages in its two languages only: whoever asked for another is told.
fn say_language(world: &World, asked: Lang, written: Lang) {
    if asked != written {
        let args = [("asked", asked.code().to_string()), ("written", written.code().to_string())];
        world.say("report-language", &args);
    }
}

/// Freezes and writes the frozen files.
pub async fn freeze(world: &World, form: &str, out: &Path, lang: Option<Lang>) -> Result<u8, Failure> {
    let project = world.project().await?;
    let order = order(world, form, lang);
    let freezing = match freezing::freeze(&project, &order, &world.doing()).await? {
        Ok(freezing) => freezing,
        Err(findings) => {
            output::findings(world, &findings);
            world.say("freeze-refused", &[]);
            return Ok(exit::FINDINGS);
        }
    };
    output::findings(world, &freezing.findings);
    for (format, bytes) in &freezing.files {
        let path = out.join(format!("{}-{}.{format}", freezing.frozen.form, freezing.frozen.id));
        disk::write(&path, bytes)?;
        world.say("report-written", &[("file", path.display().to_string())]);
    }
    say_language(world, order.lang, freezing.lang);
    let cells = freezing.frozen.cells.len().to_string();
    world.say("freeze-done", &[("cells", cells), ("seq", freezing.frozen.event.to_string())]);
    Ok(exit::FINE)
}

/// Packs the report with its evidence.
pub async fn package(world: &World, form: &str, file: &Path, lang: Option<Lang>) -> Result<u8, Failure> {
    let project = world.project().await?;
    let packed = packing::package(&project, &order(world, form, lang)).await?;
    disk::write(file, &packed.bytes)?;
    world.say("package-written", &[("file", file.display().to_string()), ("n", packed.files.to_string())]);
    Ok(exit::FINE)
}
