//! Answers to the two surveys in two waves. How many said what is fixed; who said it is chance.

use super::calendar::VILLAGES;
use super::dice::{Dice, repeated};
use super::table::Table;

/// A wave of a survey in a village: answers, of which engaged.
struct Wave {
    wave: &'static str,
    month: &'static str,
    answers: [usize; 3],
    engaged: [usize; 3],
}

/// 65 of 160 and 86 of 156: a change of 14.5 percentage points.
const ENGAGEMENT: [Wave; 2] = [
    Wave { wave: "baseline", month: "2024-04", answers: [54, 53, 53], engaged: [22, 21, 22] },
    Wave { wave: "endline", month: "2024-10", answers: [52, 52, 52], engaged: [29, 28, 29] },
];
const ACTIVISTS: [Wave; 2] = [
    Wave { wave: "baseline", month: "2024-04", answers: [49, 49, 49], engaged: [19, 18, 20] },
    Wave { wave: "endline", month: "2024-10", answers: [49, 49, 49], engaged: [33, 31, 34] },
];
/// Working age only: no children, few pensioners.
const AGES: [(&str, usize); 5] = [("17_22", 8), ("23_27", 15), ("28_32", 17), ("33_45", 38), ("46_58", 22)];
const HOW_OFTEN: [&str; 4] = ["never", "once", "sometimes", "often"];
const TRUST: [&str; 4] = ["none", "low", "middle", "high"];
/// What hurts in each village, the most frequent first.
const PROBLEMS: [[&str; 5]; 3] = [
    ["communication", "land", "civil_society", "roads", "water"],
    ["gas", "school", "civil_society", "ecology", "kindergarten"],
    ["water", "roads", "sport", "employment", "land"],
];
const GROUPS: [&str; 6] = ["pensioners", "youth", "families", "disability", "civil_servants", "self_employed"];

/// How engaged residents feel who are in no organisation.
pub fn engagement() -> (String, String) {
    let mut dice = Dice::of("survey_engagement");
    let mut table = Table::of(
        "survey_engagement",
        "activity wave place answered_on respondent taken_how gender age_band ngo_member engaged \
         gathering_how_often knows_community knows_budget can_influence trust_akim trust_deputies main_problem",
    );
    let ages = repeated(&AGES);
    for wave in &ENGAGEMENT {
        let is_late = wave.wave == "endline";
        let mut respondent = 0;
        for (at, village) in VILLAGES.iter().enumerate() {
            let mut engaged = repeated(&[(true, wave.engaged[at]), (false, wave.answers[at] - wave.engaged[at])]);
            dice.shuffle(&mut engaged);
            for is_engaged in engaged {
                respondent += 1;
                let lift = usize::from(is_engaged) + usize::from(is_late);
                let mut yes = |per_cent: usize| flag(dice.chance(per_cent));
                let (community, budget, influence) = (yes(25 + 30 * lift), yes(10 + 25 * lift), yes(20 + 25 * lift));
                let row = [
                    "a1-3",
                    wave.wave,
                    village.id,
                    &format!("{}-{:02}", wave.month, 8 + dice.below(10)),
                    &respondent.to_string(),
                    if dice.chance(70) { "interview" } else { "paper" },
                    if dice.chance(58) { "female" } else { "male" },
                    dice.one(&ages),
                    "no",
                    flag(is_engaged),
                    HOW_OFTEN[(usize::from(is_engaged) * 2 + dice.below(2)).min(3)],
                    community,
                    budget,
                    influence,
                    TRUST[(dice.below(3) + usize::from(is_late)).min(3)],
                    TRUST[(dice.below(2) + usize::from(is_late)).min(3)],
                    problem(at, &mut dice, None),
                ];
                table.row(&format!("en-{}{respondent:03}", &wave.wave[..1]), &row);
            }
        }
    }
    table.finish()
}

/// What activists hold to be the needs of their village.
pub fn activists() -> (String, String) {
    let mut dice = Dice::of("survey_activists");
    let mut table = Table::of(
        "survey_activists",
        "activity wave place answered_on respondent taken_how gender age_band social_group \
         first_problem second_problem third_problem ready_to_help knows_state_order",
    );
    let ages = repeated(&AGES);
    for wave in &ACTIVISTS {
        for (at, village) in VILLAGES.iter().enumerate() {
            let mut knows = repeated(&[(true, wave.engaged[at]), (false, wave.answers[at] - wave.engaged[at])]);
            dice.shuffle(&mut knows);
            for (n, knows) in knows.into_iter().enumerate() {
                let first = problem(at, &mut dice, None);
                let second = problem(at, &mut dice, Some(first));
                let third = PROBLEMS[at].iter().find(|word| **word != first && **word != second);
                let row = [
                    "a1-5",
                    wave.wave,
                    village.id,
                    &format!("{}-{:02}", wave.month, 18 + dice.below(10)),
                    &(n + 1).to_string(),
                    if dice.chance(50) { "interview" } else { "paper" },
                    if dice.chance(60) { "female" } else { "male" },
                    dice.one(&ages),
                    dice.one(&GROUPS),
                    first,
                    second,
                    third.copied().unwrap_or_default(),
                    flag(dice.chance(65)),
                    flag(knows),
                ];
                table.row(&format!("ac-{}{}{:02}", &wave.wave[..1], &village.id[..1], n + 1), &row);
            }
        }
    }
    table.finish()
}

fn flag(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// A problem of the village, the first ones oftener, but not the one already named.
fn problem(village: usize, dice: &mut Dice, named: Option<&str>) -> &'static str {
    let at = dice.below(PROBLEMS[village].len()).min(dice.below(PROBLEMS[village].len()));
    let all: Vec<&'static str> = PROBLEMS[village].iter().copied().filter(|word| Some(*word) != named).collect();
    all[at.min(all.len() - 1)]
}
