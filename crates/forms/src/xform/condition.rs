//! A checked condition of a register, as XPath and for the page that works without a network, with the meaning it has at
//! the one door: a comparison with a missing value does not hold, and its negation does.

use super::Plan;
use auyl_domain::amount::{DECIMAL, TIYN, plain_scaled};
use auyl_domain::measure::{Column, Comparison, Cond};
use auyl_domain::value::Stored;
use auyl_domain::{Kind, Register};
use serde_json::{Value, json};

/// Where a condition stands: which fields it can see, and by which paths.
pub(super) struct Place<'a> {
    pub plan: &'a Plan<'a>,
    /// The repeat it stands in.
    pub rows: Option<usize>,
    /// The register whose condition it is.
    pub register: &'a Register,
}

impl Place<'_> {
    /// The condition as XPath; `None` where it asks for what the phone does not know (another record, the passport):
    /// then the question is asked always, and the one door drops what was not to be asked.
    pub fn xpath(&self, cond: &Cond) -> Option<String> {
        match cond {
            Cond::Always => Some("true()".into()),
            Cond::All(all) => self.joined(all, " and "),
            Cond::Any(any) => self.joined(any, " or "),
            Cond::Not(cond) => Some(format!("not({})", self.xpath(cond)?)),
            Cond::Compare(column, comparison, value) => self.compare(column, *comparison, value),
            Cond::CompareFields(left, comparison, right) => {
                let (left, right) = (self.path(left)?, self.path(right)?);
                let sign = sign(*comparison);
                let both = if *comparison == Comparison::Unequal { "" } else { &format!("{left} != '' and ") };
                Some(format!("({both}{right} != '' and {left} {sign} {right})"))
            }
            Cond::OneOf(column, values) => {
                let one = |value| self.compare(column, Comparison::Equal, value);
                let all: Vec<String> = values.iter().map(one).collect::<Option<_>>()?;
                Some(format!("({})", all.join(" or ")))
            }
            Cond::IsSet(column) => Some(format!("{} != ''", self.path(column)?)),
        }
    }

    fn joined(&self, conds: &[Cond], by: &str) -> Option<String> {
        let all: Vec<String> = conds.iter().map(|cond| self.xpath(cond)).collect::<Option<_>>()?;
        Some(format!("({})", all.join(by)))
    }

    fn compare(&self, column: &Column, comparison: Comparison, value: &Stored) -> Option<String> {
        let path = self.path(column)?;
        let field = self.register.field(&column.field)?;
        let sign = sign(comparison);
        let literal = match (value, &field.kind) {
            (Stored::Int(yes), Kind::Flag) => quoted(if *yes == 0 { "no" } else { "yes" })?,
            (Stored::Int(n), Kind::Decimal) => plain_scaled(*n, DECIMAL),
            (Stored::Int(n), Kind::Money) => plain_scaled(*n, TIYN),
            (Stored::Int(n), _) => n.to_string(),
            (Stored::Text(day), Kind::Date) if is_order(comparison) => format!("date({})", quoted(day)?),
            (Stored::Text(text), _) if field.many => {
                let among = format!("selected({path}, {})", quoted(text)?);
                return match comparison {
                    Comparison::Equal => Some(among),
                    Comparison::Unequal => Some(format!("not({among})")),
                    _ => None,
                };
            }
            // Texts have no order in XPath.
            (Stored::Text(_), _) if is_order(comparison) => return None,
            (Stored::Text(text), _) => quoted(text)?,
        };
        Some(format!("{path} {sign} {literal}"))
    }

    /// The same for a page: `{all}`, `{any}`, `{not}`, or a field (`top` where it stands above the rows), a sign and values.
    pub fn json(&self, cond: &Cond) -> Option<Value> {
        let all = |conds: &[Cond]| conds.iter().map(|cond| self.json(cond)).collect::<Option<Vec<_>>>();
        let values = |column: &Column, values: &[Stored]| {
            let values = values.iter().map(|value| self.plain(column, value)).collect::<Option<Vec<_>>>()?;
            Some(json!(values))
        };
        Some(match cond {
            Cond::Always => json!({ "all": [] }),
            Cond::All(conds) => json!({ "all": all(conds)? }),
            Cond::Any(conds) => json!({ "any": all(conds)? }),
            Cond::Not(cond) => json!({ "not": self.json(cond)? }),
            Cond::Compare(column, comparison, value) => {
                self.asked(column, sign(*comparison), "values", values(column, std::slice::from_ref(value))?)?
            }
            Cond::CompareFields(left, comparison, right) => {
                let other = self.asked(right, "set", "values", json!([]))?;
                self.asked(left, sign(*comparison), "other", other)?
            }
            Cond::OneOf(column, among) => self.asked(column, "=", "values", values(column, among)?)?,
            Cond::IsSet(column) => self.asked(column, "set", "values", json!([]))?,
        })
    }

    fn asked(&self, column: &Column, sign: &str, key: &str, value: Value) -> Option<Value> {
        let path = self.path(column)?;
        let is_top = self.rows.is_some() && path.starts_with('/');
        Some(match is_top {
            true => json!({ "field": column.field, "top": true, "sign": sign, key: value }),
            false => json!({ "field": column.field, "sign": sign, key: value }),
        })
    }

    /// A value as the page has it: numbers as people write them, words as they are.
    fn plain(&self, column: &Column, value: &Stored) -> Option<Value> {
        let kind = &self.register.field(&column.field)?.kind;
        Some(match (value, kind) {
            (Stored::Int(yes), Kind::Flag) => json!(if *yes == 0 { "no" } else { "yes" }),
            (Stored::Int(n), Kind::Decimal) => json!(plain_scaled(*n, DECIMAL).parse::<f64>().ok()?),
            (Stored::Int(n), Kind::Money) => json!(plain_scaled(*n, TIYN).parse::<f64>().ok()?),
            (Stored::Int(n), _) => json!(n),
            (Stored::Text(text), _) => json!(text),
        })
    }

    fn path(&self, column: &Column) -> Option<String> {
        if !column.steps.is_empty() || column.of_project || column.register != self.register.id {
            return None;
        }
        let has = |fields: &[&auyl_domain::Field]| fields.iter().any(|field| field.id == column.field);
        match self.rows {
            Some(rows) if has(&self.plan.rows[rows].fields) => Some(format!("../{}", column.field)),
            Some(_) if !self.plan.is_sheet => None,
            _ => has(&self.plan.head).then(|| format!("/data/{}", column.field)),
        }
    }
}

fn is_order(comparison: Comparison) -> bool {
    !matches!(comparison, Comparison::Equal | Comparison::Unequal)
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Unequal => "!=",
        other => other.sign(),
    }
}

/// XPath 1.0 has no escape: a text with both quotes cannot be said.
fn quoted(text: &str) -> Option<String> {
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        (true, true) => None,
    }
}
