//! What a field says, as JSON for programs: numbers, ISO days, ids, the digest of a file. Read back, each gives the text
//! that the one door takes in.

use super::malformed;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::amount::{DECIMAL, TIYN};
use auyl_domain::draft::Draft;
use auyl_domain::finding::Finding;
use auyl_domain::record::Record;
use auyl_domain::{Field, Value, Words};
use serde_json::{Map, Value as Json, json};

/// A value.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Choice(text) => json!(text),
        Value::Count(n) => json!(n),
        Value::Decimal(n) => scaled(*n, DECIMAL),
        Value::Money(n) => scaled(*n, TIYN),
        Value::Date(day) => json!(day.to_string()),
        Value::Flag(yes) => json!(yes),
        Value::Many(words) => json!(words),
        Value::Link(id) => json!(id.as_str()),
        Value::File(file) => json!({ "sha256": file.sha256, "name": file.name }),
    }
}

fn scaled(n: i64, scale: i64) -> Json {
    // The nearest double of up to 15 digits is written back as the same digits.
    if n % scale == 0 { json!(n / scale) } else { json!(n as f64 / scale as f64) }
}

/// A record as far as these fields are seen.
pub fn record(record: &Record, seen: &[&Field]) -> Json {
    let filled = seen.iter().filter_map(|field| Some((field.id.clone(), value(record.get(&field.id)?))));
    let is_seen = |field: &str| field.is_empty() || field == "id" || seen.iter().any(|seen| seen.id == field);
    let review = record.review.iter().filter(|review| is_seen(&review.field));
    json!({
        "register": record.register,
        "id": record.id.as_str(),
        "since": record.since,
        "review": review.collect::<Vec<_>>(),
        "fields": filled.collect::<Map<_, _>>(),
    })
}

/// Whether any of the records says something personal in these fields.
pub fn has_personal<'r>(records: impl IntoIterator<Item = &'r Record>, seen: &[&Field]) -> bool {
    let personal: Vec<&&Field> = seen.iter().filter(|field| field.personal).collect();
    records.into_iter().any(|record| personal.iter().any(|field| record.get(&field.id).is_some()))
}

/// A finding, said in the language of the request.
pub fn finding(here: &Here, finding: &Finding) -> Json {
    let phrases = here.app.catalogue.phrases();
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "spot": finding.spot,
        "message": finding.message(phrases, here.lang()),
        "todo": finding.todo(phrases, here.lang()),
    })
}

/// A label in all languages.
pub fn words(words: &Words) -> Json {
    json!({ "kk": words.kk, "ru": words.ru, "en": words.en })
}

/// The fields of a request as texts.
pub fn draft(fields: &Map<String, Json>, known: &[&Field]) -> Result<Draft> {
    let mut draft = Draft::default();
    for (name, said) in fields {
        let field = known.iter().find(|field| field.id == *name);
        let field = field.ok_or_else(|| malformed(format!("fields.{name}")))?;
        draft.fields.insert(name.clone(), text(field, said)?);
    }
    Ok(draft)
}

fn text(field: &Field, said: &Json) -> Result<String> {
    let wrong = || malformed(format!("fields.{}: {}", field.id, field.kind.name()));
    let one = |said: &Json| match said {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_string()),
        _ => None,
    };
    match said {
        Json::Null => Ok(String::new()),
        Json::Array(all) if field.many => {
            let all: Option<Vec<String>> = all.iter().map(one).collect();
            Ok(all.ok_or_else(wrong)?.join(", "))
        }
        Json::Object(file) => {
            let part = |name: &str| file.get(name).and_then(Json::as_str);
            let is_file = field.kind == auyl_domain::Kind::File;
            let digest = part("sha256").filter(|_| is_file).ok_or_else(wrong)?;
            Ok(part("name").map_or_else(|| digest.to_string(), |name| format!("{digest}:{name}")))
        }
        said => one(said).ok_or_else(wrong),
    }
}
