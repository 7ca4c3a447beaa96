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
use auyl_domain::statistics::share::{FEWEST_SHOWN, for_public};
use auyl_domain::views::{PLACE, TEST};
use auyl_domain::{Field, Kind};
use auyl_work::project::Names;
use auyl_work::waves::survey::is_under_33;
use auyl_work::waves::{Cube, Survey};

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
        for place in &cube.frames.places {
            let n: i64 = cube.cells.iter().filter(|c| c.wave == wave && c.place == *place).map(|c| c.n).sum();
            let Some(frame) = cube.frames.of(wave, place).filter(|frame| n > 0 || frame.target.is_some()) else {
                continue;
            };
            for (sum, part) in sums.iter_mut().zip([frame.people, frame.target, Some(n)]) {
                *sum = sum.zip(part).map(|(sum, part)| sum + part);
            }
            let holds = format!("{} and {} = \"{place}\"", of_wave(survey, wave), survey.place.id);
            let measure = format!("count({} where {holds}) in project", survey.register.id);
            let href =
                (verdict != Verdict::PublicFields).then(|| figure::address(&here.root(), &measure, "", "", None));
            let hidden = verdict == Verdict::PublicFields && n > 0 && (n as u64) < FEWEST_SHOWN;
            let answers = if hidden { here.say.t("waves-few") } else { said.number(n) };
            rows.push((
                label.clone(),
                vec![
                    Shown::of(names.name(PLACE, place)),
                    Shown { small: said.known(frame.known), ..Shown::of(number(frame.people)) },
                    Shown::of(number(frame.target)),
                    Shown { href, small: reached(here, n, frame.target), ..Shown::of(answers) },
                    Shown::of(rise(here, frame.target.unwrap_or(n), frame.people)),
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

/// Answers by gender, age or group, beside what is known of the residents.
fn groups(here: &Here, survey: &Survey<'_>, cube: &Cube, verdict: Verdict, at: usize, field: &Field) -> Table {
    let said = said(here);
    let waves = cube.waves();
    let words: Vec<String> = match &field.kind {
        Kind::Choice { choices } => {
            here.project.catalogue.choices(choices).into_iter().flat_map(|l| &l.all).map(|c| c.id.clone()).collect()
        }
        _ => Vec::new(),
    };
    let label = |word: &str| match &field.kind {
        Kind::Choice { choices } => here.project.catalogue.label(choices, word, here.lang()),
        _ => word.to_string(),
    };
    let count = |wave: &str, word: Option<&str>| -> i64 {
        let cells = cube.cells.iter().filter(|cell| cell.wave == wave && cell.told[at].as_deref() == word);
        cells.map(|cell| cell.n).sum()
    };
    let mut keys: Vec<Option<&str>> = words.iter().map(|word| Some(word.as_str())).collect();
    keys.push(None);
    keys.retain(|key| waves.iter().any(|wave| count(wave, *key) > 0));
    let columns: Vec<Vec<Shown>> = waves
        .iter()
        .map(|wave| {
            let all: i64 = keys.iter().map(|key| count(wave, *key)).sum();
            let cells: Vec<(u64, i64)> = keys.iter().map(|key| count(wave, *key)).map(|n| (n as u64, n)).collect();
            let shown: Vec<Public<i64>> = match verdict {
                Verdict::PublicFields => for_public(cells),
                _ => cells.into_iter().map(|(_, n)| Public::Value(n)).collect(),
            };
            let cell = |shown| match shown {
                Public::Value(n) if all > 0 => {
                    Shown { small: said.share(n as f64 / all as f64), ..Shown::of(said.number(n)) }
                }
                Public::Value(n) => Shown::of(said.number(n)),
                Public::Suppressed => Shown::of(here.say.t("waves-few")),
            };
            shown.into_iter().map(cell).collect()
        })
        .collect();
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let mut rows = Vec::new();
    for key in &keys {
        let cells = columns.iter_mut().filter_map(Iterator::next).collect();
        rows.push((key.map_or_else(|| here.say.t("waves-not-said"), label), cells));
    }
    Table {
        id: format!("{}-{}", survey.register.id, field.id),
        caption: field.label.get(here.lang()).to_string(),
        note: Some(residents(here, cube, at, field)),
        header: std::iter::once(field.label.get(here.lang()).to_string())
            .chain(waves.iter().map(|wave| wave_name(here, cube, wave)))
            .collect(),
        rows,
    }
}

/// What is known of the residents, to hold the answers against, and what is not.
fn residents(here: &Here, cube: &Cube, at: usize, field: &Field) -> String {
    let (known, key) = match at {
        0 => (&cube.frames.women, "waves-residents-women"),
        1 => (&cube.frames.under_33, "waves-residents-young"),
        _ => return here.say.t("waves-residents-unknown"),
    };
    let told: Vec<String> = cube
        .waves()
        .into_iter()
        .filter_map(|wave| {
            let (part, whole) = known.get(wave)?;
            let of_wave = || cube.cells.iter().filter(|cell| cell.wave == wave && cell.told[at].is_some());
            let is_part = |word: &str| match at {
                0 => word == "female",
                _ => is_under_33(&here.project.catalogue, field, word) == Some(true),
            };
            let all: i64 = of_wave().map(|cell| cell.n).sum();
            let asked: i64 = of_wave().filter(|c| c.told[at].as_deref().is_some_and(is_part)).map(|c| c.n).sum();
            let share = |part: i64, whole: i64| said(here).share(part as f64 / whole.max(1) as f64);
            let args = [
                ("wave", wave_name(here, cube, wave)),
                ("residents", share(*part, *whole)),
                ("answers", share(asked, all)),
            ];
            Some(here.say.with(key, &args))
        })
        .collect();
    if told.is_empty() { here.say.t("waves-residents-unknown") } else { told.join(" ") }
}
