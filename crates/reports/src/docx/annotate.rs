//! A copy of a foreign DOCX with remarks at given passages, as comments that Word and LibreOffice show at the margin.
//! Nothing else of the file is changed: all other parts are copied as they are.

use super::foreign::{is_body, letters, relations, relations_name};
use super::package::{UNPACK_LIMIT, unpack_some};
use super::parts::{RELATION, WORD};
use crate::source::{Limits, Place, Source};
use crate::xml::{self, Element, escaped};
use auyl_domain::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const COMMENTS: &str = "word/comments.xml";
const TYPES: &str = "[Content_Types].xml";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Writes remarks (place, author, text) beside the passages of a DOCX. Places are those of [`crate::source::read`] for
/// the same bytes; a remark on a text box or a note stands at the paragraph that it hangs on.
pub fn annotate(name: &str, bytes: &[u8], remarks: &[(Place, &str, &str)]) -> Result<Vec<u8>, Refusal> {
    let damaged = || Refusal::of("source-damaged").with("name", name);
    let (source, _) = crate::source::read(name, bytes, &Limits::default())?;
    let (mut parts, _) = unpack_some(bytes, UNPACK_LIMIT, &|name| name.ends_with(".xml") || name.ends_with(".rels"));
    let body_name = parts.keys().find(|name| is_body(name)).cloned().ok_or_else(damaged)?;
    let relations = relations(&parts, &body_name);
    // Programs may call the part otherwise; there is at most one.
    let known = relations.values().find(|target| target.ends_with("comments.xml"));
    let comments_name = known.map_or(COMMENTS.to_owned(), |target| absolute(target));
    let body = letters(parts.get(&body_name).ok_or_else(damaged)?).into_owned();
    let old = parts.get(&comments_name).map(|bytes| letters(bytes).into_owned());
    let first = 1 + old.as_deref().map_or(0, last_id);

    let (changed, comments) = beside(&source, &body, remarks, first);
    let mut changes = BTreeMap::from([(body_name.clone(), as_utf8(changed))]);
    changes.insert(comments_name.clone(), with_comments(old, &comments));
    if known.is_none() {
        let name = relations_name(&body_name);
        let old = parts.remove(&name).map(|bytes| letters(&bytes).into_owned());
        let link = format!(r#"<Relationship Id="auylComments" Type="{RELATION}/comments" Target="comments.xml"/>"#);
        let empty = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#;
        changes.insert(name, inserted(&old.unwrap_or_else(|| empty.to_owned()), "</Relationships>", &link));
        let types = letters(parts.get(TYPES).ok_or_else(damaged)?).into_owned();
        let kind = format!(r#"<Override PartName="/{comments_name}" ContentType="{KIND}"/>"#);
        changes.insert(TYPES.to_owned(), inserted(&types, "</Types>", &kind));
    }
    copy(bytes, changes).ok_or_else(damaged)
}

/// The body with the marks of remarks, and the remarks as comments.
fn beside(source: &Source, body: &str, remarks: &[(Place, &str, &str)], first: u32) -> (String, String) {
    let (root, _) = xml::parse(body, &[]);
    let mut paragraphs = BTreeMap::new();
    gather(&root, &mut paragraphs);
    let mut comments = String::new();
    // What is put in where, in the order of the file; what stands first at one place is put in first.
    let mut put: BTreeMap<usize, String> = BTreeMap::new();
    for ((place, author, text), id) in remarks.iter().zip(first..) {
        let nth = usize::try_from(place.passage).ok().and_then(|nth| nth.checked_sub(1));
        let origin = nth.and_then(|nth| source.origins.get(nth).copied().flatten());
        let Some((begin, end)) = origin.and_then(|at| paragraphs.get(&at).copied()) else { continue };
        let prefix = origin.map(|at| prefix(&body[at..])).unwrap_or_default();
        let _ = write!(put.entry(begin).or_default(), r#"<{prefix}commentRangeStart {prefix}id="{id}"/>"#);
        let _ = write!(
            put.entry(end).or_default(),
            r#"<{prefix}commentRangeEnd {prefix}id="{id}"/><{prefix}r><{prefix}commentReference {prefix}id="{id}"/></{prefix}r>"#
        );
        comments += &comment(id, author, text);
    }
    let mut out = String::with_capacity(body.len() + 256 * remarks.len());
    let mut from = 0;
    for (at, text) in put {
        out += &body[from..at];
        out += &text;
        from = at;
    }
    out += &body[from..];
    (out, comments)
}

/// For each paragraph, by where it begins: where its words begin and end.
fn gather(element: &Element, found: &mut BTreeMap<usize, (usize, usize)>) {
    for inner in element.elements() {
        if inner.name == "p" && inner.span.open < inner.span.end {
            let begin = inner.child("pPr").map_or(inner.span.open, |format| format.span.end);
            found.insert(inner.span.start, (begin, inner.span.close));
        }
        gather(inner, found);
    }
}

/// The prefix of the tag that a text begins with, colon included.
fn prefix(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or_default();
    let end = name.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/').unwrap_or(0);
    name[..end].find(':').map_or("", |colon| &name[..=colon])
}

fn comment(id: u32, author: &str, text: &str) -> String {
    let initials: String = author.split_whitespace().filter_map(|word| word.chars().next()).take(3).collect();
    let mut out = format!(
        r#"<w:comment xmlns:w="{WORD}" w:id="{id}" w:author="{}" w:initials="{}">"#,
        escaped(author),
        escaped(&initials)
    );
    for line in text.lines() {
        let _ = write!(out, r#"<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#, escaped(line));
    }
    if text.trim().is_empty() {
        out += "<w:p/>";
    }
    out + "</w:comment>"
}

fn with_comments(old: Option<String>, comments: &str) -> String {
    let empty =
        format!(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{WORD}"></w:comments>"#);
    // A part without comments may be one empty tag.
    let old = old.filter(|old| old.contains("comments>")).unwrap_or(empty);
    let end = old.rfind("</").unwrap_or(old.len());
    as_utf8(format!("{}{comments}{}", &old[..end], &old[end..]))
}

fn last_id(comments: &str) -> u32 {
    let (root, _) = xml::parse(comments, &[]);
    let all = root.elements().next().map(|all| all.elements().collect::<Vec<_>>()).unwrap_or_default();
    let ids: BTreeSet<u32> = all.iter().filter_map(|comment| comment.get("id")?.parse().ok()).collect();
    ids.last().copied().unwrap_or(0).min(u32::MAX / 2)
}

fn inserted(text: &str, before: &str, more: &str) -> String {
    match text.rfind(before) {
        Some(at) => as_utf8(format!("{}{more}{}", &text[..at], &text[at..])),
        None => text.to_owned(),
    }
}

/// What was written in another encoding is written in UTF-8 now and must say so.
fn as_utf8(text: String) -> String {
    let head = text.find("?>").unwrap_or(0);
    match text[..head].to_ascii_lowercase().find("utf-16") {
        Some(at) => format!("{}UTF-8{}", &text[..at], &text[at + 6..]),
        None => text,
    }
}

fn absolute(target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned)
}

/// The same package with some parts changed or added.
fn copy(bytes: &[u8], mut changes: BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let file = from.by_index_raw(at).ok()?;
        let name = file.name().ok()?.to_string();
        match changes.remove(&name) {
            Some(text) => {
                drop(file);
                to.start_file(name.as_str(), options).ok()?;
                to.write_all(text.as_bytes()).ok()?;
            }
            None => to.raw_copy_file(file).ok()?,
        }
    }
    for (name, text) in changes {
        to.start_file(name.as_str(), options).ok()?;
        to.write_all(text.as_bytes()).ok()?;
    }
    Some(to.finish().ok()?.into_inner())
}
