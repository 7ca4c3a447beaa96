//! How long 100 000 rows of attendance take out and in: `cargo run --release --example bench_workbook`.

use auyl_domain::value::FileRef;
use auyl_domain::{Catalogue, Lang, Record, RecordId, Value};
use auyl_forms::{plain, workbook};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

const ROWS: usize = 100_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut sources = Vec::new();
    for folder in ["registers", "choices", "words"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            sources.push((format!("{folder}/{name}"), std::fs::read_to_string(entry.path())?));
        }
    }
    let (catalogue, _) = Catalogue::read(sources);
    let register = catalogue.register("attendance").ok_or("the register attendance")?;
    let id = |text: String| RecordId::read(&text).ok_or("an id");
    let record = |n: usize| -> Result<Record, Box<dyn std::error::Error>> {
        let fields = BTreeMap::from([
            ("event".to_string(), Value::Link(id(format!("event-{}", n / 100))?)),
            ("participant".to_string(), Value::Link(id(format!("participant-{}", n % 7919))?)),
            ("role".to_string(), Value::Choice("participant".into())),
            ("signed".to_string(), Value::Flag(!n.is_multiple_of(9))),
        ]);
        let id = id(format!("attendance-{n}"))?;
        Ok(Record { register: register.id.clone(), id, fields, review: Vec::new(), since: 0 })
    };
    let no_files = |_: &FileRef| String::new();

    let begun = Instant::now();
    let mut writer = workbook::Writer::of(&catalogue, Lang::Kk, &no_files, true)?;
    writer.begin_sheet(register)?;
    for n in 0..ROWS {
        writer.row(&record(n)?)?;
    }
    let bytes = writer.finish()?;
    println!("workbook out  {:>6.0} ms  {} bytes", begun.elapsed().as_secs_f64() * 1000.0, bytes.len());

    let begun = Instant::now();
    let read = workbook::read("attendance.xlsx", &bytes, &catalogue).map_err(|refusal| refusal.to_string())?;
    let rows = read.sheets.first().map_or(0, |sheet| sheet.rows.len());
    println!("workbook in   {:>6.0} ms  {rows} rows", begun.elapsed().as_secs_f64() * 1000.0);

    let begun = Instant::now();
    let mut writer = plain::Writer::of(register, &no_files, true);
    for n in 0..ROWS {
        writer.row(&record(n)?);
    }
    let text = writer.finish();
    println!("CSV out       {:>6.0} ms  {} bytes", begun.elapsed().as_secs_f64() * 1000.0, text.len());

    let begun = Instant::now();
    let (sheet, _) = plain::read(register, "attendance.csv", &text);
    println!("CSV in        {:>6.0} ms  {} rows", begun.elapsed().as_secs_f64() * 1000.0, sheet.rows.len());

    let begun = Instant::now();
    let bytes = workbook::template(&catalogue, Lang::Kk)?;
    println!("empty form    {:>6.0} ms  {} bytes", begun.elapsed().as_secs_f64() * 1000.0, bytes.len());
    Ok(())
}
