//! A script for Open311, with its Python client, reads the problems of an open page.

use crate::ground;
use auyl_store::accounts::Home;
use expect_test::expect;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The environment variable that says that no stranger is to be asked.
const VARIABLE: &str = "AUYL_TEST_GEOREPORT";

const ADVICE: &str = "georeport is needed to try what scripts for Open311 do and is not on this machine. `cargo xtask \
                      georeport` fetches it with pip and runs this; where there is to be none say AUYL_TEST_GEOREPORT=none.";

/// The Python that has the client: where xtask put it.
fn python() -> PathBuf {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).join("georeport/bin/python");
    assert!(python.is_file(), "{ADVICE}");
    python
}

#[test]
fn a_script_for_open311_reads_problems_in_both_formats() {
    if std::env::var(VARIABLE).is_ok_and(|text| text == "none") {
        eprintln!("not asked: {VARIABLE}=none");
        return;
    }
    ground::runtime().block_on(async {
        let folder = TempDir::new().expect("a folder");
        let (app, _) = ground::example_at(folder.path()).await;
        let home = app.store.home(ground::PROJECT).await.expect("read").expect("a home");
        app.store.set_home(&Home { is_public: true, ..home }).await.expect("opened");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/open311/v2", listener.local_addr().expect("an address"));
        let service = auyl_server::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let mut command = Command::new(python());
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/strangers/open311.py")).arg(address);
        command.arg(ground::PROJECT);
        let output =
            tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("Python runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
        expect![[r#"
            json services: 16 water Питьевая и поливная вода
            json definition: water []
            json requests: 9 ['closed', 'open']
            json request: ['closed', 'Решение подтверждено', 'Питьевая и поливная вода', 'Не хватает поливной воды, арыки засыпаны', '2024-05-14T19:00:00Z', 'Гани Муратбаев', 45.8, 62.02]
            json one: True
            json solved: 3
            json wrong: 404 [{"code":404,"description":"Такого service_request_id нет."}]
            json wrong: 400 [{"code":400,"description":"Непонятно значение status. Дата: 2024-05-14T00:00:00Z; status: open, closed; page и page_size: числа от 1."}]
            xml services: 16 water Питьевая и поливная вода
            xml definition: water None
            xml requests: 9 ['closed', 'open']
            xml request: ['closed', 'Решение подтверждено', 'Питьевая и поливная вода', 'Не хватает поливной воды, арыки засыпаны', '2024-05-14T19:00:00Z', 'Гани Муратбаев', '45.8', '62.02']
            xml one: True
            xml solved: 3
            xml wrong: 404 <?xml version="1.0" encoding="utf-8"?>
            <errors><error><code>404</code><description>Такого service_request_id нет.</description></error></errors>
            xml wrong: 400 <?xml version="1.0" encoding="utf-8"?>
            <errors><error><code>400</code><description>Непонятно значение status. Дата: 2024-05-14T00:00:00Z; status: open, closed; page и page_size: числа от 1.</description></error></errors>
            elsewhere: 404
        "#]].assert_eq(&said);
    });
}
