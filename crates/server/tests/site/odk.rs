//! Bolat's script, written for ODK Central with its Python client, runs against this server unchanged. The client comes from
//! PyPI: `cargo xtask test` installs it and says where its Python is.

use crate::village::{Site, play};
use expect_test::expect;
use std::net::SocketAddr;

/// The environment variable with the Python that has pyODK.
const VARIABLE: &str = "AUYL_TEST_PYODK";
const PASSWORD: &str = "a long password";

/// A server on a socket, with one account that has a password.
async fn serve(site: &Site) -> String {
    let link = auyl_server::first_link(&site.app).await.expect("a link").expect("nobody has an account");
    let path = format!("/join/{}", link.rsplit('/').next().expect("a secret"));
    let fields = [("name", "Bolat"), ("login", "bolat"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(site.post("", &path, &fields).await.status.as_u16(), 303);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let service = auyl_server::router(site.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

#[test]
fn a_script_for_odk_central_runs_here_unchanged() {
    let Ok(python) = std::env::var(VARIABLE) else {
        eprintln!("{VARIABLE} is not set: pyODK was not played");
        return;
    };
    play(async move {
        let site = Site::bare().await;
        let address = serve(&site).await;
        let folder = tempfile::TempDir::new().expect("a folder");
        let config = format!(
            "[central]\nbase_url = \"{address}\"\nusername = \"bolat\"\npassword = \"{PASSWORD}\"\ndefault_project_id = 1\n"
        );
        std::fs::write(folder.path().join("config.toml"), config).expect("written");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site/odk.py");
        let mut command = std::process::Command::new(python);
        command.arg(script).arg(folder.path());
        let output =
            tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("Python runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
        expect![[r#"
            projects: [(1, 'auyl')]
            phone: 1 Dina, a key of 64 letters
            phones listed: ['Dina']
            created: device pc, review None, files [('жиын (1).jpg', True)]
            listed: 1
            edited: review edited, updated True
            files of the edit: [('жиын (1).jpg', True)]
            what was sent: Жиын екі
            approved: review approved
            remarks: ['дұрыс', 'Түзетілді']
            an edit of what is outdated: 409.1 True
            what is not there: 404.1 True
            a form that is not there: 404.1 True
        "#]]
        .assert_eq(&said);
    });
}

#[test]
fn a_password_that_is_wrong_opens_no_session() {
    play(async {
        let site = Site::bare().await;
        serve(&site).await;
        let ask = async |password: &str| {
            let body = format!("{{\"email\":\"bolat\",\"password\":\"{password}\"}}");
            let request = axum::http::Request::post("/v1/sessions").header("content-type", "application/json");
            site.send(request.body(body.into()).expect("a request")).await
        };
        assert_eq!(ask("a wrong password").await.status.as_u16(), 401);
        let answer = ask(PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 200);
        let token = answer.text().split('"').nth(3).expect("a token").to_string();
        let current = async |token: &str| {
            let request =
                axum::http::Request::get("/v1/users/current").header("authorization", format!("Bearer {token}"));
            site.send(request.body(axum::body::Body::empty()).expect("a request")).await.status.as_u16()
        };
        assert_eq!((current(&token).await, current("guessed").await, current("").await), (200, 401, 401));
    });
}
