//! Writes the form: row 1 headings, row 2 advice, then records, or nothing where the form is still empty.
//! An export is the same form filled in, so that what was exported may be corrected and imported again.
//! User text is written as text only, whatever it begins with: a cell is never a formula.

use crate::cell::{self, Cell, Writing};
use crate::headings::{self, Headings, ID};
use auyl_domain::value::FileRef;
use auyl_domain::{Catalogue, Field, Kind, Lang, Record, Register};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;
use std::fmt;

/// The hidden sheet behind the drop-down lists.
pub(super) const LISTS: &str = "_lists";
/// Headings and advice; records begin below, counted from 0.
const FIRST_ROW: u32 = 2;
/// The last row that Excel has, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// The workbook could not be written: a text longer than a cell holds, a full disk behind the rows.
#[derive(Debug)]
pub struct WriteTrouble(XlsxError);

impl fmt::Display for WriteTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the workbook could not be written: {}", self.0)
    }
}

impl std::error::Error for WriteTrouble {}

impl From<XlsxError> for WriteTrouble {
    fn from(error: XlsxError) -> WriteTrouble {
        WriteTrouble(error)
    }
}

/// The empty form: one sheet per register, in the order of the registers.
pub fn template(catalogue: &Catalogue, lang: Lang) -> Result<Vec<u8>, WriteTrouble> {
    let no_files = |_: &FileRef| String::new();
    let mut writer = Writer::of(catalogue, lang, &no_files, true)?;
    for register in catalogue.registers().iter().filter(|register| !register.sealed) {
        writer.begin_sheet(register)?;
    }
    writer.finish()
}

/// Writes a workbook sheet by sheet and row by row; rows do not stay in memory.
pub struct Writer<'a> {
    book: Workbook,
    writing: Writing<'a>,
    personal: bool,
    formats: Formats,
    names: BTreeSet<String>,
    lists: BTreeSet<String>,
    sheet: Option<Current<'a>>,
}

struct Current<'a> {
    at: usize,
    next_row: u32,
    register: &'a Register,
    fields: Vec<&'a Field>,
}

struct Formats {
    heading: Format,
    required: Format,
    help: Format,
    text: Format,
    note: Format,
    day: Format,
    count: Format,
    money: Format,
}

impl Formats {
    fn new() -> Formats {
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let heading = heading.set_background_color(Color::RGB(0x00E3_EEF6));
        let help = Format::new().set_italic().set_font_size(8).set_font_color(Color::RGB(0x0070_7070));
        Formats {
            required: heading.clone().set_background_color(Color::RGB(0x00FB_E9C9)),
            heading,
            help: help.set_text_wrap().set_align(FormatAlign::Top),
            // Text keeps Excel from making a day of «1.4» and a number of a telephone number.
            text: Format::new().set_num_format("@"),
            note: Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
            day: Format::new().set_num_format("dd.mm.yyyy"),
            count: Format::new().set_num_format("#,##0"),
            money: Format::new().set_num_format("#,##0.00"),
        }
    }

    fn of(&self, field: &Field) -> Option<&Format> {
        match field.kind {
            Kind::Date => Some(&self.day),
            // Years and positions read badly with their thousands parted.
            Kind::Count if field.unit.is_some() => Some(&self.count),
            Kind::Count | Kind::Decimal => None,
            Kind::Money => Some(&self.money),
            Kind::Note => Some(&self.note),
            _ => Some(&self.text),
        }
    }
}

