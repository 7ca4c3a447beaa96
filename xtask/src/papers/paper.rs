//! A made-up report on paper: paragraphs and tables in the order of the form, as plain text with tabs, or as a page of the
//! web that LibreOffice turns into DOCX and PDF.

use super::told::{Activity, Told};
use super::wordings::{Wordings, capital, day, grouped};
use crate::demo::Dice;

/// A piece of it.
pub enum Block {
    /// A paragraph.
    Line(String),
    /// Rows of cells, the first one headings.
    Table(Vec<Vec<String>>),
}

/// Writes what is told. Sections that the form does not number come in another order each time.
pub fn write(told: &Told, words: &Wordings, dice: &mut Dice) -> Vec<Block> {
    let mut fillers = words.all("filler").to_vec();
    dice.shuffle(&mut fillers);
    let mut page = Page { told, words, dice, fillers, section: 0, blocks: Vec::new() };
    page.head();
    page.narrative();
    page.comparison();
    let mut middle = [Page::economy, Page::goal, Page::statistics];
    page.dice.shuffle(&mut middle);
    middle.iter().for_each(|section| section(&mut page));
    page.results();
    page.end();
    page.blocks
}

/// As plain text: cells with tabs between them.
pub fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Line(line) => text.push_str(line),
            Block::Table(rows) => {
                text.push_str(&rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"));
            }
        }
        text.push_str("\n\n");
    }
    text
}

/// As HTML.
pub fn html(blocks: &[Block]) -> String {
    let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    // Ten columns stand on a page that lies on its side, as in the form.
    let style = "@page{size:29.7cm 21cm;margin:1.5cm}td{border:1px solid #000}";
    let mut html = format!("<!doctype html><meta charset=utf-8><style>{style}</style><body>");
    for block in blocks {
        match block {
            Block::Line(line) => html.push_str(&format!("<p>{}</p>", safe(line))),
            Block::Table(rows) => {
                html.push_str("<table border=1 cellspacing=0>");
                for row in rows {
                    let cells: String = row.iter().map(|cell| format!("<td>{}</td>", safe(cell))).collect();
                    html.push_str(&format!("<tr>{cells}</tr>"));
                }
                html.push_str("</table>");
            }
        }
    }
    html
}

/// Headings that the form numbers.
const SECTIONS: [&str; 8] =
    ["described", "deviation", "goal", "story", "statistics", "results", "priorities", "recommendations"];

