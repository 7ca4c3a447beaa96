//! Horizontal bars, one or several for each name, side by side or one after the other.
//! Names stand above their bars, because they are long here and telephones narrow.

use super::drawing::{Anchor, Drawing, NARROW, SERIES, fitted, lines, width};
use super::{Amount, Chart, Frame, Table};

/// One name and its values, one for each series.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What is counted.
    pub label: String,
    /// Its values.
    pub values: Vec<Amount>,
    /// The whole, shown behind stacked bars; may be empty.
    pub total: String,
}

/// Bars.
#[derive(Clone, PartialEq, Debug)]
pub struct Bars {
    /// Heading of the names, in the table.
    pub heading: String,
    /// What the series are called; a legend is drawn for more than one.
    pub series: Vec<String>,
    /// Whether the bars of a row stand in one line.
    pub stacked: bool,
    /// Rows in order.
    pub rows: Vec<Row>,
}

const LINE: f64 = 18.5;
const BAR: f64 = 15.0;

impl Bars {
    fn legend(&self) -> Vec<(usize, String, String)> {
        let several = self.series.len() > 1;
        let named = self.series.iter().enumerate().filter(|_| several);
        named.map(|(at, name)| (at, class(at), name.clone())).collect()
    }

    fn words(&self) -> f64 {
        let shown = self.rows.iter().flat_map(|row| match self.stacked {
            true => vec![row.total.as_str()],
            false => row.values.iter().map(|value| value.shown.as_str()).collect(),
        });
        shown.map(width).fold(0.0, f64::max).min(NARROW / 3.0) + 6.0
    }
}

fn class(series: usize) -> String {
    format!("c-bar {}", SERIES[series % SERIES.len()])
}

impl Chart for Bars {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let mut y = drawing.legend(&self.legend(), 0.0, NARROW);
        let lengths = self.rows.iter().map(|row| {
            let lengths = row.values.iter().map(Amount::length);
            if self.stacked { lengths.sum() } else { lengths.fold(0.0, f64::max) }
        });
        let most = lengths.fold(0.0, f64::max);
        let words = self.words();
        let unit = if most > 0.0 { (NARROW - words) / most } else { 0.0 };
        for row in &self.rows {
            for line in lines(&row.label, NARROW, 2) {
                y += LINE;
                drawing.text("", (0.0, y - 5.5), Anchor::Start, &line);
            }
            let mut x = 0.0;
            for (at, value) in row.values.iter().enumerate() {
                let long = value.length() * unit;
                let series = self.series.get(at).filter(|_| self.series.len() > 1);
                let tip = series.map_or(String::new(), |name| format!(", {name}"));
                let tip = format!("{}{tip}: {}", row.label, value.shown);
                if self.stacked {
                    // A gap parts neighbours for whom their colours do not.
                    drawing.rect(&class(at), [x, y, (long - 1.5).max(long.min(1.0)), BAR], &tip);
                    x += long;
                } else {
                    drawing.rect(&class(at), [0.0, y, long, BAR], &tip);
                    drawing.text("", (long + 5.0, y + 12.0), Anchor::Start, &fitted(&value.shown, words));
                    y += BAR + 2.0;
                }
            }
            if self.stacked {
                drawing.text("", (x + 5.0, y + 12.0), Anchor::Start, &fitted(&row.total, words));
                y += BAR + 2.0;
            }
            y += 8.0;
        }
        drawing.finish(frame, NARROW, y.max(1.0))
    }

    fn table(&self) -> Table {
        let header = [self.heading.clone()].into_iter().chain(self.series.clone()).collect();
        let rows = self.rows.iter().map(|row| {
            let value = |at: usize| row.values.get(at).map_or(String::new(), |value| value.shown.clone());
            [row.label.clone()].into_iter().chain((0..self.series.len()).map(value)).collect()
        });
        Table { header, rows: rows.collect() }
    }
}
