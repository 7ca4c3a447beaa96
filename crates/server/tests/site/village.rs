//! Where the stories play: a site over the example project (only looked at), or over an empty one of the story's own.

use auyl_server::{App, Settings, World};
use auyl_store::accounts::{Account, Membership, Session};
use auyl_store::{Place, Store};
use auyl_work::Project;
use auyl_work::project::Doing;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use tower::ServiceExt;

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
async fn let_in(app: &App) {
    auyl_server::prepare(app).await.expect("homes");
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

/// A site and its data folder.
pub struct Site {
    pub app: App,
    pub project: Project,
    router: Router,
    _folder: Option<TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

fn doing() -> Doing {
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

async fn open(folder: &Path) -> (App, Project) {
    let (catalogue, _) = auyl_work::catalogue::read(None).expect("the catalogue is embedded");
    let catalogue = Arc::new(catalogue);
    let store = Store::open(&Place::Folder(folder.to_path_buf()), catalogue.clone()).await.expect("a store");
    let settings = Settings::at(([127, 0, 0, 1], 0).into(), folder.join("arriving"));
    let project = Project { store: store.clone(), catalogue: catalogue.clone(), id: PROJECT.into() };
    (App::new(store, catalogue, settings, world()), project)
}

/// The folder of the example, filled once for all stories.
fn example() -> &'static PathBuf {
    static EXAMPLE: OnceLock<PathBuf> = OnceLock::new();
    EXAMPLE.get_or_init(|| {
        let folder = TempDir::new().expect("a folder").keep();
        let path = folder.clone();
        std::thread::spawn(move || {
            runtime().block_on(async {
                let (app, _) = open(&path).await;
                let project = Project::create(app.store.clone(), app.catalogue.clone(), PROJECT, &doing()).await;
                let project = project.expect("a project");
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

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Plays a story.
pub fn play(story: impl Future<Output = ()>) {
    runtime().block_on(story);
}

impl Site {
    /// Over the example project. Stories that look only; their looking leaves lines in a copy, so that the folder which
    /// others are made from is never written to while it is copied.
    pub async fn example() -> Site {
        static LOOKED_AT: OnceLock<PathBuf> = OnceLock::new();
        let folder = LOOKED_AT.get_or_init(|| {
            let folder = TempDir::new().expect("a folder").keep();
            copy(example(), &folder);
            folder
        });
        let (app, project) = open(folder).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: None }
    }

    /// Over an empty project of the story's own.
    pub async fn empty() -> Site {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = open(folder.path()).await;
        Project::create(app.store.clone(), app.catalogue.clone(), PROJECT, &doing()).await.expect("a project");
        let_in(&app).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Over an empty project before anybody has an account.
    pub async fn bare() -> Site {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = open(folder.path()).await;
        Project::create(app.store.clone(), app.catalogue.clone(), PROJECT, &doing()).await.expect("a project");
        auyl_server::prepare(&app).await.expect("homes");
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Over the example project in a folder of the story's own. Stories that change it.
    pub async fn example_of_its_own() -> Site {
        let folder = TempDir::new().expect("a folder");
        copy(example(), folder.path());
        let (app, project) = open(folder.path()).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// The same, where a file may have so many bytes.
    pub async fn limited(most: u64) -> Site {
        let folder = TempDir::new().expect("a folder");
        copy(example(), folder.path());
        let (app, project) = open(folder.path()).await;
        let settings = Settings { most_upload: most, ..app.settings.clone() };
        let app = App::new(app.store.clone(), app.catalogue.clone(), settings, app.world.clone());
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("the body ends").to_vec();
        Answer { status, headers, bytes }
    }

    /// A page in Russian, as somebody; nobody is signed in as "".
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.get_in("ru", who, path).await
    }

    /// A page in a language, as somebody.
    pub async fn get_in(&self, lang: &str, who: &str, path: &str) -> Answer {
        let request = Request::get(path).header("accept-language", lang).header(header::COOKIE, format!("auyl={who}"));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// A form, as somebody.
    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header("accept-language", "ru")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("auyl={who}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }
}

fn copy(from: &Path, to: &Path) {
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
