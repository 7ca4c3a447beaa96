//! The pages of a PDF in their order, with what they inherit.

use super::file::File;
use super::object::{Dict, Value};
use std::collections::HashSet;

/// Branches inside of branches.
const MAX_DEPTH: usize = 50;
/// A4 upright.
const SHEET: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

/// A page before it is drawn.
#[derive(Clone)]
pub(super) struct Page {
    pub sheet: [f64; 4],
    /// Degrees that it is turned by for looking at it.
    pub turned: i64,
    pub resources: Dict,
    pub contents: Vec<Value>,
}

#[derive(Clone)]
struct Inherited {
    sheet: [f64; 4],
    turned: i64,
    resources: Dict,
}

/// The first pages of a file, and how many there are in all.
pub(super) fn of(file: &File<'_>, limit: usize) -> (Vec<Page>, usize) {
    let mut walk = Walk { file, limit, seen: HashSet::new(), pages: Vec::new(), count: 0 };
    let root = file.get(&file.trailer, "Root");
    let plain = Inherited { sheet: SHEET, turned: 0, resources: Dict::default() };
    if let Some(tree) = root.dict().map(|root| root.get("Pages").clone()) {
        walk.branch(&tree, &plain, 0);
    }
    if walk.pages.is_empty() {
        // The tree is lost; its leaves may be there.
        for number in file.all() {
            let is_page = file.object(number).dict().is_some_and(|dict| file.get(dict, "Type").name() == Some("Page"));
            if is_page {
                walk.branch(&Value::Reference(number), &plain, 0);
            }
        }
    }
    (walk.pages, walk.count)
}

struct Walk<'f, 'a> {
    file: &'f File<'a>,
    limit: usize,
    seen: HashSet<u32>,
    pages: Vec<Page>,
    count: usize,
}

impl Walk<'_, '_> {
    fn branch(&mut self, value: &Value, above: &Inherited, depth: usize) {
        let Value::Reference(number) = value else { return };
        // A branch that holds itself would never end.
        if depth > MAX_DEPTH || !self.seen.insert(*number) {
            return;
        }
        let object = self.file.object(*number);
        let Some(dict) = object.dict() else { return };
        let mut own = above.clone();
        let sheet = ["CropBox", "MediaBox"].map(|key| self.file.numbers(&self.file.get(dict, key)));
        if let Some([x0, y0, x1, y1]) =
            sheet.iter().find(|sheet| sheet.len() == 4).map(|sheet| [sheet[0], sheet[1], sheet[2], sheet[3]])
        {
            let (wide, tall) = ((x1 - x0).abs(), (y1 - y0).abs());
            if wide > 1.0 && tall > 1.0 && wide < 20_000.0 && tall < 20_000.0 {
                own.sheet = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
            }
        }
        if let Some(turned) = self.file.get(dict, "Rotate").integer() {
            own.turned = turned.rem_euclid(360);
        }
        if let Some(resources) = self.file.get(dict, "Resources").dict() {
            own.resources = resources.clone();
        }
        let kids = self.file.get(dict, "Kids");
        if matches!(&*kids, Value::Array(_)) {
            kids.array().iter().for_each(|kid| self.branch(kid, &own, depth + 1));
            return;
        }
        self.count += 1;
        if self.pages.len() >= self.limit {
            return;
        }
        let contents = match dict.get("Contents") {
            one @ Value::Reference(_) => match &*self.file.resolve(one) {
                Value::Array(list) => list.clone(),
                _ => vec![one.clone()],
            },
            Value::Array(list) => list.clone(),
            _ => Vec::new(),
        };
        self.pages.push(Page { sheet: own.sheet, turned: own.turned, resources: own.resources, contents });
    }
}
