//! The minutes of a gathering or assembly as a paper. The template stands in the catalogue, `minutes/<kk|ru>.html`: the same
//! small HTML and template language as the pages of a report form, over one value, [`Minutes`], that the caller has made of
//! what was recorded. What was not recorded is empty there and a dash or a line to write on in the paper.

use crate::document::Document;
use crate::page;
use auyl_domain::{Catalogue, Finding, Lang, Severity, Spot};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use std::collections::BTreeMap;

/// The languages that minutes are written in: those of the state.
pub const LANGUAGES: [Lang; 2] = [Lang::Kk, Lang::Ru];

/// What a template may say. Texts are as people read them, in the language of the minutes; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// `kk` or `ru`.
    pub lang: &'static str,
    /// Word of the kind of meeting.
    pub kind: &'static str,
    /// Number of the minutes.
    pub number: String,
    /// Whether the meeting is still ahead.
    pub is_draft: bool,
    /// The rural district.
    pub district: String,
    /// The village.
    pub place: String,
    /// The part of it that a separate gathering is of.
    pub part: String,
    /// The day, long.
    pub day: String,
    /// Time of day.
    pub starts_at: String,
    /// Word of who convened it.
    pub initiator: String,
    /// Signatures of members who asked for it.
    pub signatures: String,
    /// The day of the notice, long.
    pub announced: String,
    /// Where it was announced.
    pub notice: String,
    /// Members entitled to take part.
    pub members: String,
    /// Members without whom nothing is decided.
    pub quorum: String,
    /// Those who came and may vote.
    pub present: String,
    /// Whether they are enough.
    pub has_quorum: bool,
    /// Post of who opened it.
    pub opened_by: String,
    /// Name of the chair.
    pub chair: String,
    /// Name of the secretary.
    pub secretary: String,
    /// The agenda with everything about it.
    pub questions: Vec<Question>,
    /// Names of those whom a separate gathering elected.
    pub representatives: Vec<String>,
    /// Names of those who came and may vote.
    pub people: Vec<String>,
    /// Names of the others who came.
    pub guests: Vec<String>,
    /// The day on which the minutes were handed to the akim, long.
    pub handed: String,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its number.
    pub number: i64,
    /// What it asks.
    pub title: String,
    /// What the law calls it.
    pub matter: String,
    /// Act and article.
    pub law: String,
    /// Who said what, line by line.
    pub speeches: Vec<String>,
    /// Whether votes were counted.
    pub is_voted: bool,
    /// For.
    pub votes_for: i64,
    /// Against.
    pub votes_against: i64,
    /// Abstained.
    pub votes_abstained: i64,
    /// Whether more than half of those present were for it.
    pub is_carried: bool,
    /// What was decided.
    pub decision: String,
}

/// The minutes as their template sets them.
pub fn write(catalogue: &Catalogue, minutes: &Minutes) -> (Document, Vec<Finding>) {
    let path = format!("minutes/{}.html", minutes.lang);
    let Some(template) = catalogue.file(&path) else {
        return (Document::default(), vec![Finding::severe("form-page-missing").with("file", path)]);
    };
    match render(template, &path, minutes) {
        Ok(html) => page::read(&html, &BTreeMap::new()),
        Err(finding) => (Document::default(), vec![*finding]),
    }
}

fn render(template: &str, path: &str, minutes: &Minutes) -> Result<String, Box<Finding>> {
    let mut environment = Environment::new();
    // A misspelt name is a mistake of the template and not an empty line of the minutes.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let broken = |error: minijinja::Error| {
        let row = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let finding = Finding::new("form-template-broken", Severity::Severe).with("detail", &error);
        Box::new(finding.at(Spot::line(path, row, 1)))
    };
    environment.add_template(path, template).map_err(broken)?;
    let page = environment.get_template(path).map_err(broken)?;
    page.render(minutes).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;
    use expect_test::{Expect, expect};

    fn minutes(lang: &'static str) -> Minutes {
        Minutes {
            lang,
            kind: "separate_gathering",
            number: "1".into(),
            day: "13 мая 2024 года".into(),
            place: "Улги".into(),
            part: "улица <Абая>".into(),
            members: "290".into(),
            quorum: "29".into(),
            present: "31".into(),
            has_quorum: true,
            chair: "Динара С.".into(),
            questions: vec![
                Question {
                    number: 1,
                    title: "Кто пойдёт на сход".into(),
                    speeches: vec!["Сауле: нас трое.".into()],
                    is_voted: true,
                    votes_for: 20,
                    votes_against: 5,
                    votes_abstained: 6,
                    is_carried: true,
                    decision: "Избрать Динару.".into(),
                    ..Question::default()
                },
                Question { number: 2, title: "Арык".into(), ..Question::default() },
            ],
            people: vec!["Динара С.".into(), "Сауле & Ко".into()],
            ..Minutes::default()
        }
    }

    fn check(minutes: &Minutes, expected: Expect) {
        let (document, findings) = write(&catalogue(), minutes);
        assert!(findings.is_empty(), "{findings:?}");
        expected.assert_eq(&document.plain());
    }

    #[test]
    fn minutes_say_the_five_things_and_leave_lines_for_what_is_not_known() {
        check(&minutes("ru"), expect![""]);
        check(&minutes("kk"), expect![""]);
    }

    #[test]
    fn minutes_of_nothing_are_a_blank() {
        let blank = Minutes { lang: "ru", kind: "gathering", is_draft: true, ..Minutes::default() };
        check(&blank, expect![""]);
    }
}
