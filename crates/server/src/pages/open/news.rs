//! What happened in a project, as the feed and the page tell it: events held, publications, problems solved.

use super::gather::{link, said};
use super::opened::{Kind, News};
use super::visitor::{First, Visitor};
use crate::stop::Result;
use auyl_domain::id::sha256;
use auyl_domain::views::{EVENT, PLACE, PROBLEM, PUBLICATION, day};
use auyl_domain::{Record, Register};
use auyl_work::project::Names;
use jiff::civil::Date;

/// So many are told.
const MOST: i64 = 40;

/// Gathers what happened until today, the newest first.
pub async fn gather(visitor: &Visitor, names: &Names<'_>, today: Date) -> Result<Vec<News>> {
    let mut news = Vec::new();
    for (kind, register, dated, about) in [
        (Kind::Event, EVENT, "held_on", ["kind", PLACE]),
        (Kind::Publication, PUBLICATION, "published_on", ["kind", "outlet"]),
        (Kind::Solved, PROBLEM, "solved_on", ["sphere", PLACE]),
    ] {
        let Some(register) = visitor.register(register, &["title", dated]) else { continue };
        let (records, _) = visitor.records(register, First { sort: Some((dated, true)), most: MOST }).await?;
        let known = records.iter().filter_map(|record| Some((record, day(record, dated)?)));
        let past = known.filter(|(record, day)| *day <= today && (kind != Kind::Solved || is_over(register, record)));
        news.extend(past.map(|(record, day)| News {
            kind,
            day,
            title: record.words("title", visitor.say.lang).to_string(),
            about: about.map(|field| said(visitor, names, register, record, field)),
            href: if kind == Kind::Publication { link(record) } else { None },
            guid: guid(&visitor.project.id, record),
        }));
    }
    news.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.guid.cmp(&b.guid)));
    news.truncate(MOST as usize);
    Ok(news)
}

/// Whether a record has come to the last state of its register.
pub fn is_over(register: &Register, record: &Record) -> bool {
    register.is_over(record.state())
}

/// A name that stays the same and tells nothing of how the team calls its records.
fn guid(project: &str, record: &Record) -> String {
    format!("urn:auyl:{}", &sha256(format!("{project}\n{}\n{}", record.register, record.id).as_bytes())[..32])
}
