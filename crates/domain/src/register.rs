//! A register: what is recorded about one kind of thing, as one TOML file of the catalogue says it.
//! This file says what a register *is*; `register/read.rs` reads one.

mod read;
pub(crate) use read::placeholders;
pub use read::read;

use crate::Value;
use crate::finding::Severity;
use crate::measure::Condition;
use crate::survey::Index;
use crate::words::Words;

/// The closed list of kinds of field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines, Markdown where the report prints it.
    Note,
    /// Whole number.
    Count,
    /// Number with up to four decimals.
    Decimal,
    /// Tenge and tiyn.
    Money,
    /// Day.
    Date,
    /// Time of day.
    Time,
    /// Yes or no.
    Flag,
    /// Word of a list in `catalogue/choices`.
    Choice {
        /// The list.
        choices: String,
    },
    /// Record of the register `place`.
    Place,
    /// Latitude and longitude.
    Point,
    /// Record of another register.
    Link {
        /// The register.
        to: String,
    },
    /// A file kept by its SHA-256.
    File,
    /// Telephone number.
    Phone,
    /// Web address.
    Url,
}

impl Kind {
    /// The words that a register file may use.
    pub const NAMES: [&str; 15] = [
        "text", "note", "count", "decimal", "money", "date", "time", "flag", "choice", "place", "point", "link",
        "file", "phone", "url",
    ];

    /// The word of this kind.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Note => "note",
            Kind::Count => "count",
            Kind::Decimal => "decimal",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Flag => "flag",
            Kind::Choice { .. } => "choice",
            Kind::Place => "place",
            Kind::Point => "point",
            Kind::Link { .. } => "link",
            Kind::File => "file",
            Kind::Phone => "phone",
            Kind::Url => "url",
        }
    }

    /// The register that values of this kind point to.
    pub fn target(&self) -> Option<&str> {
        match self {
            Kind::Place => Some(PLACE),
            Kind::Link { to } => Some(to),
            _ => None,
        }
    }

    /// Whether a database keeps it as a 64-bit integer rather than text.
    pub fn is_integer(&self) -> bool {
        matches!(self, Kind::Count | Kind::Decimal | Kind::Money | Kind::Flag)
    }
}

/// The register that fields of kind `place` point to.
pub const PLACE: &str = "place";
/// The implicit field of a register with a life cycle.
pub const STATE: &str = "state";

/// One field of a register.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// Code name, also the column's.
    pub id: String,
    /// What it can hold.
    pub kind: Kind,
    /// What people read.
    pub label: Words,
    /// Advice for who fills it in.
    pub help: Words,
    /// Must be filled (where `when` holds).
    pub required: bool,
    /// Several values (choice and link).
    pub many: bool,
    /// Asked and required only where this holds.
    pub when: Option<Condition>,
    /// Kept apart, shown by need, erasable.
    pub personal: bool,
    /// Found by search.
    pub search: bool,
    /// The field's earlier name.
    pub was: Option<String>,
    /// Smallest value, in stored units.
    pub min: Option<i64>,
    /// Largest value, in stored units.
    pub max: Option<i64>,
    /// Taken when nothing is typed.
    pub default: Option<String>,
    /// Key of the choices `unit`, for counts.
    pub unit: Option<String>,
    /// The part before `_kk`, `_ru` of a field made from a translated one.
    pub translation_of: Option<String>,
    /// Computed: the band of the choices (with `from`/`to`) into which the age falls that somebody born in the
    /// year of the first field has on the day of the second (`project.starts_on`).
    pub band: Option<(String, String)>,
    /// Filled by what the program does (a ticket, a merge): no form, phone or paper asks it.
    pub made: bool,
}

/// One state of a life cycle.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    /// Word kept in the field `state`.
    pub id: String,
    /// What people read.
    pub title: Words,
    /// States it may follow; empty for the first.
    pub from: Vec<String>,
    /// Fields that must be filled in this state.
    pub needs: Vec<String>,
    /// Whether what the record is about has come to its end.
    pub over: bool,
}

/// What must hold of each record; checked over the whole project.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Code of the finding.
    pub id: String,
    /// The trouble.
    pub when: Condition,
    /// How much it matters.
    pub severity: Severity,
    /// What is said.
    pub message: Words,
    /// What to do.
    pub todo: Words,
}

