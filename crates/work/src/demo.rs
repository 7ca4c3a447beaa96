//! The example project: its texts are in the catalogue, its pictures and papers are made here, and all of it comes
//! in through the same door as everybody's. The same texts give the same files.

mod camera;
mod paper;
mod picture;

use crate::import::{Faulty, Imported, import};
use crate::known::Files;
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::finding::has_severe;
use auyl_domain::id::sha256;
use auyl_domain::views::{EVENT, EVIDENCE, PLACE};
use auyl_domain::{Catalogue, Draft, Finding, Refusal};
use auyl_forms::{Sheet, plain};
use std::collections::{BTreeMap, HashMap};

/// Where the example stands in the catalogue.
const FOLDER: &str = "demo/";

/// Fills an empty project with the example. `progress` is told how many rows of how many have been read.
pub async fn fill(
    project: &Project,
    doing: &Doing,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Imported, Trouble> {
    let (sheets, mut findings) = sheets(&project.catalogue);
    if sheets.is_empty() {
        return Err(Refusal::of("demo-missing").into());
    }
    if has_severe(&findings) {
        return Ok(Imported { findings, saved: None });
    }
    let rows = |sheet: &Sheet| {
        let register = sheet.register.clone();
        sheet.rows.iter().map(|row| (register.clone(), row.draft.clone())).collect::<Vec<_>>()
    };
    let drafts: Vec<(String, Draft)> = sheets.iter().flat_map(rows).collect();
    let made = Files::Made(files(&drafts).into_iter().collect());
    let imported = import(project, sheets, made, Faulty::RefuseFile, doing, progress).await?;
    findings.extend(imported.findings);
    Ok(Imported { findings, saved: imported.saved })
}

/// The rows of the example as the catalogue has them: CSV and TOML, both named after their register.
pub fn sheets(catalogue: &Catalogue) -> (Vec<Sheet>, Vec<Finding>) {
    let (mut sheets, mut findings) = (Vec::new(), Vec::new());
    for (path, text) in catalogue.folder(FOLDER) {
        let name = path.strip_prefix(FOLDER).unwrap_or(path);
        let Some((stem, ending)) = name.rsplit_once('.') else { continue };
        let Some(register) = catalogue.register(stem) else { continue };
        let (sheet, troubles) = match ending {
            "csv" => plain::read(register, path, text),
            "toml" => plain::read_toml(register, path, text),
            _ => continue,
        };
        sheets.push(sheet);
        findings.extend(troubles);
    }
    (sheets, findings)
}

/// What a made file shows: the words of its draft, and where and when it was made.
struct Scene<'a> {
    title: &'a str,
    /// `2024-05-14`
    day: String,
    /// `11:00`
    time: &'a str,
    /// Names of the village in Kazakh and Russian.
    village: Option<(&'a str, &'a str)>,
    /// Latitude and longitude of the village.
    point: Option<(f64, f64)>,
    /// From the file's name: two files are never alike.
    seed: u64,
}

/// Makes every file that the drafts name: photos and clips as small drawn pictures, everything else as a page of text.
pub fn files(drafts: &[(String, Draft)]) -> Vec<(String, Vec<u8>)> {
    let by_id: HashMap<(&str, &str), &Draft> = drafts
        .iter()
        .filter_map(|(register, draft)| Some(((register.as_str(), draft.id.as_deref()?), draft)))
        .collect();
    let mut named: BTreeMap<&str, &Draft> = BTreeMap::new();
    // A file that also proves something is made as the proof describes it.
    let (proofs, others): (Vec<_>, Vec<_>) = drafts.iter().partition(|(register, _)| register == EVIDENCE);
    for (_, draft) in proofs.into_iter().chain(others) {
        for name in draft.fields.values().filter(|text| is_file_name(text)) {
            named.entry(name).or_insert(draft);
        }
    }
    named
        .into_iter()
        .map(|(name, draft)| {
            let scene = scene(name, draft, &by_id);
            let bytes = match name.rsplit('.').next() {
                Some("jpg") => camera::photo(name, &scene),
                Some("gif") => picture::clip(&scene),
                _ => paper::page(name, &scene),
            };
            (name.to_string(), bytes)
        })
        .collect()
}

