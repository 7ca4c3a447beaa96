//! The page of a submission: how far it is, what was noticed, its answers beside the records they became, its files, what
//! people said, and others that may be the same.

use super::lines::{self, Line};
use super::reach::Reach;
use super::standing::Standing;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::history::Actors;
use crate::pages::record::{Naming, Said, glanced, within_places};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::draft::{OF_ANOTHER_RECORD, REJECTED_BY_REVIEW, WITHHELD};
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::record::Record;
use auyl_domain::views::PLACE;
use auyl_domain::{RecordId, Register};
use auyl_store::submissions::{Numbered, Stage};
use auyl_work::edit::{self, Change};
use auyl_work::review::{self, Made, Opened, Why};
use auyl_work::sender::account_of;
use axum::extract::Path;
use axum::http::StatusCode;

/// Records of a submission that are shown; a sign-in list of a village has fewer lines.
const MOST_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "review/show.html")]
struct ShowPage {
    frame: Frame,
    list: String,
    list_title: String,
    address: String,
    form: String,
    standing: &'static str,
    class: &'static str,
    review: String,
    who: String,
    when: String,
    edited: Option<String>,
    device: String,
    place: String,
    notes: Vec<Said>,
    parts: Vec<Part>,
    more: usize,
    files: Vec<File>,
    remarks: Vec<(String, String, String)>,
    twins: Vec<Pair>,
    decides: bool,
    seen: String,
    typed: String,
    wrong: Option<&'static str>,
}

/// A record of the submission.
struct Part {
    register: String,
    name: Option<(String, String)>,
    is_counted: bool,
    mend: Option<String>,
    findings: Vec<Said>,
    lines: Vec<Line>,
}

struct File {
    name: String,
    size: String,
    href: Option<String>,
}

/// One that may be the same.
struct Pair {
    register: String,
    why: String,
    other: String,
    lines: Vec<Line>,
    /// The page of the other submission; none where the record came another way.
    reject: Option<String>,
    is_rejected: bool,
    /// The pages of both records, where one line of a list is taken out.
    href: String,
    mine: String,
    is_all_of_it: bool,
    reason: String,
}

/// The page.
pub async fn show(here: Here, Path((_, form, instance)): Path<(String, String, String)>) -> Result {
    render(&here, &form, &instance, String::new(), None).await
}

