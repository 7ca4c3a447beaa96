//! What is counted, what is left out and told, and what stands behind it.

use super::check;
use expect_test::expect;

#[test]
fn a_record_to_review_is_counted_nowhere_and_told_as_left_out() {
    check(
        "place ulgi: title=Үлгі
         event gathering: kind=gathering, place=ulgi, spectators=10
         event concert: kind=concert, place=ulgi, spectators=500
         --
         waiting
         figure count(event) by place
         figure sum(event.spectators)
         figure mean(event.spectators)
         matching event where spectators > 0
         behind count(event)
         save event concert: kind=gathering, place=ulgi, spectators=500
         waiting
         figure count(event) by place
         figure count(event) by kind | as of 3
         waiting | as of 3",
        expect![[r#"
            waiting
                event concert: [Review { code: "choice-unknown", field: "kind", typed: "concert" }]
            figure count(event) by place
                1 by ulgi: 1; left out 1 to_review
            figure sum(event.spectators)
                10; left out 1 to_review
            figure mean(event.spectators)
                10/1; left out 1 to_review
            matching event where spectators > 0
                gathering
            behind count(event)
                event gathering as of 2, 0 files
            save event concert: kind=gathering, place=ulgi, spectators=500
                0 created, 1 changed, 0 unchanged
            waiting
                none
            figure count(event) by place
                2 by ulgi: 2
            figure count(event) by kind | as of 3
                1 by gathering: 1, seminar: 0, photo: 0; left out 1 to_review
            waiting | as of 3
                event concert: [Review { code: "choice-unknown", field: "kind", typed: "concert" }]
        "#]],
    );
}

#[test]
fn who_signed_without_being_known_is_left_out_as_no_person() {
    check(
        "event gathering: activity=a1, kind=gathering
         attendance one: event=gathering, participant=dina
         attendance two: event=gathering, participant=dina
         attendance three: event=gathering
         attendance other: event=elsewhere
         --
         figure persons(attendance)
         figure persons(attendance) | of a1
         figure persons(attendance where event.kind = gathering)
         figure least(persons(attendance) per event)
         figure count(attendance)
         behind persons(attendance)
         behind least(persons(attendance) per event)",
        expect![[r#"
            figure persons(attendance)
                1; left out 2 no_person
            figure persons(attendance) | of a1
                1; left out 1 no_person
            figure persons(attendance where event.kind = gathering)
                1; left out 1 no_person
            figure least(persons(attendance) per event)
                1; left out 2 no_person
            figure count(attendance)
                4
            behind persons(attendance)
                attendance one as of 2, 0 files
                attendance two as of 3, 0 files
            behind least(persons(attendance) per event)
                attendance one as of 2, 0 files
                attendance two as of 3, 0 files
        "#]],
    );
}

#[test]
fn groups_may_be_empty_and_so_may_everything() {
    check(
        "event gathering: kind=gathering, place=ulgi
         event seminar: kind=seminar, place=ulgi
         event seminar2: kind=seminar, place=aqsu
         evidence one: event=gathering, kind=photo
         evidence two: event=gathering, kind=photo
         evidence three: event=seminar2, kind=photo
         --
         figure least(count(evidence) per event)
         figure least(count(evidence) per event where kind = gathering)
         figure most(count(evidence) per event)
         figure mean(count(evidence) per event) by kind
         figure mean(count(evidence) per event) by place
         figure least(count(evidence) per activity)
         figure mean(survey_engagement.hours)
         figure share(engagement where engaged = yes)
         figure sum(engagement.cost)
         figure change(share(engagement where engaged = yes), wave: baseline -> endline)",
        expect![[r#"
            figure least(count(evidence) per event)
                0
            figure least(count(evidence) per event where kind = gathering)
                2
            figure most(count(evidence) per event)
                2
            figure mean(count(evidence) per event) by kind
                3/3 by gathering: 2/1, seminar: 1/2, photo: –
            figure mean(count(evidence) per event) by place
                3/3 by aqsu: 1/1, ulgi: 2/2
            figure least(count(evidence) per activity)
                –
            figure mean(survey_engagement.hours)
                –
            figure share(engagement where engaged = yes)
                –
            figure sum(engagement.cost)
                0
            figure change(share(engagement where engaged = yes), wave: baseline -> endline)
                –
        "#]],
    );
}

#[test]
fn files_stand_behind_what_was_filed_under_its_event() {
    check(
        "event gathering: kind=gathering
         attendance one: event=gathering, participant=dina
         evidence a: event=gathering, file=a.jpg
         evidence b: event=gathering, file=b.jpg
         evidence wrong: event=gathering, file=c.jpg, kind=concert
         --
         behind count(event)
         behind persons(attendance)
         behind count(evidence)
         behind count(event) | as of 3
         behind count(event) + count(event where kind = gathering)",
        expect![[r#"
            behind count(event)
                event gathering as of 1, 2 files
            behind persons(attendance)
                attendance one as of 2, 2 files
            behind count(evidence)
                evidence a as of 3, 1 files
                evidence b as of 4, 1 files
            behind count(event) | as of 3
                event gathering as of 1, 1 files
            behind count(event) + count(event where kind = gathering)
                event gathering as of 1, 2 files
        "#]],
    );
}

#[test]
fn a_survey_is_compared_between_its_waves() {
    check(
        "survey_engagement one: wave=baseline, engaged=no, cost=10.50
         survey_engagement two: wave=baseline, engaged=yes
         survey_engagement three: wave=endline, engaged=yes, cost=0.50
         survey_engagement four: wave=endline
         --
         figure share(engagement where engaged = yes)
         figure share(engagement where engaged = yes) by wave
         figure share(engagement where engaged = yes) at wave = endline
         figure change(share(engagement where engaged = yes), wave: baseline -> endline)
         figure sum(engagement.cost)
         figure mean(engagement.cost)
         behind share(engagement where engaged = yes)",
        expect![[r#"
            figure share(engagement where engaged = yes)
                2/3
            figure share(engagement where engaged = yes) by wave
                2/3 by baseline: 1/2, endline: 1/1
            figure share(engagement where engaged = yes) at wave = endline
                1/1
            figure change(share(engagement where engaged = yes), wave: baseline -> endline)
                1/2
            figure sum(engagement.cost)
                1100
            figure mean(engagement.cost)
                1100/2
            behind share(engagement where engaged = yes)
                survey_engagement three as of 3, 0 files
                survey_engagement two as of 2, 0 files
        "#]],
    );
}
