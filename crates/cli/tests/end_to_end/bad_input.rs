//! What comes in broken, and a world that does not play along: a sentence in the language chosen, an exit code by
//! kind, and nothing half-written.

use crate::together::people;
use crate::village::{Village, copy};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::process::Command;

#[test]
fn a_catalogue_with_an_unknown_kind_is_refused_with_the_place() {
    for (lang, word) in [("kk", "Каталогта қате бар"), ("ru", "В каталоге ошибка"), ("en", "The catalogue has a fault")]
    {
        let village = Village::example().speaks(lang);
        let register = "[register]\nid = \"well\"\ntitle = { kk = \"Құдық\" }\ngroup = \"project\"\nname = \"{depth}\"\n\n[[field]]\nid = \"depth\"\nkind = \"cuont\"\n\
                        label = { kk = \"Тереңдігі\" }\n";
        village.write("ours/registers/well.toml", register);
        let checked = village.auyl(&["--catalogue", "ours", "catalogue", "--json"]);
        assert_eq!(checked.code, 1);
        let told = checked.json();
        let finding = told.as_array().and_then(|all| all.first()).cloned().expect("a finding");
        assert_eq!(finding["code"], "catalogue-kind-unknown");
        assert_eq!(
            (&finding["where"]["file"], &finding["where"]["row"]),
            (&json!("registers/well.toml"), &json!(9)),
            "{finding}"
        );
        assert!(finding["todo"].as_str().is_some_and(|todo| todo.contains("count")), "{finding}");
        // What works with records is refused as a whole.
        let said = village.auyl(&["--catalogue", "ours", "indicators"]);
        said.expects(3, &[word, "registers/well.toml, 9", "cuont"]);
    }
}

