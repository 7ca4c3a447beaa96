//! What an open page shows, in one language: made once for a project, an event and a day, then for every visitor the same.

use crate::pages::ballots::Vote;
use crate::pages::indicators::Bar;
use crate::pages::start::Drawn;
use crate::pages::waves::Table;
use jiff::civil::Date;

/// An open page.
#[derive(Default)]
pub struct Opened {
    /// What the project is called.
    pub title: String,
    /// What else its passport says to everybody: label and value.
    pub passport: Vec<(String, String)>,
    /// Who carries it out, and who pays; empty where that is not said.
    pub parties: (String, String),
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Goals.
    pub goals: Vec<String>,
    /// Objectives with their numbers.
    pub objectives: Vec<String>,
    /// Villages.
    pub villages: Vec<Village>,
    /// Activities in order.
    pub activities: Vec<Activity>,
    /// The same over time.
    pub drawn: Option<Drawn>,
    /// Indicators, by their activity.
    pub indicators: Vec<Promised>,
    /// How many indicators there are, and how many are met.
    pub met: (usize, usize),
    /// What surveys say.
    pub surveys: Vec<Surveyed>,
    /// What happened, the newest first.
    pub news: Vec<News>,
    /// Publications, the newest first.
    pub publications: Listed<Publication>,
    /// Stories that those they tell of agreed to.
    pub stories: Vec<Story>,
    /// Titles of the states of a problem.
    pub states: Vec<String>,
    /// How many problems each village has in each of these states, and in all.
    pub counted: Vec<(String, Vec<String>)>,
    /// Problems, the newest first.
    pub problems: Listed<Problem>,
    /// Votes of residents, the newest first.
    pub votes: Vec<Vote>,
}

/// What one question of a survey says.
pub struct Surveyed {
    /// What changed, in a sentence.
    pub said: Option<String>,
    /// Village by village.
    pub table: Table,
}

/// The first of a list, and how many there are where these are not all.
pub struct Listed<T> {
    /// The first.
    pub first: Vec<T>,
    /// How many in all.
    pub of: Option<String>,
}

impl<T> Default for Listed<T> {
    fn default() -> Listed<T> {
        Listed { first: Vec::new(), of: None }
    }
}

/// A village.
pub struct Village {
    /// What it is called.
    pub name: String,
    /// Of which district; perhaps empty.
    pub district: String,
    /// How many live there, where that is recorded.
    pub population: Option<String>,
}

/// An activity.
pub struct Activity {
    /// Number and title.
    pub name: String,
    /// From when to when.
    pub days: String,
    /// Where it stands.
    pub standing: String,
    /// How many of its indicators are met.
    pub met: String,
}

/// What was promised for an activity.
pub struct Promised {
    /// Number and title of the activity.
    pub activity: String,
    /// Indicators met.
    pub met: usize,
    /// Indicators in all.
    pub all: usize,
    /// The two, for people.
    pub said: String,
    /// The indicators.
    pub bars: Vec<Bar>,
}

/// What kind of news.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An event was held.
    Event,
    /// Something was published.
    Publication,
    /// A problem was raised.
    Raised,
    /// A public body answered a letter.
    Answered,
    /// Something was decided about a problem.
    Decided,
    /// A problem was solved.
    Solved,
    /// A problem was opened again, because it was not.
    Reopened,
    /// Residents voted, and the result is published.
    Voted,
}

impl Kind {
    /// Key of the sentence that names it.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Event => "public-news-event",
            Kind::Publication => "public-news-publication",
            Kind::Raised => "public-news-raised",
            Kind::Answered => "public-news-answered",
            Kind::Decided => "public-news-decided",
            Kind::Solved => "public-news-solved",
            Kind::Reopened => "public-news-reopened",
            Kind::Voted => "public-news-voted",
        }
    }
}

/// Something that happened.
pub struct News {
    /// What kind.
    pub kind: Kind,
    /// On which day.
    pub day: Date,
    /// What it is called.
    pub title: String,
    /// More exactly what kind, and where or in which medium; each perhaps empty.
    pub about: [String; 2],
    /// Where it can be read.
    pub href: Option<String>,
    /// The same for ever, whatever it will be called; says nothing about the record.
    pub guid: String,
}

/// A publication.
pub struct Publication {
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub href: Option<String>,
    /// The medium; perhaps empty.
    pub outlet: String,
    /// Of which kind the medium is.
    pub channel: String,
    /// When it was published.
    pub day: Option<Date>,
    /// The same, for people.
    pub day_said: String,
}

/// A success story.
pub struct Story {
    /// Its title.
    pub title: String,
    /// Of which village.
    pub place: String,
    /// How it was, what the project did, what came of it: heading and text.
    pub parts: Vec<(String, String)>,
}

/// A problem.
pub struct Problem {
    /// What it is.
    pub title: String,
    /// Village, sphere, day, number of people, as far as these are recorded.
    pub about: String,
    /// Its state.
    pub state: String,
    /// Whether it is solved.
    pub is_solved: bool,
}
