//! Reports frozen one after another.

use crate::village::{self, doing, example};
use auyl_domain::value::read_date;
use auyl_domain::{Draft, Lang};
use auyl_work::report::Order;
use auyl_work::{Project, compare, freeze, import};
use expect_test::{Expect, expect};

async fn frozen(project: &Project) -> String {
    let today = read_date("2024-11-25").expect("a day");
    let order = Order { form: "kz-state-grant-final", lang: Lang::Ru, today, as_of: None, personal: true };
    let freezing = freeze::freeze(project, &order, &doing("Dina")).await.expect("a report");
    freezing.expect("nothing severe").frozen.id
}

fn check(expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = example(folder.path()).await;
        let earlier = frozen(&project).await;
        let draft = [("id", "at-new"), ("event", "de-baimurat-1"), ("participant", "p-0001"), ("signed", "yes")];
        import::take(&project, "attendance", Draft::of(draft), &doing("Dina")).await.expect("one more came");
        let later = frozen(&project).await;
        let compared = compare::compare(&project, &earlier, &later).await.expect("two reports");
        let mut told =
            format!("{} the same, {} new, {} gone\n", compared.same, compared.new.len(), compared.gone.len());
        for (was, is) in &compared.differ {
            told.push_str(&format!("{}: {} → {}\n", is.question.measure, was.shown, is.shown));
        }
        let unknown = compare::compare(&project, &earlier, "nowhere").await;
        told.push_str(if unknown.is_err() { "no such report\n" } else { "a report\n" });
        told
    });
    expected.assert_eq(&told);
}

#[test]
fn one_more_attendance_changes_these_figures() {
    check(expect![[r#"
        350 the same, 0 new, 0 gone
        count(attendance): 169 → 170
        least(count(attendance) per event): 15 → 16
        no such report
    "#]]);
}
