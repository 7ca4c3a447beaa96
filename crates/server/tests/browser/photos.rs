//! Photos of an event are uploaded until nothing is missing any more.

use crate::axe;
use crate::chromium::{DESK, Look, PLAIN, TELEPHONE};
use crate::ground::PROJECT;
use crate::stage::{Begin, Stage, play};
use auyl_domain::Value;

/// A gathering in Dina's village that should have five photos, and the line of its checklist about them.
const EVENT: &str = "ga-qamystybas-2";
const PHOTOS: &str = "//section[@id='checklist']//tr[.//a[contains(@href, '/i1-4-7')]]";

/// Takes the photos of the event away and gives the files as they lay in the camera, one a line.
fn camera(stage: &Stage) -> String {
    let mut photos = stage.records("evidence");
    photos.retain(|record| {
        record.link("event").is_some_and(|event| event.as_str() == EVENT) && record.text("kind") == "photo"
    });
    let mut files = Vec::new();
    for photo in &photos {
        let Some(Value::File(file)) = photo.get("file") else { panic!("a photo is a file") };
        let kept = stage.folder.path().join("data/files").join(&file.sha256[..2]).join(&file.sha256);
        let taken = stage.folder.path().join(&file.name);
        std::fs::copy(kept, &taken).expect("the file of the photo");
        files.push(taken.display().to_string());
    }
    assert_eq!(files.len(), 5);
    stage.wait(async {
        let mut tx = stage.project.store.begin(PROJECT).await.unwrap();
        for photo in &photos {
            tx.remove("evidence", &photo.id, "bolat", "2024-11-25T08:00:00Z").await.unwrap();
        }
        tx.commit().await.unwrap();
    });
    files.join("\n")
}

/// Dina follows the finding from the to-do list to the event and sends the photos.
fn finding_disappears(look: Look) {
    play(Begin::Example, look, |stage| {
        let page = &stage.page;
        let files = camera(stage);
        page.be("dina");
        page.go("/p/auyl/mend");
        let finding = format!("main a[href*='/event/{EVENT}']");
        page.press(&finding);
        page.see(&format!("{PHOTOS}//span[contains(@class, 'warn')]"));
        page.press(&format!("{PHOTOS}//a[contains(@href, 'kind=photo')]"));
        page.fill("#upload-files", &files);
        if !look.scripts {
            page.press("form.upload button.main");
            page.press("main a.button.main");
        }
        page.see(&format!("{PHOTOS}//span[contains(@class, 'good')]"));
        page.see("//section[@id='evidence']//li[5]");
        page.fits();
        if look.scripts {
            page.see("//ul[contains(@class, 'uploads')]/li[5]/span[contains(@class, 'good-text')]");
            axe::look_at(page);
        }
        let left = format!("return document.querySelectorAll(\"{finding}\").length");
        page.go_until("/p/auyl/mend", || page.run(&left, &[]) == serde_json::json!(0));
        page.see("main.page-mend");
    });
}

#[test]
fn dina_sends_five_photos_and_nothing_is_missing_any_more() {
    finding_disappears(DESK);
}

#[test]
fn dina_sends_them_from_her_telephone_in_kazakh() {
    finding_disappears(TELEPHONE);
}

#[test]
fn dina_sends_them_without_scripts() {
    finding_disappears(PLAIN);
}
