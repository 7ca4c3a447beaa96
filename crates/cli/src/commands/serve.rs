//! The server: the example project where there is none, then pages until somebody ends it.

use crate::args::{Args, Serving};
use crate::world::World;
use crate::{Failure, exit};
use auyl_domain::Refusal;
use auyl_server::settings::{Gateway, MailServer, Registration, Tiles};
use auyl_server::{App, Settings};
use std::process::Command;
use std::sync::Arc;

/// Opens the store and serves it.
pub async fn serve(world: &World, how: &Serving) -> Result<u8, Failure> {
    if world.store().await?.projects().await?.is_empty() {
        let code = example(world)?;
        if code != exit::FINE {
            return Ok(code);
        }
    }
    let app = App::new(world.store().await?, Arc::clone(&world.catalogue), settings(world, how)?, clock_and_chance());
    auyl_server::prepare(&app).await?;
    let first = auyl_server::first_link(&app).await?;
    let scheme = if how.tls_cert.is_some() { "https" } else { "http" };
    auyl_server::serve(app, |listening| {
        let address = how.address.clone().unwrap_or_else(|| format!("{scheme}://{listening}"));
        world.say("serve-open", &[("address", address.clone())]);
        if let Some(path) = first {
            world.say("serve-first", &[("link", format!("{address}{path}"))]);
        }
    })
    .await?;
    Ok(exit::FINE)
}

/// Makes the example project in a process of its own: the memory that this takes for a moment the server would keep.
fn example(world: &World) -> Result<u8, Failure> {
    let Args { data, database, catalogue, project, .. } = &world.args;
    let mut command = Command::new(std::env::current_exe().map_err(anyhow::Error::from)?);
    command.args(["init", "--demo", "--lang", world.lang.code()]).arg("--data").arg(data);
    // Not among the arguments, which everybody on the machine can read.
    command.envs(database.as_ref().map(|url| ("AUYL_DATABASE", url)));
    if let Some(catalogue) = catalogue {
        command.arg("--catalogue").arg(catalogue);
    }
    if let Some(project) = project {
        command.args(["--project", project]);
    }
    let ended = command.status().map_err(anyhow::Error::from)?;
    Ok(ended.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(exit::OUR_FAULT))
}

fn settings(world: &World, how: &Serving) -> Result<Settings, Failure> {
    Ok(Settings {
        tls: how.tls_cert.clone().zip(how.tls_key.clone()),
        behind_proxy: how.behind_proxy,
        address: how.address.clone(),
        most_upload: how.most_upload * 1024 * 1024,
        openid: registration(how),
        mail: mail(how)?,
        sms: sms(how)?,
        tiles: tiles(how)?,
        ..Settings::at(how.listen, world.args.data.join("arriving"))
    })
}

fn mail(how: &Serving) -> Result<Option<MailServer>, Failure> {
    let (Some(address), Some(from)) = (&how.smtp, &how.smtp_from) else { return Ok(None) };
    Ok(Some(MailServer::read(address, from).map_err(|detail| misunderstood("--smtp", detail))?))
}

fn sms(how: &Serving) -> Result<Option<Gateway>, Failure> {
    let read = |address: &String| Gateway::read(address, &how.sms_header, how.sms_body.as_deref());
    Ok(how.sms.as_ref().map(read).transpose().map_err(|detail| misunderstood("--sms", detail))?)
}

fn tiles(how: &Serving) -> Result<Option<Tiles>, Failure> {
    let Some(address) = how.tiles.as_deref().filter(|address| !address.is_empty()) else { return Ok(None) };
    let tiles = Tiles::read(address, how.tiles_credit.as_deref().unwrap_or_default());
    Ok(Some(tiles.ok_or_else(|| misunderstood("--tiles", "https://…/{z}/{x}/{y}.png".into()))?))
}

fn misunderstood(flag: &str, detail: String) -> Refusal {
    Refusal::of("setting-misunderstood").with("setting", flag).with("detail", detail)
}

fn registration(how: &Serving) -> Option<Registration> {
    let (issuer, client_id) = how.openid_issuer.clone().zip(how.openid_client_id.clone())?;
    let client_secret = how.openid_client_secret.clone().filter(|secret| !secret.is_empty());
    Some(Registration { issuer, client_id, client_secret, label: how.openid_label.clone() })
}

fn clock_and_chance() -> auyl_server::World {
    auyl_server::World {
        now: Arc::new(jiff::Timestamp::now),
        // Without chance nobody's session is safe: better no server than a guessable one.
        chance: Arc::new(|bytes| getrandom::fill(bytes).expect("the system gives random bytes")),
        zone: jiff::tz::TimeZone::system(),
    }
}
