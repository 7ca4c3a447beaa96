//! Gatherings and assemblies of a project as the law looks at them: what is recorded of a meeting is gathered from its
//! event, sign-in list, agenda and the list of members, and the rules of `auyl_domain::community` are asked. In reading
//! order: this file (one meeting, all of them, what is wrong), `minutes` (the paper), `votes` (what is typed at a meeting).

pub mod minutes;
mod votes;

pub use votes::{Ballot, count};

use crate::{Project, Trouble};
use auyl_domain::community::{
    self, Answer, Asked, Attendee, Law, MEETING, Meeting, MeetingKind, Member, Officer, Question, Representative,
    Settlement, voters,
};
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::measure::{self, Op};
use auyl_domain::value::shown_date;
use auyl_domain::views::{
    AGENDA_QUESTION, ATTENDANCE, COMMUNITY_MEETING, COMMUNITY_MEMBER, DECISION, EVENT, PARTICIPANT, PLACE, day,
};
use auyl_domain::words::fold;
use auyl_domain::{Lang, Record, RecordId, Value, Words};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a community member is who sits in the assembly.
const DELEGATES: [&str; 4] = ["chair", "secretary", "member", "commission"];
/// What a community member is whom a separate gathering elected.
const REPRESENTATIVE: &str = "representative";
/// As what somebody comes who votes.
const VOTER: &str = "participant";

/// A meeting with the records it was gathered from.
pub struct Held {
    /// What the law wants recorded of it.
    pub record: Record,
    /// The event.
    pub event: Record,
    /// Its village.
    pub place: Option<Record>,
    /// As the rules look at it.
    pub meeting: Meeting,
    /// Questions of the agenda, in their order.
    pub questions: Vec<Record>,
    /// Who came, whether they may vote or not.
    pub people: Vec<Record>,
    /// Who of them may vote.
    pub voters: BTreeSet<RecordId>,
}

/// What is needed of a project to judge its meetings, read once.
struct Known<'p> {
    project: &'p Project,
    law: &'p Law,
    places: Vec<Record>,
    as_of: Option<i64>,
}

/// The law of a project's catalogue.
pub fn law(project: &Project) -> Law {
    // What cannot be read of it is a finding of the catalogue and told there.
    Law::of(&project.catalogue).0
}

/// Records of a register that a field leads to one of these.
async fn of(
    project: &Project,
    register: &str,
    field: &str,
    ids: &str,
    as_of: Option<i64>,
) -> Result<Vec<Record>, Trouble> {
    let register = project.register(register)?;
    match measure::filter(register, field, Op::Is, ids, &project.catalogue) {
        Ok(cond) if !ids.is_empty() => project.store.matching(&project.id, &register.id, &cond, as_of).await,
        _ => Ok(Vec::new()),
    }
}

/// The meeting of an event; none where nothing is recorded for the law.
pub async fn of_event(project: &Project, event: &Record, law: &Law) -> Result<Option<Held>, Trouble> {
    if project.catalogue.register(COMMUNITY_MEETING).is_none() {
        return Ok(None);
    }
    let record = of(project, COMMUNITY_MEETING, EVENT, event.id.as_str(), None).await?.into_iter().next();
    let Some(record) = record else { return Ok(None) };
    let places = project.good_records(PLACE, None).await?;
    Known { project, law, places, as_of: None }.held(record, event.clone()).await
}

/// What is wrong with meetings and assemblies, and what is to be done in time.
pub async fn findings(project: &Project, as_of: Option<i64>, today: Date) -> Result<Vec<Finding>, Trouble> {
    if project.catalogue.register(COMMUNITY_MEETING).is_none() {
        return Ok(Vec::new());
    }
    let law = law(project);
    let places = project.good_records(PLACE, as_of).await?;
    let known = Known { project, law: &law, places, as_of };
    let mut findings = known.assemblies(today).await?;
    for record in project.good_records(COMMUNITY_MEETING, as_of).await? {
        let Some(event) = record.link(EVENT) else { continue };
        let Some(event) = project.store.record(&project.id, EVENT, event, as_of).await? else { continue };
        let Some(held) = known.held(record, event).await? else { continue };
        let name = held.name(project);
        for mut finding in community::findings(&held.meeting, &law, today) {
            finding.args.remove(MEETING);
            findings.push(finding.labelled(MEETING, &name).at(held.spot()));
        }
    }
    Ok(findings)
}

