//! Several who write at once, and one who goes away in the middle.

use super::script::{AT, VILLAGE, record, save};
use super::village;
use crate::testing::on_both;
use crate::{Store, Trouble};
use auyl_domain::{Measure, Quantity};

const EACH: usize = 12;

/// Aigül or Dina at her desk: one transaction after another, each with an event and its evidence.
async fn write(store: &Store, who: &str) -> Result<(), Trouble> {
    for number in 0..EACH {
        let mut tx = store.begin(VILLAGE).await?;
        for line in
            [format!("event {who}{number}: kind=seminar"), format!("evidence {who}{number}: event={who}{number}")]
        {
            tx.save(&[record(&store.catalogue, &line)], who, AT).await?;
            tokio::task::yield_now().await;
        }
        tx.commit().await?;
    }
    Ok(())
}

#[test]
fn two_desks_that_write_at_once_lose_nothing_and_number_without_gaps() {
    on_both(&village(), async |scene| {
        let other = scene.again(village()).await.expect("opens");
        let (here, there) = tokio::join!(write(&scene.store, "aigul"), write(&other, "dina"));
        here.expect("Aigül wrote");
        there.expect("Dina wrote");
        let events = other.events(VILLAGE, 1, 1_000).await.expect("read");
        let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..=4 * EACH as i64).collect::<Vec<_>>());
        assert_eq!(other.records(VILLAGE, "event", None).await.expect("read").len(), 2 * EACH);
        assert_eq!(other.check_chain(VILLAGE).await.expect("checked"), vec![]);
    });
}

/// Every transaction adds an event and its evidence, so their difference is nought whenever somebody looks.
#[test]
fn who_counts_while_another_writes_sees_one_state() {
    on_both(&village(), async |scene| {
        let other = scene.again(village()).await.expect("opens");
        let writing = tokio::spawn(async move { write(&other, "dina").await });
        let measure = Measure::read("count(event) - count(evidence)", &village()).expect("a measure");
        let questions = [(measure.clone(), None), (measure.clone(), None)];
        let mut looked = 0;
        while !writing.is_finished() || looked == 0 {
            let reading = scene.store.reading(VILLAGE, &measure, None, None).await.expect("counted");
            assert_eq!(reading.value(), Quantity::Number(0), "after event {}", reading.event());
            assert_eq!(reading.event() % 2, 0);
            for reading in scene.store.readings(VILLAGE, &questions, None).await.expect("counted") {
                assert_eq!(reading.value(), Quantity::Number(0), "of many, after event {}", reading.event());
            }
            looked += 1;
        }
        writing.await.expect("no panic").expect("Dina wrote");
    });
}

#[test]
fn who_goes_away_without_a_word_leaves_nothing_behind() {
    on_both(&village(), async |scene| {
        save(&scene.store, "event gathering: kind=gathering").await.expect("saved");
        let mut tx = scene.store.begin(VILLAGE).await.expect("begun");
        tx.save(&[record(&village(), "event seminar: kind=seminar")], "aigul", AT).await.expect("saved");
        tx.remove("event", &record(&village(), "event gathering").id, "aigul", AT).await.expect("removed");
        drop(tx);
        let other = scene.again(village()).await.expect("opens");
        save(&other, "event next: kind=seminar").await.expect("saved");
        let records = other.records(VILLAGE, "event", None).await.expect("read");
        assert_eq!(records.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["gathering", "next"]);
        assert_eq!(other.last_event(VILLAGE).await.expect("read"), 2);
    });
}

#[test]
fn projects_do_not_see_each_other() {
    on_both(&village(), async |scene| {
        let line = record(&village(), "event gathering: kind=gathering, place=ulgi");
        for project in ["ulgi", "aqsu"] {
            let mut tx = scene.store.begin(project).await.expect("begun");
            tx.save(std::slice::from_ref(&line), "aigul", AT).await.expect("saved");
            tx.commit().await.expect("committed");
        }
        let mut tx = scene.store.begin("aqsu").await.expect("begun");
        tx.remove("event", &line.id, "aigul", AT).await.expect("removed");
        tx.commit().await.expect("committed");
        assert_eq!(scene.store.projects().await.expect("read"), ["aqsu", "ulgi"]);
        assert_eq!(scene.store.records("ulgi", "event", None).await.expect("read").len(), 1);
        assert_eq!(scene.store.records("aqsu", "event", None).await.expect("read").len(), 0);
        assert_eq!(scene.store.last_event("ulgi").await.expect("read"), 1);
    });
}
