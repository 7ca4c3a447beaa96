//! Recommendations of one body become the draft of a letter: who it goes to, what it is about, what is asked in it. The
//! recommendations and the letter change in one transaction, so that none of them stands in two drafts.

use super::paper::called;
use super::{asks, letter, matching};
use crate::edit::{self, Change, Kept, PLANS, Step, busy, together};
use crate::project::Doing;
use crate::{Project, Trouble};
use auyl_domain::draft::Draft;
use auyl_domain::views::{ACTIVITY, DRAFT, LETTER, Letter, OFFICIAL, PLACE, PUBLIC_BODY, RECOMMENDATION, day};
use auyl_domain::{Finding, Lang, Record, RecordId, Refusal, Spot};
use auyl_reports::checks::asked_before;
use auyl_reports::letter::LANGUAGES;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a letter is composed of.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// The id of the letter: a form sent twice is one letter.
    pub id: RecordId,
    /// Of which kind (choices `letter_kind`): it decides the template.
    pub kind: String,
    /// To which body.
    pub body: RecordId,
    /// To whom there.
    pub official: Option<RecordId>,
    /// `kk` or `ru`.
    pub lang: Lang,
    /// About what, in Kazakh and in Russian; made of the villages where it is empty.
    pub subject: [String; 2],
    /// Paragraphs before the recommendations, in the language of the letter.
    pub text: String,
    /// What is enclosed, one a line.
    pub enclosures: String,
    /// What is asked.
    pub asks: Vec<RecordId>,
}

/// Recommendations to a body that stand in no letter yet.
pub async fn open_asks(project: &Project, body: &RecordId) -> Result<Vec<Record>, Trouble> {
    let register = project.register(RECOMMENDATION)?;
    matching(project, register, &format!("body = \"{body}\" and {LETTER} is not set")).await
}

/// All bodies with the number of recommendations to each that stand in no letter yet.
pub async fn bodies(project: &Project) -> Result<Vec<(Record, usize)>, Trouble> {
    let register = project.register(RECOMMENDATION)?;
    let waiting = matching(project, register, &format!("body is set and {LETTER} is not set")).await?;
    let mut counts: BTreeMap<&RecordId, usize> = BTreeMap::new();
    for body in waiting.iter().filter_map(|ask| ask.link("body")) {
        *counts.entry(body).or_default() += 1;
    }
    let bodies = project.good_records(PUBLIC_BODY, None).await?;
    let count = |body: &Record| counts.get(&body.id).copied().unwrap_or_default();
    let mut bodies: Vec<(Record, usize)> =
        bodies.into_iter().map(|body| (count(&body), body)).map(|(n, b)| (b, n)).collect();
    bodies.sort_by(|(a, n_a), (b, n_b)| (n_b, a.words("title", Lang::Ru)).cmp(&(n_a, b.words("title", Lang::Ru))));
    Ok(bodies)
}

/// Who may be written to at a body on a day: those in office.
pub async fn officials(project: &Project, body: &RecordId, today: Date) -> Result<Vec<Record>, Trouble> {
    let mut officials = super::linking(project, OFFICIAL, "body", body).await?;
    officials.retain(|of| {
        day(of, "term_from").is_none_or(|from| from <= today) && day(of, "term_to").is_none_or(|to| today <= to)
    });
    Ok(officials)
}

/// What is to be said against asking this body this: it was asked the same before.
pub async fn warnings(project: &Project, chosen: &[Record]) -> Result<Vec<Finding>, Trouble> {
    let asks = project.good_records(RECOMMENDATION, None).await?;
    let letters = project.good_records(LETTER, None).await?;
    let before = |ask: &Record| {
        let before = asked_before(ask, &asks, &letters)?;
        let finding = Finding::warning("recommendation-asked-twice").with("number", before.text("number"));
        Some(finding.at(Spot::record(RECOMMENDATION, ask.id.as_str())))
    };
    Ok(chosen.iter().filter_map(before).collect())
}

/// The letter as it would be, and what is asked in it; nothing is kept.
pub async fn preview(project: &Project, order: &Order) -> Result<(Record, Vec<Record>, Vec<Finding>), Trouble> {
    let chosen = chosen(project, order).await?;
    let fields = fields(project, order, &chosen).await?;
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.to_string(), text));
    let draft = Draft { id: Some(order.id.to_string()), fields: fields.collect() };
    let change = Change { register: LETTER, draft, base: None, silent: &[] };
    let tried = edit::check_draft(project, &change).await?;
    Ok((tried.record, chosen, tried.findings))
}

