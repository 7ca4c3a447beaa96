//! # What it does
//! Adds up: columns of a table beside their total, rows above "Итого", parts of the grant, women and men of "N человек, из
//! них …", and a sum in figures beside the same sum in letters.
//!
//! # Why it matters
//! Parts that do not make their whole show that one of them was not counted, or that they were taken from different lists.
//!
//! # Example
//! "Количество участников всего 520, мужчин 156, женщин 354".

mod grant;
mod listing;
mod villages;

use super::Check;
use crate::audit::claims::{Claim, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Counted, Meaning};
use crate::source::{Grid, GridCell};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use auyl_domain::words::is_letter;

pub(super) const CHECK: Check = Check { codes: &["audit-sum", "audit-parts-exceed", "audit-sum-in-words"], run };

/// "Всего участников, чел." has no more words.
const TOTAL: usize = 4;
/// A total of fewer columns is none.
const FEWEST_PARTS: u32 = 3;
/// The name of a field stands among the first pieces of its line.
const FIELD: usize = 6;
/// No grant is smaller.
const LEAST_GRANT: i64 = 100_000 * ONE;
/// Smaller sums are not written in letters, too.
const LEAST_SPELLED: i64 = 100 * ONE;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for shape in ["gender", "status", "age"] {
        for (known, grid) in paper.tables_of(shape) {
            let Some(total) = known.column("total") else { continue };
            for row in known.headings + 1..=grid.rows {
                let parts: Vec<u32> = (1..=grid.columns).filter(|column| *column != total).collect();
                found.extend(beside_total(paper, grid, row, total, &parts));
            }
        }
    }
    for grid in paper.source.tables().iter().filter(|grid| paper.tables.iter().all(|known| known.table != grid.number))
    {
        found.extend(below_total(paper, grid));
        found.extend(beside_first(paper, grid));
    }
    found.extend(grant::find(paper));
    for (_, text) in paper.passages() {
        found.extend(in_letters(paper, text));
    }
    found.extend(of_which(paper));
    for (_, text) in paper.passages() {
        found.extend(text.claims.iter().filter_map(|part| more_than_its_whole(text, part)));
        found.extend(villages::find(paper, text).or_else(|| listing::find(paper, text)));
    }
    found
}

/// "226 из 214 участников".
fn more_than_its_whole(text: &Text, part: &Claim) -> Option<Remark> {
    let whole = part.of.filter(|whole| part.number.value > *whole)?;
    let at = text.claims.iter().find(|claim| claim.number.value == whole)?;
    let quotes = [at, part].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
    Some(told("audit-parts-exceed", quotes, whole, part.number.value).on("of"))
}

/// The number of a cell, where it is nothing but a number (and its unit).
fn number(paper: &Paper<'_>, cell: &GridCell) -> Option<(i64, Quote)> {
    let mut claims = cell.passages.iter().filter_map(|passage| paper.text(*passage)).flat_map(|(_, text)| &text.claims);
    let claim = claims.next()?;
    let words = cell.text.split_whitespace().count();
    (claims.next().is_none() && words <= 5).then(|| (claim.number.value, Quote::part(claim.passage, claim.at.clone())))
}

fn beside_total(paper: &Paper<'_>, grid: &Grid, row: u32, total: u32, parts: &[u32]) -> Option<Remark> {
    let (whole, at) = number(paper, grid.at(row, total)?)?;
    let cells: Vec<&GridCell> = parts.iter().filter_map(|column| grid.at(row, *column)).collect();
    let known: Vec<(i64, Quote)> = cells.iter().filter_map(|cell| number(paper, cell)).collect();
    let sum: i64 = known.iter().map(|(value, _)| value).sum();
    let n_blank = parts.len() - known.len();
    let quotes = std::iter::once(at).chain(known.iter().map(|(_, quote)| quote.clone())).collect();
    // What is blank may be what is missing: then only too much is wrong.
    let code = match () {
        () if known.len() < 2 || sum == whole => return None,
        () if sum > whole => "audit-parts-exceed",
        () if n_blank == 0 => "audit-sum",
        () => return None,
    };
    Some(told(code, quotes, whole, sum))
}

