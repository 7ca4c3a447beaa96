//! All submissions of a form as Central gives them away: a ZIP with one CSV for the form, one for each of its repeats, and the
//! files that came, written while it is read. Whoever fetches slowly makes the reading wait; one page of submissions is in memory at a time.

mod columns;

use self::columns::{Column, cells, columns};
use super::odata::{Table, WHOLE, filter, row_id, served, which};
use super::pages::Pages;
use super::submissions::{Senders, form};
use crate::App;
use crate::openrosa::Sender;
use crate::pages::files::cleaned;
use crate::pages::record::glanced;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_forms::answers::{self, Row};
use auyl_forms::shape::Level;
use auyl_store::submissions::{Sent, Which};
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender as Pipe, channel};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Bytes of a piece that goes out.
const PIECE: usize = 64 * 1024;

/// What is written goes out in pieces.
struct Outlet {
    pipe: Pipe<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        // Whoever asked is gone: there is nobody to write for.
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        if piece.is_empty() { Ok(()) } else { self.pipe.blocking_send(Ok(piece)).map_err(gone) }
    }
}

/// What is written, by a thread of its own.
struct Work {
    app: App,
    project: String,
    form: String,
    level: Level,
    table: Table,
    /// Paths of the questions as they are asked.
    order: Vec<String>,
    which: Which,
    /// Whether files come along.
    has_media: bool,
    /// Whether the groups of a question stand in its heading.
    has_groups: bool,
    senders: HashMap<String, (i64, String)>,
    runtime: Handle,
}

#[derive(Deserialize)]
pub struct Asked {
    attachments: Option<String>,
    #[serde(rename = "groupPaths")]
    groups: Option<String>,
    #[serde(rename = "$filter")]
    filter: Option<String>,
}

fn is_refused(asked: Option<&String>) -> bool {
    asked.is_some_and(|text| text.eq_ignore_ascii_case("false"))
}

/// The ZIP.
pub async fn zip(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Asked>,
) -> Result {
    let id = &path["form"];
    sender.must(Action::SeePersonal, None)?;
    let of = form(&sender, id, Action::See)?;
    let filter = filter(&app, asked.filter.as_deref())?;
    let (which, rest) = which(&sender, of.own, filter).await?;
    if let Some(rest) = rest {
        return Err(Refusal::of("filter-unsupported").with("detail", rest.text).into());
    }
    glanced(&sender, of.register, "", "submissions.csv.zip").await?;
    let (shape, xform) = served(&app, &sender, id).await?;
    let level = shape.root;
    let table = Table::of(&level, &sender.app.catalogue, WHOLE, "");
    let work = Work {
        app: sender.app.clone(),
        project: sender.project.id.clone(),
        form: id.clone(),
        level,
        table,
        order: answers::order(&xform),
        which,
        has_media: !is_refused(asked.attachments.as_ref()),
        has_groups: !is_refused(asked.groups.as_ref()),
        senders: HashMap::new(),
        runtime: Handle::current(),
    };
    let (pipe, pieces) = channel(4);
    tokio::task::spawn_blocking(move || {
        let failed = pipe.clone();
        if let Err(error) = work.write(Outlet { pipe, piece: Vec::new() }) {
            // The answer breaks off, so that nobody takes half of it for all.
            let _ = failed.blocking_send(Err(error));
        }
    });
    // Whoever reads may ask once more at the end.
    let pieces = stream::unfold(pieces, |mut pieces| async move { Some((pieces.recv().await?, pieces)) }).fuse();
    let body = Body::from_stream(pieces);
    let name = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}.zip")),
    ];
    Ok((headers, body).into_response())
}

fn broken(error: impl ToString) -> io::Error {
    io::Error::other(error.to_string())
}

impl Work {
    fn write(mut self, outlet: Outlet) -> io::Result<()> {
        let mut zip = ZipWriter::new_stream(outlet);
        let table = std::mem::replace(&mut self.table, Table::of(&Level::default(), &self.app.catalogue, "", ""));
        let columns = columns(&table, &self.order, self.has_groups);
        for (one, columns) in table.all().into_iter().zip(&columns) {
            let below = one.name.strip_prefix(WHOLE).unwrap_or_default().replace('.', "-");
            let name = format!("{}{below}.csv", self.form);
            zip.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
            let headings = columns.iter().flat_map(Column::headings);
            let (before, after): (&[&str], &[&str]) = match one.name == WHOLE {
                true => (
                    &["SubmissionDate"],
                    &[
                        "KEY",
                        "SubmitterID",
                        "SubmitterName",
                        "AttachmentsPresent",
                        "AttachmentsExpected",
                        "Status",
                        "ReviewState",
                        "DeviceID",
                        "Edits",
                        "FormVersion",
                    ],
                ),
                false => (&[], &["PARENT_KEY", "KEY"]),
            };
            let own = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
            let mut lines = BufWriter::with_capacity(PIECE, &mut zip);
            line(&mut lines, own(before).into_iter().chain(headings).chain(own(after)))?;
            let mut pages = self.pages();
            loop {
                let page = self.runtime.block_on(pages.next()).map_err(broken)?;
                let (Some(first), Some(end)) = (page.first(), page.last()) else { break };
                let between = (end.seq, first.seq);
                let files = self.app.store.submission_file_counts(&self.project, &self.form, between);
                let files = self.runtime.block_on(files).map_err(broken)?;
                for it in &page {
                    let row = answers::read(&it.xml, &self.level).unwrap_or_default();
                    if one.name == WHOLE {
                        let counts = files.get(&it.instance).copied().unwrap_or_default();
                        self.whole(&mut lines, it, columns, row, counts)?;
                    } else {
                        rows(&mut lines, &table, columns, &row, &it.root, &one.name)?;
                    }
                }
            }
            lines.flush()?;
        }
        let has_files = self.app.store.has_submission_files(&self.project, &self.form);
        if self.has_media && self.runtime.block_on(has_files).map_err(broken)? {
            self.media(&mut zip)?;
        }
        zip.finish().map_err(broken)?.into_inner().flush()
    }

