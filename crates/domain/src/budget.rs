//! The budget of a rural district, the *fourth level*, in the layout in which a maslikhat decides it: revenue by its sources,
//! spending, net lending, the balance of financial assets, the deficit or surplus, and its financing. Lines come in, rows and
//! what does not add up go out. Sums are tiyn; nothing here knows where lines are kept or how sums are written.

mod monitoring;

pub use monitoring::{Half, Sheet, findings as monitoring_findings};

use crate::finding::Finding;
use crate::views::PLACE;
use crate::words::Words;

/// The parts of a budget decision, in its order, with the words that records keep.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// What comes in.
    Revenue,
    /// What is spent.
    Spending,
    /// Credits given, less those paid back.
    Lending,
    /// Financial assets bought, less those sold.
    Assets,
    /// What is missing, below nought; above it a surplus.
    Deficit,
    /// Where what is missing comes from.
    Financing,
}

impl Part {
    /// All of them.
    pub const ALL: [(Part, &str); 6] = [
        (Part::Revenue, "revenue"),
        (Part::Spending, "spending"),
        (Part::Lending, "lending"),
        (Part::Assets, "assets"),
        (Part::Deficit, "deficit"),
        (Part::Financing, "financing"),
    ];

    /// Reads the word of a record.
    pub fn read(word: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|(_, known)| *known == word).map(|(part, _)| part)
    }

    /// The word of a record.
    pub fn word(self) -> &'static str {
        Part::ALL.into_iter().find(|(part, _)| *part == self).map_or("", |(_, word)| word)
    }
}

/// Sums of a line or of several: planned, and carried out in the first half-year and in the year. None where it was not said
/// of one of them, because a sum without it would say too little.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Planned.
    pub plan: i64,
    /// Carried out in the first half-year.
    pub half: Option<i64>,
    /// Carried out in the year, or so far.
    pub actual: Option<i64>,
}

impl Sums {
    /// All of them together.
    pub fn of<'s>(all: impl IntoIterator<Item = &'s Sums>) -> Sums {
        let nothing = Sums { plan: 0, half: Some(0), actual: Some(0) };
        all.into_iter().fold(nothing, |sum, next| sum.with(next, i64::saturating_add))
    }

    fn with(&self, other: &Sums, add: fn(i64, i64) -> i64) -> Sums {
        Sums {
            plan: add(self.plan, other.plan),
            half: self.half.zip(other.half).map(|(a, b)| add(a, b)),
            actual: self.actual.zip(other.actual).map(|(a, b)| add(a, b)),
        }
    }

    fn less(&self, other: &Sums) -> Sums {
        self.with(other, i64::saturating_sub)
    }

    fn negated(&self) -> Sums {
        Sums::of([]).less(self)
    }
}

/// A line as it is recorded.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Which part it belongs to.
    pub part: Part,
    /// Word of the source of revenue; empty for other parts.
    pub source: String,
    /// What it is for.
    pub title: Words,
    /// Its sums.
    pub sums: Sums,
}

/// What a row of the layout is.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A part, with the sum of its lines.
    Part,
    /// A source of revenue, with the sum of its lines.
    Source(String),
    /// A line.
    Line(Words),
}

/// A row of the layout.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The part that it is, or belongs to.
    pub part: Part,
    /// What it is.
    pub kind: Kind,
    /// Its sums.
    pub sums: Sums,
}

/// The sums of a part.
pub fn sum(lines: &[Line], part: Part) -> Sums {
    Sums::of(lines.iter().filter(|line| line.part == part).map(|line| &line.sums))
}

/// What is missing: revenue less spending, lending and assets.
pub fn deficit(lines: &[Line]) -> Sums {
    [Part::Spending, Part::Lending, Part::Assets].iter().fold(sum(lines, Part::Revenue), |left, part| {
        let out = sum(lines, *part);
        left.less(&out)
    })
}

/// The layout of a decision: every part, under revenue its sources in this order, under the others their lines. The deficit and
/// its financing are reckoned where no line says them.
pub fn layout(lines: &[Line], sources: &[String]) -> Vec<Row> {
    let mut rows = Vec::new();
    let missing = deficit(lines);
    for (part, _) in Part::ALL {
        let own: Vec<&Line> = lines.iter().filter(|line| line.part == part).collect();
        let sums = match part {
            Part::Deficit => missing,
            Part::Financing if own.is_empty() => missing.negated(),
            _ => sum(lines, part),
        };
        rows.push(Row { part, kind: Kind::Part, sums });
        if part == Part::Revenue {
            for source in sources {
                let of: Vec<&Sums> = own.iter().filter(|line| line.source == *source).map(|line| &line.sums).collect();
                if !of.is_empty() {
                    rows.push(Row { part, kind: Kind::Source(source.clone()), sums: Sums::of(of) });
                }
            }
        } else if part != Part::Deficit {
            let line = |line: &&Line| Row { part, kind: Kind::Line(line.title.clone()), sums: line.sums };
            rows.extend(own.iter().map(line));
        }
    }
    rows
}

