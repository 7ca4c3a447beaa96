//! What records and refusals look like: one schema a register, made from its fields.

use crate::say::Say;
use auyl_domain::amount::{DECIMAL, TIYN};
use auyl_domain::{Catalogue, Field, Kind, Register};
use serde_json::{Map, Value as Json, json};

/// Points to a component.
pub fn reference(of: &str, name: &str) -> Json {
    json!({ "$ref": format!("#/components/{of}/{name}") })
}

/// All schemas: of each of these registers `<id>` (a whole new record), `<id>_fields` (some of it), `<id>_record` (as it is given).
pub fn all(say: &Say, catalogue: &Catalogue, registers: &[&Register]) -> Map<String, Json> {
    let mut all = Map::new();
    all.insert(
        "refusal".into(),
        json!({
            "type": "object",
            "required": ["error", "message"],
            "properties": {
                "error": { "type": "string" },
                "message": { "type": "string" },
                "findings": { "type": "array", "items": reference("schemas", "finding") },
                "fields": { "type": "array", "items": { "type": "string" } },
                "theirs": { "type": ["object", "null"] },
            },
        }),
    );
    all.insert(
        "finding".into(),
        json!({
            "type": "object",
            "required": ["code", "severity", "spot", "message", "todo"],
            "properties": {
                "code": { "type": "string" },
                "severity": { "type": "string", "enum": ["hint", "warning", "severe"] },
                "spot": { "type": "object" },
                "message": { "type": "string" },
                "todo": { "type": "string" },
            },
        }),
    );
    all.insert(
        "kept_file".into(),
        json!({
            "type": ["object", "null"],
            "required": ["sha256"],
            "properties": {
                "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                "name": { "type": "string", "minLength": 1 },
            },
        }),
    );
    for register in registers {
        let fields = format!("{}_fields", register.id);
        all.insert(format!("{}_record", register.id), record(&fields, &register.id));
        all.insert(
            register.id.clone(),
            json!({ "allOf": [reference("schemas", &fields), { "required": needed(register) }] }),
        );
        all.insert(fields, of_register(say, catalogue, register));
    }
    all
}

/// What must be filled in, whatever else is.
fn needed(register: &Register) -> Vec<&str> {
    let is_needed =
        |field: &&Field| field.required && field.when.is_none() && field.default.is_none() && !field.is_computed();
    register.fields.iter().filter(is_needed).map(|field| field.id.as_str()).collect()
}

fn record(fields: &str, register: &str) -> Json {
    json!({
        "type": "object",
        "required": ["register", "id", "since", "review", "fields"],
        "properties": {
            "register": { "type": "string", "const": register },
            "id": { "type": "string" },
            "since": { "type": "integer" },
            "review": { "type": "array", "items": { "type": "object" } },
            "fields": reference("schemas", fields),
            "findings": { "type": "array", "items": reference("schemas", "finding") },
        },
    })
}

fn of_register(say: &Say, catalogue: &Catalogue, register: &Register) -> Json {
    let fields = register.fields.iter().map(|field| (field.id.clone(), of_field(say, catalogue, field)));
    json!({
        "type": "object",
        "title": say.words(&register.title),
        "description": say.words(&register.help),
        "additionalProperties": false,
        "properties": fields.collect::<Map<_, _>>(),
    })
}

fn of_field(say: &Say, catalogue: &Catalogue, field: &Field) -> Json {
    let mut said = of_kind(say, catalogue, field);
    if field.many {
        said = json!({ "type": ["array", "null"], "items": said });
    }
    let (label, help) = (say.words(&field.label), say.words(&field.help));
    let words = said.as_object_mut().and_then(|said| said.shift_remove("description"));
    let parts = [Some(label), Some(help), words.as_ref().and_then(Json::as_str).map(str::to_string)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    said["description"] = json!(parts.join("\n\n"));
    if field.is_computed() {
        said["readOnly"] = json!(true);
    }
    if let Some(default) = field.default.as_ref().filter(|_| matches!(field.kind, Kind::Choice { .. } | Kind::Text)) {
        said["default"] = json!(default);
    }
    said
}

fn of_kind(say: &Say, catalogue: &Catalogue, field: &Field) -> Json {
    let number = |scale: i64| {
        let kind = if scale == 1 { "integer" } else { "number" };
        let mut said = json!({ "type": [kind, "null"] });
        for (name, bound) in [("minimum", field.min), ("maximum", field.max)] {
            if let Some(bound) = bound {
                said[name] = if scale == 1 { json!(bound) } else { json!(bound as f64 / scale as f64) };
            }
        }
        said
    };
    match &field.kind {
        Kind::Count => number(1),
        Kind::Decimal => number(DECIMAL),
        Kind::Money => number(TIYN),
        Kind::Date => json!({ "type": ["string", "null"], "format": "date", "examples": ["2024-05-14"] }),
        Kind::Time => {
            json!({ "type": ["string", "null"], "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["15:00"] })
        }
        Kind::Flag => json!({ "type": ["boolean", "null"] }),
        Kind::Choice { choices } => {
            let all = catalogue.choices(choices).map(|choices| choices.all.as_slice()).unwrap_or_default();
            let lines = all.iter().map(|choice| format!("- `{}` {}", choice.id, say.words(&choice.label)));
            let lines = lines.collect::<Vec<_>>().join("\n");
            let mut words: Vec<Json> = all.iter().map(|choice| json!(choice.id)).collect();
            if !field.many {
                words.push(Json::Null);
            }
            let kind = if field.many { json!("string") } else { json!(["string", "null"]) };
            json!({ "type": kind, "enum": words, "description": lines })
        }
        Kind::Place | Kind::Link { .. } => {
            let target = say.register(field.kind.target().unwrap_or_default());
            let kind = if field.many { json!("string") } else { json!(["string", "null"]) };
            json!({ "type": kind, "description": say.name("api-link", target) })
        }
        Kind::File => reference("schemas", "kept_file"),
        Kind::Url => json!({ "type": ["string", "null"], "format": "uri", "examples": ["https://example.org/"] }),
        Kind::Point => json!({ "type": ["string", "null"], "examples": ["46.20,61.90"] }),
        Kind::Text | Kind::Note | Kind::Phone => json!({ "type": ["string", "null"] }),
    }
}

/// Every no, by its status.
pub fn responses(say: &Say) -> Map<String, Json> {
    let examples = [
        ("400", "request-malformed"),
        ("401", "token-wrong"),
        ("403", "not-allowed"),
        ("404", "record-missing"),
        ("409", "record-changed-meanwhile"),
        ("413", "request-too-large"),
        ("422", "record-has-findings"),
        ("429", "too-many-requests"),
        ("503", "database-unreachable"),
    ];
    let one = |(status, code): (&str, &str)| {
        let description = say.t(&format!("api-status-{status}"));
        let example = json!({ "error": code, "message": description });
        let content = json!({ "application/json": { "schema": reference("schemas", "refusal"), "example": example } });
        (status.to_string(), json!({ "description": description, "content": content }))
    };
    examples.into_iter().map(one).collect()
}
