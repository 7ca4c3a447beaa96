//! A number broken down: its parts as a table and as bars.

use super::{address, asked::Asked};
use crate::ask::Here;
use crate::pages::indicators::value_said;
use crate::stop::Result;
use auyl_domain::Measure;
use auyl_domain::measure::Column;
use auyl_domain::reading::Reading;
use auyl_domain::record::Record;
use auyl_domain::{RecordId, Register, Value};
use auyl_reports::chart::{Amount, Bars, Chart, Frame, Row};
use auyl_work::project::Names;

/// More bars than this say nothing.
const MOST_BARS: usize = 40;

/// The parts of a number.
pub struct Parts {
    /// What the fields are called.
    pub header: Vec<String>,
    /// Parts in order.
    pub rows: Vec<Part>,
    /// The bars; empty where there are too many.
    pub drawn: String,
}

/// One part.
pub struct Part {
    /// What it is of.
    pub keys: Vec<String>,
    /// The page of this number alone, where the language can say it.
    pub href: Option<String>,
    /// How much.
    pub shown: String,
}

/// The parts of a reading; none where it is not broken down.
pub async fn parts(
    here: &Here,
    asked: &Asked,
    activity: &str,
    at: Option<i64>,
    reading: &Reading,
) -> Result<Option<Parts>> {
    let columns = asked.measure.by();
    if columns.is_empty() {
        return Ok(None);
    }
    let mut names = Names::of(&here.app.catalogue);
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for part in reading.by() {
        let mut keys = Vec::new();
        for (column, key) in columns.iter().zip(&part.keys) {
            keys.push(match key {
                Some(key) => called(here, &mut names, column, key).await?,
                None => here.say.t("figure-not-said"),
            });
        }
        let shown = value_said(here, part.value, reading.unit());
        bars.push(Row {
            label: keys.join(" · "),
            values: vec![Amount::of(part.value, shown.clone())],
            total: String::new(),
        });
        rows.push(Part { href: narrowed(here, asked, columns, &part.keys, activity, at), keys, shown });
    }
    let header: Vec<String> = columns.iter().map(|column| label(here, column)).collect();
    let title = here.say.name("figure-bars", header.join(" · "));
    let about = here.say.n("figure-bars-about", bars.len());
    let is_drawn = bars.len() > 1 && bars.len() <= MOST_BARS;
    let chart = Bars { heading: header.join(" · "), series: vec![String::new()], stacked: false, rows: bars };
    let frame = Frame { id: "parts", title: &title, about: &about, lang: here.lang(), standalone: false };
    Ok(Some(Parts { header, rows, drawn: if is_drawn { chart.svg(&frame) } else { String::new() } }))
}

/// What a field is called.
pub fn label(here: &Here, column: &Column) -> String {
    let register = here.project.catalogue.register(&column.register);
    let field = register.and_then(|register| register.field(&column.field));
    match (field, register) {
        (Some(field), _) => here.say.words(&field.label),
        (None, Some(register)) => here.say.words(&register.title),
        (None, None) => column.field.clone(),
    }
}

/// A key as people read it: a word of a list, the name of a record, a value.
async fn called(here: &Here, names: &mut Names<'_>, column: &Column, key: &str) -> Result<String> {
    let catalogue = &here.app.catalogue;
    if let Some(list) = &column.choices {
        return Ok(catalogue.label(list, key, here.lang()));
    }
    let target = column.target.as_deref().and_then(|target| catalogue.register(target));
    if let (Some(target), Some(id)) = (target, RecordId::read(key)) {
        return named(here, names, target, &id).await;
    }
    let field = catalogue.register(&column.register).and_then(|register| register.field(&column.field));
    let stored = match column.integer {
        true => key.parse().ok().map(auyl_domain::value::Stored::Int),
        false => Some(auyl_domain::value::Stored::Text(key.to_string())),
    };
    let value = field.zip(stored).and_then(|(field, stored)| Value::from_stored(&field.kind, false, stored));
    Ok(match value {
        Some(Value::Flag(yes)) => here.say.t(if yes { "web-yes" } else { "web-no" }),
        Some(value) => value.shown(),
        None => key.to_string(),
    })
}

/// How a record is called; without what is personal, because a number is for everybody who may see it.
async fn named(here: &Here, names: &mut Names<'_>, register: &Register, id: &RecordId) -> Result<String> {
    let Some(record) = here.project.store.record(&here.project.id, &register.id, id, None).await? else {
        return Ok(id.to_string());
    };
    if register.fields.iter().any(|field| field.personal && register.name.contains(&format!("{{{}}}", field.id))) {
        return Ok(id.to_string());
    }
    for field in &register.fields {
        let target = field.kind.target().and_then(|target| here.project.catalogue.register(target));
        let Some((target, id)) = target.zip(record.link(&field.id)) else { continue };
        if !register.name.contains(&format!("{{{}}}", field.id)) || target.has_personal() {
            continue;
        }
        let linked: Option<Record> = here.project.store.record(&here.project.id, &target.id, id, None).await?;
        names.learn(target, linked.iter(), here.lang());
    }
    Ok(record.name(register, here.lang(), names))
}

/// The page of one part alone: the same measure at its keys. The language says `at` once, so that a measure which
/// says it already has no such page, nor has a part of two keys.
fn narrowed(
    here: &Here,
    asked: &Asked,
    columns: &[Column],
    keys: &[Option<String>],
    activity: &str,
    at: Option<i64>,
) -> Option<String> {
    let ([column], [Some(key)]) = (columns, keys) else { return None };
    let text = format!("{} at {} = \"{key}\"", asked.base, column.path());
    let read = Measure::read(&text, &here.project.catalogue).ok()?;
    (read.by().is_empty()).then(|| address(&here.root(), &text, activity, "", at))
}
