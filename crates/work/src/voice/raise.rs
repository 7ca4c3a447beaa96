//! What comes in without an account: a problem of a village, or the word that a known one is theirs as well. It goes through
//! the one door like everything else and is withheld until somebody of the team has looked at it. The ids follow from a key
//! that the form carries, so that a form sent twice is one problem; nobody can name the record of another.

use super::settle::root;
use crate::edit::Near;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::{Door, Draft, UNREAD};
use auyl_domain::finding::{Finding, Severity};
use auyl_domain::record::Record;
use auyl_domain::ticket::Ticket;
use auyl_domain::views::{PROBLEM, SUPPORTER};
use auyl_domain::{Lang, RecordId};
use std::collections::BTreeMap;

/// Where what comes in here comes from: a word of the choices `problem_source`.
pub const OPEN_PAGE: &str = "open_page";

/// What a resident typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The key that the form carries.
    pub key: String,
    /// Id of the village.
    pub place: String,
    /// Word of the spheres.
    pub sphere: String,
    /// The problem in a few words.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// The language in which it is written and answered.
    pub lang: Option<Lang>,
    /// Latitude and longitude; empty for none.
    pub point: String,
    /// `sha256:name` of a kept picture; empty for none.
    pub photo: String,
    /// Where the answer goes; all may be empty.
    pub contact: Contact,
}

/// Where the answer to a resident goes.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Name; nobody is asked for it.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// What became of it.
#[derive(Clone, PartialEq, Debug)]
pub enum Taken {
    /// It is kept, now or since the same form came before; this is its ticket.
    Kept(Ticket),
    /// It is not kept: what must be mended first.
    Refused(Vec<Finding>),
}

/// Fields that the team fills when it looks: a visitor cannot know them.
const OF_TEAM: [&str; 3] = ["activity", "title_kk", "title_ru"];

/// Takes a problem in.
pub async fn raise(
    project: &Project,
    typed: &Typed,
    today: jiff::civil::Date,
    doing: &Doing,
) -> Result<Taken, Trouble> {
    let lang = typed.lang.filter(|lang| *lang == Lang::Kk).unwrap_or(Lang::Ru).code();
    let ticket = Ticket::of_instance(&project.id, &typed.key);
    let id = RecordId::from_content([OPEN_PAGE, &project.id, &typed.key]);
    let own = [
        ("id", id.as_str()),
        ("place", &typed.place),
        (&format!("title_{lang}"), &typed.title),
        (&format!("detail_{lang}"), &typed.detail),
        ("sphere", &typed.sphere),
        ("raised_on", &today.to_string()),
        ("source", OPEN_PAGE),
        ("point", &typed.point),
        ("photo", &typed.photo),
        ("ticket", &ticket.to_string()),
    ];
    let mut arriving = Arriving::of(project, ticket).await?;
    let (problem, mut findings) = arriving.accept(PROBLEM, Draft::of(own), &[UNREAD]).await?;
    let supporter = arriving.supporter(typed, &problem.id, typed.contact.clone(), today);
    let (supporter, wrong) = arriving.accept(SUPPORTER, supporter, &[UNREAD]).await?;
    findings.extend(wrong);
    findings.retain(|finding| {
        let of_team = finding.code == "field-missing"
            && finding.spot.field.as_deref().is_some_and(|field| OF_TEAM.contains(&field));
        finding.severity == Severity::Severe && !of_team
    });
    if typed.title.trim().is_empty() {
        let label = project.register(PROBLEM)?.field("title_ru").map(|field| field.label.clone()).unwrap_or_default();
        let finding = Finding::severe("field-missing").labelled("field", &label);
        findings.push(finding.at(auyl_domain::Spot::default().field("title")));
    }
    if !findings.is_empty() {
        return Ok(Taken::Refused(findings));
    }
    keep(project, &[problem, supporter], ticket, doing).await
}

