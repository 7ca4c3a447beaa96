//! The needs map: problems of villages by sphere, with what they weigh and how many of them are solved. The database counts
//! them; nothing is read one by one. What the map looks like is told by whoever draws it.

use crate::waves::Survey;
use crate::{Project, Trouble};
use auyl_domain::access::is_public;
use auyl_domain::register::STATE;
use auyl_domain::statistics::withheld::{Divided, FEWEST_SHOWN, withheld};
use auyl_domain::views::{PLACE, PROBLEM, SUPPORTER};
use auyl_domain::{Field, Kind, Lang, Measure, Quantity, Reading, Record, Refusal, Register};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The field of problems by which they are told apart.
pub const SPHERE: &str = "sphere";
/// Settlements of the catalogue, with codes and rough positions.
const PLACES: &str = "places.csv";
/// Weights that are no survey.
pub const COUNT: &str = "count";
/// How many people problems concern.
pub const PEOPLE: &str = "people";
/// How many support problems, each counted once for a problem.
pub const SUPPORTERS: &str = "supporters";
/// How many problems have the highest priority.
pub const URGENT: &str = "urgent";

/// What is asked of the map. Empty texts ask for all.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Asked {
    /// What a problem weighs: [`COUNT`], [`SUPPORTERS`], [`PEOPLE`], [`URGENT`], or `register.field` of a survey that asks for a sphere.
    pub weight: String,
    /// One sphere.
    pub sphere: String,
    /// One state.
    pub state: String,
    /// Whom problems concern.
    pub group: String,
    /// Raised on this day or later.
    pub since: Option<Date>,
    /// Raised on this day or before.
    pub until: Option<Date>,
    /// For everybody: only what is open to them, and no share of fewer than five answers.
    pub public: bool,
}

/// What one village has in one sphere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// How much it weighs; of a survey, how many named it.
    pub weight: i64,
    /// How much of that is solved; of a survey, how many answered at all.
    pub part: i64,
}

/// A village.
#[derive(Clone, Debug)]
pub struct Village {
    /// Its record.
    pub record: Record,
    /// Longitude and latitude.
    pub at: Option<(f64, f64)>,
    /// What it has, in the order of the spheres.
    pub cells: Vec<Cell>,
    /// All spheres together.
    pub whole: Cell,
}

/// The map.
#[derive(Clone, Debug)]
pub struct Needs {
    /// As of which event.
    pub event: i64,
    /// The list of spheres.
    pub list: String,
    /// Words of the spheres that occur, in the order of the list.
    pub spheres: Vec<String>,
    /// Villages in the order of the register.
    pub villages: Vec<Village>,
    /// Problems that name no village, or one that is no place of the project.
    pub elsewhere: i64,
    /// Whether the weight is a share of answers to a survey.
    pub is_share: bool,
}

/// A question of a survey that asks for a sphere: `register.field`, and what people read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// `register.field`.
    pub id: String,
    /// The survey and the question.
    pub label: String,
}

/// The list of spheres.
fn list_of(problem: &Register) -> Result<&str, Trouble> {
    match problem.field(SPHERE).map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => Ok(choices),
        _ => Err(Refusal::of("register-unknown").with("name", SPHERE).with("nearest", "").into()),
    }
}

/// Questions of surveys that ask for a sphere of problems; for everybody those that are open to everybody, as on the open page.
pub fn questions(project: &Project, lang: Lang, public: bool) -> Result<Vec<Question>, Trouble> {
    let list = list_of(project.register(PROBLEM)?)?;
    let mut questions = Vec::new();
    for survey in project.catalogue.registers().iter().filter_map(Survey::of) {
        let is_open =
            |field: &Field| !public || survey.register.open_when.is_none() && is_public(survey.register, field);
        for field in
            survey.register.fields.iter().filter(|field| [*field, survey.wave, survey.place].into_iter().all(is_open))
        {
            if matches!(&field.kind, Kind::Choice { choices } if choices == list && !field.many) {
                let label = format!("{}: {}", survey.register.title.get(lang), field.label.get(lang));
                questions.push(Question { id: format!("{}.{}", survey.register.id, field.id), label });
            }
        }
    }
    Ok(questions)
}

