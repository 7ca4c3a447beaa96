//! The budget of a rural district as a maslikhat's decision publishes it: codes of the classification, names and sums in
//! thousand tenge, part by part. Its lowest lines become rows of the register of budget lines; what stands above them is
//! compared with their sum. What the rows are known by is data (`law/village_budget.toml`).

use super::guard;
use super::read::{self, Stop};
use crate::cell::Serial;
use crate::intake::{Raw, RawRow};
use crate::sheet::{Row, Sheet, Sheets, letters};
use auyl_domain::amount::TIYN;
use auyl_domain::views::BUDGET_LINE;
use auyl_domain::words::fold;
use auyl_domain::{Catalogue, Draft, Finding, Lang, Refusal, Spot};
use calamine::{Reader, Xlsx};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

const FILE: &str = "law/village_budget.toml";
/// More cells than any decision has.
const MOST_CELLS: usize = 500_000;
/// The part that is one sum and has no lines.
const TOTAL_ONLY: &str = "deficit";

/// How decisions are laid out.
#[derive(Deserialize)]
struct Layout {
    part: Vec<Begins>,
    source: Vec<Begins>,
    column: Vec<Holds>,
    unit: Vec<Unit>,
    year: Year,
}

#[derive(Deserialize)]
struct Begins {
    id: String,
    begins: Vec<String>,
}

#[derive(Deserialize)]
struct Holds {
    id: String,
    holds: Vec<String>,
}

#[derive(Deserialize)]
struct Unit {
    tenge: i64,
    holds: Vec<String>,
}

#[derive(Deserialize)]
struct Year {
    words: Vec<String>,
}

/// A row with a name and a sum.
struct Told {
    row: u32,
    /// Codes by column.
    codes: Vec<String>,
    name: String,
    /// Tiyn by field.
    sums: BTreeMap<String, i64>,
}

/// A line that has none below it.
struct Line {
    row: u32,
    part: String,
    source: String,
    /// What it is told apart by, whatever the language.
    key: String,
    name: String,
    sums: BTreeMap<String, i64>,
}

