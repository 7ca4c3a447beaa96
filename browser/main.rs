//! The daily jobs of a team, played in a real browser against the real server. Every story names who does it.

mod account;
mod chromium;
#[path = "../site/ground.rs"]
mod ground;
mod photos;
mod stage;
mod typing;
