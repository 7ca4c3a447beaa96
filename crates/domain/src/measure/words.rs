//! A measure as people say it: *different people in Attendance where Gender is female, by village*. The sentences stand
//! in the interface texts (`measure-…`); names of registers, fields and words of lists are those of the catalogue.

use super::parse::Comparison;
use super::{Column, Cond, Expr, Function, Measure, Tally};
use crate::catalogue::Catalogue;
use crate::id::RecordId;
use crate::value::{Stored, Value};
use crate::words::Lang;
use std::collections::BTreeMap;

/// Says a measure. `name` is asked how a record of a register (first) with an id (second) is called.
pub fn in_words(measure: &Measure, catalogue: &Catalogue, lang: Lang, name: &dyn Fn(&str, &str) -> String) -> String {
    let teller = Teller { catalogue, lang, name };
    let mut said = teller.expr(&measure.expr, &measure.tallies, false);
    if !measure.by.is_empty() {
        let fields: Vec<String> = measure.by.iter().map(|column| teller.field(column)).collect();
        said = teller.say("measure-by", &[("what", said), ("fields", fields.join(", "))]);
    }
    said
}

struct Teller<'a> {
    catalogue: &'a Catalogue,
    lang: Lang,
    name: &'a dyn Fn(&str, &str) -> String,
}

impl Teller<'_> {
    fn say(&self, key: &str, args: &[(&'static str, String)]) -> String {
        let args: BTreeMap<&'static str, String> = args.iter().cloned().collect();
        self.catalogue.phrases().say_with(self.lang, key, &args)
    }

    fn expr(&self, expr: &Expr, tallies: &[Tally], inside: bool) -> String {
        match expr {
            Expr::Number(number) => crate::amount::grouped(*number),
            Expr::Tally(at) => tallies.get(*at).map(|tally| self.tally(tally)).unwrap_or_default(),
            Expr::Op(sign, left, right) => {
                let sign = match sign {
                    '-' => "−",
                    '*' => "×",
                    '/' => "÷",
                    _ => "+",
                };
                let side = |expr: &Expr| match expr {
                    Expr::Tally(_) | Expr::Change(..) => format!("({})", self.expr(expr, tallies, true)),
                    expr => self.expr(expr, tallies, true),
                };
                let said = format!("{} {sign} {}", side(left), side(right));
                if inside { format!("({said})") } else { said }
            }
            Expr::Change(from, to) => {
                let both = tallies.get(*from).zip(tallies.get(*to));
                both.map(|(from, to)| self.change(from, to)).unwrap_or_default()
            }
        }
    }

    fn change(&self, from: &Tally, to: &Tally) -> String {
        // What they have in common is said once; the last condition tells the two apart.
        let ((common, first), (_, second)) = (parted(&from.within), parted(&to.within));
        let what = Tally { within: common, ..from.clone() };
        let args = [("what", self.tally(&what)), ("from", self.cond(first, false)), ("to", self.cond(second, false))];
        self.say("measure-change", &args)
    }

    fn tally(&self, tally: &Tally) -> String {
        let register = match self.catalogue.register(&tally.register) {
            Some(register) => register.title.get(self.lang).to_string(),
            None => tally.register.clone(),
        };
        let function = tally.per.as_ref().map_or(tally.function, |per| per.function);
        let key = match function {
            Function::Count => "measure-count",
            Function::Persons => "measure-persons",
            Function::Sum => "measure-sum",
            Function::Mean => "measure-mean",
            Function::Least => "measure-least",
            Function::Most => "measure-most",
            Function::Share | Function::Change => "measure-share",
        };
        let field = tally.of.as_ref().map(|column| self.field(column)).unwrap_or_default();
        let is_share = key == "measure-share";
        let within = if is_share { without_answered(&tally.within, &tally.cond) } else { tally.within.clone() };
        let key = if within == tally.within { key } else { "measure-share-answered" };
        let cond = self.cond(&tally.cond, false);
        let mut said = self.say(key, &[("register", register), ("field", field), ("cond", cond.clone())]);
        if !is_share && tally.cond != Cond::Always {
            said = self.say("measure-where", &[("what", said), ("cond", cond)]);
        }
        if within != Cond::Always {
            said = self.say("measure-among", &[("what", said), ("cond", self.cond(&within, false))]);
        }
        let Some(per) = &tally.per else { return said };
        let key = match tally.function {
            Function::Most => "measure-most-per",
            Function::Mean => "measure-mean-per",
            _ => "measure-least-per",
        };
        let group = self.catalogue.register(&per.register).map(|register| register.title.get(self.lang).to_string());
        let said = self.say(key, &[("what", said), ("group", group.unwrap_or_default())]);
        match &per.cond {
            Cond::Always => said,
            cond => self.say("measure-groups", &[("what", said), ("cond", self.cond(cond, false))]),
        }
    }

    fn cond(&self, cond: &Cond, inside: bool) -> String {
        let joined = |parts: &[Cond], key: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.cond(part, true)).collect();
            let said = parts.join(&format!(" {} ", self.say(key, &[])));
            if inside && parts.len() > 1 { format!("({said})") } else { said }
        };
        match cond {
            Cond::Always => String::new(),
            Cond::All(parts) => joined(parts, "measure-and"),
            Cond::Any(parts) => joined(parts, "measure-or"),
            Cond::Not(part) => match part.as_ref() {
                Cond::IsSet(column) => self.say("measure-is-not-set", &[("field", self.field(column))]),
                part => self.say("measure-not", &[("cond", self.cond(part, true))]),
            },
            Cond::Compare(column, comparison, value) => {
                let args = [("field", self.field(column)), ("value", self.value(column, value))];
                self.say(key_of(*comparison, self.is_day(column)), &args)
            }
            Cond::CompareFields(left, comparison, right) => {
                let args = [("field", self.field(left)), ("value", format!("«{}»", self.field(right)))];
                self.say(key_of(*comparison, self.is_day(left)), &args)
            }
            Cond::OneOf(column, values) => {
                let values: Vec<String> = values.iter().map(|value| self.value(column, value)).collect();
                self.say("measure-one-of", &[("field", self.field(column)), ("values", values.join(", "))])
            }
            Cond::IsSet(column) => self.say("measure-is-set", &[("field", self.field(column))]),
        }
    }

    /// The label of a field.
    fn field(&self, column: &Column) -> String {
        let label = |register: &str, field: &str| {
            let register = self.catalogue.register(register)?;
            match register.field(field) {
                Some(field) => Some(field.label.get(self.lang).to_string()),
                None => Some(register.title.get(self.lang).to_string()),
            }
        };
        label(&column.register, &column.field).unwrap_or_else(|| column.field.clone())
    }

    fn is_day(&self, column: &Column) -> bool {
        let field = self.catalogue.register(&column.register).and_then(|register| register.field(&column.field));
        field.is_some_and(|field| field.kind == crate::register::Kind::Date)
    }

    fn value(&self, column: &Column, stored: &Stored) -> String {
        let field = self.catalogue.register(&column.register).and_then(|register| register.field(&column.field));
        let value = field.and_then(|field| Value::from_stored(&field.kind, false, stored.clone()));
        match (value, stored) {
            (Some(Value::Choice(word)), _) => {
                column.choices.as_ref().map_or(word.clone(), |list| self.catalogue.label(list, &word, self.lang))
            }
            (Some(Value::Flag(yes)), _) => self.say(if yes { "web-yes" } else { "web-no" }, &[]),
            (_, Stored::Text(id)) if column.target.is_some() && RecordId::read(id).is_some() => {
                column.target.as_ref().map_or(id.clone(), |target| (self.name)(target, id))
            }
            (Some(value), _) => value.shown(),
            (None, Stored::Text(text)) => text.clone(),
            (None, Stored::Int(number)) => crate::amount::grouped(*number),
        }
    }
}

