//! The form of a record, new or changed, the same for every register. It can be shown at any time with what somebody
//! typed, so that nothing typed is lost, whatever went wrong.

use super::input::{Input, Inputs, Widget};
use super::naming::Naming;
use super::{reach, unsent};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::language::local;
use crate::pages::paper::Photo;
use crate::pages::voices::ALIKE;
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::draft::Draft;
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::record::Record;
use auyl_domain::views::PROBLEM;
use auyl_domain::{Field, Kind, Register};
use auyl_work::edit;
use axum::extract::{Path, Query};
use axum::http::StatusCode;

/// What a form shows.
#[derive(Default)]
pub struct Filled {
    /// Texts, and the id: of the record that is changed, or of the one that will be.
    pub draft: Draft,
    /// `since` of the version that is changed; none for a new record.
    pub base: Option<i64>,
    /// Where to go afterwards.
    pub back: String,
    /// What is wrong with what was typed.
    pub findings: Vec<Finding>,
    /// What went wrong otherwise, as sentences.
    pub troubles: Vec<String>,
    /// Since when something typed earlier waits to be sent.
    pub unsent: Option<String>,
    /// Query of the address, for one more of the same kind.
    pub query: String,
}

#[derive(Template)]
#[template(path = "record/form.html")]
struct FormPage {
    frame: Frame,
    title: String,
    help: String,
    register: String,
    list: String,
    action: String,
    draft_address: String,
    account: String,
    id: String,
    base: String,
    back: String,
    cancel: String,
    query: String,
    inputs: Vec<Input>,
    errors: Vec<(Option<String>, String)>,
    troubles: Vec<String>,
    unsent: Option<String>,
    may_keep: bool,
    has_files: bool,
    most_upload: u64,
    most_shown: String,
    photo: Option<Photo>,
    alike: Option<String>,
}

impl FormPage {
    fn told_above(&self) -> bool {
        !self.errors.is_empty() || !self.troubles.is_empty()
    }
}

type Asked = Query<Vec<(String, String)>>;

/// A form for a new record. Fields named in the query are filled in already.
pub async fn new(here: Here, Path((_, register)): Path<(String, String)>, Query(asked): Asked) -> Result {
    let register = here.register(&register)?;
    let verdict = here.must(Action::Add, Some(register))?;
    if register.single
        && let Some(there) = here.project.store.records(&here.project.id, &register.id, None).await?.first()
    {
        return Err(Stop::Elsewhere(format!("{}/r/{}/{}/edit", here.root(), register.id, there.id)));
    }
    let fields = reach::fields_filled(&here, register);
    let mut filled = Filled { back: asked_text(&asked, "back"), query: query(&here), ..Filled::default() };
    for field in &fields {
        let given = Some(asked_text(&asked, &field.id)).filter(|text| !text.is_empty());
        let own = own_place(&here, verdict, field);
        if let Some(text) = given.or_else(|| field.default.clone()).or(own) {
            filled.draft.fields.insert(field.id.clone(), text);
        }
    }
    // A register with a key names its records by it. Any other new record is named here, so that a form sent twice
    // makes one record.
    filled.draft.id = register.key.is_empty().then(|| here.app.world.secret());
    filled.unsent = continued(&here, register, "new", &asked, &mut filled).await?;
    render(&here, register, filled, StatusCode::OK).await
}

/// Who has one place only is not asked which.
fn own_place(here: &Here, verdict: Verdict, field: &Field) -> Option<String> {
    match here.places.as_slice() {
        [place] if verdict == Verdict::OwnPlaces && field.kind == Kind::Place => Some(place.clone()),
        _ => None,
    }
}

/// The form of a record.
pub async fn edit(here: Here, Path((_, register, id)): Path<(String, String, String)>, Query(asked): Asked) -> Result {
    let register = here.register(&register)?;
    let record = reach::record(&here, register, &id, Action::Change).await?;
    let mut filled = of_record(register, &record);
    filled.back = asked_text(&asked, "back");
    filled.unsent = continued(&here, register, &id, &asked, &mut filled).await?;
    let fields = reach::fields_changed(&here, register);
    if fields.into_iter().any(|field| field.personal && record.get(&field.id).is_some()) {
        super::glanced(&here, register, record.id.as_str(), "form").await?;
    }
    render(&here, register, filled, StatusCode::OK).await
}

/// A record as its form shows it.
pub fn of_record(register: &Register, record: &Record) -> Filled {
    Filled { draft: edit::draft_of(register, record), base: Some(record.since), ..Filled::default() }
}

/// Something typed earlier: offered, or shown where that was asked for.
async fn continued(
    here: &Here,
    register: &Register,
    id: &str,
    asked: &[(String, String)],
    filled: &mut Filled,
) -> Result<Option<String>> {
    let Some(unsent) = unsent::get(here, &register.id, id).await? else { return Ok(None) };
    if asked_text(asked, "unsent").is_empty() {
        return Ok(Some(here.say.moment(&unsent.at)));
    }
    filled.draft = unsent.draft;
    filled.base = unsent.base;
    Ok(None)
}

