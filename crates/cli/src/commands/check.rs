//! What is missing or wrong before the report may be frozen.

use super::report::order;
use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::finding::has_severe;

/// Checks the project.
pub async fn check(world: &World, form: &str, json: bool) -> Result<u8, Failure> {
    let project = world.project().await?;
    let checked = auyl_work::check::check(&project, &order(world, form, None)).await?;
    if json {
        output::json_document(&output::findings_json(world, &checked.findings));
    } else if checked.findings.is_empty() {
        world.say("check-clean", &[]);
    } else {
        output::findings(world, &checked.findings);
    }
    Ok(if has_severe(&checked.findings) { exit::FINDINGS } else { exit::FINE })
}
