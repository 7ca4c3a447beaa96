//! The `$filter` and `$orderby` of a request, read and held against submissions: what ODK Central takes, no more.

use auyl_store::submissions::{Mark, Relation, Submission, Which};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Operators within each other.
const DEEPEST: usize = 30;
/// The second after which years have five digits, so that moments as texts lose their order.
const LAST: i64 = 253_402_300_800;

/// What a submission is compared by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// Number of who sent it.
    Submitter,
    /// When it came.
    Sent,
    /// When it was edited last.
    Updated,
    /// Never: what is removed is gone.
    Deleted,
    /// What a reviewer decided.
    Review,
}

impl Field {
    /// The field of a name, with or without the table before it.
    pub fn read(name: &str) -> Option<Field> {
        Some(match name.trim_start_matches("$root/Submissions/").trim_start_matches("__system/") {
            "submitterId" => Field::Submitter,
            "submissionDate" => Field::Sent,
            "updatedAt" => Field::Updated,
            "deletedAt" => Field::Deleted,
            "reviewState" => Field::Review,
            _ => return None,
        })
    }
}

/// A value that is compared.
#[derive(Clone, PartialEq, PartialOrd, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number.
    Number(i64),
    /// A moment.
    Moment(Timestamp),
    /// A text.
    Text(String),
}

#[derive(Clone, PartialEq, Debug)]
enum Term {
    Value(Value),
    Field(Field),
    Part(Part, Box<Term>),
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// A condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Filter(Node);

#[derive(Clone, PartialEq, Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Holds(Term, Relation, Term),
}

/// What a filter asks of one submission.
pub fn value(of: &Submission, submitter: i64, field: Field) -> Value {
    let moment = |text: &str| text.parse().map_or(Value::Null, Value::Moment);
    match field {
        Field::Submitter => Value::Number(submitter),
        Field::Sent => moment(&of.first_at),
        Field::Updated if of.root != of.instance => moment(&of.at),
        Field::Updated | Field::Deleted => Value::Null,
        Field::Review if of.review.is_empty() => Value::Null,
        Field::Review => Value::Text(of.review.clone()),
    }
}

impl Filter {
    /// Reads a filter; the place of what cannot be read where it is wrong.
    pub fn read(text: &str, now: Timestamp) -> Result<Filter, String> {
        let mut reader = Reader { words: words(text)?, at: 0, now };
        let node = reader.any(0)?;
        match reader.words.get(reader.at) {
            None => Ok(Filter(node)),
            Some(word) => Err(word.clone()),
        }
    }

    /// Numbers of who sent, as the filter names them.
    pub fn submitters(&self) -> Vec<i64> {
        let mut numbers = Vec::new();
        submitters(&self.0, &mut numbers);
        numbers
    }

    /// The same filter for the database, where that can tell: comparisons of fields with values, however they are joined.
    /// `actors` are those whose numbers it names.
    pub fn which(&self, actors: &HashMap<i64, String>) -> Option<Which> {
        which(&self.0, actors)
    }

    /// Whether it holds of a submission.
    pub fn holds(&self, of: &Submission, submitter: i64) -> bool {
        holds(&self.0, &|field| value(of, submitter, field))
    }
}

fn submitters(node: &Node, numbers: &mut Vec<i64>) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| submitters(node, numbers)),
        Node::Not(node) => submitters(node, numbers),
        Node::Holds(left, _, right) => {
            for term in [left, right] {
                if let Term::Value(Value::Number(number)) = term {
                    numbers.push(*number);
                }
            }
        }
    }
}

fn which(node: &Node, actors: &HashMap<i64, String>) -> Option<Which> {
    let all = |nodes: &[Node]| nodes.iter().map(|node| which(node, actors)).collect::<Option<Vec<_>>>();
    Some(match node {
        Node::All(nodes) => Which::All(all(nodes)?),
        Node::Any(nodes) => Which::Any(all(nodes)?),
        Node::Not(node) => Which::Not(Box::new(which(node, actors)?)),
        Node::Holds(Term::Field(field), relation, Term::Value(value)) => compared(*field, *relation, value, actors)?,
        Node::Holds(Term::Value(value), relation, Term::Field(field)) => {
            compared(*field, turned(*relation), value, actors)?
        }
        Node::Holds(..) => return None,
    })
}

