//! A population pyramid: age bands from young below to old above, one sex on each side.

use super::drawing::{Anchor, Drawing, NARROW, fitted, lines, width};
use super::{Amount, Chart, Frame, Table};

/// One age band.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// What it is called.
    pub label: String,
    /// The side on the left.
    pub left: Amount,
    /// The side on the right.
    pub right: Amount,
}

/// Age bands of two sexes.
#[derive(Clone, PartialEq, Debug)]
pub struct Pyramid {
    /// Heading of the bands, in the table.
    pub heading: String,
    /// What the sides are called, perhaps with their totals.
    pub sides: [String; 2],
    /// Bands, the youngest first.
    pub bands: Vec<Band>,
}

const ROW: f64 = 30.0;
const BAR: f64 = 22.0;

impl Chart for Pyramid {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let widest = self.bands.iter().map(|band| width(&band.label)).fold(40.0, f64::max).min(92.0);
        let middle = widest + 12.0;
        let half = (NARROW - middle) / 2.0;
        let amounts = || self.bands.iter().flat_map(|band| [&band.left, &band.right]);
        let words = amounts().map(|amount| width(&amount.shown)).fold(0.0, f64::max).min(half / 2.0) + 5.0;
        let most = amounts().map(Amount::length).fold(0.0, f64::max);
        let unit = if most > 0.0 { (half - words) / most } else { 0.0 };
        let [left, right] = &self.sides;
        // The middle belongs to both names, where they need it.
        let room = NARROW / 2.0 - 8.0;
        drawing.text("c-strong", (0.0, 14.0), Anchor::Start, &fitted(left, room));
        drawing.text("c-strong", (NARROW, 14.0), Anchor::End, &fitted(right, room));
        let mut y = 26.0;
        for band in self.bands.iter().rev() {
            let base = y + BAR / 2.0 + 4.5;
            let (long_left, long_right) = (band.left.length() * unit, band.right.length() * unit);
            let tip = |side: &str, amount: &Amount| format!("{side}, {}: {}", band.label, amount.shown);
            drawing.rect("c-bar c-a", [half - long_left, y, long_left, BAR], &tip(left, &band.left));
            drawing.rect("c-bar c-b", [half + middle, y, long_right, BAR], &tip(right, &band.right));
            drawing.text("", (half - long_left - 5.0, base), Anchor::End, &fitted(&band.left.shown, words));
            let end = half + middle + long_right + 5.0;
            drawing.text("", (end, base), Anchor::Start, &fitted(&band.right.shown, words));
            let names = lines(&band.label, widest, 2);
            let first = base - 7.5 * (names.len() as f64 - 1.0).max(0.0);
            for (at, name) in names.iter().enumerate() {
                let place = (half + middle / 2.0, first + 15.0 * at as f64);
                drawing.text("c-quiet", place, Anchor::Middle, name);
            }
            y += ROW;
        }
        drawing.finish(frame, NARROW, y)
    }

    fn table(&self) -> Table {
        let row = |band: &Band| vec![band.label.clone(), band.left.shown.clone(), band.right.shown.clone()];
        let [left, right] = self.sides.clone();
        Table { header: vec![self.heading.clone(), left, right], rows: self.bands.iter().map(row).collect() }
    }
}
