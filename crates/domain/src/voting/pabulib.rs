//! Files of Pabulib (`.pb`), in which towns publish their votes: three sections META, PROJECTS and VOTES, each a heading line
//! and lines of values between semicolons. Reading gives what could be read and a finding with its line for everything that
//! could not; with a severe one there is no election. Amounts are read in tenge and kept in tiyn.

use super::{Choice, Election, MOST_POINTS};
use crate::amount::{TIYN, plain_scaled, read_scaled};
use crate::finding::{Finding, Spot, has_severe};
use std::collections::{HashMap, HashSet};

/// So many findings are told; what is wrong everywhere is wrong in the first lines, too.
const MOST_FINDINGS: usize = 100;
/// A file has at most so many bytes: the largest one that Pabulib has is a tenth of it.
pub const MOST_BYTES: usize = 64 << 20;

/// How the ballots of a file are filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VoteType {
    /// Options that are wanted.
    Approval,
    /// Options in order, the most wanted first.
    Ordinal,
    /// Points, of which every voter has so many.
    Cumulative,
    /// Points for each option.
    Scoring,
    /// One option (read as an approval of one).
    ChooseOne,
}

impl VoteType {
    /// All of them with their words in files.
    pub const ALL: [(&'static str, VoteType); 5] = [
        ("approval", VoteType::Approval),
        ("ordinal", VoteType::Ordinal),
        ("cumulative", VoteType::Cumulative),
        ("scoring", VoteType::Scoring),
        ("choose-1", VoteType::ChooseOne),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        VoteType::ALL.iter().find(|(_, known)| *known == self).map_or("approval", |(word, _)| word)
    }

    fn has_points(self) -> bool {
        matches!(self, VoteType::Cumulative | VoteType::Scoring)
    }
}

/// A project of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// What it costs, in tiyn.
    pub cost: u64,
    /// What it is called; perhaps empty.
    pub name: String,
}

/// A ballot of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Vote {
    /// Who voted, as the file calls them; of ours a number by chance.
    pub voter: String,
    /// Projects by their place in the file, and their points (1 where the ballots have none).
    pub votes: Vec<(u32, u32)>,
}

/// A file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// What the file says of itself, in order, without what follows from the rest.
    pub meta: Vec<(String, String)>,
    /// The money, in tiyn.
    pub budget: u64,
    /// How ballots are filled in.
    pub vote_type: VoteType,
    /// The projects.
    pub projects: Vec<Project>,
    /// The ballots.
    pub votes: Vec<Vote>,
}

/// Keys of META that are written from the rest of the file.
const OWN: [&str; 4] = ["num_projects", "num_votes", "budget", "vote_type"];

impl File {
    /// The election that the file tells of.
    pub fn election(&self) -> Result<Election, Finding> {
        let options = self.projects.iter().map(|project| Choice { id: project.id.clone(), cost: project.cost });
        Election::of(self.budget, options.collect(), self.votes.iter().map(|vote| vote.votes.clone()))
    }

    /// The file as text.
    pub fn write(&self) -> String {
        let money = |tiyn: u64| plain_scaled(i64::try_from(tiyn).unwrap_or(i64::MAX), TIYN);
        let mut text = String::from("META\nkey;value\n");
        for (key, value) in &self.meta {
            text += &format!("{};{}\n", quoted(key), quoted(value));
        }
        text += &format!("num_projects;{}\nnum_votes;{}\n", self.projects.len(), self.votes.len());
        text += &format!("budget;{}\nvote_type;{}\n", money(self.budget), self.vote_type.word());
        text += "PROJECTS\nproject_id;cost;name\n";
        for project in &self.projects {
            text += &format!("{};{};{}\n", quoted(&project.id), money(project.cost), quoted(&project.name));
        }
        let has_points = self.vote_type.has_points();
        text += if has_points { "VOTES\nvoter_id;vote;points\n" } else { "VOTES\nvoter_id;vote\n" };
        for vote in &self.votes {
            let named = |(project, _): &(u32, u32)| self.projects[*project as usize].id.as_str();
            let ids: Vec<&str> = vote.votes.iter().map(named).collect();
            text += &format!("{};{}", quoted(&vote.voter), quoted(&ids.join(",")));
            if has_points {
                let points: Vec<String> = vote.votes.iter().map(|(_, points)| points.to_string()).collect();
                text += &format!(";{}", points.join(","));
            }
            text.push('\n');
        }
        text
    }
}

