//! A record as a page sees it: `letter.number`, `activity.places`. A number is a figure, a note is prose,
//! a link is the linked record; so a page cannot print a bare number even by mistake.

use super::desk::Desk;
use crate::units::Style;
use auyl_domain::words::Catalogued;
use auyl_domain::{Kind, Record, Register, Spot};
use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use std::fmt;
use std::sync::Arc;

/// One record; without `at`, the empty record of a register, whose fields are all empty.
#[derive(Clone)]
pub(super) struct Row {
    pub desk: Arc<Desk>,
    pub register: String,
    pub at: Option<usize>,
}

impl Row {
    pub fn value(desk: &Arc<Desk>, register: &str, at: Option<usize>) -> Value {
        Value::from_object(Row { desk: Arc::clone(desk), register: register.to_string(), at })
    }

    pub fn record(&self) -> Option<&Record> {
        self.desk.record(&self.register, self.at?)
    }

    /// The register and the field of this name, a translated one by its stem.
    pub fn field(&self, name: &str) -> Option<(&Register, &auyl_domain::Field)> {
        let register = self.desk.register(&self.register)?;
        let translated = |field: &&auyl_domain::Field| field.translation_of.as_deref() == Some(name);
        let field = register.field(name).or_else(|| register.fields.iter().find(translated))?;
        Some((register, field))
    }

    fn get(&self, name: &str) -> Option<Value> {
        if name == "id" {
            return Some(Value::from(self.record().map(|record| record.id.to_string()).unwrap_or_default()));
        }
        let (register, field) = self.field(name)?;
        let Some(record) = self.record() else { return Some(Value::from("")) };
        if field.translation_of.is_some() && register.field(name).is_none() {
            return Some(match field.kind {
                Kind::Note if record.words(name, self.desk.lang).is_empty() => Value::from(""),
                Kind::Note => Value::from_safe_string(self.desk.prose(record, name, false)),
                _ => Value::from(record.words(name, self.desk.lang)),
            });
        }
        let Some(value) = record.get(name) else {
            return Some(if field.many { Value::from(Vec::<Value>::new()) } else { Value::from("") });
        };
        let linked = |id: &str| {
            let target = field.kind.target()?;
            let at = self.desk.place_of(target, id)?;
            Some(Row::value(&self.desk, target, Some(at)))
        };
        Some(match (&field.kind, value) {
            (Kind::Count | Kind::Decimal | Kind::Money, _) => {
                let spot = Spot::record(&record.register, record.id.as_str()).field(name);
                Value::from_safe_string(self.desk.figure(Desk::own_question(record, name), Style::Plain, spot))
            }
            (Kind::Flag, auyl_domain::Value::Flag(yes)) => Value::from(*yes),
            (Kind::Note, _) => Value::from_safe_string(self.desk.prose(record, name, false)),
            (_, auyl_domain::Value::Link(id)) => linked(id.as_str()).unwrap_or_else(|| Value::from(id.to_string())),
            (Kind::Link { .. }, auyl_domain::Value::Many(ids)) => Value::from(
                ids.iter().map(|id| linked(id).unwrap_or_else(|| Value::from(id.as_str()))).collect::<Vec<_>>(),
            ),
            _ => Value::from(self.desk.shown(register, name, value, self.desk.lang)),
        })
    }
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get(key.as_str()?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.at.is_some()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.record(), self.desk.register(&self.register)) {
            (Some(record), Some(register)) => f.write_str(&record.name(register, self.desk.lang, &*self.desk)),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.register, self.at)
    }
}
