//! A target that was missed, and nobody wrote why.

use super::{Case, Check};
use crate::compile::deviations;
use auyl_domain::Finding;

/// # What it does
/// Compares the actual of each indicator with its target; where the target is not met, looks for a narrative of
/// the section *deviation* that names the indicator.
///
/// # Why it matters
/// The form has a block for the reasons of deviations from the plan. A monitor who finds a missed target without
/// a reason sends the report back.
///
/// # Example
/// Indicator 1.1.1 promises two new NGOs, none is registered, and no text says that the papers lie with the
/// department of justice.
pub(super) const CHECK: Check = Check { codes: &["deviation-missing"], run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    deviations(case.content, case.answers).iter().filter_map(|deviation| deviation.finding(case.content)).collect()
}
