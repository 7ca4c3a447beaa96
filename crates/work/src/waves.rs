//! What surveys say: which registers are surveys, who could have answered, what was answered, and what follows from it.
//!
//! In reading order: [`survey`] (a register read as a survey), [`frame`] (who could have answered in each round),
//! [`cube`] (answers counted by the database, never held one by one), [`finding`] (shares, means, changes),
//! [`weigh`] (the same with weights), [`tests`] (tests before and after a seminar), [`said`] (all that in words), [`paper`] (one page about one
//! village in one wave).

pub mod cube;
pub mod finding;
pub mod frame;
pub mod paper;
pub mod said;
pub mod survey;
pub mod tests;
pub mod weigh;

pub use cube::{Cell, Cube};
pub use finding::{Looked, Row};
pub use frame::{Frame, Known};
pub use survey::{Question, Sort, Survey};
