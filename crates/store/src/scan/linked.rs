//! The registers that links lead to, loaded once: from a record's number to the numbers of its fields.

use super::values::{MISSING, Values};
use auyl_domain::measure::Column;
use rustc_hash::FxHashMap;

/// The field of a record's own id.
pub(super) const ID: &str = "id";

/// A field that is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wanted {
    pub field: String,
    pub integer: bool,
    /// Whether people typed it freely, so that it may hold any character.
    pub free: bool,
}

/// One register and what was read of it.
pub(super) struct Table {
    pub register: String,
    /// The id first.
    pub wanted: Vec<Wanted>,
    rows: FxHashMap<u32, u32>,
    columns: Vec<Vec<u32>>,
}

/// All of them.
#[derive(Default)]
pub(super) struct Linked {
    pub tables: Vec<Table>,
}

/// How a column is reached from the value of an own field: table by table, each time the field to take there.
#[derive(Clone, Debug)]
pub(super) struct Way {
    steps: Vec<(usize, usize)>,
}

impl Wanted {
    /// What a column is in the register that has it.
    pub fn of(column: &Column) -> Wanted {
        let coded = column.integer || column.field == ID || column.choices.is_some() || column.target.is_some();
        Wanted { field: column.field.clone(), integer: column.integer, free: !coded }
    }

    /// A link field, or the id.
    pub fn link(field: &str) -> Wanted {
        Wanted { field: field.into(), integer: false, free: false }
    }
}

impl Linked {
    /// Sees to it that the tables on the way to a column will be loaded, and says the way.
    pub fn way(&mut self, column: &Column) -> Way {
        let after = column.steps.iter().skip(1).map(|step| Wanted::link(&step.field));
        let fields = after.chain([Wanted::of(column)]);
        let steps = column.steps.iter().zip(fields).map(|(step, wanted)| {
            let known = self.tables.iter().position(|table| table.register == step.to);
            let at = known.unwrap_or_else(|| {
                let wanted = vec![Wanted::link(ID)];
                self.tables.push(Table {
                    register: step.to.clone(),
                    wanted,
                    rows: FxHashMap::default(),
                    columns: vec![],
                });
                self.tables.len() - 1
            });
            let fields = &mut self.tables[at].wanted;
            let field = fields.iter().position(|known| known.field == wanted.field).unwrap_or_else(|| {
                fields.push(wanted);
                fields.len() - 1
            });
            (at, field)
        });
        Way { steps: steps.collect() }
    }

    /// Takes a slice of a table: for each wanted field the values of all its rows.
    pub fn take(&mut self, at: usize, slice: &[String], values: &mut Values) {
        let table = &mut self.tables[at];
        table.columns.resize(table.wanted.len(), Vec::new());
        for (field, (text, wanted)) in slice.iter().zip(&table.wanted).enumerate() {
            for written in text.split(crate::dialect::BETWEEN) {
                let value = values.read(written, wanted.integer);
                let column = &mut table.columns[field];
                if field == 0 {
                    table.rows.insert(value, column.len() as u32);
                }
                column.push(value);
            }
        }
    }

    /// Where a way leads from the value of an own field.
    pub fn follow(&self, way: &Way, own: u32) -> u32 {
        let mut value = own;
        for (at, field) in &way.steps {
            let table = &self.tables[*at];
            let Some(row) = table.rows.get(&value).filter(|_| value != MISSING) else { return MISSING };
            value = table.columns[*field][*row as usize];
        }
        value
    }
}
