//! Baimurat gives out four million tenge: proposals, codes, ballots from a page and from the phones of twenty coordinators, the
//! count, and what the registers say afterwards. The street of Dina puts problems in order.

use crate::village;
use auyl_domain::ballot_code::BallotCode;
use auyl_domain::draft::Draft;
use auyl_domain::register::STATE;
use auyl_domain::views::{BALLOT, BALLOT_ROUND, PROBLEM, PROPOSAL};
use auyl_domain::voting::pabulib;
use auyl_domain::{Lang, Measure};
use auyl_reports::ballot_sheet::Layout;
use auyl_store::ballots::Received;
use auyl_store::submissions::Arrival;
use auyl_work::ballots::{Cast, Setting, Sheet, codes, count, file};
use auyl_work::edit::{Change, Changed, change};
use auyl_work::import::Faulty;
use auyl_work::{Project, intake};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

const AT: &str = "2024-05-21T09:00:00Z";

async fn put(project: &Project, register: &str, fields: &[(&str, &str)]) {
    let change_of = Change { register, draft: Draft::of(fields.iter().copied()), base: None, silent: &[] };
    match change(project, change_of, Faulty::RefuseFile, &village::doing("Bolat")).await.expect("an answer") {
        Changed::Saved { .. } => {}
        other => panic!("{register}: {other:?}"),
    }
}

/// A round of this kind and form; its proposals or problems are `well`, `road`, `stage`.
async fn prepared(project: &Project, kind: &str, form: &str) {
    let common = [("id", "r1"), ("title_kk", "Дауыс"), ("title_ru", "Голосование"), ("place", "baimurat")];
    let mut fields = common.to_vec();
    fields.extend([("kind", kind), ("form", form), ("opens_on", "2024-05-20"), ("closes_on", "2024-05-31")]);
    fields.push((STATE, "draft"));
    match kind {
        "budget" => fields.extend([("envelope", "4000000"), ("step", "1000")]),
        _ => fields.push(("problems", "well; road; stage")),
    }
    let options = [("well", "Ұңғыма", "2000000"), ("road", "Жол", "1500000"), ("stage", "Сахна", "900000")];
    if kind == "budget" {
        put(project, BALLOT_ROUND, &fields).await;
    }
    for (n, (id, title, cost)) in options.into_iter().enumerate() {
        let day = format!("2024-05-{:02}", n + 1);
        let mut of = vec![("id", id), ("place", "baimurat"), ("title_kk", title), ("title_ru", title)];
        of.push(("raised_on", &day));
        if kind == "budget" {
            of.extend([("round", "r1"), ("cost", cost), (STATE, "offered")]);
            put(project, PROPOSAL, &of).await;
            let record = Setting::of(project, "r1").await.expect("a round");
            assert_eq!(record.options.len(), n, "only what was admitted is on the list");
            admit(project, id).await;
        } else {
            of.extend([("activity", "a1-4"), ("sphere", "water"), ("source", "gathering")]);
            put(project, PROBLEM, &of).await;
        }
    }
    if kind != "budget" {
        put(project, BALLOT_ROUND, &fields).await;
    }
}

async fn admit(project: &Project, id: &str) {
    let register = project.register(PROPOSAL).expect("a register");
    let id = auyl_domain::RecordId::read(id).expect("an id");
    let record = project.store.record(&project.id, PROPOSAL, &id, None).await.expect("read").expect("there");
    let mut draft = auyl_work::edit::draft_of(register, &record);
    draft.fields.insert(STATE.into(), "admitted".into());
    let change_of = Change { register: PROPOSAL, draft, base: Some(record.since), silent: &[] };
    let changed = change(project, change_of, Faulty::RefuseFile, &village::doing("Bolat")).await.expect("an answer");
    assert!(matches!(changed, Changed::Saved { .. }), "{changed:?}");
}

/// Codes by dice, kept as they would be printed.
async fn codes_of(project: &Project, street: &str, n: u32, first: u32) -> Vec<BallotCode> {
    let codes: Vec<BallotCode> = (first..first + n)
        .map(|n| {
            let digest = auyl_domain::id::sha256(&n.to_le_bytes());
            let mut bytes = [0; BallotCode::CHANCE];
            bytes.iter_mut().zip(digest.bytes()).for_each(|(byte, of)| *byte = of);
            BallotCode::of(bytes)
        })
        .collect();
    let mut tx = project.store.begin(&project.id).await.expect("begun");
    let made = tx.ballot_box("r1", "key").await.expect("a box");
    let digests: Vec<String> = codes.iter().map(|code| code.digest(&made.key)).collect();
    tx.add_ballot_codes("r1", street, &digests).await.expect("codes");
    tx.commit().await.expect("committed");
    codes
}

