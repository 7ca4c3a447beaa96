//! The page of a record: what it says, what is to be mended, what it points to and what points to it.

use super::glance::glanced;
use super::naming::Naming;
use super::paper::{Paper, papers_of};
use super::pointing::{Pointing, pointing};
use super::reach;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::review::{self, Reach};
use crate::pages::voices;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::draft::WITHHELD;
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::record::Record;
use auyl_domain::register::STATE;
use auyl_domain::views::{EVENT, INDICATOR, PROBLEM};
use auyl_domain::{Field, Kind, Refusal, Register, Value};
use auyl_work::edit;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "record/show.html")]
struct RecordPage {
    frame: Frame,
    register: String,
    list: String,
    address: String,
    name: String,
    state: Option<String>,
    steps: Vec<(String, String)>,
    since: i64,
    to_mend: Vec<ToMend>,
    findings: Vec<Said>,
    lines: Vec<Line>,
    empty: Vec<String>,
    pointing: Vec<Pointing>,
    special: Option<(&'static str, String)>,
    sent: Option<String>,
    take: Option<String>,
    papers: Vec<Paper>,
    may_change: bool,
    may_remove: bool,
    may_erase: bool,
    may_see_all: bool,
    account: String,
}

/// A field that waits to be mended.
struct ToMend {
    typed: String,
    said: Said,
}

/// A finding in words.
pub struct Said {
    /// `good`, `warn` or `bad`.
    pub class: &'static str,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub todo: String,
}

/// One field with what it says.
struct Line {
    label: String,
    lang: Option<&'static str>,
    shown: Vec<Shown>,
}

/// A value as a page shows it.
enum Shown {
    Text(String),
    Link { href: String, name: String },
    Record(Option<String>, String),
    Picture { thumb: String, href: String, name: String },
}

impl Said {
    /// A finding in the language of a page.
    pub fn of(here: &Here, finding: &Finding) -> Said {
        let phrases = here.project.catalogue.phrases();
        let class = match finding.severity {
            Severity::Severe => "bad",
            Severity::Warning => "warn",
            Severity::Hint => "",
        };
        Said { class, message: finding.message(phrases, here.lang()), todo: finding.todo(phrases, here.lang()) }
    }
}

/// The page.
pub async fn show(here: Here, Path((_, register, id)): Path<(String, String, String)>) -> Result {
    let register = here.register(&register)?;
    let record = reach::record(&here, register, &id, Action::See).await?;
    let seen = reach::fields_seen(&here, register);
    if seen.is_empty() {
        return Err(Refusal::of("not-allowed").into());
    }
    let mut naming = Naming::of(&here);
    let name = naming.learn_name(register, &record).await?;
    if seen.iter().any(|field| field.personal && record.get(&field.id).is_some()) {
        glanced(&here, register, record.id.as_str(), "record").await?;
    }
    let whole = matches!(here.may(Action::See, Some(register)), Verdict::Yes | Verdict::OwnPlaces);
    let found = match whole && record.review.is_empty() {
        true => auyl_work::check::of_record(&here.project, register, &record.id).await?,
        false => Vec::new(),
    };
    let pointing = pointing(&here, register, &record.id, &mut naming).await?;
    let (filled, empty): (Vec<&Field>, Vec<&Field>) = seen
        .iter()
        .filter(|field| field.id != STATE && !record.review.iter().any(|review| review.field == field.id))
        .partition(|field| record.get(&field.id).is_some());
    let root = here.root();
    let address = format!("{root}/r/{}/{}", register.id, record.id);
    let may_change = here.can(Action::Change, Some(register));
    let special = match register.id.as_str() {
        EVENT => Some(("record-special-event", format!("{root}/event/{}", record.id))),
        INDICATOR => Some(("record-special-indicator", format!("{root}/indicators/{}", record.id))),
        PROBLEM if may_change => Some(("record-special-problem", voices::href(&here, record.id.as_str()))),
        _ => None,
    };
    let state = register.state(record.state()).map(|state| here.say.words(&state.title));
    let lines = filled.into_iter().map(|field| line(&here, register, field, &record, &naming)).collect();
    page(&RecordPage {
        frame: here.frame("record", name.clone()).script(&here, "form.js"),
        register: here.say.words(&register.title),
        list: format!("{root}/r/{}", register.id),
        steps: if may_change { steps(&here, register, &record) } else { Vec::new() },
        name,
        state,
        since: record.since,
        to_mend: if whole { to_mend(&here, register, &record, &seen).await? } else { Vec::new() },
        findings: found.iter().map(|finding| Said::of(&here, finding)).collect(),
        lines,
        empty: empty.into_iter().filter(|_| whole).map(|field| label(&here, field)).collect(),
        pointing,
        special,
        sent: sent(&here, register, &record).await?,
        take: voices::take_href(&here, register, &record),
        papers: if whole { papers_of(&here, register, &address) } else { Vec::new() },
        may_change,
        may_remove: here.can(Action::Remove, Some(register)) && !register.single,
        may_erase: here.can(Action::Erase, Some(register)) && register.has_personal(),
        may_see_all: whole,
        account: here.signed.as_ref().map(|signed| signed.account.id.clone()).unwrap_or_default(),
        address,
    })
}

/// The page of the submission that the record came with; none where it came another way, or the member does not see it.
async fn sent(here: &Here, register: &Register, record: &Record) -> Result<Option<String>> {
    let Ok(reach) = Reach::of(here) else { return Ok(None) };
    let sent = here.project.store.submissions_of(&here.project.id, &register.id, record.id.as_str()).await?;
    let Some(it) = sent.last() else { return Ok(None) };
    Ok(reach.open(&it.form, &it.root).await.is_ok().then(|| review::href(here, &it.form, &it.root)))
}

/// What a field is called; a half of a translated one says its language.
pub fn label(here: &Here, field: &Field) -> String {
    here.say.words(&field.label)
}

/// The language of a half of a translated field.
pub fn half(field: &Field) -> Option<&'static str> {
    let stem = field.translation_of.as_ref()?;
    let code = field.id.strip_prefix(stem.as_str())?.strip_prefix('_')?;
    auyl_domain::Lang::read(code).map(auyl_domain::Lang::code)
}

