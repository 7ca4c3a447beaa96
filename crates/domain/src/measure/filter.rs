//! A filter of a list: a field, how it is asked, and what somebody typed or chose, as a condition like those of measures.
//! Who may see the field at all is decided elsewhere (`access`); here only whether the question makes sense.

use super::Cond;
use super::columns::{self, Column};
use super::parse::{Comparison, Path};
use crate::amount::{self, DECIMAL, TIYN};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::id::RecordId;
use crate::register::{Field, Kind, Register};
use crate::value::{self, Stored};
use crate::words::nearest;
use jiff::civil::Date;

/// How a field is asked. A closed list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    /// One of the values, divided by commas (a text as a whole).
    Is,
    /// This or later, this or more.
    From,
    /// This or earlier, this or less.
    To,
    /// Is filled.
    Set,
    /// Is empty.
    Unset,
}

impl Op {
    /// All ways to ask, with the words that addresses of pages use.
    pub const ALL: [(Op, &str); 5] =
        [(Op::Is, "is"), (Op::From, "from"), (Op::To, "to"), (Op::Set, "set"), (Op::Unset, "unset")];

    /// Reads the word of an address.
    pub fn read(word: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|(_, known)| *known == word).map(|(op, _)| op)
    }

    /// The word of an address.
    pub fn word(self) -> &'static str {
        Op::ALL.into_iter().find(|(op, _)| *op == self).map_or("", |(_, word)| word)
    }

    /// The ways in which a kind of field can be asked.
    pub fn of(kind: &Kind) -> &'static [Op] {
        match kind {
            Kind::Count | Kind::Decimal | Kind::Money | Kind::Date | Kind::Time => {
                &[Op::From, Op::To, Op::Is, Op::Set, Op::Unset]
            }
            Kind::Note | Kind::Point | Kind::File => &[Op::Set, Op::Unset],
            _ => &[Op::Is, Op::Set, Op::Unset],
        }
    }
}

/// The condition of one filter. The field may be one of the register or lie over links (`event.place`, or `place` where
/// only one way leads to one). Nothing typed asks nothing. A finding names the field and what was typed.
pub fn filter(
    register: &Register,
    field: &str,
    op: Op,
    typed: &str,
    catalogue: &Catalogue,
) -> Result<Cond, Box<Finding>> {
    let column = column(register, field, catalogue)?;
    let of = catalogue.register(&column.register).and_then(|register| register.field(&column.field));
    let Some(of) = of else { return Err(Box::new(unknown(register, field))) };
    let told = |finding: Finding| Box::new(finding.labelled("field", &of.label).with("typed", typed));
    if !Op::of(&of.kind).contains(&op) {
        return Err(told(Finding::warning("filter-does-not-fit")));
    }
    let typed = typed.trim();
    let bound = |comparison, late| -> Result<Cond, Box<Finding>> {
        let value = stored(of, typed, late, catalogue).map_err(told)?;
        Ok(Cond::Compare(column.clone(), comparison, value))
    };
    match op {
        Op::Set => Ok(Cond::IsSet(column)),
        Op::Unset => Ok(Cond::Not(Box::new(Cond::IsSet(column)))),
        _ if typed.is_empty() => Ok(Cond::Always),
        Op::From => bound(Comparison::AtLeast, false),
        Op::To => bound(Comparison::AtMost, true),
        // A month or a year is a stretch of days.
        Op::Is if of.kind == Kind::Date => Ok(bound(Comparison::AtLeast, false)?.and(bound(Comparison::AtMost, true)?)),
        Op::Is => {
            let is_list = matches!(of.kind, Kind::Choice { .. } | Kind::Link { .. } | Kind::Place);
            let words: Vec<&str> = if is_list { typed.split(',').map(str::trim).collect() } else { vec![typed] };
            let words = words.into_iter().filter(|word| !word.is_empty());
            let values: Vec<Stored> =
                words.map(|word| stored(of, word, false, catalogue).map_err(told)).collect::<Result<_, _>>()?;
            Ok(if values.is_empty() { Cond::Always } else { Cond::OneOf(column, values) })
        }
    }
}

fn column(register: &Register, field: &str, catalogue: &Catalogue) -> Result<Column, Box<Finding>> {
    let segments = field.split('.').map(str::to_string).collect();
    let path = Path { segments, span: 0..field.len() };
    columns::find(&path, register, catalogue, field).map_err(|_| Box::new(unknown(register, field)))
}

fn unknown(register: &Register, field: &str) -> Finding {
    let nearest = nearest(field, register.fields.iter().map(|field| field.id.as_str())).unwrap_or_default();
    Finding::warning("field-unknown").with("name", field).with("nearest", nearest)
}

/// One value as it lies in its column. `late`: the last day of a month or year and not the first.
fn stored(field: &Field, typed: &str, late: bool, catalogue: &Catalogue) -> Result<Stored, Finding> {
    let number = |scale, code| amount::read_scaled(typed, scale).map(Stored::Int).ok_or(Finding::warning(code));
    match &field.kind {
        Kind::Count => number(1, "number-not-whole"),
        Kind::Decimal => number(DECIMAL, "number-malformed"),
        Kind::Money => number(TIYN, "money-malformed"),
        Kind::Date => {
            let day = day(typed, late).ok_or(Finding::warning("date-impossible"))?;
            Ok(Stored::Text(day.to_string()))
        }
        Kind::Time => value::read_time(typed).map(Stored::Text).ok_or(Finding::warning("time-malformed")),
        Kind::Flag => {
            let yes = value::read_flag(typed).ok_or(Finding::warning("flag-malformed"))?;
            Ok(Stored::Int(i64::from(yes)))
        }
        Kind::Choice { choices } => {
            let words = || catalogue.choices(choices).into_iter().flat_map(|list| &list.all).map(|c| c.id.as_str());
            if words().any(|word| word == typed) {
                return Ok(Stored::Text(typed.to_string()));
            }
            Err(Finding::warning("choice-unknown").with("nearest", nearest(typed, words()).unwrap_or_default()))
        }
        Kind::Link { .. } | Kind::Place => {
            let id = RecordId::read(typed).ok_or(Finding::warning("id-malformed"))?;
            Ok(Stored::Text(id.to_string()))
        }
        _ => Ok(Stored::Text(typed.to_string())),
    }
}

