//! A network that is bad on purpose: it stands between a phone and the server, takes one request after the other, and does
//! to each what the story says.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// What happens to one request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nothing.
    None,
    /// Of the request only so many parts of a thousand arrive.
    CutRequest(usize),
    /// It arrives; of the answer only so many parts of a thousand come back.
    CutAnswer(usize),
    /// It arrives twice, one after the other.
    Twice,
    /// It arrives twice at the same time.
    TwiceAtOnce,
    /// The phone hears nothing; it arrives after so many others have.
    After(usize),
    /// It trickles through in small pieces with pauses between them.
    Slow,
}

impl Fault {
    /// One of each kind, by a number.
    pub fn of(number: u64) -> Fault {
        let part = (number / 7 % 1000) as usize;
        match number % 7 {
            0 => Fault::None,
            1 => Fault::CutRequest(part),
            2 => Fault::CutAnswer(part),
            3 => Fault::Twice,
            4 => Fault::TwiceAtOnce,
            5 => Fault::After(1 + part % 3),
            _ => Fault::Slow,
        }
    }
}

/// Nobody in these stories waits longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The network; it is there as long as the test program runs.
pub struct Proxy {
    /// Where phones find it.
    pub address: SocketAddr,
}

/// Requests that wait until others have arrived: how many still.
type Late = Arc<Mutex<Vec<(usize, Vec<u8>)>>>;

impl Proxy {
    /// Stands before a server. When no fault is left, the network is good.
    pub fn before(server: SocketAddr, faults: Vec<Fault>) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (faults, late) = (Arc::new(Mutex::new(faults.into_iter())), Late::default());
        std::thread::spawn(move || {
            for phone in listener.incoming().map_while(Result::ok) {
                let fault = faults.lock().expect("nobody panics").next().unwrap_or(Fault::None);
                let late = late.clone();
                // What goes wrong here is what a bad network does anyway: the phone sends again.
                std::thread::spawn(move || carry(phone, server, fault, &late).unwrap_or_default());
            }
        });
        Proxy { address }
    }
}

fn carry(mut phone: TcpStream, server: SocketAddr, fault: Fault, late: &Late) -> std::io::Result<()> {
    phone.set_read_timeout(Some(PATIENCE))?;
    let request = whole(&mut phone)?;
    match fault {
        Fault::None => phone.write_all(&deliver(server, &request)?)?,
        Fault::CutRequest(part) => {
            let mut stream = TcpStream::connect(server)?;
            stream.write_all(&request[..request.len() * part / 1000])?;
            stream.shutdown(Shutdown::Both)?;
        }
        Fault::CutAnswer(part) => {
            let answer = deliver(server, &request)?;
            phone.write_all(&answer[..answer.len() * part / 1000])?;
        }
        Fault::Twice => {
            deliver(server, &request)?;
            phone.write_all(&deliver(server, &request)?)?;
        }
        Fault::TwiceAtOnce => {
            let again = request.clone();
            let (told, other) = mpsc::channel();
            std::thread::spawn(move || told.send(deliver(server, &again)).unwrap_or_default());
            let answer = deliver(server, &request)?;
            other.recv().map_err(std::io::Error::other)??;
            phone.write_all(&answer)?;
        }
        Fault::After(others) => {
            late.lock().expect("nobody panics").push((others, request));
            return phone.shutdown(Shutdown::Both);
        }
        Fault::Slow => {
            let mut stream = connect(server)?;
            for piece in request.chunks(request.len().div_ceil(40).max(1)) {
                stream.write_all(piece)?;
                std::thread::sleep(Duration::from_millis(5));
            }
            for byte in answer_of(stream)? {
                phone.write_all(&[byte])?;
            }
        }
    }
    let due = {
        let mut late = late.lock().expect("nobody panics");
        late.iter_mut().for_each(|(others, _)| *others = others.saturating_sub(1));
        let (due, rest) = std::mem::take(&mut *late).into_iter().partition(|(others, _)| *others == 0);
        *late = rest;
        due as Vec<(usize, Vec<u8>)>
    };
    due.into_iter().try_for_each(|(_, request)| deliver(server, &request).map(drop))
}

/// One request from its first byte to its last.
fn whole(phone: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let (mut request, mut piece) = (Vec::new(), [0u8; 16 << 10]);
    loop {
        if let Some(head) = request.windows(4).position(|four| four == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&request[..head]).to_lowercase();
            let length =
                text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            if request.len() >= head + 4 + length.unwrap_or(0) {
                return Ok(request);
            }
        }
        match phone.read(&mut piece)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => request.extend_from_slice(&piece[..read]),
        }
    }
}

fn connect(server: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// The server's answer to a request; phones of these stories say `Connection: close`.
pub fn deliver(server: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(server)?;
    stream.write_all(request)?;
    answer_of(stream)
}

fn answer_of(mut stream: TcpStream) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}
