//! Which records name a file: those of one project, as they are now; personal fields apart.

use super::catalogue_of;
use super::script::{AT, VILLAGE, records};
use crate::testing::on_both;
use auyl_domain::id::sha256;
use auyl_domain::{Record, RecordId};
use expect_test::{Expect, expect};

const REGISTERS: &str = "
    evidence: kind choice kind, file file
    expert: photo file, cv file personal";

/// `a.jpg` stands for a file of that content.
fn check(name: &str, expected: Expect) {
    let catalogue = catalogue_of(REGISTERS);
    on_both(&catalogue, async |scene| {
        let save = async |project: &str, lines: &str| {
            let mut tx = scene.store.begin(project).await.expect("begun");
            tx.save(&records(&catalogue, lines), "cli", AT).await.expect("saved");
            tx.commit().await.expect("kept");
        };
        let first = "evidence one: kind=photo, file=a.jpg\nevidence two: kind=photo, file=b.jpg";
        save(VILLAGE, &format!("{first}\nexpert dina: photo=a.jpg, cv=cv.pdf")).await;
        save(VILLAGE, "evidence two: kind=photo, file=c.jpg").await;
        save("elsewhere", "evidence theirs: kind=photo, file=theirs.jpg").await;
        let mut tx = scene.store.begin(VILLAGE).await.expect("begun");
        for record in records(&catalogue, "evidence gone: kind=photo, file=gone.jpg") {
            let Record { register, id, .. } = record.clone();
            tx.save(&[record], "cli", AT).await.expect("saved");
            let id: RecordId = id;
            assert!(tx.remove(&register, &id, "cli", AT).await.expect("removed"));
        }
        tx.commit().await.expect("kept");
        let mut told = Vec::new();
        for (mark, personal) in [("", false), (" (personal)", true)] {
            let named = scene.store.naming_file(VILLAGE, &sha256(name.as_bytes()), personal).await.expect("read");
            told.extend(
                named.iter().map(|of| format!("{} {} {}{mark}: {}", of.register, of.id, of.field, of.file.name)),
            );
        }
        told.sort();
        expected.assert_eq(&told.join("\n"));
    });
}

#[test]
fn a_file_is_named_by_the_records_of_its_project_as_they_are_now() {
    check(
        "a.jpg",
        expect![[r#"
        evidence one file: a.jpg
        expert dina photo: a.jpg"#]],
    );
    check("c.jpg", expect!["evidence two file: c.jpg"]);
    check("cv.pdf", expect!["expert dina cv (personal): cv.pdf"]);
    check("b.jpg", expect![[r#""#]]);
    check("gone.jpg", expect![[r#""#]]);
    check("theirs.jpg", expect![[r#""#]]);
    check("%", expect![[r#""#]]);
}
