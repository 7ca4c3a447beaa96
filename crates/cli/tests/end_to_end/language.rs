//! Three languages everywhere, tables that align, completion and man page from the same definitions, and what the
//! program does when it is told nothing.

use crate::village::Village;

#[test]
fn help_and_wrong_use_are_told_in_the_language_chosen() {
    let words = [
        ("kk", ["Қолданылуы:", "Командалар", "Кілттер", "Анықтаманы көрсету"], "деген команда жоқ"),
        ("ru", ["Использование:", "Команды", "Ключи", "Показать справку"], "Команды «figur» нет"),
        ("en", ["Usage:", "Commands", "Options", "Print help"], "There is no command"),
    ];
    for (lang, help, wrong) in words {
        let village = Village::empty().speaks(lang);
        let told = village.fine(&["--help"]);
        for word in help {
            assert!(told.contains(word), "{lang}: {word}: {told}");
        }
        for command in ["init", "import", "figure", "verify", "package", "man"] {
            assert!(told.lines().any(|line| line.trim_start().starts_with(command)), "{lang}: {command}");
            let told = village.fine(&[command, "--help"]);
            assert!(lang == "en" || !told.contains("Usage") && !told.contains("Print help"), "{lang}: {told}");
        }
        village.auyl(&["figur", "x"]).expects(2, &[wrong, "figure"]);
        village.auyl(&["figure"]).expects(2, &["<MEASURE>"]);
        village.auyl(&["check", "--jsn"]).expects(2, &["--json"]);
        assert_eq!(village.fine(&["help", "verify"]), village.fine(&["verify", "--help"]));
    }
    // The flag is stronger than the environment.
    let village = Village::empty().speaks("ru");
    village.auyl(&["--lang", "kk", "figur"]).expects(2, &["команда жоқ"]);
    village.auyl(&["--lang", "de", "figure", "x"]).expects(2, &["kk, ru, en"]);
}

#[test]
fn completion_and_man_page_know_every_command() {
    let village = Village::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = village.fine(&["completion", shell]);
        assert!(script.contains("indicators") && script.contains("auyl"), "{shell}");
    }
    let page = village.fine(&["man"]);
    assert!(page.contains(".TH auyl 1") && page.contains("figure") && page.contains("verify"), "{page}");
}

#[test]
fn tables_align_and_fit_a_terminal() {
    for lang in ["kk", "ru", "en"] {
        let village = Village::example().speaks(lang);
        let told = village.fine(&["indicators"]);
        let lines: Vec<&str> = told.lines().collect();
        let width = lines[1].chars().count();
        assert!(lines[1].chars().all(|c| c == '─') && width <= 120, "{width} columns");
        assert_eq!(lines.len(), 92);
        // The mark that says whether it is met stands in the same column of every line.
        let mark = |line: &&str| line.chars().position(|c| c == '✓' || c == '✗');
        let first = mark(&lines[2]);
        assert!(first.is_some() && lines[2..].iter().all(|line| mark(line) == first), "{lang}");
        assert!(lines.iter().all(|line| line.chars().count() <= 120));
        let said = village.auyl(&["figure", "persons(attendance)", "--by", "place", "--by", "gender"]);
        assert!(said.out.lines().all(|line| line.chars().count() <= 120));
        assert_eq!(said.err, "", "no progress bar where nobody looks");
    }
}
