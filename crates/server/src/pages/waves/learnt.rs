//! What people learnt at seminars: tests before and after, of those who took both.

use super::{Shown, Table, said};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::Quantity;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::statistics::Shown as Public;
use auyl_domain::statistics::withheld::{FEWEST_SHOWN, for_public};
use auyl_domain::views::{EVENT, TEST};
use auyl_reports::chart::{self, Amount, Chart, Scale};
use auyl_work::waves::tests::{Learnt, gains};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "waves/learnt.html")]
struct LearntPage {
    frame: Frame,
    root: String,
    sentence: Option<String>,
    svg: Option<String>,
    tables: Vec<Table>,
}

/// The page.
pub async fn show(here: Here) -> Result {
    let register = here.register(TEST)?;
    let verdict = here.must(Action::See, Some(register))?;
    let event = here.project.store.last_event(&here.project.id).await?;
    let gains = gains(&here.project, here.lang(), event).await?;
    let said = said(&here);
    let sentence = gains.all.as_ref().and_then(|all| all.gain).map(|of| {
        let args = [
            ("n", said.number(of.gain.n as i64)),
            ("before", said.mean(of.before)),
            ("after", said.mean(of.after)),
            ("points", said.mean(of.gain.value)),
            ("low", said.mean(of.gain.interval.low)),
            ("high", said.mean(of.gain.interval.high)),
            ("p", said.p(of.p)),
        ];
        here.say.with("waves-learnt-said", &args)
    });
    let sentence = sentence.filter(|_| {
        verdict != Verdict::PublicFields || gains.all.as_ref().is_some_and(|of| of.took >= FEWEST_SHOWN as usize)
    });
    let topics = shown(&gains.topics, verdict, |_| true);
    let is_told = |topic: &str| topics.iter().any(|of| matches!(of, Public::Value(of) if of.topic == topic));
    let seminars = shown(&gains.seminars, verdict, is_told);
    let mut tables = Vec::new();
    for (key, all, shown) in [("waves-topic", &gains.topics, &topics), ("waves-seminar", &gains.seminars, &seminars)] {
        if !all.is_empty() {
            tables.push(table(&here, key, all, shown, verdict));
        }
    }
    let svg = drawn(&here, &topics, sentence.as_deref());
    page(&LearntPage {
        frame: here.frame("learnt", here.say.t("waves-learnt")),
        root: here.root(),
        sentence,
        svg,
        tables,
    })
}

/// What may be seen. For who sees no records: seminars of one topic add up to it and topics to all, so that none is missing
/// alone, and what a topic withholds none of its seminars tells.
fn shown(all: &[Learnt], verdict: Verdict, is_told: impl Fn(&str) -> bool) -> Vec<Public<&Learnt>> {
    let mut shown: Vec<Public<&Learnt>> = all.iter().map(Public::Value).collect();
    if verdict != Verdict::PublicFields {
        return shown;
    }
    let size = |of: &Learnt| of.gain.map_or(of.took, |gain| gain.gain.n) as u64;
    let above = |of: &Learnt| of.event.as_ref().map(|_| of.topic.clone());
    let groups: BTreeSet<Option<String>> = all.iter().map(above).collect();
    for group in groups {
        let own: Vec<usize> = (0..all.len()).filter(|at| above(&all[*at]) == group).collect();
        let public = for_public(own.iter().map(|at| (size(&all[*at]), &all[*at])).collect());
        for (at, of) in own.into_iter().zip(public) {
            shown[at] = if is_told(&all[at].topic) { of } else { Public::Suppressed };
        }
    }
    shown
}

/// The gain of each topic with its interval.
fn drawn(here: &Here, topics: &[Public<&Learnt>], sentence: Option<&str>) -> Option<String> {
    let said = said(here);
    let wave = |of: &Public<&Learnt>| {
        let Public::Value(of) = of else { return None };
        let gain = of.gain?.gain;
        let value = Quantity::Ratio { numerator: (gain.value * 1000.0).round() as i64, denominator: 1000 };
        Some(chart::Wave {
            label: of.label.clone(),
            share: Amount::of(value, said.mean(gain.value)),
            low: gain.interval.low,
            high: gain.interval.high,
            interval: format!("{} – {}", said.mean(gain.interval.low), said.mean(gain.interval.high)),
        })
    };
    let waves: Vec<chart::Wave> = topics.iter().filter_map(wave).collect();
    if waves.is_empty() {
        return None;
    }
    let title = here.say.t("waves-learnt-chart");
    let columns = ["waves-topic", "waves-gain", "waves-interval"].map(|key| here.say.t(key));
    let chart = chart::Change { columns, scale: Scale::Number, waves, said: String::new() };
    let about = sentence.unwrap_or(&title);
    Some(chart.svg(&chart::Frame { id: "learnt", title: &title, about, lang: here.lang(), standalone: false }))
}

fn table(here: &Here, key: &'static str, all: &[Learnt], shown: &[Public<&Learnt>], verdict: Verdict) -> Table {
    let said = said(here);
    let header = [key, "waves-took", "waves-took-both", "waves-before", "waves-after", "waves-gain"];
    let rows = all.iter().zip(shown).map(|(of, shown)| {
        let cells = match shown {
            Public::Suppressed => vec![Shown::of(here.say.t("waves-few"))],
            Public::Value(_) => {
                let event = of.event.as_ref().filter(|_| verdict != Verdict::PublicFields);
                let href = event.map(|event| format!("{}/{EVENT}/{event}", here.root()));
                let mut cells = vec![Shown { href, ..Shown::of(said.number(of.took as i64)) }];
                cells.extend(of.gain.map_or_else(
                    || ["–", "–", "–", "–"].map(Shown::of).into_iter().collect::<Vec<_>>(),
                    |gain| {
                        let of = gain.gain.interval;
                        let interval = format!("{} – {}", said.mean(of.low), said.mean(of.high));
                        let sign = if gain.gain.value > 0.0 { "+" } else { "" };
                        vec![
                            Shown::of(said.number(gain.gain.n as i64)),
                            Shown::of(said.mean(gain.before)),
                            Shown::of(said.mean(gain.after)),
                            Shown {
                                small: format!("{interval}; {}", said.p(gain.p)),
                                ..Shown::of(format!("{sign}{}", said.mean(gain.gain.value)))
                            },
                        ]
                    },
                ));
                cells
            }
        };
        (of.label.clone(), cells)
    });
    Table {
        id: key.into(),
        caption: here.say.t(key),
        note: None,
        header: header.map(|key| here.say.t(key)).to_vec(),
        rows: rows.collect(),
    }
}
