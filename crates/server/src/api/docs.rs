//! The API described for people, made from the same lists as the description for programs.

use super::ROOT;
use super::openapi::ADDRESSES;
use crate::ask::Ask;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::views::{ACTIVITY, EVENT, PLACE};
use auyl_domain::{Field, Kind, Register};

/// The statuses of every no.
const STATUSES: [&str; 9] = ["400", "401", "403", "404", "409", "413", "422", "429", "503"];

#[derive(Template)]
#[template(path = "api/docs.html")]
struct DocsPage {
    frame: Frame,
    /// Name of the sentence above it, and the line.
    examples: Vec<(&'static str, String)>,
    addresses: Vec<(String, String, String)>,
    statuses: Vec<(&'static str, String)>,
    registers: Vec<Described>,
}

struct Described {
    id: String,
    title: String,
    help: String,
    fields: Vec<DescribedField>,
}

struct DescribedField {
    id: String,
    kind: String,
    label: String,
    marks: Vec<String>,
}

/// The page; it says nothing of any project.
pub async fn show(ask: Ask) -> Result {
    let say = &ask.say;
    let address = |(method, path, name): &(&str, &str, &str)| {
        (method.to_uppercase(), format!("{ROOT}{path}"), say.t(&format!("api-{name}")))
    };
    page(&DocsPage {
        examples: examples(&ask),
        addresses: ADDRESSES.iter().map(address).collect(),
        statuses: STATUSES.iter().map(|status| (*status, say.t(&format!("api-status-{status}")))).collect(),
        registers: ask
            .app
            .catalogue
            .registers()
            .iter()
            .filter(|register| !register.sealed)
            .map(|register| described(&ask, register))
            .collect(),
        frame: ask.frame("api", say.t("api-title")),
    })
}

fn examples(ask: &Ask) -> Vec<(&'static str, String)> {
    let at = format!("{}{}", ask.site(), ROOT.replace("{project}", "PROJECT"));
    let call = |rest: &str| format!("curl -H \"Authorization: Bearer auyl_…\" {rest}");
    let new = format!("{{\"fields\": {{\"{ACTIVITY}\": \"1.1\", \"{PLACE}\": \"…\"}}}}");
    vec![
        ("api-example-read", call(&format!("\"{at}/{EVENT}?from.held_on=2024-05-01&per_page=10\""))),
        ("api-example-count", call(&format!("\"{at}/measures?m=count({EVENT})&by={PLACE}\""))),
        ("api-example-change", call(&format!("-X POST -d '{new}' \"{at}/{EVENT}\""))),
    ]
}

fn described(ask: &Ask, register: &Register) -> Described {
    let field = |field: &Field| {
        let kind = match &field.kind {
            Kind::Choice { choices } => format!("choice {choices}"),
            Kind::Link { to } => format!("link {to}"),
            kind => kind.name().to_string(),
        };
        let marks = [
            (field.required && !field.is_computed(), "api-required"),
            (field.personal, "api-personal"),
            (field.is_computed(), "api-computed"),
        ];
        DescribedField {
            id: field.id.clone(),
            kind: if field.many { format!("{kind} []") } else { kind },
            label: ask.say.words(&field.label),
            marks: marks.iter().filter(|(is, _)| *is).map(|(_, key)| ask.say.t(key)).collect(),
        }
    };
    Described {
        id: register.id.clone(),
        title: ask.say.words(&register.title),
        help: ask.say.words(&register.help),
        fields: register.fields.iter().map(field).collect(),
    }
}
