//! Where a name of a measure leads: a field of the register itself, or of one its links lead to.

use super::lexer::pointed;
use super::parse::Path;
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::register::{Kind, Register};
use crate::words::nearest;

/// A field seen from a register, perhaps over links.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Column {
    /// Links to follow, in order; empty for an own field.
    pub steps: Vec<Step>,
    /// Whether it is looked up in the project's passport and not from the record.
    pub of_project: bool,
    /// The register that has the field.
    pub register: String,
    /// The field; `id` for the record itself.
    pub field: String,
    /// Whether the field holds several words.
    pub many: bool,
    /// Whether the field lies among the personal ones.
    pub personal: bool,
    /// Whether a database keeps it as an integer.
    pub integer: bool,
    /// The list of its words, for a choice.
    pub choices: Option<String>,
    /// The register it points to, for a link or place.
    pub target: Option<String>,
}

/// One link: the field and the register it leads to.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Step {
    /// Link field.
    pub field: String,
    /// Register.
    pub to: String,
}

/// The field of a record's own id.
pub(super) const ID: &str = "id";
const PROJECT: &str = "project";

/// Follows a path from a register.
pub(super) fn find(path: &Path, register: &Register, catalogue: &Catalogue, text: &str) -> Result<Column, Finding> {
    let (first, rest) = path.segments.split_first().expect("the parser gives every path a name");
    let fault = |code| pointed(code, text, path.span.clone());
    if first == PROJECT && !rest.is_empty() {
        let passport = catalogue.registers().iter().filter(|r| r.single).find(|r| own(r, &rest[0]).is_some());
        let found = passport.and_then(|passport| own(passport, &rest[0])).filter(|_| rest.len() == 1);
        let mut column =
            found.ok_or_else(|| fault("measure-field-unknown").with("register", PROJECT).with("nearest", ""))?;
        column.of_project = true;
        return Ok(column);
    }
    let mut column = match look_up(first, register, catalogue) {
        Found::One(column) => *column,
        Found::None => {
            let names = reachable(register, catalogue);
            let nearest = nearest(first, names.iter().map(String::as_str)).unwrap_or_default();
            return Err(fault("measure-field-unknown").with("register", &register.id).with("nearest", nearest));
        }
        Found::Several(ways) => {
            return Err(fault("measure-field-ambiguous").with("register", &register.id).with("ways", ways.join(", ")));
        }
    };
    for segment in rest {
        let target = column.target.as_deref().and_then(|target| catalogue.register(target));
        let Some(target) = target.filter(|_| !column.many) else {
            return Err(fault("measure-not-a-link").with("field", &column.field).with("register", &column.register));
        };
        let Some(next) = own(target, segment) else {
            let names = target.fields.iter().map(|field| field.id.as_str());
            let nearest = nearest(segment, names).unwrap_or_default();
            return Err(fault("measure-field-unknown").with("register", &target.id).with("nearest", nearest));
        };
        column = after(&column.steps, Step { field: column.field.clone(), to: target.id.clone() }, next);
    }
    Ok(column)
}

/// The column that leads to a register: an own link field of the name, or the one that reaches it.
pub(super) fn leading_to(target: &str, register: &Register, catalogue: &Catalogue) -> Option<Column> {
    if register.id == target {
        return own(register, ID);
    }
    let name = register.fields.iter().find(|field| field.kind.target() == Some(target) && !field.many);
    if let Some(field) = name {
        return own(register, &field.id);
    }
    match look_up(target, register, catalogue) {
        Found::One(column) if column.target.as_deref() == Some(target) => Some(*column),
        _ => None,
    }
}

enum Found {
    None,
    One(Box<Column>),
    Several(Vec<String>),
}

