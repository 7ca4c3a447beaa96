//! The API described for programs: OpenAPI 3.1, made from the registers once for each language. `schema` says what a
//! register's records look like; here stand the addresses.

mod schema;

use super::ROOT;
use super::caller::Caller;
use super::records::{LAST_PAGE, MOST};
use crate::ask::Ask;
use crate::pages::files::is_known;
use crate::say::Say;
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::id::sha256;
use auyl_domain::measure::Op;
use auyl_domain::views::{ACTIVITY, EVENT};
use auyl_domain::{Catalogue, Kind, Lang, Register};
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use schema::reference;
use serde_json::{Map, Value as Json, json};
use std::sync::OnceLock;

/// Every address below [`ROOT`]: method, rest of the path, and the name of the sentence that says what it is for.
pub const ADDRESSES: &[(&str, &str, &str)] = &[
    ("get", "/registers", "registers"),
    ("get", "/{register}", "list"),
    ("post", "/{register}", "add"),
    ("get", "/{register}/{id}", "one"),
    ("put", "/{register}/{id}", "replace"),
    ("patch", "/{register}/{id}", "some"),
    ("delete", "/{register}/{id}", "remove"),
    ("get", "/{register}/{id}/history", "history"),
    ("get", "/measures", "measure"),
    ("get", "/figures", "figures"),
    ("get", "/indicators", "indicators"),
    ("get", "/findings", "findings"),
    ("get", "/surveys", "surveys"),
    ("get", "/openapi.json", "described"),
    ("get", "/events", "events"),
    ("post", "/files", "keep"),
    ("get", "/files/{sha256}", "file"),
];

/// The descriptions that were made, by language: tag and text.
#[derive(Default)]
pub struct Descriptions([OnceLock<(String, Bytes)>; 3]);

/// The description in the language of the request. It says nothing of any project.
pub async fn show(ask: Ask, headers: HeaderMap) -> Result {
    let at = Lang::ALL.iter().position(|lang| *lang == ask.lang()).unwrap_or_default();
    let (tag, text) = ask.app.described.0[at].get_or_init(|| {
        let text = {
            let registers: Vec<&Register> =
                ask.app.catalogue.registers().iter().filter(|register| !register.sealed).collect();
            described(&ask.say, &ask.app.catalogue, &registers, None).to_string()
        };
        (format!("\"{}\"", &sha256(text.as_bytes())[..16]), Bytes::from(text))
    });
    let tagged = [(header::ETAG, tag.clone()), (header::VARY, "accept-language, cookie".to_string())];
    if is_known(&headers, tag) {
        return Ok((StatusCode::NOT_MODIFIED, tagged).into_response());
    }
    Ok((tagged, [(header::CONTENT_TYPE, "application/json")], text.clone()).into_response())
}

/// The description as a member of a project has it: the registers that they see, those of its own surveys among them.
pub async fn of_project(caller: Caller, headers: HeaderMap) -> Result {
    caller.must(Action::See, None)?;
    let all = caller.app.catalogue.registers().iter().filter(|register| !register.sealed);
    let registers: Vec<&Register> = all.filter(|register| caller.can(Action::See, Some(register))).collect();
    let text = described(&caller.say, &caller.app.catalogue, &registers, Some(&caller.project.id)).to_string();
    let tag = format!("\"{}\"", &sha256(text.as_bytes())[..16]);
    let tagged = [(header::ETAG, tag.clone())];
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, tagged).into_response());
    }
    Ok((tagged, [(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The whole description, of any project or of one.
fn described(say: &Say, catalogue: &Catalogue, registers: &[&Register], project: Option<&str>) -> Json {
    let mut paths: Map<String, Json> = Map::new();
    let root = project.map_or_else(|| ROOT.to_string(), |project| ROOT.replace("{project}", project));
    let mut add = |path: String, method: &str, operation: Json| {
        let known = paths.entry(format!("{root}{path}")).or_insert_with(|| {
            let mut parameters: Vec<Json> =
                project.is_none().then(|| reference("parameters", "project")).into_iter().collect();
            for name in ["id", "sha256"].into_iter().filter(|name| path.contains(&format!("{{{name}}}"))) {
                parameters.push(reference("parameters", name));
            }
            json!({ "parameters": parameters })
        });
        known[method] = operation;
    };
    for (method, path, name) in ADDRESSES {
        if !path.contains("{register}") {
            add(path.to_string(), method, of_all(say, name));
            continue;
        }
        for register in registers {
            add(path.replace("{register}", &register.id), method, of_register(say, register, name));
        }
    }
    let tags = registers.iter().map(|r| json!({ "name": r.id, "description": say.words(&r.title) }));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Auyl", "version": "1", "description": say.t("api-about") },
        "servers": [{ "url": "/" }],
        "security": [{ "key": [] }],
        "tags": tags.collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": { "type": "http", "scheme": "bearer", "description": say.t("api-how-key-text") },
            },
            "parameters": {
                "project": in_path("project", say.t("api-project"), "auyl"),
                "id": in_path("id", say.t("api-id"), "x-1"),
                "sha256": in_path("sha256", say.t("api-sha256"), &"0".repeat(64)),
            },
            "responses": schema::responses(say),
            "schemas": schema::all(say, catalogue, registers),
        },
    })
}

