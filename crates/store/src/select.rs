//! A measure → SQL. One text for both databases; every value is bound, every name was checked when it was read.
//!
//! A comparison with a missing value is false and its negation true, as in `Cond::holds`. Negation is therefore
//! pushed down to the comparisons, and positive ones stay as plain as an index wants them.

use crate::rows::{personal_table, quoted, table, version};
use auyl_domain::Register;
use auyl_domain::measure::{Column, Comparison, Cond, Function, Per, Step, Tally};
use auyl_domain::value::Stored;

/// A statement in the making: joins and bound values. `$1` is the project.
pub(crate) struct Built {
    base: String,
    as_of: Option<i64>,
    joins: Vec<(Vec<Step>, String)>,
    personal: Vec<String>,
    /// Whether a column of `p` was asked for.
    pub has_asked_personal: bool,
    join_text: String,
    first: usize,
    values: Vec<Stored>,
}

/// A statement and the values to bind after the project.
pub(crate) struct Statement {
    pub sql: String,
    pub values: Vec<Stored>,
}

impl Built {
    /// Over the main table of a register as `m` (and its personal one as `p`).
    pub fn of(register: &Register, as_of: Option<i64>) -> Built {
        let mut built = Built::over("m", 2, as_of);
        if register.has_personal() {
            built.personal.push("m".into());
        }
        built
    }

    fn over(base: &str, first: usize, as_of: Option<i64>) -> Built {
        Built {
            base: base.into(),
            as_of,
            joins: Vec::new(),
            personal: Vec::new(),
            has_asked_personal: false,
            join_text: String::new(),
            first,
            values: Vec::new(),
        }
    }

    /// The joins that the columns so far need.
    pub fn joins(&self) -> &str {
        &self.join_text
    }

    /// The values bound so far.
    pub fn values(&self) -> &[Stored] {
        &self.values
    }

    /// Binds one value more, and gives its place in the text.
    pub fn bind(&mut self, value: Stored) -> String {
        self.values.push(value);
        format!("${}", self.first + self.values.len() - 1)
    }

    fn alias(&mut self, steps: &[Step]) -> String {
        let Some((last, before)) = steps.split_last() else { return self.base.clone() };
        if let Some((_, alias)) = self.joins.iter().find(|(known, _)| known == steps) {
            return alias.clone();
        }
        let from = self.alias(before);
        let alias = format!("{}j{}", self.base, self.joins.len() + 1);
        self.join_text += &format!(
            " left join {} {alias} on {alias}.project = {}.project and {alias}.id = {from}.{} and {}",
            quoted(&table(&last.to)),
            self.base,
            quoted(&last.field),
            version(&alias, self.as_of)
        );
        self.joins.push((steps.to_vec(), alias.clone()));
        alias
    }

    /// A column, joining what it takes to reach it.
    pub fn column(&mut self, column: &Column) -> String {
        if column.of_project {
            let mut from = format!("{} x", quoted(&table(&column.register)));
            if column.personal {
                let personal = quoted(&personal_table(&column.register));
                from += &format!(" join {personal} y on y.project = x.project and y.id = x.id and y.since = x.since");
            }
            return format!(
                "(select {}.{} from {from} where x.project = $1 and {} order by x.id limit 1)",
                if column.personal { "y" } else { "x" },
                quoted(&column.field),
                version("x", self.as_of)
            );
        }
        let alias = self.alias(&column.steps);
        if !column.personal {
            return format!("{alias}.{}", quoted(&column.field));
        }
        if column.steps.is_empty() {
            self.has_asked_personal = true;
            return format!("p.{}", quoted(&column.field));
        }
        if !self.personal.contains(&alias) {
            let personal = quoted(&personal_table(&column.register));
            self.join_text += &format!(
                " left join {personal} {alias}p on {alias}p.project = {alias}.project and {alias}p.id = {alias}.id \
                 and {alias}p.since = {alias}.since"
            );
            self.personal.push(alias.clone());
        }
        format!("{alias}p.{}", quoted(&column.field))
    }

