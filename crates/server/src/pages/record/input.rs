//! How a field is asked: one input for each kind, with what was typed, its help, and what is wrong with it.

use super::condition::{self, Asked};
use super::naming::Naming;
use super::show::{Said, half, is_picture, label};
use super::suggest;
use crate::ask::Here;
use crate::stop::Result;
use auyl_domain::draft::Draft;
use auyl_domain::finding::Finding;
use auyl_domain::register::{STATE, State};
use auyl_domain::value::{self, FileRef};
use auyl_domain::{Field, Kind, RecordId, Register};
use std::collections::HashMap;

/// One field of a form.
pub struct Input {
    /// Code name of the field.
    pub field: String,
    /// Name of the input.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Advice.
    pub help: String,
    /// Must be filled.
    pub required: bool,
    /// When it is asked.
    pub asked: Option<Asked>,
    /// Language of a half.
    pub lang: Option<&'static str>,
    /// What is wrong with it or worth a look.
    pub said: Vec<Said>,
    /// What it looks like.
    pub widget: Widget,
    /// What was typed.
    pub value: String,
    /// Thousandths and the like: what the script multiplies a number with before it compares.
    pub scale: i64,
}

/// A value that can be chosen.
pub struct Choice {
    /// What is sent.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// What an input looks like.
pub enum Widget {
    /// One line: type and inputmode.
    Line(&'static str, &'static str),
    /// Several lines.
    Note,
    /// One of few.
    Radios(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// Several.
    Ticks(Vec<Choice>),
    /// A record by its name: where suggestions come from, the id, and the name under which the id was shown.
    Suggest { href: String, id: String, shown: String },
    /// Several records of a large register: those chosen, and where suggestions for one more come from.
    Several {
        /// Those chosen.
        chosen: Vec<Choice>,
        /// Address of suggestions.
        href: String,
    },
    /// Two numbers.
    Point(String, String),
    /// A file: the one there is with its address and thumbnail.
    File { kept: Option<(String, String, Option<String>)> },
}

/// All inputs of a form.
pub struct Inputs {
    /// In the order of the register.
    pub all: Vec<Input>,
}

impl Inputs {
    /// The inputs of some fields; `state` is what the record is now, empty for a new one. Where lists to choose from cannot be read, names are typed instead: what was typed must
    /// be shown even when the database is gone.
    pub async fn of(
        here: &Here,
        register: &Register,
        fields: &[&Field],
        draft: &Draft,
        state: &str,
        findings: &[Finding],
    ) -> Inputs {
        let mut lists: HashMap<String, Option<Vec<(String, String)>>> = HashMap::new();
        for target in fields.iter().filter_map(|field| field.kind.target()) {
            if !lists.contains_key(target) {
                lists.insert(target.to_string(), list(here, target).await.unwrap_or_default());
            }
        }
        let mut all = Vec::new();
        for field in fields {
            let typed = draft.fields.get(&field.id).cloned().unwrap_or_default();
            let list = field.kind.target().and_then(|target| lists.get(target)).and_then(Option::as_ref);
            let said = findings.iter().filter(|finding| finding.spot.field.as_deref() == Some(&field.id));
            all.push(Input {
                field: field.id.clone(),
                name: format!("f.{}", field.id),
                label: label(here, field),
                help: here.say.words(&field.help),
                required: field.required,
                asked: condition::of(here, register, field),
                lang: half(field),
                said: said.map(|finding| Said::of(here, finding)).collect(),
                widget: match field.id == STATE {
                    true => Widget::Select(states(here, register, state, &typed)),
                    false => widget(here, field, &typed, list).await,
                },
                value: typed,
                scale: match field.kind {
                    Kind::Money => auyl_domain::amount::TIYN,
                    Kind::Decimal => auyl_domain::amount::DECIMAL,
                    _ => 1,
                },
            });
        }
        Inputs { all }
    }
}

async fn list(here: &Here, target: &str) -> Result<Option<Vec<(String, String)>>> {
    let register = here.register(target)?;
    if !here.can(auyl_domain::access::Action::See, Some(register)) {
        return Ok(None);
    }
    suggest::options(here, register).await
}

async fn widget(here: &Here, field: &Field, typed: &str, list: Option<&Vec<(String, String)>>) -> Widget {
    match &field.kind {
        Kind::Note => Widget::Note,
        Kind::Count => Widget::Line("text", "numeric"),
        Kind::Decimal | Kind::Money => Widget::Line("text", "decimal"),
        // A date that does not exist stays readable: a date input would show nothing at all.
        Kind::Date if !typed.is_empty() && value::read_date(typed).is_none() => Widget::Line("text", "numeric"),
        Kind::Date => Widget::Line("date", ""),
        Kind::Time if !typed.is_empty() && value::read_time(typed).is_none() => Widget::Line("text", "numeric"),
        Kind::Time => Widget::Line("time", ""),
        Kind::Phone => Widget::Line("tel", "tel"),
        Kind::Url => Widget::Line("url", "url"),
        Kind::Text => Widget::Line("text", ""),
        Kind::Point => {
            let (latitude, longitude) = typed.split_once(',').unwrap_or((typed, ""));
            Widget::Point(latitude.trim().into(), longitude.trim().into())
        }
        Kind::Flag => Widget::Radios(flags(here, typed)),
        Kind::Choice { choices } => {
            let all = here.project.catalogue.choices(choices).map(|list| list.all.as_slice()).unwrap_or_default();
            let all = all.iter().map(|choice| (choice.id.clone(), here.say.words(&choice.label)));
            choose(field, all, typed, here)
        }
        Kind::Place | Kind::Link { .. } => match list {
            // What was typed and means nobody must not vanish from a list that lacks it.
            Some(list) if known(list, typed, field.many) => choose(field, list.iter().cloned(), typed, here),
            _ if field.many => several(here, field, typed).await,
            _ => by_name(here, field, typed).await,
        },
        Kind::File => Widget::File { kept: FileRef::read(typed).map(|file| kept(here, &file)) },
    }
}

fn known(list: &[(String, String)], typed: &str, many: bool) -> bool {
    let is_known = |word: &str| word.is_empty() || list.iter().any(|(id, _)| id == word);
    if many { typed.split(',').all(|word| is_known(word.trim())) } else { is_known(typed.trim()) }
}

fn choose(field: &Field, all: impl Iterator<Item = (String, String)>, typed: &str, here: &Here) -> Widget {
    let typed: Vec<&str> = typed.split(',').map(str::trim).collect();
    let mut all: Vec<Choice> =
        all.map(|(id, label)| Choice { is_chosen: typed.contains(&id.as_str()), id, label }).collect();
    if field.many {
        return Widget::Ticks(all);
    }
    let none = Choice { id: String::new(), label: here.say.t("record-none"), is_chosen: typed == [""] };
    if all.len() <= 5 {
        if !field.required {
            all.push(none);
        }
        return Widget::Radios(all);
    }
    all.insert(0, none);
    Widget::Select(all)
}

fn flags(here: &Here, typed: &str) -> Vec<Choice> {
    let typed = value::read_flag(typed);
    let choice = |id: &str, key: &str, is: Option<bool>| Choice {
        id: id.into(),
        label: here.say.t(key),
        is_chosen: typed == is,
    };
    vec![choice("yes", "web-yes", Some(true)), choice("no", "web-no", Some(false)), choice("", "record-unknown", None)]
}

/// The state that a record is in, `now`, and those that may follow it; a new record may come in any. What was typed is shown
/// whatever it is: the door says what is wrong with it.
fn states(here: &Here, register: &Register, now: &str, typed: &str) -> Vec<Choice> {
    let chosen = if typed.is_empty() { register.states.first().map(|s| s.id.as_str()).unwrap_or("") } else { typed };
    let may_be = |state: &&State| {
        now.is_empty() || state.id == now || state.id == chosen || state.from.iter().any(|from| from == now)
    };
    let choice = |state: &State| Choice {
        id: state.id.clone(),
        label: here.say.words(&state.title),
        is_chosen: state.id == chosen,
    };
    register.states.iter().filter(may_be).map(choice).collect()
}

/// A record by name: an id is shown by the name of its record.
async fn by_name(here: &Here, field: &Field, typed: &str) -> Widget {
    let target = field.kind.target().unwrap_or_default();
    let href = format!("{}/r/{target}/suggest", here.root());
    let shown = match RecordId::read(typed) {
        Some(id) => called(here, target, &id).await.ok().flatten(),
        None => None,
    };
    match shown {
        Some(shown) => Widget::Suggest { href, id: typed.into(), shown },
        None => Widget::Suggest { href, id: String::new(), shown: typed.into() },
    }
}

async fn several(here: &Here, field: &Field, typed: &str) -> Widget {
    let target = field.kind.target().unwrap_or_default();
    let mut chosen = Vec::new();
    for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let name = match RecordId::read(part) {
            Some(id) => called(here, target, &id).await.ok().flatten(),
            None => None,
        };
        chosen.push(Choice { id: part.into(), label: name.unwrap_or_else(|| part.to_string()), is_chosen: true });
    }
    Widget::Several { chosen, href: format!("{}/r/{target}/suggest", here.root()) }
}

async fn called(here: &Here, target: &str, id: &RecordId) -> Result<Option<String>> {
    let register = here.register(target)?;
    let found = here.project.store.record(&here.project.id, target, id, None).await?;
    let Some(record) = found else { return Ok(None) };
    let mut naming = Naming::of(here);
    Ok(Some(naming.learn_name(register, &record).await?))
}

fn kept(here: &Here, file: &FileRef) -> (String, String, Option<String>) {
    let encoded = percent_encoding::utf8_percent_encode(&file.name, percent_encoding::NON_ALPHANUMERIC);
    let href = format!("{}/file/{}/{encoded}", here.root(), file.sha256);
    let thumb = is_picture(&file.name).then(|| format!("{}/thumb/{}", here.root(), file.sha256));
    (file.name.clone(), href, thumb)
}

impl Input {
    /// Whether it is several inputs under one heading.
    pub fn is_group(&self) -> bool {
        matches!(self.widget, Widget::Radios(_) | Widget::Ticks(_) | Widget::Point(..) | Widget::Several { .. })
    }

    /// Whether something severe stands against it.
    pub fn is_wrong(&self) -> bool {
        self.said.iter().any(|said| said.class == "bad")
    }

    /// Whether one word fills it.
    pub fn is_short(&self) -> bool {
        matches!(self.widget, Widget::Line("date" | "time" | "tel", _) | Widget::Line(_, "numeric" | "decimal"))
    }

    /// Where help and findings of the input stand, as attributes. Made of code names only.
    pub fn aria(&self) -> String {
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.name));
        let said = (0..self.said.len()).map(|at| format!("{}-said-{at}", self.name));
        let ids: Vec<String> = help.into_iter().chain(said).collect();
        let described = if ids.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", ids.join(" ")) };
        let required = if self.required { " aria-required=\"true\"" } else { "" };
        let wrong = if self.is_wrong() { " aria-invalid=\"true\"" } else { "" };
        format!("{described}{required}{wrong}")
    }
}
