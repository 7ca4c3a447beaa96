//! Registers become forms to fill in, filled forms become drafts. Pure: bytes in, bytes out.
//!
//! In reading order:
//! - [`sheet`]: what a filled form said, row by row, with the place of every cell;
//! - [`headings`]: how sheets and columns are called, and how they are recognised again in any language;
//! - [`cell`]: one value as a cell, one cell as the text that the one door reads;
//! - `intake`: how rows of cells become drafts;
//! - [`workbook`]: the Excel form, written and read;
//! - [`plain`]: the same as CSV, and records as TOML;
//! - [`xform`]: a register as a form for phones, and the lists that go with it;
//! - [`shape`]: how the elements of such a form map to registers;
//! - [`openrosa`]: what phones read besides: form list, manifest, answers, settings;
//! - [`sent`]: what a phone's submission says of itself;
//! - [`submission`]: what it says, as drafts;
//! - [`xlsform`]: an uploaded form as a survey: XForm, register and shape.

pub mod answers;
pub mod cell;
pub mod headings;
mod intake;
pub mod openrosa;
pub mod plain;
pub mod sent;
pub mod shape;
pub mod sheet;
pub mod submission;
pub mod workbook;
pub mod xform;
pub mod xlsform;

pub use sheet::{Row, Sheet, Sheets};
