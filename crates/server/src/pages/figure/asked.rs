//! What the address of a number asks for, held against the registers and against what the member may see.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::{Finding, Measure, Refusal};
use serde::Deserialize;

/// The address as it was typed.
#[derive(Deserialize, Clone, Default)]
pub struct Typed {
    /// The measure, or the name of a figure of the catalogue.
    #[serde(default)]
    pub m: String,
    /// The activity whose records alone are counted: its number or id.
    #[serde(default)]
    pub a: String,
    /// Fields of the breakdown, parted by commas.
    #[serde(default)]
    pub by: String,
    /// As it was after this event.
    #[serde(default)]
    pub at: String,
    /// Page of the records, from 1.
    #[serde(default)]
    pub page: String,
}

/// A measure that can be counted.
pub struct Asked {
    /// The measure without the breakdown of the address.
    pub base: String,
    /// With it.
    pub measure: Measure,
}

impl Typed {
    /// The event; none for now.
    pub fn event(&self) -> Option<i64> {
        self.at.trim().parse().ok()
    }

    /// The page, from 1.
    pub fn page(&self) -> usize {
        self.page.parse().ok().filter(|page| *page > 0).unwrap_or(1)
    }

    /// Reads the measure; a finding points at the word that is wrong.
    pub fn read(&self, here: &Here) -> std::result::Result<Asked, Finding> {
        let catalogue = &here.project.catalogue;
        let named = catalogue.figures().iter().find(|figure| figure.id == self.m.trim());
        let base = named.map_or(self.m.trim(), |figure| figure.measure.text()).to_string();
        let by: Vec<String> =
            self.by.split(',').map(str::trim).filter(|by| !by.is_empty()).map(str::to_string).collect();
        let measure = Measure::broken_down(&base, &by, catalogue)?;
        if let Some(finding) = measure.not_of_an_activity().filter(|_| !self.a.is_empty()) {
            return Err(finding);
        }
        Ok(Asked { base, measure })
    }
}

/// Whether the member may follow numbers over all of these registers. A measure may count and compare what a register
/// shows to nobody, so that public fields alone are not enough. The verdict is that of the most limited register.
pub fn may(here: &Here, measure: &Measure) -> Result<Verdict> {
    let mut verdict = Verdict::Yes;
    for tally in measure.tallies() {
        match here.must(Action::See, Some(here.register(&tally.register)?))? {
            Verdict::Yes => {}
            Verdict::OwnPlaces => verdict = Verdict::OwnPlaces,
            Verdict::PublicFields | Verdict::No => return Err(Refusal::of("not-allowed").into()),
        }
    }
    Ok(verdict)
}
