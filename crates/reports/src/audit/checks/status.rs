//! # What it does
//! Finds things that are called done in one place and begun in another: NGOs "созданы", whose papers "переданы на регистрацию".
//!
//! # Why it matters
//! An indicator is reached by a certificate of registration; papers that were handed in reach nothing yet.
//!
//! # Example
//! "Созданы неправительственные организации" and "активисты передали документы на регистрацию".

use super::Check;
use crate::audit::claims::Said;
use crate::audit::lexer::Kind;
use crate::audit::paper::{Paper, Text};
use crate::audit::remark::{Quote, Remark};
use crate::audit::vocabulary::{Counted, Hit, Meaning};
use auyl_domain::Severity;
use std::ops::Range;

pub(super) const CHECK: Check = Check { codes: &["audit-status"], run };

/// Between a word for a status and the organisation it is said of stand no more pieces than these.
const NEAR: usize = 8;
/// Pieces between the name of a field and its colon.
const FIELD: usize = 8;
/// A cell of no known column with no more pieces is a label.
const LABEL: usize = 7;

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut done = Vec::new();
    let mut begun = Vec::new();
    let (mut existing, mut implied) = (Vec::new(), Vec::new());
    for (passage, text) in paper.passages() {
        // A few words in a table name what is counted, they claim nothing.
        let is_label = text.where_.role.as_deref() == Some("label")
            || passage.place.table.is_some() && text.where_.role.is_none() && text.tokens.len() <= LABEL;
        let said = paper.said(text);
        // Who runs the project, and the address where it is registered, stand in fields.
        let is_field = ["field_name", "field_head", "field_address"].iter().any(|field| {
            said.listed(field).any(|hit| text.tokens[hit.to..].iter().take(FIELD).any(|token| token.is(':')))
        });
        if text.where_.is_plan() || text.where_.is_heading || is_label || is_field {
            continue;
        }
        let quote = |hit: &Hit<Meaning>| {
            Quote::part(passage.place.passage, text.tokens[hit.from].at.start..text.tokens[hit.to - 1].at.end)
        };
        let n_done = done.len();
        done.extend(said.listed("status_done").filter(|hit| is_claimed(paper, text, hit)).map(quote));
        if done.len() == n_done {
            existing.extend(exists(paper, text).map(quote));
        }
        let phrase = said.listed("status_begun").next();
        let handed = || said.listed("status_handed").find(|hit| is_handed_in(paper, text, hit));
        // Papers that were handed in and came back registered are told one after the other.
        let came_back = |begun: &&Hit<Meaning>| {
            let is_denied = |hit: &Hit<Meaning>| {
                said.listed("negation").any(|not| not.to == hit.from || (hit.to..hit.to + 3).contains(&not.from))
            };
            let is_received = said.listed("status_received").any(|hit| hit.from >= begun.to && !is_denied(hit));
            is_received || is_issued(&said, begun.to..text.tokens.len())
        };
        let told = phrase.or_else(handed);
        begun.extend(told.filter(|hit| !came_back(hit)).map(quote));
        if told.is_none() {
            implied.extend(waits(paper, text).map(quote));
        }
    }
    // What a verb says goes before what the rest of a sentence says.
    let is_said = !done.is_empty() && !begun.is_empty();
    let (severity, ground) = if is_said { (Severity::Severe, "") } else { (Severity::Warning, "implied") };
    let done = if done.is_empty() { existing } else { done };
    let begun = if begun.is_empty() { implied } else { begun };
    if done.is_empty() || begun.is_empty() {
        return Vec::new();
    }
    let quotes = done.into_iter().take(3).chain(begun.into_iter().take(3)).collect();
    vec![Remark::new("audit-status", severity, quotes).on(ground)]
}

/// "Справка о государственной регистрации выдана 3 июля": a certificate, and that it was given.
fn is_issued(said: &Said<'_>, within: Range<usize>) -> bool {
    said.listed("status_certificate").filter(|hit| within.contains(&hit.from)).any(|certificate| {
        let clause = certificate.to..said.sentence(certificate.from).end;
        let has = |list: &str| said.says(list, &clause);
        has("given") && !said.is_open(&clause)
    })
}

/// An organisation that a passage names: its place, and whether the word may as well mean the one that runs the project.
fn organisations(paper: &Paper<'_>, text: &Text) -> Vec<(usize, bool)> {
    let said = paper.said(text);
    let named = text.hits.iter().filter_map(|hit| match hit.meaning {
        Meaning::Quantity(quantity) => {
            let is_one = matches!(paper.vocabulary.quantities[quantity].id.as_str(), "ngos" | "new_ngos");
            is_one.then_some((hit.from, said.is_in("loose_organisation", hit.from)))
        }
        _ => None,
    });
    named.collect()
}

