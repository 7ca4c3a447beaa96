//! What a project's start page says: what is to be mended, how the indicators stand, what runs and what is late,
//! which letters wait for an answer, what happened last. In reading order: this file, `plan` (activities), `due`
//! (letters and promises), `happened` (the log).

mod due;
mod happened;
mod plan;

pub use due::{Awaited, Promised};
pub use happened::Happened;
pub use plan::{Planned, Progress, planned, share_of};

use crate::check::{self, Depth};
use crate::indicators::{self, Standing};
use crate::report::Order;
use crate::{Project, Trouble};
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::measure::{self, Cond};
use auyl_domain::terms::Terms;
use auyl_domain::views::{ACTIVITY, LETTER, PASSPORT, PROMISE, Passport, REPLY};
use auyl_domain::{Lang, Record, Register};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A start page.
#[derive(Clone, PartialEq, Debug)]
pub struct Desk {
    /// As of which event.
    pub event: i64,
    /// The project's first and last day, where its passport says them.
    pub days: Option<(Date, Date)>,
    /// What is to be mended, the worst first.
    pub mend: Vec<Mend>,
    /// Every indicator, in order, with the share of its target that is reached.
    pub standings: Vec<Stand>,
    /// Every activity, in order.
    pub activities: Vec<Planned>,
    /// Letters that were sent, those without an answer first, the earliest due first.
    pub letters: Vec<Awaited>,
    /// Promises that wait, the earliest due first.
    pub promises: Vec<Promised>,
    /// What happened last, the newest first.
    pub last: Vec<Happened>,
}

/// Findings of one kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Mend {
    /// Code of the kind.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Register in which it is mended, where it is mended in a record.
    pub register: Option<String>,
    /// The field in which it is mended, where that is known.
    pub field: Option<String>,
    /// All of them, each with the record in its spot; never empty.
    pub findings: Vec<Finding>,
}

/// An indicator on the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Stand {
    /// The indicator.
    pub standing: Standing,
    /// Per cent of the target that is reached, 0 to 100, rounded down; none without target.
    pub share: Option<u8>,
}

/// So many lines of what happened.
const LAST: usize = 15;

/// The start page as it is on a day.
pub async fn desk(project: &Project, lang: Lang, today: Date, depth: Depth, form: &str) -> Result<Desk, Trouble> {
    let event = project.store.last_event(&project.id).await?;
    let as_of = Some(event);
    let order = Order { form, lang, today, as_of, personal: false };
    let mut findings = check::findings(project, &order, depth).await?;
    let (standings, _) = indicators::standings(project, lang, as_of).await?;
    let passports = project.good_records(PASSPORT, as_of).await?;
    let days = passports.first().and_then(Passport::of).map(|passport| (passport.starts_on, passport.ends_on));
    let activities = project.good_records(ACTIVITY, as_of).await?;
    let letters = of_register(project, LETTER, as_of).await?;
    let replies = of_register(project, REPLY, as_of).await?;
    let promises = of_register(project, PROMISE, as_of).await?;
    let terms = Terms::of(&project.catalogue);
    let letters = due::awaited(&terms, &letters, &replies, today, lang);
    let promises = due::promised(&terms, &promises, today, lang);
    findings.extend(due::reminders(&terms, &letters, &promises, today));
    let stand = |standing: Standing| {
        let share = standing.target.and_then(|target| share_of(standing.actual, target, &standing.unit));
        Stand { standing, share }
    };
    Ok(Desk {
        event,
        days,
        mend: grouped(project, findings),
        activities: activities.iter().map(|activity| plan::planned(activity, &standings, days, today, lang)).collect(),
        standings: standings.into_iter().map(stand).collect(),
        letters,
        promises,
        last: happened::last(project, lang, event, LAST).await?,
    })
}

/// Records of a register that a catalogue may lack.
async fn of_register(project: &Project, register: &str, as_of: Option<i64>) -> Result<Vec<Record>, Trouble> {
    match project.catalogue.register(register) {
        Some(_) => project.good_records(register, as_of).await,
        None => Ok(Vec::new()),
    }
}

/// Findings of one code and register together.
fn grouped(project: &Project, findings: Vec<Finding>) -> Vec<Mend> {
    let mut groups: BTreeMap<(std::cmp::Reverse<Severity>, String, Option<String>), Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        let key = (std::cmp::Reverse(finding.severity), finding.code.to_string(), finding.spot.register.clone());
        groups.entry(key).or_default().push(finding);
    }
    let mend = |((severity, code, register), findings): (
        (std::cmp::Reverse<Severity>, String, Option<String>),
        Vec<Finding>,
    )| {
        let of_spot = findings.first().and_then(|finding| finding.spot.field.clone());
        let known = register.as_deref().and_then(|register| project.catalogue.register(register));
        let field = of_spot.or_else(|| known.and_then(|known| field_of_rule(project, known, &code)));
        Mend { code, severity: severity.0, register, field, findings }
    };
    groups.into_iter().map(mend).collect()
}

/// The first own field that the condition of a rule looks at: there it is mended.
fn field_of_rule(project: &Project, register: &Register, code: &str) -> Option<String> {
    fn first(cond: &Cond) -> Option<String> {
        match cond {
            Cond::Always => None,
            Cond::All(parts) | Cond::Any(parts) => parts.iter().find_map(first),
            Cond::Not(part) => first(part),
            Cond::Compare(column, ..)
            | Cond::CompareFields(column, ..)
            | Cond::OneOf(column, _)
            | Cond::IsSet(column) => match column.steps.first() {
                Some(step) => Some(step.field.clone()),
                None => (!column.of_project).then(|| column.field.clone()),
            },
        }
    }
    let rule = register.rules.iter().find(|rule| rule.id == code)?;
    let field = first(&measure::resolve(&rule.when, register, &project.catalogue).ok()?)?;
    // A translated field is two; the form shows the first of them.
    let half = |known: &&auyl_domain::Field| known.translation_of.as_ref() == Some(&field);
    register.field(&field).or_else(|| register.fields.iter().find(half)).map(|field| field.id.clone())
}
