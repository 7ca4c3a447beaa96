//! Codes that a camera reads: drawn for paper and for pages, and found again in a photographed sheet.

use crate::thumbnail::{ONE, upright};
use crate::{Project, Trouble};
use std::fmt::Write;
use std::sync::PoisonError;

/// Side in modules of the light edge that readers want.
const EDGE: usize = 4;
/// The longer sides, in pixels, at which a photo is looked at: a code in the corner of a sheet has three pixels to a module in
/// the first where the sheet fills the photo; one farther away is found in the larger ones, a blurred one in the small one.
const SIDES: [u32; 4] = [1600, 3200, 2300, 800];
/// A text longer than this is not ours.
const MOST_TEXT: usize = 400;

/// A code as an SVG picture; none for a text too long for one.
pub fn svg(text: &str) -> Option<String> {
    let code = fast_qr::QRBuilder::new(text).ecl(fast_qr::ECL::M).build().ok()?;
    let mut path = String::new();
    for (y, row) in (0..code.size).map(|y| (y, &code[y])) {
        for (x, _) in row.iter().enumerate().take(code.size).filter(|(_, module)| module.value()) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + EDGE, y + EDGE);
        }
    }
    let side = code.size + 2 * EDGE;
    // Without styles, which the policy of the pages forbids. Paper says its own size.
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"300\" height=\"300\" role=\"img\" \
         aria-label=\"QR\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\" \
         shape-rendering=\"crispEdges\"/></svg>"
    ))
}

/// The texts of the codes in a kept picture; none where it is no picture, or too large to be opened. Works off the caller's
/// thread.
pub async fn read_file(project: &Project, sha256: &str) -> Result<Vec<String>, Trouble> {
    let Some(bytes) = project.store.get_file(sha256).await? else { return Ok(Vec::new()) };
    auyl_store::off_thread(move || {
        let _turn = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        read(&bytes)
    })
    .await
}

/// The texts of the codes in a picture.
pub fn read(bytes: &[u8]) -> Vec<String> {
    let Some(picture) = upright(bytes) else { return Vec::new() };
    let grey = picture.to_luma8();
    drop(picture);
    for side in SIDES {
        let (width, height) = grey.dimensions();
        let longer = width.max(height).max(1);
        let scaled = |length: u32| (u64::from(length) * u64::from(side) / u64::from(longer)).max(1) as u32;
        let small = match longer > side {
            true => image::imageops::thumbnail(&grey, scaled(width), scaled(height)),
            false => grey.clone(),
        };
        let (width, height) = (small.width() as usize, small.height() as usize);
        let at = |x: usize, y: usize| small.as_raw().get(y * width + x).copied().unwrap_or(255);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
        let read = prepared.detect_grids().into_iter().filter_map(|grid| grid.decode().ok());
        let found: Vec<String> = read.map(|(_, text)| text).filter(|text| text.len() <= MOST_TEXT).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, imageops};

    const TEXT: &str = "https://example.org/p/auyl/sheets?code=RE0-X7V-424";

    /// A sheet with the code in a corner, as a photo of so many pixels to a module, turned a little and not quite white.
    fn photo(pixels: u32) -> GrayImage {
        let drawn = svg(TEXT).expect("a short text");
        let mut sheet = GrayImage::from_pixel(1200, 900, Luma([215]));
        for module in drawn.split("M").skip(1).filter_map(|part| part.split_once('h')) {
            let (x, y) = module.0.split_once(' ').expect("a place");
            let (x, y): (u32, u32) = (x.parse().expect("x"), y.parse().expect("y"));
            for (dx, dy) in (0..pixels).flat_map(|dx| (0..pixels).map(move |dy| (dx, dy))) {
                // The lower the further to the right: a sheet that lies askew.
                let (x, y) = (x * pixels + dx + 700, y * pixels + dy + 60);
                sheet.put_pixel(x + y / 20, y, Luma([40]));
            }
        }
        sheet
    }

    fn check(sheet: &GrayImage) -> Vec<String> {
        let mut png = std::io::Cursor::new(Vec::new());
        sheet.write_to(&mut png, image::ImageFormat::Png).expect("a picture is encoded");
        read(&png.into_inner())
    }

    #[test]
    fn a_code_is_read_from_a_photo_however_it_lies() {
        let sheet = photo(5);
        for turned in [sheet.clone(), imageops::rotate90(&sheet), imageops::rotate180(&sheet), photo(4)] {
            assert_eq!(check(&turned), [TEXT]);
        }
        let large = imageops::resize(&sheet, 3600, 2700, imageops::FilterType::Triangle);
        assert_eq!(check(&large), [TEXT]);
    }

    #[test]
    fn a_sheet_without_a_code_and_what_is_no_picture_give_none() {
        assert_eq!(check(&GrayImage::from_pixel(300, 300, Luma([200]))), Vec::<String>::new());
        assert_eq!(read(b"\xff\xd8\xff\xe0 sheet"), Vec::<String>::new());
        assert_eq!(read(b""), Vec::<String>::new());
    }
}
