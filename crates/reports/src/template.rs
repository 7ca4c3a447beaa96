//! A paper's template over one value: what letters and minutes are written with. Report forms have figures to ask for and
//! set their pages themselves (`compile`).

use auyl_domain::{Finding, Severity, Spot};
use minijinja::{Environment, UndefinedBehavior, Value};

/// The page of a template, `path` being where the catalogue has it. What a record says is escaped, because that path ends
/// in `.html`.
pub(crate) fn render(template: &str, path: &str, value: Value) -> Result<String, Box<Finding>> {
    let mut environment = Environment::new();
    // A misspelt name is a mistake of the template and not an empty line of the paper.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let broken = |error: minijinja::Error| {
        let row = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let finding = Finding::new("form-template-broken", Severity::Severe).with("detail", &error);
        Box::new(finding.at(Spot::line(path, row, 1)))
    };
    environment.add_template(path, template).map_err(broken)?;
    let page = environment.get_template(path).map_err(broken)?;
    page.render(value).map_err(broken)
}

/// Lines as a template goes through them.
pub(crate) fn lines(lines: &[String]) -> Vec<Value> {
    lines.iter().map(|line| Value::from(line.as_str())).collect()
}
