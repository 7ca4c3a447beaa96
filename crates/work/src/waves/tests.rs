//! Tests before and after a seminar: what people learnt, by topic and by seminar.

use crate::{Project, Trouble};
use auyl_domain::statistics::gain::{Gain, gain};
use auyl_domain::views::{EVENT, PLACE, TEST, day};
use auyl_domain::{Lang, Record};
use std::collections::BTreeMap;

/// What was learnt in one topic or at one seminar. Marks are percent of the highest possible.
#[derive(Clone, PartialEq, Debug)]
pub struct Learnt {
    /// What it is called.
    pub label: String,
    /// Id of the seminar; none for a topic.
    pub event: Option<String>,
    /// The word of its topic.
    pub topic: String,
    /// Everybody who took a test.
    pub took: usize,
    /// The gain of those who took both; none for fewer than two people.
    pub gain: Option<Gain>,
}

/// By topic, then all together; and by seminar.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gains {
    /// By topic.
    pub topics: Vec<Learnt>,
    /// By seminar.
    pub seminars: Vec<Learnt>,
    /// All of them.
    pub all: Option<Learnt>,
}

type Marks = Vec<(Option<f64>, Option<f64>)>;

/// Reads the tests of a project. Each is one person at one seminar, so before and after are the same person's.
pub async fn gains(project: &Project, lang: Lang, event: i64) -> Result<Gains, Trouble> {
    let contents = project.contents(&[TEST, EVENT, PLACE], Some(event)).await?;
    let of = |register: &str| contents.get(register).map(Vec::as_slice).unwrap_or_default();
    let events: BTreeMap<&str, &Record> = of(EVENT).iter().map(|event| (event.id.as_str(), event)).collect();
    let place = |event: &Record| {
        let found = of(PLACE).iter().find(|place| event.link("place") == Some(&place.id));
        found.map(|place| place.words("title", lang).to_string()).unwrap_or_default()
    };
    let (mut topics, mut seminars) = (BTreeMap::<&str, Marks>::new(), BTreeMap::<&str, Marks>::new());
    for test in of(TEST) {
        let Some(seminar) = test.link("event").and_then(|event| events.get(event.as_str())) else { continue };
        let Some(best) = test.number("out_of").filter(|best| *best > 0) else { continue };
        let mark = |field: &str| test.number(field).map(|mark| mark as f64 * 100.0 / best as f64);
        let marks = (mark("pre"), mark("post"));
        topics.entry(seminar.text("seminar_topic")).or_default().push(marks);
        seminars.entry(seminar.id.as_str()).or_default().push(marks);
    }
    let list = project.catalogue.register(EVENT).and_then(|register| register.field("seminar_topic"));
    let list = match list.map(|field| &field.kind) {
        Some(auyl_domain::Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let learnt = |label: String, event: Option<&str>, topic: &str, marks: &Marks| Learnt {
        label,
        event: event.map(str::to_string),
        topic: topic.to_string(),
        took: marks.len(),
        gain: gain(marks),
    };
    let all: Marks = seminars.values().flatten().copied().collect();
    let topic = |(word, marks): (&&str, &Marks)| {
        let label = match word.is_empty() {
            true => project.catalogue.phrases().say(lang, "waves-no-topic"),
            false => project.catalogue.label(list, word, lang),
        };
        learnt(label, None, word, marks)
    };
    let mut order: Vec<(&&str, &Marks)> = seminars.iter().collect();
    order.sort_by_key(|(id, _)| events.get(**id).map(|event| (day(event, "held_on"), id.to_string())));
    let seminar = |(id, marks): (&&str, &Marks)| {
        let title = events.get(id).map(|event| match place(event) {
            place if place.is_empty() => event.words("title", lang).to_string(),
            place => format!("{} ({place})", event.words("title", lang)),
        });
        let topic = events.get(id).map(|event| event.text("seminar_topic")).unwrap_or_default();
        learnt(title.unwrap_or_default(), Some(id), topic, marks)
    };
    Ok(Gains {
        topics: topics.iter().map(topic).collect(),
        seminars: order.into_iter().map(seminar).collect(),
        all: (!all.is_empty()).then(|| learnt(String::new(), None, "", &all)),
    })
}
