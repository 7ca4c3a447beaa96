//! What the law wants of one meeting, in order: what is done, what is still ahead, and what is broken. What can still be
//! mended is said before it is too late: the last day for the notice while there is time, the day to which the meeting
//! has to be moved when there is not.

use super::law::{Law, Term};
use super::meeting::{Meeting, Officer, Question};
use super::{carried, needed};
use crate::finding::{Finding, Severity};
use crate::value::shown_date;
use crate::words::Words;
use jiff::ToSpan;
use jiff::civil::Date;

/// How a step stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// As the law wants it.
    Done,
    /// Not yet due, or still to be mended.
    Ahead,
    /// Not as the law wants it.
    Broken,
}

/// One thing that the law wants.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Its name; `gathering-step-<id>` says what is wanted.
    pub id: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// Act and article.
    pub cited: Words,
    /// Numbers and days that its sentence mentions.
    pub args: Vec<(&'static str, String)>,
    /// What is to be said about it.
    pub findings: Vec<Finding>,
}

/// What the law wants, in the order in which it is done. Steps that it does not know on the day of the meeting are left out.
pub fn steps(meeting: &Meeting, law: &Law, today: Date) -> Vec<Step> {
    let look = Look { meeting, law, today, is_over: meeting.held_on < today };
    let all = [
        look.members(),
        look.initiative(),
        look.agenda(),
        look.notice(),
        look.quorum(),
        look.officers(),
        look.votes(),
        look.representatives(),
        look.minutes(),
        look.handed(),
        look.akim(),
        look.published(),
    ];
    let mut steps: Vec<Step> = all.into_iter().flatten().collect();
    // Where a finding stands among those of other meetings, whoever says it names the meeting here.
    for finding in steps.iter_mut().flat_map(|step| &mut step.findings) {
        finding.args.insert(MEETING, String::new());
    }
    steps
}

/// The name before every sentence about a meeting: empty on the page of the meeting itself.
pub const MEETING: &str = "meeting";

/// Everything that is to be said about a meeting.
pub fn findings(meeting: &Meeting, law: &Law, today: Date) -> Vec<Finding> {
    steps(meeting, law, today).into_iter().flat_map(|step| step.findings).collect()
}

/// Members without whom nothing is decided; none where nobody knows how many there are.
pub fn quorum(meeting: &Meeting, law: &Law) -> Option<i64> {
    let percent = law.term("quorum_percent", meeting.kind, meeting.held_on)?.value?;
    Some(needed(percent, meeting.members?))
}

/// Signatures that members need who ask for the meeting.
pub fn initiative(meeting: &Meeting, law: &Law) -> Option<i64> {
    let percent = law.term("initiative_percent", meeting.kind, meeting.held_on)?.value?;
    Some(needed(percent, meeting.members?))
}

/// The last day on which the meeting may be announced, and how many days that is before it.
pub fn announce_until(meeting: &Meeting, law: &Law) -> Option<(Date, i64)> {
    let days = notice(meeting, law)?.value?;
    Some((meeting.held_on.checked_sub(days.days()).ok()?, days))
}

/// The term of the notice: a matter of the agenda may have one of its own.
fn notice<'l>(meeting: &Meeting, law: &'l Law) -> Option<&'l Term> {
    let (kind, on) = (meeting.kind, meeting.held_on);
    let of_matter = |question: &Question| law.term(law.matter(&question.matter, on)?.notice.as_deref()?, kind, on);
    // The shorter time is for a meeting about that matter alone.
    let own: Option<Vec<&Term>> = meeting.questions.iter().map(of_matter).collect();
    own.and_then(|own| own.into_iter().max_by_key(|term| term.value)).or_else(|| law.term("notice_days", kind, on))
}

struct Look<'a> {
    meeting: &'a Meeting,
    law: &'a Law,
    today: Date,
    is_over: bool,
}

