//! Typst in a sealed box: markup and pictures in, PDF out. No disk, no network, no packages, no date.
//! This is the only crate that builds Typst, which takes minutes; it knows nothing of reports, so that
//! it changes rarely. What the markup says is decided in `auyl-reports`, in `typeset.rs`.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Typesets markup into a tagged PDF; the same markup gives the same bytes.
///
/// `images` are files that the markup names, such as `image1.png`. The result is PDF/UA-1 where the
/// paper allows it, otherwise (a letter that no font has, a picture without a description) it is
/// tagged all the same. The error names what Typst refused, for whoever wrote the markup.
pub fn pdf(source: &str, images: &[(String, Vec<u8>)], title: &str, lang: &str) -> Result<Vec<u8>, String> {
    // Typst keeps one cache for the process; two reports at once would only double the memory.
    alone(source, images, title, lang, |sealed| typeset(sealed, title))
}

/// How many pages markup takes.
pub fn pages(source: &str, images: &[(String, Vec<u8>)], title: &str, lang: &str) -> Result<usize, String> {
    alone(source, images, title, lang, |sealed| Ok(laid_out(sealed)?.pages().len()))
}

fn alone<T>(
    source: &str,
    images: &[(String, Vec<u8>)],
    title: &str,
    lang: &str,
    work: impl FnOnce(&Sealed) -> Result<T, String>,
) -> Result<T, String> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let preamble = format!("#set document(title: {})\n#set text(lang: {})\n", quoted(title), quoted(lang));
    let sealed = Sealed::new(preamble + source, images)?;
    let done = work(&sealed);
    // A report is compiled rarely, and its cache is a hundred times as large as the PDF.
    typst::comemo::evict(0);
    done
}

fn laid_out(sealed: &Sealed) -> Result<PagedDocument, String> {
    let Warned { output, .. } = typst::compile::<PagedDocument>(sealed);
    output.map_err(|troubles| told(&troubles))
}

