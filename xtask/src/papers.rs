//! Made-up reports on the statutory form, by which the auditor is measured: projects that exist nowhere, told in Russian or
//! Kazakh without a contradiction ([`told`], [`paper`]), and contradictions planted into them one at a time ([`plant`]). How a
//! thing is said stands in `xtask/wordings/`: `writing.toml` is looked at while checks are written, `measuring.toml` only
//! measures.

pub mod paper;
pub mod plant;
pub mod told;
pub mod wordings;

use crate::demo::Dice;
use paper::{Block, write};
use plant::Plant;
use told::Told;
use wordings::Wordings;

/// The n-th report of a language, and whether the contradiction had a place in it. The same one comes every time.
pub fn report(words: &Wordings, lang: &'static str, nth: usize, plant: Option<&Plant>) -> Option<Vec<Block>> {
    let mut told = Told::of(&mut Dice::of(&format!("told {lang} {nth}")), words, lang);
    if let Some(plant) = plant {
        let dice = &mut Dice::of(&format!("plant {lang} {nth} {}", plant.name));
        if !(plant.into)(&mut told, words, dice) {
            return None;
        }
    }
    Some(write(&told, words, &mut Dice::of(&format!("paper {lang} {nth}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo::root;
    use plant::PLANTS;

    #[test]
    fn every_contradiction_finds_a_place_and_every_name_is_filled_in() {
        let files = std::fs::read_dir(root().join("xtask/wordings")).expect("the folder of words");
        let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        assert!(files.iter().any(|path| path.ends_with("measuring.toml")), "words that nobody has looked at");
        for file in files {
            for lang in ["ru", "kk"] {
                let words = Wordings::read(&file, lang).expect("wordings");
                let clean = |nth| paper::text(&report(&words, lang, nth, None).expect("a report"));
                assert_eq!(clean(3), clean(3), "the same one comes every time");
                assert!(!clean(3).contains(['{', '}']), "{}", clean(3));
                for plant in PLANTS {
                    let mut with = (0..40).filter_map(|nth| Some((nth, report(&words, lang, nth, Some(plant))?)));
                    let (nth, blocks) = with.next().unwrap_or_else(|| panic!("no place for {}", plant.name));
                    assert_ne!(paper::text(&blocks), clean(nth), "{} changed nothing", plant.name);
                }
            }
        }
    }
}
