//! How sheets and columns are called. What is written in one language is recognised in all three, by code name,
//! by an earlier name and with or without the star of a required field, so that a sheet may be re-ordered,
//! renamed to another language or made by hand. Nothing hidden in the file is needed for it.

use auyl_domain::words::{fold, nearest};
use auyl_domain::{Catalogue, Field, Kind, Lang, Register};
use std::collections::HashMap;

/// The heading of the column that holds record ids.
pub const ID: &str = "id";
/// What Excel allows for the name of a sheet, in UTF-16 units.
const SHEET_NAME: usize = 31;

/// What a heading was found to mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heading {
    /// The record's id.
    Id,
    /// The field at this position.
    Field(usize),
}

/// The headings of one register, to write and to recognise.
pub struct Headings<'a> {
    register: &'a Register,
    known: HashMap<String, Heading>,
    help: Vec<(Heading, String)>,
}

impl<'a> Headings<'a> {
    /// The headings of a register.
    pub fn of(register: &'a Register) -> Headings<'a> {
        let mut known = HashMap::from([(ID.to_string(), Heading::Id)]);
        for (at, field) in register.fields.iter().enumerate() {
            known.insert(fold(&field.id), Heading::Field(at));
        }
        // Code names first, then labels: what was claimed stays with the first that claimed it.
        for lang in Lang::ALL {
            for (at, field) in register.fields.iter().enumerate() {
                let label = fold(field.label.exactly(lang));
                if !label.is_empty() {
                    known.entry(label).or_insert(Heading::Field(at));
                }
            }
        }
        for (at, field) in register.fields.iter().enumerate() {
            if let Some(was) = &field.was {
                known.entry(fold(was)).or_insert(Heading::Field(at));
            }
        }
        Headings { register, known, help: Vec::new() }
    }

    /// The same headings, which also know the template's advice when they see it.
    pub fn with_help(mut self, catalogue: &Catalogue) -> Headings<'a> {
        for lang in Lang::ALL {
            self.help.push((Heading::Id, id_help(catalogue, lang)));
            for (at, field) in self.register.fields.iter().enumerate() {
                self.help.push((Heading::Field(at), field_help(field, catalogue, lang)));
            }
        }
        self
    }

    /// The register they belong to.
    pub fn register(&self) -> &'a Register {
        self.register
    }

    /// What a heading means, if anything here.
    pub fn read(&self, heading: &str) -> Option<Heading> {
        let text = heading.trim().trim_end_matches('*');
        self.known.get(&fold(text)).copied().or_else(|| {
            // «Атауы (title)»: two fields share a label, so the code name stands behind it.
            let (_, code) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
            self.register.position_of(code.trim()).map(Heading::Field)
        })
    }

    /// The heading of a field in a language, without the star.
    pub fn text(&self, field: &Field, lang: Lang) -> String {
        let label = field.label.get(lang).trim();
        let position = self.register.position_of(&field.id).map(Heading::Field);
        match label {
            "" => field.id.clone(),
            label if self.read(label) == position => label.to_string(),
            label => format!("{label} ({})", field.id),
        }
    }

    /// The known heading nearest to a mistyped one.
    pub fn nearest(&self, heading: &str) -> String {
        let labels =
            self.register.fields.iter().flat_map(|field| {
                Lang::ALL.map(|lang| field.label.exactly(lang)).into_iter().chain([field.id.as_str()])
            });
        let text = heading.trim().trim_end_matches('*');
        nearest(text, labels.filter(|label| !label.is_empty())).unwrap_or_default().to_string()
    }

    /// Whether a cell in the row under the headings is the template's own advice.
    pub fn is_help(&self, heading: Heading, cell: &str) -> bool {
        self.help.iter().any(|(of, help)| *of == heading && !help.is_empty() && help == cell.trim())
    }
}

/// The fields that a form offers, in order: all that somebody may type, personal ones only where asked for.
pub fn offered(register: &Register, personal: bool) -> impl Iterator<Item = &Field> {
    register.fields.iter().filter(move |field| !field.is_computed() && (personal || !field.personal))
}

/// The advice under the heading `id`.
pub fn id_help(catalogue: &Catalogue, lang: Lang) -> String {
    catalogue.phrases().say(lang, "form-help-id")
}

/// The advice under the heading of a field: its kind, its bounds, what the catalogue says.
pub fn field_help(field: &Field, catalogue: &Catalogue, lang: Lang) -> String {
    let phrases = catalogue.phrases();
    let kind = if field.many { "many" } else { field.kind.name() };
    let mut text = phrases.say(lang, &format!("form-help-{kind}"));
    if let Kind::Link { to } = &field.kind {
        let title = catalogue.register(to).map_or(to.as_str(), |register| register.title.get(lang));
        text = format!("{text}: {title}");
    }
    if let (Some(min), Some(max)) = (field.min, field.max) {
        text = format!("{text}, {}–{}", crate::cell::bound(field, min), crate::cell::bound(field, max));
    }
    let advice = field.help.get(lang).trim();
    if advice.is_empty() { text } else { format!("{text}. {advice}") }
}

/// The name of a register's sheet: its title, within what Excel allows.
pub fn sheet_name(register: &Register, lang: Lang) -> String {
    let name = allowed(register.title.get(lang));
    if name.is_empty() || name.eq_ignore_ascii_case("history") { register.id.clone() } else { name }
}

fn allowed(title: &str) -> String {
    let mut name = String::new();
    let mut units = 0;
    for c in title.chars().map(|c| if matches!(c, ':' | '\\' | '/' | '?' | '*' | '[' | ']') { '-' } else { c }) {
        units += c.len_utf16();
        if units > SHEET_NAME || c.is_control() {
            break;
        }
        name.push(c);
    }
    name.trim_matches(['\'', ' ']).to_string()
}

/// The register that a sheet's name means: by title in any language or by code name.
pub fn register_of<'a>(sheet: &str, catalogue: &'a Catalogue) -> Option<&'a Register> {
    let wanted = fold(sheet);
    let registers = catalogue.registers();
    let titled = |register: &&Register| {
        Lang::ALL.iter().any(|lang| {
            let title = register.title.exactly(*lang);
            !title.is_empty() && (fold(title) == wanted || fold(&allowed(title)) == wanted)
        })
    };
    let open = || registers.iter().filter(|register| !register.sealed);
    open().find(|register| fold(&register.id) == wanted).or_else(|| open().find(titled))
}

/// The known name nearest to a sheet nobody knows.
pub fn nearest_sheet(sheet: &str, catalogue: &Catalogue) -> String {
    let names = catalogue.registers().iter().flat_map(|register| {
        Lang::ALL.map(|lang| register.title.exactly(lang)).into_iter().chain([register.id.as_str()])
    });
    nearest(sheet, names.filter(|name| !name.is_empty())).unwrap_or_default().to_string()
}
