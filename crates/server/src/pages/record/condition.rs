//! When a field is asked: for the script as JSON, for people as a sentence. Both say what the one door will decide.

use crate::ask::Here;
use auyl_domain::amount::{DECIMAL, TIYN, shown_scaled};
use auyl_domain::measure::{self, Column, Comparison, Cond};
use auyl_domain::value::Stored;
use auyl_domain::{Field, Kind, Register};
use serde_json::{Value, json};

/// When a field is asked.
pub struct Asked {
    /// For the script.
    pub json: String,
    /// For people.
    pub words: String,
}

/// The condition of a field; none for one that is always asked.
pub fn of(here: &Here, register: &Register, field: &Field) -> Option<Asked> {
    let cond = measure::resolve(field.when.as_ref()?, register, &here.project.catalogue).ok()?;
    Some(Asked { json: script(&cond).to_string(), words: words(here, register, &cond) })
}

fn script(cond: &Cond) -> Value {
    let stored = |value: &Stored| match value {
        Stored::Int(number) => json!(number),
        Stored::Text(text) => json!(text),
    };
    match cond {
        Cond::Always => json!({ "all": [] }),
        Cond::All(all) => json!({ "all": all.iter().map(script).collect::<Vec<_>>() }),
        Cond::Any(any) => json!({ "any": any.iter().map(script).collect::<Vec<_>>() }),
        Cond::Not(cond) => json!({ "not": script(cond) }),
        Cond::Compare(column, comparison, value) => {
            json!({ "field": column.field, "sign": sign(*comparison), "values": [stored(value)] })
        }
        Cond::CompareFields(left, comparison, right) => {
            json!({ "field": left.field, "sign": sign(*comparison), "other": right.field })
        }
        Cond::OneOf(column, values) => {
            json!({ "field": column.field, "sign": "in", "values": values.iter().map(stored).collect::<Vec<_>>() })
        }
        Cond::IsSet(column) => json!({ "field": column.field, "sign": "set" }),
    }
}

/// As the script knows it.
fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Unequal => "!=",
        other => other.sign(),
    }
}

fn words(here: &Here, register: &Register, cond: &Cond) -> String {
    let all = |conds: &[Cond], key: &str| {
        let parts: Vec<String> = conds.iter().map(|cond| words(here, register, cond)).collect();
        parts.join(&format!(" {} ", here.say.t(key)))
    };
    let label = |column: &Column| {
        let field = register.field(&column.field);
        field.map_or_else(|| column.field.clone(), |field| here.say.words(&field.label))
    };
    match cond {
        Cond::Always => String::new(),
        Cond::All(conds) => all(conds, "record-and"),
        Cond::Any(conds) => all(conds, "record-or"),
        Cond::Not(cond) => format!("{} ({})", here.say.t("record-not"), words(here, register, cond)),
        Cond::Compare(column, comparison, value) => {
            let sign = match comparison {
                Comparison::Equal => ":",
                other => other.sign(),
            };
            let space = if sign == ":" { "" } else { " " };
            format!("«{}»{space}{sign} {}", label(column), shown(here, register, column, value))
        }
        Cond::CompareFields(left, comparison, right) => {
            format!("«{}» {} «{}»", label(left), comparison.sign(), label(right))
        }
        Cond::OneOf(column, values) => {
            let values: Vec<String> = values.iter().map(|value| shown(here, register, column, value)).collect();
            format!("«{}»: {}", label(column), values.join(", "))
        }
        Cond::IsSet(column) => here.say.name("record-is-set", label(column)),
    }
}

fn shown(here: &Here, register: &Register, column: &Column, value: &Stored) -> String {
    let kind = register.field(&column.field).map(|field| &field.kind);
    match (value, kind) {
        (Stored::Text(word), Some(Kind::Choice { choices })) => here.say.label(choices, word),
        (Stored::Int(yes), Some(Kind::Flag)) => here.say.t(if *yes != 0 { "web-yes" } else { "web-no" }),
        (Stored::Int(number), Some(Kind::Money)) => shown_scaled(*number, TIYN),
        (Stored::Int(number), Some(Kind::Decimal)) => shown_scaled(*number, DECIMAL),
        (Stored::Int(number), _) => here.say.number(*number),
        (Stored::Text(text), _) => text.clone(),
    }
}
