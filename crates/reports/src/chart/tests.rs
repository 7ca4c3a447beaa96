//! Charts as text, and what holds for every chart whatever it is given: whole XML, no inline style, ids that are
//! unique, coordinates that are numbers, a table whose rows are as long as its header.

use super::*;
use auyl_domain::value::read_date;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

fn amount(number: i64) -> Amount {
    Amount::of(Quantity::Number(number), number.to_string())
}

fn frame(standalone: bool) -> Frame<'static> {
    Frame { id: "ages", title: "Ulgi: age & sex", about: "Women outnumber men.", lang: Lang::Kk, standalone }
}

fn check(chart: &dyn Chart, expected: Expect) {
    let table = chart.table();
    let rows = [table.header].into_iter().chain(table.rows).map(|row| row.join(" | ") + "\n");
    expected.assert_eq(&format!("{}{}", chart.svg(&frame(false)), rows.collect::<String>()));
}

fn pyramid() -> Pyramid {
    let bands = [("13–16", 1, 2), ("17–22", 0, 4)];
    let band = |(label, left, right): (&str, i64, i64)| Band {
        label: label.to_string(),
        left: amount(left),
        right: amount(right),
    };
    Pyramid {
        heading: "Жас".into(),
        sides: ["Ерлер".into(), "Әйелдер".into()],
        bands: bands.into_iter().map(band).collect(),
    }
}

