//! The voice of residents: a problem from its first word to what its ticket shows. In reading order: `raise` (what comes in
//! without an account), `look` (a person decides whether it is shown), `merge` (two that are one), `settle` (those who support
//! a problem go where it goes), `alikes` (which recorded problems a text perhaps repeats), `road` (what a ticket shows).

pub mod alikes;
pub mod look;
pub mod merge;
pub mod raise;
pub mod road;
pub(crate) mod settle;
