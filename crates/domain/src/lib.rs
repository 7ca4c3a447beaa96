//! The nouns and rules of Auyl. Pure: values in, values out; no files, sockets, clock, chance or SQL.
//!
//! In reading order:
//! - [`words`], [`sorting`], [`amount`], [`value`]: texts in three languages and their order, exact amounts, what one
//!   field can hold;
//! - [`register`], [`catalogue`]: registers as data, read from TOML with findings instead of panics;
//! - [`draft`], [`record`]: the one door by which content becomes a record;
//! - [`measure`], [`reading`], [`plan`]: what is counted, what came out, and whether it meets the target;
//! - [`statistics`]: what surveys say: intervals, changes, designs, weights, how many to ask;
//! - [`alike`], [`wary`]: which recorded problems a new text probably repeats; what in it a person should read first;
//! - [`voting`]: votes of residents counted, and the money of a village given out by them;
//! - [`budget`]: the budget of a village in the layout of its decision, and whether it is watched;
//! - [`sheet_code`], [`ballot_code`], [`ticket`]: codes that people read aloud and type;
//! - [`survey`]: a register read as a survey: its questions and indexes, who could have answered;
//! - [`community`], [`stages`]: gatherings and assemblies as the law wants them, how long problems wait;
//! - [`confirming`]: whether a problem that is called solved is solved, and who is asked;
//! - [`working_days`], [`terms`], [`number_series`]: by which day a letter is answered, and which number it gets;
//! - [`access`]: who may see and change what;
//! - [`event`]: the log in which nothing is overwritten;
//! - [`finding`], [`refusal`]: content that is wrong, requests that cannot be granted.

pub mod access;
pub mod alike;
pub mod amount;
pub mod ballot_code;
pub mod budget;
pub mod catalogue;
pub mod community;
pub mod confirming;
pub mod draft;
pub mod event;
pub mod finding;
pub mod id;
pub mod measure;
pub mod number_series;
pub mod plan;
pub mod reading;
pub mod record;
pub mod refusal;
pub mod register;
pub mod sheet_code;
pub mod sorting;
pub mod stages;
pub mod statistics;
pub mod survey;
pub mod terms;
pub mod ticket;
pub mod value;
pub mod views;
pub mod voting;
pub mod wary;
pub mod words;
pub mod working_days;

pub use catalogue::Catalogue;
pub use draft::{Draft, Known};
pub use finding::{Finding, Severity, Spot};
pub use id::RecordId;
pub use measure::Measure;
pub use reading::{Quantity, Question, Reading};
pub use record::Record;
pub use refusal::Refusal;
pub use register::{Field, Kind, Register};
pub use value::Value;
pub use words::{Lang, Words};
