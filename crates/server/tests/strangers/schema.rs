//! Schemathesis reads the description of the API and asks for all it promises and much that it
//! does not, as somebody who may change everything. No answer may be a fault of ours or other than described.

use crate::{ground, well};
use auyl_server::{App, Settings};
use auyl_store::accounts::ApiToken;
use auyl_work::Project;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use axum::middleware::{Next, from_fn};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::ServiceExt;

/// The environment variable that says that no stranger is to be asked.
const VARIABLE: &str = "AUYL_TEST_SCHEMATHESIS";

const ADVICE: &str = "schemathesis is needed to try the API against its description and is not on this machine. \
                      `cargo xtask schema` fetches it with pip and runs this; where there is to be none say \
                      AUYL_TEST_SCHEMATHESIS=none.";

/// Python 3.11 sometimes gives up reading its own lambdas while schemathesis makes up a body for one operation, which is
/// then tried in the other phases only. This is what it says, and how often it may.
const KNOWN: &str = "recursion depth mismatch";
const MOST_KNOWN: usize = 3;

/// A key of Bolat that changes all records of the project.
async fn key(app: &App) -> String {
    let secret = "auyl_schema".to_string();
    let token = ApiToken {
        secret: auyl_domain::id::sha256(secret.as_bytes()),
        id: "schema".into(),
        account: "bolat".into(),
        project: ground::PROJECT.into(),
        title: "schemathesis".into(),
        writes: true,
        made_at: "2024-11-25T07:00:00Z".into(),
        until_at: "2030-01-01T00:00:00Z".into(),
        seen_at: String::new(),
    };
    app.store.add_token(&token).await.expect("a key");
    secret
}

/// The description as the server gives it for the project, surveys included, with a record of each register in its addresses:
/// somebody who makes up ids sees “there is no such record” only.
async fn description(app: &App, project: &Project, key: &str) -> Json {
    let address = format!("/api/v1/projects/{}/openapi.json", ground::PROJECT);
    let request = Request::get(address).header("authorization", format!("Bearer {key}"));
    let request = request.body(Body::empty()).expect("a request");
    let answer = auyl_server::router(app.clone()).oneshot(request).await.expect("an answer");
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("the description");
    let mut described: Json = serde_json::from_slice(&bytes).expect("the description is JSON");
    let paths = described["paths"].as_object_mut().expect("addresses");
    for (address, mut operations) in std::mem::take(paths) {
        let mut real = address.clone();
        let mut filled = Vec::new();
        let register = real.split('/').nth(5).unwrap_or_default().to_string();
        if real.contains("{id}") {
            let records = project.store.records(ground::PROJECT, &register, None).await.expect("records");
            if let Some(record) = records.first() {
                real = real.replace("{id}", record.id.as_str());
                filled.push("id");
            }
        }
        if let Some(parameters) = operations["parameters"].as_array_mut() {
            let is_filled = |one: &Json| {
                let named = one["$ref"].as_str().and_then(|named| named.rsplit('/').next()).or(one["name"].as_str());
                named.is_some_and(|named| filled.contains(&named))
            };
            parameters.retain(|one| !is_filled(one));
        }
        paths.insert(real, operations);
    }
    described
}

/// Where schemathesis is: where xtask put it, or on PATH.
fn schemathesis() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis/bin/schemathesis");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join("schemathesis"));
    std::iter::once(own).chain(on_path).find(|program| program.is_file()).unwrap_or_else(|| panic!("{ADVICE}"))
}

/// What the server answered: how often which status, and to what it admitted a fault.
#[derive(Default)]
struct Answers {
    by_status: BTreeMap<u16, usize>,
    faults: Vec<String>,
}

