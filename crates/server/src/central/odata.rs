//! What was sent to a form, as tables for programs that read OData.

use crate::App;
use crate::openrosa::Sender;
use crate::stop::{Result, Stop};
use auyl_domain::{Field, Kind, Refusal};
use auyl_forms::shape::{Level, Shape};
use auyl_domain::access::Action;
use axum::Json;
use axum::response::IntoResponse;
use serde_json::json;

/// How submissions to the current version of a form are read.
pub async fn shape(app: &App, sender: &Sender, form: &str) -> Result<Shape> {
    let unknown = || Stop::from(Refusal::of("phone-form-unknown").with("form", form));
    let register = sender.register_of_form(form).ok_or_else(unknown)?;
    sender.must(Action::See, Some(register))?;
    if let Some(offered) = sender.survey(form) {
        let kept = app.store.form_version(&sender.project.id, form, &offered.survey.version).await?;
        return serde_json::from_str(&kept.ok_or_else(unknown)?.shape).map_err(Stop::machine);
    }
    let forms = app.phone_forms(sender).await?;
    forms.shape(form).cloned().ok_or_else(unknown)
}

/// The type of a field, as forms call it.
pub fn type_of(field: Option<&Field>) -> &'static str {
    match field.map(|field| &field.kind) {
        Some(Kind::Count) => "int",
        Some(Kind::Decimal | Kind::Money) => "decimal",
        Some(Kind::Date) => "date",
        Some(Kind::Time) => "time",
        Some(Kind::Point) => "geopoint",
        Some(Kind::File) => "binary",
        _ => "string",
    }
}

/// Names of the tables: of the form, and of each of its repeats.
fn tables(level: &Level, name: &str, all: &mut Vec<String>) {
    all.push(name.to_string());
    for (path, rows) in &level.rows {
        tables(rows, &format!("{name}.{}", path.replace('/', ".")), all);
    }
}

/// The service document.
pub async fn service(app: &App, sender: &Sender, form: &str) -> Result {
    let shape = shape(app, sender, form).await?;
    let mut names = Vec::new();
    tables(&shape.root, "Submissions", &mut names);
    let root = format!("{}/v1/projects/{}/forms/{}.svc", sender.site(), sender.number, crate::openrosa::encoded(form));
    let tables = names.iter().map(|name| json!({ "name": name, "kind": "EntitySet", "url": name }));
    let told = json!({ "@odata.context": format!("{root}/$metadata"), "value": tables.collect::<Vec<_>>() });
    Ok(Json(told).into_response())
}
