//! Bolat's script, written for ODK Central with its Python client, runs against this server unchanged.

use crate::ground;
use auyl_server::App;
use axum::body::Body;
use axum::extract::Request;
use expect_test::expect;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tower::ServiceExt;

/// The environment variable that says that no stranger is to be asked.
const VARIABLE: &str = "AUYL_TEST_PYODK";

const ADVICE: &str = "pyODK is needed to try what scripts for ODK Central do and is not on this machine. `cargo xtask odk` \
                      fetches it with pip and runs this; where there is to be none say AUYL_TEST_PYODK=none.";

const PASSWORD: &str = "a long password";

/// The Python that has pyODK: where xtask put it.
fn python() -> PathBuf {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pyodk/bin/python");
    assert!(python.is_file(), "{ADVICE}");
    python
}

/// A server on a socket, with Bolat, who has a password.
async fn serve(app: &App) -> String {
    let link = auyl_server::first_link(app).await.expect("a link").expect("nobody has an account");
    let path = format!("/join/{}", link.rsplit('/').next().expect("a secret"));
    let password = PASSWORD.replace(' ', "+");
    let form = format!("name=Bolat&login=bolat&password={password}&again={password}");
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    let request = request.body(Body::from(form)).expect("a request");
    let answer = auyl_server::router(app.clone()).oneshot(request).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 303);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let service = auyl_server::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

#[test]
fn a_script_for_odk_central_runs_here_unchanged() {
    if std::env::var(VARIABLE).is_ok_and(|text| text == "none") {
        eprintln!("not asked: {VARIABLE}=none");
        return;
    }
    ground::runtime().block_on(async {
        let folder = TempDir::new().expect("a folder");
        let (app, _) = ground::bare(folder.path()).await;
        let address = serve(&app).await;
        let config = format!(
            "[central]\nbase_url = \"{address}\"\nusername = \"bolat\"\npassword = \"{PASSWORD}\"\ndefault_project_id = 1\n"
        );
        std::fs::write(folder.path().join("config.toml"), config).expect("written");
        let mut command = Command::new(python());
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/strangers/odk.py")).arg(folder.path());
        let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("Python runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
        expect![[r#"
            projects: [(1, 'auyl')]
            phone: Dina, a key of 64 letters
            phone with a form: Erlan
            phones with the form: ['Erlan']
            phones listed: ['Dina', 'Erlan']
            created: device pc, review None, files [('жиын (1).jpg', True)]
            listed: 1
            edited: review edited, updated True
            files of the edit: [('жиын (1).jpg', True)]
            what was sent: Жиын екі
            approved: review approved
            remarks: ['дұрыс', 'Түзетілді']
            an edit of what is outdated: 409.9 True
            another one of the same number: 409.3 True
            audits: ['submission.create', 'submission.update.version', 'submission.update']
            keys: []
            what is not there: 404.1 True
            a form that is not there: 404.1 True
            form made: wells Құдықтар
            form published: 1
            form changed: 2 wells
            once more: 409.6 True
            taken: 409.3 True
            no form: 400.15 True
            table: 2 [('uuid:w2', None, 9, 'ауыл'), ('uuid:w1', 'Абай', 12, None)]
            page: ['uuid:w2'] True
            filtered: 2
            filtered by the database: 0 0
            sorted and selected: [['__id', 'depth'], ['__id', 'depth']]
            form: closing and of a register: 409.99
            fields: ['/street', '/depth', '/owner']
            versions: ['1', '2']
            csv with files: ['event-attendance_rows.csv', 'event-test_score_rows.csv', 'event.csv', 'media/жиын (1).jpg']
            csv: ['wells.csv'] SubmissionDate,street,depth,owner,KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion
        "#]]
        .assert_eq(&said);
    });
}
