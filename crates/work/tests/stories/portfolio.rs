//! Several projects in one store.

use crate::village::{self, doing, example};
use auyl_domain::value::read_date;
use auyl_domain::{Draft, Lang};
use auyl_work::portfolio::{Line, Portfolio};
use auyl_work::{Project, import};
use expect_test::{Expect, expect};
use std::sync::Arc;

fn said(lines: &[Line]) -> String {
    let line = |line: &Line| match &line.row {
        None => format!("{}: not counted yet\n", line.project),
        Some(row) => format!(
            "{} at {} {}: {} in {}; {}/{}; {} severe, {} warnings; {:?} of {:?}\n",
            line.project,
            row.event,
            if line.is_fresh { "fresh" } else { "of earlier" },
            row.title(Lang::Ru),
            row.places(Lang::Ru).join(", "),
            row.met,
            row.indicators,
            row.severe,
            row.warnings,
            row.spent.as_ref().map(|(tiyn, _)| *tiyn),
            row.grant,
        ),
    };
    lines.iter().map(line).collect()
}

async fn lines(portfolio: &Portfolio, project: &Project, most: usize) -> String {
    let today = read_date("2024-06-03").expect("a day");
    let found = portfolio.lines(&project.store, &project.catalogue, today, None, most).await;
    said(&found.expect("a list"))
}

fn check(expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = example(folder.path()).await;
        let askar = doing("Askar");
        let other = Project::create(project.store.clone(), Arc::clone(&project.catalogue), "bugen", &askar);
        let other = other.await.expect("no such project yet");
        let portfolio = Portfolio::default();
        let mut told = lines(&portfolio, &project, 1).await;
        told.push_str(&lines(&portfolio, &project, 9).await);
        let draft = Draft::of([("title_ru", "Вода для Бугуня"), ("title_kk", "Бөгенге су")]);
        import::take(&other, "passport", draft, &askar).await.expect("kept to review");
        told.push_str(&lines(&portfolio, &project, 0).await);
        told.push_str(&lines(&portfolio, &project, 9).await);
        told
    });
    expected.assert_eq(&told);
}

#[test]
fn a_row_holds_until_the_next_event_of_its_project() {
    check(expect![[r#"
        auyl at 3269 fresh: Развитие местных сельских сообществ в сёлах Камыстыбас, Баймурат Батыр и Гани Муратбаев in Баймурат Батыр, Гани Муратбаев, Камыстыбас; 89/90; 0 severe, 2 warnings; Some(565900000) of Some(565900000)
        bugen: not counted yet
        auyl at 3269 fresh: Развитие местных сельских сообществ в сёлах Камыстыбас, Баймурат Батыр и Гани Муратбаев in Баймурат Батыр, Гани Муратбаев, Камыстыбас; 89/90; 0 severe, 2 warnings; Some(565900000) of Some(565900000)
        bugen at 1 fresh: bugen in ; 0/0; 0 severe, 0 warnings; Some(0) of None
        auyl at 3269 fresh: Развитие местных сельских сообществ в сёлах Камыстыбас, Баймурат Батыр и Гани Муратбаев in Баймурат Батыр, Гани Муратбаев, Камыстыбас; 89/90; 0 severe, 2 warnings; Some(565900000) of Some(565900000)
        bugen at 1 of earlier: bugen in ; 0/0; 0 severe, 0 warnings; Some(0) of None
        auyl at 3269 fresh: Развитие местных сельских сообществ в сёлах Камыстыбас, Баймурат Батыр и Гани Муратбаев in Баймурат Батыр, Гани Муратбаев, Камыстыбас; 89/90; 0 severe, 2 warnings; Some(565900000) of Some(565900000)
        bugen at 2 fresh: Вода для Бугуня in ; 0/0; 0 severe, 1 warnings; Some(0) of None
    "#]]);
}

#[test]
#[ignore = "measures; run it in release"]
fn a_thousand_unchanged_projects_are_listed_quickly() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    village::told(async {
        let project = example(folder.path()).await;
        for number in 0..1_000 {
            let (store, catalogue) = (project.store.clone(), Arc::clone(&project.catalogue));
            Project::create(store, catalogue, &format!("p{number}"), &doing("Askar")).await.expect("a project");
        }
        let portfolio = Portfolio::default();
        for _ in 0..3 {
            let began = std::time::Instant::now();
            lines(&portfolio, &project, 2_000).await;
            println!("portfolio {:?}", began.elapsed());
        }
    });
}
