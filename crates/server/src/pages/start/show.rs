//! The page that says in ten seconds how a project stands.

use super::drawn::{Drawn, timeline};
use super::mend::{Group, groups};
use super::morning::{self, Morning, letters_seen, morning, today};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::history;
use crate::pages::indicators::Bar;
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::finding::Severity;
use auyl_domain::views::{ACTIVITY, GOAL, INDICATOR, LETTER, OBJECTIVE, PASSPORT, PLACE, PROMISE};
use auyl_work::desk::{Happened, Stand};

/// So many groups, findings of a group, indicators and letters stand on the first page.
const GROUPS: usize = 5;
const FINDINGS: usize = 2;
const BARS: usize = 5;
const LETTERS: usize = 5;
const LINES: usize = 8;

#[derive(Template)]
#[template(path = "start/show.html")]
struct StartPage {
    frame: Frame,
    root: String,
    behind: Option<String>,
    /// Messages that did not go, for who sees to whom they are.
    unsent: Option<String>,
    places: Vec<(String, String)>,
    period: Option<String>,
    days_left: Option<String>,
    steps: Vec<Step>,
    counts: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    more: Option<String>,
    sees_mend: bool,
    met: usize,
    indicators: usize,
    met_said: String,
    bars: Vec<Bar>,
    drawn: Option<Drawn>,
    activities: Vec<Activity>,
    letters: Vec<Letter>,
    letters_all: Option<String>,
    has_letters: bool,
    promises: Vec<Letter>,
    last: Vec<Line>,
    /// The open page, where it is on.
    open: Option<String>,
}

/// What to do first in an empty project.
struct Step {
    key: &'static str,
    href: String,
    is_done: bool,
}

/// An activity under the timeline.
struct Activity {
    href: String,
    name: String,
    days: String,
    standing: String,
    met: String,
}

/// A letter or a promise that waits.
struct Letter {
    href: String,
    name: String,
    class: &'static str,
    left: String,
}

/// One line of what happened.
struct Line {
    at: String,
    said: String,
    href: Option<String>,
    name: String,
    who: String,
}

async fn unsent(here: &Here) -> Result<Option<String>> {
    if !here.can(Action::ExportPersonal, None) {
        return Ok(None);
    }
    let n = here.project.store.outbox_troubled(&here.project.id).await?;
    Ok((n > 0).then(|| here.say.n("start-unsent", n)))
}

/// The page.
pub async fn start(here: Here) -> Result {
    here.must(Action::See, None)?;
    let found = morning(&here).await?;
    let of = &*found.value;
    let title = of.title.clone().unwrap_or_else(|| here.project.id.clone());
    let (all, sees_mend) = (groups(&here, of, FINDINGS), here.may(Action::See, None) != Verdict::PublicFields);
    let hidden: usize = all.iter().skip(GROUPS).map(|group| group.first.len() + group.more).sum::<usize>()
        + all.iter().take(GROUPS).map(|group| group.more).sum::<usize>();
    let met = of.desk.standings.iter().filter(|stand| stand.standing.met).count();
    let mut worst: Vec<&Stand> = of.desk.standings.iter().filter(|stand| !stand.standing.met).collect();
    worst.sort_by_key(|stand| stand.share);
    let bar = |stand: &&Stand| Bar::of(&here, &stand.standing, stand.share, of.units.get(&stand.standing.id));
    let sees_letters = letters_seen(&here);
    // Who reads public fields alone is shown the records, not the pages on which the team works.
    let list = if sees_mend { "letters".to_string() } else { format!("r/{LETTER}") };
    let waiting = of.desk.letters.iter().filter(|letter| !letter.answered && sees_letters);
    let letters = waiting.take(LETTERS).map(|letter| Letter {
        href: format!("{}/{list}/{}", here.root(), letter.id),
        name: [&letter.number, &letter.addressee, &letter.subject].map(String::as_str).join(" · "),
        ..left(&here, letter.left)
    });
    let promises = of.desk.promises.iter().filter(|_| sees_mend).take(LETTERS).map(|promise| Letter {
        href: format!("{}/r/{PROMISE}/{}", here.root(), promise.id),
        name: promise.text.clone(),
        ..left(&here, promise.left)
    });
    let has_letters = sees_letters && !of.desk.letters.is_empty();
    let happened = of.desk.last.iter().filter(|_| sees_mend).take(LINES);
    page(&StartPage {
        root: here.root(),
        behind: found.behind.map(|event| here.say.n("start-behind", event)),
        unsent: unsent(&here).await?,
        places: of.places.iter().map(|(id, name)| (format!("{}/r/{PLACE}/{id}", here.root()), name.clone())).collect(),
        period: of.desk.days.map(|(first, last)| format!("{} – {}", here.say.day(&first), here.say.day(&last))),
        days_left: days_left(&here, of),
        steps: steps(&here, of),
        counts: counts(&here, of),
        more: (hidden > 0).then(|| here.say.n("start-mend-more", hidden)),
        groups: all.into_iter().take(GROUPS).collect(),
        // Where there is nothing yet, nothing is wrong, and to say so would mislead.
        sees_mend: sees_mend && !(of.desk.activities.is_empty() && of.desk.mend.is_empty()),
        met,
        met_said: met_of(&here, met, of.desk.standings.len()),
        indicators: of.desk.standings.len(),
        bars: worst.iter().take(BARS).map(bar).collect(),
        drawn: timeline(&here.say, &of.desk.activities, of.desk.days, today(&here)),
        activities: activities(&here, of),
        letters: letters.collect(),
        // Where nothing has begun there is nobody to write to.
        letters_all: (has_letters || sees_mend && sees_letters && !of.desk.activities.is_empty())
            .then(|| format!("{}/{list}", here.root())),
        has_letters,
        promises: promises.collect(),
        last: happened.map(|happened| line(&here, of, happened)).collect(),
        open: here.home.is_public.then(|| format!("/open/{}", here.project.id)),
        frame: here.frame("start", title),
    })
}

