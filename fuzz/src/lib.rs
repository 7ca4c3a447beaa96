//! What the targets share. A target is one parser of foreign bytes; whatever comes in, it must give an answer, never
//! panic, and never take seconds or gigabytes for it.
//!
//! - [`shipped`]: the catalogue as it lies in the tree;
//! - [`door`]: drafts go on through the one door, whose values are parsers too;
//! - [`package`]: a workbook or a paper of ours with one part replaced, because random bytes are hardly ever a ZIP;
//! - [`seeds`]: inputs to begin with, made by the program itself.

pub mod door;
pub mod package;
pub mod seeds;
pub mod shipped;