fn is_file_name(text: &str) -> bool {
    let ends = [".jpg", ".gif", ".txt"].iter().any(|end| text.ends_with(end));
    ends && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn scene<'a>(name: &str, draft: &'a Draft, by_id: &HashMap<(&str, &str), &'a Draft>) -> Scene<'a> {
    fn of<'d>(draft: &'d Draft, field: &str) -> Option<&'d str> {
        draft.fields.get(field).map(String::as_str).filter(|text| !text.is_empty())
    }
    let linked = |draft: &Draft, register: &str| of(draft, register).and_then(|id| by_id.get(&(register, id)).copied());
    let event = linked(draft, EVENT);
    let village = linked(draft, PLACE).or_else(|| linked(event?, PLACE));
    let any_day = || draft.fields.values().find(|text| is_day(text)).map(String::as_str);
    let day = of(draft, "taken_on").or_else(|| of(event?, "held_on")).or_else(any_day);
    Scene {
        title: ["title", "title_kk", "name", "document"].iter().find_map(|field| of(draft, field)).unwrap_or_default(),
        // A camera names its photos by its own calendar, which may be wrong.
        day: day_in(name).or_else(|| day.map(str::to_string)).unwrap_or_default(),
        time: event.and_then(|event| of(event, "starts_at")).unwrap_or("10:00"),
        village: village.and_then(|village| Some((of(village, "title_kk")?, of(village, "title_ru")?))),
        point: village.and_then(|village| of(village, "point")).and_then(|point| {
            let (latitude, longitude) = point.split_once(',')?;
            Some((latitude.trim().parse().ok()?, longitude.trim().parse().ok()?))
        }),
        seed: u64::from_str_radix(&sha256(name.as_bytes())[..15], 16).unwrap_or(1),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && auyl_domain::value::read_date(text).is_some()
}

/// `20240514-…` → `2024-05-14`.
fn day_in(name: &str) -> Option<String> {
    let digits = name.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    is_day(&day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exif;
    use auyl_domain::value::shown_date;
    use expect_test::{Expect, expect};

    /// One photo and one paper of a gathering in Qamystybas, and what can be read from them.
    fn check(photo: &str, expected: Expect) {
        let drafts = [
            (
                PLACE,
                Draft::of([
                    ("id", "qamystybas"),
                    ("title_kk", "Қамыстыбас"),
                    ("title_ru", "Камыстыбас"),
                    ("point", "46.20,61.90"),
                ]),
            ),
            (
                EVENT,
                Draft::of([("id", "ga-1"), ("held_on", "2024-05-14"), ("starts_at", "11:00"), (PLACE, "qamystybas")]),
            ),
            (EVIDENCE, Draft::of([("id", "ev-1"), ("title", "Жиналыс"), (EVENT, "ga-1"), ("file", photo)])),
            (EVIDENCE, Draft::of([("id", "ev-2"), ("title", "Хаттама"), (EVENT, "ga-1"), ("file", "minutes.txt")])),
            (EVIDENCE, Draft::of([("id", "ev-3"), ("title", "Бейне"), (EVENT, "ga-1"), ("file", "clip.gif")])),
        ];
        let files = files(&drafts.map(|(register, draft)| (register.to_string(), draft)));
        let mut said = String::new();
        for (name, bytes) in &files {
            let seen = exif::read(bytes);
            let (day, point) = (seen.taken.map(shown_date), seen.point.map(|(a, b)| format!("{a:.1}, {b:.1}")));
            said += &format!("{name}: {} {}\n", day.unwrap_or_default(), point.unwrap_or_default());
            match name.rsplit('.').next() {
                Some("txt") => {
                    let lines = std::str::from_utf8(bytes).unwrap().lines().filter(|line| !line.is_empty());
                    said.extend(lines.take(4).flat_map(|line| ["  ", line, "\n"]));
                }
                _ => {
                    let picture = image::load_from_memory(bytes).unwrap();
                    said += &format!("  {} × {}\n", picture.width(), picture.height());
                }
            }
        }
        expected.assert_eq(&said);
    }

    #[test]
    fn a_photo_knows_its_day_and_place() {
        check(
            "photo.jpg",
            expect![[r#"
            clip.gif:  
              106 × 80
            minutes.txt:  
              Мысал құжат / Пример документа
              Атауы / Название: Хаттама
              Күні / Дата: 2024-05-14
              Ауылы / Село: Қамыстыбас / Камыстыбас
            photo.jpg: 14.05.2024 46.2, 61.9
              320 × 240
        "#]],
        );
    }

    #[test]
    fn a_camera_with_a_wrong_calendar_writes_its_own_day() {
        check(
            "20240515-photo.jpg",
            expect![[r#"
            20240515-photo.jpg: 15.05.2024 46.2, 61.9
              320 × 240
            clip.gif:  
              106 × 80
            minutes.txt:  
              Мысал құжат / Пример документа
              Атауы / Название: Хаттама
              Күні / Дата: 2024-05-14
              Ауылы / Село: Қамыстыбас / Камыстыбас
        "#]],
        );
    }

    #[test]
    fn the_example_is_small_and_no_two_files_are_alike() {
        let (catalogue, _) = crate::catalogue::read(None).unwrap();
        let (sheets, findings) = sheets(&catalogue);
        assert_eq!(findings, vec![]);
        let rows =
            sheets.iter().flat_map(|sheet| sheet.rows.iter().map(|row| (sheet.register.clone(), row.draft.clone())));
        let files = files(&rows.collect::<Vec<_>>());
        let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(files.len() > 400, "{}", files.len());
        assert!(size < 6_000_000, "{size}");
        let digests: std::collections::BTreeSet<String> = files.iter().map(|(_, bytes)| sha256(bytes)).collect();
        assert_eq!(digests.len(), files.len());
    }
}
