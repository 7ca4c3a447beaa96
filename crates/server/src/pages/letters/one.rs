//! A letter: how it stands, the paper itself, what is asked in it and what was said to it, and the forms of what can be
//! done next.

use super::links::{self, LETTER_LINK};
use super::typed::Typed;
use super::{of_team, sees_names, standing};
use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::record::{Choice, Said, record};
use crate::pages::report::{attachment, in_format, kind};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::terms::Terms;
use auyl_domain::views::{ANSWERED, ARRIVED, Asked, LETTER, Letter, PUBLIC_BODY, RECOMMENDATION, REPLY, day};
use auyl_domain::{Kind, Record};
use auyl_reports::html;
use auyl_work::Project;
use auyl_work::letters::{asks, compose, mail, paper, send};
use auyl_work::project::Names;
use axum::extract::Path;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "letters/one.html")]
struct LetterPage {
    frame: Frame,
    root: String,
    address: String,
    record: String,
    edit: Option<String>,
    standing: (&'static str, String),
    facts: Vec<(String, String)>,
    copy: Option<(String, String)>,
    said: Vec<Said>,
    asks: Vec<Ask>,
    replies: Vec<(String, String, bool)>,
    paper: String,
    is_draft: bool,
    is_answered: bool,
    may_change: bool,
    channels: Vec<Choice>,
    /// To which address the server can send it, and whether it is to; none where it cannot.
    by_server: std::result::Result<(String, bool), &'static str>,
    messages: Vec<Told>,
    bodies: Vec<Choice>,
    link: Option<(bool, String)>,
    new_link: Option<NewLink>,
    /// The lines of the forms.
    sending: Vec<Input>,
    registered: Vec<Input>,
    extended: Vec<Input>,
    redirected: Vec<Input>,
    reason: String,
    wrong_channel: Option<String>,
    wrong_to: Option<String>,
    /// Which of the forms was sent and must be mended, and what is wrong in it.
    wrong_form: &'static str,
    wrong: Vec<(String, String)>,
}

/// A line of a form.
struct Input {
    id: String,
    name: &'static str,
    label: String,
    kind: &'static str,
    value: String,
    wrong: Option<String>,
}

/// The lines of a form with what was typed into them, where it was this form that was sent.
struct Lines<'t> {
    here: &'t Here,
    form: &'static str,
    typed: Option<&'t Typed>,
}

impl Lines<'_> {
    fn value(&self, name: &str) -> String {
        self.typed.map(|typed| typed.text(name).to_string()).unwrap_or_default()
    }

    fn wrong(&self, name: &str) -> Option<String> {
        let wrong = self.typed?.wrong.iter().find(|(of, _)| of == name);
        wrong.map(|(_, said)| said.clone())
    }

    /// A line for each of these: name, key of its label, kind of input.
    fn of(&self, lines: &[(&'static str, &str, &'static str)]) -> Vec<Input> {
        let line = |(name, key, kind): &(&'static str, &str, &'static str)| Input {
            id: format!("{}-{name}", self.form),
            name,
            label: self.here.say.t(key),
            kind,
            value: self.value(name),
            wrong: self.wrong(name),
        };
        lines.iter().map(line).collect()
    }
}

/// A message to the body.
struct Told {
    what: String,
    to: String,
    when: String,
    state: &'static str,
    class: &'static str,
    said: String,
}

struct Ask {
    href: String,
    text: String,
    outcome: String,
    class: &'static str,
    more: String,
}

/// A link that was just made.
pub struct NewLink {
    /// Its address.
    pub address: String,
    /// The same as a picture that a telephone reads.
    pub code: Option<String>,
}

/// The page.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    let (register, _) = of_team(&here)?;
    let letter = record(&here, register, &id, Action::See).await?;
    render(&here, &letter, StatusCode::OK, ("", Typed::default()), None).await
}

