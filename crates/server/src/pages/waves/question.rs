//! The page of one question: what changed in a sentence, a chart with intervals, and the tables behind it.

use super::found::{Line, Look, Part};
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
use auyl_domain::survey::Index;
use auyl_domain::survey::index::Part as IndexPart;
use auyl_domain::{Quantity, Refusal};
use auyl_reports::chart::{self, Amount, Chart, Scale};
use auyl_work::waves::said::first_value;
use auyl_work::waves::weigh::{Unweighed, weighed};
use auyl_work::waves::{Cube, Question, Row, Sort};
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
    help: String,
    sentence: Option<String>,
    chart: String,
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
        let is_it = |answer: &str| question.sort.is(word, answer);
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
    let said = said(&here);
    let look =
        Look { said, survey: &survey, question: &question, cube: &cube, value: &value, about: asked.about(), verdict };
    let parts = look.parts(&names);
    let together = parts.first().and_then(|villages| villages.lines.last());
    let change = together.and_then(|line| line.change.as_ref());
    let sentence = change.map(|change| said.sentence(&question, &value, change));
    let mut tables: Vec<Table> = parts.iter().map(|part| table(&look, part, &here.root())).collect();
    if together.is_some_and(|line| line.cells.iter().all(|cell| *cell != Public::Suppressed)) {
        tables.insert(1, weights(&look));
    }
    tables.extend(question.index.map(|index| made_of(&here, &look, index)));
    let answers = said.answers(&question);
    let values = answers.iter().filter(|_| answers.len() > 1);
    let about = |key: &'static str, of: About| (key, here.say.t(&format!("waves-about-{key}")), look.about == of);
    let address = format!("{}/waves/{register}/{field}", here.root());
    let title = question.field.label.get(here.lang()).to_string();
    page(&QuestionPage {
        back: (format!("{}/waves/{register}", here.root()), survey.register.title.get(here.lang()).to_string()),
        chart: here.say.t(if question.sort.is_mean() { "waves-chart-mean" } else { "waves-chart" }),
        svg: (!cube.cells.is_empty()).then(|| drawn(&look, &parts, &title, sentence.as_deref())).flatten(),
        sentence,
        tables,
        values: values.map(|of| (of.clone(), said.answer(&question, of), *of == value)).collect(),
        abouts: vec![about("these", About::These), about("alike", About::Alike)],
        how: how(&here, &look),
        help: question.field.help.get(here.lang()).to_string(),
        csv: format!("{address}/table.csv?value={value}&about={}", asked.about),
        address,
        frame: here.frame("question", title),
    })
}