/// Makes the draft, with the recommendations in it.
pub async fn compose(project: &Project, order: &Order, doing: &Doing) -> Result<Kept, Trouble> {
    for _ in 0..PLANS {
        if project.store.record(&project.id, LETTER, &order.id, None).await?.is_some() {
            // The form was sent twice.
            return Ok(Kept::Saved(vec![letter(project, &order.id).await?]));
        }
        let chosen = chosen(project, order).await?;
        let mut steps = vec![Step::new(LETTER, &order.id, fields(project, order, &chosen).await?)];
        for ask in &chosen {
            steps.push(Step::change(project, ask, [(LETTER, order.id.to_string())])?);
        }
        if let Some(kept) = together(project, doing, steps).await? {
            return Ok(kept);
        }
    }
    Err(busy(project))
}

/// Throws a draft away; its recommendations stand in no letter again.
pub async fn discard(project: &Project, id: &RecordId, doing: &Doing) -> Result<(), Trouble> {
    for _ in 0..PLANS {
        let found = letter(project, id).await?;
        if !Letter::of(&found).is_draft() {
            return Err(Refusal::of("letter-was-sent").with("number", found.text("number")).into());
        }
        let mut steps = Vec::new();
        for ask in asks(project, id).await? {
            steps.push(Step::change(project, &ask, [(LETTER, String::new())])?);
        }
        if together(project, doing, steps).await?.is_some() {
            return edit::remove(project, LETTER, id, doing).await;
        }
    }
    Err(busy(project))
}

/// The recommendations of an order, in the order of their villages; each must wait for a letter to this body.
async fn chosen(project: &Project, order: &Order) -> Result<Vec<Record>, Trouble> {
    let wanted: BTreeSet<&RecordId> = order.asks.iter().collect();
    let mut open = open_asks(project, &order.body).await?;
    open.retain(|ask| wanted.contains(&ask.id));
    if open.len() < wanted.len() {
        // Somebody put one of them into another letter meanwhile.
        return Err(Refusal::of("recommendation-taken").with("count", wanted.len() - open.len()).into());
    }
    Ok(open)
}

async fn fields(project: &Project, order: &Order, chosen: &[Record]) -> Result<Vec<(&'static str, String)>, Trouble> {
    let body = project.store.record(&project.id, PUBLIC_BODY, &order.body, None).await?;
    let body = body.ok_or_else(|| super::missing(project, PUBLIC_BODY, &order.body))?;
    let official = match &order.official {
        Some(id) => project.store.record(&project.id, OFFICIAL, id, None).await?,
        None => None,
    };
    let places: BTreeSet<&RecordId> = chosen.iter().filter_map(|ask| ask.link(PLACE)).collect();
    let mut subjects = order.subject.clone();
    for (subject, lang) in subjects.iter_mut().zip(LANGUAGES) {
        if subject.trim().is_empty() {
            let mut names = Vec::new();
            for place in &places {
                names.push(called(project, PLACE, place, lang).await?);
            }
            let args = BTreeMap::from([("places", names.join(", "))]);
            let key = if places.is_empty() { "letters-subject-plain" } else { "letters-subject" };
            *subject = project.catalogue.phrases().say_with(lang, key, &args);
        }
    }
    let [subject_kk, subject_ru] = subjects;
    let addressee = |lang: Lang| match &official {
        Some(official) => official.words("post", lang).to_string(),
        None => body.words("title", lang).to_string(),
    };
    let text = if order.lang == Lang::Kk { "text_kk" } else { "text_ru" };
    let activity = chosen.iter().find_map(|ask| ask.link(ACTIVITY)).map(RecordId::to_string);
    let activity = match activity {
        Some(activity) => activity,
        None => first_activity(project).await?,
    };
    Ok(vec![
        (ACTIVITY, activity),
        ("kind", order.kind.clone()),
        ("body", order.body.to_string()),
        (OFFICIAL, order.official.as_ref().map(RecordId::to_string).unwrap_or_default()),
        ("addressee_kind", body.text("kind").to_string()),
        ("addressee_kk", addressee(Lang::Kk)),
        ("addressee_ru", addressee(Lang::Ru)),
        ("subject_kk", subject_kk),
        ("subject_ru", subject_ru),
        (PLACE, if places.len() == 1 { places.iter().map(|place| place.to_string()).collect() } else { String::new() }),
        ("language", order.lang.code().to_string()),
        (text, order.text.clone()),
        (
            "enclosures",
            order.enclosures.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("; "),
        ),
        ("state", DRAFT.to_string()),
    ])
}

/// A letter without recommendations belongs to the first activity of the plan until somebody says otherwise.
async fn first_activity(project: &Project) -> Result<String, Trouble> {
    let activities = project.good_records(ACTIVITY, None).await?;
    Ok(activities.first().map(|activity| activity.id.to_string()).unwrap_or_default())
}
