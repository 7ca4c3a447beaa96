//! Surveys of a project: an uploaded questionnaire becomes a draft, a draft becomes a version, and from then on the project
//! has a register more. Which registers a project has is said here: those of the catalogue, and those of its own surveys.

use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::access::{Read, Write};
use auyl_domain::finding::{self, Finding};
use auyl_domain::{Catalogue, Refusal, Words};
use auyl_forms::openrosa::md5;
use auyl_forms::xform::Form;
use auyl_forms::xlsform::{self, Difference};
use auyl_store::Store;
use auyl_store::submissions::{FormVersion, Numbered};
use auyl_store::surveys::{CLOSED, CLOSING, OPEN, Survey, SurveyFile, SurveyVersion};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Folder of the questionnaires that are ready to be taken.
const READY: &str = "surveys/";

/// What a project knows besides the catalogue, as of a turn.
#[derive(Clone)]
pub struct Surveys {
    /// Grows with every change; 0 where there is none.
    pub turn: i64,
    /// The catalogue with the registers of the project's surveys.
    pub catalogue: Arc<Catalogue>,
    /// Its surveys by form.
    pub all: Vec<Offered>,
}

/// A survey with what its current version is.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// The survey.
    pub survey: Survey,
    /// What people read.
    pub title: Words,
    /// MD5 of the document.
    pub md5: String,
    /// Registers whose records can be chosen.
    pub lists: Vec<String>,
    /// Files that it shows or reads and that are there.
    pub files: Vec<SurveyFile>,
    /// When the current version was published.
    pub at: String,
}

impl Offered {
    /// Whether phones are offered it.
    pub fn is_open(&self) -> bool {
        self.survey.state == OPEN && !self.survey.version.is_empty()
    }

    /// Whether answers are taken, be it only those that were collected before.
    pub fn takes_answers(&self) -> bool {
        self.survey.state != CLOSED && !self.survey.version.is_empty()
    }
}

/// A questionnaire that was read and kept as a draft.
#[derive(Debug)]
pub struct Drafted {
    /// Id of the form.
    pub form: String,
    /// Its version.
    pub version: String,
    /// How it differs from what is published; nothing for a first version.
    pub differences: Vec<Difference>,
}

/// An uploaded file.
#[derive(Clone, Copy)]
pub struct Upload<'a> {
    /// Its name.
    pub name: &'a str,
    /// Id of a form that does not say one.
    pub fallback: Option<&'a str>,
    /// The survey that it must be a version of.
    pub of: Option<&'a str>,
    /// Whether it must be a survey that is not there yet.
    pub is_new: bool,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Reads JSON that this program wrote.
fn told<T: DeserializeOwned + Default>(text: &str) -> Result<T, Trouble> {
    if text.is_empty() { Ok(T::default()) } else { serde_json::from_str(text).map_err(Trouble::machine) }
}

fn text(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(Trouble::machine)
}

/// What people read as kept in the database.
fn title_text(title: &Words) -> Result<String, Trouble> {
    text(&[&title.kk, &title.ru, &title.en])
}

/// The title of a survey.
pub fn title_of(kept: &str) -> Words {
    let [kk, ru, en]: [String; 3] = serde_json::from_str(kept).unwrap_or_default();
    Words { kk, ru, en }
}

