//! The sheet of a village: who lives there, its problems by priority, what was answered, SWOT, means of its own,
//! recommendations, where to turn.

use super::{Village, cut, listed, note, on_one_page, table};
use crate::outcome::is_called_solved;
use crate::{Project, Trouble};
use auyl_domain::amount::grouped;
use auyl_domain::statistics::withheld::FEWEST_SHOWN;
use auyl_domain::value::{long_date, shown_date};
use auyl_domain::views::{DECISION, LETTER, NEED, PLACE, PROBLEM, RECOMMENDATION, REPLY, SWOT, day};
use auyl_domain::{Lang, Record};
use auyl_reports::document::{Block, Cell, Document};
use jiff::civil::Date;

/// How full a draft of the sheet is: problems, lines of the other parts, letters of a line.
const DRAFTS: [(usize, usize, usize); 5] = [(12, 5, 160), (10, 4, 130), (8, 3, 110), (6, 2, 90), (4, 1, 70)];
/// Words of the parts of a SWOT, in the order in which they are read.
const PARTS: [&str; 4] = ["strength", "weakness", "opportunity", "threat"];

/// What stands on a sheet, before anything is left out.
struct Found {
    problems: Vec<Record>,
    decisions: Vec<Record>,
    swot: Vec<Record>,
    needs: Vec<Record>,
    recommendations: Vec<Record>,
    contacts: Vec<String>,
}

/// The sheet of a village as of a day; none where there is no such village.
pub async fn sheet(
    project: &Project,
    place: &str,
    lang: Lang,
    public: bool,
    today: Date,
) -> Result<Option<Document>, Trouble> {
    let Some(village) = Village::of(project, place, lang, public).await? else { return Ok(None) };
    let found = Found {
        problems: by_priority(&village, village.records(PROBLEM, &village.here(PLACE), None).await?),
        decisions: village
            .records(DECISION, &village.here(&format!("{PROBLEM}.{PLACE}")), Some(("decided_on", true)))
            .await?,
        swot: village.records(SWOT, &village.here(PLACE), None).await?,
        needs: village.records(NEED, &village.here(PLACE), None).await?,
        recommendations: village.records(RECOMMENDATION, &village.here(PLACE), Some(("position", false))).await?,
        contacts: village.contacts().await?,
    };
    let drafts = DRAFTS.iter().map(|fullness| draft(&village, &found, *fullness, today)).collect();
    Ok(Some(on_one_page(drafts).await?))
}

/// The heaviest first: open before solved, then by priority, then by people concerned.
fn by_priority(village: &Village<'_>, mut problems: Vec<Record>) -> Vec<Record> {
    let words = village.project.catalogue.choices("priority");
    let rank =
        |record: &Record| words.and_then(|words| words.all.iter().position(|word| word.id == record.text("priority")));
    problems.sort_by_key(|record| {
        let (rank, people) = (rank(record).unwrap_or(usize::MAX), record.number("people").unwrap_or_default());
        (is_called_solved(record), rank, std::cmp::Reverse(people))
    });
    problems
}

fn draft(
    village: &Village<'_>,
    found: &Found,
    (problems, lines, letters): (usize, usize, usize),
    today: Date,
) -> Document {
    let title = village.say("village-sheet-of", &[("village", village.name().to_string())]);
    let place = ["district", "rural_district"].map(|field| village.record.words(field, village.lang));
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let as_of = long_date(today, village.lang);
    let mut blocks = vec![Block::heading(1, title.clone()), note(format!("{} · {as_of}", place.join(", ")))];
    blocks.push(Block::text(people(village)));
    blocks.extend(problem_table(village, &found.problems, problems, letters));
    blocks.push(Block::text(answered(village, found)));
    let decision = |record: &Record| {
        let decided = day(record, "decided_on").map(shown_date).unwrap_or_default();
        let text = village.said(DECISION, record, "text");
        cut(&format!("{decided}, {}: {text}", village.said(DECISION, record, "body")), letters)
    };
    let decisions = found.decisions.iter().take(lines).map(decision).collect();
    blocks.extend(listed(village.say("village-decisions", &[]), decisions));
    blocks.extend(swot(village, &found.swot, lines.min(3), letters));
    let mut means: Vec<String> = found.needs.iter().map(|need| village.said(NEED, need, "resources")).collect();
    means.retain(|text| !text.is_empty());
    means.dedup();
    if !means.is_empty() {
        let means = cut(&means.into_iter().take(lines + 1).collect::<Vec<_>>().join("; "), letters * 2);
        blocks.push(Block::text(village.say("village-means", &[("means", means)])));
    }
    let recommendation = |record: &Record| {
        let (text, to) =
            (village.said(RECOMMENDATION, record, "text"), village.said(RECOMMENDATION, record, "addressee"));
        cut(&format!("{} ({to})", text.trim_end_matches('.')), letters)
    };
    let recommendations = found.recommendations.iter().take(lines).map(recommendation).collect();
    blocks.extend(listed(village.say("village-recommendations", &[]), recommendations));
    blocks.extend(listed(village.say("village-contacts", &[]), found.contacts.clone()));
    village.document(title, blocks)
}

