//! A script: what is recorded, and what people do and ask. One line, one thing.

use crate::{Store, Trouble};
use auyl_domain::draft::{Draft, Found, Known};
use auyl_domain::id::sha256;
use auyl_domain::measure::{Condition, resolve};
use auyl_domain::value::{FileRef, Stored};
use auyl_domain::{Catalogue, Measure, Quantity, Reading, Record, RecordId};
use sqlx::AssertSqlSafe;

/// The one project of the stories.
pub const VILLAGE: &str = "village";
pub const AT: &str = "2024-05-14T09:00:00Z";

/// Everybody whom a text names is known, and every file is there.
struct AllKnown;

impl Known for AllKnown {
    fn find(&self, _: &str, text: &str) -> Found {
        RecordId::read(text).map_or(Found::None(None), Found::One)
    }

    fn file(&self, text: &str) -> Option<FileRef> {
        Some(FileRef { sha256: sha256(text.as_bytes()), name: text.to_string() })
    }

    fn project(&self, _: &str) -> Option<Stored> {
        None
    }

    fn current(&self, _: &str, _: &RecordId) -> Option<Record> {
        None
    }
}

/// The record that `event gathering: kind=seminar, place=ulgi` says.
pub fn record(catalogue: &Catalogue, line: &str) -> Record {
    let (head, fields) = line.split_once(':').unwrap_or((line, ""));
    let (register, id) = head.trim().split_once(' ').expect("register id: field=text, …");
    let fields = fields.split(", ").filter_map(|field| field.trim().split_once('='));
    let register = catalogue.register(register).expect("a register of the small catalogue");
    Draft::of(fields.chain([("id", id)])).accept(register, catalogue, &AllKnown).0
}

/// Records line by line.
pub fn records(catalogue: &Catalogue, lines: &str) -> Vec<Record> {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| record(catalogue, line)).collect()
}

/// Keeps records in one transaction, each on its own so that event numbers follow the lines.
pub async fn save(store: &Store, lines: &str) -> Result<(), Trouble> {
    let mut tx = store.begin(VILLAGE).await?;
    for record in records(&store.catalogue, lines) {
        tx.save(&[record], "aigul", AT).await?;
    }
    tx.commit().await
}

/// Plays a script.
pub async fn tell(store: &Store, story: &str) -> String {
    let (before, then) = story.split_once("--").unwrap_or((story, ""));
    save(store, before).await.expect("what came before is kept");
    let mut said = String::new();
    for line in then.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let answer = ask(store, line).await.unwrap_or_else(|trouble| trouble.to_string());
        said += &format!("{line}\n");
        for line in answer.lines() {
            said += &format!("    {line}\n");
        }
    }
    said
}

