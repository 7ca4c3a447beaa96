//! Stories of letters: recommendations become a letter, it goes out with its number, its term runs, it is answered.

use crate::village::{self, doing};
use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Draft, Lang, Measure, Quantity, Record, RecordId, Value};
use auyl_forms::Sheet;
use auyl_store::Store;
use auyl_store::testing::on_both;
use auyl_work::edit::{self, Change, Changed, Kept};
use auyl_work::import::{Faulty, import};
use auyl_work::known::Files;
use auyl_work::letters::answer::{self, Answer, Said};
use auyl_work::letters::asked::{COUNTED, measure, table};
use auyl_work::letters::body::body;
use auyl_work::letters::compose::{self, Order};
use auyl_work::letters::send::{Sending, send};
use auyl_work::letters::term::{self, Step};
use auyl_work::letters::{letter, paper, turn};
use auyl_work::{Project, catalogue, demo};
use expect_test::{Expect, expect};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

fn id(text: &str) -> RecordId {
    RecordId::read(text).expect("an id")
}

fn day(text: &str) -> Date {
    read_date(text).expect("a day")
}

fn shipped() -> Arc<Catalogue> {
    Arc::new(catalogue::read(None).expect("the catalogue is embedded").0)
}

/// A project with its plan, its bodies and their heads; nothing was asked of anybody.
async fn ground(store: Store, catalogue: &Arc<Catalogue>) -> Project {
    let project = Project::create(store, catalogue.clone(), "auyl", &doing("Dina")).await.expect("begun");
    let wanted = ["passport", "place", "goal", "objective", "activity", "public_body", "official"];
    let (sheets, _) = demo::sheets(catalogue);
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| wanted.contains(&sheet.register.as_str())).collect();
    // Without its annex the passport would wait for review, and nobody would be there to send a letter.
    let made = Files::Made(HashMap::from([("grant-contract-annex-3.txt".into(), b"made up".to_vec())]));
    let imported = import(&project, sheets, made, Faulty::Keep, &doing("Dina"), &mut |_, _| {}).await;
    assert!(imported.expect("the plan").saved.is_some());
    project
}

async fn make(project: &Project, register: &str, name: &str, fields: &[(&str, &str)]) {
    let draft = Draft { id: Some(name.into()), ..Draft::of(fields.iter().copied()) };
    let change = Change { register, draft, base: None, silent: &[] };
    let made = edit::change(project, change, Faulty::RefuseFile, &doing("Dina")).await.expect("kept");
    assert!(matches!(made, Changed::Saved { .. }), "{made:?}");
}

async fn problem(project: &Project, name: &str, title: &str) {
    let fields = [
        ("activity", "a1-5"),
        ("place", "qamystybas"),
        ("title_ru", title),
        ("sphere", "water"),
        ("raised_on", "2024-05-14"),
        ("source", "gathering"),
    ];
    make(project, "problem", name, &fields).await;
}

async fn ask(project: &Project, name: &str, of: &str, text: &str) {
    let fields = [
        ("activity", "a3-2"),
        ("place", "qamystybas"),
        ("problem", of),
        ("text_ru", text),
        ("object_ru", "канал"),
        ("people", "640"),
        ("basis_ru", "протокол"),
        ("body", "bo-aral"),
        ("addressee_ru", "Аким Аральского района"),
    ];
    make(project, "recommendation", name, &fields).await;
}

fn order(name: &str, asks: &[&str]) -> Order {
    Order {
        id: id(name),
        kind: "recommendations".into(),
        body: id("bo-aral"),
        official: Some(id("of-aral")),
        lang: Lang::Ru,
        subject: Default::default(),
        text: String::new(),
        enclosures: "карта потребностей\nпротокол".into(),
        asks: asks.iter().map(|ask| id(ask)).collect(),
    }
}

fn sending(on: &str, registered: Option<&str>) -> Sending {
    Sending {
        sent_on: day(on),
        channel: "e_otinish".into(),
        registered_number: "ҮГ-1".into(),
        registered_on: registered.map(day),
        ticket: String::new(),
        mail_to: None,
    }
}

/// The first record of what was kept.
fn first(kept: Kept) -> Record {
    match kept {
        Kept::Saved(records) => records.into_iter().next().expect("a record"),
        Kept::Refused(findings) => panic!("{findings:?}"),
    }
}