async fn setting(project: &Project) -> Setting {
    Setting::of(project, "r1").await.expect("a round")
}

async fn open(project: &Project) {
    let findings = count::open(project, &setting(project).await, &village::doing("Bolat")).await.expect("opened");
    assert_eq!(findings, vec![]);
}

async fn cast(project: &Project, code: &BallotCode, options: &[u32]) -> Received {
    let typed = code.to_string();
    let sheet = Sheet { code: &typed, options: options.to_vec(), told: Vec::new() };
    Cast::of(&setting(project).await, &sheet).expect("a ballot").cast(project).await.expect("an answer")
}

async fn reading(project: &Project, measure: &str) -> String {
    let measure = Measure::read(measure, &project.catalogue).expect("a measure");
    format!("{:?}", project.store.reading(&project.id, &measure, None, None).await.expect("a reading").value())
}

#[test]
fn the_money_goes_where_the_votes_say_and_the_registers_and_measures_follow() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "budget", "approval").await;
        let refused = count::open(&project, &setting(&project).await, &village::doing("Bolat")).await;
        assert!(format!("{refused:?}").contains("ballot-round-without-codes"), "{refused:?}");
        let codes = codes_of(&project, "Абай көшесі", 12, 0).await;
        open(&project).await;
        for (at, code) in codes.iter().take(10).enumerate() {
            let options: &[u32] = if at < 7 { &[0, 1] } else { &[2] };
            assert_eq!(cast(&project, code, options).await, Received::Counted);
        }
        assert_eq!(cast(&project, &codes[0], &[2]).await, Received::Used);
        let findings =
            count::close(&project, &setting(&project).await, &village::doing("Bolat")).await.expect("closed");
        assert_eq!(findings, vec![]);
        let counted = setting(&project).await;
        let votes = counted.votes().expect("a result");
        // Seven of ten have 2 800 000 of 4 000 000: of well and road, as many want either, the cheaper one goes first, and what is
        // left to them does not pay for the well; the three others pay for the stage.
        let outcome = votes.outcome.expect("an outcome");
        assert_eq!((votes.codes, votes.tally.ballots, outcome.options()), (12, 10, vec![1, 2]));
        let states: Vec<&str> = counted.options.iter().map(|record| record.text(STATE)).collect();
        assert_eq!(states, ["not_chosen", "chosen", "chosen"]);
        assert_eq!(reading(&project, "sum(ballot_round.ballots)").await, "Number(10)");
        assert_eq!(reading(&project, "count(proposal where state = chosen)").await, "Number(2)");
        assert_eq!(cast(&project, &codes[11], &[2]).await, Received::Closed);
        // Whoever counts the published file again gets the same.
        let text = file::write(&project, &counted, Lang::Ru).await.expect("a file");
        let (again, findings) = file::count("r1.pb".into(), text.into_bytes(), outcome.rule).await.expect("counted");
        assert_eq!((findings, again.expect("a result").1.options()), (vec![], vec![1, 2]));
        count::publish(&project, &counted, &village::doing("Bolat")).await.expect("published");
        assert_eq!(setting(&project).await.record.text(STATE), "published");
        assert_eq!(project.store.check_chain("auyl").await.expect("the log can be walked"), vec![]);
        assert!(project.store.records(&project.id, BALLOT, None).await.expect("none").is_empty());
    });
}

#[test]
fn problems_take_their_priority_from_what_residents_put_first() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "priorities", "ranking").await;
        let first = codes_of(&project, "Абай көшесі", 6, 0).await;
        let second = codes_of(&project, "Жамбыл көшесі", 5, 100).await;
        open(&project).await;
        for code in &first {
            assert_eq!(cast(&project, code, &[1, 0]).await, Received::Counted);
        }
        for code in &second {
            assert_eq!(cast(&project, code, &[0]).await, Received::Counted);
        }
        count::close(&project, &setting(&project).await, &village::doing("Bolat")).await.expect("closed");
        let counted = setting(&project).await;
        let votes = counted.votes().expect("a result");
        let groups: Vec<(String, Option<u64>, Vec<usize>)> =
            votes.groups.iter().map(|group| (group.key.clone(), group.ballots, group.first.clone())).collect();
        let expected = [("Абай көшесі".to_string(), Some(6), vec![1]), ("Жамбыл көшесі".to_string(), Some(5), vec![0])];
        assert_eq!(groups, expected);
        let changed = count::take_priorities(&project, &counted, &village::doing("Bolat")).await.expect("taken over");
        assert_eq!(changed, 3);
        let priorities: Vec<String> =
            setting(&project).await.options.iter().map(|record| record.text("priority").to_string()).collect();
        assert_eq!(priorities, ["high", "middle", "low"]);
    });
}