impl Held {
    /// Where its findings are mended.
    pub fn spot(&self) -> Spot {
        Spot::record(COMMUNITY_MEETING, self.record.id.as_str())
    }

    /// How a finding names it among those of other meetings.
    fn name(&self, project: &Project) -> Words {
        let name = |lang: Lang| {
            let place = self.place.as_ref().map(|place| place.words("title", lang)).unwrap_or_default();
            let kind = project.catalogue.label("meeting_kind", self.meeting.kind.word(), lang);
            let name = format!("{kind}, {place}, {}: ", shown_date(self.meeting.held_on));
            name.replace(", , ", ", ")
        };
        Words { kk: name(Lang::Kk), ru: name(Lang::Ru), en: name(Lang::En) }
    }
}

impl Known<'_> {
    /// Gathers one meeting; none where its day or kind is not known.
    async fn held(&self, record: Record, event: Record) -> Result<Option<Held>, Trouble> {
        let (Some(kind), Some(held_on)) = (MeetingKind::read(record.text("kind")), day(&event, "held_on")) else {
            return Ok(None);
        };
        let (project, as_of) = (self.project, self.as_of);
        let place = event.link(PLACE).and_then(|id| self.places.iter().find(|place| place.id == *id)).cloned();
        let community = self.community(place.as_ref(), kind);
        let members = self.members_of(&community).await?;
        let delegates = delegates(&members, held_on);
        let rows = of(project, ATTENDANCE, EVENT, event.id.as_str(), as_of).await?;
        let (people, attendees) = self.attendees(&rows, &community, &delegates).await?;
        let adult_years = self.law.term("adult_years", kind, held_on).and_then(|term| term.value).unwrap_or(0);
        let mut questions = of(project, AGENDA_QUESTION, "meeting", record.id.as_str(), as_of).await?;
        questions.sort_by_key(|question| (question.number("number"), question.id.clone()));
        let voters = voters(&attendees, kind, adult_years, held_on);
        let signed_in: BTreeSet<&RecordId> =
            attendees.iter().filter(|of| of.is_participant).map(|of| &of.person).collect();
        let officer = |field: &str| match record.link(field) {
            None => Officer::None,
            Some(person) if attendees.iter().any(|of| of.person == *person) => Officer::Present(person.clone()),
            Some(person) => Officer::Absent(person.clone()),
        };
        let answer = |field: &str, on: &str| {
            let word = Some(record.text(field)).filter(|word| !word.is_empty())?;
            Some(Answer { agrees: word == "agrees", on: day(&record, on) })
        };
        let meeting = Meeting {
            kind,
            held_on,
            has_place: place.is_some(),
            asked: (record.text("initiator") == "members").then(|| Asked {
                signatures: record.number("signatures"),
                consent_on: day(&record, "district_consent_on"),
            }),
            announced_on: day(&event, "convened_on"),
            notice_is_kept: record.get("notice_link").is_some() || record.get("notice_file").is_some(),
            members: self.n_members(&record, kind, held_on, &community, &members, adult_years),
            present: i64::try_from(voters.len()).unwrap_or(i64::MAX),
            signed_in: i64::try_from(signed_in.len()).unwrap_or(i64::MAX),
            chair: officer("chair"),
            secretary: officer("secretary"),
            questions: questions.iter().map(question).collect(),
            signed_on: day(&record, "minutes_signed_on"),
            handed_on: day(&record, "handed_on"),
            akim: answer("akim_answer", "akim_answered_on"),
            discussed_again: record.link("second_meeting").is_some(),
            higher: answer("higher_answer", "higher_answered_on"),
            published_on: day(&record, "published_on"),
            representatives: match kind {
                MeetingKind::Separate => self.representatives(&event).await?,
                _ => Vec::new(),
            },
        };
        Ok(Some(Held { record, event, place, meeting, questions, people, voters }))
    }

    /// The places whose residents are the community of a meeting: the village of a separate gathering, else all villages of
    /// its rural district.
    fn community(&self, place: Option<&Record>, kind: MeetingKind) -> Vec<&Record> {
        let Some(place) = place else { return Vec::new() };
        let is_same = |other: &&Record| match kind {
            MeetingKind::Separate => other.id == place.id,
            _ => district(other) == district(place),
        };
        self.places.iter().filter(is_same).collect()
    }

    async fn members_of(&self, community: &[&Record]) -> Result<Vec<Record>, Trouble> {
        let places = community.iter().map(|place| place.id.as_str()).collect::<Vec<_>>().join(",");
        of(self.project, COMMUNITY_MEMBER, PLACE, &places, self.as_of).await
    }

    /// Who signed in, and whether they vote.
    async fn attendees(
        &self,
        rows: &[Record],
        community: &[&Record],
        delegates: &[&Record],
    ) -> Result<(Vec<Record>, Vec<Attendee>), Trouble> {
        let ids: Vec<RecordId> = rows.iter().filter_map(|row| row.link(PARTICIPANT).cloned()).collect();
        let people = self.project.store.by_ids(&self.project.id, PARTICIPANT, &ids).await?;
        let by_id: BTreeMap<&RecordId, &Record> = people.iter().map(|person| (&person.id, person)).collect();
        let attendee = |row: &Record| {
            let person = row.link(PARTICIPANT)?;
            let known = by_id.get(person);
            let home = known.and_then(|known| known.link(PLACE));
            let name = known.map(|known| fold(known.text("name"))).unwrap_or_default();
            let is_delegate = |of: &&Record| match of.link(PARTICIPANT) {
                Some(of) => of == person,
                None => !name.is_empty() && fold(of.text("name")) == name,
            };
            Some(Attendee {
                person: person.clone(),
                is_participant: row.text("role") == VOTER,
                born: known.and_then(|known| known.number("birth_year")),
                is_of_community: home.is_some_and(|home| community.iter().any(|place| place.id == *home)),
                is_delegate: delegates.iter().copied().any(|of| is_delegate(&of)),
            })
        };
        let attendees = rows.iter().filter_map(attendee).collect();
        Ok((people, attendees))
    }

    /// Members who may take part: as the akim's office certifies, else as the list has them, else as many as the village
    /// has adults. What a part of a village has is known only where somebody said it.
    fn n_members(
        &self,
        record: &Record,
        kind: MeetingKind,
        on: Date,
        community: &[&Record],
        members: &[Record],
        adult_years: i64,
    ) -> Option<i64> {
        let count = |n: usize| i64::try_from(n).ok().filter(|n| *n > 0);
        if let Some(certified) = record.number("members_total") {
            return Some(certified);
        }
        match kind {
            MeetingKind::Assembly => count(delegates(members, on).len()),
            MeetingKind::Separate if !record.words("part", Lang::Ru).is_empty() => None,
            MeetingKind::Gathering | MeetingKind::Separate => {
                let years = i64::from(on.year());
                let is_adult = |of: &&Record| of.number("birth_year").is_none_or(|born| years - born >= adult_years);
                let is_registered = |of: &&Record| of.get("registered") == Some(&Value::Flag(true));
                let listed: BTreeSet<String> =
                    members.iter().filter(is_registered).filter(is_adult).map(person_of).collect();
                let adults: Option<i64> = community.iter().map(|place| place.number("adults")).sum();
                count(listed.len()).or(adults.filter(|adults| *adults > 0))
            }
        }
    }

    async fn representatives(&self, event: &Record) -> Result<Vec<Representative>, Trouble> {
        let all = of(self.project, COMMUNITY_MEMBER, "role", REPRESENTATIVE, self.as_of).await?;
        let (own, others): (Vec<&Record>, Vec<&Record>) =
            all.iter().partition(|of| of.link("elected_at") == Some(&event.id));
        let is_twice = |of: &Record| {
            let sits = |of: &Record, on: Option<Date>| on.is_none_or(|on| member(of).is_none_or(|of| of.sits_on(on)));
            let meets = |other: &Record| sits(other, day(of, "mandate_from")) || sits(of, day(other, "mandate_from"));
            let elsewhere = others.iter().filter(|other| other.link("elected_at").is_some());
            elsewhere.copied().any(|other| person_of(other) == person_of(of) && meets(other))
        };
        Ok(own.into_iter().map(|of| Representative { record: of.id.clone(), is_twice: is_twice(of) }).collect())
    }

    /// What is wrong with the assemblies as they sit now.
    async fn assemblies(&self, today: Date) -> Result<Vec<Finding>, Trouble> {
        let all = of(self.project, COMMUNITY_MEMBER, "role", &DELEGATES.join(","), self.as_of).await?;
        let mut districts: BTreeMap<(String, String), Vec<&Record>> = BTreeMap::new();
        for place in &self.places {
            districts.entry(district(place)).or_default().push(place);
        }
        let mut findings = Vec::new();
        for places in districts.values() {
            let of_district =
                |of: &&Record| of.link(PLACE).is_some_and(|id| places.iter().any(|place| place.id == *id));
            let members: Vec<Member> = all.iter().filter(of_district).filter_map(member).collect();
            let settlement = |place: &&Record| Settlement {
                id: place.id.clone(),
                title: words(place, "title"),
                residents: place.number("population"),
            };
            let settlements: Vec<Settlement> = places.iter().map(settlement).collect();
            let name = words(places[0], "rural_district");
            for finding in community::composition(&name, &settlements, &members, self.law, today) {
                findings.push(finding.at(Spot::record(PLACE, places[0].id.as_str())));
            }
        }
        Ok(findings)
    }
}

