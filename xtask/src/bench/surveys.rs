//! What an office does with a survey: it publishes a long questionnaire, and takes a hundred thousand answers out again as
//! scripts do, page by page and as one table.

use super::Line;
use super::programs::{Folder, Programs};
use crate::office::Office;
use anyhow::{bail, ensure};
use std::time::Instant;

/// Submissions that are taken out.
const ANSWERS: usize = 100_000;
/// Their form.
const FORM: &str = "survey_engagement";
/// Rows of a first page: as many as the page of ODK Central asks for, and as many as a script would.
const PAGES: [usize; 2] = [250, 1_000];
/// Questionnaires that are published one after another, and how often a page is asked for.
const TURNS: usize = 11;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// From the bytes of a workbook to a form that phones may fetch.
pub fn publish(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure("bench_survey", &TURNS.to_string(), &folder)?;
    let data = folder.path().join("data");
    std::fs::create_dir(&data)?;
    programs.measure_with("bench_submissions", &["0", &data.to_string_lossy()])?;
    let office = Office::open(&programs.program(), &data, None)?;
    let path = format!("/v1/projects/{}/forms?publish=true", office.project()?);
    let mut times = Vec::new();
    for number in 0..TURNS {
        let bytes = std::fs::read(folder.path().join(format!("long_{number}.xlsx")))?;
        let answer = office.post(&path, XLSX, &bytes)?;
        let said = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status == 200 && said.contains("\"publishedAt\":\"2"), "{} {said}", answer.status);
        times.push(answer.milliseconds);
    }
    times.sort_by(f64::total_cmp);
    let (median, most) = (times[TURNS / 2], times[TURNS - 1]);
    Ok(vec![Line {
        work: "XLSForm of 100 questions in three languages, sent and published: median of 11",
        target: "100 ms",
        measured: format!("{median:.0} ms (the longest {most:.0} ms)"),
        is_reached: median <= 100.0,
    }])
}

/// A hundred thousand submissions as OData and as CSV.
pub fn taken_out(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure_with("bench_submissions", &[&ANSWERS.to_string(), &folder.path().to_string_lossy()])?;
    let office = Office::open(&programs.program(), folder.path(), None)?;
    let form = format!("/v1/projects/{}/forms/{FORM}", office.project()?);
    let mut pages = Vec::new();
    for rows in PAGES {
        let page = format!("{form}.svc/Submissions?%24top={rows}&%24count=true");
        let mut times = Vec::new();
        for _ in 0..TURNS {
            let asked = Instant::now();
            let body = String::from_utf8(office.get(&page)?.body)?;
            times.push(asked.elapsed().as_secs_f64() * 1e3);
            let is_whole = body.contains(&format!("\"@odata.count\":{ANSWERS}"));
            ensure!(is_whole, "{}", body.chars().take(200).collect::<String>());
        }
        times.sort_by(f64::total_cmp);
        pages.push((times[TURNS / 2], times[TURNS - 1]));
    }
    let [(page, slowest), (long, _)] = pages[..] else { bail!("two pages") };
    let table = || Ok(office.get(&format!("{form}/submissions.csv.zip"))?.body);
    // What the database keeps in memory it keeps from now on.
    table()?;
    let before = office.megabytes()?;
    let asked = Instant::now();
    let (table, most) = office.most_megabytes(table)?;
    let seconds = asked.elapsed().as_secs_f64();
    // The list of what is in it stands at the end of a ZIP that is whole.
    ensure!(table.len() > ANSWERS && table[table.len() - 22..].starts_with(b"PK\x05\x06"), "the ZIP is cut off");
    Ok(vec![
        Line {
            work: "first page of OData, 250 of 100 000 submissions and their number: median of 11",
            target: "50 ms",
            measured: format!("{page:.0} ms (the slowest {slowest:.0} ms; of 1 000 submissions {long:.0} ms)"),
            is_reached: page <= 50.0,
        },
        Line {
            work: "the ZIP with the CSV of 100 000 submissions",
            target: "2 s, constant memory",
            measured: format!("{seconds:.2} s, at most {most:.0} MB ({before:.0} MB before)"),
            is_reached: seconds <= 2.0 && most <= before + 30.0,
        },
    ])
}
