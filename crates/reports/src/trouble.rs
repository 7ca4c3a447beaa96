//! The one place where readers of this crate turn what they dislike into findings.

use auyl_domain::{Finding, Severity, Spot};

/// Content is lost or the paper could not be read.
pub(crate) fn severe(code: &'static str, line: Option<usize>, args: &[(&'static str, &str)]) -> Finding {
    finding(code, Severity::Severe, line, args)
}

/// Something was left aside, the rest is fine.
pub(crate) fn warning(code: &'static str, line: Option<usize>, args: &[(&'static str, &str)]) -> Finding {
    finding(code, Severity::Warning, line, args)
}

fn finding(code: &'static str, severity: Severity, line: Option<usize>, args: &[(&'static str, &str)]) -> Finding {
    let row = line.and_then(|line| u32::try_from(line).ok());
    let finding = Finding::new(code, severity).at(Spot { row, ..Spot::default() });
    args.iter().fold(finding, |finding, (name, value)| finding.with(name, value))
}

/// One line for expected texts of tests.
#[cfg(test)]
pub(crate) fn show(finding: &Finding) -> String {
    let line = finding.spot.row.map(|line| format!("line {line}: ")).unwrap_or_default();
    let args: Vec<String> = finding.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    let mark = if finding.severity == Severity::Severe { "!" } else { "" };
    format!("{line}{}{mark}{}", finding.code, args.concat())
}
