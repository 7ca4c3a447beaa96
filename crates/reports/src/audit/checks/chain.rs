//! # What it does
//! Follows the letters that the text names: each stands in the table of letters and has the same day and the same body there,
//! and one day wherever it is named.
//!
//! # Why it matters
//! A broken chain shows that one of its links was written for the report: the monitor asks the body for the letter.
//!
//! # Example
//! "Письмо №60 от 7 мая 2024 года" in the text, "от 5 мая 2024 года №60" in the table.

use super::Check;
use crate::audit::dates::{Dated, Written};
use crate::audit::lexer::{Kind, Token, lex};
use crate::audit::paper::{LETTER_NEAR, Letter, Link, Paper, Sent, Text, touches};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::Meaning;
use crate::source::Passage;
use auyl_domain::Severity;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) const CHECK: Check =
    Check { codes: &["audit-letter-date", "audit-letter-unknown", "audit-letter-body"], run };

/// Letters by which the words of a body's name are compared, whatever their endings.
const BODY_STEM: usize = 4;

/// So many letters that a table lacks are of another kind.
const MANY: usize = 3;
/// Words between a body and the name of its place.
const NAME: usize = 2;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    // A table none of whose letters the text names is that of others: of the recommendations that were sent at the end.
    let table = Table {
        is_of_text: paper.letters.iter().any(|letter| paper.sent.contains_key(&letter.number)),
        bodies: paper.sent.values().flat_map(|sent| stems(paper, &sent.body)).collect(),
    };
    let mut found = on_two_days(paper);
    for (passage, text) in paper.passages().filter(|(_, text)| !text.where_.is_heading && !text.where_.is_plan()) {
        // Those of the table itself, and replies, which have numbers of their own, are none that the text names.
        if !matches!(text.where_.role.as_deref(), Some("answer" | "letter_cell")) {
            found.extend(unlike_the_table(paper, &table, passage, text));
        }
    }
    // A table that lacks many letters lists those of the recommendations alone.
    let is_unknown = |remark: &Remark| remark.finding.code == "audit-letter-unknown";
    let unknown =
        found.iter().filter(|remark| is_unknown(remark)).filter_map(|remark| remark.finding.args.get("number"));
    if unknown.collect::<BTreeSet<_>>().len() >= MANY {
        found.retain(|remark| !is_unknown(remark));
    }
    found
}

/// What is known of the table of letters as a whole.
struct Table {
    /// Running text names one of its letters by its number.
    is_of_text: bool,
    /// Words of the names of all bodies in it, cut.
    bodies: BTreeSet<String>,
}

fn stem(word: &str) -> String {
    word.chars().take(BODY_STEM).collect()
}

fn stems(paper: &Paper<'_>, body: &str) -> BTreeSet<String> {
    lex(body, paper.vocabulary).iter().filter_map(Token::word).map(stem).collect()
}

/// A letter that the text names in two places, on two days.
fn on_two_days(paper: &Paper<'_>) -> Vec<Remark> {
    let mut by_number: BTreeMap<&str, Vec<(&Letter, Date)>> = BTreeMap::new();
    // Those of the table are held against it.
    for letter in paper.letters.iter().filter(|letter| !paper.sent.contains_key(&letter.number)) {
        by_number.entry(&letter.number).or_default().extend(letter.day.map(|day| (letter, day)));
    }
    let differs = |places: Vec<(&Letter, Date)>| {
        let (first, day) = *places.first()?;
        let (other, told) = *places.iter().find(|(other, told)| other.passage != first.passage && *told != day)?;
        let quotes = [other, first].map(|letter| Quote::part(letter.passage, letter.at.clone())).to_vec();
        let remark = Remark::new("audit-letter-date", Severity::Warning, quotes).on("told");
        Some(remark.with("number", &first.number).dated("told", told).dated("day", day))
    };
    by_number.into_values().filter_map(differs).collect()
}

/// How a number in running text is known to be that of a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cited {
    /// A word for a letter stands beside it.
    Named,
    /// A day stands beside it and no word for another paper, such as an order or a contract.
    Dated,
}

