//! Places where a long Kazakh word may break. Typst has patterns for Russian and English but none for
//! Kazakh, and a word that cannot break runs out of a narrow column into the next.

const VOWELS: &str = "аәеёиоөуұүыіэюя";
/// Signs and the short i belong to the letter before them.
const BOUND: &str = "ьъй";

/// The text with soft hyphens between the syllables of Cyrillic words of more than `fits` letters. Words
/// that fit are left alone: people search the PDF for them, and a soft hyphen hides a word from search.
pub(super) fn with_breaks(text: &str, fits: usize) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let mut word = Vec::new();
    for letter in text.chars() {
        if matches!(letter, '\u{400}'..='\u{52f}') {
            word.push(letter);
        } else {
            flush(&mut word, fits, &mut out);
            out.push(letter);
        }
    }
    flush(&mut word, fits, &mut out);
    out
}

fn flush(word: &mut Vec<char>, fits: usize, out: &mut String) {
    let is = |list: &str, letter: char| letter.to_lowercase().any(|low| list.contains(low));
    let mut voiced = false;
    for (at, letter) in word.iter().enumerate() {
        let opens =
            word.get(at + 1).is_some_and(|next| is(VOWELS, *next)) && !is(VOWELS, *letter) && !is(BOUND, *letter);
        if word.len() > fits && voiced && opens && at >= 2 && at + 2 <= word.len() {
            out.push('\u{ad}');
        }
        voiced |= is(VOWELS, *letter);
        out.push(*letter);
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_break_before_the_consonant_that_opens_a_syllable() {
        let shown = with_breaks("Қатысушылар Қызылорда облысындағы жиын, АКТИВИСТЕРДІҢ 12345678 Qazaqstan", 7)
            .replace('\u{ad}', "-");
        assert_eq!(shown, "Қа-ты-су-шы-лар Қы-зы-лор-да об-лы-сын-да-ғы жиын, АК-ТИ-ВИС-ТЕР-ДІҢ 12345678 Qazaqstan");
    }
}
