//! The slow works of a project, timed: a large workbook taken in, the example's report compiled and written.
//! `cargo xtask bench` starts it; by hand: `bench_work import FOLDER`, `bench_work report FOLDER`, in an empty folder.
//! Prints lines of a name and a value.

use auyl_domain::value::{FileRef, Stored};
use auyl_domain::{Catalogue, Kind, Lang, Measure, Record, RecordId, Value};
use auyl_forms::workbook::Writer;
use auyl_store::{Place, Store};
use auyl_work::import::{self, Faulty};
use auyl_work::known::Files;
use auyl_work::project::Doing;
use auyl_work::report::{self, Order};
use auyl_work::{Project, catalogue, demo, provenance};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error>>;

const EVENTS: usize = 500;
const PEOPLE: usize = 5_000;
const VISITORS: usize = 200;
const FORM: &str = "kz-state-grant-final";
const TURNS: usize = 5;

#[tokio::main]
async fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, folder] = arguments.as_slice() else { return Err("import|report FOLDER".into()) };
    let folder = Path::new(folder);
    let catalogue = Arc::new(catalogue::read(None).map_err(|refusal| format!("{refusal:?}"))?.0);
    let store = Store::open(&Place::Folder(folder.into()), catalogue.clone()).await?;
    let doing = Doing { actor: "bench".into(), at: "2024-11-25T09:00:00Z".into() };
    let project = Project::create(store, catalogue, "bench", &doing).await?;
    match work.as_str() {
        "import" => take_in(&project, folder, &doing).await,
        _ => compile(&project, &doing).await,
    }
}

fn id(kind: &str, at: usize) -> RecordId {
    RecordId::from_content([kind, &at.to_string()])
}

fn record<const N: usize>(register: &str, id: RecordId, fields: [(&str, Value); N]) -> Record {
    let fields: BTreeMap<String, Value> = fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    Record { register: register.into(), id, fields, review: Vec::new(), since: 0 }
}

fn choice(word: &str) -> Value {
    Value::Choice(word.into())
}

/// What the attendances lead to is there already.
async fn prepare(project: &Project, doing: &Doing) -> Done<()> {
    let day = Value::from_stored(&Kind::Date, false, Stored::Text("2024-05-14".into())).ok_or("a day")?;
    let mut records = vec![
        record("place", id("place", 0), [("title_ru", Value::Text("Улги".into()))]),
        record("activity", id("activity", 0), [("title_ru", Value::Text("Сходы".into()))]),
    ];
    records.extend((0..EVENTS).map(|at| {
        record(
            "event",
            id("event", at),
            [
                ("activity", Value::Link(id("activity", 0))),
                ("kind", choice("gathering")),
                ("title_ru", Value::Text(format!("Сход {at}"))),
                ("held_on", day.clone()),
                ("place", Value::Link(id("place", 0))),
            ],
        )
    }));
    records.extend((0..PEOPLE).map(|at| {
        record(
            "participant",
            id("participant", at),
            [
                ("name", Value::Text(format!("Адам Сынақ {at}"))),
                ("birth_year", Value::Count(1960 + at as i64 % 40)),
                ("gender", choice(if at % 3 == 0 { "male" } else { "female" })),
                ("status", choice("other")),
                ("age_band", choice("33_45")),
                ("place", Value::Link(id("place", 0))),
            ],
        )
    }));
    let mut tx = project.store.begin(&project.id).await?;
    tx.save(&records, &doing.actor, &doing.at).await?;
    Ok(tx.commit().await?)
}

fn workbook(catalogue: &Catalogue) -> Done<Vec<u8>> {
    let path = |file: &FileRef| file.name.clone();
    let mut writer = Writer::of(catalogue, Lang::Ru, &path, true)?;
    writer.begin_sheet(catalogue.register("attendance").ok_or("the register of attendances")?)?;
    for at in 0..EVENTS * VISITORS {
        let (event, visitor) = (at / VISITORS, at % VISITORS);
        writer.row(&record(
            "attendance",
            id("attendance", at),
            [
                ("event", Value::Link(id("event", event))),
                ("participant", Value::Link(id("participant", (event * 37 + visitor * 11) % PEOPLE))),
                ("role", choice("participant")),
                ("signed", Value::Flag(true)),
            ],
        ))?;
    }
    Ok(writer.finish()?)
}

async fn take_in(project: &Project, folder: &Path, doing: &Doing) -> Done<()> {
    prepare(project, doing).await?;
    let file = folder.join("attendance.xlsx");
    std::fs::write(&file, workbook(&project.catalogue)?)?;
    let started = Instant::now();
    let read = import::read(&file, &project.catalogue).map_err(|refusal| format!("{refusal:?}"))?;
    let after_reading = started.elapsed();
    let files = Files::Folder(folder.to_path_buf());
    let mut progress = |done, total| {
        if done == total {
            eprintln!("accepted after {:.2} s", started.elapsed().as_secs_f64());
        }
    };
    let imported = import::import(project, read.sheets, files, Faulty::RefuseFile, doing, &mut progress).await?;
    let taken = started.elapsed();
    if imported.saved.is_none() {
        return Err(format!("refused: {:?}", imported.findings.first()).into());
    }
    eprintln!("read after {:.2} s; {:?}", after_reading.as_secs_f64(), imported.saved);
    println!("import_seconds {:.2}", taken.as_secs_f64());
    Ok(())
}

async fn compile(project: &Project, doing: &Doing) -> Done<()> {
    demo::fill(project, doing, &mut |_, _| {}).await?;
    let order = Order { form: FORM, lang: Lang::Ru, today: date(2024, 12, 1), as_of: None, personal: true };
    let (mut pages, mut pdf, mut scan) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        let started = Instant::now();
        let compiled = report::compile(project, &order).await?;
        let after_compiling = started.elapsed();
        let document = &compiled.compiled.document;
        report::render(document, "docx", &provenance::Section::default()).await?;
        let after_docx = started.elapsed();
        let section = provenance::section(project, &compiled.compiled, order.lang, Some(compiled.event)).await?;
        let after_section = started.elapsed();
        report::render(document, "html", &section).await?;
        pages = pages.min(started.elapsed());
        eprintln!(
            "compiled {:.0} ms, DOCX {:.0} ms, provenance {:.0} ms, HTML {:.0} ms",
            after_compiling.as_secs_f64() * 1e3,
            (after_docx - after_compiling).as_secs_f64() * 1e3,
            (after_section - after_docx).as_secs_f64() * 1e3,
            (started.elapsed() - after_section).as_secs_f64() * 1e3
        );
        let started = Instant::now();
        report::render(document, "pdf", &section).await?;
        pdf = pdf.min(started.elapsed());
        let questions: Vec<(Measure, Option<String>)> = compiled
            .answers
            .keys()
            .filter_map(|question| {
                let measure = Measure::read(&question.measure, &project.catalogue).ok()?;
                let activity = question.activity.clone().filter(|_| !measure.is_wide());
                Some((measure, activity))
            })
            .collect();
        let started = Instant::now();
        project.store.readings(&project.id, &questions, Some(compiled.event)).await?;
        scan = scan.min(started.elapsed());
        eprintln!("{} questions {:.1} ms", questions.len(), started.elapsed().as_secs_f64() * 1e3);
    }
    println!("pages_milliseconds {:.0}", pages.as_secs_f64() * 1e3);
    println!("pdf_seconds {:.2}", pdf.as_secs_f64());
    println!("readings_milliseconds {:.1}", scan.as_secs_f64() * 1e3);
    Ok(())
}
