//! The words that pages of report forms are written with. A page can walk records and print figures, texts and
//! dates; a record's number reaches it only as a finished figure, so it cannot add or compare amounts.

use super::actuals::{self, SECTION, unit_after};
use super::desk::{Desk, question};
use super::row::Row;
use super::views::OBJECTIVE;
use crate::checks::say;
use crate::units::{Style, around_target};
use crate::xml::escaped;
use auyl_domain::plan::Target;
use auyl_domain::value::{Value as Content, long_date, shown_months};
use auyl_domain::views::{ACTIVITY, INDICATOR, Indicator, NARRATIVE, day};
use auyl_domain::{Finding, Lang, Question, Record, Severity, Spot};
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::cmp::Ordering;
use std::sync::Arc;

type Said = Result<Value, Error>;

/// Makes the words known to a page.
pub(super) fn add(environment: &mut Environment<'_>, desk: &Arc<Desk>) {
    let with = |desk: &Arc<Desk>| Arc::clone(desk);
    let d = with(desk);
    environment
        .add_function("rows", move |register: &str, options: Kwargs| rows(&d, register, &options).map(Value::from));
    let d = with(desk);
    environment.add_function("one", move |register: &str, options: Kwargs| -> Said {
        let first = rows(&d, register, &options)?.into_iter().next();
        Ok(first.unwrap_or_else(|| Row::value(&d, register, None)))
    });
    let d = with(desk);
    environment.add_function("figure", move |measure: &str, options: Kwargs| -> Said {
        let (activity, style) = (activity_of(&options)?, style_of(&options)?);
        options.assert_all_used()?;
        Ok(safe(d.figure(question(measure, activity.as_deref()), style, d.spot())))
    });
    let d = with(desk);
    environment.add_function("named", move |id: &str, options: Kwargs| -> Said {
        let (activity, style) = (activity_of(&options)?, style_of(&options)?);
        options.assert_all_used()?;
        let measure = d.figure_named(id).ok_or_else(|| wrong(format!("no figure is called {id}")))?;
        Ok(safe(d.figure(question(measure, activity.as_deref()), style, d.spot())))
    });
    let d = with(desk);
    environment.add_function("value", move |row: &Value, field: &str, options: Kwargs| -> Said {
        let style = style_of(&options)?;
        options.assert_all_used()?;
        let row = row_of(row)?;
        let record = row.record().filter(|record| record.get(field).is_some());
        Ok(record.map_or(Value::from(""), |record| {
            let spot = Spot::record(&record.register, record.id.as_str()).field(field);
            safe(d.figure(Desk::own_question(record, field), style, spot))
        }))
    });
    environment.add_function("word", |row: &Value, field: &str| -> Said {
        Ok(Value::from(row_of(row)?.record().map(|record| record.text(field)).unwrap_or_default()))
    });
    let d = with(desk);
    environment.add_function("long", move |row: &Value, field: &str| -> Said {
        let day = row_of(row)?.record().and_then(|record| day(record, field));
        Ok(Value::from(day.map(|day| long_date(day, d.lang)).unwrap_or_default()))
    });
    let d = with(desk);
    environment.add_function("months", move |row: &Value, from: &str, to: &str| -> Said {
        let row = row_of(row)?;
        let days = row.record().and_then(|record| Some((day(record, from)?, day(record, to)?)));
        Ok(Value::from(days.map(|(from, to)| shown_months(from, to, d.lang)).unwrap_or_default()))
    });
    let d = with(desk);
    environment.add_function("today", move || long_date(d.today, d.lang));
    let d = with(desk);
    environment.add_function("choices", move |list: &str| -> Said {
        let choices = d.choices(list).ok_or_else(|| wrong(format!("no list is called {list}")))?;
        let pair = |choice: &auyl_domain::catalogue::Choice| {
            Value::from_pairs([("id", choice.id.as_str()), ("label", choice.label.get(d.lang))])
        };
        Ok(Value::from(choices.all.iter().map(pair).collect::<Vec<_>>()))
    });
    let d = with(desk);
    environment.add_function("prose", move |row: &Value, field: &str| -> Said {
        Ok(safe(row_of(row)?.record().map(|record| d.prose(record, field, true)).unwrap_or_default()))
    });
    let d = with(desk);
    environment.add_function(NARRATIVE, move |section: &str, options: Kwargs| narrative(&d, section, &options));
    let d = with(desk);
    environment.add_function("plan", move |row: &Value| plan(&d, row));
    let d = with(desk);
    environment.add_function("actual", move |row: &Value| -> Said {
        Ok(with_indicator(row)?.map_or(Value::from(""), |(record, indicator)| {
            let question = actuals::question_of(&indicator);
            let answer = d.answer(&question).map(|reading| (reading.value(), reading.unit().to_string()));
            let figure = d.figure(question, Style::Plain, spot_of(&record));
            let unit = d.choice_of(&record, "unit");
            let after = answer.map(|(value, measured)| unit_after(value, &measured, unit, d.lang));
            safe(figure + &escaped(&after.unwrap_or_default()))
        }))
    });
    let d = with(desk);
    environment.add_function("met", move |row: &Value| {
        compared(&d, row, |target, reading| target.is_met_by(reading.value(), reading.unit()))
    });
    let d = with(desk);
    environment.add_function("differs", move |row: &Value| {
        compared(&d, row, |target, reading| actuals::compare(target, reading) != Some(Ordering::Equal))
    });
}

fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

fn wrong(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

fn row_of(value: &Value) -> Result<&Row, Error> {
    value.downcast_object_ref::<Row>().ok_or_else(|| wrong("a record was expected".to_string()))
}

fn spot_of(record: &Record) -> Spot {
    Spot::record(&record.register, record.id.as_str())
}

/// The id in an argument: a record, or the id itself.
fn id_of(value: &Value) -> Option<String> {
    match value.downcast_object_ref::<Row>() {
        Some(row) => row.record().map(|record| record.id.to_string()),
        None => value.is_true().then(|| value.to_string()),
    }
}

fn activity_of(options: &Kwargs) -> Result<Option<String>, Error> {
    Ok(options.get::<Option<Value>>(ACTIVITY)?.as_ref().and_then(id_of))
}

fn style_of(options: &Kwargs) -> Result<Style, Error> {
    let word = options.get::<Option<String>>("style")?.unwrap_or_default();
    Style::read(&word).ok_or_else(|| wrong(format!("no figure is written in the style {word}")))
}

/// Records of a register for which fields have the given values; those with a `position` in its order, or in
/// the order of the field named with `sort`.
fn rows(desk: &Arc<Desk>, register: &str, options: &Kwargs) -> Result<Vec<Value>, Error> {
    let known = desk.register(register);
    let known = known.ok_or_else(|| wrong(format!("the form does not list the register {register}")))?;
    let sort = options.get::<Option<String>>("sort")?;
    let mut filters: Vec<(&str, Option<String>)> = Vec::new();
    for name in options.args().filter(|name| *name != "sort") {
        if known.field(name).is_none() {
            return Err(wrong(format!("{register} has no field {name}")));
        }
        filters.push((name, id_of(&options.get::<Value>(name)?)));
    }
    let fits = |record: &Record| {
        filters.iter().all(|(field, wanted)| match (record.get(field), wanted) {
            (Some(Content::Many(ids)), Some(wanted)) => ids.contains(wanted),
            (Some(Content::Flag(yes)), wanted) => *yes == wanted.is_some(),
            (Some(value), Some(wanted)) => value.plain() == *wanted,
            (found, wanted) => found.is_none() == wanted.is_none(),
        })
    };
    let records = desk.records(register);
    let mut found: Vec<usize> = (0..records.len()).filter(|at| fits(&records[*at])).collect();
    let order = sort.as_deref().unwrap_or("position");
    found.sort_by(|a, b| records[*a].get(order).cmp(&records[*b].get(order)));
    Ok(found.into_iter().map(|at| Row::value(desk, register, Some(at))).collect())
}

/// Texts of a section, of an activity, an objective, an indicator or the whole report.
fn narrative(desk: &Arc<Desk>, section: &str, options: &Kwargs) -> Said {
    let mut wanted = Vec::new();
    for name in [ACTIVITY, OBJECTIVE, INDICATOR] {
        wanted.push((name, options.get::<Option<Value>>(name)?.as_ref().and_then(id_of)));
    }
    let required = options.get::<Option<bool>>("required")?.unwrap_or(false);
    options.assert_all_used()?;
    let fits = |record: &&Record| {
        record.text("section") == section
            && wanted.iter().all(|(field, id)| match (record.link(field), id) {
                (Some(link), Some(id)) => link.as_str() == id,
                // An explanation may name its activity beside its indicator.
                (Some(_), None) => section == SECTION && *field != INDICATOR,
                (None, id) => id.is_none(),
            })
    };
    let mut texts: Vec<&Record> = desk.records(NARRATIVE).iter().filter(fits).collect();
    texts.sort_by(|a, b| a.get("position").cmp(&b.get("position")));
    if texts.is_empty() && required {
        let of = wanted.into_iter().find_map(|(register, id)| Some((register, id?)));
        desk.find(missing(desk, section, of.as_ref().map(|(register, id)| (*register, id.as_str()))));
    }
    Ok(safe(texts.into_iter().map(|record| desk.prose(record, "text", true)).collect()))
}

/// Nobody wrote a text that the form asks for.
fn missing(desk: &Desk, section: &str, of: Option<(&str, &str)>) -> Finding {
    let record = of.and_then(|(register, id)| {
        Some((desk.register(register)?, desk.record(register, desk.place_of(register, id)?)?))
    });
    let name = |lang| record.map(|(register, record)| format!(": {}", record.name(register, lang, desk)));
    let list = desk.choices("narrative_section").and_then(|list| list.get(section));
    let label = |lang: Lang| list.map_or(section, |choice| choice.label.get(lang)).to_string();
    let spot = of.map(|(register, id)| Spot::record(register, id)).unwrap_or_default();
    say("narrative-missing", Severity::Warning, spot, &|lang| {
        vec![("section", label(lang)), ("name", name(lang).unwrap_or_default())]
    })
}

fn with_indicator(row: &Value) -> Result<Option<(Record, Indicator<'_>)>, Error> {
    let row = row_of(row)?;
    Ok(row.record().and_then(|record| Some((record.clone(), Indicator::of(record)?))))
}

fn compared(desk: &Desk, row: &Value, holds: impl Fn(Target, &auyl_domain::Reading) -> bool) -> Said {
    let Some((_, indicator)) = with_indicator(row)? else { return Ok(Value::from(false)) };
    let question: Question = actuals::question_of(&indicator);
    desk.ask(&question);
    let held = indicator.target.zip(desk.answer(&question)).is_some_and(|(target, reading)| holds(target, reading));
    Ok(Value::from(held))
}

/// What was promised, in words, with the numbers as figures: не менее 9 собраний (по 3 в каждом селе).
fn plan(desk: &Arc<Desk>, row: &Value) -> Said {
    let Some((record, indicator)) = with_indicator(row)? else { return Ok(Value::from("")) };
    let number = |field: &str| desk.figure(Desk::own_question(&record, field), Style::Plain, spot_of(&record));
    let mut html = String::new();
    if let Some(target) = indicator.target {
        let unit = desk.choice_of(&record, "unit");
        let (before, after) = around_target(target.rule, target.value, unit, desk.lang);
        html = format!("{before}{}{}", number("target"), escaped(&after));
    }
    let mut notes = Vec::new();
    if indicator.per_place.is_some() {
        let figure = number("per_place");
        notes.push(match desk.lang {
            Lang::Kk => format!("әр ауылда {figure}"),
            Lang::Ru => format!("по {figure} в каждом селе"),
            Lang::En => format!("{figure} in each village"),
        });
    }
    let note = record.words("plan_note", desk.lang);
    if !note.is_empty() {
        notes.push(escaped(note.trim_start_matches('(').trim_end_matches(')')));
    }
    if !notes.is_empty() {
        html = format!("{html} ({})", notes.join("; "));
    }
    Ok(safe(html.trim_start().to_string()))
}
