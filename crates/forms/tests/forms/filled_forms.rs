//! Forms as people fill them in: by hand, in another language, with columns moved, with what Excel makes of it.

use crate::village::{Village, catalogue};
use auyl_domain::draft::Door;
use auyl_domain::{Finding, Lang, Spot};
use auyl_forms::{Sheet, plain, workbook};
use expect_test::{Expect, expect};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// A workbook from text: `= Sheet` begins a sheet, a line is a row, `|` parts cells. `#12` is a number cell,
/// `@2024-05-14` a day, `?yes` a truth value, `!#N/A` an error, `^2` merges a cell with the one above.
fn book(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut row = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("= ") {
            book.add_worksheet().set_name(name).expect("a sheet name");
            row = 0;
            continue;
        }
        let last = book.worksheets().len() - 1;
        let sheet = book.worksheet_from_index(last).expect("a sheet comes first");
        for (column, cell) in (0..).zip(line.split('|').map(str::trim)) {
            put(sheet, row, column, cell);
        }
        row += 1;
    }
    book.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let Some(sign) = cell.chars().next() else { return };
    let rest = &cell[sign.len_utf8()..];
    let day = Format::new().set_num_format("dd.mm.yyyy");
    match sign {
        '#' => sheet.write_number(row, column, rest.parse::<f64>().expect("a number")),
        '@' => sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(rest).expect("a day"), &day),
        '?' => sheet.write_boolean(row, column, rest == "yes"),
        '!' => sheet.write_formula(row, column, Formula::new("=NA()").set_result(rest)),
        ':' => sheet.write_formula(row, column, Formula::new("=1+1").set_result(rest)),
        '^' => sheet.merge_range(row - 1, column, row, column, rest, &Format::new()),
        _ => sheet.write_string(row, column, cell),
    }
    .expect("a cell");
}

fn spoken(finding: &Finding) -> String {
    let args: Vec<String> = finding.args.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{:?} {} at {}: {}\n", finding.severity, finding.code, finding.spot, args.join(", "))
}

fn told(sheet: &Sheet) -> String {
    let mut said = format!("{} {:?}\n", sheet.register, sheet.columns);
    for row in &sheet.rows {
        let fields: Vec<String> = row.draft.fields.iter().map(|(field, text)| format!("{field}={text}")).collect();
        said += &format!("{} {:?} {}\n", row.row, row.draft.id.as_deref().unwrap_or(""), fields.join(", "));
    }
    said
}

fn check(text: &str, expected: Expect) {
    let read = workbook::read("село.xlsx", &book(text), &catalogue()).expect("a workbook");
    let sheets: Vec<String> = read.sheets.iter().map(told).collect();
    let findings: Vec<String> = read.findings.iter().map(spoken).collect();
    expected.assert_eq(&format!("{}{}", sheets.concat(), findings.concat()));
}

