//! The description of a form's tables for programs (EDMX).

use super::Table;
use std::collections::BTreeSet;
use std::fmt::Write;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn edm(kind: &str) -> &'static str {
    match kind {
        "int" => "Edm.Int64",
        "decimal" => "Edm.Decimal",
        "date" => "Edm.Date",
        "geopoint" => "Edm.GeographyPoint",
        _ => "Edm.String",
    }
}

/// The whole document.
pub fn document(form: &str, whole: &Table) -> String {
    let space = format!("org.opendatakit.user.{}", form.replace(|c: char| !c.is_alphanumeric(), "_"));
    let mut types = String::new();
    let mut sets = String::new();
    for table in whole.all() {
        one(&mut types, table, &space);
        let name = escaped(&table.name);
        // Writing to a text cannot fail.
        let _ = write!(sets, r#"<EntitySet Name="{name}" EntityType="{space}.{name}"/>"#);
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="org.opendatakit.submission"><ComplexType Name="metadata"><Property Name="submissionDate" Type="Edm.DateTimeOffset"/><Property Name="updatedAt" Type="Edm.DateTimeOffset"/><Property Name="deletedAt" Type="Edm.DateTimeOffset"/><Property Name="submitterId" Type="Edm.String"/><Property Name="submitterName" Type="Edm.String"/><Property Name="attachmentsPresent" Type="Edm.Int64"/><Property Name="attachmentsExpected" Type="Edm.Int64"/><Property Name="status" Type="org.opendatakit.submission.Status"/><Property Name="reviewState" Type="org.opendatakit.submission.ReviewState"/><Property Name="deviceId" Type="Edm.String"/><Property Name="edits" Type="Edm.Int64"/><Property Name="formVersion" Type="Edm.String"/></ComplexType><EnumType Name="Status"><Member Name="notDecrypted"/><Member Name="missingEncryptedFormData"/></EnumType><EnumType Name="ReviewState"><Member Name="hasIssues"/><Member Name="edited"/><Member Name="rejected"/><Member Name="approved"/></EnumType></Schema><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="{space}">{types}<EntityContainer Name="{}">{sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"#,
        escaped(form)
    )
}

/// The type of a table, and those of its groups.
fn one(types: &mut String, table: &Table, space: &str) {
    let name = escaped(&table.name);
    let mut own = String::from(r#"<Key><PropertyRef Name="__id"/></Key><Property Name="__id" Type="Edm.String"/>"#);
    match table.name.rsplit_once('.') {
        None => own.push_str(r#"<Property Name="__system" Type="org.opendatakit.submission.metadata"/>"#),
        Some((above, _)) => {
            let _ = write!(own, r#"<Property Name="__{}-id" Type="Edm.String"/>"#, escaped(&above.replace('.', "-")));
        }
    }
    let mut groups = BTreeSet::new();
    for (path, kind) in &table.columns {
        match path.as_slice() {
            [name] => {
                let _ = write!(own, r#"<Property Name="{}" Type="{}"/>"#, escaped(name), edm(kind));
            }
            [group, ..] if groups.insert(group.clone()) => {
                let group = escaped(group);
                let _ = write!(own, r#"<Property Name="{group}" Type="{space}.{name}.{group}"/>"#);
            }
            _ => {}
        }
    }
    for below in &table.below {
        let last = escaped(below.path.rsplit('/').next().unwrap_or_default());
        let target = escaped(&below.name);
        let _ = write!(own, r#"<NavigationProperty Name="{last}" Type="Collection({space}.{target})"/>"#);
    }
    let _ = write!(types, r#"<EntityType Name="{name}">{own}</EntityType>"#);
    let columns: Vec<(&[String], &str)> = table.columns.iter().map(|(path, kind)| (path.as_slice(), *kind)).collect();
    complex(types, &format!("{space}.{name}"), &name, &columns);
}

fn complex(types: &mut String, full: &str, name: &str, columns: &[(&[String], &str)]) {
    let groups: BTreeSet<&String> =
        columns.iter().filter(|(path, _)| path.len() > 1).map(|(path, _)| &path[0]).collect();
    for group in groups {
        let below: Vec<(&[String], &str)> = columns
            .iter()
            .filter(|(path, _)| path.len() > 1 && &path[0] == group)
            .map(|(path, kind)| (&path[1..], *kind))
            .collect();
        let (own, whole) = (format!("{name}.{}", escaped(group)), format!("{full}.{}", escaped(group)));
        let mut fields = String::new();
        let mut seen = BTreeSet::new();
        for (path, kind) in &below {
            let label = escaped(&path[0]);
            if path.len() == 1 {
                let _ = write!(fields, r#"<Property Name="{label}" Type="{}"/>"#, edm(kind));
            } else if seen.insert(label.clone()) {
                let _ = write!(fields, r#"<Property Name="{label}" Type="{whole}.{label}"/>"#);
            }
        }
        let _ = write!(types, r#"<ComplexType Name="{own}">{fields}</ComplexType>"#);
        complex(types, &whole, &own, &below);
    }
}
