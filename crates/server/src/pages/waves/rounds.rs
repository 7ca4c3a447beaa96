//! All rounds of all surveys: who could have answered, how many were planned, who did, and what change so many answers
//! can show.

use super::{Shown, Table, counted, said, survey};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::figure;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::statistics::Shown as Public;
use auyl_domain::statistics::planning::{Plan, smallest_rise};
use auyl_domain::statistics::withheld::for_public;
use auyl_domain::views::{PLACE, TEST};
use auyl_domain::{Field, Kind};
use auyl_work::project::Names;
use auyl_work::waves::{Cube, Frame as Round, Survey};

#[derive(Template)]
#[template(path = "waves/rounds.html")]
struct RoundsPage {
    frame: Frame,
    root: String,
    surveys: Vec<Shape>,
    has_tests: bool,
}

/// One survey.
struct Shape {
    id: String,
    title: String,
    tables: Vec<Table>,
    said: Vec<String>,
}

/// The page.
pub async fn show(here: Here) -> Result {
    here.must(Action::See, None)?;
    let mut surveys = Vec::new();
    for one in Survey::all(&here.project.catalogue) {
        if !here.can(Action::See, Some(one.register)) {
            continue;
        }
        let (of, verdict) = survey(&here, &one.register.id)?;
        let cube = counted(&here, &of, None).await?;
        if cube.cells.is_empty() {
            continue;
        }
        surveys.push(shape(&here, &of, &cube, verdict).await?);
    }
    let test = here.project.catalogue.register(TEST);
    page(&RoundsPage {
        frame: here.frame("waves", here.say.t("waves-title")),
        root: here.root(),
        has_tests: test.is_some() && here.can(Action::See, test),
        surveys,
    })
}

/// Names of the project's places.
pub async fn places(here: &Here, event: i64) -> Result<Names<'_>> {
    let mut names = Names::of(&here.project.catalogue);
    if let Some(register) = here.project.catalogue.register(PLACE) {
        names.learn(register, &here.project.good_records(PLACE, Some(event)).await?, here.lang());
    }
    Ok(names)
}

async fn shape(here: &Here, survey: &Survey<'_>, cube: &Cube, verdict: Verdict) -> Result<Shape> {
    let names = places(here, cube.event).await?;
    let mut said = Vec::new();
    let mut tables = vec![villages(here, survey, cube, verdict, &names, &mut said)];
    for (at, field) in survey.breakdowns().into_iter().enumerate() {
        if let Some(field) = field.filter(|field| super::is_seen(survey, field, verdict)) {
            tables.push(groups(here, survey, cube, verdict, at, field));
        }
    }
    if cube.lost > 0 {
        said.push(here.say.n("waves-lost", cube.lost));
    }
    let title = survey.register.title.get(here.lang()).to_string();
    Ok(Shape { id: survey.register.id.clone(), title, tables, said })
}

fn wave_name(here: &Here, cube: &Cube, wave: &str) -> String {
    here.project.catalogue.label(&cube.frames.list, wave, here.lang())
}

