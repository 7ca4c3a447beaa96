//! Which records name a file. A file is shown to whoever may see one of them, so every request for a file asks this; the
//! answer comes from an index, except for personal fields, whose tables are read.

use crate::rows::{personal_table, quoted, table};
use crate::{Store, Trouble};
use auyl_domain::value::FileRef;
use auyl_domain::{Field, Kind, RecordId, Register};
use sqlx::{AssertSqlSafe, Row};

/// A current record that names a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Id of the register.
    pub register: String,
    /// Id of the record.
    pub id: RecordId,
    /// The field in which it stands.
    pub field: String,
    /// The file as the record names it.
    pub file: FileRef,
}

/// So many records of each field are told; more than one name a file only where it was sent for several.
const MOST: i64 = 100;

/// Whether the field holds one file.
fn is_file(field: &Field) -> bool {
    field.kind == Kind::File
}

impl Store {
    /// The current records of a project that name a file by its SHA-256; `personal`: in personal fields, else in the others.
    pub async fn naming_file(&self, project: &str, sha256: &str, personal: bool) -> Result<Vec<Named>, Trouble> {
        let registers = self.catalogue.registers().iter();
        let fields: Vec<(&Register, &Field)> = registers
            .flat_map(|register| register.fields.iter().map(move |field| (register, field)))
            .filter(|(_, field)| is_file(field) && field.personal == personal)
            .collect();
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let selects: Vec<String> =
            fields.iter().enumerate().map(|(at, (register, field))| select(at, register, field)).collect();
        // Text is compared by its bytes on both databases; `;` is the character after `:`.
        let sql = selects.join(" union all ");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(project);
        let query = query.bind(format!("{sha256}:")).bind(format!("{sha256};"));
        let mut named = Vec::new();
        for row in query.fetch_all(self.database.pool()).await? {
            let at: i64 = row.try_get(0)?;
            let (id, text): (String, String) = (row.try_get(1)?, row.try_get(2)?);
            let field = usize::try_from(at).ok().and_then(|at| fields.get(at));
            if let Some((register, field)) = field
                && let Some((id, file)) = RecordId::read(&id).zip(FileRef::read(&text))
            {
                named.push(Named { register: register.id.clone(), id, field: field.id.clone(), file });
            }
        }
        Ok(named)
    }
}

/// Those of one field; `m` is the main table, `f` the one with the field.
fn select(at: usize, register: &Register, field: &Field) -> String {
    let (main, column) = (quoted(&table(&register.id)), quoted(&field.id));
    let (source, f) = match field.personal {
        false => (format!("{main} m"), "m"),
        true => {
            let personal = quoted(&personal_table(&register.id));
            let on = "m.project = p.project and m.id = p.id and m.since = p.since";
            (format!("{personal} p join {main} m on {on}"), "p")
        }
    };
    format!(
        "select * from (select cast({at} as bigint) as field, m.id as id, {f}.{column} as file from {source} \
         where m.project = $1 and m.until is null and {f}.{column} >= $2 and {f}.{column} < $3 limit {MOST}) q{at}"
    )
}
