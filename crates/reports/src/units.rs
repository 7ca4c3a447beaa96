//! How a value reads on paper: grouped digits, per cent, tenge, and the word of a unit in the right form
//! after its number (5 собраний, не менее 21 собрания, 9 жиналыс). What a value *is* the domain knows.

mod spelled;
pub use spelled::spelled;

use auyl_domain::amount::{DECIMAL, TIYN, grouped, shown_ratio, shown_scaled, shown_share};
use auyl_domain::catalogue::Choice;
use auyl_domain::measure::Unit;
use auyl_domain::plan::TargetRule;
use auyl_domain::{Lang, Quantity};

/// A value that is not there.
pub const NOTHING: &str = "–";
const NO_BREAK_SPACE: char = '\u{a0}';

/// How a figure is to be written, where its unit does not say enough.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Style {
    /// As the unit has it: tenge grouped, shares in per cent.
    #[default]
    Plain,
    /// In words: пять миллионов.
    Words,
    /// Money in thousands of tenge.
    Thousands,
    /// A share in per cent without its sign, for a column that names the unit.
    Percent,
}

impl Style {
    /// Reads the word that templates and narratives use.
    pub fn read(word: &str) -> Option<Style> {
        match word.trim() {
            "plain" | "" => Some(Style::Plain),
            "words" => Some(Style::Words),
            "thousands" => Some(Style::Thousands),
            "percent" => Some(Style::Percent),
            _ => None,
        }
    }
}

/// A value of a unit as a reader sees it.
pub fn shown(value: Quantity, unit: &str, style: Style, lang: Lang) -> String {
    let whole = match unit {
        Unit::MONEY => TIYN,
        Unit::DECIMAL => DECIMAL,
        _ => 1,
    };
    match (value, style) {
        (Quantity::Nothing, _) => NOTHING.to_string(),
        (Quantity::Number(number), Style::Words) => match number % whole {
            0 => spelled(number / whole, lang),
            rest => format!("{} {:02}/{whole}", spelled(number / whole, lang), rest.abs()),
        },
        (Quantity::Number(number), Style::Thousands) => shown_scaled(number, whole * 1000),
        (Quantity::Number(number), _) if matches!(unit, Unit::SHARE | Unit::POINTS) => {
            of_hundred(number, 1, unit, style, lang)
        }
        (Quantity::Number(number), _) => shown_scaled(number, whole),
        (Quantity::Ratio { numerator, denominator }, _) if matches!(unit, Unit::SHARE | Unit::POINTS) => {
            of_hundred(numerator, denominator, unit, style, lang)
        }
        (Quantity::Ratio { numerator, denominator }, _) => {
            let scale = denominator.checked_mul(whole);
            scale.and_then(|scale| shown_ratio(numerator, scale, 1, 2)).map_or(NOTHING.to_string(), without_noughts)
        }
    }
}

fn of_hundred(numerator: i64, denominator: i64, unit: &str, style: Style, lang: Lang) -> String {
    let Some(number) = shown_ratio(numerator, denominator, 100, 1) else { return NOTHING.to_string() };
    match (unit, style, lang) {
        (_, Style::Percent, _) => number,
        (Unit::POINTS, _, Lang::En) => format!("{number}{NO_BREAK_SPACE}pp"),
        (Unit::POINTS, ..) => format!("{number}{NO_BREAK_SPACE}п.п."),
        _ => shown_share(numerator, denominator, lang).unwrap_or_else(|| NOTHING.to_string()),
    }
}

/// `2,50` says no more than `2,5`; money keeps its two places elsewhere.
fn without_noughts(text: String) -> String {
    if text.contains(',') { text.trim_end_matches('0').trim_end_matches(',').to_string() } else { text }
}

/// The word of a unit after a number: 1 собрание, 3 собрания, 9 собраний; 9 жиналыс; 1 event, 9 events.
pub fn counted(unit: &Choice, number: i64, lang: Lang) -> &str {
    match lang {
        Lang::Ru => match (number.unsigned_abs() % 10, number.unsigned_abs() % 100) {
            (1, hundreds) if hundreds != 11 => unit.label.get(lang),
            (2..=4, hundreds) if !(12..=14).contains(&hundreds) => form(&unit.few.ru, unit, lang),
            _ => form(&unit.many.ru, unit, lang),
        },
        Lang::En if number.unsigned_abs() != 1 => form(&unit.many.en, unit, lang),
        _ => unit.label.get(lang),
    }
}

/// The word of a unit after "not less than": Russian wants the genitive, не менее 21 собрания, не менее 3 собраний.
fn counted_at_least(unit: &Choice, number: i64, lang: Lang) -> &str {
    match (lang, number.unsigned_abs() % 10, number.unsigned_abs() % 100) {
        // The form after two is the genitive singular.
        (Lang::Ru, 1, hundreds) if hundreds != 11 => form(&unit.few.ru, unit, lang),
        (Lang::Ru, ..) => form(&unit.many.ru, unit, lang),
        _ => counted(unit, number, lang),
    }
}

