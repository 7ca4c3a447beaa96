//! The page of a meeting: what the law wants of it, the votes, the minutes.

use super::live::{self, Quorum};
use super::{meeting, paper};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Said, names_seen};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::community::{Law, Standing, Step, carried, steps};
use auyl_domain::finding::Finding;
use auyl_domain::views::{AGENDA_QUESTION, ATTENDANCE, COMMUNITY_MEETING, COMMUNITY_MEMBER, EVENT, PLACE};
use auyl_domain::{Lang, Record};
use auyl_work::community::{Ballot, Held, minutes};
use axum::extract::Path;
use axum::http::StatusCode;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "community/meeting.html")]
struct MeetingPage {
    frame: Frame,
    event: String,
    event_title: String,
    kind: String,
    begin: Option<String>,
    change: Option<String>,
    quorum: Option<Quorum>,
    steps: Vec<Shown>,
    questions: Vec<Asked>,
    needed: Option<String>,
    agenda: Option<String>,
    question_new: Option<String>,
    votes: Option<String>,
    wrong: Vec<(String, String)>,
    papers: Vec<(String, String)>,
    is_draft: bool,
    has_minutes: bool,
}

/// A step as it is shown.
struct Shown {
    class: &'static str,
    mark: String,
    title: String,
    cited: String,
    said: Vec<Said>,
    href: Option<String>,
}

/// A question of the agenda, with what was typed of it.
struct Asked {
    id: String,
    base: i64,
    number: String,
    title: String,
    href: String,
    matter: String,
    typed: [String; 5],
    outcome: (&'static str, String),
    said: Vec<Said>,
}

/// What was typed and could not be saved, by question.
pub type Typed = BTreeMap<String, (Ballot, Vec<Finding>)>;

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let (event, law, held) = meeting(&here, &id).await?;
    render(&here, &event, &law, held, &Typed::new(), StatusCode::OK)
}

/// Shows it with what was typed.
pub fn render(here: &Here, event: &Record, law: &Law, held: Option<Held>, typed: &Typed, status: StatusCode) -> Result {
    let root = here.root();
    let own = format!("{root}/event/{}", event.id);
    let back = format!("{own}/meeting");
    let may = |action, id: &str| here.project.catalogue.register(id).is_some_and(|of| here.can(action, Some(of)));
    let event_title = event.words("title", here.lang()).to_string();
    let frame = here.frame("gathering", here.say.t("gathering-of-event")).script(here, "quorum.js");
    let Some(held) = held else {
        let begin = may(Action::Add, COMMUNITY_MEETING)
            .then(|| format!("{root}/r/{COMMUNITY_MEETING}/new?{EVENT}={}&back={back}", event.id));
        let page = MeetingPage {
            frame,
            event: own,
            event_title,
            kind: String::new(),
            begin,
            change: None,
            quorum: None,
            steps: Vec::new(),
            questions: Vec::new(),
            needed: None,
            agenda: None,
            question_new: None,
            votes: None,
            wrong: Vec::new(),
            papers: Vec::new(),
            is_draft: false,
            has_minutes: false,
        };
        return page_with(status, &page);
    };
    let today = here.app.world.today();
    let steps = steps(&held.meeting, law, today);
    let meeting = format!("{root}/r/{COMMUNITY_MEETING}/{}", held.record.id);
    let next = held.meeting.questions.iter().map(|of| of.number).max().unwrap_or(0) + 1;
    let percent = law.term("decision_percent", held.meeting.kind, held.meeting.held_on).and_then(|term| term.value);
    let needed = percent.map(|percent| percent * held.meeting.present / 100 + 1);
    let file = |(lang, format): (Lang, &str)| {
        let name = match lang {
            Lang::Kk => "Қазақша",
            _ => "Русский",
        };
        (format!("{own}/minutes.{format}?lang={}", lang.code()), format!("{name}, {}", format.to_uppercase()))
    };
    let files = minutes::LANGUAGES.into_iter().flat_map(|lang| ["docx", "pdf"].map(|format| (lang, format)));
    let questions = questions(here, &held, percent, typed);
    let wrong = questions.iter().flat_map(|asked| {
        asked.said.iter().map(move |said| (format!("v.{}.0", asked.id), format!("{}. {}", asked.number, said.message)))
    });
    let page = MeetingPage {
        frame,
        event: own.clone(),
        event_title,
        kind: here.say.label("meeting_kind", held.meeting.kind.word()),
        begin: None,
        change: may(Action::Change, COMMUNITY_MEETING).then(|| format!("{meeting}/edit?back={back}")),
        quorum: Some(live::of(here, &held, law, &steps)),
        steps: steps.iter().map(|step| shown(here, &held, step, &back)).collect(),
        wrong: wrong.collect(),
        questions,
        needed: needed.map(|needed| here.say.number(needed)),
        agenda: may(Action::Add, AGENDA_QUESTION).then(|| format!("{meeting}/rows/{AGENDA_QUESTION}")),
        question_new: may(Action::Add, AGENDA_QUESTION)
            .then(|| format!("{root}/r/{AGENDA_QUESTION}/new?meeting={}&number={next}&back={back}", held.record.id)),
        votes: may(Action::Change, AGENDA_QUESTION).then(|| back.clone()),
        papers: if paper::may_read(here) { files.map(file).collect() } else { Vec::new() },
        is_draft: held.meeting.held_on > today,
        has_minutes: true,
    };
    page_with(status, &page)
}

