//! What holds of all checks together: every code speaks three languages and stands once, foreign text never ends the
//! program, numbers are read as people write them.

use super::checks::testing::{CATALOGUE, VOCABULARY};
use super::{audit, codes};
use crate::source::{Limits, read};
use auyl_domain::words::Lang;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn every_list_of_the_vocabulary_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = VOCABULARY.lists.iter().map(|list| list.id.as_str()).collect();
    assert_eq!(names.len(), VOCABULARY.lists.len(), "two lists share a name: the second one is never found");
    for list in &VOCABULARY.lists {
        let words: BTreeSet<&str> = list.words.iter().map(String::as_str).collect();
        assert_eq!(words.len(), list.words.len(), "{} has a word twice", list.id);
    }
    for list in VOCABULARY.lists.iter().filter(|list| !list.after.is_empty()) {
        assert!(names.contains(list.after.as_str()), "{} comes after {}, which is no list", list.id, list.after);
    }
}

#[test]
fn every_code_stands_once_and_speaks_three_languages() {
    let codes: Vec<&str> = codes().collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    let none = Default::default();
    for lang in Lang::ALL {
        for code in &codes {
            let key = format!("finding-{code}");
            assert!(CATALOGUE.phrases().has(lang, &key), "{key} in {lang:?}");
            assert!(VOCABULARY.is_measured(code), "{code} has no line in confidence.toml");
            for part in ["todo", "what", "why", "example"] {
                let told = CATALOGUE.phrases().attribute(lang, &key, part, &none);
                assert!(!told.is_empty() && !told.contains(&key), "{key}.{part} in {lang:?}");
            }
        }
    }
}

#[test]
fn a_table_of_more_cells_than_are_looked_at_ended_the_program() {
    let row = |nth: u32| format!("Мероприятие {nth}. Сход\tСходы\t2\t2\n");
    let rows: String = (0..10_100).map(row).collect();
    let document = format!("Мероприятие\tПоказатели\tПлан\tФакт\n{rows}");
    let (source, _) = read("report.txt", document.as_bytes(), &Limits::default()).expect("a text");
    assert!(source.passages().len() > super::paper::MOST_PASSAGES, "{}", source.passages().len());
    audit(&source, &VOCABULARY);
}

#[test]
fn a_sentence_of_a_thousand_numbers_took_more_than_a_minute() {
    let villages = "Проект работал в 4 сёлах: Ульги, Акжар, Бесарык и Тасты. ";
    for phrase in
        ["К Айгуль пришли 31 и 28 человек, ещё 4 человека, ", "в каждом селе 3 собрания, ", "ответил на письмо №71, "]
    {
        let start = std::time::Instant::now();
        let document = format!("{villages}{}", phrase.repeat(350));
        let (source, _) = read("report.txt", document.as_bytes(), &Limits::default()).expect("a text");
        audit(&source, &VOCABULARY);
        // Three seconds without optimisation; a busy machine may take ten times as long.
        assert!(start.elapsed().as_secs() < 30, "{phrase}: {:?}", start.elapsed());
    }
}

