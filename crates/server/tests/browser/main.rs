//! The daily jobs of a team in a real browser against the real server, and every page under the eye of axe. Every story
//! names who does it.

mod account;
mod axe;
mod chain;
mod chromium;
mod device;
mod field;
mod frozen;
#[path = "../site/ground.rs"]
mod ground;
mod import;
mod narrative;
mod page;
mod photos;
mod stage;
mod trail;
mod trouble;
mod typing;
#[path = "../site/well.rs"]
mod well;
mod wire;
