//! An official letter as a paper. Its template stands in the catalogue, `letters/<kind>/<kk|ru>.html`: the same small HTML
//! and the same template language as the pages of a report form, but over one value, [`Letter`], that the caller has made
//! of records. A letter holds no figures of a report: its numbers are those of its recommendations.

use crate::document::Document;
use crate::page;
use crate::template::{lines, render};
use auyl_domain::{Catalogue, Finding, Lang};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// The folder of the catalogue with the templates.
const FOLDER: &str = "letters/";
/// The kind whose template is taken where a kind has none.
const PLAIN: &str = "other";

/// What a template may say. Texts are as people read them, in the language of the letter; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// `kk` or `ru`.
    pub lang: &'static str,
    /// Its number; empty while it is a draft.
    pub number: String,
    /// Its day, long.
    pub day: String,
    /// Who sends it: name, then address, telephone and business number as lines.
    pub sender: String,
    /// Lines below the sender's name.
    pub sender_lines: Vec<String>,
    /// To whom, line by line.
    pub addressee: Vec<String>,
    /// About what.
    pub subject: String,
    /// Paragraphs before the recommendations; the template's own where there are none.
    pub text: Vec<String>,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// Post of who signs.
    pub post: String,
    /// Who signs.
    pub head: String,
}

/// One recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// What is to be done.
    pub text: String,
    /// The village.
    pub place: String,
    /// The street, building or paper that it is about.
    pub object: String,
    /// How many people it is about.
    pub people: String,
    /// What it costs, in tenge.
    pub amount: String,
    /// On what it rests.
    pub basis: String,
    /// What proves it.
    pub evidence: String,
}

/// The languages that letters are written in: those of the state.
pub const LANGUAGES: [Lang; 2] = [Lang::Kk, Lang::Ru];

/// The letter as its template sets it.
pub fn write(catalogue: &Catalogue, kind: &str, letter: &Letter) -> (Document, Vec<Finding>) {
    let path = |kind: &str| format!("{FOLDER}{kind}/{}.html", letter.lang);
    let known = [path(kind), path(PLAIN)].into_iter().find_map(|path| Some((catalogue.file(&path)?, path)));
    let Some((template, path)) = known else {
        let finding = Finding::severe("form-page-missing").with("file", path(kind));
        return (Document::default(), vec![finding]);
    };
    match render(template, &path, said(letter)) {
        Ok(html) => page::read(&html, &BTreeMap::new()),
        Err(finding) => (Document::default(), vec![*finding]),
    }
}

