//! Writes the empty form of the tree's catalogue: `write_template LANG FILE.xlsx`. To look at it.

use auyl_domain::{Catalogue, Lang};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let lang = args.next().and_then(|text| Lang::read(&text)).ok_or("kk, ru or en first")?;
    let file = args.next().ok_or("the file second")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut sources = Vec::new();
    for folder in ["registers", "choices", "words"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            sources.push((format!("{folder}/{name}"), std::fs::read_to_string(entry.path())?));
        }
    }
    let (catalogue, _) = Catalogue::read(sources);
    std::fs::write(file, auyl_forms::workbook::template(&catalogue, lang)?)?;
    Ok(())
}