/// Statistics whose columns nobody knows: the first one says "Всего", every other is a number.
fn beside_first(paper: &Paper<'_>, grid: &Grid) -> Vec<Remark> {
    let is_statistics = grid
        .cells
        .first()
        .and_then(|cell| cell.passages.first())
        .is_some_and(|passage| paper.place(*passage).section.as_deref() == Some("section_statistics"));
    let heading = grid.at(1, 1).map_or(0, |cell| cell.text.split_whitespace().count());
    let has_total = (1..=TOTAL).contains(&heading) && paper.says(grid, 1, 1, "total");
    if !is_statistics || !has_total || grid.columns < FEWEST_PARTS + 1 {
        return Vec::new();
    }
    let parts: Vec<u32> = (2..=grid.columns).collect();
    let is_full =
        |row: &u32| (1..=grid.columns).all(|at| grid.at(*row, at).is_some_and(|cell| number(paper, cell).is_some()));
    (2..=grid.rows).filter(is_full).filter_map(|row| beside_total(paper, grid, row, 1, &parts)).collect()
}

fn told(code: &'static str, quotes: Vec<Quote>, whole: i64, sum: i64) -> Remark {
    Remark::new(code, Severity::Severe, quotes)
        .with("whole", shown_scaled(whole, ONE))
        .with("sum", shown_scaled(sum, ONE))
        .with("difference", shown_scaled((whole - sum).abs(), ONE))
}

/// A row that begins with "Итого": each of its numbers is the sum of those above.
fn below_total(paper: &Paper<'_>, grid: &Grid) -> Vec<Remark> {
    let total = paper.vocabulary.list("total");
    let is_total = |row: u32| {
        (1..=2).filter_map(|column| grid.at(row, column)).any(|cell| {
            cell.passages.first().and_then(|passage| paper.text(*passage)).is_some_and(|(_, text)| {
                text.tokens.len() <= 4
                    && text
                        .hits
                        .iter()
                        .any(|hit| hit.from == 0 && total.is_some_and(|list| hit.meaning == Meaning::List(list)))
            })
        })
    };
    let mut found = Vec::new();
    // A table whose first row has a number has no headings.
    let is_number =
        |cell: &GridCell| cell.text.chars().any(|c| c.is_ascii_digit()) && !cell.text.chars().any(is_letter);
    let has_number = |row: u32| {
        (2..=grid.columns)
            .filter_map(|column| grid.at(row, column))
            .any(|cell| number(paper, cell).is_some() && is_number(cell))
    };
    let begins = if has_number(1) { 1 } else { grid.header_rows.max(1) + 1 };
    let mut first = begins;
    for row in begins..=grid.rows {
        if !is_total(row) {
            continue;
        }
        for column in 2..=grid.columns {
            let Some((whole, at)) = grid.at(row, column).and_then(|cell| number(paper, cell)) else { continue };
            // Headings may have several rows.
            let above = (first..row).map(|row| grid.at(row, column).and_then(|cell| number(paper, cell)));
            let above: Vec<Option<(i64, Quote)>> = above.skip_while(Option::is_none).collect();
            if above.len() < 2 || above.iter().any(Option::is_none) {
                continue;
            }
            let above: Vec<(i64, Quote)> = above.into_iter().flatten().collect();
            let sum: i64 = above.iter().map(|(value, _)| value).sum();
            // Sexes, statuses and ages one below the other break one whole down several times.
            let is_several = whole > 0 && sum % whole == 0;
            if sum != whole && !is_several {
                let wrong = apart(&above, whole);
                let sum = wrong.iter().map(|(value, _)| value).sum();
                let quotes = std::iter::once(at).chain(wrong.iter().map(|(_, quote)| quote.clone())).collect();
                found.push(told("audit-sum", quotes, whole, sum).on("total_row"));
            }
        }
        first = row + 1;
    }
    found
}