struct Page<'a> {
    told: &'a Told,
    words: &'a Wordings,
    dice: &'a mut Dice,
    /// Sentences that say nothing, each of them once.
    fillers: Vec<String>,
    /// How many numbered sections there were.
    section: usize,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn say(&mut self, key: &'static str, names: &[(&str, &dyn ToString)]) {
        let mut line = self.words.say(self.dice, key, names);
        // Sections come in another order each time, their numbers do not.
        let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if SECTIONS.contains(&key)
            && let Some(title) = bare.strip_prefix(". ").filter(|_| bare.len() < line.len())
        {
            self.section += 1;
            line = format!("{}. {title}", self.section);
        }
        if self.told.emptied.contains(&key)
            && let Some((label, _)) = line.split_once(": ")
        {
            line = format!("{label}:");
        }
        self.blocks.push(Block::Line(line));
        let added = self.told.added.iter().filter(|(at, _)| *at == key);
        self.blocks.extend(added.map(|(_, sentence)| Block::Line(sentence.clone())));
    }

    fn filler(&mut self, most: usize) {
        for _ in 0..self.dice.below(most + 1) {
            self.blocks.extend(self.fillers.pop().map(Block::Line));
        }
    }

    fn table(&mut self, head: &'static str, rows: Vec<Vec<String>>) {
        let head = self.words.say(self.dice, head, &[]).split('|').map(str::to_string).collect();
        self.blocks.push(Block::Table(std::iter::once(head).chain(rows).collect()));
    }

    fn day(&self, at: super::wordings::Day) -> String {
        day(self.words, self.told.lang, at)
    }

    fn head(&mut self) {
        let told = self.told;
        let places: Vec<String> =
            told.villages.iter().map(|village| self.words.say(self.dice, "village", &[("village", village)])).collect();
        let fund = if told.lang == "kk" { "қоғамдық қоры" } else { "Общественный фонд" };
        let name = if told.lang == "kk" {
            format!("«{}» {fund}", told.project)
        } else {
            format!("{fund} «{}»", told.project)
        };
        self.say("title", &[]);
        self.say("name", &[("name", &name)]);
        self.say("head", &[("person", &told.person)]);
        self.say("address", &[("district", &told.district), ("village", &told.villages[0])]);
        self.say("project", &[("project", &told.project), ("places", &places.join(", "))]);
        let year = if told.lang == "kk" { "" } else { " года" };
        let [first, last] = told.period.map(|at| format!("{}{year}", self.day(at)));
        self.say("period", &[("first", &first), ("last", &last)]);
        self.say("grant", &[("sum", &grouped(told.grant)), ("words", &told.grant_words)]);
    }

    fn narrative(&mut self) {
        self.say("described", &[]);
        for (nth, activity) in self.told.activities.iter().enumerate() {
            if nth % 2 == 0 {
                self.say("objective", &[("n", &(nth / 2 + 1))]);
            }
            self.say("activity", &[("n", &(nth % 2 + 1)), ("activity", &activity.title)]);
            self.activity(activity);
            self.filler(2);
        }
        if self.told.registered {
            self.say("registered", &[]);
        }
    }

    fn activity(&mut self, activity: &Activity) {
        let key = match activity.kind {
            "gathering" => "gathering_told",
            "seminar" => "seminar_told",
            "meeting" => "meeting_told",
            "performance" => "performance_told",
            _ => "survey_told",
        };
        self.say(key, &[("events", &activity.events_told), ("people", &activity.people_told)]);
        if let Some(each) = activity.each_told {
            self.say("gathering_each", &[("people", &activity.people_told), ("each", &each)]);
        }
        if let Some((n, named)) = activity.topics {
            let topics: Vec<String> =
                self.words.all("topics").iter().take(named).map(|topic| format!("«{topic}»")).collect();
            self.say("seminar_named", &[("n", &n), ("topics", &topics.join(", "))]);
        }
    }

    fn comparison(&mut self) {
        self.say("table_lead", &[]);
        let mut rows = Vec::new();
        for (nth, activity) in self.told.activities.iter().enumerate() {
            let objective = self.words.say(self.dice, "objective", &[("n", &(nth / 2 + 1))]);
            let title = self.words.say(self.dice, "activity", &[("n", &(nth % 2 + 1)), ("activity", &activity.title)]);
            for (at, [label, plan, actual]) in activity.labels.iter().enumerate() {
                let once = |text: &str| if at == 0 { text.to_string() } else { String::new() };
                rows.push(vec![
                    if nth % 2 == 0 { once(&objective) } else { String::new() },
                    once(&title),
                    once(&activity.date),
                    once(&activity.place),
                    once(&activity.people),
                    once(&activity.short),
                    label.clone(),
                    plan.clone(),
                    actual.clone(),
                    once(&activity.long),
                ]);
            }
        }
        self.table("results_head", rows);
        self.say("deviation", &[]);
        for activity in self.told.activities.iter().filter(|activity| activity.is_explained) {
            self.say("deviation_told", &[("activity", &activity.title)]);
        }
    }

    fn economy(&mut self) {
        self.say("economy_lead", &[]);
        let told = self.told;
        let rows = [
            ("direct", "person_unit", told.direct),
            ("indirect", "person_unit", told.indirect),
            ("staff", "person_unit", told.staff),
            ("payroll", "tenge", told.parts[0]),
            ("taxes", "tenge", told.parts[1]),
            ("goods", "tenge", told.parts[2]),
        ];
        let row = |(nth, (label, unit, [plan, actual])): (usize, (&str, &str, [i64; 2]))| {
            let (label, unit) = (self.words.say(self.dice, label, &[]), self.words.say(self.dice, unit, &[]));
            vec![format!("{}.", nth + 1), label, unit, grouped(plan), grouped(actual)]
        };
        let rows = rows.into_iter().enumerate().map(row).collect();
        self.table("economy_head", rows);
    }

    fn goal(&mut self) {
        let told = self.told;
        self.say("goal", &[]);
        let [men, women] = told.parts_told;
        if self.dice.chance(50) {
            self.say("goal_parts", &[("n", &told.people_told[0]), ("men", &men), ("women", &women)]);
        } else {
            self.say("goal_told", &[("n", &told.people_told[0])]);
        }
        self.say("sites_told", &[("n", &told.sites_told[0])]);
        self.filler(1);
        self.say("story", &[]);
        for (story, village) in told.stories.iter().zip(&told.villages) {
            self.say("story_title", &[("village", village)]);
            self.blocks.push(Block::Line(story.clone()));
        }
    }

    fn statistics(&mut self) {
        let told = self.told;
        self.say("statistics", &[]);
        let cells = |of: &[Option<i64>]| {
            vec![of.iter().map(|number| number.map_or(String::new(), grouped)).collect::<Vec<String>>()]
        };
        self.say("gender", &[]);
        self.table("gender_head", cells(&told.gender));
        self.say("status", &[]);
        self.table("status_head", cells(&told.status));
        self.say("age", &[]);
        self.table("age_head", cells(&told.age));
    }

    fn results(&mut self) {
        let told = self.told;
        self.say("results", &[]);
        self.say("results_told", &[("n", &told.people_told[1]), ("sites", &told.sites_told[1])]);
        self.filler(2);
        self.say("partners", &[]);
        let row = |text: String| text.split('|').map(str::to_string).collect::<Vec<String>>();
        let partner = self.words.say(self.dice, "partner", &[("village", &told.villages[0])]);
        self.table("partners_head", vec![row(partner)]);
        self.say("priorities", &[]);
        let mut priority = row(self.words.say(self.dice, "priority", &[("sum", &told.priority)]));
        if let Some(kind) = &told.priority_kind {
            priority[3].clone_from(kind);
        }
        self.table("priorities_head", vec![priority]);
    }

    fn end(&mut self) {
        let told = self.told;
        self.say("recommendations", &[]);
        let mut rows = Vec::new();
        for letter in &told.letters {
            let mut said = capital(&letter.said);
            if let Some(day) = letter.replied {
                let date = self.day(day);
                said = format!("{said}. {}", self.words.say(self.dice, "reply", &[("date", &date)]));
            }
            rows.push(vec![letter.body.clone(), letter.asked.clone(), said]);
        }
        self.table("recommendations_head", rows);
        let pages = 6 + self.dice.below(3);
        self.say("pages", &[("n", &pages)]);
        self.say("signed", &[("person", &told.person)]);
        let filled = self.day(told.filled);
        self.say("filled", &[("date", &filled)]);
    }
}
