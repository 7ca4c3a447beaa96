//! What became of problems: whether a problem that is called solved is solved, by the word of those who raised it or of the
//! coordinator; and how far all of them came. In reading order: this file (saying so, opening again, what nobody confirmed),
//! `analysis` (asked, answered, accepted, done, and how long it took).

pub mod analysis;

use crate::community::law;
use crate::edit::{self, Change, Changed};
use crate::import::Faulty;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::confirming::{self, Asked, CLOSED_ON, asked, word_of};
use auyl_domain::draft::Draft;
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::measure::{self, Condition};
use auyl_domain::register::STATE;
use auyl_domain::ticket::Ticket;
use auyl_domain::value::shown_date;
use auyl_domain::views::{CONFIRMATION, PLACE, PROBLEM, day};
use auyl_domain::{Lang, Record, RecordId, Refusal, Value, Words};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

pub use auyl_domain::confirming::{CONFIRMED, REOPENED, SOLVED, is_called_solved};

/// A sentence of a resident has so many letters at most.
pub const MOST_NOTE: usize = 500;

/// Who says whether a problem is solved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Witness {
    /// Somebody who raised or supported it.
    Supporter,
    /// The coordinator of the village, or whoever else looks after the project.
    Coordinator,
}

impl Witness {
    /// The word of a record.
    fn word(self) -> &'static str {
        match self {
            Witness::Supporter => "supporter",
            Witness::Coordinator => "coordinator",
        }
    }
}

/// What somebody says about a problem that is called solved.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The problem.
    pub problem: &'a RecordId,
    /// Who says so.
    pub who: Witness,
    /// Whether it is solved.
    pub says: bool,
    /// The day.
    pub on: Date,
    /// What was seen.
    pub note: &'a str,
    /// A photo, as `sha256:name`; empty for none.
    pub photo: &'a str,
    /// Id of what is said, so that a form sent twice says it once.
    pub id: &'a str,
}

/// Keeps what somebody says. Who says yes of a problem to which nobody said no makes it confirmed; a no changes nothing
/// but what the team has to look at, because opening it again wants a reason.
pub async fn say(project: &Project, said: &Said<'_>, doing: &Doing) -> Result<Changed, Trouble> {
    let problem = solved(project, said.problem).await?;
    let draft = Draft::of([
        ("id", said.id),
        (PROBLEM, said.problem.as_str()),
        ("who", said.who.word()),
        ("says", if said.says { "yes" } else { "no" }),
        ("said_on", said.on.to_string().as_str()),
        ("note", said.note),
        ("photo", said.photo),
    ]);
    // Who holds a ticket may change what they said.
    let earlier = match RecordId::read(said.id).filter(|_| said.who == Witness::Supporter) {
        Some(id) => project.store.record(&project.id, CONFIRMATION, &id, None).await?,
        None => None,
    };
    let base = earlier.map(|earlier| earlier.since);
    let change = Change { register: CONFIRMATION, draft, base, silent: &[] };
    let changed = edit::change(project, change, Faulty::RefuseFile, doing).await?;
    let is_kept = matches!(changed, Changed::Saved { .. } | Changed::Unchanged { .. });
    let words = self::said(project, &problem.id).await?;
    if is_kept && problem.state() == SOLVED && confirming::is_confirmed(&problem, &words) {
        step(project, &problem, &[(STATE, CONFIRMED)], doing).await?;
    }
    Ok(changed)
}

/// What somebody who holds a ticket says, without an account: once for a ticket, changed as often as they like until the team
/// closes the question. Nothing of who they are is in the record.
pub async fn answer(
    project: &Project,
    problem: &Record,
    ticket: Ticket,
    (says, note): (bool, &str),
    on: Date,
    doing: &Doing,
) -> Result<Changed, Trouble> {
    if asked(problem) != Asked::Open {
        return Err(Refusal::of("problem-not-asked").into());
    }
    let note: String = note.trim().chars().take(MOST_NOTE).collect();
    let id = word_of(ticket, problem);
    let said =
        Said { problem: &problem.id, who: Witness::Supporter, says, on, note: &note, photo: "", id: id.as_str() };
    say(project, &said, doing).await
}

/// What who holds a ticket has said of a problem.
pub async fn answered(project: &Project, problem: &Record, ticket: Ticket) -> Result<Option<Record>, Trouble> {
    project.store.record(&project.id, CONFIRMATION, &word_of(ticket, problem), None).await
}

/// Residents are asked no more, or again.
pub async fn close(project: &Project, id: &RecordId, on: Option<Date>, doing: &Doing) -> Result<Changed, Trouble> {
    let problem = solved(project, id).await?;
    let on = on.map(|on| on.to_string()).unwrap_or_default();
    step(project, &problem, &[(CLOSED_ON, on.as_str())], doing).await
}

