//! An XLSForm becomes a survey: the XForm that phones are served, a register for its answers, and the
//! [`Shape`](crate::shape::Shape) by which submissions are read. XLSForm → XForm is done by the crate `rxform`, behind one function; where that crate is known to
//! be wrong the form is refused before, with sheet, row and column (`checks`). The register is made from the XForm
//! (`register`), so that a ready XForm takes the same way.

mod checks;
mod document;
mod expressions;
mod kinds;
mod merge;
mod names;
mod references;
mod register;
mod rows;
mod sheets;
pub(crate) mod tree;
mod xpath;

pub use merge::{Difference, merge};
pub use sheets::{Cell, Grid, Sheets};

use crate::xform::Form;
use auyl_domain::id::sha256;
use auyl_domain::{Catalogue, Finding, Refusal, Register, Spot, finding};
use rxform::xls::{Workbook, sheet_from_rows};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The columns of the settings with the title in further languages begin so: `form_title::Русский (ru)`.
const TITLE: &str = "form_title::";

/// Among which registers a survey will stand.
#[derive(Clone, Copy)]
pub struct Into<'a> {
    /// Registers that its questions may choose from.
    pub catalogue: &'a Catalogue,
    /// Roles that may enter answers.
    pub write: &'a [String],
    /// What its registers and lists begin with, so that surveys of two projects stay apart: `s3`.
    pub prefix: &'a str,
}

/// A survey that is ready to be offered.
#[derive(Clone, PartialEq, Debug)]
pub struct Survey {
    /// What phones are served, and how their submissions are read.
    pub form: Form,
    /// The register of the answers first, then one for each repeat.
    pub registers: Vec<Register>,
    /// The same as files of the catalogue, path and text: `registers/…` and `choices/…`.
    pub files: Vec<(String, String)>,
    /// Names of files that the form shows or reads, to be uploaded beside it.
    pub media: Vec<String>,
}

/// Reads an uploaded form: an XLSX, or XForm XML. `fallback` is the id of a form that does not say one. A choice from
/// `<register>.csv` is a link to that register. There is no survey where a finding is severe.
///
/// # Errors
/// `workbook-unreadable` and `workbook-protected`; wrong content is a finding.
pub fn read(
    file: &str,
    fallback: Option<&str>,
    bytes: &[u8],
    into: Into<'_>,
) -> Result<(Option<Survey>, Vec<Finding>), Refusal> {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    if start.starts_with(b"<") {
        let broken = || Refusal::of("workbook-unreadable").with("file", file).with("reason", "broken");
        let xml = std::str::from_utf8(bytes).map_err(|_| broken())?;
        return Ok(register::survey(file, xml.trim_start_matches('\u{feff}'), None, into));
    }
    Ok(from_sheets(file, fallback, Sheets::read(file, bytes)?, into))
}

/// Reads a ready form kept as text (`catalogue/surveys/*.md`): a heading `# survey` and a table for each sheet. A row
/// `| @gender |` of the choices stands for the list of that name in the catalogue.
pub fn read_text(file: &str, text: &str, into: Into<'_>) -> (Option<Survey>, Vec<Finding>) {
    from_sheets(file, None, Sheets::from_text(text, into.catalogue), into)
}

fn from_sheets(
    file: &str,
    fallback: Option<&str>,
    mut sheets: Sheets,
    into: Into<'_>,
) -> (Option<Survey>, Vec<Finding>) {
    let place = |mut finding: Finding| {
        finding.spot.file = Some(file.into());
        finding
    };
    let root = sheets.get("settings").and_then(root_of).unwrap_or_else(|| "data".into());
    let mut findings = checks::all(&sheets);
    if let Some(survey) = sheets.get_mut("survey") {
        findings.extend(references::resolve(survey, &root));
    }
    let findings: Vec<Finding> = findings.into_iter().map(place).collect();
    if finding::has_severe(&findings) {
        return (None, findings);
    }
    match convert(file, fallback, &sheets) {
        Ok(xml) => register::survey(file, &xml, sheets.title(), into),
        Err(finding) => (None, vec![place(*finding)]),
    }
}

