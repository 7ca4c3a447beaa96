//! Shares of two survey waves with what chance leaves open: a dot for the share, a line for its 95 % interval.
//! The scale begins at nought, so that a small change looks small.

use super::drawing::{Anchor, Drawing, NARROW, fitted, lines, width};
use super::{Amount, Chart, Frame, Table};
use auyl_domain::amount::shown_share;

/// One wave.
#[derive(Clone, PartialEq, Debug)]
pub struct Wave {
    /// What it is called, perhaps with the number of answers.
    pub label: String,
    /// The share, as a ratio, and its text.
    pub share: Amount,
    /// Lower bound of the interval, as a share of one.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// The interval as a text.
    pub interval: String,
}

/// Shares of several waves, and what is said about the change.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Headings of the table: wave, share, interval.
    pub columns: [String; 3],
    /// Waves in order.
    pub waves: Vec<Wave>,
    /// What the change is, with its interval: one sentence.
    pub said: String,
}

const ROW: f64 = 46.0;
const SIDE: f64 = 16.0;

impl Chart for Change {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let bound = |value: f64| if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
        let most = self.waves.iter().flat_map(|wave| [bound(wave.high), bound(wave.share.length())]);
        let quarters = (most.fold(0.0, f64::max) * 4.0).ceil().clamp(1.0, 4.0);
        let x = |share: f64| SIDE + (NARROW - 2.0 * SIDE) * bound(share) * 4.0 / quarters;
        let foot = ROW * self.waves.len() as f64;
        // 0 25 50 75 for long scales, steps of ten or five for short ones.
        let (steps, each) = match quarters as i64 {
            1 => (5, 5),
            2 => (5, 10),
            many => (many, 25),
        };
        for at in 0..=steps {
            let place = x(at as f64 * each as f64 / 100.0);
            drawing.line("c-grid", (place, 0.0), (place, foot));
            let text = shown_share(at * each, 100, frame.lang).unwrap_or_default();
            drawing.text("c-quiet", (place, foot + 16.0), Anchor::Middle, &text);
        }
        drawing.line("c-axis", (SIDE, foot), (NARROW - SIDE, foot));
        for (at, wave) in self.waves.iter().enumerate() {
            let top = ROW * at as f64;
            let middle = top + 30.0;
            let share = bound(wave.share.length());
            drawing.text("", (SIDE + 4.0, top + 14.0), Anchor::Start, &fitted(&wave.label, NARROW * 0.6));
            let value = format!("{} ({})", wave.share.shown, wave.interval);
            let fits = width(&wave.label) + width(&value) + 12.0 < NARROW - 2.0 * SIDE;
            let value = if fits { &value } else { &wave.share.shown };
            drawing.text("c-strong", (NARROW - SIDE, top + 14.0), Anchor::End, value);
            if wave.share.quantity.to_f64().is_none() {
                continue;
            }
            let (low, high) = (bound(wave.low).min(share), bound(wave.high).max(share));
            let class = if at % 2 == 0 { "c-line c-b" } else { "c-line c-a" };
            drawing.line(class, (x(low), middle), (x(high), middle));
            for end in [low, high] {
                drawing.line(class, (x(end), middle - 5.0), (x(end), middle + 5.0));
            }
            let tip = format!("{}: {} ({})", wave.label, wave.share.shown, wave.interval);
            drawing.mark(1 - at % 2, (x(share), middle), &tip);
        }
        let mut y = foot + 22.0;
        for line in lines(&self.said, NARROW - 2.0 * SIDE, 3) {
            y += 18.0;
            drawing.text("c-strong", (SIDE, y), Anchor::Start, &line);
        }
        drawing.finish(frame, NARROW, y + 8.0)
    }

    fn table(&self) -> Table {
        let row = |wave: &Wave| vec![wave.label.clone(), wave.share.shown.clone(), wave.interval.clone()];
        Table { header: self.columns.to_vec(), rows: self.waves.iter().map(row).collect() }
    }
}
