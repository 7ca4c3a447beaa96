//! Reads a report that somebody else wrote and prints what was understood, with times: for looking at. A second name
//! is where a DOCX goes with a remark at each passage, and anything else as a DOCX of ours.

use auyl_domain::Finding;
use auyl_reports::docx::{self, annotate::annotate};
use auyl_reports::source::{self, Format, Limits, Passage, Source};
use std::time::Instant;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::read(&path).expect("the file can be read");
    let begin = Instant::now();
    match source::read(&path, &bytes, &Limits::default()) {
        Ok((source, findings)) => {
            eprintln!("{:?}", begin.elapsed());
            show(&source, &findings);
            if let Some(to) = std::env::args().nth(2) {
                let remark = |passage: &Passage| (passage.place, "Auyl", format!("{:?}", passage.place));
                let remarks: Vec<_> = source.passages().iter().map(remark).collect();
                let remarks: Vec<_> =
                    remarks.iter().map(|(place, author, text)| (*place, *author, text.as_str())).collect();
                let copy = match source.format {
                    Format::Docx => annotate(&path, &bytes, &remarks).expect("it was read"),
                    _ => docx::write(&source.document),
                };
                std::fs::write(to, copy).expect("the copy can be written");
            }
        }
        Err(refusal) => println!("{refusal}"),
    }
}

fn show(source: &Source, findings: &[Finding]) {
    println!("{:?} {:?} pages {:?} {findings:?}", source.format, source.document.title, source.pages);
    for passage in source.passages() {
        let place = passage.place;
        let at = place.table.zip(place.row).zip(place.column);
        let at = at.map(|((table, row), column)| format!(" t{table} r{row} c{column}")).unwrap_or_default();
        let kind = passage.heading.map(|level| format!(" h{level}")).unwrap_or_default();
        let entry = if passage.list_item { " li" } else { "" };
        let page = place.page.or(place.line).unwrap_or(0);
        println!("{} @{page}{at}{kind}{entry}: {}", place.passage, passage.text.replace('\n', " ⏎ "));
    }
    for table in source.tables() {
        println!(
            "table {} {}×{} headings {} before {:?} under {:?} within {:?}",
            table.number, table.rows, table.columns, table.header_rows, table.before, table.heading, table.within
        );
        for row in 1..=table.rows {
            let cells = table.cells.iter().filter(|cell| cell.row == row).map(|cell| {
                let short: String = cell.text.replace('\n', " ⏎ ").chars().take(28).collect();
                let span = if (cell.rowspan, cell.colspan) == (1, 1) {
                    String::new()
                } else {
                    format!("/{}×{}", cell.rowspan, cell.colspan)
                };
                format!("{}{span}:{short}", cell.column)
            });
            println!("  {row} | {}", cells.collect::<Vec<_>>().join(" | "));
        }
    }
}
