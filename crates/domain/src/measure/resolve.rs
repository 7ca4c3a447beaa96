//! Holds what was written against the registers: every name leads to a field, every comparison makes sense.

use super::columns::{self, Column};
use super::lexer::pointed;
use super::parse::{self, Call, Comparison, Function, Node, Operand, Path, Tree};
use super::{Cond, Condition, Expr, Framing, Measure, Per, Tally, Unit, surveys};
use crate::amount::{self, DECIMAL, TIYN};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::register::{Kind, Register};
use crate::value::{Stored, read_flag};
use crate::words::nearest;
use std::ops::Range;

/// Holds a condition of a register file (a rule, a `when`) against the register.
pub fn resolve(condition: &Condition, register: &Register, catalogue: &Catalogue) -> Result<Cond, Finding> {
    let resolver = Resolver { text: &condition.text, catalogue, personal_allowed: true };
    resolver.cond(&condition.node, register)
}

pub(super) fn measure(text: &str, catalogue: &Catalogue) -> Result<Measure, Finding> {
    let written = parse::measure(text)?;
    let resolver = Resolver { text, catalogue, personal_allowed: false };
    let mut tallies = Vec::new();
    let (expr, unit) = resolver.tree(&written.tree, &mut tallies)?;
    for tally in &mut tallies {
        let register = resolver.known(&tally.register);
        if let Some((path, operand)) = &written.at {
            let at = resolver.compare(path, Comparison::Equal, operand, register)?;
            tally.within = std::mem::replace(&mut tally.within, Cond::Always).and(at);
        }
        // Groups are broken down by what they are themselves, records by what they are.
        let base = tally.per.as_ref().map_or(register, |per| resolver.known(&per.register));
        for path in &written.by {
            tally.by.push(resolver.column(path, base)?);
        }
    }
    let by = tallies.first().map(|tally| tally.by.clone()).unwrap_or_default();
    let framing = tallies.iter().enumerate().filter_map(|(of, tally)| {
        Some(Framing { of, tally: surveys::framing(tally, resolver.known(&tally.register), catalogue)? })
    });
    let framing = framing.collect();
    Ok(Measure { text: text.to_string(), expr, tallies, by, unit, wide: written.wide, framing })
}

struct Resolver<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    personal_allowed: bool,
}

impl<'a> Resolver<'a> {
    fn fault(&self, code: &'static str, span: &Range<usize>) -> Finding {
        pointed(code, self.text, span.clone())
    }

