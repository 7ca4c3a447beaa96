//! Submissions page by page, written as they are read: one page is in memory at a time.

use super::table::{self, Style, Table};
use super::{WHOLE, row_id, token};
use crate::App;
use crate::central::pages::{PAGE, Pages};
use crate::central::submissions::Senders;
use crate::stop::Stop;
use auyl_forms::answers::{self, Row};
use auyl_forms::shape::Level;
use auyl_store::submissions::{Sent, Which};
use axum::body::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// One answer to a question for rows.
pub struct Reading {
    pub app: App,
    pub project: String,
    pub form: String,
    pub table: Arc<Table>,
    /// How a submission is read.
    pub level: Level,
    /// The table that is asked for.
    pub name: String,
    pub style: Style,
    /// Fields that are asked for; all where there is none.
    pub select: Vec<String>,
    /// Goes on behind this place in the order.
    pub before: i64,
    pub skip: i64,
    pub top: Option<i64>,
    /// Which submissions, newest first;
    pub which: Which,
    /// or, where the database could not tell which or in what order, their places in that order.
    pub chosen: Option<Vec<i64>>,
    /// What else was asked, for the address of the next page.
    pub asked: String,
    /// Beginning of the addresses of the tables.
    pub root: String,
    /// How many there are, where that is asked.
    pub count: Option<i64>,
    pub is_whole: bool,
}

/// Where the writing is.
struct Writing {
    of: Reading,
    names: HashMap<String, (i64, String)>,
    pages: Pages,
    /// Rows still to be left out, and still to be written.
    skip: i64,
    left: i64,
    at: usize,
    has_begun: bool,
    is_first: bool,
    is_done: bool,
    /// The last submission that was written, and whether there are more.
    last: Option<i64>,
    more: bool,
}

impl Reading {
    /// The answer, piece by piece.
    pub fn stream(self) -> impl Stream<Item = Result<Bytes, std::io::Error>> + Send {
        let (skip, left) = (self.skip, self.top.unwrap_or(i64::MAX));
        // One more than wanted says whether there is another page. Rows of repeats are as many as they are.
        let (skipped, most) = if self.is_whole { (skip, left.saturating_add(1)) } else { (0, i64::MAX) };
        let form = (&*self.project, &*self.form);
        let pages = Pages::of(&self.app.store, form, &self.which, self.before, (skipped, most));
        let start = Writing {
            of: self,
            names: HashMap::new(),
            pages,
            skip,
            left,
            at: 0,
            has_begun: false,
            is_first: true,
            is_done: false,
            last: None,
            more: false,
        };
        stream::try_unfold(start, |mut writing| async move {
            if writing.is_done {
                return Ok(None);
            }
            let piece = writing.piece().await.map_err(|stop| std::io::Error::other(format!("{stop:?}")))?;
            Ok(Some((Bytes::from(piece), writing)))
        })
        .fuse()
    }
}

impl Writing {
    async fn piece(&mut self) -> Result<Vec<u8>, Stop> {
        let mut text = Vec::new();
        if !std::mem::replace(&mut self.has_begun, true) {
            let context = json!(format!("{}/$metadata#{}", self.of.root, self.of.name));
            text.extend(format!("{{\"@odata.context\":{context},\"value\":[").bytes());
        }
        let page = self.page().await?;
        let is_last = page.is_empty() || self.left == 0;
        let places = || page.iter().map(|it| it.seq);
        if let (Some(first), Some(last)) = (places().min(), places().max()) {
            let between = (first, last);
            let files = self.of.app.store.submission_file_counts(&self.of.project, &self.of.form, between).await?;
            for it in &page {
                if self.left == 0 {
                    self.more = true;
                    break;
                }
                self.write(it, &files, &mut text).await?;
                self.last = Some(it.seq);
            }
        }
        if is_last {
            self.end(&mut text);
        }
        Ok(text)
    }

    fn end(&mut self, text: &mut Vec<u8>) {
        self.is_done = true;
        text.push(b']');
        if let Some(count) = self.of.count {
            text.extend(format!(",\"@odata.count\":{count}").bytes());
        }
        if let (true, Some(last), Some(top)) = (self.more && self.left == 0, self.last, self.of.top) {
            let more = match self.of.is_whole && self.of.chosen.is_none() {
                true => format!("$skiptoken={}", token(last)),
                false => format!("$skip={}", self.of.skip + top),
            };
            let more = format!("$top={top}&{more}").replace('$', "%24");
            let link = json!(format!("{}/{}?{more}{}", self.of.root, self.of.name, self.of.asked));
            text.extend(format!(",\"@odata.nextLink\":{link}").bytes());
        }
        text.push(b'}');
    }

