//! What was written out comes in again as it was: every register of the catalogue, every language, every word of
//! every list, as a workbook and as CSV.

use crate::village::{Village, catalogue, record};
use auyl_domain::draft::Door;
use auyl_domain::value::FileRef;
use auyl_domain::{Catalogue, Lang, Record, Register};
use auyl_forms::{Sheet, plain, workbook};

/// What is sealed is in no workbook.
fn offered(catalogue: &Catalogue) -> Vec<&Register> {
    catalogue.registers().iter().filter(|register| !register.sealed).collect()
}

/// Enough records that every word of the longest list comes round.
fn records(register: &Register, catalogue: &Catalogue) -> Vec<Record> {
    (0..32).map(|n| record(register, catalogue, n)).collect()
}

fn by_name(file: &FileRef) -> String {
    file.name.clone()
}

fn accepted(sheet: &Sheet, catalogue: &Catalogue) -> Vec<Record> {
    let register = catalogue.register(&sheet.register).expect("a register of the catalogue");
    let door = Door::of(register, catalogue);
    let accept = |row: &auyl_forms::Row| {
        let (record, findings) = door.accept(row.draft.clone(), &Village);
        let odd: Vec<_> = findings.iter().filter(|finding| finding.code != "record-merged").collect();
        assert!(odd.is_empty(), "{} row {}: {odd:?}", sheet.register, row.row);
        record
    };
    sheet.rows.iter().map(accept).collect()
}

#[test]
fn a_workbook_in_any_language_comes_back_as_the_same_records() {
    let catalogue = catalogue();
    for lang in Lang::ALL {
        let mut writer = workbook::Writer::of(&catalogue, lang, &by_name, true).expect("a writer");
        for register in offered(&catalogue) {
            writer.begin_sheet(register).expect("a sheet");
            for record in records(register, &catalogue) {
                writer.row(&record).expect("a row");
            }
        }
        let bytes = writer.finish().expect("a workbook");
        let read = workbook::read("auyl.xlsx", &bytes, &catalogue).expect("our own workbook");
        assert_eq!(read.findings, vec![], "{lang:?}");
        let registers: Vec<&str> = read.sheets.iter().map(|sheet| sheet.register.as_str()).collect();
        let expected: Vec<&str> = offered(&catalogue).iter().map(|register| register.id.as_str()).collect();
        assert_eq!(registers, expected, "{lang:?}");
        for (register, sheet) in offered(&catalogue).into_iter().zip(&read.sheets) {
            assert_eq!(accepted(sheet, &catalogue), records(register, &catalogue), "{} {lang:?}", register.id);
        }
    }
}

#[test]
fn csv_comes_back_as_the_same_records() {
    let catalogue = catalogue();
    for register in catalogue.registers() {
        let records = records(register, &catalogue);
        let text = plain::write(register, &records, &by_name, true);
        let (sheet, findings) = plain::read(register, "auyl.csv", &text);
        assert_eq!(findings, vec![], "{}", register.id);
        assert_eq!(accepted(&sheet, &catalogue), records, "{}", register.id);
    }
}

#[test]
fn an_empty_form_has_every_register_and_no_row() {
    let catalogue = catalogue();
    for lang in Lang::ALL {
        let bytes = workbook::template(&catalogue, lang).expect("a workbook");
        assert_eq!(bytes, workbook::template(&catalogue, lang).expect("a workbook"), "the same bytes again");
        let read = workbook::read("form.xlsx", &bytes, &catalogue).expect("our own workbook");
        assert_eq!(read.findings, vec![], "{lang:?}");
        assert_eq!(read.sheets.len(), offered(&catalogue).len());
        for sheet in &read.sheets {
            assert!(sheet.rows.is_empty(), "{}: {:?}", sheet.register, sheet.rows);
            let register = catalogue.register(&sheet.register).expect("a register");
            let offered = register.fields.iter().filter(|field| !field.is_computed()).count();
            assert_eq!(sheet.columns.len(), offered + 1, "{} {lang:?}", sheet.register);
        }
    }
}

#[test]
fn what_is_personal_stays_at_home_when_asked() {
    let catalogue = catalogue();
    let register = catalogue.register("participant").expect("participants");
    let saule = record(register, &catalogue, 0);
    let text = plain::write(register, [&saule], &by_name, false);
    assert!(!text.contains("Сәуле") && !text.contains("+7702") && !text.contains("birth_year"), "{text}");
    let mut writer = workbook::Writer::of(&catalogue, Lang::Kk, &by_name, false).expect("a writer");
    writer.begin_sheet(register).expect("a sheet");
    writer.row(&saule).expect("a row");
    let read = workbook::read("public.xlsx", &writer.finish().expect("a workbook"), &catalogue).expect("readable");
    let fields: Vec<&String> = read.sheets[0].rows[0].draft.fields.keys().collect();
    assert_eq!(fields, ["consent", "gender", "ngo_member", "place", "status", "statuses"]);
}
