//! The start page of the example project on three days.

use crate::village::{self, example};
use auyl_domain::Lang;
use auyl_domain::value::read_date;
use auyl_work::Project;
use auyl_work::check::Depth;
use auyl_work::desk::{self, Desk};
use expect_test::{Expect, expect};

async fn on(project: &Project, today: &str) -> Desk {
    let today = read_date(today).expect("a day");
    desk::desk(project, Lang::En, today, Depth::Quick, "kz-state-grant-final").await.expect("a desk")
}

fn said(desk: &Desk) -> String {
    let mut said = String::new();
    for mend in &desk.mend {
        let field = mend.field.as_deref().unwrap_or("–");
        said.push_str(&format!("mend {} {:?} {field} × {}\n", mend.code, mend.severity, mend.findings.len()));
    }
    let short: Vec<_> = desk.standings.iter().filter(|stand| stand.share.is_some_and(|share| share < 100)).collect();
    said.push_str(&format!("{} indicators, short of target:", desk.standings.len()));
    for stand in short {
        said.push_str(&format!(" {} {}%", stand.standing.indicator, stand.share.unwrap_or_default()));
    }
    said.push('\n');
    for activity in &desk.activities {
        let (number, word) = (&activity.number, activity.progress.key());
        said.push_str(&format!("{number} {word} {}/{}\n", activity.met, activity.indicators));
    }
    for letter in &desk.letters {
        let due = letter.due.map(|due| due.to_string()).unwrap_or_default();
        let left = letter.left.unwrap_or_default();
        let answered = if letter.answered { "answered" } else { "waits" };
        said.push_str(&format!("letter {} due {due} left {left} {answered}\n", letter.number));
    }
    for line in &desk.last {
        let event = &line.event;
        said.push_str(&format!("{} {} {} {} × {}\n", event.actor, event.verb, event.register, line.name, line.count));
    }
    said
}

fn check(today: &str, expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = example(folder.path()).await;
        said(&on(&project, today).await)
    });
    expected.assert_eq(&told);
}

#[test]
fn in_the_middle_of_the_project_some_is_done_and_some_lies_ahead() {
    check(
        "2024-06-03",
        expect![[r#"
            mend ngo-not-registered Warning created_in_project × 1
            mend photo-other-day Warning – × 1
            90 indicators, short of target: 1.1.1 0%
            1.1 progress-late 3/4
            1.2 progress-done 4/4
            1.3 progress-done 5/5
            1.4 progress-done 10/10
            1.5 progress-done 6/6
            1.6 progress-done 10/10
            1.7 progress-done 5/5
            2.1 progress-done 8/8
            3.1 progress-done 10/10
            3.2 progress-done 7/7
            3.3 progress-done 2/2
            3.4 progress-done 2/2
            3.5 progress-done 7/7
            4.1 progress-done 3/3
            5.1 progress-done 3/3
            5.2 progress-done 1/1
            5.3 progress-done 1/1
            5.4 progress-done 2/2
            letter 01-18/44 due 2024-11-06 left 109 waits
            letter 01-18/46 due 2024-11-06 left 109 waits
            letter 01-18/45 due 2024-11-06 left 109 waits
            letter 01-18/41 due 2024-10-30 left 104 answered
            letter 01-18/43 due 2024-10-30 left 104 answered
            letter 01-18/42 due 2024-10-30 left 104 answered
            dina created village_budget_line Гани Муратбаев, 2024: Содержание аппарата акима × 18
            dina created testimonial Written: 08.11.2024 muratbaev Постановка «Жизнь без долгов» × 32
            dina created test_score 08.08.2024 muratbaev Концепция развития сельских территорий: p-0514 × 180
            dina created swot Threat: Нехватка поливной воды растёт с каждым годом. × 12
            dina created survey_wave Survey of activists, Endline × 8
            dina created survey_engagement Гани Муратбаев, Endline, 156 × 50
        "#]],
    );
}

#[test]
#[ignore = "measures; run it in release"]
fn a_desk_is_quick() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = example(folder.path()).await;
        for _ in 0..4 {
            let began = std::time::Instant::now();
            on(&project, "2024-06-03").await;
            println!("desk {:?}", began.elapsed());
        }
    });
}
