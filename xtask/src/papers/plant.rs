//! Contradictions, each planted alone into a report that has none.

use super::told::{Told, cited, letter};
use super::wordings::{Day, Wordings, in_words};
use crate::demo::Dice;

/// A contradiction of one kind.
pub struct Plant {
    /// Its name in the table.
    pub name: &'static str,
    /// Whether it is of the kinds that must be found nine times out of ten; of others seven.
    pub is_exact: bool,
    /// Codes of findings that tell it, or what follows from it: a letter that lost its number is not found by it any more.
    pub codes: &'static [&'static str],
    /// Plants it; false where the report has no place for it.
    pub into: fn(&mut Told, &Wordings, &mut Dice) -> bool,
}

const fn exact(
    name: &'static str,
    codes: &'static [&'static str],
    into: fn(&mut Told, &Wordings, &mut Dice) -> bool,
) -> Plant {
    Plant { name, is_exact: true, codes, into }
}

const fn other(
    name: &'static str,
    codes: &'static [&'static str],
    into: fn(&mut Told, &Wordings, &mut Dice) -> bool,
) -> Plant {
    Plant { name, is_exact: false, codes, into }
}

/// All of them.
pub const PLANTS: &[Plant] = &[
    exact(
        "people of the project told otherwise under the goal",
        &["audit-same-quantity", "audit-sum"],
        |told, _, dice| {
            told.people_told[0] -= 7 + dice.below(40) as i64;
            true
        },
    ),
    exact("… under the results", &["audit-same-quantity"], |told, _, dice| {
        told.people_told[1] += 9 + dice.below(90) as i64;
        true
    }),
    exact("people of an activity: text against table", &["audit-same-quantity", "audit-per-unit"], |told, _, dice| {
        let at = dice.below(told.activities.len());
        told.activities[at].people_told += 3 + dice.below(50) as i64;
        true
    }),
    exact(
        "events of an activity: text against table",
        &["audit-same-quantity", "audit-value-count"],
        |told, _, dice| {
            let Some(of) = one_of(told, dice, &["gathering", "seminar", "meeting", "performance"]) else {
                return false;
            };
            of.events_told += 2;
            true
        },
    ),
    exact("men and women do not make the whole", &["audit-sum", "audit-parts-exceed"], |told, _, dice| {
        told.gender[1] = told.gender[1].map(|men| men - 3 - dice.below(9) as i64);
        true
    }),
    exact("statuses exceed the whole", &["audit-parts-exceed", "audit-sum"], |told, _, dice| {
        let at = 1 + dice.below(5);
        told.status[at] = told.status[at].map(|part| part + 11 + dice.below(30) as i64);
        true
    }),
    exact("ages do not make the whole", &["audit-sum"], |told, _, _| {
        told.age[2] = told.age[2].map(|part| part - 2);
        true
    }),
    exact("grant in words", &["audit-sum-in-words"], |told, _, dice| {
        told.grant_words = in_words(told.lang, told.grant - 1000 * (1 + dice.below(90) as i64));
        true
    }),
    exact("parts of the grant", &["audit-sum"], |told, _, dice| {
        told.parts[dice.below(3)] = [told.grant / 2 + 7000; 2];
        true
    }),
    exact("per village × villages", &["audit-per-unit"], |told, _, dice| {
        let Some(of) = one_of(told, dice, &["gathering"]) else { return false };
        let Some(each) = &mut of.each_told else { return false };
        *each += 2 + dice.below(6) as i64;
        true
    }),
    exact("number of villages", &["audit-number-of-sites", "audit-same-quantity"], |told, _, _| {
        told.sites_told[0] += 1;
        true
    }),
    exact(
        "attendance above all who came",
        &["audit-attendance-exceeds-total", "audit-same-quantity"],
        |told, _, dice| {
            let more = told.direct[1] + 20 + dice.below(100) as i64;
            let at = dice.below(told.activities.len());
            let of = &mut told.activities[at];
            (of.people, of.people_told, of.each_told) = (more.to_string(), more, None);
            if let Some([_, _, actual]) = of.labels.last_mut() {
                *actual = more.to_string();
            }
            true
        },
    ),
    exact("unique people above the sum", &["audit-total-exceeds-sum"], |told, _, dice| {
        let sum: i64 = told.activities.iter().map(|of| of.people_told).sum();
        let whole = sum + 15 + dice.below(60) as i64;
        let more = whole - told.direct[1];
        told.direct[1] = whole;
        told.people_told = [whole; 2];
        told.parts_told[0] += more;
        for cells in [&mut told.gender, &mut told.status, &mut told.age] {
            cells[0] = Some(whole);
            cells[1] = cells[1].map(|part| part + more);
        }
        true
    }),
    exact("a bound copied into the actual", &["audit-bound-in-actual"], |told, words, dice| {
        let at = dice.below(told.activities.len());
        let Some([_, plan, actual]) = told.activities[at].labels.last_mut() else { return false };
        *plan = words.say(dice, "bound", &[("n", plan)]);
        actual.clone_from(plan);
        true
    }),
    exact("a day that no calendar has", &["audit-date-impossible", "audit-letter-incomplete"], |told, words, dice| {
        let date = Day { day: 31, month: 9, ..told.letters[0].date };
        told.letters[0].said = letter(dice, words, told.lang, 77, date);
        true
    }),
    exact("an activity without a year", &["audit-date-no-year"], |told, _, dice| {
        let year = told.period[0].year.to_string();
        let of = &mut told.activities[dice.below(3)];
        let bare = of.date.replace(&format!("{year} года"), "").replace(&format!("{year} жылғы"), "");
        of.date = bare.trim().to_string();
        true
    }),
    exact("an activity after the project", &["audit-date-outside"], |told, _, dice| {
        let (year, next) = (told.period[0].year, told.period[0].year + 1);
        let of = &mut told.activities[dice.below(3)];
        of.date = of.date.replace(&year.to_string(), &next.to_string());
        true
    }),
    exact("tenge under thousands of tenge", &["audit-unit-heading", "audit-grant-sum"], |told, _, _| {
        let unit = if told.lang == "kk" { "теңге" } else { "тенге" };
        told.priority = format!("{} 000 {unit}", told.priority);
        true
    }),
    exact("two letters with one number", &["audit-letter-twice", "audit-letter-unknown"], |told, words, dice| {
        let said = letter(dice, words, told.lang, 61, told.letters[0].date);
        told.letters[0].said.clone_from(&said);
        told.letters[1].said = said;
        true
    }),
    exact("a letter without a number", &["audit-letter-incomplete", "audit-letter-unknown"], |told, words, dice| {
        let at = dice.below(told.letters.len());
        told.letters[at].said = super::wordings::day(words, told.lang, told.letters[at].date);
        true
    }),
    exact("a letter without anything", &["audit-letter-incomplete"], |told, _, _| {
        told.letters[1].said = "-".into();
        told.letters[1].replied = None;
        true
    }),
    exact("a reply before its letter", &["audit-reply-before-letter"], |told, _, _| {
        let letter = &mut told.letters[0];
        letter.replied = Some(Day { month: letter.date.month - 1, ..letter.date });
        true
    }),
    exact("a letter of another day in the text", &["audit-letter-date"], |told, words, dice| {
        let other = Day { day: told.letters[2].date.day + 3, ..told.letters[2].date };
        let sentence = cited(dice, words, told.lang, &told.letters[2], other);
        told.added.push(("results", sentence));
        true
    }),
    exact("a letter that is in no table", &["audit-letter-unknown"], |told, words, dice| {
        told.letters[1].number = 140 + dice.below(50) as i64;
        let sentence = cited(dice, words, told.lang, &told.letters[1], told.letters[1].date);
        told.added.push(("results", sentence));
        true
    }),
    other("more replies than letters", &["audit-chain-counts"], |told, words, dice| {
        told.added.push(("results", words.say(dice, "chain", &[("letters", &3), ("replies", &5)])));
        true
    }),
    other("an indicator of another activity", &["audit-foreign-word"], |told, words, dice| {
        let held = ["gathering", "seminar", "meeting", "performance"];
        let kinds: Vec<&str> = told.activities.iter().map(|of| of.kind).filter(|kind| held.contains(kind)).collect();
        let [first, second, ..] = kinds[..] else { return false };
        let label = words.say(dice, &format!("{second}_label"), &[]);
        let Some(of) = told.activities.iter_mut().find(|of| of.kind == first) else { return false };
        of.labels[0][0] = label;
        true
    }),
    other("topics fewer than seminars", &["audit-named-list"], |told, _, dice| {
        let Some(of) = one_of(told, dice, &["seminar"]) else { return false };
        let Some((n, named)) = &mut of.topics else { return false };
        if *n < 3 {
            return false;
        }
        *named -= 1;
        true
    }),
    other("future in the results", &["audit-future-in-result"], |told, words, dice| {
        let sentence = words.say(dice, "future", &[]);
        let at = dice.below(told.activities.len());
        told.activities[at].short = sentence;
        true
    }),
    other("one text in two cells", &["audit-same-text"], |told, words, dice| {
        let text = format!("{} {}", words.say(dice, "filler", &[]), words.say(dice, "result_of", &[]));
        told.activities[0].short.clone_from(&text);
        told.activities[1].short = text;
        true
    }),
    other("lists fewer than events", &["audit-evidence-fewer"], |told, _, dice| {
        let Some(of) = one_of(told, dice, &["gathering", "meeting", "performance"]) else { return false };
        let held = of.events_told;
        if held < 2 {
            return false;
        }
        of.labels[1][2] = (held - 1).to_string();
        true
    }),
    other("an empty field", &["audit-field-empty"], |told, _, dice| {
        told.emptied.push(dice.one(&["name", "head", "address", "filled"]));
        true
    }),
    other("a deviation without a reason", &["audit-deviation-unexplained"], |told, _, _| {
        for of in &mut told.activities {
            of.is_explained = false;
        }
        let Some([_, plan, actual]) = told.activities[0].labels.last_mut() else { return false };
        *plan = (actual.parse::<i64>().unwrap_or(40) / 2).to_string();
        true
    }),
    other("a fund created and only handed in", &["audit-status"], |told, words, dice| {
        told.added.push(("results", words.say(dice, "handed_in", &[])));
        true
    }),
    other(
        "a place that is none of the project's",
        &["audit-place", "audit-place-foreign", "audit-name-differs"],
        |told, _, _| {
            // Written the same in both languages.
            let stranger = "Майлысай";
            let own = told.villages[0].clone();
            told.activities[1].place = told.activities[1].place.replace(&own, stranger);
            true
        },
    ),
    other("an abbreviation of two things", &["audit-abbreviation"], |told, words, dice| {
        let at = dice.below(words.all("fund_short").len());
        told.added.push(("goal", words.all("fund_short")[at].clone()));
        told.added.push(("results", words.all("fund_other")[at].clone()));
        true
    }),
    other("a phone in a story", &["audit-phone-in-text"], |told, words, dice| {
        let said = words.say(dice, "phone_told", &[]);
        told.stories[0] = format!("{} {said}", told.stories[0]);
        true
    }),
    other("a story longer than two pages", &["audit-story-length"], |told, words, _| {
        let long = words.all("filler").join(" ").repeat(30);
        told.stories[0].push_str(&long);
        true
    }),
    other(
        "every status a round share",
        &["audit-round-shares", "audit-total-exceeds-sum", "audit-attendance-exceeds-total"],
        |told, _, _| {
            let shares = [20, 10, 15, 30, 25];
            let whole = 400;
            told.status = std::iter::once(whole).chain(shares.map(|share| whole * share / 100)).map(Some).collect();
            told.gender = [whole, 155, 245].map(Some).to_vec();
            told.age = [whole, 101, 102, 103, 94].map(Some).to_vec();
            told.direct[1] = whole;
            told.people_told = [whole; 2];
            told.parts_told = [155, 245];
            true
        },
    ),
    other("a blank cell", &["audit-blank-cell"], |told, _, dice| {
        told.age[1 + dice.below(4)] = None;
        true
    }),
    other("more without a number", &["audit-vague"], |told, words, dice| {
        told.added.push(("results", words.say(dice, "vague", &[])));
        true
    }),
    other("per cent of nothing", &["audit-percent-base"], |told, words, dice| {
        told.added.push(("goal", words.say(dice, "percent", &[])));
        true
    }),
    other("left over from the form", &["audit-leftover"], |told, words, dice| {
        told.added.push(("partners", words.say(dice, "leftover", &[])));
        true
    }),
    other("a kind of grant that the law does not know", &["audit-grant-kind"], |told, _, _| {
        told.priority_kind = Some(if told.lang == "kk" { "тұрақты" } else { "постоянный" }.to_string());
        true
    }),
];

fn one_of<'a>(told: &'a mut Told, dice: &mut Dice, kinds: &[&str]) -> Option<&'a mut super::told::Activity> {
    let mut fits: Vec<_> = told.activities.iter_mut().filter(|of| kinds.contains(&of.kind)).collect();
    let at = dice.below(fits.len());
    (!fits.is_empty()).then(|| fits.swap_remove(at))
}
