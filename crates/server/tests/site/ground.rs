//! What every story stands on, in a browser or without one: the project, the people, the clock, the example.

use auyl_server::{App, Settings, World};
use auyl_store::accounts::{Account, Membership, Session};
use auyl_store::{Place, Store};
use auyl_work::Project;
use auyl_work::project::Doing;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// The id of the project of every story.
pub const PROJECT: &str = "auyl";

/// Who plays: name, role. Dina is tied to the first village.
pub const PEOPLE: &[(&str, &str)] = &[
    ("aigul", "administrator"),
    ("bolat", "manager"),
    ("dina", "coordinator"),
    ("erlan", "monitor"),
    ("gulnar", "official"),
];
/// The village of Dina.
pub const VILLAGE: &str = "qamystybas";

/// The people of [`PEOPLE`], signed in; and Zarina, who belongs to another organisation.
pub async fn let_in(app: &App) {
    let people = PEOPLE.iter().map(|(name, role)| (*name, *role, "main")).chain([("zarina", "administrator", "other")]);
    for (name, role, organisation) in people {
        let account = Account {
            id: name.into(),
            login: name.into(),
            name: name.into(),
            is_operator: name == "aigul",
            ..Account::default()
        };
        app.store.add_account(&account).await.expect("an account");
        let places = if role == "coordinator" { vec![VILLAGE.to_string()] } else { Vec::new() };
        let (account, organisation) = (name.to_string(), organisation.to_string());
        let membership = Membership { account, organisation, project: String::new(), role: role.into(), places };
        app.store.set_membership(&membership).await.expect("a membership");
        let session = Session {
            secret: auyl_domain::id::sha256(name.as_bytes()),
            account: name.into(),
            until_at: "2030-01-01T00:00:00Z".into(),
            ..Session::default()
        };
        app.store.add_session(&session).await.expect("a session");
    }
}

/// Who makes what is there before a story begins.
pub fn doing() -> Doing {
    Doing { actor: "cli".into(), at: "2024-11-25T09:00:00Z".into() }
}

/// Noon in Kyzylorda on the last day of the example; chance that is none.
fn world() -> World {
    let now: jiff::Timestamp = "2024-11-25T07:00:00Z".parse().expect("a moment");
    let counter = Arc::new(std::sync::atomic::AtomicU64::new(1));
    World {
        now: Arc::new(move || now),
        chance: Arc::new(move |bytes| {
            let n = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let digest = auyl_domain::id::sha256(&n.to_le_bytes());
            bytes.iter_mut().zip(digest.bytes().cycle()).for_each(|(byte, new)| *byte = new);
        }),
        zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(5)),
    }
}

/// The store of a folder and the project in it.
pub async fn open(folder: &Path) -> (App, Project) {
    open_over(folder, None).await
}

/// The same with a catalogue of which some files are others.
pub async fn open_over(folder: &Path, overlay: Option<&Path>) -> (App, Project) {
    let (catalogue, _) = auyl_work::catalogue::read(overlay).expect("the catalogue is embedded");
    let catalogue = Arc::new(catalogue);
    let store = Store::open(&Place::Folder(folder.to_path_buf()), catalogue.clone()).await.expect("a store");
    let settings = Settings::at(([127, 0, 0, 1], 0).into(), folder.join("arriving"));
    let project = Project { store: store.clone(), catalogue: catalogue.clone(), id: PROJECT.into() };
    (App::new(store, catalogue, settings, world()), project)
}

/// The folder of the example, filled once for all stories.
pub fn example() -> &'static PathBuf {
    static EXAMPLE: OnceLock<PathBuf> = OnceLock::new();
    EXAMPLE.get_or_init(|| {
        let folder = TempDir::new().expect("a folder").keep();
        let path = folder.clone();
        std::thread::spawn(move || {
            runtime().block_on(async {
                let (app, project) = bare(&path).await;
                auyl_work::demo::fill(&project, &doing(), &mut |_, _| {}).await.expect("the example fills");
                let_in(&app).await;
                app.store.close().await;
            });
        })
        .join()
        .expect("the example is made");
        folder
    })
}

/// Two threads, as the machine of a small office has them.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Over an empty project before anybody has an account.
pub async fn bare(folder: &Path) -> (App, Project) {
    let (app, project) = open(folder).await;
    Project::create(app.store.clone(), app.catalogue.clone(), PROJECT, &doing()).await.expect("a project");
    auyl_server::prepare(&app).await.expect("homes");
    (app, project)
}

/// Over a copy of the example in a folder of the story's own.
pub async fn example_at(folder: &Path) -> (App, Project) {
    copy(example(), folder);
    open(folder).await
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
