//! The list of submissions: for a reviewer those that wait for a decision, for everybody else their own.

use super::reach::Reach;
use super::standing::Standing;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::history::Actors;
use crate::pages::record::Naming;
use crate::stop::Result;
use askama::Template;
use auyl_domain::RecordId;
use auyl_domain::access::Action;
use auyl_domain::views::PLACE;
use auyl_store::submissions::{Listed, Sifted};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::review;
use auyl_work::sender::account_of;
use axum::extract::Query;
use serde::Deserialize;

/// Lines of a page.
const LINES: i64 = 50;
/// Places to choose from.
const MOST_PLACES: i64 = 300;
/// What waits for a decision.
const OPEN: [&str; 3] = ["", "edited", "hasIssues"];
/// The choices of the filter, and what reviewers decided of those they show.
const STATES: [(&str, Option<&[&str]>); 7] = [
    ("open", Some(&OPEN)),
    ("received", Some(&[""])),
    ("edited", Some(&["edited"])),
    ("hasIssues", Some(&["hasIssues"])),
    ("approved", Some(&["approved"])),
    ("rejected", Some(&["rejected"])),
    ("all", None),
];

/// What the address asks for.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    sender: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    found: String,
    /// The last line of the page before, `moment~form~number`.
    #[serde(default)]
    after: String,
}

type Choices = Vec<(String, String, bool)>;

#[derive(Template)]
#[template(path = "review/list.html")]
struct ListPage {
    frame: Frame,
    address: String,
    decides: bool,
    asked: Asked,
    states: Choices,
    forms: Choices,
    places: Choices,
    senders: Choices,
    is_narrowed: bool,
    lines: Vec<Line>,
    older: Option<String>,
    newest: Option<String>,
}

struct Line {
    href: String,
    name: String,
    form: String,
    place: String,
    when: String,
    who: String,
    standing: &'static str,
    class: &'static str,
    findings: usize,
    has_twin: bool,
}

/// The page.
pub async fn show(here: Here, Query(asked): Query<Asked>) -> Result {
    let reach = Reach::of(&here)?;
    let usual = if reach.decides { "open" } else { "all" };
    let state = STATES.iter().find(|(state, _)| *state == asked.state);
    let (state, reviews) = *state.or(STATES.iter().find(|(state, _)| *state == usual)).unwrap_or(&STATES[0]);
    let chosen: Vec<String> = reach.ids.iter().filter(|id| **id == asked.form).cloned().collect();
    let all = reach.sifted();
    let mut wanted = Sifted {
        reviews,
        only_found: !asked.found.is_empty(),
        place: &asked.place,
        since: day(&asked.since),
        until: day(&asked.until),
        after: after(&asked.after),
        most: LINES + 1,
        ..all
    };
    if !chosen.is_empty() {
        wanted.forms = &chosen;
    }
    if reach.decides {
        wanted.account = &asked.sender;
    }
    let mut found = here.project.store.sift_submissions(&here.project.id, &wanted).await?;
    let more = found.len() as i64 > LINES;
    found.truncate(LINES as usize);
    let actors = Actors::of(&here).await?;
    let mut naming = Naming::of(&here);
    let places = places(&here, &mut naming, &asked.place).await?;
    let mut lines = Vec::with_capacity(found.len());
    for listed in &found {
        lines.push(line(&here, &reach, listed, &actors, &mut naming).await?);
    }
    let address = format!("{}/review", here.root());
    let query = |after: String| {
        let pairs = [
            ("state", state),
            ("form", asked.form.as_str()),
            (PLACE, &asked.place),
            ("sender", &asked.sender),
            ("since", &asked.since),
            ("until", &asked.until),
            ("found", &asked.found),
            ("after", &after),
        ];
        let encoded =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let pairs = pairs.map(|(name, value)| format!("{name}={}", encoded(value)));
        format!("{address}?{}", pairs.collect::<Vec<_>>().join("&"))
    };
    let last = found.last().filter(|_| more);
    page(&ListPage {
        frame: here.frame("review", here.say.t(if reach.decides { "review-title" } else { "review-mine" })),
        decides: reach.decides,
        states: STATES.map(|(id, _)| (id.to_string(), here.say.t(&format!("review-state-{id}")), id == state)).into(),
        forms: reach
            .forms
            .iter()
            .map(|(id, register)| (id.to_string(), here.say.words(&register.title), *id == asked.form))
            .collect(),
        senders: match reach.decides {
            true => actors
                .all()
                .into_iter()
                .map(|(id, name)| (id == asked.sender, id, name))
                .map(|(is, id, name)| (id, name, is))
                .collect(),
            false => Vec::new(),
        },
        places,
        is_narrowed: state != usual
            || [&asked.form, &asked.place, &asked.sender, &asked.since, &asked.until, &asked.found]
                .iter()
                .any(|text| !text.is_empty()),
        older: last.map(|last| query(format!("{}~{}~{}", last.at, last.form, last.seq))),
        newest: wanted.after.map(|_| query(String::new())),
        lines,
        address,
        asked,
    })
}

/// A day as the store compares it; what is no day asks for nothing.
fn day(text: &str) -> &str {
    let fits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if fits { text } else { "" }
}

fn after(text: &str) -> Option<(&str, &str, i64)> {
    let (at, rest) = text.split_once('~')?;
    let (form, seq) = rest.split_once('~')?;
    Some((at, form, seq.parse().ok()?))
}

async fn places(here: &Here, naming: &mut Naming<'_>, asked: &str) -> Result<Choices> {
    let Some(register) = here.project.catalogue.register(PLACE).filter(|place| here.can(Action::See, Some(place)))
    else {
        return Ok(Vec::new());
    };
    let wanted = Wanted { most: MOST_PLACES, review: ReviewFilter::Without, ..Wanted::default() };
    let mut places = Vec::new();
    for place in here.project.store.page(&here.project.id, PLACE, &wanted).await?.records {
        let name = naming.learn_name(register, &place).await?;
        places.push((place.id.to_string(), name, place.id.as_str() == asked));
    }
    places.sort_by_cached_key(|(_, name, _)| auyl_domain::sorting::sort_key(name));
    Ok(places)
}

async fn line(
    here: &Here,
    reach: &Reach<'_>,
    listed: &Listed,
    actors: &Actors,
    naming: &mut Naming<'_>,
) -> Result<Line> {
    let store = &here.project.store;
    let (register, id) = &listed.record;
    let mut name = listed.root.clone();
    if let (Some(register), Some(id)) = (here.project.catalogue.register(register), RecordId::read(id))
        && let Some(record) = store.record(&here.project.id, &register.id, &id, None).await?
    {
        name = naming.learn_name(register, &record).await?;
    }
    let mut place = String::new();
    if let (Some(register), Some(id)) = (here.project.catalogue.register(PLACE), RecordId::read(&listed.place))
        && let Some(record) = store.record(&here.project.id, PLACE, &id, None).await?
    {
        place = naming.learn_name(register, &record).await?;
    }
    let form = reach.forms.iter().find(|(id, _)| *id == listed.form);
    let notes = review::notes(&listed.detail);
    let standing = Standing::of(listed.stage, &listed.review, listed.awaited, &notes);
    Ok(Line {
        href: super::href(here, &listed.form, &listed.root),
        name,
        form: form.map(|(_, register)| here.say.words(&register.title)).unwrap_or_default(),
        place,
        when: here.say.moment(&listed.at),
        who: actors.name(account_of(&listed.actor)),
        standing: standing.key(),
        class: standing.class(),
        findings: notes.len(),
        has_twin: listed.has_twin && reach.decides,
    })
}
