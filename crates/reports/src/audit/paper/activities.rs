//! The activities of a report: rows of the table of results, each with its labels, plan and actual, and the part of the
//! narrative that tells of it. A row that goes on behind a page, or over several rows of the grid, is one activity.

use super::super::claims::{Claim, Each, stem};
use super::super::lexer::{Kind, ONE, Token};
use super::super::tables::Known;
use super::super::vocabulary::{Hit, Meaning, Vocabulary};
use super::{Paper, Text};
use crate::source::{Passage, Source};
use auyl_domain::words::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The name of an activity at the beginning of a passage has no more pieces.
const TITLE: usize = 6;

/// Words of a label before what is told: "Тренинги. Тема …".
const LABEL: usize = 2;
/// Pieces before "мероприятие" at the head of a line: "Жоспардағы 2-іс-шара".
const NAME: usize = 3;
/// The same where the line ends no sentence: "Аталған міндет шеңберіндегі 2-іс-шара".
const LONG_NAME: usize = 5;
/// A numbered line of more pieces is a sentence.
const LINE: usize = 20;
/// So many in a hundred words of a line are a row's name.
const MOST_WORDS: usize = 60;
/// Pieces among which the number of a line stands.
const NUMBER: usize = 3;
/// Pieces of "(порядковый номер 2)".
const TO_CLOSE: usize = 5;
/// Brackets with no more pieces may number a heading: "(мероприятие № 2)".
const BRACKETS: usize = 5;

/// Something the project did.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    /// Its name as the report writes it.
    pub title: String,
    /// Number of its objective, where one is told.
    pub objective: Option<i64>,
    /// Its own number.
    pub number: Option<i64>,
    /// Passages of its row by the role of their column, in reading order.
    pub cells: BTreeMap<String, Vec<u32>>,
    /// Its indicators.
    pub pairs: Vec<Pair>,
    /// Passages of the narrative about it.
    pub narrative: Vec<u32>,
    /// Words of its name, without endings.
    stems: BTreeSet<String>,
}

/// One indicator: what is counted, what was planned, what was reached. Passages; none where the cell is empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The passage that names it.
    pub label: Option<u32>,
    /// The passage of the plan.
    pub plan: Option<u32>,
    /// The passage of what was reached.
    pub actual: Option<u32>,
}

