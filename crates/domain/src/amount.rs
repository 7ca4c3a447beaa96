//! Exact amounts: whole numbers, money in tiyn, decimals in ten-thousandths; and how people in Kazakhstan
//! write them (groups parted by a no-break space, a decimal comma).

use crate::words::Lang;

/// One tenge in tiyn.
pub const TIYN: i64 = 100;
/// One in ten-thousandths, the unit in which decimals are kept.
pub const DECIMAL: i64 = 10_000;
const NO_BREAK_SPACE: char = '\u{a0}';

/// Reads a number as people type it (`2 440 000`, `5400 000`, `14,5`, `-3.25`) in units of 1/`scale`,
/// `scale` being a power of ten. `None` where it is no number, too large, or finer than the unit.
pub fn read_scaled(text: &str, scale: i64) -> Option<i64> {
    let mut digits = String::with_capacity(text.len());
    let mut point = None;
    for (at, c) in text.trim().chars().enumerate() {
        match c {
            '0'..='9' => digits.push(c),
            '-' | '−' if at == 0 => digits.push('-'),
            '+' if at == 0 => {}
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if point.is_none() => {}
            '.' | ',' if point.is_none() => point = Some(digits.trim_start_matches('-').len()),
            _ => return None,
        }
    }
    let n_digits = digits.trim_start_matches('-').len();
    let decimals = point.map_or(0, |at| n_digits - at);
    if n_digits == 0 || (point.is_some() && decimals == 0) {
        return None;
    }
    let number: i128 = digits.parse().ok()?;
    let shifted = number.checked_mul(i128::from(scale))?;
    let divisor = 10_i128.checked_pow(u32::try_from(decimals).ok()?)?;
    (shifted % divisor == 0).then(|| i64::try_from(shifted / divisor).ok()).flatten()
}

/// A whole number with its thousands parted: `1 234 567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 6);
    if number < 0 {
        text.push('−');
    }
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(NO_BREAK_SPACE);
        }
        text.push(c);
    }
    text
}

/// An amount in units of 1/`scale` as people read it: `5 659 000`, `14,5`; no needless noughts.
pub fn shown_scaled(amount: i64, scale: i64) -> String {
    let (whole, rest) = (amount.unsigned_abs() / scale.unsigned_abs(), amount.unsigned_abs() % scale.unsigned_abs());
    let sign = if amount < 0 { "−" } else { "" };
    let whole = grouped(whole as i64);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let width = scale.ilog10() as usize;
    let rest = format!("{rest:0width$}");
    let rest = if scale == TIYN { rest.as_str() } else { rest.trim_end_matches('0') };
    format!("{sign}{whole},{rest}")
}

/// An amount in units of 1/`scale` as files carry it: `5659000`, `14.5`.
pub fn plain_scaled(amount: i64, scale: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let (whole, rest) = (amount.unsigned_abs() / scale.unsigned_abs(), amount.unsigned_abs() % scale.unsigned_abs());
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let width = scale.ilog10() as usize;
    format!("{sign}{whole}.{}", format!("{rest:0width$}").trim_end_matches('0'))
}

/// `numerator / denominator × factor`, rounded half away from nought to `decimals` places, as people read it:
/// a share of 23/158 with factor 100 and one decimal is `14,6`. `None` for an empty denominator.
pub fn shown_ratio(numerator: i64, denominator: i64, factor: i64, decimals: u32) -> Option<String> {
    if denominator == 0 {
        return None;
    }
    let scale = 10_i64.checked_pow(decimals)?;
    let scaled = i128::from(numerator) * i128::from(factor) * i128::from(scale);
    let denominator = i128::from(denominator);
    let negative = (scaled < 0) != (denominator < 0);
    let (scaled, denominator) = (scaled.unsigned_abs(), denominator.unsigned_abs());
    let rounded = i64::try_from((scaled + denominator / 2) / denominator).ok()?;
    Some(shown_scaled(if negative { -rounded } else { rounded }, scale))
}

/// Money as people read it, the same in all three languages: `5 659 000 ₸`.
pub fn shown_money(tiyn: i64) -> String {
    format!("{}{NO_BREAK_SPACE}₸", shown_scaled(tiyn, TIYN))
}

/// A share in per cent with one decimal: `14,5 %` in Russian, `14,5%` else. `None` for an empty denominator.
pub fn shown_share(numerator: i64, denominator: i64, lang: Lang) -> Option<String> {
    let number = shown_ratio(numerator, denominator, 100, 1)?;
    Some(match lang {
        Lang::Ru => format!("{number}{NO_BREAK_SPACE}%"),
        Lang::Kk | Lang::En => format!("{number}%"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, scale: i64, expected: Option<i64>) {
        assert_eq!(read_scaled(typed, scale), expected, "{typed}");
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        check("2 440 000", 1, Some(2_440_000));
        check("5400 000", TIYN, Some(540_000_000));
        check("2\u{a0}922\u{a0}880", 1, Some(2_922_880));
        check("14,5", DECIMAL, Some(145_000));
        check("-3.25", TIYN, Some(-325));
        check("3.5", 1, None);
        check("0.001", TIYN, None);
        check("12a", 1, None);
        check("", 1, None);
        check("5.", 1, None);
        check("99999999999999999999", 1, None);
    }

    #[test]
    fn numbers_are_shown_with_groups_and_a_comma() {
        assert_eq!(grouped(5_659_000), "5\u{a0}659\u{a0}000");
        assert_eq!(grouped(-1_000), "−1\u{a0}000");
        assert_eq!(shown_scaled(540_050, TIYN), "5\u{a0}400,50");
        assert_eq!(shown_money(565_900_000), "5\u{a0}659\u{a0}000\u{a0}₸");
        assert_eq!(shown_money(540_050), "5\u{a0}400,50\u{a0}₸");
        assert_eq!(shown_share(29, 200, Lang::Kk).as_deref(), Some("14,5%"));
        assert_eq!(shown_share(29, 200, Lang::Ru).as_deref(), Some("14,5\u{a0}%"));
        assert_eq!(shown_share(0, 0, Lang::Ru), None);
        assert_eq!(plain_scaled(145_000, DECIMAL), "14.5");
        assert_eq!(shown_ratio(23, 158, 100, 1).as_deref(), Some("14,6"));
        assert_eq!(shown_ratio(-1, 8, 100, 0).as_deref(), Some("−13"));
        assert_eq!(shown_ratio(1, 0, 100, 1), None);
    }
}
