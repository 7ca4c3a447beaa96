use super::*;
use auyl_domain::Lang;
use expect_test::{Expect, expect};

const GATHERING: &str = r#"
[register]
id = "gathering"
title = { kk = "Жиындар", ru = "Сходы", en = "Gatherings" }
name = "{held_on} {kind}"
phone = true
[[field]]
id = "held_on"
kind = "date"
label = { kk = "Күні", ru = "Дата", en = "Day" }
required = true
[[field]]
id = "kind"
kind = "choice"
choices = "gathering_kind"
label = { kk = "Түрі", ru = "Вид", en = "Kind" }
[[field]]
id = "spectators"
kind = "count"
min = 0
label = { kk = "Көрермендер", ru = "Зрители", en = "Spectators" }
when = "kind in (play, stream) and held_on >= 2024-05-14"
"#;

const SIGNED: &str = r#"
[register]
id = "signed"
title = { kk = "Қолдар", ru = "Подписи", en = "Signatures" }
name = "{gathering}: {who}"
parent = "gathering"
phone = true
[[field]]
id = "gathering"
kind = "link"
to = "gathering"
required = true
[[field]]
id = "who"
kind = "text"
label = { kk = "Кім & \"неше\"", ru = "Кто", en = "Who" }
[[field]]
id = "by_proxy"
kind = "flag"
when = "who is set and not (gathering.kind = play)"
[[field]]
id = "proxy"
kind = "text"
when = "by_proxy = yes or who != Дина"
"#;

const KINDS: &str = r#"
[choices]
[[choice]]
id = "play"
label = { kk = "Қойылым", ru = "Постановка", en = "Play" }
[[choice]]
id = "stream"
label = { kk = "Эфир", ru = "Эфир", en = "Stream" }
"#;

pub(super) fn catalogue() -> Catalogue {
    let files = [
        ("registers/gathering.toml", GATHERING),
        ("registers/signed.toml", SIGNED),
        ("choices/gathering_kind.toml", KINDS),
    ];
    let (catalogue, findings) = Catalogue::read(files.map(|(path, text)| (path.to_string(), text.to_string())));
    assert_eq!(findings, []);
    catalogue
}

fn check(register: &str, start: &str, expected: Expect) {
    let catalogue = catalogue();
    let form = form(catalogue.register(register).unwrap(), &catalogue);
    let found: Vec<&str> = form.xml.split('<').filter(|tag| tag.starts_with(start)).collect();
    expected.assert_eq(&found.join("\n"));
}

#[test]
fn conditions_of_the_register_are_conditions_on_the_phone() {
    check(
        "gathering",
        "bind nodeset=\"/data/spectators",
        expect![[r#"
        bind nodeset="/data/spectators" type="int" relevant="((/data/kind = 'play' or /data/kind = 'stream') and /data/held_on &gt;= date('2024-05-14'))" constraint=". &gt;= 0" jr:constraintMsg="jr:itext('/data/spectators:jr:constraintMsg')"/>"#]],
    );
    // What another record would have to say, the phone cannot know: it asks.
    check(
        "signed",
        "bind nodeset=\"/data/signed_rows/",
        expect![[r#"
        bind nodeset="/data/signed_rows/who" type="string"/>
        bind nodeset="/data/signed_rows/by_proxy" type="string"/>
        bind nodeset="/data/signed_rows/proxy" type="string" relevant="(../by_proxy = 'yes' or ../who != 'Дина')"/>"#]],
    );
}

#[test]
fn rows_of_a_record_are_a_repeat_in_its_form_and_a_sheet_of_their_own() {
    check("gathering", "signed_rows", expect![[r#"signed_rows jr:template="">"#]]);
    check(
        "signed",
        "signed_rows",
        expect![[r#"
        signed_rows jr:template="">
        signed_rows>"#]],
    );
    let catalogue = catalogue();
    let sheet = form(catalogue.register("signed").unwrap(), &catalogue);
    assert_eq!(sheet.shape.root.register, None);
    assert_eq!(sheet.shape.root.rows["signed_rows"].copied, ["gathering"]);
    assert_eq!(sheet.lists, ["gathering"]);
}

#[test]
fn the_same_register_gives_the_same_version_and_a_changed_label_another() {
    let version = |from: &str, to: &str| {
        let text = GATHERING.replace(from, to);
        let files = [("registers/gathering.toml", text.as_str()), ("choices/gathering_kind.toml", KINDS)];
        let (catalogue, _) = Catalogue::read(files.map(|(path, text)| (path.to_string(), text.to_string())));
        form(catalogue.register("gathering").unwrap(), &catalogue).version
    };
    assert_eq!(version("", ""), version("", ""));
    assert_ne!(version("", ""), version("Көрермендер", "Көрермен саны"));
}

#[test]
fn a_list_ends_with_the_line_for_who_is_not_in_it() {
    let line = Line { id: "dina".into(), label: "Дина \"Сейтқызы\", 1980".into(), place: "p1".into() };
    let text = String::from_utf8(csv(&[line], &catalogue(), Lang::Kk)).unwrap();
    expect![[r#"
        name,label,place
        dina,"Дина ""Сейтқызы"", 1980",p1
        _other,phone-not-listed,
    "#]]
    .assert_eq(&text);
}
