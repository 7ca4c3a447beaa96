//! The registers of what a community decides and of whether its problems are solved.

/// The register of what the law wants recorded of a gathering or assembly.
pub const COMMUNITY_MEETING: &str = "community_meeting";
/// The register of the questions on its agenda.
pub const AGENDA_QUESTION: &str = "agenda_question";
/// The register of members of local communities and their assemblies.
pub const COMMUNITY_MEMBER: &str = "community_member";
/// The register of what public bodies decided.
pub const DECISION: &str = "decision";
/// The register of who says whether a problem is solved.
pub const CONFIRMATION: &str = "confirmation";