    fn pages(&self) -> Pages {
        Pages::of(&self.app.store, (&self.project, &self.form), &self.which, i64::MAX, (0, i64::MAX))
    }

    /// The files that came, each by its name; where two submissions have different ones of a name, the second stands in a
    /// folder of its submission.
    fn media<W: Write + std::io::Seek>(&self, zip: &mut ZipWriter<W>) -> io::Result<()> {
        // Pictures do not become smaller, and films may have more than four gigabytes.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        let mut names: HashMap<String, String> = HashMap::new();
        let mut pages = self.pages();
        loop {
            let page = self.runtime.block_on(pages.next()).map_err(broken)?;
            if page.is_empty() {
                return Ok(());
            }
            for it in &page {
                let files = self.app.store.submission_files(&self.project, &self.form, &it.instance);
                let mut files = self.runtime.block_on(files).map_err(broken)?;
                // Of several that came under a name the last one counts, as where they are given one by one.
                files.reverse();
                files.dedup_by(|earlier, later| earlier.name == later.name);
                for file in files {
                    let Some(digest) = file.digest else { continue };
                    let name = cleaned(&file.name);
                    let name = match names.get(&name) {
                        Some(known) if *known == digest => continue,
                        // Programs that unpack elsewhere take no colon.
                        Some(_) => format!("{}/{name}", cleaned(&it.root.replace(':', "-"))),
                        None => name,
                    };
                    if names.insert(name.clone(), digest.clone()).is_some() {
                        continue;
                    }
                    let Some(mut flow) = self.runtime.block_on(self.app.store.file_stream(&digest)).map_err(broken)?
                    else {
                        continue;
                    };
                    zip.start_file(format!("media/{name}"), stored).map_err(broken)?;
                    while let Some(piece) = self.runtime.block_on(flow.bytes.next()) {
                        zip.write_all(&piece.map_err(broken)?)?;
                    }
                }
            }
        }
    }

    fn whole(
        &mut self,
        to: &mut impl Write,
        it: &Sent,
        columns: &[Column],
        row: Row,
        (expected, present): (i64, i64),
    ) -> io::Result<()> {
        let (number, name) = self.sender(&it.actor).map_err(|stop| broken(format!("{stop:?}")))?;
        let edits = match it.root == it.instance {
            true => 0,
            false => {
                let words = self.app.store.submission_edits(&self.project, &self.form, &it.root);
                self.runtime.block_on(words).map_err(broken)?.len().saturating_sub(1)
            }
        };
        let after = [
            it.root.clone(),
            number.to_string(),
            name,
            present.to_string(),
            expected.to_string(),
            String::new(),
            it.review.clone(),
            it.device.clone(),
            edits.to_string(),
            it.version.clone(),
        ];
        let after = after.iter().map(String::as_str);
        line(to, [it.first_at.as_str()].into_iter().chain(cells(columns, &row)).chain(after))
    }

    /// Number and name of who sent, each asked for once.
    fn sender(&mut self, actor: &str) -> std::result::Result<(i64, String), Stop> {
        if let Some(known) = self.senders.get(actor) {
            return Ok(known.clone());
        }
        let account = actor.split_once('/').map_or(actor, |(account, _)| account);
        let app = self.app.clone();
        let known = self.runtime.block_on(async {
            let number = Senders { app: &app, numbers: HashMap::new() }.number(actor).await?;
            let name = app.store.account(account).await?.map(|account| account.name).unwrap_or_default();
            Ok::<_, Stop>((number, name))
        })?;
        self.senders.insert(actor.to_string(), known.clone());
        Ok(known)
    }
}

/// The rows of one repeat, wherever below it stands.
fn rows(to: &mut impl Write, table: &Table, columns: &[Column], row: &Row, id: &str, name: &str) -> io::Result<()> {
    for (below, of_repeat) in table.below.iter().zip(&row.rows) {
        for (at, row) in of_repeat.iter().enumerate() {
            let own = row_id(id, &below.path, at);
            if below.name == name {
                line(to, cells(columns, row).chain([id, own.as_str()]))?;
            } else {
                rows(to, below, columns, row, &own, name)?;
            }
        }
    }
    Ok(())
}

fn line<C: AsRef<str>>(to: &mut impl Write, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
    for (at, cell) in cells.into_iter().enumerate() {
        let cell = cell.as_ref();
        if at > 0 {
            to.write_all(b",")?;
        }
        if cell.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) {
            write!(to, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            to.write_all(cell.as_bytes())?;
        }
    }
    to.write_all(b"\r\n")
}
