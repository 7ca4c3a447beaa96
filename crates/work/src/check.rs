//! What is missing or wrong before a report may be frozen: rules of the registers, what may stand only once,
//! identities and checks of the form, records to review, and whether the log is whole.

use crate::project::Names;
use crate::report::{self, Order, Report};
use crate::{Project, Trouble, budget, community, exif, outcome};
use auyl_domain::draft::MERGED;
use auyl_domain::finding::{Finding, Spot};
use auyl_domain::record::Record;
use auyl_domain::value::Stored;
use auyl_domain::views::EVIDENCE;
use auyl_domain::{Lang, RecordId, Register, Value, Words, measure};
use auyl_reports::checks::{self, Case, Duplicate};
use auyl_reports::compile::{Answers, Content};
use auyl_reports::form::Form;
use std::collections::{BTreeMap, BTreeSet};

/// A compiled report with everything that is to be said about it and its records.
pub struct Checked {
    /// The report.
    pub report: Report,
    /// All findings, severe first.
    pub findings: Vec<Finding>,
}

/// How deep a check looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// Records, files and indicators: what a start page says at once.
    Quick,
    /// Also the report itself, the identities of its form, and every event of the log.
    Whole,
}

/// Compiles and checks.
pub async fn check(project: &Project, order: &Order<'_>) -> Result<Checked, Trouble> {
    let mut report = report::compile(project, order).await?;
    let mut findings = std::mem::take(&mut report.compiled.findings);
    let answers = &mut report.answers;
    findings.extend(of_records(project, order, Some(&report.form), answers, report.event).await?);
    findings.extend(project.store.check_chain(&project.id).await?);
    sort(&mut findings);
    Ok(Checked { report, findings })
}

/// What is to be mended, the worst first.
pub async fn findings(project: &Project, order: &Order<'_>, depth: Depth) -> Result<Vec<Finding>, Trouble> {
    if depth == Depth::Whole {
        return Ok(check(project, order).await?.findings);
    }
    let event = match order.as_of {
        Some(event) => event,
        None => project.store.last_event(&project.id).await?,
    };
    let mut findings = of_records(project, order, None, &mut Answers::new(), event).await?;
    sort(&mut findings);
    Ok(findings)
}

fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| (&a.code, &a.spot).cmp(&(&b.code, &b.spot))));
    findings.dedup();
}

/// What the records, their files and the readings over them show to be wrong.
async fn of_records(
    project: &Project,
    order: &Order<'_>,
    form: Option<&Form>,
    answers: &mut Answers,
    event: i64,
) -> Result<Vec<Finding>, Trouble> {
    let as_of = Some(event);
    let mut findings = rules(project, as_of).await?;
    findings.extend(community::findings(project, as_of, order.today).await?);
    findings.extend(budget::findings(project, as_of, order.today).await?);
    findings.extend(outcome::unconfirmed(project, as_of, order.today).await?);
    findings.extend(to_review(project, as_of).await?);
    let duplicates = told_twice(project, as_of).await?;
    let of_form = form.map(|form| form.registers.as_slice()).unwrap_or_default();
    let wanted: Vec<&str> = checks::NEEDED.iter().copied().chain(of_form.iter().map(String::as_str)).collect();
    let records = project.contents(&wanted, as_of).await?;
    let exif = exif::of_evidence(project, records.get(EVIDENCE).map_or(&[], Vec::as_slice)).await?;
    let content = Content { catalogue: &project.catalogue, lang: order.lang, records, today: order.today };
    let questions = checks::questions(&content, form);
    report::answer(project, &questions, answers, event).await?;
    let case = Case { content: &content, answers, form, exif: &exif, duplicates: &duplicates };
    findings.extend(checks::check(&case));
    Ok(findings)
}

/// The rules that stand in the register files.
async fn rules(project: &Project, as_of: Option<i64>) -> Result<Vec<Finding>, Trouble> {
    let mut findings = Vec::new();
    for register in project.catalogue.registers() {
        for rule in &register.rules {
            // A condition that cannot be resolved is a finding of the catalogue; it is not told a second time here.
            let Ok(cond) = measure::resolve(&rule.when, register, &project.catalogue) else { continue };
            let records = project.store.matching(&project.id, &register.id, &cond, as_of).await?;
            let names = linked(project, register, &records).await?;
            for record in records {
                let fill = |words: &Words| words.map(|lang, text| filled(&names, register, &record, lang, text));
                let finding = Finding::of_rule(&rule.id, rule.severity, fill(&rule.message), fill(&rule.todo));
                findings.push(finding.at(Spot::record(&register.id, record.id.as_str())));
            }
        }
    }
    Ok(findings)
}

