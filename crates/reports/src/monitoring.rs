//! The sheet of a monitoring of the budget as a paper. The template stands in the catalogue, `monitoring/<kk|ru>.html`: the same
//! small HTML and template language as minutes and letters, over one value, [`Sheet`], that the caller has made of what was
//! recorded. What was not recorded is a dash or a line to write on.

use crate::document::Document;
use crate::page;
use crate::template::{lines, render};
use auyl_domain::{Catalogue, Finding};
use minijinja::{Value, context};
use std::collections::BTreeMap;

/// What a template may say. Texts are as people read them, in the language of the sheet; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// `kk` or `ru`.
    pub lang: &'static str,
    /// The rural district.
    pub district: String,
    /// The village.
    pub place: String,
    /// The year of the budget.
    pub year: String,
    /// `first`, `second` or `extra`.
    pub half: String,
    /// The day, long.
    pub day: String,
    /// Plan and execution.
    pub rows: Vec<Row>,
    /// What was found, line by line.
    pub found: Vec<String>,
    /// Experts who were invited.
    pub experts: String,
    /// The day on which the assembly heard it, long.
    pub heard: String,
    /// Recommendations.
    pub advice: Vec<Advice>,
    /// The akim's conclusion, line by line.
    pub conclusion: Vec<String>,
    /// Its day, long.
    pub concluded: String,
    /// Names of the members of the commission; none for who may not read them.
    pub members: Vec<String>,
    /// The day on which they signed, long.
    pub signed: String,
}

/// A row of plan and execution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whether it is a part of the decision; then it has a number.
    pub is_part: bool,
    /// Its number.
    pub number: usize,
    /// What it is.
    pub title: String,
    /// Planned, in thousand tenge.
    pub plan: String,
    /// Carried out, in thousand tenge.
    pub achieved: String,
    /// Of the plan, in per cent.
    pub share: String,
}

/// A recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// Its number.
    pub number: i64,
    /// What is recommended.
    pub text: String,
    /// What the akim said.
    pub answer: String,
    /// Why.
    pub reason: String,
}

/// The sheet as its template sets it.
pub fn write(catalogue: &Catalogue, sheet: &Sheet) -> (Document, Vec<Finding>) {
    let path = format!("monitoring/{}.html", sheet.lang);
    let Some(template) = catalogue.file(&path) else {
        return (Document::default(), vec![Finding::severe("form-page-missing").with("file", path)]);
    };
    match render(template, &path, said(sheet)) {
        Ok(html) => page::read(&html, &BTreeMap::new()),
        Err(finding) => (Document::default(), vec![*finding]),
    }
}