fn in_path(name: &str, description: String, example: &str) -> Json {
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": description,
        "schema": { "type": "string", "minLength": 1 },
        "example": example,
    })
}

fn in_query(name: &str, description: String, schema: Json) -> Json {
    json!({ "name": name, "in": "query", "required": false, "description": description, "schema": schema })
}

/// An operation with the answer to a granted request and every no.
fn operation(say: &Say, id: String, name: &str, granted: (&str, Json), refused: &[&str]) -> Json {
    let (status, content) = granted;
    let mut answers = json!({ status: {
        "description": say.t(&format!("api-{name}")),
    } });
    if !content.is_null() {
        answers[status]["content"] = content;
    }
    for refused in ["400", "401", "403", "404", "429", "503"].iter().chain(refused) {
        answers[*refused] = reference("responses", refused);
    }
    json!({ "operationId": id, "summary": say.t(&format!("api-{name}")), "responses": answers })
}

fn in_json(schema: Json) -> Json {
    json!({ "application/json": { "schema": schema } })
}

fn of_all(say: &Say, name: &str) -> Json {
    let listed = |of: &str| {
        in_json(
            json!({ "type": "object", "required": [of], "properties": { of: { "type": "array", "items": { "type": "object" } } } }),
        )
    };
    let word = || json!({ "type": "string" });
    let event = || json!({ "type": "integer", "minimum": 1 });
    let (granted, parameters) = match name {
        "measure" => {
            let answer =
                json!({ "type": "object", "required": ["measure", "unit", "value", "by", "left_out", "as_of"] });
            let mut measure = in_query("m", say.t("api-m"), word());
            measure["required"] = json!(true);
            measure["example"] = json!(format!("count({EVENT})"));
            let parameters = vec![
                measure,
                in_query("by", say.t("api-by"), word()),
                in_query(ACTIVITY, say.t("api-activity"), word()),
                in_query("at", say.t("api-at"), event()),
                in_query("records", say.t("api-behind"), json!({ "type": "boolean" })),
            ];
            (("200", in_json(answer)), parameters)
        }
        "events" => (("200", listed("events")), vec![in_query("before", say.t("api-before"), event())]),
        "keep" => {
            let answer = json!({ "type": "object", "required": ["sha256", "size"], "properties": {
                "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" }, "size": { "type": "integer" },
            } });
            let mut kept = operation(say, name.into(), name, ("201", in_json(answer)), &["413"]);
            kept["requestBody"] = json!({ "required": true, "content": { "application/octet-stream": {} } });
            return kept;
        }
        "described" => return operation(say, name.into(), name, ("200", in_json(json!({ "type": "object" }))), &[]),
        "file" => {
            let whole = json!({ "*/*": { "schema": { "type": "string", "format": "binary" } } });
            return operation(say, name.into(), name, ("200", whole), &[]);
        }
        list => (("200", listed(list)), Vec::new()),
    };
    let mut said = operation(say, name.into(), name, granted, &[]);
    said["parameters"] = json!(parameters);
    said
}

