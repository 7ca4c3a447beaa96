//! Questionnaires of a hundred questions in three languages, as a person who knows XLSForm would write them. `cargo xtask
//! bench` publishes them; by hand: `bench_survey N FOLDER` writes `long_0.xlsx` to `long_{N-1}.xlsx`.

use rust_xlsxwriter::{Workbook, XlsxError};
use std::error::Error;
use std::path::Path;

const QUESTIONS: usize = 100;
const CHOICES: usize = 20;
const LABELS: [&str; 3] = ["label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [number, folder] = arguments.as_slice() else { return Err("N FOLDER".into()) };
    for number in 0..number.parse()? {
        let id = format!("long_{number}");
        std::fs::write(Path::new(folder).join(format!("{id}.xlsx")), questionnaire(&id)?)?;
    }
    println!("questions {QUESTIONS}");
    Ok(())
}

fn questionnaire(id: &str) -> Result<Vec<u8>, XlsxError> {
    let mut survey = vec![
        [&["type", "name"], &LABELS[..], &["required", "relevant"]]
            .concat()
            .into_iter()
            .map(str::to_string)
            .collect::<Vec<_>>(),
    ];
    survey.extend((0..QUESTIONS).map(|at| {
        let kind = ["text", "integer", "select_one c", "select_multiple c", "date"][at % 5];
        let when = if at > 5 { format!("${{q{}}} != ''", at - 1) } else { String::new() };
        let labels = [format!("{at}-сұрақ"), format!("Вопрос {at}"), format!("Question {at}")];
        [&[kind.into(), format!("q{at}")], &labels[..], &["yes".into(), when]].concat()
    }));
    let mut choices =
        vec![[&["list_name", "name"], &LABELS[..]].concat().into_iter().map(str::to_string).collect::<Vec<_>>()];
    choices.extend((0..CHOICES).map(|at| {
        let labels = [format!("{at}-сөз"), format!("Слово {at}"), format!("Word {at}")];
        [&["c".into(), format!("w{at}")], &labels[..]].concat()
    }));
    let settings = [["form_title", "form_id", "default_language"], ["Ұзын", id, "Қазақша (kk)"]];
    let settings = settings.map(|row| row.map(str::to_string).to_vec()).to_vec();
    let mut book = Workbook::new();
    for (name, rows) in [("survey", survey), ("choices", choices), ("settings", settings)] {
        let sheet = book.add_worksheet().set_name(name)?;
        for (at, row) in (0..).zip(&rows) {
            for (column, text) in (0..).zip(row) {
                sheet.write_string(at, column, text)?;
            }
        }
    }
    book.save_to_buffer()
}
