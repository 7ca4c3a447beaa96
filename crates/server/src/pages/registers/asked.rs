//! What the address of a list asks for, and the addresses that differ from it in one thing.
//! `q` search · `is.kind`, `from.held_on`, `to.held_on`, `set.place`, `unset.place` filters · `review` what waits to be
//! mended · `sort` and `down` · `page` · `cols`.

use auyl_domain::measure::Op;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A part of an address.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// One filter as it was typed.
#[derive(Clone, PartialEq, Debug)]
pub struct Asking {
    /// Field, perhaps over links.
    pub field: String,
    /// How it is asked.
    pub op: Op,
    /// What was typed or chosen.
    pub typed: String,
}

impl Asking {
    /// Its name in the address: `from.held_on`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.op.word(), self.field)
    }
}

/// What a list is asked for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Asked {
    /// Words to look for.
    pub q: String,
    /// Filters.
    pub filters: Vec<Asking>,
    /// Only what waits to be mended.
    pub review: bool,
    /// Column to sort by.
    pub sort: String,
    /// From the end.
    pub down: bool,
    /// Which page, from 1.
    pub page: usize,
    /// Columns; the usual ones where none are named.
    pub cols: Vec<String>,
}

impl Asked {
    /// Reads the pairs of a query; what means nothing here is passed over.
    pub fn read(pairs: &[(String, String)]) -> Asked {
        let mut asked = Asked { page: 1, ..Asked::default() };
        for (name, typed) in pairs {
            let typed = typed.trim();
            match name.as_str() {
                "q" => asked.q = typed.chars().take(200).collect(),
                "review" => asked.review = !typed.is_empty(),
                "sort" => asked.sort = typed.to_string(),
                "down" => asked.down = !typed.is_empty(),
                "page" => asked.page = typed.parse().unwrap_or(1).clamp(1, 1_000_000),
                "cols" => {
                    let cols = typed.split(',').filter(|col| !col.is_empty()).map(str::to_string);
                    asked.cols.extend(cols.take(100));
                }
                name => {
                    let filter = name.split_once('.').and_then(|(op, field)| Some((Op::read(op)?, field.to_string())));
                    if let Some((op, field)) = filter.filter(|_| !typed.is_empty()) {
                        asked.filters.push(Asking { field, op, typed: typed.to_string() });
                    }
                }
            }
        }
        asked
    }

    /// All of it as pairs, the page left out: another question begins at its first page.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |name: &str, typed: &str| {
            if !typed.is_empty() {
                pairs.push((name.to_string(), typed.to_string()));
            }
        };
        add("q", &self.q);
        for filter in &self.filters {
            add(&filter.name(), &filter.typed);
        }
        add("review", if self.review { "1" } else { "" });
        add("sort", &self.sort);
        add("down", if self.down { "1" } else { "" });
        add("cols", &self.cols.join(","));
        pairs
    }

    /// The pairs but for those of these names; for the hidden part of a form that asks for those itself.
    pub fn pairs_but(&self, names: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.pairs().into_iter().filter(|(name, _)| !names(name)).collect()
    }

    /// As a query, with its question mark; empty where nothing is asked.
    pub fn query(&self) -> String {
        let pairs = self.pairs().into_iter().map(|(name, typed)| format!("{}={}", encoded(&name), encoded(&typed)));
        let query = pairs.collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The same at another page.
    pub fn at_page(&self, page: usize) -> String {
        let query = self.query();
        match (page, query.is_empty()) {
            (..=1, _) => query,
            (page, true) => format!("?page={page}"),
            (page, false) => format!("{query}&page={page}"),
        }
    }

    /// The same sorted by a column; once more turns it around.
    pub fn sorted(&self, column: &str, now: Option<(&str, bool)>) -> String {
        let down = now.is_some_and(|(by, down)| by == column && !down);
        Asked { sort: column.into(), down, ..self.clone() }.query()
    }

    /// The same without one filter.
    pub fn without(&self, at: usize) -> String {
        let mut fewer = self.clone();
        if at < fewer.filters.len() {
            fewer.filters.remove(at);
        }
        fewer.query()
    }

    /// What was typed into a filter.
    pub fn typed(&self, op: Op, field: &str) -> &str {
        let found = self.filters.iter().find(|asking| asking.op == op && asking.field == field);
        found.map_or("", |asking| asking.typed.as_str())
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.filters.is_empty() || self.review
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(pairs: &[(&str, &str)], expected: Expect) {
        let pairs: Vec<_> = pairs.iter().map(|(name, typed)| (name.to_string(), typed.to_string())).collect();
        let asked = Asked::read(&pairs);
        let again: Vec<_> = asked.pairs();
        assert_eq!(Asked { page: 1, ..asked.clone() }, Asked::read(&again), "an address says all of the question");
        let said =
            [asked.query(), asked.at_page(3), asked.sorted("held_on", Some(("held_on", false))), asked.without(0)];
        expected.assert_eq(&(said.join("\n") + "\n"));
    }

    #[test]
    fn an_address_says_all_of_a_question_and_its_neighbours_differ_in_one_thing() {
        check(
            &[
                ("q", " Жиын "),
                ("is.kind", "seminar"),
                ("from.held_on", ""),
                ("page", "2"),
                ("told", "saved"),
                ("cols", "kind"),
            ],
            expect![[r#"
                ?q=%D0%96%D0%B8%D1%8B%D0%BD&is.kind=seminar&cols=kind
                ?q=%D0%96%D0%B8%D1%8B%D0%BD&is.kind=seminar&cols=kind&page=3
                ?q=%D0%96%D0%B8%D1%8B%D0%BD&is.kind=seminar&sort=held_on&down=1&cols=kind
                ?q=%D0%96%D0%B8%D1%8B%D0%BD&cols=kind
            "#]],
        );
    }

    #[test]
    fn nothing_asked_is_an_address_without_a_query() {
        check(
            &[("page", "no number"), ("kind", "seminar"), ("like.kind", "x")],
            expect![[r#"

                ?page=3
                ?sort=held_on&down=1

            "#]],
        );
    }
}