impl<'a> Writer<'a> {
    /// A workbook to be filled. `file_path` says where files will lie beside it; without `personal` the columns of
    /// personal fields are left out.
    pub fn of(
        catalogue: &'a Catalogue,
        lang: Lang,
        file_path: &'a dyn Fn(&FileRef) -> String,
        personal: bool,
    ) -> Result<Writer<'a>, WriteTrouble> {
        let mut book = Workbook::new();
        // The same records give the same bytes, so the file does not say when it was made.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        Ok(Writer {
            book,
            writing: Writing { catalogue, lang, file_path },
            personal,
            formats: Formats::new(),
            names: BTreeSet::from([LISTS.to_string()]),
            lists: BTreeSet::new(),
            sheet: None,
        })
    }

    /// Begins the sheet of a register; the rows that follow belong to it.
    pub fn begin_sheet(&mut self, register: &'a Register) -> Result<(), WriteTrouble> {
        let Writing { catalogue, lang, .. } = self.writing;
        let mut name = headings::sheet_name(register, lang);
        if !self.names.insert(name.to_lowercase()) {
            name = register.id.clone();
            self.names.insert(name.clone());
        }
        let headings = Headings::of(register);
        let fields: Vec<&Field> = headings::offered(register, self.personal).collect();
        let at = self.names.len() - 2;
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 1)?;
        // Printed: A4 across, all columns on the page, headings on each.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        sheet.set_column_width(0, 14)?.set_column_format(0, &self.formats.text)?;
        for (column, field) in (1_u16..).zip(&fields) {
            sheet.set_column_width(column, width(field, field.label.get(lang)))?;
            if let Some(format) = self.formats.of(field) {
                sheet.set_column_format(column, format)?;
            }
            if let Some(validation) = validation(field, &self.writing)? {
                sheet.add_data_validation(FIRST_ROW, column, LAST_ROW, column, &validation)?;
            }
            if let Kind::Choice { choices } = &field.kind {
                self.lists.insert(choices.clone());
            }
        }
        sheet.set_row_height(0, 44)?;
        sheet.write_string_with_format(0, 0, ID, &self.formats.heading)?;
        for (column, field) in (1_u16..).zip(&fields) {
            let text = headings.text(field, lang);
            let must = field.required && field.when.is_none();
            let (text, format) = match must {
                true => (format!("{text} *"), &self.formats.required),
                false => (text, &self.formats.heading),
            };
            sheet.write_string_with_format(0, column, text, format)?;
        }
        sheet.set_row_height(1, 56)?;
        sheet.write_string_with_format(1, 0, headings::id_help(catalogue, lang), &self.formats.help)?;
        for (column, field) in (1_u16..).zip(&fields) {
            let help = headings::field_help(field, catalogue, lang);
            sheet.write_string_with_format(1, column, help, &self.formats.help)?;
        }
        self.sheet = Some(Current { at, next_row: FIRST_ROW, register, fields });
        Ok(())
    }

    /// Writes a record of the register whose sheet was begun last. What somebody typed wrongly, and is kept to
    /// review, is written as it was typed.
    pub fn row(&mut self, record: &Record) -> Result<(), WriteTrouble> {
        let Some(current) = &mut self.sheet else {
            return Err(XlsxError::ParameterError("a record came before its sheet".into()).into());
        };
        debug_assert_eq!(current.register.id, record.register);
        let sheet = self.book.worksheet_from_index(current.at)?;
        let row = current.next_row;
        current.next_row += 1;
        sheet.write_string(row, 0, record.id.as_str())?;
        for (column, field) in (1_u16..).zip(&current.fields) {
            let cell = match record.get(&field.id) {
                Some(value) => self.writing.cell(field, value),
                None => match record.review.iter().find(|review| review.field == field.id) {
                    Some(review) if !review.typed.is_empty() => Cell::Text(review.typed.clone()),
                    _ => continue,
                },
            };
            write_cell(sheet, row, column, cell, self.formats.of(field))?;
        }
        Ok(())
    }

    /// The finished workbook.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteTrouble> {
        if self.sheet.is_some() && !self.lists.is_empty() {
            self.write_lists()?;
        }
        Ok(self.book.save_to_buffer()?)
    }

    /// Lists stand in a sheet of their own: in the rule of a cell they may have 255 characters and no comma.
    fn write_lists(&mut self) -> Result<(), WriteTrouble> {
        let Writing { catalogue, lang, .. } = self.writing;
        let lists: Vec<(&String, Vec<String>)> = self
            .lists
            .iter()
            .filter_map(|id| {
                let words = &catalogue.choices(id)?.all;
                let text = |word: &str| cell::choice_text(catalogue, id, word, lang, false);
                Some((id, words.iter().map(|choice| text(&choice.id)).collect()))
            })
            .collect();
        let sheet = self.book.add_worksheet();
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, (id, words)) in (0_u16..).zip(&lists) {
            sheet.write_string(0, column, id.as_str())?;
            for (row, word) in (1_u32..).zip(words) {
                sheet.write_string(row, column, word)?;
            }
        }
        for (column, (id, words)) in (0_u32..).zip(&lists) {
            let letters = crate::sheet::letters(column);
            let last = words.len().max(1) + 1;
            let range = format!("='{LISTS}'!${letters}$2:${letters}${last}");
            self.book.define_name(list_name(id), &range)?;
        }
        Ok(())
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    match (cell, format) {
        (Cell::Text(text), None) => sheet.write_string(row, column, text)?,
        (Cell::Text(text), Some(format)) => sheet.write_string_with_format(row, column, text, format)?,
        (Cell::Number(number), None) => sheet.write_number(row, column, number)?,
        (Cell::Number(number), Some(format)) => sheet.write_number_with_format(row, column, number, format)?,
        (Cell::Day(day), format) => {
            let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
            let day = ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, of_month)?;
            match format {
                Some(format) => sheet.write_datetime_with_format(row, column, day, format)?,
                None => sheet.write_datetime(row, column, day)?,
            }
        }
    };
    Ok(())
}

