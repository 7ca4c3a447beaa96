//! What happened in a project, as the feed and the page tell it: events held, publications, problems raised, answered, decided,
//! solved, opened again, votes.

use super::gather::{link, said};
use super::opened::{Kind, News};
use super::visitor::{First, Visitor};
use crate::pages::ballots::vote_address;
use crate::stop::Result;
use auyl_domain::id::sha256;
use auyl_domain::views::{BALLOT_ROUND, DECISION, EVENT, PLACE, PROBLEM, PUBLICATION, REPLY, day};
use auyl_domain::{Record, Register};
use auyl_work::ballots::PUBLISHED;
use auyl_work::project::Names;
use jiff::civil::Date;

/// So many are told.
const MOST: i64 = 40;

/// Gathers what happened until today, the newest first.
pub async fn gather(visitor: &Visitor, names: &Names<'_>, today: Date) -> Result<Vec<News>> {
    let mut news = Vec::new();
    for (kind, register, dated, title, about) in [
        (Kind::Event, EVENT, "held_on", "title", ["kind", PLACE]),
        (Kind::Publication, PUBLICATION, "published_on", "title", ["kind", "outlet"]),
        (Kind::Raised, PROBLEM, "raised_on", "title", ["sphere", PLACE]),
        // What an office wrote by its link names people; how it answered does not.
        (Kind::Answered, REPLY, "replied_on", "outcome", ["number", ""]),
        (Kind::Decided, DECISION, "decided_on", "text", ["body", "number"]),
        (Kind::Solved, PROBLEM, "solved_on", "title", ["sphere", PLACE]),
        (Kind::Reopened, PROBLEM, "reopened_on", "title", ["sphere", PLACE]),
        (Kind::Voted, BALLOT_ROUND, "closes_on", "title", ["kind", PLACE]),
    ] {
        let Some(register) = visitor.register(register, &[title, dated]) else { continue };
        let (records, _) = visitor.records(register, First { sort: Some((dated, true)), most: MOST }).await?;
        let known = records.iter().filter_map(|record| Some((record, day(record, dated)?)));
        let past = known.filter(|(record, day)| *day <= today && is_so(kind, register, record));
        news.extend(past.map(|(record, day)| News {
            kind,
            day,
            title: said(visitor, names, register, record, title),
            about: about.map(|field| said(visitor, names, register, record, field)),
            href: match kind {
                Kind::Publication => link(record),
                Kind::Voted => Some(vote_address(visitor, record)),
                _ => None,
            },
            guid: guid(&visitor.project.id, kind, record),
        }));
    }
    news.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.guid.cmp(&b.guid)));
    news.truncate(MOST as usize);
    Ok(news)
}

/// Whether what a day is written for came about.
fn is_so(kind: Kind, register: &Register, record: &Record) -> bool {
    match kind {
        Kind::Solved => is_over(register, record),
        Kind::Voted => record.state() == PUBLISHED,
        _ => true,
    }
}

/// Whether a record has come to the last state of its register.
pub fn is_over(register: &Register, record: &Record) -> bool {
    register.is_over(record.state())
}

/// A name that stays the same and tells nothing of how the team calls its records.
fn guid(project: &str, kind: Kind, record: &Record) -> String {
    // A problem is news more than once: when it is raised, solved, opened again.
    let again = match kind {
        Kind::Raised => "\nraised",
        Kind::Reopened => "\nreopened",
        _ => "",
    };
    format!("urn:auyl:{}", &sha256(format!("{project}\n{}\n{}{again}", record.register, record.id).as_bytes())[..32])
}
