//! What holds for every sample.

use auyl_domain::statistics::change::{Change, Pairs, Wave, independent, mixed, paired};
use auyl_domain::statistics::{Interval, share_interval};
use proptest::prelude::*;

/// Rounding of a float.
const HAIR: f64 = 1e-9;

fn width(interval: Interval) -> f64 {
    interval.high - interval.low
}

fn holds(change: &Change) -> bool {
    let Interval { low, high } = change.interval;
    let around = low <= change.difference + HAIR && change.difference <= high + HAIR;
    around && low >= -1.0 - HAIR && high <= 1.0 + HAIR && (0.0..=1.0).contains(&change.p)
}

fn mirrored(one: &Change, other: &Change) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-7;
    near(one.interval.low, -other.interval.high) && near(one.interval.high, -other.interval.low) && near(one.p, other.p)
}

proptest! {
    #[test]
    fn shares(n in 1i64..200, part in 0.0f64..=1.0, more in 0i64..500) {
        let yes = (part * n as f64).round() as i64;
        let [plain, small] = [None, Some(n + more)].map(|all| share_interval(yes, n, all).expect("an interval"));
        let share = yes as f64 / n as f64;
        prop_assert!(0.0 <= plain.low && plain.low <= share && share <= plain.high && plain.high <= 1.0);
        prop_assert!(width(small) <= width(plain) + HAIR);
        prop_assert!(more > 0 || width(small) == 0.0);
        let twice = share_interval(2 * yes, 2 * n, None).expect("an interval");
        prop_assert!(width(twice) < width(plain));
        let no = share_interval(n - yes, n, None).expect("an interval");
        prop_assert!((no.low - (1.0 - plain.high)).abs() < HAIR && (no.high - (1.0 - plain.low)).abs() < HAIR);
    }

    #[test]
    fn changes_of_other_people(n in 1i64..80, m in 1i64..80, a in 0.0f64..=1.0, b in 0.0f64..=1.0, more in 0i64..300) {
        let wave = |n: i64, part: f64, turned: bool| {
            let yes = (part * n as f64).round() as i64;
            Wave { yes: if turned { n - yes } else { yes }, n, population: Some(80 + more), design_effect: 1.0 }
        };
        let change = independent(&wave(n, a, false), &wave(m, b, false)).expect("a change");
        prop_assert!(holds(&change), "{change:?}");
        prop_assert!(mirrored(&change, &independent(&wave(n, a, true), &wave(m, b, true)).expect("a change")));
        prop_assert!(mirrored(&change, &independent(&wave(m, b, false), &wave(n, a, false)).expect("a change")));
        let wider = Wave { design_effect: 1.5, ..wave(n, a, false) };
        let wider = independent(&wider, &wave(m, b, false)).expect("a change");
        prop_assert!(n == 80 + more || width(wider.interval) >= width(change.interval) - HAIR);
    }

    #[test]
    fn changes_of_the_same_people(kept in 0i64..30, lost in 0i64..30, gained in 0i64..30, never in 1i64..30, more in 0i64..300) {
        let pairs = Pairs { kept, lost, gained, never };
        let people = Some(pairs.n() + more);
        let change = paired(&pairs, people).expect("a change");
        prop_assert!(holds(&change), "{change:?}");
        let turned = Pairs { kept: never, lost: gained, gained: lost, never: kept };
        prop_assert!(mirrored(&change, &paired(&turned, people).expect("a change")));
        prop_assert!(width(change.interval) <= width(paired(&pairs, None).expect("a change").interval) + HAIR);
        let wave = |yes| Wave { yes, n: pairs.n(), population: people, design_effect: 1.0 };
        let same = mixed(&wave(kept + lost), &wave(kept + gained), &pairs).expect("a change");
        prop_assert!(holds(&same), "{same:?}");
    }
}
