//! Lists, page by page: their order, their filters, what links to a record.

use super::script::{VILLAGE, save};
use crate::events::Run;
use crate::list::{ReviewFilter, Wanted};
use crate::testing::on_both;
use crate::{Store, Trouble};
use auyl_domain::measure::{Op, filter};
use auyl_domain::record::Review;
use auyl_domain::{Catalogue, Record, RecordId};
use expect_test::{Expect, expect};
use std::sync::{Arc, Mutex};

const KINDS: &str = "[choices]\n[[choice]]\nid = \"seminar\"\n[[choice]]\nid = \"gathering\"\n";

/// Registers as `name | what stands in its head: field kind marks; …`.
const REGISTERS: &str = r#"
    place | name = "{title}": title text search; position count
    event | name = "{held_on} {place} {title}" dated = "held_on": title text search; held_on date; place place; kind choice
    participant | name = "{name}": name text personal search; place place; nickname text search; friends link many to = "participant"
    attendance | name = "{event}: {participant}" parent = "event": event link to = "event"; participant link to = "participant"
"#;

/// The catalogue of the stories about lists: names, days and search words as the real one has them.
pub(super) fn catalogue() -> Arc<Catalogue> {
    let register = |line: &str| {
        let (id, rest) = line.split_once(" | ").expect("name | head");
        let (head, fields) = rest.split_once(": ").expect("head: fields");
        let head = head.replace("\" ", "\"\n");
        let mut text = format!("[register]\nid = \"{id}\"\ntitle = {{ ru = \"{id}\" }}\n{head}\n");
        for field in fields.split("; ") {
            let mut words = field.splitn(3, ' ');
            let (id, kind) = (words.next().expect("field"), words.next().expect("kind"));
            text += &format!("[[field]]\nid = \"{id}\"\nkind = \"{kind}\"\n");
            text += if kind == "choice" { "choices = \"kind\"\n" } else { "" };
            let marks = words.next().unwrap_or_default().replace(" = ", "=");
            for mark in marks.split(' ').filter(|mark| !mark.is_empty()) {
                text += &if mark.contains('=') { format!("{mark}\n") } else { format!("{mark} = true\n") };
            }
        }
        (format!("registers/{id}.toml"), text)
    };
    // The split above must not see the colon in the name of an attendance.
    let lines = REGISTERS.replace("{event}: {participant}", "{event} {participant}");
    let registers = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(register);
    let files: Vec<(String, String)> = registers.chain([("choices/kind.toml".into(), KINDS.into())]).collect();
    let (catalogue, findings) = Catalogue::read(files);
    assert_eq!(findings, vec![]);
    Arc::new(catalogue)
}

/// What is recorded of the village before each story.
pub(super) const BEFORE: &str = "
    place ulgi: title=Үлгі, position=2
    place aqsu: title=Ақсу, position=1
    event roof: title=Мектеп шатыры, held_on=2024-05-14, place=ulgi, kind=gathering
    event water: title=Ауыз су, held_on=2024-06-01, place=aqsu, kind=seminar
    event pipe: title=Құбыр, held_on=2024-05-14, place=aqsu, kind=gathering
    event unset: title=Әлі белгісіз, kind=seminar
    participant dina: name=Дина Сейтқызы, place=ulgi, friends=saule; erlan
    participant saule: name=Сәуле Қайратқызы, place=aqsu, nickname=Апа
    participant erlan: name=Ерлан Омаров, place=aqsu, friends=saule
    attendance a1: event=roof, participant=dina
    attendance a2: event=roof, participant=saule
    attendance a3: event=water, participant=dina";