/// An own field; else one of the parent's; else one that exactly one link leads to; else the same one step further.
fn look_up(name: &str, register: &Register, catalogue: &Catalogue) -> Found {
    if let Some(column) = own(register, name) {
        return Found::One(Box::new(column));
    }
    let mut level: Vec<(Vec<Step>, &Register)> = vec![(Vec::new(), register)];
    for _ in 0..2 {
        let mut next = Vec::new();
        for (steps, from) in &level {
            for field in links(from) {
                let Some(to) = field.kind.target().and_then(|target| catalogue.register(target)) else { continue };
                let mut steps = steps.clone();
                steps.push(Step { field: field.id.clone(), to: to.id.clone() });
                next.push((steps, to));
            }
        }
        let found = next.iter().filter_map(|(steps, to)| Some((steps, own(to, name)?)));
        let mut found: Vec<Column> = found.map(|(steps, column)| Column { steps: steps.clone(), ..column }).collect();
        let by_parent = register.parent.as_deref().and_then(|parent| {
            found.iter().position(|column| column.steps.first().is_some_and(|step| step.field == parent))
        });
        match (found.len(), by_parent) {
            (0, _) => level = next,
            (_, Some(at)) => return Found::One(Box::new(found.swap_remove(at))),
            (1, None) => return Found::One(Box::new(found.swap_remove(0))),
            _ => return Found::Several(found.iter().map(Column::path).collect()),
        }
    }
    Found::None
}

/// Every way to a field of this name over the fewest links: the own one, then that of the parent, then those of
/// other links in the order of the fields; links of links only where nothing is nearer.
pub fn ways(name: &str, register: &Register, catalogue: &Catalogue) -> Vec<Column> {
    let mut found: Vec<Column> = own(register, name).into_iter().collect();
    let mut level: Vec<(Vec<Step>, &Register)> = vec![(Vec::new(), register)];
    for _ in 0..2 {
        let mut next = Vec::new();
        for (steps, from) in &level {
            let parent = |field: &&crate::register::Field| from.parent.as_deref() == Some(field.id.as_str());
            let ordered = links(from).filter(parent).chain(links(from).filter(|field| !parent(field)));
            for field in ordered {
                let Some(to) = field.kind.target().and_then(|target| catalogue.register(target)) else { continue };
                let step = Step { field: field.id.clone(), to: to.id.clone() };
                found.extend(own(to, name).map(|column| after(steps, step.clone(), column)));
                next.push((steps.iter().cloned().chain([step]).collect(), to));
            }
        }
        if !found.is_empty() {
            break;
        }
        level = next;
    }
    found
}

fn links(register: &Register) -> impl Iterator<Item = &crate::register::Field> {
    register.fields.iter().filter(|field| field.kind.target().is_some() && !field.many)
}

fn own(register: &Register, name: &str) -> Option<Column> {
    if name == ID {
        return Some(Column {
            steps: Vec::new(),
            of_project: false,
            register: register.id.clone(),
            field: ID.into(),
            many: false,
            personal: false,
            integer: false,
            choices: None,
            target: Some(register.id.clone()),
        });
    }
    // A translated field is named without its language: whether it is set, the Russian half says, which is required.
    let field = register.field(name).or_else(|| register.field(&format!("{name}_ru")))?;
    Some(Column {
        steps: Vec::new(),
        of_project: false,
        register: register.id.clone(),
        field: field.id.clone(),
        many: field.many,
        personal: field.personal,
        integer: field.kind.is_integer(),
        choices: match &field.kind {
            Kind::Choice { choices } => Some(choices.clone()),
            _ => None,
        },
        target: field.kind.target().map(str::to_string),
    })
}

fn after(steps: &[Step], step: Step, column: Column) -> Column {
    let mut steps = steps.to_vec();
    steps.push(step);
    Column { steps, ..column }
}

fn reachable(register: &Register, catalogue: &Catalogue) -> Vec<String> {
    let mut names: Vec<String> = register.fields.iter().map(|field| field.id.clone()).collect();
    let targets = links(register).filter_map(|field| field.kind.target()).filter_map(|to| catalogue.register(to));
    names.extend(targets.flat_map(|target| target.fields.iter().map(|field| field.id.clone())));
    names
}

impl Column {
    /// As a measure would write it out in full: `event.place`.
    pub fn path(&self) -> String {
        let steps = self.steps.iter().map(|step| step.field.as_str());
        let project = self.of_project.then_some(PROJECT);
        project.into_iter().chain(steps).chain([self.field.as_str()]).collect::<Vec<_>>().join(".")
    }
}
