//! Which projects an address asks for, and in which order.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

/// Columns by which the list is sorted: the name in the address, the key of the heading, whether it holds numbers.
pub const COLUMNS: &[(&str, &str, bool)] = &[
    ("title", "portfolio-title", false),
    ("organisation", "portfolio-organisation", false),
    ("places", "portfolio-places", false),
    ("met", "portfolio-met", false),
    ("findings", "portfolio-findings", false),
    ("spent", "portfolio-spent", true),
    ("period", "portfolio-period", false),
];

/// What an address asks for.
#[derive(Deserialize, Default, Clone)]
pub struct Asked {
    /// Words to look for.
    #[serde(default)]
    pub q: String,
    /// Name of a column.
    #[serde(default)]
    pub sort: String,
    /// Whether the last comes first.
    #[serde(default)]
    pub down: String,
    /// The page, from 1.
    #[serde(default)]
    pub page: String,
}

impl Asked {
    /// The column by which it is sorted.
    pub fn column(&self) -> &'static str {
        COLUMNS.iter().map(|(name, ..)| *name).find(|name| *name == self.sort).unwrap_or("title")
    }

    /// Whether the last comes first.
    pub fn is_down(&self) -> bool {
        !self.down.is_empty()
    }

    /// The page, from 1.
    pub fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The address that asks for the same in another order or on another page.
    pub fn address(&self, column: &str, down: bool, page: usize) -> String {
        let mut parts = Vec::new();
        if !self.q.is_empty() {
            parts.push(format!("q={}", utf8_percent_encode(&self.q, NON_ALPHANUMERIC)));
        }
        if column != "title" || down {
            parts.push(format!("sort={column}"));
        }
        if down {
            parts.push("down=1".to_string());
        }
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        if parts.is_empty() { "/projects".to_string() } else { format!("/projects?{}", parts.join("&")) }
    }
}
