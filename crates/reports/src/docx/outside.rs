//! What the other parts of a DOCX say about its body: styles, numbering, relations, properties.

use super::PROPERTY;
use super::lists::Numbering;
use crate::xml::Element;
use std::collections::{BTreeMap, BTreeSet};

/// Heading level of each style that has one, from 1.
pub(super) fn heading_levels(styles: &Element) -> BTreeMap<String, u8> {
    let list: Vec<&Element> = styles.child("styles").map(|styles| styles.elements().collect()).unwrap_or_default();
    let value =
        |style: &'_ Element, name: &str| style.child(name).and_then(|child| child.get("val")).map(str::to_owned);
    let by_id: BTreeMap<&str, &Element> =
        list.iter().filter_map(|style| Some((style.get("styleId")?, *style))).collect();
    let mut levels = BTreeMap::new();
    for (id, style) in &by_id {
        let mut current = Some(*style);
        // Ten steps: styles that inherit from themselves exist.
        for _ in 0..10 {
            let Some(style) = current else { break };
            let outline = style.child("pPr").and_then(|format| value(format, "outlineLvl"));
            let named =
                value(style, "name").and_then(|name| name.to_lowercase().strip_prefix("heading ").map(str::to_owned));
            let level = match (outline, named) {
                (Some(level), _) => level.parse::<u8>().ok().map(|level| level.saturating_add(1)),
                (None, Some(level)) => level.parse().ok(),
                (None, None) => None,
            };
            if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
                levels.insert((*id).to_owned(), level);
                break;
            }
            current = value(style, "basedOn").and_then(|parent| by_id.get(parent.as_str()).copied());
        }
    }
    levels
}

/// Styles of the lines above tables, by name, because programs give them other ids.
pub(super) fn caption_styles(styles: &Element) -> BTreeSet<String> {
    let list = styles.child("styles").map(|styles| styles.elements().collect::<Vec<_>>()).unwrap_or_default();
    let named = |style: &&Element| {
        let name = style.child("name").and_then(|name| name.get("val")).unwrap_or_default();
        name.eq_ignore_ascii_case("caption").then(|| style.get("styleId").map(str::to_owned)).flatten()
    };
    list.iter().filter_map(named).collect()
}

/// The lists by their number.
pub(super) fn numberings(numbering: &Element) -> BTreeMap<String, Numbering> {
    let list: Vec<&Element> = numbering.child("numbering").map(|all| all.elements().collect()).unwrap_or_default();
    let mut numbers = BTreeMap::new();
    for number in list.iter().filter(|element| element.name == "num") {
        let kind = number.child("abstractNumId").and_then(|id| id.get("val"));
        let described =
            list.iter().find(|element| element.name == "abstractNum" && element.get("abstractNumId") == kind);
        let levels = described.into_iter().flat_map(|kind| kind.elements()).filter(|element| element.name == "lvl");
        let dotted = levels.filter_map(|level| {
            let format = level.child("numFmt").and_then(|format| format.get("val"));
            matches!(format, Some("bullet" | "none")).then(|| level.get("ilvl")?.parse().ok()).flatten()
        });
        if let Some(id) = number.get("numId") {
            let restarts = number.find("startOverride").is_some();
            numbers.insert(
                id.to_owned(),
                Numbering { kind: kind.unwrap_or(id).to_owned(), dotted: dotted.collect(), restarts },
            );
        }
    }
    numbers
}

/// Address or file behind each relation.
pub(super) fn targets(relations: &Element) -> BTreeMap<String, String> {
    let all = relations.child("Relationships").map(|all| all.elements().collect::<Vec<_>>()).unwrap_or_default();
    all.iter().filter_map(|one| Some((one.get("Id")?.to_owned(), one.get("Target")?.to_owned()))).collect()
}

/// The report that this paper was compiled as.
pub(super) fn property(custom: &Element) -> Option<String> {
    let all = custom.child("Properties")?;
    let id = all.elements().find(|one| one.get("name") == Some(PROPERTY)).map(Element::text)?;
    Some(id).filter(|id| !id.is_empty())
}