/// The relation seen from the other side.
fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Lt => Relation::Gt,
        Relation::Le => Relation::Ge,
        Relation::Gt => Relation::Lt,
        Relation::Ge => Relation::Le,
        same => same,
    }
}

fn compared(field: Field, relation: Relation, value: &Value, actors: &HashMap<i64, String>) -> Option<Which> {
    let never = Which::Any(Vec::new());
    // What is compared with another kind of value is not the same, and neither before nor after it.
    let other = || if relation == Relation::Ne { Which::EVERY } else { never.clone() };
    let mark = match field {
        Field::Submitter => Mark::Actor,
        Field::Sent => Mark::Sent,
        Field::Updated => Mark::Edited,
        Field::Review => Mark::Review,
        Field::Deleted => return None,
    };
    let missing = || match relation {
        Relation::Eq | Relation::Ne => Which::Is(mark, relation, String::new()),
        _ => never.clone(),
    };
    Some(match (field, value) {
        (_, Value::Null) => missing(),
        (Field::Submitter, Value::Number(number)) => match (relation, actors.get(number)) {
            (Relation::Eq | Relation::Ne, Some(actor)) => Which::Is(mark, relation, actor.clone()),
            (Relation::Eq | Relation::Ne, None) => other(),
            // Numbers have no order in the database.
            _ => return None,
        },
        (Field::Review, Value::Text(text)) if !text.is_empty() => Which::Is(mark, relation, text.clone()),
        (Field::Review, Value::Text(_)) => return None,
        (Field::Sent | Field::Updated, Value::Moment(moment)) => {
            let whole =
                Timestamp::from_second(moment.as_second()).ok().filter(|it| (0..LAST).contains(&it.as_second()))?;
            // Submissions come at whole seconds: between two of them there is nothing to compare with.
            let relation = match (relation, whole == *moment) {
                (relation, true) => relation,
                (Relation::Eq | Relation::Ne, false) => return Some(other()),
                (Relation::Lt | Relation::Le, false) => Relation::Le,
                (Relation::Gt | Relation::Ge, false) => Relation::Gt,
            };
            Which::Is(mark, relation, whole.to_string())
        }
        _ => other(),
    })
}

fn holds(node: &Node, of: &dyn Fn(Field) -> Value) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|node| holds(node, of)),
        Node::Any(nodes) => nodes.iter().any(|node| holds(node, of)),
        Node::Not(node) => !holds(node, of),
        Node::Holds(left, relation, right) => {
            let (left, right) = (term(left, of), term(right, of));
            let order =
                left.partial_cmp(&right).filter(|_| std::mem::discriminant(&left) == std::mem::discriminant(&right));
            match relation {
                Relation::Eq => left == right,
                Relation::Ne => left != right,
                _ if left == Value::Null || right == Value::Null => false,
                Relation::Lt => order.is_some_and(std::cmp::Ordering::is_lt),
                Relation::Le => order.is_some_and(std::cmp::Ordering::is_le),
                Relation::Gt => order.is_some_and(std::cmp::Ordering::is_gt),
                Relation::Ge => order.is_some_and(std::cmp::Ordering::is_ge),
            }
        }
    }
}

fn term(term_: &Term, of: &dyn Fn(Field) -> Value) -> Value {
    match term_ {
        Term::Value(value) => value.clone(),
        Term::Field(field) => of(*field),
        Term::Part(part, inner) => match term(inner, of) {
            Value::Moment(moment) => {
                let at = moment.to_zoned(TimeZone::UTC);
                Value::Number(match part {
                    Part::Year => i64::from(at.year()),
                    Part::Month => i64::from(at.month()),
                    Part::Day => i64::from(at.day()),
                    Part::Hour => i64::from(at.hour()),
                    Part::Minute => i64::from(at.minute()),
                    Part::Second => i64::from(at.second()),
                })
            }
            _ => Value::Null,
        },
    }
}

