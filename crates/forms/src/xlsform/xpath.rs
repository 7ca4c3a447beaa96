//! Whether an expression can be read at all: XPath 1.0 with the functions of the ODK XForms specification and the
//! references `${name}` of XLSForm. A form with an unreadable expression is taken by converters and fails on the phone,
//! in the hands of somebody who cannot mend it.

/// Brackets inside one another. A list of `if` inside `if` has as many as it has cases.
const DEEPEST: usize = 500;

/// Functions that ODK Collect and Enketo know, with how many arguments they take at least and at most (the ODK XForms
/// specification, section XPath Functions). 99 stands for any number.
const FUNCTIONS: [(&str, u8, u8); 85] = [
    ("abs", 1, 1),
    ("acos", 1, 1),
    ("area", 1, 1),
    ("asin", 1, 1),
    ("atan", 1, 1),
    ("atan2", 2, 2),
    ("base64-decode", 1, 1),
    ("boolean", 1, 1),
    ("boolean-from-string", 1, 1),
    ("ceiling", 1, 1),
    ("checklist", 3, 99),
    ("coalesce", 1, 99),
    ("concat", 0, 99),
    ("contains", 2, 2),
    ("cos", 1, 1),
    ("count", 1, 1),
    ("count-non-empty", 1, 1),
    ("count-selected", 1, 1),
    ("current", 0, 0),
    ("date", 1, 1),
    ("date-time", 1, 1),
    ("decimal-date-time", 1, 1),
    ("decimal-time", 1, 1),
    ("digest", 2, 3),
    ("distance", 1, 99),
    ("ends-with", 2, 2),
    ("exp", 1, 1),
    ("exp10", 1, 1),
    ("extract-signed", 2, 2),
    ("false", 0, 0),
    ("floor", 1, 1),
    ("format-date", 2, 2),
    ("format-date-time", 2, 2),
    ("geofence", 2, 2),
    ("hypot", 2, 2),
    ("if", 3, 3),
    ("indexed-repeat", 3, 99),
    ("instance", 1, 1),
    ("int", 1, 1),
    ("intersects", 1, 1),
    ("join", 1, 99),
    ("jr:choice-name", 2, 2),
    ("jr:itext", 1, 1),
    ("lang", 1, 1),
    ("last", 0, 0),
    ("local-name", 0, 1),
    ("log", 1, 1),
    ("log10", 1, 1),
    ("max", 1, 99),
    ("min", 1, 99),
    ("name", 0, 1),
    ("namespace-uri", 0, 1),
    ("normalize-space", 0, 1),
    ("not", 1, 1),
    ("now", 0, 0),
    ("number", 0, 1),
    ("once", 1, 1),
    ("pi", 0, 0),
    ("position", 0, 1),
    ("pow", 2, 2),
    ("property", 1, 1),
    ("pulldata", 4, 4),
    ("random", 0, 0),
    ("randomize", 1, 2),
    ("regex", 2, 2),
    ("round", 1, 2),
    ("selected", 2, 2),
    ("selected-at", 2, 2),
    ("sin", 1, 1),
    ("sqrt", 1, 1),
    ("starts-with", 2, 2),
    ("string", 0, 1),
    ("string-length", 0, 1),
    ("substr", 2, 3),
    ("substring", 2, 3),
    ("substring-after", 2, 2),
    ("substring-before", 2, 2),
    ("sum", 1, 1),
    ("tan", 1, 1),
    ("today", 0, 0),
    ("translate", 3, 3),
    ("true", 0, 0),
    ("uuid", 0, 1),
    ("version", 0, 0),
    ("weighted-checklist", 2, 99),
];

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Fault {
    /// This sign or word cannot stand where it stands.
    Unexpected(String),
    /// Something is missing at the end.
    Ends,
    /// A text in quotes has no end.
    Quote,
    /// A reference `${` has no end.
    Reference,
    /// There is no such function.
    Function(String),
    /// The function takes another number of arguments.
    Arguments(String),
}

impl Fault {
    /// Its name in the words of the finding, and what it is about.
    pub fn said(&self) -> (&'static str, &str) {
        match self {
            Fault::Unexpected(what) => ("unexpected", what),
            Fault::Ends => ("ends", ""),
            Fault::Quote => ("quote", ""),
            Fault::Reference => ("reference", ""),
            Fault::Function(name) => ("function", name),
            Fault::Arguments(name) => ("arguments", name),
        }
    }
}

