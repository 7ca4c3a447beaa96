//! Every outcome as `pabutools` 1.2.3 has it, variants matched (`oracle.py` says how).

use crate::elections::drawn;
use auyl_domain::voting::{Completion, Method, Rule, Utility, allocate};
use expect_test::expect_file;
use std::path::{Path, PathBuf};

const ELECTIONS: u64 = 320;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voting")
}

fn outcomes(seed: u64) -> String {
    let (election, has_points) = drawn(seed);
    let utilities: &[(&str, Utility)] = match has_points {
        true => &[("points", Utility::Points)],
        false => &[("cost", Utility::Cost), ("count", Utility::Count)],
    };
    let mut text = String::new();
    for (name, utility) in utilities {
        text += &format!("{seed} {name}");
        for (word, method, completion) in [
            ("none", Method::EqualShares, Completion::None),
            ("add1", Method::EqualShares, Completion::Add1),
            ("add1x", Method::EqualShares, Completion::Add1Exhaustive),
            ("add1_utility", Method::EqualShares, Completion::Add1Utility),
            ("utility", Method::EqualShares, Completion::Utility),
            ("greedy", Method::Greedy, Completion::None),
        ] {
            let rule = Rule { method, utility: *utility, completion, step: 100, comparison: false };
            let outcome = allocate(&election, &rule).expect("an outcome");
            assert!(outcome.spent <= election.budget(), "{seed} {word}");
            let options: Vec<String> = outcome.options().iter().map(ToString::to_string).collect();
            text += &format!(" {word}={}", if options.is_empty() { "-".to_string() } else { options.join(",") });
        }
        text.push('\n');
    }
    text
}

#[test]
fn six_variants_of_three_hundred_and_twenty_elections_come_out_as_in_pabutools() {
    let all: String = (1..=ELECTIONS).map(outcomes).collect();
    expect_file!["outcomes.txt"].assert_eq(&all);
}

/// The pabutools of a virtual environment still says what is kept: `AUYL_PABUTOOLS=/venv/bin/python cargo test -p auyl-domain
/// --test voting -- --ignored pabutools_says_what_is_kept`.
#[test]
#[ignore = "needs pabutools in a virtual environment"]
fn pabutools_says_what_is_kept() {
    let python = std::env::var("AUYL_PABUTOOLS").expect("AUYL_PABUTOOLS: a python with pabutools 1.2.3");
    let fresh = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("voting");
    std::fs::create_dir_all(&fresh).expect("a folder");
    let done = std::process::Command::new(python).arg(folder().join("oracle.py")).arg(&fresh).status();
    assert!(done.expect("pabutools runs").success());
    let read = |folder: &Path| std::fs::read_to_string(folder.join("outcomes.txt")).expect("outcomes");
    assert_eq!(read(&fresh), read(&folder()));
}
