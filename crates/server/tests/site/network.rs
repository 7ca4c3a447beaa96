//! Dina's phone behind a bad network. It sends again until it is told that its submission has arrived, as Collect does; and
//! whatever the network cut, doubled, held back or slowed, each is kept once, with every file whole.

mod proxy;

use crate::openrosa::phone;
use crate::village::{PROJECT, Site, play};
pub use proxy::deliver;
use proxy::{Fault, Proxy};
use std::collections::BTreeMap;
use std::net::SocketAddr;

const FORM: &str = "evidence";
/// A phone that nobody answers gives up in the end.
const TRIES: usize = 30;

/// A submission of a number with two files, each in a request of its own.
struct Parcel(usize);

impl Parcel {
    fn instance(&self) -> String {
        format!("uuid:{}", self.0)
    }

    fn xml(&self) -> String {
        format!(
            "<data id=\"{FORM}\" version=\"1\"><kind>photo</kind><activity>a1-4</activity><title>Жиын {0}</title>\
             <file>{0}-a.jpg</file><more>{0}-b.jpg</more><meta><instanceID>{1}</instanceID></meta></data>",
            self.0,
            self.instance()
        )
    }

    /// Its files by their names: one of many network packets, one small.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let bytes = |length: usize| (0..length).map(|at| (at * 7 + at / 256 + self.0) as u8).collect();
        [(format!("{}-a.jpg", self.0), bytes(90_000)), (format!("{}-b.jpg", self.0), bytes(700))].into()
    }

    fn requests(&self, address: &str) -> Vec<Vec<u8>> {
        let request = |(name, bytes): (&String, &Vec<u8>)| {
            let part = |head: String| format!("--phone\r\nContent-Disposition: form-data; name={head}\r\n\r\n");
            let mut body = part("\"xml_submission_file\"; filename=\"form.xml\"".into()) + &self.xml() + "\r\n";
            body += &part(format!("\"{name}\"; filename=\"{name}\""));
            let body = [body.as_bytes(), bytes, b"\r\n--phone--\r\n"].concat();
            let head = format!(
                "POST {address}/submission?deviceID=1 HTTP/1.1\r\nHost: phone\r\nConnection: close\r\n\
                 Content-Type: multipart/form-data; boundary=phone\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            [head.into_bytes(), body].concat()
        };
        self.files().iter().map(request).collect()
    }
}

/// Sends until it is acknowledged, and gives how often that took.
fn send(network: SocketAddr, request: &[u8]) -> usize {
    for turn in 1..=TRIES {
        let answer = deliver(network, request).unwrap_or_default();
        // An answer of which the end is missing is none: the phone cannot know what stood there.
        let is_whole = answer.ends_with(b"</OpenRosaResponse>");
        if is_whole && answer.starts_with(b"HTTP/1.1 201") {
            return turn;
        }
        assert!(!is_whole, "{}", String::from_utf8_lossy(&answer));
    }
    panic!("the network is worse than the story says")
}

/// Several phones send at once through a network with these faults; every parcel must be there once and whole, and one
/// record of each.
fn check(faults: Vec<Fault>, phones: usize, parcels: usize) {
    play(async {
        let site = Site::example_of_its_own().await;
        let before = records(&site).await;
        let address = phone(&site, "dina").await;
        let server = site.listen().await;
        let network = Proxy::before(server, faults).address;
        let sending = (0..phones).map(|number| {
            let address = address.clone();
            tokio::task::spawn_blocking(move || {
                let own = (0..parcels).filter(|parcel| parcel % phones == number);
                own.flat_map(|parcel| Parcel(parcel).requests(&address)).for_each(|request| {
                    send(network, &request);
                });
            })
        });
        for phone in sending.collect::<Vec<_>>() {
            phone.await.expect("a phone that has sent everything");
        }
        must_be_there_once(&site, parcels).await;
        auyl_server::work_off(&site.app).await.expect("worked off");
        assert_eq!(records(&site).await, before + parcels);
    });
}

async fn records(site: &Site) -> usize {
    site.app.store.records(PROJECT, FORM, None).await.expect("records").len()
}

async fn must_be_there_once(site: &Site, parcels: usize) {
    let store = &site.app.store;
    let kept = store.submissions(PROJECT, FORM, 0, 10_000).await.expect("submissions");
    let mut instances: Vec<&str> = kept.iter().map(|it| it.instance.as_str()).collect();
    instances.sort_unstable();
    let mut sent: Vec<String> = (0..parcels).map(|number| Parcel(number).instance()).collect();
    sent.sort_unstable();
    assert_eq!(instances, sent);
    for parcel in (0..parcels).map(Parcel) {
        let it = kept.iter().find(|it| it.instance == parcel.instance()).expect("it is there");
        assert_eq!(it.xml, parcel.xml());
        let mut files = BTreeMap::new();
        for file in store.submission_files(PROJECT, FORM, &it.instance).await.expect("files") {
            let digest = file.digest.unwrap_or_else(|| panic!("{} has not come", file.name));
            let bytes = store.get_file(&digest).await.expect("read").expect("the file is kept");
            assert!(files.insert(file.name, bytes).is_none(), "a file came under one name as two");
        }
        assert_eq!(files, parcel.files());
    }
}

#[test]
fn a_request_that_is_cut_anywhere_arrives_the_second_time() {
    check((0..20).flat_map(|at| [Fault::CutRequest(at * 50), Fault::None]).collect(), 1, 10);
}

#[test]
fn an_answer_that_is_cut_anywhere_makes_nothing_twice() {
    check((0..20).flat_map(|at| [Fault::CutAnswer(at * 50), Fault::None]).collect(), 1, 10);
}

#[test]
fn what_the_network_doubles_is_kept_once() {
    check([Fault::Twice, Fault::TwiceAtOnce].repeat(10), 2, 10);
}

#[test]
fn what_the_network_holds_back_comes_after_later_ones_and_is_no_second_one() {
    check([Fault::After(3), Fault::After(1), Fault::None, Fault::None].repeat(8), 2, 10);
}

#[test]
fn a_slow_network_is_waited_for() {
    check(vec![Fault::Slow; 8], 4, 4);
}

#[test]
fn four_phones_in_a_network_that_does_all_of_this_at_once() {
    // Multiples of an odd number: all kinds in turn, and for each another place to cut.
    check((0..120).map(|turn| Fault::of(turn * 1009)).collect(), 4, 24);
}
