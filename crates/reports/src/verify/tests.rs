//! A frozen report goes through Word and comes back.

use super::*;
use crate::compile::testing::{Records, answer, catalogue, compiled, content, form, records, village};
use crate::document::{Block, Inline};
use crate::docx;
use auyl_domain::Lang;
use expect_test::{Expect, expect};

/// Freezes the report of two villages, lets somebody edit the DOCX and the records, and verifies.
fn check(edit: impl Fn(&mut Inline), later: impl Fn(&mut Records), expected: Expect) {
    let catalogue = catalogue();
    let mut content = content(&catalogue, village(&catalogue), Lang::Ru);
    let form = form(&catalogue);
    let (compiled, _, _) = compiled(&form, &content);
    let frozen = Frozen::of(&compiled, &form.id, Lang::Ru, "2024-11-25T10:00:00Z", 7);
    let kept = serde_json::to_string(&frozen).expect("written");
    let frozen: Frozen = serde_json::from_str(&kept).expect("read");
    let (mut paper, findings) = docx::read(&docx::write(&compiled.document));
    assert_eq!(findings, vec![]);
    for block in paper.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        edit_block(block, &edit);
    }
    later(&mut content.records);
    let mut answers = Answers::new();
    answer(frozen.cells.iter().map(|cell| cell.question.clone()).collect(), &content, &mut answers);
    let said = verify(&paper, &frozen, &answers).into_iter().map(|finding| {
        let message = finding.message(catalogue.phrases(), Lang::En).replace('\u{a0}', " ");
        format!("{:?} {}: {message}\n", finding.severity, finding.code)
    });
    expected.assert_eq(&said.collect::<String>());
}

fn edit_block(block: &mut Block, edit: &impl Fn(&mut Inline)) {
    match block {
        Block::Heading { inlines, .. } | Block::Paragraph { inlines, .. } => inlines.iter_mut().for_each(edit),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(|block| edit_block(block, edit)),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flatten();
            cells.flat_map(|cell| &mut cell.blocks).for_each(|block| edit_block(block, edit));
        }
        _ => {}
    }
}

#[test]
fn a_report_nobody_touched_is_verified() {
    check(|_| {}, |_| {}, expect![[""]]);
}

#[test]
fn a_changed_figure_is_named_with_both_values_and_its_place() {
    let edit = |inline: &mut Inline| {
        if let Inline::Figure { text, .. } = inline
            && text.starts_with("120")
        {
            *text = "19 077".into();
        }
    };
    check(
        edit,
        |_| {},
        expect![[r#"
        Severe verify-cell-edited: Figure c15 was changed in the document: it was 120 and is 19 077 (place 3:5:3:5; sum(publication.reach) in project).
    "#]],
    );
}

#[test]
fn a_figure_typed_over_by_hand_is_missing_and_its_number_is_named() {
    let edit = |inline: &mut Inline| {
        if let Inline::Figure { text, .. } = inline
            && text.starts_with("120")
        {
            *inline = Inline::text("500");
        }
        if let Inline::Text { text, .. } = inline
            && text.contains("узнали друг друга")
        {
            *text = text.replace("друг друга", "друг друга и собрали 15 подписей");
        }
    };
    check(
        edit,
        |_| {},
        expect![[r#"
        Severe verify-cell-missing: Figure c15 (sum(publication.reach) in project), which was 120, is not in the document: removed or typed by hand.
        Warning verify-text-changed: The text was changed (place 2:2:3:6): it was "узнали друг друга." and is "узнали друг друга и собрали 15 подписей.". New numbers: 15.
        Warning verify-text-changed: The text was changed (place 3:5:3:5): it was "120" and is "500". New numbers: 500.
    "#]],
    );
}

#[test]
fn records_changed_behind_the_log_are_found() {
    let later = |all: &mut Records| {
        let catalogue = catalogue();
        let more = records(
            &catalogue,
            "publication b2 | activity = a21 | channel = social_network | kind = post | title = Ещё | published_on = 2024-05-16 | link = https://example.org/2 | language = ru | reach = 80",
        );
        all.entry("publication".into()).or_default().extend(more.into_values().flatten());
    };
    check(
        |_| {},
        later,
        expect![[r#"
        Severe verify-cell-recomputed: Figure c11: the frozen report says 1, the records of event 7 give 2 (count(publication where kind = post)).
        Severe verify-cell-recomputed: Figure c15: the frozen report says 120, the records of event 7 give 200 (sum(publication.reach) in project).
    "#]],
    );
}

#[test]
fn blocks_that_were_moved_in_a_long_text_leave_the_rest_alone() {
    let row = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect::<Vec<_>>();
    let gaps = gaps(&row(&["a", "b", "c", "d", "e"]), &row(&["a", "c", "x", "d", "f", "e"]));
    let said: Vec<String> = gaps.iter().map(|gap| format!("{:?} → {:?}", gap.before, gap.after)).collect();
    expect!["1..2 → 1..1; 3..3 → 2..3; 4..4 → 4..5"].assert_eq(&said.join("; "));
}
