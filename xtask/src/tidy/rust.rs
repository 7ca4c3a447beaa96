//! A Rust source as rules need it: its code without comments and without what stands in quotes, the quoted texts apart,
//! and which lines belong to tests. It is a scanner of letters, not a parser; rustfmt's layout is taken for granted.

use super::tree::File;

/// A text in quotes.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// What stands between the quotes, as typed.
    pub text: String,
}

/// A source taken apart; lines that belong to tests are empty in `code` and have no `literals`.
pub struct Source {
    /// The code, line by line; a quoted text is `""`.
    pub code: Vec<String>,
    /// The quoted texts.
    pub literals: Vec<Literal>,
}

/// Takes a file apart and leaves out what is only there for tests.
pub fn without_tests(file: &File) -> Source {
    if file.is_test() {
        return Source { code: Vec::new(), literals: Vec::new() };
    }
    let (code, mut literals) = scan(&file.text);
    let tested = lines_of_tests(&code);
    literals.retain(|literal| !tested.contains(&literal.line));
    let code = code.lines().enumerate();
    let code = code.map(|(index, line)| if tested.contains(&(index + 1)) { "" } else { line }.to_string()).collect();
    Source { code, literals }
}

/// The code without comments and quoted texts, with the same lines; and the quoted texts.
fn scan(text: &str) -> (String, Vec<Literal>) {
    let letters: Vec<char> = text.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let mut code = String::new();
    let mut literals = Vec::new();
    let mut index = 0;
    let mut line = 1;
    while index < letters.len() {
        let begun = index;
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < letters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => index = end_of_comment(&letters, index),
            '"' => {
                let hashes = raw_hashes(&letters, index);
                let end = end_of_text(&letters, index + 1, hashes);
                literals.push(Literal { line, text: letters[index + 1..end].iter().collect() });
                index = (end + 1 + hashes.unwrap_or(0)).min(letters.len());
                code += "\"\"";
            }
            // A letter in quotes; a lifetime has no second quote.
            '\'' if at(index + 1) == '\\' || at(index + 2) == '\'' => {
                index += if at(index + 1) == '\\' { 3 } else { 2 };
                while index < letters.len() && at(index) != '\'' && at(index) != '\n' {
                    index += 1;
                }
                index += 1;
                code += "' '";
            }
            letter => {
                code.push(letter);
                index += 1;
                line += usize::from(letter == '\n');
                continue;
            }
        }
        let n_lines = letters[begun..index.min(letters.len())].iter().filter(|letter| **letter == '\n').count();
        code.extend(std::iter::repeat_n('\n', n_lines));
        line += n_lines;
    }
    (code, literals)
}

/// Comments nest in Rust.
fn end_of_comment(letters: &[char], mut index: usize) -> usize {
    let mut depth = 0;
    while index < letters.len() {
        let pair = (letters[index], letters.get(index + 1));
        match pair {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                index += 1;
                continue;
            }
        }
        index += 2;
        if depth == 0 {
            break;
        }
    }
    index.min(letters.len())
}

/// How many `#` a raw text has before its opening quote; `None` when it is no raw text.
fn raw_hashes(letters: &[char], quote: usize) -> Option<usize> {
    let n_hashes = letters[..quote].iter().rev().take_while(|letter| **letter == '#').count();
    (quote > n_hashes && letters[quote - n_hashes - 1] == 'r').then_some(n_hashes)
}

/// The index of the closing quote.
fn end_of_text(letters: &[char], mut index: usize, hashes: Option<usize>) -> usize {
    while index < letters.len() {
        match (letters[index], hashes) {
            ('\\', None) => index += 1,
            ('"', None) => return index,
            ('"', Some(n_hashes)) => {
                let following = letters[index + 1..].iter().take(n_hashes);
                if following.filter(|letter| **letter == '#').count() == n_hashes {
                    return index;
                }
            }
            _ => {}
        }
        index += 1;
    }
    letters.len()
}

/// The lines from each `#[cfg(test)]` to the end of what it stands before.
fn lines_of_tests(code: &str) -> std::collections::BTreeSet<usize> {
    let mut tested = std::collections::BTreeSet::new();
    for (start, mark) in code.match_indices("#[cfg(test)]") {
        let mut depth = 0;
        let mut end = code.len();
        for (offset, letter) in code[start + mark.len()..].char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (letter == '}' || letter == ';') {
                end = start + mark.len() + offset;
                break;
            }
        }
        let line_at = |index: usize| code[..index].matches('\n').count() + 1;
        tested.extend(line_at(start)..=line_at(end));
    }
    tested
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let source = without_tests(&File { path: String::from("crates/domain/src/lib.rs"), text: text.to_string() });
        let mut told: String = source.code.iter().map(|line| format!("| {line}\n").replace(" \n", "\n")).collect();
        for Literal { line, text } in source.literals {
            told += &format!("{line}: {text}\n");
        }
        expected.assert_eq(&told);
    }

    #[test]
    fn comments_go_and_texts_stand_apart() {
        check(
            "let aksu = \"a \\\" village\"; // \"not this\"\n/* nor /* \"this\" */\n*/ let dina = r#\"say \"hi\"\n\"#;",
            expect![[r#"
                | let aksu = "";
                |
                |  let dina = r#""
                | ;
                1: a \" village
                3: say "hi"

            "#]],
        );
    }

    #[test]
    fn letters_in_quotes_and_lifetimes_are_told_apart() {
        check(
            "fn name<'a>(x: &'a str) -> char { '\"' }\nlet quote = '\\''; let end = \"x\";",
            expect![[r#"
                | fn name<'a>(x: &'a str) -> char { ' ' }
                | let quote = ' '; let end = "";
                2: x
            "#]],
        );
    }

    #[test]
    fn what_is_only_for_tests_is_left_out() {
        check(
            "const A: &str = \"a\";\n#[cfg(test)]\nmod tests {\n    fn b() { \"b\"; }\n}\nconst C: &str = \"c\";\n#[cfg(test)]\nmod more;\nfn d() {}",
            expect![[r#"
                | const A: &str = "";
                |
                |
                |
                |
                | const C: &str = "";
                |
                |
                | fn d() {}
                1: a
                6: c
            "#]],
        );
    }
}