    fn register(&self, path: &Path) -> Result<&'a Register, Finding> {
        let name = &path.segments[0];
        let survey = format!("survey_{name}");
        self.catalogue.register(name).or_else(|| self.catalogue.register(&survey)).ok_or_else(|| {
            let names = self.catalogue.registers().iter().map(|register| register.id.as_str());
            let nearest = nearest(name, names).unwrap_or_default();
            self.fault("measure-register-unknown", &path.span).with("nearest", nearest)
        })
    }

    fn known(&self, id: &str) -> &'a Register {
        self.catalogue.register(id).expect("the register was found when the tally was made")
    }

    fn column(&self, path: &Path, register: &Register) -> Result<Column, Finding> {
        let column = columns::find(path, register, self.catalogue, self.text)?;
        if column.personal && !self.personal_allowed {
            // Erasing a person must change no figure.
            return Err(self.fault("measure-field-personal", &path.span));
        }
        Ok(column)
    }

    fn tree(&self, tree: &Tree, tallies: &mut Vec<Tally>) -> Result<(Expr, Unit), Finding> {
        match tree {
            Tree::Number(number, _) => Ok((Expr::Number(*number), Unit::named(Unit::NUMBER))),
            Tree::Call(call) => self.call(call, tallies),
            Tree::Op(sign, left, right, span) => {
                let (left, left_unit) = self.tree(left, tallies)?;
                let (right, right_unit) = self.tree(right, tallies)?;
                let unit = self.unit_of(*sign, &left_unit, &right_unit, span)?;
                Ok((Expr::Op(*sign, Box::new(left), Box::new(right)), unit))
            }
        }
    }

    /// Apples are added to apples; what is divided by its own kind is a share.
    fn unit_of(&self, sign: char, left: &Unit, right: &Unit, span: &Range<usize>) -> Result<Unit, Finding> {
        let is_plain = |unit: &Unit| unit.name() == Unit::NUMBER;
        let is_money = |unit: &Unit| unit.name() == Unit::MONEY;
        let differ = || {
            let finding = self.fault("measure-units-differ", span);
            Err(finding.with("left", left.name()).with("right", right.name()))
        };
        match sign {
            '+' | '-' if left == right => Ok(left.clone()),
            '+' | '-' if is_money(left) || is_money(right) => differ(),
            '+' | '-' if [left, right].iter().any(|unit| matches!(unit.name(), Unit::SHARE | Unit::POINTS)) => differ(),
            '+' | '-' => Ok(Unit::named(Unit::NUMBER)),
            '/' if is_plain(right) => Ok(left.clone()),
            '/' if left == right || !is_money(left) && !is_money(right) => Ok(Unit::named(Unit::SHARE)),
            '/' => Ok(left.clone()),
            _ if is_plain(right) => Ok(left.clone()),
            _ if is_plain(left) => Ok(right.clone()),
            _ => differ(),
        }
    }

    fn call(&self, call: &Call, tallies: &mut Vec<Tally>) -> Result<(Expr, Unit), Finding> {
        if let Some((inner, field, from, to)) = &call.change {
            let (tally, unit) = self.tally(inner)?;
            let register = self.known(&tally.register);
            let mut at = |operand| -> Result<usize, Finding> {
                let wave = self.compare(field, Comparison::Equal, operand, register)?;
                tallies.push(Tally { within: tally.within.clone().and(wave), ..tally.clone() });
                Ok(tallies.len() - 1)
            };
            let expr = Expr::Change(at(from)?, at(to)?);
            let unit = if unit.name() == Unit::SHARE { Unit::named(Unit::POINTS) } else { unit };
            return Ok((expr, unit));
        }
        let (tally, unit) = match &call.inner {
            Some((inner, group, condition)) => self.grouped(call.function, inner, group, condition.as_ref())?,
            None => self.tally(call)?,
        };
        tallies.push(tally);
        Ok((Expr::Tally(tallies.len() - 1), unit))
    }

    fn grouped(
        &self,
        function: Function,
        inner: &Call,
        group: &Path,
        condition: Option<&Node>,
    ) -> Result<(Tally, Unit), Finding> {
        if !matches!(inner.function, Function::Count | Function::Persons | Function::Sum) {
            return Err(self.fault("measure-not-per-group", &inner.span));
        }
        let (tally, unit) = self.tally(inner)?;
        let register = self.known(&tally.register);
        let groups = self.register(group)?;
        let way = columns::leading_to(&groups.id, register, self.catalogue).ok_or_else(|| {
            self.fault("measure-group-unreachable", &group.span)
                .with("register", &register.id)
                .with("group", &groups.id)
        })?;
        let cond = condition.map_or(Ok(Cond::Always), |node| self.cond(node, groups))?;
        let activity = self.activity(groups);
        let per = Per { register: groups.id.clone(), group: way, cond, activity, function: tally.function };
        Ok((Tally { function, per: Some(per), ..tally }, unit))
    }

    fn tally(&self, call: &Call) -> Result<(Tally, Unit), Finding> {
        let register = self.register(&call.what)?;
        let field = call.what.segments.get(1..).filter(|rest| !rest.is_empty()).map(<[String]>::to_vec);
        let field = field.map(|segments| Path { segments, span: call.what.span.clone() });
        let cond = call.condition.as_ref().map_or(Ok(Cond::Always), |node| self.cond(node, register))?;
        let (of, unit) = match call.function {
            Function::Count | Function::Share => {
                if let Some(field) = &field {
                    return Err(self.fault("measure-counts-records", &field.span).with("register", &register.id));
                }
                let share = call.function == Function::Share;
                (None, Unit::named(if share { Unit::SHARE } else { register.id.as_str() }))
            }
            Function::Persons => (Some(self.person(field.as_ref(), register, &call.what)?), Unit::named(Unit::PERSONS)),
            Function::Sum | Function::Mean | Function::Least | Function::Most => {
                let Some(field) = &field else {
                    return Err(self.fault("measure-needs-field", &call.what.span).with("register", &register.id));
                };
                let column = self.column(field, register)?;
                let unit = self.number_unit(&column, &field.span)?;
                (Some(column), unit)
            }
            Function::Change => return Err(self.fault("measure-change-inside", &call.span)),
        };
        let within = if call.function == Function::Share { surveys::answered(&cond, register) } else { Cond::Always };
        let tally = Tally {
            function: call.function,
            register: register.id.clone(),
            of,
            within,
            cond,
            per: None,
            by: Vec::new(),
            activity: self.activity(register),
        };
        Ok((tally, unit))
    }

    fn activity(&self, register: &Register) -> Option<Column> {
        columns::leading_to(crate::views::ACTIVITY, register, self.catalogue)
    }

    fn person(&self, field: Option<&Path>, register: &Register, what: &Path) -> Result<Column, Finding> {
        if let Some(path) = field {
            return self.column(path, register);
        }
        columns::leading_to(crate::views::PARTICIPANT, register, self.catalogue)
            .ok_or_else(|| self.fault("measure-no-persons", &what.span).with("register", &register.id))
    }

    fn number_unit(&self, column: &Column, span: &Range<usize>) -> Result<Unit, Finding> {
        let field = self.catalogue.register(&column.register).and_then(|register| register.field(&column.field));
        match field.map(|field| (&field.kind, &field.unit)) {
            Some((Kind::Money, _)) => Ok(Unit::named(Unit::MONEY)),
            Some((Kind::Decimal, _)) => Ok(Unit::named(Unit::DECIMAL)),
            Some((Kind::Count, unit)) => Ok(Unit::named(unit.as_deref().unwrap_or(Unit::NUMBER))),
            _ => Err(self.fault("measure-not-a-number", span).with("field", &column.field)),
        }
    }

    fn cond(&self, node: &Node, register: &Register) -> Result<Cond, Finding> {
        let all = |nodes: &[Node]| nodes.iter().map(|node| self.cond(node, register)).collect::<Result<Vec<_>, _>>();
        match node {
            Node::All(nodes) => Ok(Cond::All(all(nodes)?)),
            Node::Any(nodes) => Ok(Cond::Any(all(nodes)?)),
            Node::Not(node) => Ok(Cond::Not(Box::new(self.cond(node, register)?))),
            Node::IsSet(path) => Ok(Cond::IsSet(self.column(path, register)?)),
            Node::Compare(path, comparison, operand) => self.compare(path, *comparison, operand, register),
            Node::OneOf(path, operands) => {
                let column = self.column(path, register)?;
                let values = operands.iter().map(|operand| self.literal(&column, operand)).collect::<Result<_, _>>()?;
                Ok(Cond::OneOf(column, values))
            }
        }
    }

    fn compare(
        &self,
        path: &Path,
        comparison: Comparison,
        operand: &Operand,
        register: &Register,
    ) -> Result<Cond, Finding> {
        let column = self.column(path, register)?;
        let field = self.catalogue.register(&column.register).and_then(|register| register.field(&column.field));
        let kind = field.map(|field| &field.kind);
        let is_ordered = matches!(kind, Some(Kind::Count | Kind::Decimal | Kind::Money | Kind::Date | Kind::Time));
        if !is_ordered && !matches!(comparison, Comparison::Equal | Comparison::Unequal) {
            return Err(self.fault("measure-not-ordered", &path.span).with("field", &column.field));
        }
        if let Operand::Path(right) = operand
            && (right.segments.len() > 1 || is_ordered)
        {
            let right_column = self.column(right, register)?;
            if right_column.integer != column.integer || right_column.many {
                return Err(self.fault("measure-fields-differ", &right.span));
            }
            return Ok(Cond::CompareFields(column, comparison, right_column));
        }
        let value = self.literal(&column, operand)?;
        Ok(Cond::Compare(column, comparison, value))
    }

    fn literal(&self, column: &Column, operand: &Operand) -> Result<Stored, Finding> {
        let (word, span) = match operand {
            Operand::Path(path) => (path.segments.join("."), &path.span),
            Operand::Text(text, span) | Operand::Number(text, span) => (text.clone(), span),
            Operand::Day(day, span) => (day.to_string(), span),
        };
        let field = self.catalogue.register(&column.register).and_then(|register| register.field(&column.field));
        let wrong = |expected: &str| {
            let finding = self.fault("measure-value-wrong", span).with("field", &column.field);
            Err(finding.with("expected", expected))
        };
        let number = |scale: i64| match amount::read_scaled(&word, scale) {
            Some(number) => Ok(Stored::Int(number)),
            None => wrong("0"),
        };
        match field.map(|field| &field.kind) {
            Some(Kind::Choice { choices }) => {
                let list = self.catalogue.choices(choices);
                let words = || list.iter().flat_map(|list| &list.all).map(|choice| choice.id.as_str());
                if words().any(|known| known == word) {
                    return Ok(Stored::Text(word));
                }
                let nearest = nearest(&word, words()).unwrap_or_default();
                let finding = self.fault("measure-choice-unknown", span).with("field", &column.field);
                Err(finding.with("nearest", nearest).with("choices", words().collect::<Vec<_>>().join(", ")))
            }
            Some(Kind::Flag) => match read_flag(&word) {
                Some(yes) => Ok(Stored::Int(i64::from(yes))),
                None => wrong("yes, no"),
            },
            Some(Kind::Count) => number(1),
            Some(Kind::Decimal) => number(DECIMAL),
            Some(Kind::Money) => number(TIYN),
            Some(Kind::Date) => match crate::value::read_date(&word) {
                Some(day) => Ok(Stored::Text(day.to_string())),
                None => wrong("2024-05-14"),
            },
            _ => Ok(Stored::Text(word)),
        }
    }
}
