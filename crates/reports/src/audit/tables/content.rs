//! What a table is by what stands in it, where its headings are words that the vocabulary has not: two columns of numbers side
//! by side of which one mostly repeats the other are plan and actual; the words left of them are what was counted, and the column
//! with most different names is that of the activities. A column of another known heading keeps its role.

use super::super::dates::dates;
use super::super::lexer::{Kind, ONE, Token, lex};
use super::super::paper::villages;
use super::super::vocabulary::{Counted, Meaning, Vocabulary};
use super::Known;
use crate::source::{Grid, GridCell};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer rows with a plan and an actual do not show that a table is one of results.
const FEWEST_ROWS: usize = 3;
/// A table with more columns of numbers breaks something down.
const MOST_NUMBERS: usize = 3;
/// A number with its noun has no more letters.
const MOST_LETTERS: usize = 24;
/// So many cells show what a column is.
const FEWEST_FILLED: usize = 2;
/// A whole of fewer parts is not known by its numbers.
const FEWEST_PARTS: usize = 2;
/// Who took part is broken down in a row, or in one for each village.
const MOST_ROWS: usize = 12;
/// "сумма, тенге", "кол-во человек".
const LONGEST_UNIT: usize = 5;
/// Letters of a name.
const SHORTEST_NAME: usize = 5;
/// A cell of more pieces is a sentence, whatever it begins with.
const LONGEST_NUMBER: usize = 8;

/// The table as one of a shape that holds plans against what was reached, where its content says so.
pub(super) fn planned(
    grid: &Grid,
    shape: &str,
    known: &BTreeMap<u32, String>,
    vocabulary: &Vocabulary,
) -> Option<Known> {
    let headings = grid.header_rows.max(1);
    let table = Cells { grid, headings, vocabulary };
    let numbers: Vec<BTreeMap<u32, i64>> = (1..=grid.columns).map(|column| table.numbers(column)).collect();
    let named = |role: &str| known.iter().find(|(_, known)| *known == role).map(|(column, _)| *column);
    let is_sure = |(plan, actual): &(u32, u32)| {
        let of = |column: u32| numbers.get(column as usize - 1);
        of(*plan).zip(of(*actual)).is_some_and(|(plan, actual)| is_plan_and_actual(plan, actual))
    };
    let by_name = match (named("plan"), named("actual")) {
        (Some(plan), Some(actual)) => Some((plan, actual)),
        (Some(plan), None) => Some((plan, plan + 1)),
        (None, Some(actual)) => (actual > 1).then(|| (actual - 1, actual)),
        (None, None) => None,
    };
    // "Достигнутые результаты" may be what came of it and no number: then the numbers say which columns are meant.
    let (plan, actual) = by_name.filter(is_sure).or_else(|| {
        let filled: Vec<&BTreeMap<u32, i64>> = numbers.iter().filter(|column| !column.is_empty()).collect();
        let is_free =
            |column: u32| known.get(&column).is_none_or(|role| matches!(role.as_str(), "plan" | "actual" | "label"));
        let left = (1..grid.columns).filter(|left| is_free(*left) && is_free(left + 1) && is_sure(&(*left, left + 1)));
        // The columns that say most; those that a third one adds up, or many columns of numbers, break something down.
        let left = left.max_by_key(|left| numbers[*left as usize - 1].len())?;
        let (plan, actual) = (&numbers[left as usize - 1], &numbers[left as usize]);
        let is_sum = |column: &&BTreeMap<u32, i64>| {
            let sums = column.iter().filter(|(row, sum)| {
                plan.get(row).zip(actual.get(row)).is_some_and(|(plan, actual)| plan + actual == **sum)
            });
            sums.count() * 2 > column.len()
        };
        (filled.len() <= MOST_NUMBERS && !filled.iter().any(is_sum)).then_some((left, left + 1))
    })?;
    let mut columns = known.clone();
    columns.retain(|_, role| !matches!(role.as_str(), "plan" | "actual"));
    columns.insert(plan, "plan".into());
    columns.insert(actual, "actual".into());
    let before = plan.min(actual);
    let free: Vec<u32> =
        (1..before).filter(|column| !columns.contains_key(column) && table.letters(*column) > 0).collect();
    if shape == "economy" {
        return Some(Known { table: grid.number, shape: shape.into(), columns, headings, goes_on: false });
    }
    let label = named("label")
        .or_else(|| free.iter().copied().max().filter(|_| free.len() > 1 || named("activity_cell").is_some()));
    // Of each activity there is one name; where columns have as many different words, names stand first.
    let activity = named("activity_cell").or_else(|| {
        let others = free.iter().copied().filter(|column| Some(*column) != label && !table.are_dates(*column));
        others.max_by_key(|column| (table.n_different(*column), std::cmp::Reverse(*column))).or(label)
    })?;
    columns.extend(label.map(|column| (column, "label".to_string())));
    // Where nothing else names a row, its label is what was done.
    columns.insert(activity, "activity_cell".into());
    Some(Known { table: grid.number, shape: shape.into(), columns, headings, goes_on: false })
}

