//! Who may do what, over the shipped catalogue: role × register × action against a table kept as text. Whoever changes
//! roles or registers runs the tests with `UPDATE_EXPECT=1` and reads in the difference what they opened or closed.

mod shipped;

use auyl_domain::access::{self, Action, Member, Role, Verdict};
use auyl_domain::measure::Column;
use auyl_domain::value::Stored;
use auyl_domain::{Catalogue, Register, views};
use expect_test::{Expect, expect, expect_file};
use shipped::shipped;

const HEAD: &str = "\
# Who may do what. A line is a register, a column is a role; the first line is the project as a whole.
# S see, P see personal fields, A add, C change, R remove, I import, E erase a person, X export personal fields,
# V approve and reject what phones sent, and of the project T read the report, F freeze one, M manage accounts, G change
# settings, Q make questionnaires.
# Capital: without limits. Small: only records of own places or without a place. o: only public fields. Dot: no.
";

fn letter(action: Action) -> char {
    match action {
        Action::See => 'S',
        Action::SeePersonal => 'P',
        Action::Add => 'A',
        Action::Change => 'C',
        Action::Remove => 'R',
        Action::Import => 'I',
        Action::Erase => 'E',
        Action::ExportPersonal => 'X',
        Action::Review => 'V',
        Action::Report => 'T',
        Action::Freeze => 'F',
        Action::Accounts => 'M',
        Action::Settings => 'G',
        Action::Survey => 'Q',
    }
}

fn cell(role: &Role, register: Option<&Register>) -> String {
    let member = Member { role, places: &[] };
    use Action::{Accounts, Freeze, Report, Settings, Survey};
    let of_registers = |action: &Action| !matches!(action, Report | Freeze | Accounts | Settings | Survey);
    let asked = Action::ALL.into_iter().filter(|action| register.is_none() || of_registers(action));
    let said = asked.map(|action| match access::may(&member, action, register) {
        Verdict::Yes => letter(action),
        Verdict::OwnPlaces => letter(action).to_ascii_lowercase(),
        Verdict::PublicFields => 'o',
        Verdict::No => '.',
    });
    said.collect()
}

#[test]
fn every_role_register_and_action_is_as_the_table_says() {
    let (catalogue, _) = Catalogue::read(shipped());
    let line = |name: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!(" {cell:<14}")).collect();
        format!("{}\n", format!("{name:<20}{cells}").trim_end())
    };
    let mut table = HEAD.to_string();
    table += &line("", catalogue.roles().iter().map(|role| role.id.clone()).collect());
    table += &line("the project", catalogue.roles().iter().map(|role| cell(role, None)).collect());
    for register in catalogue.registers() {
        table += &line(&register.id, catalogue.roles().iter().map(|role| cell(role, Some(register))).collect());
    }
    expect_file!["access.txt"].assert_eq(&table);
}

