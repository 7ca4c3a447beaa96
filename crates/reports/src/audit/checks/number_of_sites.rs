//! # What it does
//! Holds a number of villages, in running text, in the table of results and in the goal, against the villages of the project.
//!
//! # Why it matters
//! A report that was copied from another project keeps the other's number of villages.
//!
//! # Example
//! "В проекте участвуют 4 села" of a project in Ульги, Акжар and Тасты.

use super::Check;
use crate::audit::lexer::ONE;
use crate::audit::paper::{Paper, Statement};
use crate::audit::remark::Remark;
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;

pub(super) const CHECK: Check = Check { codes: &["audit-number-of-sites"], run };

/// A cell of no more pieces is the name of something.
const LABEL: usize = 4;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let sites = paper.n_sites();
    if sites < 2 {
        return Vec::new();
    }
    let differs = paper.statements.iter().filter(|statement| {
        paper.counts(statement) == "villages"
            && statement.is_result()
            && statement.value != sites * ONE
            && statement.value <= 50 * ONE
            && statement.value >= 2 * ONE
            && is_of_project(paper, statement.passage)
            && !are_some(paper, statement)
            // A list of proposals tells of others.
            && paper.place(statement.passage).section.as_deref() != Some("section_priorities")
    });
    let told = differs.map(|statement| {
        Remark::new("audit-number-of-sites", Severity::Warning, vec![paper.quote(statement)])
            .with("told", shown_scaled(statement.value, ONE))
            .with("sites", sites)
            .with("names", paper.frame.sites.iter().map(|site| site.name.clone()).collect::<Vec<_>>().join(", "))
    });
    told.collect()
}

/// "Два села получили фонд", "в трёх сёлах добавили": fewer than all are some of them, unless the sentence tells of the project.
fn are_some(paper: &Paper<'_>, statement: &Statement) -> bool {
    let text = &paper.texts[statement.passage as usize - 1];
    let said = paper.said(text);
    let sentence = said.sentence(paper.claim(statement).token);
    let says_all = ["whole_project", "total", "count_of", "number_of", "carried_out"]
        .iter()
        .any(|list| said.says(list, &sentence));
    // What became of the goal is told of all.
    let is_goal = text.where_.shape.is_none()
        && paper.source.passage(statement.passage).is_some_and(|passage| passage.place.table.is_some());
    statement.value < paper.n_sites() * ONE && !says_all && !is_goal
}

/// Running text, a table of results or of effect, or the cells of the goal beside their names.
fn is_of_project(paper: &Paper<'_>, passage: u32) -> bool {
    let Some(of) = paper.source.passage(passage) else { return false };
    let grid = of.place.table.and_then(|table| paper.source.table(table));
    match (paper.place(passage).shape.as_deref(), grid) {
        (Some("results" | "economy"), _) | (None, None) => true,
        (None, Some(grid)) => {
            grid.columns == 2 && of.place.column == Some(2) && paper.texts[passage as usize - 1].tokens.len() > LABEL
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn winter_camps_are_villages_too() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	Ақжар қыстағы, Бесарық ауылы, Тасты қыстағы	Сходы	3	3
Мероприятие 2. Встреча	Ақжар қыстағы, Бесарық ауылы, Тасты қыстағы	Встречи	3	3

Айгүлдің жобасы 4 ауылда өтті.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 4 villages; the project has 3: Ақжар, Бесарық, Тасты.
                    «Айгүлдің жобасы 4 ауылда өтті.»
            "#]],
        );
    }

    #[test]
    fn villages_that_begin_a_sentence_were_so_many() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Тасты.

Сельских населённых пунктов, вошедших в проект Айгуль, было 5. Кездесулердің саны – 9.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 5 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…ект Айгуль, было 5. Кездесулердің…»
            "#]],
        );
    }

    #[test]
    fn news_of_the_village_and_drivers_of_its_radio_are_no_villages() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Тасты.

По рубрикам Айгуль вышло: новости села – 20, «Память села» – 15.

18 жүргізуші ауыл радиосын жүргізіп отыр.",
            expect![""],
        );
    }

    #[test]
    fn villages_are_counted_whatever_stands_between_them_and_their_number() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Тасты.

Жобаға 4 ауыл қатысты.

Сёл, участвующих в проекте Айгуль, насчитывается 5.

Площадками проекта стали сёла, всего 4.

