//! A story on the stage: a site behind a real socket and somebody before a browser.

use crate::chromium::{self, Look};
use crate::ground;
use crate::page::Page;
use auyl_domain::Record;
use auyl_server::{App, Settings};
use auyl_work::Project;
use std::cell::Cell;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A site, its project, and the browser before it.
pub struct Stage {
    pub app: App,
    pub project: Project,
    pub page: Page,
    /// Files that the story makes.
    pub folder: TempDir,
    runtime: Runtime,
    address: SocketAddr,
    /// What the server runs on; none while it is stopped.
    server: Cell<Option<Runtime>>,
}

/// Where the story begins.
pub enum Begin {
    /// Before anybody has an account.
    Bare,
    /// With the example.
    Example,
}

impl Stage {
    /// What the site does by itself takes time of its own; a story does one thing after the other.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Ends the server in the middle of whatever it does.
    pub fn stop(&self) {
        self.server.take().expect("it runs").shutdown_background();
    }

    /// Starts it again at the same address, over the same folder.
    pub fn start(&self) {
        self.start_as(None, |_| {});
    }

    /// The same as another version of the program would: with other files of the catalogue, or other settings.
    pub fn start_as(&self, overlay: Option<&Path>, change: impl FnOnce(&mut Settings)) {
        let app = self.wait(ground::open_over(&self.folder.path().join("data"), overlay)).0;
        let mut settings = app.settings.clone();
        change(&mut settings);
        let app = App::new(app.store.clone(), app.catalogue.clone(), settings, app.world.clone());
        self.server.set(Some(serve(app, self.address).0));
    }

    /// Has the server make records of what phones sent, as it does by itself.
    pub fn take_in(&self) {
        self.wait(auyl_server::work_off(&self.app)).expect("records are made");
    }

    /// The current records of a register.
    pub fn records(&self, register: &str) -> Vec<Record> {
        self.wait(self.project.store.records(ground::PROJECT, register, None)).expect("records")
    }
}

/// A server at an address, with port 0 for a free one; gives what it runs on and where it is.
fn serve(app: App, address: SocketAddr) -> (Runtime, SocketAddr) {
    let runtime = ground::runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind(address)).expect("the port is free");
    let address = listener.local_addr().expect("an address");
    let service = auyl_server::router(app).into_make_service_with_connect_info::<SocketAddr>();
    runtime.spawn(async move { axum::serve(listener, service).await });
    (runtime, address)
}

/// Plays a story and closes the browser also where it ends badly.
pub fn play(begin: Begin, look: Look, story: impl FnOnce(&Stage)) {
    if !chromium::is_wanted() {
        return;
    }
    let runtime = ground::runtime();
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    let (app, project) = match begin {
        Begin::Bare => runtime.block_on(ground::bare(&data)),
        Begin::Example => runtime.block_on(ground::example_at(&data)),
    };
    let (server, address) = serve(app.clone(), SocketAddr::from(([127, 0, 0, 1], 0)));
    let page = chromium::open(&format!("http://{address}"), look);
    let stage = Stage { app, project, page, folder, runtime, address, server: Cell::new(Some(server)) };
    // A cookie can be set only at an address of the site.
    stage.page.go("/sign-in");
    let played = catch_unwind(AssertUnwindSafe(|| story(&stage)));
    if played.is_err() {
        eprintln!("the story ended badly at {}, on this page:\n{}", stage.page.address(), stage.page.source());
    }
    let closed = stage.page.close();
    // A runtime that is dropped here would wait for connections that browsers hold.
    if let Some(server) = stage.server.take() {
        server.shutdown_background();
    }
    if let Err(trouble) = played {
        resume_unwind(trouble);
    }
    closed.expect("the browser closes");
}
