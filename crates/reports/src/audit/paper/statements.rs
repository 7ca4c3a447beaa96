//! Claims with what they are said of: which quantity, of which activity or of the whole project, planned or reached. A number
//! in a cell gets its quantity from the label of its row or the heading of its column where it names none itself.

use super::super::claims::{Each, Unit, is_genitive};
use super::super::lexer::ONE;
use super::super::tables::BOTH;
use super::super::vocabulary::{Comparator, Counted, Hit, Meaning};
use super::{Activity, Paper, Text, has_kazakh};
use crate::source::{Grid, GridCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words between a number and "ещё 2".
const TO_MORE: usize = 12;

/// No sum of a project is smaller, not even in thousands.
const LEAST_SUM: i64 = 20 * ONE;

/// Whether a number was planned or reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// It stands in a column of what was planned, or is told as planned.
    Plan,
    /// It stands in a column of what was reached.
    Actual,
    /// It is told in running text.
    Told,
}

/// A claim and what it is said of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Nth passage, from 1.
    pub passage: u32,
    /// Nth claim of it.
    pub claim: usize,
    /// What is counted: an index into the quantities of the vocabulary.
    pub quantity: usize,
    /// In hundredths.
    pub value: i64,
    /// In what.
    pub unit: Unit,
    /// How exactly.
    pub comparator: Comparator,
    /// For each of which units.
    pub each: Option<Each>,
    /// Planned or reached.
    pub side: Side,
    /// The activity, none for the whole project.
    pub activity: Option<usize>,
    /// It is said of a part only: of one village, of "из них".
    pub is_partial: bool,
}

impl Statement {
    /// An exact number of the whole that was reached.
    pub fn is_result(&self) -> bool {
        self.side != Side::Plan && self.comparator == Comparator::Exactly && self.each.is_none() && !self.is_partial
    }
}

/// All claims whose quantity is known.
pub(super) fn find(paper: &Paper<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    for (passage, text) in paper.passages() {
        // Headings and names of what is counted claim nothing.
        let names = matches!(text.where_.role.as_deref(), Some("label" | "activity_cell" | "objective_cell" | "unit"));
        if (text.where_.is_heading || names) && passage.place.table.is_some() {
            continue;
        }
        for (nth, claim) in text.claims.iter().enumerate() {
            let label = label_of(paper, passage.place.passage, nth);
            let own = claim.quantity.filter(|_| claim.is_close || claim.unit != Unit::Piece);
            let Some(quantity) = choose(paper, own, label) else { continue };
            let quantity = of_the_project(paper, text, claim.token, quantity).unwrap_or(quantity);
            let kind = paper.vocabulary.quantities[quantity].kind;
            // Nobody counts a half of a person or of a meeting: it is a mean, or the number of a section.
            let is_broken = claim.number.value % ONE != 0 && !matches!(kind, Counted::Money | Counted::Share);
            // "Айлық алатындар: 8": those whom it pays.
            let are_paid = kind == Counted::Money && claim.unit == Unit::Piece && claim.number.value < LEAST_SUM;
            if is_broken || are_paid {
                continue;
            }
            let (side, activity) = (side_of(paper, text, claim.token), text.where_.activity);
            let is_whole =
                paper.vocabulary.quantities[quantity].whole || kind == Counted::Share || kind == Counted::Money;
            found.push(Statement {
                passage: passage.place.passage,
                claim: nth,
                quantity,
                value: claim.number.value,
                unit: claim.unit,
                comparator: claim.comparator,
                each: claim.each,
                side,
                activity: activity.filter(|_| !is_whole),
                // A table of no known kind breaks something down: what its headings name is told in parts there.
                is_partial: passage.place.table.is_some() && text.where_.shape.is_none() && own.is_none()
                    || claim.of.is_some()
                    || claim.is_level
                    || is_partial(paper, text, claim.token)
                    || is_extreme(paper, text, claim.token)
                    || is_label_extreme(paper, passage.place.passage),
            });
        }
    }
    of_several(paper, &mut found);
    found
}

