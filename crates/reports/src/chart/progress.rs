//! What was promised and what was reached: a bar for each promise, full where it is kept.

use super::drawing::{Anchor, Drawing, NARROW, lines, width};
use super::{Amount, Chart, Frame, Table};

/// One promise.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// What was promised.
    pub label: String,
    /// How much was reached.
    pub actual: Amount,
    /// How much was promised.
    pub target: Amount,
    /// Whether the rule of the target is met; a bar may be full and the promise of *exactly* so many broken.
    pub met: bool,
}

/// Promises.
#[derive(Clone, PartialEq, Debug)]
pub struct Progress {
    /// Headings of the table: promise, target, actual, met.
    pub columns: [String; 4],
    /// What stands in the table for met and not met.
    pub words: [String; 2],
    /// Promises in order.
    pub promises: Vec<Promise>,
}

const BAR: f64 = 10.0;

impl Promise {
    /// How much of the promise is kept, from 0 to 1.
    fn part(&self) -> f64 {
        let (actual, target) = (self.actual.length(), self.target.length());
        let part = if target > 0.0 { actual / target } else { f64::from(u8::from(self.met)) };
        part.clamp(0.0, 1.0)
    }
}

impl Chart for Progress {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let mut y = 0.0;
        for promise in &self.promises {
            let sign = if promise.met { " ✓" } else { "" };
            let value = format!("{} / {}{sign}", promise.actual.shown, promise.target.shown);
            let room = NARROW - width(&value) - 14.0;
            let room = if room < 90.0 { NARROW } else { room };
            for line in lines(&promise.label, room, 2) {
                y += 18.0;
                drawing.text("", (0.0, y - 5.0), Anchor::Start, &line);
            }
            // A value too long to stand beside the name stands below it.
            y += if room == NARROW { 18.0 } else { 0.0 };
            drawing.text("c-strong", (NARROW, y.max(18.0) - 5.0), Anchor::End, &value);
            y = y.max(18.0);
            let class = if promise.met { "c-bar c-met" } else { "c-bar c-unmet" };
            drawing.rect("c-track", [0.0, y, NARROW, BAR], "");
            drawing.rect(class, [0.0, y, NARROW * promise.part(), BAR], &format!("{}: {value}", promise.label));
            y += BAR + 11.0;
        }
        drawing.finish(frame, NARROW, y.max(1.0))
    }

    fn table(&self) -> Table {
        let [met, unmet] = &self.words;
        let row = |promise: &Promise| {
            let word = if promise.met { met } else { unmet };
            vec![promise.label.clone(), promise.target.shown.clone(), promise.actual.shown.clone(), word.clone()]
        };
        Table { header: self.columns.to_vec(), rows: self.promises.iter().map(row).collect() }
    }
}
