//! How the elements of a phone form map to registers: kept beside each version of a form, so that a submission to an
//! old version is read as that version meant it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of a form, as a submission is read by it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Shape {
    /// Id of the form.
    pub form: String,
    /// Version of the form.
    pub version: String,
    /// What stands below the root element.
    pub root: Level,
}

/// The elements of one record: of the form as a whole, or of one row of a repeat.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Level {
    /// Whose draft it becomes; none where the form only holds rows together.
    pub register: Option<String>,
    /// Fields by path below this level, `group/name`.
    pub fields: BTreeMap<String, Slot>,
    /// Repeats by path below this level.
    pub rows: BTreeMap<String, Level>,
    /// The field of these rows that names the record above.
    pub parent: Option<String>,
    /// Fields of the level above that each row takes over.
    pub copied: Vec<String>,
}

/// Where the text of an element goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Slot {
    /// The field; none for what is asked but not kept (notes, clocks).
    pub field: Option<String>,
    /// How its text becomes what the one door reads.
    pub how: How,
}

/// How the text of an element is turned into what the one door reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// As it is.
    Plain,
    /// Words divided by spaces become words divided by commas.
    Words,
    /// `12:30:00.000+05:00` → `12:30`.
    Time,
    /// The day of a day or a moment.
    Day,
    /// `45.1 62.3 0 5` → `45.1,62.3`.
    Point,
    /// Name of a file that comes with the submission.
    File,
    /// A name typed because the list did not have it.
    Typed,
    /// When filling in began.
    Started,
    /// When it ended.
    Ended,
    /// The phone.
    Device,
    /// `OK` of an acknowledgement becomes yes.
    Acknowledged,
}

impl Slot {
    /// A field and how it is read.
    pub(crate) fn of(field: &str, how: How) -> Slot {
        Slot { field: Some(field.to_string()), how }
    }

    /// Something that is not kept as a field.
    pub(crate) fn aside(how: How) -> Slot {
        Slot { field: None, how }
    }
}

/// The word of a list that means "not in the list, I type the name".
pub const NOT_LISTED: &str = "_other";
/// What the element of a typed name adds to the field's.
pub(crate) const TYPED: &str = "_typed";