impl Activity {
    /// Passages of a role.
    pub fn cell(&self, role: &str) -> &[u32] {
        self.cells.get(role).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn find(source: &Source, vocabulary: &Vocabulary, tables: &[Known], texts: &mut [Text]) -> Vec<Activity> {
    let mut activities = Vec::new();
    let mut objective = None;
    for known in tables.iter().filter(|known| known.shape == "results") {
        rows(source, known, texts, &mut activities, &mut objective);
    }
    for (nth, activity) in activities.iter().enumerate() {
        for passage in activity.cells.values().flatten() {
            texts[*passage as usize - 1].where_.activity = Some(nth);
        }
    }
    narrative(source, vocabulary, texts, &mut activities);
    activities
}

fn rows(source: &Source, known: &Known, texts: &[Text], activities: &mut Vec<Activity>, objective: &mut Option<i64>) {
    let Some(grid) = source.table(known.table) else { return };
    let mut rows: BTreeMap<u32, Vec<&crate::source::GridCell>> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| cell.row > known.headings) {
        rows.entry(cell.row).or_default().push(cell);
    }
    for cells in rows.values() {
        let of = |role: &str| cells.iter().find(|cell| known.role(cell.column) == Some(role));
        if let Some(cell) = of("objective_cell").filter(|cell| !cell.text.trim().is_empty())
            && let Some(number) = number_of(&cell.passages, texts)
        {
            *objective = Some(number);
        }
        let named = of("activity_cell").filter(|cell| !cell.text.trim().is_empty());
        let begins = named.is_some_and(|cell| {
            let first = cell.text.chars().find(|c| c.is_alphanumeric());
            // A small letter goes on with a name that a page broke.
            activities.is_empty() || first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        });
        if begins && let Some(cell) = named {
            let title = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let number = number_of(&cell.passages, texts);
            activities.push(Activity {
                stems: stems(&title),
                title,
                objective: *objective,
                number,
                ..Activity::default()
            });
        }
        let Some(activity) = activities.last_mut() else { continue };
        let before: BTreeMap<String, usize> =
            activity.cells.iter().map(|(role, all)| (role.clone(), all.len())).collect();
        for cell in cells {
            let Some(role) = known.role(cell.column) else { continue };
            if role == "objective_cell" {
                continue;
            }
            // What was reached is often told once for all rows of an activity, in a tall cell.
            activity.cells.entry(role.to_string()).or_default().extend(&cell.passages);
        }
        pairs(activity, &before, texts);
    }
}

/// The number behind "Мероприятие", or before "-іс-шара".
fn number_of(passages: &[u32], texts: &[Text]) -> Option<i64> {
    let text = texts.get(*passages.first()? as usize - 1)?;
    numbered(text)
}

/// "Мероприятие 2", "2-іс-шара", "Мероприятие № 2".
fn numbered(text: &Text) -> Option<i64> {
    text.tokens.iter().take(4).find_map(|token| match &token.kind {
        Kind::Ordinal(number) => Some(*number),
        Kind::Reference(number) => number.parse().ok(),
        _ => None,
    })
}

/// "2 задача. …", "2 міндет: …": a number that is no ordinal names only where a mark ends the name.
fn number_before(text: &Text) -> Option<i64> {
    let number =
        |at: usize| text.tokens.get(at)?.number().filter(|number| !number.in_words && number.value < 100 * ONE);
    // "2-шара: …", "Жоспардағы 2-шара. …".
    let is_joined = |at: usize| text.tokens.get(at + 1).is_some_and(|mark| mark.is('-'));
    let ends = text.tokens.get(2).is_some_and(|mark| mark.is('.') || mark.is(':'));
    let first = number(0).filter(|_| is_joined(0) || ends);
    first.or_else(|| number(1).filter(|_| is_joined(1))).map(|number| number.value / ONE)
}

/// "Меропр. 1. …": the number behind a name that is cut.
fn number_after(text: &Text, list: Option<usize>) -> Option<i64> {
    let named =
        text.hits.iter().find(|hit| hit.from == 0 && list.is_some_and(|list| hit.meaning == Meaning::List(list)))?;
    // "Мероприятие (порядковый номер 2).".
    if text.tokens.get(named.to).is_some_and(|token| token.is('(')) {
        let close = (named.to..text.tokens.len().min(named.to + TO_CLOSE)).find(|at| text.tokens[*at].is(')'))?;
        return number_in(&text.tokens[close - 1]);
    }
    let point = text.tokens.get(named.to).filter(|token| token.is('.'))?;
    let next = text.tokens.get(named.to + 1).filter(|next| next.at.start > point.at.start)?;
    match next.kind {
        Kind::Ordinal(number) => Some(number),
        _ => next.number().filter(|number| number.value < 100 * ONE).map(|number| number.value / ONE),
    }
}

/// "Сходы граждан (мероприятие 2)", "Жиналыстар (2-іс-шара)": the number that brackets at the end of a heading tell.
fn number_behind(text: &Text, list: Option<usize>) -> Option<i64> {
    let opens = text.tokens.iter().rposition(|token| token.is('('))?;
    let inside = opens + 1..text.tokens.len().checked_sub(1).filter(|last| text.tokens[*last].is(')'))?;
    let names =
        |hit: &Hit<Meaning>| inside.contains(&hit.from) && list.is_some_and(|list| hit.meaning == Meaning::List(list));
    if inside.len() > BRACKETS || !text.hits.iter().any(names) {
        return None;
    }
    text.tokens[inside].iter().find_map(number_in)
}

/// "2", "2-іс-шара", "№ 2".
fn number_in(token: &Token) -> Option<i64> {
    match &token.kind {
        Kind::Ordinal(number) => Some(*number),
        Kind::Reference(number) => number.parse().ok(),
        Kind::Number(number) => Some(number.value / ONE),
        _ => None,
    }
}

/// Labels, plans and actuals of the rows that were just read stand side by side, one paragraph each.
fn pairs(activity: &mut Activity, before: &BTreeMap<String, usize>, texts: &[Text]) {
    let new = |role: &str| -> Vec<u32> {
        let from = before.get(role).copied().unwrap_or(0);
        let all = activity.cell(role).get(from..).unwrap_or(&[]);
        all.iter().copied().filter(|passage| !texts[*passage as usize - 1].tokens.is_empty()).collect()
    };
    let (mut labels, plans, actuals) = (new("label"), new("plan"), new("actual"));
    if labels.is_empty() {
        // A table without labels counts what its rows name.
        labels = new("activity_cell");
    }
    let made: Vec<Pair> = if plans.len() == actuals.len() {
        let label = |nth: usize| if labels.len() == plans.len() { labels.get(nth).copied() } else { None };
        (0..plans.len())
            .map(|nth| Pair { label: label(nth), plan: Some(plans[nth]), actual: Some(actuals[nth]) })
            .collect()
    } else {
        Vec::new()
    };
    activity.pairs.extend(made);
}

/// One value of an indicator: its plan and what was reached.
#[derive(Clone, Debug)]
pub struct Value<'p> {
    /// What is planned.
    pub plan: &'p Claim,
    /// What was reached.
    pub actual: &'p Claim,
    /// The passage of its label and the tokens there that are this value's: "Алаң саны; жарыс саны" has one for each.
    pub label: Option<(u32, Range<usize>)>,
}

