//! What one question says, in parts: villages, answers, gender, age, social group. The page and the table for other
//! programs are written from the same parts; what its reader must not see is withheld here, before either.

use super::{is_seen, rounds};
use auyl_domain::Kind;
use auyl_domain::access::Verdict;
use auyl_domain::statistics::Shown;
use auyl_domain::statistics::villages::About;
use auyl_domain::statistics::withheld::{Divided, Withheld, withheld};
use auyl_domain::views::PLACE;
use auyl_work::project::Names;
use auyl_work::waves::finding::Changed;
use auyl_work::waves::said::Said;
use auyl_work::waves::{Cube, Looked, Question, Row, Sort, Survey};

/// A part of what a question says.
pub struct Part {
    /// Its name for other programs.
    pub key: String,
    /// What its lines are.
    pub heading: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line: a village, an answer, a group.
pub struct Line {
    /// What it is called.
    pub label: String,
    /// The condition under which an answer belongs to it, as a measure has it; empty for all.
    pub holds: String,
    /// In each wave; none where nobody answered.
    pub cells: Vec<Shown<Option<Row>>>,
    /// From the first wave to the last.
    pub change: Option<Changed>,
}

/// How few people a cell tells of: those who answered, those who said yes, those who did not; none of it where it is
/// nought, for a nought tells of nobody in particular.
fn size(row: Option<Row>) -> u64 {
    let Some(row) = row else { return 0 };
    let parts = [row.n, row.yes, row.n - row.yes];
    parts.into_iter().filter(|n| *n > 0).min().unwrap_or_default() as u64
}

/// A division of the answers: villages, or the words of a field.
struct Division<'a> {
    key: String,
    heading: String,
    rows: Vec<Divider<'a>>,
}

/// One part of a division: what it is called, the condition of its answers, and how it is found.
struct Divider<'a> {
    label: String,
    holds: String,
    of: Of<'a>,
}

#[derive(Clone, Copy)]
enum Of<'a> {
    Village(&'a str),
    Group(usize, Option<&'a str>),
}

impl Of<'_> {
    fn row(&self, looked: &Looked<'_>, wave: &str) -> Option<Row> {
        match self {
            Of::Village(place) => looked.of_village(wave, place),
            Of::Group(at, word) => looked.of_group(wave, *at, *word),
        }
    }
}

/// What is looked at, by whom.
pub struct Look<'a> {
    /// Labels and sentences.
    pub said: Said<'a>,
    /// The survey.
    pub survey: &'a Survey<'a>,
    /// The question.
    pub question: &'a Question<'a>,
    /// Its answers.
    pub cube: &'a Cube,
    /// The answer whose share is asked.
    pub value: &'a str,
    /// Which question is asked of the villages.
    pub about: About,
    /// What the reader may see.
    pub verdict: Verdict,
}

impl<'a> Look<'a> {
    /// The question looked at by one of its answers.
    pub fn at<'v>(&'v self, value: &'v str) -> Looked<'v> {
        Looked { cube: self.cube, sort: &self.question.sort, value, about: self.about }
    }

    /// The first and the last wave, where there are two.
    pub fn ends(&self) -> Option<(&'a str, &'a str)> {
        match self.cube.waves().as_slice() {
            [first, .., last] => Some((first, last)),
            _ => None,
        }
    }

    /// The condition of an answer.
    pub fn holds(&self, value: &str) -> String {
        let field = &self.question.field.id;
        match &self.question.sort {
            Sort::Flag => format!("{field} = {}", if value == "1" { "yes" } else { "no" }),
            Sort::Number(_) | Sort::Index => format!("{field} is set"),
            _ => format!("{field} = \"{value}\""),
        }
    }

    /// Whether small groups are withheld: from everybody who does not see the records themselves.
    fn is_public(&self) -> bool {
        self.verdict == Verdict::PublicFields
    }

    /// The answers whose shares stand beside each other; of yes and no, and of means, one tells all.
    fn columns(&self) -> Vec<String> {
        match self.question.sort {
            Sort::Choice(_) | Sort::Several(_) => self.said.answers(self.question),
            _ => vec![self.value.to_string()],
        }
    }

