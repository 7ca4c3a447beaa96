//! A frozen report: what was said, with every figure and the event it rests on, so that it can be counted again
//! years later and compared with a paper that somebody may have edited.

use crate::compile::{Cell, Compiled};
use crate::document::{Block, Document, Inline, Spot};
use auyl_domain::Lang;
use auyl_domain::id::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of a report.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frozen {
    /// Name of this report; the paper carries it.
    pub id: String,
    /// The form it was written on.
    pub form: String,
    /// Its language.
    pub lang: Lang,
    /// When it was frozen.
    pub at: String,
    /// The event as of which everything was counted.
    pub event: i64,
    /// Every figure.
    pub cells: Vec<Cell>,
    /// Words of each block in reading order, figures as `⟦c17⟧`; blocks without words are left out.
    pub text: Vec<String>,
    /// SHA-256 of the written papers by format; the caller fills it in.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Frozen {
    /// The frozen form of a compiled report. Its id follows from what it says, so that freezing the same report
    /// of the same event twice gives the same id.
    pub fn of(compiled: &Compiled, form: &str, lang: Lang, at: &str, event: i64) -> Frozen {
        let text: Vec<String> = texts(&compiled.document).into_iter().map(|(_, text)| text).collect();
        let mut said = format!("{form}\n{}\n{event}\n{}\n", lang.code(), text.join("\n"));
        for cell in &compiled.cells {
            said.push_str(&format!("{}={} {:?}\n", cell.id, cell.shown, cell.question));
        }
        let id = sha256(said.as_bytes()).chars().take(12).collect();
        let (form, at) = (form.to_string(), at.to_string());
        Frozen { id, form, lang, at, event, cells: compiled.cells.clone(), text, files: BTreeMap::new() }
    }
}

/// Words of each block of a paper with its place; a figure is a mark, so that a changed number is told once.
pub(crate) fn texts(document: &Document) -> Vec<(Spot, String)> {
    let mut texts = Vec::new();
    document.walk(&mut |spot, block: &Block| {
        let words: String = block.inlines().iter().map(marked).collect();
        // Programs that save a paper again are free with spaces and line ends.
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            texts.push((spot.clone(), words));
        }
    });
    texts
}

fn marked(inline: &Inline) -> String {
    match inline {
        Inline::Figure { cell, .. } => format!("⟦{cell}⟧"),
        other => other.plain().to_string(),
    }
}
