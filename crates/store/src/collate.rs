//! Sorting texts inside a database by the Kazakh alphabet, which neither database can by itself. One expression for
//! both: capitals are made small (a database knows only the Latin ones), and a letter that code points put after я
//! takes its place behind the letter before it. In memory `auyl_domain::sorting` does the same, and more of it.

use auyl_domain::sorting::ALPHABET;

/// What stands behind a letter and before the next one: letters of no script.
const BEHIND: u32 = 0xF000;

/// The expression by which a column of text sorts.
pub(crate) fn sortable(column: &str) -> String {
    let mut expression = format!("lower({column})");
    let mut replace = |from: String, to: &str| expression = format!("replace({expression}, '{from}', '{to}')");
    let (mut before, mut behind) = (' ', BEHIND);
    for letter in ALPHABET.chars() {
        let capital: String = letter.to_uppercase().collect();
        if ('а'..='я').contains(&letter) {
            (before, behind) = (letter, BEHIND);
            replace(capital, &letter.to_string());
        } else {
            let place: String = std::iter::once(before).chain(char::from_u32(behind)).collect();
            behind += 1;
            replace(capital, &place);
            replace(letter.to_string(), &place);
        }
    }
    expression
}
