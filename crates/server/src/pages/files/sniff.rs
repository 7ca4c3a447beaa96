//! What a file is, by its first bytes and never by its name: a browser shows pictures and PDF, all else it only saves. An
//! SVG or a page with a script in it would otherwise run as if it were ours.

/// How a browser is to take a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// Its media type.
    pub media: &'static str,
    /// Whether it is shown; what is not is saved.
    pub inline: bool,
    /// What it may do when it is opened by itself.
    pub policy: &'static str,
}

const SANDBOX: &str = "default-src 'none'; sandbox";
/// Browsers do not open their PDF viewer in a sandbox; a PDF has no origin whose cookies it could read.
const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/// What begins so.
pub fn kind(bytes: &[u8]) -> Kind {
    let shown = |media| Kind { media, inline: true, policy: SANDBOX };
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => shown("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => shown("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => shown("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => shown("image/webp"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Kind { media: "application/pdf", inline: true, policy: PDF },
        _ => Kind { media: "application/octet-stream", inline: false, policy: SANDBOX },
    }
}

/// Whether something that begins so may prove as a photo: a picture that is shown, or one as newer phones take it (HEIC,
/// AVIF: ISO 23008-12), which no server here opens.
pub fn is_picture(bytes: &[u8]) -> bool {
    let is_newer = bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..12)
            .is_some_and(|brand| [b"heic", b"heix", b"mif1", b"avif"].iter().any(|known| brand == &known[..]));
    kind(bytes).media.starts_with("image/") || is_newer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_a_picture_whatever_it_is_called() {
        for picture in [&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], b"GIF89a..", b"\0\0\0\x18ftypheic\0\0\0\0mif1"] {
            assert!(is_picture(picture));
        }
        for other in [&b"%PDF-1.7"[..], b"Dear Dina", b"", b"\0\0\0\x18ftypmp42", b"<svg onload='alert(1)'/>"] {
            assert!(!is_picture(other));
        }
    }

    #[test]
    fn only_pictures_and_pdf_are_shown_whatever_they_are_called() {
        let media = |bytes: &[u8]| (kind(bytes).media, kind(bytes).inline);
        assert_eq!(media(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), ("image/jpeg", true));
        assert_eq!(media(b"\x89PNG\r\n\x1a\n...."), ("image/png", true));
        assert_eq!(media(b"GIF89a.."), ("image/gif", true));
        assert_eq!(media(b"RIFF\0\0\0\0WEBPVP8 "), ("image/webp", true));
        assert_eq!(media(b"%PDF-1.7"), ("application/pdf", true));
        for other in [&b"<svg onload='alert(1)'/>"[..], b"<!doctype html>", b"", b"RIFF", b"GIF8<script>"] {
            assert_eq!(media(other), ("application/octet-stream", false));
        }
    }
}