fn asked_text(asked: &[(String, String)], name: &str) -> String {
    asked.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default()
}

fn query(here: &Here) -> String {
    let parts = here.address.split_once('?').map(|(_, query)| query.split('&')).into_iter().flatten();
    parts.filter(|part| !part.starts_with("told=") && !part.starts_with("unsent=")).collect::<Vec<_>>().join("&")
}

/// Shows a form.
pub async fn render(here: &Here, register: &Register, filled: Filled, status: StatusCode) -> Result {
    let root = here.root();
    let list = format!("{root}/r/{}", register.id);
    let is_new = filled.base.is_none();
    let id = filled.draft.id.clone().unwrap_or_default();
    let address = if is_new { format!("{list}/new") } else { format!("{list}/{id}") };
    let fields = if is_new { reach::fields_filled(here, register) } else { reach::fields_changed(here, register) };
    let fields: Vec<&Field> = fields.into_iter().filter(|field| is_asked(register, field)).collect();
    let record = if is_new { None } else { there(here, register, &id).await };
    let state = record.as_ref().map(Record::state).unwrap_or_default();
    let inputs = Inputs::of(here, register, &fields, &filled.draft, state, &filled.findings).await.all;
    let back = if filled.back.is_empty() { String::new() } else { local(&filled.back).to_string() };
    let cancel = match (back.is_empty(), is_new) {
        (false, _) => back.clone(),
        (true, true) => list.clone(),
        (true, false) => address.clone(),
    };
    let title = title(here, register, record.as_ref(), is_new).await;
    // Answers from paper are typed one after another beside the photo of their sheet.
    let sheet = filled.query.split('&').find_map(|part| part.strip_prefix("sheet=")).unwrap_or_default();
    let photo = if is_new { Photo::of(here, sheet).await? } else { None };
    page_with(
        status,
        &FormPage {
            frame: here
                .frame("form", title.clone())
                .script(here, "form.js")
                .script(here, "sheet.js")
                .script(here, "alike.js"),
            title,
            help: if is_new { here.say.words(&register.help) } else { String::new() },
            register: here.say.words(&register.title),
            list,
            action: if is_new { address.clone() } else { format!("{address}/edit") },
            draft_address: format!("{address}/draft"),
            account: here.signed.as_ref().map(|signed| signed.account.id.clone()).unwrap_or_default(),
            base: filled.base.map(|base| base.to_string()).unwrap_or_default(),
            errors: errors(here, &filled.findings, &inputs),
            may_keep: filled.findings.iter().any(|finding| finding.severity == Severity::Severe),
            has_files: inputs.iter().any(|input| matches!(input.widget, Widget::File { .. })),
            most_upload: here.app.settings.most_upload,
            most_shown: here.say.n("record-megabytes", super::arrive::megabytes(here.app.settings.most_upload)),
            troubles: filled.troubles,
            unsent: filled.unsent,
            query: filled.query,
            alike: (is_new && register.id == PROBLEM).then(|| format!("{root}{ALIKE}")),
            photo,
            inputs,
            cancel,
            back,
            id,
        },
    )
}

/// A life cycle with one state asks nothing.
fn is_asked(register: &Register, field: &Field) -> bool {
    field.id != auyl_domain::register::STATE || register.states.len() > 1
}

/// The record of a form, as it is now; none where it is gone, or the database is.
async fn there(here: &Here, register: &Register, id: &str) -> Option<Record> {
    let id = auyl_domain::RecordId::read(id)?;
    here.project.store.record(&here.project.id, &register.id, &id, None).await.ok().flatten()
}

async fn title(here: &Here, register: &Register, record: Option<&Record>, is_new: bool) -> String {
    let plural = here.say.words(&register.title);
    match record {
        _ if is_new => here.say.name("record-new-of", plural),
        None => here.say.name("record-change-of", plural),
        Some(record) => {
            let name = Naming::of(here).learn_name(register, record).await;
            here.say.name("record-change-of", name.unwrap_or(plural))
        }
    }
}

/// The summary above the form: what is wrong, each with the input where it is mended.
fn errors(here: &Here, findings: &[Finding], inputs: &[Input]) -> Vec<(Option<String>, String)> {
    let severe = findings.iter().filter(|finding| finding.severity == Severity::Severe);
    let told = severe.map(|finding| {
        let field = finding.spot.field.as_deref().unwrap_or_default();
        // Of a group the first choice is what a link leads to.
        let anchor = inputs.iter().find(|input| input.field == field).map(|input| match input.widget {
            Widget::Radios(_) | Widget::Ticks(_) | Widget::Several { .. } => format!("{}-0", input.name),
            _ => input.name.clone(),
        });
        (anchor, finding.message(here.project.catalogue.phrases(), here.lang()))
    });
    told.collect()
}
