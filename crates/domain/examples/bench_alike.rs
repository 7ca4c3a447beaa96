//! How well and how fast problems that repeat each other are found: `bench_alike quality|speed` prints lines of a name and
//! a number for `cargo xtask bench alike`. With `misses` it tells what went wrong in the tuning half; the held-out half is
//! not shown, so that nobody tunes on it by accident.

#[path = "../tests/alike/mod.rs"]
mod alike;

use alike::{Labelled, concepts, labelled, quality};
use auyl_domain::alike::Likeness;
use std::time::Instant;

fn main() {
    let (tuning, held_out) = (labelled("tuning.txt"), labelled("held_out.txt"));
    match std::env::args().nth(1).unwrap_or_default().as_str() {
        "quality" => {
            print("tuning", &tuning, &[&tuning, &held_out]);
            print("held_out", &held_out, &[&tuning, &held_out]);
        }
        "misses" => quality(&tuning, &[&tuning, &held_out]).misses.iter().for_each(|miss| println!("{miss}")),
        "speed" => speed(&tuning, &held_out),
        _ => eprintln!("bench_alike quality|misses|speed"),
    }
}

fn print(half: &str, asked: &[Labelled], among: &[&[Labelled]]) {
    let found = quality(asked, among);
    println!("{half}_texts {}", asked.len());
    println!(
        "{half}_problems {}",
        asked.iter().filter_map(|text| text.problem.as_ref()).collect::<std::collections::BTreeSet<_>>().len()
    );
    println!(
        "{half}_languages {}",
        asked.iter().map(|text| text.lang.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    );
    println!("{half}_recall_at_5 {:.1}", found.recall_at_5);
    println!("{half}_precision {:.1}", found.precision);
    println!("{half}_recall {:.1}", found.recall);
    println!("{half}_singles_alarmed {:.1}", found.singles_alarmed);
}

/// 100 000 texts: the labelled ones in 400 villages with streets, numbers and now and then half of another text.
fn speed(tuning: &[Labelled], held_out: &[Labelled]) {
    let all: Vec<&Labelled> = tuning.iter().chain(held_out).collect();
    let mut likeness = Likeness::new(concepts());
    let mut chance = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance % below as u64) as usize
    };
    let began = Instant::now();
    for n in 0..100_000 {
        let (one, other) = (all[next(all.len())], all[next(all.len())]);
        let mut text = one.text.clone();
        if next(3) == 0 {
            let half: Vec<&str> = other.text.split(' ').take(3).collect();
            text = format!("{text} {}", half.join(" "));
        }
        text = format!("{text} көше{} үй {}", street(next(3_000)), next(90));
        likeness.add(&n.to_string(), &text, &format!("v{}", next(400)), &one.sphere);
    }
    println!("fill_seconds {:.2}", began.elapsed().as_secs_f64());
    println!("bytes_per_text {}", likeness.bytes() / likeness.n_texts());
    let mut times: Vec<f64> = Vec::new();
    for text in &all {
        let began = Instant::now();
        let found = likeness.candidates(&text.text, &format!("v{}", next(400)), &text.sphere, 5);
        times.push(began.elapsed().as_secs_f64() * 1e3);
        assert!(found.len() <= 5);
    }
    times.sort_by(f64::total_cmp);
    println!("median_milliseconds {:.2}", times[times.len() / 2]);
    println!("p99_milliseconds {:.2}", times[times.len() * 99 / 100]);
    println!("worst_milliseconds {:.2}", times[times.len() - 1]);
}

/// A name of a street that no list has.
fn street(mut n: usize) -> String {
    let syllables = ["ба", "те", "қо", "ры", "ма", "сә", "лі", "жұ", "ды", "нө", "ка", "ши"];
    let mut name = String::new();
    for _ in 0..4 {
        name += syllables[n % syllables.len()];
        n /= syllables.len();
        n += 7;
    }
    name
}
