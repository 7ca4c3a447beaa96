//! DOCX, the format in which people edit reports and send them in.
//! `write` makes WordprocessingML by hand, because the libraries cannot repeat heading rows; `read`
//! takes back our own files exactly, and those that Word or LibreOffice saved again as far as the
//! model goes; `foreign` reads what others wrote, for the auditor, and `annotate` writes beside it. Each figure travels as a content control whose tag is the id of its report cell, and as
//! a bookmark, because not every program keeps the tags.

pub mod annotate;
mod body;
pub(crate) mod foreign;
mod heights;
mod line;
mod lists;
mod outside;
mod package;
mod parts;
mod read;
mod runs;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::everything;

pub(crate) use foreign::is_body;
pub(crate) use package::names as part_names;
pub use read::read;

use crate::document::Document;

/// The name of the custom property that keeps the id of the report.
pub(crate) const PROPERTY: &str = "AuylReport";

/// Start of the names of our bookmarks; Word hides names that begin with a line.
pub(crate) const BOOKMARK: &str = "_auyl_";

/// The bookmark around a figure. LibreOffice before 7.5 forgets the tags of content controls when it
/// saves, but keeps bookmarks. A cell whose id cannot be a name (letters, digits, 40 in all) has none.
fn bookmark(number: usize, cell: &str) -> Option<String> {
    let name = format!("{BOOKMARK}{number}_{cell}");
    let plain = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (plain && !cell.is_empty() && name.len() <= 40).then_some(name)
}

/// Writes a paper as DOCX; the same paper gives the same bytes.
pub fn write(document: &Document) -> Vec<u8> {
    let written = body::write(document);
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(document.id.is_some())),
        ("_rels/.rels".to_owned(), parts::root_relations(document.id.is_some())),
        ("docProps/core.xml".to_owned(), parts::core(document)),
        ("word/document.xml".to_owned(), written.xml),
        ("word/_rels/document.xml.rels".to_owned(), parts::relations(&written.links, &written.images)),
        ("word/styles.xml".to_owned(), parts::styles(&document.lang)),
        ("word/numbering.xml".to_owned(), parts::numbering(&written.lists)),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/footer1.xml".to_owned(), parts::footer()),
    ];
    if let Some(id) = &document.id {
        parts.push(("docProps/custom.xml".to_owned(), parts::custom(id)));
    }
    package::pack(&parts, &written.images)
}