/// One annex: the budget of one year in one language.
struct Annex {
    year: i64,
    lang: Lang,
    lines: Vec<Line>,
    columns: BTreeMap<String, u32>,
    name_column: u32,
}

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
    let layout: Layout = toml::from_str(text).map_err(|_| unreadable("layout"))?;
    let mut read = Sheets::default();
    // Lines of the sheets so far: in which of them a line stands, by year and key.
    let mut known: BTreeMap<(i64, String), (usize, usize)> = BTreeMap::new();
    for (sheet, rows) in &sheets {
        let spot = Spot { file: Some(name.into()), sheet: Some(sheet.clone()), ..Spot::default() };
        let Some(annex) = layout.annex(sheet, rows, &spot, &mut read.findings) else { continue };
        let title = if annex.lang == Lang::Kk { "title_kk" } else { "title_ru" };
        let mut columns: BTreeMap<String, String> =
            annex.columns.iter().map(|(field, at)| (field.clone(), letters(*at))).collect();
        columns.insert(title.into(), letters(annex.name_column));
        let mut rows = Vec::new();
        for line in annex.lines {
            match known.get(&(annex.year, line.key.clone())) {
                Some((at, row)) => {
                    let same: &mut Sheet = &mut read.sheets[*at];
                    let draft = &mut same.rows[*row].draft;
                    let plan = sum(line.sums.get("plan").copied().unwrap_or_default());
                    let told = draft.fields.get("plan").cloned().unwrap_or_default();
                    if told != plan {
                        let finding = Finding::warning("decision-languages").with("name", &line.name);
                        let finding = finding.with("sum", told).with("other", plan);
                        read.findings.push(finding.at(Spot { row: Some(line.row), ..spot.clone() }));
                    }
                    draft.fields.insert(title.into(), line.name);
                }
                None => {
                    known.insert((annex.year, line.key.clone()), (read.sheets.len(), rows.len()));
                    rows.push(line.row(place, annex.year, title));
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
            [("place", place.to_string()), ("year", year.to_string()), ("part", self.part), ("source", self.source)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        draft.fields.extend(texts.map(|(field, text)| (field.to_string(), text)));
        draft.fields.insert(title.into(), self.name);
        draft.fields.extend(self.sums.into_iter().map(|(field, tiyn)| (field, sum(tiyn))));
        Row { row: self.row, draft }
    }
}

/// Tenge as they are typed.
fn sum(tiyn: i64) -> String {
    let (tenge, rest) = (tiyn / TIYN, (tiyn % TIYN).abs());
    let sign = if tiyn < 0 && tenge == 0 { "-" } else { "" };
    if rest == 0 { format!("{tenge}") } else { format!("{sign}{tenge}.{rest:02}") }
}

impl Layout {
    fn annex(&self, sheet: &str, rows: &[RawRow], spot: &Spot, findings: &mut Vec<Finding>) -> Option<Annex> {
        let begins = rows.iter().position(|(_, cells)| {
            cells.values().any(|cell| self.part_of(text(cell)).is_some())
                && cells.values().any(|cell| number(cell).is_some())
        })?;
        let above = &rows[..begins];
        let said: Vec<String> =
            above.iter().flat_map(|(_, cells)| cells.values().map(|cell| fold(text(cell)))).collect();
        let columns = self.columns(above, &rows[begins..])?;
        let first = columns.values().copied().min()?;
        let name_column = name_column(&rows[begins..], first)?;
        let holds = |words: &[String]| said.iter().any(|text| words.iter().any(|word| text.contains(&fold(word))));
        let unit = self.unit.iter().find(|unit| holds(&unit.holds)).map_or(1_000, |unit| unit.tenge);
        let told: Vec<Told> = rows[begins..]
            .iter()
            .filter_map(|(row, cells)| told(*row, cells, &columns, name_column, unit * TIYN))
            .collect();
        let is_kazakh = told.iter().any(|told| {
            told.name.contains(['қ', 'ғ', 'ұ', 'ү', 'ә', 'ө', 'ң', 'Қ', 'Ғ', 'Ұ', 'Ү', 'Ә', 'Ө', 'І', 'і'])
        });
        let lines = self.lines(told, spot, findings);
        let Some(year) = self.year_of(&said).or_else(|| self.year_of(&[fold(sheet)])) else {
            findings.push(Finding::severe("decision-no-year").with("sheet", sheet).at(spot.clone()));
            return None;
        };
        let lang = if is_kazakh { Lang::Kk } else { Lang::Ru };
        Some(Annex { year, lang, lines, columns, name_column })
    }

    /// The part that a row begins.
    fn part_of(&self, name: &str) -> Option<&str> {
        known(&self.part, name)
    }

    /// The year that the texts say a budget is of.
    fn year_of(&self, said: &[String]) -> Option<i64> {
        let words: Vec<String> = self.year.words.iter().map(|word| fold(word)).collect();
        said.iter().find_map(|text| {
            let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            let is = |pair: &&[&str]| words.iter().any(|word| word == pair[1]);
            all.windows(2).filter(is).find_map(|pair| pair[0].parse().ok().filter(|year| (2018..=2100).contains(year)))
        })
    }

    /// Which columns hold sums: by their headings, else the last with numbers.
    fn columns(&self, above: &[RawRow], rows: &[RawRow]) -> Option<BTreeMap<String, u32>> {
        let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
        for column in
            rows.iter().flat_map(|(_, cells)| cells.iter().filter(|(_, cell)| number(cell).is_some()).map(|it| it.0))
        {
            *numbers.entry(*column).or_default() += 1;
        }
        let mut columns = BTreeMap::new();
        for (column, cell) in above.iter().rev().flat_map(|(_, cells)| cells) {
            let heading = fold(text(cell));
            let fits = |of: &&Holds| of.holds.iter().any(|word| heading.contains(&fold(word)));
            if let Some(of) = self
                .column
                .iter()
                .rev()
                .find(|of| of.id.is_empty())
                .filter(fits)
                .or_else(|| self.column.iter().find(fits))
                && numbers.contains_key(column)
                && !of.id.is_empty()
                && !columns.values().any(|known| known == column)
            {
                columns.entry(of.id.clone()).or_insert(*column);
            }
        }
        if columns.is_empty() {
            columns.insert("plan".to_string(), *numbers.keys().next_back()?);
        }
        Some(columns)
    }

    /// The lowest lines of all parts.
    fn lines(&self, told: Vec<Told>, spot: &Spot, findings: &mut Vec<Finding>) -> Vec<Line> {
        let mut parts: Vec<(String, Told, Vec<Told>)> = Vec::new();
        for told in told {
            match self.part_of(&told.name) {
                // Below a part its own name is a line like any.
                Some(part) if !parts.iter().any(|(known, ..)| known == part) => {
                    parts.push((part.to_string(), told, Vec::new()));
                }
                _ => {
                    if let Some((.., below)) = parts.last_mut() {
                        below.push(told);
                    }
                }
            }
        }
        let mut lines = Vec::new();
        for (part, whole, below) in parts {
            self.part_lines(&part, whole, below, spot, &mut lines, findings);
        }
        lines
    }

    fn part_lines(
        &self,
        part: &str,
        whole: Told,
        below: Vec<Told>,
        spot: &Spot,
        lines: &mut Vec<Line>,
        findings: &mut Vec<Finding>,
    ) {
        let below = if part == TOTAL_ONLY { Vec::new() } else { below };
        let source = |told: &Told| (part == "revenue").then(|| known(&self.source, &told.name)).flatten();
        let has_codes = below.iter().any(|told| told.depth().is_some());
        let has_sources = below.iter().any(|told| source(told).is_some());
        // The part itself is above all; without codes, what a source has stands below it.
        let depth = |told: &Told| match told.depth() {
            _ if !has_codes => usize::from(has_sources && source(told).is_none()) + 1,
            depth => depth.map_or(1, |depth| depth + 1),
        };
        let depths: Vec<usize> = std::iter::once(0).chain(below.iter().map(depth)).collect();
        let all: Vec<&Told> = std::iter::once(&whole).chain(&below).collect();
        let below_of = |at: usize| {
            let end = (at + 1..all.len()).find(|next| depths[*next] <= depths[at]).unwrap_or(all.len());
            at + 1..end
        };
        let (mut current, mut path) = (String::new(), Vec::new());
        for (at, told) in all.iter().enumerate() {
            if let Some(found) = source(told) {
                current = found.to_string();
            }
            path.truncate(depths[at]);
            path.resize(depths[at], String::new());
            path.push(told.codes.iter().rev().find(|code| !code.is_empty()).cloned().unwrap_or_default());
            let inner = below_of(at);
            let first = inner.clone().map(|inner| depths[inner]).min();
            let direct = inner.filter(|inner| Some(depths[*inner]) == first).map(|inner| all[inner]);
            if first.is_some() {
                for (field, sum_told) in &told.sums {
                    let parts: i64 = direct.clone().filter_map(|of| of.sums.get(field)).sum();
                    if parts != *sum_told {
                        let finding = Finding::warning("decision-sum").with("name", &told.name);
                        let finding = finding.with("sum", sum(*sum_told)).with("parts", sum(parts));
                        findings.push(finding.at(Spot { row: Some(told.row), ..spot.clone() }));
                    }
                }
            } else if told.sums.values().any(|sum| *sum != 0) {
                let key = match has_codes {
                    true => path.join("/"),
                    false => at.to_string(),
                };
                let source = if part == "revenue" { current.clone() } else { String::new() };
                let taken = |line: &Line| line.part == part && line.name == told.name;
                // Two programmes may bear one name.
                let name = match lines.iter().any(taken) {
                    true => format!(
                        "{} ({})",
                        told.name,
                        path.iter().filter(|code| !code.is_empty()).cloned().collect::<Vec<_>>().join(" ")
                    ),
                    false => told.name.clone(),
                };
                let (row, sums) = (told.row, told.sums.clone());
                lines.push(Line { row, part: part.into(), source, key: format!("{part} {key}"), name, sums });
            }
        }
    }
}

impl Told {
    /// How deep its last code stands.
    fn depth(&self) -> Option<usize> {
        self.codes.iter().rposition(|code| !code.is_empty())
    }
}

/// A row that has a name and a sum.
fn told(
    row: u32,
    cells: &BTreeMap<u32, Raw>,
    columns: &BTreeMap<String, u32>,
    name_column: u32,
    unit: i64,
) -> Option<Told> {
    let name = plain(text(cells.get(&name_column)?)).to_string();
    let is_name = name.chars().any(char::is_alphabetic);
    let amount = |column: &u32| Some((number(cells.get(column)?)? * unit as f64).round() as i64);
    let sums = columns.iter().filter_map(|(field, column)| Some((field.clone(), amount(column)?)));
    let sums: BTreeMap<String, i64> = sums.collect();
    let code = |column: u32| match cells.get(&column) {
        Some(Raw::Text(text)) => text.trim().to_string(),
        Some(Raw::Number(Serial { number, .. })) => number.to_string(),
        _ => String::new(),
    };
    (is_name && !sums.is_empty()).then(|| Told { row, codes: (0..name_column).map(code).collect(), name, sums })
}

/// The column before the sums in which most is written.
fn name_column(rows: &[RawRow], first: u32) -> Option<u32> {
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for (column, cell) in rows.iter().flat_map(|(_, cells)| cells.range(..first)) {
        *letters.entry(*column).or_default() += text(cell).chars().filter(|letter| letter.is_alphabetic()).count();
    }
    letters.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0).map(|(column, _)| column)
}

fn known<'l>(all: &'l [Begins], name: &str) -> Option<&'l str> {
    let name = fold(plain(name));
    let longest = |of: &'l Begins| {
        let fits = of.begins.iter().map(|word| fold(word)).filter(|word| name.starts_with(word.as_str()));
        Some((fits.map(|word| word.len()).max()?, of.id.as_str()))
    };
    all.iter().filter_map(longest).max().map(|(_, id)| id)
}

