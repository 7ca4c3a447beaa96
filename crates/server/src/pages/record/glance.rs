//! Who saw personal details: every page that shows some writes it down here.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Register;
use auyl_store::accounts::Glance;

/// Writes down that the member saw personal fields: of a record, or of the people in its rows. The one place through
/// which pages do so. `page` is the page's name, as its guide has it.
pub async fn glanced(here: &Here, register: &Register, record: &str, page: &str) -> Result<()> {
    let doing = here.doing();
    let glance = Glance {
        at: doing.at,
        account: doing.actor,
        register: register.id.clone(),
        record: record.to_string(),
        page: page.to_string(),
    };
    Ok(here.project.store.add_glance(&here.project.id, &glance).await?)
}