/// What stands beside the condition that the questions asked are answered, which one word says.
fn without_answered(within: &Cond, asked: &Cond) -> Cond {
    let columns = asked.columns();
    match within {
        Cond::IsSet(column) if columns.contains(&column) => Cond::Always,
        Cond::All(parts) => parts.iter().map(|part| without_answered(part, asked)).fold(Cond::Always, Cond::and),
        other => other.clone(),
    }
}

/// All conditions but the last, and the last.
fn parted(within: &Cond) -> (Cond, &Cond) {
    match within {
        Cond::All(parts) => match parts.split_last() {
            Some((last, rest)) => (rest.iter().cloned().fold(Cond::Always, Cond::and), last),
            None => (Cond::Always, within),
        },
        other => (Cond::Always, other),
    }
}

fn key_of(comparison: Comparison, is_day: bool) -> &'static str {
    match (comparison, is_day) {
        (Comparison::Equal, _) => "measure-is",
        (Comparison::Unequal, _) => "measure-is-not",
        (Comparison::Less, false) => "measure-less",
        (Comparison::AtMost, false) => "measure-at-most",
        (Comparison::More, false) => "measure-more",
        (Comparison::AtLeast, false) => "measure-at-least",
        (Comparison::Less, true) => "measure-before",
        (Comparison::AtMost, true) => "measure-until",
        (Comparison::More, true) => "measure-after",
        (Comparison::AtLeast, true) => "measure-since",
    }
}
