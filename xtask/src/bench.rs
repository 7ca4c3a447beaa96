//! `cargo xtask bench`: how long the slow works take, against what was promised. Builds for release, measures, prints a
//! table and writes nothing into the repository. Ratios are measured in one run of one program; seconds depend on the
//! machine, which is therefore named.

mod auditor;
mod programs;
mod serving;
mod submissions;
mod surveys;

use programs::{Folder, Programs};
use serving::Serving;
use std::process::{Command, ExitCode};

/// A line of the table.
struct Line {
    work: &'static str,
    target: &'static str,
    measured: String,
    is_reached: bool,
}

/// Measures everything. With words as arguments only the works that have one of them in their name; with `--built` what
/// was built last, whatever stands in the sources now.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let (built, words): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| *word == "--built");
    let programs = if built.is_empty() { Programs::build()? } else { Programs::built()? };
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let mut lines = Vec::new();
    for (name, measure) in WORKS {
        if wanted(name) {
            println!("measuring: {name}");
            lines.extend(measure(&programs)?);
        }
    }
    print!("\n{}", table(&machine(), &lines));
    Ok(if lines.iter().all(|line| line.is_reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

type Measuring = fn(&Programs) -> anyhow::Result<Vec<Line>>;

/// What is measured, in the order of the table.
const WORKS: &[(&str, Measuring)] = &[
    ("measures", measures),
    ("import", import),
    ("report", report),
    ("start", start),
    ("serve", serve),
    ("huge", huge),
    ("many", many),
    ("waves", waves),
    ("coverage", coverage),
    ("submissions", submissions::on_sqlite),
    ("submissions-postgres", submissions::on_postgres),
    ("films", submissions::films),
    ("form-list", submissions::form_list),
    ("publish", surveys::publish),
    ("odata", surveys::taken_out),
    ("alike", alike),
    ("voting", voting),
    ("ballots", ballots),
    ("voice", voice),
    ("auditor", auditor::measure),
    ("needs", needs),
];

/// What a survey of 100 000 answers says: each page the first time after a start, then again.
fn waves(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure("bench_measures", "answers", &folder)?;
    let works = [
        ("rounds of a survey with 100 000 answers in 30 villages", "/p/bench/waves"),
        ("one question of it", "/p/bench/waves/survey_engagement/engaged"),
        ("its index of five questions", "/p/bench/waves/survey_engagement/engagement_index"),
    ];
    let line = |(work, path)| {
        let serving = Serving::start(programs, &folder)?;
        let cold = serving.load(&[path], 1, 1.0, 1.0)?.below(100.0);
        let warm = serving.load(&[path], 1, 10.0, 5.0)?.below(95.0);
        Ok(Line {
            work,
            target: "500 ms cold, 50 ms warm",
            measured: format!("{cold:.0} ms cold, {warm:.1} ms warm (95 of 100)"),
            is_reached: cold <= 500.0 && warm <= 50.0,
        })
    };
    works.into_iter().map(line).collect()
}

/// How often the 95 % intervals of surveys hold the truth: a cell is a village and a sample size, over all shares.
fn coverage(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    let works = [
        ("share", "95 % intervals of a share: mean coverage of each village and sample size"),
        ("independent", "… of a change, other people in each wave"),
        ("paired_0", "… of a change, the same people in both waves, answers without correlation"),
        ("paired_3", "… with a correlation of 0.3"),
        ("paired_6", "… with a correlation of 0.6"),
    ];
    let line = |(what, work)| {
        let found = programs.measure("bench_coverage", what, &folder)?;
        let (least, most) = (found.get("cell_least")?, found.get("cell_most")?);
        let (low, high) = (found.get("single_least")?, found.get("single_most")?);
        let mean = found.get("mean")?;
        let measured = format!("{least:.1} to {most:.1} %, mean {mean:.1} (at a single share {low:.1} to {high:.1})");
        Ok(Line { work, target: "94 to 96.5 %", measured, is_reached: least >= 94.0 && most <= 96.5 })
    };
    works.into_iter().map(line).collect()
}

/// Problems that repeat each other: how many are found in the labelled texts, and how fast among many.
fn alike(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    let found = programs.measure("bench_alike", "quality", &folder)?;
    let speed = programs.measure("bench_alike", "speed", &folder)?;
    let line = |work: &'static str, half: &str| -> anyhow::Result<Line> {
        let of = |what: &str| found.get(&format!("{half}_{what}"));
        let (recall_at_5, precision, recall) = (of("recall_at_5")?, of("precision")?, of("recall")?);
        let (texts, alarmed) = (of("texts")?, of("singles_alarmed")?);
        let measured = format!(
            "{recall_at_5:.1} % of {texts} texts' repetitions; called likely: precision {precision:.1}, recall {recall:.1}, \
             false for {alarmed:.1} % of singles"
        );
        Ok(Line { work, target: "90 % among the first five", measured, is_reached: recall_at_5 >= 90.0 })
    };
    let (median, p99) = (speed.get("median_milliseconds")?, speed.get("p99_milliseconds")?);
    let bytes = speed.get("bytes_per_text")?;
    Ok(vec![
        line("repeated problems, texts that the lexicon was tuned on", "tuning")?,
        line("repeated problems, texts held out", "held_out")?,
        Line {
            work: "candidates for a new problem among 100 000: 99 of 100 within",
            target: "30 ms",
            measured: format!("{p99:.1} ms (half of them {median:.2} ms), {bytes} bytes a text"),
            is_reached: p99 <= 30.0,
        },
    ])
}

/// The Method of Equal Shares, exact to the last tiyn.
fn voting(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let works = [
        ("small", "equal shares, 100 projects, 10 000 voters, without completion: median of 5", 0.1, "0.1 s"),
        ("full", "… 64 projects, 6 600 voters, full Add1", 0.5, "0.5 s"),
        ("large", "… 200 projects, 100 000 voters, without completion", 2.0, "2 s"),
    ];
    let line = |(what, work, most, target)| {
        let found = programs.measure_with("bench_voting", &[what])?;
        let (seconds, raised, chosen) = (found.get("seconds")?, found.get("raised")?, found.get("chosen")?);
        let measured = format!("{seconds:.3} s ({raised} raises, {chosen} chosen)");
        Ok(Line { work, target, measured, is_reached: seconds <= most })
    };
    works.into_iter().map(line).collect()
}

/// Ballots out of offline queues, shuffled and repeated: each once.
fn ballots(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let found = programs.measure("bench_ballots", "10000", &Folder::new()?)?;
    let (sent, ballots, used) = (found.get("sent")?, found.get("ballots")?, found.get("used_twice")?);
    let (take, count) = (found.get("take_seconds")?, found.get("count_seconds")?);
    Ok(vec![Line {
        work: "10 000 ballots of 20 phones, shuffled, a third repeated, 1 000 codes on two phones",
        target: "each once",
        measured: format!(
            "{ballots} of {sent} sent count, {used} used codes told; taken in {take:.0} s, counted in {count:.1} s"
        ),
        is_reached: ballots == 10_000.0 && used == 1_000.0 && found.get("unreadable")? == 0.0,
    }])
}

/// The same through the whole path: events followed, texts compared, candidates read.
fn voice(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    let found = programs.measure("bench_voice", "find", &folder)?;
    let (median, p99) = (found.get("median_milliseconds")?, found.get("p99_milliseconds")?);
    let (cold, megabytes) = (found.get("cold_seconds")?, found.get("megabytes")?);
    Ok(vec![Line {
        work: "\"is it one of these?\" among 100 000 problems, while others are recorded: 99 of 100 within",
        target: "30 ms",
        measured: format!("{p99:.1} ms (half of them {median:.1} ms; the first {cold:.1} s), {megabytes:.0} MB"),
        is_reached: p99 <= 30.0,
    }])
}

fn measures(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure("bench_measures", "make", &folder)?;
    let breakdown = programs.measure("bench_measures", "breakdown", &folder)?;
    let compile = programs.measure("bench_measures", "compile", &folder)?;
    let (ours, by_hand) = (breakdown.get("ours_seconds")?, breakdown.get("by_hand_seconds")?);
    let (seconds, megabytes) = (compile.get("seconds")?, compile.get("peak_megabytes")?);
    Ok(vec![
        Line {
            work: "persons(attendance where …) by place, gender, 1 million attendances",
            target: "1.5 × the best SQL by hand",
            measured: format!("{:.2} × ({ours:.2} s against {by_hand:.2} s)", ours / by_hand),
            is_reached: ours <= 1.5 * by_hand,
        },
        Line {
            work: "64 measures of a compile, 1 million attendances",
            target: "3 s, 300 MB",
            measured: format!("{seconds:.2} s, {megabytes} MB"),
            is_reached: seconds <= 3.0 && megabytes <= 300.0,
        },
    ])
}

fn import(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let seconds = programs.measure("bench_work", "import", &Folder::new()?)?.get("import_seconds")?;
    Ok(vec![Line {
        work: "import of 100 000 attendances from XLSX, checked and versioned",
        target: "10 s",
        measured: format!("{seconds:.1} s"),
        is_reached: seconds <= 10.0,
    }])
}

fn report(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let found = programs.measure("bench_work", "report", &Folder::new()?)?;
    let (pages, pdf) = (found.get("pages_milliseconds")?, found.get("pdf_seconds")?);
    let readings = found.get("readings_milliseconds")?;
    Ok(vec![
        Line {
            work: "compile the example's report: DOCX and HTML",
            target: "150 ms",
            measured: format!("{pages} ms"),
            is_reached: pages <= 150.0,
        },
        Line { work: "the same as PDF, warm", target: "2 s", measured: format!("{pdf:.2} s"), is_reached: pdf <= 2.0 },
        Line {
            work: "all readings of that report",
            target: "30 ms",
            measured: format!("{readings:.1} ms"),
            is_reached: readings <= 30.0,
        },
    ])
}

fn start(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let milliseconds = programs.start("--help", 20)?;
    Ok(vec![Line {
        work: "start of the program to --help, median of 20",
        target: "10 ms",
        measured: format!("{milliseconds:.1} ms"),
        is_reached: milliseconds <= 10.0,
    }])
}

/// The example under the load of an office that works all day.
fn serve(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    let serving = Serving::start(programs, &folder)?;
    let idle = serving.megabytes()?;
    let pages = ["/p/auyl", "/p/auyl/indicators", "/p/auyl/r/event", "/p/auyl/r", "/p/auyl/statistics", "/p/auyl/log"];
    serving.load(&pages, 1, 20.0, 2.0)?;
    let weight = serving.weight("/p/auyl")? as f64 / 1024.0;
    let times = serving.load(&pages, 32, 200.0, 15.0)?;
    let (p50, p99) = (times.below(50.0), times.below(99.0));
    Ok(vec![
        Line {
            work: "pages of the example, 200 requests a second by 32 clients: 99 of 100 answer within",
            target: "20 ms",
            measured: format!("{p99:.1} ms (half of them {p50:.1} ms)"),
            is_reached: p99 <= 20.0,
        },
        Line {
            work: "first page over the wire with style sheet and script, gzip",
            target: "30 kB",
            measured: format!("{weight:.1} kB"),
            is_reached: weight <= 30.0,
        },
        Line {
            work: "memory of the idle server",
            target: "60 MB",
            measured: format!("{idle:.0} MB; after the load {:.0} MB", serving.megabytes()?),
            is_reached: idle <= 60.0,
        },
    ])
}

/// The list of a register with a million rows.
fn huge(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure("bench_measures", "make", &folder)?;
    let serving = Serving::start(programs, &folder)?;
    let list = "/p/bench/r/attendance";
    serving.load(&[list], 1, 2.0, 5.0)?;
    let times = serving.load(&[list], 1, 10.0, 10.0)?;
    let p95 = times.below(95.0);
    let mut lines = vec![Line {
        work: "list page of 1 million attendances, warm: 95 of 100 answer within",
        target: "50 ms",
        measured: format!("{p95:.1} ms"),
        is_reached: p95 <= 50.0,
    }];
    let filtered = "/p/bench/r/attendance?is.role=participant&page=3";
    serving.load(&[filtered], 1, 2.0, 3.0)?;
    let p95 = serving.load(&[filtered], 1, 10.0, 10.0)?.below(95.0);
    lines.push(Line {
        work: "the same filtered, third page",
        target: "50 ms",
        measured: format!("{p95:.1} ms"),
        is_reached: p95 <= 50.0,
    });
    Ok(lines)
}

/// The portfolio of a thousand projects.
fn many(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    for number in 0..1_000 {
        programs.begin_project(&folder, &format!("village-{number:04}"))?;
    }
    let serving = Serving::start(programs, &folder)?;
    serving.load(&["/projects"], 1, 1.0, 20.0)?;
    let p95 = serving.load(&["/projects"], 1, 2.0, 15.0)?.below(95.0);
    Ok(vec![Line {
        work: "portfolio of 1 000 projects, warm: 95 of 100 answer within",
        target: "300 ms",
        measured: format!("{p95:.0} ms"),
        is_reached: p95 <= 300.0,
    }])
}

/// The needs map of a region: counted, drawn and kept; and how heavy its page is.
fn needs(programs: &Programs) -> anyhow::Result<Vec<Line>> {
    let folder = Folder::new()?;
    programs.measure("bench_needs", "make", &folder)?;
    let counted = programs.measure("bench_needs", "count", &folder)?.get("count_milliseconds")?;
    let serving = Serving::start(programs, &folder)?;
    // Filters make a map of its own each: the first look at one is counted anew.
    let cold: Vec<String> = (1..=20).map(|day| format!("/p/region/needs?since=2024-02-{day:02}")).collect();
    let cold: Vec<&str> = cold.iter().map(String::as_str).collect();
    serving.load(&["/p/region"], 1, 1.0, 2.0)?;
    let first = serving.load(&cold, 1, 2.0, 10.0)?.below(95.0);
    let warm = serving.load(&["/p/region/needs"], 1, 4.0, 10.0)?.below(95.0);
    let kilobytes = serving.page("/p/region/needs")? as f64 / 1024.0;
    Ok(vec![
        Line {
            work: "needs map of 500 villages and 20 000 problems, counted for the first time: 95 of 100 answer within",
            target: "150 ms",
            measured: format!("{first:.0} ms (counting alone {counted:.0} ms); kept {warm:.0} ms"),
            is_reached: first <= 150.0,
        },
        Line {
            work: "that page over the wire, gzip",
            target: "80 kB",
            measured: format!("{kilobytes:.1} kB"),
            is_reached: kilobytes <= 80.0,
        },
    ])
}

/// Cores, memory and day.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB"));
    let gigabytes = total.and_then(|text| text.trim().parse::<u64>().ok()).unwrap_or(0) / 1_048_576;
    let date = Command::new("date").arg("+%Y-%m-%d").output();
    let date = date.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string()).unwrap_or_default();
    format!("{date}, {cores} cores, {gigabytes} GB")
}

fn table(machine: &str, lines: &[Line]) -> String {
    let mut text = format!("{machine}\n\n| work | target | measured | |\n| --- | --- | --- | --- |\n");
    for Line { work, target, measured, is_reached } in lines {
        text += &format!("| {work} | {target} | {measured} | {} |\n", if *is_reached { "" } else { "missed" });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_is_missed_is_said_in_its_line() {
        let line = |is_reached| Line { work: "import", target: "10 s", measured: "12.0 s".into(), is_reached };
        assert_eq!(
            table("today, 2 cores, 24 GB", &[line(true), line(false)]).lines().skip(4).collect::<Vec<_>>(),
            ["| import | 10 s | 12.0 s |  |", "| import | 10 s | 12.0 s | missed |"]
        );
    }
}
