//! Names of a foreign form as code names of registers and fields.

use std::collections::BTreeSet;

/// Longest code name of a register or field.
const LONGEST: usize = 40;
/// Names that every register's table has, or that mean something else there.
const TAKEN: [&str; 6] = ["project", "id", "since", "until", "review", "state"];

/// A code name from any text: small Latin letters, digits and `_`.
pub(super) fn code(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_matches('_');
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let name = if starts && !TAKEN.contains(&name) { name.to_string() } else { format!("q_{name}") };
    name.trim_end_matches('_').to_string()
}

/// The code name of a question below its groups, unlike all that were given before; the groups stand in it where it
/// stays short enough.
pub(super) fn field(path: &[&str], given: &mut BTreeSet<String>) -> String {
    let whole = code(&path.join("_"));
    let short = code(path.last().copied().unwrap_or_default());
    let base = if whole.len() <= LONGEST { whole } else { cut(&short, LONGEST) };
    unlike(base, given)
}

/// A name with a number where it was given before.
pub(super) fn unlike(base: String, given: &mut BTreeSet<String>) -> String {
    let mut name = base.clone();
    let mut number = 2;
    while !given.insert(name.clone()) {
        let ending = format!("_{number}");
        name = format!("{}{ending}", cut(&base, LONGEST - ending.len()));
        number += 1;
    }
    name
}

/// The first so many letters of a code name.
pub(super) fn cut(name: &str, most: usize) -> String {
    name.get(..most).unwrap_or(name).trim_end_matches('_').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_become_code_names_that_stay_apart() {
        let mut given = BTreeSet::new();
        let named: Vec<String> = [
            vec!["Group 1", "Age"],
            vec!["group_1", "age"],
            vec!["id"],
            vec!["аты"],
            vec!["2nd"],
            vec!["a_very_long_group_name_of_a_form", "and_a_very_long_question_name_in_it"],
        ]
        .iter()
        .map(|path| field(path, &mut given))
        .collect();
        assert_eq!(
            named,
            ["group_1_age", "group_1_age_2", "q_id", "q", "q_2nd", "and_a_very_long_question_name_in_it"]
        );
    }
}
