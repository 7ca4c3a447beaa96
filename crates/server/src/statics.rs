//! The style sheet and the scripts: inside the executable, named by what they say, so that a browser keeps them for ever
//! and asks again when they change.

use auyl_domain::id::sha256;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

/// Name, kind and content of every file.
const FILES: &[(&str, &str, &[u8])] = &[
    ("app.css", "text/css; charset=utf-8", include_bytes!("../static/app.css")),
    ("audit.css", "text/css; charset=utf-8", auyl_work::audit::STYLE.as_bytes()),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../static/app.js")),
    ("form.js", "text/javascript; charset=utf-8", include_bytes!("../static/form.js")),
    ("alike.js", "text/javascript; charset=utf-8", include_bytes!("../static/alike.js")),
    ("raise.js", "text/javascript; charset=utf-8", include_bytes!("../static/raise.js")),
    ("rows.js", "text/javascript; charset=utf-8", include_bytes!("../static/rows.js")),
    ("tiles.js", "text/javascript; charset=utf-8", include_bytes!("../static/tiles.js")),
    ("bring.js", "text/javascript; charset=utf-8", include_bytes!("../static/bring.js")),
    ("job.js", "text/javascript; charset=utf-8", include_bytes!("../static/job.js")),
    ("narrative.js", "text/javascript; charset=utf-8", include_bytes!("../static/narrative.js")),
    ("sheet.js", "text/javascript; charset=utf-8", include_bytes!("../static/sheet.js")),
    ("quorum.js", "text/javascript; charset=utf-8", include_bytes!("../static/quorum.js")),
    ("ballot.js", "text/javascript; charset=utf-8", include_bytes!("../static/ballot.js")),
    ("upload.js", "text/javascript; charset=utf-8", include_bytes!("../static/upload.js")),
    ("field.css", "text/css; charset=utf-8", include_bytes!("../static/field.css")),
    ("field.js", "text/javascript; charset=utf-8", include_bytes!("../static/field.js")),
    ("field-carry.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-carry.js")),
    ("field-choose.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-choose.js")),
    ("field-csv.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-csv.js")),
    ("field-form.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-form.js")),
    ("field-hold.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-hold.js")),
    ("field-media.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-media.js")),
    ("field-list.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-list.js")),
    ("field-photo.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-photo.js")),
    ("field-question.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-question.js")),
    ("field-say.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-say.js")),
    ("field-send.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-send.js")),
    ("field-shrink.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-shrink.js")),
    ("field-store.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-store.js")),
    ("field-survey.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-survey.js")),
    ("field-take.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-take.js")),
    ("field-ticket.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-ticket.js")),
    ("field-when.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-when.js")),
    ("field-write.js", "text/javascript; charset=utf-8", include_bytes!("../static/field-write.js")),
    ("xforms-engine.js", "text/javascript; charset=utf-8", include_bytes!("../static/vendor/xforms-engine.js")),
    ("xforms-engine.txt", "text/plain; charset=utf-8", include_bytes!("../static/vendor/xforms-engine.txt")),
    ("icon.svg", "image/svg+xml", include_bytes!("../static/icon.svg")),
    // The same picture for phones that put no drawing on their first page; the last one has room for them to cut its edges.
    ("icon-192.png", "image/png", include_bytes!("../static/icon-192.png")),
    ("icon-512.png", "image/png", include_bytes!("../static/icon-512.png")),
    ("icon-mask-512.png", "image/png", include_bytes!("../static/icon-mask-512.png")),
];

/// What the files of the page that works without a network begin with. They name each other without a digest, so they
/// lie under one: where one of them changes, all of them do.
const MODULES: &str = "field";

/// All files with their addresses.
pub struct Statics {
    by_name: BTreeMap<&'static str, String>,
}

impl Statics {
    /// Names each file by its content.
    pub fn read() -> Statics {
        let modules: Vec<u8> = FILES.iter().filter(|file| is_module(file.0)).flat_map(|file| file.2).copied().collect();
        let address = |(name, _, content): &(&'static str, &str, &[u8])| {
            let content = if is_module(name) { &modules } else { *content };
            (*name, format!("/static/{}/{name}", &sha256(content)[..12]))
        };
        Statics { by_name: FILES.iter().map(address).collect() }
    }

    /// The addresses of the modules of the page that works without a network.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.by_name.iter().filter(|(name, _)| is_module(name)).map(|(_, address)| address.as_str())
    }

    /// The address of a file.
    pub fn address(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("/static/none", String::as_str)
    }
}

fn is_module(name: &str) -> bool {
    name.starts_with(MODULES)
}

/// Serves a file; the digest in its address is for the browser's memory only.
pub async fn file(State(_): State<crate::App>, Path((_, name)): Path<(String, String)>) -> Response {
    match FILES.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, content)) => (
            [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            Bytes::from_static(content),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
