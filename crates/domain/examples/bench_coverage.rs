//! How often the 95 % intervals hold the truth: `bench_coverage WHAT` prints lines of a name and a
//! number for `cargo xtask bench coverage`. Nothing is drawn by chance: every sample that a village can give is counted
//! with its (hypergeometric) probability, so the coverage is exact.
//!
//! Villages of 60 to 1 500 people, samples of 25 to 60, shares of 5 to 50 %. A *cell* is a village and a sample size; its
//! coverage is the mean over the shares, for the coverage at a single share jumps with every person more or less, as
//! of any interval of a count. The lowest and highest coverage at a single share are printed beside it.

use auyl_domain::statistics::change::{Pairs, Wave, independent, paired};
use auyl_domain::statistics::{Interval, share_interval};

const VILLAGES: [i64; 8] = [60, 100, 150, 250, 400, 700, 1000, 1500];
const SAMPLES: [i64; 5] = [25, 30, 40, 50, 60];
const SHARES: [f64; 10] = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];

/// Coverage at every share (or pair of shares) of a cell.
type Cell = fn(&Logs, i64, i64) -> Vec<f64>;

fn main() {
    let what = std::env::args().nth(1).unwrap_or_default();
    let cell: Cell = match what.as_str() {
        "share" => shares,
        "independent" => others,
        "paired_0" => same::<0>,
        "paired_3" => same::<3>,
        "paired_6" => same::<6>,
        _ => return eprintln!("bench_coverage share|independent|paired_0|paired_3|paired_6"),
    };
    let logs = Logs::new(1500);
    let mut means = Vec::new();
    let mut single: Vec<f64> = Vec::new();
    for people in VILLAGES {
        for n in SAMPLES.into_iter().filter(|n| *n < people) {
            let found = cell(&logs, people, n);
            let mean = found.iter().sum::<f64>() / found.len() as f64;
            eprintln!("{people} people, {n} asked: {:.2} % ", 100.0 * mean);
            means.push(mean);
            single.extend(found);
        }
    }
    let least = |all: &[f64]| 100.0 * all.iter().copied().fold(1.0, f64::min);
    let most = |all: &[f64]| 100.0 * all.iter().copied().fold(0.0, f64::max);
    println!("cell_least {}\ncell_most {}", least(&means), most(&means));
    println!("mean {}", 100.0 * means.iter().sum::<f64>() / means.len() as f64);
    println!("single_least {}\nsingle_most {}", least(&single), most(&single));
}

/// Logarithms of factorials.
struct Logs(Vec<f64>);

impl Logs {
    fn new(most: usize) -> Logs {
        let mut logs = vec![0.0];
        (1..=most).for_each(|k| logs.push(logs[k - 1] + (k as f64).ln()));
        Logs(logs)
    }

    /// The logarithm of the number of ways to choose; minus infinity for none.
    fn ways(&self, of: i64, some: i64) -> f64 {
        if some < 0 || some > of {
            return f64::NEG_INFINITY;
        }
        self.0[of as usize] - self.0[some as usize] - self.0[(of - some) as usize]
    }

    /// Probability of each count of yes among `n` of `people` of whom `yes` would say yes.
    fn counts(&self, people: i64, yes: i64, n: i64) -> Vec<f64> {
        (0..=n).map(|k| (self.ways(yes, k) + self.ways(people - yes, n - k) - self.ways(people, n)).exp()).collect()
    }
}

/// A bound that equals the truth holds it, whatever the rounding.
fn holds(interval: Interval, truth: f64) -> bool {
    interval.low - 1e-9 <= truth && truth <= interval.high + 1e-9
}

fn people_of(share: f64, people: i64) -> i64 {
    (share * people as f64).round() as i64
}

/// Every number of people from 5 to 50 %.
fn shares(logs: &Logs, people: i64, n: i64) -> Vec<f64> {
    let intervals: Vec<_> = (0..=n).filter_map(|yes| share_interval(yes, n, Some(people))).collect();
    let cover = |yes: i64| {
        let all = logs.counts(people, yes, n);
        let truth = yes as f64 / people as f64;
        all.iter().zip(&intervals).filter(|(_, interval)| holds(**interval, truth)).map(|(p, _)| p).sum()
    };
    ((people + 19) / 20..=people / 2).map(cover).collect()
}

/// Every pair of ten shares, other people drawn in each wave.
fn others(logs: &Logs, people: i64, n: i64) -> Vec<f64> {
    let wave = |yes| Wave { yes, n, population: Some(people), design_effect: 1.0 };
    let change =
        |a, b| independent(&wave(a), &wave(b)).map_or(Interval { low: 2.0, high: 2.0 }, |change| change.interval);
    let intervals: Vec<Vec<Interval>> = (0..=n).map(|a| (0..=n).map(|b| change(a, b)).collect()).collect();
    let counts: Vec<(i64, Vec<f64>)> =
        SHARES.iter().map(|share| people_of(*share, people)).map(|yes| (yes, logs.counts(people, yes, n))).collect();
    let mut found = Vec::new();
    for (before, first) in &counts {
        for (after, second) in &counts {
            let truth = (after - before) as f64 / people as f64;
            let row = |(p, of): (&f64, &Vec<Interval>)| -> f64 {
                p * second.iter().zip(of).filter(|(_, i)| holds(**i, truth)).map(|(p, _)| p).sum::<f64>()
            };
            found.push(first.iter().zip(&intervals).map(row).sum());
        }
    }
    found
}

/// Every pair of ten shares, the same people in both waves; their answers go together with a correlation of so many
/// tenths, or as far as the two shares allow.
fn same<const TENTHS: u8>(logs: &Logs, people: i64, n: i64) -> Vec<f64> {
    let pairs = |lost: i64, gained: i64| Pairs { kept: n - lost - gained, lost, gained, never: 0 };
    // Tango's interval knows only who changed; who kept the answer may stand in either corner.
    let change = |lost, gained| paired(&pairs(lost, gained), Some(people)).map(|change| change.interval);
    let none = Interval { low: 2.0, high: 2.0 };
    let intervals: Vec<Vec<Interval>> =
        (0..=n).map(|lost| (0..=n - lost).map(|gained| change(lost, gained).unwrap_or(none)).collect()).collect();
    let mut found = Vec::new();
    for before in SHARES {
        for after in SHARES {
            let together = f64::from(TENTHS) / 10.0 * (before * (1.0 - before) * after * (1.0 - after)).sqrt();
            let kept = (before * after + together).min(before).min(after);
            let (lost, gained) = (people_of(before - kept, people), people_of(after - kept, people));
            let truth = (gained - lost) as f64 / people as f64;
            let mut sum = 0.0;
            for (l, row) in intervals.iter().enumerate() {
                for (g, interval) in row.iter().enumerate() {
                    let (l, g) = (l as i64, g as i64);
                    let ways = logs.ways(lost, l) + logs.ways(gained, g) + logs.ways(people - lost - gained, n - l - g);
                    if ways.is_finite() && holds(*interval, truth) {
                        sum += (ways - logs.ways(people, n)).exp();
                    }
                }
            }
            found.push(sum);
        }
    }
    found
}
