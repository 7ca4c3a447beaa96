//! A table of submissions written row by row: what a level of a form holds, as JSON.

use super::type_of;
use auyl_domain::id::sha256;
use auyl_domain::{Catalogue, Field};
use auyl_forms::answers::Row;
use auyl_forms::shape::Level;
use serde_json::{Map, Number, Value, json};

/// One level of a form as a table, or below one.
pub struct Table {
    /// `Submissions`, `Submissions.child`.
    pub name: String,
    /// The repeat's own name; empty for the form.
    pub path: String,
    /// Paths of its fields and their types, in the order of the level.
    pub columns: Vec<(Vec<String>, &'static str)>,
    /// Its repeats.
    pub below: Vec<Table>,
}

impl Table {
    /// The tables of a form.
    pub fn of(level: &Level, catalogue: &Catalogue, name: &str, path: &str) -> Table {
        let register = level.register.as_deref().and_then(|id| catalogue.register(id));
        let field = |id: &Option<String>| -> Option<&Field> { register?.field(id.as_deref()?) };
        let columns = level
            .fields
            .iter()
            .map(|(path, slot)| (path.split('/').map(str::to_string).collect(), type_of(field(&slot.field))));
        let below = level
            .rows
            .iter()
            .map(|(path, rows)| Table::of(rows, catalogue, &format!("{name}.{}", path.replace('/', ".")), path));
        Table { name: name.into(), path: path.into(), columns: columns.collect(), below: below.collect() }
    }

    /// All of them, this one first.
    pub fn all(&self) -> Vec<&Table> {
        let mut all = vec![self];
        all.extend(self.below.iter().flat_map(Table::all));
        all
    }
}

/// How rows are shown.
#[derive(Clone, Copy, Default)]
pub struct Style {
    /// Rows of repeats stand within.
    pub expanded: bool,
    /// Places as text.
    pub wkt: bool,
}

/// The id of a row of a repeat: the same as long as its answer is.
pub fn row_id(above: &str, path: &str, at: usize) -> String {
    sha256(format!("{above}/{path}[{at}]").as_bytes())[..40].to_string()
}

/// Puts the answers of a row into an object.
pub fn fill(object: &mut Map<String, Value>, row: &Row, table: &Table, id: &str, link: &str, style: Style) {
    for ((path, kind), text) in table.columns.iter().zip(&row.texts) {
        put(object, path, shown(text.as_deref(), kind, style.wkt));
    }
    for (below, rows) in table.below.iter().zip(&row.rows) {
        let (holder, last) = below.path.rsplit_once('/').unwrap_or(("", &below.path));
        let path: Vec<String> = holder.split('/').filter(|name| !name.is_empty()).map(str::to_string).collect();
        let link = format!("{link}/{last}");
        let mut at = path.clone();
        at.push(format!("{last}@odata.navigationLink"));
        put(object, &at, json!(link));
        if style.expanded {
            let one = |(at, row): (usize, &Row)| {
                let own = row_id(id, &below.path, at);
                let mut object = Map::new();
                object.insert("__id".into(), json!(own));
                fill(&mut object, row, below, &own, &format!("{link}('{own}')"), style);
                Value::Object(object)
            };
            let mut at = path;
            at.push(last.to_string());
            put(object, &at, Value::Array(rows.iter().enumerate().map(one).collect()));
        }
    }
}

fn put(object: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [last] => {
            object.insert(last.clone(), value);
        }
        [first, rest @ ..] => {
            let below = object.entry(first.clone()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(below) = below {
                put(below, rest, value);
            }
        }
    }
}

fn shown(text: Option<&str>, kind: &str, wkt: bool) -> Value {
    let Some(text) = text else { return Value::Null };
    match kind {
        "int" => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        "decimal" => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(|| json!(text), Value::Number)
        }
        "geopoint" => place(text, wkt).unwrap_or(Value::Null),
        _ => json!(text),
    }
}

/// `45.1 61.9 120 5` → a point.
fn place(text: &str, wkt: bool) -> Option<Value> {
    let parts: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    let (latitude, longitude) = (*parts.first()?, *parts.get(1)?);
    if wkt {
        let height = parts.get(2).map(|height| format!(" {height}")).unwrap_or_default();
        return Some(json!(format!("POINT ({longitude} {latitude}{height})")));
    }
    let mut at = vec![longitude, latitude];
    at.extend(parts.get(2));
    let mut point = json!({ "type": "Point", "coordinates": at });
    if let Some(accuracy) = parts.get(3) {
        point["properties"] = json!({ "accuracy": accuracy });
    }
    Some(point)
}
