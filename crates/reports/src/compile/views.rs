//! The one register that report pages know beyond the typed views of the domain.

/// The register of objectives, under which activities stand; a text may belong to one.
pub(super) const OBJECTIVE: &str = "objective";
