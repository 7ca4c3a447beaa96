//! Rows in the two formats of GeoReport: lists of flat records, nothing deeper.

use super::asked::Format;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// A value of a row.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// A text; what is not known is an empty one.
    Text(String),
    /// A whole number.
    Whole(u16),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Rows below, each under this name.
    Rows(&'static str, Vec<Row>),
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_string())
    }
}

/// Names and values.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row(Vec<(&'static str, Cell)>);

impl Row {
    /// Of names and values in their order.
    pub fn of(cells: impl IntoIterator<Item = (&'static str, Cell)>) -> Row {
        Row(cells.into_iter().collect())
    }

    fn json(&self) -> Value {
        let cells = self.0.iter().map(|(name, cell)| {
            let value = match cell {
                Cell::Text(text) if text.is_empty() => Value::Null,
                Cell::Text(text) => json!(text),
                Cell::Whole(number) => json!(number),
                Cell::Number(number) => json!(number),
                Cell::Flag(flag) => json!(flag),
                Cell::Rows(_, rows) => rows.iter().map(Row::json).collect(),
            };
            (name.to_string(), value)
        });
        Value::Object(cells.collect::<Map<_, _>>())
    }

    fn xml(&self, name: &str, out: &mut String) {
        out.push_str(&format!("<{name}>"));
        for (name, cell) in &self.0 {
            match cell {
                Cell::Text(text) if text.is_empty() => out.push_str(&format!("<{name}/>")),
                Cell::Text(text) => out.push_str(&format!("<{name}>{}</{name}>", escaped(text))),
                Cell::Whole(number) => out.push_str(&format!("<{name}>{number}</{name}>")),
                Cell::Number(number) => out.push_str(&format!("<{name}>{number}</{name}>")),
                Cell::Flag(flag) => out.push_str(&format!("<{name}>{flag}</{name}>")),
                Cell::Rows(each, rows) => {
                    out.push_str(&format!("<{name}>"));
                    rows.iter().for_each(|row| row.xml(each, out));
                    out.push_str(&format!("</{name}>"));
                }
            }
        }
        out.push_str(&format!("</{name}>"));
    }
}

/// All that is said.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    root: &'static str,
    each: &'static str,
    rows: Vec<Row>,
    is_one: bool,
}

impl Said {
    /// A list: `<services><service>…`, and an array.
    pub fn list(root: &'static str, each: &'static str, rows: Vec<Row>) -> Said {
        Said { root, each, rows, is_one: false }
    }

    /// One record: `<service_definition>…`, and an object.
    pub fn one(root: &'static str, row: Row) -> Said {
        Said { root, each: "", rows: vec![row], is_one: true }
    }

    fn json(&self) -> String {
        match self.rows.first().filter(|_| self.is_one) {
            Some(row) => row.json().to_string(),
            None => Value::Array(self.rows.iter().map(Row::json).collect()).to_string(),
        }
    }

    fn xml(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        match self.rows.first().filter(|_| self.is_one) {
            Some(row) => row.xml(self.root, &mut out),
            None => {
                out.push_str(&format!("<{}>", self.root));
                self.rows.iter().for_each(|row| row.xml(self.each, &mut out));
                out.push_str(&format!("</{}>", self.root));
            }
        }
        out
    }
}

impl Format {
    /// The answer in this format.
    pub fn respond(self, status: StatusCode, said: &Said) -> Response {
        let (kind, text) = match self {
            Format::Json => ("application/json; charset=utf-8", said.json()),
            Format::Xml => ("text/xml; charset=utf-8", said.xml()),
        };
        (status, [(header::CONTENT_TYPE, kind), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], text).into_response()
    }
}

/// A text within an element: signs that XML does not know are left out.
fn escaped(text: &str) -> String {
    let known =
        |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(known) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn both_formats_say_the_same() {
        let row = Row::of([
            ("service_code", "water".into()),
            ("description", "Су & <арық>\u{1}".into()),
            ("metadata", Cell::Flag(false)),
            ("lat", Cell::Number(46.5)),
            ("group", "".into()),
            ("formats", Cell::Rows("format", vec![Row::of([("kind", "text/xml".into())])])),
        ]);
        let said = Said::list("services", "service", vec![row.clone()]);
        expect![[r#"
            [{"service_code":"water","description":"Су & <арық>\u0001","metadata":false,"lat":46.5,"group":null,"formats":[{"kind":"text/xml"}]}]
            <?xml version="1.0" encoding="utf-8"?>
            <services><service><service_code>water</service_code><description>Су &amp; &lt;арық&gt;</description><metadata>false</metadata><lat>46.5</lat><group/><formats><format><kind>text/xml</kind></format></formats></service></services>
            {"service_code":"water","description":"Су & <арық>\u0001","metadata":false,"lat":46.5,"group":null,"formats":[{"kind":"text/xml"}]}
        "#]].assert_eq(&format!("{}\n{}\n{}\n", said.json(), said.xml(), Said::one("one", row).json()));
    }
}
