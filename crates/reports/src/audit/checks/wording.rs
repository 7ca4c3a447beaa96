//! # What it does
//! Finds what is said without a measure: "значительно" with no number, a growth in percent of which nobody knows from what and
//! to what, and left-overs of a template.
//!
//! # Why it matters
//! "Заметно повысилась" cannot be checked; "на 14 %" may be percent or points, which differ by half.
//!
//! # Example
//! "Вовлеченность увеличилась на 14,5%." without the level before and after.

use super::Check;
use crate::audit::claims::{Claim, Said, Unit};
use crate::audit::lexer::{Kind, ONE, Token};
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Hit, Meaning};
use crate::source::Passage;
use auyl_domain::Severity;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-vague", "audit-percent-base", "audit-leftover"], run };

/// Letters of a verb that asks.
const SHORTEST_VERB: usize = 6;
/// Places that are shown of one kind.
const MOST: usize = 20;
/// Pieces behind a share among which it says whose it is: "54 % опрошенных жителей".
const BEHIND_SHARE: usize = 5;
/// A hundred per cent.
const WHOLE: i64 = 100 * ONE;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let (mut vague, mut growth, mut blank) = (Vec::new(), Vec::new(), Vec::new());
    let (mut leftover, mut headings, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    for (passage, text) in paper.passages() {
        let number = passage.place.passage;
        let said = paper.said(text);
        let quote =
            |from: usize, to: usize| Quote::part(number, text.tokens[from].at.start..text.tokens[to - 1].at.end);
        if !text.where_.is_plan() && !text.where_.is_heading && text.where_.shape.as_deref() != Some("priorities") {
            vague.extend(
                said.listed("vague")
                    .filter(|hit| {
                        let sentence = said.sentence(hit.from);
                        // "елеулі қиындық туындаған жоқ": what was not needs no measure.
                        let is_denied = said.says("negation", &sentence);
                        !is_denied && !text.claims.iter().any(|claim| sentence.contains(&claim.token))
                    })
                    .map(|hit| quote(hit.from, hit.to)),
            );
            growth.extend(
                text.claims
                    .iter()
                    .filter(|claim| claim.unit == Unit::Percent && grew_from_nothing(&said, text, claim))
                    .map(|claim| Quote::part(number, claim.at.clone())),
            );
        }
        if passage.place.table.is_none() && !text.where_.is_heading {
            let of_nothing = text.claims.iter().filter(|claim| is_level_of_nothing(&said, text, claim));
            levels.extend(of_nothing.map(|claim| Quote::part(number, claim.at.clone())));
        }
        // A line to sign on is no gap.
        let is_signed = said.listed("signature").next().is_some() || has_initials(&passage.text);
        let mark = placeholder(&passage.text).filter(|_| !is_signed).map(|at| Quote::part(number, at));
        let words =
            || said.listed("placeholder").next().copied().or_else(|| in_brackets(&said)).or_else(|| crossed(text));
        let gap = mark.or_else(|| words().map(|hit| quote(hit.from, hit.to)));
        // A word of the form in a gap is told with the gap.
        if gap.is_none() {
            let known = said.listed("leftover").next().map(|hit| quote(hit.from, hit.to));
            let asked = || asks(passage, text, &said).map(|at| quote(at, at + 1));
            // Most who fill a form in leave its headings as they are: "3. Заполните таблицу:".
            let is_heading = text.where_.is_heading
                || passage.text.trim_end().ends_with(':')
                || passage.place.table.is_none()
                    && paper.source.passage(number + 1).is_some_and(|next| next.place.table.is_some())
                || matches!(text.tokens.first().map(|token| &token.kind), Some(Kind::Ordinal(_)));
            let of = if is_heading { &mut headings } else { &mut leftover };
            of.extend(known.or_else(asked));
        }
        blank.extend(gap);
    }
    let told = |code: &'static str, severity, ground, quotes: Vec<Quote>| {
        let n = quotes.len();
        let shown = quotes.into_iter().take(MOST).collect();
        (n > 0).then(|| Remark::new(code, severity, shown).on(ground).with("n", n))
    };
    [
        told("audit-percent-base", Severity::Warning, "", growth),
        told("audit-percent-base", Severity::Hint, "level", levels),
        told("audit-vague", Severity::Hint, "", vague),
        told("audit-leftover", Severity::Warning, "placeholder", blank),
        told("audit-leftover", Severity::Hint, "", leftover),
        told("audit-leftover", Severity::Hint, "heading", headings),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A growth of which the sentence does not say from what level to what.
fn grew_from_nothing(said: &Said<'_>, text: &Text, claim: &Claim) -> bool {
    let sentence = said.sentence(claim.token);
    // "+30 %" is a growth, whatever stands beside it.
    let is_signed = text.tokens[..claim.token].last().is_some_and(|token| token.is('+'));
    let grew = is_signed || said.says("grew", &sentence);
    let shares: Vec<&Claim> =
        text.claims.iter().filter(|other| sentence.contains(&other.token) && other.unit == Unit::Percent).collect();
    // "с 40 % до 54 %", "40 %-дан 54 %-ға": a level is told.
    let is_level = |other: &&Claim| {
        let before = other.token.checked_sub(1).and_then(|at| text.tokens[at].word());
        let behind = (1..=3).filter_map(|n| text.tokens.get(other.token + n)?.word()).next();
        before.is_some_and(|word| matches!(word, "с" | "со" | "от" | "from"))
            || behind.is_some_and(|word| matches!(word, "дан" | "ден" | "тан" | "тен"))
    };
    // "84 из 300 (28 %)": the share says of how many.
    let has_base = text.claims.iter().any(|other| other.of.is_some() && sentence.contains(&other.token));
    // "46 % болса, 71 %-ға жетті, яғни 25 пайыздық тармақ": both levels and their difference.
    let has_points = text.claims.iter().any(|other| other.unit == Unit::Points && sentence.contains(&other.token))
        && shares.len() > 1;
    let is_told = has_base || has_points || shares.len() >= 2 && shares.iter().any(is_level);
    grew && !is_told && shares.len() < 3
}

/// "Удовлетворённость составила 88 %": the one number of its sentence, which does not say of whom it is a share. "54 % жителей",
/// "план выполнен на 95 %" say it; what grew is told apart.
fn is_level_of_nothing(said: &Said<'_>, text: &Text, claim: &Claim) -> bool {
    let sentence = said.sentence(claim.token);
    let is_only = text.claims.iter().filter(|other| sentence.contains(&other.token)).count() == 1;
    let has = |list: &str| said.says(list, &sentence);
    let is_plan = (has("planned") || has("reached")) && claim.number.value < WHOLE;
    let behind = claim.token + 1..claim.token + BEHIND_SHARE;
    let says_of = text.hits.iter().any(|hit| behind.contains(&hit.from) && matches!(hit.meaning, Meaning::Quantity(_)));
    let is_open = claim.unit == Unit::Percent && claim.of.is_none() && claim.is_exact() && claim.number.value != WHOLE;
    is_open && is_only && !is_plan && !says_of && !text.is_quoted(claim.token) && !grew_from_nothing(said, text, claim)
}

/// A sentence that speaks to who fills the form in: a demand beside a word for a part of the form ("в данном разделе необходимо
/// изложить …"), or a verb that asks ("қосыңыз", "добавьте"). What is quoted, and what stands in a table, asks nobody.
fn asks(passage: &Passage, text: &Text, said: &Said<'_>) -> Option<usize> {
    // What is recommended to others is asked of them.
    let is_proposed = matches!(text.where_.section.as_deref(), Some("section_recommendations" | "section_priorities"));
    if passage.place.table.is_some() || is_proposed {
        return None;
    }
    let demands = said.listed("demands").map(|hit| hit.from).find(|at| {
        let sentence = said.sentence(*at);
        let is_of_form = said.says("of_form", &sentence);
        is_of_form && !text.is_quoted(*at) && !text.claims.iter().any(|claim| sentence.contains(&claim.token))
    });
    // "Необходимо отразить …", "сюда внести …", "бөлім толтырылуға тиіс".
    let is_free = |at: usize| {
        let sentence = said.sentence(at);
        let is_told = ["carried_out", "status_done", "negation"].iter().any(|list| said.says(list, &sentence));
        !is_told && !text.is_quoted(at) && !text.claims.iter().any(|claim| sentence.contains(&claim.token))
    };
    let has = |list: &str, at: usize| {
        let sentence = said.sentence(at);
        said.says(list, &sentence)
    };
    // "Указать …" asks; "Толтыру күні" is the name of a field, "Описать вклад удалось" tells.
    let is_first = |at: usize| {
        let begins = said.sentence(at).start;
        // Words are folded: "удалось" has no soft sign.
        let is_past = |word: &str| ["лос", "лис", "лся"].iter().any(|end| word.ends_with(end));
        if text.tokens[said.sentence(at)].iter().filter_map(Token::word).any(is_past) {
            return false;
        }
        let is_russian = passage.text[text.tokens[at].at.clone()].ends_with("ть");
        is_russian && at - begins <= usize::from(text.tokens[begins].is('('))
    };
    let writes = || {
        let form = said.listed("writes").map(|hit| hit.from);
        let form = form.filter(|at| has("demands", *at) || has("here", *at) || is_first(*at));
        let here = said.listed("writes_here").map(|hit| hit.from).filter(|at| has("here", *at));
        form.chain(here).find(|at| is_free(*at))
    };
    // "Образец: …", and a paragraph of nothing but brackets with a demand in it.
    let shows = || {
        let sample =
            said.listed("sample").find(|hit| hit.from == 0 && text.tokens.get(hit.to).is_some_and(|next| next.is(':')));
        let closes = text.tokens.iter().rev().find(|token| !token.is('.')).is_some_and(|last| last.is(')'));
        let is_note = text.tokens.first().is_some_and(|first| first.is('(')) && closes;
        let asked = || said.listed("demands").next().filter(|_| is_note);
        sample.or_else(asked).map(|hit| hit.from).filter(|at| is_free(*at))
    };
    let begs = |at: &usize| {
        let written = passage.text[text.tokens[*at].at.clone()].to_lowercase();
        let asks = ["йте", "ьте", "ңыз", "ңіз"].iter().any(|end| written.ends_with(end));
        // "Керегі жазылсын": in Kazakh what is wished for a village has this ending, too ("балабақша ашылсын").
        let is_written = said.is_in("written", *at);
        let ends = asks || is_written;
        let is_place = written.ends_with("сайте");
        ends && !is_place && written.chars().count() >= SHORTEST_VERB && !text.is_quoted(*at)
    };
    demands.or_else(writes).or_else(shows).or_else(|| (0..text.tokens.len()).find(begs))
}

/// What a form leaves for the one who fills it in: "____", "……", "[указать]", "<название>", "{имя}", "00.00.0000".
fn placeholder(text: &str) -> Option<Range<usize>> {
    const RUN: usize = 3;
    let runs = ["_", "…", ".", "*", "?"].iter().find_map(|mark| {
        // Three points are an ellipsis, three question marks an exclamation.
        let n = match *mark {
            "…" => 2,
            "." | "?" => RUN + 1,
            _ => RUN,
        };
        let at = text.find(&mark.repeat(n))?;
        // Points that lead to the number of a page fill in nothing.
        let leads = *mark == "." && text[at..].trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
        (!leads).then_some(at..at + mark.len() * n)
    });
    let brackets = [('[', ']'), ('<', '>'), ('{', '}')].iter().find_map(|(open, close)| {
        let from = text.find(*open)?;
        let to = from + text[from..].find(*close)?;
        let inside = &text[from + 1..to];
        let is_word = inside.chars().any(char::is_alphabetic) && inside.chars().count() <= 60;
        // An address of the web in angles is none.
        (is_word && !inside.contains(['/', '@'])).then_some(from..to + 1)
    });
    runs.or(brackets).or_else(|| unwritten_date(text))
}

/// "Директор ______ Бекова Д. М.": two capital letters with a point each; "Ф.И.О." are three and name nobody.
fn has_initials(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_one = |at: usize| letters.get(at).is_some_and(|c| c.is_uppercase()) && letters.get(at + 1) == Some(&'.');
    (0..letters.len()).any(|at| {
        let is_third = at > 1 && is_one(at - 2);
        is_one(at) && is_one(at + 2) && !is_one(at + 4) && !is_third
    })
}

/// "ДД.ММ.ГГГГ", "КК.АА.ЖЖЖЖ", "00.00.0000": two, two and four times one sign.
fn unwritten_date(text: &str) -> Option<Range<usize>> {
    text.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let parts: Vec<&str> = word.split('.').collect();
        let is_one = |part: &str| part.chars().next().is_some_and(|first| part.chars().all(|c| c == first));
        let lens: Vec<usize> = parts.iter().map(|part| part.chars().count()).collect();
        let is_date = lens == [2, 2, 4] && parts.iter().all(|part| is_one(part));
        // 11.11.2222 is a day that somebody wrote.
        let is_written = word.starts_with(|c: char| c.is_ascii_digit() && c != '0');
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (is_date && !is_written).then_some(at..at + word.len())
    })
}

