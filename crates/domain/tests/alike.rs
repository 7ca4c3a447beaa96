//! Problems that repeat each other, in Kazakh of either alphabet and in Russian: stories, and floors under the quality
//! that `cargo xtask bench alike` measures.

#[path = "alike/mod.rs"]
mod labels;

use auyl_domain::Lang;
use auyl_domain::alike::{Concepts, Likeness};
use expect_test::{Expect, expect};
use labels::{Quality, concepts, labelled, quality};
use std::collections::BTreeSet;

/// Asks the first line of the others; a line is a village, a sphere and a text.
fn check(lines: &str, expected: Expect) {
    let mut likeness = Likeness::new(concepts());
    let parts = |line: &str| {
        let [village, sphere, text] =
            line.split('|').map(str::trim).collect::<Vec<_>>().try_into().expect("three parts");
        [village, sphere, text].map(str::to_string)
    };
    let mut all = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(parts);
    let [village, sphere, asked] = all.next().expect("a text to ask with");
    for [village, sphere, text] in all {
        likeness.add(&text, &text, &village, &sphere);
    }
    let mut told = String::new();
    for found in likeness.candidates(&asked, &village, &sphere, 5) {
        let concepts: Vec<&str> = found.why.concepts.iter().map(|label| label.get(Lang::En)).collect();
        let same = (found.why.same_place, found.why.same_sphere);
        told += &format!("{:.2} {}: {concepts:?} {:?} {same:?}\n", found.score, found.id, found.why.words);
    }
    expected.assert_eq(&told);
}

