//! Dina's phone has sent what she collected in Baimurat; what becomes of it.

use crate::village;
use auyl_store::submissions::{Arrival, ArrivedFile};
use auyl_work::{Project, intake};
use expect_test::{Expect, expect};
use std::fmt::Write;

const AT: &str = "2024-05-21T09:00:00Z";

/// The version of a form that phones have.
async fn version(project: &Project, form: &str) -> String {
    let forms = intake::forms(project, AT).await.expect("forms");
    forms.into_iter().find(|known| known.id == form).expect("a form").version
}

/// `form instance: <content/>`, with `edits=instance` and `file=name` behind the instance.
async fn send(project: &Project, line: &str) {
    let (head, content) = line.split_once(": ").expect("form instance: content");
    let mut words = head.split_whitespace();
    let (form, instance) = (words.next().expect("a form"), words.next().expect("an instance").to_string());
    let version = version(project, form).await;
    let mut arrival = Arrival {
        project: project.id.clone(),
        form: form.into(),
        version: version.clone(),
        instance: instance.clone(),
        at: AT.into(),
        actor: "dina/1".into(),
        ..Arrival::default()
    };
    for word in words {
        match word.split_once('=').expect("name=value") {
            ("edits", of) => arrival.edits = of.into(),
            ("file", name) => {
                let digest = project.store.put_file(name.as_bytes().to_vec()).await.expect("kept");
                arrival.files.push(ArrivedFile { name: name.into(), digest, size: 1 });
            }
            (other, _) => panic!("{other} is not known"),
        }
    }
    let edits = if arrival.edits.is_empty() {
        String::new()
    } else {
        format!("<deprecatedID>{}</deprecatedID>", arrival.edits)
    };
    arrival.xml = format!(
        "<data id=\"{form}\" version=\"{version}\">{content}<meta><instanceID>{instance}</instanceID>{edits}</meta></data>"
    );
    project.store.receive(&[arrival]).await.expect("received");
}

/// What is said of the events and their attendance that phones made, and how far their submissions are.
async fn said(project: &Project) -> String {
    let mut text = String::new();
    for register in ["event", "attendance", "evidence", "participant"] {
        for record in project.store.records(&project.id, register, None).await.expect("records") {
            let events = project.store.events_of(&project.id, register, record.id.as_str()).await.expect("events");
            if !events.iter().any(|event| event.actor == "dina/1") {
                continue;
            }
            let shown = ["title_ru", "held_on", "place", "role", "file", "name", "state"];
            let shown = shown.iter().filter_map(|field| Some(format!(" {field}={}", record.get(field)?.shown())));
            let review = record.review.iter().map(|review| format!(" !{} {}", review.code, review.field));
            let (shown, review) = (shown.collect::<String>(), review.collect::<String>());
            writeln!(text, "{register} in {} versions:{shown}{review}", events.len()).expect("written");
        }
    }
    for form in ["event", "evidence"] {
        for it in project.store.submissions(&project.id, form, 0, 100).await.expect("read") {
            writeln!(text, "{} {} {}", it.instance, it.stage.as_str(), it.detail).expect("written");
        }
    }
    text
}

/// Sends line by line; `--` lets the program look at what waits.
fn check(story: &str, expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = village::village(folder.path()).await;
        let event = project.store.records("auyl", "event", None).await.expect("events").remove(0);
        let person = project.store.records("auyl", "participant", None).await.expect("people").remove(0);
        let mut told = String::new();
        for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line == "--" {
                let taken = intake::take(&project, AT, 100).await.expect("taken");
                writeln!(told, "{} taken, {} unread", taken.taken, taken.unread).expect("written");
                told.push_str(&said(&project).await);
            } else {
                let line = line.replace("{event}", event.id.as_str()).replace("{person}", person.id.as_str());
                send(&project, &line).await;
            }
        }
        assert_eq!(project.store.check_chain("auyl").await.expect("the log can be walked"), vec![]);
        assert_eq!(intake::take(&project, AT, 100).await.expect("taken").taken, 0, "nothing is looked at twice");

        told
    });
    expected.assert_eq(&told);
}