    /// Villages, then the words of each field by which answers are told apart.
    fn divisions(&self, names: &Names<'_>) -> Vec<Division<'a>> {
        let cube: &'a Cube = self.cube;
        let village = |place: &'a str| Divider {
            label: names.name(PLACE, place),
            holds: format!("{} = \"{place}\"", self.survey.place.id),
            of: Of::Village(place),
        };
        let rows = cube.places().into_iter().map(village).collect();
        let mut divisions = vec![Division { key: "village".into(), heading: self.said.t("waves-village"), rows }];
        for (at, field) in self.survey.breakdowns().into_iter().enumerate() {
            let Some(field) = field.filter(|field| is_seen(self.survey, field, self.verdict)) else { continue };
            let Kind::Choice { choices } = &field.kind else { continue };
            let catalogue = self.said.catalogue;
            let words = catalogue.choices(choices).into_iter().flat_map(|list| &list.all);
            let words = words.map(|choice| Some(choice.id.as_str())).chain([None]);
            let group = |word: Option<&'a str>| {
                let (label, holds) = match word {
                    Some(word) => {
                        (catalogue.label(choices, word, self.said.lang), format!("{} = \"{word}\"", field.id))
                    }
                    None => (self.said.t("waves-not-said"), format!("{} is not set", field.id)),
                };
                Divider { label, holds, of: Of::Group(at, word) }
            };
            let heading = field.label.get(self.said.lang).to_string();
            divisions.push(Division { key: field.id.clone(), heading, rows: words.map(group).collect() });
        }
        divisions
    }

    /// What of a wave its reader must not see.
    fn withheld(&self, divisions: &[Division<'_>], columns: &[String], wave: &str) -> Withheld {
        let looked: Vec<Looked<'_>> = columns.iter().map(|value| self.at(value)).collect();
        let part = |division: &Division<'_>| {
            let row = |of: &Divider<'_>| {
                let rows: Vec<Option<Row>> = looked.iter().map(|looked| of.of.row(looked, wave)).collect();
                let n = rows.iter().flatten().map(|row| row.n).max().unwrap_or_default() as u64;
                (n, rows.into_iter().map(size).collect())
            };
            division.rows.iter().map(row).collect()
        };
        withheld(&Divided {
            all: looked.iter().map(|looked| size(looked.together(wave))).collect(),
            parts: divisions.iter().map(part).collect(),
            adds_up: matches!(self.question.sort, Sort::Choice(_)),
        })
    }

    /// All parts. Villages first, all together as the last of their lines; then every answer to choose from.
    pub fn parts(&self, names: &Names<'_>) -> Vec<Part> {
        let (looked, ends, waves) = (self.at(self.value), self.ends(), self.cube.waves());
        let (divisions, columns) = (self.divisions(names), self.columns());
        let hidden: Vec<Withheld> = match self.is_public() {
            true => waves.iter().map(|wave| self.withheld(&divisions, &columns, wave)).collect(),
            false => Vec::new(),
        };
        let column = columns.iter().position(|value| value == self.value).unwrap_or_default();
        // What is withheld in one wave has no change, which would tell it.
        let line =
            |label: String, holds: String, rows: Vec<Option<Row>>, is_hidden: &dyn Fn(&Withheld) -> bool, change| {
                let at = |at: usize| hidden.get(at).is_some_and(is_hidden);
                let change = if (0..rows.len()).any(at) { None } else { change };
                let shown = |(of, row)| if at(of) { Shown::Suppressed } else { Shown::Value(row) };
                Line { label, holds, cells: rows.into_iter().enumerate().map(shown).collect(), change }
            };
        let of_waves = |of: &dyn Fn(&str) -> Option<Row>| waves.iter().map(|wave| of(wave)).collect::<Vec<_>>();
        let mut parts = Vec::new();
        for (at, division) in divisions.into_iter().enumerate() {
            let mut lines = Vec::new();
            for (row, of) in division.rows.into_iter().enumerate() {
                let rows = of_waves(&|wave| of.of.row(&looked, wave));
                if at > 0 && rows.iter().all(Option::is_none) {
                    continue;
                }
                let change = match of.of {
                    Of::Village(place) => ends.and_then(|(from, to)| looked.change_of(place, from, to)),
                    Of::Group(..) => None,
                };
                lines.push(line(of.label, of.holds, rows, &|of| of.parts[at][row][column], change));
            }
            parts.push(Part { key: division.key, heading: division.heading, lines });
        }
        let together = |label: String, holds: String, at: usize, looked: &Looked<'_>| {
            let change = ends.and_then(|(from, to)| looked.change(from, to));
            line(label, holds, of_waves(&|wave| looked.together(wave)), &|of| of.all[at], change)
        };
        if let Some(villages) = parts.first_mut() {
            villages.lines.push(together(self.said.t("waves-together"), String::new(), column, &looked));
        }
        if columns.len() > 1 {
            let answer = |(at, value): (usize, &String)| {
                together(self.said.answer(self.question, value), self.holds(value), at, &self.at(value))
            };
            let lines = columns.iter().enumerate().map(answer).collect();
            parts.insert(1, Part { key: "answer".into(), heading: self.said.t("waves-answer"), lines });
        }
        parts
    }

    /// The measure that counts the answers of a cell which count.
    pub fn measure(&self, line: &Line, wave: &str, is_answer: bool) -> String {
        let mut holds = vec![rounds::of_wave(self.survey, wave)];
        if !line.holds.is_empty() {
            holds.push(line.holds.clone());
        }
        if !is_answer {
            holds.push(self.holds(self.value));
        }
        format!("count({} where {}) in project", self.survey.register.id, holds.join(" and "))
    }
}
