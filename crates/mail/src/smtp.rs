//! Mail by SMTP. Encrypted from the first word (`smtps://`) or before the first secret (`smtp://`, STARTTLS); only a server on
//! this machine is spoken to openly.

use crate::{Failure, Letter, NO_ADDRESS, NO_ANSWER, PATIENCE, Sort, is_here};
use http::Uri;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

/// The last second of the year 9999: a later one has no date that mail can say.
const LATEST: u64 = 253_402_300_799;

/// Whether a text is an address to which mail can go.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// A mail server, and who writes.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    host: String,
    port: u16,
    way: Way,
    login: Option<(String, String)>,
    from: Mailbox,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    Encrypted,
    Upgraded,
    Open,
}

impl fmt::Debug for MailServer {
    /// Without login and password: settings end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}:{}", self.from, self.host, self.port)
    }
}

impl MailServer {
    /// Reads `smtps://login:password@host:465` or `smtp://…` and the sender, `Auyl <auyl@example.org>`.
    ///
    /// # Errors
    /// What is wrong with one of them, in English; nothing of a password.
    pub fn read(address: &str, from: &str) -> Result<MailServer, String> {
        let wrong = "expected smtps://login:password@host or smtp://…; signs such as @ and : in a password as %40, %3A";
        let uri: Uri = address.parse().map_err(|_| wrong.to_string())?;
        let authority = uri.authority().ok_or(wrong)?;
        let host = authority.host().to_string();
        let (way, port) = match uri.scheme_str() {
            Some("smtps") => (Way::Encrypted, 465),
            Some("smtp") if is_here(&host) => (Way::Open, 25),
            Some("smtp") => (Way::Upgraded, 587),
            _ => return Err(wrong.into()),
        };
        let decoded = |part: &str| percent_decode_str(part).decode_utf8().map(|part| part.into_owned());
        let login = match authority.as_str().rsplit_once('@') {
            None => None,
            Some((login, _)) => {
                let (name, password) = login.split_once(':').ok_or(wrong)?;
                Some((decoded(name).map_err(|_| wrong)?, decoded(password).map_err(|_| wrong)?))
            }
        };
        let from = from.parse().map_err(|_| "the sender is no address such as Auyl <auyl@example.org>".to_string())?;
        Ok(MailServer { port: authority.port_u16().unwrap_or(port), host, way, login, from })
    }

    /// Sends one letter.
    ///
    /// # Errors
    /// Why it was not sent, or that nobody knows.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = self.message(letter)?;
        let transport = self.transport().map_err(|error| Failure::of(Sort::Down, letter, error))?;
        let sent = tokio::time::timeout(PATIENCE, transport.send(message)).await;
        let sent = sent.map_err(|_| Failure::of(Sort::Unclear, letter, NO_ANSWER))?;
        sent.map(drop).map_err(|error| Failure::of(sort(&error), letter, &error))
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
        let parameters = || TlsParameters::new(self.host.trim_matches(['[', ']']).to_string());
        let tls = match self.way {
            Way::Encrypted => Tls::Wrapper(parameters()?),
            Way::Upgraded => Tls::Required(parameters()?),
            Way::Open => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(self.host.trim_matches(['[', ']']))
            .port(self.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(self.from.email.domain().to_string()));
        if let Some((name, password)) = &self.login {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(builder.build())
    }

    fn message(&self, letter: &Letter) -> Result<Message, Failure> {
        let never = |said: &str| Failure::of(Sort::Never, letter, said);
        let to: Address = letter.to.parse().map_err(|_| never(NO_ADDRESS))?;
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.replace(['\r', '\n'], " "))
            .date(UNIX_EPOCH + Duration::from_secs(letter.at.min(LATEST)))
            // A server that gets the same letter twice knows it by this.
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(stop) = &letter.stop {
            builder = builder.raw_header(header("List-Unsubscribe", &format!("<{stop}>")));
            builder = builder.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let text = SinglePart::plain(letter.text.clone());
        let built = match letter.files.is_empty() {
            true => builder.singlepart(text),
            false => {
                let kind = |name: &str| ContentType::parse(media(name)).map_err(|_| never("no kind of files"));
                let whole = MultiPart::mixed().singlepart(text);
                let mut parts = whole;
                for file in &letter.files {
                    parts = parts
                        .singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind(&file.name)?));
                }
                builder.multipart(parts)
            }
        };
        built.map_err(|error| never(&error.to_string()))
    }
}

/// What kind of file it is, by its name: telephones open a paper whose kind they are told.
fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_string())
}