/// "Фонд оплаты труда: руководитель 840 000, бухгалтер 560 000": several sums that one sentence tells of one thing are parts of it.
fn of_several(paper: &Paper<'_>, statements: &mut [Statement]) {
    let is_sum = |s: &Statement| {
        let is_told = s.side == Side::Told && !paper.claim(s).number.in_words;
        paper.vocabulary.quantities[s.quantity].kind == Counted::Money && is_told
    };
    let sentence = |s: &Statement| {
        let text = &paper.texts[s.passage as usize - 1];
        (s.passage, s.quantity, paper.said(text).sentence(paper.claim(s).token).start)
    };
    let mut values: BTreeMap<(u32, usize, usize), BTreeSet<i64>> = BTreeMap::new();
    for sum in statements.iter().filter(|s| is_sum(s)) {
        values.entry(sentence(sum)).or_default().insert(sum.value);
    }
    for sum in statements.iter_mut().filter(|s| is_sum(s)) {
        sum.is_partial |= values[&sentence(sum)].len() > 1;
    }
}

/// What a number counts by its own words and by its label. "283" below "Количество участников" has no words; "283 человека"
/// there are the participants, not just people.
fn choose(paper: &Paper<'_>, own: Option<usize>, label: Option<usize>) -> Option<usize> {
    let id = |quantity: usize| paper.vocabulary.quantities[quantity].id.as_str();
    match (own, label) {
        (Some(own), Some(label))
            if id(own) == "people" && paper.vocabulary.quantities[label].kind == Counted::Persons =>
        {
            Some(label)
        }
        (Some(own), _) => Some(own),
        (None, label) => label,
    }
}

/// "Жобаға 130 адам қатысты": people of no activity in a sentence about the project are those of the whole.
fn of_the_project(paper: &Paper<'_>, text: &Text, token: usize, quantity: usize) -> Option<usize> {
    let is_people = matches!(paper.vocabulary.quantities[quantity].id.as_str(), "participants");
    if !is_people || text.where_.activity.is_some() || text.where_.role.is_some() {
        return None;
    }
    let said = paper.said(text);
    let sentence = said.sentence(token);
    let names = said.says("whole_project", &sentence);
    // "По 20 с каждого села, по проекту в целом – 60" adds up one activity.
    let adds_up = text.claims.iter().any(|claim| claim.each == Some(Each::Site) && sentence.contains(&claim.token));
    (names && !adds_up).then(|| paper.vocabulary.quantity("direct_beneficiaries"))?
}

/// A cell tells plan and actual: below a heading of both, or in words.
fn tells_both(paper: &Paper<'_>, text: &Text) -> bool {
    let said = paper.said(text);
    let says = |list: &str| said.listed(list).next().is_some();
    text.claims.len() == 2 && (text.where_.role.as_deref() == Some(BOTH) || says("planned") && says("reached"))
}

