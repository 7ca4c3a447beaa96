//! Is the catalogue, with its overlay, in order?

use crate::world::World;
use crate::{exit, output};
use auyl_domain::finding::has_severe;

/// Prints what is wrong in the catalogue.
pub fn check(world: &World, json: bool) -> u8 {
    let findings = &world.catalogue_findings;
    if json {
        output::json_document(&output::findings_json(world, findings));
    } else if findings.is_empty() {
        let registers = world.catalogue.registers().len().to_string();
        world.say(
            "catalogue-in-order",
            &[("registers", registers), ("figures", world.catalogue.figures().len().to_string())],
        );
    } else {
        output::findings(world, findings);
    }
    if has_severe(findings) { exit::FINDINGS } else { exit::FINE }
}
