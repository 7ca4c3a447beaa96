//! Audits as SARIF 2.1.0, the form in which editors and code hosts read findings (OASIS standard of 27 March 2020).

use super::{Audited, told};
use auyl_domain::words::Phrases;
use auyl_domain::{Lang, Severity};
use auyl_reports::audit::codes;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One document for several reports.
pub fn sarif(audited: &[Audited], phrases: &Phrases, lang: Lang) -> Value {
    let none = BTreeMap::new();
    let explained = |code: &str, what: &str| phrases.attribute(lang, &format!("finding-{code}"), what, &none);
    let rules: Vec<Value> = codes()
        .map(|code| {
            json!({
                "id": code,
                "shortDescription": { "text": explained(code, "what") },
                "fullDescription": { "text": explained(code, "why") },
            })
        })
        .collect();
    let mut results = Vec::new();
    for audited in audited {
        let Ok(audit) = &audited.outcome else { continue };
        for remark in told(audit, phrases, lang) {
            let level = match remark.severity {
                Severity::Severe => "error",
                Severity::Warning => "warning",
                Severity::Hint => "note",
            };
            let locations: Vec<Value> = remark
                .quotes
                .iter()
                .map(|quote| {
                    // A paper without lines is counted in paragraphs.
                    let line = quote.line.unwrap_or(quote.passage);
                    json!({ "physicalLocation": {
                        "artifactLocation": { "uri": audited.name.replace('\\', "/") },
                        "region": { "startLine": line, "snippet": { "text": quote.text } },
                    } })
                })
                .collect();
            results.push(json!({
                "ruleId": remark.code,
                "level": level,
                "rank": f64::from(remark.confidence),
                "message": { "text": format!("{} {}", remark.message, remark.todo) },
                "locations": locations.first().into_iter().collect::<Vec<_>>(),
                "relatedLocations": locations.iter().skip(1).collect::<Vec<_>>(),
            }));
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": { "name": "auyl audit", "rules": rules } }, "results": results }],
    })
}
