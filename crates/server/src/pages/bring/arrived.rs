//! A file that somebody brings, while it waits to be taken: kept for a day under a name that nobody can guess, for the
//! account and the project it came from, together with the cells that were mended since.

use crate::ask::Here;
use crate::stop::{Result, Stop};
use auyl_domain::{Refusal, Register};
use auyl_forms::{Sheets, headings, plain, workbook};
use auyl_work::import::Mended;
use axum::extract::multipart::Field;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::PathBuf;
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// How long a file waits.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// The largest workbook, in bytes: it is read as a whole.
const MOST: u64 = 96 * 1024 * 1024;

/// A file that waits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Arrived {
    /// Its secret name.
    #[serde(skip)]
    pub secret: String,
    /// Who brought it.
    pub account: String,
    /// Into which project.
    pub project: String,
    /// How the person calls it.
    pub name: String,
    /// Of which register, where it is CSV and the name does not say.
    pub register: String,
    /// The village whose budget it is, where it is a decision of a maslikhat; empty for a workbook of ours.
    #[serde(default)]
    pub village: String,
    /// When.
    pub at: String,
    /// Mended cells: sheet, row, field, text.
    pub mended: Vec<(String, u32, String, String)>,
    /// What was saved; nothing while it waits.
    pub taken: Option<Taken>,
}

/// What came of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Taken {
    /// Records that were made, changed, and already said the same.
    pub counts: [usize; 3],
    /// Rows kept to review.
    pub to_review: usize,
    /// Registers of its sheets.
    pub registers: Vec<String>,
}

fn most(here: &Here) -> u64 {
    here.app.settings.most_upload.min(MOST)
}

/// The largest file, as people read it.
pub fn most_words(here: &Here) -> String {
    format!("{} MB", most(here) / 1024 / 1024)
}

fn folder(here: &Here) -> PathBuf {
    here.app.settings.arriving.join("import")
}

/// Keeps a file part by part as it arrives; nothing where it is empty.
pub async fn keep(here: &Here, mut field: Field<'_>) -> Result<Option<Arrived>> {
    let folder = folder(here);
    fs::create_dir_all(&folder).await.map_err(Stop::machine)?;
    clean(here).await;
    let name = field.file_name().unwrap_or_default();
    let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
    let account = here.signed.as_ref().map(|signed| signed.account.id.clone()).unwrap_or_default();
    let (secret, project, at) = (here.app.world.secret(), here.project.id.clone(), here.app.world.at());
    let arrived = Arrived { secret, account, project, name, at, ..Arrived::default() };
    let mut file = fs::File::create(arrived.path(here)).await.map_err(Stop::machine)?;
    let mut size = 0;
    loop {
        let chunk = match field.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => {
                arrived.forget(here).await;
                return Err(Refusal::of("request-malformed").with("detail", error.status()).into());
            }
        };
        size += chunk.len() as u64;
        if size > most(here) {
            arrived.forget(here).await;
            return Err(Refusal::of("request-too-large").with("limit", most_words(here)).into());
        }
        if let Err(error) = file.write_all(&chunk).await {
            arrived.forget(here).await;
            return Err(match error.kind() {
                ErrorKind::StorageFull => Refusal::of("disk-full").with("path", "").into(),
                _ => Stop::machine(error),
            });
        }
    }
    file.flush().await.map_err(Stop::machine)?;
    if size == 0 {
        arrived.forget(here).await;
    }
    Ok((size > 0).then_some(arrived))
}

/// Files that have waited too long go.
async fn clean(here: &Here) {
    let Ok(mut entries) = fs::read_dir(folder(here)).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).await.unwrap_or_default();
        let at = serde_json::from_str::<Arrived>(&text).ok().and_then(|arrived| arrived.at.parse().ok());
        let is_old = at.is_none_or(|at: Timestamp| (here.app.world.now)().duration_since(at) > KEPT);
        if is_old {
            // What cannot be removed now is tried again with the next file.
            let _ = fs::remove_file(path.with_extension("file")).await;
            let _ = fs::remove_file(&path).await;
        }
    }
}

