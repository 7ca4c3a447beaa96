//! The server as it is started from the command line.

use crate::village::Village;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server of somebody, and what it printed until it was open.
struct Server {
    child: Child,
    said: Vec<String>,
}

impl Server {
    /// Starts one on a free port and reads as many lines as it says before it waits.
    fn start(village: &Village, args: &[&str], lines: usize) -> Server {
        let mut command = village.command(args);
        command.env("AUYL_LISTEN", "127.0.0.1:0").stdout(Stdio::piped());
        let mut child = command.spawn().expect("auyl starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let said = out.lines().take(lines).map(|line| line.expect("text")).collect();
        Server { child, said }
    }

    fn address(&self) -> &str {
        let at = self.said.iter().find_map(|line| line.split("http://").nth(1)).expect("it says where it is");
        at.split(['/', ' ']).next().expect("host and port")
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).expect("it answers");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address()).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Ends it as a system does; the exit code.
    fn end(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(told.success());
        self.child.wait().expect("it ends").code()
    }
}

#[test]
fn without_a_command_the_example_opens_and_a_link_makes_the_first_account() {
    let village = Village::empty();
    let server = Server::start(&village, &[], 3);
    let text = server.said.join("\n");
    let link = text.split("/join/").nth(1).expect(&text).split_whitespace().next().expect("a secret").to_string();
    assert!(server.get(&format!("/join/{link}")).starts_with("HTTP/1.1 200"), "{text}");
    assert!(server.get("/p/auyl").contains("/sign-in?to="), "nobody gets in without an account");
    assert_eq!(server.end(), Some(0), "it ends as asked");
    assert_eq!(village.figure("participants"), serde_json::json!(520), "the example is there, and the folder is free");
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let village = Village::empty();
    village.fine(&["init"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let said = village.auyl(&["serve", "--listen", &address]);
    said.expects(3, &[&address, "--listen"]);
}

#[test]
fn a_certificate_that_is_not_there_is_told() {
    let village = Village::empty();
    village.fine(&["init"]);
    let args = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", "no.pem", "--tls-key", "no.key"];
    village.auyl(&args).expects(3, &["no.pem"]);
}
