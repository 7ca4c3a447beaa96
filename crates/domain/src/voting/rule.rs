//! What was agreed before the count, and what came of it with the reason for every option. Both are kept with the result and
//! printed: two towns with the same ballots and another completion elect other projects.

use serde::{Deserialize, Serialize};

/// How the money is given out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The Method of Equal Shares: every voter has the same part of the money and pays for what they voted for.
    EqualShares,
    /// The most votes first, as long as the money lasts.
    Greedy,
}

/// What a voter has of a project that they voted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// As much as it costs: projects are compared by votes.
    Cost,
    /// One project is one project: cheap ones go before dear ones of as many votes.
    Count,
    /// The points that the ballot gives.
    Points,
}

/// What happens with money that equal shares leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// Nothing: it stays.
    None,
    /// Everybody's part is raised step by step until the outcome would cost more than there is, or all is chosen.
    Add1,
    /// The same, but it ends at the first outcome beside which nothing more fits (what `pabutools` does by itself).
    Add1Exhaustive,
    /// What fits is taken by utility for its cost.
    Utility,
    /// `Add1`, then what still fits by utility for its cost.
    Add1Utility,
}

/// What was agreed before the count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// How the money is given out.
    pub method: Method,
    /// What a voter has of a project.
    pub utility: Utility,
    /// What happens with what is left.
    pub completion: Completion,
    /// By how much everybody's part is raised at a time, in tiyn.
    pub step: u64,
    /// Whether the greedy outcome is taken instead where more voters have more of it.
    pub comparison: bool,
}

impl Rule {
    /// Equal shares as towns use them: cost, `Add1` by one tenge, then by utility.
    pub const USUAL: Rule = Rule {
        method: Method::EqualShares,
        utility: Utility::Cost,
        completion: Completion::Add1Utility,
        step: 100,
        comparison: false,
    };
}

/// Why an option was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It costs nothing and somebody wants it.
    Free,
    /// So many of its supporters could each pay this price (rounded to a tiyn; for one point where ballots have points), and so
    /// many others gave what they had left.
    Shares {
        /// Who paid the price.
        payers: u64,
        /// The price.
        price: u64,
        /// Who gave the rest of their part.
        poorer: u64,
    },
    /// It fitted into what was left.
    LeftOver,
    /// It has the most votes of those that fit.
    Votes,
}

/// An option that was chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chosen {
    /// Its place in the published list.
    pub option: usize,
    /// Ballots that name it.
    pub supporters: u64,
    /// Why.
    pub why: Why,
}

/// An option that was not chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Left {
    /// Its place in the published list.
    pub option: usize,
    /// Ballots that name it.
    pub supporters: u64,
    /// What its supporters had left together, in tiyn; none where no parts were given out.
    pub money: Option<u64>,
}

/// A tie that had to be broken: the first one was taken before the others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tie {
    /// Options in the order in which ties are broken.
    pub options: Vec<usize>,
}

/// How many voters have more of one outcome than of the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Compared {
    /// Of the outcome by equal shares.
    pub shares: u64,
    /// Of the greedy one.
    pub greedy: u64,
    /// What the greedy one would have chosen.
    pub greedy_options: Vec<usize>,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// By which rule.
    pub rule: Rule,
    /// What was chosen, in the order of choosing.
    pub chosen: Vec<Chosen>,
    /// What was not, in the order of the published list.
    pub left: Vec<Left>,
    /// What the chosen ones cost, in tiyn.
    pub spent: u64,
    /// How many times everybody's part was raised.
    pub raised: u64,
    /// Ties that were broken on the way.
    pub ties: Vec<Tie>,
    /// The comparison with the greedy outcome, where it was agreed.
    pub compared: Option<Compared>,
}

impl Outcome {
    /// The chosen options in the order of the published list.
    pub fn options(&self) -> Vec<usize> {
        let mut options: Vec<usize> = self.chosen.iter().map(|chosen| chosen.option).collect();
        options.sort_unstable();
        options
    }
}