/// What a passage claims: number, comparator, of how many, what.
fn check(passage: &str, expected: Expect) {
    let (source, _) = read("passage.txt", passage.as_bytes(), &Limits::default()).expect("a text");
    let paper = super::Paper::of(&source, &VOCABULARY);
    let mut lines = String::new();
    for (_, text) in paper.passages() {
        for claim in &text.claims {
            let what = claim.quantity.map_or("?", |quantity| VOCABULARY.quantities[quantity].id.as_str());
            let each = claim.each.map_or(String::new(), |each| format!(" for each {each:?}"));
            let value = claim.number.value as f64 / 100.0;
            lines.push_str(&format!("{:?} {value} {what}{each} {:?}\n", claim.comparator, claim.unit));
        }
        for dated in &text.dates {
            lines.push_str(&format!("from {:?} to {:?}\n", dated.from.first(), dated.to.last()));
        }
    }
    expected.assert_eq(&lines);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    check(
        "Сумма гранта 5 659 000 (пять миллионов шестьсот пятьдесят девять тысяч) тенге.",
        expect![[r#"
        Exactly 5659000 grant Tenge
        Exactly 5659000 ? Piece
    "#]],
    );
    check(
        "Проведено девять собраний, роздано 5400 000 тенге, было 1 млн 500 мың теңге.",
        expect![[r#"
        Exactly 9 gatherings Piece
        Exactly 5400000 ? Tenge
        Exactly 1500000 ? Tenge
    "#]],
    );
    check(
        "Грант 6 535 000 (алты миллион бес жүз отыз бес мың) теңге, жүз елу адам.",
        expect![[r#"
        Exactly 6535000 ? Tenge
        Exactly 6535000 ? Piece
        Exactly 150 people Piece
    "#]],
    );
    check(
        "Бюджет 2922880 тенге, вовлечено 12-ти человек, 3-х сел.",
        expect![[r#"
            Exactly 2922880 ? Tenge
            Exactly 12 participants Piece
            Exactly 3 villages Piece
        "#]],
    );
}

#[test]
fn the_number_of_a_kazakh_activity_was_read_as_so_many_events() {
    check("2-іс-шара. Тұрғындар жиналыстары", expect![[""]]);
    check(
        "2 іс-шара өтті",
        expect![[r#"
        Exactly 2 events Piece
    "#]],
    );
}

#[test]
fn what_looks_like_a_number_and_counts_nothing_is_no_claim() {
    check(
        "Мероприятие 4 прошло 25.11.2024, телефон 8 702 000 00 00, письмо № 60, дети от 7 до 14 лет, 2024 год.",
        expect![[r#"
            from Some(2024-11-25) to Some(2024-11-25)
        "#]],
    );
}

#[test]
fn comparators_and_shares_belong_to_their_numbers() {
    check(
        "Не менее 9 собраний (по 3 в каждом селе), с каждого села по 50 человек.",
        expect![[r#"
        AtLeast 9 gatherings Piece
        Exactly 3 gatherings for each Site Piece
        Exactly 50 people for each Site Piece
    "#]],
    );
    check(
        "Әр ауылда кемінде 3 жиналыс өтті, барлығы 90 адамнан кем емес қатысты.",
        expect![[r#"
        AtLeast 3 gatherings for each Site Piece
        AtLeast 90 participants Piece
    "#]],
    );
    check(
        "Жиналысқа 120-дан астам тұрғын қатысты, он бес ұсыныс жиналды.",
        expect![[r#"
        More 120 participants Piece
        Exactly 15 recommendations Piece
    "#]],
    );
}

#[test]
fn a_noun_that_begins_its_clause_or_stands_behind_the_number_is_what_it_counts() {
    check(
        "Сёл, где шла работа Айгуль, – 3; писем Болат отправил 9, а ответов на них получил 4.
Собрания жителей прошли шумно, а было их 8.
5 – столько сёл позвала Айгуль.
Сходы в количестве 6, показух (число – 7).
Жоба ауылдарының жалпы саны: 3. 14 ауыл жиыны, 12 ауыл белсендісі, шақыру саны – 10.
Из 90 участников каждое село представляли 18 человек.",
        expect![[r#"
            Exactly 3 villages Piece
            Exactly 9 letters Piece
            Exactly 4 replies Piece
            Exactly 8 gatherings Piece
            Exactly 5 villages Piece
            Exactly 6 gatherings Piece
            Exactly 7 ? Piece
            Exactly 3 villages Piece
            Exactly 14 gatherings Piece
            Exactly 12 ? Piece
            Exactly 10 ? Piece
            Exactly 90 participants Piece
            Exactly 18 participants for each Site Piece
        "#]],
    );
}

#[test]
fn a_point_that_cuts_a_word_ends_no_sentence_and_a_cut_seminar_is_no_seven() {
    check(
        "Пров. обуч. семинаров: 8 сем., 68 чел., по 24 чел. на село",
        expect![[r#"
        Exactly 8 ? Piece
        Exactly 68 people Piece
        Exactly 24 people for each Site Piece
    "#]],
    );
}

#[test]
fn beside_that_was_read_as_forty_topics() {
    check(
        "Вместе с тем в зал пришли 40.",
        expect![[r#"
            Exactly 40 ? Piece
        "#]],
    );
}

#[test]
fn numbers_of_letters_bounds_and_reaches_are_read_in_any_order() {
    check(
        "65 нөмірлі хат жіберілді. Номер письма 69, ответ пришёл.
Число участников дошло до 224.
Қатысушылар: 106 адам, одан аз емес. Участников самое малое – 38.
Жиналыстардың саны 9 болды.
Активность семинаров выросла в 3 раза.
Число явившихся – 99. Письма разосланы, их общее число – 5.",
        expect![[r#"
            Exactly 224 participants Piece
            AtLeast 106 participants Piece
            AtLeast 38 participants Piece
            Exactly 9 gatherings Piece
            Exactly 99 participants Piece
            Exactly 5 letters Piece
        "#]],
    );
}

#[test]
fn what_each_village_gives_is_told_in_few_words() {
    check(
        "По 23 чел. с села.",
        expect![[r#"
        Exactly 23 people for each Site Piece
    "#]],
    );
}

#[test]
fn dates_are_read_in_both_languages() {
    check(
        "13 марта 2024 года – 25 ноября 2024 года",
        expect![[r#"
        from Some(2024-03-13) to Some(2024-11-25)
    "#]],
    );
    check(
        "2024 жылғы 13 наурыз – 2024 жылғы 25 қараша",
        expect![[r#"
        from Some(2024-03-13) to Some(2024-11-25)
    "#]],
    );
    check(
        "2024 жылғы сәуір–мамыр",
        expect![[r#"
        from Some(2024-04-01) to Some(2024-05-31)
    "#]],
    );
    check(
        "2023 жылғы 5 желтоқсан – 7 ақпан",
        expect![[r#"
        from Some(2023-12-05) to None
    "#]],
    );
    check(
        "Апрель-май 2024 года",
        expect![[r#"
        from Some(2024-04-01) to Some(2024-05-31)
    "#]],
    );
}

#[test]
fn a_report_in_kazakh_is_understood_like_one_in_russian() {
    super::checks::testing::check(
        "Жобаға қатысушылардың барлығы\tЕрлер\tӘйелдер
120\t50\t80

Жобаға 130 адам қатысты.",
        expect![[r#"
            audit-parts-exceed: A part is larger than its whole: 130 of 120.
                «120» «50» «80»
            audit-same-quantity (table_whole): direct beneficiaries: one place says 120, another says 130. 
                «Жобаға 130 адам қатысты.» «120»
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn foreign_text_never_ends_the_program(text in "(\\PC|[0-9№%«»().,;:\\-–\\t\\n ]|сел|әр ауыл|не менее|мың|[0-9]{1,12}){0,60}") {
        if let Ok((source, _)) = read("any.txt", text.as_bytes(), &Limits::default()) {
            let _ = audit(&source, &VOCABULARY);
        }
    }
}
