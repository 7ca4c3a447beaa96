//! A line of a DOCX while it is read: runs are joined, figures are told from other text.

use super::BOOKMARK;
use crate::document::{Block, Inline};
use crate::xml::Element;

/// Pieces of one paragraph.
#[derive(Default)]
pub(super) struct Line {
    pub inlines: Vec<Inline>,
    pub images: Vec<Block>,
    pub page_break: bool,
    /// The bookmark of ours that is open.
    pub mark: Option<Mark>,
}

/// A bookmark around a figure.
pub(super) struct Mark {
    id: String,
    cell: String,
    /// Its figure has begun.
    begun: bool,
}

impl Line {
    /// Adds words of a run. They belong to the content control around them, else to the open bookmark.
    pub fn run(&mut self, control: Option<&str>, text: &str, bold: bool, italic: bool) {
        match (control, &mut self.mark) {
            (Some(cell), _) => self.figure(cell, text, bold),
            (None, Some(mark)) => {
                let cell = mark.cell.clone();
                if !std::mem::replace(&mut mark.begun, true) {
                    self.begin(&cell);
                }
                self.figure(&cell, text, bold);
            }
            (None, None) => self.text(text, bold, italic),
        }
    }

    /// Begins a figure of a report cell.
    pub fn begin(&mut self, cell: &str) {
        if let Some(mark) = &mut self.mark {
            mark.begun = true;
        }
        self.inlines.push(Inline::Figure { cell: cell.to_owned(), text: String::new(), bold: false });
    }

    /// Opens a bookmark if it is one of ours.
    pub fn open(&mut self, start: &Element) {
        let name = start.get("name").unwrap_or_default();
        let cell = name.strip_prefix(BOOKMARK).and_then(|rest| rest.split_once('_'));
        if let Some((_, cell)) = cell.filter(|(_, cell)| !cell.is_empty()) {
            let id = start.get("id").unwrap_or_default().to_owned();
            self.mark = Some(Mark { id, cell: cell.to_owned(), begun: false });
        }
    }

    /// Closes the bookmark; one with nothing in it is a figure whose number was removed.
    pub fn shut(&mut self, id: &str) {
        if let Some(mark) = self.mark.take_if(|mark| mark.id == id).filter(|mark| !mark.begun) {
            self.begin(&mark.cell);
        }
    }

    fn text(&mut self, text: &str, bold: bool, italic: bool) {
        match self.inlines.last_mut() {
            // Word cuts a sentence into runs wherever somebody once edited it.
            Some(Inline::Text { text: before, bold: b, italic: i }) if (*b, *i) == (bold, italic) => {
                before.push_str(text)
            }
            _ if text.is_empty() => {}
            _ => self.inlines.push(Inline::Text { text: text.to_owned(), bold, italic }),
        }
    }

    /// Adds to the open figure of this report cell, or begins one.
    fn figure(&mut self, cell: &str, text: &str, bold: bool) {
        if !matches!(self.inlines.last(), Some(Inline::Figure { cell: open, .. }) if open == cell) {
            self.begin(cell);
        }
        if let Some(Inline::Figure { text: before, bold: heavy, .. }) = self.inlines.last_mut() {
            *heavy = bold && (*heavy || before.is_empty());
            before.push_str(text);
        }
    }
}
