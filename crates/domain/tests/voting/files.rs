//! Files of Pabulib: what is read, what is wrong with which line, what is written.

use auyl_domain::voting::pabulib::{self, VoteType};
use expect_test::{Expect, expect};
use proptest::prelude::*;

const ULGI: &str = "META\nkey;value\ndescription;Ulgi 2026\ncountry;Kazakhstan\nnum_projects;3\nnum_votes;4\nbudget;1000\n\
    vote_type;approval\nPROJECTS\nproject_id;cost;name;category\nw;400,50;\"Well; new\";water\nr;700;Road;None\nl;100;Light;\n\
    VOTES\nvoter_id;age;vote\n1;33;w,r\n2;None;r\n3;41;\n4;18;l,w\n";

fn read(text: &str) -> (Option<pabulib::File>, String) {
    let (file, findings) = pabulib::read("ulgi.pb", text.as_bytes());
    let told = |finding: &auyl_domain::Finding| {
        let args: Vec<String> = finding.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {} {}", finding.spot, finding.code, args.join(" ")).trim_end().to_string()
    };
    (file, findings.iter().map(told).collect::<Vec<_>>().join("\n"))
}

/// The file with one text in the place of another.
fn check(from: &str, to: &str, expected: Expect) {
    assert!(ULGI.contains(from), "{from}");
    let (file, told) = read(&ULGI.replacen(from, to, 1));
    expected.assert_eq(&format!("{told}{}", if file.is_none() { "" } else { " (read all the same)" }));
}

#[test]
fn a_file_is_read_with_its_quotes_decimals_and_blank_ballots() {
    let (file, told) = read(ULGI);
    let file = file.expect("a file");
    assert_eq!(told, "");
    assert_eq!((file.budget, file.vote_type), (100_000, VoteType::Approval));
    let projects: Vec<String> = file.projects.iter().map(|p| format!("{} {} {}", p.id, p.cost, p.name)).collect();
    assert_eq!(projects, ["w 40050 Well; new", "r 70000 Road", "l 10000 Light"]);
    let votes: Vec<usize> = file.votes.iter().map(|vote| vote.votes.len()).collect();
    assert_eq!(votes, [2, 1, 0, 2]);
    assert_eq!(file.election().expect("small").supporters(), [2, 2, 1]);
}

