//! Behind the pages: messages that wait are sent, one after the other, and tried again later where that can help. A message is
//! marked as on its way before it goes out; what a server that was ended in the middle left so is sent once more and says that
//! it was perhaps sent twice. A channel that nobody configured leaves its messages waiting, for people to tell by hand.

use crate::App;
use crate::pages::letters::of_message;
use crate::secrets::digest;
use crate::stop::Stop;
use auyl_domain::RecordId;
use auyl_domain::value::FileRef;
use auyl_mail::{Enclosed, Failure, Letter, Sort};
use auyl_store::outbox::{DROPPED, FAILED, Outcome, Outgoing, SENT, WAITING};
use auyl_work::letters::mail;
use auyl_work::outbox::{self, CONFIRM, Links, MAIL, SMS};
use auyl_work::project::Doing;
use auyl_work::telling::{self, Ways};
use auyl_work::{Project, Trouble};
use std::time::Duration;

/// Who notes what became of messages, in the log.
const ACTOR: &str = "outbox";
/// Messages that are looked at together.
const BATCH: i64 = 50;
/// How often it is looked without being called.
const PAUSE: Duration = Duration::from_secs(15);
/// What was taken so many minutes ago and is not settled was on its way when a server ended: no channel has that much patience.
const LOST_AFTER: i64 = 10;
/// So many days after a message is settled it is forgotten to whom it went.
const KEPT_DAYS: i64 = 30;
/// The largest files that go with a letter; many mail servers take no more.
const MOST_ENCLOSED: usize = 15 * 1024 * 1024;

/// Why a message that needs a link waits.
pub const NO_SITE: &str = "the address of this server is not set";

/// Works until the server ends.
pub async fn work(app: App) {
    loop {
        if let Err(trouble) = send_off(&app).await {
            // What waits stays; the trouble is told once a pause, and nothing personal with it.
            eprintln!("auyl: {} messages wait: {trouble}", app.world.at());
        }
        if !app.ending.rest(PAUSE, &app.outgoing).await {
            break;
        }
    }
}

/// Writes what people are to be told of what happened, and sends what is due now.
pub async fn send_off(app: &App) -> Result<(), Trouble> {
    tell(app).await?;
    app.store.outbox_lost(&app.world.after_minutes(-LOST_AFTER), outbox::MOST_TRIES).await?;
    app.store.outbox_forget(&app.world.after_hours(-KEPT_DAYS * 24)).await?;
    let mut channels = configured(app);
    while !channels.is_empty() {
        let due = app.store.outbox_due(&channels, &app.world.at(), BATCH).await?;
        if due.is_empty() {
            break;
        }
        for message in due {
            if app.ending.has_begun() {
                return Ok(());
            }
            if channels.contains(&message.channel.as_str()) && !send(app, &message).await? {
                // The same would happen to all others: they are not tried, and their tries not counted.
                channels.retain(|channel| *channel != message.channel);
            }
        }
    }
    Ok(())
}

/// Steps of problems become messages.
async fn tell(app: &App) -> Result<(), Trouble> {
    for id in app.store.projects_to_tell().await? {
        let Some(home) = app.store.home(&id).await? else { continue };
        let app = app.of_project(&id).await?;
        let project = Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id };
        let ways = Ways { is_open: home.is_public, sent: &configured(&app) };
        while telling::tell(&project, (app.world.now)(), ways).await? {}
    }
    Ok(())
}

/// Channels that somebody configured.
pub fn configured(app: &App) -> Vec<&'static str> {
    let (mail, sms) = (app.settings.mail.is_some(), app.settings.sms.is_some());
    [(MAIL, mail), (SMS, sms)].into_iter().filter(|(_, is)| *is).map(|(channel, _)| channel).collect()
}

/// Sends one message; `false` where its channel is down.
async fn send(app: &App, message: &Outgoing) -> Result<bool, Trouble> {
    let at = app.world.at();
    if !app.store.outbox_take(&message.project, &message.id, &at).await? {
        return Ok(true);
    }
    let tried = match !message.addressee.is_empty() && is_wanted(app, message).await? {
        true => try_once(app, message).await?.map_err(Some),
        false => Err(None),
    };
    let at = app.world.at();
    let tries = message.tries + 1;
    let again = outbox::rest_after(tries).map(|minutes| app.world.after_minutes(minutes));
    let settled = |state, said, twice| Outcome { state, at: &at, due: &at, said, twice };
    let outcome = match &tried {
        Ok(()) => settled(SENT, "", false),
        Err(None) => settled(DROPPED, "", false),
        Err(Some(Failure { sort: Sort::Never, said })) => settled(FAILED, said.as_str(), false),
        Err(Some(Failure { sort, said })) => match &again {
            Some(due) => Outcome { due: due.as_str(), ..settled(WAITING, said.as_str(), *sort == Sort::Unclear) },
            None => settled(FAILED, said.as_str(), *sort == Sort::Unclear),
        },
    };
    app.store.outbox_settle(&message.project, &message.id, &outcome).await?;
    note(app, message).await?;
    // A gateway that lets a message wait for an answer lets all others wait as long.
    Ok(!matches!(tried, Err(Some(Failure { sort: Sort::Down | Sort::Unclear, .. }))))
}

