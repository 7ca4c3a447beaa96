//! Files that are no workbook, or no longer one, or worse: each is refused, none harms.

use auyl_domain::{Catalogue, Lang};
use auyl_forms::workbook;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(crate::village::catalogue);

/// A small workbook with two rows, to be damaged.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let by_name = |file: &auyl_domain::value::FileRef| file.name.clone();
    let mut writer = workbook::Writer::of(&CATALOGUE, Lang::Kk, &by_name, true).expect("a writer");
    let register = CATALOGUE.register("participant").expect("participants");
    writer.begin_sheet(register).expect("a sheet");
    for n in 0..2 {
        writer.row(&crate::village::record(register, &CATALOGUE, n)).expect("a row");
    }
    writer.finish().expect("a workbook")
});

fn check(bytes: &[u8], expected: Expect) {
    let said = match workbook::read("село.xlsx", bytes, &CATALOGUE) {
        Ok(read) => format!("{} sheets, {} findings", read.sheets.len(), read.findings.len()),
        Err(refusal) => format!("{}: {}", refusal.code(), refusal.message(CATALOGUE.phrases(), Lang::En)),
    };
    expected.assert_eq(&said);
}

/// The parts of a workbook, one of them replaced.
fn with_part(name: &str, content: &[u8], times: usize) -> Vec<u8> {
    let mut whole = zip::ZipArchive::new(Cursor::new(WHOLE.as_slice())).expect("a ZIP");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for at in 0..whole.len() {
        let part = whole.by_index_raw(at).expect("a part");
        if part.name().expect("a name") != name {
            out.raw_copy_file(part).expect("copied");
        }
    }
    out.start_file(name, options).expect("a part");
    for _ in 0..times {
        out.write_all(content).expect("written");
    }
    out.finish().expect("a ZIP").into_inner()
}

#[test]
fn what_is_no_workbook_is_refused_with_what_to_do() {
    check(
        b"",
        expect![[
            r#"workbook-unreadable: "село.xlsx" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more."#
        ]],
    );
    check(
        b"id,title\n1,2\n",
        expect![[
            r#"workbook-unreadable: "село.xlsx" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more."#
        ]],
    );
    check(
        &WHOLE[..WHOLE.len() / 2],
        expect![[
            r#"workbook-unreadable: "село.xlsx" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more."#
        ]],
    );
    check(
        &with_part("xl/workbook.xml", b"<workbook", 1),
        expect![[
            r#"workbook-unreadable: "село.xlsx" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more."#
        ]],
    );
    check(
        &with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c r=\"A1\"><v>1</v>", 1),
        expect![[
            r#"workbook-unreadable: "село.xlsx" is not a whole Excel workbook. Open it in Excel, save it as .xlsx and try again; if it does not open, copy or download it once more."#
        ]],
    );
}

#[test]
fn old_and_protected_workbooks_are_told_apart() {
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(2048, 0);
    check(
        &old,
        expect![[
            r#"workbook-unreadable: "село.xlsx" is a workbook of an old kind (.xls). Open it in Excel, save it as .xlsx and try again."#
        ]],
    );
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(
        &old,
        expect![[
            r#"workbook-protected: "село.xlsx" is protected with a password. Open it in Excel, remove the password and save it."#
        ]],
    );
}

#[test]
fn a_part_that_unpacks_far_beyond_its_use_is_refused() {
    let bomb = with_part("xl/styles.xml", &[b' '; 1 << 20], 10);
    assert!(bomb.len() < 100_000);
    check(
        &bomb,
        expect![[
            r#"workbook-unreadable: "село.xlsx" is too large when unpacked. Divide it into several workbooks and try again."#
        ]],
    );
}

#[test]
fn two_far_corners_do_not_make_a_table_of_everything_between() {
    let corners = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    check(&with_part("xl/worksheets/sheet1.xml", corners, 1), expect!["1 sheets, 1 findings"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damaged_bytes_never_panic(cut in 0_usize..20_000, flips in prop::collection::vec((0_usize..20_000, any::<u8>()), 0..6)) {
        let mut bytes = WHOLE.clone();
        for (at, byte) in flips {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if cut < bytes.len() {
            bytes.truncate(cut);
        }
        let _ = workbook::read("село.xlsx", &bytes, &CATALOGUE);
    }

    #[test]
    fn damaged_sheets_never_panic(
        part in prop::sample::select(vec!["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]),
        words in prop::collection::vec(prop::sample::select(vec![
            "<worksheet>", "<sheetData>", "<row r=\"0\">", "<row r=\"99999999999\">", "<c r=\"A1\" t=\"s\">", "<c r=\"ZZZZZZZ1\">",
            "<c r=\"\" s=\"99999\">", "<c t=\"e\">", "<v>-1</v>", "<v>1e999</v>", "<v>#N/A</v>", "</c>", "</row>", "</sheetData>",
            "<dimension ref=\"A0:A0\"/>", "<mergeCells>", "<mergeCell ref=\"B9:A1\"/>", "</mergeCells>", "</worksheet>", "<f t=\"shared\" si=\"9\">",
            "<cellXfs>", "<xf numFmtId=\"999\"/>", "</cellXfs>", "<styleSheet>", "</styleSheet>", "<sheets>", "<sheet name=\"\" r:id=\"rId9\"/>",
            "<workbook>", "&#x0;", "&amp;", "<is><t>", "</t></is>", "<Relationships>", "<Relationship Id=\"rId1\" Target=\"../../x\"/>",
        ]), 0..24),
    ) {
        let bytes = with_part(part, words.concat().as_bytes(), 1);
        let _ = workbook::read("село.xlsx", &bytes, &CATALOGUE);
    }
}
