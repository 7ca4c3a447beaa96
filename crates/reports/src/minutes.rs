//! The minutes of a gathering or assembly as a paper. The template stands in the catalogue, `minutes/<kk|ru>.html`: the same
//! small HTML and template language as the pages of a report form, over one value, [`Minutes`], that the caller has made of
//! what was recorded. What was not recorded is empty there and a dash or a line to write on in the paper.

use crate::document::Document;
use crate::page;
use crate::template::{lines, render};
use auyl_domain::{Catalogue, Finding, Lang};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The languages that minutes are written in: those of the state.
pub const LANGUAGES: [Lang; 2] = [Lang::Kk, Lang::Ru];

/// What a template may say. Texts are as people read them, in the language of the minutes; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// `kk` or `ru`.
    pub lang: &'static str,
    /// Word of the kind of meeting.
    pub kind: &'static str,
    /// Number of the minutes.
    pub number: String,
    /// Whether the meeting is still ahead.
    pub is_draft: bool,
    /// The rural district.
    pub district: String,
    /// The village.
    pub place: String,
    /// The part of it that a separate gathering is of.
    pub part: String,
    /// The day, long.
    pub day: String,
    /// Time of day.
    pub starts_at: String,
    /// Word of who convened it.
    pub initiator: String,
    /// Signatures of members who asked for it.
    pub signatures: String,
    /// The day of the notice, long.
    pub announced: String,
    /// Where it was announced.
    pub notice: String,
    /// Members entitled to take part.
    pub members: String,
    /// Members without whom nothing is decided.
    pub quorum: String,
    /// Those who came and may vote.
    pub present: String,
    /// Whether they are enough.
    pub has_quorum: bool,
    /// Post of who opened it.
    pub opened_by: String,
    /// Name of the chair.
    pub chair: String,
    /// Name of the secretary.
    pub secretary: String,
    /// The agenda with everything about it.
    pub questions: Vec<Question>,
    /// Names of those whom a separate gathering elected.
    pub representatives: Vec<String>,
    /// Names of those who came and may vote.
    pub people: Vec<String>,
    /// Names of the others who came.
    pub guests: Vec<String>,
    /// The day on which the minutes were handed to the akim, long.
    pub handed: String,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub number: i64,
    /// What it asks.
    pub title: String,
    /// What the law calls it.
    pub matter: String,
    /// Act and article.
    pub law: String,
    /// Who said what, line by line.
    pub speeches: Vec<String>,
    /// Whether votes were counted.
    pub is_voted: bool,
    /// For.
    pub votes_for: i64,
    /// Against.
    pub votes_against: i64,
    /// Abstained.
    pub votes_abstained: i64,
    /// Whether more than half of those present were for it.
    pub is_carried: bool,
    /// What was decided.
    pub decision: String,
}

/// The minutes as their template sets them.
pub fn write(catalogue: &Catalogue, minutes: &Minutes) -> (Document, Vec<Finding>) {
    let path = format!("minutes/{}.html", minutes.lang);
    let Some(template) = catalogue.file(&path) else {
        return (Document::default(), vec![Finding::severe("form-page-missing").with("file", path)]);
    };
    match render(template, &path, said(minutes)) {
        Ok(html) => page::read(&html, &BTreeMap::new()),
        Err(finding) => (Document::default(), vec![*finding]),
    }
}