/// The page with a form that must be mended, or with a link that was just made.
pub async fn render(
    here: &Here,
    letter: &Record,
    status: StatusCode,
    (wrong_form, typed): (&'static str, Typed),
    new_link: Option<NewLink>,
) -> Result {
    let register = here.register(LETTER)?;
    let terms = Terms::of(&here.project.catalogue);
    let today = here.app.world.today();
    let view = Letter::of(letter);
    let (is_draft, is_answered) = (view.is_draft(), letter.state() == ANSWERED);
    let may_change = here.can(Action::Change, Some(register))
        && record(here, register, letter.id.as_str(), Action::Change).await.is_ok();
    let (document, findings) = paper::of_record(&here.project, letter, sees_names(here)).await?;
    let mut said: Vec<Said> = findings.iter().map(|finding| Said::of(here, finding)).collect();
    let of_rules = auyl_work::check::of_record(&here.project, register, &letter.id).await?;
    said.extend(of_rules.iter().map(|finding| Said::of(here, finding)));
    if is_draft {
        let chosen = asks(&here.project, &letter.id).await?;
        let warnings = compose::warnings(&here.project, &chosen).await?;
        let of_asks = send::findings(&here.project, &letter.id).await?;
        said.extend(warnings.iter().chain(&of_asks).map(|finding| Said::of(here, finding)));
    }
    let form = |form: &'static str| Lines { here, form, typed: (wrong_form == form).then_some(&typed) };
    let mut sending = form("send").of(&[
        ("sent_on", "letters-sent-on", "date"),
        ("registered_number", "letters-registered-number", "text"),
        ("registered_on", "letters-registered-on", "date"),
        ("ticket", "letters-ticket", "text"),
    ]);
    if let Some(sent_on) = sending.first_mut().filter(|_| wrong_form != "send") {
        sent_on.value = today.to_string();
    }
    let due = view.due(&terms);
    let standing = match is_draft {
        true => ("", here.say.t("letters-draft")),
        false => standing(&here.say, due.map(|due| terms.standing(due, is_answered, today))),
    };
    let root = here.root();
    let href = format!("{root}/r/{LETTER}/{}", letter.id);
    let title = match view.number() {
        "" => letter.words("subject", here.lang()).to_string(),
        number => format!("№ {number}. {}", letter.words("subject", here.lang())),
    };
    let copy = match letter.get("copy") {
        Some(auyl_domain::Value::File(file)) => Some((file.name.clone(), crate::pages::files::href(here, file))),
        _ => None,
    };
    page_with(
        status,
        &LetterPage {
            frame: here.frame("letter", title),
            address: format!("{root}/letters/{}", letter.id),
            edit: may_change.then(|| format!("{href}/edit")),
            record: href,
            standing,
            facts: facts(here, letter, &terms).await?,
            copy,
            said,
            asks: lines(here, letter).await?,
            replies: replies(here, letter).await?,
            paper: html::fragment(&document),
            is_draft,
            is_answered,
            may_change,
            channels: channels(here, &form("send").value("channel")),
            by_server: by_server(here, letter, wrong_form == "send", &typed).await?,
            messages: messages(here, letter).await?,
            bodies: bodies(here, letter, &form("redirected").value("to")).await?,
            link: links::told(here, LETTER_LINK, &letter.id).await?,
            new_link,
            registered: form("registered").of(&[
                ("on", "letters-registered-on", "date"),
                ("number", "letters-registered-number", "text"),
                ("ticket", "letters-ticket", "text"),
            ]),
            extended: form("extended").of(&[
                ("on", "letters-extended-on", "date"),
                ("until", "letters-extended-until", "date"),
                ("told_on", "letters-told-on", "date"),
            ]),
            redirected: form("redirected").of(&[
                ("on", "letters-redirected-on", "date"),
                ("number", "letters-registered-number", "text"),
                ("registered_on", "letters-registered-on", "date"),
                ("ticket", "letters-ticket", "text"),
            ]),
            reason: form("extended").value("reason"),
            wrong_channel: form("send").wrong("channel"),
            wrong_to: form("redirected").wrong("to"),
            wrong: typed.wrong.clone(),
            sending,
            wrong_form,
            root,
        },
    )
}

/// What is known of a letter, label and value; what is empty is left out.
async fn facts(here: &Here, letter: &Record, terms: &Terms) -> Result<Vec<(String, String)>> {
    let register = here.register(LETTER)?;
    let mut facts = Vec::new();
    let mut add = |label: String, text: String| {
        if !text.is_empty() {
            facts.push((label, text));
        }
    };
    add(here.say.t("letters-to"), letter.words("addressee", here.lang()).to_string());
    let names = Names::of(&here.project.catalogue);
    let shown = [
        "sent_on",
        "sent_by",
        "mail",
        "mail_on",
        "registered_number",
        "registered_on",
        "ticket",
        "extended_on",
        "extended_until",
        "extension_told_on",
        "extension_reason",
        "redirected_on",
    ];
    for field in shown {
        let Some((known, value)) = register.field(field).zip(letter.get(field)) else { continue };
        add(here.say.words(&known.label), here.say.value(&names, register, field, value));
    }
    if let Some(from) = letter.link("redirected_from") {
        let from = here.project.store.record(&here.project.id, PUBLIC_BODY, from, None).await?;
        let from = from.map(|from| from.words("title", here.lang()).to_string()).unwrap_or_default();
        add(here.say.t("letters-redirected-from"), from);
    }
    if !Letter::of(letter).is_draft()
        && let Some(due) = Letter::of(letter).due(terms)
    {
        add(here.say.t("letters-due"), here.say.long_day(&due));
    }
    Ok(facts)
}

/// What is asked, and what was said to it.
async fn lines(here: &Here, letter: &Record) -> Result<Vec<Ask>> {
    let register = here.register(RECOMMENDATION)?;
    let list = match register.field("outcome").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.as_str(),
        _ => "",
    };
    let line = |ask: &Record| {
        let view = Asked::of(ask);
        let said = [ask.text("outcome_reason"), ask.text("sent_to")].map(str::to_string);
        let done = day(ask, "done_on").map(|on| here.say.name("letters-done-on", here.say.day(&on)));
        let more = said.into_iter().chain(done).filter(|part| !part.is_empty());
        Ask {
            href: format!("{}/r/{RECOMMENDATION}/{}", here.root(), ask.id),
            text: view.text(here.lang()).to_string(),
            class: class_of(&view),
            outcome: match view.outcome() {
                "" => String::new(),
                word => here.say.label(list, word),
            },
            more: more.collect::<Vec<_>>().join(" · "),
        }
    };
    Ok(asks(&here.project, &letter.id).await?.iter().map(line).collect())
}

