//! Tables follow the registers, also those of an overlay, and nothing is dropped.

use super::script::{VILLAGE, save, tell};
use super::{catalogue_of, village};
use crate::Trouble;
use crate::tables::LAYOUT;
use crate::testing::on_both;
use expect_test::expect;

const BEFORE: &str = "event: title text, came count";

#[test]
fn an_overlay_adds_a_register_and_a_field_and_renames_another_and_the_records_stay() {
    on_both(&catalogue_of(BEFORE), async |scene| {
        save(&scene.store, "event gathering: title=Сход, came=40").await.expect("saved");
        let after = catalogue_of(
            "event: title text, spectators count was came, hours decimal, akim text personal
             horse: name text, height count",
        );
        let store = scene.again(after.clone()).await.expect("opens");
        let told = tell(
            &store,
            "horse tulpar: name=Тұлпар, height=160
             --
             record event gathering
             figure sum(event.spectators)
             save event gathering: title=Сход, spectators=40
             save event gathering: title=Сход, spectators=41, hours=1.5, akim=Ермек
             history event gathering
             record horse tulpar
             chain",
        )
        .await;
        let expected = expect![[r#"
            record event gathering
                spectators=40, title=Сход
            figure sum(event.spectators)
                40
            save event gathering: title=Сход, spectators=40
                0 created, 0 changed, 1 unchanged
            save event gathering: title=Сход, spectators=41, hours=1.5, akim=Ермек
                0 created, 1 changed, 0 unchanged
            history event gathering
                1 created: spectators=40, title=Сход
                3 changed: akim=Ермек, hours=1.5, spectators=41, title=Сход
            record horse tulpar
                height=160, name=Тұлпар
            chain
                none
        "#]];
        expected.assert_eq(&told);
        scene.again(after).await.expect("opens once more, and changes nothing");
        let changes = sqlx::query("select 1 from migration").fetch_all(store.database.pool()).await.expect("read");
        let expected =
            "table and two indexes of two registers, a table of what is personal, a new column, a renamed one";
        assert_eq!(changes.len(), 9, "{expected}");
    });
}

#[test]
fn a_register_that_the_catalogue_no_longer_has_keeps_its_table() {
    on_both(&village(), async |scene| {
        save(&scene.store, "event gathering: kind=gathering\nplace ulgi: title=Үлгі").await.expect("saved");
        let fewer = scene.again(catalogue_of("place: title text")).await.expect("opens");
        assert_eq!(fewer.records(VILLAGE, "place", None).await.expect("read").len(), 1);
        assert!(matches!(fewer.records(VILLAGE, "event", None).await, Err(Trouble::Refusal(_))));
        assert_eq!(fewer.check_chain(VILLAGE).await.expect("checked"), vec![]);
        assert_eq!(scene.store.records(VILLAGE, "event", None).await.expect("read").len(), 1);
    });
}

#[test]
fn a_folder_of_a_newer_program_is_refused() {
    on_both(&village(), async |scene| {
        sqlx::query("update layout set number = 99").execute(scene.store.database.pool()).await.expect("set");
        let trouble = scene.again(village()).await.err().map(|trouble| trouble.to_string());
        let trouble = trouble.expect("refused");
        let told = format!("folder-is-newer known={LAYOUT} number=99");
        assert!(trouble.starts_with(&told), "{trouble}");
    });
}

#[test]
fn two_programs_that_start_at_once_with_a_new_register_make_its_table_once() {
    on_both(&catalogue_of(BEFORE), async |scene| {
        let after = catalogue_of("event: title text, came count, hours decimal\nhorse: name text");
        let opened = tokio::join!(scene.again(after.clone()), scene.again(after.clone()), scene.again(after));
        for store in [opened.0, opened.1, opened.2] {
            assert_eq!(store.expect("opens").records(VILLAGE, "horse", None).await.expect("read"), vec![]);
        }
    });
}
