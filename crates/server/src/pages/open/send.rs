//! What stands between a form without an account and the records: how often somebody may send, whether their browser worked for
//! it (`toil`), and that a photo is a photo. Without a script nothing works for a form: it is taken as well, but fewer of
//! them in an hour.

use crate::App;
use crate::ask::Ask;
use crate::limits;
use crate::pages::record::Arrived;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_work::thumbnail;

/// A form carries a key of at least so many letters, which this server gave it.
pub const SHORTEST_KEY: usize = 24;
/// Longer keys are not ours.
const LONGEST_KEY: usize = 64;
/// Forms in an hour from one address, and for one village: with work done and without.
const WORKED: (u32, u32) = (30, 120);
const UNWORKED: (u32, u32) = (6, 20);
/// A photo of a telephone has fewer bytes.
const MOST_PHOTO: u64 = 16 * 1024 * 1024;
/// The longer side of a photo as it is kept.
const SIDE: u32 = 1_600;

/// What a form carries beside what was typed.
pub struct Sent<'a> {
    key: &'a str,
    asked: &'a str,
    number: &'a str,
}

impl<'a> Sent<'a> {
    /// Of a form with this key.
    pub fn of(arrived: &'a Arrived, key: &'a str) -> Sent<'a> {
        Sent { key, asked: arrived.text("asked"), number: arrived.text("number") }
    }
}

/// Lets a form in, or says how long to wait.
pub fn admit(app: &App, ask: &Ask, sent: &Sent<'_>, place: &str) -> Result<()> {
    let fits = (SHORTEST_KEY..=LONGEST_KEY).contains(&sent.key.len());
    if !fits || !sent.key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Refusal::of("form-worn-out").into());
    }
    let is_worked = app.toil.is_done(&app.world, sent.asked, sent.key, sent.number);
    let (of_address, of_village) = if is_worked { WORKED } else { UNWORKED };
    let kind = if is_worked { "worked" } else { "unworked" };
    let village: String = place.chars().take(64).collect();
    let takes = limits::takes_in_hour(ask, &format!("{kind} from"), None, of_address)
        && limits::takes_in_hour(ask, &format!("{kind} of"), Some(&village), of_village);
    match takes {
        true => Ok(()),
        false => Err(Refusal::of("too-many-problems").into()),
    }
}

/// What came of a photo.
pub enum Photo {
    /// There was none.
    None,
    /// It is kept under this name, `sha256:photo.jpg`.
    Kept(String),
    /// It is none, or too large: the key of the sentence.
    Wrong(&'static str),
}

/// Keeps a photo: drawn anew, smaller, without what it says of its place, its day and its camera. Whatever is no picture, or
/// claims to be a huge one, is not kept.
pub async fn photo(app: &App, arrived: &Arrived) -> Result<Photo> {
    if !arrived.too_large.is_empty() {
        return Ok(Photo::Wrong("voice-photo-large"));
    }
    if !arrived.unwritten.is_empty() {
        return Err(Refusal::of("disk-full").with("path", "photo").into());
    }
    let Some(file) = arrived.files.iter().find(|file| file.input == "photo") else { return Ok(Photo::None) };
    let path = file.path.clone();
    let drawn = auyl_store::off_thread(move || -> std::io::Result<Option<Vec<u8>>> {
        if std::fs::metadata(&path)?.len() > MOST_PHOTO {
            return Ok(None);
        }
        Ok(thumbnail::photo(&std::fs::read(&path)?, SIDE))
    });
    let Some(drawn) = drawn.await?.map_err(Stop::machine)? else { return Ok(Photo::Wrong("voice-photo-wrong")) };
    let digest = app.store.put_file(drawn).await?;
    Ok(Photo::Kept(format!("{digest}:photo.jpg")))
}
