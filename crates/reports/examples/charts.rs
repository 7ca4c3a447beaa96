//! All charts on one page, to look at: `cargo run -p auyl-reports --example charts -- [dark|files] > charts.html`.

use auyl_domain::amount::grouped;
use auyl_domain::value::read_date;
use auyl_domain::{Lang, Quantity};
use auyl_reports::chart::{
    Amount, Band, Bars, Change, Chart, Frame, Line, Progress, Promise, Pyramid, Row, STYLE, Scale, Series, Span,
    Standing, Timeline, Wave,
};

fn amount(number: i64) -> Amount {
    Amount::of(Quantity::Number(number), grouped(number))
}

fn words<const N: usize>(words: [&str; N]) -> [String; N] {
    words.map(str::to_string)
}

fn pyramid() -> Pyramid {
    let bands = [
        ("13–16 жас", 9, 17),
        ("17–22 жас", 16, 36),
        ("23–27 жас", 15, 37),
        ("28–32 жас", 38, 101),
        ("33–45 жас", 48, 114),
        ("46–63 жас", 30, 58),
        ("64 және одан үлкен", 0, 1),
    ];
    let band =
        |(label, left, right): (&str, i64, i64)| Band { label: label.into(), left: amount(left), right: amount(right) };
    Pyramid {
        heading: "Жас тобы".into(),
        sides: words(["Ерлер: 156", "Әйелдер: 364"]),
        bands: bands.map(band).to_vec(),
    }
}

fn bars(stacked: bool) -> Bars {
    let rows = [
        ("Пенсионеры", 40, 64),
        ("Молодежь (14–35 лет)", 61, 152),
        ("Многодетные семьи", 0, 58),
        ("Получатели адресной социальной помощи и семьи, находящиеся в трудной жизненной ситуации", 12, 31),
        ("Самозанятые", 43, 59),
    ];
    let row = |(label, men, women): (&str, i64, i64)| Row {
        label: label.into(),
        values: vec![amount(men), amount(women)],
        total: grouped(men + women),
    };
    Bars {
        heading: "Статус".into(),
        series: vec!["Мужчины".into(), "Женщины".into()],
        stacked,
        rows: rows.map(row).to_vec(),
    }
}

fn line(several: bool) -> Line {
    let labels = ["нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар"];
    let values = |by: i64| [12, 90, 61, 135, 30, 0, 88, 283, 41].map(|n| amount(n * by / 2)).to_vec();
    let mut series = vec![Series { name: "Барлығы".into(), values: values(2) }];
    if several {
        series.push(Series { name: "Әйелдер".into(), values: values(1) });
        series[1].values[5] = Amount::of(Quantity::Nothing, "–");
    }
    Line { heading: "Ай".into(), labels: labels.map(str::to_string).to_vec(), series }
}

fn timeline(wide: bool) -> Timeline {
    let day = |text: &str| read_date(text).expect("a day");
    let spans = [
        ("1.1 Офисы координаторов в трёх сёлах", "2024-03-13", "2024-11-25", Standing::Running),
        ("1.2 Собрания жителей", "2024-04-01", "2024-05-31", Standing::Done),
        (
            "1.3 Уровень вовлеченности населения в решение вопросов местного значения",
            "2024-04-01",
            "2024-10-31",
            Standing::Late,
        ),
        ("2.1 Семинары для активистов", "2024-06-01", "2024-08-31", Standing::Late),
        ("3.4 Истории успеха", "2024-09-01", "2024-10-31", Standing::Ahead),
        ("P.1 Прямой эфир", "2024-11-05", "2024-11-05", Standing::Ahead),
    ];
    let span = |(label, from, to, standing): (&str, &str, &str, Standing)| Span {
        label: label.into(),
        starts: day(from),
        ends: day(to),
        standing,
    };
    Timeline {
        columns: words(["Мероприятие", "Начало", "Конец", "Состояние"]),
        standings: words(["Готово", "Идёт", "Опаздывает", "Впереди"]),
        period: (day("2024-03-13"), day("2024-11-25")),
        today: (day("2024-08-14"), "Сегодня".into()),
        wide,
        spans: spans.map(span).to_vec(),
    }
}

