//! The evidence of an event as its page shows it: what is demanded against what is there, and every piece with what a
//! photo says of its day and place.

use crate::ask::Here;
use crate::pages::files;
use crate::pages::record::fields_seen;
use crate::stop::Result;
use auyl_domain::Kind;
use auyl_domain::views::{EVIDENCE, day};
use auyl_work::evidence::{Demand, Piece, Proof, Scope};

/// So many pieces are shown; all of them are in the list.
pub const MOST: usize = 48;

/// One line of the checklist.
pub struct Line {
    /// What kind of file.
    pub label: String,
    /// Of what it is demanded, and by which indicator.
    pub of: String,
    /// The indicator's page.
    pub href: String,
    /// At least so many.
    pub due: String,
    /// So many are there.
    pub present: String,
    /// So many are missing; none where it is enough.
    pub missing: Option<String>,
    /// Word of the kind, to choose it for sending.
    pub kind: String,
}

/// One piece of evidence.
pub struct Shown {
    /// What it is called.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its record.
    pub record: String,
    /// The file; none where the member does not see it.
    pub file: Option<String>,
    /// Its small picture.
    pub thumb: Option<String>,
    /// The day and the place that the photo itself tells.
    pub told: Vec<String>,
    /// What does not fit.
    pub wrong: Vec<String>,
}

/// The checklist.
pub fn lines(here: &Here, demands: &[Demand]) -> Vec<Line> {
    let line = |demand: &Demand| {
        let scope = match demand.scope {
            Scope::Event => "event-of-event",
            Scope::Place => "event-of-place",
            Scope::Activity => "event-of-activity",
        };
        let missing = demand.due - i64::try_from(demand.present).unwrap_or(i64::MAX);
        Line {
            label: demand.label.clone(),
            of: format!("{}: {} {}", here.say.t(scope), demand.code, demand.title),
            href: format!("{}/indicators/{}", here.root(), demand.indicator),
            due: here.say.number(demand.due),
            present: here.say.number(demand.present),
            missing: (!demand.met).then(|| here.say.number(missing)),
            kind: demand.kind.clone(),
        }
    };
    demands.iter().map(line).collect()
}

/// The pieces.
pub fn pieces(here: &Here, proof: &Proof) -> Result<Vec<Shown>> {
    let register = here.register(EVIDENCE)?;
    let seen = fields_seen(here, register);
    let is_seen = |id: &str| seen.iter().any(|field| field.id == id);
    let choices = match register.field("kind").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let held = day(&proof.event, "held_on");
    let shown = |piece: &Piece| {
        let kind = here.say.label(choices, piece.record.text("kind"));
        let file = piece.file.as_ref().filter(|_| is_seen("file"));
        let title = Some(piece.record.text("title").to_string()).filter(|title| !title.is_empty() && is_seen("title"));
        let exif = piece.exif.filter(|_| file.is_some()).unwrap_or_default();
        let point = exif.point.map(|(latitude, longitude)| format!("{latitude:.4}, {longitude:.4}"));
        let mut wrong = Vec::new();
        if let Some(((taken, held), _)) = piece.other_day.zip(held).zip(file) {
            let days = [("taken", here.say.long_day(&taken)), ("held", here.say.long_day(&held))];
            wrong.push(here.say.with("event-other-day", &days));
        }
        if let Some((km, _)) = piece.far_km.zip(file) {
            wrong.push(here.say.n("event-far", here.say.number(km.round() as i64)));
        }
        if file.is_some() && !piece.kept {
            wrong.push(here.say.t("event-file-lost"));
        }
        Shown {
            name: title.or_else(|| file.map(|file| file.name.clone())).unwrap_or_else(|| kind.clone()),
            kind,
            record: format!("{}/r/{EVIDENCE}/{}", here.root(), piece.record.id),
            file: file.filter(|_| piece.kept).map(|file| files::href(here, file)),
            thumb: file.filter(|_| piece.kept).and_then(|file| files::thumb_href(here, file)),
            told: exif.taken.map(|taken| here.say.long_day(&taken)).into_iter().chain(point).collect(),
            wrong,
        }
    };
    let mut pieces: Vec<Shown> = proof.pieces.iter().map(shown).collect();
    // What can be looked at comes first.
    pieces.sort_by_key(|piece| piece.thumb.is_none());
    pieces.truncate(MOST);
    Ok(pieces)
}
