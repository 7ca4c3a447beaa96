//! Puts the XForm of a register together: instance, binds, body, texts. Written for ODK Collect: choices are secondary
//! instances with texts by id, records are external CSV instances.

use super::condition::Place;
use super::{NOT_LISTED, Plan, TYPED, may_be_typed};
use crate::openrosa::{escape, escaped};
use auyl_domain::amount::{DECIMAL, TIYN, plain_scaled};
use auyl_domain::value::read_flag;
use auyl_domain::{Catalogue, Field, Kind, Lang, Register, Words, measure};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Stands where the version goes until it is known.
pub(super) const VERSION: &str = "@version@";
const FLAG: &str = "flag";
const NAMES: [(Lang, &str); 3] = [(Lang::Kk, "Қазақша (kk)"), (Lang::Ru, "Русский (ru)"), (Lang::En, "English (en)")];

/// The document, and the registers whose lists it needs.
pub(super) fn document(plan: &Plan<'_>, catalogue: &Catalogue) -> (String, Vec<String>) {
    let mut writer = Writer {
        plan,
        catalogue,
        instance: String::new(),
        binds: String::new(),
        body: String::new(),
        texts: BTreeMap::new(),
        choices: Vec::new(),
        lists: Vec::new(),
    };
    writer.all();
    writer.finish()
}

struct Writer<'a> {
    plan: &'a Plan<'a>,
    catalogue: &'a Catalogue,
    instance: String,
    binds: String,
    body: String,
    texts: BTreeMap<String, Words>,
    choices: Vec<String>,
    lists: Vec<String>,
}

/// Pushes formatted text; a `String` takes all.
macro_rules! put {
    ($to:expr, $($text:tt)*) => { write!($to, $($text)*).expect("a text takes text") };
}

