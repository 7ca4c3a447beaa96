//! The budget of a rural district as a maslikhat's decision publishes it: codes of the classification, names and sums in
//! thousand tenge, part by part. Its lowest lines become rows of the register of budget lines; what stands above them is
//! compared with their sum. What the rows are known by is data (`law/village_budget.toml`). In reading order: this file
//! (the workbook), `annex` (one of its sheets).

mod annex;

use super::guard;
use super::read::{self, Stop};
use crate::intake::RawRow;
use crate::sheet::{Row, Sheet, Sheets, letters};
use annex::{Layout, Line};
use auyl_domain::amount::{TIYN, plain_scaled, read_scaled, shown_scaled};
use auyl_domain::views::{BUDGET_LINE, PLACE};
use auyl_domain::{Catalogue, Draft, Finding, Refusal, Spot};
use calamine::{Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What rows are known by.
const FILE: &str = "law/village_budget.toml";
/// More cells than any decision has.
const MOST_CELLS: usize = 500_000;

/// Reads the annexes of a decision as rows of budget lines of a village.
///
/// # Errors
/// `workbook-unreadable` and `workbook-protected`; what does not add up is a finding.
pub fn read(name: &str, bytes: &[u8], catalogue: &Catalogue, place: &str) -> Result<Sheets, Refusal> {
    guard::check(name, bytes)?;
    let unreadable = |reason: &str| Refusal::of("workbook-unreadable").with("file", name).with("reason", reason);
    let sheets = catch_unwind(AssertUnwindSafe(|| cells(bytes)));
    let sheets = match sheets {
        Ok(Ok(sheets)) => sheets,
        Ok(Err(Stop::TooMany)) => return Err(unreadable("large")),
        _ => return Err(unreadable("broken")),
    };
    let text = catalogue.file(FILE).unwrap_or_default();
    let faulty =
        |error: toml::de::Error| Refusal::of("catalogue-has-faults").with("spot", FILE).with("detail", error.message());
    let layout: Layout = toml::from_str(text).map_err(faulty)?;
    let mut read = Sheets::default();
    // Lines of the sheets so far: in which of them a line stands, by year and key.
    let mut known: BTreeMap<(i64, String), (usize, usize)> = BTreeMap::new();
    for (sheet, rows) in &sheets {
        let spot = Spot { file: Some(name.into()), sheet: Some(sheet.clone()), ..Spot::default() };
        let Some(annex) = layout.annex(sheet, rows, &spot, &mut read.findings) else { continue };
        let title = format!("title_{}", annex.lang.code());
        let mut columns: BTreeMap<String, String> =
            annex.columns.iter().map(|(field, at)| (field.clone(), letters(*at))).collect();
        columns.insert(title.clone(), letters(annex.name_column));
        let mut rows = Vec::new();
        for line in annex.lines {
            match known.get(&(annex.year, line.key.clone())) {
                Some((at, row)) => {
                    let spot = Spot { row: Some(line.row), ..spot.clone() };
                    read.findings.extend(line.join(&mut read.sheets[*at].rows[*row].draft, &title, &spot));
                }
                None => {
                    known.insert((annex.year, line.key.clone()), (read.sheets.len(), rows.len()));
                    rows.push(line.row(place, annex.year, &title));
                }
            }
        }
        if !rows.is_empty() {
            let register = BUDGET_LINE.to_string();
            read.sheets.push(Sheet { register, file: name.into(), name: Some(sheet.clone()), columns, rows });
        }
    }
    if read.sheets.is_empty() && read.findings.is_empty() {
        let finding = Finding::severe("decision-nothing").with("file", name);
        read.findings.push(finding.at(Spot { file: Some(name.into()), ..Spot::default() }));
    }
    Ok(read)
}

fn cells(bytes: &[u8]) -> Result<Vec<(String, Vec<RawRow>)>, Stop> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Stop::Broken)?;
    let mut rest = MOST_CELLS;
    let mut sheets = Vec::new();
    for sheet in book.sheet_names() {
        match read::rows(&mut book, &sheet, &mut rest) {
            Ok(rows) => sheets.push((sheet, rows)),
            Err(Stop::NoCells) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(sheets)
}

impl Line {
    fn row(self, place: &str, year: i64, title: &str) -> Row {
        let mut draft = Draft::default();
        let texts =
            [(PLACE, place.to_string()), ("year", year.to_string()), ("part", self.part), ("source", self.source)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        draft.fields.extend(texts.map(|(field, text)| (field.to_string(), text)));
        draft.fields.insert(title.into(), self.name);
        draft.fields.extend(self.sums.into_iter().map(|(field, tiyn)| (field, plain_scaled(tiyn, TIYN))));
        Row { row: self.row, draft }
    }

    /// Adds what a sheet says of a line that stood on an earlier one: its name in the other language, sums that were not told
    /// there. Where the two differ the first is taken.
    fn join(self, draft: &mut Draft, title: &str, spot: &Spot) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (field, tiyn) in &self.sums {
            let told = draft.fields.entry(field.clone()).or_insert_with(|| plain_scaled(*tiyn, TIYN));
            let told = read_scaled(told, TIYN).unwrap_or_default();
            if told != *tiyn {
                let finding = Finding::warning("decision-twice").with("name", &self.name);
                let finding = finding.with("sum", shown_scaled(told, TIYN)).with("other", shown_scaled(*tiyn, TIYN));
                findings.push(finding.at(spot.clone()));
            }
        }
        draft.fields.entry(title.into()).or_insert(self.name);
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Workbook;

    /// Sheets as names and rows of cells; a cell that is a number is one. Then the lines that are read, and what is found.
    fn check(sheets: &[(&str, &str)], expected: &str) {
        let mut book = Workbook::new();
        for (name, text) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*name).expect("a name");
            for (row, line) in (0..).zip(text.lines()) {
                for (column, cell) in (0..).zip(line.split('|').map(str::trim)).filter(|(_, cell)| !cell.is_empty()) {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number(row, column, number),
                        Err(_) => sheet.write_string(row, column, cell),
                    }
                    .expect("a cell");
                }
            }
        }
        let text = include_str!("../../../../catalogue/law/village_budget.toml");
        let mut files = BTreeMap::new();
        files.insert(FILE.to_string(), text.to_string());
        let (catalogue, _) = Catalogue::read(files);
        let read =
            read("sheshim.xlsx", &book.save_to_buffer().expect("bytes"), &catalogue, "ulgi").expect("a workbook");
        let line = |row: &Row| {
            let told = |field: &str| row.draft.fields.get(field).map(String::as_str).unwrap_or("-").to_string();
            ["year", "part", "source", "title_kk", "title_ru", "plan", "actual_half", "actual"].map(told).join(" | ")
        };
        let lines = read.sheets.iter().flat_map(|sheet| sheet.rows.iter().map(line));
        let found = read.findings.iter().map(|finding| {
            let args = finding.args.iter().map(|(name, value)| format!(" {name}={value}")).collect::<String>();
            let args = args.replace('\u{a0}', "'");
            let row = finding.spot.row.map(|row| format!(" row {row}")).unwrap_or_default();
            format!("{}{args}{row}", finding.code)
        });
        assert_eq!(lines.chain(found).collect::<Vec<_>>().join("\n"), expected);
    }

    const RU: &str = "Приложение 1 к решению маслихата от 25 декабря 2023 года № 12-3
        Бюджет Ульгинского сельского округа на 2024 год
        Категория||||Сумма, тысяч тенге
        |Класс|||
        ||Подкласс|Наименование|
        |||1. Доходы|30.5
        1|||Налоговые поступления|10.5
        |1||Подоходный налог|4
        ||2|Индивидуальный подоходный налог|4
        |4||Налоги на собственность|6.5
        ||1|Налоги на имущество|2
        ||4|Налог на транспортные средства|4.5
        4|||Поступления трансфертов|20
        |2||Трансферты из вышестоящих органов|20
        ||3|Трансферты из районного бюджета|20
        Функциональная группа|||Наименование|
        |||2. Затраты|32
        1|||Государственные услуги|20
        |124||Аппарат акима|20
        ||1|Услуги по обеспечению деятельности акима|20
        7|||Жилищно-коммунальное хозяйство|12
        |124||Аппарат акима|12
        ||8|Освещение улиц|12
        |||3. Чистое бюджетное кредитование|0
        |||5. Дефицит (профицит) бюджета|-1.5
        |||6. Финансирование дефицита (использование профицита) бюджета|1.5
        8|||Используемые остатки бюджетных средств|1.5";

    const LINES: &str = "2024 | revenue | tax | - | Индивидуальный подоходный налог | 4000 | - | -