    /// A condition.
    pub fn cond(&mut self, cond: &Cond) -> String {
        self.holds(cond, true)
    }

    /// A condition for which few rows hold. One on a linked record is asked of the records linked to, so that an index of
    /// the link finds the rows; a join would have every row looked at.
    pub fn filter(&mut self, cond: &Cond) -> String {
        let Some(step) = step_first(cond) else { return self.cond(cond) };
        let alias = format!("{}n", self.base);
        let mut inner = Built::over(&alias, self.first + self.values.len(), self.as_of);
        let holds = inner.filter(&after_step(cond));
        let (from, version) = (quoted(&table(&step.to)), version(&alias, self.as_of));
        let text = format!(
            "{}.{} in (select {alias}.id from {from} {alias}{} where {alias}.project = $1 and {version} and {holds})",
            self.base,
            quoted(&step.field),
            inner.joins()
        );
        self.values.extend(inner.values);
        text
    }

    fn holds(&mut self, cond: &Cond, wanted: bool) -> String {
        let mut each = |all: &[Cond], and: bool| {
            let word = if and == wanted { " and " } else { " or " };
            let parts: Vec<String> = all.iter().map(|cond| self.holds(cond, wanted)).collect();
            format!("({})", parts.join(word))
        };
        match cond {
            Cond::Always => if wanted { "1 = 1" } else { "1 = 0" }.to_string(),
            Cond::All(all) => each(all, true),
            Cond::Any(any) => each(any, false),
            Cond::Not(cond) => self.holds(cond, !wanted),
            Cond::IsSet(column) => {
                format!("{} is {}null", self.column(column), if wanted { "not " } else { "" })
            }
            Cond::Compare(column, Comparison::Unequal, value) => {
                self.compare(column, Comparison::Equal, value, !wanted)
            }
            Cond::Compare(column, comparison, value) => self.compare(column, *comparison, value, wanted),
            Cond::CompareFields(left, comparison, right) => {
                let many = left.many;
                let (left, right) = (self.column(left), self.column(right));
                if many {
                    // Only whether it is among them can be asked of a list.
                    let among = contains(&left, &format!("',' || {right} || ','"));
                    let is_equal = *comparison == Comparison::Equal;
                    return match (wanted, is_equal) {
                        (true, true) => among,
                        (false, true) => format!("({left} is null or {right} is null or not {among})"),
                        (true, false) => format!("({right} is not null and ({left} is null or not {among}))"),
                        (false, false) => format!("({right} is null or {among})"),
                    };
                }
                match (wanted, comparison) {
                    // Without a right side nothing is said, whatever the comparison; without a left side it is unequal.
                    (true, Comparison::Unequal) => {
                        format!("({right} is not null and ({left} is null or {left} <> {right}))")
                    }
                    (false, Comparison::Unequal) => format!("({right} is null or {left} = {right})"),
                    (true, comparison) => format!("{left} {} {right}", comparison.sign()),
                    (false, comparison) => {
                        format!("({left} is null or {right} is null or not ({left} {} {right}))", comparison.sign())
                    }
                }
            }
            Cond::OneOf(column, values) => {
                let many = column.many;
                let column = self.column(column);
                let list: Vec<String> = values
                    .iter()
                    .map(|value| match many {
                        true => {
                            let holder = self.bind(member(value));
                            contains(&column, &holder)
                        }
                        false => self.bind(value.clone()),
                    })
                    .collect();
                let positive = if many {
                    format!("({})", list.join(" or "))
                } else {
                    format!("{column} in ({})", list.join(", "))
                };
                if wanted { positive } else { format!("({column} is null or not {positive})") }
            }
        }
    }

    fn compare(&mut self, column: &Column, comparison: Comparison, value: &Stored, wanted: bool) -> String {
        let many = column.many;
        let column = self.column(column);
        let positive = match many {
            true => {
                let holder = self.bind(member(value));
                contains(&column, &holder)
            }
            false => {
                let holder = self.bind(value.clone());
                format!("{column} {} {holder}", comparison.sign())
            }
        };
        if wanted { positive } else { format!("({column} is null or not ({positive}))") }
    }
}

