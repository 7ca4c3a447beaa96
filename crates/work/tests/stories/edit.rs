//! Stories of forms: several people change the records of one village.

use crate::village::{self, doing};
use auyl_domain::draft::Draft;
use auyl_domain::{Lang, RecordId, Value};
use auyl_work::edit::{self, Change, Changed, RowDraft};
use auyl_work::import::Faulty;
use auyl_work::{Project, Trouble};
use expect_test::{Expect, expect};
use std::collections::{BTreeMap, HashMap};

/// Lines of a story, `Who verb register id: field = text; field = text`, and what came of each.
fn check(story: &str, expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = village::village(folder.path()).await;
        let mut seen = HashMap::new();
        let mut told = String::new();
        for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
            told.push_str(&format!("{line}\n"));
            match step(&project, &mut seen, line).await {
                Ok(lines) => lines.iter().for_each(|line| told.push_str(&format!("    {line}\n"))),
                Err(Trouble::Refusal(refusal)) => {
                    let said = refusal.message(project.catalogue.phrases(), Lang::En);
                    told.push_str(&format!("    refused: {}\n", said.replace(['\u{2068}', '\u{2069}'], "")));
                }
                Err(trouble) => panic!("{line}: {trouble}"),
            }
        }
        let altered = project.store.check_chain(&project.id).await.expect("the log can be walked");
        assert_eq!(altered, vec![]);
        project.store.close().await;
        told
    });
    expected.assert_eq(&told);
}

type Seen = HashMap<(String, String), (i64, Draft)>;

