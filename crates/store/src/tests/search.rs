//! Finding by words: either alphabet finds the other, and nobody finds by a personal word who may not see it.

use super::lists::{BEFORE, ask, catalogue, check};
use super::script::{AT, VILLAGE, save};
use crate::Store;
use crate::testing::on_both;
use auyl_domain::RecordId;
use expect_test::expect;

#[test]
fn what_is_typed_in_russian_letters_finds_kazakh_words_and_the_other_way_round() {
    check(
        "place kamys: title=Камыстыбас
         event meeting: title=Cход «Wi-Fi жол және көше-2», place=kamys",
        "place | find улг
         place | find Қамыс
         event | find құбыр
         event | find КУБЫР
         event | find сход
         event | find wi
         event | find көше коше 2
         event | find Әл бел
         event | find шатыр
         event | find атыры
         event | find _%'",
        expect![[r#"
            place | find улг
                ulgi (1 in all)
            place | find Қамыс
                kamys (1 in all)
            event | find құбыр
                pipe (1 in all)
            event | find КУБЫР
                pipe (1 in all)
            event | find сход
                meeting (1 in all)
            event | find wi
                meeting (1 in all)
            event | find көше коше 2
                meeting (1 in all)
            event | find Әл бел
                unset (1 in all)
            event | find шатыр
                roof (1 in all)
            event | find атыры
                 (0 in all)
            event | find _%'
                 (0 in all)
        "#]],
    );
}

#[test]
fn a_record_is_found_by_the_words_of_those_it_is_called_by_and_every_word_must_be_found() {
    check(
        "",
        "event | find аксу
         event | find аксу кубыр
         event | find улгі кубыр
         attendance | find мектеп
         attendance | find дина
         attendance | find дина | as manager
         attendance | find дина ауыз | as manager
         attendance | find дина | as manager | where event.place=ulgi",
        expect![[r#"
            event | find аксу
                water pipe (2 in all)
            event | find аксу кубыр
                pipe (1 in all)
            event | find улгі кубыр
                 (0 in all)
            attendance | find мектеп
                a1 a2 (2 in all)
            attendance | find дина
                 (0 in all)
            attendance | find дина | as manager
                a1 a3 (2 in all)
            attendance | find дина ауыз | as manager
                a3 (1 in all)
            attendance | find дина | as manager | where event.place=ulgi
                a1 (1 in all)
        "#]],
    );
}

#[test]
fn personal_words_are_found_only_by_those_who_may_see_them() {
    check(
        "",
        "participant | find сауле
         participant | find сауле | as manager
         participant | find апа
         participant | find апа кайрат
         participant | find апа кайрат | as manager",
        expect![[r#"
            participant | find сауле
                 (0 in all)
            participant | find сауле | as manager
                saule (1 in all)
            participant | find апа
                saule (1 in all)
            participant | find апа кайрат
                 (0 in all)
            participant | find апа кайрат | as manager
                saule (1 in all)
        "#]],
    );
}

async fn found(store: &Store, line: &str) -> String {
    ask(store, line).await.expect("answered")
}

#[test]
fn words_follow_the_record_when_it_changes_goes_comes_back_and_is_erased() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        save(store, BEFORE).await.expect("saved");
        save(store, "place aqsu: title=Жаңақұрылыс, position=1").await.expect("saved");
        assert_eq!(found(store, "place | find аксу").await, " (0 in all)");
        assert_eq!(found(store, "place | find жанакур").await, "aqsu (1 in all)");
        let aqsu = RecordId::read("aqsu").expect("an id");
        let mut tx = store.begin(VILLAGE).await.expect("begun");
        assert!(tx.remove("place", &aqsu, "aigul", AT).await.expect("removed"));
        tx.commit().await.expect("committed");
        assert_eq!(found(store, "place | find жана").await, " (0 in all)");
        assert_eq!(found(store, "event | find жана").await, " (0 in all)");
        save(store, "place aqsu: title=Жаңақұрылыс").await.expect("saved");
        assert_eq!(found(store, "place | find жана").await, "aqsu (1 in all)");

        let saule = RecordId::read("saule").expect("an id");
        let mut tx = store.begin(VILLAGE).await.expect("begun");
        assert!(tx.erase("participant", &saule, "aigul", AT).await.expect("erased"));
        tx.commit().await.expect("committed");
        assert_eq!(found(store, "participant | find сауле | as manager").await, " (0 in all)");
        assert_eq!(found(store, "participant | find апа").await, "saule (1 in all)", "what is not personal stays");
        let left = sqlx::query("select word from word where record = 'saule'").fetch_all(store.database.pool()).await;
        assert_eq!(left.expect("read").len(), 1);
    });
}

#[test]
fn a_record_that_stands_twice_in_one_batch_is_found_by_its_last_word() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        let twice = super::script::records(&store.catalogue, "place a: title=Бірінші\nplace a: title=Екінші");
        let mut tx = store.begin(VILLAGE).await.expect("begun");
        tx.save(&twice, "aigul", AT).await.expect("saved");
        tx.commit().await.expect("committed");
        assert_eq!(found(store, "place | find бирин").await, " (0 in all)");
        assert_eq!(found(store, "place | find екин").await, "a (1 in all)");
    });
}

