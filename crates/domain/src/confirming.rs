//! When a problem that is called solved is *confirmed*, and who of the residents may still say whether it is. A problem is called
//! solved with a decision; then those who hold its ticket and the coordinator say whether it is so. A yes confirms it where
//! nobody says no; a no confirms nothing and opens nothing again, because that wants a reason and is the team's to do. Where
//! the words are kept and who is asked is not known here.

use crate::RecordId;
use crate::record::Record;
use crate::ticket::Ticket;
use crate::value::Value;
use crate::views::{CONFIRMATION, PROBLEM, day};

/// A problem that is called solved.
pub const SOLVED: &str = "solved";
/// A problem of which somebody said that it is solved.
pub const CONFIRMED: &str = "confirmed";
/// A problem that is not solved after all.
pub const REOPENED: &str = "reopened";
/// The day from which residents are not asked any more; the team says so.
pub const CLOSED_ON: &str = "closed_on";

/// Whether a problem can be confirmed or opened again.
pub fn is_called_solved(problem: &Record) -> bool {
    [SOLVED, CONFIRMED].contains(&problem.state())
}

/// How residents stand to the question whether a problem is solved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// It is not called solved: there is nothing to ask.
    No,
    /// Those who hold its ticket are asked; what they said they may change.
    Open,
    /// The team asks nobody any more.
    Closed,
}

/// Whether residents are asked about a problem.
pub fn asked(problem: &Record) -> Asked {
    match (is_called_solved(problem), day(problem, CLOSED_ON)) {
        (false, _) => Asked::No,
        (true, None) => Asked::Open,
        (true, Some(_)) => Asked::Closed,
    }
}

/// What somebody says of a problem was said since it was called solved; an earlier word is about an earlier state of things.
fn counts(problem: &Record, word: &Record) -> bool {
    word.link(PROBLEM) == Some(&problem.id)
        && word.review.is_empty()
        && day(problem, "solved_on").is_none_or(|solved| day(word, "said_on").is_none_or(|said| said >= solved))
}

/// Whether these words confirm a problem: somebody says yes, and nobody no.
pub fn is_confirmed<'w>(problem: &Record, words: impl IntoIterator<Item = &'w Record>) -> bool {
    let (mut yes, mut no) = (false, false);
    for word in words.into_iter().filter(|word| counts(problem, word)) {
        match word.get("says") {
            Some(Value::Flag(true)) => yes = true,
            Some(Value::Flag(false)) => no = true,
            _ => {}
        }
    }
    yes && !no
}

/// The one record in which who holds a ticket says whether a problem is solved: the same however often they say so, another
/// where it was solved anew. The ticket cannot be had from it.
pub fn word_of(ticket: Ticket, problem: &Record) -> RecordId {
    let solved = day(problem, "solved_on").map(|on| on.to_string()).unwrap_or_default();
    RecordId::from_content([CONFIRMATION, &ticket.to_string(), problem.id.as_str(), &solved])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn record(register: &str, id: &str, fields: &[(&str, Value)]) -> Record {
        let fields = fields.iter().map(|(name, value)| (name.to_string(), value.clone()));
        Record {
            register: register.into(),
            id: RecordId::read(id).expect("an id"),
            since: 1,
            fields: fields.collect::<BTreeMap<String, Value>>(),
            review: Vec::new(),
        }
    }

    fn on(text: &str) -> Value {
        Value::Date(text.parse().expect("a day"))
    }

    fn water(state: &str) -> Record {
        record(PROBLEM, "su", &[("state", Value::Choice(state.into())), ("solved_on", on("2024-10-24"))])
    }

    fn word(id: &str, says: bool, said: &str) -> Record {
        let problem = Value::Link(RecordId::read("su").expect("an id"));
        record(CONFIRMATION, id, &[(PROBLEM, problem), ("says", Value::Flag(says)), ("said_on", on(said))])
    }

    fn check(words: &[Record], expected: bool, why: &str) {
        assert_eq!(is_confirmed(&water(SOLVED), words), expected, "{why}");
    }

    #[test]
    fn a_yes_confirms_where_nobody_says_no() {
        let (dina, erlan) = (word("dina", true, "2024-11-01"), word("erlan", false, "2024-11-02"));
        check(&[], false, "nobody said anything");
        check(std::slice::from_ref(&dina), true, "Dina says yes");
        check(&[dina.clone(), erlan.clone()], false, "Erlan says no");
        check(&[dina.clone(), word("erlan", false, "2024-05-01")], true, "his no was about the time before");
        check(&[word("dina", true, "2024-05-01")], false, "her yes was about the time before");
        let other = Record { fields: BTreeMap::new(), ..erlan };
        check(&[dina, other], true, "a word about another problem");
    }

    #[test]
    fn residents_are_asked_while_it_is_called_solved_and_the_team_has_not_closed_it() {
        assert_eq!(
            ["open", SOLVED, CONFIRMED, REOPENED].map(|state| asked(&water(state))),
            [Asked::No, Asked::Open, Asked::Open, Asked::No]
        );
        let mut closed = water(CONFIRMED);
        closed.fields.insert(CLOSED_ON.into(), on("2024-11-20"));
        assert_eq!(asked(&closed), Asked::Closed);
    }

    #[test]
    fn a_ticket_says_one_word_of_a_problem_each_time_it_is_called_solved() {
        let ticket = Ticket::of_chance([7; 17]);
        let first = word_of(ticket, &water(SOLVED));
        assert_eq!(first, word_of(ticket, &water(CONFIRMED)));
        assert_ne!(first, word_of(Ticket::of_chance([8; 17]), &water(SOLVED)));
        let mut anew = water(SOLVED);
        anew.fields.insert("solved_on".into(), on("2024-12-24"));
        assert_ne!(first, word_of(ticket, &anew));
    }
}
