//! Brings rows in through the one door: all or nothing per file, each trouble named by sheet, row and column;
//! the same file a second time changes nothing. What a file would do, `preview` says without storing anything.

mod preview;

pub use preview::{Difference, Mended, Preview, Previewed, Verdict, mend, preview, preview_telling};

use crate::known::{Files, Index, Source};
use crate::project::{Doing, Project};
use crate::{Trouble, disk, outcome};
use auyl_domain::draft::{Door, Draft, Known};
use auyl_domain::finding::{Finding, Severity, has_severe};
use auyl_domain::record::{Record, Review};
use auyl_domain::views::PROBLEM;
use auyl_domain::{Catalogue, Field, RecordId, Refusal, Register, Spot, Value};
use auyl_forms::{Row, Sheet, Sheets, plain, workbook};
use auyl_store::Saved;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Imported, Trouble> {
    import_read(project, Sheets { sheets, findings: Vec::new() }, files, faulty, doing, progress).await
}

/// The same with what was found while the file was read; a row with such a trouble is as faulty as any.
pub async fn import_read(
    project: &Project,
    read: Sheets,
    files: Files,
    faulty: Faulty,
    doing: &Doing,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Imported, Trouble> {
    let Accepted { rows, findings, index, following } = accept(project, read, files, progress).await?;
    if faulty == Faulty::RefuseFile && has_severe(&findings) {
        return Ok(Imported { findings, saved: None });
    }
    let records: Vec<Record> = rows.into_iter().map(|row| row.record).chain(following).collect();
    let saved = keep(project, index, &records, doing).await?;
    Ok(Imported { findings, saved: Some(saved) })
}

/// Everything that a file said, as the door took it.
struct Accepted<'p> {
    rows: Vec<AcceptedRow>,
    findings: Vec<Finding>,
    index: Index<'p>,
    /// Records that no row is about and that change because of the rows.
    following: Vec<Record>,
}

/// One row as the door took it.
struct AcceptedRow {
    file: String,
    sheet: Option<String>,
    row: u32,
    record: Record,
}

async fn accept<'p>(
    project: &'p Project,
    read: Sheets,
    files: Files,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Accepted<'p>, Trouble> {
    let Sheets { sheets, mut findings } = read;
    let of_file: Vec<Finding> = findings.iter().filter(|f| f.severity == Severity::Severe).cloned().collect();
    let catalogue = &project.catalogue;
    let mut index = learn_what_is_kept(project, &sheets, files).await?;
    let mut rows: Vec<AcceptedRow> = Vec::new();
    let total = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let mut done = 0;
    let mut sheets = sheets;
    let order = dependency_order(catalogue);
    sheets.sort_by_key(|sheet| order.iter().position(|register| *register == sheet.register));
    for sheet in sheets {
        let register = project.register(&sheet.register)?;
        let door = Door::of(register, catalogue);
        let mut sheet = sheet;
        let silent = silent_fields(register, &sheet);
        let troubled = by_row(&of_file, &sheet);
        let mut first: HashMap<RecordId, (u32, usize)> = HashMap::new();
        for Row { row, mut draft } in std::mem::take(&mut sheet.rows) {
            let of_row = troubled.get(&row).map(Vec::as_slice).unwrap_or_default();
            // Of two rows that claim one id, the second is kept as a record of its own.
            if of_row.iter().any(|finding| finding.code == "id-twice") {
                draft.id = None;
            }
            keep_silent(&mut draft, register, &silent, &index);
            let (mut record, troubles) = door.accept(draft, &index);
            record.review.extend(of_row.iter().map(|finding| review(finding)));
            findings.extend(troubles.into_iter().map(|finding| sheet.place(row, finding)));
            // Rows without an id that have one key are one record; if they differ, one of them would be lost.
            match first.get(&record.id) {
                Some((earlier, at)) if rows[*at].record.fields != record.fields => {
                    let finding = Finding::severe("key-twice").with("earlier", earlier);
                    record.review.push(review(&finding));
                    let finding = finding.at(Spot::record(&register.id, record.id.as_str()));
                    findings.push(sheet.place(row, finding));
                    record.id = RecordId::from_content([record.id.as_str(), &format!("{:?}", record.fields)]);
                }
                Some(_) => {}
                None => {
                    first.insert(record.id.clone(), (row, rows.len()));
                }
            }
            index.learn(register, &record);
            rows.push(AcceptedRow { file: sheet.file.clone(), sheet: sheet.name.clone(), row, record });
            done += 1;
            if done % 1_000 == 0 {
                progress(done, total);
            }
        }
    }
    progress(total, total);
    let arriving: Vec<&Record> = rows.iter().map(|row| &row.record).collect();
    let confirmed = outcome::confirm_arriving(project, &arriving).await?;
    let mut confirmed: BTreeMap<RecordId, Record> = confirmed.into_iter().map(|of| (of.id.clone(), of)).collect();
    for row in rows.iter_mut().filter(|row| row.record.register == PROBLEM) {
        if let Some(problem) = confirmed.remove(&row.record.id) {
            row.record = problem;
        }
    }
    let following = confirmed.into_values().collect();
    Ok(Accepted { rows, findings, index, following })
}

/// Troubles of the file by the row of this sheet that they stand in.
fn by_row<'f>(of_file: &'f [Finding], sheet: &Sheet) -> HashMap<u32, Vec<&'f Finding>> {
    let mut by_row: HashMap<u32, Vec<&Finding>> = HashMap::new();
    for finding in of_file {
        let spot = &finding.spot;
        if let Some(row) = spot.row.filter(|_| spot.sheet == sheet.name && spot.file.as_deref() == Some(&sheet.file)) {
            by_row.entry(row).or_default().push(finding);
        }
    }
    by_row
}

fn review(finding: &Finding) -> Review {
    Review {
        code: finding.code.to_string(),
        field: finding.spot.field.clone().unwrap_or_default(),
        typed: finding.args.get("typed").cloned().unwrap_or_default(),
    }
}

/// Fields that the sheet has no column for. It says nothing of them, also not that they are empty.
fn silent_fields<'r>(register: &'r Register, sheet: &Sheet) -> Vec<&'r Field> {
    let is_silent = |field: &&Field| !field.is_computed() && !sheet.columns.contains_key(&field.id);
    // Records of a text file have no columns; they say all there is.
    let fields = register.fields.iter().filter(|_| !sheet.columns.is_empty());
    fields.filter(is_silent).collect()
}

/// A record that the file changes keeps what the file is silent about.
fn keep_silent(draft: &mut Draft, register: &Register, silent: &[&Field], index: &Index<'_>) {
    if silent.is_empty() {
        return;
    }
    let id = draft.id.as_deref().and_then(|id| RecordId::read(id.trim()));
    let Some(current) = id.and_then(|id| index.current(&register.id, &id)) else { return };
    for field in silent {
        let kept = match current.get(&field.id) {
            None => continue,
            // Two files may have one name; the digest says which it is.
            Some(Value::File(file)) => file.sha256.clone(),
            Some(value) => value.plain(),
        };
        // A cell that somebody added in the preview is not silent.
        draft.fields.entry(field.id.clone()).or_insert(kept);
    }
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
    for register in catalogue.registers().iter().filter(|register| !register.sealed) {
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
