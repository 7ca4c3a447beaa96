//! The catalogue speaks Kazakh, Russian and English: a text in one of them is there in all. Texts of the example
//! project may leave English out, because the people in it would not have written it.

use super::Finding;
use super::tree::{File, Tree};
use toml::Value;

const LANGUAGES: &[&str] = &["kk", "ru", "en"];

/// Tables with some languages but not all, and catalogue files that are no TOML.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(".toml").filter(|file| file.path.starts_with("catalogue/")) {
        match file.text.parse::<toml::Table>() {
            Ok(table) => walk(file, &mut Vec::new(), &Value::Table(table), &mut findings),
            Err(trouble) => {
                let start = trouble.span().map_or(0, |span| span.start);
                let line = file.text.get(..start).map_or(0, |before| before.matches('\n').count() + 1);
                findings.push(finding(file, line, "toml", format!("is no TOML: {}", trouble.message())));
            }
        }
    }
    findings
}

fn walk(file: &File, steps: &mut Vec<String>, value: &Value, findings: &mut Vec<Finding>) {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                steps.push((index + 1).to_string());
                walk(file, steps, value, findings);
                steps.pop();
            }
        }
        Value::Table(table) => {
            // Plural forms that only some languages have: Russian counts «два дома, пять домов».
            let is_plural = steps.last().is_some_and(|step| ["few", "many"].contains(&step.as_str()));
            if !is_plural && LANGUAGES.iter().any(|language| table.contains_key(*language)) {
                let may_miss = |language: &str| language == "en" && file.path.starts_with("catalogue/demo/");
                for language in LANGUAGES {
                    let is_empty = match table.get(*language) {
                        None => !may_miss(language),
                        Some(text) => text.as_str().is_some_and(|text| text.trim().is_empty()),
                    };
                    if is_empty {
                        let place = steps.join(".");
                        let message = format!("`{place}` has no text in `{language}`; say it in all of kk, ru, en");
                        findings.push(finding(file, line_near(&file.text, table), &place, message));
                    }
                }
            }
            for (name, value) in table {
                steps.push(name.clone());
                walk(file, steps, value, findings);
                steps.pop();
            }
        }
        _ => {}
    }
}

/// The line where one of the texts stands that are there: values carry no lines, and this is near enough to find it.
fn line_near(text: &str, table: &toml::Table) -> usize {
    let words: Vec<&str> = LANGUAGES.iter().filter_map(|language| table.get(*language)?.as_str()).collect();
    let has_all = |line: &str| !words.is_empty() && words.iter().all(|word| line.contains(word));
    text.lines().position(has_all).map_or(0, |index| index + 1)
}

fn finding(file: &File, line: usize, word: &str, message: String) -> Finding {
    Finding { path: file.path.clone(), line, word: word.to_string(), message }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check as check_rule;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_label_is_there_in_all_languages() {
        check_rule(
            check,
            &[
                (
                    "catalogue/registers/letter.toml",
                    "[register]\ntitle = { kk = \"Хат\", ru = \"Письмо\", en = \"Letter\" }\n\n[[field]]\nid = \"no\"\n\
                     label = { ru = \"Номер\", en = \"\" }\n",
                ),
                (
                    "catalogue/demo/places.toml",
                    "name = { kk = \"Ақсу\", ru = \"Аксу\" }\nnote = { en = \"a steppe village\" }",
                ),
                ("catalogue/choices/unit.toml", "[[choice]]\nfew = { ru = \"дома\" }\n"),
                ("catalogue/choices/gender.toml", "\nfemale = kk"),
                ("deny.toml", "en = 1"),
            ],
            expect![[r#"
                catalogue/choices/gender.toml:2: is no TOML: string values must be quoted, expected literal string
                catalogue/demo/places.toml:2: `note` has no text in `kk`; say it in all of kk, ru, en
                catalogue/demo/places.toml:2: `note` has no text in `ru`; say it in all of kk, ru, en
                catalogue/registers/letter.toml:6: `field.1.label` has no text in `kk`; say it in all of kk, ru, en
                catalogue/registers/letter.toml:6: `field.1.label` has no text in `en`; say it in all of kk, ru, en"#]],
        );
    }
}
