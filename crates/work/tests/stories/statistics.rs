//! Statistics of the example project.

use crate::village::{self, example};
use auyl_domain::{Lang, Measure, Quantity};
use auyl_work::statistics::{self, Statistic};
use expect_test::{Expect, expect};

fn said(statistic: &Statistic) -> String {
    let titled = statistic.series.iter().map(|series| series.text.as_str()).collect::<Vec<_>>().join(" | ");
    let mut said = format!("{} {:?} {titled}\n", statistic.key, statistic.shape);
    for group in statistic.groups.iter().take(12) {
        said.push_str(&format!("    {}:", group.label.text));
        for value in &group.values {
            match value.quantity {
                Quantity::Number(number) => said.push_str(&format!(" {number}")),
                Quantity::Ratio { numerator, denominator } => said.push_str(&format!(" {numerator}/{denominator}")),
                Quantity::Nothing => said.push_str(" –"),
            }
            if let Some(uncertainty) = value.uncertainty {
                let interval = uncertainty.interval;
                said.push_str(&format!(" ({:.3}–{:.3})", interval.low, interval.high));
            }
        }
        said.push('\n');
    }
    if let Some(value) = statistic.groups.first().and_then(|group| group.values.first()) {
        said.push_str(&format!("    the first: {}\n", value.measure));
    }
    said
}

fn check(expected: Expect) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let told = village::told(async {
        let project = example(folder.path()).await;
        let all = statistics::statistics(&project, Lang::Ru, None).await.expect("statistics");
        let mut differ = Vec::new();
        for value in all.iter().flat_map(|statistic| &statistic.groups).flat_map(|group| &group.values) {
            let measure = Measure::read(&value.measure, &project.catalogue).expect("a measure");
            let reading = project.store.reading(&project.id, &measure, None, None).await.expect("a reading");
            if reading.value() != value.quantity {
                differ.push(format!("{} is {:?}, not {:?}", value.measure, reading.value(), value.quantity));
            }
        }
        assert_eq!(differ, Vec::<String>::new());
        all.iter().map(said).collect::<String>()
    });
    expected.assert_eq(&told);
}

#[test]
fn each_number_is_what_its_measure_counts() {
    check(expect![[r#"
        statistic-age-gender Pyramid Женский | Мужской
            13–16 лет: 0 0
            17–22 года: 17 9
            23–27 лет: 36 16
            28–32 года: 38 14
            33–45 лет: 181 79
            46–58 лет: 92 38
            59 лет и старше: 0 0
            the first: persons(attendance where age_band = "13_16" and gender = "female") in project
        statistic-status Bars 
            Дети (в том числе дети с инвалидностью): 0
            Молодёжь: 104
            Государственные служащие: 52
            Работники бюджетных организаций: 104
            Лица с инвалидностью: 52
            Люди старшего возраста (от 50 лет и старше): 0
            Безработные: 26
            Представители общественных организаций: 52
            Представители бизнес-сектора: 26
            Другие категории: 104
            the first: persons(attendance where status = "children") in project
        statistic-event-gender Stacked Женский | Мужской
            16.04.2024 Баймурат Батыр Встреча с депутатом областного маслихата: 10 5
            18.04.2024 Камыстыбас Встреча с депутатом областного маслихата: 13 6
            19.04.2024 Гани Муратбаев Встреча с депутатом областного маслихата: 14 5
            03.05.2024 Баймурат Батыр Встреча с депутатами городского, районного маслихата: 13 7
            08.05.2024 Камыстыбас Встреча с депутатами городского, районного маслихата: 13 7
            10.05.2024 Гани Муратбаев Встреча с депутатами городского, районного маслихата: 12 8
            13.05.2024 Баймурат Батыр Собрание по определению проблем села: 19 13
            14.05.2024 Камыстыбас Собрание по определению проблем села: 26 5
            15.05.2024 Гани Муратбаев Собрание по определению проблем села: 21 10
            22.05.2024 Баймурат Батыр Встреча с депутатом Сената Парламента: 11 8
            24.05.2024 Камыстыбас Встреча с депутатом Сената Парламента: 9 9
            28.05.2024 Гани Муратбаев Встреча с депутатом Сената Парламента: 14 5
            the first: count(attendance where event = "de-baimurat-1" and gender = "female") in project
        statistic-months Time 
            Март 2024 года: 0
            Апрель 2024 года: 53
            Май 2024 года: 210
            Июнь 2024 года: 222
            Июль 2024 года: 152
            Август 2024 года: 64
            Сентябрь 2024 года: 83
            Октябрь 2024 года: 78
            Ноябрь 2024 года: 13
            the first: count(attendance where held_on >= 2024-03-01 and held_on <= 2024-03-31) in project
        statistic-engagement Estimates 
            Начальная: 65/160 (0.335–0.481)
            Итоговая: 86/156 (0.475–0.625)
            the first: share(survey_engagement where engaged = yes) at wave = baseline in project
    "#]]);
}
