//! Examples that stand in books and articles.

use auyl_domain::statistics::change::{self, Pairs, Wave, paired, stratified};
use auyl_domain::statistics::planning::{Plan, answers_for_share, answers_needed, smallest_rise};
use auyl_domain::statistics::{Interval, gain, raking, sentence, share_change, share_interval, withheld};
use expect_test::{Expect, expect};

fn bounds(interval: Interval) -> String {
    format!("{:.4} to {:.4}", interval.low, interval.high)
}

fn check(text: String, expected: Expect) {
    expected.assert_eq(&text);
}

/// Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
#[test]
fn single_shares_are_those_of_newcombes_table() {
    for (yes, n, printed) in [
        (81, 263, "0.2553 to 0.3662"),
        (15, 148, "0.0624 to 0.1605"),
        (0, 20, "0.0000 to 0.1611"),
        (1, 29, "0.0061 to 0.1718"),
    ] {
        assert_eq!(bounds(share_interval(yes, n, None).expect("an interval")), printed, "{yes} of {n}");
    }
    assert_eq!(share_interval(1, 0, None), None);
    assert_eq!(share_interval(3, 2, None), None);
    assert_eq!(share_interval(3, 10, Some(9)), None);
}

/// Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10.
#[test]
fn changes_are_those_of_newcombes_table() {
    for (from, to, printed) in [
        ((48, 80), (56, 70), "0.0524 to 0.3339"),
        ((3, 10), (9, 10), "0.1705 to 0.8090"),
        ((2, 7), (6, 7), "0.0582 to 0.8062"),
        ((0, 29), (5, 56), "-0.0381 to 0.1926"),
        ((0, 20), (0, 10), "-0.1611 to 0.2775"),
        ((0, 10), (10, 10), "0.6075 to 1.0000"),
    ] {
        let change = share_change(from, to).expect("a change");
        assert_eq!(bounds(change.interval), printed, "{from:?} to {to:?}");
    }
}

/// Fagerland, Lydersen, Laake, Statistics in Medicine 33 (2014), 2850-2875: airways before and after transplantation.
#[test]
fn the_same_people_have_tangos_interval_and_mcnemars_p() {
    let pairs = Pairs { kept: 1, lost: 1, gained: 7, never: 12 };
    let change = paired(&pairs, None).expect("a change");
    check(
        format!("{:.4}, {}, p {:.4}", change.difference, bounds(change.interval), change.p),
        expect!["0.2857, 0.0260 to 0.5172, p 0.0703"],
    );
    let all = paired(&pairs, Some(21)).expect("a change");
    assert_eq!((all.interval.low, all.p), (all.difference, 0.0));
}

