//! Forms on their way out: the list, each form, and the lists of places, events and people that go with it. With the
//! setting *match exactly* a phone deletes what is not in the list, so an answer is whole or it is none.

use super::sender::Sender;
use super::told::XML;
use crate::App;
use crate::ask::Here;
use crate::central::{forms as forms_of_central, odata};
use crate::pages::files::{give, is_known};
use crate::pages::record::{Naming, glanced, names_seen, place_limit};
use crate::stop::{Result, Stop};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::register::PLACE;
use auyl_domain::{Refusal, Register};
use auyl_forms::openrosa::{Attached, Listed, form_list, manifest, md5};
use auyl_forms::xform::{Form, Line, csv};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::intake;
use auyl_work::surveys::Offered;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use std::collections::HashMap;
use std::sync::Arc;

/// Records of one list; a village has fewer people.
const MOST: i64 = 20_000;

/// The forms of all registers for phones, with the digests of their documents.
pub struct PhoneForms(Vec<(Form, String)>);

impl App {
    /// The forms, made once and kept in this version for ever.
    pub async fn phone_forms(&self, here: &Here) -> Result<Arc<PhoneForms>> {
        let made = self.forms.get_or_try_init(|| async {
            let forms = intake::forms(&here.project, &self.world.at()).await?;
            let digested = forms.into_iter().map(|form| (md5(form.xml.as_bytes()), form));
            let forms = digested.map(|(digest, form)| (form, digest)).collect();
            Ok::<_, Stop>(Arc::new(PhoneForms(forms)))
        });
        Ok(made.await?.clone())
    }
}

impl PhoneForms {
    /// Those that somebody may fill in.
    pub fn of<'f>(&'f self, here: &'f Here) -> impl Iterator<Item = &'f (Form, String)> {
        let may_add = |form: &Form| {
            here.app.catalogue.register(&form.id).is_some_and(|register| here.can(Action::Add, Some(register)))
        };
        self.0.iter().filter(move |(form, _)| may_add(form))
    }

    /// A form, whoever may send it.
    pub fn served(&self, id: &str) -> Option<&Form> {
        self.0.iter().find(|(form, _)| form.id == id).map(|(form, _)| form)
    }

    fn form<'f>(&'f self, sender: &'f Sender, id: &str) -> Result<&'f (Form, String)> {
        let found = self.of(sender).find(|(form, _)| form.id == id && sender.has_form(id));
        found.ok_or_else(|| Refusal::of("phone-form-unknown").with("form", id).into())
    }
}

impl Here {
    /// The survey of a form.
    pub fn survey(&self, form: &str) -> Option<&Offered> {
        let all = self.app.surveys.as_ref().map(|known| known.all.as_slice()).unwrap_or_default();
        // They are in the order of their forms.
        let at = all.binary_search_by(|offered| offered.survey.form.as_str().cmp(form)).ok()?;
        all.get(at)
    }

    /// The register that a form fills in: one for phones, or a survey's.
    pub fn register_of_form(&self, form: &str) -> Option<&Register> {
        match self.survey(form) {
            Some(offered) => self.app.catalogue.register(&offered.survey.register),
            None => self.app.catalogue.register(form).filter(|register| register.phone),
        }
    }

    fn may_answer(&self, offered: &Offered) -> bool {
        let register = self.app.catalogue.register(&offered.survey.register);
        register.is_some_and(|register| self.can(Action::Add, Some(register)))
    }
}

impl Sender {
    /// A survey that is offered here: phones fetch it and what goes with it.
    fn offered(&self, form: &str) -> Option<&Offered> {
        let is_offered = |it: &&Offered| it.is_open() && self.may_answer(it) && self.has_form(form);
        self.survey(form).filter(is_offered)
    }
}

/// A name as a part of an address.
pub fn encoded(name: &str) -> String {
    const OPAQUE: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'_').remove(b'-').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(name, OPAQUE).to_string()
}

/// The address of the project as this sender asks for it.
fn root(sender: &Sender) -> String {
    let path = sender.address.split('?').next().unwrap_or_default();
    let end = path.find("/formList").or_else(|| path.find("/forms/")).unwrap_or(path.len());
    format!("{}{}", sender.site(), &path[..end])
}

/// The list of forms.
pub async fn list(State(app): State<App>, sender: Sender) -> Result {
    let forms = app.phone_forms(&sender).await?;
    let root = root(&sender);
    let named: Vec<(&Form, &String, String)> = forms
        .of(&sender)
        .filter(|(form, _)| sender.has_form(&form.id))
        .map(|(form, digest)| (form, digest, sender.say.words(&form.title)))
        .collect();
    let surveys: Vec<(&Offered, String)> = sender
        .app
        .surveys
        .iter()
        .flat_map(|known| &known.all)
        .filter(|offered| sender.offered(&offered.survey.form).is_some())
        .map(|offered| (offered, sender.say.words(&offered.title)))
        .collect();
    let of_surveys = surveys.iter().map(|(offered, name)| {
        let address = format!("{root}/forms/{}", encoded(&offered.survey.form));
        let has_files = !offered.lists.is_empty() || !offered.files.is_empty();
        Listed {
            id: &offered.survey.form,
            name,
            version: &offered.survey.version,
            md5: &offered.md5,
            manifest: has_files.then(|| format!("{address}/manifest")),
            address: format!("{address}.xml"),
        }
    });
    let listed: Vec<Listed<'_>> = named
        .iter()
        .map(|(form, digest, name)| Listed {
            id: &form.id,
            name,
            version: &form.version,
            md5: digest,
            address: format!("{root}/forms/{}.xml", form.id),
            manifest: (!form.lists.is_empty()).then(|| format!("{root}/forms/{}/manifest", form.id)),
        })
        .chain(of_surveys)
        .collect();
    Ok(([(header::CONTENT_TYPE, XML)], form_list(&listed)).into_response())
}

