//! # What it does
//! Divides: "126 из 360 (35 %)", shares of a table beside their numbers, per cent of a plan beside plan and actual; and takes
//! one level from the other where the growth is told in points.
//!
//! # Why it matters
//! A share that is not what its numbers make was taken from elsewhere, and so were the conclusions drawn from it.
//!
//! # Example
//! "186 человек из 310 – 68 %"; "с 35 % до 52,5 %, рост на 21 процентный пункт".

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::source::{Grid, Passage};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check { codes: &["audit-share", "audit-points", "audit-percent-or-points"], run };

/// Words between a part and its share.
const NEAR: usize = 8;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages() {
        found.extend(beside_its_part(paper, text));
        found.extend(points(passage, text));
        found.extend(of_the_plan(paper, passage, text));
    }
    for grid in paper.source.tables() {
        found.extend(in_table(paper, grid));
    }
    found.extend(percent_for_points(paper));
    found
}

/// Whether a share, in hundredths of a percent, is what two numbers make, as exact as it is written; cutting counts as rounding.
fn fits(part: i64, whole: i64, share: i64) -> bool {
    let exact = i128::from(part) * 100 * i128::from(ONE) / i128::from(whole.max(1));
    let allowed = if share % ONE == 0 {
        99
    } else if share % 10 == 0 {
        10
    } else {
        1
    };
    (exact - i128::from(share)).abs() <= allowed
}

fn wrong(quotes: Vec<Quote>, part: i64, whole: i64, share: i64) -> Remark {
    let exact = i64::try_from(i128::from(part) * 1_000 / i128::from(whole.max(1))).unwrap_or(i64::MAX / 10);
    Remark::new("audit-share", Severity::Severe, quotes)
        .with("part", shown_scaled(part, ONE))
        .with("whole", shown_scaled(whole, ONE))
        .with("share", shown_scaled(share, ONE))
        .with("exact", shown_scaled(exact * 10, ONE))
}

/// "84 респондента из 300 (28 %)", "104 респонденттің 51-і (49 %)".
fn beside_its_part(paper: &Paper<'_>, text: &Text) -> Vec<Remark> {
    let said = paper.said(text);
    let mut found = Vec::new();
    for (nth, part) in text.claims.iter().enumerate() {
        let Some(whole) = part.of.filter(|whole| *whole > 0) else { continue };
        let sentence = said.sentence(part.token);
        let share = text.claims[nth + 1..].iter().take(2).find(|claim| claim.number.value != whole);
        let Some(share) = share.filter(|claim| {
            claim.unit == Unit::Percent && sentence.contains(&claim.token) && claim.token - part.token <= NEAR
        }) else {
            continue;
        };
        // "18,5 % в апреле (30 из 162), 33,3 % – в октябре (56 из 168)": the share stands before.
        let own =
            text.claims[..nth].iter().rfind(|claim| claim.unit == Unit::Percent && sentence.contains(&claim.token));
        let is_before = own.is_some_and(|own| fits(part.number.value, whole, own.number.value));
        if share.is_exact() && !is_before && !fits(part.number.value, whole, share.number.value) {
            let quotes = [share, part].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
            found.push(wrong(quotes, part.number.value, whole, share.number.value));
        }
    }
    found
}

/// Two levels and their difference in one passage.
fn points(passage: &Passage, text: &Text) -> Option<Remark> {
    let of = |unit: Unit| -> Vec<&Claim> {
        text.claims.iter().filter(|claim| claim.unit == unit && (claim.is_exact() || claim.is_level)).collect()
    };
    let (levels, growth) = (of(Unit::Percent), of(Unit::Points));
    let ([first, second], [growth]) = (levels.as_slice(), growth.as_slice()) else { return None };
    let difference = (first.number.value - second.number.value).abs();
    let exact = [first, second, growth].iter().all(|claim| claim.number.value % ONE == 0);
    // Levels that are rounded to whole percent may be off by one together.
    let allowed = if exact || growth.number.value % ONE != 0 { 10 } else { ONE };
    ((difference - growth.number.value).abs() > allowed).then(|| {
        let quotes = [growth, first, second].map(|claim| Quote::part(passage.place.passage, claim.at.clone())).to_vec();
        Remark::new("audit-points", Severity::Severe, quotes)
            .with("told", shown_scaled(growth.number.value, ONE))
            .with("difference", shown_scaled(difference, ONE))
    })
}

