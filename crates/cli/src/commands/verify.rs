//! Does a frozen report still say what the records say, and did nobody touch its DOCX?

use crate::world::World;
use crate::{Failure, exit, output};
use auyl_work::disk;
use auyl_work::freeze::{self, Verified};
use std::path::Path;

/// Recomputes every cell and compares.
pub async fn verify(world: &World, file: &Path, json: bool) -> Result<u8, Failure> {
    let bytes = disk::read(file)?;
    let project = world.project().await?;
    let name = file.display().to_string();
    let Verified { frozen, findings } = freeze::verify(&project, &name, &bytes).await?;
    if json {
        output::json_document(&output::findings_json(world, &findings));
    } else if let Some(frozen) = frozen.filter(|_| findings.is_empty()) {
        let cells = frozen.cells.len().to_string();
        world.say("verify-fine", &[("cells", cells), ("seq", frozen.event.to_string())]);
    } else {
        output::findings(world, &findings);
    }
    Ok(if findings.is_empty() { exit::FINE } else { exit::FINDINGS })
}