async fn ask(store: &Store, line: &str) -> Result<String, Trouble> {
    let mut parts = line.split(" | ");
    let first = parts.next().unwrap_or_default();
    let (verb, what) = first.split_once(' ').unwrap_or((first, ""));
    let (mut as_of, mut activity) = (None, None);
    for part in parts {
        match part.split_once("as of ") {
            Some((_, event)) => as_of = Some(event.parse().expect("an event number")),
            None => activity = part.strip_prefix("of "),
        }
    }
    let about = || {
        let (register, id) = what.split_once(' ').expect("register id");
        (register, RecordId::read(id).expect("an id"))
    };
    let measure = || Measure::read(what, &store.catalogue).unwrap_or_else(|finding| panic!("{what}: {finding:?}"));
    let lines = |lines: Vec<String>| if lines.is_empty() { "none".to_string() } else { lines.join("\n") };
    Ok(match verb {
        "save" => {
            let mut tx = store.begin(VILLAGE).await?;
            let saved = tx.save(&[record(&store.catalogue, what)], "aigul", AT).await?;
            tx.commit().await?;
            format!("{} created, {} changed, {} unchanged", saved.created, saved.changed, saved.unchanged)
        }
        "remove" | "erase" => {
            let (register, id) = about();
            let mut tx = store.begin(VILLAGE).await?;
            let done = match verb {
                "remove" => tx.remove(register, &id, "aigul", AT).await?,
                _ => tx.erase(register, &id, "aigul", AT).await?,
            };
            tx.commit().await?;
            if done { "done" } else { "there is none" }.to_string()
        }
        "figure" => shown(&store.reading(VILLAGE, &measure(), activity, as_of).await?),
        "record" => {
            let (register, id) = about();
            store.record(VILLAGE, register, &id, as_of).await?.map_or("none".into(), |record| fields(&record))
        }
        "history" => {
            let (register, id) = about();
            let versions = store.history(VILLAGE, register, &id).await?;
            lines(versions.iter().map(|(r, event)| format!("{} {}: {}", event.seq, event.verb, fields(r))).collect())
        }
        "events" => {
            let events = store.events(VILLAGE, 1, 100).await?;
            lines(events.iter().map(|e| format!("{} {} {} {}", e.seq, e.verb, e.register, e.record)).collect())
        }
        "chain" => {
            let findings = store.check_chain(VILLAGE).await?;
            lines(
                findings
                    .iter()
                    .map(|f| format!("{} {} {}", f.code, f.args["seq"], f.spot).trim_end().to_string())
                    .collect(),
            )
        }
        "waiting" => {
            let waiting = store.to_review(VILLAGE, as_of).await?;
            lines(waiting.iter().map(|(register, id, review)| format!("{register} {id}: {review:?}")).collect())
        }
        "list" => ids(&store.records(VILLAGE, what, as_of).await?),
        "matching" => {
            let (register, cond) = what.split_once(" where ").expect("register where …");
            let of = store.catalogue.register(register).expect("a register");
            let cond = resolve(&Condition::read(cond).expect("a condition"), of, &store.catalogue);
            ids(&store.matching(VILLAGE, register, &cond.expect("its fields exist"), as_of).await?)
        }
        "same" => {
            let (register, names) = what.split_once(' ').expect("register fields");
            let names: Vec<String> = names.split(", ").map(str::to_string).collect();
            let groups = store.duplicates(VILLAGE, register, &names, as_of).await?;
            let group = |ids: &Vec<RecordId>| ids.iter().map(RecordId::as_str).collect::<Vec<_>>().join(" = ");
            lines(groups.iter().map(group).collect())
        }
        "behind" => {
            let behind = store.behind(VILLAGE, &measure(), activity, as_of).await?;
            let line =
                |b: &crate::Behind| format!("{} {} as of {}, {} files", b.register, b.id, b.version, b.evidence.len());
            lines(behind.iter().map(line).collect())
        }
        "by-hand" => {
            sqlx::query(AssertSqlSafe(what)).execute(store.database.pool()).await?;
            "done".to_string()
        }
        verb => panic!("{verb} is no word of a script"),
    })
}

fn fields(record: &Record) -> String {
    let fields = record.fields.iter().map(|(name, value)| format!("{name}={}", value.plain()));
    fields.collect::<Vec<_>>().join(", ")
}

fn ids(records: &[Record]) -> String {
    records.iter().map(|record| record.id.as_str()).collect::<Vec<_>>().join(" ")
}

fn amount(quantity: Quantity) -> String {
    match quantity {
        Quantity::Number(number) => number.to_string(),
        Quantity::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
        Quantity::Nothing => "–".to_string(),
    }
}

/// A reading in one line: `3 by female: 2, male: 1; left out 1 to_review`.
pub fn shown(reading: &Reading) -> String {
    let mut said = amount(reading.value());
    let parts = reading.by().iter().map(|part| {
        let keys = part.keys.iter().map(|key| key.as_deref().unwrap_or("?")).collect::<Vec<_>>();
        format!("{}: {}", keys.join(" "), amount(part.value))
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    if !reading.by_fields().is_empty() {
        said += &format!(" by {parts}");
    }
    for left in reading.left_out() {
        said += &format!("; left out {} {}", left.count, left.reason);
    }
    said
}