/// The colour of what was said to a recommendation.
pub fn class_of(ask: &Asked<'_>) -> &'static str {
    match ask.outcome() {
        _ if ask.is_done() => "good",
        auyl_domain::views::ACCEPTED => "good",
        auyl_domain::views::PARTLY => "warn",
        auyl_domain::views::REFUSED => "bad",
        _ => "",
    }
}

/// Replies to a letter: address, name, whether nobody has looked at it.
async fn replies(here: &Here, letter: &Record) -> Result<Vec<(String, String, bool)>> {
    let register = here.register(REPLY)?;
    let field = register.field(LETTER).ok_or_else(|| Stop::machine("a reply to no letter"))?;
    let found = crate::pages::record::pointing::records(here, register, field, &letter.id, 50).await?;
    let names = Names::of(&here.project.catalogue);
    let reply = |reply: &Record| {
        let name = reply.name(register, here.lang(), &names);
        (format!("{}/r/{REPLY}/{}", here.root(), reply.id), name, reply.state() == ARRIVED)
    };
    Ok(found.iter().map(reply).collect())
}

/// Where the server would send the letter itself, and whether that is wanted; or the key of why it cannot.
async fn by_server(
    here: &Here,
    letter: &Record,
    was_sent: bool,
    typed: &Typed,
) -> Result<std::result::Result<(String, bool), &'static str>> {
    if here.app.settings.mail.is_none() {
        return Ok(Err("letters-no-mail-server"));
    }
    let to = mail::address(&here.project, letter).await?;
    let is_wanted = !was_sent || !typed.text("by_server").is_empty();
    Ok(if auyl_mail::is_address(&to) { Ok((to, is_wanted)) } else { Err("letters-body-without-mail") })
}