/// The surveys of a project over a catalogue.
pub async fn of(store: &Store, base: &Arc<Catalogue>, project: &str) -> Result<Surveys, Trouble> {
    let heads = store.surveys(project).await?;
    let turn = heads.iter().map(|survey| survey.turn).max().unwrap_or_default();
    if heads.is_empty() {
        return Ok(Surveys { turn, catalogue: Arc::clone(base), all: Vec::new() });
    }
    let mut versions = store.offered_surveys(project).await?.into_iter().peekable();
    let mut files = store.offered_survey_files(project).await?.into_iter().peekable();
    let (mut all, mut own) = (Vec::with_capacity(heads.len()), Vec::new());
    for survey in heads {
        own.extend(told::<Vec<(String, String)>>(&survey.files)?);
        let mut offered = Offered { title: title_of(&survey.title), survey, ..Offered::default() };
        // All three are in the order of their forms.
        if let Some(version) = versions.next_if(|version| version.form == offered.survey.form) {
            (offered.md5, offered.at, offered.lists) = (version.md5, version.at, told(&version.lists)?);
        }
        while let Some((_, file)) = files.next_if(|(form, _)| *form == offered.survey.form) {
            offered.files.push(file);
        }
        all.push(offered);
    }
    // Databases order letters each in their own way; here they are looked for by their bytes.
    all.sort_by(|a: &Offered, b: &Offered| a.survey.form.cmp(&b.survey.form));
    let (catalogue, findings) = base.with(own.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    if let Some(finding) = findings.iter().find(|it| finding::has_severe(std::slice::from_ref(it))) {
        // A newer catalogue may have taken a name. The other registers work on; the log says which does not.
        eprintln!("auyl: surveys of {project}: {} {:?}", finding.code, finding.spot);
    }
    Ok(Surveys { turn, catalogue: Arc::new(catalogue), all })
}

impl Project {
    /// A project with the registers of its surveys.
    pub async fn at(store: &Store, base: &Arc<Catalogue>, id: &str) -> Result<Project, Trouble> {
        let catalogue = of(store, base, id).await?.catalogue;
        Ok(Project { store: store.knowing(Arc::clone(&catalogue)), catalogue, id: id.to_string() })
    }
}

/// Roles that enter answers: those who read all and write what names them.
fn writers(catalogue: &Catalogue) -> Vec<String> {
    let fits = catalogue.roles().iter().filter(|role| role.write == Write::Listed && role.read == Read::All);
    fits.map(|role| role.id.clone()).collect()
}

/// Reads a questionnaire as a survey of a project; the draft is kept by [`keep`].
async fn read(project: &Project, upload: Upload<'_>) -> Result<(Option<xlsform::Survey>, Vec<Finding>), Trouble> {
    let number = project.store.number(Numbered::Project, &project.id).await?;
    let catalogue = Arc::clone(&project.catalogue);
    let (name, fallback) = (upload.name.to_string(), upload.fallback.map(str::to_string));
    let bytes = upload.bytes.to_vec();
    let work = move || {
        let write = writers(&catalogue);
        let into = xlsform::Into { catalogue: &catalogue, write: &write, prefix: &format!("s{number}") };
        xlsform::read(&name, fallback.as_deref(), &bytes, into)
    };
    Ok(auyl_store::off_thread(work).await??)
}

/// Reads an uploaded questionnaire and keeps it as the draft of its survey. Where a finding is severe nothing is kept.
///
/// # Errors
/// `workbook-unreadable`, `workbook-protected`; `survey-of-another-form` where it is no version of the survey that was meant;
/// `survey-taken` where it is to be new and is not.
pub async fn draft(
    project: &Project,
    upload: Upload<'_>,
    doing: &Doing,
) -> Result<(Option<Drafted>, Vec<Finding>), Trouble> {
    let (read, mut findings) = read(project, upload).await?;
    let Some(read) = read else { return Ok((None, findings)) };
    if let Some(of) = upload.of.filter(|of| *of != read.form.id) {
        return Err(Refusal::of("survey-of-another-form").with("form", &read.form.id).with("expected", of).into());
    }
    let heads = project.store.surveys(&project.id).await?;
    let head = heads.iter().find(|head| head.form == read.form.id);
    if upload.is_new && head.is_some() {
        return Err(Refusal::of("survey-taken").with("form", &read.form.id).into());
    }
    let before: Vec<(String, String)> = head.map(|head| told(&head.files)).transpose()?.unwrap_or_default();
    let (merged, differences, troubles) = xlsform::merge(read.clone(), &before);
    findings.extend(troubles);
    let foreign = merged.files.iter().filter(|(path, _)| !before.iter().any(|(own, _)| own == path));
    // Registers of other surveys, and those of the catalogue.
    findings.extend(project.catalogue.with(foreign.map(|(path, text)| (path.as_str(), text.as_str()))).1);
    if project.catalogue.register(&read.form.id).is_some() {
        findings.push(Finding::severe("survey-name-taken").with("id", &read.form.id));
    }
    if finding::has_severe(&findings) {
        return Ok((None, findings));
    }
    let source = project.store.put_file(upload.bytes.to_vec()).await?;
    let title = title_text(&read.form.title)?;
    let draft = SurveyVersion {
        form: read.form.id.clone(),
        is_draft: true,
        version: read.form.version.clone(),
        at: doing.at.clone(),
        actor: doing.actor.clone(),
        file: upload.name.to_string(),
        source,
        md5: md5(read.form.xml.as_bytes()),
        title: title.clone(),
        lists: text(&read.form.lists)?,
        media: text(&read.media)?,
        files: text(&read.files)?,
        shape: text(&read.form.shape)?,
        xml: read.form.xml.clone(),
    };
    let register = read.registers.first().map(|register| register.id.clone()).unwrap_or_default();
    let head = Survey { form: read.form.id.clone(), register, title, ..Survey::default() };
    let mut tx = project.store.begin(&project.id).await?;
    tx.keep_survey_draft(&head, &draft).await?;
    tx.commit().await?;
    let differences = if before.is_empty() { Vec::new() } else { differences };
    Ok((Some(Drafted { form: read.form.id, version: read.form.version, differences }), findings))
}

/// A draft as it was read.
fn stored(draft: &SurveyVersion) -> Result<xlsform::Survey, Trouble> {
    let form = Form {
        id: draft.form.clone(),
        title: title_of(&draft.title),
        version: draft.version.clone(),
        xml: draft.xml.clone(),
        lists: told(&draft.lists)?,
        shape: told(&draft.shape)?,
    };
    Ok(xlsform::Survey { form, registers: Vec::new(), files: told(&draft.files)?, media: told(&draft.media)? })
}

/// The draft of a survey, with what it would change.
pub async fn draft_of(
    project: &Project,
    survey: &Survey,
) -> Result<Option<(SurveyVersion, xlsform::Survey, Vec<Difference>)>, Trouble> {
    let versions = project.store.survey_versions(&project.id, &survey.form).await?;
    let Some(draft) = versions.into_iter().find(|version| version.is_draft) else { return Ok(None) };
    let before: Vec<(String, String)> = told(&survey.files)?;
    let (merged, differences, _) = xlsform::merge(stored(&draft)?, &before);
    let differences = if before.is_empty() { Vec::new() } else { differences };
    Ok(Some((draft, merged, differences)))
}

/// Publishes the draft of a survey, under another version where one is given. Its tables are there before it is.
///
/// # Errors
/// `survey-without-draft`, `survey-version-taken`, `survey-changed`.
pub async fn publish(
    project: &Project,
    form: &str,
    version: Option<&str>,
    doing: &Doing,
) -> Result<FormVersion, Trouble> {
    let missing = || Refusal::of("survey-without-draft").with("form", form);
    let heads = project.store.surveys(&project.id).await?;
    let mut head = heads.into_iter().find(|head| head.form == form).ok_or_else(missing)?;
    let (draft, mut merged, _) = draft_of(project, &head).await?.ok_or_else(missing)?;
    if let Some(version) = version.filter(|version| *version != merged.form.version) {
        merged.form.xml = with_version(&merged.form, version);
        merged.form.version = version.to_string();
        merged.form.shape.version = version.to_string();
    }
    let served = FormVersion {
        form: form.to_string(),
        version: merged.form.version.clone(),
        at: doing.at.clone(),
        shape: text(&merged.form.shape)?,
        xml: merged.form.xml.clone(),
    };
    if project.store.form_version(&project.id, form, &served.version).await?.is_some() {
        return Err(Refusal::of("survey-version-taken").with("form", form).with("version", &served.version).into());
    }
    project.store.make_tables(&merged.registers).await?;
    head.files = text(&merged.files)?;
    head.title = title_text(&merged.form.title)?;
    head.state = OPEN.to_string();
    let mut tx = project.store.begin(&project.id).await?;
    tx.publish_survey(&head, &draft, &served, &md5(served.xml.as_bytes())).await?;
    tx.log("survey-published", (&head.register, ""), &served.version, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(served)
}

/// The document with another version. The version stands in the first element that has the id of the form.
fn with_version(form: &Form, version: &str) -> String {
    let escape =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let (old, new) = (escape(&form.shape.version), escape(version));
    let has_old = format!(" version=\"{old}\"");
    let at_id = format!(" id=\"{}\"", escape(&form.id));
    let Some(at) = form.xml.find(&at_id) else { return form.xml.clone() };
    let start = form.xml[..at].rfind('<').unwrap_or(at);
    let end = form.xml[at..].find('>').map_or(form.xml.len(), |end| at + end);
    let element = &form.xml[start..end];
    let element = match element.contains(&has_old) {
        true => element.replacen(&has_old, &format!(" version=\"{new}\""), 1),
        false => element.replacen(&at_id, &format!("{at_id} version=\"{new}\""), 1),
    };
    format!("{}{element}{}", &form.xml[..start], &form.xml[end..])
}

/// States of a survey, each with the verb that the log says of it.
pub const STATES: [(&str, &str); 3] = [(OPEN, "survey-opened"), (CLOSING, "survey-closing"), (CLOSED, "survey-closed")];

/// Opens or closes a survey; a state that is none closes it.
pub async fn set_state(project: &Project, survey: &Survey, state: &str, doing: &Doing) -> Result<(), Trouble> {
    let (state, verb) = *STATES.iter().find(|(known, _)| *known == state).unwrap_or(&STATES[2]);
    let mut tx = project.store.begin(&project.id).await?;
    tx.set_survey_state(&survey.form, state).await?;
    tx.log(verb, (&survey.register, ""), "", &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(())
}

/// A questionnaire of the catalogue.
pub struct Ready {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Words,
}

/// The questionnaires that are ready to be taken.
pub fn ready(catalogue: &Catalogue) -> Vec<Ready> {
    let one = |(path, text): (&str, &str)| {
        let id = path.strip_prefix(READY)?.strip_suffix(".md")?.to_string();
        let title = xlsform::Sheets::from_text(text, catalogue).title().unwrap_or_else(|| Words::same(&id));
        Some(Ready { id, title })
    };
    catalogue.folder(READY).filter_map(one).collect()
}

/// A ready questionnaire as the workbook that somebody would have uploaded, to be changed and uploaded again.
///
/// # Errors
/// `file-missing`.
pub fn ready_workbook(catalogue: &Catalogue, id: &str) -> Result<Vec<u8>, Trouble> {
    let text =
        catalogue.file(&format!("{READY}{id}.md")).ok_or_else(|| Refusal::of("file-missing").with("path", id))?;
    xlsform::Sheets::from_text(text, catalogue).to_workbook().map_err(Trouble::machine)
}
