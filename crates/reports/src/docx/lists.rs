//! Word knows no lists, only numbered paragraphs; here they are put together again.

use super::parts::STEP;
use crate::document::{Block, Inline};

/// Blocks while they are read, with the lists that are still open.
#[derive(Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// A caption waits for its table.
    caption: Option<Vec<Inline>>,
}

/// What is known of a number that paragraphs refer to.
#[derive(Default)]
pub(super) struct Numbering {
    /// Numbers of one kind count on; LibreOffice gives the first entry of a list a number of its own.
    pub kind: String,
    /// Levels that show a dot.
    pub dotted: Vec<usize>,
    /// Its first entry counts from one again.
    pub restarts: bool,
}

struct Open {
    number: String,
    kind: String,
    ordered: bool,
    items: Vec<Vec<Block>>,
}

impl Flow {
    /// Adds a block that ends all lists.
    pub fn push(&mut self, block: Block) {
        self.close(0);
        self.drop_caption();
        self.blocks.push(block);
    }

    /// Keeps a caption until its table comes.
    pub fn caption(&mut self, inlines: Vec<Inline>) {
        self.close(0);
        self.drop_caption();
        self.caption = Some(inlines);
    }

    /// The caption right above a table that begins now.
    pub fn take_caption(&mut self) -> Option<String> {
        self.caption.take().map(|inlines| inlines.iter().map(Inline::plain).collect())
    }

    /// A numbered paragraph: a new entry of a list at a depth from 0.
    pub fn entry(&mut self, number: &str, numbering: &Numbering, level: usize, block: Option<Block>) {
        self.drop_caption();
        // Word has nine levels; a file may claim more.
        let level = level.min(8);
        self.close(level + 1);
        let other = |list: &Open| list.number != number && (list.kind != numbering.kind || numbering.restarts);
        if self.open.get(level).is_some_and(other) {
            self.close(level);
        }
        while self.open.len() <= level {
            // A level that was skipped gets an entry, so that the deeper list has a place to hang.
            if let Some(parent) = self.open.last_mut().filter(|parent| parent.items.is_empty()) {
                parent.items.push(Vec::new());
            }
            let ordered = !numbering.dotted.contains(&self.open.len());
            self.open.push(Open { number: String::new(), kind: numbering.kind.clone(), ordered, items: Vec::new() });
        }
        if let Some(list) = self.open.last_mut() {
            list.number = number.to_owned();
            list.items.push(block.into_iter().collect());
        }
    }

    /// A paragraph that belongs to the entry above it; the indent in twips says to which level.
    pub fn go_on(&mut self, indent: usize, block: Block) {
        let step = usize::try_from(STEP).unwrap_or(1);
        self.close((indent / step).max(1));
        match self.open.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => item.push(block),
            None => self.push(block),
        }
    }

    /// All blocks, when nothing follows.
    pub fn finish(mut self) -> Vec<Block> {
        self.close(0);
        self.drop_caption();
        self.blocks
    }

    /// Closes lists until only `depth` are open.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(Open { ordered, items, .. }) = self.open.pop() else { return };
            let list = Block::List { ordered, items };
            match self.open.last_mut().and_then(|parent| parent.items.last_mut()) {
                Some(item) => item.push(list),
                None => self.blocks.push(list),
            }
        }
    }

    fn drop_caption(&mut self) {
        if let Some(inlines) = self.caption.take() {
            self.blocks.push(Block::Paragraph { inlines, style: Default::default() });
        }
    }
}
