//! The registers of the budget of a village and of how it is watched.

/// The register of its lines.
pub const BUDGET_LINE: &str = "village_budget_line";
/// The register of its monitoring by the commission of the assembly.
pub const BUDGET_MONITORING: &str = "budget_monitoring";
/// The register of what the assembly recommends after it.
pub const BUDGET_ADVICE: &str = "budget_advice";