/// "(наименование)", "(указать количество)": nothing else stands in the brackets.
fn in_brackets(said: &Said<'_>) -> Option<Hit<Meaning>> {
    const MOST: usize = 3;
    said.listed("placeholder_brackets").copied().find(|hit| {
        let opens = hit.from.checked_sub(1).is_some_and(|at| said.tokens[at].is('('));
        let closes = (hit.to..said.tokens.len().min(hit.from + MOST + 1)).find(|at| said.tokens[*at].is(')'));
        // "Подпись (фамилия)" below a line of the form is its own.
        // "Руководитель (ФИО): Айгуль": the field is filled in.
        let is_gap = |end: usize| {
            said.tokens[hit.from..end].iter().all(|token| token.word().is_some())
                && !said.tokens.get(end + 1).is_some_and(|token| token.is(':'))
        };
        opens && hit.from > 1 && closes.is_some_and(is_gap)
    })
}

/// "ХХХ": nothing but the letter that holds a place.
fn crossed(text: &Text) -> Option<Hit<Meaning>> {
    let is_crossed = |word: &str| word.chars().all(|c| matches!(c, 'х' | 'x'));
    // "XX век" is a number, "XX человек" is none yet.
    let is_counted =
        |at: usize| text.hits.iter().any(|hit| hit.from == at + 1 && matches!(hit.meaning, Meaning::Quantity(_)));
    let at = (0..text.tokens.len()).find(|at| {
        let crossed = text.tokens[*at].word().filter(|word| is_crossed(word)).map_or(0, |word| word.chars().count());
        crossed >= 3 || crossed == 2 && is_counted(*at)
    })?;
    // What it means is not looked at.
    Some(Hit { from: at, to: at + 1, meaning: Meaning::List(0) })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn what_is_to_be_done_to_a_form_is_asked_of_its_writer() {
        check(
            "Необходимо отразить вклад Айгуль.

Сюда внести данные Болата.

Бөлім нұсқаулыққа сәйкес толтырылуға тиіс.

Описать вклад каждого.

Керегі жазылсын.

Образец: фонд Айгуль, роль – зал.

(Айгүлдің телефонын көрсету керек)

Текст не должен превышать одной страницы.

Сюда перенести слова Болата.

Необходимо отразить то, что создано Айгуль.

Толтыру күні айтылды. Айгүл «Ауылдың үні болсын» деді. Описать вклад Айгуль удалось. Айгуль внесла данные сюда.",
            expect![[r#"
                audit-leftover: Words of the template are left (9).
                    «Необходимо отразить вклад Айгул…» «Сюда внести данные Болат…» «…ққа сәйкес толтырылуға тиіс.» «Описать вклад каждог…» «Керегі жазылсын.» «Образец: фонд Айгуль…» «…фонын көрсету керек)» «Текст не должен превышать од…» «Сюда перенести слова Болат…»
            "#]],
        );
    }

    #[test]
    fn a_road_to_mend_and_a_site_of_the_web_were_read_as_words_of_the_form() {
        check("Ауылдағы жолды жөндеу керек. Фото размещены на веб-сайте. Здесь нужно построить мост.", expect![[""]]);
    }

    #[test]
    fn engagement_grew_by_nobody_knows_what() {
        check(
            "Вовлеченность граждан увеличилась на 14,5%. Доверие жителей значительно повысилось.",
            expect![[r#"
                audit-percent-base: A per cent of nothing that is named, or a growth without the levels before and after (1).
                    «…увеличилась на 14,5%. Доверие жител…»
                audit-vague: 1 statements without a measure.
                    «…ие жителей значительно повысилос…»
            "#]],
        );
    }

    #[test]
    fn a_growth_with_both_levels_is_fine_in_both_languages() {
        check(
            "Доверие жителей выросло с 40 % до 54 %.

Сенім деңгейі 40 %-дан 54 %-ға өсті.",
            expect![[""]],
        );
    }

    #[test]
    fn a_form_speaks_to_who_fills_it_in_and_a_title_in_quotes_to_everybody() {
        check(
            "3. Заполните таблицу:

В этом разделе необходимо назвать партнёров.

Серіктестерді қосыңыз.

Айгуль поставила спектакль «Приходите и смотрите». Пришло XX человек, каких XX век не видел.

Руководитель (ФИО): Айгуль",
            expect![[r#"
                audit-leftover (placeholder): Words of the template are left (1).
                    «…отрите». Пришло XX человек, каких X…»
                audit-leftover: Words of the template are left (2).
                    «…ом разделе необходимо назвать па…» «…ріктестерді қосыңыз.»
                audit-leftover (heading): Words of the template are left (1).
                    «3. Заполните таблицу:»
            "#]],
        );
    }

    #[test]
    fn by_how_much_something_grew_needs_the_level_before() {
        check(
            "Айгуль: доверие на 30 процентов окрепло. Сенім 9 пайызға нығайды. Серпін оң: +30%. План выполнен на 95 %.",
            expect![[r#"
                audit-percent-base: A per cent of nothing that is named, or a growth without the levels before and after (1).
                    «…айды. Серпін оң: +30%. План выполнен…»
                audit-percent-base (level): A per cent of nothing that is named, or a growth without the levels before and after (2).
                    «…гуль: доверие на 30 процентов окреп…» «…в окрепло. Сенім 9 пайызға нығайды…»
            "#]],
        );
    }

    #[test]
    fn what_a_template_left_is_told_and_a_line_to_sign_on_is_not() {
        check(
            "Партнер: [указать название]

Охвачено <число> жителей.

Дата: ДД.ММ.ГГГГ

Подпись: ________",
            expect![[r#"
                audit-leftover (placeholder): Words of the template are left (3).
                    «…артнер: [указать название]» «Охвачено <число> жителей.» «Дата: ДД.ММ.ГГГГ»
            "#]],
        );
    }
}