/// What the body was told, the newest first.
async fn messages(here: &Here, letter: &Record) -> Result<Vec<Told>> {
    let message = |of: auyl_store::outbox::Outgoing| {
        let (state, class) = crate::pages::outbox::class(&of.state);
        let what = match of.template.as_str() {
            mail::LETTER_MAIL => "letters-mail-letter",
            mail::BEFORE => "letters-mail-before",
            _ => "letters-mail-after",
        };
        Told {
            what: here.say.t(what),
            when: here.say.moment(if of.settled.is_empty() { &of.at } else { &of.settled }),
            to: of.addressee,
            said: of.said,
            state,
            class,
        }
    };
    Ok(mail::messages(&here.project, &letter.id).await?.into_iter().map(message).collect())
}

/// Ways to send a letter.
fn channels(here: &Here, chosen: &str) -> Vec<Choice> {
    let field = here.project.catalogue.register(LETTER).and_then(|register| register.field("sent_by"));
    let Some(Kind::Choice { choices }) = field.map(|field| &field.kind) else { return Vec::new() };
    let all = here.project.catalogue.choices(choices).into_iter().flat_map(|list| &list.all);
    let choice = |id: &String| Choice { id: id.clone(), label: here.say.label(choices, id), is_chosen: id == chosen };
    all.map(|of| choice(&of.id)).collect()
}

/// Bodies to which a letter may be sent on.
async fn bodies(here: &Here, letter: &Record, chosen: &str) -> Result<Vec<Choice>> {
    let bodies = here.project.good_records(PUBLIC_BODY, None).await?;
    let others = bodies.iter().filter(|body| letter.link("body") != Some(&body.id));
    let choice = |body: &Record| {
        let label = body.words("title", here.lang()).to_string();
        Choice { id: body.id.to_string(), label, is_chosen: body.id.as_str() == chosen }
    };
    Ok(others.map(choice).collect())
}

/// The letter as DOCX.
pub async fn docx(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    file(here, &id, "docx").await
}

/// The letter as PDF.
pub async fn pdf(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    file(here, &id, "pdf").await
}

async fn file(here: Here, id: &str, format: &'static str) -> Result {
    let (register, _) = of_team(&here)?;
    let letter = record(&here, register, id, Action::See).await?;
    let bytes = bytes(&here, &letter, format).await?;
    Ok(attachment(&name(&letter, format), kind(format), bytes))
}

/// The letter in a format.
pub async fn bytes(here: &Here, letter: &Record, format: &'static str) -> Result<Vec<u8>> {
    bytes_of(&here.app, &here.project, letter, format, sees_names(here)).await
}

/// The same, for whoever is not signed in; `personal` where the official it goes to is named.
pub async fn bytes_of(
    app: &App,
    project: &Project,
    letter: &Record,
    format: &'static str,
    personal: bool,
) -> Result<Vec<u8>> {
    let (document, _) = paper::of_record(project, letter, personal).await?;
    in_format(app, &document, format).await
}

/// What the file of a letter is called.
pub fn name(letter: &Record, format: &str) -> String {
    let number: String =
        letter.text("number").chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let number = if number.is_empty() { letter.id.to_string() } else { number };
    format!("letter-{number}.{format}")
}