fn progress() -> Progress {
    let promise = |label: &str, actual: i64, target: i64, met: bool| Promise {
        label: label.into(),
        actual: amount(actual),
        target: amount(target),
        met,
    };
    Progress {
        columns: words(["Индикатор", "План", "Факт", "Выполнен"]),
        words: words(["да", "нет"]),
        promises: vec![
            promise("1.2.1 Участники собраний", 283, 90, true),
            promise(
                "1.3.2 Респонденты опроса об уровне вовлечённости населения в решение местных вопросов",
                120,
                150,
                false,
            ),
            promise("2.2.1 Рекомендации переданы", 0, 21, false),
            promise("I.4.1 Охват", 19077, 10000, true),
        ],
    }
}

fn change() -> Change {
    let wave = |label: &str, yes, n, shown: &str, low, high, interval: &str| Wave {
        label: label.into(),
        share: Amount::of(Quantity::ratio(yes, n), shown),
        low,
        high,
        interval: interval.into(),
    };
    Change {
        columns: words(["Волна", "Доля", "95 %"]),
        scale: Scale::Percent,
        waves: vec![
            wave("Начало (316)", 98, 316, "31,0 %", 0.262, 0.363, "26,2–36,3"),
            wave("Конец (294)", 134, 294, "45,6 %", 0.40, 0.513, "40,0–51,3"),
        ],
        said: "Рост на 14,6 п.п., с вероятностью 95 % от 6,9 до 22,0 п.п.".into(),
    }
}

fn main() {
    let asked = std::env::args().nth(1).unwrap_or_default();
    let charts: [(&str, Box<dyn Chart>); 10] = [
        ("pyramid", Box::new(pyramid())),
        ("bars", Box::new(bars(false))),
        ("stacked", Box::new(bars(true))),
        ("line", Box::new(line(false))),
        ("lines", Box::new(line(true))),
        ("progress", Box::new(progress())),
        ("change", Box::new(change())),
        ("timeline", Box::new(timeline(false))),
        ("wide", Box::new(timeline(true))),
        ("empty", Box::new(Bars { heading: String::new(), series: vec![], stacked: false, rows: vec![] })),
    ];
    let light = "--ink:#1d2426;--quiet:#566165;--line:#d9d8d1;--soft:#ecebe4;--good:#256b3c;--warn:#7d5200;--bad:#a3261c;--c-a:#14606b;--c-b:#c8772a;--c-c:#6c5aa8;--c-d:#52823a;--c-e:#b0476f;--c-f:#7a7a72;background:#fff";
    let dark = "--ink:#e7ebea;--quiet:#a3afb1;--line:#344044;--soft:#262f32;--good:#7cc993;--warn:#e6b655;--bad:#f2958b;--c-a:#4fb0bd;--c-b:#e39b55;--c-c:#a596dd;--c-d:#8dbb72;--c-e:#df84a8;--c-f:#a3a39a;background:#1c2325";
    let colours = if asked == "dark" { dark } else { light };
    println!(
        "<!doctype html><meta charset=utf-8><style>:root{{{colours}}} body{{margin:0;padding:16px;font:16px/1.45 system-ui,sans-serif;color:var(--ink)}} section{{display:inline-block;vertical-align:top;width:300px;margin:0 16px 16px 0;overflow-x:auto}} section:nth-of-type(9){{width:740px}}\n{STYLE}</style>"
    );
    for (id, chart) in charts {
        let frame = Frame { id, title: id, about: id, lang: Lang::Ru, standalone: asked == "files" };
        println!("<section>{}</section>", chart.svg(&frame));
    }
}
