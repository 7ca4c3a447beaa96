//! The sheet of paper all writers print on: A4, with margins that leave room for ten columns.
//! Lengths are in twips (1/1440 inch), because WordprocessingML counts in them.

/// Twips in a millimetre, times 100.
const TWIPS_PER_100_MM: u32 = 5669;

/// Short side of A4.
pub const SHORT: u32 = 11906;
/// Long side of A4.
pub const LONG: u32 = 16838;

/// Margin on all four sides: 20 mm upright, 15 mm lying.
pub fn margin(landscape: bool) -> u32 {
    if landscape { 850 } else { 1134 }
}

/// Width of the text between the margins.
pub fn text_width(landscape: bool) -> u32 {
    (if landscape { LONG } else { SHORT }) - 2 * margin(landscape)
}

/// Height of the text between the margins.
pub fn text_height(landscape: bool) -> u32 {
    (if landscape { SHORT } else { LONG }) - 2 * margin(landscape)
}

/// Millimetres as twips.
pub fn twips(mm: u32) -> u32 {
    mm.saturating_mul(TWIPS_PER_100_MM) / 100
}

/// Splits a width among columns by their relative widths; the parts add up exactly.
pub fn split(width: u32, shares: &[u32]) -> Vec<u32> {
    let sum: u64 = shares.iter().map(|share| u64::from(*share)).sum::<u64>().max(1);
    let mut passed = 0u64;
    let mut edge = 0u32;
    shares
        .iter()
        .map(|share| {
            passed += u64::from(*share);
            // The quotient is at most `width`, so it fits.
            let next = u32::try_from(u64::from(width) * passed / sum).unwrap_or(width);
            let part = next - edge;
            edge = next;
            part
        })
        .collect()
}

/// Width and height in pixels, read from the head of a PNG or JPEG file.
pub fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return nonzero(side(16)?, side(20)?);
    }
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        let pair = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
        match kind {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // Frame headers; C4, C8 and CC are tables.
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&kind) => return nonzero(pair(at + 7)?, pair(at + 5)?),
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::try_from(pair(at + 2)?.max(2)).ok()?,
        }
    }
}

fn nonzero(width: u32, height: u32) -> Option<(u32, u32)> {
    (width > 0 && height > 0).then_some((width, height))
}

/// Printed size in twips of a picture: as wide as asked, but never larger than the text area.
pub fn printed(bytes: &[u8], width_mm: u32, landscape: bool) -> (u32, u32) {
    let (width, height) = pixels(bytes).unwrap_or((4, 3));
    let tall = |wide: u32| u64::from(wide) * u64::from(height) / u64::from(width);
    let wide = twips(width_mm.max(1)).min(text_width(landscape));
    let limit = u64::from(text_height(landscape) * 9 / 10);
    if tall(wide) > limit {
        let narrow = limit * u64::from(width) / u64::from(height);
        (u32::try_from(narrow).unwrap_or(wide).max(1), u32::try_from(limit).unwrap_or(1))
    } else {
        (wide, u32::try_from(tall(wide)).unwrap_or(1).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_width_add_up_to_it() {
        let parts = split(text_width(true), &[1, 3, 3, 7, 11]);
        assert_eq!(parts.iter().sum::<u32>(), text_width(true));
        assert_eq!(parts, [605, 1817, 1816, 4239, 6661]);
    }

    #[test]
    fn a_very_tall_photo_is_made_to_fit_the_page() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(100u32.to_be_bytes());
        png.extend(9000u32.to_be_bytes());
        let (wide, tall) = printed(&png, 160, false);
        assert!(tall <= text_height(false), "{tall}");
        assert_eq!(wide, 145);
    }
}