/// Tells the column of units by what stands in it (tenge, people), and the one before it, where the names of indicators stand.
pub(super) fn units(grid: &Grid, known: &mut BTreeMap<u32, String>, vocabulary: &Vocabulary) {
    let table = Cells { grid, headings: grid.header_rows.max(1), vocabulary };
    let money = vocabulary.list("money_unit").map(Meaning::List);
    let people = vocabulary.quantity("people").map(Meaning::Quantity);
    let means = |cell: &GridCell, meanings: &[Option<Meaning>]| {
        let tokens = lex(&cell.text, vocabulary);
        let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
        let is_short = tokens.len() <= LONGEST_UNIT && tokens.iter().all(|token| token.number().is_none());
        is_short && vocabulary.find(&words).iter().any(|hit| meanings.contains(&Some(hit.meaning)))
    };
    let has = |known: &BTreeMap<u32, String>, role: &str| known.values().any(|known| known == role);
    let is_unit = |column: &u32| {
        table.most(*column, |cell| means(cell, &[money, people]))
            && table.of(*column).filter(|cell| means(cell, &[money])).count() >= FEWEST_FILLED
    };
    // "Что измеряем", "в чём измеряется": headings of one word, of which the cells say which has the units.
    if let Some(column) = (2..grid.columns).find(is_unit) {
        known.retain(|_, role| role != "unit");
        known.insert(column, "unit".into());
    }
    let unit = known.iter().find(|(_, role)| *role == "unit").map(|(column, _)| *column);
    if let Some(before) = unit.and_then(|unit| unit.checked_sub(1)).filter(|before| *before > 0)
        && !has(known, "label")
        && table.letters(before) > 0
    {
        known.insert(before, "label".into());
    }
}

/// Tells columns of a table of results that have no known heading by what stands in them: days, villages, how many came, and
/// what came of it.
pub(super) fn fill(grid: &Grid, known: &mut Known, vocabulary: &Vocabulary) {
    let (Some(plan), Some(actual)) = (known.column("plan"), known.column("actual")) else { return };
    let table = Cells { grid, headings: known.headings, vocabulary };
    for column in (1..=grid.columns).filter(|column| !known.columns.contains_key(column)).collect::<Vec<_>>() {
        let is_free = |role: &str| known.column(role).is_none();
        let role = match () {
            () if table.of(column).count() < FEWEST_ROWS => continue,
            () if table.are_dates(column) => Some("date").filter(|role| is_free(role)),
            () if table.most(column, |cell| !villages(&cell.text, vocabulary).is_empty()) => {
                Some("place_cell").filter(|role| is_free(role))
            }
            () if column < plan && table.numbers(column).len() >= FEWEST_ROWS => {
                Some("people").filter(|role| is_free(role))
            }
            () if column + 1 == plan.min(actual) && table.letters(column) > 0 => {
                Some("label").filter(|role| is_free(role))
            }
            () if column > actual.max(plan) && table.most(column, is_told) => Some("effect"),
            () if column + 1 < plan
                && table.most(column, is_told)
                && column > known.column("activity_cell").unwrap_or(1) =>
            {
                Some("short").filter(|role| is_free(role))
            }
            () => None,
        };
        known.columns.extend(role.map(|role| (column, role.to_string())));
    }
}

