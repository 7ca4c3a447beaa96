//! From tokens to what was written, before anybody asks whether the registers have such fields.

use super::lexer::{Token, pointed, tokens};
use crate::finding::Finding;
use jiff::civil::Date;
use std::ops::Range;

/// `a.b.c` with its place in the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Path {
    pub segments: Vec<String>,
    pub span: Range<usize>,
}

/// What may stand right of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Operand {
    Path(Path),
    Text(String, Range<usize>),
    Number(String, Range<usize>),
    Day(Date, Range<usize>),
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`, which is *not equal* and so holds for a missing value
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The sign, the same in the measure language and in SQL.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::Unequal => "<>",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }

    /// Whether it holds between two values that stand in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::More => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Compare(Path, Comparison, Operand),
    OneOf(Path, Vec<Operand>),
    IsSet(Path),
}

/// The functions of the language. A closed list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    /// Records.
    Count,
    /// Distinct people.
    Persons,
    /// Of a number field.
    Sum,
    /// Average of a number field, or of counts per group.
    Mean,
    /// Smallest value of a number field, or smallest count of any group.
    Least,
    /// Largest, likewise.
    Most,
    /// Records for which the condition holds, of all.
    Share,
    /// Of a share or mean from one wave to another.
    Change,
}

impl Function {
    /// Words and functions.
    pub const ALL: [(&'static str, Function); 8] = [
        ("count", Function::Count),
        ("persons", Function::Persons),
        ("sum", Function::Sum),
        ("mean", Function::Mean),
        ("least", Function::Least),
        ("most", Function::Most),
        ("share", Function::Share),
        ("change", Function::Change),
    ];
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Call {
    pub function: Function,
    pub span: Range<usize>,
    /// Register, and field path where one is named.
    pub what: Path,
    pub condition: Option<Node>,
    /// `least(count(…) per event where …)`: the inner call, the group and its condition.
    pub inner: Option<(Box<Call>, Path, Option<Node>)>,
    /// `change(…, wave: a -> b)`.
    pub change: Option<(Box<Call>, Path, Operand, Operand)>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Tree {
    Number(i64, Range<usize>),
    Call(Box<Call>),
    Op(char, Box<Tree>, Box<Tree>, Range<usize>),
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Written {
    pub tree: Tree,
    pub at: Option<(Path, Operand)>,
    pub by: Vec<Path>,
    pub wide: bool,
}

pub(super) fn measure(text: &str) -> Result<Written, Finding> {
    let mut parser = Parser::new(text)?;
    let tree = parser.sum()?;
    let mut written = Written { tree, at: None, by: Vec::new(), wide: false };
    loop {
        if parser.take_word("by") {
            written.by.push(parser.path()?);
            while parser.take_sign(",") {
                written.by.push(parser.path()?);
            }
        } else if parser.take_word("at") {
            let path = parser.path()?;
            parser.expect_sign("=")?;
            written.at = Some((path, parser.operand()?));
        } else if parser.take_word("in") {
            parser.expect_word("project")?;
            written.wide = true;
        } else {
            parser.expect_end(&["by", "at", "in"])?;
            return Ok(written);
        }
    }
}

pub(super) fn condition(text: &str) -> Result<Node, Finding> {
    let mut parser = Parser::new(text)?;
    let node = parser.any()?;
    parser.expect_end(&["and", "or"])?;
    Ok(node)
}

/// Deeper nesting than any sentence needs would overflow the stack.
const DEEPEST: u32 = 64;

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    depth: u32,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Parser<'a>, Finding> {
        Ok(Parser { text, tokens: tokens(text)?, next: 0, depth: 0 })
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next].0
    }

    fn span(&self) -> Range<usize> {
        self.tokens[self.next].1.clone()
    }

    fn advance(&mut self) {
        if self.next + 1 < self.tokens.len() {
            self.next += 1;
        }
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(s) if *s == sign);
        if found {
            self.advance();
        }
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(w) if w == word);
        if found {
            self.advance();
        }
        found
    }

    fn expected(&self, what: &str) -> Finding {
        pointed("measure-expected", self.text, self.span()).with("expected", what)
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), Finding> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.expected(sign)) }
    }

    fn expect_word(&mut self, word: &str) -> Result<(), Finding> {
        if self.take_word(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    fn expect_end(&mut self, could_follow: &[&str]) -> Result<(), Finding> {
        match self.peek() {
            Token::End => Ok(()),
            _ => Err(self.expected(&could_follow.join(", "))),
        }
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Finding>) -> Result<T, Finding> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(pointed("measure-too-deep", self.text, self.span()));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn path(&mut self) -> Result<Path, Finding> {
        let start = self.span().start;
        let mut segments = vec![self.word()?];
        while matches!(self.peek(), Token::Sign(".")) {
            self.advance();
            segments.push(self.word()?);
        }
        let end = self.tokens[self.next - 1].1.end;
        Ok(Path { segments, span: start..end })
    }

    fn word(&mut self) -> Result<String, Finding> {
        match self.peek().clone() {
            Token::Word(word) => {
                self.advance();
                Ok(word)
            }
            _ => Err(self.expected("name")),
        }
    }

    fn operand(&mut self) -> Result<Operand, Finding> {
        let span = self.span();
        let operand = match self.peek().clone() {
            Token::Text(text) => Operand::Text(text, span),
            Token::Day(day) => Operand::Day(day, span),
            Token::Number(number) => Operand::Number(number, span),
            Token::Sign("-") => {
                self.advance();
                match self.peek().clone() {
                    Token::Number(number) => Operand::Number(format!("-{number}"), span.start..self.span().end),
                    _ => return Err(self.expected("0")),
                }
            }
            Token::Word(_) => return self.path().map(Operand::Path),
            _ => return Err(self.expected("name, \"…\", 0, 2024-05-14")),
        };
        self.advance();
        Ok(operand)
    }

    fn any(&mut self) -> Result<Node, Finding> {
        self.deeper(|p| {
            let mut nodes = vec![p.all()?];
            while p.take_word("or") {
                nodes.push(p.all()?);
            }
            Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Any(nodes) })
        })
    }

    fn all(&mut self) -> Result<Node, Finding> {
        let mut nodes = vec![self.one()?];
        while self.take_word("and") {
            nodes.push(self.one()?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::All(nodes) })
    }

    fn one(&mut self) -> Result<Node, Finding> {
        if self.take_word("not") {
            return self.deeper(|p| Ok(Node::Not(Box::new(p.one()?))));
        }
        if self.take_sign("(") {
            let node = self.any()?;
            self.expect_sign(")")?;
            return Ok(node);
        }
        let path = self.path()?;
        if self.take_word("is") {
            let negated = self.take_word("not");
            self.expect_word("set")?;
            let node = Node::IsSet(path);
            return Ok(if negated { Node::Not(Box::new(node)) } else { node });
        }
        if self.take_word("in") {
            self.expect_sign("(")?;
            let mut operands = vec![self.operand()?];
            while self.take_sign(",") {
                operands.push(self.operand()?);
            }
            self.expect_sign(")")?;
            return Ok(Node::OneOf(path, operands));
        }
        let comparison = match self.peek() {
            Token::Sign("=") => Comparison::Equal,
            Token::Sign("!=") => Comparison::Unequal,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::AtMost,
            Token::Sign(">") => Comparison::More,
            Token::Sign(">=") => Comparison::AtLeast,
            _ => return Err(self.expected("= != < <= > >= in is")),
        };
        self.advance();
        Ok(Node::Compare(path, comparison, self.operand()?))
    }

    fn sum(&mut self) -> Result<Tree, Finding> {
        self.deeper(|p| {
            let mut left = p.product()?;
            loop {
                let span = p.span();
                let sign = if p.take_sign("+") {
                    '+'
                } else if p.take_sign("-") {
                    '-'
                } else {
                    return Ok(left);
                };
                left = Tree::Op(sign, Box::new(left), Box::new(p.product()?), span);
            }
        })
    }

    fn product(&mut self) -> Result<Tree, Finding> {
        let mut left = self.factor()?;
        loop {
            let span = self.span();
            let sign = if self.take_sign("*") {
                '*'
            } else if self.take_sign("/") {
                '/'
            } else {
                return Ok(left);
            };
            left = Tree::Op(sign, Box::new(left), Box::new(self.factor()?), span);
        }
    }

    fn factor(&mut self) -> Result<Tree, Finding> {
        if self.take_sign("(") {
            let tree = self.sum()?;
            self.expect_sign(")")?;
            return Ok(tree);
        }
        let span = self.span();
        if let Token::Number(number) = self.peek().clone() {
            let Ok(number) = number.parse() else {
                return Err(pointed("measure-number-not-whole", self.text, span));
            };
            self.advance();
            return Ok(Tree::Number(number, span));
        }
        self.call().map(|call| Tree::Call(Box::new(call)))
    }

    fn call(&mut self) -> Result<Call, Finding> {
        self.deeper(Self::call_inside)
    }

    fn call_inside(&mut self) -> Result<Call, Finding> {
        let span = self.span();
        let names = || Function::ALL.map(|(name, _)| name);
        let Token::Word(word) = self.peek().clone() else {
            return Err(self.expected(&names().join(", ")));
        };
        let Some((_, function)) = Function::ALL.into_iter().find(|(name, _)| *name == word) else {
            let nearest = crate::words::nearest(&word, names()).unwrap_or_default();
            let finding = pointed("measure-function-unknown", self.text, span);
            return Err(finding.with("nearest", nearest).with("functions", names().join(", ")));
        };
        self.advance();
        self.expect_sign("(")?;
        let call = match function {
            Function::Change => self.change(span)?,
            Function::Least | Function::Most | Function::Mean if self.is_call_ahead() => {
                self.grouped(function, span)?
            }
            _ => {
                let what = self.register_path()?;
                let condition = if self.take_word("where") { Some(self.any()?) } else { None };
                Call { function, span, what, condition, inner: None, change: None }
            }
        };
        self.expect_sign(")")?;
        Ok(call)
    }

    fn is_call_ahead(&self) -> bool {
        matches!(self.tokens.get(self.next + 1), Some((Token::Sign("("), _)))
    }

    /// `answer of engagement` is another way to say the register of the survey `engagement`.
    fn register_path(&mut self) -> Result<Path, Finding> {
        let path = self.path()?;
        if path.segments == ["answer"] && self.take_word("of") { self.path() } else { Ok(path) }
    }

    fn grouped(&mut self, function: Function, span: Range<usize>) -> Result<Call, Finding> {
        let inner = self.call()?;
        self.expect_word("per")?;
        let group = self.path()?;
        let condition = if self.take_word("where") { Some(self.any()?) } else { None };
        let what = inner.what.clone();
        Ok(Call {
            function,
            span,
            what,
            condition: None,
            inner: Some((Box::new(inner), group, condition)),
            change: None,
        })
    }

    fn change(&mut self, span: Range<usize>) -> Result<Call, Finding> {
        let inner = self.call()?;
        self.expect_sign(",")?;
        let field = self.path()?;
        self.expect_sign(":")?;
        let from = self.operand()?;
        self.expect_sign("->")?;
        let to = self.operand()?;
        let what = inner.what.clone();
        let change = Some((Box::new(inner), field, from, to));
        Ok(Call { function: Function::Change, span, what, condition: None, inner: None, change })
    }
}
