//! People: what is personal is erased and no figure moves; who is the same; who fits a condition.

use super::check;
use expect_test::expect;

#[test]
fn erasing_dina_empties_what_is_personal_in_all_versions_and_changes_no_figure() {
    check(
        "participant dina: name=Дина, phone=87020000001, gender=female
         participant dina: name=Дина Ахметова, phone=87020000001, gender=female
         participant saule: name=Сәуле, gender=woman, phone=8702
         attendance one: event=gathering, participant=dina
         --
         figure persons(attendance) by participant.gender
         erase participant dina
         erase participant saule
         erase participant nobody
         history participant dina
         waiting
         figure persons(attendance) by participant.gender
         figure count(participant)
         matching participant where name is set
         events
         chain
         save participant dina: gender=female
         save participant saule: gender=female
         chain",
        expect![[r#"
            figure persons(attendance) by participant.gender
                1 by female: 1, male: 0
            erase participant dina
                done
            erase participant saule
                done
            erase participant nobody
                there is none
            history participant dina
                1 created: gender=female
                2 changed: gender=female
            waiting
                participant saule: [Review { code: "phone-malformed", field: "phone", typed: "" }, Review { code: "choice-unknown", field: "gender", typed: "" }]
            figure persons(attendance) by participant.gender
                1 by female: 1, male: 0
            figure count(participant)
                1; left out 1 to_review
            matching participant where name is set
            events
                1 created participant dina
                2 changed participant dina
                3 created participant saule
                4 created attendance one
                5 erased participant dina
                6 erased participant saule
            chain
                none
            save participant dina: gender=female
                0 created, 0 changed, 1 unchanged
            save participant saule: gender=female
                0 created, 1 changed, 0 unchanged
            chain
                none
        "#]],
    );
}

#[test]
fn the_same_person_twice_is_found() {
    check(
        "participant dina: name=Дина, gender=female, place=ulgi
         participant dina2: name=Дина, gender=female, place=ulgi
         participant dina3: name=Дина, gender=female, place=aqsu
         participant dina4: name=Дина, gender=woman, place=ulgi
         participant gone: name=Дина, gender=female, place=ulgi
         participant unnamed: gender=female, place=ulgi
         participant unnamed2: gender=female, place=ulgi
         event water: kind=seminar, spectators=5
         event roads: kind=seminar, spectators=5
         --
         remove participant gone
         same participant name, place
         same participant name
         same participant name, place | as of 9
         same event kind, spectators
         same event kind, nothing
         same participant phone",
        expect![[r#"
            remove participant gone
                done
            same participant name, place
                dina = dina2
            same participant name
                dina = dina2 = dina3
            same participant name, place | as of 9
                dina = dina2 = gone
            same event kind, spectators
                water = roads
            same event kind, nothing
                none
            same participant phone
                none
        "#]],
    );
}

#[test]
fn conditions_look_at_personal_fields_at_the_project_and_at_lists() {
    check(
        "passport p: title=Ауыл, starts_on=2024-04-01, ends_on=2024-11-25, office=ulgi, director=Айгүл
         participant dina: name=Дина, gender=female, topics=water; roads, friends=Saule; ulgi, place=ulgi
         participant saule: gender=female, topics=water_pipe, friends=saule_2
         participant saule2: name=Сәуле, topics=roads
         participant wrong: name=Ержан, gender=neither, topics=water
         event early: held_on=2024-03-31, place=ulgi
         event first: held_on=2024-04-01, place=ulgi
         event undated: place=ulgi
         event gathering: held_on=2024-12-01, place=aqsu, topics=water
         attendance came: event=gathering, participant=dina
         attendance came2: event=gathering, participant=saule
         --
         matching participant where name is set
         matching participant where name is not set
         matching participant where topics = water
         matching participant where topics = water_pipe
         matching participant where topics in (water, roads)
         matching participant where not (topics in (water, roads))
         matching participant where topics != water
         matching participant where friends = saule
         matching participant where friends = Saule
         matching participant where friends = \"saule-2\"
         matching participant where friends = saule_2
         matching participant where gender != female
         matching event where held_on < project.starts_on or held_on > project.ends_on
         matching event where not (held_on >= project.starts_on)
         matching event where place = project.office
         matching event where project.director is set
         matching attendance where participant.name is set
         matching attendance where participant.friends = participant.place
         matching attendance where participant.friends != participant.place
         matching attendance where not (participant.friends = participant.place)",
        expect![[r#"
            matching participant where name is set
                dina saule2
            matching participant where name is not set
                saule
            matching participant where topics = water
                dina
            matching participant where topics = water_pipe
                saule
            matching participant where topics in (water, roads)
                dina saule2
            matching participant where not (topics in (water, roads))
                saule
            matching participant where topics != water
                saule saule2
            matching participant where friends = saule
            matching participant where friends = Saule
                dina
            matching participant where friends = "saule-2"
            matching participant where friends = saule_2
                saule
            matching participant where gender != female
                saule2
            matching event where held_on < project.starts_on or held_on > project.ends_on
                early gathering
            matching event where not (held_on >= project.starts_on)
                early undated
            matching event where place = project.office
                early first undated
            matching event where project.director is set
                early first gathering undated
            matching attendance where participant.name is set
                came
            matching attendance where participant.friends = participant.place
                came
            matching attendance where participant.friends != participant.place
            matching attendance where not (participant.friends = participant.place)
                came2
        "#]],
    );
}