/// The quantity that the label of a cell's row, or the heading of its column, names.
fn label_of(paper: &Paper<'_>, passage: u32, claim: usize) -> Option<usize> {
    let text = &paper.texts[passage as usize - 1];
    let place = paper.source.passage(passage)?.place;
    let grid = paper.source.table(place.table?)?;
    // Several numbers side by side cannot share one label, unless it has a part for each: "Сенбілік саны; көшет саны".
    if text.claims.len() > 1 && text.where_.shape.as_deref() == Some("results") {
        let label = text.where_.activity.and_then(|nth| pair_label(&paper.activities[nth], passage));
        let parts =
            label.map(|label| (label, paper.labels(label))).filter(|(_, parts)| parts.len() == text.claims.len());
        if let Some((label, parts)) = parts {
            return named_within(paper, label, parts[claim].clone());
        }
    }
    if text.claims.len() > 1 && claim > 0 && !tells_both(paper, text) {
        return None;
    }
    let known = paper.tables.iter().find(|known| known.table == grid.number);
    let role = text.where_.role.as_deref();
    match (known.map(|known| known.shape.as_str()), role) {
        (Some("results"), Some("plan" | "actual")) => {
            let activity = &paper.activities[text.where_.activity?];
            pair_label(activity, passage).and_then(|label| named(paper, label))
        }
        (Some("results" | "economy"), Some(BOTH)) => {
            let label = known.and_then(|known| known.column("label"));
            let left = || {
                (1..place.column?)
                    .rev()
                    .filter_map(|column| grid.at(place.row?, column))
                    .find_map(|cell| named_in(paper, cell))
            };
            label.and_then(|column| named_in(paper, grid.at(place.row?, column)?)).or_else(left)
        }
        (Some("results"), Some("people")) => paper.vocabulary.quantity("participants"),
        (Some("results" | "partners" | "priorities" | "recommendations"), _) => None,
        (Some("economy"), Some("plan" | "actual")) => {
            let cell = |role: &str| known.and_then(|known| known.column(role)).and_then(|at| grid.at(place.row?, at));
            let named = named_in(paper, cell("label")?)?;
            // "Работники на зарплате, чел." are no pay.
            let are_people = cell("unit").and_then(|unit| named_in(paper, unit)).is_some();
            let is_money = paper.vocabulary.quantities[named].kind == Counted::Money;
            (!(is_money && are_people)).then_some(named)
        }
        (Some("gender" | "status" | "age"), Some("total")) => paper.vocabulary.quantity("direct_beneficiaries"),
        (Some("gender"), Some("men")) => paper.vocabulary.quantity("men"),
        (Some("gender"), Some("women")) => paper.vocabulary.quantity("women"),
        (Some(_), _) => None,
        (None, _) => by_headings(paper, grid, place.row?, place.column?),
    }
}

fn pair_label(activity: &Activity, passage: u32) -> Option<u32> {
    let is_of = |pair: &&super::Pair| pair.plan == Some(passage) || pair.actual == Some(passage);
    activity.pairs.iter().find(is_of)?.label
}

/// In a table of no known kind: the words at the beginning of the row, then those above the column.
fn by_headings(paper: &Paper<'_>, grid: &Grid, row: u32, column: u32) -> Option<usize> {
    let left = (1..column).rev().filter_map(|column| grid.at(row, column));
    let above = (1..row).filter_map(|row| grid.at(row, column)).take(1);
    left.chain(above).find_map(|cell| named_in(paper, cell))
}

fn named_in(paper: &Paper<'_>, cell: &GridCell) -> Option<usize> {
    cell.passages.iter().find_map(|passage| named(paper, *passage))
}

impl Paper<'_> {
    /// The quantity that the label in a cell names.
    pub fn quantity_of(&self, cell: &GridCell) -> Option<usize> {
        named_in(self, cell)
    }
}

/// The quantity that a label names: "Количество участников (члены местного сообщества)".
fn named(paper: &Paper<'_>, passage: u32) -> Option<usize> {
    let text = paper.texts.get(passage as usize - 1)?;
    named_within(paper, passage, 0..text.tokens.len())
}

/// The same of some tokens of a label.
fn named_within(paper: &Paper<'_>, passage: u32, within: Range<usize>) -> Option<usize> {
    let text = paper.texts.get(passage as usize - 1)?;
    let quantity = |hit: &super::Hit<Meaning>| match hit.meaning {
        Meaning::Quantity(quantity) if within.contains(&hit.from) => {
            Some((hit.from, std::cmp::Reverse(hit.to), quantity))
        }
        _ => None,
    };
    // "Списки участников" are lists, "Фотоотчет" is photos: the longest of the first words. In Kazakh what is counted
    // stands last: "қатысушыларды тіркеу парақтары" are sheets.
    let is_kazakh = paper.is_kazakh || has_kazakh(&paper.source.passage(passage)?.text);
    let ends = text.tokens.iter().position(|token| token.is('(')).filter(|at| *at > 0).unwrap_or(text.tokens.len());
    let outside =
        text.hits.iter().filter(|hit| hit.from < ends && !(is_kazakh && is_of(paper, text, hit))).filter_map(quantity);
    let head = match is_kazakh {
        true => outside.max_by_key(|(from, to, _)| (to.0, std::cmp::Reverse(*from)))?,
        false => outside.min().or_else(|| text.hits.iter().filter_map(quantity).min())?,
    };
    Some(paper.said(text).variant(head.2, head.0))
}