/// A part as a table. Whoever sees the records may follow the numbers, to pages of this project.
pub fn table(look: &Look<'_>, part: &Part, root: &str) -> Table {
    let said = look.said;
    let (waves, is_answer) = (look.cube.waves(), part.key == "answer");
    let sort = &look.question.sort;
    // An index is counted by no measure; the questions that it is made of lead to their answers.
    let follow = look.verdict != Verdict::PublicFields && *sort != Sort::Index;
    let has_change = part.lines.iter().any(|line| line.change.is_some());
    let mut header = vec![part.heading.clone()];
    header.extend(waves.iter().map(|wave| said.catalogue.label(&look.cube.frames.list, wave, said.lang)));
    if has_change {
        header.push(said.t("waves-change"));
    }
    let cell = |line: &Line, at: usize, of: &Public<Option<Row>>| match of {
        Public::Suppressed => Shown::of(said.t("waves-few")),
        Public::Value(None) => Shown::of("–"),
        Public::Value(Some(row)) => {
            let measure = look.measure(line, waves[at], is_answer);
            Shown {
                text: said.value(sort, row.value),
                small: said
                    .with("waves-of", &[("interval", said.interval(sort, row.interval)), ("n", said.number(row.n))]),
                href: follow.then(|| figure::address(root, &measure, "", "", None)),
            }
        }
    };
    let rows = part.lines.iter().map(|line| {
        let mut cells: Vec<Shown> = line.cells.iter().enumerate().map(|(at, of)| cell(line, at, of)).collect();
        if has_change {
            cells.push(match &line.change {
                Some(change) => {
                    let (by, small) = said.change(sort, change);
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
    let said = look.said;
    let (looked, sort) = (look.at(look.value), &look.question.sort);
    let (mut is_coarse, mut groups) = (false, String::new());
    let rows = look.cube.waves().into_iter().map(|wave| {
        let label = said.catalogue.label(&look.cube.frames.list, wave, said.lang);
        let everybody = looked.plain(wave);
        let plain = everybody.map_or_else(
            || Shown::of("–"),
            |row| Shown { small: said.interval(sort, row.interval), ..Shown::of(said.value(sort, row.value)) },
        );
        let cells = match weighed(&looked, look.survey, wave) {
            Ok(of) => {
                is_coarse |= of.by.ages.len() < 3 && look.survey.age.is_some();
                let by = [(of.by.village, "waves-by-village"), (of.by.gender, "waves-by-gender")];
                let mut by: Vec<String> = by.iter().filter(|(is, _)| *is).map(|(_, key)| said.t(key)).collect();
                if !of.by.ages.is_empty() {
                    by.push(said.with("waves-by-age", &[("n", of.by.ages.len().to_string())]));
                    groups = ages(look, &of.by.ages);
                }
                let mut by = by.join(", ");
                if of.left_out > 0 {
                    by = format!("{by}; {}", said.with("waves-left-out", &[("n", of.left_out.to_string())]));
                }
                let small = if of.interval.is_some() { said.interval(sort, of.interval) } else { String::new() };
                vec![
                    plain,
                    Shown { small, ..Shown::of(said.value(sort, of.value)) },
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
                vec![plain, Shown::of("–"), Shown::of(said.t(key)), Shown::of("–")]
            }
        };
        (label, cells)
    });
    let rows = rows.collect();
    let header = ["waves-wave", "waves-plain", "waves-weighed", "waves-weighed-by", "waves-worth"];
    let mut note = said.t("waves-weights-note");
    if !groups.is_empty() {
        note = format!("{note} {}", said.with("waves-weights-ages", &[("ages", groups)]));
    }
    if is_coarse {
        note = format!("{note} {}", said.t("waves-weights-coarse"));
    }
    Table {
        id: "weights".into(),
        caption: said.t("waves-weights"),
        note: Some(note),
        header: header.map(|key| said.t(key)).to_vec(),
        rows,
    }
}

/// Groups of ages by their first and last word: "17–22 years … 28–32 years".
fn ages(look: &Look<'_>, groups: &[Vec<String>]) -> String {
    let list = match look.survey.age.map(|field| &field.kind) {
        Some(auyl_domain::Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let label = |word: &String| look.said.catalogue.label(list, word, look.said.lang);
    let group = |words: &Vec<String>| match words.as_slice() {
        [first, .., last] => format!("{} … {}", label(first), label(last)),
        [only] => label(only),
        [] => String::new(),
    };
    groups.iter().map(group).collect::<Vec<_>>().join(" | ")
}

/// What an index is made of: its questions, which answers count, and with what weight.
fn made_of(here: &Here, look: &Look<'_>, index: &Index) -> Table {
    let said = look.said;
    let all: u32 = index.parts.iter().map(|part| part.weight).sum();
    let row = |part: &IndexPart| {
        let question = look.survey.question(&part.question)?;
        let answers = said.answers(&question);
        let worth = answers.iter().map(|answer| (answer, part.points_of(answer))).filter(|(_, points)| *points > 0);
        let worth = worth.map(|(answer, points)| format!("{} – {points}", said.answer(&question, answer)));
        let is_seen = super::is_seen(look.survey, question.field, look.verdict);
        let address = format!("{}/waves/{}/{}", here.root(), look.survey.register.id, part.question);
        let weight = said.share(f64::from(part.weight) / f64::from(all.max(1)));
        let weight = Shown { href: is_seen.then_some(address), ..Shown::of(weight) };
        let label = question.field.label.get(said.lang).to_string();
        Some((label, vec![weight, Shown::of(worth.collect::<Vec<_>>().join("; "))]))
    };
    Table {
        id: "index".into(),
        caption: said.t("waves-index-of"),
        note: Some(said.t("waves-index-note")),
        header: ["waves-question", "waves-index-weight", "waves-index-points"].map(|key| said.t(key)).to_vec(),
        rows: index.parts.iter().filter_map(row).collect(),
    }
}

/// Villages and all together in each wave, with their intervals.
fn drawn(look: &Look<'_>, parts: &[Part], title: &str, sentence: Option<&str>) -> Option<String> {
    let (said, sort) = (look.said, &look.question.sort);
    let waves = look.cube.waves();
    let mut drawn = Vec::new();
    for line in &parts.first()?.lines {
        for (wave, cell) in waves.iter().zip(&line.cells) {
            let Public::Value(Some(row)) = cell else { continue };
            let wave = said.catalogue.label(&look.cube.frames.list, wave, said.lang);
            let value = Quantity::Ratio { numerator: (row.value * 1000.0).round() as i64, denominator: 1000 };
            drawn.push(chart::Wave {
                label: format!("{}, {}", line.label, wave.to_lowercase()),
                share: Amount::of(value, said.value(sort, row.value)),
                low: row.interval.map_or(row.value, |of| of.low),
                high: row.interval.map_or(row.value, |of| of.high),
                interval: said.interval(sort, row.interval),
            });
        }
    }
    let scale = if sort.is_in_percent() { Scale::Percent } else { Scale::Number };
    let value = if sort.is_mean() { "waves-mean" } else { "waves-share" };
    let columns = ["waves-village", value, "waves-interval"].map(|key| said.t(key));
    let about = sentence.map_or_else(|| said.t("waves-chart"), str::to_string);
    let chart = chart::Change { columns, scale, waves: drawn, said: String::new() };
    Some(chart.svg(&chart::Frame { id: "question", title, about: &about, lang: said.lang, standalone: false }))
}

/// How the numbers were found, in sentences.
fn how(here: &Here, look: &Look<'_>) -> Vec<String> {
    let looked = look.at(look.value);
    let mut how = vec![here.say.t(match look.about {
        About::These => "waves-how-these",
        About::Alike => "waves-how-alike",
    })];
    how.push(here.say.t(if looked.sort.is_mean() { "waves-how-student" } else { "waves-how-wilson" }));
    let known = |wave: &&str| look.cube.places().iter().all(|place| look.cube.frames.people(wave, place).is_some());
    if !look.cube.waves().iter().all(known) {
        how.push(here.say.t("waves-how-no-frame"));
    }
    if let Some((from, to)) = look.ends() {
        let has_person = look.survey.person.is_some();
        how.push(here.say.t(match looked.method(from, to) {
            Some(Method::Paired) if looked.sort.is_mean() => "waves-how-paired-mean",
            Some(Method::Paired) => "waves-how-paired",
            Some(Method::Mixed) => "waves-how-mixed",
            _ if looked.sort.is_mean() => "waves-how-others-mean",
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