/// The column of a condition that cannot hold without the linked record.
fn only_with_link(cond: &Cond) -> Option<&Column> {
    let column = match cond {
        Cond::Compare(column, comparison, _) if *comparison != Comparison::Unequal => column,
        Cond::OneOf(column, _) | Cond::IsSet(column) => column,
        _ => return None,
    };
    Some(column).filter(|column| !column.of_project && !column.personal)
}

fn step_first(cond: &Cond) -> Option<Step> {
    only_with_link(cond)?.steps.first().cloned()
}

/// The same condition as the linked record has it.
fn after_step(cond: &Cond) -> Cond {
    let after = |column: &Column| Column { steps: column.steps[1..].to_vec(), ..column.clone() };
    match cond {
        Cond::Compare(column, comparison, value) => Cond::Compare(after(column), *comparison, value.clone()),
        Cond::OneOf(column, values) => Cond::OneOf(after(column), values.clone()),
        Cond::IsSet(column) => Cond::IsSet(after(column)),
        other => other.clone(),
    }
}

/// Whether a list has a member. `like` would take `_` for any letter, and on SQLite A for a.
fn contains(list: &str, member: &str) -> String {
    format!("replace({list}, {member}, '') <> {list}")
}

/// A list is kept as `,a,b,`.
fn member(value: &Stored) -> Stored {
    match value {
        Stored::Text(word) => Stored::Text(format!(",{word},")),
        Stored::Int(number) => Stored::Text(format!(",{number},")),
    }
}

/// What a statement about a tally selects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// One row: the value over all.
    Total,
    /// A row a key: keys, then the value.
    Groups,
    /// The counted records: id, since, and the columns asked for.
    Records,
    /// How many would count had they a person.
    WithoutPerson,
}

/// The statement of a tally. A value is one column, or two for a ratio: numerator and denominator.
pub(crate) fn statement(
    tally: &Tally,
    activity: Option<&str>,
    as_of: Option<i64>,
    wanted: Wanted,
    columns: &[String],
) -> Statement {
    match &tally.per {
        Some(per) if matches!(wanted, Wanted::Total | Wanted::Groups) => grouped(tally, per, activity, as_of, wanted),
        _ => plain(tally, activity, as_of, wanted, columns),
    }
}

fn base(built: &mut Built, register: &str, tally_activity: Option<&Column>, activity: Option<&str>) -> String {
    let alias = built.base.clone();
    let mut text = format!("{alias}.project = $1 and {} and {alias}.review is null", version(&alias, built.as_of));
    if let Some((column, activity)) = tally_activity.zip(activity) {
        let column = built.column(column);
        let holder = built.bind(Stored::Text(activity.into()));
        text += &format!(" and {column} = {holder}");
    }
    debug_assert!(!register.is_empty());
    text
}

