//! What a device keeps over the years: through a new version of the page and of its database, pictures of surveys, photos that
//! are more than one request takes.

use crate::axe;
use crate::chromium::{DESK, TELEPHONE, open};
use crate::field::{FIELD, FINISH, came, come_back, install, kept, photo, see, sheet, wait_until};
use crate::ground::{PROJECT, doing};
use crate::page::Page;
use crate::stage::{Begin, Stage, play};
use crate::typing::known;
use auyl_forms::openrosa::md5;
use auyl_forms::xlsform::Sheets;
use auyl_store::surveys::SurveyFile;
use auyl_work::surveys::{Upload, draft, publish};
use serde_json::json;

/// Makes the database of the device what the first version of the page made: its stores alone, and what stands in them.
const AS_FIRST: &str = "return new Promise((done, fail) => {
    const stores = ['entries', 'files', 'forms', 'lists', 'about'], all = {};
    const now = indexedDB.open('auyl-field');
    now.onsuccess = () => {
        const base = now.result, tx = base.transaction(stores);
        stores.forEach((store) => { tx.objectStore(store).getAll().onsuccess = ({ target }) => { all[store] = target.result; }; });
        tx.oncomplete = () => {
            base.close();
            indexedDB.deleteDatabase('auyl-field').onsuccess = () => {
                const first = indexedDB.open('auyl-field', 1);
                first.onupgradeneeded = () => {
                    const base = first.result;
                    base.createObjectStore('entries', { keyPath: 'id' }).createIndex('project', 'project');
                    base.createObjectStore('files', { keyPath: ['entry', 'name'] }).createIndex('entry', 'entry');
                    base.createObjectStore('forms', { keyPath: ['project', 'id', 'version'] }).createIndex('project', 'project');
                    base.createObjectStore('lists', { keyPath: ['project', 'id'] }).createIndex('project', 'project');
                    base.createObjectStore('about', { keyPath: 'project' });
                };
                first.onsuccess = () => {
                    const base = first.result, tx = base.transaction(stores, 'readwrite');
                    stores.forEach((store) => all[store].forEach((one) => tx.objectStore(store).put(one)));
                    tx.oncomplete = () => { base.close(); done(all.entries.length); };
                    tx.onabort = () => fail(tx.error);
                };
            };
        };
    };
})";

/// The number of the database's version.
fn version(page: &Page) -> i64 {
    let script = "return new Promise((done) => {
        const asked = indexedDB.open('auyl-field');
        asked.onsuccess = () => { const { version } = asked.result; asked.result.close(); done(version); };
    })";
    page.run(script, &[]).as_i64().expect("a number")
}

#[test]
fn what_waits_on_a_device_outlives_a_new_version_of_its_database() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let photo = photo(stage);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "aigul");
        stage.stop();
        sheet(&phone, &name);
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        phone.press("a[href='#new/evidence']");
        phone.press("[id='kind'] option[value='photo']");
        phone.fill("[id='file']", &photo);
        phone.see(".photo .picture img");
        wait_until("the photo is on the disk", || kept(&phone, "files").len() == 1);
        let typed = kept(&phone, "entries");
        // The page is left, so that nothing of it holds the database. The device is one of the first year.
        stage.start();
        phone.go("/me");
        stage.stop();
        assert_eq!((phone.run(AS_FIRST, &[]), version(&phone)), (json!(2), 1));
        phone.go(FIELD);
        see(&phone, "waiting", 1);
        see(&phone, "draft", 1);
        assert_eq!((version(&phone), kept(&phone, "entries"), kept(&phone, "files").len()), (2, typed, 1));
        phone.press(".entry[data-state=draft] a.button");
        phone.see(".photo .picture img");
        phone.press(FINISH);
        see(&phone, "waiting", 2);
        come_back(stage, &phone);
        see(&phone, "confirmed", 2);
        assert_eq!(came(stage, &name), 1);
        phone.close().expect("it closes");
    });
}

