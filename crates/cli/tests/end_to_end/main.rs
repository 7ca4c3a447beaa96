//! The executable as others script it: run as built, in folders of its own, on the example project.
//! One file per question; [`village`] is where every test gets its folder from.

mod bad_input;
mod figures;
mod freezing;
mod language;
mod overlay;
mod report;
mod round_trip;
mod serving;
mod specimen;
mod together;
mod village;
mod words;
mod workbook;