/// The one door to `rxform`.
fn convert(file: &str, fallback: Option<&str>, sheets: &Sheets) -> Result<String, Box<Finding>> {
    let sheet = |name: &str| sheets.get(name).map(|grid| sheet_from_rows(grid.rows_as_text())).unwrap_or_default();
    let mut book = Workbook { survey: sheet("survey"), choices: sheet("choices"), ..Workbook::default() };
    book.settings = sheet_from_rows(settings(sheets));
    let stem = fallback.unwrap_or_else(|| file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    // Nothing outlives the call but its answer.
    let done = catch_unwind(AssertUnwindSafe(|| rxform::convert_workbook_full(&book, &stem)));
    let told = |detail: &str| Finding::severe("xlsform-wrong").with("detail", detail);
    match done {
        Ok(Ok(conversion)) => Ok(conversion.xml),
        Ok(Err(error)) => {
            let grid = error.location.sheet.as_deref().and_then(|name| sheets.get(name));
            let column = error.location.column.as_deref();
            let letters = column.and_then(|column| grid.and_then(|grid| grid.letters_of(column)));
            let spot = Spot {
                sheet: error.location.sheet.clone(),
                row: error.location.row.and_then(|row| u32::try_from(row).ok()),
                column: letters.or(column.map(str::to_string)),
                ..Spot::default()
            };
            let hint = error.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
            Err(Box::new(told(&format!("{}{hint}", error.message)).at(spot)))
        }
        Err(_) => Err(Box::new(told("?"))),
    }
}

/// The name of the root element, where the settings give one.
fn root_of(settings: &Grid) -> Option<String> {
    let (column, _) = settings.headings().find(|(_, heading)| heading.eq_ignore_ascii_case("name"))?;
    let (_, row) = settings.below().next()?;
    let name = row.get(column)?.text().trim();
    (!name.is_empty()).then(|| name.to_string())
}

/// The settings; a form without a version gets one made from its content, so that a changed form is a new version.
fn settings(sheets: &Sheets) -> Vec<Vec<String>> {
    let rows = sheets.get("settings").map(Grid::rows_as_text).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    rows.resize_with(rows.len().max(2), Vec::new);
    // XLSForm knows one title; those in further languages are ours (see `Sheets::title`).
    let of_language: Vec<usize> = (0..rows[0].len()).filter(|at| rows[0][*at].trim().starts_with(TITLE)).collect();
    for row in &mut rows {
        let mut at = 0..;
        row.retain(|_| !at.next().is_some_and(|at| of_language.contains(&at)));
    }
    let at = rows[0].iter().position(|header| header.trim() == "version").unwrap_or_else(|| {
        rows[0].push("version".into());
        rows[0].len() - 1
    });
    let width = rows[1].len().max(at + 1);
    rows[1].resize(width, String::new());
    if rows[1][at].trim().is_empty() {
        let mut all = String::new();
        for (name, grid) in sheets.iter() {
            all.push_str(&format!("{name}{:?}", grid.rows_as_text()));
        }
        rows[1][at] = sha256(all.as_bytes())[..12].to_string();
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nothing() -> Catalogue {
        Catalogue::read([]).0
    }

    proptest! {
        #[test]
        fn foreign_sheets_are_read_or_refused(rows in prop::collection::vec(prop::collection::vec(prop_oneof![
            "begin_(group|repeat)|end_(group|repeat)|text|integer|range|calculate|select_one c( or_other)?|rank c|note",
            "[a-c]|[а-в ]{0,4}|id|",
            "[$]\\{[a-c]{0,2}\\}?( > 1)?|yes|<&\\PC{0,3}|",
        ], 0..7), 0..14)) {
            let rows: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
            let text = format!(
                "# survey\n| type | name | label | relevant | calculation | default | parameters |\n{}\n# choices\n| list_name | name | label |\n| c | x | Х |",
                rows.join("\n"),
            );
            let (survey, findings) = read_text("a.md", &text, Into { catalogue: &nothing(), write: &[], prefix: "s" });
            prop_assert!(survey.is_some() || finding::has_severe(&findings));
        }

        #[test]
        fn foreign_xml_is_read_or_refused(parts in prop::collection::vec(
            "</?(h:head|h:body|model|instance|data|itext|translation|text|value|group|repeat|a)( (id|ref|nodeset|lang)=\"/?(data|a|jr:itext\\('a'\\))\")?>|[a-zқ]{0,5}",
            0..60,
        )) {
            let xml = format!(
                r#"<h:html><h:head><h:title>A {{a}}</h:title><model><instance><data id="a"><a/></data></instance></model></h:head><h:body>{}</h:body></h:html>"#,
                parts.concat(),
            );
            let (survey, findings) = read("a.xml", None, xml.as_bytes(), Into { catalogue: &nothing(), write: &[], prefix: "s" }).expect("XML is never refused");
            prop_assert!(survey.is_some() || finding::has_severe(&findings));
        }
    }
}