/// The page with what was typed and what is wrong with it.
pub async fn render(here: &Here, form: &str, root: &str, typed: String, wrong: Option<&'static str>) -> Result {
    let reach = Reach::of(here)?;
    let (register, opened) = reach.open(form, root).await?;
    let it = &opened.submission;
    // What was typed may name people, whichever the form.
    glanced(here, register, it.root.as_str(), "review").await?;
    let store = &here.project.store;
    let actors = Actors::of(here).await?;
    let mut naming = Naming::of(here);
    let files = files(here, &opened).await?;
    let awaited = files.iter().filter(|file| file.href.is_none()).count() as i64;
    let standing = Standing::of(it.stage, &it.review, awaited, &opened.notes);
    let about = store.about_submission(&here.project.id, form, &it.instance).await?.unwrap_or_default();
    let mut place = String::new();
    if let (Some(places), Some(id)) = (here.project.catalogue.register(PLACE), RecordId::read(&about.place))
        && let Some(record) = store.record(&here.project.id, PLACE, &id, None).await?
    {
        place = naming.learn_name(places, &record).await?;
    }
    let mut parts = Vec::new();
    for made in opened.made.iter().take(MOST_SHOWN) {
        parts.push(part(here, made, &mut naming).await?);
    }
    let remarks = store.submission_remarks(&here.project.id, form, &it.root).await?;
    let remarks = remarks
        .into_iter()
        .map(|remark| (here.say.moment(&remark.at), actors.name(account_of(&remark.actor)), remark.remark));
    let twins = if reach.decides { twins(here, &opened, &mut naming).await? } else { Vec::new() };
    let root = here.root();
    let page = ShowPage {
        frame: here.frame("submission", here.say.words(&register.title)),
        list: format!("{root}/review"),
        list_title: here.say.t(if reach.decides { "review-title" } else { "review-mine" }),
        address: super::href(here, form, &it.root),
        form: here.say.words(&register.title),
        standing: standing.key(),
        class: standing.class(),
        review: it.review.clone(),
        who: actors.name(account_of(&it.actor)),
        when: here.say.moment(&it.first_at),
        edited: (it.root != it.instance).then(|| here.say.moment(&it.at)),
        device: it.device.clone(),
        place,
        notes: noted(here, &opened),
        more: opened.made.len().saturating_sub(MOST_SHOWN),
        parts,
        files,
        remarks: remarks.collect(),
        twins,
        decides: reach.decides,
        seen: it.instance.clone(),
        typed,
        wrong,
    };
    page_with(if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

/// What was noticed of the submission as a whole.
fn noted(here: &Here, opened: &Opened) -> Vec<Said> {
    let mut said: Vec<Said> = opened.findings.iter().map(|finding| Said::of(here, finding)).collect();
    if opened.notes.iter().any(|note| note.code == OF_ANOTHER_RECORD) {
        said.push(Said::of(here, &Finding::severe(OF_ANOTHER_RECORD)));
    }
    if opened.submission.stage == Stage::Unread {
        let (message, todo) = (here.say.t("review-unread"), here.say.t("review-unread-todo"));
        said.push(Said { class: "bad", message, todo });
    }
    said
}

async fn part(here: &Here, made: &Made, naming: &mut Naming<'_>) -> Result<Part> {
    let register = here.register(&made.drafted.register)?;
    let mut part = Part {
        register: here.say.words(&register.title),
        name: None,
        is_counted: false,
        mend: None,
        findings: Vec::new(),
        lines: lines::of_draft(here, register, &made.drafted.draft, made.record.as_ref(), naming).await?,
    };
    let Some(record) = &made.record else { return Ok(part) };
    let href = format!("{}/r/{}/{}", here.root(), register.id, record.id);
    if is_reached(here, Action::See, register, record).await? {
        part.name = Some((href.clone(), naming.learn_name(register, record).await?));
    }
    part.is_counted = record.review.is_empty();
    part.findings = waiting(here, register, record).await?;
    let is_wrong = record.review.iter().any(|review| !WITHHELD.contains(&review.code.as_str()));
    if is_wrong && is_reached(here, Action::Change, register, record).await? {
        part.mend = Some(format!("{href}/edit"));
    }
    Ok(part)
}

/// Whether the member may do this with a record.
async fn is_reached(here: &Here, action: Action, register: &Register, record: &Record) -> Result<bool> {
    Ok(match here.may(action, Some(register)) {
        Verdict::No => false,
        Verdict::OwnPlaces => within_places(here, register, record).await?,
        Verdict::Yes | Verdict::PublicFields => true,
    })
}

/// Why a record waits, told by the door, which is shown it once more.
async fn waiting(here: &Here, register: &Register, record: &Record) -> Result<Vec<Said>> {
    if record.review.is_empty() {
        return Ok(Vec::new());
    }
    let draft = edit::draft_of(register, record);
    let change = Change { register: &register.id, draft, base: Some(record.since), silent: &[] };
    let tried = edit::check_draft(&here.project, &change).await?;
    let is_reason =
        |finding: &&Finding| finding.severity == Severity::Severe || WITHHELD.contains(&finding.code.as_ref());
    Ok(tried.findings.iter().filter(is_reason).map(|finding| Said::of(here, finding)).collect())
}

async fn files(here: &Here, opened: &Opened) -> Result<Vec<File>> {
    let it = &opened.submission;
    let store = &here.project.store;
    let all = store.submission_files(&here.project.id, &it.form, &it.instance).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let number = store.number(Numbered::Project, &here.project.id).await?;
    let encoded =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let address = |name: &str| {
        let (form, root, name) = (&it.form, encoded(&it.root), encoded(name));
        format!("/v1/projects/{number}/forms/{form}/submissions/{root}/attachments/{name}")
    };
    let file = |file: auyl_store::submissions::SubmissionFile| File {
        size: here.say.n("review-file-size", here.say.number((file.size + 1023) / 1024)),
        href: file.digest.is_some().then(|| address(&file.name)),
        name: file.name,
    };
    Ok(all.into_iter().map(file).collect())
}

async fn twins(here: &Here, opened: &Opened, naming: &mut Naming<'_>) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for twin in review::twins(&here.project, opened).await? {
        let register = here.register(&twin.mine.register)?;
        if !is_reached(here, Action::See, register, &twin.other).await? {
            continue;
        }
        let lines = lines::of_two(here, &twin.mine, &twin.other, naming).await?;
        let why = match &twin.why {
            Why::Unique(fields) => {
                let label = |field: &String| register.field(field).map(|field| here.say.words(&field.label));
                let fields: Vec<String> = fields.iter().filter_map(label).collect();
                here.say.with("review-twin-unique", &[("fields", fields.join(", "))])
            }
            Why::Beside => here.say.t("review-twin-beside"),
        };
        let href = |id: &RecordId| format!("{}/r/{}/{id}", here.root(), register.id);
        pairs.push(Pair {
            register: here.say.words(&register.title),
            why,
            other: naming.name(register, &twin.other),
            lines,
            reject: twin.sent.as_ref().map(|(form, root)| super::href(here, form, root)),
            is_rejected: twin.other.withheld().contains(&REJECTED_BY_REVIEW),
            href: href(&twin.other.id),
            mine: href(&twin.mine.id),
            is_all_of_it: twin.is_all_of_it,
            reason: here.say.t("review-twin-reason"),
        });
    }
    Ok(pairs)
}