impl Paper<'_> {
    /// The values of a pair of cells: as many as both cells have, or else the first ones.
    pub fn values(&self, pair: &Pair) -> Vec<Value<'_>> {
        let claims = |passage: Option<u32>| -> Vec<&Claim> {
            let text = passage.and_then(|passage| self.text(passage));
            let claims = text.into_iter().flat_map(|(_, text)| &text.claims);
            claims.filter(|claim| !claim.in_brackets && matches!(claim.each, None | Some(Each::Unsaid))).collect()
        };
        let (plans, actuals) = (claims(pair.plan), claims(pair.actual));
        let n = if plans.len() == actuals.len() { plans.len() } else { plans.len().min(actuals.len()).min(1) };
        let labels = pair.label.map(|label| (label, self.labels(label)));
        let label = |nth: usize| {
            let (passage, parts) = labels.as_ref()?;
            let own = if parts.len() == n { parts.get(nth) } else { parts.first().filter(|_| n == 1) };
            Some((*passage, own.cloned()?))
        };
        (0..n).map(|nth| Value { plan: plans[nth], actual: actuals[nth], label: label(nth) }).collect()
    }

    /// The parts of a label that name several indicators: "Алаң саны; жарыс саны".
    pub fn labels(&self, passage: u32) -> Vec<Range<usize>> {
        let Some((_, text)) = self.text(passage) else { return Vec::new() };
        let mut parts = Vec::new();
        let mut from = 0;
        for (at, token) in text.tokens.iter().enumerate() {
            if token.is(';') {
                parts.push(from..at);
                from = at + 1;
            }
        }
        parts.push(from..text.tokens.len());
        parts.retain(|part| !part.is_empty());
        parts
    }
}

