//! The commands, one file each.

mod audit;
mod bring;
mod catalogue;
mod check;
mod count;
mod init;
mod records;
mod report;
mod serve;
mod shell;
mod verify;

use crate::Failure;
use crate::args::{Command, Serving};
use crate::world::World;
use auyl_work::figures::Asked;

/// Does what was asked; the exit code says how it ended.
pub async fn run(world: &World) -> Result<u8, Failure> {
    match &world.args.command {
        None => serve::serve(world, &Serving::unasked().map_err(anyhow::Error::from)?).await,
        Some(Command::Serve { how }) => serve::serve(world, how).await,
        Some(Command::Init { demo }) => init::init(world, *demo).await,
        Some(Command::Template { file }) => bring::template(world, file),
        Some(Command::Import { file, keep, json }) => bring::import(world, file, *keep, *json).await,
        Some(Command::Export { file, csv, without_personal }) => {
            bring::export(world, file.as_deref(), csv.as_deref(), !without_personal).await
        }
        Some(Command::Figure { measure, by, activity, records, as_of, json }) => {
            let asked = Asked { activity: activity.as_deref(), records: *records, as_of: *as_of };
            count::figure(world, measure, by, &asked, *json).await
        }
        Some(Command::Indicators { json }) => count::indicators(world, *json).await,
        Some(Command::Check { form, json }) => check::check(world, form, *json).await,
        Some(Command::Report { form, out, report_lang }) => report::report(world, form, out, *report_lang).await,
        Some(Command::Freeze { form, out, report_lang }) => report::freeze(world, form, out, *report_lang).await,
        Some(Command::Verify { file, json }) => verify::verify(world, file, *json).await,
        Some(Command::Audit { how }) => audit::audit(world, how).await,
        Some(Command::Package { file, form, report_lang }) => report::package(world, form, file, *report_lang).await,
        Some(Command::History { register, id }) => records::history(world, register, id).await,
        Some(Command::Erase { register, id }) => records::erase(world, register, id).await,
        Some(Command::Catalogue { json }) => Ok(catalogue::check(world, *json)),
        Some(Command::Completion { shell }) => Ok(shell::completion(world, *shell)),
        Some(Command::Man) => shell::man(world),
    }
}