async fn record(project: &Project, register: &str, name: &str) -> Record {
    let found = project.store.record("auyl", register, &id(name), None).await.expect("read");
    found.expect("a record")
}

#[test]
fn letters_that_go_out_at_once_have_each_a_number_of_its_own_and_none_is_lost() {
    let catalogue = shipped();
    on_both(&catalogue, async |scene| {
        let project = ground(scene.store.clone(), &catalogue).await;
        problem(&project, "p1", "Нет поливной воды").await;
        for n in 1..=6 {
            ask(&project, &format!("ask{n}"), "p1", &format!("Очистить арык номер {n}.")).await;
            let order = order(&format!("letter{n}"), &[&format!("ask{n}")]);
            first(compose::compose(&project, &order, &doing("Bolat")).await.expect("composed"));
        }
        let sent = (1..=6).map(|n| {
            let project = project.clone();
            tokio::spawn(async move {
                let letter = id(&format!("letter{n}"));
                first(send(&project, &letter, &sending("2024-11-25", None), &doing("Bolat")).await.expect("sent"))
            })
        });
        let mut numbers = Vec::new();
        for sent in sent.collect::<Vec<_>>() {
            numbers.push(sent.await.expect("no panic").text("number").to_string());
        }
        numbers.sort();
        assert_eq!(numbers, ["01-18/1", "01-18/2", "01-18/3", "01-18/4", "01-18/5", "01-18/6"]);
        // The last of them is taken out of the register; its paper is with the akim, and its number stays taken.
        let last = (1..=6).map(|n| format!("letter{n}"));
        for name in last {
            let of = letter(&project, &id(&name)).await.expect("a letter");
            if of.text("number") != "01-18/6" {
                continue;
            }
            for asked in auyl_work::letters::asks(&project, &of.id).await.expect("asks") {
                let register = project.register("recommendation").expect("known");
                let mut draft = edit::draft_of(register, &asked);
                draft.fields.remove("letter");
                let change = Change { register: "recommendation", draft, base: Some(asked.since), silent: &[] };
                edit::change(&project, change, Faulty::RefuseFile, &doing("Bolat")).await.expect("freed");
            }
            let problem = record(&project, "problem", "p1").await;
            if problem.link("letter") == Some(&of.id) {
                let mut draft = edit::draft_of(project.register("problem").expect("known"), &problem);
                draft.fields.insert("letter".into(), "letter1".into());
                if name == "letter1" {
                    draft.fields.insert("letter".into(), "letter2".into());
                }
                let change = Change { register: "problem", draft, base: Some(problem.since), silent: &[] };
                edit::change(&project, change, Faulty::RefuseFile, &doing("Bolat")).await.expect("moved");
            }
            edit::remove(&project, "letter", &of.id, &doing("Bolat")).await.expect("removed");
        }
        ask(&project, "ask7", "p1", "Очистить арык номер 7.").await;
        first(compose::compose(&project, &order("letter7", &["ask7"]), &doing("Bolat")).await.expect("composed"));
        let next = send(&project, &id("letter7"), &sending("2024-11-26", None), &doing("Bolat")).await.expect("sent");
        assert_eq!(first(next).text("number"), "01-18/7");
        // Nothing goes out twice.
        let again = send(&project, &id("letter7"), &sending("2024-11-26", None), &doing("Bolat")).await;
        assert!(again.is_err());
        assert_eq!(project.store.check_chain("auyl").await.expect("walked"), vec![]);
    });
}

