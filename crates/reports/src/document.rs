//! The one model of a paper: what reports are written from and foreign reports are read into.
//! It holds headings, paragraphs, lists, tables with merged cells and pictures, each with a place.
//! It is no page layout: fonts, breaks and column edges are decided by the writer of each format.

mod grid;
pub mod sheet;
mod walk;

pub use grid::{Covers, MAX_COLUMNS, Place};
pub use walk::PlacedFigure;

/// A whole paper with its sections in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Shown in the window title and kept in the properties of the file.
    pub title: String,
    /// Main language: `kk`, `ru` or `en`.
    pub lang: String,
    /// The report this paper was compiled as; lets `verify` find the frozen figures again.
    pub id: Option<String>,
    /// Parts that share one orientation of the page.
    pub sections: Vec<Section>,
}

/// A run of pages of one orientation; a new section starts a new page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Pages lie on their long side.
    pub landscape: bool,
    /// What stands on them.
    pub blocks: Vec<Block>,
}

/// One thing that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A title inside the paper.
    Heading {
        /// 1 (outermost) to 4.
        level: u8,
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// Running text.
    Paragraph {
        /// Its text.
        inlines: Vec<Inline>,
        /// How it is set.
        style: ParagraphStyle,
    },
    /// A list; each entry holds blocks, so lists nest.
    List {
        /// Numbered instead of dotted.
        ordered: bool,
        /// The entries.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Image {
        /// The file as it was given.
        bytes: Vec<u8>,
        /// Its format.
        kind: ImageKind,
        /// What it shows, for people who do not see it.
        alt: String,
        /// Printed width in millimetres; the height follows from the picture.
        width_mm: u32,
    },
    /// What follows starts a new page.
    PageBreak,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// Plain text.
    #[default]
    Body,
    /// Smaller remark.
    Note,
    /// In the middle of the line.
    Centered,
    /// To whom a letter goes: in the right half of the page.
    Addressee,
    /// A line people sign on, kept together with its neighbours.
    Signature,
}

/// A table whose cells may span columns and rows, written as in HTML: covered cells are not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Relative widths of the columns; missing ones count as the mean.
    pub widths: Vec<u32>,
    /// How many rows at the top are repeated on each page.
    pub header_rows: usize,
    /// Rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
    /// Text above the table.
    pub caption: Option<String>,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Columns it covers, at least 1.
    pub colspan: usize,
    /// Rows it covers, at least 1.
    pub rowspan: usize,
    /// It names a column or row instead of holding a value.
    pub header: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { blocks: Vec::new(), colspan: 1, rowspan: 1, header: false }
    }
}

impl Cell {
    /// A cell with one plain paragraph; empty text gives an empty cell.
    pub fn of(text: &str) -> Self {
        let blocks = if text.is_empty() { Vec::new() } else { vec![Block::text(text)] };
        Cell { blocks, ..Cell::default() }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text {
        /// The words with their spaces.
        text: String,
        /// Heavy.
        bold: bool,
        /// Slanted.
        italic: bool,
    },
    /// The printed value of one cell of the report form; leads to its provenance.
    Figure {
        /// Id of the report cell, such as `c17`.
        cell: String,
        /// The value as printed.
        text: String,
        /// Heavy.
        bold: bool,
    },
    /// Words that lead elsewhere.
    Link {
        /// Address.
        href: String,
        /// The words.
        text: String,
    },
    /// A new line inside the paragraph.
    Break,
}

/// Formats of pictures that every writer can place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// Photos.
    Jpeg,
    /// Drawings and screenshots.
    Png,
}

/// Where a block stands. Rows and columns count from 0 over the grid of the outermost table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Page, where the format knows it (counted from 1).
    pub page: Option<u32>,
    /// Section, from 0.
    pub section: usize,
    /// Block within its section, from 0.
    pub block: usize,
    /// Row of the table.
    pub row: Option<usize>,
    /// Column of the table.
    pub column: Option<usize>,
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text { text: text.into(), bold: false, italic: false }
    }

    /// A figure in ordinary weight.
    pub fn figure(cell: impl Into<String>, text: impl Into<String>) -> Self {
        Inline::Figure { cell: cell.into(), text: text.into(), bold: false }
    }

    /// The words as a reader sees them; a break is a new line.
    pub fn plain(&self) -> &str {
        match self {
            Inline::Text { text, .. } | Inline::Figure { text, .. } | Inline::Link { text, .. } => text,
            Inline::Break => "\n",
        }
    }
}

impl Block {
    /// A plain paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Block::Paragraph { inlines: vec![Inline::text(text)], style: ParagraphStyle::Body }
    }

    /// A heading of plain words.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Block::Heading { level, inlines: vec![Inline::text(text)] }
    }
}

impl ImageKind {
    /// Recognises a picture by its first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(ImageKind::Png)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(ImageKind::Jpeg)
        } else {
            None
        }
    }

    /// Usual end of a file name.
    pub fn extension(self) -> &'static str {
        match self {
            ImageKind::Jpeg => "jpeg",
            ImageKind::Png => "png",
        }
    }

    /// Media type.
    pub fn mime(self) -> &'static str {
        match self {
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Png => "image/png",
        }
    }
}

/// An address that may be written into a paper: web, mail, phone, a place in the paper or a file
/// beside it. Anything that could run code or name a file of the reader's machine is refused.
pub fn safe_href(href: &str) -> Option<&str> {
    let href = href.trim();
    if href.is_empty() || href.chars().any(|c| c.is_control()) || href.starts_with("//") || href.contains('\\') {
        return None;
    }
    let scheme = href.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(name, _)| name);
    match scheme {
        None => (!href.starts_with('/')).then_some(href),
        Some(name) => ["http", "https", "mailto", "tel"].contains(&name.to_ascii_lowercase().as_str()).then_some(href),
    }
}