#[test]
fn a_new_version_of_the_page_is_announced_and_taken_when_the_person_says_so() {
    play(Begin::Example, DESK, |stage| {
        let name = known(stage).remove(0);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "aigul");
        stage.stop();
        sheet(&phone, &name);
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        // The office installs a new program, which says something else on the page.
        let words = stage.folder.path().join("overlay/words/kk");
        std::fs::create_dir_all(&words).expect("a folder");
        let own = include_str!("../../../../catalogue/words/kk/field.ftl");
        let changed = own.lines().map(|line| match line.starts_with("field-title =") {
            true => "field-title = Далада жаңаша".to_string(),
            false => line.to_string(),
        });
        std::fs::write(words.join("field.ftl"), changed.collect::<Vec<_>>().join("\n")).expect("written");
        stage.start_as(Some(&stage.folder.path().join("overlay")), |_| {});
        phone.go(FIELD);
        phone.see("//p[contains(@class, 'notice')]//button");
        assert_ne!(phone.text("h1"), "Далада жаңаша", "nobody's page changes under their hands");
        axe::look_at(&phone);
        phone.fits();
        phone.press("//p[contains(@class, 'notice')]//button");
        phone.see("//h1[contains(., 'Далада жаңаша')]");
        see(&phone, "confirmed", 1);
        assert_eq!(came(stage, &name), 1);
        phone.close().expect("it closes");
    });
}

const WITH_PICTURES: &str = "
# survey
| type | name | label::Қазақша (kk) | label::Русский (ru) | media::image | choice_filter |
| select_one leak | leak | Қай құдық? | Какой колодец? | well.png | |
| select_one_from_file streets.csv | street | Көше | Улица | | |
| image | near | Жақыннан | Вблизи | | |
| image | far | Алыстан | Издали | | |
# choices
| list_name | name | label::Қазақша (kk) | label::Русский (ru) | media::image |
| leak | dry | Құрғақ | Сухой | dry.png |
| leak | full | Толы | Полный | full.png |
# settings
| form_title | form_id | version | default_language |
| Құдықтар суретпен | pictured | 1 | Қазақша (kk) |
";

/// Publishes a survey with pictures and a list of streets of its own.
fn pictured(stage: &Stage) {
    stage.wait(async {
        let (project, store) = (&stage.project, &stage.project.store);
        let bytes = Sheets::from_text(WITH_PICTURES, &project.catalogue).to_workbook().expect("a workbook");
        let upload = Upload { name: "pictured.xlsx", fallback: None, of: None, is_new: true, bytes: &bytes };
        let (drafted, findings) = draft(project, upload, &doing()).await.expect("it is read");
        assert!(drafted.is_some(), "{findings:?}");
        let of = store.survey_versions(PROJECT, "pictured").await.expect("versions").remove(0);
        let picture = include_bytes!("../../static/icon-192.png").to_vec();
        let streets = "name,label\nabai,Абай көшесі\nsatpaev,Сәтбаев көшесі\n".as_bytes().to_vec();
        let pictures = ["well.png", "dry.png", "full.png"].map(|name| (name, picture.clone()));
        for (name, bytes) in pictures.into_iter().chain([("streets.csv", streets)]) {
            let file = SurveyFile {
                name: name.into(),
                md5: md5(&bytes),
                size: i64::try_from(bytes.len()).expect("small"),
                digest: store.put_file(bytes).await.expect("kept"),
                at: doing().at,
            };
            store.put_survey_file(PROJECT, &of, &file).await.expect("kept");
        }
        publish(project, "pictured", None, &doing()).await.expect("it is published");
    });
}

