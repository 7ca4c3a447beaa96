//! Pages drawn by hand, as programs draw them, and files that were made to do harm.

use crate::source::tests::show;
use crate::source::{Limits, read};
use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

/// Letters of the font of these pages: each is half as wide as it is tall.
fn font() -> String {
    let small = (10065..=10097).filter(|n| *n != 10071).map(|n| format!("/afii{n}"));
    let large = (10017..=10049).filter(|n| *n != 10023).map(|n| format!("/afii{n}"));
    let names: Vec<String> = large.chain(small).collect();
    format!(
        "<< /Type /Font /Subtype /TrueType /FirstChar 0 /Widths [{}] /Encoding << /Differences [192 {}] >> >>",
        "500 ".repeat(256),
        names.join(" ")
    )
}

/// A file of pages with these commands. Objects 1 to 3 are root, tree and font.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|nth| format!("{} 0 R ", 10 + 2 * nth)).collect();
    let mut out = format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R /Lang (ru-KZ) >> endobj\n2 0 obj << /Type /Pages /Count {} /Kids [{kids}] /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> >> endobj\n3 0 obj {} endobj\n",
        pages.len(),
        font()
    )
    .into_bytes();
    for (nth, commands) in pages.iter().enumerate() {
        let content: Vec<u8> = commands.chars().map(byte).collect();
        let (page, stream) = (10 + 2 * nth, 11 + 2 * nth);
        write!(out, "{page} 0 obj << /Type /Page /Parent 2 0 R /Contents {stream} 0 R >> endobj\n{stream} 0 obj << /Length {} >> stream\n", content.len()).unwrap();
        out.extend(content);
        out.extend(b"\nendstream endobj\n");
    }
    out.extend(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    out
}

fn byte(letter: char) -> u8 {
    match letter {
        'А'..='я' => u8::try_from(u32::from(letter) - 0x410 + 192).unwrap(),
        '–' => 0x96,
        '«' => 0xab,
        '»' => 0xbb,
        letter => u8::try_from(letter).unwrap(),
    }
}

/// Words at a place from the upper left corner, ten points tall.
fn at(x: u32, y: u32, words: &str) -> String {
    let mut out = String::new();
    for (nth, line) in words.lines().enumerate() {
        let below = y + 12 * u32::try_from(nth).unwrap();
        writeln!(out, "BT /F 10 Tf {x} {} Td ({line}) Tj ET", 800 - below).unwrap();
    }
    out
}

/// Lines of a table at these edges.
fn lines(xs: &[u32], ys: &[u32]) -> String {
    let mut out = String::new();
    for y in ys {
        writeln!(out, "{} {} m {} {} l S", xs[0], 800 - y, xs[xs.len() - 1], 800 - y).unwrap();
    }
    for x in xs {
        writeln!(out, "{x} {} {} {} re f", 800 - ys[ys.len() - 1], 0.5, ys[ys.len() - 1] - ys[0]).unwrap();
    }
    out
}

fn check(pages: &[String], expected: Expect) {
    let (source, findings) = read("ulgi.pdf", &pdf(pages), &Limits::default()).unwrap();
    let findings: Vec<String> = findings.iter().map(crate::trouble::show).collect();
    assert_eq!(source.document.lang, "ru");
    expected.assert_eq(&format!("{}{}", show(&source), findings.join("\n")));
}