/// The sheet as a template names it.
fn said(sheet: &Sheet) -> Value {
    let row = |of: &Row| {
        context! {
            is_part => of.is_part,
            number => of.number,
            title => of.title.as_str(),
            plan => of.plan.as_str(),
            achieved => of.achieved.as_str(),
            share => of.share.as_str(),
        }
    };
    let advice = |of: &Advice| {
        context! {
            number => of.number,
            text => of.text.as_str(),
            answer => of.answer.as_str(),
            reason => of.reason.as_str(),
        }
    };
    context! {
        lang => sheet.lang,
        district => sheet.district.as_str(),
        place => sheet.place.as_str(),
        year => sheet.year.as_str(),
        half => sheet.half.as_str(),
        day => sheet.day.as_str(),
        rows => sheet.rows.iter().map(row).collect::<Vec<Value>>(),
        found => lines(&sheet.found),
        experts => sheet.experts.as_str(),
        heard => sheet.heard.as_str(),
        advice => sheet.advice.iter().map(advice).collect::<Vec<Value>>(),
        conclusion => lines(&sheet.conclusion),
        concluded => sheet.concluded.as_str(),
        members => lines(&sheet.members),
        signed => sheet.signed.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;
    use expect_test::{Expect, expect};

    fn sheet(lang: &'static str) -> Sheet {
        Sheet {
            lang,
            place: "Улги".into(),
            year: "2024".into(),
            half: "first".into(),
            day: "5 июля 2024 года".into(),
            rows: vec![
                Row {
                    is_part: true,
                    number: 1,
                    title: "Доходы".into(),
                    plan: "94 640".into(),
                    achieved: "47 300".into(),
                    share: "50 %".into(),
                },
                Row { title: "Налоги <все>".into(), plan: "9 800".into(), ..Row::default() },
            ],
            found: vec!["Налоги поступают по плану.".into()],
            advice: vec![Advice {
                number: 1,
                text: "Осветить улицу".into(),
                answer: "Принята".into(),
                reason: String::new(),
            }],
            ..Sheet::default()
        }
    }

    fn check(sheet: &Sheet, expected: Expect) {
        let (document, findings) = write(&catalogue(), sheet);
        assert!(findings.is_empty(), "{findings:?}");
        expected.assert_eq(&document.plain());
    }

    #[test]
    fn a_sheet_says_what_was_compared_and_leaves_lines_for_what_is_to_come() {
        check(
            &sheet("ru"),
            expect![[r#"
            ЛИСТ МОНИТОРИНГА
            исполнения бюджета, 2024 год, первое полугодие
            Село: Улги. Дата мониторинга: 5 июля 2024 года. Проведён комиссией собрания местного сообщества по пункту 4 статьи 39-3 Закона № 148.
            1. План и исполнение, тыс. тенге
            Наименование	План года	Исполнено за полугодие	% плана
            1) Доходы	94 640	47 300	50 %
            Налоги <все>	9 800	–	–
            2. Что установлено
            Налоги поступают по плану.
            3. Рекомендации собрания
            Отчёт комиссии заслушан собранием «___» ____________ 20___ года.
            №	Рекомендация	Ответ акима	Обоснование
            1	Осветить улицу	Принята	
            4. Мотивированное заключение акима
            ________________________________________________________________
            Аким представляет заключение к следующему собранию.
            Члены комиссии:
            ____________________
            ____________________
            ____________________"#]],
        );
        check(
            &sheet("kk"),
            expect![[r#"
            МОНИТОРИНГ ПАРАҒЫ
            бюджеттің атқарылуы, 2024 жыл, бірінші жартыжылдық
            Ауыл: Улги. Мониторинг күні: 5 июля 2024 года. № 148 Заңның 39-3-бабының 4-тармағына сәйкес жергілікті қоғамдастық жиналысының комиссиясы өткізді.
            1. Жоспар және орындалуы, мың теңге
            Атауы	Жылдық жоспар	Жартыжылдықта орындалғаны	Жоспардың %-ы
            1) Доходы	94 640	47 300	50 %
            Налоги <все>	9 800	–	–
            2. Не анықталды
            Налоги поступают по плану.
            3. Жиналыстың ұсынымдары
            Комиссияның есебі 20___ жылғы «___» ____________ жиналыста тыңдалды.
            №	Ұсыным	Әкімнің жауабы	Негіздемесі
            1	Осветить улицу	Принята	
            4. Әкімнің дәлелді қорытындысы
            ________________________________________________________________
            Әкім қорытындыны келесі жиналысқа ұсынады.
            Комиссия мүшелері:
            ____________________
            ____________________
            ____________________"#]],
        );
    }

    #[test]
    fn a_sheet_of_nothing_is_a_blank() {
        check(
            &Sheet { lang: "ru", half: "extra".into(), ..Sheet::default() },
            expect![[r#"
            ЛИСТ МОНИТОРИНГА
            исполнения бюджета, ____ год, внеочередной
            Село: –. Дата мониторинга: ____________. Проведён комиссией собрания местного сообщества по пункту 4 статьи 39-3 Закона № 148.
            1. План и исполнение, тыс. тенге
            Строки бюджета не внесены.
            2. Что установлено
            ________________________________________________________________
            3. Рекомендации собрания
            Отчёт комиссии заслушан собранием «___» ____________ 20___ года.
            Рекомендаций нет.
            4. Мотивированное заключение акима
            ________________________________________________________________
            Аким представляет заключение к следующему собранию.
            Члены комиссии:
            ____________________
            ____________________
            ____________________"#]],
        );
    }
}
