//! The minutes of a meeting, made of what was recorded. They name people: whoever asks for them must be allowed to see that.

use super::{Held, of, question};
use crate::{Project, Trouble};
use auyl_domain::community::{Law, MeetingKind, Officer, carried, quorum};
use auyl_domain::finding::Finding;
use auyl_domain::value::{long_date, shown_date};
use auyl_domain::views::{COMMUNITY_MEMBER, DECISION, day};
use auyl_domain::{Lang, Record, RecordId};
use auyl_reports::document::Document;
use auyl_reports::minutes::{self, Minutes, Question};
use jiff::civil::Date;

/// The languages that minutes are written in.
pub use auyl_reports::minutes::LANGUAGES;

/// The paper. `lang` is Kazakh or Russian; of another, Russian is taken.
pub async fn paper(
    project: &Project,
    held: &Held,
    law: &Law,
    lang: Lang,
    today: Date,
) -> Result<(Document, Vec<Finding>), Trouble> {
    let lang = if lang == Lang::Kk { Lang::Kk } else { Lang::Ru };
    let (record, meeting) = (&held.record, &held.meeting);
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let long = |on: Option<Date>| on.map(|on| long_date(on, lang)).unwrap_or_default();
    let needed = quorum(meeting, law);
    let person = |id: &RecordId| held.people.iter().find(|person| person.id == *id);
    let officer = |of: &Officer| match of {
        Officer::Present(id) => person(id).map(|person| person.text("name").to_string()).unwrap_or_default(),
        Officer::None | Officer::Absent(_) => String::new(),
    };
    let elected = match meeting.kind {
        MeetingKind::Separate => of(project, COMMUNITY_MEMBER, "elected_at", held.event.id.as_str(), None).await?,
        _ => Vec::new(),
    };
    let is_elected = |of: &&Record| meeting.representatives.iter().any(|known| known.record == of.id);
    let name = |record: &Record| record.text("name").to_string();
    let names = |may_vote: bool| -> Vec<String> {
        let mut names: Vec<String> =
            held.people.iter().filter(|person| held.voters.contains(&person.id) == may_vote).map(name).collect();
        names.sort_by_cached_key(|name| auyl_domain::sorting::sort_key(name));
        names
    };
    let minutes = Minutes {
        lang: lang.code(),
        kind: meeting.kind.word(),
        number: record.text("minutes_number").to_string(),
        is_draft: meeting.held_on > today,
        district: held.place.as_ref().map(|place| place.words("rural_district", lang).to_string()).unwrap_or_default(),
        place: held.place.as_ref().map(|place| place.words("title", lang).to_string()).unwrap_or_default(),
        part: record.words("part", lang).to_string(),
        day: long_date(meeting.held_on, lang),
        starts_at: held.event.text("starts_at").to_string(),
        initiator: record.text("initiator").to_string(),
        signatures: number(record.number("signatures")),
        announced: long(meeting.announced_on),
        notice: record.text("notice_link").to_string(),
        members: number(meeting.members),
        quorum: number(needed),
        present: meeting.present.to_string(),
        has_quorum: needed.is_some_and(|needed| needed > 0 && meeting.present >= needed),
        opened_by: record.words("opened_by", lang).to_string(),
        chair: officer(&meeting.chair),
        secretary: officer(&meeting.secretary),
        questions: held.questions.iter().map(|of| asked(held, of, law, lang)).collect(),
        representatives: elected.iter().filter(is_elected).map(name).collect(),
        people: names(true),
        guests: names(false),
        handed: long(day(record, "handed_on")),
    };
    let (mut document, findings) = minutes::write(&project.catalogue, &minutes);
    document.title = format!("{} {}", document.title, shown_date(meeting.held_on));
    Ok((document, findings))
}

fn asked(held: &Held, record: &Record, law: &Law, lang: Lang) -> Question {
    let of = question(record);
    let on = held.meeting.held_on;
    let percent = law.term("decision_percent", held.meeting.kind, on).and_then(|term| term.value);
    let votes = of.votes.unwrap_or_default();
    let matter = law.matter(&of.matter, on);
    let lines = record.text("speeches").lines().map(str::trim).filter(|line| !line.is_empty());
    Question {
        number: of.number,
        title: record.words("title", lang).to_string(),
        matter: matter.map(|matter| matter.label.get(lang).to_string()).unwrap_or_default(),
        law: matter.map(|matter| matter.cited.get(lang).to_string()).unwrap_or_default(),
        speeches: lines.map(str::to_string).collect(),
        is_voted: of.votes.is_some(),
        votes_for: votes[0],
        votes_against: votes[1],
        votes_abstained: votes[2],
        is_carried: percent.is_some_and(|percent| carried(percent, votes[0], held.meeting.present)),
        decision: record.words(DECISION, lang).to_string(),
    }
}
