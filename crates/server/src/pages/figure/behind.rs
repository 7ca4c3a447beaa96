//! The records behind a number, fifty a page, each called as the member may call it; and the files that prove them.

use super::pictured::Pictured;
use crate::ask::Here;
use crate::pages::record::{Naming, fields_seen, glanced, names_seen};
use crate::stop::Result;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::EVIDENCE;
use auyl_domain::{RecordId, Register};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::{BTreeMap, BTreeSet};

/// Records on a page.
pub const PAGE: usize = 50;
/// Files shown for the records of a page.
const MOST_FILES: usize = 12;

/// What stands behind a number, as far as a page shows it.
pub struct Behind {
    /// Records of the page.
    pub records: Vec<Line>,
    /// Files that prove them.
    pub files: Vec<Proof>,
    /// Files that are not shown.
    pub more_files: usize,
}

/// One record.
pub struct Line {
    /// Title of its register.
    pub register: String,
    /// Its page.
    pub href: String,
    /// How it is called.
    pub name: String,
    /// The event that made the version which was counted.
    pub version: i64,
    /// How many files prove it.
    pub n_files: usize,
}

/// One file.
pub struct Proof {
    /// The evidence that holds it, else the file.
    pub href: String,
    /// A small picture, where it is one.
    pub thumb: Option<String>,
    /// Name of the file.
    pub name: String,
}

/// A page of what stands behind a number, from 1.
pub async fn behind(here: &Here, of: &Pictured, number: usize, as_of: Option<i64>) -> Result<Behind> {
    let shown = of.records.iter().skip(((number - 1) * PAGE).saturating_sub(of.before)).take(PAGE);
    let mut naming = Naming::of(here);
    let (mut records, mut digests, mut met) = (Vec::new(), Vec::new(), BTreeMap::new());
    for behind in shown {
        let register = here.register(&behind.register)?;
        met.insert(register.id.clone(), register);
        let id = RecordId::read(&behind.id);
        let record = match &id {
            Some(id) => here.project.store.record(&here.project.id, &register.id, id, as_of).await?,
            None => None,
        };
        let name = match record {
            Some(record) => naming.learn_name(register, &record).await?,
            None => behind.id.clone(),
        };
        records.push(Line {
            register: here.say.words(&register.title),
            href: format!("{}/r/{}/{}", here.root(), register.id, behind.id),
            name: if name.is_empty() { behind.id.clone() } else { name },
            version: behind.version,
            n_files: behind.evidence.len(),
        });
        digests.extend(behind.evidence.iter());
    }
    for people in people(here, met.into_values()) {
        glanced(here, people, "", "figure").await?;
    }
    let mut seen = BTreeSet::new();
    digests.retain(|digest| seen.insert(digest.as_str()));
    let may_see = here
        .project
        .catalogue
        .register(EVIDENCE)
        .is_some_and(|register| matches!(here.may(Action::See, Some(register)), Verdict::Yes | Verdict::OwnPlaces));
    if !may_see {
        digests.clear();
    }
    let mut files: Vec<Proof> = digests.iter().map(|digest| proof(here, of, digest)).collect();
    // Pictures say at a glance what they prove.
    files.sort_by_key(|file| file.thumb.is_none());
    let more_files = files.len().saturating_sub(MOST_FILES);
    files.truncate(MOST_FILES);
    Ok(Behind { records, files, more_files })
}

/// The registers whose people these records call by their names.
fn people<'h>(here: &'h Here, met: impl Iterator<Item = &'h Register>) -> Vec<&'h Register> {
    let mut people: BTreeMap<&str, &Register> = BTreeMap::new();
    for register in met.filter(|register| names_seen(here, register)) {
        for field in fields_seen(here, register) {
            let is_in_name = register.name.contains(&format!("{{{}}}", field.id));
            if !is_in_name {
                continue;
            }
            let target = field.kind.target().and_then(|target| here.project.catalogue.register(target));
            if field.personal {
                people.insert(&register.id, register);
            }
            if let Some(target) = target.filter(|target| target.has_personal() && names_seen(here, target)) {
                people.insert(&target.id, target);
            }
        }
    }
    people.into_values().collect()
}

fn proof(here: &Here, of: &Pictured, digest: &str) -> Proof {
    let known = of.files.get(digest);
    let name = known.map_or_else(|| format!("{}…", &digest[..8]), |(name, _)| name.clone());
    let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let href = match known {
        Some((_, evidence)) => format!("{}/r/{EVIDENCE}/{evidence}", here.root()),
        None => format!("{}/file/{digest}/{encoded}", here.root()),
    };
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_picture = matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp");
    let thumb = is_picture.then(|| format!("{}/thumb/{digest}", here.root()));
    Proof { href, thumb, name }
}