#[test]
fn nobody_sees_personal_fields_who_may_not_and_visitors_see_only_what_is_listed() {
    let (catalogue, _) = Catalogue::read(shipped());
    for role in catalogue.roles() {
        let member = Member { role, places: &[] };
        for register in catalogue.registers() {
            let seen = access::fields_seen(&member, register);
            let personal = seen.iter().any(|field| field.personal);
            let may = access::may(&member, Action::SeePersonal, Some(register)) != Verdict::No;
            assert_eq!(personal, may, "{} in {}", role.id, register.id);
            if role.read == access::Read::Public {
                assert!(seen.iter().all(|field| access::is_public(register, field)), "{} in {}", role.id, register.id);
            }
            let filled = access::fields_filled(&member, register);
            assert!(may || filled.iter().all(|field| !field.personal), "{} fills in {}", role.id, register.id);
        }
    }
    let fields = |role: &str, register: &str| {
        let member = Member { role: catalogue.role(role).expect("a role"), places: &[] };
        let fields = access::fields_seen(&member, catalogue.register(register).expect("a register"));
        fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(fields(access::VISITOR, views::PARTICIPANT), "gender status age_band place");
    assert_eq!(fields(access::VISITOR, "objective"), "number title_kk title_ru");
    let names = |role: &str| {
        let member = Member { role: catalogue.role(role).expect("a role"), places: &[] };
        access::names_seen(&member, catalogue.register(views::PARTICIPANT).expect("a register"))
    };
    assert!(names("manager") && names("coordinator") && !names("monitor") && !names(access::VISITOR));
    assert_eq!(
        fields("monitor", "consent"),
        "participant scope given_on until_on third_parties cross_border open_sources listed minor withdrawn_on"
    );
}

/// By which ways a place is looked for.
fn check_ways(register: &str, expected: Expect) {
    let (catalogue, _) = Catalogue::read(shipped());
    let register = catalogue.register(register).expect("a register");
    let places = ["ulgi".to_string()];
    let said = match access::place_cond(register, &catalogue, &places) {
        None => "no place".to_string(),
        Some(cond) => {
            let mut ways: Vec<String> = cond.columns().into_iter().map(Column::path).collect();
            ways.dedup();
            ways.join(", ")
        }
    };
    expected.assert_eq(&said);
}

#[test]
fn a_record_has_its_own_place_or_that_of_what_it_leads_to() {
    check_ways("participant", expect!["place"]);
    check_ways("attendance", expect!["event.place, participant.place"]);
    check_ways("evidence", expect!["place, event.place"]);
    check_ways("reply", expect!["letter.place"]);
    check_ways("place", expect!["no place"]);
    check_ways("objective", expect!["no place"]);
}

/// Whether Dina, coordinator in Ulgi, sees a photo with this place, of an event in that place.
fn sees_photo(places: &[&str], own: Option<&str>, of_event: Option<&str>) -> bool {
    let (catalogue, _) = Catalogue::read(shipped());
    let evidence = catalogue.register(views::EVIDENCE).expect("a register");
    let places: Vec<String> = places.iter().map(|place| place.to_string()).collect();
    let look_up = |column: &Column| {
        let place = if column.steps.is_empty() { own } else { of_event };
        place.map(|place| Stored::Text(place.to_string())).into_iter().collect()
    };
    access::holds_in_places(evidence, &catalogue, &places, &look_up)
}

#[test]
fn a_photo_without_a_place_is_of_the_place_of_its_event() {
    assert!(sees_photo(&["ulgi"], Some("ulgi"), None));
    assert!(!sees_photo(&["ulgi"], Some("qamys"), Some("ulgi")));
    assert!(!sees_photo(&["ulgi"], None, Some("qamys")));
    assert!(sees_photo(&["ulgi"], None, Some("ulgi")));
    assert!(sees_photo(&["ulgi"], None, None));
    assert!(sees_photo(&[], None, None));
    assert!(!sees_photo(&[], None, Some("ulgi")));
}

#[test]
fn a_role_that_a_register_names_wrongly_is_a_finding_with_the_right_one() {
    let mut files = shipped();
    files.push((
        "registers/goal.toml".into(),
        "[register]\nid = \"goal\"\nname = \"{n}\"\ntitle = { en = \"Goals\" }\nwrite = [\"manger\"]\n[[field]]\nid = \"n\"\nkind = \"count\"\n".into(),
    ));
    let (_, findings) = Catalogue::read(files);
    let said: Vec<String> = findings.iter().map(|f| format!("{} {} {:?}", f.code, f.spot, f.args)).collect();
    expect![[r#"catalogue-role-unknown registers/goal.toml, 1:1 {"name": "manger", "nearest": "manager"}"#]].assert_eq(
        said.iter().filter(|said| said.contains("role")).map(String::as_str).collect::<Vec<_>>().join("\n").as_str(),
    );
}

#[test]
fn a_role_that_cannot_be_read_is_a_finding_with_its_line() {
    let check = |text: &str, expected: Expect| {
        let (_, findings) = Catalogue::read([("roles.toml".to_string(), text.to_string())]);
        let said: Vec<String> = findings.iter().map(|f| format!("{} {} {:?}", f.code, f.spot, f.args)).collect();
        expected.assert_eq(&said.join("\n"));
    };
    let role = "[[role]]\nid = \"a\"\ntitle = { en = \"A\" }\nread = \"all\"\nwrite = \"none\"\nplaces = \"all\"\n";
    check(&format!("{role}{role}"), expect![[r#"catalogue-role-twice roles.toml, 7:1 {"id": "a"}"#]]);
    check(
        &role.replace("\"none\"", "\"nowhere\""),
        expect![[
            r#"catalogue-toml roles.toml, 5:1 {"detail": "unknown variant `nowhere`, expected one of `all`, `listed`, `none`", "nearest": ""}"#
        ]],
    );
}
