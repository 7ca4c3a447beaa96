//! The activities of a project on a timeline, once narrow for telephones and once wide.

use crate::say::Say;
use auyl_reports::chart::{Chart, Frame, Span, Standing, Timeline};
use auyl_work::desk::{Planned, Progress};
use jiff::civil::Date;

/// A drawing for each width; none where no activity has days.
pub struct Drawn {
    /// For telephones.
    pub narrow: String,
    /// For tables.
    pub wide: String,
}

/// Draws activities over a project's days.
pub fn timeline(say: &Say, activities: &[Planned], days: Option<(Date, Date)>, today: Date) -> Option<Drawn> {
    let spans: Vec<Span> = activities
        .iter()
        .filter_map(|activity| {
            let (starts, ends) = activity.starts_on.zip(activity.ends_on)?;
            let standing = match activity.progress {
                Progress::Done => Standing::Done,
                Progress::Late => Standing::Late,
                Progress::Running => Standing::Running,
                Progress::Planned => Standing::Ahead,
            };
            Some(Span { label: format!("{} {}", activity.number, activity.title), starts, ends, standing })
        })
        .collect();
    let first = spans.iter().map(|span| span.starts).min()?;
    let last = spans.iter().map(|span| span.ends).max()?;
    let period = days.unwrap_or((first, last));
    let columns = ["start-activity", "start-first-day", "start-last-day", "start-standing"].map(|key| say.t(key));
    let standings = Standing::ALL.map(|standing| {
        let progress = match standing {
            Standing::Done => Progress::Done,
            Standing::Running => Progress::Running,
            Standing::Late => Progress::Late,
            Standing::Ahead => Progress::Planned,
        };
        say.t(progress.key())
    });
    let chart = Timeline { columns, standings, period, today: (today, say.t("start-today")), wide: false, spans };
    let (title, about) = (say.t("start-timeline"), say.n("start-timeline-about", chart.spans.len()));
    let draw = |chart: &Timeline, id: &str| {
        chart.svg(&Frame { id, title: &title, about: &about, lang: say.lang, standalone: false })
    };
    let narrow = draw(&chart, "timeline-narrow");
    let wide = draw(&Timeline { wide: true, ..chart }, "timeline-wide");
    Some(Drawn { narrow, wide })
}