fn shown(here: &Here, held: &Held, step: &Step, back: &str) -> Shown {
    let args: Vec<(&'static str, String)> = step.args.clone();
    let (class, mark) = match step.standing {
        Standing::Done => ("good", "gathering-done"),
        Standing::Ahead => ("", "gathering-ahead"),
        Standing::Broken => ("bad", "gathering-broken"),
    };
    Shown {
        class,
        mark: here.say.t(mark),
        title: here.say.with(&format!("gathering-step-{}", step.id), &args),
        cited: here.say.words(&step.cited),
        said: step.findings.iter().map(|finding| Said::of(here, finding)).collect(),
        href: (step.standing != Standing::Done || !step.findings.is_empty())
            .then(|| mended_at(here, held, step.id, back))
            .flatten(),
    }
}

/// Where a step is done; none for who may not.
fn mended_at(here: &Here, held: &Held, step: &str, back: &str) -> Option<String> {
    let root = here.root();
    let may = |action, id: &str| here.project.catalogue.register(id).is_some_and(|of| here.can(action, Some(of)));
    let event = &held.event.id;
    let place = held.place.as_ref().map(|place| place.id.as_str()).unwrap_or_default();
    let (action, register, address) = match step {
        "agenda" => {
            let rows = format!("{root}/r/{COMMUNITY_MEETING}/{}/rows/{AGENDA_QUESTION}", held.record.id);
            (Action::Add, AGENDA_QUESTION, rows)
        }
        "notice" if held.meeting.announced_on.is_none() => {
            (Action::Change, EVENT, format!("{root}/r/{EVENT}/{event}/edit?back={back}"))
        }
        "quorum" => (Action::Add, ATTENDANCE, format!("{root}/r/{EVENT}/{event}/rows/{ATTENDANCE}")),
        "votes" => (Action::Change, AGENDA_QUESTION, "#votes".to_string()),
        "representatives" => {
            let filled = format!("{PLACE}={place}&role=representative&elected_at={event}&back={back}");
            (Action::Add, COMMUNITY_MEMBER, format!("{root}/r/{COMMUNITY_MEMBER}/new?{filled}"))
        }
        _ => {
            let form = format!("{root}/r/{COMMUNITY_MEETING}/{}/edit?back={back}", held.record.id);
            (Action::Change, COMMUNITY_MEETING, form)
        }
    };
    may(action, register).then_some(address)
}

fn questions(here: &Here, held: &Held, percent: Option<i64>, typed: &Typed) -> Vec<Asked> {
    let asked = |(record, of): (&Record, &auyl_domain::community::Question)| {
        let held_back = typed.get(record.id.as_str());
        let ballot = held_back.map_or_else(|| Ballot::of(record), |(ballot, _)| ballot.clone());
        let is_carried = |votes: [i64; 3]| percent.is_some_and(|of| carried(of, votes[0], held.meeting.present));
        let outcome = match of.votes {
            None => ("", "gathering-not-counted"),
            Some(votes) if is_carried(votes) => ("good", "gathering-carried"),
            Some(_) => ("warn", "gathering-not-carried"),
        };
        let found = held_back.map(|(_, found)| found.as_slice()).unwrap_or_default();
        Asked {
            id: record.id.to_string(),
            base: ballot.base,
            number: of.number.to_string(),
            title: record.words("title", here.lang()).to_string(),
            href: format!("{}/r/{AGENDA_QUESTION}/{}", here.root(), record.id),
            matter: here.say.label("meeting_matter", &of.matter),
            typed: ballot.typed,
            outcome: (outcome.0, here.say.t(outcome.1)),
            said: found.iter().map(|finding| Said::of(here, finding)).collect(),
        }
    };
    let shown = here.project.catalogue.register(AGENDA_QUESTION).is_some_and(|of| names_seen(here, of));
    let all = held.questions.iter().zip(&held.meeting.questions);
    if shown { all.map(asked).collect() } else { Vec::new() }
}