#[test]
fn files_that_are_not_there_or_not_files_are_named() {
    let village = Village::example();
    village.auyl(&["import", "none.xlsx"]).expects(3, &["none.xlsx", "Check the name"]);
    village.auyl(&["--catalogue", "nowhere", "catalogue"]).expects(3, &["nowhere"]);
    village.auyl(&["--data", "nowhere", "check"]).expects(3, &["nowhere", "auyl init"]);
    assert!(!village.path("nowhere").exists(), "looking makes no folder");
    village.auyl(&["report", "--out", "report.odt"]).expects(2, &["report.odt", "docx, pdf, html"]);
    village.auyl(&["report", "--form", "nosuch", "--out", "r.docx"]).expects(3, &["nosuch", "kz-state-grant-final"]);
    village.auyl(&["export"]).expects(2, &["--csv"]);
    village.auyl(&["init"]).expects(3, &["auyl"]);
    village.auyl(&["history", "partcipant", "p-0001"]).expects(3, &["Nearest: participant"]);
    village.auyl(&["history", "participant", "p-9999"]).expects(3, &["Participants", "p-9999"]);
    std::fs::create_dir(village.path("folder.docx")).expect("a folder with the name of a file");
    village.auyl(&["report", "--out", "folder.docx"]).expects(3, &["is a folder"]);
    village.write("occupied", "a file");
    village.auyl(&["report", "--out", "occupied/report.docx"]).expects(3, &["occupied"]);
    let left: Vec<_> = std::fs::read_dir(village.path(".")).expect("the folder").flatten().collect();
    assert!(left.iter().all(|entry| !entry.path().to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn broken_workbooks_change_nothing() {
    let village = Village::example();
    village.workbook("good.xlsx", &[("publication", &[&["id", "reach"], &["pu-information-01", "1"]])]);
    let good = std::fs::read(village.path("good.xlsx")).expect("a workbook");
    village.write("truncated.xlsx", &good[..good.len() / 2]);
    village.write("noise.xlsx", (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<_>>());
    village.write("empty.xlsx", b"");
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend([0; 504]);
    village.write("old.xlsx", &locked);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked.extend([0; 512]);
    village.write("locked.xlsx", &locked);
    village.workbook("stranger.xlsx", &[("Бухгалтерия", &[&["Дебет", "Кредит"], &["1", "2"]])]);
    let event = village.last_event();
    for (name, code, words) in [
        ("truncated.xlsx", 3, ["бүтін Excel кітабы емес", "не целая книга Excel", "not a whole Excel workbook"]),
        ("noise.xlsx", 3, ["бүтін Excel кітабы емес", "не целая книга Excel", "not a whole Excel workbook"]),
        ("empty.xlsx", 3, ["бүтін Excel кітабы емес", "не целая книга Excel", "not a whole Excel workbook"]),
        ("old.xlsx", 3, [".xls", ".xls", ".xls"]),
        ("locked.xlsx", 3, ["құпиясөз", "паролем", "password"]),
        ("stranger.xlsx", 1, ["Бухгалтерия", "Бухгалтерия", "Бухгалтерия"]),
    ] {
        for (lang, word) in ["kk", "ru", "en"].into_iter().zip(words) {
            village.auyl(&["--lang", lang, "import", name]).expects(code, &[name, word]);
        }
    }
    assert_eq!(village.last_event(), event);
    village.fine(&["import", "good.xlsx"]);
}

#[test]
fn a_data_folder_that_is_no_database_or_of_a_newer_program_is_left_alone() {
    let village = Village::empty();
    village.write("data/auyl.sqlite", b"This is a letter, not a database. ".repeat(300));
    let before = std::fs::read(village.path("data/auyl.sqlite")).expect("the letter");
    village.auyl(&["indicators"]).expects(3, &["cannot be read"]);
    assert_eq!(std::fs::read(village.path("data/auyl.sqlite")).expect("the letter"), before);
    // A folder of a newer program is told apart by a number in the database; a test of the store raises it.
}

#[test]
fn a_database_that_does_not_answer_is_told() {
    for (lang, word) in [("kk", "Дерекқор"), ("ru", "База данных"), ("en", "The database does not answer")]
    {
        let village = Village::empty().speaks(lang);
        // Nobody listens on port 1 of this machine.
        village.auyl(&["--database", "postgres://127.0.0.1:1/auyl", "indicators"]).expects(3, &[word]);
    }
    let said = Village::empty().auyl(&["--database", "postgres://aigul:secret@127.0.0.1:1/auyl", "indicators"]);
    said.expects(3, &[]);
    assert!(!said.all().contains("secret"), "{}", said.all());
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let village = Village::example();
    let small = SmallDisk::at(&village.path("small"), "200k");
    let Some(disk) = &small else {
        // Written past the test's own capture, so that nobody takes it for the whole.
        let told = "no rights to mount a small disk: of a full disk only standard output is tried, on /dev/full\n";
        let _ = std::io::stderr().write_all(told.as_bytes());
        return standard_output_is_full(&village);
    };
    let folder = &disk.0;
    let target = folder.join("report.html");
    std::fs::write(&target, "the report of yesterday").expect("a small file fits");
    for (lang, word) in [("kk", "орын қалмады"), ("ru", "нет места"), ("en", "no room left")] {
        village.auyl(&["--lang", lang, "report", "--out", "small/report.html"]).expects(3, &[word, "report.html"]);
    }
    assert_eq!(std::fs::read_to_string(&target).expect("it stands"), "the report of yesterday");
    assert_eq!(std::fs::read_dir(folder).expect("the disk").count(), 1, "no half file beside it");
    let said = village.auyl(&["--data", "small/data", "init", "--demo"]);
    said.expects(3, &["no room left"]);
    let said = village.auyl(&["--data", "small/data", "figure", "count(event)"]);
    assert!(said.code == 3 || said.out.trim() == "0", "nothing half-written: {}", said.all());
    standard_output_is_full(&village);
}

fn standard_output_is_full(village: &Village) {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the kernel has a full device");
    let output = village.command(&["figure", "count(event)"]).stdout(full).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no room left"));
}

#[test]
fn an_import_that_fills_the_disk_is_not_there_at_all() {
    let village = Village::example();
    let Some(disk) = SmallDisk::at(&village.path("small"), "32m") else {
        let told = "no rights to mount a small disk: an import onto a full one was not tried\n";
        let _ = std::io::stderr().write_all(told.as_bytes());
        return;
    };
    copy(&village.path("data"), &disk.0.join("data"));
    let filler = disk.0.join("filler");
    let mut file = std::fs::File::create(&filler).expect("an empty file");
    while file.write_all(&[0; 4096]).is_ok() {}
    let left = std::fs::metadata(&filler).map_or(0, |filler| filler.len()).saturating_sub(100 << 10);
    file.set_len(left).expect("some room again");
    drop(file);
    people(&village, "many.xlsx", 0, 1500);
    let event = village.last_event();
    let small = |args: &[&str]| village.auyl(&[&["--data", "small/data"], args].concat());
    small(&["import", "many.xlsx"]).expects(3, &["no room left"]);
    std::fs::remove_file(filler).expect("room is made");
    small(&["figure", "count(participant)"]).expects(0, &["520"]);
    small(&["figure", "count(event)", "--as-of", "999999"]).expects(3, &[&format!("The last one is {event}")]);
    small(&["import", "many.xlsx"]).expects(0, &["1500 new"]);
}

/// A disk of a few kilobytes, unmounted when the test ends.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn at(folder: &Path, size: &str) -> Option<SmallDisk> {
        std::fs::create_dir_all(folder).ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder);
        mount.output().is_ok_and(|told| told.status.success()).then(|| SmallDisk(folder.to_path_buf()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}
