//! Photos that do not show the event they are filed under.

use super::{Case, Check, Names, records, say, spoken_day};
use auyl_domain::value::{long_date, read_point};
use auyl_domain::views::{EVENT, EVIDENCE, PLACE, day};
use auyl_domain::{Finding, Record, Severity, Spot, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a photo says of itself.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Exif {
    /// The day it was taken.
    pub taken: Option<Date>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
}

/// So far from its village a photo may be taken; a rural district is that wide.
pub const FAR_KM: f64 = 30.0;
/// The kind of evidence that is looked at.
pub const PHOTO: &str = "photo";

/// # What it does
/// Compares day and place in a photo's EXIF with its event, and looks for one photo filed under two events. A
/// photo whose record gives a reason for another day or place is left alone.
///
/// # Why it matters
/// A photo of last year's meeting proves nothing about this one, and one photo under two events makes both
/// doubtful.
///
/// # Example
/// The photo of the gathering of 14 May in Qamystybas was taken on 2 May; another one 170 km away, in Qyzylorda.
pub(super) const CHECK: Check = Check { codes: &["photo-other-day", "photo-far-away", "photo-two-events"], run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let events: BTreeMap<&str, &Record> =
        records(case.content, EVENT).iter().map(|event| (event.id.as_str(), event)).collect();
    let places: BTreeMap<&str, &Record> =
        records(case.content, PLACE).iter().map(|place| (place.id.as_str(), place)).collect();
    let mut findings = Vec::new();
    let mut served: BTreeMap<&str, Vec<(&Record, &Record)>> = BTreeMap::new();
    for photo in records(case.content, EVIDENCE).iter().filter(|file| file.text("kind") == PHOTO) {
        let Some(event) = photo.link(EVENT).and_then(|id| events.get(id.as_str()).copied()) else { continue };
        let Some(Value::File(kept)) = photo.get("file") else { continue };
        served.entry(&kept.sha256).or_default().push((photo, event));
        let Some(exif) = case.exif.get(&kept.sha256).filter(|_| photo.text("reason").is_empty()) else { continue };
        findings.extend(other_day(case, photo, event, exif));
        let place = event.link(PLACE).and_then(|id| places.get(id.as_str()).copied());
        findings.extend(place.and_then(|place| far_away(photo, event, place, exif)));
    }
    for uses in served.into_values() {
        let held: BTreeSet<&str> = uses.iter().map(|(_, event)| event.id.as_str()).collect();
        let Some((photo, _)) = uses.last().filter(|_| held.len() > 1) else { continue };
        let spot = Spot::record(EVIDENCE, photo.id.as_str());
        findings.push(say("photo-two-events", Severity::Warning, spot, &|lang| {
            let events = held.iter().filter_map(|id| events.get(id));
            let names: Vec<String> = events
                .map(|event| format!("«{}», {}", event.words("title", lang), spoken_day(event, "held_on", lang)))
                .collect();
            vec![("file", file_name(photo)), ("events", names.join("; "))]
        }));
    }
    findings
}

fn other_day(case: &Case<'_>, photo: &Record, event: &Record, exif: &Exif) -> Option<Finding> {
    let (taken, held) = (exif.taken?, day(event, "held_on")?);
    let spot = Spot::record(EVIDENCE, photo.id.as_str());
    (taken != held).then(|| {
        say("photo-other-day", Severity::Warning, spot, &|lang| {
            vec![
                ("file", file_name(photo)),
                ("taken", long_date(taken, lang)),
                (EVENT, event.words("title", lang).to_string()),
                ("held", long_date(held, lang)),
                (PLACE, Names(case.content).place(event.link(PLACE), lang)),
            ]
        })
    })
}

fn far_away(photo: &Record, event: &Record, place: &Record, exif: &Exif) -> Option<Finding> {
    let km = km_from(exif, place)?;
    let spot = Spot::record(EVIDENCE, photo.id.as_str());
    (km > FAR_KM).then(|| {
        say("photo-far-away", Severity::Warning, spot, &|lang| {
            vec![
                ("file", file_name(photo)),
                ("km", format!("{km:.0}")),
                (EVENT, event.words("title", lang).to_string()),
                ("day", spoken_day(event, "held_on", lang)),
                (PLACE, place.words("title", lang).to_string()),
            ]
        })
    })
}

/// How far from the middle of a place a photo was taken; none where either does not say where it is.
pub fn km_from(exif: &Exif, place: &Record) -> Option<f64> {
    let point = read_point(place.text("point"))?;
    let (latitude, longitude) = point.split_once(',')?;
    Some(distance_km(exif.point?, (latitude.parse().ok()?, longitude.parse().ok()?)))
}

fn file_name(photo: &Record) -> String {
    match photo.get("file") {
        Some(Value::File(kept)) => kept.name.clone(),
        _ => photo.id.to_string(),
    }
}

/// The way over the globe between two points in degrees.
fn distance_km((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    const RADIUS_KM: f64 = 6371.0;
    let (phi1, phi2) = (lat1.to_radians(), lat2.to_radians());
    let (north, east) = ((phi2 - phi1) / 2.0, (lon2 - lon1).to_radians() / 2.0);
    let chord = north.sin().powi(2) + phi1.cos() * phi2.cos() * east.sin().powi(2);
    2.0 * RADIUS_KM * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::distance_km;

    #[test]
    fn qamystybas_is_far_from_qyzylorda_and_near_itself() {
        let km = distance_km((46.18, 61.98), (44.85, 65.51));
        assert!((300.0..325.0).contains(&km), "{km}");
        assert!(distance_km((46.18, 61.98), (46.18, 61.98)) < 0.001);
    }
}