#[test]
fn a_table_over_two_pages_is_one_and_what_stands_on_every_page_is_left_out() {
    let xs = [50, 150, 250, 350];
    let head = |page: u32| at(250, 40, "Отчет фонда") + &at(300, 780, &page.to_string());
    let names = |y: u32| at(52, y, "Мероприятие") + &at(152, y, "План") + &at(252, y, "Факт");
    let first = head(1)
        + &at(50, 100, "Результаты проекта")
        + &lines(&xs, &[110, 130, 160, 190])
        + &names(125)
        + &at(52, 145, "Сход")
        + &at(152, 145, "не менее 90")
        + &at(252, 145, "283 человека")
        + &at(52, 172, "Семинар о новом")
        + &at(152, 172, "не менее 60\nчеловек из трех")
        + &at(252, 172, "60");
    let second = head(2)
        + &lines(&xs, &[70, 90, 120, 140])
        + &names(85)
        + &at(52, 105, "законе о земле")
        + &at(152, 105, "сел")
        + &at(52, 132, "Опрос")
        + &at(152, 132, "1")
        + &at(252, 132, "1")
        + &at(50, 170, "Жители довольны.");
    check(
        &[first, second, head(3) + &at(50, 100, "Конец отчета.")],
        expect![[r#"
        Результаты проекта
        Жители довольны.
        Конец отчета.
        table 1 4×3 headings 1 under ""
          Мероприятие | План | Факт
          Сход | не менее 90 | 283 человека
          Семинар о новом законе о земле | не менее 60 ⏎ человек из трех сел | 60
          Опрос | 1 | 1
    "#]],
    );
}

#[test]
fn cells_that_no_line_divides_are_one() {
    let commands = lines(&[50, 150], &[100, 120, 140, 160])
        + &lines(&[150, 250], &[100, 120])
        + &lines(&[150, 200, 250], &[120, 140, 160])
        + &at(52, 115, "Дети")
        + &at(152, 115, "Индикаторы")
        + &at(52, 135, "Всего")
        + &at(152, 135, "план")
        + &at(202, 135, "факт")
        + &at(52, 155, "520")
        + &at(152, 155, "90")
        + &at(202, 155, "283");
    check(
        &[commands],
        expect![[r#"
        table 1 3×3 headings 1 under ""
          Дети | Индикаторы | <
          Всего | план | факт
          520 | 90 | 283
    "#]],
    );
}

#[test]
fn a_table_without_lines_is_known_by_its_columns() {
    let row = |y: u32, one: &str, two: &str, three: &str| at(50, y, one) + &at(250, y, two) + &at(400, y, three);
    let commands = at(50, 60, "Участники проекта по селам, всего и по полу, на конец года")
        + &row(100, "Село", "Мужчин", "Женщин")
        + &row(114, "Ульги", "156", "364")
        + &row(128, "Жана Талап", "20", "31")
        + &at(50, 140, "у канала")
        + &row(154, "Итого", "176", "395");
    check(
        &[commands],
        expect![[r#"
        Участники проекта по селам, всего и по полу, на конец года
        table 1 5×3 headings 1 under ""
          Село | Мужчин | Женщин
          Ульги | 156 | 364
          Жана Талап | 20 | 31
          у канала |  | 
          Итого | 176 | 395
    "#]],
    );
}

#[test]
fn text_in_columns_is_read_column_by_column() {
    let column = |first: &str| {
        let lines: Vec<String> = (1..=8).map(|nth| format!("{first} это строка номер {nth} и она длинная")).collect();
        lines.join("\n")
    };
    let commands = at(50, 100, &column("слева")) + &at(330, 100, &column("права"));
    let (source, _) = read("ulgi.pdf", &pdf(&[commands]), &Limits::default()).unwrap();
    let text: Vec<&str> = source.passages().iter().map(|passage| passage.text.as_str()).collect();
    let text = text.join(" ");
    assert_eq!(source.tables().len(), 0, "{text}");
    assert!(text.rfind("слева").unwrap() < text.find("права").unwrap(), "{text}");
}

#[test]
fn divided_words_are_whole_unless_people_joined_them() {
    let cell =
        |x: u32, words: &str| lines(&[x, x + 62], &[100, 120, 200]) + &at(x + 2, 112, "имя") + &at(x + 2, 132, words);
    let commands = at(50, 60, "Проведение собраний, встреча-презентация, обучение, обсуждение и поддержка.")
        + &cell(50, "проведе-\nние схода")
        + &cell(150, "встреча-\nпрезентация")
        + &cell(250, "обсужде-\nние, под-\nдержка");
    check(
        &[commands],
        expect![[r#"
        Проведение собраний, встреча-презентация, обучение, обсуждение и поддержка.
        table 1 2×1 headings 0 under ""
          имя
          проведение схода
        table 2 2×1 headings 0 under ""
          имя
          встреча-презентация
        table 3 2×1 headings 0 under ""
          имя
          обсуждение, поддержка
    "#]],
    );
}

#[test]
fn turned_words_and_words_with_one_letter_a_line_are_words() {
    let commands = lines(&[50, 80, 110, 200], &[100, 200, 220])
        + "BT /F 10 Tf 0 1 -1 0 70 610 Tm (Показатель) Tj ET\n"
        + &at(92, 120, "П\nл\nа\nн")
        + &at(112, 150, "Факт")
        + &at(52, 215, "а")
        + &at(82, 215, "1")
        + &at(112, 215, "2");
    check(
        &[commands],
        expect![[r#"
        table 1 2×3 headings 1 under ""
          Показатель | План | Факт
          а | 1 | 2
    "#]],
    );
}

#[test]
fn raised_digits_are_no_part_of_a_number_and_numbers_of_entries_no_table() {
    let commands = at(50, 100, "Пришло 520")
        + "BT /F 6 Tf 101 704 Td (1) Tj ET\n"
        + &at(50, 130, "1.\n2.\n3.")
        + &at(80, 130, "Сход\nСеминар\nОпрос");
    check(
        &[commands],
        expect![[r#"
        Пришло 520
        · 1. Сход
        · 2. Семинар
        · 3. Опрос
    "#]],
    );
}

#[test]
fn kazakh_letters_come_from_the_list_of_the_font() {
    let list = "1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <04AE> <0002> <043B> endbfchar 1 beginbfrange <0003> <0004> [<0493> <0456>] endbfrange";
    let mut file = pdf(&["BT /K 10 Tf 50 700 Td <0001000200030004> Tj ET".to_owned()]);
    let more = format!(
        "2 0 obj << /Kids [10 0 R] /Resources << /Font << /K 4 0 R >> >> >> endobj 4 0 obj << /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [<< /W [1 [700 500] 3 4 400] >>] >> endobj 5 0 obj << /Length {} >> stream\n{list}\nendstream endobj",
        list.len()
    );
    file.extend(more.bytes());
    let (source, findings) = read("ulgi.pdf", &file, &Limits::default()).unwrap();
    assert_eq!((show(&source).as_str(), findings), ("Үлғі\n", vec![]));
}

#[test]
fn objects_in_packed_streams_with_predictors_are_found() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(b"3 0 << /Subtype /Type1 /Encoding << /Differences [65 /uni04D8] >> >>").unwrap();
    let packed = packed.finish().unwrap();
    let mut file = pdf(&[at(50, 100, "A")]);
    writeln!(file, "30 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >> stream", packed.len())
        .unwrap();
    file.extend(packed);
    file.extend(b"\nendstream endobj");
    let (source, _) = read("ulgi.pdf", &file, &Limits::default()).unwrap();
    assert_eq!(show(&source), "Ә\n");
}

/// What a file comes to: passages, or the refusal.
fn told(bytes: &[u8]) -> String {
    match read("x.pdf", bytes, &Limits::default()) {
        Ok((source, findings)) => {
            let findings: Vec<String> = findings.iter().map(crate::trouble::show).collect();
            format!("{} passages {}", source.passages().len(), findings.join(", "))
        }
        Err(refusal) => refusal.code().to_owned(),
    }
}

#[test]
fn files_made_to_do_harm_get_an_answer() {
    let plain = pdf(&[at(50, 100, "Дина пришла на сход")]);
    let with = |more: &str| [plain.clone(), more.as_bytes().to_vec()].concat();
    let picture = "/Image 6 0 R"; // a page of nothing else
    let scan = pdf(&["600 0 0 800 0 0 cm /I Do".to_owned()]);
    let scan = [scan, format!("2 0 obj << /Kids [10 0 R] /MediaBox [0 0 600 800] /Resources << /XObject << /I 6 0 R {picture} >> >> >> endobj 6 0 obj << /Subtype /Image /Length 0 >> stream\nendstream endobj").into_bytes()].concat();
    let mut zeros = ZlibEncoder::new(Vec::new(), Compression::best());
    zeros.write_all(&vec![b' '; 300 << 20]).unwrap();
    let zeros = zeros.finish().unwrap();
    let bomb = [
        with(&format!("11 0 obj << /Filter /FlateDecode /Length {} >> stream\n", zeros.len())),
        zeros,
        b"\nendstream endobj".to_vec(),
    ]
    .concat();
    let itself = "10 0 obj << /Type /Page /Contents 11 0 R /Resources << /XObject << /A 7 0 R >> >> >> endobj 11 0 obj << /Length 5 >> stream\n/A Do\nendstream endobj 7 0 obj << /Subtype /Form /Length 11 /Resources << /XObject << /A 7 0 R >> >> >> stream\n/A Do /A Do\nendstream endobj";
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a locked one", with("trailer << /Root 1 0 R /Encrypt << /Filter /Standard >> >>")),
        ("a scan", scan),
        (
            "a tree that holds itself",
            with("2 0 obj << /Kids [2 0 R 10 0 R 2 0 R] /Resources << /Font << /F 3 0 R >> >> >> endobj"),
        ),
        ("a tree without end", with("1 0 obj << /Pages 1 0 R >> endobj")),
        ("a drawing that holds itself", with(itself)),
        ("a reference to itself", with("11 0 obj 11 0 R endobj")),
        ("a bomb", bomb),
        ("brackets without end", with(&format!("1 0 obj {} endobj", "[".repeat(200_000)))),
        ("dictionaries without end", with(&format!("1 0 obj {} endobj", "<< /A ".repeat(200_000)))),
        ("half of a file", plain[..plain.len() / 3].to_vec()),
        ("a head alone", b"%PDF-1.7".to_vec()),
    ];
    let lines: Vec<String> = files.iter().map(|(name, bytes)| format!("{name}: {}", told(bytes))).collect();
    expect![[r#"
        a locked one: source-locked
        a scan: source-scanned
        a tree that holds itself: 1 passages 
        a tree without end: source-damaged
        a drawing that holds itself: source-damaged
        a reference to itself: source-damaged
        a bomb: source-damaged
        brackets without end: source-damaged
        dictionaries without end: source-damaged
        half of a file: source-damaged
        a head alone: source-damaged"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn of_ten_thousand_pages_as_many_are_read_as_the_limit_says() {
    let pages = vec![at(50, 100, "Сход прошел в селе."); 10_000];
    let limits = Limits { pages: 200, ..Limits::default() };
    let (source, findings) = read("long.pdf", &pdf(&pages), &limits).unwrap();
    assert_eq!(source.pages, Some(10_000));
    assert_eq!(crate::trouble::show(&findings[0]), "source-cut! read=200");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn flipped_and_cut_files_never_panic(at_byte in 0usize..4_000, byte: u8, cut in 0usize..4_000) {
        let mut bytes = pdf(&[lines(&[50, 150, 250], &[100, 120, 140]) + &at(52, 115, "Сход") + &at(152, 115, "90")]);
        let length = bytes.len();
        bytes[at_byte % length] = byte;
        told(&bytes);
        told(&bytes[..cut % length]);
    }

    #[test]
    fn wild_commands_never_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "q ", "Q ", "BT ", "ET ", "/F 10 Tf ", "(Дина) Tj ", "[(а) -900 (б)] TJ ", "1e999 0 Td ", "0 0 0 0 0 0 Tm ", "99999999 -5 Td ", "1 0 0 1 50 700 Tm ",
        "-1 0 0 -1 300 300 cm ", "0 1 -1 0 0 0 cm ", "10 10 100 20 re ", "S ", "f ", "0 0 m ", "0 500 l ", "500 0 l ", "BI /W 1 ID \u{e9} EI ", "/P << /MCID 0 >> BDC ", "EMC ", "<< ", "[ ", "/F Do ",
    ]), 0..100)) {
        told(&pdf(&[parts.concat()]));
    }
}
