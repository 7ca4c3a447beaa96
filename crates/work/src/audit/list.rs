//! Audits as an XLSX list, a row for each finding, to sort, filter and tick off: report, how bad, what, where, what to do,
//! and what a person said of it.

use super::told::severity_phrase;
use super::{Quoted, Report};
use crate::Trouble;
use auyl_domain::Lang;
use auyl_domain::words::Phrases;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// Columns by their phrases, and how wide they are, in letters.
const COLUMNS: [(&str, f64); 9] = [
    ("audit-report", 32.0),
    ("audit-severity", 14.0),
    ("audit-code", 26.0),
    ("audit-sure", 10.0),
    ("audit-finding", 70.0),
    ("audit-place", 70.0),
    ("audit-todo", 60.0),
    ("audit-mark", 14.0),
    ("audit-reason", 40.0),
];

/// The workbook; the same reports give the same bytes.
pub fn xlsx(reports: &[Report], phrases: &Phrases, lang: Lang) -> Result<Vec<u8>, Trouble> {
    write(reports, phrases, lang).map_err(Trouble::machine)
}

fn write(reports: &[Report], phrases: &Phrases, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let sheet = workbook.add_worksheet().set_name(phrases.say(lang, "audit-title"))?;
    for (column, (key, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, phrases.say(lang, key), &bold)?;
    }
    let mut row = 0;
    for report in reports {
        if let Some(refused) = &report.refused {
            row += 1;
            sheet.write_string_with_format(row, 0, &report.file, &wrapped)?;
            sheet.write_string_with_format(row, 4, refused, &wrapped)?;
        }
        for remark in &report.findings {
            row += 1;
            let quotes = remark.quotes.iter().map(quote).collect::<Vec<_>>().join("\n");
            let mark = remark.mark.map(|mark| phrases.say(lang, &mark.phrase())).unwrap_or_default();
            sheet.write_number_with_format(row, 3, f64::from(remark.confidence), &wrapped)?;
            let texts = [
                (0, &report.file),
                (1, &phrases.say(lang, severity_phrase(remark.severity))),
                (2, &remark.code),
                (4, &remark.message),
                (5, &quotes),
                (6, &remark.todo),
                (7, &mark),
                (8, &remark.reason),
            ];
            for (column, text) in texts {
                sheet.write_string_with_format(row, column, text, &wrapped)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, row.max(1), COLUMNS.len() as u16 - 1)?;
    workbook.save_to_buffer()
}

/// The place and the words around it.
fn quote(quote: &Quoted) -> String {
    format!("{}: {}«{}»{}", super::page::place(quote), quote.before, quote.text, quote.after)
}
