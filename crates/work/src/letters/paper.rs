//! A letter as a document: the record, what is asked in it, who sends it and to whom, over the template of its kind.

use super::asks;
use crate::project::Names;
use crate::{Project, Trouble};
use auyl_domain::value::long_date;
use auyl_domain::views::{EVIDENCE, OFFICIAL, PASSPORT, PLACE, PUBLIC_BODY, RECOMMENDATION, day};
use auyl_domain::{Finding, Lang, Record, RecordId};
use auyl_reports::document::Document;
use auyl_reports::letter::{self, Ask, LANGUAGES, Letter};

/// The language that a letter is written in: its own, Kazakh where it names both.
pub fn language(letter: &Record) -> Lang {
    LANGUAGES.into_iter().find(|lang| lang.code() == letter.text("language")).unwrap_or(Lang::Kk)
}

/// A letter that is kept, as its document. Without `personal` it goes to a post, and who holds it is not named.
pub async fn of_record(
    project: &Project,
    letter: &Record,
    personal: bool,
) -> Result<(Document, Vec<Finding>), Trouble> {
    let asks = asks(project, &letter.id).await?;
    of(project, letter, &asks, personal).await
}

/// A letter, kept or not, with what is asked in it.
pub async fn of(
    project: &Project,
    letter: &Record,
    asks: &[Record],
    personal: bool,
) -> Result<(Document, Vec<Finding>), Trouble> {
    let lang = language(letter);
    let passports = project.good_records(PASSPORT, None).await?;
    let sender = passports.first();
    let of_sender = |field: &str| sender.map(|sender| sender.words(field, lang).to_string()).unwrap_or_default();
    let bin = of_sender("bin");
    let bin = if bin.is_empty() { bin } else { format!("{} {bin}", letter_word(project, "letters-bin", lang)) };
    let mut lines = vec![of_sender("address"), of_sender("phone"), bin];
    lines.retain(|line| !line.is_empty());
    let mut set = Vec::new();
    for ask in asks {
        set.push(ask_of(project, ask, lang).await?);
    }
    let enclosures = letter.text("enclosures").split([';', '\n', ',']).map(str::trim).filter(|line| !line.is_empty());
    let text = letter.words("text", lang);
    let content = Letter {
        lang: lang.code(),
        number: letter.text("number").to_string(),
        day: day(letter, "sent_on").map(|day| long_date(day, lang)).unwrap_or_default(),
        sender: of_sender("grantee"),
        sender_lines: lines,
        addressee: addressee(project, letter, lang, personal).await?,
        subject: letter.words("subject", lang).to_string(),
        text: text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect(),
        asks: set,
        enclosures: enclosures.map(str::to_string).collect(),
        post: of_sender("post"),
        head: of_sender("head"),
    };
    Ok(letter::write(&project.catalogue, letter.text("kind"), &content))
}

fn letter_word(project: &Project, key: &str, lang: Lang) -> String {
    project.catalogue.phrases().say(lang, key)
}

/// To whom: as the official is addressed, else post and name, else what the letter says; then the body's address.
async fn addressee(project: &Project, letter: &Record, lang: Lang, personal: bool) -> Result<Vec<String>, Trouble> {
    let of = async |register: &str, field: &str| match letter.link(field) {
        Some(id) => project.store.record(&project.id, register, id, None).await,
        None => Ok(None),
    };
    let official = if personal { of(OFFICIAL, "official").await? } else { None };
    let body = of(PUBLIC_BODY, "body").await?;
    let mut lines: Vec<String> = Vec::new();
    let addressed = official.as_ref().map(|official| official.words("addressed", lang)).unwrap_or_default();
    match &official {
        Some(_) if !addressed.is_empty() => lines.push(addressed.to_string()),
        Some(official) => lines.extend([official.words("post", lang).to_string(), official.text("name").to_string()]),
        None => lines.push(letter.words("addressee", lang).to_string()),
    }
    lines.extend(body.map(|body| body.words("address", lang).to_string()));
    lines.retain(|line| !line.is_empty());
    Ok(lines)
}

async fn ask_of(project: &Project, ask: &Record, lang: Lang) -> Result<Ask, Trouble> {
    let named = async |register: &str, id: Option<&RecordId>| match id {
        Some(id) => called(project, register, id, lang).await,
        None => Ok(String::new()),
    };
    let register = project.register(RECOMMENDATION)?;
    let number = |field: &str| {
        let shown = register.field(field).zip(ask.get(field)).map(|(field, value)| field.shown(value));
        shown.unwrap_or_default()
    };
    Ok(Ask {
        text: ask.words("text", lang).to_string(),
        place: named(PLACE, ask.link("place")).await?,
        object: ask.words("object", lang).to_string(),
        people: number("people"),
        amount: number("amount"),
        basis: ask.words("basis", lang).to_string(),
        evidence: named(EVIDENCE, ask.link("evidence")).await?,
    })
}

/// What a record is called in a language; nothing personal is in it.
pub(crate) async fn called(project: &Project, register: &str, id: &RecordId, lang: Lang) -> Result<String, Trouble> {
    let known = project.register(register)?;
    let Some(record) = project.store.record(&project.id, register, id, None).await? else { return Ok(String::new()) };
    let shown = Record { fields: crate::check::without_personal(known, &record), ..record };
    Ok(shown.name(known, lang, &Names::of(&project.catalogue)))
}
