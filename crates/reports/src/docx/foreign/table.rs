//! Tables with merged cells, and rows that were struck out.

use super::Foreign;
use crate::document::MAX_COLUMNS;
use crate::source::found::{Cell, Rows};
use crate::xml::Element;
use std::collections::BTreeMap;

impl Foreign {
    pub(super) fn table(&mut self, element: &Element) -> Rows {
        let mut table = Rows::default();
        if let Some(grid) = element.child("tblGrid") {
            let wide = |column: &Element| column.get("w").and_then(|wide| wide.parse().ok()).unwrap_or(1);
            table.widths = grid.elements().filter(|column| column.name == "gridCol").map(wide).collect();
        }
        // For each column: row and place of the cell that may go on below.
        let mut above: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut rows = Vec::new();
        inside(element, "tr", &mut rows);
        let mut repeats = true;
        for row in rows {
            let marks = row.child("trPr");
            let mark = |name: &str| marks.and_then(|marks| marks.child(name));
            if mark("del").is_some() {
                self.changes += 1;
                continue;
            }
            self.changes += usize::from(mark("ins").is_some());
            let repeated =
                mark("tblHeader").is_some_and(|mark| !matches!(mark.get("val"), Some("0" | "false" | "off")));
            repeats &= repeated;
            table.header_rows += usize::from(repeats);
            let before = mark("gridBefore").and_then(|mark| mark.get("val")?.parse::<usize>().ok()).unwrap_or(0);
            let cells = self.row(row, before.min(MAX_COLUMNS), &mut above, &mut table.rows);
            table.rows.push(cells);
        }
        table.name_columns();
        table
    }

    fn row(
        &mut self,
        row: &Element,
        before: usize,
        above: &mut BTreeMap<usize, (usize, usize)>,
        rows: &mut [Vec<Cell>],
    ) -> Vec<Cell> {
        let mut cells: Vec<Cell> = (0..before).map(|_| Cell::default()).collect();
        let mut began = BTreeMap::new();
        let mut column = before;
        let mut places = Vec::new();
        inside(row, "tc", &mut places);
        // Word marks the end of a page in every cell of a row that it breaks: they are one end.
        let (first_page, mut last_page) = (self.page, self.page);
        for place in places {
            let format = place.child("tcPr");
            let child = |name: &str| format.and_then(|format| format.child(name));
            if child("cellDel").is_some() {
                self.changes += 1;
                continue;
            }
            let span = child("gridSpan").and_then(|span| span.get("val")?.parse::<usize>().ok());
            let colspan = span.unwrap_or(1).clamp(1, MAX_COLUMNS);
            let goes_on = |name: &str| child(name).map(|merge| merge.get("val").unwrap_or("continue") == "continue");
            self.page = first_page;
            let parts = self.blocks(place);
            last_page = last_page.max(self.page);
            if let (Some(true), Some(last)) = (goes_on("hMerge"), cells.last_mut()) {
                last.colspan += colspan;
                column += colspan;
                continue;
            }
            let merge = goes_on("vMerge");
            let origin = above.get(&column).copied().filter(|_| merge == Some(true));
            if let Some((row, at)) = origin {
                rows[row][at].rowspan += 1;
                began.insert(column, (row, at));
            } else {
                if merge.is_some() {
                    began.insert(column, (rows.len(), cells.len()));
                }
                cells.push(Cell { parts, colspan, rowspan: 1, header: is_named(place) });
            }
            column += colspan;
        }
        self.page = last_page;
        // A merge ends where a row does not go on with it.
        *above = began;
        cells
    }
}

/// A cell that our own writer marked as the name of a row or column.
fn is_named(place: &Element) -> bool {
    let format = place.child("p").and_then(|first| first.child("pPr"));
    let style = format.and_then(|format| format.child("pStyle")).and_then(|style| style.get("val"));
    style.is_some_and(|style| style.starts_with("AuylTableHead"))
}

/// Rows of a table or cells of a row, looking through what wraps them.
fn inside<'a>(element: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for inner in element.elements() {
        match inner.name.as_str() {
            own if own == name => found.push(inner),
            "ins" | "moveTo" | "customXml" | "smartTag" => inside(inner, name, found),
            "sdt" => inner.child("sdtContent").into_iter().for_each(|content| inside(content, name, found)),
            _ => {}
        }
    }
}