fn plain(tally: &Tally, activity: Option<&str>, as_of: Option<i64>, wanted: Wanted, columns: &[String]) -> Statement {
    let mut built = Built::over("m", 2, as_of);
    let is_share = tally.function == Function::Share;
    let of = tally.of.as_ref().map(|of| built.column(of)).unwrap_or_default();
    let value = match tally.function {
        Function::Count => "cast(count(*) as bigint)".to_string(),
        Function::Persons => format!("cast(count(distinct {of}) as bigint)"),
        Function::Sum => format!("cast(coalesce(sum({of}), 0) as bigint)"),
        Function::Mean => format!("cast(coalesce(sum({of}), 0) as bigint), cast(count({of}) as bigint)"),
        Function::Least => format!("min({of})"),
        Function::Most => format!("max({of})"),
        Function::Share | Function::Change => {
            let cond = built.cond(&tally.cond);
            format!("cast(coalesce(sum(case when {cond} then 1 else 0 end), 0) as bigint), cast(count(*) as bigint)")
        }
    };
    let mut keys: Vec<String> = Vec::new();
    if wanted == Wanted::Groups {
        keys = tally.by.iter().map(|column| built.column(column)).collect();
    }
    let mut holds = base(&mut built, &tally.register, tally.activity.as_ref(), activity);
    if tally.within != Cond::Always {
        holds += &format!(" and {}", built.cond(&tally.within));
    }
    if tally.cond != Cond::Always && (!is_share || wanted == Wanted::Records) {
        holds += &format!(" and {}", built.cond(&tally.cond));
    }
    let selected = match wanted {
        Wanted::Total => value,
        Wanted::Groups => keys.iter().cloned().chain([value]).collect::<Vec<_>>().join(", "),
        Wanted::Records => {
            if tally.of.is_some() {
                // Who signed without being known, or where no amount stands, nothing was counted.
                holds += &format!(" and {of} is not null");
            }
            let own = ["m.id".to_string(), "m.since".to_string()];
            own.into_iter()
                .chain(columns.iter().map(|column| format!("m.{}", quoted(column))))
                .collect::<Vec<_>>()
                .join(", ")
        }
        Wanted::WithoutPerson => {
            holds += &format!(" and {of} is null");
            "cast(count(*) as bigint)".to_string()
        }
    };
    let tail = match wanted {
        Wanted::Groups => format!(" group by {}", keys.join(", ")),
        Wanted::Records => " order by m.id".to_string(),
        _ => String::new(),
    };
    let sql =
        format!("select {selected} from {} m{} where {holds}{tail}", quoted(&table(&tally.register)), built.joins());
    Statement { sql, values: built.values }
}

/// Groups may be empty: the group's own table is joined with what was counted in each.
fn grouped(tally: &Tally, per: &Per, activity: Option<&str>, as_of: Option<i64>, wanted: Wanted) -> Statement {
    let mut inner = Built::over("b", 2, as_of);
    let of = tally.of.as_ref().map(|of| inner.column(of)).unwrap_or_default();
    let value = match per.function {
        Function::Persons => format!("count(distinct {of})"),
        Function::Sum => format!("coalesce(sum({of}), 0)"),
        _ => "count(*)".to_string(),
    };
    let group = inner.column(&per.group);
    let mut holds = base(&mut inner, &tally.register, tally.activity.as_ref(), activity);
    for cond in [&tally.within, &tally.cond] {
        if *cond != Cond::Always {
            holds += &format!(" and {}", inner.cond(cond));
        }
    }
    let inside = format!(
        "select {group} as g, cast({value} as bigint) as n from {} b{} where {holds} group by {group}",
        quoted(&table(&tally.register)),
        inner.joins()
    );
    let mut outer = Built::over("m", 2 + inner.values.len(), as_of);
    let n = "coalesce(i.n, 0)";
    let value = match tally.function {
        Function::Least => format!("min({n})"),
        Function::Most => format!("max({n})"),
        _ => format!("cast(coalesce(sum({n}), 0) as bigint), cast(count(*) as bigint)"),
    };
    let keys: Vec<String> = match wanted {
        Wanted::Groups => tally.by.iter().map(|column| outer.column(column)).collect(),
        _ => Vec::new(),
    };
    let mut holds = base(&mut outer, &per.register, per.activity.as_ref(), activity);
    if per.cond != Cond::Always {
        holds += &format!(" and {}", outer.cond(&per.cond));
    }
    let selected = keys.iter().cloned().chain([value]).collect::<Vec<_>>().join(", ");
    let tail = if keys.is_empty() { String::new() } else { format!(" group by {}", keys.join(", ")) };
    let sql = format!(
        "select {selected} from {} m left join ({inside}) i on i.g = m.id{} where {holds}{tail}",
        quoted(&table(&per.register)),
        outer.joins()
    );
    let mut values = inner.values;
    values.extend(outer.values);
    Statement { sql, values }
}
