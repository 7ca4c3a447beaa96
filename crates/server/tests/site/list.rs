//! All registers, and the list of one: who sees what of it, what can be asked, what comes out as a file.

use crate::village::{Site, play};
use axum::http::StatusCode;

fn rows(page: &str) -> usize {
    page.matches("<tr>").count().saturating_sub(1)
}

/// Texts of the cells in a column, by its heading.
fn column(page: &str, label: &str) -> Vec<String> {
    let marker = format!("data-label=\"{label}\"");
    let cells = page.split(&marker).skip(1).map(|rest| rest.split("</td>").next().unwrap_or_default());
    cells.map(plain).collect()
}

fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = true;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.trim().to_string()
}

#[test]
fn every_register_is_listed_in_its_group_and_leads_to_a_page_in_every_language() {
    play(async {
        let site = Site::example().await;
        // What is sealed is listed nowhere.
        let open = site.app.catalogue.registers().iter().filter(|register| !register.sealed);
        let registers: Vec<String> = open.map(|register| register.id.clone()).collect();
        for (lang, heading) in [("kk", "Тізілімдер"), ("ru", "Реестры"), ("en", "Registers")] {
            let all = site.get_in(lang, "aigul", "/p/auyl/r").await.text();
            assert!(all.contains(&format!("<h1>{heading}</h1>")), "{lang}");
            for register in &registers {
                assert!(all.contains(&format!("href=\"/p/auyl/r/{register}\"")), "{register}");
                let list = site.get_in(lang, "aigul", &format!("/p/auyl/r/{register}")).await;
                assert_eq!(list.status, StatusCode::OK, "{register}");
                let text = list.text();
                // The example holds no votes and nobody who raised a problem without an account.
                let empty = ["ballot_round", "proposal", "supporter"];
                let is_empty = empty.contains(&register.as_str());
                assert_eq!(text.contains("<table class=\"list stack\">"), !is_empty, "{register} in the example");
                assert!(!text.contains("list-") || !text.contains(">list-"), "{register}: a sentence is missing");
            }
        }
    });
}

#[test]
fn a_coordinator_sees_the_events_of_her_village_and_those_without_one() {
    play(async {
        let site = Site::example().await;
        let all = column(&site.get("bolat", "/p/auyl/r/event?cols=place").await.text(), "Место проведения");
        let own = column(&site.get("dina", "/p/auyl/r/event?cols=place,title").await.text(), "Место проведения");
        assert!(all.len() > own.len() && !own.is_empty());
        let others: Vec<&String> = own.iter().filter(|place| !place.is_empty() && *place != "Камыстыбас").collect();
        assert_eq!(others, Vec::<&String>::new());
        // Sign-in lists know their village over their event only.
        let lines = |who| site.get(who, "/p/auyl/r/attendance");
        let total = |page: String| {
            let said = page.split("role=\"status\">").nth(1).and_then(|rest| rest.split("</p>").next());
            said.expect("the list says how many it has").to_string()
        };
        assert_ne!(total(lines("dina").await.text()), total(lines("bolat").await.text()));
    });
}