#[test]
fn a_store_of_before_there_were_words_gets_them_when_it_is_opened() {
    on_both(&catalogue(), async |scene| {
        save(&scene.store, BEFORE).await.expect("saved");
        let pool = scene.store.database.pool();
        for sql in ["drop table word", "drop table kept", "update layout set number = 2"] {
            sqlx::query(sql).execute(pool).await.expect("as it was before");
        }
        let store = scene.again(catalogue()).await.expect("opens");
        assert_eq!(found(&store, "event | find аксу").await, "water pipe (2 in all)");
        assert_eq!(found(&store, "participant | find дин | as manager").await, "dina (1 in all)");
        assert_eq!(found(&store, "participant | find дин").await, " (0 in all)");
        assert_eq!(store.kept(VILLAGE, "all").await.expect("read"), None);
    });
}

#[test]
fn the_few_that_somebody_means_stand_in_the_order_of_their_names() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        save(store, BEFORE).await.expect("saved");
        save(store, "participant deria: name=Дерия Әлі\nparticipant danel: name=Дәнел Ахметова").await.expect("saved");
        let suggest = async |register: &str, words: &str, personal, most| {
            let records = store.suggest(VILLAGE, register, words, personal, most).await.expect("read");
            records.iter().map(|record| record.id.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(suggest("participant", "д", true, 8).await, "danel deria dina");
        assert_eq!(suggest("participant", "д", true, 2).await, "danel deria");
        assert_eq!(suggest("participant", "алі дер", true, 8).await, "deria");
        assert_eq!(suggest("participant", "д", false, 8).await, "");
        assert_eq!(suggest("event", "акс", false, 8).await, "water pipe");
        assert_eq!(suggest("attendance", "мект", false, 8).await, "a1 a2");
    });
}

#[test]
fn what_was_counted_is_kept_as_of_its_event_and_an_earlier_count_does_not_undo_it() {
    on_both(&catalogue(), async |scene| {
        let store = &scene.store;
        assert_eq!(store.kept("p", "row").await.expect("read"), None);
        store.put_kept("p", "row", 7, "[7]").await.expect("kept");
        store.put_kept("p", "row", 5, "[5]").await.expect("kept");
        assert_eq!(store.kept("p", "row").await.expect("read"), Some((7, "[7]".into())));
        store.put_kept("p", "row", 7, "[7, 7]").await.expect("kept");
        assert_eq!(store.kept("p", "row").await.expect("read"), Some((7, "[7, 7]".into())));
        assert_eq!(store.kept("q", "row").await.expect("read"), None);
    });
}

#[test]
fn a_word_that_nearly_all_have_and_a_rare_one_find_the_same_together_as_apart() {
    // Three that begin alike are many to the stories: then each record is asked whether it has the word.
    check(
        "participant a: nickname=Адам Бір
         participant b: nickname=Адам Екі
         participant c: nickname=Адам Үш
         attendance b1: event=pipe, participant=b
         attendance c1: event=water, participant=c",
        "participant | find адам
         participant | find адам еки
         participant | find адам адам | page 2 of 2
         attendance | find адам
         attendance | find адам ауыз
         attendance | find адам ауыз | where event.place=aqsu | where event.held_on=2024-06-01
         attendance | find адам жоқ",
        expect![[r#"
            participant | find адам
                a b c (3 in all)
            participant | find адам еки
                b (1 in all)
            participant | find адам адам | page 2 of 2
                c (3 in all)
            attendance | find адам
                b1 c1 (2 in all)
            attendance | find адам ауыз
                c1 (1 in all)
            attendance | find адам ауыз | where event.place=aqsu | where event.held_on=2024-06-01
                c1 (1 in all)
            attendance | find адам жоқ
                 (0 in all)
        "#]],
    );
}
