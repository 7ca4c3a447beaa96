//! The list of projects that somebody belongs to.

use super::asked::{Asked, COLUMNS};
use super::{known, new};
use crate::ask::{Ask, Signed};
use crate::frame::{Frame, page};
use crate::pages::figure;
use crate::stop::Result;
use askama::Template;
use auyl_domain::Lang;
use auyl_domain::access::{self, Action, Member, Verdict};
use auyl_domain::sorting::sort_key;
use auyl_domain::words::fold;
use auyl_store::accounts::{Home, Membership, Organisation};
use auyl_work::portfolio::{Line, Row};
use axum::extract::Query;
use std::collections::HashMap;

/// Projects on a page.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "portfolio/list.html")]
struct ListPage {
    frame: Frame,
    q: String,
    sort: &'static str,
    down: bool,
    headings: Vec<Heading>,
    shown: Vec<Shown>,
    count: String,
    being_counted: Option<String>,
    may_begin: bool,
    is_empty: bool,
    before: Option<String>,
    after: Option<String>,
    page: usize,
}

struct Heading {
    label: String,
    href: String,
    number: bool,
    sorted: Option<&'static str>,
}

/// One line as it is shown.
struct Shown {
    href: String,
    title: String,
    organisation: String,
    places: String,
    /// In words, and per cent.
    met: Option<(String, usize, bool)>,
    findings: Vec<(&'static str, String, String)>,
    is_well: bool,
    /// Spent, and the page of that number.
    spent: Option<(String, Option<String>)>,
    grant: Option<String>,
    period: String,
    is_counted: bool,
}

/// A project of the list before it is sorted: what is known, and how much of it this member sees.
struct Known {
    line: Line,
    organisation: String,
    sees_all: bool,
    sees_money: bool,
}

/// The page.
pub async fn list(ask: Ask, Query(asked): Query<Asked>) -> Result {
    let signed = ask.signed()?.clone();
    let homes = ask.app.store.homes_of(&signed.account.id, i64::MAX).await?;
    let organisations = ask.app.store.organisations().await?;
    let (lines, left) = known::lines(&ask, homes.iter().map(|home| home.project.clone()).collect()).await?;
    let homes: HashMap<&str, &Home> = homes.iter().map(|home| (home.project.as_str(), home)).collect();
    let titles: HashMap<&str, &Organisation> = organisations.iter().map(|of| (of.id.as_str(), of)).collect();
    let mut all = Vec::new();
    for line in lines {
        let Some(home) = homes.get(line.project.as_str()) else { continue };
        let Some((sees_all, sees_money)) = sees(&ask, &signed, home) else { continue };
        let organisation = titles.get(home.organisation.as_str()).map_or("", |of| of.title.as_str()).to_string();
        all.push(Known { line, organisation, sees_all, sees_money });
    }
    let is_empty = all.is_empty();
    let words: Vec<String> = asked.q.split_whitespace().map(fold).collect();
    all.retain(|known| {
        let said = said(known);
        words.iter().all(|word| said.contains(word))
    });
    let (column, down) = (asked.column(), asked.is_down());
    all.sort_by_cached_key(|known| key(known, column, ask.lang()));
    if down {
        all.reverse();
    }
    let pages = all.len().div_ceil(ROWS).max(1);
    let at = asked.page().min(pages);
    let heading = |(name, label, number): &(&'static str, &'static str, bool)| Heading {
        label: ask.say.t(label),
        href: asked.address(name, *name == column && !down, 1),
        number: *number,
        sorted: (*name == column).then_some(if down { "descending" } else { "ascending" }),
    };
    page(&ListPage {
        q: asked.q.clone(),
        sort: column,
        down,
        headings: COLUMNS.iter().map(heading).collect(),
        count: ask.say.n("portfolio-n", all.len()),
        shown: all.iter().skip((at - 1) * ROWS).take(ROWS).map(|known| shown(&ask, known)).collect(),
        being_counted: (left > 0).then(|| ask.say.n("portfolio-being-counted", left)),
        may_begin: new::may_begin(&ask, &signed),
        is_empty,
        before: (at > 1).then(|| asked.address(column, down, at - 1)),
        after: (at < pages).then(|| asked.address(column, down, at + 1)),
        page: at,
        frame: ask.frame("projects", ask.say.t("web-projects")),
    })
}

/// What this account is in a project; what it is in this one goes before what it is in all of the organisation's.
fn membership<'s>(signed: &'s Signed, home: &Home) -> Option<&'s Membership> {
    let of =
        |project: &str| signed.memberships.iter().find(|m| m.organisation == home.organisation && m.project == project);
    of(&home.project).or_else(|| of(""))
}