/// What the rules of its register say of one record. Nothing is said of a record to review: what waits says it itself.
pub async fn of_record(project: &Project, register: &Register, id: &RecordId) -> Result<Vec<Finding>, Trouble> {
    let mut findings = Vec::new();
    let Some(own) = measure::ways("id", register, &project.catalogue).into_iter().next() else { return Ok(findings) };
    let is_it = measure::Cond::OneOf(own, vec![Stored::Text(id.to_string())]);
    for rule in &register.rules {
        let Ok(cond) = measure::resolve(&rule.when, register, &project.catalogue) else { continue };
        let cond = is_it.clone().and(cond);
        let records = project.store.matching(&project.id, &register.id, &cond, None).await?;
        let names = linked(project, register, &records).await?;
        for record in records {
            let fill = |words: &Words| words.map(|lang, text| filled(&names, register, &record, lang, text));
            let finding = Finding::of_rule(&rule.id, rule.severity, fill(&rule.message), fill(&rule.todo));
            findings.push(finding.at(Spot::record(&register.id, id.as_str())));
        }
    }
    sort(&mut findings);
    Ok(findings)
}

/// Names of records in each language.
type Known<'p> = Vec<(Lang, Names<'p>)>;

/// What records are called to which these link, each asked for once: a village and not its code word.
async fn linked<'p>(project: &'p Project, register: &Register, records: &[Record]) -> Result<Known<'p>, Trouble> {
    let mut known: Known<'p> = Lang::ALL.into_iter().map(|lang| (lang, Names::of(&project.catalogue))).collect();
    let mut asked = BTreeSet::new();
    for field in register.fields.iter().filter(|field| !field.personal && !field.many) {
        let Some(target) = field.kind.target().and_then(|target| project.catalogue.register(target)) else { continue };
        for id in records.iter().filter_map(|record| record.link(&field.id)) {
            if !asked.insert((target.id.as_str(), id.clone())) {
                continue;
            }
            if let Some(of) = project.store.record(&project.id, &target.id, id, None).await? {
                let shown = Record { fields: without_personal(target, &of), ..of };
                known.iter_mut().for_each(|(lang, names)| names.learn(target, [&shown], *lang));
            }
        }
    }
    Ok(known)
}

/// `{name}` is the record's name, `{field}` the value of a field; what is personal is not said.
fn filled(known: &Known<'_>, register: &Register, record: &Record, lang: Lang, text: &str) -> String {
    use auyl_domain::words::Catalogued;
    let Some((_, names)) = known.iter().find(|(of, _)| *of == lang) else { return text.to_string() };
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let (field, after) = after.split_once('}').unwrap_or((after, ""));
        let personal = register.field(field).is_some_and(|field| field.personal);
        match record.get(field) {
            _ if field == "name" => {
                let shown = Record { fields: without_personal(register, record), ..record.clone() };
                said.push_str(&shown.name(register, lang, names));
            }
            Some(value) if !personal => said.push_str(&names.shown(register, field, value, lang)),
            _ => said.push_str(record.words(field, lang)),
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

pub(crate) fn without_personal(register: &Register, record: &Record) -> BTreeMap<String, Value> {
    let keep = |name: &String| register.field(name).is_some_and(|field| !field.personal);
    record.fields.iter().filter(|(name, _)| keep(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Records that nobody has mended yet.
async fn to_review(project: &Project, as_of: Option<i64>) -> Result<Vec<Finding>, Trouble> {
    let mut findings = Vec::new();
    for (register, id, review) in project.store.to_review(&project.id, as_of).await? {
        // What repeats another waits for nobody.
        if review.iter().any(|review| review.code == MERGED) {
            continue;
        }
        let register_of = project.register(&register)?;
        // A person knows fields by their labels; what is wrong with the record as a whole is told by its own page.
        let mut wrong: Vec<&Words> = Vec::new();
        for field in review.iter().filter_map(|review| register_of.field(&review.field)) {
            if !wrong.contains(&&field.label) {
                wrong.push(&field.label);
            }
        }
        let labels = |lang: Lang| wrong.iter().map(|label| label.get(lang)).collect::<Vec<_>>().join(", ");
        let fields = match wrong.is_empty() {
            true => register_of.title.clone(),
            false => Words { kk: labels(Lang::Kk), ru: labels(Lang::Ru), en: labels(Lang::En) },
        };
        let finding = Finding::warning("record-to-review").labelled("fields", &fields);
        findings.push(finding.at(Spot::record(&register, id.as_str())));
    }
    Ok(findings)
}

/// Combinations of fields that a register allows only once: a person in one sign-in list, a letter's number.
async fn told_twice(project: &Project, as_of: Option<i64>) -> Result<Vec<Duplicate>, Trouble> {
    let mut duplicates = Vec::new();
    for register in project.catalogue.registers() {
        for fields in &register.unique {
            for ids in project.store.duplicates(&project.id, &register.id, fields, as_of).await? {
                let mut records = Vec::new();
                for id in ids {
                    records.extend(project.store.record(&project.id, &register.id, &id, as_of).await?);
                }
                duplicates.push(Duplicate { register: register.id.clone(), fields: fields.clone(), records });
            }
        }
    }
    Ok(duplicates)
}