fn width(field: &Field, label: &str) -> f64 {
    let (least, most) = match &field.kind {
        Kind::Date | Kind::Time | Kind::Flag => (12, 18),
        Kind::Count | Kind::Decimal => (10, 18),
        Kind::Money | Kind::Phone => (16, 22),
        Kind::Note => (48, 60),
        Kind::Text => (26, 36),
        Kind::Choice { .. } | Kind::Place | Kind::Point | Kind::Link { .. } | Kind::File | Kind::Url => (20, 30),
    };
    (label.chars().count() + 4).clamp(least, most) as f64
}

fn list_name(choices: &str) -> String {
    format!("list_{}", choices.replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

/// What Excel lets somebody type into a column. It only advises: the one door decides.
fn validation(field: &Field, writing: &Writing<'_>) -> Result<Option<DataValidation>, XlsxError> {
    let lang = writing.lang;
    let rule = DataValidation::new();
    let bound = |bound: i64| bound as f64 / cell::scale(&field.kind) as f64;
    let rule = match &field.kind {
        Kind::Choice { choices } => {
            let rule = rule.allow_list_formula(Formula::new(format!("={}", list_name(choices))));
            // A cell offers one word of the list; several are typed with a comma between, which Excel must let pass.
            if field.many { rule.show_error_message(false) } else { rule }
        }
        Kind::Flag => rule.allow_list_strings(&[cell::flag(true, lang), cell::flag(false, lang)])?,
        Kind::Date => rule.allow_date(DataValidationRule::Between(
            ExcelDateTime::from_ymd(1900, 1, 1)?,
            ExcelDateTime::from_ymd(2200, 12, 31)?,
        )),
        Kind::Count => {
            let (min, max) = (field.min.unwrap_or(i64::from(i32::MIN)), field.max.unwrap_or(i64::from(i32::MAX)));
            let clamped = |n: i64| i32::try_from(n).unwrap_or(if n < 0 { i32::MIN } else { i32::MAX });
            rule.allow_whole_number(DataValidationRule::Between(clamped(min), clamped(max)))
        }
        Kind::Decimal | Kind::Money => {
            let (min, max) = (field.min.map_or(-1e12, bound), field.max.map_or(1e12, bound));
            rule.allow_decimal_number(DataValidationRule::Between(min, max))
        }
        _ => return Ok(None),
    };
    let message = headings::field_help(field, writing.catalogue, lang);
    let message: String = message.chars().take(250).collect();
    let title: String = field.label.get(lang).chars().take(30).collect();
    let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_title(title)?;
    Ok(Some(rule.set_error_message(message)?))
}
