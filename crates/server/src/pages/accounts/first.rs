//! Before anybody has an account: the organisation, the homes of the projects, and the link that makes the first one.

use crate::App;
use crate::secrets::digest;
use auyl_store::accounts::{Home, Invitation, Organisation};
use auyl_work::Trouble;

/// The organisation to which projects belong that nobody put anywhere else.
const MAIN: &str = "main";
/// How long the first link holds: until the next start, or a week.
const WEEK: i64 = 7 * 24;

/// Gives every project a home. Projects are also made at the command line, which knows no organisations.
pub async fn prepare(app: &App) -> Result<(), Trouble> {
    let homes = app.store.homes().await?;
    for project in app.store.projects().await? {
        if homes.iter().all(|home| home.project != project) {
            let title = app.catalogue.phrases().say(auyl_domain::Lang::Ru, "accounts-main-organisation");
            app.store.add_organisation(&Organisation { id: MAIN.into(), title }).await?;
            app.store.set_home(&Home { project, organisation: MAIN.into(), is_public: false }).await?;
        }
    }
    Ok(())
}

/// The path that makes the first account, while there is none. Each call makes the earlier ones worthless.
pub async fn first_link(app: &App) -> Result<Option<String>, Trouble> {
    if app.store.any_account().await? {
        return Ok(None);
    }
    let secret = app.world.secret();
    let invitation = Invitation {
        secret: digest(&secret),
        kind: "first".into(),
        organisation: MAIN.into(),
        role: "administrator".into(),
        until_at: app.world.after_hours(WEEK),
        ..Invitation::default()
    };
    app.store.add_invitation(&invitation).await?;
    Ok(Some(format!("/join/{secret}")))
}
