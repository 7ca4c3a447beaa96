//! # What it does
//! Reads what the indicators of an activity count: where none of them counts its own events, but one those of another
//! activity's kind, the words are foreign to the row.
//!
//! # Why it matters
//! The row was filled in by copying another, and with the words came its numbers.
//!
//! # Example
//! "Количество встреч с депутатами" as an indicator of seminars, where another row is about meetings with deputies.

use super::Check;
use crate::audit::paper::{Activity, Paper, Side};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Counted, Meaning};
use auyl_domain::Severity;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECK: Check = Check { codes: &["audit-foreign-word"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let names: Vec<BTreeSet<usize>> = paper.activities.iter().map(|activity| named(paper, activity)).collect();
    let kinds = about(paper, &names);
    let counts: Vec<BTreeSet<usize>> = paper.activities.iter().map(|activity| counted(paper, activity)).collect();
    // Of how many activities a kind is the subject, and which ones name it.
    let mut subjects: BTreeMap<usize, usize> = BTreeMap::new();
    let mut namers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for nth in 0..paper.activities.len() {
        let subject = if kinds[nth].is_empty() { &counts[nth] } else { &kinds[nth] };
        subject.iter().for_each(|kind| *subjects.entry(*kind).or_default() += 1);
        names[nth].iter().for_each(|kind| namers.entry(*kind).or_default().push(nth));
    }
    let mut found = Vec::new();
    for (nth, activity) in paper.activities.iter().enumerate() {
        let labels: Vec<_> = activity.cell("label").iter().filter_map(|passage| paper.text(*passage)).collect();
        let counted: Vec<(u32, usize, usize)> = labels
            .iter()
            .flat_map(|(passage, text)| {
                events(paper, &text.hits).into_iter().map(|(kind, at)| (passage.place.passage, kind, at))
            })
            .collect();
        // What belongs to the activity may be counted beside it: slides of a broadcast, questions of a meeting.
        if counted.iter().any(|(_, kind, _)| kinds[nth].contains(kind)) {
            continue;
        }
        let is_of_another = |kind: &usize| {
            let own = if kinds[nth].is_empty() { &counts[nth] } else { &kinds[nth] };
            subjects.get(kind).copied().unwrap_or_default() > usize::from(own.contains(kind))
        };
        // Where nobody knows what it is about, what it counts must be told of nowhere in it, and of one other alone.
        let is_of_one = |kind: &usize| {
            let others = namers.get(kind).map_or(&[][..], Vec::as_slice);
            matches!(others, [one] if *one != nth && counts[*one].contains(kind)) && !is_told(paper, activity, *kind)
        };
        let is_foreign = |kind: &usize| if kinds[nth].is_empty() { is_of_one(kind) } else { is_of_another(kind) };
        let foreign = counted.iter().find(|(_, kind, _)| is_foreign(kind));
        if let Some((passage, kind, at)) = foreign {
            let quotes = vec![Quote::part(*passage, paper.texts[*passage as usize - 1].tokens[*at].at.clone())];
            found.push(
                Remark::new("audit-foreign-word", Severity::Warning, quotes)
                    .on(if kinds[nth].is_empty() { "silent" } else { "" })
                    .labelled("what", &paper.vocabulary.quantities[*kind].label)
                    .with("about", &activity.title),
            );
        }
    }
    found
}

/// What each activity is about: the kinds of events of its name, or, where that tells none, those that its narrative counts.
fn about(paper: &Paper<'_>, names: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let of = |quantity: usize| &paper.vocabulary.quantities[quantity];
    let mut kinds = names.to_vec();
    for told in paper.statements.iter().filter(|s| s.side == Side::Told) {
        let is_event = of(told.quantity).kind == Counted::Events && of(told.quantity).id != "events";
        if let Some(nth) = told.activity.filter(|nth| is_event && names[*nth].is_empty()) {
            kinds[nth].insert(told.quantity);
        }
    }
    kinds
}

/// The narrative names events of this kind.
fn is_told(paper: &Paper<'_>, activity: &Activity, kind: usize) -> bool {
    let told = activity.narrative.iter().filter_map(|passage| paper.text(*passage));
    told.flat_map(|(_, text)| &text.hits).any(|hit| hit.meaning == Meaning::Quantity(kind))
}

/// The kinds of events that the indicators of an activity count.
fn counted(paper: &Paper<'_>, activity: &Activity) -> BTreeSet<usize> {
    let labels = activity.cell("label").iter().filter_map(|passage| paper.text(*passage));
    labels.flat_map(|(_, text)| events(paper, &text.hits)).map(|(kind, _)| kind).collect()
}

/// Kinds of events that the name of an activity tells, in the table or in its heading.
fn named(paper: &Paper<'_>, activity: &Activity) -> BTreeSet<usize> {
    let cells = activity.cell("activity_cell").iter().filter_map(|passage| paper.text(*passage));
    cells.flat_map(|(_, text)| events(paper, &text.hits)).map(|(kind, _)| kind).collect()
}

/// Kinds of events, each with its first word; "мероприятие" is any of them.
fn events(paper: &Paper<'_>, hits: &[crate::audit::vocabulary::Hit<Meaning>]) -> Vec<(usize, usize)> {
    let of = |quantity: usize| &paper.vocabulary.quantities[quantity];
    hits.iter()
        .filter_map(|hit| match hit.meaning {
            Meaning::Quantity(quantity) if of(quantity).kind == Counted::Events && of(quantity).id != "events" => {
                Some((quantity, hit.from))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn what_one_other_row_alone_is_about_is_foreign_to_a_row_that_nobody_knows() {
        check(
            "Мероприятие	Показатели	План	Факт
Мероприятие 1. Разговор по душам	Количество семинаров	3	3
Мероприятие 2. Семинары у Айгуль	Количество семинаров	3	3",
            expect![[r#"
                audit-foreign-word (silent): An indicator of this activity counts what another one is about: seminars. Мероприятие 1. Разговор по душам
                    «Количество семинаров»
            "#]],
        );
    }

    #[test]
    fn what_an_activity_is_about_is_told_where_its_name_is_silent() {
        check(
            "Мероприятие\tПоказатели\tПлан\tФакт
Мероприятие 1. Разговор по душам\tКоличество семинаров\t3\t3
Мероприятие 2. Учёба у Айгуль\tКоличество семинаров\t3\t3

Мероприятие 1. Разговор по душам

Болат провёл 3 встречи.

Мероприятие 2. Учёба у Айгуль

Айгуль провела 3 семинара.",
            expect![[r#"
                audit-foreign-word: An indicator of this activity counts what another one is about: seminars. Мероприятие 1. Разговор по душам
                    «Количество семинаров»
            "#]],
        );
    }

    #[test]
    fn meetings_are_counted_in_the_row_of_seminars() {
        check(
            "Мероприятие\tПоказатели\tПлан\tФакт
Мероприятие 1. Семинары для активистов\tКоличество встреч\t3\t3
Мероприятие 2. Встречи с депутатами\tКоличество встреч\t3\t3",
            expect![[r#"
                audit-foreign-word: An indicator of this activity counts what another one is about: meetings. Мероприятие 1. Семинары для активистов
                    «Количество встреч»
            "#]],
        );
    }
}
