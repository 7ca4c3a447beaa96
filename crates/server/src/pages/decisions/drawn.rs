//! The analysis as a chart: for each village a bar for every stage that its problems came to.

use crate::ask::Here;
use auyl_domain::Quantity;
use auyl_reports::chart::{Amount, Bars, Chart, Frame, Row};
use auyl_work::outcome::analysis::{Analysis, Line};

/// More villages than these make a long drawing; the table has all of them.
const MOST: usize = 12;
/// Left to the table: a chart has six colours, and nearly what is decided is solved.
const NOT_DRAWN: &str = "problems.decided";

/// The drawing.
pub fn svg(here: &Here, analysis: &Analysis, standalone: bool) -> String {
    let amount = |count: &i64| Amount::of(Quantity::Number(*count), here.say.number(*count));
    let drawn = || analysis.columns.iter().enumerate().filter(|(_, column)| column.id != NOT_DRAWN);
    let row = |line: &Line| Row {
        label: here.say.words(&line.title),
        values: drawn().map(|(at, _)| amount(&line.counts[at])).collect(),
        total: String::new(),
    };
    let bars = Bars {
        heading: here.say.t("decisions-village"),
        series: drawn().map(|(_, column)| here.say.words(&column.label)).collect(),
        stacked: false,
        rows: analysis.villages.iter().take(MOST).map(row).collect(),
    };
    let (title, about) = (here.say.t("decisions-title"), here.say.t("decisions-about"));
    bars.svg(&Frame { id: "decisions", title: &title, about: &about, lang: here.lang(), standalone })
}