/// How much time is left, of something that waits.
fn left(here: &Here, left: Option<i64>) -> Letter {
    let (class, key) = match left {
        Some(left) if left < 0 => ("bad", "start-letter-over"),
        Some(left) if left <= 3 => ("warn", "start-letter-left"),
        Some(_) => ("", "start-letter-left"),
        None => ("", "start-letter-without-day"),
    };
    Letter { href: String::new(), name: String::new(), class, left: here.say.n(key, left.map_or(0, i64::abs)) }
}

fn days_left(here: &Here, of: &Morning) -> Option<String> {
    let (first, last) = of.desk.days?;
    let today = today(here);
    let until = |day: jiff::civil::Date| (day - today).get_days();
    Some(match (today < first, until(last)) {
        (true, _) => here.say.n("start-begins-in", until(first)),
        (false, 0) => here.say.t("start-last-day-today"),
        (false, left) if left > 0 => here.say.n("start-days-left", left),
        (false, over) => here.say.n("start-days-over", -over),
    })
}

/// How many findings of each weight there are; nothing for who is shown none.
fn counts(here: &Here, of: &Morning) -> Vec<(&'static str, String)> {
    let all = [
        (Severity::Severe, "bad", "start-n-severe"),
        (Severity::Warning, "warn", "start-n-warnings"),
        (Severity::Hint, "", "start-n-hints"),
    ];
    let count = |severity| {
        of.desk.mend.iter().filter(|mend| mend.severity == severity).map(|mend| mend.findings.len()).sum::<usize>()
    };
    let counted = all.into_iter().map(|(severity, class, key)| (class, key, count(severity)));
    counted.filter(|(_, _, n)| *n > 0).map(|(class, key, n)| (class, here.say.n(key, n))).collect()
}

/// The first steps of a project, while it has no activity.
fn steps(here: &Here, of: &Morning) -> Vec<Step> {
    if !of.desk.activities.is_empty() && of.has_passport {
        return Vec::new();
    }
    let may = |register: &str| {
        here.project.catalogue.register(register).is_some_and(|register| here.can(Action::Add, Some(register)))
    };
    let new = |register: &str| match may(register) {
        true => format!("{}/r/{register}/new", here.root()),
        false => format!("{}/r/{register}", here.root()),
    };
    let mut steps = vec![Step { key: "start-step-passport", href: new(PASSPORT), is_done: of.has_passport }];
    steps.push(Step {
        key: "start-step-places",
        href: format!("{}/r/{PLACE}", here.root()),
        is_done: !of.places.is_empty(),
    });
    if here.can(Action::Import, None) {
        steps.push(Step { key: "start-step-import", href: format!("{}/import", here.root()), is_done: false });
    }
    steps.push(Step {
        key: "start-step-objective",
        href: new(if of.has_goals { OBJECTIVE } else { GOAL }),
        is_done: of.has_objectives,
    });
    steps.push(Step { key: "start-step-activity", href: new(ACTIVITY), is_done: !of.desk.activities.is_empty() });
    steps.push(Step { key: "start-step-indicator", href: new(INDICATOR), is_done: !of.desk.standings.is_empty() });
    steps
}

fn activities(here: &Here, of: &Morning) -> Vec<Activity> {
    if !morning::activities_seen(here) {
        return Vec::new();
    }
    let day = |day: Option<jiff::civil::Date>| day.map_or("–".to_string(), |day| here.say.day(&day));
    let activity = |planned: &auyl_work::desk::Planned| Activity {
        href: format!("{}/r/{ACTIVITY}/{}", here.root(), planned.id),
        name: format!("{} {}", planned.number, planned.title),
        days: format!("{} – {}", day(planned.starts_on), day(planned.ends_on)),
        standing: here.say.t(planned.progress.key()),
        met: met_of(here, planned.met, planned.indicators),
    };
    of.desk.activities.iter().map(activity).collect()
}

/// So many of so many; nothing of none.
fn met_of(here: &Here, met: usize, all: usize) -> String {
    if all == 0 {
        return String::new();
    }
    here.say.with("start-met-of", &[("met", met.to_string()), ("all", all.to_string())])
}

fn line(here: &Here, of: &Morning, happened: &Happened) -> Line {
    let event = &happened.event;
    let key = format!("happened-{}", event.verb);
    let verb = if here.say.has(&key) { here.say.t(&key) } else { history::verb(here, &event.verb) };
    let register = if event.register.is_empty() { String::new() } else { here.say.register(&event.register) };
    let several = happened.count > 1;
    let known = here.project.catalogue.register(&event.register).filter(|_| !several && event.verb != "removed");
    let href = known.map(|register| format!("{}/r/{}/{}", here.root(), register.id, event.record));
    let said = match (register.is_empty(), several) {
        (true, _) => verb,
        (false, true) => format!("{verb}: {register}, {}", here.say.n("start-n-records", happened.count)),
        (false, false) => format!("{verb}: {register}"),
    };
    let who = match event.actor.as_str() {
        "cli" | "outbox" => here.say.t("start-by-command"),
        "clock" => here.say.t("letters-by-clock"),
        "reply-link" => here.say.t("letters-by-link"),
        actor => of.actors.get(actor).cloned().unwrap_or_else(|| actor.to_string()),
    };
    Line {
        at: here.say.moment(&event.at),
        said,
        href,
        name: if several { String::new() } else { happened.name.clone() },
        who,
    }
}