impl Arrived {
    fn path(&self, here: &Here) -> PathBuf {
        folder(here).join(format!("{}.file", self.secret))
    }

    fn note(&self, here: &Here) -> PathBuf {
        folder(here).join(format!("{}.json", self.secret))
    }

    /// The address of its page.
    pub fn address(&self, here: &Here) -> String {
        format!("{}/import/{}", here.root(), self.secret)
    }

    /// The file of this secret name, if it still waits and is this account's.
    pub async fn read(here: &Here, secret: &str) -> Result<Option<Arrived>> {
        // The name becomes part of a path.
        if secret.len() != 32 || !secret.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let text = match fs::read_to_string(folder(here).join(format!("{secret}.json"))).await {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Stop::machine(error)),
        };
        let mut arrived: Arrived = serde_json::from_str(&text).map_err(Stop::machine)?;
        arrived.secret = secret.to_string();
        let account = here.signed.as_ref().map(|signed| signed.account.id.as_str());
        let is_fresh = arrived.at.parse().is_ok_and(|at: Timestamp| (here.app.world.now)().duration_since(at) <= KEPT);
        let is_own = account == Some(&arrived.account) && arrived.project == here.project.id;
        Ok(Some(arrived).filter(|_| is_fresh && is_own))
    }

    /// Keeps what is known of it.
    pub async fn write(&self, here: &Here) -> Result<()> {
        let text = serde_json::to_string(self).map_err(Stop::machine)?;
        fs::write(self.note(here), text).await.map_err(Stop::machine)
    }

    /// The bytes are not needed any more.
    pub async fn drop_bytes(&self, here: &Here) {
        let _ = fs::remove_file(self.path(here)).await;
    }

    /// Forgets all of it.
    pub async fn forget(&self, here: &Here) {
        self.drop_bytes(here).await;
        let _ = fs::remove_file(self.note(here)).await;
    }

    /// The mended cells.
    pub fn mended(&self) -> Mended {
        let cell = |(sheet, row, field, text): &(String, u32, String, String)| {
            ((sheet.clone(), *row, field.clone()), text.clone())
        };
        self.mended.iter().map(cell).collect()
    }

    fn is_csv(&self) -> bool {
        self.name.to_lowercase().ends_with(".csv")
    }

    /// Of which register a CSV file is: as was said, else by its name.
    fn register<'h>(&self, here: &'h Here) -> Option<&'h Register> {
        let catalogue = &here.app.catalogue;
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        catalogue.register(&self.register).or_else(|| headings::register_of(stem, catalogue))
    }

    /// What stands against it at first sight, as the key of a sentence.
    pub async fn trouble(&self, here: &Here) -> Result<Option<&'static str>> {
        if !self.is_csv() {
            return Ok(None);
        }
        if self.register(here).is_none() {
            return Ok(Some("bring-csv-which"));
        }
        let bytes = fs::read(self.path(here)).await.map_err(Stop::machine)?;
        Ok(std::str::from_utf8(&bytes).is_err().then_some("bring-csv-letters"))
    }

    /// What it says, with the mended cells; done off the threads that answer others.
    pub async fn sheets(&self, here: &Here) -> Result<Sheets> {
        let bytes = fs::read(self.path(here)).await.map_err(Stop::machine)?;
        let (name, mended, catalogue) = (self.name.clone(), self.mended(), here.app.catalogue.clone());
        let village = self.village.clone();
        let register = if self.is_csv() { self.register(here).cloned() } else { None };
        let read = move || {
            let mut read = match register {
                Some(register) => {
                    let (sheet, findings) = plain::read(&register, &name, &String::from_utf8_lossy(&bytes));
                    Sheets { sheets: vec![sheet], findings }
                }
                None if !village.is_empty() => workbook::decision::read(&name, &bytes, &catalogue, &village)?,
                None => workbook::read(&name, &bytes, &catalogue)?,
            };
            auyl_work::import::mend(&mut read, &mended);
            Ok::<Sheets, Refusal>(read)
        };
        Ok(auyl_store::off_thread(read).await??)
    }
}
