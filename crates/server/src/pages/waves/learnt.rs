//! What people learnt at seminars: tests before and after, of those who took both.

use super::{Shown, Table, said};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::statistics::Shown as Public;
use auyl_domain::statistics::share::for_public;
use auyl_domain::views::{EVENT, TEST};
use auyl_work::waves::tests::{Learnt, gains};

#[derive(Template)]
#[template(path = "waves/learnt.html")]
struct LearntPage {
    frame: Frame,
    root: String,
    sentence: Option<String>,
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
    let mut tables = Vec::new();
    for (key, all) in [("waves-topic", &gains.topics), ("waves-seminar", &gains.seminars)] {
        if !all.is_empty() {
            tables.push(table(&here, key, all, verdict));
        }
    }
    page(&LearntPage {
        frame: here.frame("learnt", here.say.t("waves-learnt")),
        root: here.root(),
        sentence: sentence
            .filter(|_| verdict != Verdict::PublicFields || gains.all.as_ref().is_some_and(|of| of.took > 4)),
        tables,
    })
}

fn table(here: &Here, key: &'static str, all: &[Learnt], verdict: Verdict) -> Table {
    let said = said(here);
    let header = [key, "waves-took", "waves-took-both", "waves-before", "waves-after", "waves-gain"];
    let size = |of: &Learnt| of.gain.map_or(of.took, |gain| gain.gain.n) as u64;
    let shown: Vec<Public<&Learnt>> = match verdict {
        Verdict::PublicFields => for_public(all.iter().map(|of| (size(of), of)).collect()),
        _ => all.iter().map(Public::Value).collect(),
    };
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
                        let interval = said.interval(true, Some(gain.gain.interval));
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
