//! Passwords, sessions' secrets and the second factor. The store sees digests only; a secret is shown once, to the one
//! whose it is.

use crate::app::App;
use crate::stop::{Result, Stop};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use auyl_domain::id::sha256;
use totp_rs::Totp;

/// The shortest password, in letters. Length helps more than signs (NIST SP 800-63B-4).
pub const SHORTEST: usize = 10;
/// The longest; hashing more is a way to keep the server busy.
const LONGEST: usize = 200;

/// A hash that no password has: checking it costs what a real one costs, so that nobody learns which logins there are.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$2T4bYq1nBqvK0mQJwY3rM0xkq2m4oVnUQd0kEo3Gq2s";

fn argon() -> Argon2<'static> {
    // 19 MiB and two passes: the first choice of OWASP's list for argon2id.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// Whether a password may be taken.
pub fn is_long_enough(password: &str) -> bool {
    password.chars().count() >= SHORTEST && password.len() <= LONGEST
}

/// Hashes a password, off the threads that serve others.
pub async fn hash(app: &App, password: String) -> Result<String> {
    let mut salt = [0u8; 16];
    (app.world.chance)(&mut salt);
    let _place = app.hashing.acquire().await.map_err(Stop::machine)?;
    let hashed = auyl_store::off_thread(move || {
        argon().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
    });
    hashed.await?.map_err(Stop::machine)
}

/// Whether a password is the one of a hash; without a hash it takes as long to say no.
pub async fn is_right(app: &App, password: String, hash: Option<String>) -> Result<bool> {
    let _place = app.hashing.acquire().await.map_err(Stop::machine)?;
    let right = auyl_store::off_thread(move || {
        let hash = hash.filter(|hash| !hash.is_empty());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_string());
        let right = PasswordHash::new(&hash)
            .is_ok_and(|hash| password.len() <= LONGEST && argon().verify_password(password.as_bytes(), &hash).is_ok());
        known && right
    });
    Ok(right.await?)
}

/// What the store knows of a secret.
pub fn digest(secret: &str) -> String {
    sha256(secret.as_bytes())
}

/// The second factor of an account, RFC 6238: what a telephone's clock and a shared secret say.
pub struct SecondFactor {
    totp: Totp,
    secret: String,
}

impl SecondFactor {
    /// A new one for an account.
    pub fn new(app: &App, login: &str) -> Option<SecondFactor> {
        let mut bytes = [0u8; 20];
        (app.world.chance)(&mut bytes);
        SecondFactor::of(&totp_rs::Secret::from(bytes.as_slice()).to_base32(), login)
    }

    /// The one of a secret in base 32.
    pub fn of(secret: &str, login: &str) -> Option<SecondFactor> {
        let parsed = totp_rs::Secret::try_from_base32(secret).ok()?;
        // A colon would end the name in the address that the code holds.
        let name = login.replace(':', " ");
        let builder =
            totp_rs::Builder::new().with_secret(parsed).with_account_name(name.as_str()).with_issuer(Some("Auyl"));
        Some(SecondFactor { totp: builder.build().ok()?, secret: secret.to_string() })
    }

    /// The secret, to be typed where there is no camera.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The step whose code this is, if it is one of now; a code of an earlier step than `after` was used already.
    pub fn step(&self, code: &str, now: u64, after: u64) -> Option<u64> {
        let code: String = code.chars().filter(char::is_ascii_digit).collect();
        self.totp.check(&code, now).filter(|step| *step > after)
    }

    /// A picture that a telephone reads.
    pub fn picture(&self) -> Option<String> {
        auyl_work::qr::svg(&self.totp.to_url().ok()?)
    }
}