/// What one place calls points another calls percent.
fn percent_for_points(paper: &Paper<'_>) -> Vec<Remark> {
    let points: BTreeMap<i64, &Claim> = paper
        .texts
        .iter()
        .flat_map(|text| &text.claims)
        .filter(|claim| claim.unit == Unit::Points)
        .map(|claim| (claim.number.value, claim))
        .collect();
    let mut found = Vec::new();
    for text in &paper.texts {
        let said = paper.said(text);
        for claim in text.claims.iter().filter(|claim| claim.unit == Unit::Percent && !claim.is_level) {
            let sentence = said.sentence(claim.token);
            let grew = said.says("grew", &sentence);
            let Some(other) = points.get(&claim.number.value).filter(|_| grew) else { continue };
            let quotes = [claim, other].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
            found.push(
                Remark::new("audit-percent-or-points", Severity::Warning, quotes)
                    .with("value", shown_scaled(claim.number.value, ONE)),
            );
        }
    }
    found
}

/// "План выполнен на 125 %" of an activity of which plan and actual are known.
fn of_the_plan(paper: &Paper<'_>, passage: &Passage, text: &Text) -> Option<Remark> {
    let activity = &paper.activities[text.where_.activity.filter(|_| passage.place.table.is_none())?];
    let said = paper.said(text);
    let value = |at: Option<u32>| {
        let claim = paper.text(at?)?.1.claims.first()?;
        (claim.unit == Unit::Piece && claim.number.value > 0).then_some(claim)
    };
    let pairs: Vec<(&Claim, &Claim)> =
        activity.pairs.iter().filter_map(|pair| Some((value(pair.plan)?, value(pair.actual)?))).collect();
    text.claims.iter().filter(|claim| claim.unit == Unit::Percent && claim.is_exact()).find_map(|claim| {
        let sentence = said.sentence(claim.token);
        let is_of_plan = said.says("of_plan", &sentence);
        let is_made =
            |(plan, actual): &(&Claim, &Claim)| fits(actual.number.value, plan.number.value, claim.number.value);
        let farthest = pairs.iter().max_by_key(|(plan, actual)| (actual.number.value - plan.number.value).abs());
        let (plan, actual) = farthest.filter(|_| is_of_plan && !pairs.iter().any(is_made))?;
        let quotes = [claim, actual, plan].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
        Some(wrong(quotes, actual.number.value, plan.number.value, claim.number.value))
    })
}

/// Numbers of a column by their rows.
type Column<'c> = BTreeMap<u32, &'c Claim>;