/// Reads a file of this name.
pub fn read(name: &str, bytes: &[u8]) -> (Option<File>, Vec<Finding>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.len() > MOST_BYTES {
        return (None, vec![Finding::severe("pb-too-large").at(Spot::line(name, 1, 1)).with("most", MOST_BYTES >> 20)]);
    }
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => {
            let row = 1 + text[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            return (None, vec![Finding::severe("pb-not-text").at(Spot::line(name, row as u32, 1))]);
        }
    };
    let mut reading = Reading { name, ..Reading::default() };
    reading.lines(text);
    reading.finish()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    const ALL: [(&'static str, Section); 3] =
        [("META", Section::Meta), ("PROJECTS", Section::Projects), ("VOTES", Section::Votes)];

    fn read(text: &str) -> Option<Section> {
        Section::ALL.iter().find(|(word, _)| word.eq_ignore_ascii_case(text.trim())).map(|(_, section)| *section)
    }
}

#[derive(Default)]
struct Reading<'t> {
    name: &'t str,
    findings: Vec<Finding>,
    seen: Vec<Section>,
    header: Vec<String>,
    meta: Vec<(String, String, u32)>,
    projects: Vec<Project>,
    places: HashMap<String, u32>,
    voters: HashSet<String>,
    votes: Vec<Vote>,
    vote_type: Option<VoteType>,
    /// Lines of the sections that could not be read: their counts are not held against what META says.
    lost: bool,
}

impl Reading<'_> {
    fn note(&mut self, finding: Finding, row: u32, column: u32) {
        self.lost |= finding.severity == crate::Severity::Severe;
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding.at(Spot::line(self.name, row, column)));
        }
    }

    fn lines(&mut self, text: &str) {
        let mut section: Option<(Section, bool)> = None;
        for (at, line) in text.lines().enumerate() {
            let row = at as u32 + 1;
            if line.trim().is_empty() {
                continue;
            }
            if let Some(found) = Section::read(line.trim_end_matches(';')) {
                if self.seen.contains(&found) {
                    self.note(Finding::severe("pb-section-twice").with("section", line.trim()), row, 1);
                }
                if found == Section::Votes {
                    self.learn_vote_type();
                }
                self.seen.push(found);
                section = Some((found, false));
                continue;
            }
            let Some(cells) = cells(line) else {
                self.note(Finding::severe("pb-quote-open"), row, 1);
                continue;
            };
            match &mut section {
                None => self.note(Finding::severe("pb-outside").with("typed", short(line)), row, 1),
                Some((of, is_headed @ false)) => {
                    *is_headed = true;
                    self.head(*of, cells, row);
                }
                Some((Section::Meta, true)) => self.of_meta(cells, row),
                Some((Section::Projects, true)) => self.project(&cells, row),
                Some((Section::Votes, true)) => self.vote(&cells, row),
            }
        }
    }

    fn head(&mut self, section: Section, cells: Vec<String>, row: u32) {
        self.header = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let needed: &[&str] = match section {
            Section::Meta => &["key", "value"],
            Section::Projects => &["project_id", "cost"],
            Section::Votes if self.vote_type.is_some_and(VoteType::has_points) => &["voter_id", "vote", "points"],
            Section::Votes => &["voter_id", "vote"],
        };
        for name in needed {
            if !self.header.iter().any(|known| known == name) {
                self.note(Finding::severe("pb-column-missing").with("column", name), row, 1);
            }
        }
    }

    fn cell<'c>(&self, cells: &'c [String], name: &str) -> (&'c str, u32) {
        let at = self.header.iter().position(|known| known == name);
        let text = at.and_then(|at| cells.get(at)).map(|cell| cell.trim()).filter(|text| *text != "None");
        (text.unwrap_or_default(), at.map_or(1, |at| at as u32 + 1))
    }

    fn of_meta(&mut self, cells: Vec<String>, row: u32) {
        let mut cells = cells.into_iter();
        let (key, value) = (cells.next().unwrap_or_default(), cells.next());
        match value {
            Some(value) => self.meta.push((key.trim().to_lowercase(), value.trim().to_string(), row)),
            None => self.note(Finding::severe("pb-value-missing").with("key", short(&key)), row, 1),
        }
    }

    fn learn_vote_type(&mut self) {
        let Some((_, word, row)) = self.meta.iter().find(|(key, ..)| key == "vote_type").cloned() else { return };
        self.vote_type = VoteType::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word)).map(|(_, of)| *of);
        if self.vote_type.is_none() {
            let known: Vec<&str> = VoteType::ALL.iter().map(|(word, _)| *word).collect();
            let finding = Finding::severe("pb-vote-type-unknown").with("typed", short(&word));
            self.note(finding.with("known", known.join(", ")), row, 2);
        }
    }

    /// An amount of money; what is none is noted.
    fn money(&mut self, typed: &str, row: u32, column: u32) -> Option<u64> {
        match read_scaled(typed, TIYN) {
            Some(tiyn) if tiyn >= 0 => u64::try_from(tiyn).ok(),
            Some(_) => {
                self.note(Finding::severe("pb-sum-negative").with("typed", short(typed)), row, column);
                None
            }
            None => {
                self.note(Finding::severe("pb-number-malformed").with("typed", short(typed)), row, column);
                None
            }
        }
    }

    fn project(&mut self, cells: &[String], row: u32) {
        let (id, column) = self.cell(cells, "project_id");
        if id.is_empty() || id.contains(',') {
            return self.note(Finding::severe("pb-project-unnamed").with("typed", short(id)), row, column);
        }
        if self.places.contains_key(id) {
            return self.note(Finding::severe("pb-project-twice").with("id", short(id)), row, column);
        }
        let (cost, column) = self.cell(cells, "cost");
        let Some(cost) = self.money(cost, row, column) else { return };
        self.places.insert(id.to_string(), self.projects.len() as u32);
        let name = self.cell(cells, "name").0.to_string();
        self.projects.push(Project { id: id.to_string(), cost, name });
    }

    fn vote(&mut self, cells: &[String], row: u32) {
        let (voter, column) = self.cell(cells, "voter_id");
        if voter.is_empty() {
            return self.note(Finding::severe("pb-voter-unnamed"), row, column);
        }
        if !self.voters.insert(voter.to_string()) {
            return self.note(Finding::severe("pb-voter-twice").with("id", short(voter)), row, column);
        }
        let has_points = self.vote_type.is_some_and(VoteType::has_points);
        let (points, points_column) = self.cell(cells, "points");
        let points: Vec<&str> = points.split(',').map(str::trim).filter(|text| !text.is_empty()).collect();
        let (named, column) = self.cell(cells, "vote");
        let named: Vec<&str> = named.split(',').map(str::trim).filter(|text| !text.is_empty()).collect();
        if has_points && points.len() != named.len() {
            let finding = Finding::severe("pb-points-unlike").with("votes", named.len()).with("points", points.len());
            return self.note(finding, row, points_column);
        }
        let mut votes: Vec<(u32, u32)> = Vec::with_capacity(named.len());
        for (at, id) in named.iter().enumerate() {
            let Some(place) = self.places.get(*id).copied() else {
                return self.note(Finding::severe("pb-project-unknown").with("id", short(id)), row, column);
            };
            if votes.iter().any(|(other, _)| *other == place) {
                return self.note(Finding::severe("pb-vote-twice").with("id", short(id)), row, column);
            }
            let points = match points.get(at).filter(|_| has_points) {
                None => 1,
                // Files of Pabulib write whole points with a nought behind the point, too.
                Some(typed) => match read_scaled(typed, 1).or_else(|| read_scaled(typed.strip_suffix(".0")?, 1)) {
                    Some(points) if (0..=i64::from(MOST_POINTS)).contains(&points) => points as u32,
                    _ => {
                        return self.note(
                            Finding::severe("pb-points-wrong").with("typed", short(typed)),
                            row,
                            points_column,
                        );
                    }
                },
            };
            votes.push((place, points));
        }
        votes.retain(|(_, points)| *points > 0);
        self.votes.push(Vote { voter: voter.to_string(), votes });
    }

    fn finish(mut self) -> (Option<File>, Vec<Finding>) {
        let last = 1;
        for (word, section) in Section::ALL {
            if !self.seen.contains(&section) {
                self.note(Finding::severe("pb-section-missing").with("section", word), last, 1);
            }
        }
        let said = |meta: &[(String, String, u32)], key: &str| meta.iter().find(|(known, ..)| known == key).cloned();
        let budget = match said(&self.meta, "budget") {
            Some((_, typed, row)) => self.money(&typed, row, 2),
            None => None,
        };
        for key in ["budget", "vote_type"] {
            if self.seen.contains(&Section::Meta) && said(&self.meta, key).is_none() {
                self.note(Finding::severe("pb-key-missing").with("key", key), last, 1);
            }
        }
        if !self.lost {
            for (key, found) in [("num_projects", self.projects.len()), ("num_votes", self.votes.len())] {
                let Some((_, typed, row)) = said(&self.meta, key) else { continue };
                if typed.parse() != Ok(found) {
                    let finding = Finding::warning("pb-number-differs").with("key", key).with("typed", short(&typed));
                    self.note(finding.with("found", found), row, 2);
                }
            }
        }
        if has_severe(&self.findings) {
            return (None, self.findings);
        }
        let (Some(budget), Some(vote_type)) = (budget, self.vote_type) else { return (None, self.findings) };
        let meta = self.meta.into_iter().filter(|(key, ..)| !OWN.contains(&key.as_str()));
        let meta = meta.map(|(key, value, _)| (key, value)).collect();
        (Some(File { meta, budget, vote_type, projects: self.projects, votes: self.votes }), self.findings)
    }
}

/// The values of a line; none where a quotation mark is not closed.
fn cells(line: &str) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            ';' if !quoted => cells.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    cells.push(cell);
    (!quoted).then_some(cells)
}

fn quoted(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.contains([';', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// What a finding repeats of a foreign file.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
