//! Which records belong to the places of an account: the record says so itself, or one that it leads to does.

use crate::catalogue::Catalogue;
use crate::measure::{Column, Cond, ways};
use crate::register::{PLACE, Register};
use crate::value::Stored;

/// The condition that a record is of one of these places or of none. The first link that knows a place decides: a photo
/// without a place of its own is of the place of its event. None where records of the register have no place at
/// all, and for the register of places, which everybody needs for choosing one.
pub fn place_cond(register: &Register, catalogue: &Catalogue, places: &[String]) -> Option<Cond> {
    if register.id == PLACE {
        return None;
    }
    let mut ways = ways(PLACE, register, catalogue);
    // What is always filled is the last to be asked.
    let sure = |column: &Column| {
        column.steps.is_empty()
            && register.field(&column.field).is_some_and(|field| field.required && field.when.is_none())
    };
    if let Some(at) = ways.iter().position(sure) {
        ways.truncate(at + 1);
    }
    let mut cond = None;
    for way in ways.into_iter().rev() {
        let without = Cond::Not(Box::new(Cond::IsSet(way.clone())));
        let elsewhere = match cond {
            None => without,
            Some(further) => without.and(further),
        };
        let words: Vec<Stored> = places.iter().map(|place| Stored::Text(place.clone())).collect();
        // An empty list of values is no SQL.
        cond = Some(if words.is_empty() { elsewhere } else { Cond::Any(vec![Cond::OneOf(way, words), elsewhere]) });
    }
    cond
}

/// Whether one record is of one of these places or of none, given a way to look up the values of a column.
pub fn holds_in_places(
    register: &Register,
    catalogue: &Catalogue,
    places: &[String],
    look_up: &dyn Fn(&Column) -> Vec<Stored>,
) -> bool {
    place_cond(register, catalogue, places).is_none_or(|cond| cond.holds(look_up))
}
