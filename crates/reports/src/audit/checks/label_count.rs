//! # What it does
//! Counts the values of plan and actual of one row.
//!
//! # Why it matters
//! Where one is missing, nobody can say which value belongs to which indicator, and one indicator has no value.
//!
//! # Example
//! Plan "9, 9, 9, 90 человек", actual "9, 9, 283".

use super::Check;
use crate::audit::claims::Each;
use crate::audit::paper::Paper;
use crate::audit::remark::{Quote, Remark};
use auyl_domain::Severity;

pub(super) const CHECK: Check = Check { codes: &["audit-value-count"], run };

fn run(paper: &Paper<'_>) -> Vec<Remark> {
    let mut found = Vec::new();
    for activity in &paper.activities {
        let values = |role: &str| -> usize {
            let claims = activity
                .cell(role)
                .iter()
                .filter_map(|passage| paper.text(*passage))
                .flat_map(|(_, text)| &text.claims);
            // What stands in brackets explains a value.
            claims.filter(|claim| !claim.in_brackets && matches!(claim.each, None | Some(Each::Unsaid))).count()
        };
        let (planned, reached) = (values("plan"), values("actual"));
        if planned == reached || planned == 0 || reached == 0 {
            continue;
        }
        let filled = |role: &str| {
            activity.cell(role).iter().filter(|p| paper.text(**p).is_some_and(|(_, t)| !t.tokens.is_empty())).count()
        };
        // One value a line beside the lines of the plan: a line of the plan that says more leaves none out.
        let lines = |role: &str| -> Vec<usize> {
            let texts = activity.cell(role).iter().filter_map(|passage| paper.text(*passage));
            let filled = texts.filter(|(_, text)| !text.tokens.is_empty());
            filled.map(|(_, text)| text.claims.iter().filter(|claim| !claim.in_brackets).count()).collect()
        };
        let reached_lines = lines("actual");
        if reached_lines.len() > 1
            && lines("plan").len() == reached_lines.len()
            && reached_lines.iter().all(|n| *n == 1)
        {
            continue;
        }
        // More values than planned is news; fewer is a hole.
        let ground = match (reached < planned, filled("plan") == filled("actual")) {
            (true, false) => "lines_differ",
            (true, true) => "",
            (false, _) => "more",
        };
        let quotes = activity
            .cell("actual")
            .iter()
            .chain(activity.cell("plan"))
            .map(|passage| Quote::whole(*passage))
            .take(8)
            .collect();
        let severity = if reached < planned { Severity::Warning } else { Severity::Hint };
        found.push(
            Remark::new("audit-value-count", severity, quotes)
                .on(ground)
                .with("planned", planned)
                .with("reached", reached)
                .with("about", &activity.title),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use expect_test::expect;

    #[test]
    fn a_line_of_the_plan_that_says_more_than_its_value_leaves_none_out() {
        check(
            "Мероприятие	Показатели	План	Факт
Опрос	<p>Респонденты</p> <p>Анкета</p>	<p>по 50 жителей в 2 селах, всего 100</p> <p>1</p>	<p>104</p> <p>1</p>",
            expect![[""]],
        );
    }

    #[test]
    fn nine_values_of_ten_in_one_cell() {
        check(
            "Мероприятие	Показатели	План	Факт
Собрания	Собрания, списки, фото	9, 9, 45	9, 45",
            expect![[r#"
                audit-value-count: The plan has 3 values, the actual 2. Собрания
                    «9, 45» «9, 9, 45»
            "#]],
        );
    }
}