/// A sentence names an organisation with what only a registered one has (a certificate, a number in the register), or calls it
/// new, and nothing in it is still to come: it exists, whatever verb says so.
fn exists<'t>(paper: &Paper<'_>, text: &'t Text) -> Option<&'t Hit<Meaning>> {
    let said = paper.said(text);
    let named = organisations(paper, text);
    let list = |id: &str| paper.vocabulary.list(id).map(Meaning::List);
    let (legal, certificate, new) = (list("status_legal"), list("status_certificate"), list("status_new"));
    let registration = list("registration");
    text.hits.iter().find(|hit| {
        let sentence = said.sentence(hit.from);
        let has = |list: &str| said.says(list, &sentence);
        let of = |far: usize| {
            let near = |at: usize| at >= hit.to && at - hit.to <= far;
            named.iter().any(|(at, _)| sentence.contains(at) && (far == usize::MAX || near(*at)))
        };
        let meaning = Some(hit.meaning);
        // "осуществлена государственная регистрация фонда".
        let is_done = meaning == registration && (has("carried_out") || has("status_received"));
        let says = (meaning == legal || meaning == certificate || is_done) && of(usize::MAX) || meaning == new && of(2);
        // "внесено в реестр" hands nothing in, "БСН берілді", "справка выдана" neither; "справка оформляется" does.
        let is_given = has("given");
        let is_open =
            said.is_open(&sentence) || meaning != legal && (has("status_handed") && !is_given || has("status_papers"));
        says && !is_open && !has("status_registrar") && !text.where_.is_plan()
    })
}

/// A sentence names an organisation and its papers, its certificate or its registration, and either the office where these
/// are or that it is not done yet: it waits, whatever verb says so.
fn waits<'t>(paper: &Paper<'_>, text: &'t Text) -> Option<&'t Hit<Meaning>> {
    let said = paper.said(text);
    let named = organisations(paper, text);
    let is_of = |hit: &&Hit<Meaning>| {
        let sentence = said.sentence(hit.from);
        let has = |list: &str| said.says(list, &sentence);
        let (is_named, is_sure) = named
            .iter()
            .filter(|(at, _)| sentence.contains(at))
            .fold((false, false), |(_, sure), (_, is_loose)| (true, sure || !is_loose));
        let counts = said
            .names(&sentence, |of| of.kind == Counted::Events || of.kind == Counted::Evidence && of.per == "events");
        let is_registration = has("status_office") || has("status_certificate");
        let is_at_office = has("status_registrar") && (has("status_papers") || has("registration"));
        let is_open = (has("not_yet") || has("future") || has("negation")) && (is_registration || has("status_papers"));
        // "БИН ещё не присвоен".
        let is_legal = has("status_legal") && !has("not_yet");
        let is_done = has("status_done") || has("status_received") || is_legal;
        is_named && (is_sure || is_registration) && !counts && !is_done && (is_at_office || is_open)
    };
    let about = |id: &str| {
        let list = paper.vocabulary.list(id).map(Meaning::List);
        text.hits.iter().find(|hit| Some(hit.meaning) == list && is_of(hit))
    };
    about("status_office").or_else(|| about("status_certificate")).or_else(|| about("status_papers"))
}

