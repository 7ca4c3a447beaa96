//! Photos as a telephone writes them: a drawn picture as JPEG, with the day, the time and the place in an EXIF segment.

use super::{Scene, picture};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

const QUALITY: u8 = 55;
/// A TIFF field: tag, type, number of values, and its bytes.
type Field = (u16, u16, u32, Vec<u8>);

const ASCII: u16 = 2;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const UNDEFINED: u16 = 7;

/// The photo of a scene.
pub fn photo(name: &str, scene: &Scene<'_>) -> Vec<u8> {
    let picture = picture::draw(scene, 0);
    let mut jpeg = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgb8,
    );
    // Memory takes every byte; without a picture the segment alone would be no photo.
    if encoded.is_err() {
        return jpeg;
    }
    let mut photo = jpeg[..2].to_vec();
    photo.extend(segment(name, scene));
    photo.extend_from_slice(&jpeg[2..]);
    photo
}

/// The APP1 segment, after the start of the image.
fn segment(name: &str, scene: &Scene<'_>) -> Vec<u8> {
    let tiff = tiff(name, scene);
    let length = u16::try_from(2 + 6 + tiff.len()).expect("three short lists of fields are far below 64 kB");
    let mut segment = vec![0xff, 0xe1];
    segment.extend(length.to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

/// Three lists of fields, little-endian: the picture, the moment, the place.
fn tiff(name: &str, scene: &Scene<'_>) -> Vec<u8> {
    const HEADER: usize = 8;
    let text = |text: &str| [text.as_bytes(), b"\0"].concat();
    let ascii = |tag, said: &str| -> Field {
        let bytes = text(said);
        (tag, ASCII, bytes.len() as u32, bytes)
    };
    let minutes = 5 + scene.seed % 50;
    let hour = scene.time.get(..2).unwrap_or("10");
    let moment = format!("{} {hour}:{minutes:02}:{:02}", scene.day.replace('-', ":"), scene.seed % 60);
    let exif = vec![(0x9000, UNDEFINED, 4, b"0232".to_vec()), ascii(0x9003, &moment)];
    let gps = scene.point.map(|point| place(point, scene.seed)).unwrap_or_default();
    let pointer = |tag, at: usize| -> Field { (tag, LONG, 1, (at as u32).to_le_bytes().to_vec()) };
    let first = |exif_at, gps_at| {
        let mut fields = vec![ascii(0x010e, name), pointer(0x8769, exif_at)];
        if !gps.is_empty() {
            fields.push(pointer(0x8825, gps_at));
        }
        fields
    };
    let exif_at = HEADER + written(&first(0, 0), 0).len();
    let gps_at = exif_at + written(&exif, 0).len();
    let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
    tiff.extend(written(&first(exif_at, gps_at), HEADER));
    tiff.extend(written(&exif, exif_at));
    if !gps.is_empty() {
        tiff.extend(written(&gps, gps_at));
    }
    tiff
}

/// Latitude and longitude, some steps away from the middle of the village.
fn place((latitude, longitude): (f64, f64), seed: u64) -> Vec<Field> {
    let aside = |shift: u32| ((seed >> shift) % 200) as f64 / 100_000.0 - 0.001;
    let degrees = |degrees: f64| -> Vec<u8> {
        // In millionths of a degree: one fraction, no minutes, no seconds.
        let millionths = (degrees.abs() * 1_000_000.0).round() as u32;
        [millionths, 1_000_000, 0, 1, 0, 1].iter().flat_map(|number| number.to_le_bytes()).collect()
    };
    let letter = |is_positive: bool, letters: [&[u8; 2]; 2]| letters[usize::from(!is_positive)].to_vec();
    let (latitude, longitude) = (latitude + aside(8), longitude + aside(20));
    vec![
        (0, 1, 4, vec![2, 3, 0, 0]),
        (1, ASCII, 2, letter(latitude >= 0.0, [b"N\0", b"S\0"])),
        (2, RATIONAL, 3, degrees(latitude)),
        (3, ASCII, 2, letter(longitude >= 0.0, [b"E\0", b"W\0"])),
        (4, RATIONAL, 3, degrees(longitude)),
    ]
}

/// A list of fields that begins at `at`: what does not fit into four bytes stands behind the list.
fn written(fields: &[Field], at: usize) -> Vec<u8> {
    let mut list = (fields.len() as u16).to_le_bytes().to_vec();
    let mut behind: Vec<u8> = Vec::new();
    let behind_at = at + 2 + 12 * fields.len() + 4;
    for (tag, kind, count, bytes) in fields {
        list.extend(tag.to_le_bytes());
        list.extend(kind.to_le_bytes());
        list.extend(count.to_le_bytes());
        if bytes.len() <= 4 {
            list.extend(bytes.iter().copied().chain([0; 4]).take(4));
        } else {
            list.extend(((behind_at + behind.len()) as u32).to_le_bytes());
            behind.extend(bytes);
            // Values begin at even places.
            behind.extend(std::iter::repeat_n(0, behind.len() % 2));
        }
    }
    list.extend([0; 4]);
    list.extend(behind);
    list
}
