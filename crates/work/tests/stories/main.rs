//! Stories of a small village and of the example project, as pages tell them.

mod ballots;
mod desk;
mod edit;
mod evidence;
mod intake;
mod letters;
mod portfolio;
mod reports;
mod statistics;
mod taking;
mod threads;
mod village;
