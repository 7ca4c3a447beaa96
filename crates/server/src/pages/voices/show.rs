//! One problem as the team looks at it: what was said and what in it to look at first, others that are probably the same, what
//! it was merged with, who supports it, and its ticket.

use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::files::thumb_href;
use crate::pages::record::{Naming, Said};
use crate::stop::Result;
use askama::Template;
use auyl_domain::alike::LIKELY;
use auyl_domain::draft::{REJECTED_BY_REVIEW, UNREAD};
use auyl_domain::finding::Finding;
use auyl_domain::record::Record;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{ACTIVITY, PLACE, PROBLEM, SUPPORTER, day};
use auyl_domain::{Kind, Lang, RecordId, Register, Value};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::voice::alikes::{Alike, Asked};
use auyl_work::voice::look;
use auyl_work::voice::merge::related;
use axum::extract::Path;
use axum::http::StatusCode;

/// So many that are alike are shown.
const MOST_ALIKE: usize = 5;
/// So many that were merged into one are named.
const MOST_MERGED: i64 = 50;

#[derive(Template)]
#[template(path = "voices/show.html")]
struct ShowPage {
    frame: Frame,
    list: String,
    address: String,
    record: String,
    name: String,
    state: &'static str,
    waits: bool,
    rejected: bool,
    root: Option<(String, String)>,
    lines: Vec<(String, String)>,
    photo: Option<String>,
    marks: Vec<(String, String)>,
    findings: Vec<Said>,
    texts: Vec<Text>,
    activities: Vec<(String, String, bool)>,
    supporters: String,
    supporters_href: String,
    ticket: Option<String>,
    alikes: Vec<Beside>,
    merged: Vec<(String, String)>,
    related: Vec<(String, String, String)>,
    suggest: String,
}

/// A text that may be changed before it is shown.
struct Text {
    field: String,
    label: String,
    lang: &'static str,
    value: String,
    is_long: bool,
}

/// Another problem beside this one.
struct Beside {
    id: String,
    href: String,
    title: String,
    about: String,
    is_likely: bool,
    why: String,
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    render(&here, &id, &[], StatusCode::OK).await
}

/// The page with what stands against a decision.
pub async fn render(here: &Here, id: &str, findings: &[Finding], status: StatusCode) -> Result {
    let (register, record) = super::problem(here, id).await?;
    let mut naming = Naming::of(here);
    let name = naming.learn_name(register, &record).await?;
    let withheld = record.withheld();
    let (waits, rejected) = (withheld.contains(&UNREAD), withheld.contains(&REJECTED_BY_REVIEW));
    let root = match record.link("merged_into") {
        Some(into) => {
            let into = here.project.store.record(&here.project.id, PROBLEM, into, None).await?;
            match into {
                Some(into) => {
                    let name = naming.learn_name(register, &into).await?;
                    Some((super::href(here, into.id.as_str()), name))
                }
                None => None,
            }
        }
        None => None,
    };
    let (supporters, _) = supporters(here, &record).await?;
    let said = |field: &str| {
        let value = record.get(field)?;
        let label = register.field(field).map(|field| here.say.words(&field.label)).unwrap_or_default();
        Some((label, here.say.value(naming.names(), register, field, value)))
    };
    let lines = [PLACE, "sphere", "raised_on", "source", "event", "people", "point"].into_iter().filter_map(said);
    let photo = match record.get("photo") {
        Some(Value::File(file)) => thumb_href(here, file),
        _ => None,
    };
    let marks = look::wary(&here.project).marks(&look::text_of(&record));
    let page = ShowPage {
        frame: here.frame("voice", name.clone()).script(here, "form.js"),
        list: format!("{}/voices", here.root()),
        address: super::href(here, record.id.as_str()),
        record: format!("{}/r/{PROBLEM}/{}", here.root(), record.id),
        state: if record.is_merged() {
            "voice-is-merged"
        } else if waits {
            "voice-is-waiting"
        } else if rejected {
            "voice-is-rejected"
        } else if record.review.is_empty() {
            "voice-is-shown"
        } else {
            "voice-is-mended"
        },
        lines: lines.collect(),
        photo,
        marks: marks.iter().map(|mark| (here.say.t(mark.key()), mark.found().to_string())).collect(),
        findings: findings.iter().map(|finding| Said::of(here, finding)).collect(),
        texts: texts(here, register, &record),
        activities: activities(here, &record, &mut naming).await?,
        supporters: here.say.n("voice-supporters", supporters),
        supporters_href: format!("{}/r/{SUPPORTER}?f.problem={}", here.root(), record.id),
        ticket: Ticket::read(record.text("ticket")).map(|ticket| ticket.to_string()),
        alikes: alikes(here, register, &record).await?,
        merged: merged(here, register, &record).await?,
        related: others(here, register, &record).await?,
        suggest: format!("{}/r/{PROBLEM}/suggest", here.root()),
        name,
        waits,
        rejected,
        root,
    };
    page_with(status, &page)
}