fn villages(
    here: &Here,
    survey: &Survey<'_>,
    cube: &Cube,
    verdict: Verdict,
    names: &Names<'_>,
    told: &mut Vec<String>,
) -> Table {
    let said = said(here);
    let header = ["waves-wave", "waves-village", "waves-people", "waves-target", "waves-answers", "waves-rise"];
    let mut rows = Vec::new();
    let number = |number: Option<i64>| number.map_or_else(|| "–".to_string(), |number| said.number(number));
    for wave in cube.waves() {
        let label = wave_name(here, cube, wave);
        let mut sums = [Some(0), Some(0), Some(0)];
        let asked = |place: &String| {
            let n: i64 = cube.of(wave, place).iter().map(|cell| cell.n).sum();
            let frame = cube.frames.of(wave, place).filter(|frame| n > 0 || frame.target.is_some())?;
            Some((n, frame))
        };
        let asked: Vec<(i64, &Round)> = cube.frames.places.iter().filter_map(asked).collect();
        let shown: Vec<Public<i64>> = match verdict {
            Verdict::PublicFields => for_public(asked.iter().map(|(n, _)| (*n as u64, *n)).collect()),
            _ => asked.iter().map(|(n, _)| Public::Value(*n)).collect(),
        };
        for ((n, frame), shown) in asked.into_iter().zip(shown) {
            for (sum, part) in sums.iter_mut().zip([frame.people, frame.target, Some(n)]) {
                *sum = sum.zip(part).map(|(sum, part)| sum + part);
            }
            let place = &frame.place;
            let holds = format!("{} and {} = \"{place}\"", of_wave(survey, wave), survey.place.id);
            let measure = format!("count({} where {holds}) in project", survey.register.id);
            let href =
                (verdict != Verdict::PublicFields).then(|| figure::address(&here.root(), &measure, "", "", None));
            // Whatever follows from a number is withheld with it.
            let (answers, rise) = match shown {
                Public::Value(n) => (
                    Shown { href, small: reached(here, n, frame.target), ..Shown::of(said.number(n)) },
                    rise(here, frame.target.unwrap_or(n), frame.people),
                ),
                Public::Suppressed => (
                    Shown::of(here.say.t("waves-few")),
                    frame.target.map_or_else(|| "–".to_string(), |target| rise(here, target, frame.people)),
                ),
            };
            rows.push((
                label.clone(),
                vec![
                    Shown::of(names.name(PLACE, place)),
                    Shown { small: said.known(frame.known), ..Shown::of(number(frame.people)) },
                    Shown::of(number(frame.target)),
                    answers,
                    Shown::of(rise),
                ],
            ));
        }
        let [people, target, n] = sums;
        let planned = target.or(n).unwrap_or_default();
        rows.push((
            label.clone(),
            vec![
                Shown::of(here.say.t("waves-together")),
                Shown::of(number(people)),
                Shown::of(number(target)),
                Shown { small: reached(here, n.unwrap_or_default(), target), ..Shown::of(number(n)) },
                Shown::of(rise(here, planned, people)),
            ],
        ));
        let plan = Plan { baseline: 0.5, population: people, design_effect: 1.0, power: 0.8 };
        if let Some(rise) = smallest_rise(&plan, planned) {
            let args =
                [("wave", label), ("n", said.number(planned)), ("points", said.points((rise * 1000.0).ceil() as i64))];
            told.push(here.say.with("waves-rise-said", &args));
        }
    }
    Table {
        id: format!("{}-villages", survey.register.id),
        caption: here.say.t("waves-frame"),
        note: None,
        header: header.map(|key| here.say.t(key)).to_vec(),
        rows,
    }
}

/// The condition of a wave, as a measure has it.
pub fn of_wave(survey: &Survey<'_>, wave: &str) -> String {
    match survey.wave.kind.target() {
        Some(_) => format!("{}.wave = \"{wave}\"", survey.wave.id),
        None => format!("{} = \"{wave}\"", survey.wave.id),
    }
}

fn reached(here: &Here, n: i64, target: Option<i64>) -> String {
    let share = target.filter(|target| *target > 0).map(|target| said(here).share(n as f64 / target as f64));
    share.map_or_else(String::new, |share| here.say.name("waves-of-target", share))
}

fn rise(here: &Here, n: i64, people: Option<i64>) -> String {
    let plan = Plan { baseline: 0.5, population: people, design_effect: 1.0, power: 0.8 };
    match smallest_rise(&plan, n) {
        Some(rise) => here.say.n("waves-points", said(here).points((rise * 1000.0).ceil() as i64)),
        None => "–".to_string(),
    }
}

