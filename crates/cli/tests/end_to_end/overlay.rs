//! Adding a register, a figure or a report cell touches one place: a folder laid over the catalogue, and nothing else.

use crate::village::Village;
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::json;
use std::io::BufReader;

const WELL: &str = r#"
[register]
id = "well"
title = { kk = "Құдықтар", ru = "Колодцы", en = "Wells" }
group = "project"
position = 900
name = "{title}"

[[field]]
id = "title"
kind = "text"
label = { kk = "Атауы", ru = "Название", en = "Name" }
required = true

[[field]]
id = "place"
kind = "place"
label = { kk = "Ауылы", ru = "Село", en = "Village" }
required = true

[[field]]
id = "water"
kind = "choice"
choices = "water"
label = { kk = "Суы", ru = "Вода", en = "Water" }
required = true

[[field]]
id = "depth"
kind = "count"
label = { kk = "Тереңдігі, м", ru = "Глубина, м", en = "Depth, m" }
min = 1
"#;

const WATER: &str = r#"
[choices]
title = { kk = "Су", ru = "Вода", en = "Water" }

[[choice]]
id = "sweet"
label = { kk = "Тұщы", ru = "Пресная", en = "Sweet" }

[[choice]]
id = "salt"
label = { kk = "Тұзды", ru = "Солёная", en = "Salt" }
"#;

#[test]
fn a_register_is_one_file_and_has_sheet_import_figures_and_history() {
    let village = Village::example();
    village.write("ours/registers/well.toml", WELL);
    village.write("ours/choices/water.toml", WATER);
    let ours = |args: &[&str]| {
        let mut all = vec!["--catalogue", "ours"];
        all.extend(args);
        village.auyl(&all)
    };
    let said = village.fine(&["catalogue"]);
    let n_before: usize = said.split(' ').find_map(|word| word.parse().ok()).expect("a number of registers");
    ours(&["catalogue"]).expects(0, &[&format!("{} registers", n_before + 1)]);
    ours(&["--lang", "kk", "template", "form.xlsx"]).expects(0, &[]);
    let book: Xlsx<BufReader<std::fs::File>> = open_workbook(village.path("form.xlsx")).expect("the form");
    assert!(book.sheet_names().iter().any(|name| name == "Құдықтар"));
    let rows: &[&[&str]] = &[
        &["Атауы", "Ауылы", "Суы", "Тереңдігі, м"],
        &["Ақбұлақ", "baimurat", "Тұщы", "12"],
        &["Қарасу", "Қамыстыбас", "Тұщы", "30"],
        &["Ащыкөл", "baimurat", "Тұзды", "7"],
    ];
    village.workbook("wells.xlsx", &[("Құдықтар", rows)]);
    let said = ours(&["import", "wells.xlsx", "--json"]);
    assert_eq!(said.json()["saved"]["created"], 3, "{}", said.all());
    let told = ours(&["figure", "sum(well.depth where water = sweet)", "--by", "place", "--json"]).json();
    assert_eq!(told["value"], json!(42));
    assert_eq!(told["by"][0], json!({"keys": {"place": "baimurat"}, "value": 12}));
    ours(&["export", "--csv", "csv"]).expects(0, &[]);
    let csv = std::fs::read_to_string(village.path("csv/well.csv")).expect("wells as CSV");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    // Without the overlay nobody knows of wells, and nothing else has changed.
    village.auyl(&["figure", "count(well)"]).expects(2, &["^^^^"]);
    assert_eq!(village.figure("participants"), json!(520));
}

#[test]
fn a_figure_is_one_file() {
    let village = Village::example();
    village.write(
        "ours/figures/ours.toml",
        "[[figure]]\nid = \"gatherings.largest\"\n\
         label = { kk = \"Ең үлкен жиын\", ru = \"Самое большое собрание\", en = \"Largest gathering\" }\n\
         measure = \"most(count(attendance where event.kind = gathering) per event) in project\"\n",
    );
    let told = village.json(&["--catalogue", "ours", "figure", "gatherings.largest", "--json"]);
    let value = told["value"].as_i64().expect("a number");
    assert!((31..=40).contains(&value), "{told}");
    village.auyl(&["figure", "gatherings.largest"]).expects(2, &["gatherings.largest"]);
}

#[test]
fn a_report_cell_is_one_line_of_a_page() {
    let village = Village::example();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/reports/kz-state-grant-final/2022/ru.html");
    let text = std::fs::read_to_string(page).expect("the page of the form");
    let line = "<p>Фотографий собраний: {{ figure(\"count(evidence where kind = photo and event.kind = gathering) in project\") }}</p>\n<h2>";
    village.write("ours/reports/kz-state-grant-final/2022/ru.html", text.replacen("<h2>", line, 1));
    village.fine(&["--lang", "ru", "report", "--out", "before.html"]);
    village.fine(&["--catalogue", "ours", "--lang", "ru", "report", "--out", "after.html"]);
    let read = |name: &str| std::fs::read_to_string(village.path(name)).expect("a report");
    let (before, after) = (read("before.html"), read("after.html"));
    assert!(!before.contains("Фотографий собраний"));
    let cell = after.split("Фотографий собраний: ").nth(1).expect("the new line");
    let link = cell.split("href=\"#").nth(1).and_then(|rest| rest.split('"').next()).expect("the figure is a link");
    let (_, shown) = cell.split_once('>').expect("its text");
    assert!(shown.starts_with("45<"), "{}", &cell[..120]);
    assert!(after.contains(&format!("id=\"{link}\"")), "it leads to its records");
}
