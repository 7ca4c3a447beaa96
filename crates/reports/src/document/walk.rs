//! Going through a document in reading order: figures with their places, and plain texts.

use super::{Block, Cell, Covers, Document, Inline, Spot, Table};

/// A figure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedFigure<'a> {
    /// Id of the report cell.
    pub cell: &'a str,
    /// The value as printed.
    pub text: &'a str,
    /// Where.
    pub spot: Spot,
}

impl Document {
    /// Visits every block, outer before inner, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&Spot, &'a Block)) {
        for (section, blocks) in self.sections.iter().map(|section| &section.blocks).enumerate() {
            for (at, block) in blocks.iter().enumerate() {
                walk_block(block, &Spot { section, block: at, ..Spot::default() }, visit);
            }
        }
    }

    /// All figures in reading order. One report cell may be printed at several places.
    pub fn figures(&self) -> impl Iterator<Item = PlacedFigure<'_>> {
        let mut found = Vec::new();
        self.walk(&mut |spot, block| {
            found.extend(block.inlines().iter().filter_map(|inline| match inline {
                Inline::Figure { cell, text, .. } => Some(PlacedFigure { cell, text, spot: spot.clone() }),
                _ => None,
            }));
        });
        found.into_iter()
    }

    /// The whole paper as plain text, one line a paragraph or table row, cells divided by tabs.
    pub fn plain(&self) -> String {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        plain_of(blocks)
    }
}

impl Block {
    /// The text directly in this block; lists and tables have none of their own.
    pub fn inlines(&self) -> &[Inline] {
        match self {
            Block::Heading { inlines, .. } | Block::Paragraph { inlines, .. } => inlines,
            _ => &[],
        }
    }

    /// The words of this block and of all blocks in it.
    pub fn plain(&self) -> String {
        match self {
            Block::Heading { inlines, .. } | Block::Paragraph { inlines, .. } => {
                inlines.iter().map(Inline::plain).collect()
            }
            Block::List { items, .. } => plain_of(items.iter().flatten()),
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| row.iter().map(Cell::plain).collect::<Vec<_>>().join("\t"));
                table.caption.clone().into_iter().chain(rows).collect::<Vec<_>>().join("\n")
            }
            Block::Image { alt, .. } => alt.clone(),
            Block::PageBreak => String::new(),
        }
    }
}

impl Cell {
    /// The words of this cell.
    pub fn plain(&self) -> String {
        plain_of(&self.blocks)
    }
}

fn plain_of<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    blocks.into_iter().map(Block::plain).collect::<Vec<_>>().join("\n")
}

fn walk_block<'a>(block: &'a Block, spot: &Spot, visit: &mut dyn FnMut(&Spot, &'a Block)) {
    visit(spot, block);
    match block {
        Block::List { items, .. } => items.iter().flatten().for_each(|inner| walk_block(inner, spot, visit)),
        Block::Table(table) => walk_table(table, spot, visit),
        _ => {}
    }
}

fn walk_table<'a>(table: &'a Table, spot: &Spot, visit: &mut dyn FnMut(&Spot, &'a Block)) {
    for (row, places) in table.grid().into_iter().enumerate() {
        for place in places {
            let Covers::Cell(cell) = place.covers else { continue };
            // A table inside a cell keeps the place of the outer cell: that is what people look for.
            let inner = match spot.row {
                Some(_) => spot.clone(),
                None => Spot { row: Some(row), column: Some(place.column), ..spot.clone() },
            };
            cell.blocks.iter().for_each(|block| walk_block(block, &inner, visit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;

    #[test]
    fn a_figure_in_a_merged_table_is_found_at_its_grid_column() {
        let tall = Cell { rowspan: 2, ..Cell::of("Ulgi") };
        let number = Cell {
            blocks: vec![Block::Paragraph { inlines: vec![Inline::figure("c2", "9")], style: Default::default() }],
            ..Cell::default()
        };
        let table = Table { rows: vec![vec![tall, Cell::of("gatherings")], vec![number]], ..Table::default() };
        let first = Block::Paragraph {
            inlines: vec![Inline::text("came: "), Inline::figure("c1", "520"), Inline::Break],
            style: Default::default(),
        };
        let document = Document {
            sections: vec![Section { landscape: false, blocks: vec![first, Block::Table(table)] }],
            ..Document::default()
        };
        let found: Vec<String> = document
            .figures()
            .map(|figure| {
                format!(
                    "{}={} block {} at {:?},{:?}",
                    figure.cell, figure.text, figure.spot.block, figure.spot.row, figure.spot.column
                )
            })
            .collect();
        assert_eq!(found, ["c1=520 block 0 at None,None", "c2=9 block 1 at Some(1),Some(1)"]);
        assert_eq!(document.plain(), "came: 520\n\nUlgi\tgatherings\n9");
    }
}