Индикатор «охваченные сёла»: 6. Все сёла – 7.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 4 villages; the project has 3: Ульги, Акжар, Тасты.
                    «Жобаға 4 ауыл қатысты.»
                audit-number-of-sites: The report speaks of 5 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…, насчитывается 5.»
                audit-number-of-sites: The report speaks of 4 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…тали сёла, всего 4.»
                audit-number-of-sites: The report speaks of 6 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…ваченные сёла»: 6. Все сёла – 7.»
                audit-number-of-sites: The report speaks of 7 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…а»: 6. Все сёла – 7.»
            "#]],
        );
    }

    #[test]
    fn a_table_of_villages_has_a_row_of_all_and_another_number_of_villages_stands_in_the_goal() {
        check(
            "Жоба 2 ауылда өтті.

Ауыл	Келгендер
Ульги	20
Акжар	30
Барлығы	50

Кестеден соң.

Жобаның нәтижесі:	Айгүл үш ауылда топ құрды.

Әр ауылдан 20 адамнан, барлығы 40 адам келді.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 3 villages; the project has 2: Ульги, Акжар.
                    «Айгүл үш ауылда топ құрд…»
            "#]],
        );
    }

    #[test]
    fn all_clubs_of_all_villages_are_no_share_and_each_of_five_villages_is_one_too_many() {
        check(
            "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты.

В каждом селе открыт кружок, всего 4 кружка, по 12 мастериц в каждом, всего 48 женщин. Әр ауылда бір акциядан 4 акция өтті, 135 адам шықты: Ульгиде 35.

Айгүлдің жиынында бес ауылдың әрқайсысынан топ сайланды.

Населённых пунктов, где работала Айгуль, всего 6.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 5 villages; the project has 4: Ульги, Акжар, Бесарык, Тасты.
                    «…үлдің жиынында бес ауылдың әрқайс…»
                audit-number-of-sites: The report speaks of 6 villages; the project has 4: Ульги, Акжар, Бесарык, Тасты.
                    «…ла Айгуль, всего 6.»
            "#]],
        );
    }

    #[test]
    fn villages_are_those_of_the_list_that_has_as_many_names_as_it_says() {
        check(
            "Проект реализован в трех селах: Ульги, Акжар (Н-ский район) и Тасты.

В проекте участвуют 4 села.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 4 villages; the project has 3: Ульги, Акжар, Тасты.
                    «…оекте участвуют 4 села.»
            "#]],
        );
    }

    #[test]
    fn what_brackets_count_themselves_was_taken_for_villages_named_before_them() {
        check(
            "Проект реализован в 2 селах: Ульги и Акжар.

Среди активистов сёл Айгуль провела опросы в начале и в конце (опросов: 6, ответов: 294).",
            expect![[r#""#]],
        );
    }

    #[test]
    fn villages_of_a_cell_are_parted_by_commas_with_or_without_a_mark() {
        check(
            "Іс-шара	Орны	Көрсеткіштер	Жоспар	Нақты
Жиындар	Қараөзек аулы, Сарыарық елді мекені, Көктөбе а., Жаңаарық	Жиындар	4	4
Семинарлар	Қараөзек аулы, Сарыарық елді мекені, Көктөбе а., Жаңаарық	Семинарлар	4	4

Жобаның географиясы – 5 ауыл. Жоба ауданның 4 ауылының тұрғындарын қамтыды.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 5 villages; the project has 4: Қараөзек, Сарыарық, Көктөбе, Жаңаарық.
                    «…ң географиясы – 5 ауыл. Жоба аудан…»
            "#]],
        );
    }

    #[test]
    fn a_village_behind_a_mark_with_a_dash_was_left_out() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Сходы	село – Ульги, Акжар (село), с. Бесарык	Сходы	3	3
Семинары	село – Ульги, Акжар (село), с. Бесарык	Семинары	3	3

Село – Айгуль любит это слово. Проект охватил жителей 3 сёл, а потом 4 сёл.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 4 villages; the project has 3: Ульги, Акжар, Бесарык.
                    «…ей 3 сёл, а потом 4 сёл.»
            "#]],
        );
    }

    #[test]
    fn some_of_the_villages_are_not_all() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Два села получили свой фонд. Айгуль добавила по одной рекомендации 2 сёлам. Проект охватил 2 села. Рекомендации получили 10 акимов сельских округов. Соңғы алты айда ауылдың істері алға басты.",
            expect![[r#"
                audit-number-of-sites: The report speaks of 2 villages; the project has 3: Ульги, Акжар, Бесарык.
                    «…Проект охватил 2 села. Рекоменда…»
            "#]],
        );
    }
}