/// The table as that of letters: a column of numbers of papers with their days, whatever it is called, and the first column of
/// words beside it, to whom they went. Contracts, orders and newspapers have numbers and days as well.
pub(super) fn letters(grid: &Grid, vocabulary: &Vocabulary) -> Option<Known> {
    let is_letter = |cell: &GridCell| {
        let tokens = lex(&cell.text, vocabulary);
        let is_dated = dates(&tokens, vocabulary).iter().any(|date| date.from.day.is_some());
        is_dated && tokens.iter().any(|token| matches!(token.kind, Kind::Reference(_)))
    };
    let begins = !(1..=grid.columns).filter_map(|column| grid.at(1, column)).any(is_letter);
    let headings = if begins { grid.header_rows.max(1) } else { 0 };
    let table = Cells { grid, headings, vocabulary };
    let letter_cell = (1..=grid.columns).find(|column| table.most(*column, is_letter))?;
    let list = vocabulary.list("other_paper")?;
    let is_other = |cell: &GridCell| {
        let tokens = lex(&cell.text, vocabulary);
        let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
        vocabulary.find(&words).iter().any(|hit| hit.meaning == Meaning::List(list))
    };
    let in_column = grid.cells.iter().filter(|cell| cell.column == letter_cell);
    if in_column.into_iter().any(is_other) {
        return None;
    }
    let mut words = (1..=grid.columns).filter(|column| *column != letter_cell && table.letters(*column) > 0);
    let mut columns = BTreeMap::from([(letter_cell, "letter_cell".to_string()), (words.next()?, "body".to_string())]);
    columns.extend(words.next().map(|column| (column, "text".to_string())));
    Some(Known { table: grid.number, shape: "recommendations".into(), columns, headings, goes_on: false })
}

/// Gives a table that breaks people down the column of the whole, however that is called: the first or the last one, in which
/// no number is smaller than another of its row. Other columns of numbers are parts, too.
pub(super) fn whole(grid: &Grid, known: &mut Known, vocabulary: &Vocabulary) {
    let table = Cells { grid, headings: known.headings, vocabulary };
    let numbers: Vec<BTreeMap<u32, i64>> = (1..=grid.columns).map(|column| table.numbers(column)).collect();
    if known.column("total").is_none() {
        let is_free = |column: &u32| !known.columns.contains_key(column) && !table.counts_no_people(*column);
        let is_largest = |column: &u32| {
            let own = &numbers[*column as usize - 1];
            let none_above = |other: &BTreeMap<u32, i64>| {
                other.iter().all(|(row, value)| own.get(row).is_some_and(|whole| whole >= value))
            };
            !own.is_empty() && numbers.iter().all(none_above)
        };
        let column = [1, grid.columns].into_iter().filter(is_free).find(is_largest);
        known.columns.extend(column.map(|column| (column, "total".to_string())));
        // "Приглашено, мужчин, женщин": what is about their sum alone is their whole.
        if let Some(column) = column.filter(|_| !adds_up(grid, known, vocabulary)) {
            known.columns.remove(&column);
            return;
        }
    }
    let role = match known.shape.as_str() {
        "age" => "band",
        "status" => "other",
        _ => return,
    };
    let is_part = |column: &u32| !numbers[*column as usize - 1].is_empty() && !table.counts_no_people(*column);
    for column in (1..=grid.columns).filter(is_part) {
        known.columns.entry(column).or_insert_with(|| role.into());
    }
}

/// Numbers alone below the headings, and in each row parts that make about their whole: a table of other numbers is of
/// something else.
pub(super) fn adds_up(grid: &Grid, known: &Known, vocabulary: &Vocabulary) -> bool {
    let table = Cells { grid, headings: known.headings, vocabulary };
    let Some(total) = known.column("total") else { return false };
    let numbers: Vec<BTreeMap<u32, i64>> = (1..=grid.columns).map(|column| table.numbers(column)).collect();
    let rows: Vec<u32> = (known.headings + 1..=grid.rows).collect();
    let is_about = |row: &u32| {
        let whole = numbers[total as usize - 1].get(row).copied().unwrap_or_default();
        let cells = || (1..=grid.columns).filter(|column| *column != total).filter_map(|at| grid.at(*row, at));
        let parts: i64 = numbers.iter().filter_map(|column| column.get(row)).sum::<i64>() - whole;
        let n_blank = cells().filter(|cell| cell.text.trim().is_empty()).count();
        let are_numbers = cells().all(|cell| !cell.text.chars().any(char::is_alphabetic));
        are_numbers && n_blank <= 1 && parts * 4 <= whole * 5 && (n_blank == 1 || parts * 4 >= whole * 3)
    };
    grid.columns as usize > FEWEST_PARTS && (1..=MOST_ROWS).contains(&rows.len()) && rows.iter().all(is_about)
}

