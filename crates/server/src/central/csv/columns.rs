//! Which columns a table of answers has, and in which order: as the questions are asked, and a place on the map in four.

use crate::central::odata::Table;
use auyl_forms::answers::Row;
use std::collections::HashMap;

/// One question in its table: a column, or four of a place on the map.
pub struct Column {
    /// Which of the row's texts.
    at: usize,
    name: String,
    is_point: bool,
}

/// What a place on the map is made of, as Central calls it.
const POINT: [&str; 4] = ["Latitude", "Longitude", "Altitude", "Accuracy"];

impl Column {
    /// Its headings.
    pub fn headings(&self) -> Vec<String> {
        match self.is_point {
            true => POINT.iter().map(|part| format!("{}-{part}", self.name)).collect(),
            false => vec![self.name.clone()],
        }
    }
}

/// The columns of each table as [`Table::all`] gives them, in the order in which questions are asked.
pub fn columns(table: &Table, order: &[String], has_groups: bool) -> Vec<Vec<Column>> {
    fn one(table: &Table, above: &str, asked: &HashMap<&str, usize>, has_groups: bool, all: &mut Vec<Vec<Column>>) {
        let below = |path: &str| if above.is_empty() { path.to_string() } else { format!("{above}/{path}") };
        let mut own: Vec<(usize, Column)> = Vec::new();
        for (at, (path, kind)) in table.columns.iter().enumerate() {
            let name = if has_groups { path.join("-") } else { path.last().cloned().unwrap_or_default() };
            let turn = asked.get(below(&path.join("/")).as_str()).copied().unwrap_or(usize::MAX);
            own.push((turn, Column { at, name, is_point: *kind == "geopoint" }));
        }
        own.sort_by_key(|(turn, _)| *turn);
        all.push(own.into_iter().map(|(_, column)| column).collect());
        for repeat in &table.below {
            one(repeat, &below(&repeat.path), asked, has_groups, all);
        }
    }
    // A repeat stands twice in a form: as its template and as its first row.
    let asked = order.iter().enumerate().rev().map(|(turn, path)| (path.as_str(), turn)).collect();
    let mut all = Vec::new();
    one(table, "", &asked, has_groups, &mut all);
    all
}

/// The cells of a row.
pub fn cells<'r>(columns: &'r [Column], row: &'r Row) -> impl Iterator<Item = &'r str> {
    columns.iter().flat_map(|column| {
        let text = row.texts.get(column.at).and_then(Option::as_deref).unwrap_or_default();
        let parts = column.is_point.then(|| {
            let mut parts = text.split(' ');
            POINT.map(|_| parts.next().unwrap_or_default())
        });
        let whole = (!column.is_point).then_some(text);
        parts.into_iter().flatten().chain(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::central::odata::WHOLE;

    #[test]
    fn a_place_on_the_map_is_four_columns_where_it_was_asked() {
        let path = |text: &str| text.split('/').map(str::to_string).collect::<Vec<_>>();
        let child = vec![(path("age"), "int"), (path("from"), "geopoint")];
        let child = Table { name: "S.home.child".into(), path: "home/child".into(), columns: child, below: Vec::new() };
        let own = vec![(path("a"), "string"), (path("home/at"), "geopoint"), (path("old"), "string")];
        let table = Table { name: WHOLE.into(), path: String::new(), columns: own, below: vec![child] };
        let order = ["home/at", "home/child/from", "home/child/age", "home/child", "home", "a"].map(str::to_string);
        let headings = |groups: bool| -> Vec<String> {
            let all = columns(&table, &order, groups);
            all.iter().map(|one| one.iter().flat_map(Column::headings).collect::<Vec<_>>().join(" ")).collect()
        };
        assert_eq!(
            headings(true),
            [
                "home-at-Latitude home-at-Longitude home-at-Altitude home-at-Accuracy a old",
                "from-Latitude from-Longitude from-Altitude from-Accuracy age",
            ]
        );
        assert_eq!(headings(false)[0], "at-Latitude at-Longitude at-Altitude at-Accuracy a old");
        let texts = vec![Some("иә".to_string()), Some("45.1 61.9 120".to_string()), None];
        let row = Row { texts, rows: Vec::new() };
        let all = columns(&table, &order, true);
        let cells: Vec<&str> = cells(&all[0], &row).collect();
        assert_eq!(cells, ["45.1", "61.9", "120", "", "иә", ""]);
    }
}
