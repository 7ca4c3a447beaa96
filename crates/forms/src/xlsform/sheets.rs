//! The sheets of an XLSForm as cells with their places, from XLSX or from the text in which ready forms are kept.

use super::{TITLE, document};
use crate::sheet::letters;
use crate::workbook::guard;
use auyl_domain::{Catalogue, Lang, Refusal, Words};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows and columns of one sheet that are looked at; no form has more, and an area is a table in memory.
const MOST_CELLS: usize = 2_000_000;

/// Rows of one sheet. The largest known forms have a few thousand questions; what converts them looks at each several times.
const MOST_ROWS: usize = 20_000;

/// One cell.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, or a number as text.
    Text(String),
    /// A cell of kind yes or no.
    Flag(bool),
    /// A day or a time, which Excel keeps as a number; what it looked like is lost.
    Moment,
}

/// One sheet: rows from the first, each with all its cells.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grid {
    rows: Vec<Vec<Cell>>,
}

/// The sheets of a form, by name in lower case.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheets {
    all: Vec<(String, Grid)>,
}

impl Cell {
    /// Its text, as the form means it.
    pub fn text(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            Cell::Flag(true) => "true()",
            Cell::Flag(false) => "false()",
            Cell::Empty | Cell::Moment => "",
        }
    }
}

impl Sheets {
    /// Reads a workbook.
    pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Sheets, Refusal> {
        guard::check(file, bytes)?;
        let unreadable = |reason: &str| Refusal::of("workbook-unreadable").with("file", file).with("reason", reason);
        // The reader beneath overflows on cell names such as `ZZZZZZZ1`. Nothing outlives the call but its answer.
        let read = catch_unwind(AssertUnwindSafe(|| read_all(bytes)));
        match read {
            Ok(Some(Ok(sheets))) => Ok(sheets),
            Ok(Some(Err(TooLarge))) => Err(unreadable("large")),
            Ok(None) | Err(_) => Err(unreadable("broken")),
        }
    }

    /// Writes them as a workbook: what is kept as text here, in the form in which people change it.
    ///
    /// # Errors
    /// What the writer of workbooks cannot do.
    pub fn to_workbook(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, grid) in &self.all {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            for (row, cells) in (0u32..).zip(grid.rows_as_text()) {
                for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
        // The same questionnaire gives the same bytes.
        book.set_properties(
            &rust_xlsxwriter::DocProperties::new()
                .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?),
        );
        book.save_to_buffer()
    }

    /// Reads the text form: `# name`, then a table of lines `| a | b |`; `\|` is a bar, other lines are remarks. `@gender`
    /// stands for a list of the catalogue, in the columns list, name and the three languages.
    pub fn from_text(text: &str, catalogue: &Catalogue) -> Sheets {
        let mut sheets = Sheets::default();
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("# ") {
                sheets.all.push((name.trim().to_lowercase(), Grid::default()));
            } else if let (Some(row), Some((_, grid))) = (line.strip_prefix('|'), sheets.all.last_mut()) {
                let row = row.strip_suffix('|').unwrap_or(row).replace("\\|", "\u{1}");
                let cell = |cell: &str| match cell.trim() {
                    "" => Cell::Empty,
                    text => Cell::Text(text.replace('\u{1}', "|").replace("\\n", "\n")),
                };
                match row.trim().strip_prefix('@').map(|list| list.trim_matches([' ', '|'])) {
                    Some(list) => grid.rows.extend(of_catalogue(list, catalogue)),
                    None => grid.rows.push(row.split('|').map(cell).collect()),
                }
            }
        }
        sheets
    }

    /// The sheet of this name.
    pub fn get(&self, name: &str) -> Option<&Grid> {
        self.all.iter().find(|(known, _)| known == name).map(|(_, grid)| grid)
    }

    /// The sheet of this name, to be changed.
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Grid> {
        self.all.iter_mut().find(|(known, _)| known == name).map(|(_, grid)| grid)
    }

    /// The title of the form in our languages, where its settings say it in several: `form_title::Русский (ru)`.
    pub fn title(&self) -> Option<Words> {
        let settings = self.get("settings")?;
        let (_, row) = settings.below().next()?;
        let mut words = Words::default();
        let mut is_translated = false;
        for (at, heading) in settings.headings() {
            let title = row.get(at).map(Cell::text).unwrap_or_default().trim();
            match heading.strip_prefix(TITLE) {
                Some(name) if !title.is_empty() => {
                    is_translated = true;
                    document::put(&mut words, document::lang(name), title);
                }
                None if heading == "form_title" => document::put(&mut words, None, title),
                _ => {}
            }
        }
        is_translated.then(|| document::filled(&words))
    }

    /// All sheets.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Grid)> {
        self.all.iter().map(|(name, grid)| (name.as_str(), grid))
    }
}

