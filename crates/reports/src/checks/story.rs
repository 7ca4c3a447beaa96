//! A success story that is too short or too long.

use super::{Case, Check, records, say};
use auyl_domain::views::STORY;
use auyl_domain::{Finding, Lang, Severity, Spot};

/// The form wants a story of five to eight sentences.
const FEWEST: usize = 5;
const MOST: usize = 8;
/// The three parts: situation at the start, impact of the project, result.
const PARTS: [&str; 3] = ["start", "impact", "result"];

/// # What it does
/// Counts the sentences of the three parts of each success story, in each language it is written in.
///
/// # Why it matters
/// The form says five to eight sentences. Longer texts retell concepts and laws instead of one person's case.
///
/// # Example
/// The story of Ulgi has three sentences in Kazakh.
pub(super) const CHECK: Check = Check { codes: &["story-length"], run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for story in records(case.content, STORY) {
        for lang in [Lang::Kk, Lang::Ru] {
            let parts = PARTS.map(|part| story.text(&format!("{part}_{}", lang.code())));
            let n_sentences: usize = parts.iter().map(|text| sentences(text)).sum();
            if n_sentences == 0 || (FEWEST..=MOST).contains(&n_sentences) {
                continue;
            }
            let spot = Spot::record(STORY, story.id.as_str()).field(&format!("{}_{}", PARTS[0], lang.code()));
            findings.push(say("story-length", Severity::Warning, spot, &|said| {
                vec![
                    ("title", story.words("title", said).to_string()),
                    ("lang", lang.code().to_string()),
                    ("sentences", n_sentences.to_string()),
                    ("fewest", FEWEST.to_string()),
                    ("most", MOST.to_string()),
                ]
            }));
        }
    }
    findings
}

/// Shortened words and initials whose full stop ends no sentence.
const SHORT: [&str; 14] = ["г", "гг", "с", "ул", "т", "д", "п", "им", "тыс", "млн", "руб", "др", "ж", "т.б"];

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_uppercase)
}

/// How many sentences a text has; the last one may lack its full stop.
pub(crate) fn sentences(text: &str) -> usize {
    let mut n_sentences = 0;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let core = word.trim_end_matches(['»', '"', '”', ')']);
        let stopped = core.ends_with(['.', '!', '?', '…']);
        let bare = core.trim_end_matches('.').trim_start_matches(['«', '(', '"']);
        let is_short =
            core.ends_with('.') && (SHORT.contains(&bare.to_lowercase().as_str()) || bare.split('.').all(is_initial));
        let next_begins = words.peek().is_none_or(|next| {
            next.trim_start_matches(['«', '"', '“', '(', '–', '—', '-'])
                .chars()
                .next()
                .is_none_or(|c| !c.is_lowercase())
        });
        if words.peek().is_none() || (stopped && !is_short && next_begins) {
            n_sentences += 1;
        }
    }
    n_sentences
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn initials_and_short_words_end_no_sentence() {
        assert_eq!(sentences("Дина живёт в с. Ульги. Она пришла в 2024 г. на первый сход! А.Е. Сейтова помогла"), 3);
        assert_eq!(sentences("Дина «Ұлғи» ауылында тұрады. «Келдім!» деді. Енді ше?"), 3);
        assert_eq!(sentences("  "), 0);
    }
}