const GATHERING: &str = "<activity>a1-4</activity><kind>gathering</kind><title_kk>Жиын</title_kk><title_ru>Сход</title_ru>\
    <held_on>2024-05-20</held_on><place>baimurat</place><agenda>Су</agenda>";

#[test]
fn an_event_with_its_people_becomes_records_once() {
    check(
        &format!(
            "event uuid:1: {GATHERING}<attendance_rows><participant>{{person}}</participant><role>participant</role></attendance_rows>\
             <attendance_rows><participant>_other</participant><participant_typed>Нет такого</participant_typed></attendance_rows>
             --
             --"
        ),
        expect![[r#"
            1 taken, 0 unread
            event in 1 versions: title_ru=Сход held_on=20.05.2024 place=baimurat
            attendance in 1 versions: role=participant
            attendance in 1 versions: role=participant !link-unknown participant
            uuid:1 taken [{"code":"link-unknown","severity":"severe","register":"attendance","record":"7f8f049fd9bc85bc5c42","field":"participant"}]
            0 taken, 0 unread
            event in 1 versions: title_ru=Сход held_on=20.05.2024 place=baimurat
            attendance in 1 versions: role=participant
            attendance in 1 versions: role=participant !link-unknown participant
            uuid:1 taken [{"code":"link-unknown","severity":"severe","register":"attendance","record":"7f8f049fd9bc85bc5c42","field":"participant"}]
        "#]],
    );
}

#[test]
fn an_edit_changes_its_record_and_takes_rows_away() {
    check(
        &format!(
            "event uuid:1: {GATHERING}<attendance_rows><participant>{{person}}</participant><role>participant</role></attendance_rows>
             --
             event uuid:2 edits=uuid:1: {}
             --",
            GATHERING.replace("Сход", "Сход жителей")
        ),
        expect![[r#"
            1 taken, 0 unread
            event in 1 versions: title_ru=Сход held_on=20.05.2024 place=baimurat
            attendance in 1 versions: role=participant
            uuid:1 taken 
            1 taken, 0 unread
            event in 2 versions: title_ru=Сход жителей held_on=20.05.2024 place=baimurat
            uuid:2 taken 
        "#]],
    );
}

#[test]
fn a_record_waits_for_its_photo_and_goes_on_when_it_comes() {
    check(
        "evidence uuid:1: <kind>photo</kind><event>{event}</event><file>1.jpg</file>
         --
         evidence uuid:1 file=1.jpg: <kind>photo</kind><event>{event}</event><file>1.jpg</file>
         --",
        expect![[r#"
            1 taken, 0 unread
            evidence in 1 versions: !file-not-found file
            uuid:1 taken [{"code":"file-not-found","severity":"severe","register":"evidence","record":"1","field":"file"}]
            1 taken, 0 unread
            evidence in 2 versions: file=1.jpg
            uuid:1 taken 
        "#]],
    );
}

#[test]
fn what_breaks_a_rule_or_answers_no_known_form_is_kept() {
    check(
        "event uuid:1: <kind>horse_race</kind><held_on>12.99.2024</held_on><colour>red</colour>
         --",
        expect![[r#"
            1 taken, 0 unread
            event in 1 versions: !choice-unknown kind !date-impossible held_on !field-missing activity !field-missing title_ru
            uuid:1 taken [{"code":"submission-field-unknown","severity":"warning","register":null,"record":null,"field":"colour"},{"code":"choice-unknown","severity":"severe","register":"event","record":"1","field":"kind"},{"code":"date-impossible","severity":"severe","register":"event","record":"1","field":"held_on"},{"code":"field-missing","severity":"severe","register":"event","record":"1","field":"activity"},{"code":"field-missing","severity":"severe","register":"event","record":"1","field":"title_ru"}]
        "#]],
    );
}
