//! Papers that are made of a record: Aigul takes those with which residents of Baimurat found their NGO.

use crate::village::{PROJECT, Site, play};
use auyl_domain::{Lang, RecordId};
use auyl_reports::source::{Limits, read};
use axum::http::StatusCode;

#[test]
fn the_founders_of_an_ngo_take_their_papers_from_its_record() {
    play(async {
        let site = Site::example().await;
        let record = "/p/auyl/r/ngo/ngo-baimurat";
        let page = site.get("aigul", record).await.text();
        for part in ["Решение учредителей", "Устав (заготовка)", "Список учредителей", "paper/charter.pdf?lang=kk"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        let id = RecordId::read("ngo-baimurat").expect("an id");
        let ngo = site.project.store.record(PROJECT, "ngo", &id, None).await.expect("a store").expect("an NGO");
        for (file, lang) in [("decision", Lang::Ru), ("charter", Lang::Kk), ("founders", Lang::Ru)] {
            let title = ngo.words("title", lang);
            let paper = site.get("aigul", &format!("{record}/paper/{file}.docx?lang={}", lang.code())).await;
            assert_eq!(paper.status, StatusCode::OK, "{file}");
            let (source, _) = read("paper.docx", &paper.bytes, &Limits::default()).expect("a DOCX");
            let text: Vec<&str> = source.passages().iter().map(|passage| passage.text.as_str()).collect();
            assert!(!title.is_empty() && text.join(" ").contains(title), "{file}: {text:?}");
        }
        // A register without templates has no papers.
        let none = site.get("aigul", "/p/auyl/r/event/ga-qamystybas-1/paper/decision.docx").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    });
}
