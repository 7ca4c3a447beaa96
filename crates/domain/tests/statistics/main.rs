//! The statistics of surveys against printed examples, against R, and against what must always hold.

mod always;
mod printed;
mod survey;
