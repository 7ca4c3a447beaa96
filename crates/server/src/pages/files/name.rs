//! What an arriving file may be called: its own name without folders, without what cannot be seen, and not too long.

/// So many letters at most.
const MOST: usize = 120;

/// The name under which a file is kept in its record.
pub fn cleaned(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks of direction make `gpj.exe` out of `exe.jpg`; marks of no width make two names that look the same.
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = name.chars().filter(|c| !is_hidden(*c)).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        return "file".into();
    }
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) if (1..=10).contains(&end.chars().count()) => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let most = MOST - end.chars().count();
    let short: String = stem.chars().take(most).collect();
    format!("{}{end}", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_plain() {
        assert_eq!(cleaned("../../x"), "x");
        assert_eq!(cleaned("\\\\ауыл\\фото\\Жиын 1.JPG"), "Жиын 1.JPG");
        assert_eq!(cleaned("a\u{0}b\nc\u{202e}.jpg"), "abc.jpg");
        assert_eq!(cleaned(" ... "), "file");
        assert_eq!(cleaned(".."), "file");
        assert_eq!(cleaned(""), "file");
        assert_eq!(cleaned(".htaccess"), "htaccess");
        let long = cleaned(&format!("{}.jpg", "ә".repeat(500)));
        assert_eq!(long.chars().count(), MOST);
        assert!(long.ends_with("ә.jpg"));
    }
}