/// The letter as a template names it.
fn said(letter: &Letter) -> Value {
    let ask = |ask: &Ask| {
        context! {
            text => ask.text.as_str(),
            place => ask.place.as_str(),
            object => ask.object.as_str(),
            people => ask.people.as_str(),
            amount => ask.amount.as_str(),
            basis => ask.basis.as_str(),
            evidence => ask.evidence.as_str(),
        }
    };
    context! {
        lang => letter.lang,
        number => letter.number.as_str(),
        day => letter.day.as_str(),
        sender => letter.sender.as_str(),
        sender_lines => lines(&letter.sender_lines),
        addressee => lines(&letter.addressee),
        subject => letter.subject.as_str(),
        text => lines(&letter.text),
        asks => letter.asks.iter().map(ask).collect::<Vec<Value>>(),
        enclosures => lines(&letter.enclosures),
        post => letter.post.as_str(),
        head => letter.head.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;
    use expect_test::{Expect, expect};

    fn letter(lang: &'static str) -> Letter {
        Letter {
            lang,
            number: "01-18/47".into(),
            day: "25 ноября 2024 года".into(),
            sender: "Альянс сельских инициатив".into(),
            sender_lines: vec!["Улги, 00".into(), "+7 700 000 00 01".into()],
            addressee: vec!["Акиму района".into(), "Асанову Б. <К>".into()],
            subject: "Рекомендации по селу Камыстыбас".into(),
            asks: vec![
                Ask {
                    text: "Провести газ & не забыть про школу.".into(),
                    place: "Камыстыбас".into(),
                    object: "газопровод".into(),
                    people: "2 000".into(),
                    basis: "протокол".into(),
                    ..Ask::default()
                },
                Ask { text: "Открыть школьный зал.".into(), ..Ask::default() },
            ],
            enclosures: vec!["карта потребностей".into()],
            post: "Исполнительный директор".into(),
            head: "Нурсеитова А. К.".into(),
            ..Letter::default()
        }
    }

    fn check(kind: &str, letter: &Letter, expected: Expect) {
        let (document, findings) = write(&catalogue(), kind, letter);
        assert_eq!(findings, Vec::new());
        let texts = document.sections.iter().flat_map(|section| &section.blocks).map(|block| block.plain());
        expected.assert_eq(&texts.map(|text| format!("{text}\n")).collect::<String>());
    }

    #[test]
    fn a_letter_says_who_asks_whom_for_what() {
        check(
            "recommendations",
            &letter("ru"),
            expect![[r#"
            Альянс сельских инициатив
            Улги, 00
            +7 700 000 00 01
            № 01-18/47
            25 ноября 2024 года
            Акиму района
            Асанову Б. <К>
            Рекомендации по селу Камыстыбас
            На собраниях и встречах жители назвали проблемы своего села и предложили, что нужно сделать. Просим рассмотреть эти предложения и ответить по каждому в отдельности: принято, принято частично, отказано (с указанием причины) или направлено в другой орган.
            №	Что предлагается сделать	Где и для кого	Основание
            1	Провести газ & не забыть про школу.	Камыстыбас
            Объект: газопровод
            Касается 2 000 чел.	протокол
            2	Открыть школьный зал.		
            Срок рассмотрения – 15 рабочих дней со дня регистрации (статья 76 Административного процедурно-процессуального кодекса). Ответ просим дать на государственном языке или на языке обращения, с указанием причин по тем предложениям, которые не приняты.
            Приложения:
            карта потребностей
            Исполнительный директор ____________________ Нурсеитова А. К.
        "#]],
        );
        check(
            "recommendations",
            &letter("kk"),
            expect![[r#"
            Альянс сельских инициатив
            Улги, 00
            +7 700 000 00 01
            № 01-18/47
            25 ноября 2024 года
            Акиму района
            Асанову Б. <К>
            Рекомендации по селу Камыстыбас
            Жиындар мен кездесулерде тұрғындар ауылының мәселелерін атап, не істеу керегін ұсынды. Осы ұсыныстарды қарап, әрқайсысына жеке жауап беруіңізді сұраймыз: қабылданды, ішінара қабылданды, бас тартылды (себебі көрсетіліп) немесе басқа органға жолданды.
            №	Не істеу ұсынылады	Қай жерде және кім үшін	Негізі
            1	Провести газ & не забыть про школу.	Камыстыбас
            Нысан: газопровод
            2 000 адамға қатысты	протокол
            2	Открыть школьный зал.		
            Қарау мерзімі – тіркелген күннен бастап 15 жұмыс күні (Әкімшілік рәсімдік-процестік кодекстің 76-бабы). Жауапты мемлекеттік тілде немесе өтініш тілінде, қабылданбаған ұсыныстардың себебін көрсетіп беруіңізді сұраймыз.
            Қосымшалар:
            карта потребностей
            Исполнительный директор ____________________ Нурсеитова А. К.
        "#]],
        );
    }

    #[test]
    fn a_kind_without_a_template_is_written_as_any_other_letter() {
        let letter =
            Letter { asks: Vec::new(), text: vec!["Просим дать справку.".into()], ..letter("ru") };
        check(
            "request",
            &letter,
            expect![[r#"
            Альянс сельских инициатив
            Улги, 00
            +7 700 000 00 01
            № 01-18/47
            25 ноября 2024 года
            Акиму района
            Асанову Б. <К>
            Рекомендации по селу Камыстыбас
            Просим дать справку.
            Приложения:
            карта потребностей
            Исполнительный директор ____________________ Нурсеитова А. К.
        "#]],
        );
    }
}
