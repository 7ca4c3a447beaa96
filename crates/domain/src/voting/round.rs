//! A round of voting as its record says it: on what, how a ballot is filled in, by which rule it is counted; and what somebody
//! typed as a ballot, read by that.

use super::rule::{Completion, Method, Rule, Utility};
use super::tally::Counting;
use crate::amount::shown_money;
use crate::finding::Finding;
use crate::record::Record;
use crate::register::STATE;
use crate::views::day;
use crate::{Value, amount::TIYN};
use jiff::civil::Date;

/// How a ballot is filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Options that are wanted.
    Approval,
    /// Options in order, the most important first.
    Ranking,
    /// Options that are wanted and that the money pays for together.
    Knapsack,
}

impl Form {
    /// How ballots of this form are counted.
    pub fn counting(self) -> Counting {
        if self == Form::Ranking { Counting::Ranks } else { Counting::Votes }
    }
}

/// A round.
#[derive(Clone, Debug)]
pub struct Round<'a> {
    /// The record.
    pub record: &'a Record,
    /// Whether money is given out; else problems are put in order.
    pub is_budget: bool,
    /// How a ballot is filled in.
    pub form: Form,
    /// How many options a ballot may name.
    pub most: Option<usize>,
    /// The money, in tiyn; nought where none is given out.
    pub envelope: u64,
    /// By which rule it is given out.
    pub rule: Rule,
    /// First and last day.
    pub days: (Date, Date),
}

/// The words of the catalogue for what a rule says.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_string())).ok()
}

impl<'a> Round<'a> {
    /// The view; none where the record lacks what a round cannot be without.
    pub fn of(record: &'a Record) -> Option<Round<'a>> {
        let positive = |field: &str| record.number(field).and_then(|number| u64::try_from(number).ok());
        let usual = Rule::USUAL;
        let rule = Rule {
            method: word::<Method>(record.text("method")).unwrap_or(usual.method),
            utility: word::<Utility>(record.text("utility")).unwrap_or(usual.utility),
            completion: word::<Completion>(record.text("completion")).unwrap_or(usual.completion),
            step: positive("step").unwrap_or(TIYN as u64),
            comparison: record.get("comparison") == Some(&Value::Flag(true)),
        };
        Some(Round {
            record,
            is_budget: record.text("kind") == "budget",
            form: match record.text("form") {
                "ranking" => Form::Ranking,
                "knapsack" => Form::Knapsack,
                "approval" => Form::Approval,
                _ => return None,
            },
            most: positive("most").map(|most| most as usize),
            envelope: positive("envelope").unwrap_or(0),
            rule,
            days: (day(record, "opens_on")?, day(record, "closes_on")?),
        })
    }

    /// Where it stands in its life.
    pub fn state(&self) -> &'a str {
        self.record.text(STATE)
    }

    /// Reads the numbers of a ballot as somebody typed them, from 1. Costs are those of the options of the published list. Gives
    /// the options in the order of the ballot; of an approval in the order of the list, since another one would tell of who
    /// wrote it.
    pub fn read(&self, typed: &str, costs: &[u64]) -> Result<Vec<u32>, Finding> {
        let parts =
            typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.')).filter(|part| !part.is_empty());
        let mut numbers = Vec::new();
        for part in parts {
            let number = part.parse::<usize>().ok().filter(|number| (1..=costs.len()).contains(number));
            let Some(number) = number else {
                let typed: String = part.chars().take(20).collect();
                return Err(Finding::severe("ballot-number-unknown").with("typed", typed).with("most", costs.len()));
            };
            numbers.push(number as u32 - 1);
        }
        self.check(numbers, costs)
    }

    /// The same of options that were chosen otherwise.
    pub fn check(&self, mut options: Vec<u32>, costs: &[u64]) -> Result<Vec<u32>, Finding> {
        let mut seen = vec![false; costs.len()];
        for option in &options {
            if std::mem::replace(&mut seen[*option as usize], true) {
                return Err(Finding::severe("ballot-number-twice").with("number", option + 1));
            }
        }
        if let Some(most) = self.most.filter(|most| options.len() > *most) {
            return Err(Finding::severe("ballot-too-many").with("most", most).with("found", options.len()));
        }
        let sum: u64 = options.iter().map(|option| costs[*option as usize]).sum();
        if self.form == Form::Knapsack && sum > self.envelope {
            let money = |tiyn: u64| shown_money(i64::try_from(tiyn).unwrap_or(i64::MAX));
            return Err(Finding::severe("ballot-too-dear").with("sum", money(sum)).with("most", money(self.envelope)));
        }
        if self.form != Form::Ranking {
            options.sort_unstable();
        }
        Ok(options)
    }
}

/// A ballot as it is kept: numbers of the published list, from 1.
pub fn written(options: &[u32]) -> String {
    options.iter().map(|option| (option + 1).to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RecordId;
    use std::collections::BTreeMap;

    fn record(form: &str) -> Record {
        let fields = BTreeMap::from([
            ("kind".to_string(), Value::Choice("budget".into())),
            ("form".to_string(), Value::Choice(form.into())),
            ("most".to_string(), Value::Count(3)),
            ("envelope".to_string(), Value::Money(100_000)),
            ("opens_on".to_string(), Value::Date("2026-12-01".parse().expect("a day"))),
            ("closes_on".to_string(), Value::Date("2026-12-10".parse().expect("a day"))),
        ]);
        let id = RecordId::read("r1").expect("an id");
        Record { register: "ballot_round".into(), id, fields, review: Vec::new(), since: 1 }
    }

    fn check(form: &str, typed: &str, expected: &str) {
        let record = record(form);
        let round = Round::of(&record).expect("a round");
        let read = round.read(typed, &[40_000, 50_000, 60_000, 10_000]);
        let told = match read {
            Ok(options) => written(&options),
            Err(finding) => finding.code.into_owned(),
        };
        assert_eq!(told, expected, "{typed}");
    }

    #[test]
    fn a_ballot_is_numbers_of_the_list_however_they_are_parted() {
        check("ranking", "3, 1;4", "3 1 4");
        check("approval", "3 1", "1 3");
        check("approval", "", "");
        check("approval", "5", "ballot-number-unknown");
        check("approval", "0", "ballot-number-unknown");
        check("approval", "жол", "ballot-number-unknown");
        check("ranking", "1 2 1", "ballot-number-twice");
        check("approval", "1 2 3 4", "ballot-too-many");
        check("knapsack", "1 2 4", "1 2 4");
        check("knapsack", "1 2 3", "ballot-too-dear");
    }
}
