//! What the law wants of meetings, over the law that is shipped: a meeting as text, what is said of it in English.

mod shipped;

use auyl_domain::community::{
    Answer, Asked, Attendee, Law, Meeting, MeetingKind, Officer, Question, Representative, Standing, findings, steps,
    voters,
};
use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Lang, RecordId, Words};
use expect_test::{Expect, expect};
use shipped::shipped;

fn law() -> (Catalogue, Law) {
    let (catalogue, _) = Catalogue::read(shipped());
    let (law, findings) = Law::of(&catalogue);
    assert!(findings.is_empty(), "{findings:?}");
    (catalogue, law)
}

fn id(text: &str) -> RecordId {
    RecordId::read(text).expect("an id")
}

/// Words of one line each: `present 31`, `announced 2024-05-10`, `question 1 priorities 20 5 6 decided`.
fn meeting(text: &str) -> Meeting {
    let mut lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let head = lines.next().expect("a kind and a day");
    let day = |text: &str| read_date(text);
    let mut meeting = Meeting {
        kind: MeetingKind::read(head[0]).expect("a kind"),
        held_on: day(head[1]).expect("a day"),
        has_place: true,
        asked: None,
        announced_on: None,
        notice_is_kept: false,
        members: None,
        present: 0,
        signed_in: 0,
        chair: Officer::None,
        secretary: Officer::None,
        questions: Vec::new(),
        signed_on: None,
        handed_on: None,
        akim: None,
        discussed_again: false,
        higher: None,
        published_on: None,
        representatives: Vec::new(),
    };
    for words in lines {
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<i64>().ok());
        let on = words.get(1).and_then(|word| day(word));
        match words[0] {
            "members" => meeting.members = number(1),
            "asked" => {
                meeting.asked = Some(Asked { signatures: number(1), consent_on: words.get(2).and_then(|w| day(w)) })
            }
            "announced" => (meeting.announced_on, meeting.notice_is_kept) = (on, words.contains(&"kept")),
            "present" => {
                meeting.present = number(1).expect("how many");
                meeting.signed_in = number(2).unwrap_or(meeting.present);
            }
            "chair" => meeting.chair = Officer::Present(id(words[1])),
            "secretary" => meeting.secretary = Officer::Present(id(words[1])),
            "question" => meeting.questions.push(Question {
                number: number(1).expect("a number"),
                title: Words::same("Water"),
                matter: words[2].into(),
                votes: Some([3, 4, 5].map(|at| number(at).unwrap_or(-1))).filter(|votes| votes[0] >= 0),
                has_decision: words.contains(&"decided"),
            }),
            "signed" => meeting.signed_on = on,
            "handed" => meeting.handed_on = on,
            "akim" => meeting.akim = Some(Answer { agrees: words[2] == "agrees", on }),
            "again" => meeting.discussed_again = true,
            "higher" => meeting.higher = Some(Answer { agrees: words[2] == "agrees", on }),
            "published" => meeting.published_on = on,
            "elected" => {
                let of = |name: &&str| Representative { record: id(name), is_twice: name.ends_with("twice") };
                meeting.representatives = words[1..].iter().map(of).collect();
            }
            other => panic!("{other}"),
        }
    }
    meeting
}

/// What is said of a meeting on a day.
fn check(today: &str, text: &str, expected: Expect) {
    let (catalogue, law) = law();
    let found = findings(&meeting(text), &law, read_date(today).expect("a day"));
    let said = found.iter().map(|finding| {
        let todo = finding.todo(catalogue.phrases(), Lang::En);
        assert!(!todo.is_empty(), "{} says nothing to do", finding.code);
        format!("{:?} {}\n", finding.severity, finding.message(catalogue.phrases(), Lang::En))
    });
    expected.assert_eq(&said.collect::<String>());
}

/// How the steps stand.
fn check_steps(today: &str, text: &str, expected: Expect) {
    let (catalogue, law) = law();
    let said = steps(&meeting(text), &law, read_date(today).expect("a day")).into_iter().map(|step| {
        let args = step.args.iter().cloned().collect();
        let key = format!("gathering-step-{}", step.id);
        let mark = match step.standing {
            Standing::Done => '+',
            Standing::Ahead => ' ',
            Standing::Broken => '!',
        };
        format!("{mark} {}\n", catalogue.phrases().say_with(Lang::En, &key, &args))
    });
    expected.assert_eq(&said.collect::<String>());
}