/// One register.
#[derive(Clone, PartialEq, Debug)]
pub struct Register {
    /// Code name, also the table's (with a prefix).
    pub id: String,
    /// Plural, as on a sheet.
    pub title: Words,
    /// What a record is.
    pub help: Words,
    /// Key of the choices `register_group`.
    pub group: String,
    /// Order among registers.
    pub position: i64,
    /// How a record is called: text with `{field}`.
    pub name: String,
    /// The field that places it in time.
    pub dated: Option<String>,
    /// Offered as an offline form.
    pub phone: bool,
    /// What comes in is counted and never kept as a record: ballots. Nobody sees, changes, imports or exports any.
    pub sealed: bool,
    /// At most one record.
    pub single: bool,
    /// The link field through which its records belong to another.
    pub parent: Option<String>,
    /// Roles that may write.
    pub write: Vec<String>,
    /// Fields the public may see.
    pub public: Vec<String>,
    /// A record stands on the open page only where this holds: a story, only with consent.
    pub open_when: Option<Condition>,
    /// Fields that identify a record whose id nobody typed.
    pub key: Vec<String>,
    /// Combinations that may stand only once.
    pub unique: Vec<Vec<String>>,
    /// The link to the record of this register that a record repeats; where it is filled the record is counted nowhere.
    pub same_as: Option<String>,
    /// Fields in order; a translated one as its two halves, the state last.
    pub fields: Vec<Field>,
    /// Life cycle, perhaps none.
    pub states: Vec<State>,
    /// What must hold.
    pub rules: Vec<Rule>,
    /// Of a survey: what several questions are together (`catalogue/indexes`).
    pub indexes: Vec<Index>,
}

impl Register {
    /// The same text in the other language, where a field is kept in two.
    pub fn other_half(&self, field: &Field) -> Option<&Field> {
        let of = field.translation_of.as_ref()?;
        self.fields.iter().find(|other| other.translation_of.as_ref() == Some(of) && other.id != field.id)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Where the field of this id stands.
    pub fn position_of(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }

    /// Whether records of this register have personal fields.
    pub fn has_personal(&self) -> bool {
        self.fields.iter().any(|field| field.personal)
    }

    /// Whether a record has come to the end of its life cycle: a state that says so, else the last one.
    pub fn is_over(&self, state: &str) -> bool {
        match self.states.iter().any(|known| known.over) {
            true => self.state(state).is_some_and(|known| known.over),
            false => self.states.last().is_some_and(|last| last.id == state),
        }
    }

    /// The state of this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }
}

impl Field {
    /// A field of a kind without marks or words.
    pub fn plain(id: &str, kind: Kind) -> Field {
        Field {
            id: id.into(),
            kind,
            label: Words::default(),
            help: Words::default(),
            required: false,
            many: false,
            when: None,
            personal: false,
            search: false,
            was: None,
            min: None,
            max: None,
            default: None,
            unit: None,
            translation_of: None,
            band: None,
            made: false,
        }
    }

    /// A value of this field as a person reads it. Numbers are grouped, but no year: a count whose bounds let it be nothing
    /// else.
    pub fn shown(&self, value: &Value) -> String {
        let is_year = self.min.is_some_and(|min| min >= 1000) && self.max.is_some_and(|max| max < 3000);
        match value {
            Value::Count(_) if is_year => value.plain(),
            value => value.shown(),
        }
    }

    /// Whether the value may be computed only, never typed.
    pub fn is_computed(&self) -> bool {
        self.band.is_some()
    }

    /// Whether a person is asked for it.
    pub fn is_asked(&self) -> bool {
        !self.is_computed() && !self.made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_not_grouped_and_a_number_of_people_is() {
        let born = Field { min: Some(1900), max: Some(2020), ..Field::plain("birth_year", Kind::Count) };
        let people = Field { min: Some(0), ..Field::plain("people", Kind::Count) };
        assert_eq!(
            (born.shown(&Value::Count(1982)), people.shown(&Value::Count(1982))),
            ("1982".into(), "1\u{a0}982".into())
        );
    }
}