/// Whether its addressee wants it still: who said no since it was written is not told, nor a body that has answered.
async fn is_wanted(app: &App, message: &Outgoing) -> Result<bool, Trouble> {
    outbox::is_wanted(&project_of(app, message).await?, message).await
}

async fn project_of(app: &App, message: &Outgoing) -> Result<Project, Trouble> {
    let app = app.of_project(&message.project).await?;
    Ok(Project { store: app.store.clone(), catalogue: app.catalogue.clone(), id: message.project.clone() })
}

/// The record of a letter says what became of the message that brings it.
pub async fn note(app: &App, message: &Outgoing) -> Result<(), Trouble> {
    let Some(id) = RecordId::read(&message.about.1).filter(|_| mail::is_of_letter(message)) else { return Ok(()) };
    let doing = Doing { actor: ACTOR.into(), at: app.world.at() };
    mail::note(&project_of(app, message).await?, &id, app.world.today(), &doing).await
}

async fn try_once(app: &App, message: &Outgoing) -> Result<Result<(), Failure>, Trouble> {
    let site = app.settings.address.as_deref().map(|address| address.trim_end_matches('/'));
    let mut stop = None;
    let is_asked = message.template == CONFIRM;
    if is_asked && site.is_none() {
        return Ok(Err(Failure { sort: Sort::Later, said: NO_SITE.into() }));
    }
    if let Some(site) = site.filter(|_| is_asked || message.channel == MAIL && !message.of.1.is_empty()) {
        // A secret of its own each time: only its digest is kept, so an earlier one cannot be said again.
        let secret = app.world.secret();
        let of = (message.of.0.as_str(), message.of.1.as_str());
        app.store.put_stop(&digest(&secret), &message.project, of, &app.world.at()).await?;
        stop = Some(format!("{site}/stop/{secret}"));
    }
    let (mut files, mut answer) = (Vec::new(), None);
    if mail::is_of_letter(message) {
        match of_message(app, message).await {
            Ok((papers, path)) => {
                files = papers;
                answer = site.map(|site| format!("{site}{path}"));
            }
            Err(stop) => return Ok(Err(Failure { sort: Sort::Later, said: why(&stop) })),
        }
    }
    match enclosed(app, &outbox::files(message)).await? {
        Ok(more) => files.extend(more),
        Err(name) => return Ok(Err(too_large(&name))),
    }
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > MOST_ENCLOSED {
        return Ok(Err(too_large(&files[0].name)));
    }
    let links = Links { site, stop: stop.as_deref(), answer: answer.as_deref() };
    let text = outbox::text(app.catalogue.phrases(), message, links);
    let letter = Letter {
        id: message.id.clone(),
        to: message.addressee.clone(),
        subject: text.subject,
        text: text.text,
        at: u64::try_from((app.world.now)().as_second()).unwrap_or_default(),
        stop,
        files,
    };
    Ok(match (message.channel.as_str(), &app.settings.mail, &app.settings.sms) {
        (MAIL, Some(server), _) => server.send(&letter).await,
        (SMS, _, Some(gateway)) => gateway.send(&letter).await,
        _ => Err(Failure { sort: Sort::Down, said: String::new() }),
    })
}

fn too_large(name: &str) -> Failure {
    Failure { sort: Sort::Never, said: format!("{name}: missing or too large") }
}

/// Why a paper could not be made.
fn why(stop: &Stop) -> String {
    match stop {
        Stop::Refused(refusal) => refusal.code().to_string(),
        // What the machine said is for the log, not for the page.
        _ => "the letter could not be set".into(),
    }
}

/// The files; the name of one that is not there, or does not fit with the others.
async fn enclosed(app: &App, files: &[FileRef]) -> Result<Result<Vec<Enclosed>, String>, Trouble> {
    let (mut enclosed, mut size) = (Vec::new(), 0);
    for file in files {
        let Some(flow) = app.store.file_stream(&file.sha256).await? else { return Ok(Err(file.name.clone())) };
        size += usize::try_from(flow.size).unwrap_or(usize::MAX);
        if size > MOST_ENCLOSED {
            return Ok(Err(file.name.clone()));
        }
        let bytes = app.store.get_file(&file.sha256).await?;
        enclosed.extend(bytes.map(|bytes| Enclosed { name: file.name.clone(), bytes }));
    }
    Ok(Ok(enclosed))
}
