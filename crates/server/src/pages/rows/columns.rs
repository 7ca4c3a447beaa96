//! What is asked in a row: the fields of the child register, and beside a link to people what a new one must say. What
//! the parent says already (its village, its activity) is filled in.

use crate::ask::Here;
use crate::pages::record::{fields_filled, names_seen, options};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::record::Record;
use auyl_domain::register::STATE;
use auyl_domain::{Field, Kind, Refusal, Register};

/// The rows of one child register under one parent.
pub struct Table<'h> {
    /// The register of the parent.
    pub parent: &'h Register,
    /// The register of the rows.
    pub child: &'h Register,
    /// The link of a row to its parent.
    pub own: &'h Field,
    /// What is asked.
    pub columns: Vec<Column>,
    /// Fields that are not asked: the parent says them.
    pub inherited: Vec<(String, String)>,
}

/// One column.
pub struct Column {
    /// Field of the row, or `link.field` of a new linked record.
    pub field: String,
    /// What people read.
    pub label: String,
    /// Whether a row cannot be without it.
    pub required: bool,
    /// What stands there before anybody types.
    pub preset: String,
    /// How it is asked.
    pub asked: Asked,
    /// The link whose new record it belongs to.
    pub new_of: Option<String>,
}

/// How a column is asked.
pub enum Asked {
    /// A record by its name: where suggestions come from, its register, and the field that the name of a new one fills;
    /// none where no new one can be made here.
    Name {
        /// Address of suggestions.
        href: String,
        /// The register.
        target: String,
        /// The field.
        names: Option<String>,
    },
    /// One of a list.
    Select(Vec<(String, String)>),
    /// Yes, or nothing.
    Tick,
    /// A line: type and inputmode.
    Line(&'static str, &'static str),
}

impl<'h> Table<'h> {
    /// The table of the rows of a child register under a parent.
    pub async fn of(here: &'h Here, parent: &'h Register, record: &Record, child: &str) -> Result<Table<'h>> {
        let child = here.register(child)?;
        let by_parent = child.parent.as_deref().and_then(|own| child.field(own));
        let own = by_parent.filter(|own| own.kind.target() == Some(&parent.id));
        let Some(own) = own else {
            let refusal = Refusal::of("register-unknown").with("name", &child.id).with("nearest", &parent.id);
            return Err(refusal.into());
        };
        let mut table = Table { parent, child, own, columns: Vec::new(), inherited: Vec::new() };
        for field in fields_filled(here, child) {
            let is_asked = !matches!(field.kind, Kind::File | Kind::Point) && !field.many && field.id != STATE;
            if field.id == own.id || !is_asked {
                continue;
            }
            if let Some(said) = said_by(parent, record, field) {
                table.inherited.push((field.id.clone(), said));
                continue;
            }
            table.add(here, record, field).await?;
        }
        Ok(table)
    }

    async fn add(&mut self, here: &Here, record: &Record, field: &Field) -> Result<()> {
        let target = field.kind.target().and_then(|target| here.project.catalogue.register(target));
        let names = target.and_then(|target| name_field(here, target));
        self.columns.push(Column {
            field: field.id.clone(),
            label: here.say.words(&field.label),
            required: field.required,
            preset: field.default.clone().unwrap_or_default(),
            asked: asked(here, field, names.map(|field| field.id.clone())).await?,
            new_of: None,
        });
        let (Some(target), Some(names)) = (target, names) else { return Ok(()) };
        let needed = fields_filled(here, target).into_iter();
        for new in needed.filter(|new| new.required && new.id != names.id && new.when.is_none() && !new.many) {
            self.columns.push(Column {
                field: format!("{}.{}", field.id, new.id),
                label: here.say.words(&new.label),
                required: false,
                preset: said_by(self.parent, record, new).or_else(|| new.default.clone()).unwrap_or_default(),
                asked: asked(here, new, None).await?,
                new_of: Some(field.id.clone()),
            });
        }
        Ok(())
    }

    /// Whether nobody typed anything into a row: what stands there of itself does not count.
    pub fn is_blank(&self, typed: &dyn Fn(&str) -> String) -> bool {
        self.columns.iter().all(|column| match column.asked {
            // Ticked for a whole column in advance, it says nothing of anybody.
            Asked::Tick => true,
            _ => typed(&column.field).is_empty() || typed(&column.field) == column.preset,
        })
    }
}

/// What the parent says of the place or record that a field of the row asks for.
fn said_by(parent: &Register, record: &Record, field: &Field) -> Option<String> {
    let target = field.kind.target()?;
    let same = |known: &&Field| known.kind.target() == Some(target) && !known.many;
    let said = parent.fields.iter().filter(same).find_map(|known| record.link(&known.id))?;
    Some(said.to_string())
}

/// The field that alone names the records of a register, where the member may add one.
fn name_field<'r>(here: &Here, target: &'r Register) -> Option<&'r Field> {
    let name = target.name.strip_prefix('{')?.strip_suffix('}')?;
    let may = here.can(Action::Add, Some(target)) && names_seen(here, target);
    target.field(name).filter(|field| field.kind == Kind::Text && may)
}

async fn asked(here: &Here, field: &Field, names: Option<String>) -> Result<Asked> {
    Ok(match &field.kind {
        Kind::Flag => Asked::Tick,
        Kind::Choice { choices } => {
            let list = here.project.catalogue.choices(choices).map(|list| list.all.as_slice()).unwrap_or_default();
            Asked::Select(list.iter().map(|choice| (choice.id.clone(), here.say.words(&choice.label))).collect())
        }
        Kind::Place | Kind::Link { .. } => {
            let target = here.register(field.kind.target().unwrap_or_default())?;
            let few = if names.is_none() { options(here, target).await? } else { None };
            if let Some(few) = few {
                return Ok(Asked::Select(few));
            }
            let href = format!("{}/r/{}/suggest", here.root(), target.id);
            Asked::Name { href, target: target.id.clone(), names }
        }
        Kind::Count => Asked::Line("text", "numeric"),
        Kind::Decimal | Kind::Money => Asked::Line("text", "decimal"),
        Kind::Date => Asked::Line("date", ""),
        Kind::Time => Asked::Line("time", ""),
        Kind::Phone => Asked::Line("tel", "tel"),
        Kind::Url => Asked::Line("url", "url"),
        Kind::Text | Kind::Note | Kind::File | Kind::Point => Asked::Line("text", ""),
    })
}