/// The problems that the words of a file confirm, as they are to be kept: one that is called solved, in the file or in the
/// project, and of which the words of both say so. So a file that comes twice changes nothing the second time.
pub(crate) async fn confirm_arriving(project: &Project, arriving: &[&Record]) -> Result<Vec<Record>, Trouble> {
    let mut confirmed = Vec::new();
    if project.catalogue.register(CONFIRMATION).is_none() || project.catalogue.register(PROBLEM).is_none() {
        return Ok(confirmed);
    }
    let of = |register: &'static str| arriving.iter().copied().filter(move |record| record.register == register);
    let is_solved = |record: &Record| record.state() == SOLVED && record.review.is_empty();
    let arrived: HashMap<&RecordId, &Record> = of(PROBLEM).map(|problem| (&problem.id, problem)).collect();
    let ids: BTreeSet<&RecordId> = of(CONFIRMATION).map(|word| &word.id).collect();
    let mut words: HashMap<&RecordId, Vec<&Record>> = HashMap::new();
    for word in of(CONFIRMATION) {
        if let Some(problem) = word.link(PROBLEM) {
            words.entry(problem).or_default().push(word);
        }
    }
    let mut named: BTreeSet<&RecordId> = words.keys().copied().collect();
    named.extend(of(PROBLEM).filter(|problem| is_solved(problem)).map(|problem| &problem.id));
    for id in named {
        let problem = match arrived.get(id) {
            Some(problem) => Some((*problem).clone()),
            None => project.store.record(&project.id, PROBLEM, id, None).await?,
        };
        let Some(mut problem) = problem.filter(|problem| is_solved(problem)) else { continue };
        let mut kept = said(project, id).await?;
        kept.retain(|word| !ids.contains(&word.id));
        let arrived = words.get(id).into_iter().flatten().copied();
        if confirming::is_confirmed(&problem, kept.iter().chain(arrived)) {
            problem.fields.insert(STATE.to_string(), Value::Choice(CONFIRMED.to_string()));
            confirmed.push(problem);
        }
    }
    Ok(confirmed)
}

/// Opens a problem again that is not solved after all, and says why.
pub async fn reopen(project: &Project, id: &RecordId, why: &str, on: Date, doing: &Doing) -> Result<Changed, Trouble> {
    let problem = solved(project, id).await?;
    let on = on.to_string();
    // When it is solved again, residents are asked again.
    let fields = [(STATE, REOPENED), ("reopened_on", on.as_str()), ("reopened_why", why), (CLOSED_ON, "")];
    step(project, &problem, &fields, doing).await
}

async fn solved(project: &Project, id: &RecordId) -> Result<Record, Trouble> {
    let register = project.register(PROBLEM)?;
    let missing = || Refusal::of("record-missing").labelled("register", &register.title).with("id", id);
    let problem = project.store.record(&project.id, PROBLEM, id, None).await?.ok_or_else(missing)?;
    match is_called_solved(&problem) {
        true => Ok(problem),
        false => Err(Refusal::of("problem-not-solved").into()),
    }
}

async fn step(project: &Project, problem: &Record, fields: &[(&str, &str)], doing: &Doing) -> Result<Changed, Trouble> {
    let register = project.register(PROBLEM)?;
    let mut draft = edit::draft_of(register, problem);
    draft.fields.extend(fields.iter().map(|(field, text)| (field.to_string(), text.to_string())));
    let change = Change { register: PROBLEM, draft, base: Some(problem.since), silent: &[] };
    edit::change(project, change, Faulty::RefuseFile, doing).await
}

/// What was said of a problem, the earliest first.
pub async fn said(project: &Project, problem: &RecordId) -> Result<Vec<Record>, Trouble> {
    let mut said = matching(project, CONFIRMATION, &format!("problem = \"{problem}\""), None).await?;
    said.sort_by_key(|record| (day(record, "said_on"), record.since, record.id.clone()));
    Ok(said)
}

/// Problems that are called solved and of which nobody has said so in as many days as the catalogue gives.
pub async fn unconfirmed(project: &Project, as_of: Option<i64>, today: Date) -> Result<Vec<Finding>, Trouble> {
    if project.catalogue.register(CONFIRMATION).is_none() {
        return Ok(Vec::new());
    }
    let law = law(project);
    let days = law.own_term("confirmation_days", today).and_then(|term| term.value);
    let Some((days, until)) = days.and_then(|days| Some((days, today.checked_sub(days.days()).ok()?))) else {
        return Ok(Vec::new());
    };
    let long_solved = format!("state = {SOLVED} and solved_on < {until}");
    let problems = matching(project, PROBLEM, &long_solved, as_of).await?;
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let said = matching(project, CONFIRMATION, &format!("problem.state = {SOLVED}"), as_of).await?;
    let known: BTreeSet<&RecordId> = said.iter().filter_map(|said| said.link(PROBLEM)).collect();
    let places = project.good_records(PLACE, as_of).await?;
    let place = |problem: &Record| places.iter().find(|place| problem.link(PLACE) == Some(&place.id));
    let finding = |problem: &Record| {
        let words = |record: &Record, field| {
            let text = |lang: Lang| record.words(field, lang).to_string();
            Words { kk: text(Lang::Kk), ru: text(Lang::Ru), en: text(Lang::En) }
        };
        let finding = Finding::warning("solved-unconfirmed").labelled("title", &words(problem, "title"));
        let finding = finding.labelled(PLACE, &place(problem).map(|place| words(place, "title")).unwrap_or_default());
        let solved = day(problem, "solved_on").map(shown_date).unwrap_or_default();
        finding.with("solved", solved).with("days", days).at(Spot::record(PROBLEM, problem.id.as_str()))
    };
    Ok(problems.iter().filter(|problem| !known.contains(&problem.id)).map(finding).collect())
}

/// Records for which a condition holds. One that a catalogue of somebody's own does not know holds of none.
pub async fn matching(
    project: &Project,
    register: &str,
    text: &str,
    as_of: Option<i64>,
) -> Result<Vec<Record>, Trouble> {
    let register = project.register(register)?;
    let cond = Condition::read(text).and_then(|condition| measure::resolve(&condition, register, &project.catalogue));
    match cond {
        Ok(cond) => project.store.matching(&project.id, &register.id, &cond, as_of).await,
        Err(_) => Ok(Vec::new()),
    }
}
