//! The notice of a month for the board of a village: new problems, answers, decisions, what is solved, what meetings come, where
//! to turn.

use super::{Village, cut, listed, note, on_one_page};
use crate::{Project, Trouble};
use auyl_domain::value::{shown_date, shown_months};
use auyl_domain::views::{DECISION, EVENT, LETTER, PLACE, PROBLEM, REPLY, day};
use auyl_domain::{Lang, Record};
use auyl_reports::document::{Block, Document};
use jiff::civil::Date;

/// How full a draft is: lines of each part, letters of a line.
const DRAFTS: [(usize, usize); 5] = [(12, 160), (8, 140), (6, 120), (4, 100), (2, 80)];
/// Meetings within so many days after the month are told.
const AHEAD: i64 = 45;

struct Found {
    raised: Vec<Record>,
    replies: Vec<Record>,
    decisions: Vec<Record>,
    solved: Vec<Record>,
    meetings: Vec<Record>,
    contacts: Vec<String>,
}

/// The notice of the month in which a day lies; none where there is no such village.
pub async fn notice(
    project: &Project,
    place: &str,
    lang: Lang,
    public: bool,
    month: Date,
) -> Result<Option<Document>, Trouble> {
    let Some(village) = Village::of(project, place, lang, public).await? else { return Ok(None) };
    let (first, last) = (month.first_of_month(), month.last_of_month());
    let within = |field: &str| format!("{field} >= {first} and {field} <= {last}");
    let here = village.here(PLACE);
    let ahead = last.checked_add(jiff::Span::new().days(AHEAD)).unwrap_or(last);
    let meetings = format!("{here} and held_on > {last} and held_on <= {ahead}");
    let found = Found {
        raised: village.records(PROBLEM, &format!("{here} and {}", within("raised_on")), None).await?,
        // A reply is of the village of its letter.
        replies: village
            .records(
                REPLY,
                &format!("{} and {}", village.here(&format!("{LETTER}.{PLACE}")), within("received_on")),
                None,
            )
            .await?,
        decisions: village
            .records(
                DECISION,
                &format!("{} and {}", village.here(&format!("{PROBLEM}.{PLACE}")), within("decided_on")),
                None,
            )
            .await?,
        solved: village.records(PROBLEM, &format!("{here} and {}", within("solved_on")), None).await?,
        meetings: village.records(EVENT, &meetings, Some(("held_on", false))).await?,
        contacts: village.contacts().await?,
    };
    let drafts = DRAFTS.iter().map(|fullness| draft(&village, &found, *fullness, first)).collect();
    Ok(Some(on_one_page(drafts).await?))
}

fn draft(village: &Village<'_>, found: &Found, (lines, letters): (usize, usize), first: Date) -> Document {
    let month = shown_months(first, first, village.lang);
    let title = village.say("village-notice-of", &[("village", village.name().to_string()), ("month", month)]);
    let mut blocks = vec![Block::heading(1, title.clone()), note(village.say("village-notice-about", &[]))];
    let part = |key: &str, records: &[Record], line: &dyn Fn(&Record) -> String| {
        let mut all: Vec<String> = records.iter().take(lines).map(|record| cut(&line(record), letters)).collect();
        if records.len() > lines {
            all.push(village.say("village-more", &[("n", (records.len() - lines).to_string())]));
        }
        if all.is_empty() {
            all.push(village.say("village-nothing", &[]));
        }
        listed(village.say(key, &[]), all)
    };
    let problem = |record: &Record| {
        let sphere = village.said(PROBLEM, record, "sphere");
        format!("{} ({sphere})", village.said(PROBLEM, record, "title"))
    };
    let reply = |record: &Record| {
        let text = village.said(REPLY, record, "text");
        let outcome = village.said(REPLY, record, "outcome");
        let number = village.said(REPLY, record, "number");
        [number, outcome, text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    };
    let decision = |record: &Record| {
        format!("{}: {}", village.said(DECISION, record, "body"), village.said(DECISION, record, "text"))
    };
    let meeting = |record: &Record| {
        let held = day(record, "held_on").map(shown_date).unwrap_or_default();
        let begins = village.said(EVENT, record, "starts_at");
        let when = if begins.is_empty() { held } else { format!("{held}, {begins}") };
        format!("{when} – {}", village.said(EVENT, record, "title"))
    };
    blocks.extend(part("village-new", &found.raised, &problem));
    blocks.extend(part("village-replies", &found.replies, &reply));
    blocks.extend(part("village-decisions", &found.decisions, &decision));
    blocks.extend(part("village-solved", &found.solved, &problem));
    blocks.extend(part("village-meetings", &found.meetings, &meeting));
    blocks.extend(listed(village.say("village-contacts", &[]), found.contacts.clone()));
    village.document(title, blocks)
}
