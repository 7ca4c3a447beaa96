//! What waits: recommendations for a letter, letters for an answer, promises for their day.

use super::{of_team, standing};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::place_limit;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::terms::Terms;
use auyl_domain::views::{ANSWERED, LETTER, Letter, OFFICIAL, PROMISE, PUBLIC_BODY, Promise, RECOMMENDATION, day};
use auyl_domain::{Record, Register};
use auyl_store::Wanted;
use auyl_work::letters::compose;
use auyl_work::project::Names;

/// So many letters that were answered are shown; all of them are in the register.
const ANSWERED_SHOWN: usize = 20;
/// So many letters and promises are looked at.
const MOST: i64 = 2000;

#[derive(Template)]
#[template(path = "letters/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    may_compose: bool,
    drafts: Vec<Row>,
    waiting: Vec<Row>,
    answered: Vec<Row>,
    bodies: Vec<Body>,
    new_body: Option<String>,
    homeless: Option<(String, String)>,
    promises: Vec<Row>,
    promises_all: String,
}

/// A letter or a promise.
pub struct Row {
    /// Where it is looked at.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// To whom, by whom.
    pub who: String,
    /// Its day.
    pub day: String,
    /// How it stands: a class and a sentence.
    pub standing: (&'static str, String),
}

struct Body {
    href: String,
    name: String,
    waiting: String,
    compose: Option<String>,
}

/// The page.
pub async fn show(here: Here) -> Result {
    let (register, _) = of_team(&here)?;
    let terms = Terms::of(&here.project.catalogue);
    let today = here.app.world.today();
    let mut page_of = ListPage {
        frame: here.frame("letters", here.say.t("letters-title")),
        root: here.root(),
        may_compose: here.can(Action::Add, Some(register)),
        drafts: Vec::new(),
        waiting: Vec::new(),
        answered: Vec::new(),
        bodies: Vec::new(),
        new_body: None,
        homeless: homeless(&here).await?,
        promises: Vec::new(),
        promises_all: format!("{}/r/{PROMISE}", here.root()),
    };
    let mut letters = seen(&here, register).await?;
    letters.sort_by_key(|letter| (Letter::of(letter).due(&terms), letter.id.clone()));
    for letter in &letters {
        let view = Letter::of(letter);
        let is_answered = letter.state() == ANSWERED;
        let due = view.due(&terms).map(|due| terms.standing(due, is_answered, today));
        let row = Row {
            href: format!("{}/letters/{}", here.root(), letter.id),
            name: [view.number(), letter.words("subject", here.lang())].join(" ").trim().to_string(),
            who: letter.words("addressee", here.lang()).to_string(),
            day: day(letter, "sent_on").map(|day| here.say.day(&day)).unwrap_or_default(),
            standing: match view.is_draft() {
                true => ("", here.say.t("letters-draft")),
                false => standing(&here.say, due),
            },
        };
        match (view.is_draft(), is_answered) {
            (true, _) => page_of.drafts.push(row),
            (_, false) => page_of.waiting.push(row),
            _ => page_of.answered.push(row),
        }
    }
    page_of.answered.reverse();
    page_of.answered.truncate(ANSWERED_SHOWN);
    page_of.bodies = bodies(&here, page_of.may_compose).await?;
    let known = here.project.catalogue.register(PUBLIC_BODY);
    let may_add = known.is_some_and(|known| here.can(Action::Add, Some(known)));
    page_of.new_body = may_add.then(|| format!("{}/r/{PUBLIC_BODY}/new", here.root()));
    page_of.promises = promises(&here, &terms).await?;
    page(&page_of)
}

/// Records of a register that the member sees.
async fn seen(here: &Here, register: &Register) -> Result<Vec<Record>> {
    let cond = place_limit(here, Action::See, register).into_iter().collect();
    let wanted = Wanted { cond, most: MOST, ..Wanted::default() };
    let mut found = here.project.store.page(&here.project.id, &register.id, &wanted).await?.records;
    found.retain(|record| record.review.is_empty());
    Ok(found)
}

/// Bodies, those that recommendations wait for first.
async fn bodies(here: &Here, may_compose: bool) -> Result<Vec<Body>> {
    let bodies = compose::bodies(&here.project).await?;
    let body = |(body, n): (Record, usize)| Body {
        href: format!("{}/letters/bodies/{}", here.root(), body.id),
        name: body.words("title", here.lang()).to_string(),
        waiting: if n > 0 { here.say.n("letters-waiting", n) } else { String::new() },
        compose: (may_compose && n > 0).then(|| format!("{}/letters/new?body={}", here.root(), body.id)),
    };
    Ok(bodies.into_iter().map(body).collect())
}

/// Recommendations that name no body of the register: how many, and where they are.
async fn homeless(here: &Here) -> Result<Option<(String, String)>> {
    let Some(register) = here.project.catalogue.register(RECOMMENDATION) else { return Ok(None) };
    let found = seen(here, register).await?;
    let n = found.iter().filter(|ask| ask.link("body").is_none() && ask.link(LETTER).is_none()).count();
    let all = format!("{}/r/{RECOMMENDATION}", here.root());
    Ok((n > 0).then(|| (here.say.n("letters-without-body", n), all)))
}

async fn promises(here: &Here, terms: &Terms) -> Result<Vec<Row>> {
    let Some(register) = here.project.catalogue.register(PROMISE) else { return Ok(Vec::new()) };
    let today = here.app.world.today();
    let mut waiting = seen(here, register).await?;
    waiting.retain(|promise| Promise::of(promise).is_awaited());
    waiting.sort_by_key(|promise| (Promise::of(promise).due().is_none(), Promise::of(promise).due()));
    let mut rows = Vec::new();
    for promise in &waiting {
        let by = match promise.link(OFFICIAL) {
            Some(id) => here.project.store.record(&here.project.id, OFFICIAL, id, None).await?,
            None => None,
        };
        let due = Promise::of(promise).due();
        let names = Names::of(&here.project.catalogue);
        rows.push(Row {
            href: format!("{}/r/{PROMISE}/{}", here.root(), promise.id),
            name: promise.name(register, here.lang(), &names),
            who: by.map(|by| by.words("post", here.lang()).to_string()).unwrap_or_default(),
            day: due.map(|due| here.say.day(&due)).unwrap_or_default(),
            standing: standing(&here.say, due.map(|due| terms.standing(due, false, today))),
        });
    }
    Ok(rows)
}