#[test]
fn pictures_and_lists_of_a_survey_are_there_without_a_network_and_large_photos_go_in_several_requests() {
    play(Begin::Example, DESK, |stage| {
        pictured(stage);
        let photo = photo(stage);
        // The example's photos are small: behind the end of the picture there is room for as much as a camera writes.
        let mut bytes = std::fs::read(&photo).expect("a photo");
        bytes.resize(bytes.len() + 300_000, 0);
        std::fs::write(&photo, &bytes).expect("a large photo");
        let size = bytes.len() as u64;
        // One photo fits into a request, two do not.
        stage.stop();
        stage.start_as(None, |settings| settings.most_upload = size + 110_000);
        let phone = open(&stage.page.site, TELEPHONE);
        install(&phone, "bolat");
        let names = kept(&phone, "media").into_iter().map(|file| file["name"].as_str().unwrap_or_default().to_string());
        assert_eq!(names.collect::<Vec<_>>(), ["dry.png", "full.png", "streets.csv", "well.png"]);
        stage.stop();
        phone.set_network(false);
        phone.press("a[href='#new/pictured']");
        let there = "return [...document.querySelectorAll('.media img')].filter((one) => one.complete && one.naturalWidth === 192).length";
        wait_until("three pictures are shown", || phone.run(there, &[]) == json!(3));
        axe::look_at(&phone);
        phone.fits();
        phone.press("//label[contains(@class, 'tick') and contains(., 'Толы')]//input");
        phone.press("//option[contains(., 'Сәтбаев')]");
        let field = |asked: &str| {
            format!("//div[@data-at and .//*[contains(@class, 'label') and contains(., '{asked}')]]//input")
        };
        phone.fill(&field("Жақыннан"), &photo);
        phone.fill(&field("Алыстан"), &photo);
        wait_until("both photos are on the disk", || kept(&phone, "files").len() == 2);
        // A survey that was opened again lost its photos when it was sent: the engine hands over only those chosen since.
        phone.press("//a[@href='#' and contains(., '←')]");
        see(&phone, "draft", 1);
        phone.press("li[data-state=draft] a.button");
        wait_until("the form is there again", || {
            phone.run("return document.querySelectorAll('form.field-form').length", &[]) == json!(1)
        });
        phone.press(FINISH);
        see(&phone, "waiting", 1);
        assert_eq!(kept(&phone, "files").len(), 2, "photos of a draft that was opened again");
        phone.run("performance.clearResourceTimings()", &[]);
        phone.set_network(true);
        stage.start_as(None, |settings| settings.most_upload = size + 110_000);
        phone.run("dispatchEvent(new Event('online'))", &[]);
        see(&phone, "confirmed", 1);
        // What was tried while nobody listened does not count.
        let posts = "return performance.getEntriesByType('resource').filter(({ name, responseStatus }) => name.includes('/submission') && responseStatus >= 200 && responseStatus < 300).length";
        // The browser notes a request when its whole answer is there, a little after the page knows that it was taken.
        wait_until("one request for each photo", || phone.run(posts, &[]) == json!(2));
        let sent = stage.wait(stage.app.store.submissions(PROJECT, "pictured", 0, 10)).expect("submissions");
        assert_eq!(sent.len(), 1);
        assert!(sent[0].xml.contains(">full<") && sent[0].xml.contains(">satpaev<"), "{}", sent[0].xml);
        let files =
            stage.wait(stage.app.store.submission_files(PROJECT, "pictured", &sent[0].instance)).expect("files");
        let came: Vec<i64> = files.iter().filter(|file| file.digest.is_some()).map(|file| file.size).collect();
        assert_eq!(came, [size as i64; 2]);
        // It can be put on the first page of a telephone.
        let icons = "return fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())
            .then(({ icons }) => Promise.all(icons.map(({ src, sizes }) => new Promise((done) => {
                const picture = new Image();
                picture.onload = () => done(`${sizes} ${picture.naturalWidth}`);
                picture.onerror = () => done(`${sizes} broken`);
                picture.src = src;
            }))))";
        let icons = phone.run(icons, &[]);
        let icons: Vec<&str> = icons.as_array().into_iter().flatten().filter_map(|icon| icon.as_str()).collect();
        assert_eq!(icons[1..], ["192x192 192", "512x512 512", "512x512 512"], "{icons:?}");
        phone.close().expect("it closes");
    });
}