/// A name without the number before it: `1) доходы`, `II. Затраты`.
fn plain(name: &str) -> &str {
    let name = name.trim();
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'І'));
    match rest.starts_with(['.', ')']) {
        true => rest.trim_start_matches(['.', ')', ' ', '\u{a0}']),
        false => name,
    }
}

fn text(cell: &Raw) -> &str {
    match cell {
        Raw::Text(text) => text,
        Raw::Number(_) | Raw::Error(_) => "",
    }
}

/// A sum; a text is one where nothing but digits stands in it.
fn number(cell: &Raw) -> Option<f64> {
    match cell {
        Raw::Number(Serial { number, is_dated: false, .. }) => Some(*number),
        Raw::Text(text) => {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            text.replace(',', ".").replace(['−', '–'], "-").parse().ok().filter(|n: &f64| n.is_finite())
        }
        _ => None,
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
                "{LINES}\ndecision-sum name=Налоговые поступления parts=11000 sum=10500 row 7\ndecision-sum name=Налоги на собственность parts=6500 sum=7000 row 10"
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
            "2024 | spending | - | Көшелерді жарықтандыру | Освещение улиц | 32000 | - | -\ndecision-languages name=Освещение улиц other=31000 sum=32000 row 4",
        );
    }

    #[test]
    fn what_is_no_decision_is_said() {
        check(&[("a", "Бауыржан|5")], "decision-nothing file=sheshim.xlsx");
        check(&[("a", "Наименование|Сумма\nДоходы|5")], "decision-no-year sheet=a");
    }
}