/// Which passages of the narrative tell of which activity: those under a heading "Мероприятие 3 …", up to the next heading.
fn narrative(source: &Source, vocabulary: &Vocabulary, texts: &mut [Text], activities: &mut Vec<Activity>) {
    let starts = |passage: &Passage, text: &Text, list: &str| {
        let list = vocabulary.list(list);
        let within = if passage.text.trim_end().ends_with('.') { NAME } else { LONG_NAME };
        text.hits.iter().any(|hit| hit.from <= within && list.is_some_and(|list| hit.meaning == Meaning::List(list)))
    };
    let (mut objective, mut current) = (None, None);
    for (passage, text) in source.passages().iter().zip(texts) {
        if passage.place.table.is_some() {
            if text.where_.shape.is_some() {
                current = None;
            }
            continue;
        }
        let number = numbered(text)
            .or_else(|| number_before(text))
            .or_else(|| number_after(text, vocabulary.list("head_activity")));
        if number.is_some() && starts(passage, text, "head_objective") && !is_nearer(text, vocabulary) {
            objective = number;
            current = None;
            text.where_.is_heading = true;
            continue;
        }
        let behind = number_behind(text, vocabulary.list("head_activity"));
        let number = behind.or(number);
        if behind.is_some() || number.is_some() && starts(passage, text, "head_activity") {
            let stems = stems(&passage.text);
            let known = best(activities, objective, number, &stems);
            current = Some(known.unwrap_or_else(|| {
                activities.push(Activity {
                    title: passage.text.clone(),
                    objective,
                    number,
                    stems,
                    ..Activity::default()
                });
                activities.len() - 1
            }));
            text.where_.is_heading = !goes_on(text);
            text.where_.activity = current;
            if let Some(nth) = current.filter(|_| !text.where_.is_heading) {
                activities[nth].narrative.push(passage.place.passage);
            }
            continue;
        }
        if let Some(known) = listed(passage, text, activities, objective) {
            current = Some(known);
            text.where_.is_heading = true;
            text.where_.activity = current;
            continue;
        }
        if text.where_.is_heading && text.where_.section.is_some() {
            current = None;
            continue;
        }
        // "Семинары", "2. Эко-сабақтар", or a sentence of nothing else before the paragraph: the name of a row alone.
        if let Some((title, is_alone)) = title(passage, text) {
            // A title of another thing ends what was told; a short sentence does not.
            current = titled(activities, title).or(current.filter(|_| !is_alone));
        }
        text.where_.activity = current;
        if let Some(nth) = current {
            activities[nth].narrative.push(passage.place.passage);
        }
    }
}

/// "Мероприятие 2. Семинары. Прошло 9 семинаров, …": behind the name of the activity it is told of, in the same paragraph.
fn goes_on(text: &Text) -> bool {
    let stops = |at: &usize| text.tokens[*at].is('.');
    let stop = (LABEL + 1..text.tokens.len()).find(stops);
    stop.is_some_and(|stop| {
        let told = &text.tokens[stop + 1..];
        told.len() > TITLE && told.iter().any(|token| token.number().is_some())
    })
}

/// "Аталған міндет шеңберіндегі 1-іс-шара": the number is that of the word beside it.
fn is_nearer(text: &Text, vocabulary: &Vocabulary) -> bool {
    let numbers = |token: &Token| matches!(token.kind, Kind::Ordinal(_) | Kind::Reference(_) | Kind::Number(_));
    let Some(number) = text.tokens.iter().position(numbers) else { return false };
    let far = |list: &str| {
        let list = vocabulary.list(list).map(Meaning::List);
        let hits = text.hits.iter().filter(|hit| Some(hit.meaning) == list);
        hits.map(|hit| number.abs_diff(hit.from)).min().unwrap_or(usize::MAX)
    };
    far("head_activity") <= far("head_objective")
}

/// "2) Обучение актива сёл": a numbered line that ends no sentence and has most words of a row's name.
fn listed(passage: &Passage, text: &Text, activities: &[Activity], objective: Option<i64>) -> Option<usize> {
    let number = head_number(text)?;
    let ends = passage.text.trim_end();
    if text.tokens.len() > LINE || ends.ends_with([';', ':']) {
        return None;
    }
    let stems = stems(&passage.text);
    let nth = best(activities, objective, Some(number), &stems)?;
    let own = &activities[nth].stems;
    // What ends like a sentence must have every word of the name.
    let least = if ends.ends_with('.') { 100 } else { MOST_WORDS };
    (own.intersection(&stems).count() * 100 >= own.len().min(stems.len()).max(1) * least).then_some(nth)
}

