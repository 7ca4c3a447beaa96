//! The numbers of R's `survey` for its Californian schools; `api/make.R` writes both sides anew.

use auyl_domain::statistics::design::{Design, Drawn, Flaw, Stage};
use auyl_domain::statistics::raking::{Limits, Margin, rake};
use std::collections::BTreeMap;

struct School {
    district: u32,
    school: u32,
    level: u32,
    wide: bool,
    api00: f64,
    api99: f64,
    enroll: Option<f64>,
    weight: f64,
    of: [f64; 2],
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn schools(text: &str) -> Vec<School> {
    let school = |cells: Vec<&str>| {
        let number = |at: usize| cells[at].parse::<f64>().expect("a number");
        School {
            district: number(0) as u32,
            school: number(1) as u32,
            level: ["E", "H", "M"].iter().position(|level| *level == cells[2]).expect("a level") as u32,
            wide: cells[3] == "Yes",
            api00: number(4),
            api99: number(5),
            enroll: cells[6].parse().ok(),
            weight: number(7),
            of: [number(8), number(9)],
        }
    };
    rows(text).map(school).collect()
}

const APISRS: &str = include_str!("api/apisrs.csv");
const APISTRAT: &str = include_str!("api/apistrat.csv");
const APICLUS1: &str = include_str!("api/apiclus1.csv");
const APICLUS2: &str = include_str!("api/apiclus2.csv");

fn design(name: &str) -> (Vec<School>, Design) {
    let stage = |stratum, unit, population| Stage { stratum, unit, population };
    let (text, stages): (_, fn(&School) -> Vec<Stage>) = match name {
        "apisrs" => (APISRS, |s| vec![Stage { stratum: 0, unit: s.school, population: Some(s.of[0]) }]),
        "apistrat" => (APISTRAT, |s| vec![Stage { stratum: s.level, unit: s.school, population: Some(s.of[0]) }]),
        "apiclus1" => (APICLUS1, |s| vec![Stage { stratum: 0, unit: s.district, population: Some(s.of[0]) }]),
        "apiclus2" => (APICLUS2, |s| {
            let district = Stage { stratum: 0, unit: s.district, population: Some(s.of[0]) };
            vec![district, Stage { stratum: 0, unit: s.school, population: Some(s.of[1]) }]
        }),
        like => {
            let all = schools(if like == "apiclus1_like" { APICLUS1 } else { APICLUS2 });
            let answers: Vec<_> = all.iter().map(|s| (s.district, s.weight)).collect();
            return (all, Design::villages_like_these(&answers).expect("a design"));
        }
    };
    let all = schools(text);
    let mut drawn: Vec<Drawn> = all.iter().map(|s| Drawn { stages: stages(s), weight: s.weight }).collect();
    if name == "apiclus2" {
        // R takes the weights of this design from the numbers of units: N/n of both stages.
        let mut taken: BTreeMap<u32, f64> = BTreeMap::new();
        all.iter().for_each(|s| *taken.entry(s.district).or_default() += 1.0);
        let districts = taken.len() as f64;
        for (drawn, s) in drawn.iter_mut().zip(&all) {
            drawn.weight = s.of[0] / districts * s.of[1] / taken[&s.district];
        }
    }
    assert_eq!(Design::new(vec![Drawn { stages: vec![stage(0, 0, None)], weight: 1.0 }]), Err(Flaw::Alone(0)));
    (all, Design::new(drawn).expect("a design"))
}

#[test]
fn every_figure_agrees_with_r() {
    let mut seen = 0;
    for cells in rows(include_str!("api/expected.csv")) {
        let (all, design) = design(cells[0]);
        let of = |value: &dyn Fn(&School) -> Option<f64>| all.iter().map(value).collect::<Vec<_>>();
        let found = match cells[1] {
            "mean" => design.mean(&of(&|s| Some(s.api00))),
            "total" => design.total(&of(&|s| s.enroll)),
            "share" => design.mean(&of(&|s| Some(f64::from(u8::from(s.wide))))),
            _ => design.ratio(&all.iter().map(|s| Some((s.api00, s.api99))).collect::<Vec<_>>()),
        };
        let found = found.expect("an estimate");
        let ours = [found.value, found.error, found.interval.low, found.interval.high, found.degrees];
        for (ours, theirs) in ours.iter().zip(&cells[2..]) {
            let theirs: f64 = theirs.parse().expect("a number");
            assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{cells:?}: {found:?}");
        }
        if cells[1] == "share" {
            let bounded = design.share(&all.iter().map(|s| Some(s.wide)).collect::<Vec<_>>()).expect("a share");
            assert_eq!((bounded.value, bounded.error), (found.value, found.error));
            assert!(bounded.interval.high <= 1.0 && bounded.interval.low < found.value);
        }
        seen += 1;
    }
    assert_eq!(seen, 24);
}

#[test]
fn raked_weights_agree_with_r() {
    let all = schools(APICLUS1);
    let start: Vec<f64> = all.iter().map(|s| s.weight).collect();
    let level = Margin { groups: all.iter().map(|s| s.level as usize).collect(), people: vec![4421.0, 755.0, 1018.0] };
    let wide = Margin { groups: all.iter().map(|s| usize::from(s.wide)).collect(), people: vec![1072.0, 5122.0] };
    let raked = rake(&start, &[level, wide], Limits::default()).expect("weights");
    assert!(raked.converged, "{raked:?}");
    for ((cells, ours), s) in rows(include_str!("api/raked.csv")).zip(&raked.weights).zip(&all) {
        assert_eq!(cells[0], s.school.to_string());
        let theirs: f64 = cells[1].parse().expect("a number");
        assert!((ours - theirs).abs() < 1e-6, "school {}: {ours} is not {theirs}", s.school);
    }
    assert!((raked.effective_n - 174.0112).abs() < 1e-4);
}

#[test]
fn these_villages_are_strata_and_nothing_can_be_said_of_one_answer() {
    let schools = schools(APISTRAT);
    let answers: Vec<_> = schools.iter().map(|s| (s.level, s.of[0] as i64)).collect();
    let values: Vec<_> = schools.iter().map(|s| Some(s.api00)).collect();
    let ours = Design::these_villages(&answers).expect("a design").mean(&values).expect("a mean");
    assert!((ours.value - 662.287_363_159).abs() < 1e-4 && (ours.error - 9.408_940_8).abs() < 1e-4, "{ours:?}");
    assert_eq!(Design::these_villages(&[(0, 90), (0, 90), (1, 60)]), Err(Flaw::Alone(2)));
    assert_eq!(Design::these_villages(&[(0, 1), (0, 1)]), Err(Flaw::Population(0)));
    assert_eq!(Design::villages_like_these(&[(0, 1.0), (1, 0.0)]), Err(Flaw::Weight(1)));
    let all = Design::these_villages(&[(0, 2), (0, 2)]).expect("a design");
    assert_eq!(all.mean(&[Some(1.0), Some(3.0)]).map(|mean| mean.error), Some(0.0));
    assert_eq!(all.mean(&[None, None]), None);
    let alike: Vec<_> = (0..3).flat_map(|village| [(village, 1.0), (village, 1.0)]).collect();
    let like = Design::villages_like_these(&alike).expect("a design");
    let half = like.share(&[Some(true), Some(false)].repeat(3)).expect("a share").interval;
    assert!(half.low < 0.2 && half.high > 0.8, "villages that happen to agree prove little: {half:?}");
    let yes = like.share(&[Some(true); 6]).expect("a share").interval;
    assert!(yes.low < 0.3 && yes.high == 1.0, "{yes:?}");
}