fn texts(here: &Here, register: &Register, record: &Record) -> Vec<Text> {
    let mut texts = Vec::new();
    for stem in ["title", "detail"] {
        for lang in [Lang::Kk, Lang::Ru] {
            let id = format!("{stem}_{}", lang.code());
            let Some(field) = register.field(&id) else { continue };
            texts.push(Text {
                label: here.say.words(&field.label),
                lang: lang.code(),
                value: record.text(&id).to_string(),
                is_long: field.kind == Kind::Note,
                field: id,
            });
        }
    }
    texts
}

/// Activities to choose from; that of the newest problem is proposed, because problems mostly belong to one.
async fn activities(here: &Here, record: &Record, naming: &mut Naming<'_>) -> Result<Vec<(String, String, bool)>> {
    let store = &here.project.store;
    let newest = Wanted { most: 1, review: ReviewFilter::Without, ..Wanted::default() };
    let newest = store.page(&here.project.id, PROBLEM, &newest).await?.records;
    let own = record.link(ACTIVITY).or_else(|| newest.first().and_then(|newest| newest.link(ACTIVITY))).cloned();
    let register = here.register(ACTIVITY)?;
    let wanted = Wanted { most: 300, review: ReviewFilter::Without, ..Wanted::default() };
    let mut choices = Vec::new();
    for activity in store.page(&here.project.id, ACTIVITY, &wanted).await?.records {
        let name = naming.learn_name(register, &activity).await?;
        choices.push((activity.id.to_string(), name, Some(&activity.id) == own.as_ref()));
    }
    Ok(choices)
}

/// How many support a problem, each once.
pub async fn supporters(here: &Here, record: &Record) -> Result<(usize, Vec<Record>)> {
    let store = &here.project.store;
    let (mut all, _) = store.linking_to(&here.project.id, SUPPORTER, "problem", &record.id, 10_000).await?;
    all.retain(|supporter| !supporter.is_merged());
    Ok((all.len(), all))
}

async fn alikes(here: &Here, register: &Register, record: &Record) -> Result<Vec<Beside>> {
    let place = record.link(PLACE).map(|place| place.to_string()).unwrap_or_default();
    let mut found: Vec<Alike> = Vec::new();
    for lang in [Lang::Kk, Lang::Ru] {
        let text = record.text(&format!("title_{}", lang.code()));
        let asked = Asked {
            text,
            place: &place,
            sphere: record.text("sphere"),
            own: Some(&record.id),
            most: MOST_ALIKE,
            is_open: false,
        };
        if !text.is_empty() {
            found.extend(here.app.alikes.find(&here.project, asked).await?);
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.record.id.cmp(&b.record.id)));
    let mut beside: Vec<Beside> = Vec::new();
    let known = related(record);
    for alike in found {
        let id = alike.record.id.to_string();
        let is_root_of_it = record.link("merged_into") == Some(&alike.record.id);
        if is_root_of_it || known.contains(&id) || beside.iter().any(|other| other.id == id) {
            continue;
        }
        // Of other villages than their own members see nothing here either.
        if crate::pages::record::record(here, register, &id, auyl_domain::access::Action::See).await.is_err() {
            continue;
        }
        beside.push(self::beside(here, register, &alike).await?);
    }
    beside.truncate(MOST_ALIKE);
    Ok(beside)
}

async fn beside(here: &Here, register: &Register, alike: &Alike) -> Result<Beside> {
    let mut naming = Naming::of(here);
    naming.learn(register, &alike.record).await?;
    let said = |field: &str| {
        alike.record.get(field).map(|value| here.say.value(naming.names(), register, field, value)).unwrap_or_default()
    };
    let raised = day(&alike.record, "raised_on").map(|day| here.say.day(&day)).unwrap_or_default();
    let about = [said(PLACE), said("sphere"), raised, said("state")];
    let concepts = alike.why.concepts.iter().map(|label| here.say.words(label));
    let why: Vec<String> = concepts.chain(alike.why.words.iter().cloned()).collect();
    Ok(Beside {
        id: alike.record.id.to_string(),
        href: super::href(here, alike.record.id.as_str()),
        title: alike.record.words("title", here.lang()).to_string(),
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        is_likely: alike.score >= LIKELY,
        why: why.join(", "),
    })
}

/// The problems that were merged into this one: their ids and what was said.
async fn merged(here: &Here, register: &Register, record: &Record) -> Result<Vec<(String, String)>> {
    let store = &here.project.store;
    let (all, _) = store.linking_to(&here.project.id, &register.id, "merged_into", &record.id, MOST_MERGED).await?;
    Ok(all.iter().map(|one| (one.id.to_string(), one.words("title", here.lang()).to_string())).collect())
}

/// The problems to which this one was linked: ids, addresses, what was said.
async fn others(here: &Here, register: &Register, record: &Record) -> Result<Vec<(String, String, String)>> {
    let ids: Vec<RecordId> = related(record).iter().filter_map(|id| RecordId::read(id)).collect();
    let all = here.project.store.by_ids(&here.project.id, &register.id, &ids).await?;
    let other = |one: &Record| {
        let title = one.words("title", here.lang()).to_string();
        (one.id.to_string(), super::href(here, one.id.as_str()), title)
    };
    Ok(all.iter().map(other).collect())
}