/// The first rows that are in none of the runs that make the whole: of several breakdowns one below the other, the one that does
/// not add up. All rows, where none does.
fn apart(rows: &[(i64, Quote)], whole: i64) -> &[(i64, Quote)] {
    let run = |from: usize| {
        let sums = rows[from..].iter().scan(0_i64, |sum, (value, _)| {
            *sum += value;
            Some(*sum)
        });
        sums.take_while(|sum| *sum <= whole).position(|sum| sum == whole).map(|len| from + len + 1)
    };
    let (mut at, mut wrong) = (0, 0..0);
    let mut has_run = false;
    while at < rows.len() {
        match run(at) {
            Some(end) => (at, has_run) = (end, true),
            None if wrong.is_empty() || wrong.end == at => {
                wrong = if wrong.is_empty() { at..at + 1 } else { wrong.start..at + 1 };
                at += 1;
            }
            None => at += 1,
        }
    }
    if has_run && wrong.len() > 1 { &rows[wrong] } else { rows }
}

/// "5 659 000 (пять миллионов шестьсот пятьдесят девять тысяч)", "выделено 5 659 000 тенге, прописью: пять …", "пять …
/// тенге (5 659 000 тг)": a passage that tells one sum in figures and one in letters tells it twice.
fn in_letters(paper: &Paper<'_>, text: &Text) -> Option<Remark> {
    let (figures, letters) = text.in_both(LEAST_SPELLED)?;
    let (first, second) = if figures.token < letters.token { (figures, letters) } else { (letters, figures) };
    let said = paper.said(text);
    let between = first.token + 1..second.token;
    // "5 659 000 тг / пять миллионов …": nothing but the unit stands between.
    let is_unit = |at: usize| text.tokens[at].word().is_none() || said.is_in("money_unit", at);
    let is_spelled = second.in_brackets || said.says("spelled", &between) || between.clone().all(is_unit);
    // In the field of the grant both tell one sum, whatever stands between them.
    let are_grants = figures.number.value.min(letters.number.value) >= LEAST_GRANT;
    let is_field = are_grants && said.listed("field_grant").any(|hit| hit.from <= FIELD);
    let is_one = is_field || is_spelled && said.sentence(first.token).contains(&second.token);
    (is_one && figures.number.value != letters.number.value).then(|| {
        let quotes = [figures, letters].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
        told("audit-sum-in-words", quotes, figures.number.value, letters.number.value)
    })
}

/// Both have nouns that are known, or the part follows at once: "27 волонтёров, из них 31 – девушки".
fn is_part_of(whole: &Claim, part: &Claim, behind: usize) -> bool {
    part.is_close && whole.is_close || part.token == behind && part.quantity == whole.quantity
}

