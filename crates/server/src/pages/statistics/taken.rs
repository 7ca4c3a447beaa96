//! A chart as a file to keep, and its numbers as a table for other programs, each with the measure that counts it.

use super::counted::{counted, seen};
use super::drawn::{id, svg};
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::{Quantity, Refusal};
use auyl_work::statistics::Statistic;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;

/// `{chart}.svg` or `{chart}.csv`.
pub async fn file(here: Here, Path((_, file)): Path<(String, String)>) -> Result {
    here.must(Action::See, None)?;
    let missing = || Refusal::of("page-missing");
    let (name, kind) = file.rsplit_once('.').ok_or_else(missing)?;
    let found = counted(&here).await?;
    let all = seen(&here, &found.value);
    let (statistic, _) = all.into_iter().find(|(statistic, _)| id(statistic) == name).ok_or_else(missing)?;
    let (content, body) = match kind {
        "svg" => ("image/svg+xml", svg(&here, &found.value, statistic, true)),
        "csv" => ("text/csv; charset=utf-8", csv(statistic)),
        _ => return Err(missing().into()),
    };
    let named = format!("attachment; filename=\"{}-{file}\"", here.project.id);
    let headers = [(header::CONTENT_TYPE, content.to_string()), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, body).into_response())
}

/// A line for each number. Spreadsheets know by the first sign that it is UTF-8.
fn csv(statistic: &Statistic) -> String {
    let mut text = String::from("\u{feff}group,series,value,low,high,unit,measure\r\n");
    for group in &statistic.groups {
        for (series, value) in statistic.series.iter().zip(&group.values) {
            let number = match value.quantity {
                Quantity::Number(number) => number.to_string(),
                Quantity::Ratio { numerator, denominator } => format!("{:.6}", numerator as f64 / denominator as f64),
                Quantity::Nothing => String::new(),
            };
            let bound = |bound: Option<f64>| bound.map(|bound| format!("{bound:.6}")).unwrap_or_default();
            let cells = [
                quoted(&group.label.text),
                quoted(&series.text),
                number,
                bound(value.uncertainty.map(|of| of.interval.low)),
                bound(value.uncertainty.map(|of| of.interval.high)),
                quoted(&value.unit),
                quoted(&value.measure),
            ];
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
    }
    text
}

/// A text of a cell. One that begins like a formula is given a sign before it, so that no spreadsheet runs it.
pub fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = format!("{}{text}", if is_formula { "'" } else { "" });
    match text.contains([',', '"', '\n', '\r', ';']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_text_and_never_a_formula() {
        assert_eq!(quoted("Камыстыбас"), "Камыстыбас");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("сход, \"первый\""), "\"сход, \"\"первый\"\"\"");
    }
}
