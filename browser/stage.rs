//! A story on the stage: a site behind a real socket and somebody before a browser.

use crate::chromium;
use crate::ground::{self, PROJECT};
use auyl_server::App;
use auyl_work::Project;
use fantoccini::cookies::Cookie;
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::Value as Json;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The longest that a page may keep a story waiting.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site, its project, and the browser before it.
#[derive(Clone)]
pub struct Stage {
    pub app: App,
    pub project: Project,
    pub browser: Client,
    address: String,
}

/// Where the story begins.
pub enum Begin {
    /// Before anybody has an account.
    Bare,
    /// With the example, as somebody of the village.
    Example(&'static str),
}

/// Plays a story and closes the browser also where it ends badly.
pub fn play<S>(begin: Begin, story: impl FnOnce(Stage) -> S)
where
    S: Future<Output = ()> + Send + 'static,
{
    if !chromium::is_wanted() {
        return;
    }
    ground::play(async {
        let folder = TempDir::new().expect("a folder");
        let (app, project) = match begin {
            Begin::Bare => ground::bare(folder.path()).await,
            Begin::Example(_) => ground::example_at(folder.path()).await,
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let service = auyl_server::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        let stage = Stage { app, project, browser: chromium::open().await, address };
        let browser = stage.browser.clone();
        let played = tokio::spawn(async move { stage.clone().sign_in(begin).await.tell(story(stage)).await }).await;
        if let Err(trouble) = &played {
            let page = browser.source().await.unwrap_or_default();
            eprintln!("the story ended badly ({trouble}) on this page:\n{page}");
        }
        browser.close().await.expect("the browser closes");
        server.abort();
        if let Err(trouble) = played {
            std::panic::resume_unwind(trouble.into_panic());
        }
    });
}