/// Counts the map.
pub async fn needs(project: &Project, asked: &Asked) -> Result<Needs, Trouble> {
    let event = project.store.last_event(&project.id).await?;
    let problem = project.register(PROBLEM)?;
    let list = list_of(problem)?.to_string();
    let words: Vec<String> = project
        .catalogue
        .choices(&list)
        .map(|list| list.all.iter().map(|choice| choice.id.clone()).collect())
        .unwrap_or_default();
    let is_share = questions(project, Lang::Kk, asked.public)?.iter().any(|question| question.id == asked.weight);
    let counted = if is_share { shares(project, asked).await? } else { weights(project, problem, asked).await? };
    let spheres: Vec<String> =
        words.into_iter().filter(|word| counted.keys().any(|(_, sphere)| sphere == word)).collect();
    let known = known_places(project);
    let mut elsewhere: i64 = counted.values().map(|cell| cell.weight).sum();
    let mut villages = Vec::new();
    for record in project.good_records(PLACE, None).await? {
        let of = |sphere: &String| counted.get(&(record.id.to_string(), sphere.clone())).copied().unwrap_or_default();
        let cells: Vec<Cell> = spheres.iter().map(of).collect();
        let mut whole = Cell::default();
        for cell in &cells {
            whole.weight += cell.weight;
            // Everybody who answered a question answered it once, whatever they named.
            whole.part = if is_share { whole.part.max(cell.part) } else { whole.part + cell.part };
        }
        elsewhere -= whole.weight;
        let at = point(record.text("point")).or_else(|| known.get(record.text("kato")).copied());
        villages.push(Village { at, cells, whole, record });
    }
    Ok(Needs { event, list, spheres, villages, elsewhere: if is_share { 0 } else { elsewhere }, is_share })
}

type Counted = HashMap<(String, String), Cell>;

/// Problems by village, sphere and state, in one statement.
async fn weights(project: &Project, problem: &Register, asked: &Asked) -> Result<Counted, Trouble> {
    let mut conds = Vec::new();
    let mut equal = |field: &str, value: &str| {
        if is_word(project, problem, field, value) {
            conds.push(format!("{field} = {value}"));
        }
    };
    equal(SPHERE, &asked.sphere);
    equal(STATE, &asked.state);
    if !asked.public {
        equal("social_group", &asked.group);
    }
    // Of few people, and what is urgent, is not for everybody.
    if asked.weight == URGENT && !asked.public {
        equal("priority", "high");
    }
    if asked.weight == PEOPLE && asked.public {
        conds.push(format!("people >= {FEWEST_SHOWN}"));
    }
    conds.extend(asked.since.map(|day| format!("raised_on >= {day}")));
    conds.extend(asked.until.map(|day| format!("raised_on <= {day}")));
    if let Some(when) = problem.open_when.as_ref().filter(|_| asked.public) {
        conds.push(format!("({})", when.text()));
    }
    // Supporters belong to a problem: its village, sphere and state are theirs.
    let what = match asked.weight.as_str() {
        PEOPLE => format!("sum({PROBLEM}.people"),
        SUPPORTERS if project.catalogue.register(SUPPORTER).is_some() => format!("count({SUPPORTER}"),
        _ => format!("count({PROBLEM}"),
    };
    let over = problem.states.iter().map(|state| state.id.as_str()).filter(|state| problem.is_over(state));
    let over = format!("{STATE} in ({})", over.collect::<Vec<_>>().join(", "));
    let solved = conds.iter().cloned().chain([over]).collect::<Vec<_>>();
    let [all, solved] = counts(project, &what, [&conds, &solved], &[PLACE, SPHERE]).await?;
    let mut counted = Counted::new();
    let cells = all.into_iter().map(|(keys, value)| (keys, Cell { weight: value, part: 0 }));
    for (keys, cell) in cells.chain(solved.into_iter().map(|(keys, value)| (keys, Cell { weight: 0, part: value }))) {
        let Ok([Some(place), Some(sphere)]) = <[_; 2]>::try_from(keys) else { continue };
        let sum = counted.entry((place, sphere)).or_default();
        (sum.weight, sum.part) = (sum.weight + cell.weight, sum.part + cell.part);
    }
    Ok(counted)
}

