//! Workbooks and CSV: an empty one to fill in, a filled one taken in, everything written out.

use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::Refusal;
use auyl_domain::finding::has_severe;
use auyl_work::import::{self, Faulty, Imported};
use auyl_work::known::Files;
use auyl_work::{disk, export};
use std::path::Path;

/// Writes an empty workbook.
pub fn template(world: &World, file: &Path) -> Result<u8, Failure> {
    let workbook = auyl_forms::workbook::template(&world.catalogue, world.lang).map_err(auyl_work::Trouble::machine)?;
    disk::write(file, &workbook)?;
    world.say("template-written", &[("file", file.display().to_string())]);
    Ok(exit::FINE)
}

/// Takes a workbook or a folder of CSV files in.
pub async fn import(world: &World, file: &Path, keep: bool, json: bool) -> Result<u8, Failure> {
    if !file.exists() {
        return Err(Refusal::of("file-missing").with("path", file.display()).into());
    }
    let project = world.project().await?;
    let read = import::read(file, &world.catalogue)?;
    let folder = if file.is_dir() { file } else { file.parent().unwrap_or(Path::new(".")) };
    let faulty = if keep { Faulty::Keep } else { Faulty::RefuseFile };
    let bar = output::progress(world.phrase("import-progress", &[]));
    let files = Files::Folder(folder.to_path_buf());
    let imported = import::import_read(&project, read, files, faulty, &world.doing(), &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await?;
    let Imported { findings, saved } = imported;
    bar.finish_and_clear();
    if json {
        let counts = saved.as_ref().map(|saved| {
            serde_json::json!({ "created": saved.created, "changed": saved.changed, "unchanged": saved.unchanged })
        });
        output::json_document(&serde_json::json!({
            "saved": counts,
            "findings": output::findings_json(world, &findings),
        }));
    } else {
        output::findings(world, &findings);
        match &saved {
            None => world.say("import-refused", &[("file", file.display().to_string())]),
            Some(saved) => world.say(
                "import-done",
                &[
                    ("created", saved.created.to_string()),
                    ("changed", saved.changed.to_string()),
                    ("unchanged", saved.unchanged.to_string()),
                ],
            ),
        }
    }
    Ok(if saved.is_none() || has_severe(&findings) { exit::FINDINGS } else { exit::FINE })
}

/// Writes all records out.
pub async fn export(world: &World, file: Option<&Path>, csv: Option<&Path>, personal: bool) -> Result<u8, Failure> {
    if file.is_none() && csv.is_none() {
        return Err(Refusal::of("output-missing").into());
    }
    let project = world.project().await?;
    let bar = output::progress(world.phrase("export-progress", &[]));
    let mut progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let mut written = 0;
    if let Some(file) = file {
        written = export::workbook(&project, file, world.lang, personal, &mut progress).await?;
    }
    if let Some(folder) = csv {
        written = export::csv(&project, folder, personal, &mut progress).await?;
    }
    bar.finish_and_clear();
    let place = file.or(csv).map(|path| path.display().to_string()).unwrap_or_default();
    world.say("export-done", &[("n", written.to_string()), ("spot", place)]);
    Ok(exit::FINE)
}