/// A ballot as the form on a phone sends it.
fn sent(project: &Project, version: &str, instance: &str, device: usize, code: &BallotCode, numbers: &str) -> Arrival {
    Arrival {
        project: project.id.clone(),
        form: BALLOT.into(),
        version: version.into(),
        instance: instance.into(),
        at: AT.into(),
        actor: format!("cli-{device}"),
        device: format!("phone {device}"),
        xml: format!(
            "<data id=\"ballot\" version=\"{version}\"><round>r1</round><code>{code}</code><numbers>{numbers}</numbers>\
             <meta><instanceID>{instance}</instanceID></meta></data>"
        ),
        ..Arrival::default()
    }
}

#[test]
fn queues_of_twenty_phones_with_repetitions_in_any_order_count_each_ballot_once() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "budget", "approval").await;
        let codes = codes_of(&project, "Абай көшесі", 200, 0).await;
        open(&project).await;
        let forms = intake::forms(&project, AT).await.expect("forms");
        let version = forms.into_iter().find(|form| form.id == BALLOT).expect("a form").version;
        let mut sending = Vec::new();
        for (n, code) in codes.iter().enumerate() {
            let one =
                sent(&project, &version, &format!("uuid:{n}"), n % 20, code, if n % 4 == 0 { "3" } else { "1 2" });
            // Every third is sent once more, since its answer was lost.
            sending.extend(std::iter::repeat_n(one, 1 + usize::from(n % 3 == 0)));
            // Every tenth code was typed on two phones.
            if n % 10 == 0 {
                sending.push(sent(&project, &version, &format!("uuid:again-{n}"), (n + 7) % 20, code, "3"));
            }
        }
        // In any order: by a digest of what stands in them and where they stand.
        let mut order: Vec<(String, Arrival)> = sending
            .into_iter()
            .enumerate()
            .map(|(at, of)| (auyl_domain::id::sha256(format!("{at}{}", of.instance).as_bytes()), of))
            .collect();
        order.sort_by(|a, b| a.0.cmp(&b.0));
        for batch in order.chunks(17) {
            let batch: Vec<Arrival> = batch.iter().map(|(_, of)| of.clone()).collect();
            project.store.receive(&batch).await.expect("received");
            intake::take(&project, AT, 25).await.expect("taken");
            // A program that was killed looks at the same once more.
            project.store.receive(&batch).await.expect("received again");
        }
        while intake::take(&project, AT, 100).await.expect("taken").taken > 0 {}
        assert_eq!(project.store.ballots(&project.id, "r1").await.expect("ballots").len(), 200);
        let mut told = BTreeMap::<String, usize>::new();
        for it in project.store.submissions(&project.id, BALLOT, 0, 1_000).await.expect("read") {
            *told.entry(it.detail.clone()).or_default() += 1;
            assert!(!it.xml.contains("code") && !it.xml.contains("numbers"), "{}", it.xml);
        }
        let told: Vec<(String, usize)> = told.into_iter().collect();
        let used = r#"[{"code":"ballot-code-used","severity":"severe","register":null,"record":null,"field":null}]"#;
        assert_eq!(told, [(String::new(), 200), (used.to_string(), 20)]);
        count::close(&project, &setting(&project).await, &village::doing("Bolat")).await.expect("closed");
        let votes = setting(&project).await.votes().expect("a result");
        assert_eq!((votes.ballots(), votes.unreadable, votes.codes), (200, 0, 200));
        assert_eq!(votes.refused, [("ballot-code-used".to_string(), 20)]);
    });
}

