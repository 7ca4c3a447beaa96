//! Numbers that Word counts itself, as text. What a list looks like stands in `numbering.xml`; where it goes on, starts
//! again or counts with others is told by the paragraphs in their order.

use crate::xml::Element;
use std::collections::BTreeMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// All lists of a document, while it is read.
#[derive(Default)]
pub(super) struct Numbers {
    /// The level descriptions of each number.
    lists: BTreeMap<String, List>,
    /// Number and level that a style brings.
    styles: BTreeMap<String, (String, usize)>,
    /// What was counted so far: for each kind of list its levels.
    counts: BTreeMap<String, [Option<u64>; LEVELS]>,
}

struct List {
    kind: String,
    levels: Vec<Level>,
    /// Levels that begin anew where this number is first used.
    overrides: BTreeMap<usize, u64>,
    used: bool,
}

#[derive(Clone)]
struct Level {
    start: u64,
    format: String,
    text: String,
    legal: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level { start: 1, format: "decimal".into(), text: String::new(), legal: false }
    }
}

fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name)?.get("val")
}

impl Numbers {
    pub fn of(numbering: &Element, styles: &Element) -> Numbers {
        let all: Vec<&Element> = numbering.child("numbering").map(|all| all.elements().collect()).unwrap_or_default();
        let kinds: BTreeMap<&str, &Element> = all
            .iter()
            .filter(|one| one.name == "abstractNum")
            .filter_map(|one| Some((one.get("abstractNumId")?, *one)))
            .collect();
        let styles = by_style(styles);
        let mut lists = BTreeMap::new();
        for number in all.iter().filter(|one| one.name == "num") {
            let (Some(id), Some(kind)) = (number.get("numId"), value(number, "abstractNumId")) else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            if let Some(described) = kinds.get(kind) {
                described.elements().filter(|one| one.name == "lvl").for_each(|level| describe(level, &mut levels));
            }
            let mut overrides = BTreeMap::new();
            for own in number.elements().filter(|one| one.name == "lvlOverride") {
                let Some(at) = own.get("ilvl").and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < LEVELS) else {
                    continue;
                };
                own.child("lvl").into_iter().for_each(|level| describe(level, &mut levels));
                if let Some(start) = value(own, "startOverride").and_then(|start| start.parse().ok()) {
                    overrides.insert(at, start);
                }
            }
            lists.insert(id.to_owned(), List { kind: kind.to_owned(), levels, overrides, used: false });
        }
        Numbers { lists, styles, counts: BTreeMap::new() }
    }

    /// The number of a paragraph as text, empty for a dot; nothing for a paragraph that is no entry.
    pub fn next(&mut self, own: Option<&Element>, style: &str) -> Option<String> {
        let styled = self.styles.get(style);
        let id = own.and_then(|own| value(own, "numId")).or(styled.map(|(id, _)| id.as_str()))?.to_owned();
        let level =
            own.and_then(|own| value(own, "ilvl")?.parse().ok()).or(styled.map(|(_, level)| *level)).unwrap_or(0);
        // Number 0 takes the list away that the style would bring.
        if id == "0" {
            return None;
        }
        let level = level.min(LEVELS - 1);
        let Some(list) = self.lists.get_mut(&id) else { return Some(String::new()) };
        let counts = self.counts.entry(list.kind.clone()).or_default();
        if !std::mem::replace(&mut list.used, true) {
            for (at, start) in &list.overrides {
                counts[*at] = start.checked_sub(1);
                if *start == 0 {
                    counts[*at] = None;
                }
            }
        }
        let described = &list.levels[level];
        counts[level] = Some(match counts[level] {
            Some(count) => count.saturating_add(1),
            None => described.start,
        });
        counts[level + 1..].fill(None);
        if matches!(described.format.as_str(), "bullet" | "none") {
            return Some(String::new());
        }
        let mut text = String::new();
        let mut letters = described.text.chars();
        while let Some(letter) = letters.next() {
            let digit = if letter == '%' { letters.clone().next().and_then(|digit| digit.to_digit(10)) } else { None };
            match digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) {
                Some(at) if at < LEVELS => {
                    letters.next();
                    let shown = &list.levels[at];
                    let format = if described.legal { "decimal" } else { shown.format.as_str() };
                    text += &say(counts[at].unwrap_or(shown.start), format);
                }
                _ => text.push(letter),
            }
        }
        Some(text.trim().to_owned())
    }
}

fn describe(level: &Element, levels: &mut [Level]) {
    let Some(at) = level.get("ilvl").and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < levels.len()) else {
        return;
    };
    levels[at] = Level {
        start: value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: value(level, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(level, "lvlText").unwrap_or_default().to_owned(),
        legal: level.child("isLgl").is_some(),
    };
}

/// Lists that styles bring, from the style itself or from one that it is based on.
fn by_style(styles: &Element) -> BTreeMap<String, (String, usize)> {
    let list: Vec<&Element> = styles.child("styles").map(|styles| styles.elements().collect()).unwrap_or_default();
    let by_id: BTreeMap<&str, &Element> =
        list.iter().filter_map(|style| Some((style.get("styleId")?, *style))).collect();
    let mut found = BTreeMap::new();
    for (id, style) in &by_id {
        let mut current = Some(*style);
        // Ten steps: styles that inherit from themselves exist.
        for _ in 0..10 {
            let Some(style) = current else { break };
            let marks = style.child("pPr").and_then(|format| format.child("numPr"));
            if let Some(number) = marks.and_then(|marks| value(marks, "numId")) {
                let level = marks.and_then(|marks| value(marks, "ilvl")?.parse().ok()).unwrap_or(0);
                found.insert((*id).to_owned(), (number.to_owned(), level));
                break;
            }
            current = value(style, "basedOn").and_then(|parent| by_id.get(parent).copied());
        }
    }
    found
}

/// A number in the letters of a list.
fn say(count: u64, format: &str) -> String {
    const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    let letters = |alphabet: &str| {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let at = usize::try_from(count.saturating_sub(1)).unwrap_or(0);
        // Word doubles the letter where the alphabet ends; nobody counts so far that it matters beyond that.
        let times = (at / alphabet.len()).min(8) + 1;
        alphabet[at % alphabet.len()].to_string().repeat(times)
    };
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperLetter" => letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter" => letters("abcdefghijklmnopqrstuvwxyz"),
        "russianLower" => letters(RUSSIAN),
        "russianUpper" => letters(RUSSIAN).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn roman(mut count: u64) -> String {
    const PARTS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 4000 {
        return count.to_string();
    }
    let mut text = String::new();
    for (value, letters) in PARTS {
        while count >= value {
            text += letters;
            count -= value;
        }
    }
    text
}
