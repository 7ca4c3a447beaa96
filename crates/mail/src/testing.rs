//! A mail server and a gateway on this machine that tell what they were given.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How a mail server behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answers {
    /// It takes every letter.
    Fine,
    /// It knows no such addressee.
    Unknown,
    /// It takes nothing now.
    Busy,
    /// It is about to end.
    Closing,
    /// It takes the letter and breaks off before it says so.
    BreaksOff,
}

type Received = Arc<Mutex<Vec<String>>>;

/// A mail server.
pub struct FakeMail {
    at: SocketAddr,
    received: Received,
    answers: Arc<Mutex<Answers>>,
}

fn taken(received: &Received) -> Vec<String> {
    received.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

impl FakeMail {
    /// Begins to listen.
    ///
    /// # Panics
    /// Where this machine has no free port.
    pub async fn begin(answers: Answers) -> FakeMail {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let fake = FakeMail {
            at: listener.local_addr().expect("an address"),
            received: Received::default(),
            answers: Arc::new(Mutex::new(answers)),
        };
        let (received, answers) = (fake.received.clone(), fake.answers.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answers = *answers.lock().unwrap_or_else(PoisonError::into_inner);
                tokio::spawn(converse(stream, answers, received.clone()));
            }
        });
        fake
    }

    /// Its address, for the configuration.
    pub fn address(&self) -> String {
        format!("smtp://{}", self.at)
    }

    /// Letters as they came, the first first.
    pub fn received(&self) -> Vec<String> {
        taken(&self.received)
    }

    /// How it behaves from now on.
    pub fn answer(&self, answers: Answers) {
        *self.answers.lock().unwrap_or_else(PoisonError::into_inner) = answers;
    }
}

async fn converse(stream: TcpStream, answers: Answers, received: Received) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 fake\r\n").await.ok()?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let (word, to) = (line.get(..4).unwrap_or_default().to_ascii_uppercase(), line.trim().to_string());
        let said = match (word.as_str(), answers) {
            ("EHLO", _) => "250-fake\r\n250 8BITMIME\r\n".to_string(),
            ("MAIL", Answers::Closing) => "421 going home\r\n".into(),
            ("RCPT", Answers::Unknown) => format!("550 5.1.1 {to} unknown\r\n"),
            ("RCPT", Answers::Busy) => "451 later\r\n".into(),
            ("DATA", _) => "354 go on\r\n".into(),
            ("QUIT", _) => "221 bye\r\n".into(),
            _ => "250 fine\r\n".into(),
        };
        stream.write_all(said.as_bytes()).await.ok()?;
        if word != "DATA" {
            continue;
        }
        let mut letter = String::new();
        while !letter.ends_with("\r\n.\r\n") {
            if stream.read_line(&mut letter).await.ok()? == 0 {
                return None;
            }
        }
        received.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
        if answers == Answers::BreaksOff {
            return None;
        }
        stream.write_all(b"250 taken\r\n").await.ok()?;
    }
}

/// A gateway.
pub struct FakeGateway {
    at: SocketAddr,
    received: Received,
}

impl FakeGateway {
    /// Begins to listen, and to answer with one status.
    ///
    /// # Panics
    /// Where this machine has no free port.
    pub async fn begin(status: u16) -> FakeGateway {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let fake = FakeGateway { at: listener.local_addr().expect("an address"), received: Received::default() };
        let received = fake.received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, status, received.clone()));
            }
        });
        fake
    }

    /// The beginning of its address.
    pub fn address(&self) -> String {
        format!("http://{}", self.at)
    }

    /// Requests as they came, the first first.
    pub fn received(&self) -> Vec<String> {
        taken(&self.received)
    }
}

async fn answer(stream: TcpStream, status: u16, received: Received) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if stream.read_line(&mut request).await.ok()? == 0 {
            return None;
        }
    }
    let length =
        request.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    request.push_str(&String::from_utf8_lossy(&body));
    received.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    let said = "number +77000000001";
    let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{said}", said.len());
    stream.write_all(answer.as_bytes()).await.ok()
}
