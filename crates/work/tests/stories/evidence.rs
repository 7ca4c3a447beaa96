//! What proves the events of the example project.

use crate::village::{self, example};
use auyl_domain::value::read_date;
use auyl_domain::{Lang, RecordId};
use auyl_work::evidence::{self, Proof};
use expect_test::{Expect, expect};

fn said(proof: &Proof) -> String {
    let mut said = String::new();
    for demand in &proof.demands {
        let (code, label, scope) = (&demand.code, &demand.label, &demand.scope);
        said.push_str(&format!("{code} {label} of {scope:?}: {} of {} {}\n", demand.present, demand.due, demand.met));
    }
    for piece in &proof.pieces {
        let name = piece.file.as_ref().map(|file| file.name.as_str()).unwrap_or_default();
        let (kept, day, km) = (piece.kept, piece.other_day, piece.far_km);
        said.push_str(&format!("{} {name} kept {kept} other day {day:?} far {km:?}\n", piece.record.text("kind")));
    }
    for part in proof.attendance.iter().flat_map(|reading| reading.by()) {
        said.push_str(&format!("{:?} {:?}\n", part.keys, part.value));
    }
    said.push_str(&format!("{} testimonials\n", proof.testimonials.len()));
    said
}

fn check(events: &[&str], expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = example(folder.path()).await;
        let today = read_date("2024-06-03").expect("a day");
        let mut told = String::new();
        for event in events {
            let id = RecordId::read(event).expect("an id");
            let proof = evidence::of_event(&project, &id, Lang::Ru, today).await.expect("an event of the example");
            told.push_str(&format!("{event}\n{}", said(&proof)));
        }
        told
    });
    expected.assert_eq(&told);
}

#[test]
fn a_photo_of_another_day_stands_out() {
    check(
        &["de-baimurat-1", "ga-qamystybas-1"],
        expect![[r#"
        de-baimurat-1
        3.1.2 Программа of Event: 1 of 1 true
        3.1.3 Лист регистрации of Event: 1 of 1 true
        3.1.6 Копия решения of Place: 1 of 1 true
        3.1.7 Анализ of Place: 1 of 1 true
        3.1.8 Фотография of Event: 5 of 5 true
        3.1.9 Видео of Event: 1 of 1 true
        3.1.10 Отзыв (письменный) of Event: 1 of 1 true
        programme programme-de-baimurat-1-1.txt kept true other day None far None
        sign_in_sheet sign-in-sheet-de-baimurat-1-1.txt kept true other day None far None
        photo 20240416-de-baimurat-1-01.jpg kept true other day None far None
        photo 20240416-de-baimurat-1-02.jpg kept true other day None far None
        photo 20240416-de-baimurat-1-03.jpg kept true other day None far None
        photo 20240416-de-baimurat-1-04.jpg kept true other day None far None
        photo 20240416-de-baimurat-1-05.jpg kept true other day None far None
        video video-de-baimurat-1-1.gif kept true other day None far None
        review review-de-baimurat-1-1.txt kept true other day None far None
        [Some("female")] Number(10)
        [Some("male")] Number(5)
        1 testimonials
        ga-qamystybas-1
        1.4.2 Пресс-релиз of Event: 1 of 1 true
        1.4.3 Программа of Event: 1 of 1 true
        1.4.4 Лист регистрации of Event: 1 of 1 true
        1.4.7 Фотография of Event: 5 of 5 true
        1.4.8 Видео of Event: 1 of 1 true
        1.4.9 Карта потребностей of Place: 1 of 1 true
        press_release press-release-ga-qamystybas-1-1.txt kept true other day None far None
        programme programme-ga-qamystybas-1-1.txt kept true other day None far None
        sign_in_sheet sign-in-sheet-ga-qamystybas-1-1.txt kept true other day None far None
        photo 20240514-ga-qamystybas-1-01.jpg kept true other day None far None
        photo 20240514-ga-qamystybas-1-02.jpg kept true other day None far None
        photo 20240514-ga-qamystybas-1-03.jpg kept true other day None far None
        photo 20240514-ga-qamystybas-1-04.jpg kept true other day None far None
        photo 20240515-ga-qamystybas-1-05.jpg kept true other day Some(2024-05-15) far None
        video video-ga-qamystybas-1-1.gif kept true other day None far None
        [Some("female")] Number(26)
        [Some("male")] Number(5)
        0 testimonials
    "#]],
    );
}
