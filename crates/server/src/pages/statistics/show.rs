//! The page of all statistics: each drawn, with its table, each number of which leads to its page.

use super::counted::{Counted, counted, seen};
use super::drawn::{change_said, heading, id, interval, shown, svg};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::figure;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_work::statistics::{Shape, Statistic};

#[derive(Template)]
#[template(path = "statistics/show.html")]
struct StatisticsPage {
    frame: Frame,
    root: String,
    behind: Option<String>,
    charts: Vec<Drawn>,
}

/// One statistic.
struct Drawn {
    id: &'static str,
    title: String,
    svg: String,
    said: Option<(String, Option<String>)>,
    header: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    cells: Vec<(Option<String>, String)>,
    interval: Option<String>,
}

/// The page.
pub async fn show(here: Here) -> Result {
    here.must(Action::See, None)?;
    let found = counted(&here).await?;
    let charts =
        seen(&here, &found.value).into_iter().map(|(of, follow)| drawn(&here, &found.value, of, follow)).collect();
    page(&StatisticsPage {
        root: here.root(),
        behind: found.behind.map(|event| here.say.n("start-behind", event)),
        charts,
        frame: here.frame("statistics", here.say.t("web-statistics")),
    })
}

fn drawn(here: &Here, counted: &Counted, statistic: &Statistic, follow: bool) -> Drawn {
    let is_estimate = statistic.shape == Shape::Estimates;
    let address = |measure: &str| follow.then(|| figure::address(&here.root(), measure, "", "", None));
    let name = |text: &String| match (text.is_empty(), is_estimate) {
        (false, _) => text.clone(),
        (true, true) => here.say.t("statistics-share"),
        (true, false) => here.say.t("statistics-number"),
    };
    let series = statistic.series.iter().map(|label| name(&label.text));
    let of_interval = is_estimate.then(|| here.say.t("statistics-interval"));
    let rows = statistic.groups.iter().map(|group| Row {
        label: group.label.text.clone(),
        cells: group.values.iter().map(|value| (address(&value.measure), shown(here, value))).collect(),
        interval: is_estimate.then(|| group.values.first().map(|value| interval(here, value)).unwrap_or_default()),
    });
    let change = counted.change.as_ref().and_then(|reading| address(reading.measure()));
    Drawn {
        id: id(statistic),
        title: here.say.t(statistic.key),
        svg: svg(here, counted, statistic, false),
        said: change_said(here, counted).filter(|_| is_estimate).map(|said| (said, change)),
        header: std::iter::once(heading(here, statistic)).chain(series).chain(of_interval).collect(),
        rows: rows.collect(),
    }
}
