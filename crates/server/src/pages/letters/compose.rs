//! A letter is composed: a body, what it is asked, in which language; looked at first, then made as a draft.

use super::{of_team, sees_names};
use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Arrived, Choice, Said, with_told};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::finding::has_severe;
use auyl_domain::views::{LETTER, PLACE, PUBLIC_BODY, RECOMMENDATION};
use auyl_domain::{Kind, Lang, Record, RecordId, Refusal};
use auyl_reports::html;
use auyl_reports::letter::LANGUAGES;
use auyl_work::edit::Kept;
use auyl_work::letters::compose::{self, Order};
use auyl_work::letters::paper;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "letters/compose.html")]
struct ComposePage {
    frame: Frame,
    root: String,
    id: String,
    body: (String, String),
    officials: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    asks: Vec<Ask>,
    subject: [String; 2],
    text: String,
    enclosures: String,
    said: Vec<Said>,
    paper: Option<String>,
}

struct Ask {
    id: String,
    text: String,
    about: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "letters/choose.html")]
struct ChoosePage {
    frame: Frame,
    root: String,
    bodies: Vec<(String, String, String)>,
    new_body: String,
}

/// What an address may ask.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    body: String,
}

/// The form for a body; without one, the bodies to choose from.
pub async fn show(here: Here, Query(asked): Query<Asked>) -> Result {
    let (register, _) = of_team(&here)?;
    here.must(Action::Add, Some(register))?;
    let Some(body) = RecordId::read(&asked.body) else { return choose(&here).await };
    let record = here.project.store.record(&here.project.id, PUBLIC_BODY, &body, None).await?;
    let record = record.ok_or_else(|| Refusal::of("page-missing"))?;
    let open = compose::open_asks(&here.project, &body).await?;
    let officials = compose::officials(&here.project, &body, here.app.world.today()).await?;
    let order = Order {
        id: RecordId::from_content([LETTER, &here.app.world.secret()]),
        kind: kinds(&here).first().cloned().unwrap_or_default(),
        official: officials.first().map(|official| official.id.clone()),
        lang: LANGUAGES.into_iter().find(|lang| lang.code() == record.text("language")).unwrap_or(Lang::Kk),
        subject: Default::default(),
        text: String::new(),
        enclosures: String::new(),
        asks: open.iter().map(|ask| ask.id.clone()).collect(),
        body,
    };
    let said = warnings(&here, &open).await?;
    render(&here, StatusCode::OK, &order, said, None).await
}

async fn choose(here: &Here) -> Result {
    let bodies = compose::bodies(&here.project).await?.into_iter().map(|(body, n)| {
        let waiting = if n > 0 { here.say.n("letters-waiting", n) } else { String::new() };
        let name = body.words("title", here.lang()).to_string();
        (format!("{}/letters/new?body={}", here.root(), body.id), name, waiting)
    });
    page_with(
        StatusCode::OK,
        &ChoosePage {
            frame: here.frame("compose", here.say.t("letters-compose")),
            root: here.root(),
            bodies: bodies.collect(),
            new_body: format!("{}/r/{PUBLIC_BODY}/new", here.root()),
        },
    )
}

/// Looks at the letter, or makes it.
pub async fn make(State(app): State<App>, here: Here, arrived: Arrived) -> Result {
    let (register, _) = of_team(&here)?;
    here.must(Action::Add, Some(register))?;
    let order = order(&here, &arrived)?;
    if arrived.text("do") == "make" {
        return match compose::compose(&here.project, &order, &here.doing()).await {
            Ok(Kept::Saved(_)) => {
                let address = format!("{}/letters/{}", here.root(), order.id);
                Ok(Redirect::to(&with_told(&address, "letter-made")).into_response())
            }
            Ok(Kept::Refused(findings)) => {
                let said = findings.iter().map(|finding| Said::of(&here, finding)).collect();
                render(&here, StatusCode::UNPROCESSABLE_ENTITY, &order, said, None).await
            }
            Err(auyl_work::Trouble::Refusal(refusal)) if refusal.code() == "recommendation-taken" => {
                // Somebody else was quicker; what was typed is still here.
                let said = vec![Said {
                    class: "bad",
                    message: refusal.message(app.catalogue.phrases(), here.lang()),
                    todo: String::new(),
                }];
                render(&here, StatusCode::CONFLICT, &order, said, None).await
            }
            Err(trouble) => Err(trouble.into()),
        };
    }
    let (letter, chosen, findings) = compose::preview(&here.project, &order).await?;
    let mut said = warnings(&here, &chosen).await?;
    let (document, of_template) = paper::of(&here.project, &letter, &chosen, sees_names(&here)).await?;
    said.extend(findings.iter().chain(&of_template).map(|finding| Said::of(&here, finding)));
    let is_wrong = has_severe(&findings);
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    render(&here, status, &order, said, Some(html::fragment(&document))).await
}

