//! # What it does
//! Multiplies: "по 20 человек с каждого села" times the villages of the project is the whole that stands beside it.
//!
//! # Why it matters
//! A share and a whole that do not fit show that the whole was copied from the plan, or the share was.
//!
//! # Example
//! "приняли участие 283 человека (по 30 человек с каждого села)" of a project in three villages.

mod whole;

use super::Check;
use crate::audit::claims::{Claim, Each, Unit};
use crate::audit::lexer::ONE;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Comparator, Counted, Hit, Meaning};
use auyl_domain::Severity;
use auyl_domain::amount::shown_scaled;
use whole::{has_one_noun, is_same, names_another};

pub(super) const CHECK: Check = Check { codes: &["audit-per-unit"], run };

/// So many tokens may stand between a whole and its share.
const NEAR: usize = 14;
/// Words between "получилось" and the number.
const TO_SUM: usize = 2;
/// Pieces between "всего" and the number: "всего, стало быть, собралось 108".
const TO_TOTAL: usize = 6;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let sites = paper.n_sites();
    let mut found = Vec::new();
    for (_, text) in paper.passages() {
        let said = paper.said(text);
        for (nth, share) in text.claims.iter().enumerate().filter(|(_, claim)| claim.each == Some(Each::Site)) {
            // How many units there are stands beside the share, or is known from the villages of the project.
            let Some(units) = share.units.or((sites >= 2).then_some(sites)) else { continue };
            let mut sentence = said.sentence(share.token);
            // "по 45 с каждого села; суммарно – 80", "всего 140 чел.; в каждом селе 38".
            let is_joint = |at: usize| text.tokens.get(at).is_some_and(|token| token.is(';'));
            if is_joint(sentence.end) {
                sentence.end = said.sentence(sentence.end + 1).end;
            }
            if sentence.start > 1 && is_joint(sentence.start - 1) {
                sentence.start = said.sentence(sentence.start - 2).start;
            }
            let small =
                |at: usize| said.listed("prepositions").chain(said.listed("each_site")).any(|hit| hit.from == at);
            let next = share.token + 1;
            let has_noun = text.tokens.get(next).is_some_and(|token| token.word().is_some() && !small(next));
            let can_be = |claim: &&Claim| {
                claim.each.is_none()
                    && claim.unit == Unit::Piece
                    && claim.units.is_none()
                    && sentence.contains(&claim.token)
                    && claim.token.abs_diff(share.token) <= NEAR
                    && claim.quantity.is_none_or(|q| paper.vocabulary.quantities[q].kind != Counted::Sites)
                    // "по 22 человека вместо 20".
                    && !said.listed("planned").any(|hit| hit.to == claim.token && claim.token > share.token)
                    // "Тасоткель – 168, Сарыоба – 166": those of one village.
                    && paper.site_beside(text, claim.token).is_none()
            };
            let is_near = |claim: &&Claim| can_be(claim) && is_same(paper, &said, (claim, share), has_noun);
            // "по 12 человек …, всего 84": the number behind "всего" is the whole, whatever its noun is.
            let is_total = |claim: &&Claim| {
                // A sentence may have thousands of numbers: those that are far away are not looked at.
                if !can_be(claim) {
                    return false;
                }
                // "всего 55", "55 – в сумме".
                // "вот и получилось на сходах 48".
                let comes_to = said.listed("adds_up").any(|hit| {
                    let is_near = hit.to <= claim.token && claim.token - hit.to <= TO_SUM;
                    is_near && text.tokens[hit.to..claim.token].iter().all(|token| token.word().is_some())
                });
                let before = comes_to
                    || said.listed("total").any(|hit| {
                        let leads = hit.to <= claim.token && claim.token - hit.to <= TO_TOTAL;
                        let follows = hit.from > claim.token && hit.from - claim.token <= 2;
                        sentence.contains(&hit.from) && (leads || follows)
                    });
                let is_bare = claim.quantity.is_none() && !names_another(text, claim);
                let fits =
                    || is_same(paper, &said, (claim, share), has_noun) || has_one_noun(text, &said, claim, share);
                let of = claim.quantity.map(|quantity| paper.vocabulary.quantities[quantity].kind);
                let is_plain = claim.token > share.token && !has_noun && of.is_none_or(|kind| kind == Counted::Persons);
                before && (is_bare || is_plain || fits())
            };
            // "Әрқайсысына 120 кітап берілді. Барлығы 380 кітап": in the next sentence its noun says of what it is the whole.
            let is_next = |claim: &&Claim| {
                if claim.token - share.token > NEAR {
                    return false;
                }
                let own = said.nouns(share.token);
                let leads = |hit: &Hit<Meaning>| hit.to <= claim.token && claim.token - hit.to <= TO_TOTAL;
                let is_of_noun = claim.unit == Unit::Piece
                    && claim.each.is_none()
                    && said.nouns(claim.token).iter().any(|noun| own.contains(noun));
                is_of_noun && said.listed("total").any(leads)
            };
            let all = || text.claims[nth + 1..].iter();
            // "Общая численность собравшихся — 48, то есть по 29 чел. с каждого села."
            let total_before = || text.claims[..nth].iter().rev().find(is_total);
            let total = all().find(is_total).or_else(|| all().find(is_next)).or_else(total_before);
            let before = || text.claims[..nth].iter().rev().find(is_near);
            let after = || text.claims[nth + 1..].iter().find(is_near);
            let Some(whole) = total.or_else(before).or_else(after) else { continue };
            let expected = share.number.value.saturating_mul(units);
            // "160 человек (по 40 с села), всего за две волны 320": one of them is the whole. "480 (по 60 с села в каждом из 2
            // опросов)": so it is for all of several events.
            let of_events = text.claims.iter().filter(|claim| {
                sentence.contains(&claim.token)
                    && claim.quantity.is_some_and(|q| paper.vocabulary.quantities[q].kind == Counted::Events)
            });
            let wholes: Vec<i64> = std::iter::once(expected)
                .chain(of_events.filter_map(Claim::whole).map(|n| expected.saturating_mul(n)))
                .collect();
            let is_told = |claim: &Claim| {
                let is_free = matches!(claim.each, None | Some(Each::Unsaid)) && claim.unit == Unit::Piece;
                is_free && sentence.contains(&claim.token) && wholes.contains(&claim.number.value)
            };
            // "300 (по 50 с каждого села в каждом опросе)": how many of those there were is not told here.
            let n_each = said.listed_in("each_word", &sentence).count();
            let is_of_several = n_each > 1 && expected > 0 && whole.number.value % expected == 0;
            if is_of_several || text.claims.iter().any(is_told) {
                continue;
            }
            let is_wrong = match (whole.comparator, share.comparator) {
                (Comparator::Exactly, Comparator::Exactly) => whole.number.value != expected,
                (Comparator::AtLeast, Comparator::Exactly | Comparator::AtLeast) => whole.number.value != expected,
                // What is planned for each is planned for all.
                (Comparator::Exactly, Comparator::AtLeast) if text.where_.is_plan() => whole.number.value != expected,
                (Comparator::Exactly, Comparator::AtLeast) => whole.number.value < expected,
                (Comparator::Exactly, Comparator::More) => whole.number.value <= expected,
                _ => false,
            };
            if is_wrong {
                let quotes = [whole, share].map(|claim| Quote::part(claim.passage, claim.at.clone())).to_vec();
                // How many villages there are is known where the text says so, or from the table of results.
                let (severity, ground) = match (share.units, paper.frame.are_sites_sure) {
                    (Some(_), _) => (Severity::Severe, "told"),
                    (None, true) => (Severity::Severe, ""),
                    (None, false) => (Severity::Warning, "guessed"),
                };
                found.push(
                    Remark::new("audit-per-unit", severity, quotes)
                        .on(ground)
                        .with("whole", shown_scaled(whole.number.value, ONE))
                        .with("share", shown_scaled(share.number.value, ONE))
                        .with("sites", units)
                        .with("expected", shown_scaled(expected, ONE)),
                );
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
    fn each_village_sent_as_many() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык. Всего у Айгуль 26 чел., с каждого села поровну – по 19. Общая явка – 60 чел., причём каждое село дало поровну жителей, а именно 20. Общая явка – 66 чел., причём каждое село представлено равным числом жителей, а именно 20.",
            expect![[r#"
                audit-per-unit: 19 for each of 3 villages make 57, not 26.
                    «…. Всего у Айгуль 26 чел., с каждого с…» «…ла поровну – по 19. Общая явка – 60…»
                audit-per-unit: 20 for each of 3 villages make 60, not 66.
                    «…20. Общая явка – 66 чел., причём каж…» «…ителей, а именно 20.»
            "#]],
        );
    }

    #[test]
    fn other_things_in_a_cell_are_no_whole() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Мероприятие	Показатели	План	Факт
Мероприятие 1. Занятия	Занятия	12, по 3 в каждом селе	12, по 3 человека в каждом селе
Мероприятие 2. Книги	Книги	60 (по 20 книг в каждое село)	60 ящиков (по 30 книг в каждое село)",
            expect![[r#"
                audit-per-unit: 3 for each of 3 villages make 9, not 12.
                    «12, по 3 в каждом се…» «12, по 3 в каждом селе»
            "#]],
        );
    }

    #[test]
    fn shares_of_several_waves_and_totals_before_them() {
        check(
            "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты.

Не менее 480 (по 60 с села в каждом из 2 опросов). Кемінде 480 (2 сауалнамада әр ауылдан 60).

Общая численность собравшихся — 48, то есть по 29 чел. с каждого села.

Явка у Айгуль распределилась поровну: по 36 чел. от каждого аула, итого 120. Жителей от каждого села было 36, а всего по сёлам – 100.

Организовано 15 тренингов в каждом из 4 сёл, при этом в каждом тренинге участвовали 12 человек, всего 180 человек.",
            expect![[r#"
                audit-per-unit: 29 for each of 4 villages make 116, not 48.
                    «…ь собравшихся — 48, то есть по 29 чел…» «…я — 48, то есть по 29 чел. с каждого с…»
                audit-per-unit: 36 for each of 4 villages make 144, not 120.
                    «…ого аула, итого 120. Жителей от каж…» «…лась поровну: по 36 чел. от каждого…»
                audit-per-unit: 36 for each of 4 villages make 144, not 100.
                    «…сего по сёлам – 100.» «…ждого села было 36, а всего по сёла…»
            "#]],
        );
    }

    #[test]
    fn share_and_whole_stand_on_both_sides_of_a_semicolon_and_all_behind_the_number() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

По 45 человек с каждого села; суммарно 80.

Всего пришло 140 человек; в каждом селе 38 человек.

По 18 участников в каждом селе, 55 – в сумме.",
            expect![[r#"
                audit-per-unit: 45 for each of 2 villages make 90, not 80.
                    «…о села; суммарно 80.» «По 45 человек с каждо…»
                audit-per-unit: 38 for each of 2 villages make 76, not 140.
                    «Всего пришло 140 человек; в кажд…» «…к; в каждом селе 38 человек.»
                audit-per-unit: 18 for each of 2 villages make 36, not 55.
                    «…в в каждом селе, 55 – в сумме.» «По 18 участников в ка…»
            "#]],
        );
    }

    #[test]
    fn the_next_sentence_adds_up_things_of_the_same_noun() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Әр ауылда кітап бұрышы ашылып, әрқайсысына 120 кітаптан берілді. Сонымен Айгүл барлығы 380 кітап жеткізді.",
            expect![[r#"
                audit-per-unit: 120 for each of 3 villages make 360, not 380.
                    «…н Айгүл барлығы 380 кітап жеткізді…» «…ып, әрқайсысына 120 кітаптан беріл…»
            "#]],
        );
    }

    #[test]
    fn villages_that_stand_together_again_and_again_are_the_project_s() {
        check(
            "Жоба екі ауылды қамтыды.

Жиынға 44 адам келді: Ульги – 20, Акжар – 24. Әйелдер 30.

Семинарға келгендер: Ульги – 21, Акжар – 22. Айгүл 10 кітап әкелді.

Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	2 ауыл	Сходы	2	2
Мероприятие 2. Встреча	Қызылжар ауылы	Встречи	1	1

Әр ауылдан 15 адамнан, барлығы 45 адам үйренді.",
            expect![[r#"
                audit-per-unit: 15 for each of 2 villages make 30, not 45.
                    «…дамнан, барлығы 45 адам үйренді.» «Әр ауылдан 15 адамнан, барлығ…»
                audit-place-foreign: Қызылжар is named by one activity only; the villages of the project are Ульги, Акжар.
                    «Қызылжар ауылы»
            "#]],
        );
    }

    #[test]
    fn people_in_the_ablative_and_those_who_came_from_each_village() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Жиындарға қатысқан 110 адам әр ауылдан келген 26 тұрғыннан құралды.

Әр ауылдан қатысқандар – 33 адам, жалпы саны – 135.

Представительство сёл у Айгуль было равным – 24 участника от каждого, что в итоге даёт 84.",
            expect![[r#"
                audit-per-unit: 26 for each of 3 villages make 78, not 110.
                    «…дарға қатысқан 110 адам әр ауылдан…» «…ауылдан келген 26 тұрғыннан құрал…»
                audit-per-unit: 33 for each of 3 villages make 99, not 135.
                    «…м, жалпы саны – 135.» «…н қатысқандар – 33 адам, жалпы саны…»
                audit-per-unit: 24 for each of 3 villages make 72, not 84.
                    «…что в итоге даёт 84.» «…ь было равным – 24 участника от ка…»
            "#]],
        );
    }

    #[test]
    fn what_the_shares_come_to_is_the_whole() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар. По 23 чел. с села – вот и получилось у Айгуль 48.",
            expect![[r#"
                audit-per-unit: 23 for each of 2 villages make 46, not 48.
                    «…чилось у Айгуль 48.» «…льги и Акжар. По 23 чел. с села – во…»
            "#]],
        );
    }

    #[test]
    fn a_village_with_a_title_in_its_name_was_left_out_of_three() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	Ульги, Көшек батыр, Акжар ауылдары	Сходы	3	3
Мероприятие 2. Встреча	Ульги, Көшек батыр, Акжар ауылдары	Встречи	3	3

Айгүл 54 адамды оқытты, әр ауылдан 18 адамнан. 6 мәселе көтерілді, оның 3-еуі, әр ауылда біреуден, шешілді.

Әр ауылдан 15 адамнан, барлығы 30 адам үйренді.",
            expect![[r#"
                audit-per-unit: 15 for each of 3 villages make 45, not 30.
                    «…дамнан, барлығы 30 адам үйренді.» «Әр ауылдан 15 адамнан, барлығ…»
            "#]],
        );
    }

    #[test]
    fn a_station_was_none_of_three_places_in_kazakh() {
        check(
            "Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	Ақжар ауылы, Бесарық ауылы, Тасты бекеті	Сходы	3	3
Мероприятие 2. Встреча	Ақжар ауылы, Бесарық ауылы, Тасты бекеті	Встречи	3	3

Әр ауылдан 15 адамнан, барлығы 45 адам үйренді. Айгүл әр ауылға 2 кітаптан, барлығы 4 кітап берді.",
            expect![[r#"
                audit-per-unit: 2 for each of 3 villages make 6, not 4.
                    «…таптан, барлығы 4 кітап берді.» «…Айгүл әр ауылға 2 кітаптан, барлы…»
            "#]],
        );
    }

    #[test]
    fn things_that_nobody_knows_are_shared_out_right_behind_their_number() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Прошли 12 субботников, по 3 в каждом селе. Посадили 30 саженцев (по 10 в каждом селе). Шығарылымдар 54 орнына 60, өйткені әр ауыл мерекеге екі шығарылымнан қосты.",
            expect![[r#"
                audit-per-unit: 3 for each of 3 villages make 9, not 12.
                    «Прошли 12 субботников, по…» «…субботников, по 3 в каждом селе. П…»
            "#]],
        );
    }

    #[test]
    fn a_cell_shares_its_number_out_in_brackets() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык.

Мероприятие	Показатели	План	Факт
Мероприятие 1. Мастер-классы	Мастер-классы по кройке	15 (по 5 в каждом селе)	18 (по 5 в каждом селе)
Мероприятие 2. Үйірме	Үйірме мүшелері	78 (әр ауылдан 26 адамнан)	84 (әр ауылдан 26 адамнан)
Мероприятие 3. Книги	Книги	60 (3 ящика, по 20 в каждое село)	60 (3 ящика, по 20 в каждое село)",
            expect![[r#"
                audit-per-unit: 5 for each of 3 villages make 15, not 18.
                    «18 (по 5 в каждом се…» «18 (по 5 в каждом селе)»
                audit-per-unit: 26 for each of 3 villages make 78, not 84.
                    «84 (әр ауылдан 26 ад…» «84 (әр ауылдан 26 адамнан)»
            "#]],
        );
    }

    #[test]
    fn the_table_of_places_leaves_out_a_village_that_the_text_names_again_and_again() {
        check(
            "Проект работал в 3 сёлах.

Пришли 60 человек: Ульги – 20, Акжар – 24, Бесарык – 16.

Слушали 66 человек: Ульги – 21, Акжар – 22, Бесарык – 23.

Мероприятие	Место	Показатели	План	Факт
Мероприятие 1. Сход	с. Ульги, с. Акжар	Сходы	2	2
Мероприятие 2. Встреча	с. Ульги, с. Акжар	Встречи	2	2

По 15 человек с каждого села, всего Айгуль обучила 30 человек.",
            expect![[r#"
                audit-per-unit: 15 for each of 3 villages make 45, not 30.
                    «…Айгуль обучила 30 человек.» «По 15 человек с каждо…»
            "#]],
        );
    }

    #[test]
    fn two_waves_together_were_held_against_the_share_of_one() {
        check(
            "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты.

В каждой волне 160 человек (по 40 с каждого села), всего опрошено 320 человек.",
            expect![""],
        );
    }

    #[test]
    fn seminars_were_taken_for_the_whole_of_people() {
        check(
            "Проект работал в 3 сёлах: Ульги, Акжар и Бесарык. По 20 в каждом селе, всего прошло 4 семинара.",
            expect![[""]],
        );
    }

    #[test]
    fn the_share_is_the_one_that_says_so() {
        check(
            "Проект работал в 2 сёлах: Ульги и Акжар.

Жиынға 44 адам келді, бұл әр ауылға шаққанда 11 адамнан.

Явка 72 чел. – по 24 чел. на село.",
            expect![[r#"
                audit-per-unit: 11 for each of 2 villages make 22, not 44.
                    «Жиынға 44 адам келді, бұл…» «…ауылға шаққанда 11 адамнан.»
                audit-per-unit: 24 for each of 2 villages make 48, not 72.
                    «Явка 72 чел. – по 24 чел.…» «Явка 72 чел. – по 24 чел. на село.»
            "#]],
        );
    }

    #[test]
    fn a_share_times_three_villages_is_not_the_whole() {
        check(
            "Место проведения: село Ульги, село Акжар, село Тасты.

В селе Ульги, селе Акжар, селе Тасты прошли собрания. В селе Ульги, селе Акжар, селе Тасты была работа.

В собраниях приняли участие 283 человека (по 30 человек с каждого села).",
            expect![[r#"
                audit-per-unit (guessed): 30 for each of 3 villages make 90, not 283.
                    «…риняли участие 283 человека (по 30 ч…» «…е 283 человека (по 30 человек с каждо…»
            "#]],
        );
    }

    #[test]
    fn nine_gatherings_three_in_each_of_three_villages_fit() {
        check(
            "В селе Ульги, селе Акжар, селе Тасты прошли собрания. В селе Ульги, селе Акжар, селе Тасты была работа. Село Ульги, село Акжар, село Тасты.

Проведено 9 собраний (по 3 в каждом селе).",
            expect![""],
        );
    }

    #[test]
    fn a_settlement_that_is_called_in_three_words_is_a_village() {
        let in_all = "В сельском населенном пункте Ульги, селе Акжар, селе Тасты";
        check(
            &format!(
                "{in_all} прошли собрания. {in_all} была работа. Сельский населенный пункт Ульги, село Акжар, село Тасты.

Проведено 9 собраний (по 3 в каждом селе)."
            ),
            expect![""],
        );
    }

    #[test]
    fn a_told_number_of_units_counts_whatever_else_the_report_says_of_villages() {
        check(
            "Проведено по 2 тренинга в каждом из 5 сел, всего 12 тренингов.

2 ауылдың әрқайсысында 2 семинардан, барлығы 4 семинар өтті.",
            expect![[r#"
                audit-per-unit (told): 2 for each of 5 villages make 10, not 12.
                    «…м из 5 сел, всего 12 тренингов.» «Проведено по 2 тренинга в кажд…»
            "#]],
        );
    }

    #[test]
    fn each_of_the_villages_that_the_sentence_names() {
        check(
            "Мероприятия прошли в 3 селах: Аксу, Береке, Карасу.

Явка по сёлам одинаковая: по 17 чел. в каждом, вместе 60 чел. Каждое село представили 20 чел., в итоге набралось 60.

Общий охват собраниями – 120 чел. (по 28 чел. на каждое село). Бір ауылда жиындар: әр ауылға шаққандағы саны – 9.",
            expect![[r#"
                audit-per-unit: 17 for each of 3 villages make 51, not 60.
                    «…в каждом, вместе 60 чел. Каждое село…» «…м одинаковая: по 17 чел. в каждом, вм…»
                audit-per-unit: 28 for each of 3 villages make 84, not 120.
                    «…т собраниями – 120 чел. (по 28 чел. н…» «…ями – 120 чел. (по 28 чел. на каждое с…»
            "#]],
        );
    }
}
