//! Small pictures of the photos among the evidence. What a photo says of its place and day does not go with it.

use crate::{Project, Trouble};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

/// The longer side of a small picture on a page, in pixels.
pub const SIDE: u32 = 320;

/// Pictures of more pixels are not opened: a small file may claim to be a picture of any size.
const MOST_PIXELS: u64 = 64_000_000;
/// Bytes that decoding may take.
const MOST_MEMORY: u64 = 300_000_000;
const QUALITY: u8 = 80;

/// One picture at a time: each may take as much memory as [`MOST_MEMORY`].
pub(crate) static ONE: Mutex<()> = Mutex::new(());

/// The small picture of a kept file as JPEG; none where it is not kept or no picture. Works off the caller's thread.
pub async fn of_file(project: &Project, sha256: &str, side: u32) -> Result<Option<Vec<u8>>, Trouble> {
    let Some(bytes) = project.store.get_file(sha256).await? else { return Ok(None) };
    auyl_store::off_thread(move || {
        let _turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        thumbnail(&bytes, side)
    })
    .await
}

/// A photo from a stranger, drawn anew so that nothing but the picture is left of it; one at a time. None for what is no
/// picture or claims too much.
pub fn photo(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    let _turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    thumbnail(bytes, side)
}

/// A JPEG whose longer side has at most so many pixels, upright as its EXIF says; none for what is no picture.
pub fn thumbnail(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    let (mut picture, orientation) = opened(bytes)?;
    if picture.width() > side || picture.height() > side {
        picture = picture.thumbnail(side, side);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let mut small = Vec::new();
    JpegEncoder::new_with_quality(&mut small, QUALITY).encode_image(&picture.to_rgb8()).ok()?;
    Some(small)
}

/// The whole picture, upright; none for what is no picture or claims too much.
pub(crate) fn upright(bytes: &[u8]) -> Option<DynamicImage> {
    let (mut picture, orientation) = opened(bytes)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Some(picture)
}

fn opened(bytes: &[u8]) -> Option<(DynamicImage, Option<Orientation>)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().ok();
    Some((DynamicImage::from_decoder(decoder).ok()?, orientation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    /// A picture that is red above and blue below, with an EXIF orientation.
    fn jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let mut picture = RgbImage::new(width, height);
        for (_, y, pixel) in picture.enumerate_pixels_mut() {
            *pixel = image::Rgb(if y < height / 2 { [250, 0, 0] } else { [0, 0, 250] });
        }
        let mut plain = Vec::new();
        JpegEncoder::new_with_quality(&mut plain, 95).encode_image(&picture).expect("a picture is encoded");
        // APP1: one entry, tag 0x0112 (orientation), a short.
        let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(tiff.len() + 2).expect("short").to_be_bytes();
        [&plain[..2], &[0xFF, 0xE1], &length, &tiff, &plain[2..]].concat()
    }

    fn seen(bytes: &[u8]) -> String {
        let Some(small) = thumbnail(bytes, 40) else { return "no picture".into() };
        let picture = image::load_from_memory(&small).expect("our own JPEG").to_rgb8();
        let colour = |x, y| if picture.get_pixel(x, y)[0] > 120 { "red" } else { "blue" };
        let (width, height) = picture.dimensions();
        format!("{width} × {height}: {} {}", colour(1, 1), colour(width - 2, height - 2))
    }

    #[test]
    fn a_small_picture_stands_upright() {
        assert_eq!(seen(&jpeg(80, 60, 1)), "40 × 30: red blue");
        assert_eq!(seen(&jpeg(80, 60, 3)), "40 × 30: blue red");
        // Turned by a quarter: what was above is on the right.
        assert_eq!(seen(&jpeg(80, 60, 6)), "30 × 40: blue red");
        assert_eq!(seen(&jpeg(20, 10, 1)), "20 × 10: red blue");
    }

    #[test]
    fn what_is_no_picture_or_claims_too_much_gives_none() {
        assert_eq!(seen(b"%PDF-1.7"), "no picture");
        assert_eq!(seen(&jpeg(80, 60, 1)[..100]), "no picture");
        let mut huge = jpeg(80, 60, 1);
        let frame = huge.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
        huge[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
        assert_eq!(seen(&huge), "no picture");
    }
}
