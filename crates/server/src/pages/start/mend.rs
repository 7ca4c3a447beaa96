//! What is to be mended, grouped by kind, each a link to where that is done; and the page of all of it.

use super::morning::{Morning, morning};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::views::EVENT;
use auyl_work::desk::Mend;

/// Findings of one kind, as a page shows them.
pub struct Group {
    /// Beginning of the addresses of the project.
    pub root: String,
    /// Name of the group within a page.
    pub id: String,
    /// `bad`, `warn` or nothing.
    pub class: &'static str,
    /// How much it matters, in words.
    pub severity: String,
    /// The register in which it is mended.
    pub register: String,
    /// What to do, where that is the same for all.
    pub todo: String,
    /// The first ones: where each is mended, and what it says.
    pub first: Vec<(Option<String>, String)>,
    /// How many there are.
    pub count: String,
    /// How many are not among the first.
    pub more: usize,
}

/// Groups with the first few findings of each. Who reads public fields alone is shown none: they mend nothing here.
pub fn groups(here: &Here, morning: &Morning, most: usize) -> Vec<Group> {
    if matches!(here.may(Action::See, None), Verdict::PublicFields | Verdict::No) {
        return Vec::new();
    }
    morning.desk.mend.iter().map(|mend| group(here, mend, most)).collect()
}

fn group(here: &Here, mend: &Mend, most: usize) -> Group {
    let phrases = here.project.catalogue.phrases();
    let (class, severity) = match mend.severity {
        Severity::Severe => ("bad", "start-severe"),
        Severity::Warning => ("warn", "start-warning"),
        Severity::Hint => ("", "start-hint"),
    };
    let todo = |finding: &Finding| finding.todo(phrases, here.lang());
    let of_first = mend.findings.first().map(todo).unwrap_or_default();
    let is_same = mend.findings.iter().take(most).all(|finding| todo(finding) == of_first);
    let said = |finding: &Finding| {
        let message = finding.message(phrases, here.lang());
        let todo = if is_same { String::new() } else { todo(finding) };
        (place(here, mend, finding), format!("{message} {todo}").trim().to_string())
    };
    let register = mend.register.as_ref().map(|id| here.say.register(id)).unwrap_or_default();
    Group {
        root: here.root(),
        id: format!("{}-{}", mend.code, mend.register.as_deref().unwrap_or_default()),
        class,
        severity: here.say.t(severity),
        register,
        todo: if is_same { of_first } else { String::new() },
        first: mend.findings.iter().take(most).map(said).collect(),
        count: here.say.number(mend.findings.len()),
        more: mend.findings.len().saturating_sub(most),
    }
}

/// Where a finding is mended: the field in the form of its record, the page of an event that lacks evidence, or the
/// record itself for who may not change it.
fn place(here: &Here, mend: &Mend, finding: &Finding) -> Option<String> {
    let register = here.project.catalogue.register(finding.spot.register.as_deref()?)?;
    let list = format!("{}/r/{}", here.root(), register.id);
    let Some(record) = &finding.spot.record else { return Some(list) };
    let is_of_register = register.rules.iter().any(|rule| rule.id == mend.code);
    if register.id == EVENT && !is_of_register && mend.field.is_none() {
        return Some(format!("{}/event/{record}", here.root()));
    }
    if !here.can(Action::Change, Some(register)) {
        return Some(format!("{list}/{record}"));
    }
    let field = finding.spot.field.as_ref().or(mend.field.as_ref());
    let anchor = field.map(|field| format!("#f.{field}")).unwrap_or_default();
    Some(format!("{list}/{record}/edit{anchor}"))
}

#[derive(Template)]
#[template(path = "start/mend.html")]
struct MendPage {
    frame: Frame,
    start: String,
    groups: Vec<Group>,
}

/// All findings.
pub async fn all(here: Here) -> Result {
    here.must(Action::See, None)?;
    let found = morning(&here).await?;
    let groups = groups(&here, &found.value, usize::MAX);
    // Where there is nothing yet, nothing is wrong; the start page says what to do first.
    if groups.is_empty() && found.value.desk.activities.is_empty() {
        return Err(Stop::Elsewhere(here.root()));
    }
    page(&MendPage { frame: here.frame("mend", here.say.t("start-mend")), start: here.root(), groups })
}
