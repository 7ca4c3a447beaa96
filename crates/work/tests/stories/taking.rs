//! Files looked at before they are taken, and lists written out.

use crate::village::{self, doing};
use auyl_domain::{Lang, RecordId};
use auyl_forms::{Sheets, plain, workbook};
use auyl_work::export::{Chosen, Manner, chosen_csv, chosen_workbook};
use auyl_work::import::{self, Faulty, Mended, Preview, Verdict, mend, preview};
use auyl_work::known::Files;
use auyl_work::project::Project;
use expect_test::{Expect, expect};
use std::collections::HashMap;

fn made() -> Files {
    Files::Made(HashMap::new())
}

fn read(project: &Project, text: &str) -> Sheets {
    let text: String = text.lines().map(|line| format!("{}\n", line.trim())).collect();
    let register = project.register("participant").expect("people");
    let (sheet, findings) = plain::read(register, "participant.csv", text.trim_start());
    Sheets { sheets: vec![sheet], findings }
}

fn said(preview: &Preview) -> String {
    let mut said = format!("{:?}\n", preview.counts());
    for row in &preview.rows {
        let verdict = match &row.verdict {
            Verdict::New => "new".to_string(),
            Verdict::Unchanged => "unchanged".into(),
            Verdict::Wrong => "wrong".into(),
            Verdict::Changed(differences) => {
                let one = |difference: &import::Difference| {
                    format!("{} {} → {}", difference.field, difference.old, difference.new)
                };
                differences.iter().map(one).collect::<Vec<_>>().join(", ")
            }
        };
        said.push_str(&format!("{} {}: {verdict}\n", row.row, row.record.id));
        for finding in &row.findings {
            said.push_str(&format!("    {} {}\n", finding.code, finding.spot));
        }
    }
    for finding in &preview.findings {
        said.push_str(&format!("{} {}\n", finding.code, finding.spot));
    }
    said
}

fn check(file: &str, mended: &[(u32, &str, &str)], expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = village::village(folder.path()).await;
        let mut sheets = read(&project, file);
        let mut told = said(&preview(&project, sheets.clone(), made()).await.expect("a preview"));
        let key = |(row, field, text): &(u32, &str, &str)| {
            (("participant".to_string(), *row, field.to_string()), text.to_string())
        };
        let mended: Mended = mended.iter().map(key).collect();
        mend(&mut sheets, &mended);
        told.push_str("mended\n");
        told.push_str(&said(&preview(&project, sheets.clone(), made()).await.expect("a preview")));
        let mut quiet = |_: usize, _: usize| {};
        let taken = import::import_read(&project, sheets, made(), Faulty::RefuseFile, &doing("Dina"), &mut quiet).await;
        told.push_str(&format!("{:?}\n", taken.expect("an import").saved));
        told
    });
    expected.assert_eq(&told);
}

#[test]
fn a_preview_says_what_each_row_would_do_and_cells_are_mended() {
    check(
        "id,name,birth_year,gender,status,place,nickname
        p-0001,Ибраева Ләззат Олжасқызы,1982,female,other,baimurat,
        p-0002,Қалдыбаева Раушан Айдосқызы,1972,female,other,baimurat,Рауша
        ,Сейіт Нұр Бекұлы,1990,male,youth,baimurat,
        p-0900,Әлі Бек Нұрұлы,1890,male,nobody,Кеңес,
        p-0900,Әлі Бек Нұрұлы,1990,male,other,baimurat,",
        &[(5, "birth_year", "1990"), (5, "status", "other"), (5, "place", "baimurat"), (6, "id", "p-0901")],
        expect![[r#"
            [1, 1, 1, 2]
            2 p-0001: unchanged
            3 p-0002: birth_year 1971 → 1972
            4 6cf72b0df888363a6be8: new
            5 p-0900: wrong
                number-too-small participant.csv, 5:C, participant p-0900, birth_year
                choice-unknown participant.csv, 5:E, participant p-0900, status
                link-unknown participant.csv, 5:F, participant p-0900, place
            6 3b6817d0aa76f3bbbdf8: wrong
                id-twice participant.csv, 6:A, id
            heading-unknown participant.csv, 1:G
            mended
            [3, 1, 1, 0]
            2 p-0001: unchanged
            3 p-0002: birth_year 1971 → 1972
            4 6cf72b0df888363a6be8: new
            5 p-0900: new
            6 p-0901: new
            heading-unknown participant.csv, 1:G
            Some(Saved { created: 3, changed: 1, unchanged: 1 })
        "#]],
    );
}

#[test]
fn a_list_is_written_as_it_is_shown() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = village::village(folder.path()).await;
        let id = RecordId::read("de-baimurat-1").expect("an id");
        let event = project.store.record(&project.id, "event", &id, None).await.expect("a store").expect("an event");
        let records = [event];
        let columns = ["title".to_string(), "place".into(), "held_on".into()];
        let chosen = Chosen { register: "event", columns: &columns, records: &records };
        let mut told = chosen_csv(&project, &chosen, false).expect("a text");
        for names in [false, true] {
            let manner = Manner { lang: Lang::Ru, personal: false, names };
            let bytes = chosen_workbook(&project, &[chosen], manner).await.expect("a workbook");
            let sheets = workbook::read("list.xlsx", &bytes, &project.catalogue).expect("our own workbook");
            for row in &sheets.sheets[0].rows {
                told.push_str(&format!("{:?} {:?}\n", row.draft.id, row.draft.fields));
            }
        }
        told
    });
    expect![[r#"
        id,title_kk,title_ru,held_on,place
        de-baimurat-1,Облыстық мәслихат депутатымен кездесу,Встреча с депутатом областного маслихата,2024-04-16,baimurat
        Some("de-baimurat-1") {"held_on": "2024-04-16", "place": "baimurat", "title_kk": "Облыстық мәслихат депутатымен кездесу", "title_ru": "Встреча с депутатом областного маслихата"}
        Some("de-baimurat-1") {"held_on": "2024-04-16", "place": "Баймурат Батыр", "title_kk": "Облыстық мәслихат депутатымен кездесу", "title_ru": "Встреча с депутатом областного маслихата"}
    "#]].assert_eq(&told);
}