#[test]
fn what_a_phone_sends_wrongly_is_told_and_its_code_can_still_be_used() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "budget", "knapsack").await;
        let codes = codes_of(&project, "Абай көшесі", 3, 0).await;
        open(&project).await;
        let forms = intake::forms(&project, AT).await.expect("forms");
        let version = forms.into_iter().find(|form| form.id == BALLOT).expect("a form").version;
        let stranger = BallotCode::of([7; BallotCode::CHANCE]);
        for (instance, code, numbers) in [
            ("uuid:dear", &codes[0], "1 2 3"),
            ("uuid:unknown", &stranger, "1"),
            ("uuid:number", &codes[1], "9"),
            ("uuid:blank", &codes[2], ""),
            ("uuid:right", &codes[0], "1 2"),
        ] {
            project.store.receive(&[sent(&project, &version, instance, 1, code, numbers)]).await.expect("received");
        }
        intake::take(&project, AT, 100).await.expect("taken");
        let mut told = Vec::new();
        for it in project.store.submissions(&project.id, BALLOT, 0, 100).await.expect("read") {
            let code = it.detail.split('"').nth(3).unwrap_or_default().to_string();
            told.push((it.instance, code));
        }
        let expected = [
            ("uuid:dear", "ballot-too-dear"),
            ("uuid:unknown", "ballot-code-unknown"),
            ("uuid:number", "ballot-number-unknown"),
            ("uuid:blank", ""),
            ("uuid:right", ""),
        ];
        assert_eq!(told, expected.map(|(instance, code)| (instance.to_string(), code.to_string())));
        assert_eq!(project.store.ballots(&project.id, "r1").await.expect("ballots").len(), 2);
    });
}

#[test]
fn codes_are_printed_with_a_list_that_does_not_know_them() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "budget", "approval").await;
        let drawn = AtomicU64::new(0);
        let chance = move |bytes: &mut [u8]| {
            let n = drawn.fetch_add(1, Ordering::Relaxed);
            let digest = auyl_domain::id::sha256(&n.to_le_bytes());
            bytes.iter_mut().zip(digest.bytes().cycle()).for_each(|(byte, of)| *byte = of);
        };
        for layout in [Layout::Slips, Layout::Ballots] {
            let order = codes::Order {
                title: "Абай көшесі",
                n: 9,
                langs: &[Lang::Kk, Lang::Ru],
                layout,
                address: "https://example.org/open/auyl/vote/r1",
            };
            let doing = village::doing("Bolat");
            let pdf = codes::print(&project, &setting(&project).await, &order, &chance, &doing).await.expect("a PDF");
            assert!(pdf.starts_with(b"%PDF"));
            if let Ok(keep) = std::env::var("AUYL_TEST_PICTURES") {
                std::fs::write(format!("{keep}/codes-{layout:?}.pdf"), &pdf).expect("kept");
            }
        }
        let batches = project.store.ballot_batches(&project.id, "r1").await.expect("batches");
        assert_eq!(batches.iter().map(|batch| batch.printed).collect::<Vec<_>>(), [9, 9]);
        // More votes than voters: the number of codes handed out is what the signatures say.
        let now = setting(&project).await;
        let doing = village::doing("Bolat");
        assert!(codes::hand_out(&project, &now, 1, 4, &doing).await.expect("an answer"));
        assert!(!codes::hand_out(&project, &now, 1, 10, &doing).await.expect("an answer"));
        assert_eq!(codes::withdraw(&project, &now, 2, &doing).await.expect("withdrawn"), 9);
    });
}

#[test]
fn more_votes_than_codes_handed_out_is_a_finding() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = village::village(folder.path()).await;
        prepared(&project, "budget", "approval").await;
        let codes = codes_of(&project, "Абай көшесі", 5, 0).await;
        let doing = village::doing("Bolat");
        assert!(codes::hand_out(&project, &setting(&project).await, 1, 2, &doing).await.expect("an answer"));
        open(&project).await;
        for code in &codes[..3] {
            assert_eq!(cast(&project, code, &[0]).await, Received::Counted);
        }
        count::close(&project, &setting(&project).await, &doing).await.expect("closed");
        let register = project.register(BALLOT_ROUND).expect("a register");
        let id = auyl_domain::RecordId::read("r1").expect("an id");
        let findings = auyl_work::check::of_record(&project, register, &id).await.expect("checked");
        assert!(findings.iter().any(|finding| finding.code == "ballots-more-than-codes"), "{findings:?}");
    });
}

#[test]
fn a_file_with_a_negative_budget_is_told_with_its_line() {
    village::told(async {
        let text = "META\nkey;value\nbudget;-5\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;a\n";
        let rule = auyl_domain::voting::Rule::USUAL;
        let (found, findings) = file::count("x.pb".into(), text.into(), rule).await.expect("read");
        assert!(found.is_none());
        assert_eq!((findings[0].code.as_ref(), findings[0].spot.row), ("pb-sum-negative", Some(3)));
        assert!(pabulib::read("x.pb", text.as_bytes()).0.is_none());
    });
}
