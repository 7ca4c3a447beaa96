//! A server moves what it awaits from thread to thread: everything a page asks for must allow that.

use auyl_domain::{Lang, RecordId};
use auyl_work::check::Depth;
use auyl_work::import::Faulty;
use auyl_work::known::Files;
use auyl_work::portfolio::Portfolio;
use auyl_work::project::{Doing, Project};
use auyl_work::report::Order;
use auyl_work::{
    check, compare, desk, edit, evidence, export, figures, freeze, import, indicators, package, statistics, thumbnail,
};
use jiff::civil::Date;

fn may_move<T: Send>(_: T) {}

/// Never called: that it compiles is what it says.
#[expect(dead_code, reason = "the compiler reads it, nobody runs it")]
fn everything_may_move(project: &Project, id: &RecordId, doing: &Doing, order: &Order<'_>, today: Date) {
    let change = || edit::Change { register: "", draft: auyl_domain::Draft::default(), base: None, silent: &[] };
    let made = || Files::Made(std::collections::HashMap::new());
    let manner = export::Manner { lang: Lang::Kk, personal: false, names: true };
    may_move(edit::change(project, change(), Faulty::Keep, doing));
    may_move(edit::check_draft(project, &change()));
    may_move(edit::undo(project, "", id, 1, doing));
    may_move(edit::remove(project, "", id, doing));
    may_move(edit::rows(project, ("", id), "", &[], doing));
    may_move(desk::desk(project, Lang::Kk, today, Depth::Quick, ""));
    may_move(check::check(project, order));
    may_move(evidence::of_event(project, id, Lang::Kk, today));
    may_move(statistics::statistics(project, Lang::Kk, None));
    may_move(indicators::standings(project, Lang::Kk, None));
    may_move(Portfolio::default().lines(&project.store, &project.catalogue, today, None, 1));
    may_move(compare::compare(project, "", ""));
    may_move(thumbnail::of_file(project, "", thumbnail::SIDE));
    may_move(export::chosen_workbook(project, &[], manner));
    may_move(import::preview(project, auyl_forms::Sheets::default(), made()));
    let sheets = auyl_forms::Sheets::default();
    may_move(import::import_read(project, sheets, made(), Faulty::Keep, doing, &mut |_, _| {}));
    may_move(freeze::freeze(project, order, doing));
    may_move(freeze::verify(project, "", &[]));
    may_move(package::package(project, order));
    let measure = auyl_domain::Measure::read("", &project.catalogue).expect("never called");
    may_move(figures::figure(project, &measure, &figures::Asked::default(), Lang::Kk));
}
