//! Charts as SVG text: made on the server, readable without colour and without seeing, and each with its table.
//! Looks come from class names that a style sheet colours ([`STYLE`]), so that one drawing serves light and dark pages
//! under a policy that forbids inline styles; a file to keep gets its colours as attributes ([`Frame::standalone`]).
//! Lengths are floats, because this is drawing; every number that is read is a text the caller has shaped.

mod bars;
mod change;
mod drawing;
mod line;
mod map;
mod progress;
mod pyramid;
#[cfg(test)]
mod tests;
mod timeline;

pub use bars::{Bars, Row};
pub use change::{Change, Scale, Wave};
pub use line::{Line, Series};
pub use map::{Land, Map, Outline, Spot, outlines};
pub use progress::{Progress, Promise};
pub use pyramid::{Band, Pyramid};
pub use timeline::{Span, Standing, Timeline};

use auyl_domain::{Lang, Quantity};

/// The rules for the class names, over the colours `--ink --quiet --line --soft --good --warn --bad --c-a … --c-f`
/// of the page.
pub const STYLE: &str = include_str!("chart/chart.css");

/// What stands around every chart.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Prefix of ids, unique on the page; signs that an id cannot have are left out.
    pub id: &'a str,
    /// Its name, for who cannot see it and as a tip.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub about: &'a str,
    /// Language of axes.
    pub lang: Lang,
    /// Whether it is a file of its own, with colours and a background.
    pub standalone: bool,
}

/// A number to draw, with the text a reader sees.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// How long the bar is.
    pub quantity: Quantity,
    /// What is read.
    pub shown: String,
}

impl Amount {
    /// A number and its text.
    pub fn of(quantity: Quantity, shown: impl Into<String>) -> Amount {
        Amount { quantity, shown: shown.into() }
    }

    /// Its length: nothing and what is less than nought have none.
    fn length(&self) -> f64 {
        self.quantity.to_f64().filter(|number| number.is_finite()).map_or(0.0, |number| number.max(0.0))
    }
}

/// What a chart shows, as a table for the page and for CSV.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Headings of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// What every chart can do.
pub trait Chart {
    /// The drawing.
    fn svg(&self, frame: &Frame<'_>) -> String;
    /// The same as a table.
    fn table(&self) -> Table;
}
