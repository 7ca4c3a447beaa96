//! The ticket of somebody who raised or supports a problem: eighteen letters in groups of three, 85 bits and a check, so that
//! none is found by guessing. Whoever shows it sees what became of the problem and learns of nobody. What a ticket belongs
//! to stands in the records; this file knows its letters only.

use crate::sheet_code::{LETTERS, digits, residue, times_root};
use sha2::{Digest, Sha256};

/// Letters that are chance: five bits each.
const CHANCE: usize = 17;
/// Letters in a group, as people read them aloud.
const GROUP: usize = 3;

/// A ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket([u8; CHANCE]);

impl Ticket {
    /// A ticket of chance: these bytes must come from where nobody can guess them.
    pub fn of_chance(bytes: [u8; CHANCE]) -> Ticket {
        Ticket(bytes.map(|byte| byte & 31))
    }

    /// The ticket of what a phone sends, made on the phone as well while it has no network (`field-ticket.js`). The number of
    /// an instance is chance; it is shown to nobody outside the team, or the ticket could be guessed from it.
    pub fn of_instance(project: &str, instance: &str) -> Ticket {
        let mut hash = Sha256::new();
        for part in ["ticket", project, instance] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut letters = [0; CHANCE];
        letters.iter_mut().zip(digest.iter()).for_each(|(letter, byte)| *letter = byte & 31);
        Ticket(letters)
    }

    /// Reads what somebody typed; none for what is no ticket.
    pub fn read(text: &str) -> Option<Ticket> {
        let digits = digits(text, CHANCE + 1)?;
        let letters = digits.first_chunk().copied()?;
        (digits.len() == CHANCE + 1 && residue(&digits) == 0).then_some(Ticket(letters))
    }
}

impl std::fmt::Display for Ticket {
    /// In six groups of three, easy to read aloud.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let check = times_root(residue(&self.0));
        for (at, digit) in self.0.iter().chain([&check]).enumerate() {
            let gap = if at > 0 && at % GROUP == 0 { "-" } else { "" };
            write!(f, "{gap}{}", LETTERS[usize::from(digit & 31)] as char)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_read_however_an_old_man_types_it() {
        let ticket = Ticket::of_instance("auyl", "2a5c7f0e-1d7f-4b1a-9a55-4b1de2f1c001");
        let text = ticket.to_string();
        expect_test::expect!["PT3-SA1-8BR-7MF-WMF-YX9"].assert_eq(&text);
        let cyrillic = text.replace('A', "а").replace('H', "Н").replace('0', "О").replace('-', " ");
        for typed in [text.clone(), text.to_lowercase(), cyrillic, text.replace('-', "")] {
            assert_eq!(Ticket::read(&typed), Some(ticket), "{typed}");
        }
    }

    #[test]
    fn a_wrong_letter_or_a_letter_too_few_is_no_ticket() {
        let text = Ticket::of_chance([7; CHANCE]).to_string();
        for wrong in [text.replacen('7', "8", 1), text[..text.len() - 1].to_string(), format!("{text}0"), String::new()]
        {
            assert_eq!(Ticket::read(&wrong), None, "{wrong}");
        }
        assert_eq!(text.chars().filter(|c| *c != '-').count(), 18);
    }

    #[test]
    fn another_project_gives_another_ticket() {
        assert_ne!(Ticket::of_instance("auyl", "one"), Ticket::of_instance("other", "one"));
    }
}