fn form<'a>(text: &'a str, unit: &'a Choice, lang: Lang) -> &'a str {
    if text.is_empty() { unit.label.get(lang) } else { text }
}

/// A target around its number, which the caller prints as a figure: the words before it and after it.
pub fn around_target(rule: TargetRule, value: i64, unit: Option<&Choice>, lang: Lang) -> (&'static str, String) {
    let before = match (rule, lang) {
        (TargetRule::Exactly, _) => "",
        (TargetRule::AtLeast, Lang::Kk) => "кемінде ",
        (TargetRule::AtLeast, Lang::Ru) => "не менее ",
        (TargetRule::AtLeast, Lang::En) => "at least ",
    };
    let word = unit.map(|unit| match rule {
        TargetRule::AtLeast => counted_at_least(unit, value, lang),
        TargetRule::Exactly => counted(unit, value, lang),
    });
    (before, spaced(word.unwrap_or_default(), lang))
}

/// A unit's word set behind its number; a per cent sign stands close in Kazakh and English.
pub fn spaced(word: &str, lang: Lang) -> String {
    match (word, lang) {
        ("", _) => String::new(),
        ("%", Lang::Kk | Lang::En) => "%".to_string(),
        _ => format!("{NO_BREAK_SPACE}{word}"),
    }
}

/// A target as one text, for messages: `не менее 9 собраний`.
pub fn target_words(rule: TargetRule, value: i64, unit: Option<&Choice>, lang: Lang) -> String {
    let (before, after) = around_target(rule, value, unit, lang);
    format!("{before}{}{after}", grouped(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use auyl_domain::Words;

    fn gatherings() -> Choice {
        let words = |kk: &str, ru: &str, en: &str| Words { kk: kk.into(), ru: ru.into(), en: en.into() };
        Choice {
            id: "gatherings".into(),
            label: words("жиналыс", "собрание", "gathering"),
            few: words("", "собрания", ""),
            many: words("", "собраний", "gatherings"),
            from: None,
            to: None,
        }
    }

    #[test]
    fn a_promise_of_gatherings_is_declined_as_people_say_it() {
        let unit = gatherings();
        let say = |rule, n, lang| target_words(rule, n, Some(&unit), lang).replace(NO_BREAK_SPACE, " ");
        assert_eq!(say(TargetRule::AtLeast, 9, Lang::Ru), "не менее 9 собраний");
        assert_eq!(say(TargetRule::AtLeast, 21, Lang::Ru), "не менее 21 собрания");
        assert_eq!(say(TargetRule::AtLeast, 3, Lang::Ru), "не менее 3 собраний");
        assert_eq!(say(TargetRule::Exactly, 3, Lang::Ru), "3 собрания");
        assert_eq!(say(TargetRule::Exactly, 11, Lang::Ru), "11 собраний");
        assert_eq!(say(TargetRule::Exactly, 1, Lang::Ru), "1 собрание");
        assert_eq!(say(TargetRule::AtLeast, 9, Lang::Kk), "кемінде 9 жиналыс");
        assert_eq!(say(TargetRule::AtLeast, 1, Lang::En), "at least 1 gathering");
    }

    #[test]
    fn per_cent_and_percentage_points_are_never_mixed_up() {
        let share = Quantity::Ratio { numerator: 29, denominator: 200 };
        let say = |unit, style, lang| shown(share, unit, style, lang).replace(NO_BREAK_SPACE, " ");
        assert_eq!(say(Unit::SHARE, Style::Plain, Lang::Ru), "14,5 %");
        assert_eq!(say(Unit::SHARE, Style::Plain, Lang::Kk), "14,5%");
        assert_eq!(say(Unit::POINTS, Style::Plain, Lang::Ru), "14,5 п.п.");
        assert_eq!(say(Unit::SHARE, Style::Percent, Lang::Ru), "14,5");
        assert_eq!(say("score", Style::Plain, Lang::Ru), "0,15");
        assert_eq!(shown(Quantity::Nothing, Unit::SHARE, Style::Plain, Lang::Ru), "–");
    }

    #[test]
    fn money_is_shown_in_tenge_in_thousands_and_in_words() {
        let grant = Quantity::Number(565_900_000);
        let say = |style| shown(grant, Unit::MONEY, style, Lang::Ru).replace(NO_BREAK_SPACE, " ");
        assert_eq!(say(Style::Plain), "5 659 000");
        assert_eq!(say(Style::Thousands), "5 659");
        assert_eq!(say(Style::Words), "пять миллионов шестьсот пятьдесят девять тысяч");
    }
}
