//! The one place where readers of this crate turn what they dislike into findings.

/// Something in a foreign paper that a reader could not take as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Stable name of the kind of trouble.
    pub code: &'static str,
    /// The paper cannot be trusted because of it.
    pub severe: bool,
    /// Line in the source, from 1, where there are lines.
    pub line: Option<usize>,
    /// Names and values that the sentence about it mentions.
    pub args: Vec<(&'static str, String)>,
}

/// Content is lost or the paper could not be read.
pub(crate) fn severe(code: &'static str, line: Option<usize>, args: &[(&'static str, &str)]) -> Trouble {
    Trouble { code, severe: true, line, args: owned(args) }
}

/// Something was left aside, the rest is fine.
pub(crate) fn warning(code: &'static str, line: Option<usize>, args: &[(&'static str, &str)]) -> Trouble {
    Trouble { code, severe: false, line, args: owned(args) }
}

fn owned(args: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// One line for expected texts of tests.
#[cfg(test)]
pub(crate) fn show(finding: &Trouble) -> String {
    let line = finding.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let args: Vec<String> = finding.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    format!("{line}{}{}{}", finding.code, if finding.severe { "!" } else { "" }, args.concat())
}