/// An organisation is said to exist: it is the nearest thing that the sentence names beside the word, and the sentence
/// tells neither of what is to come nor of another year than the project's.
fn is_claimed(paper: &Paper<'_>, text: &Text, status: &Hit<Meaning>) -> bool {
    let said = paper.said(text);
    let (sentence, clause) = (said.sentence(status.from), said.clause(status.from));
    if said.says("future", &clause) {
        return false;
    }
    // "не зарегистрировано", "зарегистрировано: 0".
    let is_denied =
        said.listed("negation").any(|hit| hit.to == status.from || (status.to..status.to + 3).contains(&hit.from));
    let is_under_way = said.is_in("under_way", status.to);
    let is_none = text.claims.iter().any(|claim| claim.number.value == 0 && sentence.contains(&claim.token));
    if is_denied || is_none || is_under_way {
        return false;
    }
    let (from, to) =
        paper.frame.period.map_or((i64::MIN, i64::MAX), |(from, to, _)| (i64::from(from.year()), i64::from(to.year())));
    let is_history = text.tokens[sentence.clone()].iter().any(|token| match token.kind {
        Kind::Year(year) => year < from || year > to,
        Kind::Day([day, _, year]) => day.max(year) < from,
        _ => false,
    });
    let far = |hit: &Hit<Meaning>| status.from.saturating_sub(hit.to).max(hit.from.saturating_sub(status.to));
    let is_organisation =
        |quantity: usize| matches!(paper.vocabulary.quantities[quantity].id.as_str(), "ngos" | "new_ngos");
    // "Фонд жителей оформлен": whose it is stands nearer to the word, and is not what it is said of.
    let are_people = |hit: &&Hit<Meaning>| match hit.meaning {
        Meaning::Quantity(quantity) => paper.vocabulary.quantities[quantity].kind == Counted::Persons,
        _ => false,
    };
    // Nor do the words of a name count anything: "ОО «Ұста әйел» зарегистрировано".
    let things =
        text.hits.iter().filter(|hit| sentence.contains(&hit.from) && !are_people(hit) && !text.is_quoted(hit.from));
    let cut = paper.vocabulary.list("organisation_cut").map_or(Meaning::List(usize::MAX), Meaning::List);
    // Of two that stand equally near the organisation: "жители создали фонд".
    let nearest = things
        .filter_map(|hit| match hit.meaning {
            Meaning::Quantity(quantity) => Some((far(hit), !is_organisation(quantity))),
            meaning => (meaning == cut).then(|| (far(hit), false)),
        })
        .min();
    !is_history && nearest.is_some_and(|(far, is_other)| far <= NEAR && !is_other)
}

