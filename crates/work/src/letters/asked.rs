//! What became of what was asked: for each village and each body, how many recommendations went out, were answered,
//! accepted, done, and how long a reply took. Every count is also a measure, so that it can be looked behind; a property
//! of the pages' tests holds the two against each other.

use super::matching;
use crate::{Project, Trouble};
use auyl_domain::views::{Asked, DRAFT, LETTER, PLACE, PUBLIC_BODY, RECOMMENDATION, REPLY, day};
use auyl_domain::{Lang, Record, RecordId};
use std::collections::BTreeMap;

/// What is counted, in the order of the columns: the name of the column and the condition of its measure.
pub const COUNTED: [(&str, &str); 5] = [
    ("asked", ""),
    ("answered", "outcome is set"),
    ("accepted", "outcome in (accepted, partly)"),
    ("refused", "outcome = refused"),
    ("done", "done_on is set"),
];

/// One line: a village, a body, or all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    /// Of which record; none for all together.
    pub id: Option<RecordId>,
    /// What it is called.
    pub name: String,
    /// The counts, in the order of [`COUNTED`].
    pub counts: [i64; 5],
    /// Days from sending (or registration) to the reply, of every letter that was answered, in order.
    pub days: Vec<i64>,
}

impl Line {
    /// The median of the days.
    pub fn median(&self) -> Option<f64> {
        let n = self.days.len();
        let at = |at: usize| self.days.get(at).map(|days| *days as f64);
        match n % 2 {
            _ if n == 0 => None,
            1 => at(n / 2),
            _ => Some((at(n / 2 - 1)? + at(n / 2)?) / 2.0),
        }
    }

    fn add(&mut self, ask: &Record) {
        let asked = Asked::of(ask);
        let is = |of: bool| i64::from(of);
        let more = [
            1,
            is(!asked.outcome().is_empty()),
            is(asked.is_accepted()),
            is(asked.outcome() == auyl_domain::views::REFUSED),
            is(asked.is_done()),
        ];
        self.counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
    }
}

/// The measure of a count: of a village (`place`), of a body (`body`), or of all.
pub fn measure(condition: &str, of: Option<(&str, &RecordId)>) -> String {
    let of = of.map(|(field, id)| format!("{field} = \"{id}\""));
    let sent = format!("{LETTER} is set and {LETTER}.state != {DRAFT}");
    let all: Vec<String> =
        [Some(sent), of, Some(condition.to_string()).filter(|text| !text.is_empty())].into_iter().flatten().collect();
    format!("count({RECOMMENDATION} where {}) in project", all.join(" and "))
}

/// The table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table {
    /// A line for each village.
    pub villages: Vec<Line>,
    /// A line for each body.
    pub bodies: Vec<Line>,
    /// All together.
    pub all: Line,
}

/// Counts.
pub async fn table(project: &Project, lang: Lang) -> Result<Table, Trouble> {
    let sent = matching(project, project.register(LETTER)?, &format!("state != {DRAFT}")).await?;
    let sent: BTreeMap<RecordId, Record> = sent.into_iter().map(|letter| (letter.id.clone(), letter)).collect();
    let asks = project.good_records(RECOMMENDATION, None).await?;
    let asks: Vec<&Record> =
        asks.iter().filter(|ask| Asked::of(ask).letter().is_some_and(|letter| sent.contains_key(letter))).collect();
    let days = days(project, &sent).await?;
    let mut table = Table { all: line(None, String::new(), &asks, &days, |_| true), ..Table::default() };
    for (field, register, lines) in [("place", PLACE, &mut table.villages), ("body", PUBLIC_BODY, &mut table.bodies)] {
        for record in project.good_records(register, None).await? {
            let name = record.words("title", lang).to_string();
            let of = line(Some(record.id.clone()), name, &asks, &days, |ask| ask.link(field) == Some(&record.id));
            if of.counts[0] > 0 {
                lines.push(of);
            }
        }
    }
    Ok(table)
}

/// A letter's days to its reply, once for each village and body that it asks for.
fn line(
    id: Option<RecordId>,
    name: String,
    asks: &[&Record],
    days: &BTreeMap<RecordId, i64>,
    is_of: impl Fn(&Record) -> bool,
) -> Line {
    let mut line = Line { id, name, ..Line::default() };
    let mut letters = BTreeMap::new();
    for ask in asks.iter().copied().filter(|ask| is_of(ask)) {
        line.add(ask);
        if let Some((letter, days)) = Asked::of(ask).letter().and_then(|letter| days.get_key_value(letter)) {
            letters.insert(letter, *days);
        }
    }
    line.days = letters.into_values().collect();
    line.days.sort_unstable();
    line
}

/// Of each letter that was answered, the days from its registration (or sending) to its first reply.
async fn days(project: &Project, sent: &BTreeMap<RecordId, Record>) -> Result<BTreeMap<RecordId, i64>, Trouble> {
    let mut days: BTreeMap<RecordId, i64> = BTreeMap::new();
    for reply in project.good_records(REPLY, None).await? {
        let Some(letter) = reply.link(LETTER).and_then(|letter| sent.get(letter)) else { continue };
        let replied = day(&reply, "replied_on").or_else(|| day(&reply, "received_on"));
        let since = day(letter, "registered_on").or_else(|| day(letter, "sent_on"));
        let Some((since, replied)) = since.zip(replied).filter(|(since, replied)| since <= replied) else { continue };
        let n = i64::from((replied - since).get_days());
        days.entry(letter.id.clone()).and_modify(|known| *known = n.min(*known)).or_insert(n);
    }
    Ok(days)
}