impl Writer<'_> {
    fn all(&mut self) {
        for field in &self.plan.head {
            self.field(self.plan.register, field, "/data", None);
        }
        for (at, rows) in self.plan.rows.iter().enumerate() {
            let path = format!("/data/{}", rows.name);
            self.texts.insert(format!("{path}:label"), rows.register.title.clone());
            put!(self.body, r#"<group ref="{path}"><label ref="jr:itext('{path}:label')"/><repeat nodeset="{path}">"#);
            let before = std::mem::take(&mut self.instance);
            for field in &rows.fields {
                self.field(rows.register, field, &path, Some(at));
            }
            let inner = std::mem::replace(&mut self.instance, before);
            put!(self.instance, r#"<{0} jr:template="">{inner}</{0}>"#, rows.name);
            // A sheet opens with its first row; rows beside a record are added by hand.
            if self.plan.is_sheet {
                put!(self.instance, "<{0}>{inner}</{0}>", rows.name);
            }
            self.body.push_str("</repeat></group>");
        }
    }

    fn field(&mut self, register: &Register, field: &Field, above: &str, rows: Option<usize>) {
        let path = format!("{above}/{}", field.id);
        put!(self.instance, "<{0}>{1}</{0}>", field.id, escaped(&self.default(field)));
        let place = Place { plan: self.plan, rows, register };
        let when = field.when.as_ref().and_then(|when| measure::resolve(when, register, self.catalogue).ok());
        let relevant = when.and_then(|when| place.xpath(&when));
        put!(self.binds, r#"<bind nodeset="{path}" type="{}""#, bind_type(field));
        if field.required {
            match register.other_half(field) {
                Some(other) => put!(self.binds, r#" required="string-length(../{}) = 0""#, other.id),
                None => self.binds.push_str(r#" required="true()""#),
            }
            self.message("required", &path, "phone-required", BTreeMap::new());
        }
        if let Some(relevant) = &relevant {
            put!(self.binds, r#" relevant="{}""#, escaped(relevant));
        }
        self.constraint(field, &path);
        self.binds.push_str("/>");
        self.texts.insert(format!("{path}:label"), field.label.clone());
        let mut heading = format!(r#"<label ref="jr:itext('{path}:label')"/>"#);
        if field.help != Words::default() {
            self.texts.insert(format!("{path}:hint"), field.help.clone());
            put!(heading, r#"<hint ref="jr:itext('{path}:hint')"/>"#);
        }
        self.control(field, &path, &heading, rows);
        if may_be_typed(field) {
            self.typed(field, &path, relevant);
        }
    }

    /// The question for a name that the list does not have.
    fn typed(&mut self, field: &Field, path: &str, relevant: Option<String>) {
        put!(self.instance, "<{0}{TYPED}/>", field.id);
        let chosen = format!("../{} = '{NOT_LISTED}'", field.id);
        let relevant = relevant.map_or_else(|| chosen.clone(), |relevant| format!("{relevant} and {chosen}"));
        put!(
            self.binds,
            r#"<bind nodeset="{path}{TYPED}" type="string" required="true()" relevant="{}""#,
            escaped(&relevant)
        );
        self.message("required", &format!("{path}{TYPED}"), "phone-required", BTreeMap::new());
        self.binds.push_str("/>");
        let label = self.said("phone-typed").map(|lang, text| format!("{}: {text}", field.label.get(lang)));
        self.texts.insert(format!("{path}{TYPED}:label"), label);
        put!(self.body, r#"<input ref="{path}{TYPED}"><label ref="jr:itext('{path}{TYPED}:label')"/></input>"#);
    }

    fn said(&self, key: &str) -> Words {
        Words::default().map(|lang, _| self.catalogue.phrases().say(lang, key))
    }

    fn message(&mut self, mark: &str, path: &str, key: &str, args: BTreeMap<&'static str, String>) {
        let words = Words::default().map(|lang, _| self.catalogue.phrases().say_with(lang, key, &args));
        let id = format!("{path}:jr:{mark}Msg");
        put!(self.binds, r#" jr:{mark}Msg="jr:itext('{id}')""#);
        self.texts.insert(id, words);
    }

    fn constraint(&mut self, field: &Field, path: &str) {
        let scale = match field.kind {
            Kind::Decimal => DECIMAL,
            Kind::Money => TIYN,
            _ => 1,
        };
        let plain = |bound: i64| plain_scaled(bound, scale);
        let (rule, key) = match (field.min, field.max, &field.kind) {
            (Some(min), Some(max), _) => (format!(". >= {} and . <= {}", plain(min), plain(max)), "phone-between"),
            (Some(min), None, _) => (format!(". >= {}", plain(min)), "phone-at-least"),
            (None, Some(max), _) => (format!(". <= {}", plain(max)), "phone-at-most"),
            (_, _, Kind::Phone) => (r"regex(., '^\+?[0-9() \-]{9,20}$')".into(), "phone-phone"),
            (_, _, Kind::Url) => ("starts-with(., 'https://') or starts-with(., 'http://')".into(), "phone-url"),
            _ => return,
        };
        put!(self.binds, r#" constraint="{}""#, escaped(&rule));
        let bounds = [("min", field.min), ("max", field.max)];
        let args = bounds.into_iter().filter_map(|(name, bound)| Some((name, plain(bound?)))).collect();
        self.message("constraint", path, key, args);
    }

    fn control(&mut self, field: &Field, path: &str, heading: &str, rows: Option<usize>) {
        let many = if field.many { "select" } else { "select1" };
        match &field.kind {
            Kind::Choice { choices } => {
                let id = self.choices(choices);
                put!(
                    self.body,
                    r#"<{many} ref="{path}">{heading}<itemset nodeset="instance('{id}')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></{many}>"#
                );
            }
            Kind::Flag => {
                let id = self.choices(FLAG);
                put!(
                    self.body,
                    r#"<select1 ref="{path}">{heading}<itemset nodeset="instance('{id}')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>"#
                );
            }
            Kind::Link { .. } | Kind::Place => {
                let to = field.kind.target().unwrap_or_default();
                if !self.lists.iter().any(|list| list == to) {
                    self.lists.push(to.to_string());
                }
                let filter = self.village(field, rows);
                put!(
                    self.body,
                    r#"<{many} appearance="autocomplete" ref="{path}">{heading}<itemset nodeset="instance('{to}')/root/item{}"><value ref="name"/><label ref="label"/></itemset></{many}>"#,
                    escaped(&filter)
                );
            }
            Kind::File => put!(self.body, r#"<upload mediatype="image/*" ref="{path}">{heading}</upload>"#),
            kind => {
                let appearance = match kind {
                    Kind::Note => r#" appearance="multiline""#,
                    Kind::Phone => r#" appearance="numbers""#,
                    Kind::Url => r#" appearance="url""#,
                    _ => "",
                };
                put!(self.body, r#"<input ref="{path}"{appearance}>{heading}</input>"#);
            }
        }
    }

    /// Only records of the village that was chosen before, those without one, and the line "not in the list".
    fn village(&self, field: &Field, rows: Option<usize>) -> String {
        match self.plan.village(field, rows, self.catalogue) {
            Some(before) => {
                let path = format!("current()/../{}", before.id);
                format!(
                    "[place = '' or {path} = '' or {path} = '{NOT_LISTED}' or place = {path} or name = '{NOT_LISTED}']"
                )
            }
            None => String::new(),
        }
    }

    fn choices(&mut self, choices: &str) -> String {
        let id = format!("c_{}", choices.replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
        if !self.choices.iter().any(|known| known == choices) {
            self.choices.push(choices.to_string());
        }
        id
    }

    fn words_of(&self, choices: &str) -> Vec<(String, Words)> {
        if choices == FLAG {
            return [("yes", "phone-yes"), ("no", "phone-no")]
                .map(|(id, key)| (id.to_string(), self.said(key)))
                .to_vec();
        }
        let list = self.catalogue.choices(choices);
        list.map(|list| list.all.iter().map(|choice| (choice.id.clone(), choice.label.clone())).collect())
            .unwrap_or_default()
    }

    fn default(&self, field: &Field) -> String {
        let default = field.default.clone().unwrap_or_default();
        match field.kind {
            Kind::Flag => read_flag(&default).map_or("", |yes| if yes { "yes" } else { "no" }).to_string(),
            _ => default,
        }
    }

    /// How the filled form is called on the phone: the record's name without links, which are ids there.
    fn instance_name(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for field in self.plan.named() {
            let path = format!("/data/{}", field.id);
            parts.push(match &field.kind {
                Kind::Choice { .. } | Kind::Link { .. } | Kind::Place if !field.many => {
                    format!("jr:choice-name({path}, '{path}')")
                }
                _ => path,
            });
        }
        match parts.as_slice() {
            [] => format!("'{}'", self.plan.register.title.get(Lang::Kk).replace('\'', "’")),
            parts => format!("concat({}, '')", parts.join(", ' ', ")),
        }
    }

    fn finish(mut self) -> (String, Vec<String>) {
        let register = self.plan.register;
        let mut instances = String::new();
        for choices in self.choices.clone() {
            let id = self.choices(&choices);
            put!(instances, r#"<instance id="{id}"><root>"#);
            for (at, (word, label)) in self.words_of(&choices).into_iter().enumerate() {
                put!(instances, "<item><itextId>{id}-{at}</itextId><name>{}</name></item>", escaped(&word));
                self.texts.insert(format!("{id}-{at}"), label);
            }
            instances.push_str("</root></instance>");
        }
        for list in &self.lists {
            put!(instances, r#"<instance id="{list}" src="jr://file-csv/{list}.csv"/>"#);
        }
        let mut texts = String::new();
        for (lang, name) in NAMES {
            let default = if lang == Lang::Kk { r#" default="true()""# } else { "" };
            put!(texts, r#"<translation lang="{name}"{default}>"#);
            for (id, words) in &self.texts {
                // A text without words would be shown as its id.
                let said = Some(words.get(lang)).filter(|said| !said.is_empty()).unwrap_or("-");
                put!(texts, r#"<text id="{id}"><value>{}</value></text>"#, escaped(said));
            }
            texts.push_str("</translation>");
        }
        let mut title = String::new();
        escape(&mut title, register.title.get(Lang::Kk));
        let (id, instance, binds, body) = (&register.id, &self.instance, &self.binds, &self.body);
        let name = escaped(&self.instance_name());
        let xml = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><h:head><h:title>{title}</h:title><model odk:xforms-version="1.0.0"><itext>{texts}</itext><instance><data id="{id}" version="{VERSION}">{instance}<orx:meta><orx:instanceID/><orx:instanceName/><orx:timeStart/><orx:timeEnd/><orx:deviceID/></orx:meta></data></instance>{instances}{binds}<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/><bind nodeset="/data/orx:meta/orx:instanceName" type="string" calculate="{name}"/><bind nodeset="/data/orx:meta/orx:timeStart" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/><bind nodeset="/data/orx:meta/orx:timeEnd" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/><bind nodeset="/data/orx:meta/orx:deviceID" type="string" jr:preload="property" jr:preloadParams="deviceid"/></model></h:head><h:body>{body}</h:body></h:html>"#
        );
        (xml, self.lists)
    }
}

fn bind_type(field: &Field) -> &'static str {
    match field.kind {
        Kind::Count => "int",
        Kind::Decimal | Kind::Money => "decimal",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Point => "geopoint",
        Kind::File => "binary",
        _ => "string",
    }
}
