//! A statistic as a chart.

use super::counted::Counted;
use crate::ask::Here;
use crate::pages::figure::{sentence, uncertain};
use crate::pages::indicators::value_said;
use auyl_domain::amount::shown_share;
use auyl_domain::value::short_month;
use auyl_reports::chart::{Amount, Band, Bars, Change, Chart, Frame, Line, Pyramid, Row, Scale, Series, Wave};
use auyl_work::statistics::{Group, Shape, Statistic, Value};

/// So many bars are drawn, the last ones; the table has all.
const MOST_BARS: usize = 60;

/// The name of a statistic within addresses: `age-gender`.
pub fn id(statistic: &Statistic) -> &'static str {
    statistic.key.strip_prefix("statistic-").unwrap_or(statistic.key)
}

/// The drawing, for a page or as a file of its own.
pub fn svg(here: &Here, counted: &Counted, statistic: &Statistic, standalone: bool) -> String {
    let (title, about) = (here.say.t(statistic.key), about(here, counted, statistic));
    let frame = Frame { id: id(statistic), title: &title, about: &about, lang: here.lang(), standalone };
    chart(here, counted, statistic).svg(&frame)
}

/// What the groups are: the heading of the first column.
pub fn heading(here: &Here, statistic: &Statistic) -> String {
    here.say.t(&format!("statistics-group-{}", id(statistic)))
}

/// A number as people read it.
pub fn shown(here: &Here, value: &Value) -> String {
    value_said(here, value.quantity, &value.unit)
}

/// The 95 % interval of an estimate.
pub fn interval(here: &Here, value: &Value) -> String {
    let Some(uncertainty) = value.uncertainty else { return String::new() };
    let bound = |share: f64| shown_share((share * 1000.0).round() as i64, 1000, here.lang()).unwrap_or_default();
    format!("{} – {}", bound(uncertainty.interval.low), bound(uncertainty.interval.high))
}

/// What the change between two waves is.
pub fn change_said(here: &Here, counted: &Counted) -> Option<String> {
    let reading = counted.change.as_ref()?;
    let change = value_said(here, reading.value(), reading.unit());
    let said = here.say.name("statistics-change", change);
    Some(match reading.uncertainty() {
        Some(of) => format!("{} {}", sentence(said), uncertain(here, &of, reading.unit())),
        None => sentence(said),
    })
}

/// What it shows, in a sentence for who cannot see it.
fn about(here: &Here, counted: &Counted, statistic: &Statistic) -> String {
    if let (Shape::Estimates, Some(said)) = (statistic.shape, change_said(here, counted)) {
        return said;
    }
    let length = |group: &Group| group.values.iter().filter_map(|value| value.quantity.to_f64()).sum::<f64>();
    let most = statistic.groups.iter().max_by(|a, b| length(a).total_cmp(&length(b)));
    let Some(most) = most else { return String::new() };
    let values: Vec<String> = most.values.iter().map(|value| shown(here, value)).collect();
    here.say.with("statistics-about", &[("name", most.label.text.clone()), ("value", values.join(" + "))])
}

fn amount(here: &Here, value: &Value) -> Amount {
    Amount::of(value.quantity, shown(here, value))
}

fn chart(here: &Here, counted: &Counted, statistic: &Statistic) -> Box<dyn Chart> {
    let groups = &statistic.groups;
    match (statistic.shape, statistic.series.as_slice()) {
        (Shape::Pyramid, [left, right]) => {
            let band = |group: &Group| match group.values.as_slice() {
                [left, right] => {
                    Some(Band { label: group.label.text.clone(), left: amount(here, left), right: amount(here, right) })
                }
                _ => None,
            };
            let sides = [left.text.clone(), right.text.clone()];
            Box::new(Pyramid {
                heading: heading(here, statistic),
                sides,
                bands: groups.iter().filter_map(band).collect(),
            })
        }
        (Shape::Time, _) => {
            let month = |group: &Group| {
                let key = group.label.key.as_deref().and_then(|key| key.split_once('-')?.1.parse().ok());
                key.map_or_else(|| group.label.text.clone(), |month| short_month(month, here.lang()))
            };
            let series = statistic.series.iter().enumerate().map(|(at, label)| Series {
                name: label.text.clone(),
                values: groups
                    .iter()
                    .filter_map(|group| group.values.get(at))
                    .map(|value| amount(here, value))
                    .collect(),
            });
            let labels = groups.iter().map(month).collect();
            Box::new(Line { heading: heading(here, statistic), labels, series: series.collect() })
        }
        (Shape::Estimates, _) => {
            let wave = |group: &Group| {
                let value = group.values.first()?;
                let of = value.uncertainty;
                let n = of.map(|of| here.say.n("statistics-n", here.say.number(of.n))).unwrap_or_default();
                Some(Wave {
                    label: format!("{} {n}", group.label.text).trim().to_string(),
                    share: amount(here, value),
                    low: of.map_or(0.0, |of| of.interval.low),
                    high: of.map_or(0.0, |of| of.interval.high),
                    interval: interval(here, value),
                })
            };
            let columns = [heading(here, statistic), here.say.t("statistics-share"), here.say.t("statistics-interval")];
            let said = counted.change.as_ref().map(|reading| value_said(here, reading.value(), reading.unit()));
            let said = said.map(|change| here.say.name("statistics-change", change)).unwrap_or_default();
            Box::new(Change { columns, scale: Scale::Percent, waves: groups.iter().filter_map(wave).collect(), said })
        }
        (shape, series) => {
            let stacked = shape == Shape::Stacked;
            let row = |group: &Group| {
                let values: Vec<Amount> = group.values.iter().map(|value| amount(here, value)).collect();
                let parts: Vec<String> = values.iter().map(|value| value.shown.clone()).collect();
                Row {
                    label: group.label.text.clone(),
                    values,
                    total: if stacked { parts.join(" + ") } else { String::new() },
                }
            };
            let series = series.iter().map(|label| label.text.clone()).collect();
            Box::new(Bars {
                heading: heading(here, statistic),
                series,
                stacked,
                rows: groups.iter().skip(groups.len().saturating_sub(MOST_BARS)).map(row).collect(),
            })
        }
    }
}