/// A form: its name with `.xml` behind it.
pub async fn form(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result {
    let asked = &path["form"];
    if let Some(form) = asked.strip_suffix(".svc") {
        return odata::service(&app, &sender, form).await;
    }
    let Some(id) = asked.strip_suffix(".xml") else { return forms_of_central::one(&sender, asked).await };
    if let Some(offered) = sender.survey(id).filter(|_| sender.has_form(id)) {
        if !sender.may_answer(offered) && sender.may(Action::See, sender.register_of_form(id)) == Verdict::No {
            return Err(Refusal::of("not-allowed").into());
        }
        let (form, version) = (&offered.survey.form, &offered.survey.version);
        let kept = app.store.form_version(&sender.project.id, form, version).await?;
        let kept = kept.ok_or_else(|| Refusal::of("phone-form-unknown").with("form", id))?;
        return Ok(tagged(&headers, &offered.md5, "text/xml; charset=utf-8", kept.xml.into_bytes()));
    }
    let forms = app.phone_forms(&sender).await?;
    let (form, digest) = forms.form(&sender, id)?;
    Ok(tagged(&headers, digest, "text/xml; charset=utf-8", form.xml.clone().into_bytes()))
}

/// The lists that go with a form.
pub async fn lists(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let forms = app.phone_forms(&sender).await?;
    let asked = &path["form"];
    let (lists, survey) = match sender.offered(asked) {
        Some(offered) => (&offered.lists, Some(offered)),
        None => (&forms.form(&sender, asked)?.0.lists, None),
    };
    let root = format!("{}/forms/{}/lists", root(&sender), encoded(asked));
    let mut files = Vec::new();
    for register in lists {
        let bytes = csv_of(&sender, register).await?;
        files.push((format!("{register}.csv"), md5(&bytes), format!("{root}/{register}.csv")));
    }
    for file in survey.iter().flat_map(|offered| &offered.files) {
        files.push((file.name.clone(), file.md5.clone(), format!("{root}/{}", encoded(&file.name))));
    }
    let attached = files.iter().map(|(name, md5, address)| Attached { name, md5, address: address.clone() });
    Ok(([(header::CONTENT_TYPE, XML)], manifest(&attached.collect::<Vec<_>>())).into_response())
}

/// One of them.
pub async fn one_list(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result {
    let forms = app.phone_forms(&sender).await?;
    let missing = || Stop::from(Refusal::of("page-missing"));
    let lists = match sender.offered(&path["form"]) {
        Some(offered) => {
            if let Some(file) = offered.files.iter().find(|file| file.name == path["name"]) {
                return give(&app.store, &file.digest, &file.name, &headers).await;
            }
            &offered.lists
        }
        None => &forms.form(&sender, &path["form"])?.0.lists,
    };
    let register = path["name"].strip_suffix(".csv").ok_or_else(missing)?;
    if !lists.iter().any(|list| list == register) {
        return Err(missing());
    }
    let known = sender.register(register)?;
    if known.has_personal() && names_seen(&sender, known) {
        glanced(&sender, known, "", "phone").await?;
    }
    let bytes = csv_of(&sender, register).await?;
    Ok(tagged(&headers, &md5(&bytes), "text/csv; charset=utf-8", bytes))
}

fn tagged(headers: &HeaderMap, digest: &str, kind: &'static str, bytes: Vec<u8>) -> axum::response::Response {
    let tag = format!("\"{digest}\"");
    if is_known(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    ([(header::CONTENT_TYPE, kind.to_string()), (header::ETAG, tag)], bytes).into_response()
}

async fn csv_of(sender: &Sender, id: &str) -> Result<Vec<u8>> {
    Ok(csv(&lines_of(sender, id).await?, &sender.app.catalogue, sender.lang()))
}

/// The records of a register that somebody may choose, by their names; people only where they may read names.
pub async fn lines_of(here: &Here, id: &str) -> Result<Vec<Line>> {
    let register = here.register(id)?;
    let mut found = Vec::new();
    if names_seen(here, register) {
        let cond = place_limit(here, Action::See, register).into_iter().collect();
        let wanted = Wanted { cond, most: MOST, review: ReviewFilter::Without, ..Wanted::default() };
        let mut naming = Naming::of(here);
        for record in here.app.store.page(&here.project.id, id, &wanted).await?.records {
            naming.learn(register, &record).await?;
            let label = record.name(register, here.lang(), naming.names());
            let place = record.link(PLACE).map(ToString::to_string).unwrap_or_default();
            found.push(Line { id: record.id.to_string(), label, place });
        }
        found.sort_by_cached_key(|line: &Line| auyl_domain::sorting::sort_key(&line.label));
    }
    Ok(found)
}
