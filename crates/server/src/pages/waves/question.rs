//! The page of one question: what changed in a sentence, a chart with intervals, and the tables behind it.

use super::found::{Look, Part};
use super::{Shown, Table, counted, rounds, said, survey};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::figure;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Verdict;
use auyl_domain::statistics::Shown as Public;
use auyl_domain::statistics::change::Method;
use auyl_domain::statistics::villages::About;
use auyl_domain::{Quantity, Refusal};
use auyl_reports::chart::{self, Amount, Chart};
use auyl_work::waves::said::first_value;
use auyl_work::waves::weigh::{Unweighed, weighed};
use auyl_work::waves::{Cube, Question, Row};
use axum::extract::{Path, Query};
use serde::Deserialize;

/// What an address may ask.
#[derive(Deserialize, Default)]
pub struct Asked {
    /// The answer whose share is asked.
    #[serde(default)]
    pub value: String,
    /// `alike` for villages like these.
    #[serde(default)]
    pub about: String,
}

impl Asked {
    /// Which of the two questions.
    pub fn about(&self) -> About {
        if self.about == "alike" { About::Alike } else { About::These }
    }
}

#[derive(Template)]
#[template(path = "waves/question.html")]
struct QuestionPage {
    frame: Frame,
    back: (String, String),
    address: String,
    sentence: Option<String>,
    svg: Option<String>,
    tables: Vec<Table>,
    values: Vec<(String, String, bool)>,
    abouts: Vec<(&'static str, String, bool)>,
    how: Vec<String>,
    csv: String,
}

/// The answer that is looked at: the one asked for, or yes, or the most frequent of the last wave.
pub fn value(here: &Here, question: &Question<'_>, cube: &Cube, asked: &str) -> String {
    let answers = said(here).answers(question);
    if answers.iter().any(|answer| answer == asked) {
        return asked.to_string();
    }
    let last = cube.waves().last().copied().unwrap_or_default();
    first_value(question, &answers, |word| {
        let is_it = |answer: &str| auyl_work::waves::finding::is(&question.sort, word, answer);
        let cells = cube.cells.iter().filter(|cell| cell.wave == last && cell.answer.as_deref().is_some_and(is_it));
        cells.map(|cell| cell.n).sum()
    })
}

/// The page.
pub async fn show(
    here: Here,
    Path((_, register, field)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result {
    let (survey, verdict) = survey(&here, &register)?;
    let missing = || Refusal::of("page-missing");
    let question = super::seen(&survey, verdict).into_iter().find(|of| of.field.id == field).ok_or_else(missing)?;
    let cube = counted(&here, &survey, Some(&field)).await?;
    let names = rounds::places(&here, cube.event).await?;
    let value = value(&here, &question, &cube, &asked.value);
    let look = Look {
        here: &here,
        survey: &survey,
        question: &question,
        cube: &cube,
        value: &value,
        about: asked.about(),
        verdict,
    };
    let parts = look.parts(&names);
    let said = said(&here);
    let together = parts.first().and_then(|villages| villages.lines.last());
    let change = together.and_then(|line| line.change.as_ref());
    let sentence = change.map(|change| said.sentence(&question, &value, change));
    let mut tables: Vec<Table> = parts.iter().map(|part| table(&look, part)).collect();
    if together.is_some_and(|line| line.cells.iter().all(|cell| *cell != Public::Suppressed)) {
        tables.insert(1, weights(&look));
    }
    let answers = said.answers(&question);
    let values = answers.iter().filter(|_| answers.len() > 1);
    let about = |key: &'static str, of: About| (key, here.say.t(&format!("waves-about-{key}")), look.about == of);
    let address = format!("{}/waves/{register}/{field}", here.root());
    let title = question.field.label.get(here.lang()).to_string();
    page(&QuestionPage {
        back: (format!("{}/waves/{register}", here.root()), survey.register.title.get(here.lang()).to_string()),
        svg: (!cube.cells.is_empty()).then(|| drawn(&look, &parts, &title, sentence.as_deref())).flatten(),
        sentence,
        tables,
        values: values.map(|of| (of.clone(), said.answer(&question, of), *of == value)).collect(),
        abouts: vec![about("these", About::These), about("alike", About::Alike)],
        how: how(&look),
        csv: format!("{address}/table.csv?value={value}&about={}", asked.about),
        address,
        frame: here.frame("question", title),
    })
}

fn table(look: &Look<'_>, part: &Part) -> Table {
    let (here, said) = (look.here, said(look.here));
    let (waves, is_answer) = (look.cube.waves(), part.key == "answer");
    let is_mean = look.at(look.value).is_mean();
    let follow = look.verdict != Verdict::PublicFields;
    let has_change = part.lines.iter().any(|line| line.change.is_some());
    let mut header = vec![part.heading.clone()];
    header.extend(waves.iter().map(|wave| here.project.catalogue.label(&look.cube.frames.list, wave, here.lang())));
    if has_change {
        header.push(here.say.t("waves-change"));
    }
    let cell = |line: &super::found::Line, at: usize, of: &Public<Option<Row>>| match of {
        Public::Suppressed => Shown::of(here.say.t("waves-few")),
        Public::Value(None) => Shown::of("–"),
        Public::Value(Some(row)) => {
            let measure = look.measure(line, waves[at], is_answer);
            Shown {
                text: said.value(is_mean, row.value),
                small: here
                    .say
                    .with("waves-of", &[("interval", said.interval(is_mean, row.interval)), ("n", said.number(row.n))]),
                href: follow.then(|| figure::address(&here.root(), &measure, "", "", None)),
            }
        }
    };
    let rows = part.lines.iter().map(|line| {
        let mut cells: Vec<Shown> = line.cells.iter().enumerate().map(|(at, of)| cell(line, at, of)).collect();
        if has_change {
            cells.push(match &line.change {
                Some(change) => {
                    let (by, small) = said.change(change);
                    Shown { small, ..Shown::of(by) }
                }
                None => Shown::of("–"),
            });
        }
        (line.label.clone(), cells)
    });
    Table { id: part.key.clone(), caption: part.heading.clone(), note: None, header, rows: rows.collect() }
}

/// All together without weights, and beside it with them.
fn weights(look: &Look<'_>) -> Table {
    let (here, said) = (look.here, said(look.here));
    let looked = look.at(look.value);
    let is_mean = looked.is_mean();
    let rows = look.cube.waves().into_iter().map(|wave| {
        let label = here.project.catalogue.label(&look.cube.frames.list, wave, here.lang());
        let everybody = looked.plain(wave);
        let plain = everybody.map_or_else(
            || Shown::of("–"),
            |row| Shown { small: said.interval(is_mean, row.interval), ..Shown::of(said.value(is_mean, row.value)) },
        );
        let cells = match weighed(&looked, look.survey, &here.project.catalogue, wave) {
            Ok(of) => {
                let by = [(of.by.village, "village"), (of.by.gender, "gender"), (of.by.age, "age")];
                let by = by.iter().filter(|(is, _)| *is).map(|(_, key)| here.say.t(&format!("waves-by-{key}")));
                let mut by = by.collect::<Vec<_>>().join(", ");
                if of.left_out > 0 {
                    by = format!("{by}; {}", here.say.n("waves-left-out", of.left_out));
                }
                let small = if of.interval.is_some() { said.interval(is_mean, of.interval) } else { String::new() };
                vec![
                    plain,
                    Shown { small, ..Shown::of(said.value(is_mean, of.value)) },
                    Shown::of(by),
                    Shown::of(said.number(of.effective_n.round() as i64)),
                ]
            }
            Err(why) => {
                let key = match why {
                    Unweighed::Unknown => "waves-unweighed-unknown",
                    Unweighed::Empty => "waves-unweighed-empty",
                    Unweighed::Unsteady => "waves-unweighed-unsteady",
                };
                vec![plain, Shown::of("–"), Shown::of(here.say.t(key)), Shown::of("–")]
            }
        };
        (label, cells)
    });
    let header = ["waves-wave", "waves-plain", "waves-weighed", "waves-weighed-by", "waves-worth"];
    Table {
        id: "weights".into(),
        caption: here.say.t("waves-weights"),
        note: Some(here.say.t("waves-weights-note")),
        header: header.map(|key| here.say.t(key)).to_vec(),
        rows: rows.collect(),
    }
}

/// Villages and all together in each wave, with their intervals. Means have no common scale to draw on.
fn drawn(look: &Look<'_>, parts: &[Part], title: &str, sentence: Option<&str>) -> Option<String> {
    let (here, said) = (look.here, said(look.here));
    if look.at(look.value).is_mean() {
        return None;
    }
    let waves = look.cube.waves();
    let mut drawn = Vec::new();
    for line in &parts.first()?.lines {
        for (wave, cell) in waves.iter().zip(&line.cells) {
            let Public::Value(Some(row)) = cell else { continue };
            let wave = here.project.catalogue.label(&look.cube.frames.list, wave, here.lang());
            let share = Quantity::Ratio { numerator: (row.value * 1000.0).round() as i64, denominator: 1000 };
            let interval = said.interval(false, row.interval);
            drawn.push(chart::Wave {
                label: format!("{}, {}", line.label, wave.to_lowercase()),
                share: Amount::of(share, said.share(row.value)),
                low: row.interval.map_or(row.value, |of| of.low),
                high: row.interval.map_or(row.value, |of| of.high),
                interval,
            });
        }
    }
    let columns = ["waves-village", "waves-share", "waves-interval"].map(|key| here.say.t(key));
    let about = sentence.map_or_else(|| here.say.t("waves-chart"), str::to_string);
    let chart = chart::Change { columns, waves: drawn, said: String::new() };
    Some(chart.svg(&chart::Frame { id: "question", title, about: &about, lang: here.lang(), standalone: false }))
}

/// How the numbers were found, in sentences.
fn how(look: &Look<'_>) -> Vec<String> {
    let here = look.here;
    let looked = look.at(look.value);
    let mut how = vec![here.say.t(match look.about {
        About::These => "waves-how-these",
        About::Alike => "waves-how-alike",
    })];
    if !looked.is_mean() {
        how.push(here.say.t("waves-how-wilson"));
    }
    let known = |wave: &&str| look.cube.places().iter().all(|place| look.cube.frames.people(wave, place).is_some());
    if !look.cube.waves().iter().all(known) {
        how.push(here.say.t("waves-how-no-frame"));
    }
    if let Some((from, to)) = look.ends() {
        let has_person = look.survey.person.is_some();
        how.push(here.say.t(match looked.method(from, to) {
            Some(Method::Paired) => "waves-how-paired",
            Some(Method::Mixed) => "waves-how-mixed",
            _ if has_person => "waves-how-others",
            _ => "waves-how-anonymous",
        }));
    }
    how.push(here.say.t("waves-how-groups"));
    if look.verdict == Verdict::PublicFields {
        how.push(here.say.t("waves-how-few"));
    }
    if look.cube.lost > 0 {
        how.push(here.say.n("waves-lost", look.cube.lost));
    }
    how
}