/// Whether what could not be read looks like a field, one that nobody here filters by.
pub fn is_name(word: &str) -> bool {
    const KNOWN: [&str; 17] = [
        "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "year", "month", "day", "hour", "minute", "second",
        "now", "null",
    ];
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '$' | '.');
    let begins = word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
    begins && word.chars().all(is_letter) && !KNOWN.contains(&word)
}

/// Brackets, texts in quotes, and what stands between spaces.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' => 1,
            '\'' => {
                // A quote within is written twice.
                let mut end = 1;
                loop {
                    let Some(at) = rest[end..].find('\'') else { return Err(rest.to_string()) };
                    end += at + 1;
                    if !rest[end..].starts_with('\'') {
                        break end;
                    }
                    end += 1;
                }
            }
            _ => rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '\'')).unwrap_or(rest.len()),
        };
        words.push(rest[..length].to_string());
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

struct Reader {
    words: Vec<String>,
    at: usize,
    now: Timestamp,
}

impl Reader {
    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(is_next);
        is_next
    }

    fn next(&mut self) -> Result<String, String> {
        let word = self.words.get(self.at).cloned().ok_or_else(|| "…".to_string())?;
        self.at += 1;
        Ok(word)
    }

    fn any(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err("(".into());
        }
        let mut nodes = vec![self.all(depth)?];
        while self.take("or") {
            nodes.push(self.all(depth)?);
        }
        Ok(Node::Any(nodes))
    }

    fn all(&mut self, depth: usize) -> Result<Node, String> {
        let mut nodes = vec![self.one(depth)?];
        while self.take("and") {
            nodes.push(self.one(depth)?);
        }
        Ok(Node::All(nodes))
    }

    fn one(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err("not".into());
        }
        if self.take("not") {
            return Ok(Node::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take("(") {
            let node = self.any(depth + 1)?;
            return if self.take(")") { Ok(node) } else { Err(self.next().unwrap_or_else(|_| ")".into())) };
        }
        let left = self.term(depth)?;
        let word = self.next()?;
        let relation = match word.as_str() {
            "eq" => Relation::Eq,
            "ne" => Relation::Ne,
            "lt" => Relation::Lt,
            "le" => Relation::Le,
            "gt" => Relation::Gt,
            "ge" => Relation::Ge,
            _ => return Err(word),
        };
        Ok(Node::Holds(left, relation, self.term(depth)?))
    }

    fn term(&mut self, depth: usize) -> Result<Term, String> {
        let word = self.next()?;
        let part = match word.as_str() {
            "year" => Some(Part::Year),
            "month" => Some(Part::Month),
            "day" => Some(Part::Day),
            "hour" => Some(Part::Hour),
            "minute" => Some(Part::Minute),
            "second" => Some(Part::Second),
            _ => None,
        };
        if let Some(part) = part.filter(|_| depth <= DEEPEST) {
            let inner = if self.take("(") { self.term(depth + 1)? } else { return Err(word) };
            return if self.take(")") { Ok(Term::Part(part, Box::new(inner))) } else { Err(word) };
        }
        if word == "now" {
            return if self.take("(") && self.take(")") { Ok(Term::Value(Value::Moment(self.now))) } else { Err(word) };
        }
        if word == "null" {
            return Ok(Term::Value(Value::Null));
        }
        if let Some(text) = word.strip_prefix('\'') {
            let text = text.strip_suffix('\'').unwrap_or(text).replace("''", "'");
            return Ok(Term::Value(moment(&text).map_or(Value::Text(text), Value::Moment)));
        }
        if let Ok(number) = word.parse() {
            return Ok(Term::Value(Value::Number(number)));
        }
        if let Some(moment) = moment(&word) {
            return Ok(Term::Value(Value::Moment(moment)));
        }
        Field::read(&word).map(Term::Field).ok_or(word)
    }
}

