//! What may stand only once and stands twice.

use super::{Case, Check, say};
use auyl_domain::words::Catalogued;
use auyl_domain::{Finding, Kind, Lang, Record, Register, Severity, Spot, Value};

/// Records that agree in fields which their register wants to be unique together. The store finds them, because
/// registers may be long.
#[derive(Clone, PartialEq, Debug)]
pub struct Duplicate {
    /// The register.
    pub register: String,
    /// The fields in which they agree.
    pub fields: Vec<String>,
    /// The records, two or more.
    pub records: Vec<Record>,
}

/// # What it does
/// Reports records that repeat what their register wants only once: a person twice in one sign-in list, two
/// letters under one number, one link as two publications.
///
/// # Why it matters
/// A person who signed twice makes the hall fuller than it was; two letters under one number cannot both be found
/// in the office of the akim.
///
/// # Example
/// Saule stands twice in the list of the gathering of 14 May.
pub(super) const CHECK: Check = Check { codes: &["record-twice"], run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for duplicate in case.duplicates {
        let Some(register) = case.content.catalogue.register(&duplicate.register) else { continue };
        let Some(last) = duplicate.records.last() else { continue };
        let spot = Spot::record(&register.id, last.id.as_str());
        findings.push(say("record-twice", Severity::Warning, spot, &|lang| {
            let says = |field: &String| {
                let known = register.field(field);
                let label = known.map_or(field.as_str(), |known| known.label.get(lang));
                match (known.is_some_and(|known| known.personal), last.get(field)) {
                    // A message may be read by many; names stay in the register.
                    (false, Some(value)) => format!("{label}: {}", Shown(case).shown(register, field, value, lang)),
                    _ => label.to_string(),
                }
            };
            let ids: Vec<&str> = duplicate.records.iter().map(|record| record.id.as_str()).collect();
            vec![
                ("register", register.title.get(lang).to_string()),
                ("count", duplicate.records.len().to_string()),
                ("same", duplicate.fields.iter().map(says).collect::<Vec<_>>().join(", ")),
                ("ids", ids.join(", ")),
            ]
        }));
    }
    findings
}

/// Links by the names of their records, where those were handed in.
struct Shown<'a>(&'a Case<'a>);

impl Catalogued for Shown<'_> {
    fn shown(&self, register: &Register, field: &str, value: &Value, lang: Lang) -> String {
        let catalogue = self.0.content.catalogue;
        match (register.field(field).map(|field| &field.kind), value) {
            (Some(Kind::Choice { choices }), Value::Choice(word)) => catalogue.label(choices, word, lang),
            (Some(kind), Value::Link(id)) => {
                let target = kind.target().and_then(|target| catalogue.register(target));
                let name = target.filter(|target| !target.has_personal()).and_then(|target| {
                    let known = super::records(self.0.content, &target.id).iter().find(|record| record.id == *id)?;
                    Some(known.name(target, lang, self))
                });
                name.unwrap_or_else(|| id.to_string())
            }
            (_, value) => register.field(field).map_or_else(|| value.shown(), |field| field.shown(value)),
        }
    }
}