/// How everything stands that a letter touches.
async fn standing(project: &Project, today: &str) -> String {
    let mut told = String::new();
    for (register, fields) in [
        ("letter", &["number", "sent_on", "body", "registered_on", "due_on", "extended_until", "state"][..]),
        ("recommendation", &["letter", "outcome", "outcome_on", "outcome_reason", "sent_to"]),
        ("problem", &["letter", "reply", "state"]),
        ("reply", &["number", "outcome", "state"]),
    ] {
        for record in project.store.records("auyl", register, None).await.expect("records") {
            let said = fields.iter().filter_map(|field| Some(format!("{field} {}", record.get(field)?.plain())));
            let name = if register == "reply" { "the reply" } else { record.id.as_str() };
            let said = said.map(|said| if said.starts_with("reply ") { "reply".into() } else { said });
            told += &format!("{register} {name}: {}\n", said.collect::<Vec<_>>().join(", "));
        }
    }
    let order = auyl_work::report::Order {
        form: "kz-state-grant-final",
        lang: Lang::En,
        today: day(today),
        as_of: None,
        personal: false,
    };
    let findings = auyl_work::check::findings(project, &order, auyl_work::check::Depth::Quick).await.expect("checked");
    for finding in findings.iter().filter(|finding| {
        let of = finding.spot.register.as_deref().unwrap_or_default();
        ["letter", "recommendation", "problem", "reply"].contains(&of)
    }) {
        told += &format!(
            "! {} {}\n",
            finding.code,
            finding.spot.record.as_deref().unwrap_or_default().chars().take(8).collect::<String>()
        );
    }
    told
}

fn check(told: &str, expected: Expect) {
    expected.assert_eq(told);
}

