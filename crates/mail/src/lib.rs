//! One message to one addressee: by a mail server (SMTP) or by a gateway for short messages (HTTP), and what became of it.
//! It keeps no list, tries nothing twice and knows no clock: what waits, and until when, is told in `auyl-work`.
//!
//! In reading order: this file, [`smtp`] (mail), [`gateway`] (SMS), `testing` (both on this machine, for stories).

pub mod gateway;
pub mod smtp;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use gateway::Gateway;
pub use smtp::{MailServer, is_address};

use std::fmt;
use std::time::Duration;

/// Whoever has not answered by then is not there.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);
/// So much of an answer is kept.
const MOST_SAID: usize = 200;

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for each try, so that whoever gets it twice can tell.
    pub id: String,
    /// An address of mail, or a phone.
    pub to: String,
    /// What it is about; not sent by SMS.
    pub subject: String,
    /// The text.
    pub text: String,
    /// When it is sent, in seconds since 1970.
    pub at: u64,
    /// Where one press of a button ends such letters; none where nobody may end them.
    pub stop: Option<String>,
    /// Files that go with it; not sent by SMS.
    pub files: Vec<Enclosed>,
}

/// A file that goes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Letter {
    /// Without the addressee and the text: what is shown for mending ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "letter {}", self.id)
    }
}

/// Why a message was not sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What can be done.
    pub sort: Sort,
    /// What the other side said, without the addressee.
    pub said: String,
}

/// What can be done about a failure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Nobody is there, or they do not know us: the same would happen to every other message, and may not tomorrow.
    Down,
    /// This message was not taken now.
    Later,
    /// This message will never be taken.
    Never,
    /// The connection broke when the message was on its way: nobody knows.
    Unclear,
}

/// Why something failed, in our words and not in those of the other side: a page says each in its own language.
pub const NOBODY: &str = "nobody answers";
/// The connection broke.
pub const BROKE: &str = "the connection broke";
/// Nothing came back in time.
pub const NO_ANSWER: &str = "no answer";
/// It is no address of mail.
pub const NO_ADDRESS: &str = "no address of mail";

impl Failure {
    /// A failure that says nothing about the addressee of a letter.
    pub(crate) fn of(sort: Sort, letter: &Letter, said: impl fmt::Display) -> Failure {
        Failure { sort, said: without(&letter.to, &said.to_string()) }
    }
}

/// A text without an addressee, and without anything else that looks like an address or a phone; and not too long.
fn without(to: &str, said: &str) -> String {
    let hidden = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.contains('@') || digits >= 7
    };
    let text = if to.is_empty() { said.to_string() } else { said.replace(to, "…") };
    let words: Vec<&str> = text.split_whitespace().map(|word| if hidden(word) { "…" } else { word }).collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(MOST_SAID).collect()
}

/// Whether an address is on this machine, so that nobody listens on the way.
pub(crate) fn is_here(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "::1")
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_a_server_answered_is_kept_without_the_addressee() {
        let said = "550 5.1.1 <dina@ulgi.example>: unknown, try\r\nDINA@ulgi.example or +7 7020000001";
        assert_eq!(without("dina@ulgi.example", said), "550 5.1.1 <…>: unknown, try … or +7 …");
        assert_eq!(without("", &"x".repeat(500)).len(), 200);
    }
}
