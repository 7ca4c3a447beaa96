//! What became of what was asked: a table by village and by body, every number a measure that leads to its records, and
//! the same as bars.

use super::of_team;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::figure::address;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::PLACE;
use auyl_domain::{Lang, Quantity};
use auyl_reports::chart::{Amount, Bars, Chart, Frame as Around, Row};
use auyl_work::letters::asked::{COUNTED, Line, measure, table};

#[derive(Template)]
#[template(path = "letters/asked.html")]
struct AskedPage {
    frame: Frame,
    root: String,
    columns: Vec<String>,
    parts: Vec<Part>,
}

struct Part {
    id: &'static str,
    title: String,
    rows: Vec<Shown>,
    drawing: Option<String>,
}

struct Shown {
    name: String,
    href: Option<String>,
    numbers: Vec<(String, Option<String>)>,
    median: String,
}

/// The page.
pub async fn show(here: Here) -> Result {
    let (_, verdict) = of_team(&here)?;
    let mut counted = table(&here.project, here.lang()).await?;
    if verdict == Verdict::OwnPlaces {
        let is_own = |line: &Line| line.id.as_ref().is_some_and(|id| here.places.iter().any(|own| own == id.as_str()));
        counted.villages.retain(is_own);
    }
    let may_look_behind = here.can(Action::See, None);
    let row = |line: &Line, field: &str, href: Option<String>| {
        let numbers = line.counts.iter().zip(COUNTED).map(|(count, (_, condition))| {
            let of = line.id.as_ref().map(|id| (field, id));
            let measure = measure(condition, of);
            let href = may_look_behind.then(|| address(&here.root(), &measure, "", "", None));
            (here.say.number(count), href)
        });
        let median = line.median().map(|days| spoken(days, here.lang()));
        Shown {
            name: line.name.clone(),
            href,
            numbers: numbers.collect(),
            median: median.unwrap_or_else(|| "–".into()),
        }
    };
    let all = || row(&Line { name: here.say.t("letters-asked-all"), ..counted.all.clone() }, "", None);
    let part = |id: &'static str, title: &str, field: &str, lines: &[Line]| {
        let href = |line: &Line| {
            let id = line.id.as_ref()?;
            Some(match field {
                "body" => format!("{}/letters/bodies/{id}", here.root()),
                _ => format!("{}/r/{PLACE}/{id}", here.root()),
            })
        };
        let rows = lines.iter().map(|line| row(line, field, href(line))).chain([all()]);
        let title = here.say.t(title);
        Part { id, rows: rows.collect(), drawing: drawing(&here, id, &title, lines), title }
    };
    let parts = vec![
        part("villages", "letters-asked-villages", "place", &counted.villages),
        part("bodies", "letters-asked-bodies", "body", &counted.bodies),
    ];
    let columns = COUNTED.iter().map(|(name, _)| here.say.t(&format!("letters-asked-{name}")));
    page(&AskedPage {
        columns: columns.chain([here.say.t("letters-asked-median")]).collect(),
        frame: here.frame("asked", here.say.t("letters-asked")),
        root: here.root(),
        parts,
    })
}

/// Half days as people write them.
fn spoken(days: f64, lang: Lang) -> String {
    let text = if days.fract() == 0.0 { format!("{days:.0}") } else { format!("{days:.1}") };
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

fn drawing(here: &Here, id: &str, title: &str, lines: &[Line]) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    let series = COUNTED.iter().map(|(name, _)| here.say.t(&format!("letters-asked-{name}"))).collect();
    let amount = |count: &i64| Amount::of(Quantity::Number(*count), here.say.number(count));
    let rows = lines.iter().map(|line| Row {
        label: line.name.clone(),
        values: line.counts.iter().map(amount).collect(),
        total: String::new(),
    });
    let bars = Bars { heading: title.to_string(), series, stacked: false, rows: rows.collect() };
    let about = here.say.t("letters-asked-about");
    Some(bars.svg(&Around { id, title, about: &about, lang: here.lang(), standalone: false }))
}
