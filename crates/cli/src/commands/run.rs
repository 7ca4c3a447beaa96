//! Without a command: the example project, its final report in every format, indicators, findings, and where all is.

use super::{count, init};
use crate::output::out;
use crate::world::World;
use crate::{Failure, exit, output};
use auyl_domain::Lang;
use auyl_domain::finding::has_severe;
use auyl_work::report::{self, FORMATS, Order};
use auyl_work::{check, disk, indicators, package, provenance};

/// Does what the README promises.
pub async fn run(world: &World) -> Result<u8, Failure> {
    let has_data = world.args.data.join(auyl_store::SQLITE_FILE).exists() || world.args.database.is_some();
    if !has_data || world.store().await?.projects().await?.is_empty() {
        let code = init::init(world, true).await?;
        if code != exit::FINE {
            return Ok(code);
        }
    }
    let project = world.project().await?;
    let folder = world.args.data.join("report");
    // The report of the example is the Russian one, whatever language the terminal speaks.
    let order = Order { form: crate::args::DEFAULT_FORM, lang: Lang::Ru, today: world.today(), as_of: None };
    let checked = check::check(&project, &order).await?;
    let compiled = &checked.report.compiled;
    let provenance = provenance::section(&project, compiled, order.lang, Some(checked.report.event)).await?;
    let mut written = Vec::new();
    for format in FORMATS {
        let path = folder.join(format!("final-report.{format}"));
        disk::write(&path, &report::render(&compiled.document, format, &provenance).await?)?;
        written.push(path);
    }
    let packed = package::package(&project, &order).await?;
    let path = folder.join("final-report.zip");
    disk::write(&path, &packed.bytes)?;
    written.push(path);
    let (standings, measure_findings) = indicators::standings(&project, world.lang, None).await?;
    count::print_standings(world, &standings);
    out!("");
    let mut findings = checked.findings;
    findings.extend(measure_findings);
    output::findings(world, &findings);
    out!("");
    for path in written {
        world.say("report-written", &[("file", path.display().to_string())]);
    }
    Ok(if has_severe(&findings) { exit::FINDINGS } else { exit::FINE })
}
