//! What a browser sent: texts, and files that go to the disk piece by piece. A file that is too large is left out and
//! told; everything that was typed beside it stays.

use crate::App;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_domain::draft::Draft;
use axum::body::{Body, HttpBody};
use axum::extract::multipart::Field as Part;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

/// The texts of one form may have so many bytes together.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// What arrived.
#[derive(Default)]
pub struct Arrived {
    /// Names and texts in the order in which they came; a name may come more than once.
    pub texts: Vec<(String, String)>,
    /// Files by the name of their input.
    pub files: Vec<Arriving>,
    /// Names of inputs whose file was too large.
    pub too_large: Vec<String>,
    /// Names of inputs whose file had no bytes at all.
    pub without_bytes: Vec<String>,
    /// Names of inputs whose file could not be written to the disk.
    pub unwritten: Vec<String>,
}

/// A file on its way into the store. It is removed from the folder of arriving files when this goes.
pub struct Arriving {
    /// Name of the input.
    pub input: String,
    /// The file's own name, without folders.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Drop for Arriving {
    fn drop(&mut self) {
        // Nobody misses it: it is in the store already, or the form failed and is sent again.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl FromRequest<App> for Arrived {
    type Rejection = Stop;

    async fn from_request(request: Request, app: &App) -> Result<Arrived> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if kind.starts_with("multipart/form-data") {
            return of_parts(request, app).await;
        }
        if request.body().size_hint().lower() > MOST_TEXT as u64 {
            return Err(too_large());
        }
        let bytes = bytes(request.into_body()).await?;
        Ok(Arrived { texts: pairs(&bytes), ..Arrived::default() })
    }
}

async fn bytes(body: Body) -> Result<Vec<u8>> {
    let mut stream = body.into_data_stream();
    let mut all = Vec::new();
    while let Some(piece) = stream.next().await {
        all.extend_from_slice(&piece.map_err(broken)?);
        if all.len() > MOST_TEXT {
            return Err(too_large());
        }
    }
    Ok(all)
}

fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let decoded = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        percent_encoding::percent_decode(&spaced).decode_utf8_lossy().into_owned()
    };
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            (decoded(halves.next().unwrap_or_default()), decoded(halves.next().unwrap_or_default()))
        })
        .collect()
}

async fn of_parts(request: Request, app: &App) -> Result<Arrived> {
    let mut parts = Multipart::from_request(request, app).await.map_err(broken)?;
    let mut arrived = Arrived::default();
    let mut left = MOST_TEXT;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let input = part.name().unwrap_or_default().to_string();
        match part.file_name().map(own_name) {
            Some(name) if name.is_empty() => {}
            Some(name) => arrived.file(input, name, part, app).await?,
            None => {
                let mut text = Vec::new();
                while let Some(piece) = part.chunk().await.map_err(broken)? {
                    left = left.checked_sub(piece.len()).ok_or_else(too_large)?;
                    text.extend_from_slice(&piece);
                }
                arrived.texts.push((input, String::from_utf8_lossy(&text).into_owned()));
            }
        }
    }
    Ok(arrived)
}

/// The last part of a path, whatever its slashes; control characters are no part of a name.
fn own_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    name.trim_matches(['.', ' ']).to_string()
}

