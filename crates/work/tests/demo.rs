//! The example project through the real store: taken in whole, checked, and counted.

use auyl_domain::value::read_date;
use auyl_domain::{Lang, Severity};
use auyl_store::{Place, Store};
use auyl_work::project::{Doing, Project};
use auyl_work::report::Order;
use auyl_work::{catalogue, check, demo, indicators};
use std::sync::Arc;

async fn example(folder: &std::path::Path) -> Project {
    let (catalogue, findings) = catalogue::read(None).expect("the catalogue is embedded");
    assert_eq!(findings, vec![]);
    let catalogue = Arc::new(catalogue);
    let place = Place::Folder(folder.to_path_buf());
    let store = Store::open(&place, Arc::clone(&catalogue)).await.expect("an empty folder opens");
    let doing = Doing { actor: "dina".into(), at: "2024-11-25T10:00:00Z".into() };
    let project = Project::create(store, catalogue, "auyl", &doing).await.expect("no project is there yet");
    let imported = demo::fill(&project, &doing, &mut |_, _| {}).await.expect("the example is in the catalogue");
    assert_eq!(imported.findings, vec![]);
    assert!(imported.saved.is_some());
    project
}

#[tokio::test]
async fn the_check_finds_the_two_things_that_are_wrong_on_purpose() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let project = example(folder.path()).await;
    let today = read_date("2024-11-25").expect("a day");
    for lang in [Lang::Kk, Lang::Ru] {
        let order = Order { form: "kz-state-grant-final", lang, today, as_of: None, personal: true };
        let checked = check::check(&project, &order).await.expect("the example can be checked");
        assert!(checked.findings.iter().all(|finding| finding.severity == Severity::Warning));
        let said: Vec<String> = checked
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.code, finding.spot.record.clone().unwrap_or_default()))
            .collect();
        assert_eq!(said, ["ngo-not-registered ngo-baimurat", "photo-other-day ev-0071"]);
    }
    let (standings, findings) = indicators::standings(&project, Lang::Ru, None).await.expect("indicators");
    assert_eq!(findings, vec![]);
    let missed: Vec<&str> =
        standings.iter().filter(|standing| !standing.met).map(|standing| standing.indicator.as_str()).collect();
    assert_eq!((standings.len(), missed), (90, vec!["1.1.1"]));
}