#[test]
fn a_pyramid_of_two_bands() {
    check(
        &pyramid(),
        expect![[r#"
        <svg class="chart" viewBox="0 0 340 86" font-size="13" role="img" aria-labelledby="ages-t ages-d">
        <title id="ages-t">Ulgi: age &amp; sex</title>
        <desc id="ages-d">Women outnumber men.</desc>
        <text x="0" y="14" class="c-strong">Ерлер</text>
        <text x="340" y="14" class="c-strong" text-anchor="end">Әйелдер</text>
        <rect class="c-bar c-a" x="143.4" y="26" width="0" height="22"><title>Ерлер, 17–22: 0</title></rect>
        <rect class="c-bar c-b" x="196.6" y="26" width="130.1" height="22"><title>Әйелдер, 17–22: 4</title></rect>
        <text x="138.4" y="41.5" text-anchor="end">0</text>
        <text x="331.7" y="41.5">4</text>
        <text x="170" y="41.5" class="c-quiet" text-anchor="middle">17–22</text>
        <rect class="c-bar c-a" x="110.8" y="56" width="32.5" height="22"><title>Ерлер, 13–16: 1</title></rect>
        <rect class="c-bar c-b" x="196.6" y="56" width="65.1" height="22"><title>Әйелдер, 13–16: 2</title></rect>
        <text x="105.8" y="71.5" text-anchor="end">1</text>
        <text x="266.7" y="71.5">2</text>
        <text x="170" y="71.5" class="c-quiet" text-anchor="middle">13–16</text>
        </svg>
        Жас | Ерлер | Әйелдер
        13–16 | 1 | 2
        17–22 | 0 | 4
    "#]],
    );
}

#[test]
fn a_progress_that_is_more_than_full_is_full() {
    let promise = |label: &str, actual, target, met| Promise {
        label: label.into(),
        actual: amount(actual),
        target: amount(target),
        met,
    };
    let progress = Progress {
        columns: ["Көрсеткіш".into(), "Жоспар".into(), "Нақты".into(), "Орындалды".into()],
        words: ["иә".into(), "жоқ".into()],
        promises: vec![promise("Жиын", 30, 21, true), promise("Хат", 3, 6, false), promise("Кездесу", 3, 2, false)],
    };
    check(
        &progress,
        expect![[r#"
        <svg class="chart" viewBox="0 0 340 117" font-size="13" role="img" aria-labelledby="ages-t ages-d">
        <title id="ages-t">Ulgi: age &amp; sex</title>
        <desc id="ages-d">Women outnumber men.</desc>
        <text x="0" y="13">Жиын</text>
        <text x="340" y="13" class="c-strong" text-anchor="end">30 / 21 ✓</text>
        <rect class="c-track" x="0" y="18" width="340" height="10"/>
        <rect class="c-bar c-met" x="0" y="18" width="340" height="10"><title>Жиын: 30 / 21 ✓</title></rect>
        <text x="0" y="52">Хат</text>
        <text x="340" y="52" class="c-strong" text-anchor="end">3 / 6</text>
        <rect class="c-track" x="0" y="57" width="340" height="10"/>
        <rect class="c-bar c-unmet" x="0" y="57" width="170" height="10"><title>Хат: 3 / 6</title></rect>
        <text x="0" y="91">Кездесу</text>
        <text x="340" y="91" class="c-strong" text-anchor="end">3 / 2</text>
        <rect class="c-track" x="0" y="96" width="340" height="10"/>
        <rect class="c-bar c-unmet" x="0" y="96" width="340" height="10"><title>Кездесу: 3 / 2</title></rect>
        </svg>
        Көрсеткіш | Жоспар | Нақты | Орындалды
        Жиын | 21 | 30 | иә
        Хат | 6 | 3 | жоқ
        Кездесу | 2 | 3 | жоқ
    "#]],
    );
}

#[test]
fn today_stands_on_the_timeline_and_a_day_is_no_thinner_than_seen() {
    let day = |text: &str| read_date(text).expect("a day");
    let timeline = Timeline {
        columns: ["Іс-шара".into(), "Басы".into(), "Соңы".into(), "Күйі".into()],
        standings: ["Бітті".into(), "Жүріп жатыр".into(), "Кешікті".into(), "Алда".into()],
        period: (day("2024-04-01"), day("2024-05-31")),
        today: (day("2024-05-01"), "Бүгін".into()),
        wide: false,
        spans: vec![Span {
            label: "1.2 Жиын".into(),
            starts: day("2024-04-14"),
            ends: day("2024-04-14"),
            standing: Standing::Late,
        }],
    };
    check(
        &timeline,
        expect![[r#"
        <svg class="chart" viewBox="0 0 340 110" font-size="13" role="img" aria-labelledby="ages-t ages-d">
        <title id="ages-t">Ulgi: age &amp; sex</title>
        <desc id="ages-d">Women outnumber men.</desc>
        <rect class="c-bar c-late" x="0" y="3" width="11" height="11"/>
        <text x="17" y="13">! Кешікті</text>
        <line class="c-grid" x1="0" y1="65" x2="0" y2="83"/>
        <text x="85" y="37" class="c-quiet" text-anchor="middle">сәу</text>
        <line class="c-grid" x1="167.2" y1="65" x2="167.2" y2="83"/>
        <text x="252.2" y="37" class="c-quiet" text-anchor="middle">мам</text>
        <text x="0" y="62">! 1.2 Жиын</text>
        <rect class="c-bar c-late" x="72.5" y="68" width="5.6" height="12"><title>1.2 Жиын: 14.04.2024–14.04.2024, Кешікті</title></rect>
        <line class="c-today" x1="167.2" y1="65" x2="167.2" y2="83"/>
        <text x="167.2" y="105" class="c-strong" text-anchor="middle">Бүгін, 01.05.2024</text>
        </svg>
        Іс-шара | Басы | Соңы | Күйі
        1.2 Жиын | 14.04.2024 | 14.04.2024 | Кешікті
    "#]],
    );
}

#[test]
fn a_scale_ends_at_a_round_number_and_counts_have_no_halves() {
    let said = |most: f64| {
        let (whole, step) = drawing::scale(most);
        format!("{whole:.1} by {step:.1}")
    };
    let scales = [0.0, 1.0, 3.0, 9.0, 283.0, 19_077.0, 0.5].map(said);
    let round = ["1.0 by 1.0", "1.0 by 1.0", "3.0 by 1.0", "9.0 by 3.0", "300.0 by 100.0", "20000.0 by 5000.0"];
    assert_eq!(scales, [round.as_slice(), &["0.6 by 0.2"]].concat()[..]);
}

#[test]
fn a_file_brings_its_colours_and_every_class_of_a_drawing_is_in_the_sheet() {
    let file = pyramid().svg(&frame(true));
    assert!(file.contains(r##"fill="#14606b""##) && file.contains("xmlns="), "{file}");
    assert!(!pyramid().svg(&frame(false)).contains("fill="));
    for class in drawing::SERIES.into_iter().chain(["c-quiet", "c-strong", "c-grid", "c-axis", "c-track", "c-today"]) {
        assert!(STYLE.contains(&format!(".{class}")), "{class}");
    }
    for standing in ["done", "running", "late", "ahead", "met", "unmet"] {
        assert!(STYLE.contains(&format!(".c-bar.c-{standing} ")), "{standing}");
    }
}

/// What must hold of any chart.
fn is_sound(chart: &dyn Chart, id: &str, title: &str) {
    for standalone in [false, true] {
        let frame = Frame { id, title, about: title, lang: Lang::Ru, standalone };
        let svg = chart.svg(&frame);
        let mut reader = Reader::from_str(&svg);
        let (mut open, mut ids) = (0_i32, Vec::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}")) {
                Event::Start(start) => {
                    open += 1;
                    attributes_are_sound(&start, &mut ids);
                }
                Event::Empty(start) => attributes_are_sound(&start, &mut ids),
                Event::End(_) => open -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0, "{svg}");
        assert_eq!(ids.len(), 2, "{svg}");
        assert_ne!(ids[0], ids[1]);
        assert!(svg.contains(&format!(r#"aria-labelledby="{} {}""#, ids[0], ids[1])), "{svg}");
    }
    let table = chart.table();
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()), "{table:?}");
}

fn attributes_are_sound(start: &BytesStart<'_>, ids: &mut Vec<String>) {
    assert_ne!(start.local_name().as_ref(), "style");
    for attribute in start.attributes() {
        let attribute = attribute.expect("an attribute");
        let (key, value) = (attribute.key.as_ref().to_string(), attribute.value.to_string());
        assert_ne!(key, "style");
        if key == "id" {
            ids.push(value);
        } else if ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "width", "height"].contains(&key.as_str()) {
            assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{key}={value}");
        }
    }
}

fn amounts() -> impl Strategy<Value = Amount> {
    let ratio = (any::<i64>(), any::<i64>()).prop_map(|(n, d)| Quantity::ratio(n.into(), d.into()));
    let quantity = prop_oneof![any::<i64>().prop_map(Quantity::Number), ratio, Just(Quantity::Nothing)];
    (quantity, ".{0,12}").prop_map(|(quantity, shown)| Amount::of(quantity, shown))
}

fn days() -> impl Strategy<Value = jiff::civil::Date> {
    (1900_i16..2200, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bars_and_lines_are_sound(
        id in ".{0,8}", title in ".{0,40}", stacked: bool, series in prop::collection::vec(".{0,20}", 0..8),
        rows in prop::collection::vec((".{0,60}", prop::collection::vec(amounts(), 0..8)), 0..14),
    ) {
        let lines = series.iter().zip(&rows).map(|(name, (_, values))| Series { name: name.clone(), values: values.clone() });
        let line = Line { heading: title.clone(), labels: rows.iter().map(|row| row.0.clone()).collect(), series: lines.collect() };
        is_sound(&line, &id, &title);
        let rows = rows.into_iter().map(|(label, values)| Row { total: label.clone(), label, values }).collect();
        is_sound(&Bars { heading: title.clone(), series, stacked, rows }, &id, &title);
    }

    #[test]
    fn pyramids_and_progress_are_sound(
        id in ".{0,8}", title in ".{0,40}", rows in prop::collection::vec((".{0,60}", amounts(), amounts(), any::<bool>()), 0..9),
    ) {
        let columns = || title.clone();
        let bands = rows.iter().map(|(label, left, right, _)| Band { label: label.clone(), left: left.clone(), right: right.clone() });
        is_sound(&Pyramid { heading: columns(), sides: [columns(), columns()], bands: bands.collect() }, &id, &title);
        let promises = rows.into_iter().map(|(label, actual, target, met)| Promise { label, actual, target, met });
        let four = [columns(), columns(), columns(), columns()];
        is_sound(&Progress { columns: four, words: [columns(), columns()], promises: promises.collect() }, &id, &title);
    }

    #[test]
    fn timelines_are_sound(
        title in ".{0,40}", wide: bool, today in days(), period in (days(), days()),
        rows in prop::collection::vec((".{0,90}", days(), days(), 0_usize..4), 0..9),
    ) {
        let four = || [title.clone(), title.clone(), title.clone(), title.clone()];
        let span = |(label, starts, ends, at): (String, _, _, usize)| Span { label, starts, ends, standing: Standing::ALL[at] };
        let spans = rows.into_iter().map(span).collect();
        let today = (today, title.clone());
        is_sound(&Timeline { columns: four(), standings: four(), period, today, wide, spans }, "t", &title);
    }

    #[test]
    fn changes_are_sound(
        title in ".{0,90}", rows in prop::collection::vec((".{0,30}", amounts(), any::<f64>(), any::<f64>()), 0..5),
        is_share in any::<bool>(),
    ) {
        let scale = if is_share { Scale::Percent } else { Scale::Number };
        let wave = |(label, share, low, high): (String, _, _, _)| Wave { interval: label.clone(), label, share, low, high };
        let columns = [title.clone(), title.clone(), title.clone()];
        is_sound(
            &Change { columns, scale, waves: rows.into_iter().map(wave).collect(), said: title.clone() },
            "c",
            &title,
        );
    }
}
