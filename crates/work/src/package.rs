//! The evidence package: a ZIP with the report, annexes in folders by activity, an index workbook and a manifest
//! with the SHA-256 of every file, so that whoever receives it can prove that nothing was exchanged.

use crate::report::{self, FORMATS, Order};
use crate::{Project, Trouble, provenance};
use auyl_domain::id::sha256;
use auyl_domain::views::{ACTIVITY, EVIDENCE};
use auyl_domain::{Record, Value};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a package holds, besides its bytes.
pub struct Packed {
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// How many files are inside.
    pub files: usize,
}

struct Annex {
    path: String,
    sha256: String,
    size: usize,
    activity: String,
    kind: String,
    record: String,
}

/// Compiles the report and packs it.
pub async fn package(project: &Project, order: &Order<'_>) -> Result<Packed, Trouble> {
    let report = report::compile(project, order).await?;
    let provenance = provenance::section(project, &report.compiled, order.lang, Some(report.event)).await?;
    let mut zip = Zip::new();
    for format in FORMATS {
        let bytes = report::render(&report.compiled.document, format, &provenance).await?;
        zip.add(&format!("report.{format}"), &bytes)?;
    }
    let annexes = annexes(project, order, &mut zip, report.event).await?;
    zip.add("index.xlsx", &index(project, order, &annexes).map_err(Trouble::machine)?)?;
    let files = zip.manifest.len();
    let manifest: String = zip.manifest.iter().map(|(path, sha256)| format!("{sha256}  {path}\n")).collect();
    // The manifest cannot hold its own digest; `sha256sum -c manifest.sha256` checks all the others.
    zip.add("manifest.sha256", manifest.as_bytes())?;
    Ok(Packed { bytes: zip.finish()?, files })
}

async fn annexes(project: &Project, order: &Order<'_>, zip: &mut Zip, event: i64) -> Result<Vec<Annex>, Trouble> {
    let activities = project.good_records(ACTIVITY, Some(event)).await?;
    let mut annexes = Vec::new();
    let mut seen = BTreeSet::new();
    for register in project.catalogue.registers() {
        if !register.fields.iter().any(|field| field.kind == auyl_domain::Kind::File) {
            continue;
        }
        for record in project.good_records(&register.id, Some(event)).await? {
            let number = number_of_activity(&activities, &record);
            for (field, value) in &record.fields {
                let Value::File(file) = value else { continue };
                let Some(bytes) = project.store.get_file(&file.sha256).await? else { continue };
                let kind = if register.id == EVIDENCE { record.text("kind") } else { field.as_str() };
                let path = format!("annexes/{number}/{kind}/{}-{}", record.id, plain_name(&file.name));
                if !seen.insert(path.clone()) {
                    continue;
                }
                zip.add(&path, &bytes)?;
                annexes.push(Annex {
                    path,
                    sha256: file.sha256.clone(),
                    size: bytes.len(),
                    activity: number.clone(),
                    kind: kind.to_string(),
                    record: format!("{} {}", register.title.get(order.lang), record.id),
                });
            }
        }
    }
    Ok(annexes)
}

/// The number of the activity that a record names, for the folder; `general` where it names none.
fn number_of_activity(activities: &[Record], record: &Record) -> String {
    let id = record.link(ACTIVITY);
    let activity = activities.iter().find(|activity| Some(&activity.id) == id);
    let number = activity.map_or("", |activity| activity.text("number"));
    if number.is_empty() { "general".to_string() } else { plain_name(number) }
}

/// A name that no file system takes for a path.
fn plain_name(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let name: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    name.trim_start_matches('.').to_string()
}

fn index(project: &Project, order: &Order<'_>, annexes: &[Annex]) -> Result<Vec<u8>, XlsxError> {
    let say = |key: &str| project.catalogue.phrases().say(order.lang, key);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(say("package-index"))?;
    let bold = Format::new().set_bold();
    let heads =
        ["package-activity", "package-kind", "package-record", "package-file", "package-size", "package-sha256"];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, say(head), &bold)?;
    }
    for (row, annex) in (1..).zip(annexes) {
        sheet.write_string(row, 0, &annex.activity)?;
        sheet.write_string(row, 1, project.catalogue.label("evidence_kind", &annex.kind, order.lang))?;
        sheet.write_string(row, 2, &annex.record)?;
        // A relative link: in the unpacked folder a click opens the file.
        sheet.write_url_with_text(row, 3, format!("file:///{}", annex.path).as_str(), &annex.path)?;
        sheet.write_number(row, 4, annex.size as f64)?;
        sheet.write_string(row, 5, &annex.sha256)?;
    }
    for (column, width) in (0..).zip([12.0, 24.0, 36.0, 60.0, 12.0, 66.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, annexes.len() as u32, 5)?;
    workbook.save_to_buffer()
}

struct Zip {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    manifest: BTreeMap<String, String>,
}

impl Zip {
    fn new() -> Zip {
        Zip { writer: ZipWriter::new(Cursor::new(Vec::new())), manifest: BTreeMap::new() }
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Trouble> {
        // Photos do not get smaller; everything else does. No dates: the same records give the same package.
        let is_packed =
            [".jpg", ".jpeg", ".png", ".gif", ".mp4", ".docx", ".xlsx"].iter().any(|end| path.ends_with(end));
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::default());
        self.writer.start_file(path, options).map_err(Trouble::machine)?;
        self.writer.write_all(bytes).map_err(Trouble::machine)?;
        self.manifest.insert(path.to_string(), sha256(bytes));
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, Trouble> {
        Ok(self.writer.finish().map_err(Trouble::machine)?.into_inner())
    }
}
