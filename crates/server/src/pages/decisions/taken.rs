//! The analysis as files: a table for other programs, each column with the measure that counts it, and the chart.

use super::{counted, drawn};
use crate::ask::Here;
use crate::pages::statistics::quoted;
use crate::stop::Result;
use auyl_work::outcome::analysis::Line;
use axum::http::header;
use axum::response::IntoResponse;

/// Names of the waits as columns.
const WAITS: [&str; 4] = ["days_to_letter", "days_to_reply", "days_to_decision", "days_to_solution"];

/// A line for each village and one for all. Spreadsheets know by the first sign that it is UTF-8.
pub async fn csv(here: Here) -> Result {
    let analysis = counted(&here).await?;
    let ids = analysis.columns.iter().map(|column| column.id.to_string());
    let head: Vec<String> =
        std::iter::once("village".to_string()).chain(ids).chain(WAITS.map(str::to_string)).collect();
    let mut text = format!("\u{feff}{}\r\n", head.join(","));
    let mut line = |title: String, line: &Line| {
        let counts = line.counts.iter().map(i64::to_string);
        // Halves, with a point: programs read it in any country.
        let wait =
            |halves: &Option<i64>| halves.map(|halves| format!("{:.1}", halves as f64 / 2.0)).unwrap_or_default();
        let cells = std::iter::once(quoted(&title)).chain(counts).chain(line.waits.iter().map(wait));
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    for village in &analysis.villages {
        line(here.say.words(&village.title), village);
    }
    line(here.say.t("decisions-all"), &analysis.all);
    let measures = analysis.columns.iter().map(|column| quoted(&column.measure));
    let measures = std::iter::once("measure".to_string()).chain(measures).chain(WAITS.map(|_| "median".to_string()));
    text.push_str(&format!("{}\r\n", measures.collect::<Vec<_>>().join(",")));
    let named = format!("attachment; filename=\"{}-decisions.csv\"", here.project.id);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, text).into_response())
}

/// The chart as a file to keep.
pub async fn chart(here: Here) -> Result {
    let analysis = counted(&here).await?;
    let named = format!("attachment; filename=\"{}-decisions.svg\"", here.project.id);
    let headers = [(header::CONTENT_TYPE, "image/svg+xml".to_string()), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, drawn::svg(&here, &analysis, true)).into_response())
}
