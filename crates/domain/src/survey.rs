//! A register read as a survey: it has a wave and a place; gender, age and social group where there are such fields. Who
//! could have answered stands in [`frame`], what several questions are made of together in [`index`].

pub mod frame;
pub mod index;

pub use frame::{Frame, Frames, Known};
pub use index::Index;

use crate::amount::DECIMAL;
use crate::catalogue::Catalogue;
use crate::register::{Field, Kind, Register};
use crate::views::{PARTICIPANT, PLACE, WAVE};

/// The lists by which answers are told apart; an uploaded survey may have its own under the same name.
const WAVES: &str = WAVE;
const GENDERS: &str = "gender";
const AGES: &str = "age_band";
const GROUPS: [&str; 2] = ["social_group", "social_status"];

/// The group of registers that surveys stand in.
pub const SURVEYS: &str = "surveys";

/// A survey.
#[derive(Clone, Copy, Debug)]
pub struct Survey<'c> {
    /// Its register: a record an answer.
    pub register: &'c Register,
    /// When in the project: a word of a list, or a link to the round.
    pub wave: &'c Field,
    /// Where.
    pub place: &'c Field,
    /// Gender.
    pub gender: Option<&'c Field>,
    /// Age band.
    pub age: Option<&'c Field>,
    /// Social group.
    pub group: Option<&'c Field>,
    /// The person, where answers are not anonymous. The number of a respondent is not a person: number 7 of the first
    /// wave and number 7 of the last are two people.
    pub person: Option<&'c Field>,
}

/// What kind of answer a question has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Yes or no.
    Flag,
    /// One word of a list.
    Choice(String),
    /// Several words of a list.
    Several(String),
    /// A number; kept as so many of one.
    Number(i64),
    /// An index of several questions: for each person a part of what can be reached, kept in ten-thousandths.
    Index,
}

impl Sort {
    /// Whether the mean is asked, and not the share of an answer.
    pub fn is_mean(&self) -> bool {
        matches!(self, Sort::Number(_) | Sort::Index)
    }

    /// Whether it is said in percent, and a change of it in percentage points.
    pub fn is_in_percent(&self) -> bool {
        !matches!(self, Sort::Number(_))
    }

    /// The number that an answer is, as it is kept: of a share one or nought, as it is `value` or not.
    pub fn number(&self, value: &str, answer: &str) -> f64 {
        let kept = |scale: i64| answer.parse::<f64>().unwrap_or_default() / scale as f64;
        match self {
            Sort::Number(scale) => kept(*scale),
            Sort::Index => kept(DECIMAL),
            _ => f64::from(u8::from(self.is(value, answer))),
        }
    }

    /// Whether an answer as it is kept is this value.
    pub fn is(&self, value: &str, answer: &str) -> bool {
        match self {
            Sort::Several(_) => answer.split(',').any(|word| word == value),
            _ => answer == value,
        }
    }
}

/// A question of a survey.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    /// Its field.
    pub field: &'c Field,
    /// What kind of answer it has.
    pub sort: Sort,
    /// The index that it is; none for a question that was asked.
    pub index: Option<&'c Index>,
}

pub(crate) fn choices(field: &Field) -> Option<&str> {
    match &field.kind {
        Kind::Choice { choices } if !field.many => Some(choices),
        _ => None,
    }
}

/// A field whose list or whose own name is this word.
fn told_by<'c>(register: &'c Register, word: &str) -> Option<&'c Field> {
    let fields = || register.fields.iter().filter(|field| choices(field).is_some() && !field.personal);
    fields().find(|field| choices(field) == Some(word)).or_else(|| fields().find(|field| field.id == word))
}

/// The one record of another register that an answer belongs to.
fn link<'c>(register: &'c Register, to: &str) -> Option<&'c Field> {
    register.fields.iter().find(|field| field.kind.target() == Some(to) && !field.many && !field.personal)
}

fn wave_of(register: &Register) -> Option<&Field> {
    link(register, WAVE).or_else(|| told_by(register, WAVES)).or_else(|| told_by(register, "wave"))
}

impl<'c> Survey<'c> {
    /// The survey that a register is; none where it has no wave or no place.
    pub fn of(register: &'c Register) -> Option<Survey<'c>> {
        if register.id == WAVE {
            return None;
        }
        Some(Survey {
            register,
            wave: wave_of(register)?,
            place: link(register, PLACE)?,
            gender: told_by(register, GENDERS),
            age: told_by(register, AGES),
            group: GROUPS.iter().find_map(|list| told_by(register, list)),
            person: link(register, PARTICIPANT),
        })
    }

    /// What a questionnaire has to ask before its answers are analysed by wave and village and does not: `wave`, `place`.
    pub fn lacks(register: &Register) -> Vec<&'static str> {
        let missing = [("wave", wave_of(register).is_none()), (PLACE, link(register, PLACE).is_none())];
        missing.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect()
    }

    /// Whether it is the survey of this name: its register bears the name, alone or behind a prefix.
    pub fn is_called(&self, word: &str) -> bool {
        let register = self.register.id.as_str();
        !word.is_empty() && (register == word || register.strip_suffix(word).is_some_and(|rest| rest.ends_with('_')))
    }

    /// All surveys of a catalogue.
    pub fn all(catalogue: &'c Catalogue) -> Vec<Survey<'c>> {
        catalogue.registers().iter().filter_map(Survey::of).collect()
    }

    /// The fields by which answers are broken down.
    pub fn breakdowns(&self) -> [Option<&'c Field>; 3] {
        [self.gender, self.age, self.group]
    }

    /// Its indexes, then its questions in the order of the fields. What tells answers apart (number, place, wave) is none.
    pub fn questions(&self) -> Vec<Question<'c>> {
        let index = |of: &'c Index| Question { field: &of.field, sort: Sort::Index, index: Some(of) };
        let of = |field: &'c Field| Some(Question { field, sort: self.sort(field)?, index: None });
        self.register.indexes.iter().map(index).chain(self.register.fields.iter().filter_map(of)).collect()
    }

    /// The question of this name.
    pub fn question(&self, id: &str) -> Option<Question<'c>> {
        self.questions().into_iter().find(|question| question.field.id == id)
    }

    fn sort(&self, field: &'c Field) -> Option<Sort> {
        let own = [Some(self.wave), Some(self.place), self.gender, self.age, self.group];
        let is_key = self.register.unique.iter().flatten().any(|key| *key == field.id);
        if field.personal || is_key || own.iter().flatten().any(|known| known.id == field.id) {
            return None;
        }
        match &field.kind {
            Kind::Flag if !field.many => Some(Sort::Flag),
            Kind::Choice { choices } if field.many => Some(Sort::Several(choices.clone())),
            Kind::Choice { choices } => Some(Sort::Choice(choices.clone())),
            Kind::Count if !field.many => Some(Sort::Number(1)),
            Kind::Decimal if !field.many => Some(Sort::Number(DECIMAL)),
            _ => None,
        }
    }
}
