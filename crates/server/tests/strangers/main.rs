//! Programs of strangers, fetched from PyPI, ask this server what they ask elsewhere.

mod georeport;
#[path = "../site/ground.rs"]
mod ground;
mod odk;
mod schema;
#[path = "../site/well.rs"]
mod well;