fn cited(paper: &Paper<'_>, text: &Text, at: usize) -> Option<Cited> {
    let said = paper.said(text);
    match paper.link(text, &(at..at + 1)) {
        Some(Link::Letter) => return Some(Cited::Named),
        Some(Link::Reply) => return None,
        None => {}
    }
    let sentence = said.sentence(at);
    let is_near = |tokens: &Range<usize>| tokens.start <= at + LETTER_NEAR && at <= tokens.end + LETTER_NEAR;
    let is_dated = text.dates.iter().any(|dated| dated.from.day.is_some() && is_near(&dated.tokens));
    let is_other = said.says("other_paper", &sentence);
    (is_dated && !is_other && text.where_.shape.is_none()).then_some(Cited::Dated)
}

/// A letter that the text names by its number.
fn unlike_the_table(paper: &Paper<'_>, table: &Table, passage: &Passage, text: &Text) -> Vec<Remark> {
    // A table of one letter need not be the list of all.
    if paper.sent.len() < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, token) in text.tokens.iter().enumerate() {
        let Kind::Reference(number) = &token.kind else { continue };
        // "№ 14–19" are several.
        let Some(how) = cited(paper, text, at).filter(|_| !number.contains('–')) else { continue };
        let ground = if how == Cited::Dated { "dated" } else { "" };
        let quote = Quote::part(passage.place.passage, token.at.clone());
        // "№ 62 хатқа енді, хаттың күні – 19 қыркүйек": the one number and the one day of a sentence belong together.
        let sentence = paper.said(text).sentence(at);
        let is_number = |token: &Token| matches!(token.kind, Kind::Reference(_));
        let n_dates = text.dates.iter().filter(|dated| sentence.contains(&dated.tokens.start)).count();
        let are_alone =
            n_dates == 1 && text.tokens[sentence.clone()].iter().filter(|token| is_number(token)).count() == 1;
        let near = |tokens: &Range<usize>| {
            let is_beside = tokens.start <= at + LETTER_NEAR && at <= tokens.end + LETTER_NEAR;
            is_beside || are_alone && sentence.contains(&tokens.start)
        };
        let Some(sent) = paper.sent.get(number) else {
            // A number that no word calls a letter's is that of one where it went on the day of one.
            let days = || text.dates.iter().filter(|dated| near(&dated.tokens)).filter_map(|dated| dated.from.first());
            let is_day_of_one = || days().any(|day| paper.sent.values().any(|sent| sent.day == Some(day)));
            if how == Cited::Named && table.is_of_text || is_day_of_one() {
                found.push(
                    Remark::new("audit-letter-unknown", Severity::Warning, vec![quote])
                        .on(ground)
                        .with("number", number),
                );
            }
            continue;
        };
        // "от 13 июля № 8": the year goes without saying.
        // "Аким ответил 10 октября на письмо № 71": the day of the reply, unless it touches the number.
        let answers = paper.said(text).says("answered", &sentence);
        let is_replied = paper.replied_on(text, at).is_some();
        let is_own = |dated: &&Dated| {
            let is_of_letter = !answers || touches(at, &dated.tokens) && !is_replied;
            near(&dated.tokens) && dated.tokens.start < sentence.end && is_of_letter
        };
        let days = text.dates.iter().filter(is_own).filter_map(|dated| {
            let year = dated.from.year.or(sent.day.map(|day| i64::from(day.year())));
            Written { year, ..dated.from }.first()
        });
        let days: Vec<Date> = days.collect();
        // "с № 41 по № 45: четыре 18 сентября и одно 19 сентября": one of them is its own.
        if let (Some(told), Some(day)) = (days.first().copied(), sent.day)
            && !days.contains(&day)
        {
            found.push(
                Remark::new("audit-letter-date", Severity::Warning, vec![quote.clone(), sent.quote.clone()])
                    .on(ground)
                    .with("number", number)
                    .dated("told", told)
                    .dated("day", day),
            );
        }
        found.extend(to_another(paper, table, (text, at), sent, quote, number));
    }
    found
}

