//! What a report is a report of: its period, the sum of the grant, the villages.

use super::super::dates::Dated;
use super::super::tables::Known;
use super::super::vocabulary::{Meaning, Vocabulary};
use super::Text;
use super::sites::{self, Site};
use crate::source::Source;
use jiff::civil::Date;

/// Passages at the beginning among which the fields of the form are looked for.
pub(super) const FIRST: usize = 120;
/// A line of more pieces is no field of the form.
const LONGEST_FIELD: usize = 40;
/// Weeks that a project takes at least.
const SHORTEST_PERIOD: i32 = 4;
/// A smaller sum is no grant.
const LEAST_GRANT: i64 = 100_000 * super::super::lexer::ONE;

/// What a report is a report of. What it does not say is none.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// First and last day, and the passage that says so.
    pub period: Option<(Date, Date, u32)>,
    /// The villages, in the order in which they are named.
    pub sites: Vec<Site>,
    /// The places of activities name them; else they are those that the text names most often.
    pub are_sites_sure: bool,
    /// Passage and claim of the sum of the grant.
    pub grant: Option<(u32, usize)>,
}

pub(super) fn find(source: &Source, vocabulary: &Vocabulary, tables: &[Known], texts: &[Text]) -> Frame {
    let (sites, are_sites_sure) = sites::find(source, vocabulary, tables, texts);
    Frame { period: period(source, vocabulary, texts), sites, are_sites_sure, grant: grant(vocabulary, texts) }
}

pub(super) fn has(text: &Text, list: Option<usize>) -> bool {
    text.hits.iter().any(|hit| list.is_some_and(|list| hit.meaning == Meaning::List(list)))
}

/// The first range of days behind the name of the field.
fn period(source: &Source, vocabulary: &Vocabulary, texts: &[Text]) -> Option<(Date, Date, u32)> {
    let field = vocabulary.list("field_period");
    let named = texts.iter().take(FIRST).enumerate();
    // "Сроки" above a column of a known table names the days of activities.
    let named = named.filter(|(_, text)| text.where_.shape.is_none() && has(text, field));
    named.map(|(at, _)| at).find_map(|at| period_near(source, texts, at)).or_else(|| first_range(source, texts))
}

/// Whatever the field is called: the first line before all parts and tables that tells two days, the second one weeks later.
fn first_range(source: &Source, texts: &[Text]) -> Option<(Date, Date, u32)> {
    let is_head = |text: &&Text| text.where_.section.is_none() && text.where_.activity.is_none();
    let passages = source.passages().iter().zip(texts).take(FIRST);
    let head = passages.take_while(|(passage, text)| passage.place.table.is_none() && is_head(text));
    head.filter(|(_, text)| text.tokens.len() <= LONGEST_FIELD).find_map(|(passage, text)| {
        let days = match text.dates.as_slice() {
            [range] => [range.from, range.to],
            [first, last] if !first.is_range() && !last.is_range() => [first.from, last.from],
            _ => return None,
        };
        let (from, to) = (days[0].first()?, days[1].last()?);
        let weeks = from.until(to).ok()?.get_days() / 7;
        let are_days = days.iter().all(|day| day.day.is_some());
        (are_days && weeks >= SHORTEST_PERIOD).then_some((from, to, passage.place.passage))
    })
}

fn period_near(source: &Source, texts: &[Text], named: usize) -> Option<(Date, Date, u32)> {
    let near = texts.iter().enumerate().skip(named).take(4);
    let range = |dated: &Dated| Some((dated.from.first()?, dated.to.last()?));
    for (at, text) in near {
        if let Some((from, to)) = text.dates.iter().filter(|dated| dated.is_range()).find_map(range) {
            return Some((from, to, source.passages()[at].place.passage));
        }
        if let [first, .., last] = text.dates.as_slice()
            && let (Some(from), Some(to)) = (first.from.first(), last.to.last())
        {
            return Some((from, to, source.passages()[at].place.passage));
        }
    }
    None
}

fn grant(vocabulary: &Vocabulary, texts: &[Text]) -> Option<(u32, usize)> {
    let field = vocabulary.list("field_grant");
    let named = texts.iter().take(FIRST).position(|text| text.where_.shape.is_none() && has(text, field));
    let of_field = named.and_then(|named| {
        texts.iter().skip(named).take(3).find_map(|text| {
            // In figures, where both stand there.
            let most =
                text.claims.iter().enumerate().max_by_key(|(_, claim)| (!claim.number.in_words, claim.number.value))?;
            (most.1.number.value >= LEAST_GRANT).then_some((most.1.passage, most.0))
        })
    });
    // A sum that is told in figures and in letters, whatever its field is called.
    of_field.or_else(|| {
        texts.iter().take(FIRST).filter(|text| text.where_.shape.is_none()).find_map(|text| {
            let (figures, _) = text.in_both(LEAST_GRANT)?;
            let nth = text.claims.iter().position(|claim| claim.token == figures.token)?;
            Some((figures.passage, nth))
        })
    })
}
