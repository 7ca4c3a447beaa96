//! Rows of one register as the text of a CSV file: ids first, then the fields named in the heading.

/// A table that is being written.
pub struct Table {
    register: &'static str,
    width: usize,
    text: String,
}

impl Table {
    /// A table of a register with its fields, parted by spaces.
    pub fn of(register: &'static str, fields: &str) -> Table {
        let names: Vec<&str> = ["id"].into_iter().chain(fields.split_whitespace()).collect();
        Table { register, width: names.len(), text: names.join(",") + "\n" }
    }

    /// Adds a row: its id and a text for every field, empty where there is none.
    pub fn row<T: AsRef<str>>(&mut self, id: &str, cells: &[T]) {
        assert_eq!(cells.len() + 1, self.width, "row {id} of {}", self.register);
        self.text.push_str(id);
        for cell in cells {
            let cell = cell.as_ref();
            self.text.push(',');
            if cell.contains([',', '"', '\n']) {
                self.text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                self.text.push_str(cell);
            }
        }
        self.text.push('\n');
    }

    /// The file's name and text.
    pub fn finish(self) -> (String, String) {
        (format!("{}.csv", self.register), self.text)
    }
}
