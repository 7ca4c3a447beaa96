//! Which kind of field a question of an XForm becomes.

use super::document::Document;
use super::tree::Element;
use crate::shape::How;
use auyl_domain::register::PLACE;
use auyl_domain::{Catalogue, Kind};

/// What is kept of a question.
pub(super) enum Kept {
    /// A field, perhaps with several words, and how its text is read.
    Field { kind: Kind, many: bool, how: How },
    /// Nothing in the record: a note, a clock, the phone.
    Aside(How),
}

/// What the question at a path becomes. `choices` is put in by the caller, who names the list.
pub(super) fn kept(document: &Document<'_>, path: &str, catalogue: &Catalogue) -> Kept {
    let bind = document.binds.get(path).copied();
    let of_bind = |name: &str| bind.and_then(|bind| bind.get(name)).unwrap_or_default();
    let plain = |kind| Kept::Field { kind, many: false, how: How::Plain };
    let of_type = || match of_bind("type") {
        "int" | "integer" => plain(Kind::Count),
        "decimal" => plain(Kind::Decimal),
        "date" => Kept::Field { kind: Kind::Date, many: false, how: How::Day },
        "time" => Kept::Field { kind: Kind::Time, many: false, how: How::Time },
        "geopoint" => Kept::Field { kind: Kind::Point, many: false, how: How::Point },
        "binary" => Kept::Field { kind: Kind::File, many: false, how: How::File },
        _ => plain(Kind::Text),
    };
    match (of_bind("preload"), of_bind("preloadParams")) {
        ("timestamp", "start") => return Kept::Aside(How::Started),
        ("timestamp", "end") => return Kept::Aside(How::Ended),
        ("property", "deviceid" | "uri:deviceid") => return Kept::Aside(How::Device),
        _ => {}
    }
    let Some(control) = document.controls.get(path) else { return of_type() };
    let has_words = control.choices.as_ref().is_some_and(|(_, words)| !words.is_empty());
    let linked =
        control.choices.as_ref().map(|(list, _)| list.as_str()).filter(|list| catalogue.register(list).is_some());
    match control.element.name.as_str() {
        "select1" if has_words => plain(Kind::Choice { choices: String::new() }),
        "select" if has_words => {
            Kept::Field { kind: Kind::Choice { choices: String::new() }, many: true, how: How::Words }
        }
        "select1" | "select" if linked.is_some() => {
            let many = control.element.name == "select";
            let to = linked.unwrap_or_default().to_string();
            let kind = if to == PLACE && !many { Kind::Place } else { Kind::Link { to } };
            Kept::Field { kind, many, how: if many { How::Words } else { How::Plain } }
        }
        // The order of ranked words matters, and lists of a strange file are not ours.
        "select" | "select1" | "rank" => plain(Kind::Text),
        "upload" => Kept::Field { kind: Kind::File, many: false, how: How::File },
        "trigger" => Kept::Field { kind: Kind::Flag, many: false, how: How::Acknowledged },
        "input" if is_note(bind) => Kept::Aside(How::Plain),
        "input" if control.element.get("appearance").is_some_and(|it| it.contains("multiline")) => plain(Kind::Note),
        _ => of_type(),
    }
}

/// What is only read by the person: nothing is typed and nothing computed.
fn is_note(bind: Option<&Element>) -> bool {
    bind.is_some_and(|bind| bind.get("readonly") == Some("true()") && bind.get("calculate").is_none())
}

/// Whether an answer has to be there: asked always, and required.
pub(super) fn is_required(document: &Document<'_>, path: &str) -> bool {
    let Some(bind) = document.binds.get(path) else { return false };
    let parents = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
    bind.get("required") == Some("true()")
        && parents.filter_map(|path| document.binds.get(path)).all(|bind| bind.get("relevant").is_none())
}
