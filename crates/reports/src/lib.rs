//! Reports as papers: one `Document` model, its readers and its writers.
//! Values in, values out; nothing here touches files, clock or network.

pub mod audit;
pub mod ballot_sheet;
pub mod blank;
pub mod chart;
pub mod checks;
pub mod compile;
pub mod demands;
pub mod document;
pub mod docx;
pub mod form;
pub mod freeze;
pub mod html;
pub mod letter;
pub mod minutes;
pub mod monitoring;
pub mod narrative;
pub mod page;
pub mod papers;
mod pdf;
pub mod provenance;
pub mod source;
mod template;
mod trouble;
pub mod typeset;
pub mod units;
pub mod verify;
mod xml;
