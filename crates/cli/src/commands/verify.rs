//! Does a frozen report still say what the records say, and did nobody touch its DOCX?

use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::Refusal;
use auyl_work::freeze;
use std::path::Path;

/// Recomputes every cell and compares.
pub async fn verify(world: &World, file: &Path, json: bool) -> Result<u8, Failure> {
    let bytes = std::fs::read(file).map_err(|error| {
        let code = if error.kind() == std::io::ErrorKind::NotFound { "file-missing" } else { "file-unreadable" };
        Refusal::of(code).with("path", file.display()).with("detail", error)
    })?;
    let project = world.project().await?;
    let name = file.display().to_string();
    let (frozen, findings) = freeze::verify(&project, &name, &bytes).await?;
    if json {
        output::json_document(&output::findings_json(world, &findings));
    } else if findings.is_empty() {
        let cells = frozen.cells.len().to_string();
        world.say("verify-fine", &[("cells", cells), ("seq", frozen.event.to_string())]);
    } else {
        output::findings(world, &findings);
    }
    Ok(if findings.is_empty() { exit::FINE } else { exit::FINDINGS })
}