async fn step(project: &Project, seen: &mut Seen, line: &str) -> Result<Vec<String>, Trouble> {
    let (head, rest) = line.split_once(':').unwrap_or((line, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let [who, verb, register, id, ..] = words[..] else { panic!("{line}") };
    let pairs = |text: &str| -> BTreeMap<String, String> {
        let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
        pairs.map(|(field, text)| (field.trim().to_string(), text.trim().to_string())).collect()
    };
    let key = (who.to_string(), id.to_string());
    let known = RecordId::read(id);
    let record = async || match &known {
        Some(id) => project.store.record(&project.id, register, id, None).await,
        None => Ok(None),
    };
    match verb {
        "opens" => {
            let record = record().await?.expect("a record");
            let draft = edit::draft_of(project.register(register)?, &record);
            seen.insert(key, (record.since, draft));
            Ok(vec![])
        }
        "saves" | "tries" => {
            let (base, mut draft) = match seen.get(&key).cloned() {
                Some((base, draft)) => (Some(base), draft),
                None => (None, Draft { id: Some(id.into()).filter(|id| id != "-"), ..Draft::default() }),
            };
            draft.fields.extend(pairs(rest));
            let silent: Vec<String> =
                draft.fields.iter().filter(|(_, text)| *text == "…").map(|(f, _)| f.clone()).collect();
            let change = Change { register, draft, base, silent: &silent };
            if verb == "tries" {
                let tried = edit::check_draft(project, &change).await?;
                return Ok(tried.findings.iter().map(said).collect());
            }
            let severe = if words.contains(&"strictly") { Faulty::RefuseFile } else { Faulty::Keep };
            Ok(shown(edit::change(project, change, severe, &doing(who)).await?))
        }
        "undoes" => {
            let event = words[4].parse().expect("a number");
            let id = known.expect("an id");
            Ok(shown(edit::undo(project, register, &id, event, &doing(who)).await?))
        }
        "removes" => edit::remove(project, register, &known.expect("an id"), &doing(who)).await.map(|()| vec![]),
        "lists" => {
            let rows: Vec<RowDraft> = rest
                .split('|')
                .map(|row| RowDraft { base: None, draft: Draft { id: None, fields: pairs(row) } })
                .collect();
            let id = known.expect("an id");
            let changed = edit::rows(project, ("event", &id), register, &rows, &doing(who)).await?;
            Ok(changed.into_iter().flat_map(shown).collect())
        }
        "counts" => {
            let records = project.store.records(&project.id, register, None).await?;
            let review = records.iter().filter(|record| !record.review.is_empty()).count();
            Ok(vec![format!("{} of them, {review} to review", records.len())])
        }
        "reads" => {
            let Some(record) = record().await? else { return Ok(vec!["nothing".into()]) };
            let fields = rest.split(',').map(str::trim);
            let read = |field: &str| format!("{field} = {}", record.get(field).map(Value::plain).unwrap_or_default());
            Ok(fields.map(read).collect())
        }
        _ => panic!("{line}"),
    }
}

fn said(finding: &auyl_domain::Finding) -> String {
    let field = finding.spot.field.clone().unwrap_or_default();
    let row = finding.spot.row.map(|row| format!("row {row}: ")).unwrap_or_default();
    format!("{row}{} {field}", finding.code)
}

fn shown(changed: Changed) -> Vec<String> {
    match changed {
        Changed::Saved { findings, .. } => {
            let mut lines = vec!["saved".to_string()];
            lines.extend(findings.iter().map(said));
            lines
        }
        Changed::Unchanged { .. } => vec!["unchanged".into()],
        Changed::Conflict { theirs, event, fields } => {
            let theirs: Vec<String> = fields
                .iter()
                .map(|field| format!("{field} is {}", theirs.get(field).map(Value::plain).unwrap_or_default()))
                .collect();
            vec![format!("conflict with {}: {}", event.actor, theirs.join(", "))]
        }
        Changed::Refused { findings } => {
            let mut lines = vec!["handed back".to_string()];
            lines.extend(findings.iter().map(said));
            lines
        }
    }
}

#[test]
fn two_people_change_one_event() {
    check(
        "
        Dina opens event de-baimurat-1
        Askar opens event de-baimurat-1
        Askar saves event de-baimurat-1: starts_at = 16:00
        Dina saves event de-baimurat-1: agenda = Ауыз су
        Dina reads event de-baimurat-1: starts_at, agenda
        Dina opens event de-baimurat-1
        Dina saves event de-baimurat-1: starts_at = 17:00
        Askar saves event de-baimurat-1: starts_at = 18:00; notes = Кешікті
        Askar reads event de-baimurat-1: starts_at, notes
        Dina saves event de-baimurat-1: starts_at = 17:00
        ",
        expect![[r#"
            Dina opens event de-baimurat-1
            Askar opens event de-baimurat-1
            Askar saves event de-baimurat-1: starts_at = 16:00
                saved
            Dina saves event de-baimurat-1: agenda = Ауыз су
                saved
            Dina reads event de-baimurat-1: starts_at, agenda
                starts_at = 16:00
                agenda = Ауыз су
            Dina opens event de-baimurat-1
            Dina saves event de-baimurat-1: starts_at = 17:00
                saved
            Askar saves event de-baimurat-1: starts_at = 18:00; notes = Кешікті
                conflict with dina: starts_at is 17:00
            Askar reads event de-baimurat-1: starts_at, notes
                starts_at = 17:00
                notes = 
            Dina saves event de-baimurat-1: starts_at = 17:00
                unchanged
        "#]],
    );
}

#[test]
fn a_form_sent_twice_is_saved_once() {
    check(
        "
        Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 2024-05-14
        Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 2024-05-14
        Askar saves event new-1: activity = a3-1; kind = visit; title_ru = Поездка; title_kk = Сапар; held_on = 2024-05-14
        Dina counts event -
        ",
        expect![[r#"
            Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 2024-05-14
                saved
            Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 2024-05-14
                unchanged
            Askar saves event new-1: activity = a3-1; kind = visit; title_ru = Поездка; title_kk = Сапар; held_on = 2024-05-14
                conflict with dina: title_ru is Визит
            Dina counts event -
                4 of them, 0 to review
        "#]],
    );
}

#[test]
fn what_is_wrong_is_kept_to_review_or_given_back() {
    check(
        "
        Dina tries event new-1: activity = 9.9; kind = visit; title_ru = Визит; held_on = 31.02.2024
        Dina saves event new-1 strictly: activity = a3-1; kind = visit; title_ru = Визит; held_on = 31.02.2024
        Dina reads event new-1: title_ru
        Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 31.02.2024
        Dina counts event -
        Dina opens event new-1
        Dina saves event new-1: title_ru = Поездка; held_on = …
        Dina opens event new-1
        Dina saves event new-1: held_on = 29.02.2024
        Dina counts event -
        ",
        expect![[r#"
            Dina tries event new-1: activity = 9.9; kind = visit; title_ru = Визит; held_on = 31.02.2024
                link-unknown activity
                date-impossible held_on
            Dina saves event new-1 strictly: activity = a3-1; kind = visit; title_ru = Визит; held_on = 31.02.2024
                handed back
                date-impossible held_on
            Dina reads event new-1: title_ru
                nothing
            Dina saves event new-1: activity = a3-1; kind = visit; title_ru = Визит; title_kk = Сапар; held_on = 31.02.2024
                saved
                date-impossible held_on
            Dina counts event -
                4 of them, 1 to review
            Dina opens event new-1
            Dina saves event new-1: title_ru = Поездка; held_on = …
                saved
                date-impossible held_on
            Dina opens event new-1
            Dina saves event new-1: held_on = 29.02.2024
                saved
            Dina counts event -
                4 of them, 0 to review
        "#]],
    );
}

#[test]
fn a_record_goes_back_and_comes_back() {
    check(
        "
        Dina opens event de-baimurat-1
        Dina saves event de-baimurat-1: starts_at = 16:00
        Dina undoes event de-baimurat-1 36
        Dina reads event de-baimurat-1: starts_at
        Dina undoes event de-baimurat-1 36
        Dina removes event de-baimurat-1
        Dina reads event de-baimurat-1: starts_at
        Dina undoes event de-baimurat-1 36
        Dina reads event de-baimurat-1: starts_at
        Dina removes activity a3-1
        Dina removes event nowhere
        ",
        expect![[r#"
            Dina opens event de-baimurat-1
            Dina saves event de-baimurat-1: starts_at = 16:00
                saved
            Dina undoes event de-baimurat-1 36
                saved
            Dina reads event de-baimurat-1: starts_at
                starts_at = 15:00
            Dina undoes event de-baimurat-1 36
                unchanged
            Dina removes event de-baimurat-1
            Dina reads event de-baimurat-1: starts_at
                nothing
            Dina undoes event de-baimurat-1 36
                saved
            Dina reads event de-baimurat-1: starts_at
                starts_at = 15:00
            Dina removes activity a3-1
                refused: 3 records still point to "a3-1" (Activities). Change or remove them first.
            Dina removes event nowhere
                refused: Events has no record "nowhere". Check the id.
        "#]],
    );
}

#[test]
fn a_sign_in_list_is_typed() {
    check(
        "
        Aigul lists attendance de-baimurat-1: participant = p-0001 | participant = Қалдыбаева Раушан Айдосқызы; signed = иә | participant.name = Оспан Бота Қайратқызы; participant.birth_year = 1990; participant.gender = female; participant.status = other; participant.place = baimurat
        Aigul counts participant -
        Aigul counts attendance -
        Aigul lists attendance de-baimurat-1: participant = p-0001 | participant.name = оспан бота қайратқызы; participant.birth_year = 1990; participant.gender = female; participant.status = youth; participant.place = baimurat
        Aigul counts participant -
        Aigul counts attendance -
        Aigul lists attendance de-baimurat-1: participant = p-0001; signed = жоқ | participant = p-0003 | participant = p-0003; signed = иә | participant = p-0003
        Aigul counts attendance -
        Aigul lists attendance de-qamystybas-1: participant = Белгісіз | participant.name = Сейіт Нұр; participant.birth_year = 1890; participant.place = baimurat | participant.birth_year = 1980 | role = participant
        Aigul counts participant -
        Aigul counts attendance -
        ",
        expect![[r#"
            Aigul lists attendance de-baimurat-1: participant = p-0001 | participant = Қалдыбаева Раушан Айдосқызы; signed = иә | participant.name = Оспан Бота Қайратқызы; participant.birth_year = 1990; participant.gender = female; participant.status = other; participant.place = baimurat
                saved
                saved
                saved
            Aigul counts participant -
                5 of them, 0 to review
            Aigul counts attendance -
                3 of them, 0 to review
            Aigul lists attendance de-baimurat-1: participant = p-0001 | participant.name = оспан бота қайратқызы; participant.birth_year = 1990; participant.gender = female; participant.status = youth; participant.place = baimurat
                unchanged
                unchanged
            Aigul counts participant -
                5 of them, 0 to review
            Aigul counts attendance -
                3 of them, 0 to review
            Aigul lists attendance de-baimurat-1: participant = p-0001; signed = жоқ | participant = p-0003 | participant = p-0003; signed = иә | participant = p-0003
                saved
                saved
                handed back
                row 3: key-twice 
                unchanged
            Aigul counts attendance -
                4 of them, 0 to review
            Aigul lists attendance de-qamystybas-1: participant = Белгісіз | participant.name = Сейіт Нұр; participant.birth_year = 1890; participant.place = baimurat | participant.birth_year = 1980 | role = participant
                handed back
                row 1: link-unknown participant
                saved
                row 2: number-too-small participant.birth_year
                row 2: field-missing participant.gender
                row 2: field-missing participant.status
                handed back
                row 3: field-missing participant.name
                row 3: field-missing participant.gender
                row 3: field-missing participant.status
                row 3: field-missing participant.place
                handed back
                row 4: field-missing participant
            Aigul counts participant -
                6 of them, 1 to review
            Aigul counts attendance -
                5 of them, 0 to review
        "#]],
    );
}

/// Many people press the button of the same form at the same moment, each with another field changed.
fn check_all_at_once(fields: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let project = village::village(folder.path()).await;
        let id = RecordId::read("de-baimurat-1").expect("an id");
        let record = project.store.record(&project.id, "event", &id, None).await.expect("a store").expect("an event");
        let shown = edit::draft_of(project.register("event").expect("events"), &record);
        let mut everybody = tokio::task::JoinSet::new();
        for field in fields.iter().map(|field| field.to_string()) {
            let (project, mut draft, base) = (project.clone(), shown.clone(), Some(record.since));
            everybody.spawn(async move {
                draft.fields.insert(field.clone(), format!("{field} айтылды"));
                let change = Change { register: "event", draft, base, silent: &[] };
                edit::change(&project, change, Faulty::RefuseFile, &doing(&field)).await
            });
        }
        while let Some(changed) = everybody.join_next().await {
            let changed = changed.expect("nobody panics").expect("nobody is turned away");
            assert!(matches!(changed, Changed::Saved { .. }), "{changed:?}");
        }
        let after = project.store.record(&project.id, "event", &id, None).await.expect("a store").expect("an event");
        for field in fields {
            assert_eq!(after.text(field), format!("{field} айтылды"));
        }
        assert_eq!(project.store.check_chain(&project.id).await.expect("the log"), vec![]);
    });
}

#[test]
fn five_people_save_at_once_and_nothing_is_lost() {
    check_all_at_once(&["title_kk", "title_ru", "programme", "agenda", "notes"]);
}
