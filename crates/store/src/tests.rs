//! Stories of one small village, each told once and played on SQLite and PostgreSQL. A story is text: what is
//! recorded first, `--`, and then what people do and ask, one line each; what they are told is the expected text.

mod agree;
mod ballots;
mod chain;
mod doors;
mod flow;
mod keeping;
mod links;
mod lists;
mod naive;
mod named_files;
mod people;
mod readings;
mod script;
mod search;
mod submissions;
mod tables;
mod troubles;
mod writers;

use crate::testing::on_both;
use auyl_domain::Catalogue;
use expect_test::Expect;
use std::sync::{Arc, Mutex};

/// Registers as `name [marks]: field kind marks, …`; a small catalogue in a few lines.
const VILLAGE: &str = "
    passport [single]: title text, starts_on date, ends_on date, office place, director text personal
    place: title text, population count, position count
    activity: number text, starts_on date
    event: activity link activity, kind choice kind, place place, held_on date, spectators count, \
           topics choice topic many, hours decimal, starts time
    participant: name text personal, phone phone personal, gender choice gender, topics choice topic many, \
                 friends link participant many, place place
    attendance [event]: event link event required, participant link participant, paid money
    evidence: event link event, kind choice kind, file file
    survey_engagement: wave choice wave, engaged flag, hours count, cost money, place place, topic choice topic";

const LISTS: &[(&str, &[&str])] = &[
    ("kind", &["gathering", "seminar", "photo"]),
    ("topic", &["roads", "water", "water_pipe"]),
    ("gender", &["female", "male"]),
    ("wave", &["baseline", "endline"]),
];

/// A catalogue from such lines.
fn catalogue_of(registers: &str) -> Arc<Catalogue> {
    let list = |(name, words): &(&str, &[&str])| {
        let words = words.iter().map(|word| format!("[[choice]]\nid = \"{word}\"\n")).collect::<String>();
        (format!("choices/{name}.toml"), format!("[choices]\n{words}"))
    };
    let registers = registers.lines().map(str::trim).filter(|line| !line.is_empty()).map(register_file);
    let (catalogue, findings) = Catalogue::read(LISTS.iter().map(list).chain(registers));
    assert_eq!(findings, vec![]);
    Arc::new(catalogue)
}

fn register_file(line: &str) -> (String, String) {
    let (head, fields) = line.split_once(": ").expect("register: fields");
    let (id, mark) = head.split_once(" [").map_or((head, ""), |(id, mark)| (id, mark.trim_end_matches(']')));
    let mark = match mark {
        "" => String::new(),
        "single" => "single = true\n".to_string(),
        parent => format!("parent = \"{parent}\"\n"),
    };
    let mut text = format!("[register]\nid = \"{id}\"\nname = \"{id}\"\ntitle = {{ ru = \"{id}\" }}\n{mark}");
    for field in fields.split(", ") {
        let mut words = field.split_whitespace();
        let mut next = || words.next().unwrap_or_default();
        let (id, kind) = (next(), next());
        text += &format!("[[field]]\nid = \"{id}\"\nkind = \"{kind}\"\n");
        match kind {
            "choice" => text += &format!("choices = \"{}\"\n", next()),
            "link" => text += &format!("to = \"{}\"\n", next()),
            _ => {}
        }
        while let mark @ ("many" | "personal" | "required" | "was") = next() {
            text += &if mark == "was" { format!("was = \"{}\"\n", next()) } else { format!("{mark} = true\n") };
        }
    }
    (format!("registers/{id}.toml"), text)
}

fn village() -> Arc<Catalogue> {
    catalogue_of(VILLAGE)
}

/// Plays a script on both databases, which must say the same, and compares what is said.
fn check(story: &str, expected: Expect) {
    let told = Mutex::new(Vec::new());
    on_both(&village(), async |scene| {
        let said = script::tell(&scene.store, story).await;
        told.lock().expect("one after the other").push(said);
    });
    let told = told.into_inner().expect("one after the other");
    if let [sqlite, postgres] = &told[..] {
        assert_eq!(sqlite, postgres, "SQLite and PostgreSQL differ");
    }
    expected.assert_eq(&told[0]);
}