/// A day, or the first or last one of a month (`2024-05`) or a year (`2024`).
fn day(typed: &str, late: bool) -> Option<Date> {
    let whole = value::read_date(typed);
    let month = || value::read_date(&format!("{typed}-01"));
    let year = || value::read_date(&format!("{typed}-01-01"));
    whole.or_else(|| month().map(|day| if late { day.last_of_month() } else { day })).or_else(|| {
        let first = year()?;
        Some(if late { first.last_of_year() } else { first })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    const EVENT: &str = "\
[register]\nid = \"event\"\nname = \"{title}\"\ntitle = { en = \"Events\" }\n
[[field]]\nid = \"title\"\nkind = \"text\"\n[[field]]\nid = \"kind\"\nkind = \"choice\"\nchoices = \"event_kind\"\n
[[field]]\nid = \"held_on\"\nkind = \"date\"\n[[field]]\nid = \"place\"\nkind = \"place\"\n
[[field]]\nid = \"cost\"\nkind = \"money\"\n[[field]]\nid = \"open\"\nkind = \"flag\"\n[[field]]\nid = \"list\"\nkind = \"file\"\n";
    const PLACE: &str = "[register]\nid = \"place\"\nname = \"{name}\"\ntitle = { en = \"Places\" }\n
[[field]]\nid = \"name\"\nkind = \"text\"\n[[field]]\nid = \"people\"\nkind = \"count\"\n";
    const KINDS: &str = "[choices]\n[[choice]]\nid = \"seminar\"\n[[choice]]\nid = \"gathering\"\n";

    fn check(filters: &[(&str, Op, &str)], expected: Expect) {
        let files =
            [("registers/event.toml", EVENT), ("registers/place.toml", PLACE), ("choices/event_kind.toml", KINDS)];
        let (catalogue, findings) = Catalogue::read(files.map(|(path, text)| (path.into(), text.into())));
        assert_eq!(findings, vec![]);
        let event = catalogue.register("event").expect("a register");
        let said = filters.iter().map(|(field, op, typed)| match filter(event, field, *op, typed, &catalogue) {
            Ok(cond) => format!("{}\n", shown(&cond)),
            Err(finding) => format!("{} {:?}\n", finding.code, finding.args),
        });
        expected.assert_eq(&said.collect::<String>());
    }

    fn shown(cond: &Cond) -> String {
        match cond {
            Cond::Always => "always".into(),
            Cond::Not(cond) => format!("not {}", shown(cond)),
            Cond::All(all) => all.iter().map(shown).collect::<Vec<_>>().join(" and "),
            Cond::Compare(column, comparison, value) => format!("{} {} {value:?}", column.path(), comparison.sign()),
            Cond::OneOf(column, values) => format!("{} in {values:?}", column.path()),
            Cond::IsSet(column) => format!("{} is set", column.path()),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_list_is_narrowed_by_kind_place_day_and_cost() {
        check(
            &[
                ("kind", Op::Is, "seminar, gathering"),
                ("place", Op::Is, "ulgi"),
                ("place.people", Op::From, "1 000"),
                ("people", Op::To, "2000"),
                ("held_on", Op::From, "14.05.2024"),
                ("held_on", Op::Is, "2024-02"),
                ("held_on", Op::To, "2024"),
                ("cost", Op::To, "12 500,50"),
                ("open", Op::Is, "иә"),
                ("title", Op::Is, "Жиын, екінші"),
                ("list", Op::Unset, ""),
                ("kind", Op::Is, " , "),
            ],
            expect![[r#"
                kind in [Text("seminar"), Text("gathering")]
                place in [Text("ulgi")]
                place.people >= Int(1000)
                place.people <= Int(2000)
                held_on >= Text("2024-05-14")
                held_on >= Text("2024-02-01") and held_on <= Text("2024-02-29")
                held_on <= Text("2024-12-31")
                cost <= Int(1250050)
                open in [Int(1)]
                title in [Text("Жиын, екінші")]
                not list is set
                always
            "#]],
        );
    }

    #[test]
    fn what_makes_no_sense_is_said_with_what_was_typed() {
        check(
            &[
                ("kind", Op::Is, "seminr"),
                ("kind", Op::From, "seminar"),
                ("held_on", Op::From, "31.02.2024"),
                ("place", Op::Is, "' or 1=1"),
                ("cost", Op::To, "much"),
                ("knd", Op::Is, "x"),
                ("place.people.x", Op::Is, "x"),
                ("id", Op::Is, "x"),
            ],
            expect![[r#"
                choice-unknown {"nearest": "seminar", "typed": "seminr"}
                filter-does-not-fit {"typed": "seminar"}
                date-impossible {"typed": "31.02.2024"}
                id-malformed {"typed": "' or 1=1"}
                money-malformed {"typed": "much"}
                field-unknown {"name": "knd", "nearest": "kind"}
                field-unknown {"name": "place.people.x", "nearest": "place"}
                field-unknown {"name": "id", "nearest": ""}
            "#]],
        );
    }

    #[test]
    fn every_way_to_ask_has_its_word() {
        for (op, word) in Op::ALL {
            assert_eq!((Op::read(word), op.word()), (Some(op), word));
        }
    }
}