    /// The next submissions; none at the end.
    async fn page(&mut self) -> Result<Vec<Sent>, Stop> {
        if self.left == 0 && self.more {
            return Ok(Vec::new());
        }
        let Some(chosen) = &self.of.chosen else { return Ok(self.pages.next().await?) };
        let most = if self.of.is_whole { PAGE.min(self.left.saturating_add(1)) } else { PAGE };
        if self.of.is_whole {
            self.at += usize::try_from(std::mem::take(&mut self.skip)).unwrap_or(usize::MAX);
        }
        let until = chosen.len().min(self.at.saturating_add(usize::try_from(most).unwrap_or(0)));
        let places = &chosen[self.at.min(until)..until];
        self.at = until;
        let mut page = self.of.app.store.submissions_at(&self.of.project, &self.of.form, places).await?;
        let place: HashMap<i64, usize> = places.iter().copied().zip(0..).collect();
        page.sort_unstable_by_key(|it| place.get(&it.seq).copied());
        Ok(page)
    }

    async fn write(&mut self, it: &Sent, files: &HashMap<String, (i64, i64)>, text: &mut Vec<u8>) -> Result<(), Stop> {
        let row = answers::read(&it.xml, &self.of.level).unwrap_or_default();
        if !self.of.is_whole {
            let table = Arc::clone(&self.of.table);
            let link = format!("{WHOLE}('{}')", it.root);
            self.rows_below(&table, &row, &it.root, &link, text);
            return Ok(());
        }
        let (submitter, name) = self.sender(&it.actor).await?;
        let edits = match it.root == it.instance {
            true => 0,
            false => self.of.app.store.submission_edits(&self.of.project, &self.of.form, &it.root).await?.len() - 1,
        };
        let (expected, present) = files.get(&it.instance).copied().unwrap_or_default();
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let mut object = Map::new();
        object.insert("__id".into(), json!(it.root));
        object.insert(
            "__system".into(),
            json!({
                "submissionDate": it.first_at, "updatedAt": (it.root != it.instance).then_some(&it.at), "deletedAt": null,
                "submitterId": submitter.to_string(), "submitterName": name, "attachmentsPresent": present,
                "attachmentsExpected": expected, "status": null, "reviewState": some(&it.review),
                "deviceId": some(&it.device), "edits": edits, "formVersion": it.version,
            }),
        );
        object.insert("meta".into(), json!({ "instanceID": it.instance }));
        let link = format!("{WHOLE}('{}')", it.root);
        table::fill(&mut object, &row, &self.of.table, &it.root, &link, self.of.style);
        self.put(object, text);
        Ok(())
    }

    /// The rows of the table that is asked for, wherever below it stands.
    fn rows_below(&mut self, table: &Table, row: &Row, id: &str, link: &str, text: &mut Vec<u8>) {
        for (below, rows) in table.below.iter().zip(&row.rows) {
            let last = below.path.rsplit('/').next().unwrap_or_default();
            for (at, row) in rows.iter().enumerate() {
                let own = row_id(id, &below.path, at);
                let link = format!("{link}/{last}('{own}')");
                if below.name == self.of.name {
                    if self.skip > 0 {
                        self.skip -= 1;
                        continue;
                    }
                    if self.left == 0 {
                        self.more = true;
                        return;
                    }
                    let mut object = Map::new();
                    object.insert("__id".into(), json!(own));
                    object.insert(format!("__{}-id", table.name.replace('.', "-")), json!(id));
                    table::fill(&mut object, row, below, &own, &link, self.of.style);
                    self.put(object, text);
                } else {
                    self.rows_below(below, row, &own, &link, text);
                }
            }
        }
    }

    fn put(&mut self, mut object: Map<String, Value>, text: &mut Vec<u8>) {
        if !self.of.select.is_empty() {
            let wanted = |name: &String| self.of.select.iter().any(|it| it.split('/').next() == Some(name));
            object.retain(|name, _| wanted(name));
        }
        if !std::mem::take(&mut self.is_first) {
            text.push(b',');
        }
        self.left -= 1;
        text.extend(Value::Object(object).to_string().bytes());
    }

    /// Number and name of who sent.
    async fn sender(&mut self, actor: &str) -> Result<(i64, String), Stop> {
        if let Some(known) = self.names.get(actor) {
            return Ok(known.clone());
        }
        let app = self.of.app.clone();
        let mut senders = Senders { app: &app, numbers: HashMap::new() };
        let number = senders.number(actor).await?;
        let account = actor.split_once('/').map_or(actor, |(account, _)| account);
        let name = app.store.account(account).await?.map(|account| account.name).unwrap_or_default();
        self.names.insert(actor.to_string(), (number, name.clone()));
        Ok((number, name))
    }
}
