//! What the day itself changes: a letter or a promise whose last day is over becomes overdue. It is a change like any
//! other, with its event, so that figures, findings and lists see it; nobody has to remember to mark it.

use super::matching;
use crate::edit::{PLANS, Step, busy, together};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::Record;
use auyl_domain::terms::Terms;
use auyl_domain::views::{LETTER, Letter, OPEN, OVERDUE, PASSPORT, PROMISE, Passport, Promise, REPLY, SENT};
use jiff::ToSpan;
use jiff::civil::Date;

/// So many days after its last one a project is followed. What was reported long ago stays as it was reported.
const FOLLOWED: i64 = 180;

/// Whether a project is still followed on a day.
pub(super) async fn is_followed(project: &Project, today: Date) -> Result<bool, Trouble> {
    let passports = project.good_records(PASSPORT, None).await?;
    let ends = passports.first().and_then(Passport::of).map(|passport| passport.ends_on);
    Ok(ends.is_none_or(|ends| ends.saturating_add(FOLLOWED.days()) >= today))
}

/// Marks what is over on a day. Gives back how many records that were.
pub async fn turn(project: &Project, today: Date, doing: &Doing) -> Result<usize, Trouble> {
    if !is_followed(project, today).await? {
        return Ok(0);
    }
    for _ in 0..PLANS {
        let late = late(project, today).await?;
        if late.is_empty() {
            return Ok(0);
        }
        let overdue = |record: &Record| Step::change(project, record, [("state", OVERDUE.to_string())]);
        let steps = late.iter().map(overdue).collect::<Result<Vec<Step>, Trouble>>()?;
        if together(project, doing, steps).await?.is_some() {
            return Ok(late.len());
        }
    }
    Err(busy(project))
}

/// Letters without an answer and promises that are not kept, whose last day was before a day.
async fn late(project: &Project, today: Date) -> Result<Vec<Record>, Trouble> {
    let terms = Terms::of(&project.catalogue);
    let mut late = Vec::new();
    if let Some(register) = project.catalogue.register(LETTER) {
        for letter in matching(project, register, &format!("state = {SENT}")).await? {
            let is_over = Letter::of(&letter).due(&terms).is_some_and(|due| due < today);
            // One that was answered on paper is only not marked yet.
            if is_over && super::linking(project, REPLY, LETTER, &letter.id).await?.is_empty() {
                late.push(letter);
            }
        }
    }
    if let Some(register) = project.catalogue.register(PROMISE) {
        for promise in matching(project, register, &format!("state = {OPEN}")).await? {
            if Promise::of(&promise).due().is_some_and(|due| due < today) {
                late.push(promise);
            }
        }
    }
    Ok(late)
}