fn ids(records: &[Record]) -> String {
    records.iter().map(|record| record.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// `event | where place=aqsu | by title desc | page 1 of 2 | find су` → ids, whether others follow, how many in all.
pub(super) async fn ask(store: &Store, line: &str) -> Result<String, Trouble> {
    let mut parts = line.split(" | ");
    let name = parts.next().expect("a register");
    let register = store.catalogue.register(name).expect("a register of the catalogue");
    let mut wanted = Wanted { most: 10, ..Wanted::default() };
    for part in parts {
        let (verb, what) = part.split_once(' ').expect("a verb and what");
        match verb {
            "where" => {
                let (field, value) = what.split_once('=').expect("field=value");
                wanted.cond.push(filter(register, field, Op::Is, value, &store.catalogue).expect("a filter"));
            }
            "by" => {
                let (field, falls) = what.strip_suffix(" desc").map_or((what, false), |field| (field, true));
                wanted.sort = Some((field.to_string(), falls));
            }
            "page" => {
                let (page, most) = what.split_once(" of ").expect("page N of N");
                wanted.most = most.parse().expect("a number");
                wanted.skip = (page.parse::<i64>().expect("a number") - 1) * wanted.most;
            }
            "find" => wanted.words = what.to_string(),
            "as" => wanted.personal = true,
            "review" => {
                wanted.review = if what == "only" { ReviewFilter::Only } else { ReviewFilter::Without };
            }
            other => panic!("nobody knows how to {other}"),
        }
    }
    let page = store.page(VILLAGE, name, &wanted).await?;
    let total = store.how_many(VILLAGE, name, &wanted).await?;
    let more = if page.more { ", others follow" } else { "" };
    Ok(format!("{} ({total} in all{more})", ids(&page.records)))
}

/// Asks line by line on both databases, which must say the same.
pub(super) fn check(before: &str, lines: &str, expected: Expect) {
    let told = Mutex::new(Vec::new());
    on_both(&catalogue(), async |scene| {
        save(&scene.store, &format!("{BEFORE}\n{before}")).await.expect("saved");
        let mut said = String::new();
        for line in lines.lines().map(str::trim) {
            said += &format!("{line}\n    {}\n", ask(&scene.store, line).await.expect("answered"));
        }
        told.lock().expect("one after the other").push(said);
    });
    let told = told.into_inner().expect("one after the other");
    if let [sqlite, postgres] = &told[..] {
        assert_eq!(sqlite, postgres, "SQLite and PostgreSQL differ");
    }
    expected.assert_eq(&told[0]);
}

#[test]
fn a_list_stands_newest_first_or_by_position_and_goes_on_page_by_page() {
    check(
        "",
        "event
         event | page 1 of 3
         event | page 2 of 3
         event | page 3 of 3
         place
         attendance",
        expect![[r#"
            event
                water pipe roof unset (4 in all)
            event | page 1 of 3
                water pipe roof (4 in all, others follow)
            event | page 2 of 3
                unset (4 in all)
            event | page 3 of 3
                 (4 in all)
            place
                aqsu ulgi (2 in all)
            attendance
                a1 a2 a3 (3 in all)
        "#]],
    );
}

#[test]
fn filters_follow_links_and_all_must_hold() {
    check(
        "",
        "event | where place=aqsu
         event | where kind=gathering | where place=aqsu
         attendance | where event.place=ulgi
         attendance | where event.place=ulgi | where participant=dina
         participant | where friends=saule",
        expect![[r#"
            event | where place=aqsu
                water pipe (2 in all)
            event | where kind=gathering | where place=aqsu
                pipe (1 in all)
            attendance | where event.place=ulgi
                a1 a2 (2 in all)
            attendance | where event.place=ulgi | where participant=dina
                a1 (1 in all)
            participant | where friends=saule
                dina erlan (2 in all)
        "#]],
    );
}

#[test]
fn people_stand_in_the_order_of_the_kazakh_alphabet_whatever_their_case_and_those_without_a_name_last() {
    let names = "Ыбырай Яна Ілияс Эльмира Ұлжан Үміт Умар әлия Айгүл бақыт Ғани Гүлнар Дина қайрат Кәрім Өмір \
                 Омар Ёлкин Ержан Жанна Наурыз Ңңң Һәкім Хан цой Щщ Iosif Zarina Әбіш";
    let people = names.split_whitespace().enumerate().map(|(at, name)| format!("participant p{at}: nickname={name}"));
    let people = people.collect::<Vec<_>>().join("\n");
    on_both(&catalogue(), async |scene| {
        save(&scene.store, &people).await.expect("saved");
        save(&scene.store, "participant nobody: place=ulgi").await.expect("saved");
        let mut wanted = Wanted { most: 100, sort: Some(("nickname".into(), false)), ..Wanted::default() };
        let name = |record: &Record| record.text("nickname").to_string();
        let page = scene.store.page(VILLAGE, "participant", &wanted).await.expect("read");
        let sorted = page.records.iter().map(name).collect::<Vec<_>>().join(" ");
        expect!["Iosif Zarina Айгүл Әбіш әлия бақыт Гүлнар Ғани Дина Ержан Ёлкин Жанна Кәрім қайрат Наурыз Ңңң Омар Өмір Умар Ұлжан Үміт Хан Һәкім цой Щщ Ыбырай Ілияс Эльмира Яна "].assert_eq(&sorted);
        wanted.sort = Some(("nickname".into(), true));
        let page = scene.store.page(VILLAGE, "participant", &wanted).await.expect("read");
        assert_eq!(page.records.first().map(name).as_deref(), Some("Яна"));
        assert_eq!(page.records.last().map(|record| record.id.to_string()).as_deref(), Some("nobody"));
    });
}

#[test]
fn a_link_sorts_by_the_name_behind_it_a_choice_by_its_list_and_personal_names_only_for_those_who_see_them() {
    check(
        "",
        "event | by place
         event | by place desc
         event | by kind
         event | by held_on
         event | by held_on desc
         event | by nothing
         attendance | by event
         attendance | by participant
         attendance | by participant | as manager
         participant | by name
         participant | by name desc | as manager",
        expect![[r#"
            event | by place
                pipe water roof unset (4 in all)
            event | by place desc
                roof pipe water unset (4 in all)
            event | by kind
                unset water pipe roof (4 in all)
            event | by held_on
                pipe roof water unset (4 in all)
            event | by held_on desc
                water pipe roof unset (4 in all)
            event | by nothing
                water pipe roof unset (4 in all)
            attendance | by event
                a3 a1 a2 (3 in all)
            attendance | by participant
                a1 a3 a2 (3 in all)
            attendance | by participant | as manager
                a1 a3 a2 (3 in all)
            participant | by name
                dina erlan saule (3 in all)
            participant | by name desc | as manager
                saule erlan dina (3 in all)
        "#]],
    );
}

#[test]
fn records_that_wait_to_be_mended_are_wanted_or_not() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        save(store, BEFORE).await.expect("saved");
        let mut record = super::script::record(&store.catalogue, "event odd: title=Жиын, place=aqsu");
        record.review =
            vec![Review { code: "value-unreadable".into(), field: "held_on".into(), typed: "кеше".into() }];
        let mut tx = store.begin(VILLAGE).await.expect("begun");
        tx.save(&[record], "aigul", super::script::AT).await.expect("saved");
        tx.commit().await.expect("committed");
        for (line, said) in [
            ("event", "water pipe roof odd unset (5 in all)"),
            ("event | review only", "odd (1 in all)"),
            ("event | review without", "water pipe roof unset (4 in all)"),
            ("event | review without | where place=aqsu", "water pipe (2 in all)"),
        ] {
            assert_eq!(ask(store, line).await.expect("answered"), said, "{line}");
        }
    });
}

#[test]
fn what_links_to_a_record_is_found_also_where_a_field_names_several() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        save(store, BEFORE).await.expect("saved");
        let linking = async |register: &str, field: &str, id: &str, most| {
            let id = RecordId::read(id).expect("an id");
            let (records, total) = store.linking_to(VILLAGE, register, field, &id, most).await.expect("read");
            format!("{} of {total}", ids(&records))
        };
        assert_eq!(linking("event", "place", "aqsu", 10).await, "water pipe of 2");
        assert_eq!(linking("event", "place", "aqsu", 1).await, "water of 2");
        assert_eq!(linking("participant", "friends", "saule", 10).await, "dina erlan of 2");
        assert_eq!(linking("attendance", "event", "pipe", 10).await, " of 0");
        assert_eq!(linking("event", "title", "aqsu", 10).await, " of 0", "a text is no link");
        let ids_wanted = ["saule", "nobody", "dina"].map(|id| RecordId::read(id).expect("an id"));
        assert_eq!(ids(&store.by_ids(VILLAGE, "participant", &ids_wanted).await.expect("read")), "saule dina");
    });
}

#[test]
fn events_of_one_kind_that_follow_one_another_are_one_run() {
    on_both(&catalogue(), async |scene| {
        save(&scene.store, BEFORE).await.expect("saved");
        let runs = async |project, from, to| {
            let runs = scene.store.runs(project, from, to).await.expect("read");
            let told = runs.iter().map(|run| {
                let Run { newest, first, length } = run;
                format!("{length} {} {first}-{} {}", newest.register, newest.seq, newest.record)
            });
            told.collect::<Vec<_>>().join(", ")
        };
        let all = "3 attendance 10-12 a3, 3 participant 7-9 erlan, 4 event 3-6 unset, 2 place 1-2 aqsu";
        assert_eq!(runs(VILLAGE, 1, 12).await, all);
        assert_eq!(
            runs(VILLAGE, 2, 4).await,
            "2 event 3-4 water, 1 place 2-2 aqsu",
            "a stretch cuts the runs at its ends"
        );
        assert_eq!(runs(VILLAGE, 13, 20).await, "");
        assert_eq!(runs("aral", 1, 12).await, "");
    });
}