/// What an error of SMTP means for the letter. Who is not let in (RFC 4954) is let in another day; so is who comes while
/// nobody listens. A connection that breaks may have broken after the last word.
fn sort(error: &Error) -> Sort {
    match error.status().map(u16::from) {
        Some(421 | 432 | 454 | 530 | 534 | 535 | 538) => Sort::Down,
        Some(500..) => Sort::Never,
        Some(_) => Sort::Later,
        None if error.is_response() || error.is_timeout() => Sort::Unclear,
        None if error.is_client() || error.is_tls() => Sort::Down,
        None if error.to_string().starts_with("Connection error") => Sort::Down,
        None => Sort::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Enclosed;
    use crate::testing::{Answers, FakeMail};

    fn letter() -> Letter {
        Letter {
            id: "a1".into(),
            to: "dina@ulgi.example".into(),
            subject: "Су мәселесі".into(),
            text: "Сәлеметсіз бе!\n".into(),
            at: 1_732_000_000,
            stop: Some("https://auyl.example/stop/x".into()),
            files: Vec::new(),
        }
    }

    async fn send(answers: Answers, letter: &Letter) -> (Result<(), Failure>, Vec<String>) {
        let fake = FakeMail::begin(answers).await;
        let server = MailServer::read(&fake.address(), "Auyl <auyl@auyl.example>").expect("a server");
        let sent = server.send(letter).await;
        (sent, fake.received())
    }

    #[tokio::test]
    async fn dina_gets_a_letter_in_kazakh_with_the_way_to_end_such_letters() {
        let (sent, received) = send(Answers::Fine, &letter()).await;
        assert_eq!(sent, Ok(()));
        let [mail] = &received[..] else { panic!("{} letters", received.len()) };
        for part in [
            "To: dina@ulgi.example",
            "From: Auyl <auyl@auyl.example>",
            "Message-ID: <a1@auyl.example>",
            "Date: Tue, 19 Nov 2024 07:06:40 +0000",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe: <https://auyl.example/stop/x>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(mail.contains(part), "{part} in {mail}");
        }
    }

    #[tokio::test]
    async fn a_reply_by_letter_carries_its_files() {
        let file = Enclosed { name: "хат.docx".into(), bytes: b"PK".to_vec() };
        let (sent, received) = send(Answers::Fine, &Letter { files: vec![file], ..letter() }).await;
        assert_eq!(sent, Ok(()));
        assert!(received[0].contains("Content-Disposition: attachment"), "{}", received[0]);
    }

    #[tokio::test]
    async fn what_the_server_says_decides_what_can_be_done() {
        for (answers, sort) in [
            (Answers::Unknown, Sort::Never),
            (Answers::Busy, Sort::Later),
            (Answers::Closing, Sort::Down),
            (Answers::BreaksOff, Sort::Unclear),
        ] {
            let (sent, received) = send(answers, &letter()).await;
            let failure = sent.expect_err("not sent");
            assert_eq!(failure.sort, sort, "{answers:?}: {}", failure.said);
            assert!(!failure.said.contains("dina"), "{}", failure.said);
            assert_eq!(received.len(), usize::from(answers == Answers::BreaksOff), "{answers:?}");
        }
        let nobody = MailServer::read("smtp://127.0.0.1:1", "auyl@auyl.example").expect("a server");
        assert_eq!(nobody.send(&letter()).await.expect_err("nobody there").sort, Sort::Down);
    }

    #[test]
    fn a_server_is_read_with_its_password_and_shown_without_it() {
        let read = |address: &str| MailServer::read(address, "Auyl <auyl@auyl.example>");
        let server = read("smtps://auyl%40mail:a%3Ab@mail.example").expect("a server");
        assert_eq!(server.login, Some(("auyl@mail".into(), "a:b".into())));
        assert_eq!((server.port, server.way), (465, Way::Encrypted));
        assert_eq!(format!("{server:?}"), "Auyl <auyl@auyl.example> at mail.example:465");
        assert_eq!(read("smtp://mail.example").map(|server| (server.port, server.way)), Ok((587, Way::Upgraded)));
        assert_eq!(read("smtp://localhost:2525").map(|server| (server.port, server.way)), Ok((2525, Way::Open)));
        assert!(read("http://mail.example").is_err() && read("mail").is_err());
        assert!(MailServer::read("smtps://mail.example", "nobody").is_err());
    }

    #[tokio::test]
    async fn an_addressee_that_is_no_address_is_never_sent_to() {
        for to in ["", "dina", "dina@ulgi.example\r\nBcc: all@ulgi.example", "a b@c"] {
            let (sent, received) = send(Answers::Fine, &Letter { to: to.into(), ..letter() }).await;
            assert_eq!(sent.map_err(|failure| failure.sort), Err(Sort::Never), "{to:?}");
            assert!(received.is_empty());
        }
    }
}