fn of_register(say: &Say, register: &Register, name: &str) -> Json {
    let id = format!("{name}_{}", register.id);
    let record = || in_json(reference("schemas", &format!("{}_record", register.id)));
    let body = |fields: &str, needs: &[&str]| {
        let schema = json!({
            "type": "object",
            "required": needs,
            "additionalProperties": false,
            "properties": {
                "fields": reference("schemas", fields),
                "id": { "type": "string", "description": say.t("api-id") },
                "since": { "type": "integer", "minimum": 1, "description": say.t("api-since") },
                "keep": { "type": "boolean", "description": say.t("api-keep-faulty") },
            },
        });
        json!({ "required": true, "content": in_json(schema) })
    };
    let all = format!("{}_fields", register.id);
    let mut said = match name {
        "list" => {
            let page = json!({
                "type": "object",
                "required": ["records", "page", "per_page", "next"],
                "properties": {
                    "records": { "type": "array", "items": reference("schemas", &format!("{}_record", register.id)) },
                    "page": { "type": "integer" },
                    "per_page": { "type": "integer" },
                    "next": { "type": ["string", "null"] },
                },
            });
            let mut said = operation(say, id, name, ("200", in_json(page)), &[]);
            said["parameters"] = json!(asks(say, register));
            said
        }
        "add" => {
            let mut said = operation(say, id, name, ("201", record()), &["409", "413", "422"]);
            said["responses"]["200"] = json!({ "description": say.t("api-there-already"), "content": record() });
            let mut sent = body(&register.id, &["fields"]);
            if let Some(properties) = sent["content"]["application/json"]["schema"]["properties"].as_object_mut() {
                properties.shift_remove("since");
            }
            said["requestBody"] = sent;
            said
        }
        "replace" | "some" => {
            let mut said = operation(say, id, name, ("200", record()), &["409", "413", "422"]);
            said["requestBody"] = body(if name == "some" { &all } else { &register.id }, &["fields", "since"]);
            said
        }
        "remove" => operation(say, id, name, ("204", Json::Null), &["409"]),
        "history" => {
            let versions = json!({ "type": "object", "required": ["versions", "removed"], "properties": {
                "versions": { "type": "array", "items": reference("schemas", &format!("{}_record", register.id)) },
                "removed": { "type": "boolean" },
            } });
            operation(say, id, name, ("200", in_json(versions)), &[])
        }
        _ => operation(say, id, name, ("200", record()), &[]),
    };
    said["tags"] = json!([register.id]);
    said
}

/// What can be asked of a list: the same as on its page.
fn asks(say: &Say, register: &Register) -> Vec<Json> {
    let mut asks = vec![
        in_query("page", say.t("api-page"), json!({ "type": "integer", "minimum": 1, "maximum": LAST_PAGE })),
        in_query("per_page", say.t("api-per-page"), json!({ "type": "integer", "minimum": 1, "maximum": MOST })),
        in_query("q", say.t("api-q"), json!({ "type": "string", "maxLength": 200 })),
        in_query("review", say.t("api-review"), json!({ "type": "string", "enum": ["", "1"] })),
        in_query("sort", say.t("api-sort"), json!({ "type": "string" })),
        in_query("down", say.t("api-down"), json!({ "type": "string", "enum": ["", "1"] })),
    ];
    for field in register.fields.iter().filter(|field| !field.personal) {
        for op in Op::of(&field.kind).iter().filter(|op| !matches!(op, Op::Set | Op::Unset)) {
            let label = say.words(&field.label);
            let schema = match (&field.kind, op) {
                (Kind::Date, Op::From | Op::To) => json!({ "type": "string", "format": "date" }),
                _ => json!({ "type": "string" }),
            };
            asks.push(in_query(&format!("{}.{}", op.word(), field.id), label, schema));
        }
    }
    asks
}