/// The states that may follow, with their titles.
fn steps(here: &Here, register: &Register, record: &Record) -> Vec<(String, String)> {
    let now = record.state();
    let follows = |state: &&auyl_domain::register::State| state.from.iter().any(|from| from == now);
    register.states.iter().filter(follows).map(|state| (state.id.clone(), here.say.words(&state.title))).collect()
}

/// What waits, told by the door itself, which is shown the record once more.
async fn to_mend(here: &Here, register: &Register, record: &Record, seen: &[&Field]) -> Result<Vec<ToMend>> {
    if record.review.is_empty() {
        return Ok(Vec::new());
    }
    let draft = edit::draft_of(register, record);
    let change = edit::Change { register: &register.id, draft, base: Some(record.since), silent: &[] };
    let tried = edit::check_draft(&here.project, &change).await?;
    let is_reason =
        |finding: &&Finding| finding.severity == Severity::Severe || WITHHELD.contains(&finding.code.as_ref());
    let waiting = tried.findings.iter().filter(is_reason).filter_map(|finding| {
        let field = finding.spot.field.as_deref().and_then(|field| register.field(field));
        if field.is_some_and(|field| !seen.iter().any(|seen| seen.id == field.id)) {
            return None;
        }
        let said = Said::of(here, finding);
        let typed = finding.args.get("typed").filter(|typed| !said.message.contains(typed.as_str()));
        Some(ToMend { typed: typed.cloned().unwrap_or_default(), said })
    });
    Ok(waiting.collect())
}

fn line(here: &Here, register: &Register, field: &Field, record: &Record, naming: &Naming<'_>) -> Line {
    let shown = record.get(&field.id).map(|value| values(here, register, field, value, naming)).unwrap_or_default();
    Line { label: label(here, field), lang: half(field), shown }
}

fn values(here: &Here, register: &Register, field: &Field, value: &Value, naming: &Naming<'_>) -> Vec<Shown> {
    let linked = |id: &str| {
        let target = field.kind.target().unwrap_or_default();
        Shown::Record(naming.href(target, id), naming.linked(target, id))
    };
    match value {
        Value::Link(id) => vec![linked(id.as_str())],
        Value::Many(ids) if field.kind.target().is_some() => ids.iter().map(|id| linked(id)).collect(),
        Value::File(file) => {
            let encoded = percent_encoding::utf8_percent_encode(&file.name, percent_encoding::NON_ALPHANUMERIC);
            let href = format!("{}/file/{}/{encoded}", here.root(), file.sha256);
            let name = file.name.clone();
            match is_picture(&name) {
                true => {
                    vec![Shown::Picture { thumb: format!("{}/thumb/{}", here.root(), file.sha256), href, name }]
                }
                false => vec![Shown::Link { href, name }],
            }
        }
        Value::Text(text) if field.kind == Kind::Url => {
            vec![Shown::Link { href: text.clone(), name: text.clone() }]
        }
        Value::Text(text) if field.kind == Kind::Phone => {
            vec![Shown::Link { href: format!("tel:{text}"), name: text.clone() }]
        }
        Value::Text(text) if field.kind == Kind::Point => {
            vec![Shown::Link { href: format!("geo:{text}"), name: text.clone() }]
        }
        Value::Flag(yes) => vec![Shown::Text(here.say.t(if *yes { "web-yes" } else { "web-no" }))],
        Value::Money(tiyn) => vec![Shown::Text(here.say.money(*tiyn))],
        Value::Date(day) => vec![Shown::Text(here.say.long_day(day))],
        value => vec![Shown::Text(here.say.value(naming.names(), register, &field.id, value))],
    }
}

/// Whether a file's name is that of a picture that browsers show.
pub fn is_picture(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif")
}
