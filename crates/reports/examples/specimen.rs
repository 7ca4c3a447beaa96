//! Reads a page of a report form and writes it as DOCX, HTML and Typst markup, with times: for looking at.

use auyl_reports::{docx, html, page, typeset};
use std::time::Instant;

fn main() {
    let dir = std::env::args().nth(1).expect("a folder with page.html");
    let text = std::fs::read_to_string(format!("{dir}/page.html")).expect("page.html");
    let images =
        std::fs::read(format!("{dir}/photo.jpeg")).map(|bytes| ("photo".to_owned(), bytes)).into_iter().collect();
    let (document, findings) = page::read(&text, &images);
    println!("{findings:?}");
    for _ in 0..3 {
        let begin = Instant::now();
        let word = docx::write(&document);
        let docx_time = begin.elapsed();
        let begin = Instant::now();
        let web = html::write(&document, &|_| Some("persons(attendance)".into()), "");
        let html_time = begin.elapsed();
        let begin = Instant::now();
        let (again, findings) = docx::read(&word);
        println!(
            "docx {docx_time:?} {} kB, html {html_time:?} {} kB, docx read {:?} {findings:?} same {}",
            word.len() / 1024,
            web.len() / 1024,
            begin.elapsed(),
            again == document
        );
        std::fs::write(format!("{dir}/out.docx"), word).expect("docx");
        std::fs::write(format!("{dir}/out.html"), web).expect("html");
    }
    let (source, images) = typeset::markup(&document);
    std::fs::write(format!("{dir}/out.typ"), source).expect("typ");
    for (name, bytes) in images {
        std::fs::write(format!("{dir}/{name}"), bytes).expect("image");
    }
    if let Ok(bytes) = std::fs::read(format!("{dir}/foreign.docx")) {
        let (again, findings) = docx::read(&bytes);
        println!(
            "foreign: {findings:?} same {} figures {} of {}",
            again == document,
            again.figures().count(),
            document.figures().count()
        );
        std::fs::write(format!("{dir}/a.txt"), format!("{document:#?}")).expect("a");
        std::fs::write(format!("{dir}/b.txt"), format!("{again:#?}")).expect("b");
    }
}
