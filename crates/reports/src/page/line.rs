//! A line while it is read: white space collapses across elements as in HTML.

use crate::document::Inline;

/// Pieces of one paragraph.
#[derive(Default)]
pub(super) struct Line {
    inlines: Vec<Inline>,
    /// White space was seen and will become one space if something follows.
    gap: bool,
}

impl Line {
    /// Adds words; their white space counts as one space each.
    pub fn text(&mut self, text: &str, bold: bool, italic: bool) {
        for (at, word) in text.split([' ', '\n', '\r', '\t', '\u{c}']).enumerate() {
            self.gap |= at > 0;
            if word.is_empty() {
                continue;
            }
            self.space();
            match self.inlines.last_mut() {
                Some(Inline::Text { text, bold: b, italic: i }) if (*b, *i) == (bold, italic) => text.push_str(word),
                _ => self.inlines.push(Inline::Text { text: word.to_owned(), bold, italic }),
            }
        }
    }

    /// Adds a figure.
    pub fn figure(&mut self, cell: &str, text: &str, bold: bool) {
        self.space();
        self.inlines.push(Inline::Figure { cell: cell.to_owned(), text: text.to_owned(), bold });
    }

    /// Adds a link.
    pub fn link(&mut self, href: &str, text: &str) {
        self.space();
        self.inlines.push(Inline::Link { href: href.to_owned(), text: text.to_owned() });
    }

    /// Goes to a new line inside the paragraph.
    pub fn end(&mut self) {
        self.gap = false;
        self.inlines.push(Inline::Break);
    }

    /// The pieces; a break at the very end breaks nothing.
    pub fn finish(mut self) -> Vec<Inline> {
        while self.inlines.last() == Some(&Inline::Break) {
            self.inlines.pop();
        }
        self.inlines
    }

    /// Writes the space that is due, as a part of the words before it where there are any.
    fn space(&mut self) {
        if !std::mem::take(&mut self.gap) {
            return;
        }
        match self.inlines.last_mut() {
            None | Some(Inline::Break) => {}
            Some(Inline::Text { text, .. }) => text.push(' '),
            Some(_) => self.inlines.push(Inline::text(" ")),
        }
    }
}