/// The sentence names a kind of body, and neither it nor a word of its name is that of the body in the table.
fn to_another(
    paper: &Paper<'_>,
    table: &Table,
    (text, at): (&Text, usize),
    sent: &Sent,
    quote: Quote,
    number: &str,
) -> Option<Remark> {
    let said = paper.said(text);
    let sentence = said.sentence(at);
    // "акимам (№ 31, № 32) и в филиал (№ 34)": numbers in brackets are those of the body before them.
    let is_closed = |body: usize| (body..at).any(|at| text.tokens[at].is(')'));
    let named = said.listed_in("body", &sentence).filter(|hit| !is_closed(hit.from));
    let bodies: Vec<usize> = named.map(|hit| hit.from).collect();
    // Of several the one behind the number and before the next: "письма № 21–24 акимам, письмо № 38 – управлению".
    let next = (at + 1..sentence.end).find(|at| matches!(text.tokens[*at].kind, Kind::Reference(_)));
    let behind: Vec<usize> =
        bodies.iter().copied().filter(|body| (at..next.unwrap_or(sentence.end)).contains(body)).collect();
    let bodies = if bodies.len() > 1 { behind } else { bodies };
    let own = stems(paper, &sent.body);
    let written = &paper.source.passages()[quote.passage as usize - 1].text;
    let word = |at: usize| text.tokens.get(at).and_then(Token::word);
    let is_own = |at: usize| word(at).is_some_and(|word| own.contains(&stem(word)));
    // Of what a department is says its neighbour: "отдел финансов", "қаржы бөлімі".
    let is_branch = |at: usize, list: &str| said.listed(list).any(|hit| hit.from == at);
    // "Ақсу ауданының әкіміне" of a letter that went to the akim of another district.
    let is_name = |at: usize| {
        let is_capital =
            text.tokens.get(at).is_some_and(|token| written[token.at.clone()].starts_with(char::is_uppercase));
        is_capital && !is_own(at) && word(at).is_some_and(|word| table.bodies.contains(&stem(word)))
    };
    let names_another = |at: usize| (at.saturating_sub(NAME)..at + NAME + 1).any(|near| near != at && is_name(near));
    let letters = paper.vocabulary.quantity("letters").map(Meaning::Quantity);
    let is_letter = |at: usize| said.hits_in(&(at..at + 1)).iter().any(|hit| Some(hit.meaning) == letters);
    let is_another = |at: usize| match () {
        () if !is_own(at) => true,
        () if is_branch(at, "branch_of") => word(at + 1).is_some_and(|_| !said.is_small(at + 1)) && !is_own(at + 1),
        // "№ 63 хатпен басқармаға" says nothing of what it manages.
        () if is_branch(at, "of_branch") => at > 0 && word(at - 1).is_some() && !is_own(at - 1) && !is_letter(at - 1),
        () => names_another(at),
    };
    let [body] = bodies.as_slice() else { return None };
    (!own.is_empty() && is_another(*body)).then(|| {
        let body = text.tokens[*body].at.clone();
        let quotes = vec![Quote::part(quote.passage, body), sent.quote.clone(), quote];
        Remark::new("audit-letter-body", Severity::Warning, quotes).with("number", number).with("body", &sent.body)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    const TABLE: &str = "Государственные органы\tРекомендации\tНомер и дата письма
Акиму района\tПостроить мост\tПисьмо от 5 мая 2024 года №60
Руководителю управления\tОткрыть кружок\tПисьмо от 6 мая 2024 года №61";

    #[test]
    fn a_row_of_letters_was_looked_for_as_one() {
        check(
            "Кому	Рекомендации	Письмо
Акимат Н-ского района	Свет	Письмо № 41 от 18 ноября 2024 года
Акимат М-ского района	Вода	Письмо № 42 от 18 ноября 2024 года

Айгуль отправила 6 писем (исх. № 14–19) и письмо № 41 от 18 ноября 2024 года.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn the_text_dates_one_letter_on_two_days() {
        check(
            "Айгуль отправила письмо № 52 от 18 сентября 2025 года.

Ответа на письмо № 52 от 28 сентября 2025 года нет.

Письмо № 41 от 18 ноября 2025 года.

Письмо № 41 от 20 ноября 2025 года.

Кому	Рекомендации	Письмо
Акимат Н-ского района	Свет	Письмо № 41 от 18 ноября 2025 года
Акимат М-ского района	Вода	Письмо № 42 от 18 ноября 2025 года",
            expect![[r#"
                audit-letter-unknown: Letter № 52 is not in the table of letters.
                    «…правила письмо № 52 от 18 сентября 2…»
                audit-letter-unknown: Letter № 52 is not in the table of letters.
                    «…вета на письмо № 52 от 28 сентября 2…»
                audit-letter-date: Letter № 41 is dated 20.11.2025 here and 18.11.2025 elsewhere.
                    «Письмо № 41 от 20 ноября 2025…» «Письмо № 41 от 18 ноября 2025…»
                audit-letter-date (told): Letter № 52 is dated 28.09.2025 here and 18.09.2025 elsewhere.
                    «…вета на письмо № 52 от 28 сентября 2…» «…правила письмо № 52 от 18 сентября 2…»
            "#]],
        );
    }

    #[test]
    fn the_text_names_a_letter_of_another_day_and_one_that_the_table_has_not() {
        check(
            &format!("{TABLE}\n\nАкиму направлено письмо №60 от 7 мая 2024 года и письмо №75 от 8 мая 2024 года."),
            expect![[r#"
                audit-letter-date: Letter № 60 is dated 07.05.2024 here and 05.05.2024 elsewhere.
                    «…равлено письмо №60 от 7 мая 2024 года…» «…от 5 мая 2024 года №60»
                audit-letter-unknown: Letter № 75 is not in the table of letters.
                    «…4 года и письмо №75 от 8 мая 2024 года…»
            "#]],
        );
    }

    #[test]
    fn the_one_day_of_a_sentence_is_that_of_its_one_letter() {
        check(
            &format!(
                "{TABLE}

Айгүлдің ұсыныстары № 60 шығыс хатқа енді, Болат жазған хаттың күні – 2024 жылғы 9 мамыр.

Болат 9 мая 2024 года отправил все рекомендации жителей акиму района письмом за исходящим номером 61."
            ),
            expect![[r#"
                audit-letter-date: Letter № 60 is dated 09.05.2024 here and 05.05.2024 elsewhere.
                    «…дің ұсыныстары № 60 шығыс хатқа ен…» «…от 5 мая 2024 года №60»
                audit-letter-date: Letter № 61 is dated 09.05.2024 here and 06.05.2024 elsewhere.
                    «…ходящим номером 61.» «…от 6 мая 2024 года №61»
                audit-letter-body: Letter № 61 goes to another body here than in the table of letters, which says: Руководителю управления.
                    «…дации жителей акиму района письмо…» «…от 6 мая 2024 года №61» «…ходящим номером 61.»
            "#]],
        );
    }

    #[test]
    fn no_word_says_letter_or_reply_where_the_days_do() {
        check(
            "Аа\tБб\tВв
Акиму Ульгинского округа\tПостроить мост\tот 5 мая 2024 года, исх. 60. Айгуль вернули ее бумагу 3 мая 2024 года
Болату в отдел культуры\tОткрыть кружок\t№61 от 6 мая 2024 года, на вопрос от 2 мая 2024 года

Айгуль ходила к акиму с № 61 от 9 мая 2024 года. Болат отнес туда же № 99 от 6 мая 2024 года.

Приказ № 61 от 1 мая 2024 года, протокол № 5 от 6 мая 2024 года.",
            expect![[r#"
                audit-reply-before-letter (in_cell): The reply is dated 3 мая 2024 года, its letter 05.05.2024.
                    «…ее бумагу 3 мая 2024 года» «от 5 мая 2024 года, исх. 60. Айг…»
                audit-letter-date (dated): Letter № 61 is dated 09.05.2024 here and 06.05.2024 elsewhere.
                    «…одила к акиму с № 61 от 9 мая 2024 года…» «№61 от 6 мая 2024 года…»
                audit-letter-unknown (dated): Letter № 99 is not in the table of letters.
                    «…т отнес туда же № 99 от 6 мая 2024 года…»
                audit-letter-body: Letter № 61 goes to another body here than in the table of letters, which says: Болату в отдел культуры.
                    «…гуль ходила к акиму с № 61 от 9 мая…» «№61 от 6 мая 2024 года…» «…одила к акиму с № 61 от 9 мая 2024 года…»
            "#]],
        );
    }

    #[test]
    fn a_chain_that_holds_is_not_told() {
        check(
            &format!(
                "{TABLE}\n\nАкиму направлено письмо №60 от 5 мая 2024 года, ответ получен 20 мая 2024 года. Направлено 3 письма, получено 2 ответа."
            ),
            expect![""],
        );
    }

    #[test]
    fn the_akim_of_another_district_and_the_department_alone() {
        check(
            "Мемлекеттік органдар\tҰсынымдар\tХаттың нөмірі мен күні
Ақсу ауданының әкіміне\tКөпір\t2025 жылғы 11 тамыздағы №57
Сарқан ауданының әкіміне\tЖол\t2025 жылғы 11 тамыздағы №58
Қоғамдық даму басқармасына\tҮйірме\t2025 жылғы 11 тамыздағы №63

№58 хат Ақсу ауданының әкіміне жолданды. №57 хат Ақсу ауданының әкіміне жолданды.

Айгүлдің жобалары №63 хатпен басқармаға берілді.",
            expect![[r#"
                audit-letter-body: Letter № 58 goes to another body here than in the table of letters, which says: Сарқан ауданының әкіміне.
                    «…су ауданының әкіміне жолданды. №5…» «…ғы 11 тамыздағы №58» «№58 хат Ақсу аудан…»
            "#]],
        );
    }

    #[test]
    fn days_of_replies_and_letters_of_another_kind() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Мост	№58 от 14 ноября 2025 года
Акиму области	Кружок	№59 от 14 ноября 2025 года

Айгуль отправила письма №41, №42 и №43 акимам округов. Аким района ответил 26 ноября 2025 года на письмо №58.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn of_several_bodies_the_one_behind_the_number_is_asked() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму округа	Мост	№31 от 14 ноября 2025 года
Акиму района	Кружок	№38 от 14 ноября 2025 года
Филиал оператора связи	Связь	№34 от 14 ноября 2025 года

Письмо №31 направлено акимам округов, письмо №38 – руководителю управления культуры. Айгуль писала акимам (№31 от 14 ноября 2025 года) и в филиал оператора (№34 от 14 ноября 2025 года).",
            expect![[r#"
                audit-letter-body: Letter № 38 goes to another body here than in the table of letters, which says: Акиму района.
                    «…ководителю управления культуры. А…» «№38 от 14 ноября 2025…» «…кругов, письмо №38 – руководител…»
            "#]],
        );
    }

    #[test]
    fn one_unknown_letter_that_is_named_three_times_is_one() {
        check(
            "Государственные органы	Рекомендации	Номер и дата письма
Акиму района	Мост	№58 от 14 ноября 2025 года
Акиму области	Кружок	№59 от 14 ноября 2025 года

Айгуль отправила письмо №58 акиму района и письмо №77 акиму области. Письмо №77 ждали. На письмо №77 ответа нет.",
            expect![[r#"
                audit-letter-unknown: Letter № 77 is not in the table of letters.
                    «…айона и письмо №77 акиму области.…»
                audit-letter-unknown: Letter № 77 is not in the table of letters.
                    «…бласти. Письмо №77 ждали. На письм…»
                audit-letter-unknown: Letter № 77 is not in the table of letters.
                    «…дали. На письмо №77 ответа нет.»
            "#]],
        );
    }
}