impl Look<'_> {
    fn term(&self, id: &str) -> Option<&Term> {
        self.law.term(id, self.meeting.kind, self.meeting.held_on)
    }

    /// A step without findings yet.
    fn step(&self, id: &'static str, cited: &Words, is_done: bool) -> Step {
        let standing = match (is_done, self.is_over) {
            (true, _) => Standing::Done,
            (false, false) => Standing::Ahead,
            (false, true) => Standing::Broken,
        };
        Step { id, standing, cited: cited.clone(), args: Vec::new(), findings: Vec::new() }
    }

    /// What is to be said: a hint while it can be mended, a warning afterwards.
    fn say(&self, code: &'static str, cited: &Words) -> Finding {
        let severity = if self.is_over { Severity::Warning } else { Severity::Hint };
        Finding::new(code, severity).labelled("law", cited)
    }

    fn members(&self) -> Option<Step> {
        let term = self.term("quorum_percent")?;
        let mut step = self.step("members", &term.cited, self.meeting.members.is_some());
        step.args.push(("members", number(self.meeting.members)));
        match self.meeting.members {
            None => step.findings.push(self.say("gathering-members-unknown", &term.cited)),
            Some(members) if members < self.meeting.present => {
                step.standing = Standing::Broken;
                let finding = Finding::severe("gathering-more-than-members").labelled("law", &term.cited);
                step.findings.push(finding.with("present", self.meeting.present).with("members", members));
            }
            _ => {}
        }
        Some(step)
    }

    fn initiative(&self) -> Option<Step> {
        let asked = self.meeting.asked?;
        let term = self.term("initiative_percent")?;
        let needed = initiative(self.meeting, self.law);
        let is_enough = needed.is_some_and(|needed| asked.signatures.is_some_and(|has| has >= needed));
        let mut step = self.step("initiative", &term.cited, is_enough);
        let has = asked.signatures.unwrap_or(0);
        step.args = vec![("has", has.to_string()), ("needed", number(needed))];
        if let Some(needed) = needed.filter(|_| !is_enough) {
            step.findings
                .push(self.say("gathering-signatures-few", &term.cited).with("has", has).with("needed", needed));
        }
        if let (Some(consent), None) = (self.term("district_consent"), asked.consent_on) {
            step.standing = if self.is_over { Standing::Broken } else { Standing::Ahead };
            step.findings.push(self.say("gathering-consent-missing", &consent.cited));
        }
        Some(step)
    }

    fn agenda(&self) -> Option<Step> {
        let term = self.term("agenda")?;
        let questions = &self.meeting.questions;
        let mut step = self.step("agenda", &term.cited, !questions.is_empty());
        step.args.push(("n", questions.len().to_string()));
        if questions.is_empty() {
            step.findings.push(self.say("gathering-agenda-missing", &term.cited));
        }
        for question in questions {
            let Some(matter) = self.law.matter(&question.matter, self.meeting.held_on) else { continue };
            if !matter.of.contains(&self.meeting.kind) {
                step.standing = Standing::Broken;
                let finding = Finding::warning("gathering-matter-not-its-own").labelled("law", &matter.cited);
                let finding = finding.labelled("matter", &matter.label).labelled("question", &question.title);
                step.findings.push(finding.with("number", question.number));
            }
        }
        Some(step)
    }

    fn notice(&self) -> Option<Step> {
        let term = notice(self.meeting, self.law)?;
        let (until, days) = announce_until(self.meeting, self.law)?;
        let announced = self.meeting.announced_on;
        let mut step = self.step("notice", &term.cited, announced.is_some_and(|on| on <= until));
        step.args = vec![("until", shown_date(until)), ("days", days.to_string()), ("announced", shown(announced))];
        let say = |code| self.say(code, &term.cited).with("until", shown_date(until)).with("days", days);
        // Announced today, or on the day it was, the meeting may be held so many days later.
        let earliest = announced.unwrap_or(self.today).checked_add(days.days()).ok();
        match announced {
            Some(on) if on <= until && self.meeting.notice_is_kept => {}
            Some(on) if on <= until => step.findings.push(say("gathering-notice-unproven")),
            _ if self.is_over => {
                let code = if announced.is_some() { "gathering-announced-late" } else { "gathering-not-announced" };
                step.findings.push(say(code).with("announced", shown(announced)));
            }
            None if self.today <= until => step.findings.push(say("gathering-announce-until")),
            _ => {
                step.standing = Standing::Broken;
                let finding = Finding::warning("gathering-has-to-be-moved").labelled("law", &term.cited);
                step.findings.push(finding.with("days", days).with("earliest", shown(earliest)));
            }
        }
        Some(step)
    }

    fn quorum(&self) -> Option<Step> {
        let term = self.term("quorum_percent")?;
        let quorum = quorum(self.meeting, self.law);
        let is_there = quorum.is_some_and(|quorum| self.meeting.present >= quorum && quorum > 0);
        let mut step = self.step("quorum", &term.cited, is_there);
        let (present, signed_in) = (self.meeting.present, self.meeting.signed_in);
        step.args = vec![
            ("present", present.to_string()),
            ("quorum", number(quorum)),
            ("percent", number(term.value)),
            ("others", (signed_in - present).max(0).to_string()),
        ];
        if let Some(quorum) = quorum.filter(|_| !is_there && self.is_over) {
            let finding = self.say("gathering-without-quorum", &term.cited);
            step.findings.push(finding.with("present", present).with("quorum", quorum));
        }
        Some(step)
    }

    fn officers(&self) -> Option<Step> {
        let term = self.term("officers")?;
        let meeting = self.meeting;
        let both = [&meeting.chair, &meeting.secretary];
        let mut step = self.step("officers", &term.cited, both.iter().all(|of| matches!(of, Officer::Present(_))));
        if both.contains(&&Officer::None) {
            // They are elected by the meeting itself: before it there is nothing to say.
            step.findings.extend(self.is_over.then(|| self.say("gathering-officers-missing", &term.cited)));
        } else if meeting.chair == meeting.secretary {
            step.standing = Standing::Broken;
            step.findings.push(Finding::warning("gathering-officers-one").labelled("law", &term.cited));
        }
        if self.is_over && both.iter().any(|of| matches!(of, Officer::Absent(_))) {
            step.findings.push(self.say("gathering-officer-absent", &term.cited));
        }
        Some(step)
    }

    fn votes(&self) -> Option<Step> {
        let term = self.term("decision_percent")?;
        let (percent, present) = (term.value?, self.meeting.present);
        let questions = &self.meeting.questions;
        let is_settled = |of: &&Question| of.votes.is_some();
        let n_settled = questions.iter().filter(is_settled).count();
        let mut step = self.step("votes", &term.cited, n_settled == questions.len() && !questions.is_empty());
        step.args = vec![("n", n_settled.to_string()), ("of", questions.len().to_string())];
        for question in questions {
            let told = |finding: Finding| {
                let finding = finding.labelled("law", &term.cited).labelled("question", &question.title);
                finding.with("number", question.number)
            };
            let Some(votes) = question.votes else {
                if self.is_over {
                    step.findings.push(told(Finding::warning("gathering-not-voted")));
                }
                continue;
            };
            let voted = question.voted().unwrap_or(0);
            if voted > present {
                step.standing = Standing::Broken;
                let finding = Finding::severe("gathering-votes-too-many");
                step.findings.push(told(finding).with("voted", voted).with("present", present));
            }
            match (carried(percent, votes[0], present), question.has_decision) {
                (true, false) => step.findings.push(told(Finding::warning("gathering-decision-missing"))),
                (false, true) => {
                    step.standing = Standing::Broken;
                    let finding = Finding::warning("gathering-decision-not-carried");
                    step.findings.push(told(finding).with("votes", votes[0]).with("present", present));
                }
                _ => {}
            }
        }
        Some(step)
    }

    fn representatives(&self) -> Option<Step> {
        let term = self.term("representatives_most")?;
        let most = term.value?;
        let n = i64::try_from(self.meeting.representatives.len()).unwrap_or(i64::MAX);
        let mut step = self.step("representatives", &term.cited, n > 0 && n <= most);
        step.args = vec![("n", n.to_string()), ("most", most.to_string())];
        if n > most {
            step.standing = Standing::Broken;
            let finding = Finding::warning("gathering-representatives-many").labelled("law", &term.cited);
            step.findings.push(finding.with("n", n).with("most", most));
        } else if n == 0 && self.is_over {
            step.findings.push(self.say("gathering-representatives-none", &term.cited));
        }
        let n_twice = self.meeting.representatives.iter().filter(|of| of.is_twice).count();
        if n_twice > 0 {
            step.standing = Standing::Broken;
            let finding = Finding::warning("gathering-representative-twice").labelled("law", &term.cited);
            step.findings.push(finding.with("n", n_twice));
        }
        Some(step)
    }

    /// The five things that minutes must say, by their numbers in the law, that are not recorded yet.
    fn lacking(&self) -> Vec<&'static str> {
        let meeting = self.meeting;
        let has_officers = meeting.chair != Officer::None && meeting.secretary != Officer::None;
        let is_decided = !meeting.questions.is_empty() && meeting.questions.iter().all(|of| of.votes.is_some());
        let blocks = [
            ("1", meeting.has_place),
            ("2", meeting.members.is_some()),
            ("3", meeting.signed_in > 0),
            ("4", has_officers),
            ("5", is_decided),
        ];
        blocks.into_iter().filter(|(_, there)| !there).map(|(block, _)| block).collect()
    }

    fn minutes(&self) -> Option<Step> {
        let term = self.term("minutes")?;
        let lacking = self.lacking();
        let mut step = self.step("minutes", &term.cited, lacking.is_empty() && self.meeting.signed_on.is_some());
        step.args = vec![("n", (5 - lacking.len()).to_string()), ("signed", shown(self.meeting.signed_on))];
        if self.is_over && !lacking.is_empty() {
            step.findings.push(self.say("gathering-minutes-lack", &term.cited).with("blocks", lacking.join(", ")));
        }
        if self.is_over && self.meeting.signed_on.is_none() {
            step.findings.push(self.say("gathering-minutes-unsigned", &term.cited));
        }
        Some(step)
    }

    fn handed(&self) -> Option<Step> {
        let term = self.term("handed")?;
        let mut step = self.step("handed", &term.cited, self.meeting.handed_on.is_some());
        step.args.push(("on", shown(self.meeting.handed_on)));
        if self.is_over && self.meeting.handed_on.is_none() {
            step.findings.push(self.say("gathering-not-handed", &term.cited));
        }
        Some(step)
    }

    fn akim(&self) -> Option<Step> {
        let term = self.term("akim")?;
        let meeting = self.meeting;
        let has_agreed = meeting.akim.is_some_and(|akim| akim.agrees);
        let mut step = self.step("akim", &term.cited, has_agreed || meeting.higher.is_some());
        step.args.push(("on", shown(meeting.akim.and_then(|akim| akim.on))));
        match meeting.akim {
            // The law gives him no days: that he has not answered is said and is nobody's fault here.
            None if meeting.handed_on.is_some() => {
                step.standing = Standing::Ahead;
                let finding = Finding::new("gathering-akim-silent", Severity::Hint).labelled("law", &term.cited);
                step.findings.push(finding.with("on", shown(meeting.handed_on)));
            }
            None => step.standing = Standing::Ahead,
            Some(akim) if !akim.agrees && meeting.higher.is_none() => {
                step.standing = Standing::Ahead;
                let code = match meeting.discussed_again {
                    false => "gathering-second-discussion",
                    true => "gathering-higher-akim",
                };
                step.findings.push(Finding::warning(code).labelled("law", &term.cited));
            }
            _ => {}
        }
        Some(step)
    }

    fn published(&self) -> Option<Step> {
        let term = self.term("published")?;
        let mut step = self.step("published", &term.cited, self.meeting.published_on.is_some());
        step.args.push(("on", shown(self.meeting.published_on)));
        if self.is_over && self.meeting.published_on.is_none() {
            step.findings.push(self.say("gathering-not-published", &term.cited));
        }
        Some(step)
    }
}

fn number(number: Option<i64>) -> String {
    number.map_or_else(|| "–".into(), |number| number.to_string())
}

fn shown(day: Option<Date>) -> String {
    day.map_or_else(|| "–".into(), shown_date)
}