/// "Келгендерді тіркеген …", "қызметкерлердің …": in Kazakh a noun in these cases is not what is counted, unless a word for a
/// number follows.
fn is_of(paper: &Paper<'_>, text: &Text, hit: &super::Hit<Meaning>) -> bool {
    const ACCUSATIVE: [&str; 6] = ["ды", "ди", "ты", "ти", "ны", "ни"];
    let word = text.tokens.get(hit.to - 1).and_then(|token| token.word()).unwrap_or_default();
    let said = paper.said(text);
    let counts = |at: usize| said.is_in("number_of", at) || said.is_in("total", at);
    let is_last = hit.to == text.tokens.len();
    !is_last && !counts(hit.to) && (is_genitive(word) || ACCUSATIVE.iter().any(|end| word.ends_with(end)))
}

fn side_of(paper: &Paper<'_>, text: &Text, token: usize) -> Side {
    if text.where_.is_plan() {
        return Side::Plan;
    }
    let said = paper.said(text);
    // "план 8, факт 10": the nearest word before the number says which of both it is.
    let before = |list: &str| said.listed(list).filter(|hit| hit.to <= token).map(|hit| token - hit.to).min();
    let planned = before("planned").filter(|far| *far <= 2);
    let reached = before("reached").filter(|far| *far <= 2 && planned.is_none_or(|planned| *far < planned));
    if planned.is_some() && reached.is_none() {
        return Side::Plan;
    }
    if text.where_.shape.is_some() && reached.is_some() && before("planned").is_some() {
        return Side::Actual;
    }
    // "8/10" below "план/факт".
    if text.where_.role.as_deref() == Some(BOTH) {
        return match text.claims.iter().position(|claim| claim.token == token) {
            Some(1) if text.claims.len() == 2 => Side::Actual,
            _ => Side::Plan,
        };
    }
    let is_cell = matches!(text.where_.role.as_deref(), Some("actual" | "people" | "total" | "men" | "women"));
    if is_cell {
        return Side::Actual;
    }
    let sentence = said.sentence(token);
    if said.says("future", &sentence) {
        return Side::Plan;
    }
    Side::Told
}

/// "Самое малое число участников", "больше всего пришло": one of several numbers, not all of them.
fn is_extreme(paper: &Paper<'_>, text: &Text, token: usize) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(token);
    said.listed("extreme").any(|hit| sentence.contains(&hit.from) && hit.from < token)
}

/// The same of the label of a cell's row.
fn is_label_extreme(paper: &Paper<'_>, passage: u32) -> bool {
    let text = &paper.texts[passage as usize - 1];
    let label = match text.where_.role.as_deref() {
        Some("plan" | "actual") => text.where_.activity.and_then(|nth| pair_label(&paper.activities[nth], passage)),
        _ => None,
    };
    let label = label.and_then(|label| paper.text(label));
    label.is_some_and(|(_, text)| paper.said(text).listed("extreme").next().is_some())
}