/// The first fault of an expression.
pub(super) fn fault(text: &str) -> Option<Fault> {
    let tokens = match tokens(text) {
        Ok(tokens) => tokens,
        Err(fault) => return Some(fault),
    };
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
    match reader.expression() {
        Err(fault) => Some(fault),
        Ok(()) => reader.peek().map(|token| Fault::Unexpected(token.text.to_string())),
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Is {
    /// A number, a text in quotes, or a reference.
    Value,
    Name,
    Sign,
}

#[derive(Clone, Copy)]
struct Token<'a> {
    is: Is,
    text: &'a str,
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, Fault> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let name_length = || {
            let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{300}'..='\u{36f}');
            rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len())
        };
        let (is, length) = match first {
            '\'' | '"' => {
                let end = rest[1..].find(first).ok_or(Fault::Quote)?;
                (Is::Value, end + 2)
            }
            '$' if rest.starts_with("${") => (Is::Value, rest.find('}').ok_or(Fault::Reference)? + 1),
            '0'..='9' => (Is::Value, number_length(rest)),
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => (Is::Value, number_length(rest)),
            _ if first.is_alphabetic() || first == '_' => {
                let length = name_length();
                // `jr:itext` is one name, `self::node` is an axis.
                let after = &rest[length..];
                let is_prefix = after.starts_with(':') && after[1..].starts_with(|c: char| c.is_alphabetic());
                match is_prefix {
                    true => {
                        let more = after[1..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')));
                        (Is::Name, length + 1 + more.unwrap_or(after.len() - 1))
                    }
                    false => (Is::Name, length),
                }
            }
            _ => {
                let two = ["..", "//", "!=", "<=", ">=", "::"].iter().any(|sign| rest.starts_with(sign));
                let one = ".()[],@/|+-=<>*".contains(first);
                match (two, one) {
                    (true, _) => (Is::Sign, 2),
                    (false, true) => (Is::Sign, 1),
                    _ => return Err(Fault::Unexpected(first.to_string())),
                }
            }
        };
        all.push(Token { is, text: &rest[..length] });
        rest = rest[length..].trim_start();
    }
    Ok(all)
}

/// Digits with at most one point among them.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    match text[whole..].starts_with('.') {
        true => whole + 1 + digits(whole + 1),
        false => whole,
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn next_is(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.is != Is::Value && token.text == text)
    }

    /// Steps over this sign, where it is next.
    fn take(&mut self, text: &str) -> bool {
        let found = self.next_is(text);
        self.at += usize::from(found);
        found
    }

    fn want(&mut self, text: &str) -> Result<(), Fault> {
        match self.take(text) {
            true => Ok(()),
            false => Err(self.unexpected()),
        }
    }

    fn unexpected(&self) -> Fault {
        self.peek().map_or(Fault::Ends, |token| Fault::Unexpected(token.text.to_string()))
    }

    /// Values with operators between them. Which operator binds first says nothing about whether it can be read.
    fn expression(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.unexpected());
        }
        loop {
            while self.take("-") {}
            self.path()?;
            let operators = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"];
            if !operators.iter().any(|operator| self.take(operator)) {
                break;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// A value and the steps behind it, or steps from the root or from here.
    fn path(&mut self) -> Result<(), Fault> {
        if self.take("/") {
            // The root alone is a path.
            if !self.is_step() {
                return Ok(());
            }
            self.step()?;
        } else if self.take("//") {
            self.step()?;
        } else {
            match self.peek() {
                Some(Token { is: Is::Value, .. }) => self.at += 1,
                Some(Token { is: Is::Sign, text: "(" }) => {
                    self.at += 1;
                    self.expression()?;
                    self.want(")")?;
                }
                Some(Token { is: Is::Name, text }) if self.is_call() && !is_kind_of_node(text) => self.call()?,
                _ => self.step()?,
            }
        }
        self.predicates()?;
        while self.take("/") || self.take("//") {
            self.step()?;
        }
        Ok(())
    }

    fn is_call(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| token.is == Is::Sign && token.text == "(")
    }

    fn call(&mut self) -> Result<(), Fault> {
        let name = self.peek().map(|token| token.text).unwrap_or_default();
        let known = FUNCTIONS.iter().find(|(function, ..)| *function == name);
        let (_, least, most) = known.ok_or_else(|| Fault::Function(name.to_string()))?;
        self.at += 2;
        let mut given = 0_u8;
        if !self.take(")") {
            loop {
                self.expression()?;
                given = given.saturating_add(1);
                if !self.take(",") {
                    break;
                }
            }
            self.want(")")?;
        }
        match given >= *least && (given <= *most || *most == 99) {
            true => Ok(()),
            false => Err(Fault::Arguments(name.to_string())),
        }
    }

    fn is_step(&self) -> bool {
        self.peek().is_some_and(|token| token.is == Is::Name || matches!(token.text, "." | ".." | "@" | "*"))
    }

    fn step(&mut self) -> Result<(), Fault> {
        if self.take(".") || self.take("..") {
            return self.predicates();
        }
        let is_attribute = self.take("@");
        let is_axis = self.tokens.get(self.at + 1).is_some_and(|token| token.text == "::");
        if !is_attribute && is_axis && self.peek().is_some_and(|token| token.is == Is::Name) {
            self.at += 2;
        }
        match self.peek() {
            Some(Token { is: Is::Sign, text: "*" }) => self.at += 1,
            // The converter writes the path of a reference behind a step.
            Some(Token { is: Is::Value, text }) if text.starts_with("${") => self.at += 1,
            Some(Token { is: Is::Name, text }) => {
                self.at += 1;
                if is_kind_of_node(text) && self.take("(") {
                    self.want(")")?;
                }
            }
            _ => return Err(self.unexpected()),
        }
        self.predicates()
    }

    fn predicates(&mut self) -> Result<(), Fault> {
        while self.take("[") {
            self.expression()?;
            self.want("]")?;
        }
        Ok(())
    }
}