/// A column of shares beside a column of numbers, or beside plan and actual: where most rows fit, one that does not is wrong.
fn in_table(paper: &Paper<'_>, grid: &Grid) -> Vec<Remark> {
    let known = paper.tables.iter().find(|known| known.table == grid.number);
    let headings = known.map_or(grid.header_rows.max(1), |known| known.headings);
    let column = |column: u32| -> Column<'_> {
        let cells = grid.cells.iter().filter(|cell| cell.column == column && cell.row > headings);
        let number = |cell: &crate::source::GridCell| match cell.passages.as_slice() {
            [one] => match paper.texts.get(*one as usize - 1)?.claims.as_slice() {
                [claim] if claim.is_exact() => Some((cell.row, claim)),
                _ => None,
            },
            _ => None,
        };
        cells.filter_map(number).collect()
    };
    let columns: Vec<Column<'_>> = (1..=grid.columns).map(column).collect();
    let mut found = Vec::new();
    for shares in
        columns.iter().filter(|column| column.len() >= 2 && column.values().all(|claim| claim.unit == Unit::Percent))
    {
        let numbers: Vec<&Column<'_>> = columns
            .iter()
            .filter(|column| column.len() >= 2 && column.values().all(|claim| claim.unit == Unit::Piece))
            .filter(|column| shares.keys().filter(|row| column.contains_key(row)).count() >= 2)
            .collect();
        let role = |role: &str| known.and_then(|known| known.column(role)).map(|column| &columns[column as usize - 1]);
        found.extend(match (role("plan").zip(role("actual")), numbers.as_slice()) {
            (Some((plan, actual)), _) => odd(shares, |row| Some((*actual.get(&row)?, plan.get(&row)?.number.value))),
            (None, [numbers]) => {
                // The last row may be the whole; else the whole is all of them.
                let all: i64 = numbers.values().map(|claim| claim.number.value).sum();
                let last = numbers.values().last().map_or(0, |claim| claim.number.value);
                let whole = if last * 2 == all { last } else { all };
                odd(shares, |row| Some((*numbers.get(&row)?, whole)))
            }
            _ => Vec::new(),
        });
    }
    found
}

/// Rows whose share is not what their numbers make, where most of the others are.
fn odd<'c>(shares: &Column<'c>, of: impl Fn(u32) -> Option<(&'c Claim, i64)>) -> Vec<Remark> {
    let rows: Vec<(&Claim, &Claim, i64)> = shares
        .iter()
        .filter_map(|(row, share)| of(*row).map(|(part, whole)| (*share, part, whole)))
        .filter(|(.., whole)| *whole > 0)
        .collect();
    let is_odd = |(share, part, whole): &&(&Claim, &Claim, i64)| !fits(part.number.value, *whole, share.number.value);
    let wrong_ones: Vec<_> = rows.iter().filter(is_odd).collect();
    if rows.len() < 3 || wrong_ones.len() * 3 > rows.len() {
        return Vec::new();
    }
    wrong_ones
        .into_iter()
        .map(|(share, part, whole)| {
            let quotes = [share, part].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
            wrong(quotes, part.number.value, *whole, share.number.value)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn forty_two_of_a_hundred_are_not_forty_six_per_cent() {
        check(
            "О дорогах сказали 42 из 100 (46 %), о воде 37 из 100 (37 %).",
            expect![[r#"
            audit-share: 42 of 100 is 42 %, not 46 %.
                «…сказали 42 из 100 (46 %), о воде 37 из 100…» «…дорогах сказали 42 из 100 (46 %), о воде…»
        "#]],
        );
    }

    #[test]
    fn a_share_of_a_table_that_its_numbers_do_not_make() {
        check(
            "Жауап\tАдам саны\tҮлесі
Қоқыс\t186\t68%
Ауызсу\t93\t30%
Жол\t31\t10%
Барлығы\t310\t100%",
            expect![[r#"
                audit-share: 186 of 310 is 60 %, not 68 %.
                    «68%» «186»
                audit-sum (total_row): The parts add up to 108, the whole is given as 100: a difference of 8.
                    «100%» «68%» «30%» «10%»
            "#]],
        );
    }

    #[test]
    fn levels_and_their_difference_in_points() {
        check(
            "Доля выросла с 35 % до 52,5 %, то есть на 21 процентный пункт.

Үлес 75%-дан 25%-ға, 50 пайыздық тармаққа төмендеді.",
            expect![[r#"
                audit-points: Between the two levels lie 17,50 points, the report says 21.
                    «…о 52,5 %, то есть на 21 процентный пунк…» «Доля выросла с 35 % до 52,5 %, то есть…» «…выросла с 35 % до 52,5 %, то есть на 21 п…»
            "#]],
        );
    }

    #[test]
    fn a_share_before_its_part_was_held_against_the_next() {
        check(
            "Доля 18,5% в апреле (30 из 162 опрошенных), доля 33,3% – в октябре (56 из 168 опрошенных) у Айгуль.",
            expect![[r#""#]],
        );
    }
}