/// "60 человек, из них 40 женщин и 30 мужчин".
fn of_which(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    let (women, men) = (paper.vocabulary.quantity("women"), paper.vocabulary.quantity("men"));
    for (_, text) in paper.passages() {
        let said = paper.said(text);
        for hit in said.listed("of_which") {
            let sentence = said.sentence(hit.from);
            // "412 участников из трех сел, из них 171 мужчина": the villages are not what is parted.
            let is_site = |claim: &&Claim| {
                claim.quantity.is_some_and(|of| paper.vocabulary.quantities[of].kind == Counted::Sites)
            };
            let before =
                text.claims.iter().rev().filter(|claim| claim.token < hit.from && sentence.contains(&claim.token));
            let whole = before.into_iter().find(|claim| !is_site(claim));
            let Some(whole) = whole.filter(|whole| whole.unit == Unit::Piece) else { continue };
            let parts: Vec<&Claim> = text
                .claims
                .iter()
                .filter(|claim| {
                    claim.token >= hit.to
                        && sentence.contains(&claim.token)
                        && claim.unit == Unit::Piece
                        && claim.each.is_none()
                })
                .collect();
            let quote = |claim: &Claim| Quote::part(claim.passage, claim.at.clone());
            let quotes =
                || std::iter::once(quote(whole)).chain(parts.iter().map(|part| quote(part))).collect::<Vec<_>>();
            let by_gender: Vec<&&Claim> = parts
                .iter()
                .filter(|part| part.quantity.is_some() && (part.quantity == women || part.quantity == men))
                .collect();
            let sum: i64 = by_gender.iter().map(|part| part.number.value).sum();
            let has_both = [women, men].iter().all(|of| by_gender.iter().any(|part| part.quantity == *of));
            if has_both && by_gender.len() == 2 && sum != whole.number.value {
                found.push(told("audit-sum", quotes(), whole.number.value, sum).on("sentence"));
            } else if let Some(part) =
                parts.iter().find(|part| part.number.value > whole.number.value && is_part_of(whole, part, hit.to))
            {
                let remark = told("audit-parts-exceed", quotes(), whole.number.value, part.number.value);
                found.push(remark.on("sentence"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn headings_of_a_budget_have_two_rows() {
        check(
            "Расшифровка строки 8	Расчет	Сумма
Статья	Расчет	Сумма, тенге
Саженцы	400 × 1 100	440 000
Техника	по договору	840 000
Итого		1 300 000",
            expect![[r#"
                audit-sum (total_row): The parts add up to 1 280 000, the whole is given as 1 300 000: a difference of 20 000.
                    «1 300 000» «440 000» «840 000»
            "#]],
        );
    }

    #[test]
    fn the_field_of_the_grant_tells_one_sum_whatever_stands_between() {
        check(
            "Общая сумма гранта: 5 659 000 тенге, то есть пять миллионов шестьсот тысяч тенге",
            expect![[r#"
            audit-sum-in-words: The sum in figures is 5 659 000, in words 5 600 000.
                «…сумма гранта: 5 659 000 тенге, то есть…» «…ь пять миллионов шестьсот тысяч т…»
        "#]],
        );
    }

    #[test]
    fn men_and_women_make_one_whole_and_people_are_no_part_of_events() {
        check(
            "Итог складывается из 60 мужчин и 90 женщин. Показана серия из 6 постановок при числе зрителей 28.",
            expect![[""]],
        );
    }

    #[test]
    fn rows_in_the_sign_of_tenge_and_those_that_name_the_grant_in_brackets_are_its_parts() {
        check(
            "5. Общая сумма гранта: 5 000 000 (пять миллионов) тенге

№	Показатель	Единица	План	Факт
1	Айгүлдің еңбегі (гранттың жалпы сомасынан)	тенге	2 000 000	2 000 000
2	Налоги	₸	1 000 000	1 000 000
3	Товары	тенге	1 500 000	1 500 000",
            expect![[r#"
                audit-sum (grant): The parts add up to 4 500 000, the whole is given as 5 000 000: a difference of 500 000.
                    «…сумма гранта: 5 000 000 (пять миллион…» «2 000 000» «1 000 000» «1 500 000»
            "#]],
        );
    }

    #[test]
    fn of_two_breakdowns_below_each_other_one_does_not_make_the_whole() {
        check(
            "Санат	Адам саны
Әйелдер	184
Ерлер	136
Жасы 18-35	100
Жасы 36-62	210
Барлығы	310",
            expect![[r#"
                audit-sum (total_row): The parts add up to 320, the whole is given as 310: a difference of 10.
                    «310» «184» «136»
            "#]],
        );
    }

    #[test]
    fn sexes_and_ages_below_each_other_were_added_up_to_twice_the_whole() {
        check(
            "Показатель	Человек
Мужчины	40
Женщины	60
До 35 лет	70
Старше	30
Всего	100",
            expect![[""]],
        );
    }

    #[test]
    fn people_in_letters_behind_the_sum_of_the_project_were_taken_for_the_sum() {
        check("На реализацию проекта выделено 5 659 000 тенге. Айгуль обучила сто двадцать человек.", expect![[""]]);
    }

    #[test]
    fn a_number_of_eighteen_digits_ended_the_program() {
        check(
            "Всего	Мужчин	Женщин
92 233 720 368 547 700	92 233 720 368 547 700	92 233 720 368 547 700",
            expect![[r#"
                audit-phone-in-text: Telephones or personal numbers stand in the open text.
                    «92 233 720 368 547 700» «92 233 720 368 547 700» «92 233 720 368 547 700»
            "#]],
        );
    }

    #[test]
    fn women_and_men_of_the_table_do_not_make_the_total() {
        check(
            "Количество участников проекта всего\tМужчин\tЖенщин
520\t156\t354",
            expect![[r#"
                audit-sum: The parts add up to 510, the whole is given as 520: a difference of 10.
                    «520» «156» «354»
            "#]],
        );
    }

    #[test]
    fn a_sum_in_letters_is_another_than_in_figures() {
        check(
            "5. Общая сумма гранта: 5 659 000 (пять миллионов шестьсот пятьдесят тысяч) тенге",
            expect![[r#"
                audit-sum-in-words: The sum in figures is 5 659 000, in words 5 650 000.
                    «…сумма гранта: 5 659 000 (пять миллион…» «…пять миллионов шестьсот пятьдесят тысяч…»
            "#]],
        );
    }

    #[test]
    fn of_sixty_people_forty_are_women_and_thirty_men() {
        check(
            "В семинаре приняли участие 60 человек, из них 40 женщин и 30 мужчин.",
            expect![[r#"
                audit-sum (sentence): The parts add up to 70, the whole is given as 60: a difference of 10.
                    «…приняли участие 60 человек, из них…» «…человек, из них 40 женщин и 30 мужчи…» «…з них 40 женщин и 30 мужчин.»
            "#]],
        );
    }

    #[test]
    fn sums_that_hold_are_not_told() {
        check(
            "Количество участников проекта всего\tМужчин\tЖенщин
520\t156\t364

Итоги: 60 человек, из них 40 женщин и 20 мужчин.",
            expect![[""]],
        );
    }

    #[test]
    fn the_grant_is_not_what_its_three_rows_in_tenge_make_whatever_they_are_called() {
        check(
            "5. Сумма гранта: 5 000 000 (пять миллионов) тенге

Показатель	Ед. изм.	План	Факт
Люди	чел.	10	10
На людей	тенге	2 000 000	2 000 000
На государство	тенге	500 000	500 000
На вещи	тенге	2 000 000	2 000 000",
            expect![[r#"
                audit-sum (grant): The parts add up to 4 500 000, the whole is given as 5 000 000: a difference of 500 000.
                    «…Сумма гранта: 5 000 000 (пять миллион…» «2 000 000» «500 000» «2 000 000»
            "#]],
        );
    }

    #[test]
    fn a_sum_in_letters_before_or_behind_its_figures() {
        check(
            "Бөлінген қаржы: бес миллион жүз мың теңге (5 204 000 тг)

На проект выделено 6 112 000 тенге, прописью: шесть миллионов сто двенадцать тысяч тенге",
            expect![[r#"
                audit-sum-in-words: The sum in figures is 5 204 000, in words 5 100 000.
                    «…жүз мың теңге (5 204 000 тг)» «…қаржы: бес миллион жүз мың теңге…»
            "#]],
        );
    }

    #[test]
    fn a_part_of_the_grant_whose_label_names_the_whole_in_a_table_of_unknown_headings() {
        check(
            "5. Общая сумма гранта: 3 100 000 (три миллиона сто тысяч) тенге

№	Что измеряем	В чем измеряется	Плановое значение	Фактическое значение
1.	Прямой охват	чел	85	85
2.	Фонд оплаты труда от общей суммы гранта	тг	1 775 000	1 775 000
3.	Налоги	сумма, тенге	178 000	178 000
4.	Покупка товаров	тг	1 557 000	1 557 000",
            expect![[r#"
                audit-sum (grant): The parts add up to 3 510 000, the whole is given as 3 100 000: a difference of 410 000.
                    «…сумма гранта: 3 100 000 (три миллиона…» «1 775 000» «178 000» «1 557 000»
            "#]],
        );
    }

    #[test]
    fn statistics_whose_columns_nobody_knows() {
        check(
            "4. Статистическая информация

Итого, чел.	Ремесленники	Пастухи	Рыбаки	Иные
149	26	36	25	70",
            expect![[r#"
                audit-parts-exceed: A part is larger than its whole: 157 of 149.
                    «149» «26» «36» «25» «70»
            "#]],
        );
    }
}