/// A cell that tells something in words.
fn is_told(cell: &GridCell) -> bool {
    cell.text.split_whitespace().count() >= 3
}

/// Numbers of two columns, by their rows: most rows that have one have both, near each other, and some the same.
fn is_plan_and_actual(plan: &BTreeMap<u32, i64>, actual: &BTreeMap<u32, i64>) -> bool {
    let both: Vec<(i64, i64)> = plan.iter().filter_map(|(row, plan)| Some((*plan, *actual.get(row)?))).collect();
    let near = both.iter().filter(|(plan, actual)| actual * 2 >= *plan && *actual <= plan * 3).count();
    let same = both.iter().filter(|(plan, actual)| plan == actual).count();
    let most = plan.len().max(actual.len());
    both.len() >= FEWEST_ROWS && both.len() * 3 >= most * 2 && near * 10 >= both.len() * 8 && same * 3 >= both.len()
}

struct Cells<'a> {
    grid: &'a Grid,
    headings: u32,
    vocabulary: &'a Vocabulary,
}

impl Cells<'_> {
    fn of(&self, column: u32) -> impl Iterator<Item = &GridCell> {
        self.grid
            .cells
            .iter()
            .filter(move |cell| cell.row > self.headings && cell.column == column && cell.colspan == 1)
    }

    /// The first number of each cell of a column that is little more than a number; none where they stand in order, as the
    /// numbers of rows do.
    fn numbers(&self, column: u32) -> BTreeMap<u32, i64> {
        let number = |cell: &GridCell| {
            let tokens = lex(&cell.text, self.vocabulary);
            // "Задача 1. Диалог": a name with a number is no number.
            let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
            let is_short =
                tokens.len() <= LONGEST_NUMBER && letters <= MOST_LETTERS && dates(&tokens, self.vocabulary).is_empty();
            is_short.then(|| tokens.iter().find_map(Token::number))?.map(|number| number.value)
        };
        let numbers: BTreeMap<u32, i64> = self.of(column).filter_map(|cell| Some((cell.row, number(cell)?))).collect();
        let are_rows = numbers.values().zip(1..).all(|(value, nth)| *value == nth * ONE);
        if are_rows { BTreeMap::new() } else { numbers }
    }

    /// Whether this is so of most filled cells of a column.
    fn most(&self, column: u32, is: impl Fn(&GridCell) -> bool) -> bool {
        let filled: Vec<&GridCell> = self.of(column).filter(|cell| !cell.text.trim().is_empty()).collect();
        filled.len() >= FEWEST_FILLED && filled.iter().filter(|cell| is(cell)).count() * 10 >= filled.len() * 6
    }

    /// The heading of a column names what is counted, and it is no people.
    fn counts_no_people(&self, column: u32) -> bool {
        let cells = (1..=self.headings).filter_map(|row| self.grid.at(row, column));
        let kinds: Vec<Counted> = cells
            .flat_map(|cell| {
                let tokens = lex(&cell.text, self.vocabulary);
                let words: Vec<Option<&str>> = tokens.iter().map(Token::word).collect();
                self.vocabulary.find(&words)
            })
            .filter_map(|hit| match hit.meaning {
                Meaning::Quantity(quantity) => Some(self.vocabulary.quantities[quantity].kind),
                _ => None,
            })
            .collect();
        !kinds.is_empty() && !kinds.contains(&Counted::Persons)
    }

    /// Most cells of a column are days or months.
    fn are_dates(&self, column: u32) -> bool {
        self.most(column, |cell| !dates(&lex(&cell.text, self.vocabulary), self.vocabulary).is_empty())
    }

    /// How many different texts a column has.
    fn n_different(&self, column: u32) -> usize {
        let texts: BTreeSet<&str> =
            self.of(column).map(|cell| cell.text.trim()).filter(|text| text.chars().count() >= SHORTEST_NAME).collect();
        texts.len()
    }

    /// How many letters the cells of a column have.
    fn letters(&self, column: u32) -> usize {
        self.of(column).map(|cell| cell.text.chars().filter(|c| c.is_alphabetic()).count()).sum()
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::checks::testing::check;
    use expect_test::expect;

    /// Nobody knows these headings: days, villages, people and numbers say what the columns are.
    const TABLE: &str = "Аа\tБбб\tВвв\tГгг\tДдд\tЕее\tЖжж
Сходы жителей\tмай 2024 года\tсело Ульги, село Акжар\t90\tСходы\t2\t2
Обучающие семинары\tиюнь\tсело Ульги, село Акжар\t41\tСеминары\t4\t4
Встречи с депутатами\tиюль 2024 года\tсело Ульги, село Акжар\t60\tВстречи\t2\t3";

    #[test]
    fn a_column_before_the_plan_names_what_is_counted_and_one_of_days_tells_when() {
        check(
            "Іс-шара	Орындалу мерзімі	Ххх	Жоспар	Орындалды
Айгүлдің ісі	мамыр	Семинарлар	4	4
Болаттың жиындары	маусым	Жиналыстар	2	2
Ерланның кездесулері	шілде	Кездесулер	2	3

Айгүлдің ісі

5 семинар өтті.",
            expect![[r#"
                audit-date-no-year: No year: мамыр.
                    «мамыр»
                audit-date-no-year: No year: маусым.
                    «маусым»
                audit-date-no-year: No year: шілде.
                    «шілде»
                audit-leftover (placeholder): Words of the template are left (1).
                    «Ххх»
                audit-same-quantity (table): seminars: one place says 4, another says 5. Айгүлдің ісі
                    «5 семинар өтті.» «4»
            "#]],
        );
    }

    #[test]
    fn who_was_invited_was_taken_for_the_whole_of_who_came() {
        check(
            "Приглашено	Пришло	Женщин
100	70	40",
            expect![[""]],
        );
    }

    #[test]
    fn a_table_of_unknown_headings_is_known_by_what_stands_in_it() {
        check(
            &format!("{TABLE}\n\nОбучающие семинары\n\nПроведено 5 семинаров, пришли 52 человека."),
            expect![[r#"
                audit-same-quantity (table_people): participants: one place says 41, another says 52. Обучающие семинары
                    «…минаров, пришли 52 человека.» «41»
                audit-date-no-year: No year: июнь.
                    «июнь»
                audit-same-quantity (table): seminars: one place says 4, another says 5. Обучающие семинары
                    «Проведено 5 семинаров, приш…» «4»
            "#]],
        );
    }

    #[test]
    fn people_are_broken_down_under_headings_that_nobody_knows() {
        check(
            "Баршасы	Ерлер	Әйелдер
100	40	50

Айгуль считала и так.

Аа	Безработные	Предприниматели	Вв
100	20	30	60

Болат считал по годам.

Аа	14–28 лет	29–45 лет	46 лет и старше
100	20	30	40

Айгуль и Болат сложили.

Аа	Безработные	Бб
100	3	4",
            expect![[r#"
                audit-sum: The parts add up to 90, the whole is given as 100: a difference of 10.
                    «100» «40» «50»
                audit-parts-exceed: A part is larger than its whole: 110 of 100.
                    «100» «20» «30» «60»
                audit-sum: The parts add up to 90, the whole is given as 100: a difference of 10.
                    «100» «20» «30» «40»
            "#]],
        );
    }

    #[test]
    fn two_gatherings_by_village_and_their_sum_are_no_plan_and_actual() {
        check(
            "Аа\tБбб\tВвв\tГгг
Ульги\t22\t22\t44
Акжар\t21\t22\t43
Тасты\t22\t21\t43

Семинары: 50 человек.",
            expect![[""]],
        );
    }
}
