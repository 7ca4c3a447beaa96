//! Texts that people write for the report, in Markdown, become the HTML subset of report pages. A number in
//! them is a measure in double braces, `{{ persons(attendance) }}`; a digit typed by hand is noticed, because
//! nothing stands behind it. Years, numbers of laws and letters (after №) and dates are no counts and may be typed.

use crate::xml::escaped;
use auyl_domain::value::MONTHS_KK;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A measure in a text, as somebody wrote it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insertion<'a> {
    /// What stands between the braces before the bar: a measure, or the name of a figure.
    pub measure: &'a str,
    /// What stands behind the bar: how it is to be written.
    pub style: &'a str,
}

/// What became of a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prose {
    /// Paragraphs and lists as HTML.
    pub html: String,
    /// Numbers typed by hand, with the words around them.
    pub typed: Vec<String>,
}

/// Marks in the text where a figure goes; the private use area of Unicode has no letters.
const FIRST_MARK: u32 = 0xE000;
const LAST_MARK: u32 = 0xF8FF;

/// Turns a text into HTML; `figure` writes each measure.
pub fn prose(markdown: &str, figure: &mut dyn FnMut(Insertion<'_>) -> String) -> Prose {
    let (text, figures) = take_measures(markdown, figure);
    let mut prose = Prose::default();
    let mut plain = String::new();
    for event in Parser::new(&text) {
        match event {
            Event::Start(tag) => start(&tag, &mut prose.html),
            Event::End(tag) => {
                end(tag, &mut prose.html);
                if !is_inline(tag) {
                    prose.typed.extend(typed_numbers(&std::mem::take(&mut plain)));
                }
            }
            Event::SoftBreak => {
                prose.html.push('\n');
                plain.push(' ');
            }
            Event::HardBreak => {
                prose.html.push_str("<br/>");
                plain.push(' ');
            }
            Event::Rule => {}
            // Markup inside a text is shown, not obeyed.
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                plain.push_str(&words);
                write_words(&words, &figures, &mut prose.html);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }
    prose
}

/// Measures leave the text before Markdown sees their stars and underscores.
fn take_measures(markdown: &str, figure: &mut dyn FnMut(Insertion<'_>) -> String) -> (String, Vec<String>) {
    let mut text = String::with_capacity(markdown.len());
    let mut figures = Vec::new();
    let is_mark = |c: char| (FIRST_MARK..=LAST_MARK).contains(&u32::from(c));
    let mut rest = markdown;
    while let Some((before, (inside, after))) =
        rest.split_once("{{").and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        let next = u32::try_from(figures.len()).ok().map(|n| FIRST_MARK + n).filter(|mark| *mark <= LAST_MARK);
        let Some(mark) = next.and_then(char::from_u32) else { break };
        text.extend(before.chars().filter(|c| !is_mark(*c)));
        let (measure, style) = inside.rsplit_once('|').unwrap_or((inside, ""));
        figures.push(figure(Insertion { measure: measure.trim(), style: style.trim() }));
        text.push(mark);
        rest = after;
    }
    text.extend(rest.chars().filter(|c| !is_mark(*c)));
    (text, figures)
}

fn write_words(words: &str, figures: &[String], html: &mut String) {
    let mut from = 0;
    for (at, c) in words.char_indices() {
        let figure = u32::from(c).checked_sub(FIRST_MARK).and_then(|n| figures.get(n as usize));
        if let Some(figure) = figure {
            html.push_str(&escaped(&words[from..at]));
            html.push_str(figure);
            from = at + c.len_utf8();
        }
    }
    html.push_str(&escaped(&words[from..]));
}

fn start(tag: &Tag<'_>, html: &mut String) {
    match tag {
        Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => html.push_str("<p>"),
        // A heading inside a text would confuse the outline of the form.
        Tag::Heading { .. } => html.push_str("<p><strong>"),
        Tag::List(Some(_)) => html.push_str("<ol>"),
        Tag::List(None) => html.push_str("<ul>"),
        Tag::Item => html.push_str("<li>"),
        Tag::Emphasis => html.push_str("<em>"),
        Tag::Strong => html.push_str("<strong>"),
        Tag::Link { dest_url, .. } => html.push_str(&format!("<a href=\"{}\">", escaped(dest_url))),
        _ => {}
    }
}

fn end(tag: TagEnd, html: &mut String) {
    html.push_str(match tag {
        TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => "</p>",
        TagEnd::Heading(_) => "</strong></p>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Link => "</a>",
        _ => "",
    });
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image | TagEnd::Strikethrough)
}

/// Beginnings of month names in Russian and Kazakh: a number before one is a day.
const MONTHS_RU: [&str; 12] =
    ["январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"];

/// Numbers typed by hand in a plain text, each with the word that follows it.
fn typed_numbers(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut typed = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let after = words.get(at + 1).copied().unwrap_or_default();
        let core = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '№');
        let is_number_of_something = core.starts_with('№') || before.ends_with('№');
        if core.chars().any(|c| c.is_ascii_digit()) && !is_number_of_something && !is_date(core, after) {
            typed.push(format!("{core} {}", after.trim_matches(|c: char| !c.is_alphanumeric())).trim().to_string());
        }
    }
    typed
}

