//! Reports that others wrote, read as they come.
