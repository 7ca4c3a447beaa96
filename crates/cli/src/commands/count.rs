//! One figure, and all indicators.

use crate::output::out;
use crate::world::World;
use crate::{Failure, exit, output};
use auyl_work::figures::{self, Asked};
use auyl_work::indicators::{self, Standing};

/// Counts one figure.
pub async fn figure(world: &World, measure: &str, by: &[String], asked: &Asked<'_>, json: bool) -> Result<u8, Failure> {
    let project = world.project().await?;
    let measure = figures::measure(&project, measure, by, world.lang)?;
    let answer = figures::figure(&project, &measure, asked, world.lang).await?;
    if json {
        output::json_document(&answer.json());
        return Ok(exit::FINE);
    }
    let reading = &answer.reading;
    let shown = |value| output::quantity(value, reading.unit(), world.lang);
    out!("{}", shown(reading.value()));
    if let Some(sure) = reading.uncertainty() {
        let percent = |share: f64| format!("{:.1}", share * 100.0).replace('.', ",");
        let (low, high) = (percent(sure.interval.low), percent(sure.interval.high));
        let args = [("n", sure.n.to_string()), ("low", low), ("high", high)];
        world.say("uncertainty", &args);
        if let Some(p) = sure.p {
            world.say("uncertainty-chance", &[("p", percent(p))]);
        }
    }
    if !reading.by().is_empty() {
        let mut rows = vec![reading.by_fields().to_vec()];
        rows[0].push(reading.unit().to_string());
        for part in reading.by() {
            let mut row: Vec<String> = part.keys.iter().map(|key| key.clone().unwrap_or_else(|| "—".into())).collect();
            row.push(shown(part.value));
            rows.push(row);
        }
        output::table(&rows, &[reading.by_fields().len()]);
    }
    for left_out in reading.left_out().iter().filter(|left_out| left_out.count > 0) {
        world.say(&format!("left-out-{}", left_out.reason.replace('_', "-")), &[("n", left_out.count.to_string())]);
    }
    for behind in answer.records.iter().flatten() {
        let files = if behind.evidence.is_empty() { String::new() } else { format!("  {}", behind.evidence.join(" ")) };
        out!("{} {} @{}{files}", behind.register, behind.id, behind.version);
    }
    Ok(exit::FINE)
}

/// Every indicator with plan and actual.
pub async fn indicators(world: &World, json: bool) -> Result<u8, Failure> {
    let project = world.project().await?;
    let (standings, findings) = indicators::standings(&project, world.lang, None).await?;
    if json {
        let document = serde_json::to_value(&standings).map_err(|error| Failure::Machine(error.into()))?;
        output::json_document(&document);
    } else {
        print_standings(world, &standings);
    }
    if json {
        // The one document is the indicators; a measure that cannot be counted must not go unsaid.
        for finding in &findings {
            world.say_error(&format!("{}: {}", finding.spot, finding.message(world.phrases(), world.lang)));
        }
    } else {
        output::findings(world, &findings);
    }
    Ok(if findings.is_empty() { exit::FINE } else { exit::FINDINGS })
}

/// Indicators as a table: code, label, plan, actual, met.
pub fn print_standings(world: &World, standings: &[Standing]) {
    let head = ["column-code", "column-indicator", "column-plan", "column-actual", "column-met"];
    let mut rows: Vec<Vec<String>> = vec![head.map(|key| world.phrase(key, &[])).to_vec()];
    for standing in standings {
        let plan = standing.target.map_or_else(String::new, |target| {
            let sign = if target.rule == auyl_domain::plan::TargetRule::AtLeast { "≥ " } else { "" };
            format!("{sign}{}", auyl_domain::amount::grouped(target.value))
        });
        rows.push(vec![
            standing.indicator.clone(),
            output::shortened(&standing.label, 64),
            plan,
            output::quantity(standing.actual, &standing.unit, world.lang),
            if standing.met { "✓" } else { "✗" }.to_string(),
        ]);
    }
    output::table(&rows, &[2, 3]);
}
