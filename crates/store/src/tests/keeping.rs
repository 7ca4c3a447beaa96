//! Versions: nothing is overwritten, and what was can be read as it was.

use super::check;
use expect_test::expect;

#[test]
fn a_record_that_changes_keeps_its_earlier_versions() {
    check(
        "event gathering: kind=gathering, place=ulgi, held_on=2024-05-14, spectators=10
         --
         save event gathering: kind=gathering, place=ulgi, held_on=2024-05-15, spectators=12
         save event gathering: kind=gathering, place=ulgi, held_on=2024-05-15, spectators=12
         history event gathering
         record event gathering | as of 1
         record event gathering
         record event gathering | as of 0
         events
         chain",
        expect![[r#"
            save event gathering: kind=gathering, place=ulgi, held_on=2024-05-15, spectators=12
                0 created, 1 changed, 0 unchanged
            save event gathering: kind=gathering, place=ulgi, held_on=2024-05-15, spectators=12
                0 created, 0 changed, 1 unchanged
            history event gathering
                1 created: held_on=2024-05-14, kind=gathering, place=ulgi, spectators=10
                2 changed: held_on=2024-05-15, kind=gathering, place=ulgi, spectators=12
            record event gathering | as of 1
                held_on=2024-05-14, kind=gathering, place=ulgi, spectators=10
            record event gathering
                held_on=2024-05-15, kind=gathering, place=ulgi, spectators=12
            record event gathering | as of 0
                none
            events
                1 created event gathering
                2 changed event gathering
            chain
                none
        "#]],
    );
}

#[test]
fn a_changed_record_changes_the_readings_that_rest_on_it_and_no_other() {
    check(
        "event gathering: kind=gathering, place=ulgi, spectators=10
         event seminar: kind=seminar, place=ulgi, spectators=5
         --
         save event seminar: kind=gathering, place=ulgi, spectators=7
         figure count(event)
         figure count(event where kind = seminar)
         figure count(event where kind = seminar) | as of 2
         figure sum(event.spectators)
         figure sum(event.spectators) | as of 2
         figure sum(event.spectators) | as of 1
         figure sum(event.spectators) | as of 0
         behind sum(event.spectators)
         behind sum(event.spectators) | as of 2",
        expect![[r#"
            save event seminar: kind=gathering, place=ulgi, spectators=7
                0 created, 1 changed, 0 unchanged
            figure count(event)
                2
            figure count(event where kind = seminar)
                0
            figure count(event where kind = seminar) | as of 2
                1
            figure sum(event.spectators)
                17
            figure sum(event.spectators) | as of 2
                15
            figure sum(event.spectators) | as of 1
                10
            figure sum(event.spectators) | as of 0
                0
            behind sum(event.spectators)
                event gathering as of 1, 0 files
                event seminar as of 3, 0 files
            behind sum(event.spectators) | as of 2
                event gathering as of 1, 0 files
                event seminar as of 2, 0 files
        "#]],
    );
}

#[test]
fn a_removed_record_is_counted_no_more_but_was_and_may_come_back() {
    check(
        "event gathering: kind=gathering
         event seminar: kind=seminar
         --
         remove event seminar
         figure count(event)
         figure count(event) | as of 2
         record event seminar
         list event
         list event | as of 2
         remove event seminar
         remove event nobody
         save event seminar: kind=seminar
         figure count(event)
         figure count(event) | as of 3
         events
         history event seminar
         chain",
        expect![[r#"
            remove event seminar
                done
            figure count(event)
                1
            figure count(event) | as of 2
                2
            record event seminar
                none
            list event
                gathering
            list event | as of 2
                gathering seminar
            remove event seminar
                there is none
            remove event nobody
                there is none
            save event seminar: kind=seminar
                1 created, 0 changed, 0 unchanged
            figure count(event)
                2
            figure count(event) | as of 3
                1
            events
                1 created event gathering
                2 created event seminar
                3 removed event seminar
                4 created event seminar
            history event seminar
                2 created: kind=seminar
                4 created: kind=seminar
            chain
                none
        "#]],
    );
}

#[test]
fn every_kind_of_field_comes_back_as_it_was_saved() {
    check(
        "event gathering: activity=a1, kind=gathering, place=ulgi, held_on=14.05.2024, spectators=1 200, topics=water; roads, hours=1,5, starts=9:05
         participant dina: name=Дина «Ә» O'Neil; %_\", phone=8 702 000 00 01, gender=female, friends=saule; aigul, place=ulgi
         attendance came: event=gathering, participant=dina, paid=1 234,56
         evidence photo: event=gathering, kind=photo, file=a:b, c.jpg
         survey_engagement first: engaged=no, hours=0
         --
         record event gathering
         record participant dina
         record attendance came
         record evidence photo
         record survey_engagement first
         save participant dina: name=Дина «Ә» O'Neil; %_\", phone=+77020000001, gender=female, friends=aigul; saule, place=ulgi
         save survey_engagement first: engaged=no, hours=0",
        expect![[r#"
            record event gathering
                activity=a1, held_on=2024-05-14, hours=1.5, kind=gathering, place=ulgi, spectators=1200, starts=09:05, topics=roads, water
            record participant dina
                friends=aigul, saule, gender=female, name=Дина «Ә» O'Neil; %_", phone=+77020000001, place=ulgi
            record attendance came
                event=gathering, paid=1234.56, participant=dina
            record evidence photo
                event=gathering, file=a:b, kind=photo
            record survey_engagement first
                engaged=no, hours=0
            save participant dina: name=Дина «Ә» O'Neil; %_", phone=+77020000001, gender=female, friends=aigul; saule, place=ulgi
                0 created, 0 changed, 1 unchanged
            save survey_engagement first: engaged=no, hours=0
                0 created, 0 changed, 1 unchanged
        "#]],
    );
}

#[test]
fn records_stand_by_position_then_day_and_those_without_stand_last_on_both_databases() {
    check(
        "place ulgi: title=Үлгі, position=2
         place aqsu: title=Ақсу
         place Zhana: title=Жаңа
         place bula: title=Бұла, position=1
         --
         list place",
        expect![[r#"
            list place
                bula ulgi Zhana aqsu
        "#]],
    );
}
