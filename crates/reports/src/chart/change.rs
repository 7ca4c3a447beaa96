//! Shares or means of survey waves with what chance leaves open: a dot for the value, a line for its 95 % interval.
//! The scale begins at nought (below it only for what lies below), so that a small change looks small.

use super::drawing::{Anchor, Drawing, NARROW, fitted, lines, width};
use super::{Amount, Chart, Frame, Table};
use auyl_domain::amount::{shown_scaled, shown_share};

/// One wave.
#[derive(Clone, PartialEq, Debug)]
pub struct Wave {
    /// What it is called, perhaps with the number of answers.
    pub label: String,
    /// The share, as a ratio, and its text.
    pub share: Amount,
    /// Lower bound of the interval, as a share of one or in the unit of a mean.
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
    /// On what they are drawn.
    pub scale: Scale,
    /// Waves in order.
    pub waves: Vec<Wave>,
    /// What the change is, with its interval: one sentence.
    pub said: String,
}

/// A scale from nought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scale {
    /// Shares of one, in percent.
    #[default]
    Percent,
    /// Numbers as they are, to as many as are needed.
    Number,
}

const ROW: f64 = 46.0;
const SIDE: f64 = 16.0;

/// The first and the last step of the scale, and how long each is: 0 25 50 75 for long scales of percent, steps of ten or
/// five for short ones; of numbers about five round ones, below nought only where something lies there.
fn steps(of: &Change) -> (i64, i64, f64) {
    let ends = of.waves.iter().flat_map(|wave| [wave.low, wave.high, wave.share.quantity.to_f64().unwrap_or_default()]);
    // What is larger than this nobody draws.
    let ends = ends.filter(|value| value.is_finite()).map(|value| value.clamp(-1e15, 1e15));
    let (least, most) = ends.fold((0.0, 0.0), |(least, most): (f64, f64), value| (least.min(value), most.max(value)));
    match of.scale {
        Scale::Percent => match (most.min(1.0) * 4.0).ceil().clamp(1.0, 4.0) as i64 {
            1 => (0, 5, 0.05),
            2 => (0, 5, 0.1),
            many => (0, many, 0.25),
        },
        Scale::Number => {
            let rough = ((most - least) / 5.0).max(1e-3);
            let ten = 10f64.powf(rough.log10().floor());
            let each = [1.0, 2.0, 5.0, 10.0].map(|of| of * ten).into_iter().find(|each| *each >= rough * (1.0 - 1e-9));
            let each = each.unwrap_or(rough);
            ((least / each).floor() as i64, ((most / each).ceil() as i64).max(1), each)
        }
    }
}

impl Chart for Change {
    fn svg(&self, frame: &Frame<'_>) -> String {
        let mut drawing = Drawing::new(frame);
        let (first, last, each) = steps(self);
        let (start, end) = (first as f64 * each, last as f64 * each);
        let bound = |value: f64| if value.is_finite() { value.clamp(start, end) } else { start.max(0.0) };
        let x = |value: f64| SIDE + (NARROW - 2.0 * SIDE) * ((bound(value) - start) / (end - start)).clamp(0.0, 1.0);
        let foot = ROW * self.waves.len() as f64;
        for at in first..=last {
            let value = at as f64 * each;
            drawing.line("c-grid", (x(value), 0.0), (x(value), foot));
            let text = match self.scale {
                Scale::Percent => shown_share((value * 100.0).round() as i64, 100, frame.lang).unwrap_or_default(),
                Scale::Number => shown_scaled((value * 1000.0).round() as i64, 1000),
            };
            drawing.text("c-quiet", (x(value), foot + 16.0), Anchor::Middle, &text);
        }
        drawing.line("c-axis", (SIDE, foot), (NARROW - SIDE, foot));
        for (at, wave) in self.waves.iter().enumerate() {
            let top = ROW * at as f64;
            let middle = top + 30.0;
            let share = bound(wave.share.quantity.to_f64().unwrap_or_default());
            let value = format!("{} ({})", wave.share.shown, wave.interval);
            let fits = width(&wave.label) + width(&value) + 12.0 < NARROW - 2.0 * SIDE;
            let value = if fits { &value } else { &wave.share.shown };
            let room = NARROW - 2.0 * SIDE - width(value) - 16.0;
            drawing.text("", (SIDE + 4.0, top + 14.0), Anchor::Start, &fitted(&wave.label, room));
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
