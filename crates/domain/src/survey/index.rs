//! An index: several questions of a survey taken together, as a file of the catalogue (`indexes/`) says. Each question has a
//! weight and points for its answers; a person's index is what was reached of what could be, from 0 to 100 %. It belongs to
//! every register of the survey that asks all of its questions, so also to an uploaded form made from the same sheet.

use super::{Question, Sort, Survey};
use crate::amount::DECIMAL;
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::measure::{self, Condition};
use crate::register::{Field, Kind, Register};
use crate::words::{Words, nearest};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An index.
#[derive(Clone, PartialEq, Debug)]
pub struct Index {
    /// It is shown like a field: code name, label, help.
    pub field: Field,
    /// The name of its survey.
    pub survey: String,
    /// Whose answers count; all where none is said.
    pub only: Option<Condition>,
    /// Whether also those see it who read public fields alone.
    pub is_public: bool,
    /// Its questions.
    pub parts: Vec<Part>,
}

/// One question of an index.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The field.
    pub question: String,
    /// How much it counts beside the others.
    #[serde(default = "one")]
    pub weight: u32,
    /// Points of the answers, in percent; an answer that is not named has none.
    pub points: BTreeMap<String, u32>,
}

fn one() -> u32 {
    1
}

/// A file of indexes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileText {
    #[serde(default)]
    pub index: Vec<toml::Spanned<IndexText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndexText {
    id: String,
    survey: String,
    label: Words,
    #[serde(default)]
    help: Words,
    only: Option<String>,
    #[serde(default)]
    public: bool,
    #[serde(default)]
    part: Vec<Part>,
}

impl IndexText {
    pub fn read(self) -> Result<Index, Finding> {
        let wrong =
            |detail: &str| Finding::severe("catalogue-index-wrong").with("index", &self.id).with("detail", detail);
        if self.part.is_empty() || self.part.iter().all(|part| part.weight == 0) {
            return Err(wrong("weight"));
        }
        if let Some(part) = self.part.iter().find(|part| part.weight > 1000 || part.points.values().any(|of| *of > 100))
        {
            return Err(wrong(&part.question));
        }
        let only = self.only.as_deref().map(Condition::read).transpose()?;
        let field = Field { label: self.label, help: self.help, ..Field::plain(&self.id, Kind::Decimal) };
        Ok(Index { field, survey: self.survey, only, is_public: self.public, parts: self.part })
    }
}

impl Index {
    /// Whether a register can tell it; what is missing is told.
    pub fn fits(&self, register: &Register, catalogue: &Catalogue) -> Result<bool, Finding> {
        let Some(survey) = Survey::of(register).filter(|survey| survey.is_called(&self.survey)) else {
            return Ok(false);
        };
        if register.field(&self.field.id).is_some() {
            return Err(Finding::severe("catalogue-id").with("id", &self.field.id));
        }
        if let Some(only) = &self.only {
            measure::resolve(only, register, catalogue)?;
        }
        let names = || register.fields.iter().map(|field| field.id.as_str());
        for part in &self.parts {
            let told = |code, name: &str, nearest: Option<&str>| {
                let finding = Finding::severe(code).with("name", name).with("register", &register.id);
                Err(finding.with("index", &self.field.id).with("nearest", nearest.unwrap_or_default()))
            };
            let words: Vec<&str> = match survey.question(&part.question) {
                Some(Question { sort: Sort::Flag, .. }) => vec!["yes", "no"],
                Some(Question { sort: Sort::Choice(list), .. }) => catalogue
                    .choices(&list)
                    .into_iter()
                    .flat_map(|list| &list.all)
                    .map(|word| word.id.as_str())
                    .collect(),
                _ => return told("catalogue-index-question", &part.question, nearest(&part.question, names())),
            };
            if let Some(word) = part.points.keys().find(|word| !words.contains(&word.as_str())) {
                return told("catalogue-index-answer", word, nearest(word, words.iter().copied()));
            }
        }
        Ok(true)
    }

    /// What a person reached, in ten-thousandths, from the answers as they are kept, in the order of the questions. None
    /// where the questions answered have less than half of the weight: so little says nothing of the whole.
    pub fn of(&self, answers: &[Option<&str>]) -> Option<i64> {
        let (mut reached, mut said, mut all) = (0, 0, 0);
        for (part, answer) in self.parts.iter().zip(answers) {
            let weight = i64::from(part.weight);
            all += weight;
            let Some(answer) = answer else { continue };
            said += weight;
            reached += weight * i64::from(part.points_of(answer));
        }
        (said > 0 && 2 * said >= all).then(|| (reached * DECIMAL + said * 50) / (said * 100))
    }
}

impl Part {
    /// Points of an answer as it is kept; yes and no are kept as 1 and 0.
    pub fn points_of(&self, answer: &str) -> u32 {
        let word = match answer {
            "1" => "yes",
            "0" => "no",
            word => word,
        };
        self.points.get(answer).or_else(|| self.points.get(word)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of one person to: took part (weight 2), knows the budget, how often (50 for sometimes, 100 for often).
    fn check(answers: [Option<&str>; 3], expected: Option<i64>) {
        let part = |question: &str, weight, points: &[(&str, u32)]| Part {
            question: question.into(),
            weight,
            points: points.iter().map(|(word, of)| (word.to_string(), *of)).collect(),
        };
        let parts = vec![
            part("engaged", 2, &[("yes", 100)]),
            part("knows_budget", 1, &[("yes", 100)]),
            part("how_often", 1, &[("sometimes", 50), ("often", 100)]),
        ];
        let field = Field::plain("engagement_index", Kind::Decimal);
        let index = Index { field, survey: "engagement".into(), only: None, is_public: false, parts };
        assert_eq!(index.of(&answers), expected, "{answers:?}");
    }

    #[test]
    fn a_person_reached_what_their_answers_are_worth() {
        check([Some("1"), Some("1"), Some("often")], Some(10_000));
        check([Some("0"), Some("0"), Some("never")], Some(0));
        check([Some("1"), Some("0"), Some("sometimes")], Some(6_250));
        check([Some("1"), None, None], Some(10_000));
        check([Some("1"), None, Some("never")], Some(6_667));
        // One question of four parts of the weight is too little.
        check([None, Some("1"), None], None);
        check([None, None, None], None);
    }
}
