//! The counts of votes: against pabutools, files of Pabulib, and what always holds.

mod always;
mod committees;
mod elections;
mod files;
mod pabutools;
