//! What a server is told from outside: its address, its limits, and the world's clock and chance.

mod tiles;

pub use self::tiles::Tiles;
pub use auyl_mail::{Gateway, MailServer};
pub use auyl_openid::Registration;
use jiff::Timestamp;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// How a server is to behave.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Certificate and key (PEM) for HTTPS without a proxy.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Whether a proxy stands before it, whose `X-Forwarded-For` and `X-Forwarded-Proto` are to be believed.
    pub behind_proxy: bool,
    /// The address people type, for links in letters and codes; what the request says where none is given.
    pub address: Option<String>,
    /// The largest file, in bytes.
    pub most_upload: u64,
    /// How often a program may call within a minute.
    pub calls_a_minute: u32,
    /// The folder in which arriving files lie until they are kept.
    pub arriving: PathBuf,
    /// Report form of the projects.
    pub form: String,
    /// The provider of OpenID Connect at which people may sign in, too.
    pub openid: Option<Registration>,
    /// The server that sends mail; without one, mail waits to be told by hand.
    pub mail: Option<MailServer>,
    /// The gateway that sends short messages; without one, they wait to be told by hand.
    pub sms: Option<Gateway>,
    /// Pictures of maps from elsewhere, `https://…/{z}/{x}/{y}.png`; without them maps are drawn here and ask nobody.
    pub tiles: Option<Tiles>,
}

impl Settings {
    /// A server for this machine alone.
    pub fn at(listen: SocketAddr, arriving: PathBuf) -> Settings {
        Settings {
            listen,
            tls: None,
            behind_proxy: false,
            address: None,
            most_upload: 256 * 1024 * 1024,
            calls_a_minute: 600,
            arriving,
            form: "kz-state-grant-final".into(),
            openid: None,
            mail: None,
            sms: None,
            tiles: None,
        }
    }

    /// Whether cookies may travel over HTTPS only.
    pub fn is_secure(&self) -> bool {
        self.tls.is_some() || self.address.as_deref().is_some_and(|address| address.starts_with("https:"))
    }
}

/// Fills bytes so that nobody can guess them.
pub type Chance = dyn Fn(&mut [u8]) + Send + Sync;

/// Clock and chance, handed in so that a test needs neither.
#[derive(Clone)]
pub struct World {
    /// What time it is.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Fills bytes so that nobody can guess them.
    pub chance: Arc<Chance>,
    /// Where “today” is.
    pub zone: jiff::tz::TimeZone,
}

impl World {
    /// The moment as events keep it: ISO, UTC, whole seconds.
    pub fn at(&self) -> String {
        let now = (self.now)();
        now.round(jiff::Unit::Second).unwrap_or(now).to_string()
    }

    /// The moment so many minutes from now; before it, where negative.
    pub fn after_minutes(&self, minutes: i64) -> String {
        let now = (self.now)();
        let then = now.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(now);
        then.round(jiff::Unit::Second).unwrap_or(then).to_string()
    }

    /// The moment so many hours from now.
    pub fn after_hours(&self, hours: i64) -> String {
        self.after_minutes(hours * 60)
    }

    /// The day in the village.
    pub fn today(&self) -> jiff::civil::Date {
        (self.now)().to_zoned(self.zone.clone()).date()
    }

    /// A name that nobody can guess: 128 bits as hexadecimal digits.
    pub fn secret(&self) -> String {
        let mut bytes = [0u8; 16];
        (self.chance)(&mut bytes);
        auyl_domain::id::hex(&bytes)
    }
}
