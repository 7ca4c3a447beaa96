//! Whom an assembly is made of: so many members as its residents want, at least one from each settlement, for no longer than
//! the law lets them sit.

use super::law::Law;
use super::meeting::MeetingKind;
use crate::finding::Finding;
use crate::id::RecordId;
use crate::words::Words;
use jiff::ToSpan;
use jiff::civil::Date;

/// A settlement of a rural district.
#[derive(Clone, PartialEq, Debug)]
pub struct Settlement {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub title: Words,
    /// Its residents.
    pub residents: Option<i64>,
}

/// A member of the assembly of a rural district.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The record.
    pub record: RecordId,
    /// The settlement that the member comes from.
    pub settlement: RecordId,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

impl Member {
    /// Whether the mandate holds on a day. One without days holds: nobody wrote when it ends.
    pub fn sits_on(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// What is wrong with the assembly of one rural district on a day; nothing is said of one that has no members.
pub fn composition(
    district: &Words,
    settlements: &[Settlement],
    members: &[Member],
    law: &Law,
    on: Date,
) -> Vec<Finding> {
    let members: Vec<&Member> = members.iter().filter(|member| member.sits_on(on)).collect();
    let mut findings = Vec::new();
    if members.is_empty() {
        return findings;
    }
    let n = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let residents: Option<i64> = settlements.iter().map(|settlement| settlement.residents).sum();
    if let Some((residents, size)) = residents.and_then(|residents| Some((residents, law.size(residents, on)?)))
        && !(size.least..=size.most).contains(&n)
    {
        let finding = Finding::warning("assembly-size").labelled("district", district).labelled("law", &size.cited);
        let finding = finding.with("n", n).with("residents", residents);
        findings.push(finding.with("least", size.least).with("most", size.most));
    }
    if let Some(term) = law.term("from_each_settlement", MeetingKind::Assembly, on) {
        for settlement in settlements {
            let n = members.iter().filter(|member| member.settlement == settlement.id).count();
            if i64::try_from(n).is_ok_and(|n| n < term.value.unwrap_or(1)) {
                let finding = Finding::warning("assembly-settlement-missing").labelled("law", &term.cited);
                findings.push(finding.labelled("district", district).labelled("settlement", &settlement.title));
            }
        }
    }
    if let Some(term) = law.term("mandate_years", MeetingKind::Assembly, on) {
        let years = term.value.unwrap_or(i64::MAX);
        let is_long = |member: &&&Member| {
            let until = member.from.and_then(|from| from.checked_add(years.years()).ok());
            until.zip(member.until).is_some_and(|(most, until)| until > most)
        };
        let n = members.iter().filter(is_long).count();
        if n > 0 {
            let finding = Finding::warning("assembly-mandate-long").labelled("district", district);
            findings.push(finding.labelled("law", &term.cited).with("n", n).with("years", years));
        }
    }
    findings
}