fn question(record: &Record) -> Question {
    let fields = ["votes_for", "votes_against", "votes_abstained"].map(|field| record.number(field));
    // One number that is typed says that there was a vote.
    let votes = fields.iter().any(Option::is_some).then(|| fields.map(|votes| votes.unwrap_or(0)));
    Question {
        number: record.number("number").unwrap_or(0),
        title: words(record, "title"),
        matter: record.text("matter").to_string(),
        votes,
        has_decision: !record.words(DECISION, Lang::Ru).is_empty(),
    }
}

fn words(record: &Record, field: &str) -> Words {
    let text = |lang: Lang| record.words(field, lang).to_string();
    Words { kk: text(Lang::Kk), ru: text(Lang::Ru), en: text(Lang::En) }
}

/// The rural district of a place; its name and that of its district, because names repeat.
fn district(place: &Record) -> (String, String) {
    (fold(place.text("district_ru")), fold(place.text("rural_district_ru")))
}

fn member(record: &Record) -> Option<Member> {
    Some(Member {
        record: record.id.clone(),
        settlement: record.link(PLACE)?.clone(),
        from: day(record, "mandate_from"),
        until: day(record, "mandate_to"),
    })
}

fn delegates(members: &[Record], on: Date) -> Vec<&Record> {
    let sits = |of: &&Record| DELEGATES.contains(&of.text("role")) && member(of).is_some_and(|of| of.sits_on(on));
    members.iter().filter(sits).collect()
}

/// Who a member is: the participant, else the name.
fn person_of(record: &Record) -> String {
    match record.link(PARTICIPANT) {
        Some(person) => person.to_string(),
        None => fold(record.text("name")),
    }
}