/// "2) …", "Шаг 2. …", "№ 2 белсенділік: …": the number of a line among its first pieces, whatever the word beside it is.
fn head_number(text: &Text) -> Option<i64> {
    let ordered = text.tokens.iter().take(NUMBER).find_map(|token| match &token.kind {
        Kind::Ordinal(number) => Some(*number),
        Kind::Reference(number) => number.parse().ok(),
        _ => None,
    });
    // "Шаг 2. …", "Мер. 2 – …", "Жоспардың 1-тармағы. …", and not "Семинары: 64 вместо 60".
    let named = || {
        (1..NUMBER).find_map(|at| {
            let number = text.tokens.get(at)?.number().filter(|number| number.value < 100 * ONE && !number.in_words)?;
            let before = text.tokens[..at].iter().all(|token| token.word().is_some() || token.is('.'));
            let mark = matches!(text.tokens.get(at + 1)?.kind, Kind::Mark('.' | ':' | '–' | '—' | '-'));
            (before && mark).then_some(number.value / ONE)
        })
    };
    ordered.or_else(named)
}

/// The first few words of a passage up to a full stop or to its end, where they may be the name of something; and whether they
/// are a title and no sentence: nothing ends them, or they are one or two words before what is told.
fn title<'t>(passage: &'t Passage, text: &Text) -> Option<(&'t str, bool)> {
    let begins = usize::from(matches!(text.tokens.first()?.kind, Kind::Ordinal(_)));
    let stop = text.tokens.iter().skip(begins + 1).position(|token| token.is('.')).map(|at| at + begins + 1);
    let end = stop.unwrap_or(text.tokens.len());
    let is_counted =
        |at: usize| text.tokens[at].number().is_some() || matches!(text.tokens[at].kind, Kind::Mark(':' | ';' | ','));
    let is_short = end > begins && end - begins <= TITLE && !(begins..end).any(is_counted);
    let is_alone = stop.is_none_or(|stop| stop + 1 < text.tokens.len() && end - begins <= LABEL);
    is_short.then(|| (&passage.text[text.tokens[begins].at.start..text.tokens[end - 1].at.end], is_alone))
}

/// The one row that is called so: its name begins with the first word, and has the others.
fn titled(activities: &[Activity], title: &str) -> Option<usize> {
    let (words, title) = (longer_words(title), stems(title));
    let fits = |activity: &&Activity| {
        let first = longer_words(&activity.title).into_iter().find(|word| !matches!(word.as_str(), "мероп" | "шара"));
        first.is_some() && first.as_ref() == words.first() && title.is_subset(&activity.stems)
    };
    let mut found = activities.iter().enumerate().filter(|(_, activity)| fits(activity));
    let (nth, _) = found.next()?;
    found.next().is_none().then_some(nth)
}

/// The activity that a heading of the narrative names: by its words, and by its numbers where the words do not decide.
fn best(
    activities: &[Activity],
    objective: Option<i64>,
    number: Option<i64>,
    stems: &BTreeSet<String>,
) -> Option<usize> {
    let score = |activity: &Activity| {
        let shared = activity.stems.intersection(stems).count();
        let least = activity.stems.len().min(stems.len()).max(1);
        let numbers = usize::from(activity.number.is_some() && activity.number == number)
            + usize::from(activity.objective.is_some() && activity.objective == objective);
        shared * 100 / least + numbers * 15
    };
    let best = activities.iter().enumerate().map(|(nth, activity)| (score(activity), std::cmp::Reverse(nth))).max()?;
    (best.0 >= 60).then_some(best.1.0)
}

/// How much two names share, in percent of the longer words of both.
pub fn alike(one: &str, other: &str) -> usize {
    let (one, other) = (stems(one), stems(other));
    let shared = one.intersection(&other).count();
    shared * 200 / (one.len() + other.len()).max(1)
}

/// The longer words of a name, cut to their beginnings so that endings do not matter.
pub fn stems(title: &str) -> BTreeSet<String> {
    longer_words(title).into_iter().collect()
}

fn longer_words(title: &str) -> Vec<String> {
    title.split(|c: char| !c.is_alphanumeric()).filter_map(|word| stem(&fold(word))).collect()
}
