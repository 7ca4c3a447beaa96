//! Reports as papers: one `Document` model, its readers and its writers.
//! Values in, values out; nothing here touches files, clock or network.

pub mod document;
pub mod docx;
pub mod html;
pub mod page;
mod trouble;
pub mod typeset;
mod xml;
