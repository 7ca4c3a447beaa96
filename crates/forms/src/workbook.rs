//! The Excel form: one sheet per register, headings and advice in the chosen language, drop-down lists.
//! `write` makes the empty form and the export, `guard` keeps hostile files out, `read` takes a filled form in,
//! `decision` the budget of a village as it is published.

pub mod decision;
pub(crate) mod guard;
mod read;
mod write;

pub use read::read;
pub use write::{WriteTrouble, Writer, template};