#[test]
fn a_letter_on_its_way_from_the_gathering_to_the_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    village::told(async {
        let catalogue = shipped();
        let place = auyl_store::Place::Folder(folder.path().to_path_buf());
        let store = Store::open(&place, catalogue.clone()).await.expect("a store");
        let project = ground(store, &catalogue).await;
        problem(&project, "p1", "Нет поливной воды").await;
        problem(&project, "p2", "Дорога разбита").await;
        ask(&project, "ask1", "p1", "Очистить арыки.").await;
        ask(&project, "ask2", "p1", "Восстановить канал.").await;
        ask(&project, "ask3", "p2", "Отремонтировать дорогу.").await;
        let composed = compose::compose(&project, &order("letter1", &["ask1", "ask2"]), &doing("Bolat")).await;
        first(composed.expect("composed"));
        // Whoever sends the form once more has one letter; whoever wants what stands in it is told.
        let again = compose::compose(&project, &order("letter1", &["ask1", "ask2"]), &doing("Bolat")).await;
        first(again.expect("the same letter"));
        let taken = compose::compose(&project, &order("letter9", &["ask1"]), &doing("Dina")).await;
        assert!(taken.is_err(), "{taken:?}");
        check(
            &standing(&project, "2024-11-25").await,
            expect![[r#"
            letter letter1: body bo-aral, state draft
            recommendation ask1: letter letter1
            recommendation ask2: letter letter1
            recommendation ask3: 
            problem p1: state open
            problem p2: state open
            ! recommendation-without-letter ask3
            ! problem-without-letter p1
            ! problem-without-letter p2
        "#]],
        );
        let sent = send(&project, &id("letter1"), &sending("2024-11-25", Some("2024-11-25")), &doing("Bolat")).await;
        first(sent.expect("sent"));
        let (document, findings) =
            paper::of_record(&project, &letter(&project, &id("letter1")).await.expect("it"), true)
                .await
                .expect("a paper");
        assert_eq!(findings, vec![]);
        let lines = document.sections.iter().flat_map(|section| &section.blocks).map(|block| block.plain());
        check(
            &lines.map(|line| format!("{line}\n")).collect::<String>(),
            expect![[r#"
            Объединение юридических лиц «Альянс сельских инициатив Сырдарьи»
            Кызылординская область, город Кызылорда, микрорайон Улги, 00
            +77000000001
            БИН 190140000001
            № 01-18/1
            25 ноября 2024 года
            Акиму Аральского района Турсынгалиеву Д. К.
            город Аральск, улица Улги, 2
            Рекомендации: Камыстыбас
            На собраниях и встречах жители назвали проблемы своего села и предложили, что нужно сделать. Просим рассмотреть эти предложения и ответить по каждому в отдельности: принято, принято частично, отказано (с указанием причины) или направлено в другой орган.
            №	Что предлагается сделать	Где и для кого	Основание
            1	Очистить арыки.	Камыстыбас
            Объект: канал
            Касается 640 чел.	протокол
            2	Восстановить канал.	Камыстыбас
            Объект: канал
            Касается 640 чел.	протокол
            Срок рассмотрения – 15 рабочих дней со дня регистрации (статья 76 Административного процедурно-процессуального кодекса). Ответ просим дать на государственном языке или на языке обращения, с указанием причин по тем предложениям, которые не приняты.
            Приложения:
            карта потребностей
            протокол
            Исполнительный директор ____________________ Нұрсейітова Айнұр Қуанышқызы
        "#]],
        );
        check(
            &standing(&project, "2024-11-26").await,
            expect![[r#"
            letter letter1: number 01-18/1, sent_on 2024-11-25, body bo-aral, registered_on 2024-11-25, due_on 2024-12-17, state sent
            recommendation ask1: letter letter1
            recommendation ask2: letter letter1
            recommendation ask3: 
            problem p1: letter letter1, state in_letter
            problem p2: state open
            ! letter-without-copy letter1
            ! recommendation-without-letter ask3
            ! problem-without-letter p2
        "#]],
        );
        // The last day is 17 December: nothing is late on it, and everything on the day after.
        assert_eq!(turn(&project, day("2024-12-17"), &doing("clock")).await.expect("turned"), 0);
        assert_eq!(turn(&project, day("2024-12-18"), &doing("clock")).await.expect("turned"), 1);
        assert_eq!(turn(&project, day("2024-12-19"), &doing("clock")).await.expect("turned"), 0);
        assert_eq!(letter(&project, &id("letter1")).await.expect("it").state(), "overdue");
        let extended = Step::Extended {
            on: day("2024-12-17"),
            until: Some(day("2025-03-17")),
            told_on: Some(day("2024-12-25")),
            reason: "нужно обследование".into(),
        };
        take(&project, &extended, "2024-12-25").await;
        check(
            &standing(&project, "2024-12-25").await,
            expect![[r#"
            letter letter1: number 01-18/1, sent_on 2024-11-25, body bo-aral, registered_on 2024-11-25, due_on 2024-12-17, extended_until 2025-03-17, state sent
            recommendation ask1: letter letter1
            recommendation ask2: letter letter1
            recommendation ask3: 
            problem p1: letter letter1, state in_letter
            problem p2: state open
            ! letter-without-copy letter1
            ! letter-extended-too-long letter1
            ! letter-extension-told-late letter1
            ! recommendation-without-letter ask3
            ! problem-without-letter p2
        "#]],
        );
        let redirected = Step::Redirected {
            on: day("2024-12-26"),
            to: id("bo-region"),
            number: "Р-7".into(),
            registered_on: Some(day("2024-12-27")),
            ticket: String::new(),
        };
        take(&project, &redirected, "2024-12-27").await;
        check(
            &standing(&project, "2024-12-27").await,
            expect![[r#"
            letter letter1: number 01-18/1, sent_on 2024-11-25, body bo-region, registered_on 2024-12-27, due_on 2025-01-22, state sent
            recommendation ask1: letter letter1
            recommendation ask2: letter letter1
            recommendation ask3: 
            problem p1: letter letter1, state in_letter
            problem p2: state open
            ! letter-without-copy letter1
            ! letter-redirected-late letter1
            ! recommendation-without-letter ask3
            ! problem-without-letter p2
        "#]],
        );
        let said = |outcome: &str, reason: &str| Said {
            outcome: outcome.into(),
            reason: reason.into(),
            sent_to: String::new(),
        };
        let answer = Answer {
            number: "Ж-12".into(),
            replied_on: Some(day("2025-01-10")),
            said: BTreeMap::from([(id("ask1"), said("accepted", "")), (id("ask2"), said("refused", "нет сметы"))]),
            ..Answer::default()
        };
        let reply = answer::reply_of("a link");
        let today = day("2025-01-10");
        for is_first in [true, false] {
            let taken = answer::take(&project, &id("letter1"), &reply, &answer, Lang::Ru, today, &doing("link")).await;
            assert_eq!(taken.expect("taken").is_some(), is_first, "sent twice it is one reply");
        }
        check(
            &standing(&project, "2025-01-10").await,
            expect![[r#"
            letter letter1: number 01-18/1, sent_on 2024-11-25, body bo-region, registered_on 2024-12-27, due_on 2025-01-22, state answered
            recommendation ask1: letter letter1, outcome accepted, outcome_on 2025-01-10
            recommendation ask2: letter letter1, outcome refused, outcome_on 2025-01-10, outcome_reason нет сметы
            recommendation ask3: 
            problem p1: letter letter1, reply, state answered
            problem p2: state open
            reply the reply: number Ж-12, outcome partly, state arrived
            ! letter-without-copy letter1
            ! letter-redirected-late letter1
            ! recommendation-without-letter ask3
            ! reply-to-look-at 911cedfe
            ! problem-without-letter p2
        "#]],
        );
        // The same is asked of the same body once more, in other letters: that is told.
        ask(&project, "ask4", "p1", "Очистить арыки!").await;
        ask(&project, "ask5", "p1", "Очистить  АРЫКИ.").await;
        let chosen = compose::open_asks(&project, &id("bo-aral")).await.expect("asks");
        let warned = compose::warnings(&project, &chosen).await.expect("warnings");
        let warned: Vec<String> = warned.iter().map(|of| format!("{} {}", of.code, of.spot)).collect();
        check(&format!("{warned:?}"), expect![[r#"["recommendation-asked-twice recommendation ask5"]"#]]);
        assert_eq!(project.store.check_chain("auyl").await.expect("walked"), vec![]);
    });
}

async fn take(project: &Project, step: &Step, today: &str) {
    let taken = term::take(project, &id("letter1"), step, day(today), &doing("Bolat")).await.expect("taken");
    assert!(matches!(taken, Changed::Saved { .. }), "{taken:?}");
}

#[test]
fn every_number_of_the_table_is_its_measure() {
    let folder = tempfile::tempdir().expect("a folder");
    village::told(async {
        let project = village::example(folder.path()).await;
        let counted = table(&project, Lang::En).await.expect("counted");
        let mut told = String::new();
        let lines = counted.villages.iter().map(|line| (Some("place"), line));
        let lines = lines.chain(counted.bodies.iter().map(|line| (Some("body"), line))).chain([(None, &counted.all)]);
        for (field, line) in lines {
            for (count, (name, condition)) in line.counts.iter().zip(COUNTED) {
                let text = measure(condition, field.zip(line.id.as_ref()));
                let measure =
                    Measure::read(&text, &project.catalogue).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
                let reading = project.store.reading("auyl", &measure, None, None).await.expect("counted");
                assert_eq!(reading.value(), Quantity::Number(*count), "{} {name}: {text}", line.name);
            }
            told += &format!("{}: {:?}, {:?} days\n", line.name, line.counts, line.median());
        }
        check(
            &told,
            expect![[r#"
            Баймурат Батыр: [10, 10, 7, 0, 1], Some(10.0) days
            Гани Муратбаев: [10, 10, 5, 1, 1], Some(17.0) days
            Камыстыбас: [10, 10, 5, 1, 0], Some(20.0) days
            Акимат Аральского района: [10, 10, 5, 1, 0], Some(20.0) days
            Акимат Казалинского района: [10, 10, 5, 1, 1], Some(17.0) days
            Акимат Кызылординской области: [10, 10, 7, 0, 1], Some(10.0) days
            : [30, 30, 17, 2, 2], Some(17.0) days
        "#]],
        );
    });
}

#[test]
fn a_body_sees_what_it_was_asked_and_nothing_of_the_people_who_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    village::told(async {
        let project = village::example(folder.path()).await;
        let today = day("2024-11-25");
        let of = body(&project, &id("bo-region"), None, Lang::Ru, today).await.expect("a body");
        assert_eq!((of.letters.len(), of.letters[0].asks.len(), of.promises.len()), (1, 10, 0));
        let of = body(&project, &id("bo-qamystybas"), None, Lang::Ru, today).await.expect("a body");
        assert_eq!((of.letters.len(), of.promises.len()), (0, 1));
        let names: Vec<String> = project
            .store
            .records("auyl", "official", None)
            .await
            .expect("records")
            .iter()
            .map(|official| official.text("name").to_string())
            .collect();
        let said = format!("{of:?}");
        assert!(names.iter().all(|name| !name.is_empty() && !said.contains(name.as_str())), "{said}");
        assert!(matches!(of.promises[0].record.get("due_on"), Some(Value::Date(_))));
    });
}
