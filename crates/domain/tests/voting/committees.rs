//! Committees are elections of equal costs: the 480 instances in the source package of `abcvoting` (PyPI), where they lie.

use auyl_domain::voting::{Choice, Completion, Election, Rule, Utility, allocate};

/// The numbers of a list of lists, `[[0, 1], [2]]`, that stands behind a word, perhaps over several lines.
fn lists(text: &str, word: &str) -> Vec<Vec<u32>> {
    let from = text.split_once(word).map_or("", |(_, rest)| rest);
    let whole = from.split_once("]]").map_or("", |(list, _)| list);
    let list = |list: &str| {
        let digits = list.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        digits.map(|digits| digits.parse().expect("a number")).collect()
    };
    whole.split(']').map(list).collect()
}

fn number(text: &str, word: &str) -> u64 {
    let rest = text.split_once(word).expect("the word").1;
    rest.lines().next().expect("a line").trim().parse().expect("a number")
}

/// `AUYL_ABCVOTING=folder-of-the-unpacked-package cargo test -p auyl-domain --test voting -- --ignored committees`: equal shares
/// completed by votes choose one of the committees that `abcvoting` says they may choose, ties open.
#[test]
#[ignore = "needs the source package of abcvoting, unpacked"]
fn committees_are_those_of_abcvoting() {
    let folder = std::env::var("AUYL_ABCVOTING").expect("AUYL_ABCVOTING: the folder of the unpacked package");
    let mut n = 0;
    for file in std::fs::read_dir(format!("{folder}/tests/test_instances")).expect("instances") {
        let path = file.expect("a file").path();
        let name = path.display().to_string();
        if !name.ends_with(".abc.yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("an instance");
        assert!(!text.contains("weights:"), "{name}");
        let ballots = lists(&text, "profile: ");
        let options = (0..number(&text, "num_cand: ")).map(|at| Choice { id: at.to_string(), cost: 1 }).collect();
        let votes = ballots.into_iter().map(|ballot| ballot.into_iter().map(|of| (of, 1)).collect::<Vec<_>>());
        let election = Election::of(number(&text, "committeesize: "), options, votes).expect("small");
        let rule = Rule { utility: Utility::Cost, completion: Completion::Utility, ..Rule::USUAL };
        let ours: Vec<u32> =
            allocate(&election, &rule).expect("an outcome").options().iter().map(|at| *at as u32).collect();
        let of_rule = text.split("- rule_id: ").filter(|part| part.starts_with("equal-shares-with-av-completion\n"));
        let theirs: Vec<Vec<u32>> =
            of_rule.filter(|part| part.contains("resolute: false")).flat_map(|part| lists(part, "result: ")).collect();
        if theirs.is_empty() {
            continue;
        }
        // Seats for which nobody has a vote stay empty here and are filled there.
        assert!(theirs.iter().any(|one| ours.iter().all(|at| one.contains(at))), "{name}: {ours:?} of {theirs:?}");
        n += 1;
    }
    assert!(n >= 400, "{n} instances were compared");
}
