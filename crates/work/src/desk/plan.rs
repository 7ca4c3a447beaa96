//! Activities: whether they are done, run, are late or lie ahead.

use crate::indicators::Standing;
use auyl_domain::measure::Unit;
use auyl_domain::plan::Target;
use auyl_domain::views::day;
use auyl_domain::{Lang, Quantity, Record, RecordId, Value};
use jiff::civil::Date;

/// Where an activity stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Every indicator is met; without indicators: its last day is over.
    Done,
    /// Its last day is over and an indicator is not met.
    Late,
    /// Between its first and its last day.
    Running,
    /// It has not begun, or has no days.
    Planned,
}

impl Progress {
    /// Key of the interface text that says it.
    pub fn key(self) -> &'static str {
        match self {
            Progress::Done => "progress-done",
            Progress::Late => "progress-late",
            Progress::Running => "progress-running",
            Progress::Planned => "progress-planned",
        }
    }
}

/// An activity on the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The record.
    pub id: RecordId,
    /// Its number, `1.4`.
    pub number: String,
    /// What people read.
    pub title: String,
    /// First day, where planned; the project's for one that runs all through it.
    pub starts_on: Option<Date>,
    /// Last day, likewise.
    pub ends_on: Option<Date>,
    /// Indicators met.
    pub met: usize,
    /// Indicators in all.
    pub indicators: usize,
    /// Where it stands.
    pub progress: Progress,
}

/// Where an activity stands on a day, by its days and its indicators.
pub fn planned(
    activity: &Record,
    standings: &[Standing],
    days: Option<(Date, Date)>,
    today: Date,
    lang: Lang,
) -> Planned {
    let number = activity.text("number").to_string();
    let own: Vec<&Standing> = standings.iter().filter(|standing| standing.activity == number).collect();
    let (met, indicators) = (own.iter().filter(|standing| standing.met).count(), own.len());
    let through = activity.get("continuous") == Some(&Value::Flag(true));
    let starts_on = day(activity, "starts_on").or_else(|| days.filter(|_| through).map(|(first, _)| first));
    let ends_on = day(activity, "ends_on").or_else(|| days.filter(|_| through).map(|(_, last)| last));
    let is_over = ends_on.is_some_and(|last| last < today);
    let progress = match (met == indicators, is_over) {
        (true, true) => Progress::Done,
        (true, false) if indicators > 0 => Progress::Done,
        (false, true) => Progress::Late,
        _ if starts_on.is_some_and(|first| first <= today) => Progress::Running,
        _ => Progress::Planned,
    };
    let title = activity.words("title", lang).to_string();
    Planned { id: activity.id.clone(), number, title, starts_on, ends_on, met, indicators, progress }
}

/// Per cent of a target that is reached, 0 to 100, rounded down; none where nothing was promised.
pub fn share_of(actual: Quantity, target: Target, unit: &str) -> Option<u8> {
    // The target of a share or of points is given in per cent.
    let hundred: i128 = if matches!(unit, Unit::SHARE | Unit::POINTS) { 100 * 100 } else { 100 };
    let (numerator, denominator) = match actual {
        Quantity::Number(number) => (i128::from(number), 1),
        Quantity::Ratio { numerator, denominator } => (i128::from(numerator), i128::from(denominator)),
        Quantity::Nothing => (0, 1),
    };
    if target.value <= 0 {
        return None;
    }
    let share = numerator * hundred / (denominator * i128::from(target.value));
    u8::try_from(share.clamp(0, 100)).ok()
}