/// Papers went to where organisations are registered, and nothing came back in the same sentence.
fn is_handed_in(paper: &Paper<'_>, text: &Text, handed: &Hit<Meaning>) -> bool {
    let said = paper.said(text);
    let sentence = said.sentence(handed.from);
    let has = |list: &str| said.says(list, &sentence);
    // People who came are registered, too, on sheets.
    let is_sheet = |at: usize| {
        let covers = |hit: &&Hit<Meaning>| hit.from <= at && at < hit.to;
        text.hits.iter().filter(covers).any(|hit| match hit.meaning {
            Meaning::Quantity(quantity) => paper.vocabulary.quantities[quantity].kind == Counted::Evidence,
            _ => false,
        })
    };
    let has_office = said.listed("status_office").any(|hit| sentence.contains(&hit.from) && !is_sheet(hit.from));
    let names_one = text.hits.iter().any(|hit| match hit.meaning {
        Meaning::Quantity(quantity) => {
            paper.vocabulary.quantities[quantity].kind == Counted::Organisations && sentence.contains(&hit.from)
        }
        _ => false,
    });
    // "тіркеу куәлігі берілді": what was given is the certificate.
    let is_certified = has("status_certificate") && !has("status_papers");
    // "фонд внесён в реестр": nothing is handed in.
    let is_entered = has("status_legal") && !has("status_papers");
    has_office && (has("status_papers") || names_one) && !has("status_received") && !is_certified && !is_entered
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn registered_after_papers_were_handed_in() {
        check(
            "Создан общественный фонд «Ульги».

Документы фонда поданы на регистрацию в органы юстиции 17 июня 2024 года. Справка о государственной регистрации выдана 3 июля 2024 года.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn a_woman_in_the_name_is_not_what_was_registered() {
        check(
            "Документы общественного объединения поданы в орган юстиции и находятся на рассмотрении.

В селе работает ОО «Сход жителей», зарегистрировано.",
            expect![[r#"
                audit-status: It is called done in one place and only begun in another.
                    «…телей», зарегистрировано.» «…объединения поданы в орган юстиц…»
            "#]],
        );
    }

    #[test]
    fn papers_were_handed_in_and_the_certificate_was_given_in_one_sentence() {
        check(
            "Мастерицы учредили общественное объединение «Шебер». Документы поданы 17 июня 2024 года, справка о государственной регистрации выдана 3 июля 2024 года.

Шеберлер қоғамдық бірлестік құрды. Құжат 10 шілдеде тапсырылды, мемлекеттік тіркеу туралы анықтама 29 шілдеде берілді.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn words_of_a_name_count_nothing() {
        check(
            "Пакет документов ОО «Ұста әйел» подан в орган юстиции и находится на рассмотрении.

Работу ведёт ОО «Ұста әйел», которое зарегистрировано в органах юстиции.",
            expect![[r#"
                audit-status: It is called done in one place and only begun in another.
                    «…которое зарегистрировано в орган…» «…О «Ұста әйел» подан в орган юстиц…»
            "#]],
        );
    }

    #[test]
    fn whose_the_fund_is_stands_nearer_than_the_fund() {
        check(
            "Фонд сельчан оформлен.

Документы фонда переданы на регистрацию.",
            expect![[r#"
                audit-status: It is called done in one place and only begun in another.
                    «…онд сельчан оформлен.» «…онда переданы на регистрацию.»
            "#]],
        );
    }

    #[test]
    fn ngos_are_created_in_one_sentence_and_filed_in_another() {
        check(
            "В селах созданы неправительственные организации.

Активисты разработали устав и передали документы на регистрацию.",
            expect![[r#"
                audit-status: It is called done in one place and only begun in another.
                    «В селах созданы неправитель…» «…передали документы на регистрацию…»
            "#]],
        );
    }

    #[test]
    fn a_broadcast_that_was_opened_and_an_old_ngo_claim_nothing() {
        check(
            "4. Период реализации: 13 марта 2024 года – 25 ноября 2024 года

Открыта прямая трансляция встречи.

Общественный фонд зарегистрирован в 1996 году.

Пакет документов передан в ЦОН на регистрацию.",
            expect![[""]],
        );
    }

    #[test]
    fn papers_wait_in_kazakh() {
        check(
            "Ауылда қоғамдық бірлестік құрылды.

Ұйымның жарғысы мен өтініші әділет органдарында қаралуда.",
            expect![[r#"
                audit-status: It is called done in one place and only begun in another.
                    «…ық бірлестік құрылды.» «…ргандарында қаралуда.»
            "#]],
        );
    }

    #[test]
    fn a_registration_that_was_carried_out_is_done_and_the_field_of_an_address_claims_nothing() {
        check(
            "Юридический адрес, по которому организация зарегистрирована: село Ульги

Осуществлена государственная регистрация фонда Айгуль.

Документы фонда переданы на регистрацию.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «…рственная регистрация фонда Айгу…» «…онда переданы на регистрацию.»
            "#]],
        );
    }

    #[test]
    fn a_fund_entered_in_the_register_is_not_handed_in() {
        check("Айгуль создала фонд. Фонд внесён в реестр юридических лиц.", expect![[""]]);
    }

    #[test]
    fn a_package_of_documents_waits() {
        check(
            "Өз қорымызды тіркеп, Айгүл БСН алды.

Бүгінде қордың анықтамасы жоқ, құжаттар топтамасы тексерілуде.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «…ы тіркеп, Айгүл БСН алды.» «…нде қордың анықтамасы жоқ, құжатт…»
            "#]],
        );
    }

    #[test]
    fn a_number_that_was_given_hands_nothing_in() {
        check(
            "Айгүлдің қорын мемлекеттік тіркеу аяқталды, БСН берілді.

Заявление о государственной регистрации фонда принято к рассмотрению.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «…мемлекеттік тіркеу аяқталды, БСН…» «…онда принято к рассмотрению.»
            "#]],
        );
        check(
            "У Айгуль новый общественный фонд.

Документы фонда направлены в регистрирующий орган.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «У Айгуль новый общественный…» «…енты фонда направлены в регистри…»
            "#]],
        );
    }

    #[test]
    fn a_certificate_that_was_given_waits_for_nothing() {
        check("Ульгіде қоғамдық бірлестік құрылып, Айгүлге тіркеу куәлігі берілді.", expect![[""]]);
    }

    #[test]
    fn no_verb_says_that_it_exists_and_that_it_waits() {
        check(
            "У Айгуль из Ульги теперь новый общественный фонд.

Устав фонда Болат видел в юстиции.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «…Ульги теперь новый общественный…» «…олат видел в юстиции.»
            "#]],
        );
        check(
            "Ульгідегі қоғамдық қордың БСН-і бар.

Айгүлдің айтуынша, қордың куәлігі әлі жоқ.",
            expect![[r#"
                audit-status (implied): It is called done in one place and only begun in another.
                    «…ғамдық қордың БСН-і бар.» «…ынша, қордың куәлігі әлі жоқ.»
            "#]],
        );
    }

    #[test]
    fn a_fund_that_is_being_founded_is_not_founded() {
        check(
            "Айгүл Ульгіде құрылып жатқан қорға клубтан орын берді.

Қордың құжаттары тіркеуге тапсырылды.",
            expect![[""]],
        );
    }

    #[test]
    fn a_fund_that_visits_the_registrar_waits_for_nothing() {
        check(
            "В Ульги появился общественный фонд.

Айгуль из фонда позвала на семинар специалиста юстиции с документами. Фонд еще раз собрал соседей. Организация ждет документы.",
            expect![[""]],
        );
    }

    #[test]
    fn sheets_of_registration_are_no_papers_of_an_ngo() {
        check(
            "Создан общественный фонд.

Документы и листы регистрации участников направлены оператору.",
            expect![[""]],
        );
    }
}