#[test]
fn whoever_may_not_see_names_is_not_shown_them_by_column_search_sort_or_file() {
    play(async {
        let site = Site::example().await;
        let named = site.get("bolat", "/p/auyl/r/participant").await.text();
        let names = column(&named, "Фамилия, имя, отчество");
        let name = names.first().expect("the example has participants").clone();
        assert!(name.contains(' '), "{name}");
        let word = name.split(' ').next().unwrap();
        let query = percent_encoding::utf8_percent_encode(word, percent_encoding::NON_ALPHANUMERIC).to_string();
        for address in [
            "/p/auyl/r/participant".to_string(),
            "/p/auyl/r/participant?cols=name,gender&sort=name".to_string(),
            format!("/p/auyl/r/participant?q={query}"),
            "/p/auyl/r/attendance".to_string(),
            "/p/auyl/r/participant/export.csv?cols=name,gender".to_string(),
            "/p/auyl/r/attendance/export.csv".to_string(),
        ] {
            let page = site.get("erlan", &address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            let text = page.text();
            let shown = names.iter().find(|name| text.contains(name.as_str()));
            assert_eq!(shown, None, "{address}");
        }
        // A search that could find a name must not say how many have it.
        let found = site.get("erlan", &format!("/p/auyl/r/participant?q={query}")).await.text();
        let all = site.get("erlan", "/p/auyl/r/participant").await.text();
        let none = site.get("erlan", "/p/auyl/r/participant?q=zzzzzz").await.text();
        assert!(rows(&found) == rows(&all) || rows(&found) == rows(&none));
    });
}

#[test]
fn an_official_sees_public_fields_only_and_a_stranger_nothing() {
    play(async {
        let site = Site::example().await;
        let list = site.get("gulnar", "/p/auyl/r/participant?cols=name,gender,birth_year").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text().contains("data-label=\"Пол\"") && !list.text().contains("data-label=\"Фамилия"));
        let sheet = site.get("gulnar", "/p/auyl/r/participant/export.csv?cols=name").await.text();
        let heading = sheet.lines().next().unwrap_or_default();
        assert!(heading.contains("gender") && !heading.contains("name"), "{heading}");
        let closed = site.app.catalogue.registers().iter().find(|register| register.public.is_empty()).expect("one");
        let list = site.get("gulnar", &format!("/p/auyl/r/{}", closed.id)).await;
        assert_eq!(list.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get("gulnar", "/p/auyl/r/event?review=1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get("zarina", "/p/auyl/r/event").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("", "/p/auyl/r/event").await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get("aigul", "/p/auyl/r/evnt").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_list_is_narrowed_by_what_its_fields_are_and_says_what_it_did_not_understand() {
    play(async {
        let site = Site::example().await;
        let list = async |query: &str| site.get("bolat", &format!("/p/auyl/r/event?{query}")).await.text();
        let kinds = column(&list("is.kind=seminar&cols=kind,held_on").await, "Вид");
        assert!(!kinds.is_empty() && kinds.iter().all(|kind| kind == "Семинар"), "{kinds:?}");
        let days = column(&list("from.held_on=2024-06&to.held_on=2024-06&cols=held_on").await, "Дата проведения");
        assert!(!days.is_empty() && days.iter().all(|day| day.ends_with(".06.2024")), "{days:?}");
        let places = column(&list("is.place=qamystybas&cols=place").await, "Место проведения");
        assert!(!places.is_empty() && places.iter().all(|place| place == "Камыстыбас"), "{places:?}");
        let wrong = list("from.held_on=31.02.2024").await;
        assert!(wrong.contains("role=\"alert\"") && wrong.contains("31.02.2024"));
        assert!(list("is.held=2024").await.contains("role=\"alert\""));
        assert!(list("q=zzzzzz").await.contains("Ничего не подходит"));
    });
}

#[test]
fn either_spelling_finds_the_other_and_a_typed_name_finds_those_who_bear_it() {
    play(async {
        let site = Site::example().await;
        let name = |page: String| column(&page, "Фамилия, имя, отчество");
        let first = name(site.get("bolat", "/p/auyl/r/participant").await.text()).remove(0);
        let word = auyl_domain::words::fold(first.split(' ').next().unwrap());
        let query = percent_encoding::utf8_percent_encode(&word, percent_encoding::NON_ALPHANUMERIC).to_string();
        let found = name(site.get("bolat", &format!("/p/auyl/r/participant?q={query}")).await.text());
        assert!(found.contains(&first), "{word} finds {first}");
        let lines = site.get("bolat", &format!("/p/auyl/r/attendance?is.participant={query}")).await.text();
        let people = column(&lines, "Участник");
        assert!(
            !people.is_empty() && people.iter().all(|name| auyl_domain::words::fold(name).contains(&word)),
            "{people:?}"
        );
        let searched = site.get("bolat", &format!("/p/auyl/r/attendance?q={query}")).await.text();
        assert!(rows(&searched) > 0, "a line is found by the name of whom it is about");
        let nobody = site.get("bolat", "/p/auyl/r/attendance?is.participant=zzzzzz").await.text();
        assert_eq!(rows(&nobody), 0);
    });
}

#[test]
fn a_heading_sorts_the_list_and_once_more_turns_it_around() {
    play(async {
        let site = Site::example().await;
        let up = site.get("bolat", "/p/auyl/r/participant?sort=name").await.text();
        assert!(up.contains("aria-sort=\"ascending\"") && up.contains("sort=name&#38;down=1"));
        let names = column(&up, "Фамилия, имя, отчество");
        let mut sorted = names.clone();
        sorted.sort_by_cached_key(|name| auyl_domain::sorting::sort_key(name));
        assert_eq!(names, sorted);
        let down =
            column(&site.get("bolat", "/p/auyl/r/participant?sort=name&down=1").await.text(), "Фамилия, имя, отчество");
        assert!(auyl_domain::sorting::sort_key(&down[0]) > auyl_domain::sorting::sort_key(&names[0]));
    });
}

#[test]
fn a_long_list_is_shown_fifty_rows_at_a_time() {
    play(async {
        let site = Site::example().await;
        let first = site.get("bolat", "/p/auyl/r/participant").await.text();
        assert_eq!(rows(&first), 50);
        assert!(first.contains("rel=\"next\"") && !first.contains("rel=\"prev\""));
        let last = site.get("bolat", "/p/auyl/r/participant?page=11").await.text();
        assert!(!last.contains("rel=\"next\"") && last.contains("rel=\"prev\"") && rows(&last) <= 50);
        let beyond = site.get("bolat", "/p/auyl/r/participant?page=9999").await;
        assert_eq!((beyond.status, rows(&beyond.text())), (StatusCode::OK, 0));
    });
}

#[test]
fn a_view_is_kept_by_whom_it_belongs_to_and_forgotten_again() {
    play(async {
        let site = Site::example_of_its_own().await;
        let kept = [("title", "Семинары"), ("query", "?is.kind=seminar&evil=//x")];
        let answer = site.post("bolat", "/p/auyl/r/event/views", &kept).await;
        assert_eq!(answer.location(), "/p/auyl/r/event?is.kind=seminar&told=view-kept");
        let link = "<a href=\"/p/auyl/r/event?is.kind=seminar\">Семинары</a>";
        assert!(site.get("bolat", "/p/auyl/r/event").await.text().contains(link));
        assert!(!site.get("dina", "/p/auyl/r/event").await.text().contains("Семинары</a>"));
        site.post("bolat", "/p/auyl/r/event/views/end", &[("title", "Семинары")]).await;
        assert!(!site.get("bolat", "/p/auyl/r/event").await.text().contains(link));
    });
}

#[test]
fn the_files_hold_every_row_that_fits_and_the_columns_that_are_shown() {
    play(async {
        let site = Site::example().await;
        let csv = site.get("bolat", "/p/auyl/r/event/export.csv?is.kind=seminar&cols=kind,held_on").await;
        let heading = csv.text().lines().next().unwrap_or_default().to_string();
        assert!(heading.contains("kind") && heading.contains("held_on") && !heading.contains("place"), "{heading}");
        assert!(csv.text().lines().skip(1).all(|line| line.contains("seminar")));
        let whole = site.get("bolat", "/p/auyl/r/participant/export.csv").await.text();
        assert!(whole.lines().count() > 500, "all pages, not only the first");
        let workbook = site.get("bolat", "/p/auyl/r/event/export.xlsx").await;
        assert_eq!(workbook.status, StatusCode::OK);
        assert!(workbook.bytes.starts_with(b"PK"));
    });
}

#[test]
fn who_looked_at_names_in_a_list_is_written_down() {
    play(async {
        let site = Site::example_of_its_own().await;
        let glances = async || site.app.store.glances("auyl", 0, 10).await.unwrap();
        site.get("bolat", "/p/auyl/r/event").await;
        site.get("erlan", "/p/auyl/r/participant").await;
        assert_eq!(glances().await, vec![], "no names were shown");
        site.get("bolat", "/p/auyl/r/attendance").await;
        let seen: Vec<_> =
            glances().await.into_iter().map(|glance| (glance.account, glance.register, glance.page)).collect();
        assert_eq!(seen, [("bolat".to_string(), "participant".to_string(), "list".to_string())]);
    });
}

#[test]
fn an_empty_register_says_what_to_do_first() {
    play(async {
        let site = Site::empty().await;
        let list = site.get("bolat", "/p/auyl/r/event").await.text();
        assert!(list.contains("Добавить первую запись") && list.contains("/p/auyl/r/event/new"));
        assert!(!site.get("erlan", "/p/auyl/r/event").await.text().contains("/p/auyl/r/event/new"));
        assert!(site.get("bolat", "/p/auyl/r").await.text().contains("Пока ничего не записано"));
    });
}