/// A server that notes its answers.
async fn serve(app: &App, answers: Arc<Mutex<Answers>>) -> SocketAddr {
    let noted = from_fn(move |request: Request, next: Next| {
        let (answers, asked) = (answers.clone(), format!("{} {}", request.method(), request.uri()));
        async move {
            let answer: Response<Body> = next.run(request).await;
            let mut answers = answers.lock().expect("no thread panics");
            *answers.by_status.entry(answer.status().as_u16()).or_default() += 1;
            if answer.status().is_server_error() {
                answers.faults.push(format!("{asked}: {}", answer.status()));
            }
            answer
        }
    });
    let router = auyl_server::router(app.clone()).layer(noted);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// What an attribute of the report says in all its suites together.
fn sum(report: &str, attribute: &str) -> usize {
    let suites = report.split("<testsuite ").skip(1);
    let numbers = suites.filter_map(|suite| suite.split_once(&format!("{attribute}=\"")));
    numbers.filter_map(|(_, rest)| rest.split('"').next()?.parse::<usize>().ok()).sum()
}

#[test]
fn no_stranger_finds_a_fault_or_an_answer_that_is_not_described() {
    if std::env::var(VARIABLE).is_ok_and(|text| text == "none") {
        // Not `eprintln!`: what a test that passes prints with it nobody sees.
        let _ = writeln!(std::io::stderr(), "not tried: {VARIABLE}=none");
        return;
    }
    let (program, folder) = (schemathesis(), TempDir::new().expect("a folder"));
    let runtime = ground::runtime();
    let (described, report) = (folder.path().join("openapi.json"), folder.path().join("report.xml"));
    let answers = Arc::new(Mutex::new(Answers::default()));
    let (address, key) = runtime.block_on(async {
        let (app, project) = ground::example_at(&folder.path().join("data")).await;
        let settings = Settings { calls_a_minute: u32::MAX, ..app.settings.clone() };
        let app = App::new(app.store.clone(), app.catalogue.clone(), settings, app.world.clone());
        well::dig(&project).await;
        let project = Project::at(&project.store, &project.catalogue, ground::PROJECT).await.expect("with its survey");
        let key = key(&app).await;
        let description = description(&app, &project, &key).await;
        assert!(description["paths"]["/api/v1/projects/auyl/s1_well"]["get"].is_object(), "surveys are described");
        std::fs::write(&described, description.to_string()).expect("a file");
        (serve(&app, answers.clone()).await, key)
    });
    let run = Command::new(program)
        .arg("--no-color")
        .arg("run")
        .arg(&described)
        .args(["--url", &format!("http://{address}")])
        .args(["-H", &format!("Authorization: Bearer {key}")])
        .args([
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "4", "--workers", "2"])
        // The stream of events never ends by itself.
        .args(["--exclude-path-regex", "events$"])
        // The same questions every time: what one run finds the next one finds again.
        .args([
            "--generation-deterministic",
            "--suppress-health-check",
            "all",
            "--report",
            "junit",
            "--report-junit-path",
        ])
        .arg(&report)
        // Its own notes stay out of the tree.
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("schemathesis runs");
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    let answers = answers.lock().expect("no thread panics");
    assert!(answers.faults.is_empty(), "{}\n{told}", answers.faults.join("\n"));
    let report =
        std::fs::read_to_string(&report).unwrap_or_else(|_| panic!("{told}{}", String::from_utf8_lossy(&run.stderr)));
    let (asked, failed, errors) = (sum(&report, "tests"), sum(&report, "failures"), sum(&report, "errors"));
    let known = report.split("<error").skip(1).filter(|error| error.contains(KNOWN)).count();
    assert!(
        failed == 0 && errors == known && known <= MOST_KNOWN,
        "{asked} asked, {failed} failed, {errors} broke off\n{told}"
    );
    assert!(asked > 200, "{asked} operations only\n{told}");
    assert!(run.status.success() || known > 0, "{}\n{told}", run.status);
    let done: usize = answers.by_status.range(200..300).map(|(_, times)| times).sum();
    assert!(done > 1000, "most was refused, so little was tried: {:?}", answers.by_status);
    let _ = writeln!(std::io::stderr(), "schemathesis: {asked} operations, {known} broke off; {:?}", answers.by_status);
}
