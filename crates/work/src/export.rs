//! Writes everything out: a workbook or a folder of CSV files, with the files beside it. Taken in again into an
//! empty folder it gives the same readings. `chosen` writes what a list shows.

mod chosen;

pub use chosen::{Chosen, Manner, chosen_csv, chosen_workbook};

use crate::known::EXPORT_PREFIX;
use crate::{Project, Trouble, disk};
use auyl_domain::value::FileRef;
use auyl_domain::{Lang, Record, Register, Value};
use auyl_forms::{plain, workbook};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes a workbook `FILE.xlsx` and the files into `FILE.files/`. Returns how many records were written.
pub async fn workbook(
    project: &Project,
    file: &Path,
    lang: Lang,
    personal: bool,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<usize, Trouble> {
    let folder = format!("{}.files", file.file_stem().unwrap_or_default().to_string_lossy());
    let path = |file: &FileRef| format!("{folder}/{}", name_beside(file));
    let trouble = |error: workbook::WriteTrouble| Trouble::machine(error);
    let mut writer = workbook::Writer::of(&project.catalogue, lang, &path, personal).map_err(trouble)?;
    let mut files = BTreeMap::new();
    let registers: Vec<_> = project.catalogue.registers().iter().filter(|register| !register.sealed).collect();
    let mut written = 0;
    for (at, register) in registers.iter().enumerate() {
        writer.begin_sheet(register).map_err(trouble)?;
        for record in project.store.records(&project.id, &register.id, None).await? {
            note_files(&record, &mut files);
            writer.row(&record).map_err(trouble)?;
            written += 1;
        }
        progress(at + 1, registers.len());
    }
    // The workbook last: where it stands, the files it names stand too.
    write_files(project, &file.with_file_name(&folder), files).await?;
    disk::write(file, &writer.finish().map_err(trouble)?)?;
    Ok(written)
}

/// Writes one CSV file a register and the files into `files/`. Returns how many records were written.
pub async fn csv(
    project: &Project,
    folder: &Path,
    personal: bool,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<usize, Trouble> {
    let path = |file: &FileRef| format!("files/{}", name_beside(file));
    let mut files = BTreeMap::new();
    let registers: Vec<_> = project.catalogue.registers().iter().filter(|register| !register.sealed).collect();
    let mut written = 0;
    for (at, register) in registers.iter().enumerate() {
        let records = project.store.records(&project.id, &register.id, None).await?;
        records.iter().for_each(|record| note_files(record, &mut files));
        written += records.len();
        let text = plain::write(register, &records, &path, personal);
        disk::write(&folder.join(csv_name(register)), text.as_bytes())?;
        progress(at + 1, registers.len());
    }
    write_files(project, &folder.join("files"), files).await?;
    Ok(written)
}

fn csv_name(register: &Register) -> String {
    format!("{}.csv", register.id)
}

/// The beginning of the digest keeps two files of one name apart.
fn name_beside(file: &FileRef) -> String {
    format!("{}-{}", &file.sha256[..EXPORT_PREFIX], file.name)
}

fn note_files(record: &Record, files: &mut BTreeMap<String, FileRef>) {
    for value in record.fields.values() {
        if let Value::File(file) = value {
            files.insert(name_beside(file), file.clone());
        }
    }
}

async fn write_files(project: &Project, folder: &Path, files: BTreeMap<String, FileRef>) -> Result<(), Trouble> {
    for (name, file) in files {
        if let Some(bytes) = project.store.get_file(&file.sha256).await? {
            disk::write(&folder.join(name), &bytes)?;
        }
    }
    Ok(())
}
