//! Phones of coordinators: each gets a key of its own, which is shown once, as a code that ODK Collect scans, and can be
//! ended alone.

use crate::App;
use crate::secrets::digest;
use crate::stop::Result;
use auyl_store::submissions::Phone;

/// Letters of what a phone is called.
const LONGEST: usize = 120;

/// Adds a phone to a project that acts as an account; gives it with its key, which nobody is told again.
pub async fn add_phone(app: &App, project: &str, account: &str, title: &str) -> Result<(Phone, String)> {
    // Nobody guesses 256 bits.
    let key = app.world.secret() + &app.world.secret();
    let mut phone = Phone {
        secret: digest(&key),
        project: project.to_string(),
        account: account.to_string(),
        title: title.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST).collect(),
        made_at: app.world.at(),
        ..Phone::default()
    };
    phone.id = app.store.add_phone(&phone).await?;
    Ok((phone, key))
}
