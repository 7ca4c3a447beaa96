//! Who may see a file: whoever may see a record of the project that names it, in a field that they see.

use crate::ask::Here;
use crate::pages::record::{fields_seen, glanced, within_places};
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::value::FileRef;
use auyl_store::Named;

/// The file as a record names it that the member sees. A file of another project is not there.
pub async fn file(here: &Here, sha256: &str) -> Result<FileRef> {
    let is_digest = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    for personal in [false, true].into_iter().filter(|_| is_digest) {
        for named in here.project.store.naming_file(&here.project.id, sha256, personal).await? {
            if is_seen(here, &named).await? {
                if personal {
                    glanced(here, here.register(&named.register)?, named.id.as_str(), "file").await?;
                }
                return Ok(named.file);
            }
        }
    }
    Err(Refusal::of("page-missing").into())
}

async fn is_seen(here: &Here, named: &Named) -> Result<bool> {
    let register = here.register(&named.register)?;
    if !fields_seen(here, register).iter().any(|field| field.id == named.field) {
        return Ok(false);
    }
    if here.may(Action::See, Some(register)) != Verdict::OwnPlaces {
        return Ok(true);
    }
    match here.project.store.record(&here.project.id, &register.id, &named.id, None).await? {
        Some(record) => within_places(here, register, &record).await,
        None => Ok(false),
    }
}