fn is_date(word: &str, after: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && is_digits(text) && (text.starts_with("19") || text.starts_with("20"));
    let day = is_digits(word) && word.len() <= 2;
    let month = after.to_lowercase();
    // «ма» alone is May in all its cases («мая», «май», «мае») and nothing longer.
    let is_month = MONTHS_RU.iter().chain(&MONTHS_KK).any(|name| match *name {
        "ма" => matches!(month.trim_matches(|c: char| !c.is_alphabetic()), "май" | "мая" | "мае"),
        name => month.starts_with(name),
    });
    is_year(word)
        || word.split(['–', '-', '—']).all(is_year)
        || (day && is_month)
        || (word.split('.').count() == 3 && word.split('.').all(is_digits))
        || auyl_domain::value::read_date(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(markdown: &str, expected: Expect) {
        let mut n = 0;
        let prose = prose(markdown, &mut |insertion| {
            n += 1;
            format!("<data value=\"c{n}\">{}/{}</data>", insertion.measure, insertion.style)
        });
        expected.assert_eq(&format!("{}\ntyped: {:?}\n", prose.html, prose.typed));
    }

    #[test]
    fn measures_become_figures_and_survive_the_marks_of_markdown() {
        check(
            "В селе *Қамыстыбас* прошло {{ count(event where kind = gathering) }} собраний,\nпришли **{{ a * b_c * d_e | words }}** жителей.\n\n1. пастбища\n2. вода",
            expect![[r#"
                <p>В селе <em>Қамыстыбас</em> прошло <data value="c1">count(event where kind = gathering)/</data> собраний,
                пришли <strong><data value="c2">a * b_c * d_e/words</data></strong> жителей.</p><ol><li>пастбища</li><li>вода</li></ol>
                typed: []
            "#]],
        );
    }

    #[test]
    fn a_typed_digit_is_noticed_but_years_dates_and_law_numbers_are_not() {
        check(
            "Пришли 42 жителя. По Закону № 36 и №148 от 14 мая 2024 года (23.01.2001) в 2023–2024 гг. решено 3 проблемы.",
            expect![[r#"
                <p>Пришли 42 жителя. По Закону № 36 и №148 от 14 мая 2024 года (23.01.2001) в 2023–2024 гг. решено 3 проблемы.</p>
                typed: ["42 жителя", "3 проблемы"]
            "#]],
        );
        check(
            "2024 жылғы 25 қарашада 12 адам келді, 30 малмен.",
            expect![[r#"
                <p>2024 жылғы 25 қарашада 12 адам келді, 30 малмен.</p>
                typed: ["12 адам", "30 малмен"]
            "#]],
        );
    }

    #[test]
    fn markup_and_unfinished_braces_are_shown_and_not_obeyed() {
        check(
            "Дина <b>пришла</b> & {{ count(event)\n\n# Итог",
            expect![[r#"
                <p>Дина &lt;b&gt;пришла&lt;/b&gt; &amp; {{ count(event)</p><p><strong>Итог</strong></p>
                typed: []
            "#]],
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

        #[test]
        fn whatever_people_write_becomes_a_page_that_can_be_read(parts in proptest::collection::vec(proptest::sample::select(vec![
            "{{ count(event) }}", "{{", "}}", "|", "*", "**", "_", "# ", "1. ", "- ", "\n", "\n\n", "<p>", "</td>", "&amp", "[a](b)", "![x](y)", "`c`",
            "\u{e000}", "\u{f8ff}", "№", "36", "14 мая", "Дина", " ", "> ", "---", "|a|b|", "\u{0}",
        ]), 0..40)) {
            let prose = prose(&parts.concat(), &mut |_| "<data value=\"c1\">5</data>".to_string());
            let (_, findings) = crate::page::read(&format!("<section>{}</section>", prose.html), &Default::default());
            let broken = findings.iter().filter(|finding| finding.code != "paper-entity-unknown");
            proptest::prop_assert_eq!(broken.count(), 0, "{}", prose.html);
        }
    }
}