/// What does not add up: a deficit that is said and another one that follows, a financing that does not cover it.
pub fn findings(village: &Words, year: i16, lines: &[Line]) -> Vec<Finding> {
    let (reckoned, mut findings) = (deficit(lines), Vec::new());
    let mut hold = |part: Part, code: &'static str, expected: Sums| {
        if !lines.iter().any(|line| line.part == part) {
            return;
        }
        let said = sum(lines, part);
        if said.plan != expected.plan {
            let finding = Finding::warning(code).labelled(PLACE, village).with("year", year);
            let finding = finding.with("said", thousands(said.plan));
            findings.push(finding.with("reckoned", thousands(expected.plan)));
        }
    };
    hold(Part::Deficit, "budget-deficit-differs", reckoned);
    hold(Part::Financing, "budget-financing-differs", reckoned.negated());
    findings
}

/// A sum as decisions write it: in thousand tenge.
pub fn thousands(tiyn: i64) -> String {
    crate::amount::shown_scaled(tiyn, crate::amount::TIYN * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// `part source plan half actual` in thousand tenge, `-` where nothing was said.
    fn lines(text: &str) -> Vec<Line> {
        let line = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let [part, source, plan, half, actual] = words[..] else { panic!("{text}") };
            let sum = |text: &str| text.parse::<i64>().ok().map(|n| n * 100_000);
            Line {
                part: Part::read(part).expect("a part"),
                source: source.trim_matches('-').to_string(),
                title: Words { kk: source.into(), ru: source.into(), en: source.into() },
                sums: Sums { plan: sum(plan).expect("a plan"), half: sum(half), actual: sum(actual) },
            }
        };
        text.lines().map(str::trim).filter(|text| !text.is_empty()).map(line).collect()
    }

    fn check(text: &str, expected: Expect) {
        let lines = lines(text);
        let shown = |sum: Option<i64>| sum.map_or("–".into(), thousands);
        let row = |row: &Row| {
            let name = match &row.kind {
                Kind::Part => row.part.word().to_string(),
                Kind::Source(source) => format!("  {source}"),
                Kind::Line(title) => format!("  {}", title.ru),
            };
            let Sums { plan, half, actual } = row.sums;
            format!("{name}: {} / {} / {}\n", thousands(plan), shown(half), shown(actual))
        };
        let mut said: String = layout(&lines, &["tax".into(), "transfers".into()]).iter().map(row).collect();
        let finding = |of: Finding| format!("! {} {} {}\n", of.code, of.args["said"], of.args["reckoned"]);
        said.extend(findings(&Words::default(), 2024, &lines).into_iter().map(finding));
        expected.assert_eq(&said);
    }

    #[test]
    fn a_budget_is_laid_out_as_a_maslikhat_decides_it() {
        check(
            "revenue tax 22551 9000 -
             revenue transfers 82869 41000 82869
             revenue tax 298 100 300
             spending roads 60000 20000 59000
             spending office 54179 25000 54000",
            expect![[r#"
                revenue: 105 718 / 50 100 / –
                  tax: 22 849 / 9 100 / –
                  transfers: 82 869 / 41 000 / 82 869
                spending: 114 179 / 45 000 / 113 000
                  roads: 60 000 / 20 000 / 59 000
                  office: 54 179 / 25 000 / 54 000
                lending: 0 / 0 / 0
                assets: 0 / 0 / 0
                deficit: −8 461 / 5 100 / –
                financing: 8 461 / −5 100 / –
            "#]],
        );
    }

    #[test]
    fn a_deficit_that_does_not_follow_is_told() {
        check(
            "revenue tax 100 - -
             spending roads 120 - -
             deficit said -10 - -
             financing rest 10 - -",
            expect![[r#"
                revenue: 100 / – / –
                  tax: 100 / – / –
                spending: 120 / – / –
                  roads: 120 / – / –
                lending: 0 / 0 / 0
                assets: 0 / 0 / 0
                deficit: −20 / – / –
                financing: 10 / – / –
                  rest: 10 / – / –
                ! budget-deficit-differs −10 −20
                ! budget-financing-differs 10 20
            "#]],
        );
    }

    #[test]
    fn a_budget_of_nothing_and_one_of_too_much_do_not_break() {
        assert!(findings(&Words::default(), 2024, &[]).is_empty() && layout(&[], &[]).len() == 6);
        let huge = Line {
            part: Part::Revenue,
            source: String::new(),
            title: Words::default(),
            sums: Sums { plan: i64::MAX, half: None, actual: Some(i64::MAX) },
        };
        assert_eq!(sum(&[huge.clone(), huge], Part::Revenue).plan, i64::MAX);
    }
}
