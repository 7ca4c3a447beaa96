//! What a list shows, taken out as a file: CSV for scripts, a workbook for people. All rows and not only those of the page.

use super::asked::Asked;
use super::list::{Seen, seen};
use super::source;
use crate::ask::Here;
use crate::pages::report::kind;
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::record::Record;
use auyl_domain::{Refusal, Register};
use auyl_store::Wanted;
use auyl_store::accounts::Glance;
use auyl_work::export::{Chosen, Manner, chosen_csv, chosen_workbook};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;

/// Most rows of a file: what a server that serves others can hold in memory.
const MOST: i64 = 100_000;

struct Taken<'h> {
    register: &'h Register,
    columns: Vec<String>,
    records: Vec<Record>,
    personal: bool,
}

async fn taken<'h>(here: &'h Here, register: &str, pairs: &[(String, String)]) -> Result<Taken<'h>> {
    let register = here.register(register)?;
    let verdict = here.must(Action::See, Some(register))?;
    let asked = Asked::read(pairs);
    let Seen { columns, wanted, .. } = seen(here, register, &asked).await?;
    let event = here.app.store.last_event(&here.project.id).await?;
    if source::how_many(here, register, &wanted, event).await? > MOST {
        return Err(Refusal::of("request-too-large").with("limit", here.say.number(MOST)).into());
    }
    let records = source::page(here, register, &Wanted { skip: 0, most: MOST, ..wanted }).await?.records;
    let personal = here.can(Action::ExportPersonal, Some(register)) && verdict != Verdict::PublicFields;
    let fields = columns.iter().flat_map(|column| &column.fields).filter(|field| personal || !field.personal);
    let fields: Vec<String> = fields.map(|field| field.id.clone()).collect();
    if fields.is_empty() {
        // No columns would mean all of them.
        return Err(Refusal::of("not-allowed").into());
    }
    let has_personal = columns.iter().any(|column| column.field().personal);
    if personal && has_personal && !records.is_empty() {
        let glance = Glance {
            at: here.app.world.at(),
            account: here.signed()?.account.id.clone(),
            register: register.id.clone(),
            record: String::new(),
            page: "export".into(),
        };
        here.app.store.add_glance(&here.project.id, &glance).await?;
    }
    Ok(Taken { register, columns: fields, records, personal })
}

fn named(register: &Register, ending: &str) -> (header::HeaderName, String) {
    (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.{ending}\"", register.id))
}

/// The list as CSV.
pub async fn csv(
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result {
    let taken = taken(&here, &register, &pairs).await?;
    let chosen = Chosen { register: &taken.register.id, columns: &taken.columns, records: &taken.records };
    let text = chosen_csv(&here.project, &chosen, taken.personal)?;
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string());
    Ok(([kind, named(taken.register, "csv")], text).into_response())
}

/// The list as a workbook, links by the names of what they lead to.
pub async fn workbook(
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result {
    let taken = taken(&here, &register, &pairs).await?;
    let chosen = Chosen { register: &taken.register.id, columns: &taken.columns, records: &taken.records };
    // Whoever sees public fields only is not told how linked records are called.
    let names = here.may(Action::See, Some(taken.register)) != Verdict::PublicFields;
    let manner = Manner { lang: here.lang(), personal: taken.personal, names };
    let bytes = chosen_workbook(&here.project, &[chosen], manner).await?;
    Ok(([(header::CONTENT_TYPE, kind("xlsx").to_string()), named(taken.register, "xlsx")], bytes).into_response())
}
