//! Begins a project, empty or as the example.

use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::finding::has_severe;
use auyl_work::Project;
use std::sync::Arc;

/// The id of a project that nobody named.
const UNNAMED: &str = "auyl";

/// Makes the data folder and the project in it.
pub async fn init(world: &World, demo: bool) -> Result<u8, Failure> {
    let id = world.args.project.as_deref().unwrap_or(UNNAMED);
    let store = world.store().await?;
    let project = Project::create(store, Arc::clone(&world.catalogue), id, &world.doing()).await?;
    let place =
        world.args.database.as_ref().map_or(world.args.data.display().to_string(), |_| "PostgreSQL".to_string());
    if demo && !fill_with_example(world, &project).await? {
        return Ok(exit::FINDINGS);
    }
    world.say(if demo { "init-demo-done" } else { "init-done" }, &[("spot", place)]);
    Ok(exit::FINE)
}

/// Takes the example project in; false where it was refused, after saying why.
pub async fn fill_with_example(world: &World, project: &Project) -> Result<bool, Failure> {
    let bar = output::progress(world.phrase("init-demo-progress", &[]));
    let imported = auyl_work::demo::fill(project, &world.doing(), &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    if imported.saved.is_none() || has_severe(&imported.findings) {
        output::findings(world, &imported.findings);
        return Ok(false);
    }
    Ok(true)
}
