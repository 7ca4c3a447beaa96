//! Brings rows in through the one door: all or nothing per file, each trouble named by sheet, row and column;
//! the same file a second time changes nothing.

use crate::known::{Files, Index, Source};
use crate::project::{Doing, Project};
use crate::{Trouble, disk};
use auyl_domain::draft::{Door, Draft};
use auyl_domain::finding::{Finding, has_severe};
use auyl_domain::record::Record;
use auyl_domain::{Catalogue, Refusal};
use auyl_forms::{Row, Sheet, Sheets, plain, workbook};
use auyl_store::Saved;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What came of it.
pub struct Imported {
    /// Everything noticed, in the order of the rows.
    pub findings: Vec<Finding>,
    /// What was written; nothing where a severe finding stopped the file.
    pub saved: Option<Saved>,
}

/// How to deal with rows that have a severe finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Faulty {
    /// Nothing of the file is taken.
    RefuseFile,
    /// They are kept *to review* and counted nowhere.
    Keep,
}

/// Takes sheets in. `progress` is told how many rows of how many have been read.
pub async fn import(
    project: &Project,
    sheets: Vec<Sheet>,
    files: Files,
    faulty: Faulty,
    doing: &Doing,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Imported, Trouble> {
    let catalogue = &project.catalogue;
    let mut index = learn_what_is_kept(project, &sheets, files).await?;
    let mut findings = Vec::new();
    let mut records: Vec<Record> = Vec::new();
    let total = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let mut done = 0;
    let mut sheets = sheets;
    let order = dependency_order(catalogue);
    sheets.sort_by_key(|sheet| order.iter().position(|register| *register == sheet.register));
    for sheet in sheets {
        let register = project.register(&sheet.register)?;
        let door = Door::of(register, catalogue);
        let mut sheet = sheet;
        for Row { row, draft } in std::mem::take(&mut sheet.rows) {
            let (record, troubles) = door.accept(draft, &index);
            findings.extend(troubles.into_iter().map(|finding| sheet.place(row, finding)));
            index.learn(register, &record);
            records.push(record);
            done += 1;
            if done % 1_000 == 0 {
                progress(done, total);
            }
        }
    }
    progress(total, total);
    if faulty == Faulty::RefuseFile && has_severe(&findings) {
        return Ok(Imported { findings, saved: None });
    }
    let saved = keep(project, index, &records, doing).await?;
    Ok(Imported { findings, saved: Some(saved) })
}

/// Files first, then records, in one transaction: a record never points to a file that is not there.
async fn keep(project: &Project, index: Index<'_>, records: &[Record], doing: &Doing) -> Result<Saved, Trouble> {
    let (arriving, files) = index.into_arriving();
    for (digest, file) in arriving {
        if project.store.has_file(&digest).await? {
            continue;
        }
        match (file.from, &files) {
            (Source::Made(name), Files::Made(made)) => {
                if let Some(bytes) = made.get(&name) {
                    project.store.put_file(bytes.clone()).await?;
                }
            }
            (Source::Path(path), _) => {
                project.store.put_file(disk::read(&path)?).await?;
            }
            (Source::Made(_), Files::Folder(_)) => {}
        }
    }
    let mut tx = project.store.begin(&project.id).await?;
    let saved = tx.save(records, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Registers of the sheets are learnt whole, those they link to by id and name.
async fn learn_what_is_kept<'p>(project: &'p Project, sheets: &[Sheet], files: Files) -> Result<Index<'p>, Trouble> {
    let catalogue = &project.catalogue;
    let mut index = Index::of(catalogue, files);
    let brought: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.register.as_str()).collect();
    let mut wanted: BTreeMap<&str, bool> = brought.iter().map(|register| (*register, true)).collect();
    for register in brought.iter().filter_map(|register| catalogue.register(register)) {
        for target in register.fields.iter().filter_map(|field| field.kind.target()) {
            wanted.entry(target).or_insert(false);
        }
    }
    for single in catalogue.registers().iter().filter(|register| register.single) {
        wanted.entry(&single.id).or_insert(false);
    }
    for (name, whole) in wanted {
        let register = project.register(name)?;
        for record in project.store.records(&project.id, name, None).await? {
            index.learn_kept(register, record, whole);
        }
    }
    for sheet in sheets {
        for id in sheet.rows.iter().filter_map(|row| row.draft.id.as_deref()) {
            index.announce(&sheet.register, id);
        }
    }
    Ok(index)
}

/// Registers in an order in which those that others link to come first, the passport before all.
fn dependency_order(catalogue: &Catalogue) -> Vec<&str> {
    fn visit<'c>(catalogue: &'c Catalogue, id: &'c str, seen: &mut BTreeSet<&'c str>, order: &mut Vec<&'c str>) {
        if !seen.insert(id) {
            return;
        }
        let Some(register) = catalogue.register(id) else { return };
        for target in register.fields.iter().filter_map(|field| field.kind.target()) {
            visit(catalogue, target, seen, order);
        }
        order.push(&register.id);
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    let (first, rest): (Vec<_>, Vec<_>) = catalogue.registers().iter().partition(|register| register.single);
    for register in first.into_iter().chain(rest) {
        visit(catalogue, &register.id, &mut seen, &mut order);
    }
    order
}

/// One record from the command line or a test: pairs of field and text.
pub async fn take(project: &Project, register: &str, draft: Draft, doing: &Doing) -> Result<Imported, Trouble> {
    let sheet = Sheet { register: register.into(), rows: vec![Row { row: 1, draft }], ..Sheet::default() };
    let files = Files::Made(std::collections::HashMap::new());
    import(project, vec![sheet], files, Faulty::Keep, doing, &mut |_, _| {}).await
}

/// Reads a workbook, or a folder of CSV files named after the registers.
pub fn read(path: &Path, catalogue: &Catalogue) -> Result<Sheets, Refusal> {
    if !path.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let bytes = disk::read(path)?;
        return workbook::read(&name, &bytes, catalogue);
    }
    let mut sheets = Sheets::default();
    for register in catalogue.registers() {
        let file = path.join(format!("{}.csv", register.id));
        if !file.is_file() {
            continue;
        }
        let text = disk::read_text(&file)?;
        let (sheet, findings) = plain::read(register, &format!("{}.csv", register.id), &text);
        sheets.sheets.push(sheet);
        sheets.findings.extend(findings);
    }
    if sheets.sheets.is_empty() {
        sheets.findings.push(Finding::severe("workbook-nothing-recognised").with("file", path.display()));
    }
    Ok(sheets)
}
