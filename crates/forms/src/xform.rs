//! A register becomes a form for ODK Collect: XForm XML in three languages, and the [`Shape`] by which its submissions
//! are read. `condition` turns `when` into XPath, `write` puts the document together, `lists` makes the attached CSV,
//! `light` tells the same form to the page that works without a network.
//!
//! A register whose rows belong to a record of another (attendance of an event) becomes a sheet: the record once, then a
//! repeat. Inside the form of that other register its rows are a repeat, too.

mod condition;
mod light;
mod lists;
mod write;

pub use light::{Light, light};
pub use lists::{Line, csv};

use crate::shape::{How, Level, NOT_LISTED, Shape, Slot, TYPED};
use auyl_domain::id::sha256;
use auyl_domain::register::STATE;
use auyl_domain::{Catalogue, Field, Kind, Register, Words};

/// A form that is ready to be served.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    /// Id of the form; of a register's form the register's.
    pub id: String,
    /// What people read in the list of forms.
    pub title: Words,
    /// Made from the content: the same content gives the same version.
    pub version: String,
    /// The document.
    pub xml: String,
    /// Registers whose records it lets choose from `<register>.csv`.
    pub lists: Vec<String>,
    /// How its submissions are read.
    pub shape: Shape,
}

/// The parts of a register's form.
struct Plan<'a> {
    register: &'a Register,
    /// Asked once.
    head: Vec<&'a Field>,
    /// Asked in repeats.
    rows: Vec<Rows<'a>>,
    /// Whether the record asked for at the top is another's, and only the rows are new.
    is_sheet: bool,
}

struct Rows<'a> {
    name: String,
    register: &'a Register,
    fields: Vec<&'a Field>,
    parent: &'a str,
}

/// The form of a register.
pub fn form(register: &Register, catalogue: &Catalogue) -> Form {
    let plan = Plan::of(register, catalogue);
    let (xml, lists) = write::document(&plan, catalogue);
    let version = sha256(xml.as_bytes())[..12].to_string();
    let xml = xml.replacen(write::VERSION, &version, 1);
    let shape = Shape { form: register.id.clone(), version: version.clone(), root: plan.level() };
    Form { id: register.id.clone(), title: register.title.clone(), version, xml, lists, shape }
}

/// The forms of all registers that are marked `phone`, in the order people see the registers.
pub fn forms(catalogue: &Catalogue) -> Vec<Form> {
    catalogue.registers().iter().filter(|register| register.phone).map(|register| form(register, catalogue)).collect()
}

impl<'a> Plan<'a> {
    fn of(register: &'a Register, catalogue: &'a Catalogue) -> Plan<'a> {
        let asked = |register: &'a Register| register.fields.iter().filter(|field| is_asked(field));
        if let Some(parent) = sheet_parent(register) {
            let (head, fields) = asked(register).partition(|field| field.id == parent.id);
            let rows = vec![Rows { name: rows_name(register), register, fields, parent: &parent.id }];
            return Plan { register, head, rows, is_sheet: true };
        }
        let child = |child: &'a Register| {
            let parent = sheet_parent(child).filter(|parent| parent.kind.target() == Some(&register.id))?;
            let fields = asked(child).filter(|field| field.id != parent.id).collect();
            Some(Rows { name: rows_name(child), register: child, fields, parent: &parent.id })
        };
        let rows = catalogue.registers().iter().filter(|child| child.phone).filter_map(child).collect();
        Plan { register, head: asked(register).collect(), rows, is_sheet: false }
    }

    /// The fields at the top that a filled form is called by; links are ids on a phone, so their labels are taken.
    fn named(&self) -> impl Iterator<Item = &'a Field> {
        let names = self.register.name.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        names.flat_map(|name| {
            let fits = move |field: &&Field| field.id == name || field.translation_of.as_deref() == Some(name);
            self.head.iter().copied().filter(fits)
        })
    }

    /// The question before a field that asks for the village, where it narrows what the field offers.
    fn village(&self, field: &Field, rows: Option<usize>, catalogue: &Catalogue) -> Option<&'a Field> {
        let target = catalogue.register(field.kind.target()?)?;
        let has_place = target.fields.iter().any(|field| field.kind == Kind::Place);
        let fields = rows.map_or(&self.head, |rows| &self.rows[rows].fields);
        let mut before = fields.iter().copied().take_while(|earlier| earlier.id != field.id);
        before.find(|earlier| earlier.kind == Kind::Place).filter(|_| has_place && field.kind != Kind::Place)
    }

    fn level(&self) -> Level {
        let mut root = Level {
            register: (!self.is_sheet).then(|| self.register.id.clone()),
            fields: slots(&self.head),
            ..Level::default()
        };
        for (name, how) in [("timeStart", How::Started), ("timeEnd", How::Ended), ("deviceID", How::Device)] {
            root.fields.insert(format!("meta/{name}"), Slot::aside(how));
        }
        for rows in &self.rows {
            let parent = rows.parent.to_string();
            let level = Level {
                register: Some(rows.register.id.clone()),
                fields: slots(&rows.fields),
                parent: (!self.is_sheet).then(|| parent.clone()),
                copied: if self.is_sheet { vec![parent] } else { Vec::new() },
                ..Level::default()
            };
            root.rows.insert(rows.name.clone(), level);
        }
        root
    }
}

/// The link through which every record of a register belongs to another.
fn sheet_parent(register: &Register) -> Option<&Field> {
    let field = register.field(register.parent.as_deref()?)?;
    (field.required && field.when.is_none() && !field.many && field.kind.target().is_some()).then_some(field)
}

/// Where a record stands in its life is decided by the team; what is computed or made is not asked.
fn is_asked(field: &Field) -> bool {
    field.is_asked() && field.id != STATE
}

fn rows_name(register: &Register) -> String {
    format!("{}_rows", register.id)
}

/// Whether a name may be typed where the list does not have it.
fn may_be_typed(field: &Field) -> bool {
    field.kind.target().is_some() && !field.many
}

fn slots(fields: &[&Field]) -> std::collections::BTreeMap<String, Slot> {
    let mut slots = std::collections::BTreeMap::new();
    for field in fields {
        let how = match &field.kind {
            Kind::Choice { .. } | Kind::Link { .. } if field.many => How::Words,
            Kind::Date => How::Day,
            Kind::Time => How::Time,
            Kind::Point => How::Point,
            Kind::File => How::File,
            _ => How::Plain,
        };
        slots.insert(field.id.clone(), Slot::of(&field.id, how));
        if may_be_typed(field) {
            slots.insert(format!("{}{TYPED}", field.id), Slot::of(&field.id, How::Typed));
        }
    }
    slots
}

#[cfg(test)]
mod tests;