/// A moment, or the beginning of a day.
fn moment(text: &str) -> Option<Timestamp> {
    let of_day = || Some(text.parse::<jiff::civil::Date>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    if text.contains('T') { text.parse().ok() } else { of_day() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<bool, String> {
        let now = "2024-11-25T07:00:00Z".parse().expect("a moment");
        let of = Submission {
            form: "f".into(),
            instance: "1".into(),
            seq: 1,
            version: String::new(),
            root: "1".into(),
            until: String::new(),
            digest: String::new(),
            xml: String::new(),
            first_at: "2024-11-24T10:00:00Z".into(),
            at: "2024-11-24T10:00:00Z".into(),
            actor: "dina".into(),
            device: String::new(),
            turn: 1,
            stage: auyl_store::submissions::Stage::Taken,
            review: "approved".into(),
            record: (String::new(), String::new()),
            detail: String::new(),
        };
        Filter::read(text, now).map(|filter| filter.holds(&of, 7))
    }

    #[test]
    fn conditions_of_central_hold_or_do_not() {
        for (text, holds) in [
            ("__system/submitterId eq 7", true),
            ("__system/submitterId ne 7", false),
            ("__system/submissionDate lt now()", true),
            ("__system/submissionDate ge 2024-11-24T10:00:00.000Z", true),
            ("__system/submissionDate gt 2024-11-25", false),
            ("year(__system/submissionDate) eq 2024 and month(__system/submissionDate) eq 11", true),
            ("__system/reviewState eq 'rejected' or __system/reviewState eq 'approved'", true),
            ("not (__system/reviewState eq 'approved')", false),
            ("__system/updatedAt eq null", true),
            ("$root/Submissions/__system/reviewState ne null", true),
            ("day(__system/updatedAt) lt 5", false),
        ] {
            assert_eq!(check(text), Ok(holds), "{text}");
        }
        for text in ["", "age gt 5", "__system/submitterId", "__system/submitterId eq", "(now() eq null", "'", "year(1"]
        {
            assert!(check(text).is_err(), "{text}");
        }
        assert!(check(&"(".repeat(10_000)).is_err());
        assert!(is_name("age") && is_name("household/age") && !is_name("eq") && !is_name("(") && !is_name("5"));
    }

    #[test]
    fn the_database_is_asked_what_it_can_tell() {
        let now = "2024-11-25T07:00:00Z".parse().expect("a moment");
        let actors = HashMap::from([(7, "dina/1".to_string())]);
        let which = |text: &str| Filter::read(text, now).expect("a filter").which(&actors);
        let is = |mark, relation, text: &str| Which::All(vec![Which::Is(mark, relation, text.to_string())]);
        let any = |which| Some(Which::Any(vec![which]));
        for (text, expected) in [
            ("__system/submitterId eq 7", any(is(Mark::Actor, Relation::Eq, "dina/1"))),
            ("__system/submitterId eq 8", any(Which::All(vec![Which::Any(Vec::new())]))),
            ("__system/submitterId gt 7", None),
            ("'approved' eq __system/reviewState", any(is(Mark::Review, Relation::Eq, "approved"))),
            ("__system/reviewState ne null", any(is(Mark::Review, Relation::Ne, ""))),
            ("__system/submissionDate ge 2024-11-24", any(is(Mark::Sent, Relation::Ge, "2024-11-24T00:00:00Z"))),
            (
                "__system/updatedAt lt 2024-11-24T10:00:00.250Z",
                any(is(Mark::Edited, Relation::Le, "2024-11-24T10:00:00Z")),
            ),
            ("2024-11-24T10:00:00.250Z lt __system/submissionDate", {
                any(is(Mark::Sent, Relation::Gt, "2024-11-24T10:00:00Z"))
            }),
            ("__system/submissionDate eq 2024-11-24T10:00:00.250Z", any(Which::All(vec![Which::Any(Vec::new())]))),
            ("year(__system/submissionDate) eq 2024", None),
            ("__system/deletedAt eq null", None),
        ] {
            assert_eq!(which(text), expected, "{text}");
        }
    }
}