#[test]
fn every_broken_section_is_named_with_its_line() {
    check(
        "PROJECTS\nproject_id",
        "PROJEKTE\nproject_id",
        expect![[r#"
            ulgi.pb, 9:1 pb-value-missing key=PROJEKTE
            ulgi.pb, 16:3 pb-project-unknown id=w
            ulgi.pb, 17:3 pb-project-unknown id=r
            ulgi.pb, 19:3 pb-project-unknown id=l
            ulgi.pb, 1:1 pb-section-missing section=PROJECTS"#]],
    );
    check(
        "project_id;cost",
        "project_id;price",
        expect![[r#"
        ulgi.pb, 10:1 pb-column-missing column=cost
        ulgi.pb, 11:1 pb-number-malformed typed=
        ulgi.pb, 12:1 pb-number-malformed typed=
        ulgi.pb, 13:1 pb-number-malformed typed=
        ulgi.pb, 16:3 pb-project-unknown id=w
        ulgi.pb, 17:3 pb-project-unknown id=r
        ulgi.pb, 19:3 pb-project-unknown id=l"#]],
    );
    check(
        "VOTES\n",
        "META\n",
        expect![[r#"
        ulgi.pb, 14:1 pb-section-twice section=META
        ulgi.pb, 15:1 pb-column-missing column=key
        ulgi.pb, 15:1 pb-column-missing column=value
        ulgi.pb, 1:1 pb-section-missing section=VOTES"#]],
    );
    check("budget;1000", "budget;-1000", expect!["ulgi.pb, 7:2 pb-sum-negative typed=-1000"]);
    check(
        "r;700;",
        "r;-700;",
        expect![[r#"
        ulgi.pb, 12:2 pb-sum-negative typed=-700
        ulgi.pb, 16:3 pb-project-unknown id=r
        ulgi.pb, 17:3 pb-project-unknown id=r"#]],
    );
    check("budget;1000\n", "", expect!["ulgi.pb, 1:1 pb-key-missing key=budget"]);
    check(
        "approval",
        "shouting",
        expect![
            "ulgi.pb, 8:2 pb-vote-type-unknown known=approval, ordinal, cumulative, scoring, choose-1 typed=shouting"
        ],
    );
    check("2;None;r", "2;None;r,x", expect!["ulgi.pb, 17:3 pb-project-unknown id=x"]);
    check("2;None;r", "1;None;r", expect!["ulgi.pb, 17:1 pb-voter-twice id=1"]);
    check("2;None;r", "2;None;r,r", expect!["ulgi.pb, 17:3 pb-vote-twice id=r"]);
    check(
        "l;100",
        "w;100",
        expect![[r#"
        ulgi.pb, 13:1 pb-project-twice id=w
        ulgi.pb, 19:3 pb-project-unknown id=l"#]],
    );
    check(
        "\"Well; new\"",
        "\"Well; new",
        expect![[r#"
        ulgi.pb, 11:1 pb-quote-open
        ulgi.pb, 16:3 pb-project-unknown id=w
        ulgi.pb, 19:3 pb-project-unknown id=w"#]],
    );
    check(
        "num_votes;4",
        "num_votes;5",
        expect!["ulgi.pb, 6:2 pb-number-differs found=4 key=num_votes typed=5 (read all the same)"],
    );
    check(
        "META\n",
        "MÉTA\n",
        expect![[r#"
        ulgi.pb, 1:1 pb-outside typed=MÉTA
        ulgi.pb, 2:1 pb-outside typed=key;value
        ulgi.pb, 3:1 pb-outside typed=description;Ulgi 2026
        ulgi.pb, 4:1 pb-outside typed=country;Kazakhstan
        ulgi.pb, 5:1 pb-outside typed=num_projects;3
        ulgi.pb, 6:1 pb-outside typed=num_votes;4
        ulgi.pb, 7:1 pb-outside typed=budget;1000
        ulgi.pb, 8:1 pb-outside typed=vote_type;approval
        ulgi.pb, 1:1 pb-section-missing section=META"#]],
    );
}

#[test]
fn points_belong_to_their_projects() {
    let scoring = ULGI.replace("approval", "scoring").replace("voter_id;age;vote", "voter_id;vote;points");
    let scoring = scoring.replace("1;33;w,r", "1;w,r;3,2.0").replace("2;None;r", "2;r;5").replace("3;41;", "3;;");
    let (file, told) = read(&scoring.replace("4;18;l,w", "4;l,w;1,4"));
    assert_eq!((told.as_str(), file.expect("a file").votes[0].votes.as_slice()), ("", &[(0, 3), (1, 2)][..]));
    let (_, told) = read(&scoring.replace("4;18;l,w", "4;l,w;1"));
    expect!["ulgi.pb, 19:3 pb-points-unlike points=1 votes=2"].assert_eq(&told);
    let (_, told) = read(&scoring.replace("4;18;l,w", "4;l,w;1,-2"));
    expect!["ulgi.pb, 19:3 pb-points-wrong typed=-2"].assert_eq(&told);
}

#[test]
fn what_is_written_is_read_again() {
    for (word, vote_type) in VoteType::ALL {
        let mut file = read(ULGI).0.expect("a file");
        file.vote_type = vote_type;
        let again = read(&file.write());
        assert_eq!(again.1, "", "{word}");
        assert_eq!(again.0.expect("a file"), file, "{word}");
    }
}

#[test]
fn what_is_no_text_is_said() {
    let (file, findings) = pabulib::read("ulgi.pb", b"META\nkey;value\nunit;\xff\n");
    assert!(file.is_none());
    assert_eq!((findings[0].code.as_ref(), findings[0].spot.row), ("pb-not-text", Some(3)));
    assert_eq!(read("").1.lines().count(), 3);
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = pabulib::read("any.pb", &bytes);
    }

    #[test]
    fn no_shuffled_lines_bring_the_reader_down(order in prop::collection::vec(0..19_usize, 0..30), cut in 0..20_usize) {
        let lines: Vec<&str> = ULGI.lines().collect();
        let text: Vec<String> = order.iter().map(|at| lines[*at % lines.len()].chars().skip(cut / 4).collect()).collect();
        let (file, findings) = pabulib::read("any.pb", text.join("\n").as_bytes());
        prop_assert!(file.is_some() || !findings.is_empty());
    }
}
