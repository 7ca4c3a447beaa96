//! The `$filter` and `$orderby` of a request, read and held against submissions: what ODK Central takes, no more.

use auyl_store::submissions::Submission;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Operators within each other.
const DEEPEST: usize = 30;

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

#[derive(Clone, Copy, PartialEq, Debug)]
enum Relation {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
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

    /// Whether it holds of a submission.
    pub fn holds(&self, of: &Submission, submitter: i64) -> bool {
        holds(&self.0, &|field| value(of, submitter, field))
    }
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
    }
}