#[test]
fn a_sheet_made_by_hand_is_read_in_any_language_and_order() {
    check(
        "= participant
         Пол | Тегі, аты, әкесінің аты | Year of birth* | phone
         Женский | Сәуле | #1990 | #87020000000

         Ер | Дина | 1985 | 8 702 000 00 00",
        expect![[r#"
            participant {"birth_year": "C", "gender": "A", "name": "B", "phone": "D"}
            2 "" birth_year=1990, gender=Женский, name=Сәуле, phone=87020000000
            3 "" birth_year=1985, gender=Ер, name=Дина, phone=8 702 000 00 00
        "#]],
    );
}

#[test]
fn what_excel_made_of_the_typed_becomes_plain_text_again() {
    check(
        "= События
         Название (ru) | Дата проведения | Время начала | Число зрителей | Программа
         #60 | @2024-05-14 | #0.375 | #1000 | ?yes
         :Сход | 14.05.2024 | 9:30 | !#N/A | @2024-05-14
         Сход | #45426 | @2024-05-14T14:30 | много | #0.1",
        expect![[r#"
            event {"held_on": "B", "programme": "E", "spectators": "D", "starts_at": "C", "title_ru": "A"}
            2 "" held_on=2024-05-14, programme=yes, spectators=1000, starts_at=09:00, title_ru=60
            3 "" held_on=14.05.2024, programme=14.05.2024, starts_at=9:30, title_ru=Сход
            4 "" held_on=2024-05-14, programme=0.1, spectators=много, starts_at=14:30, title_ru=Сход
            Severe cell-error at село.xlsx, События, D3, event, spectators: typed=#N/A
        "#]],
    );
}

#[test]
fn what_nobody_knows_is_named_with_its_place_and_its_neighbour() {
    check(
        "= Учасники
         Пол
         Женский
         = Посещения
         Событие | Учасник | Событие | Роль | |
         gathering-1 | p-1 | x | | lost
         gathering-1 | p-2",
        expect![[r#"
            attendance {"event": "A", "role": "D"}
            2 "" event=gathering-1
            3 "" event=gathering-1
            Warning sheet-unknown at село.xlsx, Учасники: nearest=Участники, sheet=Учасники
            Warning heading-unknown at село.xlsx, Посещения, B1: heading=Учасник, nearest=Участник
            Severe heading-twice at село.xlsx, Посещения, C1: first=A, heading=Событие
            Warning heading-empty at село.xlsx, Посещения, E2: 
        "#]],
    );
    check(
        "= Лист1\n hello",
        expect![[r#"
        Warning sheet-unknown at село.xlsx, Лист1: nearest=, sheet=Лист1
        Severe workbook-nothing-recognised at село.xlsx: file=село.xlsx
    "#]],
    );
}

#[test]
fn two_rows_with_one_id_are_named() {
    check(
        "= ngo\n id | title_ru\n n-1 | Бірлік\n n-2 | Үміт\n n-1 | Бірлік",
        expect![[r#"
        ngo {"id": "A", "title_ru": "B"}
        2 "n-1" title_ru=Бірлік
        3 "n-2" title_ru=Үміт
        4 "n-1" title_ru=Бірлік
        Severe id-twice at село.xlsx, ngo, A4, id: earlier=2, typed=n-1
    "#]],
    );
}

#[test]
fn a_merged_cell_counts_for_every_row_it_covers() {
    check(
        "= attendance\n event | participant\n gathering-1 | p-1\n ^gathering-1 | p-2",
        expect![[r#"
        attendance {"event": "A", "participant": "B"}
        2 "" event=gathering-1, participant=p-1
        3 "" event=gathering-1, participant=p-2
    "#]],
    );
}

#[test]
fn a_finding_of_the_one_door_is_placed_in_its_cell_and_speaks() {
    let catalogue = catalogue();
    let bytes = book(
        "= Участники
         ФИО | Фамилия, имя, отчество | Пол | Год рождения | Телефон
         | Сәуле | Женс | шестьдесят | 12",
    );
    let read = workbook::read("село.xlsx", &bytes, &catalogue).expect("a workbook");
    let sheet = &read.sheets[0];
    let register = catalogue.register("participant").expect("participants");
    let row = &sheet.rows[0];
    let (_, findings) = Door::of(register, &catalogue).accept(row.draft.clone(), &Village);
    let placed = findings.into_iter().map(|finding| sheet.place(row.row, finding)).map(|mut finding| {
        // The id is made from the content; it is not what this test is about.
        finding.spot = Spot { record: None, ..finding.spot };
        let (message, todo) =
            (finding.message(catalogue.phrases(), Lang::Ru), finding.todo(catalogue.phrases(), Lang::Ru));
        format!("{}: {message} {todo}\n", finding.spot)
    });
    expect![[r#"
        село.xlsx, Участники, D2, participant, birth_year: «Год рождения»: «шестьдесят» не целое число. Пишите только цифры, например 60.
        село.xlsx, Участники, C2, participant, gender: «Пол»: «Женс» нет в списке. Выберите из списка. Ближайшее: Женский
        село.xlsx, Участники, E2, participant, phone: «Телефон»: «12» не номер телефона. Пишите все цифры, например +7 702 000 00 00.
        село.xlsx, Участники, 2, participant, status: Поле «Основной социальный статус» не заполнено. Заполните его: без него запись нигде не считается.
        село.xlsx, Участники, 2, participant, place: Поле «Где живёт» не заполнено. Заполните его: без него запись нигде не считается.
    "#]].assert_eq(&placed.collect::<String>());
}

fn check_csv(text: &str, expected: Expect) {
    let catalogue = catalogue();
    let register = catalogue.register("ngo").expect("organisations");
    let (sheet, findings) = plain::read(register, "ngo.csv", text);
    expected.assert_eq(&format!("{}{}", told(&sheet), findings.iter().map(spoken).collect::<String>()));
}

#[test]
fn csv_is_read_as_scripts_and_as_excel_write_it() {
    check_csv(
        "id,title_ru,founded_on\nn-1,\"Үміт, Бірлік\",2024-05-14\n\nn-2,'=1+1,\n",
        expect![[r#"
        ngo {"founded_on": "C", "id": "A", "title_ru": "B"}
        2 "n-1" founded_on=2024-05-14, title_ru=Үміт, Бірлік
        4 "n-2" title_ru==1+1
    "#]],
    );
    check_csv(
        "\u{feff}id;Атауы (ru);Нечто\nn-1;Үміт;1\n",
        expect![[r#"
        ngo {"id": "A", "title_ru": "B"}
        2 "n-1" title_ru=Үміт
        Warning heading-unknown at ngo.csv, 1:C: heading=Нечто, nearest=
    "#]],
    );
    check_csv(
        "",
        expect![[r#"
        ngo {}
    "#]],
    );
    check_csv(
        "a,b\n1,2\n",
        expect![[r#"
        ngo {}
        Warning heading-unknown at ngo.csv, 1:A: heading=a, nearest=aim_ru
        Warning heading-unknown at ngo.csv, 1:B: heading=b, nearest=bin
        Severe workbook-nothing-recognised at ngo.csv: file=ngo.csv
    "#]],
    );
}

fn check_toml(text: &str, expected: Expect) {
    let catalogue = catalogue();
    let register = catalogue.register("ngo").expect("organisations");
    let (sheet, findings) = plain::read_toml(register, "ngo.toml", text);
    expected.assert_eq(&format!("{}{}", told(&sheet), findings.iter().map(spoken).collect::<String>()));
}

#[test]
fn records_are_read_from_toml() {
    check_toml(
        "# Two organisations.\n[[record]]\nid = \"n-1\"\ntitle_ru = \"Үміт\"\nfounded_on = 2024-05-14\ncreated_in_project = true\n\n[[record]]\ntitle_ru = 7\nplace = [\"a\", \"b\"]\n",
        expect![[r#"
            ngo {}
            2 "n-1" created_in_project=yes, founded_on=2024-05-14, title_ru=Үміт
            8 "" place=a, b, title_ru=7
        "#]],
    );
    check_toml(
        "[[record]]\ntitle_ru = { kk = \"Үміт\" }\n",
        expect![[r#"
        ngo {}
        1 "" 
        Severe records-nested at ngo.toml, 1, title_ru: name=title_ru
    "#]],
    );
    check_toml(
        "[[record]]\ntitle_ru = Үміт\n",
        expect![[r#"
        ngo {}
        Severe records-broken at ngo.toml, 2:12: detail=string values must be quoted, expected literal string
    "#]],
    );
    check_toml(
        "[[recrod]]\n",
        expect![[r#"
        ngo {}
        Severe records-broken at ngo.toml, 1:3: detail=unknown field `recrod`, expected `record`
    "#]],
    );
}
