//! Inputs to begin with. Nothing binary lies in the tree: a target writes its seeds itself into the folder that
//! `AUYL_SEEDS` names, before libFuzzer reads that folder.

use crate::package::Package;
use crate::shipped::{CATALOGUE, input, texts};
use auyl_domain::draft::Draft;
use auyl_domain::value::FileRef;
use auyl_domain::{Lang, RecordId};
use auyl_forms::{plain, workbook};
use auyl_reports::{docx, page};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// A small workbook with one sheet and two rows of testimonials.
pub static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let by_name = |file: &FileRef| file.name.clone();
    let mut writer = workbook::Writer::of(&CATALOGUE, Lang::Kk, &by_name, true).expect("a writer");
    let register = CATALOGUE.register("testimonial").expect("testimonials");
    writer.begin_sheet(register).expect("a sheet");
    for n in 1..3 {
        let fields = register.fields.iter().map(|field| (field.id.as_str(), "1"));
        let (mut record, _) = Draft::of(fields).accept(register, &CATALOGUE, &crate::door::Village);
        record.id = RecordId::read(&format!("t-{n}")).expect("an id");
        writer.row(&record).expect("a row");
    }
    writer.finish().expect("a workbook")
});

/// The workbook's parts, and some that Excel writes and we do not.
pub static WORKBOOK_PARTS: LazyLock<Package> =
    LazyLock::new(|| Package::of(&WORKBOOK, &["xl/sharedStrings.xml", "xl/comments1.xml", "xl/tables/table1.xml"]));

/// A page with everything the model has.
const PAGE: &str = r#"<html lang="kk" data-report="R-17"><title>Үлгі ауылының есебі</title><body>
<section class="landscape"><h1>Есеп</h1><p class="center">Жоба <b>«Ауыл үні»</b>, <i>2024</i><br>
<data value="a1">520</data> адам, <a href="https://example.org/a?b=1&amp;c=2">сілтеме</a></p>
<table><caption>1-кесте</caption><colgroup><col width="30"><col width="70"></colgroup>
<thead><tr><th colspan="2">Іс-шара</th></tr></thead>
<tbody><tr><td rowspan="2">Жиын</td><td>9</td></tr><tr><td><ul><li>Дина</li><li>Сәуле<ol><li>бір</li></ol></li></ul></td></tr></tbody>
</table><hr class="page-break"><p class="small">Ескерту &#1178;</p></section>
<section><h2>Екінші бөлім</h2><img src="file:00" alt="сурет" width="80"></section></body></html>"#;

/// A small paper.
pub static PAPER: LazyLock<Vec<u8>> = LazyLock::new(|| docx::write(&page::read(PAGE, &BTreeMap::new()).0));

/// The paper's parts.
pub static PAPER_PARTS: LazyLock<Package> = LazyLock::new(|| Package::of(&PAPER, &["word/numbering.xml"]));

/// A photo of one grey dot with the day and the place in it, as a telephone writes them.
fn photo() -> Vec<u8> {
    let tiff: Vec<u8> = [
        // Little-endian; the first list stands at 8: pointers to the moment and to the place.
        b"II*\0\x08\0\0\0\x02\0\x69\x87\x04\0\x01\0\0\0\x26\0\0\0\x25\x88\x04\0\x01\0\0\0\x4c\0\0\0\0\0\0\0".as_slice(),
        // The moment, at 0x26: 20 letters at 0x38.
        b"\x01\0\x03\x90\x02\0\x14\0\0\0\x38\0\0\0\0\0\0\0".as_slice(),
        b"2024:05:14 10:30:00\0".as_slice(),
        // The place, at 0x4c: letters inside, degrees, minutes and seconds at 0x82 and 0x9a.
        b"\x04\0\x01\0\x02\0\x02\0\0\0N\0\0\0\x02\0\x05\0\x03\0\0\0\x82\0\0\0".as_slice(),
        b"\x03\0\x02\0\x02\0\0\0E\0\0\0\x04\0\x05\0\x03\0\0\0\x9a\0\0\0\0\0\0\0".as_slice(),
        &[44_u32, 1, 57, 1, 0, 1, 65, 1, 21, 1, 0, 1].map(u32::to_le_bytes).concat(),
    ]
    .concat();
    let length = u16::try_from(2 + 6 + tiff.len()).expect("short").to_be_bytes();
    [&[0xff, 0xd8, 0xff, 0xe1], length.as_slice(), b"Exif\0\0", &tiff, &[0xff, 0xd9]].concat()
}

/// The seeds of a target.
fn of(target: &str) -> Vec<Vec<u8>> {
    let registers = CATALOGUE.registers().iter();
    let lines = |text: &'static str| text.lines().map(|line| line.as_bytes().to_vec());
    match target {
        "workbook" => [vec![WORKBOOK.clone()], WORKBOOK_PARTS.inputs()].concat(),
        "docx" | "foreign" => [vec![PAPER.clone()], PAPER_PARTS.inputs()].concat(),
        "text" => vec![include_bytes!("../../crates/reports/src/source/tests/village.txt").to_vec()],
        "pdf" => vec![include_bytes!("../../crates/reports/tests/mutations/page.pdf").to_vec()],
        "page" => vec![PAGE.into()],
        "csv" => registers
            .map(|register| input(&register.id, &plain::write(register, [], &|_| String::new(), true)))
            .chain([input("attendance", "id;event;participant\n1;ev-1;\"Дина\"\n2;ev-1;Сәуле\n")])
            .collect(),
        "records" => vec![
            input(
                "participant",
                "[[record]]\nid = \"p-1\"\nname = \"Дина\"\nbirth_year = 1982\nstatuses = [\"youth\"]\n",
            ),
            input("letter", "[[record]]\nid = \"x\"\ndated = 2024-05-14\nsum = 1.5\nyes = true\n"),
        ],
        "measure" => CATALOGUE
            .figures()
            .iter()
            .map(|figure| figure.measure.text().into())
            .chain(lines(include_str!("../words/measures.txt")))
            .collect(),
        "condition" => CATALOGUE
            .registers()
            .iter()
            .flat_map(|register| register.rules.iter().map(|rule| input(&register.id, rule.when.text())))
            .collect(),
        "register" => texts("registers").into_iter().map(|(_, text)| text.into_bytes()).collect(),
        "exif" => vec![photo()],
        _ => Vec::new(),
    }
}

/// Writes the seeds of a target where `AUYL_SEEDS` says, if it does.
pub fn sow(target: &str) {
    let Some(folder) = std::env::var_os("AUYL_SEEDS") else { return };
    for (n, seed) in of(target).into_iter().enumerate() {
        std::fs::write(Path::new(&folder).join(format!("seed-{n}")), seed).expect("the folder of seeds can be written");
    }
}
