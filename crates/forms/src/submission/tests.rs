use super::*;
use crate::shape::Slot;
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// A gathering with its day, its photo and its place, and people who signed.
fn shape() -> Shape {
    let slots = |all: &[(&str, How)]| all.iter().map(|(name, how)| (name.to_string(), Slot::of(name, *how))).collect();
    let mut signed = Level {
        register: Some("signed".into()),
        fields: slots(&[("who", How::Plain), ("role", How::Plain)]),
        parent: Some("gathering".into()),
        ..Level::default()
    };
    signed.fields.insert("who_typed".into(), Slot::of("who", How::Typed));
    let mut root = Level {
        register: Some("gathering".into()),
        fields: slots(&[("held_on", How::Day), ("starts", How::Time), ("about", How::Words)]),
        ..Level::default()
    };
    root.fields.insert("pictures/photo".into(), Slot::of("photo", How::File));
    root.fields.insert("point".into(), Slot::of("point", How::Point));
    root.fields.insert("meta/timeStart".into(), Slot::aside(How::Started));
    root.fields.insert("meta/timeEnd".into(), Slot::aside(How::Ended));
    root.rows.insert("signed_rows".into(), signed);
    Shape { form: "gathering".into(), version: "1".into(), root }
}

fn shown(read: Result<(Submission, Vec<Finding>), Refusal>) -> String {
    let (submission, findings) = match read {
        Ok(read) => read,
        Err(refusal) => return format!("{refusal}"),
    };
    let mut lines = Vec::new();
    for Drafted { register, place, draft } in &submission.drafts {
        let fields: Vec<String> = draft.fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
        let id = draft.id.as_deref().unwrap_or_default();
        lines.push(format!("{register} [{place}] {}… {}", &id[..id.len().min(6)], fields.join(" ")));
    }
    if !submission.attachments.is_empty() {
        lines.push(format!("files: {}", submission.attachments.join(" ")));
    }
    let said = |finding: &Finding| format!("{} {:?}", finding.code, finding.args);
    lines.extend(findings.iter().map(said));
    lines.join("\n")
}

fn check(inside: &str, expected: Expect) {
    let xml = format!(
        r#"<gathering id="gathering" version="1" xmlns:orx="http://openrosa.org/xforms">{inside}<orx:meta><orx:instanceID>uuid:7d1c2f0a</orx:instanceID></orx:meta></gathering>"#
    );
    expected.assert_eq(&shown(read(&xml, &shape(), None, "2024-05-14T10:00:00Z")));
}

#[test]
fn a_record_comes_before_its_rows_and_they_name_it() {
    check(
        "<held_on>2024-05-14</held_on><starts>10:30:00.000+05:00</starts><about>water _other road</about><point>45.1 61.9 80 4.5</point>
         <signed_rows><who>dina</who><role>participant</role></signed_rows>
         <signed_rows><who>_other</who><who_typed>Ерлан &amp; Гүлнар</who_typed></signed_rows>
         <signed_rows><who></who></signed_rows>",
        expect![[r#"
            gathering [] 7d1c2f… about=water, road held_on=2024-05-14 point=45.1,61.9 starts=10:30
            signed [signed_rows 1] f3b75a… gathering=7d1c2f0a role=participant who=dina
            signed [signed_rows 2] 6f617e… gathering=7d1c2f0a who=Ерлан & Гүлнар"#]],
    );
}

#[test]
fn nothing_is_refused_for_its_content() {
    check(
        "<held_on>ертең</held_on><colour>kök</colour><pictures><photo>../../etc/beti 1.jpg</photo></pictures>
         <orx:meta><orx:timeStart>1970-01-01T00:00:03.000+05:00</orx:timeStart></orx:meta>",
        expect![[r#"
            gathering [] 7d1c2f… held_on=ертең photo=beti 1.jpg
            files: beti 1.jpg
            submission-field-unknown {"name": "colour", "typed": "kök"}
            submission-file-name {"name": "beti 1.jpg", "typed": "../../etc/beti 1.jpg"}
            submission-clock {"ended": "", "received": "2024-05-14", "started": "1970-01-01T00:00:03.000+05:00"}"#]],
    );
    check(
        "<pictures><photo>..</photo></pictures>",
        expect![[r#"
        gathering [] 7d1c2f… photo=
        submission-file-name {"name": "", "typed": ".."}"#]],
    );
}

#[test]
fn what_is_hostile_or_of_another_form_is_refused() {
    let check = |xml: &str, expected: Expect| expected.assert_eq(&shown(read(xml, &shape(), None, "2024-05-14")));
    check(
        r#"<a id="else"><meta><instanceID>1</instanceID></meta></a>"#,
        expect!["submission-of-another-form form=else wanted=gathering"],
    );
    check(
        r#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a id="gathering"/>"#,
        expect!["submission-unreadable detail=DOCTYPE"],
    );
    check(
        r#"<a id="gathering" version="0"><meta><instanceID>1</instanceID></meta></a>"#,
        expect![[r#"
        gathering [] 1… 
        submission-version {"known": "1", "version": "0"}"#]],
    );
}

#[test]
fn ten_thousand_rows_are_read_and_an_edit_keeps_their_ids() {
    let rows = "<signed_rows><who>dina</who></signed_rows>".repeat(10_000);
    let xml = |instance: &str| {
        format!(r#"<a id="gathering" version="1">{rows}<meta><instanceID>{instance}</instanceID></meta></a>"#)
    };
    let ids = |xml: &str, first: Option<&str>| {
        let (submission, _) = read(xml, &shape(), first, "2024-05-14").unwrap();
        submission.drafts.into_iter().map(|it| it.draft.id.unwrap()).collect::<Vec<_>>()
    };
    let first = ids(&xml("uuid:1"), None);
    assert_eq!(first.len(), 10_001);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 10_001);
    assert_eq!(first, ids(&xml("uuid:2"), Some("uuid:1")));
    assert_ne!(first, ids(&xml("uuid:2"), None));
}

#[test]
fn an_endless_answer_is_cut_and_said() {
    let xml = format!(
        r#"<a id="gathering" version="1"><held_on>{}</held_on><meta><instanceID>1</instanceID></meta></a>"#,
        "қ".repeat(LONGEST + 5)
    );
    let (_, findings) = read(&xml, &shape(), None, "2024-05-14").unwrap();
    assert_eq!(findings.iter().map(|finding| &finding.code).collect::<Vec<_>>(), ["submission-text-long"]);
}

proptest! {
    #[test]
    fn foreign_elements_never_panic(parts in prop::collection::vec(
        "</?(signed_rows|who|who_typed|held_on|starts|point|pictures|photo|meta)>|[a-zқ:/. 0-9]{0,12}|&(amp|#x41);", 0..60,
    )) {
        let xml = format!(r#"<a id="gathering" version="1">{}<meta><instanceID>1</instanceID></meta></a>"#, parts.concat());
        let _ = read(&xml, &shape(), None, "2024-05-14");
    }
}