const GATHERING: &str = "gathering 2024-05-23
members 960
announced 2024-05-13 kept
present 101
chair dina
secretary saule
question 1 priorities 70 11 20 decided
signed 2024-05-24
handed 2024-05-25
akim 2024-06-03 agrees
published 2024-06-05";

#[test]
fn a_gathering_that_the_law_has_nothing_against() {
    check("2024-11-25", GATHERING, expect![""]);
    check_steps(
        "2024-11-25",
        GATHERING,
        expect![[r#"
        + It is known how many members may take part: 960
        + Agenda: 1 question
        + Announce by 13.05.2024 (10 days before); announced: 13.05.2024
        + Quorum 10 %: 101 came, 96 needed
        + Chair and secretary elected from among those present
        + Votes counted: 1 of 1 questions
        + Minutes: 5 of 5 parts; signed: 24.05.2024
        + Minutes handed to the akim: 25.05.2024
        + The akim considered the decisions: 03.06.2024
        + Decisions published: 05.06.2024
    "#]],
    );
}

#[test]
fn the_last_day_of_the_notice_is_said_while_there_is_time_and_then_the_day_to_move_to() {
    let planned = "gathering 2024-05-23\nmembers 960\nquestion 1 priorities";
    check(
        "2024-05-12",
        planned,
        expect![[r#"
        Hint Announce by 13.05.2024 at the latest, 10 days before the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
    check(
        "2024-05-13",
        planned,
        expect![[r#"
        Hint Announce by 13.05.2024 at the latest, 10 days before the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
    check(
        "2024-05-14",
        planned,
        expect![[r#"
        Warning The notice is late: there have to be 10 days between it and the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
    check(
        "2024-05-20",
        "gathering 2024-05-23\nmembers 960\nannounced 2024-05-15\nquestion 1 priorities",
        expect![[r#"
        Warning The notice is late: there have to be 10 days between it and the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
    check(
        "2024-05-24",
        planned,
        expect![[r#"
        Warning It is not recorded when the meeting was announced; it had to be by 13.05.2024 (Law 148, art. 39-3, p. 8).
        Warning There was no quorum: 0 could vote, 96 were needed (Law 148, art. 39-3, p. 9).
        Warning Chair and secretary are not recorded (Law 148, art. 39-3, p. 10).
        Warning Question 1 "Water": no votes are entered (Law 148, art. 39-3, p. 11).
        Warning Of the five parts of the minutes, not recorded: 3, 4, 5 (Law 148, art. 39-3, p. 10). 1 day and place, 2 number of members, 3 list of those present, 4 chair and secretary, 5 agenda, speeches, decisions.
        Warning The minutes are not signed by chair and secretary (Law 148, art. 39-3, p. 10).
        Warning The minutes were not handed to the akim (Law 148, art. 39-3, p. 10).
        Warning The decisions were not published (Law 148, art. 39-3, p. 14).
    "#]],
    );
}

#[test]
fn candidates_for_akim_are_announced_three_days_before() {
    let planned = "assembly 2024-05-23\nmembers 7\nquestion 1 akim_candidates";
    check(
        "2024-05-19",
        planned,
        expect![[r#"
        Hint Announce by 20.05.2024 at the latest, 3 days before the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
    check(
        "2024-05-19",
        &format!("{planned}\nquestion 2 budget_draft"),
        expect![[r#"
        Warning The notice is late: there have to be 10 days between it and the meeting (Law 148, art. 39-3, p. 8).
    "#]],
    );
}

#[test]
fn a_tenth_of_the_members_is_a_quorum_and_one_less_is_none() {
    let with = |present: &str| GATHERING.replace("present 101", present);
    check(
        "2024-11-25",
        &with("present 96"),
        expect![[r#"
        Severe Question 1 "Water": 101 votes, but 96 could vote (Law 148, art. 39-3, p. 11).
    "#]],
    );
    check(
        "2024-11-25",
        &with("present 95"),
        expect![[r#"
        Warning There was no quorum: 95 could vote, 96 were needed (Law 148, art. 39-3, p. 9).
        Severe Question 1 "Water": 101 votes, but 95 could vote (Law 148, art. 39-3, p. 11).
    "#]],
    );
    check(
        "2024-11-25",
        &GATHERING.replace("members 960\n", ""),
        expect![[r#"
        Warning Nobody knows how many members may take part, so no quorum can be counted (Law 148, art. 39-3, p. 9).
        Warning Of the five parts of the minutes, not recorded: 2 (Law 148, art. 39-3, p. 10). 1 day and place, 2 number of members, 3 list of those present, 4 chair and secretary, 5 agenda, speeches, decisions.
    "#]],
    );
}

#[test]
fn half_of_the_delegates_is_a_quorum_of_an_assembly() {
    let assembly = |present: &str| {
        let text = GATHERING.replace("gathering", "assembly").replace("members 960", "members 7");
        let text = text.replace("priorities 70 11 20", "budget_draft 3 0 0");
        text.replace("present 101", present)
    };
    check("2024-11-25", &assembly("present 4"), expect![""]);
    check(
        "2024-11-25",
        &assembly("present 3"),
        expect![[r#"
        Warning There was no quorum: 3 could vote, 4 were needed (Law 148, art. 39-3, p. 9).
    "#]],
    );
}

#[test]
fn more_people_than_members_and_more_votes_than_people() {
    check(
        "2024-11-25",
        &GATHERING.replace("members 960", "members 90"),
        expect![[r#"
        Severe 101 came to the meeting, but only 90 members may take part (Law 148, art. 39-3, p. 9).
    "#]],
    );
    check(
        "2024-11-25",
        &GATHERING.replace("70 11 20", "70 11 21"),
        expect![[r#"
        Severe Question 1 "Water": 102 votes, but 101 could vote (Law 148, art. 39-3, p. 11).
    "#]],
    );
    check(
        "2024-11-25",
        &GATHERING.replace("70 11 20", "9223372036854775807 1 1"),
        expect![[r#"
        Severe Question 1 "Water": 9223372036854775807 votes, but 101 could vote (Law 148, art. 39-3, p. 11).
    "#]],
    );
}

#[test]
fn exactly_half_is_not_more_than_half() {
    let with = |votes: &str| GATHERING.replace("present 101", "present 100").replace("70 11 20", votes);
    check(
        "2024-11-25",
        &with("50 50 0"),
        expect![[r#"
        Warning Question 1 "Water": a decision is written down, but 50 of 100 were for it, which is not more than half (Law 148, art. 39-3, p. 11).
    "#]],
    );
    check("2024-11-25", &with("51 49 0"), expect![""]);
    check(
        "2024-11-25",
        &with("51 49 0").replace(" decided", ""),
        expect![[r#"
        Warning Question 1 "Water": carried, but the decision is not written down (Law 148, art. 39-3, p. 11).
    "#]],
    );
    check(
        "2024-11-25",
        &with("-"),
        expect![[r#"
        Warning Question 1 "Water": no votes are entered (Law 148, art. 39-3, p. 11).
        Warning Of the five parts of the minutes, not recorded: 5 (Law 148, art. 39-3, p. 10). 1 day and place, 2 number of members, 3 list of those present, 4 chair and secretary, 5 agenda, speeches, decisions.
    "#]],
    );
}

#[test]
fn residents_who_ask_for_a_gathering_need_signatures_and_the_district() {
    let asked = |line: &str| format!("{GATHERING}\n{line}");
    check("2024-11-25", &asked("asked 96 2024-04-20"), expect![""]);
    check(
        "2024-11-25",
        &asked("asked 95"),
        expect![[r#"
        Warning 95 signatures ask for the meeting, at least 96 are needed (Law 148, art. 39-3, p. 5).
        Warning The akim of the district has not agreed to a gathering that residents ask for (Law 148, art. 39-3, p. 5).
    "#]],
    );
    check(
        "2024-05-01",
        "assembly 2024-05-23\nmembers 7\nasked 1\nannounced 2024-05-01 kept\nquestion 1 budget_draft",
        expect![""],
    );
}

#[test]
fn an_assembly_does_not_elect_itself() {
    check(
        "2024-05-01",
        "assembly 2024-05-23\nmembers 7\nannounced 2024-05-01 kept\nquestion 1 elect_assembly",
        expect![[r#"
        Warning Question 1 "Water": "Composition of the assembly" is not for this kind of meeting to decide (Law 148, art. 39-3, p. 2).
    "#]],
    );
}

#[test]
fn a_separate_gathering_elects_up_to_three() {
    let separate = |elected: &str| {
        let text = GATHERING.replace("gathering", "separate_gathering").replace("priorities", "elect_representatives");
        format!("{text}\nelected {elected}")
    };
    check("2024-11-25", &separate("dina saule arman"), expect![""]);
    check(
        "2024-11-25",
        &separate("dina saule arman bolat"),
        expect![[r#"
        Warning 4 representatives were elected, at most 3 may be (Law 148, art. 39-3, p. 6).
    "#]],
    );
    check(
        "2024-11-25",
        &separate("dina saule-twice"),
        expect![[r#"
        Warning Somebody was elected as a representative twice; such records: 1 (Law 148, art. 39-3, p. 6).
    "#]],
    );
}

#[test]
fn minutes_have_five_parts_two_signatures_and_an_akim() {
    check(
        "2024-11-25",
        "gathering 2024-05-23\nannounced 2024-05-13 kept\nmembers 960\npresent 0",
        expect![[r#"
        Warning There is no question on the agenda (Law 148, art. 39-3, p. 10).
        Warning There was no quorum: 0 could vote, 96 were needed (Law 148, art. 39-3, p. 9).
        Warning Chair and secretary are not recorded (Law 148, art. 39-3, p. 10).
        Warning Of the five parts of the minutes, not recorded: 3, 4, 5 (Law 148, art. 39-3, p. 10). 1 day and place, 2 number of members, 3 list of those present, 4 chair and secretary, 5 agenda, speeches, decisions.
        Warning The minutes are not signed by chair and secretary (Law 148, art. 39-3, p. 10).
        Warning The minutes were not handed to the akim (Law 148, art. 39-3, p. 10).
        Warning The decisions were not published (Law 148, art. 39-3, p. 14).
    "#]],
    );
    check(
        "2024-11-25",
        &GATHERING.replace("secretary saule", "secretary dina"),
        expect![[r#"
        Warning Chair and secretary are one person (Law 148, art. 39-3, p. 10).
    "#]],
    );
    check(
        "2024-11-25",
        &GATHERING.replace("akim 2024-06-03 agrees\n", ""),
        expect![[r#"
        Hint The minutes were handed over on 25.05.2024, the akim has not answered (Law 148, art. 39-3, p. 11–12).
    "#]],
    );
}

#[test]
fn an_akim_who_does_not_agree_is_asked_twice_and_then_a_higher_one() {
    let against = GATHERING.replace("agrees", "disagrees");
    check(
        "2024-11-25",
        &against,
        expect![[r#"
        Warning The akim does not agree: it has to be discussed once more (Law 148, art. 39-3, p. 11–12).
    "#]],
    );
    check(
        "2024-11-25",
        &format!("{against}\nagain"),
        expect![[r#"
        Warning After the second discussion the higher akim decides (Law 148, art. 39-3, p. 11–12).
    "#]],
    );
    check("2024-11-25", &format!("{against}\nagain\nhigher 2024-07-01 agrees"), expect![""]);
}

#[test]
fn a_meeting_before_the_law_is_not_judged() {
    check_steps("2024-11-25", "gathering 2016-05-23\npresent 3", expect![""]);
}

#[test]
fn guests_children_and_strangers_do_not_vote() {
    let person = |name: &str| Attendee {
        person: id(name),
        is_participant: true,
        born: None,
        is_of_community: true,
        is_delegate: false,
    };
    let all = [
        person("dina"),
        person("dina"),
        Attendee { is_participant: false, ..person("guest") },
        Attendee { born: Some(2007), ..person("child") },
        Attendee { born: Some(2006), ..person("arman") },
        Attendee { is_of_community: false, ..person("stranger") },
        Attendee { is_delegate: true, ..person("saule") },
    ];
    let on = read_date("2024-05-23").expect("a day");
    assert_eq!(voters(&all, MeetingKind::Gathering, 18, on).len(), 3, "Dina once, Arman, Saule");
    assert_eq!(voters(&all, MeetingKind::Assembly, 18, on).len(), 1, "Saule");
}

#[test]
fn every_matter_is_of_some_kind_of_meeting_and_every_kind_decides_something() {
    let (catalogue, law) = law();
    let on = read_date("2024-05-23").expect("a day");
    let list = catalogue.choices("meeting_matter").expect("the list");
    for choice in &list.all {
        let matter = law.matter(&choice.id, on).unwrap_or_else(|| panic!("{} has no article", choice.id));
        assert!(!matter.of.is_empty(), "{}", choice.id);
        for kind in &matter.of {
            let notice = matter.notice.as_deref().map(|id| law.term(id, *kind, on));
            assert!(notice.is_none_or(|term| term.is_some()), "{} names an unknown term", choice.id);
        }
    }
    for (kind, word) in MeetingKind::ALL {
        assert!(law.matters(kind, on).count() > 0, "{word}");
        assert!(catalogue.choices("meeting_kind").is_some_and(|list| list.get(word).is_some()), "{word}");
    }
}