/// A number is said of one village, of those "из них", or by how much something grew.
pub fn is_partial(paper: &Paper<'_>, text: &Text, token: usize) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(token);
    // "двух других сел", "қалған 6 мәселе".
    if said.listed("others").any(|hit| hit.from == token + 1 || hit.to == token) {
        return true;
    }
    // "Мұқырыда 38, Қапалда 34", "55 человек в Х, 47 в У".
    if paper.site_beside(text, token).is_some() {
        return true;
    }
    // "рост числа участников на 48 человек"; a growth in percent is what is told of it.
    let are_pieces = text.claims.iter().any(|claim| claim.token == token && claim.unit == Unit::Piece);
    let is_by = are_pieces && token.checked_sub(1).and_then(|at| text.tokens[at].word()) == Some("на");
    if is_by && said.says("grew", &sentence) {
        return true;
    }
    // "На первое собрание в Х пришли 19": one of several.
    let clause = said.clause(token);
    let is_event = |at: usize| said.names(&(at..at + 1), |of| of.kind == Counted::Events);
    if said.listed_in("nth", &clause).any(|hit| hit.to < clause.end && is_event(hit.to)) {
        return true;
    }
    // "47 безработных участников проекта".
    let is_narrowed = text
        .tokens
        .get(token + 1)
        .and_then(|next| next.word())
        .is_some_and(|word| ["ых", "их"].iter().any(|end| word.ends_with(end)) && !said.is_in("unique", token + 1));
    let is_whole = |hit: &Hit<Meaning>| match hit.meaning {
        Meaning::Quantity(of) => {
            let of = &paper.vocabulary.quantities[of];
            of.whole && of.kind == Counted::Persons
        }
        _ => false,
    };
    if is_narrowed && said.hits_in(&(token + 2..token + 3)).iter().any(|hit| hit.from == token + 2 && is_whole(hit)) {
        return true;
    }
    // "31 и 28 человек (всего 59)": each of two events has its own.
    let joins = |at: usize| text.tokens[at].joins(paper.vocabulary);
    // Claims stand in the order of their tokens: a sentence may have thousands.
    let is_number = |at: usize| {
        let nth = text.claims.binary_search_by_key(&at, |claim| claim.token);
        nth.is_ok_and(|nth| text.claims[nth].unit == Unit::Piece)
    };
    let is_one_of_two = token >= 2 && joins(token - 1) && is_number(token - 2)
        || token + 2 < text.tokens.len() && joins(token + 1) && is_number(token + 2);
    // "С первого раза сдали 22 слушателя, ещё 2 – после пересдачи".
    let next = token + 1..sentence.end.min(token + TO_MORE);
    let has_more = said.listed("and_more").any(|hit| next.contains(&hit.from) && is_number(hit.to));
    if are_pieces && (is_one_of_two || has_more) {
        return true;
    }
    // "32 адам (20 %)" are a part of those of whom it is a share.
    let opens = (token + 1..text.tokens.len().min(token + 4)).find(|at| text.tokens[*at].is('('));
    if opens.is_some_and(|at| text.tokens.get(at + 2).is_some_and(|mark| mark.is('%'))) {
        return true;
    }
    if said.listed("of_which").any(|hit| sentence.contains(&hit.from) && hit.from < token) {
        return true;
    }
    // "в 5 аулах района" are those of the project.
    let are_sites = |quantity: usize| paper.vocabulary.quantities[quantity].kind == Counted::Sites;
    let counts = |is: &dyn Fn(usize) -> bool| {
        text.claims.iter().any(|claim| claim.token == token && claim.quantity.is_some_and(is))
    };
    let is_place = counts(&are_sites);
    // Letters go to bodies of the district, wherever the villages are.
    let is_sent =
        counts(&|quantity| matches!(paper.vocabulary.quantities[quantity].id.as_str(), "letters" | "replies"));
    // "один погрузчик на три села".
    let is_ratio = || {
        let word = |at: usize| text.tokens.get(at).and_then(|token| token.word());
        let one = |at: usize| said.is_in("one_for", at);
        let before = token.checked_sub(1).and_then(word) == Some("на") && (token.saturating_sub(4)..token).any(one);
        before || (token + 2..token + 4).any(one) && word(token + 1).is_some_and(|word| word.ends_with("га"))
    };
    if is_place && is_ratio() {
        return true;
    }
    if !is_place && !is_sent && said.says("outside", &sentence) {
        return true;
    }
    let n_named = paper.sites_in(&text.tokens[sentence]).len();
    n_named >= 1 && n_named < paper.frame.sites.len() && paper.frame.sites.len() > 1
}
