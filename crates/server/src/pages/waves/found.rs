//! What one question says, in parts: villages, answers, gender, age, social group. The page and the table for other
//! programs are written from the same parts; what its reader must not see is withheld here, before either.

use super::{is_seen, rounds, said};
use crate::ask::Here;
use auyl_domain::Kind;
use auyl_domain::access::Verdict;
use auyl_domain::statistics::Shown;
use auyl_domain::statistics::share::for_public;
use auyl_domain::statistics::villages::About;
use auyl_domain::views::PLACE;
use auyl_work::project::Names;
use auyl_work::waves::finding::Changed;
use auyl_work::waves::survey::{Question, Sort, Survey};
use auyl_work::waves::{Cube, Looked, Row};

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
fn size(cell: &Shown<Option<Row>>) -> u64 {
    let Shown::Value(Some(row)) = cell else { return 0 };
    let parts = [row.n, row.yes, row.n - row.yes];
    parts.into_iter().filter(|n| *n > 0).min().unwrap_or_default() as u64
}

/// What is looked at, by whom.
pub struct Look<'a> {
    /// Who asks.
    pub here: &'a Here,
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
            Sort::Number(_) => format!("{field} is set"),
            _ => format!("{field} = \"{value}\""),
        }
    }

    /// Whether small groups are withheld: from everybody who does not see the records themselves.
    fn is_public(&self) -> bool {
        self.verdict == Verdict::PublicFields
    }

    /// Withholds what is too small, wave by wave, and waves of which nothing may be seen at all.
    fn part(&self, key: &str, heading: String, lines: Vec<Line>, hidden: &[bool]) -> Part {
        let mut lines = lines;
        if self.is_public() {
            for at in 0..self.cube.waves().len() {
                let cells = lines.iter().map(|line| (size(&line.cells[at]), ())).collect();
                for (line, shown) in lines.iter_mut().zip(for_public(cells)) {
                    if shown == Shown::Suppressed || hidden.get(at) == Some(&true) {
                        line.cells[at] = Shown::Suppressed;
                        line.change = None;
                    }
                }
            }
        }
        Part { key: key.into(), heading, lines }
    }

    fn line(&self, label: String, holds: String, of: impl Fn(&str) -> Option<Row>, change: Option<Changed>) -> Line {
        let cells = self.cube.waves().into_iter().map(|wave| Shown::Value(of(wave))).collect();
        Line { label, holds, cells, change }
    }

    /// All parts. Villages first, all together as the last of their lines.
    pub fn parts(&self, names: &Names<'_>) -> Vec<Part> {
        let here = self.here;
        let looked = self.at(self.value);
        let ends = self.ends();
        let answers = self.answers();
        // An answer that is withheld in the table of all answers must not be had by asking for it alone.
        let of_value = answers.iter().flat_map(|part| &part.lines).find(|line| line.holds == self.holds(self.value));
        let hidden: Vec<bool> = of_value
            .map(|line| line.cells.iter().map(|cell| matches!(cell, Shown::Suppressed)).collect())
            .unwrap_or_default();
        let villages = self.cube.places().into_iter().map(|place| {
            let holds = format!("{} = \"{place}\"", self.survey.place.id);
            let change = ends.and_then(|(from, to)| looked.change_of(place, from, to));
            self.line(names.name(PLACE, place), holds, |wave| looked.of_village(wave, place), change)
        });
        let mut villages = self.part("village", here.say.t("waves-village"), villages.collect(), &hidden);
        let change = ends.and_then(|(from, to)| looked.change(from, to));
        let together = self.line(here.say.t("waves-together"), String::new(), |wave| looked.together(wave), change);
        // By itself it is no breakdown: it is withheld only where it is small, or hidden among all answers.
        villages.lines.extend(self.part("village", String::new(), vec![together], &hidden).lines);
        let mut parts = vec![villages];
        parts.extend(answers);
        for (at, field) in self.survey.breakdowns().into_iter().enumerate() {
            let Some(field) = field.filter(|field| is_seen(self.survey, field, self.verdict)) else { continue };
            let Kind::Choice { choices } = &field.kind else { continue };
            let words = here.project.catalogue.choices(choices).into_iter().flat_map(|list| &list.all);
            let words = words.map(|choice| Some(choice.id.as_str())).chain([None]);
            let lines = words.filter_map(|word| {
                let (label, holds) = match word {
                    Some(word) => {
                        (here.project.catalogue.label(choices, word, here.lang()), format!("{} = \"{word}\"", field.id))
                    }
                    None => (here.say.t("waves-not-said"), format!("{} is not set", field.id)),
                };
                let line = self.line(label, holds, |wave| looked.of_group(wave, at, word), None);
                line.cells.iter().any(|cell| size(cell) > 0).then_some(line)
            });
            parts.push(self.part(&field.id, field.label.get(here.lang()).to_string(), lines.collect(), &hidden));
        }
        parts
    }

    /// Every answer to choose from, all villages together.
    fn answers(&self) -> Option<Part> {
        if !matches!(self.question.sort, Sort::Choice(_) | Sort::Several(_)) {
            return None;
        }
        let said = said(self.here);
        let answers = said.answers(self.question);
        let lines = answers.iter().map(|value| {
            let looked = self.at(value);
            let change = self.ends().and_then(|(from, to)| looked.change(from, to));
            let label = said.answer(self.question, value);
            self.line(label, self.holds(value), |wave| looked.together(wave), change)
        });
        Some(self.part("answer", self.here.say.t("waves-answer"), lines.collect(), &[]))
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