/// The minutes as a template names them.
fn said(minutes: &Minutes) -> Value {
    let question = |of: &Question| {
        context! {
            number => of.number,
            title => of.title.as_str(),
            matter => of.matter.as_str(),
            law => of.law.as_str(),
            speeches => lines(&of.speeches),
            is_voted => of.is_voted,
            votes_for => of.votes_for,
            votes_against => of.votes_against,
            votes_abstained => of.votes_abstained,
            is_carried => of.is_carried,
            decision => of.decision.as_str(),
        }
    };
    context! {
        lang => minutes.lang,
        kind => minutes.kind,
        number => minutes.number.as_str(),
        is_draft => minutes.is_draft,
        district => minutes.district.as_str(),
        place => minutes.place.as_str(),
        part => minutes.part.as_str(),
        day => minutes.day.as_str(),
        starts_at => minutes.starts_at.as_str(),
        initiator => minutes.initiator.as_str(),
        signatures => minutes.signatures.as_str(),
        announced => minutes.announced.as_str(),
        notice => minutes.notice.as_str(),
        members => minutes.members.as_str(),
        quorum => minutes.quorum.as_str(),
        present => minutes.present.as_str(),
        has_quorum => minutes.has_quorum,
        opened_by => minutes.opened_by.as_str(),
        chair => minutes.chair.as_str(),
        secretary => minutes.secretary.as_str(),
        questions => minutes.questions.iter().map(question).collect::<Vec<Value>>(),
        representatives => lines(&minutes.representatives),
        people => lines(&minutes.people),
        guests => lines(&minutes.guests),
        handed => minutes.handed.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;
    use expect_test::{Expect, expect};

    fn minutes(lang: &'static str) -> Minutes {
        Minutes {
            lang,
            kind: "separate_gathering",
            number: "1".into(),
            day: "13 мая 2024 года".into(),
            place: "Улги".into(),
            part: "улица <Абая>".into(),
            members: "290".into(),
            quorum: "29".into(),
            present: "31".into(),
            has_quorum: true,
            chair: "Динара С.".into(),
            questions: vec![
                Question {
                    number: 1,
                    title: "Кто пойдёт на сход".into(),
                    speeches: vec!["Сауле: нас трое.".into()],
                    is_voted: true,
                    votes_for: 20,
                    votes_against: 5,
                    votes_abstained: 6,
                    is_carried: true,
                    decision: "Избрать Динару.".into(),
                    ..Question::default()
                },
                Question { number: 2, title: "Арык".into(), ..Question::default() },
            ],
            people: vec!["Динара С.".into(), "Сауле & Ко".into()],
            ..Minutes::default()
        }
    }

    fn check(minutes: &Minutes, expected: Expect) {
        let (document, findings) = write(&catalogue(), minutes);
        assert!(findings.is_empty(), "{findings:?}");
        expected.assert_eq(&document.plain());
    }

    #[test]
    fn minutes_say_the_five_things_and_leave_lines_for_what_is_not_known() {
        check(
            &minutes("ru"),
            expect![[r#"
                ПРОТОКОЛ № 1
                раздельного схода местного сообщества
                1. Дата и место проведения
                13 мая 2024 года. Улги, улица <Абая>.
                Созван акимом. Оповещение: –.
                2. Члены местного сообщества, имеющие право участвовать
                Всего: 290. Сход правомочен при участии не менее 10 % членов: 29.
                3. Присутствующие
                Присутствовали и имели право голоса: 31. Кворум имеется. Список прилагается.
                4. Председатель и секретарь
                Открытым голосованием избраны председатель: Динара С., секретарь: ____________________.
                5. Повестка дня, выступления, решения
                Повестка дня:
                Кто пойдёт на сход
                Арык
                1. Кто пойдёт на сход
                Выступили:
                Сауле: нас трое.
                Голосовали: за – 20, против – 5, воздержались – 6.
                Решили: Избрать Динару.
                2. Арык
                Голосовали: за – ____, против – ____, воздержались – ____.
                Решили: ________________________________________
                Председатель ____________________ Динара С.
                Секретарь ____________________
                Передан акиму «___» ____________ 20___ года.
                Список присутствующих
                13 мая 2024 года, Улги
                №	Фамилия, имя, отчество	Подпись
                1	Динара С.	
                2	Сауле & Ко	"#]],
        );
        check(
            &minutes("kk"),
            expect![[r#"
                Жергілікті қоғамдастықтың бөлек жиынының
                № 1 ХАТТАМАСЫ
                1. Өткізілген күні мен орны
                13 мая 2024 года. Улги, улица <Абая>.
                Әкім шақырды. Хабарланған күні: –.
                2. Қатысуға құқығы бар қоғамдастық мүшелері
                Барлығы: 290. Мүшелерінің кемінде 10 %-ы қатысса, жиын өтті деп саналады: 29.
                3. Қатысқандар
                Қатысып, дауыс беруге құқығы болғандар: 31. Кворум бар. Тізімі қоса беріледі.
                4. Төраға мен хатшы
                Ашық дауыспен сайланғандар: төраға – Динара С., хатшы – ____________________.
                5. Күн тәртібі, сөйлегендер, шешімдер
                Күн тәртібі:
                Кто пойдёт на сход
                Арык
                1. Кто пойдёт на сход
                Сөйлегендер:
                Сауле: нас трое.
                Дауыс берілді: жақтаған – 20, қарсы – 5, қалыс қалған – 6.
                Шешілді: Избрать Динару.
                2. Арык
                Дауыс берілді: жақтаған – ____, қарсы – ____, қалыс қалған – ____.
                Шешілді: ________________________________________
                Төраға ____________________ Динара С.
                Хатшы ____________________
                Әкімге 20___ жылғы «___» ____________ тапсырылды.
                Қатысқандар тізімі
                13 мая 2024 года, Улги
                №	Тегі, аты, әкесінің аты	Қолы
                1	Динара С.	
                2	Сауле & Ко	"#]],
        );
    }

    #[test]
    fn minutes_of_nothing_are_a_blank() {
        let blank = Minutes {
            lang: "ru",
            kind: "gathering",
            day: "13 мая 2024 года".into(),
            is_draft: true,
            ..Minutes::default()
        };
        check(
            &blank,
            expect![[r#"
                ПРОТОКОЛ № ____
                схода местного сообщества
                Заготовка: встречи ещё не было.
                1. Дата и место проведения
                13 мая 2024 года. –.
                Созван акимом. Оповещение: –.
                2. Члены местного сообщества, имеющие право участвовать
                Всего: –. Сход правомочен при участии не менее 10 % членов: –.
                3. Присутствующие
                Присутствовали и имели право голоса: ____. Кворум ____________. Список прилагается.
                4. Председатель и секретарь
                Открытым голосованием избраны председатель: ____________________, секретарь: ____________________.
                5. Повестка дня, выступления, решения
                Повестка дня не внесена.
                Председатель ____________________
                Секретарь ____________________
                Передан акиму «___» ____________ 20___ года.
                Список присутствующих
                13 мая 2024 года, –
                №	Фамилия, имя, отчество	Подпись
                	Никто не внесён	"#]],
        );
    }
}