2024 | revenue | tax | - | Налоги на имущество | 2000 | - | -
2024 | revenue | tax | - | Налог на транспортные средства | 4500 | - | -
2024 | revenue | transfers | - | Трансферты из районного бюджета | 20000 | - | -
2024 | spending | - | - | Услуги по обеспечению деятельности акима | 20000 | - | -
2024 | spending | - | - | Освещение улиц | 12000 | - | -
2024 | deficit | - | - | Дефицит (профицит) бюджета | -1500 | - | -
2024 | financing | - | - | Используемые остатки бюджетных средств | 1500 | - | -";

    #[test]
    fn the_lowest_lines_of_a_decision_are_read_and_what_stands_above_them_adds_up() {
        check(&[("прил 1", RU)], LINES);
        let wrong = RU.replace("Налоги на собственность|6.5", "Налоги на собственность|7");
        check(
            &[("прил 1", &wrong)],
            &format!(
                "{LINES}\ndecision-sum name=Налоговые поступления parts=11'000 sum=10'500 row 7\ndecision-sum name=Налоги на собственность parts=6'500 sum=7'000 row 10"
            ),
        );
    }

    #[test]
    fn an_execution_report_has_the_plan_and_what_was_done() {
        check(
            &[(
                "2024 год",
                "Исполнение, тенге
                 |Наименование|План|Исполнено за полугодие|Исполнено за год|% исполнения
                 |Затраты|500|200|450|90
                 |Освещение улиц|300|100|300|100
                 |Благоустройство|200|100|150|75",
            )],
            "2024 | spending | - | - | Освещение улиц | 300 | 100 | 300\n2024 | spending | - | - | Благоустройство | 200 | 100 | 150",
        );
    }

    #[test]
    fn a_line_is_one_in_both_languages() {
        let kk = "2024 жылға арналған бюджет, мың теңге
                  |Атауы|Сомасы
                  |Шығындар|32
                  7|Көшелерді жарықтандыру|32";
        let ru = "Бюджет на 2024 год, тысяч тенге
                  |Наименование|Сумма
                  |Затраты|31
                  7|Освещение улиц|31";
        check(
            &[("kk", kk), ("ru", ru)],
            "2024 | spending | - | Көшелерді жарықтандыру | Освещение улиц | 32000 | - | -\ndecision-twice name=Освещение улиц other=31'000 sum=32'000 row 4",
        );
    }

    #[test]
    fn what_is_no_decision_is_said() {
        check(&[("a", "Бауыржан|5")], "decision-nothing file=sheshim.xlsx");
        check(&[("a", "Наименование|Сумма\nДоходы|5")], "decision-no-year sheet=a");
        check(
            &[("2024 год", "Наименование|Сумма\nЗатраты|5")],
            "2024 | spending | - | - | Затраты | 5000 | - | -\ndecision-no-unit sheet=2024 год",
        );
    }
}