/// Answers to a question of a survey by village, in the last round in which anybody answered.
async fn shares(project: &Project, asked: &Asked) -> Result<Counted, Trouble> {
    let Some((register, field)) = asked.weight.split_once('.') else { return Ok(Counted::new()) };
    let Some(survey) = Survey::of(project.register(register)?) else { return Ok(Counted::new()) };
    let (wave, place) = (&survey.wave.id, &survey.place.id);
    let what = format!("count({register}");
    let [found] = counts(project, &what, [&[format!("{field} is set")]], &[wave, place, field]).await?;
    let waves: Vec<String> = match &survey.wave.kind {
        Kind::Choice { choices } => project
            .catalogue
            .choices(choices)
            .map(|list| list.all.iter().map(|choice| choice.id.clone()).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let rank = |wave: &Option<String>| waves.iter().position(|known| Some(known) == wave.as_ref());
    let last = found.iter().filter(|(_, n)| *n > 0).map(|(keys, _)| keys[0].clone()).max_by_key(rank).flatten();
    let mut villages: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for (keys, n) in found.iter().filter(|(keys, _)| keys[0] == last) {
        let (Some(place), Some(sphere)) = (&keys[1], &keys[2]) else { continue };
        villages.entry(place).or_default().insert(sphere, n.unsigned_abs());
    }
    let hidden = if asked.public { too_few(&villages) } else { BTreeSet::new() };
    let mut counted = Counted::new();
    for (place, answers) in &villages {
        let part = answers.values().sum::<u64>() as i64;
        for (sphere, n) in answers.iter().filter(|(sphere, _)| !hidden.contains(&(*place, **sphere))) {
            if asked.sphere.is_empty() || *sphere == asked.sphere {
                let cell = Cell { weight: *n as i64, part };
                counted.insert((place.to_string(), sphere.to_string()), cell);
            }
        }
    }
    Ok(counted)
}

/// Answers that would tell of few people, and those from which they could be had by subtraction: the rule of the pages of
/// surveys. A cell tells of those who named a sphere and of those who named another.
fn too_few<'a>(villages: &BTreeMap<&'a str, BTreeMap<&'a str, u64>>) -> BTreeSet<(&'a str, &'a str)> {
    let spheres: BTreeSet<&str> = villages.values().flat_map(|answers| answers.keys().copied()).collect();
    let size = |named: u64, all: u64| {
        if named == 0 { 0 } else { [named, all - named].into_iter().filter(|n| *n > 0).min().unwrap_or_default() }
    };
    let named = |answers: &BTreeMap<&str, u64>, sphere: &str| answers.get(sphere).copied().unwrap_or_default();
    let row = |answers: &BTreeMap<&str, u64>| {
        let all: u64 = answers.values().sum();
        (all, spheres.iter().map(|sphere| size(named(answers, sphere), all)).collect::<Vec<_>>())
    };
    let everybody: u64 = villages.values().flat_map(|answers| answers.values()).sum();
    let of_all = |sphere: &&str| size(villages.values().map(|answers| named(answers, sphere)).sum(), everybody);
    let divided = Divided {
        all: spheres.iter().map(of_all).collect(),
        parts: vec![villages.values().map(row).collect()],
        adds_up: true,
    };
    let found = withheld(&divided);
    let rows = villages.keys().zip(found.parts.into_iter().flatten());
    let cells =
        rows.flat_map(|(place, row)| spheres.iter().zip(row).map(move |(sphere, hidden)| (*place, *sphere, hidden)));
    cells.filter(|(.., hidden)| *hidden).map(|(place, sphere, _)| (place, sphere)).collect()
}

/// Whole numbers by keys.
type Counts = Vec<(Vec<Option<String>>, i64)>;

/// A measure broken down, as whole numbers: once under each of several sets of conditions, in one look at the records.
async fn counts<const N: usize>(
    project: &Project,
    what: &str,
    conds: [&[String]; N],
    by: &[&str],
) -> Result<[Counts; N], Trouble> {
    let by: Vec<String> = by.iter().map(|field| field.to_string()).collect();
    let mut questions = Vec::new();
    for conds in conds {
        let when = if conds.is_empty() { String::new() } else { format!(" where {}", conds.join(" and ")) };
        let text = format!("{what}{when}) in project");
        let measure = Measure::broken_down(&text, &by, &project.catalogue);
        let measure = measure
            .map_err(|finding| Refusal::of("measure-wrong").with("measure", &text).with("detail", finding.code))?;
        questions.push((measure, None));
    }
    // Of many villages there are more parts than the database hands over in time: they are counted here.
    let readings = project.store.readings(&project.id, &questions, None).await?;
    let number = |value: Quantity| if let Quantity::Number(number) = value { number } else { 0 };
    let counts = |reading: &Reading| -> Counts {
        reading.by().iter().map(|part| (part.keys.clone(), number(part.value))).filter(|(_, n)| *n != 0).collect()
    };
    let counts: Vec<Counts> = readings.iter().map(counts).collect();
    counts.try_into().map_err(|_| Trouble::machine("each question has one reading"))
}

/// Whether a word of an address is one that the field can have; what is none asks for nothing.
fn is_word(project: &Project, problem: &Register, field: &str, value: &str) -> bool {
    match problem.field(field).map(|field| &field.kind) {
        _ if field == STATE => problem.states.iter().any(|state| state.id == value),
        Some(Kind::Choice { choices }) => {
            project.catalogue.choices(choices).is_some_and(|list| list.get(value).is_some())
        }
        _ => false,
    }
}

/// `44.95,65.35` as longitude and latitude.
pub fn point(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once(',')?;
    Some((longitude.trim().parse().ok()?, latitude.trim().parse().ok()?))
}

/// Longitude and latitude of settlements that the catalogue knows, by their codes.
fn known_places(project: &Project) -> HashMap<&str, (f64, f64)> {
    fn place(line: &str) -> Option<(&str, (f64, f64))> {
        let mut last = line.rsplit(',');
        let (longitude, latitude) = (last.next()?.parse().ok()?, last.next()?.parse().ok()?);
        Some((line.split(',').next()?, (longitude, latitude)))
    }
    project.catalogue.file(PLACES).unwrap_or_default().lines().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Villages as what was named in them, then what of it is not for everybody.
    fn check(villages: &[(&str, &[(&str, u64)])], expected: &str) {
        let villages = villages.iter().map(|(place, named)| (*place, named.iter().copied().collect())).collect();
        let hidden: Vec<String> =
            too_few(&villages).into_iter().map(|(place, sphere)| format!("{place} {sphere}")).collect();
        assert_eq!(hidden.join(", "), expected);
    }

    #[test]
    fn what_few_named_is_not_told_nor_had_by_subtraction() {
        check(&[("ulgi", &[("water", 20), ("roads", 12)])], "");
        check(&[("ulgi", &[("water", 20), ("roads", 12), ("gas", 3)])], "ulgi gas, ulgi roads");
        check(&[("ulgi", &[("water", 2), ("roads", 2)])], "ulgi roads, ulgi water");
        check(&[("ulgi", &[("water", 30)])], "");
    }
}
