//! Where the catalogue comes from: inside the executable, overlaid file by file by a folder.

use crate::disk;
use auyl_domain::words::{Phrases, language_of};
use auyl_domain::{Catalogue, Finding, Lang, Refusal};
use include_dir::{Dir, include_dir};
use std::path::Path;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../catalogue");

/// Reads the embedded catalogue and, over it, a folder. A finding in either is for whoever edits it.
pub fn read(overlay: Option<&Path>) -> Result<(Catalogue, Vec<Finding>), Refusal> {
    let mut sources = Vec::new();
    embedded(&EMBEDDED, &mut sources);
    if let Some(folder) = overlay {
        if !folder.is_dir() {
            return Err(Refusal::of("file-missing").with("path", folder.display()));
        }
        overlaid(folder, folder, &mut sources)?;
    }
    Ok(Catalogue::read(sources))
}

fn embedded(dir: &Dir<'_>, sources: &mut Vec<(String, String)>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            sources.push((file.path().to_string_lossy().replace('\\', "/"), text.to_string()));
        }
    }
    for folder in dir.dirs() {
        embedded(folder, sources);
    }
}

fn overlaid(root: &Path, folder: &Path, sources: &mut Vec<(String, String)>) -> Result<(), Refusal> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
        .map_err(|error| disk::unreadable(folder, &error))?;
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            overlaid(root, &path, sources)?;
        } else if path
            .extension()
            .is_some_and(|end| ["toml", "ftl", "html", "csv", "md"].iter().any(|known| end == *known))
        {
            let text = disk::read_text(&path)?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            sources.push((name, text));
        }
    }
    Ok(())
}

/// The built-in interface texts alone, for messages before there is a catalogue.
pub fn phrases() -> Phrases {
    let mut sources = Vec::new();
    if let Some(words) = EMBEDDED.get_dir("words") {
        embedded(words, &mut sources);
    }
    let texts = sources.iter().filter_map(|(path, text)| Some((language_of(path)?, text.as_str())));
    Phrases::read(texts).0
}

/// The built-in texts of the command line in one language. It is read before every command and for `--help`, so that only the
/// files that speak of commands are: all of them take twice as long as the program may.
pub fn command_line(lang: Lang) -> Phrases {
    let mut texts = Vec::new();
    let folders = EMBEDDED
        .get_dir("words")
        .into_iter()
        .flat_map(|words| [Some(words), words.get_dir(format!("words/{}", lang.code()))]);
    for file in folders.flatten().flat_map(Dir::files) {
        let is_meant = language_of(&file.path().to_string_lossy()) == Some(lang);
        let text =
            file.contents_utf8().filter(|text| is_meant && (text.contains("\ncli-") || text.contains("\nusage-")));
        texts.extend(text.map(|text| (lang, text)));
    }
    Phrases::read(texts).0
}
