//! What stands around every page: title, menu, language, who is signed in, the guide.

use crate::ask::{Ask, Here};
use crate::pages::review::Reach;
use crate::say::Say;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Lang;
use auyl_domain::access::Action;
use auyl_domain::views::EVENT;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

/// The frame of a page; templates reach it as `frame` and speak through it: `frame.t("web-save")`.
#[derive(Clone)]
pub struct Frame {
    /// Sentences and numbers.
    pub say: Say,
    /// What the page is called.
    pub title: String,
    /// Names the guide (`guide-<page>`) and the place in the menu.
    pub page: &'static str,
    /// The menu.
    pub menu: Vec<Entry>,
    /// Title and address of the project.
    pub project: Option<(String, String)>,
    /// The account's name.
    pub who: Option<String>,
    /// Whether there may be several projects to choose from.
    pub has_several: bool,
    /// Address of the page itself, to come back to.
    pub address: String,
    /// What was just done, as the key of a sentence.
    pub told: Option<String>,
    /// The style sheet.
    pub css: String,
    /// The script that every page has.
    pub js: String,
    /// The icon.
    pub icon: String,
    /// Addresses of further scripts.
    pub scripts: Vec<String>,
}

/// One line of the menu.
#[derive(Clone)]
pub struct Entry {
    /// Key of its sentence.
    pub key: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether this page is it.
    pub here: bool,
}

impl std::ops::Deref for Frame {
    type Target = Say;

    fn deref(&self) -> &Say {
        &self.say
    }
}

impl Frame {
    /// The frame of a page outside of projects.
    pub fn of(ask: &Ask, page: &'static str, title: String) -> Frame {
        let statics = &ask.app.statics;
        let told = ask.address.split_once('?').and_then(|(_, query)| {
            let told = query.split('&').find_map(|pair| pair.strip_prefix("told="))?;
            Some(format!("told-{told}")).filter(|key| ask.say.has(key))
        });
        Frame {
            say: ask.say.clone(),
            title,
            page,
            menu: Vec::new(),
            project: None,
            who: ask.signed.as_ref().map(|signed| signed.account.name.clone()),
            has_several: ask.signed.as_ref().is_some_and(|signed| signed.has_several()),
            address: ask.address.clone(),
            told,
            css: statics.address("app.css").to_string(),
            js: statics.address("app.js").to_string(),
            icon: statics.address("icon.svg").to_string(),
            scripts: Vec::new(),
        }
    }

    /// The same within a project, with its menu.
    pub fn within(mut self, here: &Here) -> Frame {
        let root = here.root();
        let mut add = |key: &'static str, path: &str, page: &[&str]| {
            self.menu.push(Entry { key, href: format!("{root}{path}"), here: page.contains(&self.page) });
        };
        add("web-start", "", &["start"]);
        add("web-indicators", "/indicators", &["indicators", "figure"]);
        let statistics = ["statistics", "waves", "answered", "question", "learnt", "decisions", "solved"];
        let needs = ["needs", "village", "outbox", "call"];
        add("web-statistics", "/statistics", &[statistics.as_slice(), &needs].concat());
        let registers = ["registers", "list", "record", "form", "rows", "upload", "history"];
        let letters = ["letters", "letter", "compose", "asked", "body"];
        let votes = ["votes", "vote", "vote-count", "ballot-typed"];
        let voices = ["voices", "voice", "slip", "take"];
        add("web-registers", "/r", &[registers.as_slice(), &letters, &votes, &voices].concat());
        if here.can(Action::See, here.project.catalogue.register(EVENT)) {
            add("web-events", "/events", &["events", EVENT, "paper", "sheets", "gathering"]);
        }
        if crate::pages::field::is_for(here) {
            add("field-menu", "/field", &["field"]);
        }
        if let Some(mine) = review_of(here) {
            add(mine, "/review", &["review", "submission"]);
        }
        if here.can(Action::Report, None) {
            add("web-report", "/report", &["report", "section", "frozen", "verify", "audit"]);
        }
        if here.can(Action::Import, None) {
            add("web-import", "/import", &["import"]);
        }
        if here.can(Action::Survey, None) {
            add("surveys-title", "/surveys", &["surveys", "survey"]);
        }
        add("web-log", "/log", &["log"]);
        if here.can(Action::Settings, None) {
            add("web-settings", "/settings", &["settings", "phones"]);
        }
        self.project = Some((here.project.id.clone(), root));
        self
    }

    /// The same with a script of its own.
    pub fn script(mut self, here: &Ask, name: &str) -> Frame {
        self.scripts.push(here.app.statics.address(name).to_string());
        self
    }

    /// Id of the project, or empty.
    pub fn project_id(&self) -> &str {
        self.project.as_ref().map_or("", |(id, _)| id)
    }

    /// All languages with their own names, and whether it is this one.
    pub fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let name = |lang: Lang| match lang {
            Lang::Kk => "Қазақша",
            Lang::Ru => "Русский",
            Lang::En => "English",
        };
        Lang::ALL.into_iter().map(|lang| (lang.code(), name(lang), lang == self.say.lang)).collect()
    }

    /// What the page is for, where a guide says it.
    pub fn guide(&self) -> Option<String> {
        let key = format!("guide-{}", self.page);
        self.has(&key).then(|| self.t(&key))
    }
}

/// What the entry of the review is called for a member; none for who sends nothing and decides nothing.
fn review_of(here: &Here) -> Option<&'static str> {
    let reach = Reach::of(here).ok()?;
    Some(if reach.decides { "review-title" } else { "review-mine" })
}

/// A page as an answer.
pub fn page(template: &impl Template) -> Result {
    page_with(StatusCode::OK, template)
}

/// A page with a status of its own.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result {
    let html = template.render()?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}