fn is_kind_of_node(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        assert_eq!(fault(text).as_ref().map(Fault::said), expected, "{text}");
    }

    #[test]
    fn what_forms_say_is_read() {
        for text in [
            ". > 0 and . <= 120",
            "selected(${from}, 'well')",
            "selected( ../from , 'well') or not(${a} = '')",
            "if(${a} > 1, 'да', \"жоқ\")",
            "count(${child}[age < 18]) div 2 mod 3",
            "/data/group/өріс != 'иә'",
            "instance('place')/root/item[kato = current()/../place]/label",
            "-(-1) * .5 - 3.",
            "regex(., '^[0-9]{11}$')",
            "once(format-date(today(), '%Y-%m-%d'))",
            "jr:choice-name(${gender}, '${gender}')",
            "//a/@b | ../c/*",
            "/",
            "self::node() = child::text()",
            "${group}/name = indexed-repeat(${name}, ${child}, 1)",
            "div = or",
            "date('2024-05-14') - ${born} > 18 * 365",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_no_phone_can_read_is_told() {
        check(". > (1", Some(("ends", "")));
        check(". > 1)", Some(("unexpected", ")")));
        check(". >", Some(("ends", "")));
        check("", Some(("ends", "")));
        check(". = 'well", Some(("quote", "")));
        check(". = ‘well’", Some(("unexpected", "‘")));
        check("${from > 1", Some(("reference", "")));
        check(". > 1 && . < 5", Some(("unexpected", "&")));
        check(". => 1", Some(("unexpected", ">")));
        check(". == 1", Some(("unexpected", "=")));
        check("selected(${from} 'well')", Some(("unexpected", "'well'")));
        check("selected(${from})", Some(("arguments", "selected")));
        check("ЕСЛИ(${a}, 1, 2)", Some(("function", "ЕСЛИ")));
        check("${a} and ${b} ${c}", Some(("unexpected", "${c}")));
        check("$a > 1", Some(("unexpected", "$")));
        check("a//", Some(("ends", "")));
        check("a[1", Some(("ends", "")));
        check("1,5 > .", Some(("unexpected", ",")));
        check(&"(".repeat(100_000), Some(("unexpected", "(")));
    }

    #[test]
    fn functions_stand_in_order_and_once() {
        assert!(FUNCTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    proptest! {
        #[test]
        fn anything_is_read_or_told(text in "([-a-cө0-9.()\\[\\],/|+=<>!*@:'\"$ ]|\\$\\{a\\}|and|if\\(){0,40}") {
            let _ = fault(&text);
        }
    }
}