impl Grid {
    /// All cells, row by row from the first.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The position of the row of headings: the first that is not empty.
    pub fn head(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.iter().any(|cell| !cell.text().trim().is_empty()))
    }

    /// Headings by column.
    pub fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        let row = self.head().map(|at| self.rows[at].as_slice()).unwrap_or_default();
        row.iter().enumerate().map(|(at, cell)| (at, cell.text().trim())).filter(|(_, text)| !text.is_empty())
    }

    /// Rows below the headings with their numbers from 1.
    pub fn below(&self) -> impl Iterator<Item = (u32, &[Cell])> {
        let from = self.head().map_or(self.rows.len(), |at| at + 1);
        let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.rows.iter().enumerate().skip(from).map(move |(at, row)| (number(at), row.as_slice()))
    }

    /// [`Grid::below`], to be changed.
    pub(super) fn below_mut(&mut self) -> impl Iterator<Item = (u32, &mut Vec<Cell>)> {
        let from = self.head().map_or(self.rows.len(), |at| at + 1);
        let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.rows.iter_mut().enumerate().skip(from).map(move |(at, row)| (number(at), row))
    }

    /// Letters of the column with this heading.
    pub(super) fn letters_of(&self, heading: &str) -> Option<String> {
        let found = self.headings().find(|(_, text)| text.eq_ignore_ascii_case(heading));
        found.and_then(|(at, _)| u32::try_from(at).ok()).map(letters)
    }

    pub(super) fn rows_as_text(&self) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.iter().map(|cell| cell.text().to_string()).collect()).collect()
    }
}

fn of_catalogue(list: &str, catalogue: &Catalogue) -> Vec<Vec<Cell>> {
    let all = catalogue.choices(list).map(|list| list.all.as_slice()).unwrap_or_default();
    let row = |choice: &auyl_domain::catalogue::Choice| {
        let words = Lang::ALL.map(|lang| Cell::Text(choice.label.get(lang).to_string()));
        [list, &choice.id].map(|text| Cell::Text(text.to_string())).into_iter().chain(words).collect()
    };
    all.iter().map(row).collect()
}

/// More cells than any form has.
struct TooLarge;

fn read_all(bytes: &[u8]) -> Option<Result<Sheets, TooLarge>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Sheets::default();
    for name in book.sheet_names() {
        let wanted = name.trim().to_lowercase();
        if !["survey", "choices", "settings", "external_choices", "entities"].contains(&wanted.as_str()) {
            continue;
        }
        let mut reader = book.worksheet_cells_reader(&name).ok()?;
        let mut grid = Grid::default();
        let mut rest = MOST_CELLS;
        while let Some(found) = reader.next_cell().ok()? {
            let (row, column) = found.get_position();
            let (row, column) = (row as usize, column as usize);
            if row >= MOST_ROWS {
                return Some(Err(TooLarge));
            }
            let cell = cell(&Data::from(found.get_value().clone()));
            if cell == Cell::Empty {
                continue;
            }
            let grown = (row + 1).saturating_sub(grid.rows.len()) + column + 1;
            let Some(left) = rest.checked_sub(grown) else { return Some(Err(TooLarge)) };
            rest = left;
            grid.rows.resize_with(grid.rows.len().max(row + 1), Vec::new);
            let cells = &mut grid.rows[row];
            cells.resize(cells.len().max(column + 1), Cell::Empty);
            cells[column] = cell;
        }
        sheets.all.push((wanted, grid));
    }
    Some(Ok(sheets))
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Bool(yes) => Cell::Flag(*yes),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => Cell::Moment,
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => Cell::Text(format!("{number:.0}")),
        Data::Float(number) => Cell::Text(number.to_string()),
        Data::Int(number) => Cell::Text(number.to_string()),
        Data::String(text) if text.trim().is_empty() => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        other => Cell::Text(other.to_string()),
    }
}
