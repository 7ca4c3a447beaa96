//! The socket: HTTP, or HTTPS where a certificate is given; a graceful end on Ctrl-C and on SIGTERM.

use crate::app::App;
use auyl_work::Trouble;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::SocketAddr;
use std::time::Duration;

/// How long requests under way may take to end.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until somebody ends it. `ready` is told the address once the socket is open.
pub async fn serve(app: App, ready: impl FnOnce(SocketAddr) + Send) -> Result<(), Trouble> {
    let listener = std::net::TcpListener::bind(app.settings.listen).map_err(|error| in_use(&app, &error))?;
    crate::pages::files::sweep(&app.settings.arriving);
    app.store.sweep(&app.world.at()).await?;
    listener.set_nonblocking(true).map_err(Trouble::machine)?;
    ready(listener.local_addr().map_err(Trouble::machine)?);
    let handle = Handle::new();
    tokio::spawn(end(handle.clone()));
    let workers = [
        tokio::spawn(crate::openrosa::work(app.clone())),
        tokio::spawn(crate::pages::letters::work(app.clone())),
        tokio::spawn(crate::outbox::work(app.clone())),
    ];
    let served = answer(&app, listener, handle).await;
    // Whoever serves closes the store next: what is on its way is told before, or waits for the next start.
    app.ending.begin();
    for mut worker in workers {
        if tokio::time::timeout(FAREWELL, &mut worker).await.is_err() {
            worker.abort();
        }
    }
    served
}

/// Answers requests until the end.
async fn answer(app: &App, listener: std::net::TcpListener, handle: Handle<SocketAddr>) -> Result<(), Trouble> {
    let service = crate::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    match &app.settings.tls {
        None => {
            let server = axum_server::from_tcp(listener).map_err(Trouble::machine)?;
            server.handle(handle).serve(service).await.map_err(Trouble::machine)
        }
        Some((certificate, key)) => {
            // A second call finds it installed already, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(certificate, key).await;
            let config = config.map_err(|error| auyl_work::disk::unreadable(certificate, &error))?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(Trouble::machine)?;
            server.handle(handle).serve(service).await.map_err(Trouble::machine)
        }
    }
}

fn in_use(app: &App, error: &std::io::Error) -> Trouble {
    auyl_domain::Refusal::of("address-in-use").with("address", app.settings.listen).with("detail", error).into()
}

async fn end(handle: Handle<SocketAddr>) {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminated) => terminated,
        Err(_) => return,
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
    handle.graceful_shutdown(Some(FAREWELL));
}