fn people(village: &Village<'_>) -> String {
    let number = |field: &str| village.record.number(field).map(grouped).unwrap_or_default();
    let adults = if village.public { String::new() } else { number("adults") };
    village.say("village-people", &[("n", number("population")), ("adults", adults)])
}

fn problem_table(village: &Village<'_>, problems: &[Record], most: usize, letters: usize) -> Vec<Block> {
    if problems.is_empty() {
        return vec![Block::text(village.say("village-no-problems", &[]))];
    }
    let shows_priority = !village.public;
    let mut header = vec![village.say("village-problem", &[]), village.say("needs-sphere", &[])];
    if shows_priority {
        header.push(village.say("village-priority", &[]));
    }
    header.extend([village.say("needs-by-people", &[]), village.say("needs-state", &[])]);
    let row = |record: &Record| {
        let mut cells = vec![Cell::of(&cut(&village.said(PROBLEM, record, "title"), letters))];
        cells.push(Cell::of(&village.said(PROBLEM, record, "sphere")));
        if shows_priority {
            cells.push(Cell::of(&village.said(PROBLEM, record, "priority")));
        }
        let people = record.number("people").filter(|n| !village.public || *n as u64 >= FEWEST_SHOWN);
        cells.push(Cell::of(&people.map(grouped).unwrap_or_default()));
        cells.push(Cell::of(&village.said(PROBLEM, record, "state")));
        cells
    };
    let widths: &[u32] = if shows_priority { &[40, 22, 13, 11, 14] } else { &[48, 24, 13, 15] };
    let rows = problems.iter().take(most).map(row).collect();
    let mut blocks = vec![Block::heading(3, village.say("village-problems", &[])), table(widths, &header, rows)];
    if problems.len() > most {
        blocks.push(note(village.say("village-more", &[("n", (problems.len() - most).to_string())])));
    }
    blocks
}

/// How many were raised, went out in letters, were answered, decided and solved.
fn answered(village: &Village<'_>, found: &Found) -> String {
    let problems = &found.problems;
    let with = |field: &str| problems.iter().filter(|problem| problem.get(field).is_some()).count().to_string();
    let decided: std::collections::BTreeSet<&str> =
        found.decisions.iter().filter_map(|decision| Some(decision.link(PROBLEM)?.as_str())).collect();
    let solved = problems.iter().filter(|problem| is_called_solved(problem)).count();
    village.say(
        "village-answered",
        &[
            ("all", problems.len().to_string()),
            ("letters", with(LETTER)),
            ("replies", with(REPLY)),
            ("decided", decided.len().to_string()),
            ("solved", solved.to_string()),
        ],
    )
}

/// Strengths beside weaknesses, opportunities beside threats.
fn swot(village: &Village<'_>, all: &[Record], most: usize, letters: usize) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let cell = |part: &str| {
        let name = village.project.catalogue.label("swot_part", part, village.lang);
        let of = all.iter().filter(|record| record.text("part") == part).take(most);
        let lines = of.map(|record| Block::text(cut(&village.said(SWOT, record, "text"), letters)));
        Cell {
            blocks: std::iter::once(Block::Paragraph { inlines: vec![bold(name)], style: Default::default() })
                .chain(lines)
                .collect(),
            ..Cell::default()
        }
    };
    let rows = PARTS.chunks(2).map(|pair| pair.iter().map(|part| cell(part)).collect()).collect();
    vec![
        Block::heading(3, village.say("village-swot", &[])),
        Block::Table(auyl_reports::document::Table { widths: vec![50, 50], header_rows: 0, rows, caption: None }),
    ]
}

fn bold(text: String) -> auyl_reports::document::Inline {
    auyl_reports::document::Inline::Text { text, bold: true, italic: false }
}