/// Somebody says of a problem that it is theirs as well. Who said so before, by telephone or e-mail, is told the ticket of
/// this form all the same, and counted once.
pub async fn support(
    project: &Project,
    problem: &RecordId,
    typed: &Typed,
    today: jiff::civil::Date,
    doing: &Doing,
) -> Result<Option<Taken>, Trouble> {
    let Some(problem) = project.store.record(&project.id, PROBLEM, problem, None).await? else { return Ok(None) };
    let problem = root(project, problem).await?;
    let ticket = Ticket::of_instance(&project.id, &typed.key);
    let mut arriving = Arriving::of(project, ticket).await?;
    let mut draft = arriving.supporter(typed, &problem.id, typed.contact.clone(), today);
    if let Some(first) = first_of(project, &problem.id, typed).await? {
        draft.fields.insert("same_person".into(), first.to_string());
    }
    let reasons = problem.withheld();
    let (supporter, mut findings) = arriving.accept(SUPPORTER, draft, &reasons).await?;
    findings.retain(|finding| finding.severity == Severity::Severe);
    if !findings.is_empty() {
        return Ok(Some(Taken::Refused(findings)));
    }
    keep(project, &[supporter], ticket, doing).await.map(Some)
}

/// The supporter of a problem with the same telephone or e-mail who is counted.
async fn first_of(project: &Project, problem: &RecordId, typed: &Typed) -> Result<Option<RecordId>, Trouble> {
    let register = project.register(SUPPORTER)?;
    let door = Door::of(register, &project.catalogue);
    let near = Near::of(project).await?;
    let of = Draft::of([("phone", typed.contact.phone.as_str()), ("email", typed.contact.email.as_str())]);
    let (asked, _) = door.accept(of, &near);
    let (all, _) = project.store.linking_to(&project.id, SUPPORTER, "problem", problem, MOST_COMPARED).await?;
    let key = Ticket::of_instance(&project.id, &typed.key).to_string();
    let is_same = |other: &&Record| {
        let agree = |field: &str| {
            let own = asked.text(field).to_lowercase();
            !own.is_empty() && own == other.text(field).to_lowercase()
        };
        !other.is_merged() && other.text("ticket") != key && (agree("phone") || agree("email"))
    };
    Ok(all.iter().find(is_same).map(|other| other.id.clone()))
}

/// So many supporters of one problem are compared.
const MOST_COMPARED: i64 = 10_000;

/// What comes in with one form.
struct Arriving<'p> {
    project: &'p Project,
    near: Near<'p>,
    ticket: Ticket,
}

impl<'p> Arriving<'p> {
    async fn of(project: &'p Project, ticket: Ticket) -> Result<Arriving<'p>, Trouble> {
        Ok(Arriving { project, near: Near::of(project).await?, ticket })
    }

    async fn accept(
        &mut self,
        register: &str,
        draft: Draft,
        reasons: &[&'static str],
    ) -> Result<(Record, Vec<Finding>), Trouble> {
        let register = self.project.register(register)?;
        self.near.learn(register, &draft, [&None, &None]).await?;
        let (record, findings) =
            Door::of(register, &self.project.catalogue).accept_withheld(draft, &self.near, reasons);
        self.near.announce(&register.id, &record.id);
        Ok((record, findings))
    }

    fn supporter(&self, typed: &Typed, problem: &RecordId, contact: Contact, today: jiff::civil::Date) -> Draft {
        let wants = !contact.phone.trim().is_empty() || !contact.email.trim().is_empty();
        let id = RecordId::from_content([SUPPORTER, &self.project.id, &typed.key]);
        let pairs = BTreeMap::from([
            ("id", id.to_string()),
            ("problem", problem.to_string()),
            ("supported_on", today.to_string()),
            ("name", contact.name),
            ("phone", contact.phone),
            ("email", contact.email.trim().to_lowercase()),
            ("language", typed.lang.map(|lang| lang.code().to_string()).unwrap_or_default()),
            ("tell", if wants { "yes" } else { "no" }.to_string()),
            ("source", OPEN_PAGE.to_string()),
            ("ticket", self.ticket.to_string()),
        ]);
        Draft::of(pairs.iter().map(|(field, text)| (*field, text.as_str())))
    }
}

/// Keeps what is not there yet, all of it or nothing.
async fn keep(project: &Project, records: &[Record], ticket: Ticket, doing: &Doing) -> Result<Taken, Trouble> {
    let mut tx = project.store.begin(&project.id).await?;
    let mut fresh = Vec::new();
    for record in records {
        // What came before may have been looked at since: it stays as it is.
        if tx.record(&record.register, &record.id).await?.is_none() {
            fresh.push(record.clone());
        }
    }
    tx.save(&fresh, &doing.actor, &doing.at).await?;
    tx.commit().await?;
    Ok(Taken::Kept(ticket))
}