impl Arrived {
    async fn file(&mut self, input: String, name: String, mut part: Part<'_>, app: &App) -> Result<()> {
        let most = app.settings.most_upload;
        let path = app.settings.arriving.join(app.world.secret());
        let mut file = open(&path).await;
        let arriving = Arriving { input: input.clone(), name, path };
        let mut size = 0u64;
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            size += piece.len() as u64;
            if size > most {
                file = None;
                // What was typed comes after the file; nobody waits for ever for it.
                if size > most.saturating_mul(4) {
                    return Err(limit(most));
                }
            }
            if let Some(open) = &mut file
                && open.write_all(&piece).await.is_err()
            {
                file = None;
            }
        }
        let is_written = match &mut file {
            Some(open) => open.flush().await.is_ok(),
            None => false,
        };
        match (size, is_written) {
            (0, _) => self.without_bytes.push(input),
            _ if size > most => self.too_large.push(input),
            (_, false) => self.unwritten.push(input),
            (_, true) => self.files.push(arriving),
        }
        Ok(())
    }

    /// The last text of a name.
    pub fn text(&self, name: &str) -> &str {
        self.texts.iter().rev().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    /// All texts whose name begins so, by the rest of their names. Several of one name stand beside each other; a record
    /// chosen from suggestions is meant as long as its name still stands in the field.
    pub fn fields(&self, prefix: &str) -> BTreeMap<String, String> {
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        for (name, text) in &self.texts {
            // One more record for a field of several.
            let own = name.strip_prefix("add.").unwrap_or(name);
            let Some(field) = own.strip_prefix(prefix) else { continue };
            let is_chosen = own != name && text.trim() == self.text(&format!("shown.{name}")).trim();
            let id = if is_chosen { self.text(&format!("id.{name}")) } else { "" };
            let text = if id.is_empty() { text.trim() } else { id };
            let slot = fields.entry(field.to_string()).or_default();
            if !slot.is_empty() && !text.is_empty() {
                slot.push_str(", ");
            }
            slot.push_str(text);
        }
        let names: Vec<String> = fields.keys().cloned().collect();
        for field in names {
            let (id, shown) = (self.text(&format!("id.{prefix}{field}")), self.text(&format!("shown.{prefix}{field}")));
            if let Some(typed) = fields.get_mut(&field)
                && !id.is_empty()
                && typed.as_str() == shown.trim()
            {
                *typed = id.to_string();
            }
            let longitude = self.text(&format!("lon.{prefix}{field}")).trim().replace(',', ".");
            if let Some(latitude) = fields.get_mut(&field).filter(|_| !longitude.is_empty()) {
                *latitude = format!("{},{longitude}", latitude.replace(',', "."));
            }
        }
        fields
    }

    /// The draft that a form says, with its files kept.
    pub async fn draft(&self, app: &App) -> Result<Draft> {
        let mut draft = Draft { id: None, fields: self.fields("f.") };
        for (name, _) in self.texts.iter().filter(|(_, text)| text == "1") {
            if let Some(field) = name.strip_prefix("drop.f.") {
                draft.fields.insert(field.to_string(), String::new());
            }
        }
        for file in &self.files {
            let Some(field) = file.input.strip_prefix("f.") else { continue };
            let digest = keep(app, &file.path).await?;
            draft.fields.insert(field.to_string(), format!("{digest}:{}", file.name));
        }
        Ok(draft)
    }
}

/// Keeps an arrived file and gives its digest.
pub async fn keep(app: &App, path: &Path) -> Result<String> {
    Ok(app.store.put_file_from(path).await?)
}

async fn open(path: &Path) -> Option<tokio::fs::File> {
    tokio::fs::create_dir_all(path.parent()?).await.ok()?;
    tokio::fs::File::create(path).await.ok()
}

/// How large a file may be, in whole megabytes.
pub fn megabytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

fn limit(bytes: u64) -> Stop {
    Refusal::of("request-too-large").with("limit", format!("{} MB", megabytes(bytes))).into()
}

fn too_large() -> Stop {
    limit(MOST_TEXT as u64)
}

fn broken(error: impl ToString) -> Stop {
    Refusal::of("request-malformed").with("detail", error).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(body: &str, expected: Expect) {
        let arrived = Arrived { texts: pairs(body.as_bytes()), ..Arrived::default() };
        let fields = arrived.fields("f.").into_iter().map(|(field, text)| format!("{field}: {text}\n"));
        expected.assert_eq(&fields.collect::<String>());
    }

    #[test]
    fn a_chosen_record_is_meant_as_long_as_its_name_stands_in_the_field() {
        check(
            "f.participant=Dina+S.&id.f.participant=p-1&shown.f.participant=Dina+S.&f.role=guest&back=%2Fp",
            expect![[r#"
                participant: p-1
                role: guest
            "#]],
        );
        check(
            "f.participant=Saule&id.f.participant=p-1&shown.f.participant=Dina+S.",
            expect![[r#"
                participant: Saule
            "#]],
        );
    }

    #[test]
    fn several_ticks_one_more_record_and_the_two_halves_of_a_point_come_together() {
        check(
            "f.events=e-1&f.events=e-2&add.f.events=14.05+Gathering&id.add.f.events=e-3&shown.add.f.events=14.05+Gathering\
             &f.point=46%2C20&lon.f.point=61.90&f.none=",
            expect![[r#"
                events: e-1, e-2, e-3
                none: 
                point: 46.20,61.90
            "#]],
        );
    }

    #[test]
    fn a_file_is_known_by_the_last_part_of_its_name() {
        for (sent, kept) in [("../../x", "x"), ("temp\\хат.pdf", "хат.pdf"), ("..", ""), ("a\u{0}b.jpg", "ab.jpg")]
        {
            assert_eq!(own_name(sent), kept);
        }
    }
}
