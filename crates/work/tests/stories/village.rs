//! One small village: the beginning of the example project, through the one door.

use auyl_forms::Sheet;
use auyl_store::{Place, Store};
use auyl_work::import::{Faulty, import};
use auyl_work::known::Files;
use auyl_work::project::{Doing, Project};
use auyl_work::{catalogue, demo};
use std::sync::Arc;

/// Who does something, on one day in May.
pub fn doing(who: &str) -> Doing {
    Doing { actor: who.to_lowercase(), at: "2024-05-20T09:00:00Z".into() }
}

/// An empty project.
pub async fn empty(folder: &std::path::Path) -> Project {
    let (catalogue, findings) = catalogue::read(None).expect("the catalogue is embedded");
    assert_eq!(findings, vec![]);
    let catalogue = Arc::new(catalogue);
    let place = Place::Folder(folder.to_path_buf());
    let store = Store::open(&place, Arc::clone(&catalogue)).await.expect("an empty folder opens");
    Project::create(store, catalogue, "auyl", &doing("Dina")).await.expect("no project is there yet")
}

/// A project with its plan, three events and some people of the village Baimurat.
pub async fn village(folder: &std::path::Path) -> Project {
    let project = empty(folder).await;
    let (sheets, _) = demo::sheets(&project.catalogue);
    let wanted = [
        ("passport", 1),
        ("place", 9),
        ("goal", 9),
        ("objective", 9),
        ("activity", 40),
        ("event", 3),
        ("participant", 4),
    ];
    let few = |mut sheet: Sheet| {
        let (_, most) = wanted.iter().find(|(register, _)| *register == sheet.register)?;
        sheet.rows.truncate(*most);
        Some(sheet)
    };
    let sheets: Vec<Sheet> = sheets.into_iter().filter_map(few).collect();
    let made = Files::Made(std::collections::HashMap::new());
    let imported = import(&project, sheets, made, Faulty::Keep, &doing("Dina"), &mut |_, _| {}).await;
    assert!(imported.expect("a beginning").saved.is_some());
    project
}

/// The whole example project.
pub async fn example(folder: &std::path::Path) -> Project {
    let project = empty(folder).await;
    demo::fill(&project, &doing("Dina"), &mut |_, _| {}).await.expect("the example is in the catalogue");
    project
}

/// Tells a story on one thread and gives back what was said.
pub fn told<T>(story: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(story)
}