fn order(here: &Here, arrived: &Arrived) -> Result<Order> {
    let malformed = |what: &str| Stop::from(Refusal::of("request-malformed").with("detail", what));
    let text = |name: &str, most: usize| arrived.text(name).trim().chars().take(most).collect::<String>();
    let kind = text("kind", 60);
    if !kinds(here).contains(&kind) {
        return Err(malformed("kind"));
    }
    let asks = arrived.texts.iter().filter(|(name, _)| name == "ask");
    Ok(Order {
        id: RecordId::read(arrived.text("id")).ok_or_else(|| malformed("id"))?,
        kind,
        body: RecordId::read(arrived.text("body")).ok_or_else(|| malformed("body"))?,
        official: RecordId::read(arrived.text("official")),
        lang: LANGUAGES.into_iter().find(|lang| lang.code() == arrived.text("lang")).unwrap_or(Lang::Kk),
        subject: [text("subject_kk", 300), text("subject_ru", 300)],
        text: text("text", 8000),
        enclosures: text("enclosures", 2000),
        asks: asks.filter_map(|(_, id)| RecordId::read(id)).collect(),
    })
}

fn kinds(here: &Here) -> Vec<String> {
    let register = here.project.catalogue.register(LETTER);
    let Some(Kind::Choice { choices }) = register.and_then(|of| of.field("kind")).map(|field| &field.kind) else {
        return Vec::new();
    };
    let all = here.project.catalogue.choices(choices).into_iter().flat_map(|list| &list.all);
    all.map(|choice| choice.id.clone()).collect()
}

/// What is to be said before these are asked: that they were asked before, that they say too little.
async fn warnings(here: &Here, chosen: &[Record]) -> Result<Vec<Said>> {
    let mut findings = compose::warnings(&here.project, chosen).await?;
    let register = here.register(RECOMMENDATION)?;
    for ask in chosen {
        let mut of_rules = auyl_work::check::of_record(&here.project, register, &ask.id).await?;
        // That it stands in no letter yet is why it is here.
        of_rules.retain(|finding| finding.code != "recommendation-without-letter");
        findings.extend(of_rules);
    }
    Ok(findings.iter().map(|finding| Said::of(here, finding)).collect())
}

async fn render(here: &Here, status: StatusCode, order: &Order, said: Vec<Said>, paper: Option<String>) -> Result {
    let body = here.project.store.record(&here.project.id, PUBLIC_BODY, &order.body, None).await?;
    let body = body.ok_or_else(|| Refusal::of("page-missing"))?;
    let mut asks = Vec::new();
    for ask in compose::open_asks(&here.project, &order.body).await? {
        let place = match ask.link(PLACE) {
            Some(place) => here.project.store.record(&here.project.id, PLACE, place, None).await?,
            None => None,
        };
        let place = place.map(|place| place.words("title", here.lang()).to_string()).unwrap_or_default();
        let about = [place, ask.words("object", here.lang()).to_string()];
        asks.push(Ask {
            text: ask.words("text", here.lang()).to_string(),
            about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            is_chosen: order.asks.contains(&ask.id),
            id: ask.id.to_string(),
        });
    }
    let choice = |id: String, label: String, is_chosen: bool| Choice { id, label, is_chosen };
    let mut officials = vec![choice(String::new(), here.say.t("letters-to-the-body"), order.official.is_none())];
    for official in compose::officials(&here.project, &order.body, here.app.world.today()).await? {
        let name = format!("{}, {}", official.words("post", here.lang()), official.text("name"));
        officials.push(choice(official.id.to_string(), name, order.official.as_ref() == Some(&official.id)));
    }
    let kind_label = |id: &String| match here.register(LETTER).ok().and_then(|of| of.field("kind")).map(|of| &of.kind) {
        Some(Kind::Choice { choices }) => here.say.label(choices, id),
        _ => id.clone(),
    };
    let kinds = kinds(here).into_iter().map(|id| choice(id.clone(), kind_label(&id), id == order.kind)).collect();
    let languages = LANGUAGES
        .map(|lang| choice(lang.code().into(), here.say.t(&format!("letters-in-{}", lang.code())), lang == order.lang));
    page_with(
        status,
        &ComposePage {
            frame: here.frame("compose", here.say.t("letters-compose")),
            root: here.root(),
            id: order.id.to_string(),
            body: (body.id.to_string(), body.words("title", here.lang()).to_string()),
            officials,
            kinds,
            languages: languages.into(),
            asks,
            subject: order.subject.clone(),
            text: order.text.clone(),
            enclosures: order.enclosures.clone(),
            said,
            paper,
        },
    )
}
