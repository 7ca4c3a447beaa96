//! A hand inside the database is noticed.

use super::check;
use expect_test::expect;

const VILLAGE: &str = "event gathering: kind=gathering, spectators=10
    event gathering: kind=gathering, spectators=12
    event seminar: kind=seminar
    participant dina: name=Дина, gender=female
    --
    chain
    ";

fn check_hand(hand: &str, expected: expect_test::Expect) {
    check(&format!("{VILLAGE}{hand}\nchain"), expected);
}

#[test]
fn an_altered_row_is_found() {
    check_hand(
        "by-hand update r_event set spectators = 99 where id = 'gathering' and since = 2",
        expect![[r#"
        chain
            none
        by-hand update r_event set spectators = 99 where id = 'gathering' and since = 2
            done
        chain
            record-altered 2 event gathering
    "#]],
    );
}

#[test]
fn a_field_emptied_by_hand_is_found() {
    check_hand(
        "by-hand update r_event set kind = null where id = 'seminar'",
        expect![[r#"
        chain
            none
        by-hand update r_event set kind = null where id = 'seminar'
            done
        chain
            record-altered 3 event seminar
    "#]],
    );
}

#[test]
fn an_earlier_version_that_is_altered_is_found() {
    check_hand(
        "by-hand update r_event set spectators = 11 where id = 'gathering' and since = 1",
        expect![[r#"
        chain
            none
        by-hand update r_event set spectators = 11 where id = 'gathering' and since = 1
            done
        chain
            record-altered 1 event gathering
    "#]],
    );
}

#[test]
fn a_record_made_to_wait_for_review_is_found() {
    check_hand(
        "by-hand update r_event set review = '[{\"code\":\"x\",\"field\":\"\",\"typed\":\"\"}]' where id = 'seminar'",
        expect![[r#"
            chain
                none
            by-hand update r_event set review = '[{"code":"x","field":"","typed":""}]' where id = 'seminar'
                done
            chain
                record-altered 3 event seminar
        "#]],
    );
}

#[test]
fn a_record_ended_by_hand_is_found() {
    check_hand(
        "by-hand update r_event set until = 4 where id = 'seminar'",
        expect![[r#"
        chain
            none
        by-hand update r_event set until = 4 where id = 'seminar'
            done
        chain
            record-altered 3 event seminar
    "#]],
    );
}

#[test]
fn a_deleted_version_is_found() {
    check_hand(
        "by-hand delete from r_event where id = 'gathering' and since = 1",
        expect![[r#"
        chain
            none
        by-hand delete from r_event where id = 'gathering' and since = 1
            done
        chain
            record-lost 1 event gathering
    "#]],
    );
}

#[test]
fn a_version_slipped_in_is_found() {
    check_hand(
        "by-hand insert into r_event (project, id, since) values ('village', 'more', 2)",
        expect![[r#"
        chain
            none
        by-hand insert into r_event (project, id, since) values ('village', 'more', 2)
            done
        chain
            record-altered 2 event more
    "#]],
    );
}

#[test]
fn an_altered_event_is_found() {
    check_hand(
        "by-hand update event set actor = 'nobody' where seq = 2",
        expect![[r#"
        chain
            none
        by-hand update event set actor = 'nobody' where seq = 2
            done
        chain
            log-altered 2
    "#]],
    );
}

#[test]
fn a_deleted_event_is_found_and_so_is_the_record_it_told_of() {
    check_hand(
        "by-hand delete from event where seq = 3",
        expect![[r#"
        chain
            none
        by-hand delete from event where seq = 3
            done
        chain
            log-altered 4
            record-altered 3 event seminar
    "#]],
    );
}

#[test]
fn an_event_cut_off_at_the_end_leaves_a_record_without_a_word_about_it() {
    check_hand(
        "by-hand delete from event where seq = 4",
        expect![[r#"
        chain
            none
        by-hand delete from event where seq = 4
            done
        chain
            record-altered 4 participant dina
    "#]],
    );
}