/// Whether a member sees findings of the whole project, and its money.
fn sees(ask: &Ask, signed: &Signed, home: &Home) -> Option<(bool, bool)> {
    let membership = membership(signed, home)?;
    let role = ask.app.catalogue.role(&membership.role)?;
    let member = Member { role, places: &membership.places };
    let ledger = ask.app.catalogue.register(auyl_domain::views::LEDGER);
    let of_all = access::may(&member, Action::See, None) == Verdict::Yes;
    let money = ledger.is_some_and(|ledger| access::may(&member, Action::See, Some(ledger)) == Verdict::Yes);
    Some((of_all, money))
}

/// Everything that is searched, in all languages, folded text by text: Latin letters of an id beside a Cyrillic title
/// would be taken for Cyrillic ones.
fn said(known: &Known) -> String {
    let row = known.line.row.as_deref();
    let of_row = row.into_iter().flat_map(|row| row.titles.iter().chain(row.places.iter().flatten()));
    let texts = [&known.line.project, &known.organisation].into_iter().chain(of_row);
    texts.map(|text| fold(text)).collect::<Vec<_>>().join("\n")
}

/// By what a project is sorted; by its title where that is the same.
fn key(known: &Known, column: &str, lang: Lang) -> (i64, String, String) {
    let row = known.line.row.as_deref();
    let title = sort_key(row.map_or(known.line.project.as_str(), |row| row.title(lang)));
    let number = |number: Option<usize>| number.map_or(-1, |number| i64::try_from(number).unwrap_or(i64::MAX));
    let (first, text) = match column {
        "organisation" => (0, sort_key(&known.organisation)),
        "places" => (number(row.map(|row| row.places(lang).len())), String::new()),
        "met" => (number(row.and_then(|row| (row.met * 10_000).checked_div(row.indicators))), String::new()),
        "findings" => {
            let weight = |row: &Row| row.severe * 1_000_000 + row.warnings;
            (number(row.filter(|_| known.sees_all).map(weight)), String::new())
        }
        "spent" => {
            let spent = row.filter(|_| known.sees_money).and_then(|row| row.spent.as_ref());
            (spent.map_or(-1, |(tiyn, _)| *tiyn), String::new())
        }
        "period" => (0, row.and_then(|row| row.days.as_ref()).map(|(first, _)| first.clone()).unwrap_or_default()),
        _ => (0, String::new()),
    };
    (first, text, format!("{title}{}", known.line.project))
}

fn shown(ask: &Ask, known: &Known) -> Shown {
    let (say, root) = (&ask.say, format!("/p/{}", known.line.project));
    let row = known.line.row.as_deref();
    let day = |day: &str| day.parse().map_or_else(|_| day.to_string(), |day| say.day(&day));
    let met = row.filter(|row| row.indicators > 0).map(|row| {
        let args = [("met", row.met.to_string()), ("all", row.indicators.to_string())];
        (say.with("portfolio-met-of", &args), row.met * 100 / row.indicators, row.met == row.indicators)
    });
    let mut findings = Vec::new();
    if let Some(row) = row.filter(|_| known.sees_all) {
        let kinds = [("bad", row.severe, "portfolio-severe"), ("warn", row.warnings, "portfolio-warnings")];
        let some = kinds.into_iter().filter(|(_, n, _)| *n > 0);
        findings.extend(some.map(|(class, n, key)| (class, say.n(key, n), format!("{root}/mend"))));
    }
    let spent = row.filter(|_| known.sees_money).and_then(|row| row.spent.as_ref());
    Shown {
        title: row.map_or(known.line.project.as_str(), |row| row.title(ask.lang())).to_string(),
        organisation: known.organisation.clone(),
        places: row.map(|row| row.places(ask.lang()).join(", ")).unwrap_or_default(),
        met,
        is_well: row.is_some() && known.sees_all && findings.is_empty(),
        findings,
        spent: spent.map(|(tiyn, measure)| (say.money(*tiyn), Some(figure::address(&root, measure, "", "", None)))),
        grant: row.filter(|_| known.sees_money).and_then(|row| row.grant).map(|tiyn| say.money(tiyn)),
        period: row
            .and_then(|row| row.days.as_ref())
            .map(|(first, last)| format!("{} – {}", day(first), day(last)))
            .unwrap_or_default(),
        is_counted: row.is_some(),
        href: root,
    }
}
