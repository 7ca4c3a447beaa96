//! Two frozen reports side by side: which figures differ, which are new, which are gone.

use crate::{Project, Trouble};
use auyl_domain::{Question, Refusal};
use auyl_reports::compile::Cell;
use auyl_reports::freeze::Frozen;
use std::collections::{BTreeMap, BTreeSet};

/// What became of the figures from one report to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// The earlier report.
    pub earlier: Frozen,
    /// The later one.
    pub later: Frozen,
    /// Figures of both that differ, in the order of the later report: as it was, as it is.
    pub differ: Vec<(Cell, Cell)>,
    /// Figures that only the later report has.
    pub new: Vec<Cell>,
    /// Figures that only the earlier one has.
    pub gone: Vec<Cell>,
    /// How many figures are the same in both.
    pub same: usize,
}

/// Compares two frozen reports of a project by their ids.
pub async fn compare(project: &Project, earlier: &str, later: &str) -> Result<Compared, Trouble> {
    let (earlier, later) = (frozen(project, earlier).await?, frozen(project, later).await?);
    Ok(compared(earlier, later))
}

async fn frozen(project: &Project, id: &str) -> Result<Frozen, Trouble> {
    let unknown = || Refusal::of("report-unknown").with("file", id);
    let text = project.store.frozen(&project.id, id).await?.ok_or_else(unknown)?;
    serde_json::from_str(&text).map_err(Trouble::machine)
}

/// The same of two reports at hand. A figure is what is counted, wherever it is printed and however often.
pub fn compared(earlier: Frozen, later: Frozen) -> Compared {
    let mut before = by_question(&earlier);
    let (mut differ, mut new, mut same) = (Vec::new(), Vec::new(), 0);
    let mut seen = BTreeSet::new();
    for cell in &later.cells {
        // The first time a figure is printed stands for all.
        if !seen.insert(&cell.question) {
            continue;
        }
        match before.remove(&cell.question) {
            None => new.push(cell.clone()),
            Some(was) if was.value == cell.value => same += 1,
            Some(was) => differ.push((was.clone(), cell.clone())),
        }
    }
    let is_gone = |cell: &&Cell| before.get(&cell.question).is_some_and(|first| first.id == cell.id);
    let gone = earlier.cells.iter().filter(is_gone).cloned().collect();
    Compared { differ, new, gone, same, earlier, later }
}

fn by_question(frozen: &Frozen) -> BTreeMap<&Question, &Cell> {
    let mut found = BTreeMap::new();
    for cell in &frozen.cells {
        found.entry(&cell.question).or_insert(cell);
    }
    found
}
