//! Day and place that a photo carries. A file never changes, so each is looked into once while the program runs.

use crate::{Project, Trouble};
use auyl_domain::value::read_date;
use auyl_domain::{Record, Value};
use auyl_reports::checks::Exif;
use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::sync::{LazyLock, Mutex, PoisonError};

static READ: LazyLock<Mutex<HashMap<String, Exif>>> = LazyLock::new(Mutex::default);
/// So many photos are remembered, about 15 MB.
const REMEMBERED: usize = 100_000;

/// What a kept file says about itself; none where it is not kept.
pub async fn of_file(project: &Project, sha256: &str) -> Result<Option<Exif>, Trouble> {
    if let Some(known) = READ.lock().unwrap_or_else(PoisonError::into_inner).get(sha256) {
        return Ok(Some(*known));
    }
    let Some(bytes) = project.store.get_file(sha256).await? else { return Ok(None) };
    let exif = read(&bytes);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if read.len() >= REMEMBERED {
        read.clear();
    }
    read.insert(sha256.to_string(), exif);
    Ok(Some(exif))
}

/// What the photos among pieces of evidence say, by SHA-256.
pub async fn of_evidence(project: &Project, evidence: &[Record]) -> Result<BTreeMap<String, Exif>, Trouble> {
    let mut photos = BTreeMap::new();
    for record in evidence {
        let Some(Value::File(file)) = record.get("file") else { continue };
        if is_photo(&file.name)
            && !photos.contains_key(&file.sha256)
            && let Some(exif) = of_file(project, &file.sha256).await?
        {
            photos.insert(file.sha256.clone(), exif);
        }
    }
    Ok(photos)
}

/// Whether a file of this name is a photo that may carry them.
pub fn is_photo(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".jpg") || name.ends_with(".jpeg")
}

/// What a picture says about itself; nothing of it where it says nothing or is no picture.
pub fn read(bytes: &[u8]) -> Exif {
    let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return Exif::default() };
    let field = |tag| exif.get_field(tag, exif::In::PRIMARY);
    let taken = field(exif::Tag::DateTimeOriginal).and_then(|field| match &field.value {
        // `2024:05:14 10:30:00`
        exif::Value::Ascii(lines) => {
            let text = std::str::from_utf8(lines.first()?.get(..10)?).ok()?;
            read_date(&text.replace(':', "-"))
        }
        _ => None,
    });
    let degrees = |tag, reference, negative: u8| {
        let exif::Value::Rational(parts) = &field(tag)?.value else { return None };
        let value: f64 = parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, unit)| part.to_f64() / unit).sum();
        let is_negative = matches!(&field(reference)?.value, exif::Value::Ascii(letters)
            if letters.first().and_then(|letters| letters.first()) == Some(&negative));
        value.is_finite().then_some(if is_negative { -value } else { value })
    };
    let latitude = degrees(exif::Tag::GPSLatitude, exif::Tag::GPSLatitudeRef, b'S');
    let longitude = degrees(exif::Tag::GPSLongitude, exif::Tag::GPSLongitudeRef, b'W');
    Exif { taken, point: latitude.zip(longitude) }
}
