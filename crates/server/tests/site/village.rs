//! Where the stories play: a site over the example project (only looked at), or over an empty one of the story's own.

use crate::ground::{self, copy, example, let_in, open};
use auyl_server::settings::Registration;
use auyl_server::{App, Settings};
use auyl_work::Project;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;
use tower::ServiceExt;

pub use crate::ground::{PEOPLE, PROJECT, VILLAGE};

/// Plays a story.
pub fn play(story: impl Future<Output = ()>) {
    ground::runtime().block_on(story);
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
        let (app, project) = ground::bare(folder.path()).await;
        let_in(&app).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Over an empty project before anybody has an account.
    pub async fn bare() -> Site {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = ground::bare(folder.path()).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Over the example project in a folder of the story's own. Stories that change it.
    pub async fn example_of_its_own() -> Site {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = ground::example_at(folder.path()).await;
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// The same, where a file may have so many bytes.
    pub async fn limited(most: u64) -> Site {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = ground::example_at(folder.path()).await;
        let settings = Settings { most_upload: most, ..app.settings.clone() };
        let app = App::new(app.store.clone(), app.catalogue.clone(), settings, app.world.clone());
        Site { router: auyl_server::router(app.clone()), app, project, _folder: Some(folder) }
    }

    /// Over an empty project, with a provider of OpenID Connect.
    pub async fn with_provider(registration: Registration) -> Site {
        let Site { app, project, _folder, .. } = Site::empty().await;
        let settings = Settings { openid: Some(registration), ..app.settings.clone() };
        let app = App::new(app.store.clone(), app.catalogue.clone(), settings, app.world.clone());
        Site { router: auyl_server::router(app.clone()), app, project, _folder }
    }

    /// The same site with other settings or at another moment.
    pub fn over(self, app: App) -> Site {
        Site { router: auyl_server::router(app.clone()), app, ..self }
    }

    /// Opens a real socket, for stories in which the network matters.
    pub async fn listen(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = self.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        address
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