fn typeset(sealed: &Sealed, title: &str) -> Result<Vec<u8>, String> {
    let document = laid_out(sealed)?;
    let options = |standards| PdfOptions {
        ident: Smart::Custom(title.to_owned()),
        creator: Smart::Custom(Some("Auyl".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    typst_pdf::pdf(&document, &options(accessible))
        .or_else(|_| typst_pdf::pdf(&document, &options(PdfStandards::default())))
        .map_err(|troubles| told(&troubles))
}

fn told(troubles: &[SourceDiagnostic]) -> String {
    troubles.iter().map(|trouble| trouble.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// A text as a Typst string, in which nothing is markup.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The world as the markup sees it: itself, its pictures and the fonts that come with cargo.
struct Sealed {
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl Sealed {
    fn new(source: String, images: &[(String, Vec<u8>)]) -> Result<Self, String> {
        let files = images.iter().map(|(name, bytes)| Ok((file_id(name)?, Bytes::new(bytes.clone()))));
        Ok(Sealed { main: Source::new(file_id("main.typ")?, source), files: files.collect::<Result<_, String>>()? })
    }
}

fn file_id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|_| format!("{name} is no name for a picture"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Sealed {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 42 letters of Kazakh, quotation marks, numero, and the dashes of reports.
    const LETTERS: &str =
        "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя«»„“№–—≥≤…";
    const FONT: &str =
        "#set text(font: (\"Libertinus Serif\", \"New Computer Modern\", \"DejaVu Sans Mono\"), fallback: false)\n";

    /// Font families a markup was set in, and letters that none of them has.
    fn check(markup: &str) -> (Vec<String>, usize) {
        let sealed = Sealed::new(format!("{FONT}{markup}"), &[]).unwrap();
        let document = typst::compile::<PagedDocument>(&sealed).output.unwrap();
        let (mut families, mut missing) = (Vec::new(), 0);
        fn visit(frame: &typst::layout::Frame, families: &mut Vec<String>, missing: &mut usize) {
            for (_, part) in frame.items() {
                match part {
                    typst::layout::FrameItem::Group(group) => visit(&group.frame, families, missing),
                    typst::layout::FrameItem::Text(text) => {
                        families.push(text.font.font().info().family.clone());
                        *missing += text.glyphs.iter().filter(|glyph| glyph.id == 0).count();
                    }
                    _ => {}
                }
            }
        }
        for page in document.pages() {
            visit(&page.frame, &mut families, &mut missing);
        }
        families.sort();
        families.dedup();
        (families, missing)
    }

    #[test]
    fn every_kazakh_letter_stands_in_one_font_regular_bold_and_italic() {
        for face in ["", "#set text(weight: \"bold\")\n", "#set text(style: \"italic\")\n"] {
            assert_eq!(check(&format!("{face}{LETTERS}")), (vec!["Libertinus Serif".to_owned()], 0), "{face}");
        }
    }

    #[test]
    fn the_tenge_sign_is_lent_by_another_font() {
        let (families, missing) = check("5 659 000 ₸");
        assert_eq!(missing, 0);
        assert_eq!(families.len(), 2, "{families:?}");
    }

    #[test]
    fn a_letter_that_no_font_has_is_noticed() {
        assert_eq!(check("鹰").1, 1);
    }

    #[test]
    fn a_paper_is_tagged_and_comes_out_the_same_twice() {
        let source = format!("{FONT}= Есеп\nАуыл");
        let once = pdf(&source, &[], "Есеп", "kk").unwrap();
        assert_eq!(once, pdf(&source, &[], "Есеп", "kk").unwrap());
        let text = String::from_utf8_lossy(&once);
        assert!(text.contains("pdfuaid") && text.contains("/StructTreeRoot") && text.contains("/Outlines"));
        assert!(!text.contains("/CreationDate"));
    }

    #[test]
    fn a_letter_that_no_font_has_still_gives_a_tagged_paper() {
        let paper = pdf(&format!("{FONT}= 鹰"), &[], "鹰", "kk").unwrap();
        let text = String::from_utf8_lossy(&paper);
        assert!(!text.contains("pdfuaid") && text.contains("/StructTreeRoot"));
    }

    #[test]
    fn the_box_is_sealed() {
        for way_out in [
            "#read(\"/etc/hostname\")",
            "#include \"other.typ\"",
            "#import \"@preview/cetz:0.3.0\"",
            "#datetime.today()",
        ] {
            assert!(pdf(way_out, &[], "Ulgi", "ru").is_err(), "{way_out}");
        }
    }

    /// Lowest text of a page in points, and whether the page shows a word.
    fn lowest(frame: &typst::layout::Frame, above: f64, word: &str) -> (f64, bool) {
        frame.items().fold((0.0, false), |(low, seen), (at, part)| {
            let at = above + at.y.to_pt();
            let (deep, found) = match part {
                typst::layout::FrameItem::Group(group) => lowest(&group.frame, at, word),
                typst::layout::FrameItem::Text(text) => (at, text.text == word),
                _ => (0.0, false),
            };
            (low.max(deep), seen || found)
        })
    }

    #[test]
    fn a_wide_table_of_48_pages_repeats_its_heading_and_breaks_its_merged_cells() {
        let head = "[Міндет],".repeat(10);
        let row = "table.cell(rowspan: 20)[Мақсат],".to_owned()
            + &"[Үлгі ауылындағы жиын],".repeat(9)
            + &"[Жиын],".repeat(9 * 19);
        let source = format!(
            "{FONT}#set page(paper: \"a4\", flipped: true, margin: 15mm)\n#set text(size: 9pt)\n#table(columns: (1fr,) * 10, table.header(repeat: true, {head}), {})",
            row.repeat(68)
        );
        let sealed = Sealed::new(source, &[]).unwrap();
        let document = typst::compile::<PagedDocument>(&sealed).output.unwrap();
        assert_eq!(document.pages().len(), 48);
        for page in document.pages() {
            let (low, headed) = lowest(&page.frame, 0.0, "Міндет");
            let edge = page.frame.height().to_pt() - 15.0 * 72.0 / 25.4;
            assert!(headed && low <= edge, "{headed} {low} {edge}");
        }
    }
}
