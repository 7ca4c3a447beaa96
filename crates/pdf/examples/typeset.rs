//! Typesets `out.typ` of a folder with times: for looking at.

use std::time::Instant;

fn main() {
    let dir = std::env::args().nth(1).expect("a folder with out.typ");
    let source = std::fs::read_to_string(format!("{dir}/out.typ")).expect("out.typ");
    let images: Vec<(String, Vec<u8>)> = std::fs::read(format!("{dir}/image1.jpeg"))
        .into_iter()
        .flat_map(|bytes| (1..40).map(move |n| (format!("image{n}.jpeg"), bytes.clone())))
        .collect();
    for _ in 0..3 {
        let begin = Instant::now();
        let paper = auyl_pdf::pdf(&source, &images, "Есеп", "kk").expect("pdf");
        let accessible = paper.windows(7).any(|part| part == b"pdfuaid");
        println!("pdf {:?} {} kB, PDF/UA {accessible}", begin.elapsed(), paper.len() / 1024);
        std::fs::write(format!("{dir}/out.pdf"), paper).expect("pdf");
    }
}
