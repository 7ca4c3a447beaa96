//! What can be taken along: the table of a question for other programs, and the page of one village in one wave.

use super::found::Look;
use super::question::{Asked, value};
use super::{counted, rounds, said, seen, survey};
use crate::ask::Here;
use crate::pages::report::{attachment, in_format, kind};
use crate::pages::statistics::quoted;
use crate::stop::Result;
use auyl_domain::access::Verdict;
use auyl_domain::statistics::Shown;
use auyl_domain::{Lang, Refusal};
use auyl_work::waves::paper::{Order, paper};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;

/// A line for each number, and one for each change. Spreadsheets know by the first sign that it is UTF-8.
pub async fn csv(
    here: Here,
    Path((_, register, field)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result {
    let (survey, verdict) = survey(&here, &register)?;
    let missing = || Refusal::of("page-missing");
    let question = seen(&survey, verdict).into_iter().find(|of| of.field.id == field).ok_or_else(missing)?;
    let cube = counted(&here, &survey, Some(&field)).await?;
    let names = rounds::places(&here, cube.event).await?;
    let value = value(&here, &question, &cube, &asked.value);
    let about = asked.about();
    let said = said(&here);
    let look = Look { said, survey: &survey, question: &question, cube: &cube, value: &value, about, verdict };
    let mut text = String::from("\u{feff}part,name,wave,n,yes,value,low,high,p\r\n");
    let number = |number: f64| format!("{number:.6}");
    for part in look.parts(&names) {
        for line in part.lines {
            let begin = format!("{},{}", part.key, quoted(&line.label));
            for (wave, cell) in cube.waves().iter().zip(&line.cells) {
                let numbers = match cell {
                    Shown::Value(Some(row)) => {
                        let [low, high] =
                            row.interval.map_or([const { String::new() }; 2], |of| [of.low, of.high].map(number));
                        format!("{},{},{},{low},{high},", row.n, row.yes, number(row.value))
                    }
                    Shown::Value(None) => ",,,,,".to_string(),
                    Shown::Suppressed => "withheld,,,,,".to_string(),
                };
                text.push_str(&format!("{begin},{wave},{numbers}\r\n"));
            }
            let Some((change, (from, to))) = line.change.zip(look.ends()) else { continue };
            let (by, of, p) = change.told();
            let numbers = [by, of.low, of.high, p].map(number).join(",");
            text.push_str(&format!("{begin},{from} -> {to},,,{numbers}\r\n"));
        }
    }
    let named = format!("attachment; filename=\"{}-{register}-{field}.csv\"", here.project.id);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()), (header::CONTENT_DISPOSITION, named)];
    Ok((headers, text).into_response())
}

/// Of which village and wave the page is.
#[derive(Deserialize)]
pub struct Village {
    #[serde(default)]
    wave: String,
    #[serde(default)]
    place: String,
    lang: Option<String>,
}

/// The page of a village as DOCX.
pub async fn docx(here: Here, Path((_, register)): Path<(String, String)>, Query(of): Query<Village>) -> Result {
    village(here, &register, &of, "docx").await
}

/// The page of a village as PDF.
pub async fn pdf(here: Here, Path((_, register)): Path<(String, String)>, Query(of): Query<Village>) -> Result {
    village(here, &register, &of, "pdf").await
}

async fn village(here: Here, register: &str, of: &Village, format: &'static str) -> Result {
    let (survey, verdict) = survey(&here, register)?;
    // The page of one village is for the team: in one village many groups are small.
    if verdict == Verdict::PublicFields {
        return Err(Refusal::of("not-allowed").into());
    }
    let lang = of.lang.as_deref().and_then(Lang::read).unwrap_or_else(|| here.lang());
    let questions: Vec<String> = seen(&survey, verdict).iter().map(|question| question.field.id.clone()).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let order = Order { survey: &survey, wave: &of.wave, place: &of.place, lang, questions: &questions };
    let document = paper(&here.project, &order).await?.ok_or_else(|| Refusal::of("page-missing"))?;
    let bytes = in_format(&here.app, &document, format).await?;
    let name = format!("{register}-{}-{}-{}.{format}", of.place, of.wave, lang.code());
    Ok(attachment(&name, kind(format), bytes))
}
