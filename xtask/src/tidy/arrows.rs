//! Which of our crates may know which, and which foreign crates only one of ours may name. It looks at what cargo says
//! about the workspace.

use super::Finding;
use serde_json::Value;

/// Every arrow of the house; xtask may point anywhere.
const ARROWS: &[(&str, &[&str])] = &[
    ("cli", &["server", "work", "domain", "store", "forms", "reports"]),
    ("server", &["work", "domain", "store", "forms", "reports", "openid", "mail"]),
    ("work", &["domain", "store", "forms", "reports", "pdf"]),
    ("store", &["domain"]),
    ("forms", &["domain"]),
    ("reports", &["domain"]),
    ("pdf", &[]),
    ("openid", &[]),
    ("mail", &[]),
    ("domain", &[]),
];

/// Crates that take values and give values.
pub const PURE: &[&str] = &["domain", "forms", "reports"];

/// What brings files, sockets, the clock, chance, SQL or waiting with it.
const WORLDLY: &[&str] =
    &["tokio", "sqlx", "object_store", "reqwest", "axum", "rand", "indicatif", "clap", "futures-util", "typst"];

/// Foreign crates with one home, or with few.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("typst", &["pdf"]),
    ("axum", &["server"]),
    ("axum-server", &["server"]),
    ("askama", &["server"]),
    ("openidconnect", &["openid"]),
    ("lettre", &["mail"]),
    ("hyper-util", &["openid", "mail"]),
];

/// Arrows and dependencies that the house does not have, from `cargo metadata --no-deps`.
pub fn check(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in list(&metadata["packages"]) {
        let Some(ours) = our_name(package) else { continue };
        let mut add = |word: &str, message: String| {
            let path = format!("crates/{ours}/Cargo.toml");
            findings.push(Finding { path, line: 0, word: word.to_string(), message });
        };
        let Some((_, known)) = ARROWS.iter().find(|(from, _)| *from == ours) else {
            add(ours, format!("the crate `{ours}` is new; give it its arrows in xtask/src/tidy/arrows.rs"));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let Some(name) = dependency["name"].as_str() else { continue };
            if let Some(other) = our_name(dependency) {
                // A crate may name itself among its own tests' dependencies, to switch a feature on.
                if other != ours && !known.contains(&other) {
                    add(name, format!("`{ours}` must not know `{other}`; turn the arrow or move the code"));
                }
            } else if dependency["kind"].as_str() != Some("dev") {
                let is = |family: &str| name == family || (family == "typst" && name.starts_with("typst-"));
                if PURE.contains(&ours) && WORLDLY.iter().any(|family| is(family)) {
                    add(name, format!("`{ours}` is pure and must not depend on `{name}`"));
                } else if let Some((_, homes)) =
                    HOMES.iter().find(|(family, homes)| is(family) && !homes.contains(&ours))
                {
                    let homes = homes.join("` and `");
                    add(name, format!("only `{homes}` depends on `{name}`; ask it instead"));
                }
            }
        }
    }
    findings
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn our_name(package: &Value) -> Option<&str> {
    package["name"].as_str()?.strip_prefix("auyl-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use serde_json::json;

    /// Lines `crate: dependency, dependency`; a dependency with `?` is for tests only.
    fn check_arrows(workspace: &str, expected: Expect) {
        let mut packages = Vec::new();
        for line in workspace.lines() {
            let (name, dependencies) = line.trim().split_once(':').unwrap();
            let dependencies: Vec<Value> = dependencies
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(|name| match name.strip_suffix('?') {
                    Some(name) => json!({"name": name, "kind": "dev"}),
                    None => json!({"name": name, "kind": null}),
                })
                .collect();
            packages.push(json!({"name": name, "dependencies": dependencies}));
        }
        let findings = check(&json!({ "packages": packages }));
        let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn the_house_as_it_should_be() {
        check_arrows(
            "auyl-cli: auyl-work, auyl-domain, clap
             auyl-work: auyl-store, auyl-pdf, tokio
             auyl-store: auyl-domain, sqlx
             auyl-pdf: typst, typst-pdf
             auyl-domain: serde, tokio?
             xtask: auyl-work, sqlx",
            expect![""],
        );
    }

    #[test]
    fn arrows_that_turn_back_and_worldly_dependencies_are_found() {
        check_arrows(
            "auyl-domain: auyl-store, sqlx
             auyl-reports: auyl-forms?, typst-layout
             auyl-work: sqlx
             auyl-maps: auyl-domain",
            expect![[r#"
                crates/domain/Cargo.toml: `domain` must not know `store`; turn the arrow or move the code
                crates/domain/Cargo.toml: `domain` is pure and must not depend on `sqlx`
                crates/reports/Cargo.toml: `reports` must not know `forms`; turn the arrow or move the code
                crates/reports/Cargo.toml: `reports` is pure and must not depend on `typst-layout`
                crates/work/Cargo.toml: only `store` depends on `sqlx`; ask it instead
                crates/maps/Cargo.toml: the crate `maps` is new; give it its arrows in xtask/src/tidy/arrows.rs"#]],
        );
    }
}
