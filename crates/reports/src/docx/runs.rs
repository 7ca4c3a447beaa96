//! Pieces of a line as WordprocessingML runs, links and content controls.

use super::body::Body;
use crate::document::{Inline, safe_href};
use crate::xml::{escape, escaped};
use std::fmt::Write;

pub(super) fn write(body: &mut Body<'_>, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text { text, bold, italic } => run(&mut body.out, text, *bold, *italic, ""),
            Inline::Figure { cell, text, bold } => {
                body.controls += 1;
                let tag = escaped(cell);
                let mark = super::bookmark(body.controls, cell);
                if let Some(mark) = &mark {
                    let _ = write!(body.out, r#"<w:bookmarkStart w:id="{}" w:name="{mark}"/>"#, body.controls);
                }
                let _ = write!(
                    body.out,
                    r#"<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="{}"/></w:sdtPr><w:sdtContent>"#,
                    body.controls
                );
                run(&mut body.out, text, *bold, false, "");
                body.out += "</w:sdtContent></w:sdt>";
                if mark.is_some() {
                    let _ = write!(body.out, r#"<w:bookmarkEnd w:id="{}"/>"#, body.controls);
                }
            }
            Inline::Link { href, text } => {
                let Some(href) = safe_href(href) else {
                    run(&mut body.out, text, false, false, "");
                    continue;
                };
                if let Some(anchor) = href.strip_prefix('#') {
                    let _ = write!(body.out, r#"<w:hyperlink w:anchor="{}">"#, escaped(anchor));
                } else {
                    let _ = write!(body.out, r#"<w:hyperlink r:id="link{}">"#, body.links.len());
                    body.links.push(href.to_owned());
                }
                run(&mut body.out, text, false, false, r#"<w:rStyle w:val="Hyperlink"/>"#);
                body.out += "</w:hyperlink>";
            }
            Inline::Break => body.out += "<w:r><w:br/></w:r>",
        }
    }
}

fn run(out: &mut String, text: &str, bold: bool, italic: bool, style: &str) {
    *out += "<w:r>";
    if bold || italic || !style.is_empty() {
        let (bold, italic) = (if bold { "<w:b/>" } else { "" }, if italic { "<w:i/>" } else { "" });
        let _ = write!(out, "<w:rPr>{style}{bold}{italic}</w:rPr>");
    }
    // Tabs and new lines are elements here, not letters.
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            *out += "<w:br/>";
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                *out += "<w:tab/>";
            }
            if !piece.is_empty() {
                *out += r#"<w:t xml:space="preserve">"#;
                escape(out, piece);
                *out += "</w:t>";
            }
        }
    }
    *out += "</w:r>";
}