#[test]
fn three_spellings_of_no_irrigation_are_one_problem() {
    check(
        "Ulgi | water | ayaq su jok
         Ulgi | water | Нет поливной воды
         Ulgi | water | Аяқ су жоқ
         Ulgi | water | Нет питьевой воды
         Ulgi | roads | Дороги в ямах
         Tasbulaq | water | Аяқсу жоқ",
        expect![[r#"
            1.00 Аяқ су жоқ: ["irrigation", "water", "missing"] [] (true, true)
            1.00 Нет поливной воды: ["irrigation", "water", "missing"] [] (true, true)
            0.50 Аяқсу жоқ: ["irrigation", "water", "missing"] [] (false, true)
            0.42 Нет питьевой воды: ["water", "missing"] [] (true, true)
        "#]],
    );
}

#[test]
fn a_street_and_a_misspelt_word_are_recognised() {
    check(
        "Ulgi |  | Абай кошесінде асвальт жок
         Ulgi | roads | Нет асфальта на улице Абая
         Ulgi | roads | Нет асфальта на улице Сейфуллина",
        expect![[r#"
            1.00 Нет асфальта на улице Абая: ["asphalt", "road", "street", "missing"] ["Абай"] (true, false)
            0.87 Нет асфальта на улице Сейфуллина: ["asphalt", "road", "street", "missing"] [] (true, false)
        "#]],
    );
}

#[test]
fn a_removed_text_is_no_candidate_and_its_place_is_used_again() {
    let mut likeness = Likeness::new(concepts());
    likeness.add("1", "Көпір құлап жатыр", "Ulgi", "roads");
    likeness.add("2", "Мост аварийный", "Ulgi", "roads");
    likeness.remove("1");
    likeness.remove("nobody");
    likeness.add("3", "Kitaphana jabyq", "Ulgi", "culture");
    let ids = |text: &str| -> Vec<String> {
        likeness.candidates(text, "Ulgi", "", 5).into_iter().map(|candidate| candidate.id).collect()
    };
    assert_eq!(ids("көпір апатты"), ["2"]);
    assert_eq!(ids("закрыли библиотеку"), ["3"]);
    assert_eq!(likeness.n_texts(), 2);
}

#[test]
fn a_text_without_words_has_no_candidates() {
    let mut likeness = Likeness::new(concepts());
    likeness.add("1", "!!!", "Ulgi", "");
    likeness.add("2", "", "Ulgi", "");
    assert!(likeness.candidates("… 😀 \u{0301} --", "Ulgi", "", 5).is_empty());
    assert!(likeness.candidates(&"су ".repeat(100_000), "Ulgi", "", 5).is_empty());
}

#[test]
fn a_wrong_file_of_concepts_says_what_is_wrong() {
    let check = |text: &str, expected: Expect| {
        let told =
            Concepts::read(text).err().map(|finding| format!("{} {} {:?}", finding.code, finding.spot, finding.args));
        expected.assert_eq(&told.unwrap_or_default());
    };
    let unknown = "[[concept]]\nid = \"tap\"\nlabel = { en = \"tap\" }\nbroader = \"watr\"\nwords = [\"кран\"]";
    check(
        unknown,
        expect![[
            r#"catalogue-toml concepts.toml, 4:1 {"detail": "tap: broader names no concept: watr", "nearest": ""}"#
        ]],
    );
    check(
        "[[concept]]\nname = 1",
        expect![[
            r#"catalogue-toml concepts.toml, 2:1 {"detail": "unknown field `name`, expected one of `id`, `label`, `broader`, `weight`, `words`", "nearest": ""}"#
        ]],
    );
    check(
        "[[concept",
        expect![[
            r#"catalogue-toml concepts.toml, 1:1 {"detail": "unclosed array table, expected `]]`", "nearest": ""}"#
        ]],
    );
}

#[test]
fn every_concept_has_a_label_in_every_language_and_its_own_id() {
    let concepts = concepts();
    let mut ids = BTreeSet::new();
    for concept in concepts.all() {
        assert!(ids.insert(&concept.id), "{} stands twice", concept.id);
        assert!(!concept.words.is_empty() && concept.weight > 0.0 && concept.weight <= 1.0, "{}", concept.id);
        for lang in Lang::ALL {
            assert!(!concept.label.exactly(lang).is_empty(), "{} has no label in {}", concept.id, lang.code());
        }
    }
}

#[test]
fn the_labelled_texts_are_enough_and_in_every_language() {
    let (tuning, held_out) = (labelled("tuning.txt"), labelled("held_out.txt"));
    let all: Vec<_> = tuning.iter().chain(&held_out).collect();
    let ids: BTreeSet<&str> = all.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "an id stands twice");
    assert!(all.len() >= 300);
    assert!(all.iter().filter(|text| text.problem.is_none()).count() >= 60);
    for lang in ["kk", "l", "ru", "m"] {
        assert!(all.iter().filter(|text| text.lang == lang).count() >= 40, "{lang}");
    }
}

/// Floors a little under what was measured when this was written; the issue asks for 90 % among the first five.
#[test]
fn repetitions_are_found_in_both_halves() {
    let (tuning, held_out) = (labelled("tuning.txt"), labelled("held_out.txt"));
    let holds = |what: &str, found: Quality, floors: [f64; 3]| {
        let [recall_at_5, precision, recall] = floors;
        // Of the held-out half nobody should learn which texts went wrong.
        let misses = if what == "tuning" { found.misses.join("\n") } else { String::new() };
        assert!(found.recall_at_5 >= recall_at_5, "{what}: recall at 5 is {:.1}\n{misses}", found.recall_at_5);
        assert!(found.precision >= precision, "{what}: precision is {:.1}\n{misses}", found.precision);
        assert!(found.recall >= recall, "{what}: recall is {:.1}", found.recall);
        assert!(found.singles_alarmed <= 30.0, "{what}: {:.1} % of singles are called likely", found.singles_alarmed);
    };
    holds("tuning", quality(&tuning, &[&tuning, &held_out]), [97.0, 83.0, 87.0]);
    holds("held out", quality(&held_out, &[&tuning, &held_out]), [96.0, 82.0, 71.0]);
}
