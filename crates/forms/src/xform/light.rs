//! The same form for the page that works without a network (`server/static/field-*.js`): what is asked, of which kind,
//! under which condition, in three languages, as compact JSON. It asks what the document of the form asks, by the same
//! names, so that an answer is the same instance whoever fills it in.

use super::condition::Place;
use super::{Form, Plan, Rows, may_be_typed};
use auyl_domain::amount::{DECIMAL, TIYN, plain_scaled};
use auyl_domain::value::read_flag;
use auyl_domain::{Catalogue, Field, Kind, Register, Words, measure};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Not;

/// A form as a page fills it in.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Light {
    /// Id of the form.
    pub id: String,
    /// Version of the form that an answer names.
    pub version: String,
    /// Its title.
    pub title: Words,
    /// What a record is.
    #[serde(skip_serializing_if = "is_silent")]
    pub help: Words,
    /// Fields by whose values a filled form is called.
    pub name: Vec<String>,
    /// What is asked once.
    pub fields: Vec<Question>,
    /// What is asked row by row.
    pub rows: Vec<Repeat>,
    /// Words to choose from, list by list.
    pub choices: BTreeMap<String, Vec<Word>>,
    /// Registers whose records it lets choose.
    pub lists: Vec<String>,
    /// Whether it is nothing without rows: a sheet.
    pub sheet: bool,
    /// Whether an answer has a ticket, which the phone makes as the server does.
    #[serde(skip_serializing_if = "Not::not")]
    pub ticket: bool,
}

/// A word of a list.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Word {
    /// The word.
    pub id: String,
    /// What people read.
    pub label: Words,
}

/// Rows of one kind.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Repeat {
    /// Name of the element.
    pub id: String,
    /// What they are.
    pub title: Words,
    /// What is asked in each.
    pub fields: Vec<Question>,
}

/// One question.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Question {
    /// Name of the element.
    pub id: String,
    /// The word of its kind.
    pub kind: &'static str,
    /// What is asked.
    pub label: Words,
    /// Advice.
    #[serde(skip_serializing_if = "is_silent")]
    pub help: Words,
    /// Whether it must be answered.
    #[serde(skip_serializing_if = "Not::not")]
    pub required: bool,
    /// The question whose answer is enough: the same text in the other language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or: Option<String>,
    /// Whether several answers may be chosen.
    #[serde(skip_serializing_if = "Not::not")]
    pub many: bool,
    /// The list of words to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<String>,
    /// The register whose records may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whether a name may be typed that the list does not have.
    #[serde(skip_serializing_if = "Not::not")]
    pub typed: bool,
    /// The question before it that asks for the village: only records of that one are offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    /// When it is asked; always, where this is silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Value>,
    /// The smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// The largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// What stands there from the beginning.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default: String,
}

fn is_silent(words: &Words) -> bool {
    *words == Words::default()
}

/// A register's form, as [`super::form`] made it, for that page.
pub fn light(form: &Form, register: &Register, catalogue: &Catalogue) -> Light {
    let plan = Plan::of(register, catalogue);
    let question = |of: &Register, field: &Field, rows| question(&plan, of, field, rows, catalogue);
    let fields: Vec<Question> = plan.head.iter().map(|field| question(register, field, None)).collect();
    let repeat = |(at, rows): (usize, &Rows<'_>)| Repeat {
        id: rows.name.clone(),
        title: rows.register.title.clone(),
        fields: rows.fields.iter().map(|field| question(rows.register, field, Some(at))).collect(),
    };
    let rows: Vec<Repeat> = plan.rows.iter().enumerate().map(repeat).collect();
    let mut choices = BTreeMap::new();
    for id in fields.iter().chain(rows.iter().flat_map(|rows| &rows.fields)).filter_map(|field| field.choices.as_ref())
    {
        let list = catalogue.choices(id).map(|list| &list.all[..]).unwrap_or_default();
        let words = list.iter().map(|choice| Word { id: choice.id.clone(), label: choice.label.clone() });
        choices.entry(id.clone()).or_insert_with(|| words.collect());
    }
    Light {
        id: form.id.clone(),
        version: form.version.clone(),
        title: form.title.clone(),
        help: register.help.clone(),
        name: plan.named().map(|field| field.id.clone()).collect(),
        fields,
        rows,
        choices,
        lists: form.lists.clone(),
        sheet: plan.is_sheet,
        ticket: register.field("ticket").is_some_and(|field| field.made),
    }
}

fn question(
    plan: &Plan<'_>,
    register: &Register,
    field: &Field,
    rows: Option<usize>,
    catalogue: &Catalogue,
) -> Question {
    let place = Place { plan, rows, register };
    let when = field.when.as_ref().and_then(|when| measure::resolve(when, register, catalogue).ok());
    let scale = match field.kind {
        Kind::Decimal => DECIMAL,
        Kind::Money => TIYN,
        _ => 1,
    };
    let bound = |bound: Option<i64>| bound.map(|bound| plain_scaled(bound, scale));
    let default = field.default.clone().unwrap_or_default();
    Question {
        id: field.id.clone(),
        kind: field.kind.name(),
        label: field.label.clone(),
        help: field.help.clone(),
        required: field.required,
        or: field.required.then(|| register.other_half(field)).flatten().map(|other| other.id.clone()),
        many: field.many,
        choices: match &field.kind {
            Kind::Choice { choices } => Some(choices.clone()),
            _ => None,
        },
        to: field.kind.target().map(str::to_string),
        typed: may_be_typed(field),
        village: plan.village(field, rows, catalogue).map(|before| before.id.clone()),
        when: when.and_then(|when| place.json(&when)),
        min: bound(field.min),
        max: bound(field.max),
        default: match field.kind {
            Kind::Flag => read_flag(&default).map_or("", |yes| if yes { "yes" } else { "no" }).to_string(),
            _ => default,
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::xform::{form, light};
    use expect_test::expect;

    /// What the page is asked to ask, a question a line.
    #[test]
    fn the_page_asks_what_the_document_asks() {
        let catalogue = crate::xform::tests::catalogue();
        let mut told = String::new();
        for id in ["gathering", "signed"] {
            let register = catalogue.register(id).unwrap();
            let form = form(register, &catalogue);
            let light = light(&form, register, &catalogue);
            assert_eq!(light.version, form.version);
            let rows = light.rows.iter().map(|rows| (&rows.id, &rows.fields));
            for (at, fields) in [(&String::new(), &light.fields)].into_iter().chain(rows) {
                for field in fields {
                    assert!(form.xml.contains(&format!("<{}>", field.id)), "{}", field.id);
                    let when = field.when.as_ref().map(ToString::to_string).unwrap_or_default();
                    told += &format!("{id} {at} {} {} {when}\n", field.id, field.kind);
                }
            }
        }
        expect![[r#"
            gathering  held_on date 
            gathering  kind choice 
            gathering  spectators count {"all":[{"field":"kind","sign":"=","values":["play","stream"]},{"field":"held_on","sign":">=","values":["2024-05-14"]}]}
            gathering signed_rows who text 
            gathering signed_rows by_proxy flag 
            gathering signed_rows proxy text {"any":[{"field":"by_proxy","sign":"=","values":["yes"]},{"field":"who","sign":"!=","values":["Дина"]}]}
            signed  gathering link 
            signed signed_rows who text 
            signed signed_rows by_proxy flag 
            signed signed_rows proxy text {"any":[{"field":"by_proxy","sign":"=","values":["yes"]},{"field":"who","sign":"!=","values":["Дина"]}]}
        "#]].assert_eq(&told);
    }
}
