//! Day and place that a photo carries.

use auyl_domain::value::read_date;
use auyl_reports::checks::Exif;
use std::io::Cursor;

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