#[test]
fn a_mixed_panel_is_narrower_the_more_people_it_shares() {
    let (from, to) = (Wave::simple(12, 40), Wave::simple(20, 40));
    let pairs = |kept, lost, gained, never| Pairs { kept, lost, gained, never };
    let say = |pairs| bounds(change::mixed(&from, &to, &pairs).expect("a change").interval);
    check(
        [say(pairs(0, 0, 0, 0)), say(pairs(5, 1, 5, 9)), say(pairs(10, 2, 10, 18))].join("\n"),
        expect![[r#"
            -0.0138 to 0.3901
            0.0109 to 0.3686
            0.0394 to 0.3439"#]],
    );
    assert_eq!(say(pairs(0, 0, 0, 0)), bounds(change::independent(&from, &to).expect("a change").interval));
    assert_eq!(change::mixed(&from, &to, &pairs(20, 5, 5, 20)), None);
}

#[test]
fn two_villages_count_by_their_people() {
    let (one, two) = (share_change((10, 40), (20, 40)).expect("one"), share_change((10, 40), (10, 40)).expect("two"));
    let both = stratified(&[(300, one), (100, two)]).expect("both");
    check(
        format!("{:.4}, {}, p {:.4}", both.difference, bounds(both.interval), both.p),
        expect!["0.1875, 0.0217 to 0.3327, p 0.0269"],
    );
    assert_eq!(stratified(&[]), None);
}

#[test]
fn the_sentence_of_the_engaged_residents() {
    let said = sentence::sentence(&share_change((62, 200), (91, 200)).expect("a change"));
    check(
        format!(
            "{:?} from {} to {} by {} ({} to {}), certain: {}",
            said.way, said.from, said.to, said.points, said.low, said.high, said.is_certain
        ),
        expect!["Rose from 310 to 455 by 145 (50 to 237), certain: true"],
    );
    let fall = sentence::sentence(&share_change((12, 40), (11, 40)).expect("a change"));
    check(
        format!(
            "{:?} from {} to {} by {} ({} to {}), certain: {}",
            fall.way, fall.from, fall.to, fall.points, fall.low, fall.high, fall.is_certain
        ),
        expect!["Fell from 300 to 275 by 25 (-169 to 217), certain: false"],
    );
}

#[test]
fn what_a_plan_can_show_and_what_it_needs() {
    let plan = Plan { baseline: 0.3, population: None, design_effect: 1.0, power: 0.8 };
    // Fleiss (1981), table A.3 without its continuity correction: 0.30 against 0.50 needs 93.
    assert_eq!(answers_needed(&plan, 0.2), Some(93));
    assert!((smallest_rise(&plan, 93).expect("a rise") - 0.2).abs() < 1e-3);
    assert!(smallest_rise(&Plan { population: Some(200), ..plan }, 93) < smallest_rise(&plan, 93));
    let all = smallest_rise(&Plan { population: Some(200), ..plan }, 200).expect("a rise");
    assert!(all < 1e-9, "{all}");
    // Cochran (1977): 385 for half ± 5 points, 278 of a village of 1 000.
    let half = Plan { baseline: 0.5, ..plan };
    assert_eq!(answers_for_share(&half, 0.05), Some(385));
    assert_eq!(answers_for_share(&Plan { population: Some(1000), ..half }, 0.05), Some(278));
}

/// Student, Biometrika 6 (1908): hours of sleep gained by ten patients, second drug against first.
#[test]
fn gains_are_those_of_students_sleepers() {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let mut marks: Vec<_> = first.iter().zip(second).map(|(a, b)| (Some(*a), Some(b))).collect();
    marks.push((Some(5.0), None));
    let learnt = gain::gain(&marks).expect("a gain");
    check(
        format!(
            "{:.2} to {:.2}: {:.2}, {}, p {:.6}, n {}",
            learnt.before,
            learnt.after,
            learnt.gain.value,
            bounds(learnt.gain.interval),
            learnt.p,
            learnt.gain.n
        ),
        expect!["0.75 to 2.33: 1.58, 0.7001 to 2.4599, p 0.002833, n 10"],
    );
    assert_eq!(gain::gain(&marks[..1]), None);
}

#[test]
fn few_people_are_not_shown_nor_told_by_subtraction() {
    let say = |cells: &[u64]| {
        let shown = withheld::for_public(cells.iter().map(|n| (*n, *n)).collect());
        shown
            .iter()
            .map(|cell| if let withheld::Shown::Value(n) = cell { n.to_string() } else { "·".into() })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(say(&[12, 5, 30]), "12 5 30");
    assert_eq!(say(&[12, 4, 30]), "· · 30");
    assert_eq!(say(&[2, 4, 30]), "· · 30");
    assert_eq!(say(&[0, 5]), "0 5");
}

#[test]
fn margins_that_cannot_fit_are_told() {
    let margin = |groups: &[usize], people: &[f64]| raking::Margin { groups: groups.to_vec(), people: people.to_vec() };
    let rake = |margins: &[raking::Margin], cap| {
        raking::rake(&[1.0; 4], margins, raking::Limits { cap, ..Default::default() })
    };
    let sex = margin(&[0, 0, 0, 1], &[50.0, 50.0]);
    let even = rake(std::slice::from_ref(&sex), None).expect("weights");
    assert_eq!(even.effective_n, 3.0);
    let capped = rake(std::slice::from_ref(&sex), Some(1.5)).expect("weights");
    assert!(!capped.converged && capped.capped == 1 && capped.worst > 0.1, "{capped:?}");
    assert_eq!(rake(&[margin(&[0, 0, 0, 0], &[50.0, 50.0])], None), Err(raking::Unfit::Empty(0, 1)));
    assert_eq!(rake(&[sex.clone(), margin(&[0, 1, 0, 1], &[50.0, 51.0])], None), Err(raking::Unfit::Totals(1)));
    assert_eq!(rake(&[margin(&[0, 0, 0, 1], &[50.0, 0.0])], None), Err(raking::Unfit::Nobody(0, 1)));
    let yes = [Some(true), Some(true), Some(true), Some(false)];
    let sides = raking::both(&yes, &even.weights, Some(100)).expect("answers");
    check(
        format!(
            "{:.2}, {}; {:.2}, {}; worth {:.2} of {}",
            sides.plain,
            bounds(sides.plain_interval),
            sides.weighted,
            bounds(sides.weighted_interval),
            sides.effective_n,
            sides.n
        ),
        expect!["0.75, 0.3055 to 0.9534; 0.50, 0.1279 to 0.8721; worth 3.00 of 4"],
    );
    assert_eq!(raking::both(&[None; 4], &even.weights, None), None);
}
