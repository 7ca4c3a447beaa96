//! One indicator as people read it: its target in words, its actual, how much of the one the other is.

use crate::ask::Here;
use crate::pages::figure;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::measure::Unit;
use auyl_domain::plan::Target;
use auyl_domain::views::INDICATOR;
use auyl_domain::{Catalogue, Lang, Quantity};
use auyl_reports::units::{self, Style};
use auyl_work::indicators::Standing;

/// An indicator with its bar.
pub struct Bar {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// The page of its number; none for who may not follow numbers.
    pub href: Option<String>,
    /// What was counted.
    pub actual: String,
    /// What was promised, in words; empty where nothing was.
    pub target: String,
    /// Per cent of the target, where there is one.
    pub share: Option<u8>,
    /// Whether it is met.
    pub met: bool,
}

impl Bar {
    /// Of a standing; `unit` is the word in which it was promised.
    pub fn of(here: &Here, standing: &Standing, share: Option<u8>, unit: Option<&String>) -> Bar {
        let bar = Bar::alone(&here.project.catalogue, here.lang(), standing, share, unit);
        Bar { href: address(here, standing), ..bar }
    }

    /// The same without the page of its number.
    pub fn alone(
        catalogue: &Catalogue,
        lang: Lang,
        standing: &Standing,
        share: Option<u8>,
        unit: Option<&String>,
    ) -> Bar {
        Bar {
            code: standing.indicator.clone(),
            label: standing.label.clone(),
            href: None,
            actual: value_in(lang, standing.actual, &standing.unit),
            target: standing.target.map(|target| target_in(catalogue, lang, target, unit)).unwrap_or_default(),
            share,
            met: standing.met,
        }
    }
}

/// The page of an indicator's number, broken down by place where that can be.
pub fn address(here: &Here, standing: &Standing) -> Option<String> {
    let register = here.project.catalogue.register(INDICATOR)?;
    // Who reads public fields alone is not shown how something is counted.
    if here.may(Action::See, Some(register)) == Verdict::PublicFields {
        return None;
    }
    let by = if standing.by_place.is_empty() { "" } else { auyl_domain::views::PLACE };
    Some(figure::address(&here.root(), &standing.measure, &standing.activity, by, None))
}

/// A value as people read it; money with its sign.
pub fn value_said(here: &Here, value: Quantity, unit: &str) -> String {
    value_in(here.lang(), value, unit)
}

fn value_in(lang: Lang, value: Quantity, unit: &str) -> String {
    let shown = units::shown(value, unit, Style::Plain, lang);
    match (unit, value) {
        (_, Quantity::Nothing) => shown,
        (Unit::MONEY, _) => format!("{shown}\u{a0}₸"),
        _ => shown,
    }
}

/// A target in words.
pub fn target_said(here: &Here, target: Target, unit: Option<&String>) -> String {
    target_in(&here.project.catalogue, here.lang(), target, unit)
}

fn target_in(catalogue: &Catalogue, lang: Lang, target: Target, unit: Option<&String>) -> String {
    let choices = catalogue.choices("unit");
    let word = choices.zip(unit).and_then(|(choices, unit)| choices.get(unit));
    units::target_words(target.rule, target.value, word, lang)
}
