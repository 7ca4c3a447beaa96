//! What surveys say: what was answered, and what follows from it. Which registers are surveys, their indexes, and who could
//! have answered in each round stands in [`auyl_domain::survey`].
//!
//! In reading order: [`cube`] (answers counted by the database, never held one by one), [`finding`] (shares, means, changes),
//! [`weigh`] (the same with weights), [`tests`] (tests before and after a seminar), [`said`] (all that in words), [`paper`] (one page about one
//! village in one wave).

pub mod cube;
pub mod finding;
pub mod paper;
pub mod said;
pub mod tests;
pub mod weigh;

pub use auyl_domain::survey::{Frame, Known, Question, Sort, Survey};
pub use cube::{Cell, Cube};
pub use finding::{Looked, Row};