/// Answers by gender, age or group, each against its part of the plan where it is known how many residents it has.
fn groups(here: &Here, survey: &Survey<'_>, cube: &Cube, verdict: Verdict, at: usize, field: &Field) -> Table {
    let said = said(here);
    let waves = cube.waves();
    let list = match &field.kind {
        Kind::Choice { choices } => choices.as_str(),
        _ => "",
    };
    let words = here.project.catalogue.choices(list).into_iter().flat_map(|list| &list.all);
    let words: Vec<&str> = words.map(|word| word.id.as_str()).collect();
    let count = |wave: &str, words: &[Option<&str>]| -> i64 {
        let of_wave = cube.cells.iter().filter(|cell| cell.wave == wave);
        of_wave.filter(|cell| words.contains(&cell.told[at].as_deref())).map(|cell| cell.n).sum()
    };
    let mut keys: Vec<Option<&str>> = words.iter().copied().map(Some).chain([None]).collect();
    keys.retain(|key| waves.iter().any(|wave| count(wave, &[*key]) > 0));
    let mut is_hidden = false;
    let mut columns: Vec<std::vec::IntoIter<Shown>> = Vec::new();
    for wave in &waves {
        let parts = parts(cube, wave, at, &words);
        let of_wave = cube.frames.all.iter().filter(|frame| frame.wave == *wave);
        let target: Option<i64> = of_wave.map(|frame| frame.target).sum();
        let target = target.filter(|target| *target > 0);
        let all: i64 = count(wave, &keys);
        let cells: Vec<(u64, i64)> = keys.iter().map(|key| count(wave, &[*key])).map(|n| (n as u64, n)).collect();
        let shown: Vec<Public<i64>> = match verdict {
            Verdict::PublicFields => for_public(cells),
            _ => cells.into_iter().map(|(_, n)| Public::Value(n)).collect(),
        };
        let cell = |(key, shown): (&Option<&str>, Public<i64>)| match shown {
            Public::Value(n) => {
                let mut small = said.share(n as f64 / all.max(1) as f64);
                let part = parts.iter().find(|(words, _)| key.is_some_and(|key| words == &[key]));
                if let Some((_, share)) = part {
                    small = match target {
                        Some(target) => here.say.with(
                            "waves-against-plan",
                            &[
                                ("share", small),
                                ("residents", said.share(*share)),
                                ("n", said.number((target as f64 * share).round() as i64)),
                            ],
                        ),
                        None => here
                            .say
                            .with("waves-against-residents", &[("share", small), ("residents", said.share(*share))]),
                    };
                }
                Shown { small, ..Shown::of(said.number(n)) }
            }
            Public::Suppressed => Shown::of(here.say.t("waves-few")),
        };
        is_hidden |= shown.contains(&Public::Suppressed);
        columns.push(keys.iter().zip(shown).map(cell).collect::<Vec<_>>().into_iter());
    }
    let mut rows = Vec::new();
    for key in &keys {
        let cells = columns.iter_mut().filter_map(Iterator::next).collect();
        let label = |word: &str| here.project.catalogue.label(list, word, here.lang());
        rows.push((key.map_or_else(|| here.say.t("waves-not-said"), label), cells));
    }
    // A sentence over several groups would tell the one that is withheld.
    let note = if is_hidden { here.say.t("waves-how-few") } else { residents(here, cube, (at, list), &words, &count) };
    Table {
        id: format!("{}-{}", survey.register.id, field.id),
        caption: field.label.get(here.lang()).to_string(),
        note: Some(note),
        header: std::iter::once(field.label.get(here.lang()).to_string())
            .chain(waves.iter().map(|wave| wave_name(here, cube, wave)))
            .collect(),
        rows,
    }
}

/// What is known of the residents in a wave: groups of words and their share.
fn parts<'w>(cube: &Cube, wave: &str, at: usize, words: &[&'w str]) -> Vec<(Vec<&'w str>, f64)> {
    match at {
        0 => {
            let Some((women, all)) = cube.frames.women.get(wave).filter(|(_, all)| *all > 0) else { return Vec::new() };
            let share = *women as f64 / *all as f64;
            let (female, others): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| **word == "female");
            vec![(female, share), (others, 1.0 - share)]
        }
        1 => {
            let parts = cube.frames.ages.get(wave).map(Vec::as_slice).unwrap_or_default();
            let all: i64 = parts.iter().map(|part| part.people).sum();
            let of = |part: &auyl_domain::survey::frame::Part| {
                let own = words.iter().copied().filter(|word| part.words.iter().any(|of| of == word)).collect();
                (own, part.people as f64 / all.max(1) as f64)
            };
            parts.iter().map(of).collect()
        }
        _ => Vec::new(),
    }
}

/// What is known of the residents, where a group of words has one number: of women, of two groups of ages.
fn residents(
    here: &Here,
    cube: &Cube,
    (at, list): (usize, &str),
    words: &[&str],
    count: &dyn Fn(&str, &[Option<&str>]) -> i64,
) -> String {
    let share = |part: i64, whole: i64| said(here).share(part as f64 / whole.max(1) as f64);
    let all: Vec<Option<&str>> = words.iter().copied().map(Some).collect();
    let mut told = Vec::new();
    let mut is_coarse = false;
    for wave in cube.waves() {
        let parts = parts(cube, wave, at, words);
        is_coarse |= at == 1 && parts.len() == 2;
        let key = match (at, parts.as_slice()) {
            (0, [..]) => "waves-residents-women",
            (_, [_, _]) => "waves-residents-young",
            _ => continue,
        };
        let Some((first, residents)) = parts.first() else { continue };
        let of: Vec<Option<&str>> = first.iter().copied().map(Some).collect();
        let label = |word: Option<&&str>| {
            word.map(|word| here.project.catalogue.label(list, word, here.lang())).unwrap_or_default()
        };
        let (start, end) = (label(first.first()), label(first.last()));
        let args = [
            ("group", if start == end { start } else { format!("{start} … {end}") }),
            ("wave", wave_name(here, cube, wave)),
            ("residents", said(here).share(*residents)),
            ("answers", share(count(wave, &of), count(wave, &all))),
        ];
        told.push(here.say.with(key, &args));
    }
    if is_coarse {
        told.push(here.say.t("waves-residents-coarse"));
    }
    let is_known = cube.waves().iter().any(|wave| !parts(cube, wave, at, words).is_empty());
    if told.is_empty() && !is_known { here.say.t("waves-residents-unknown") } else { told.join(" ") }
}
