//! Gives a kept file, piece by piece: whole, or the part that a player asks for.

use super::{seen, sniff};
use crate::ask::Here;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_store::Store;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use std::ops::Range;

/// A file of the project. The name in the address is for people; the one that is saved stands in the record.
pub async fn file(here: Here, Path((_, sha256, _)): Path<(String, String, String)>, headers: HeaderMap) -> Result {
    let file = seen::file(&here, &sha256).await?;
    give(&here.project.store, &sha256, &file.name, &headers).await
}

/// Gives a file that may be seen, under a name.
pub async fn give(store: &Store, sha256: &str, name: &str, headers: &HeaderMap) -> Result {
    let tag = format!("\"{sha256}\"");
    if is_known(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let lost = || Stop::from(Refusal::of("file-lost").with("name", name));
    let mut flow = store.file_stream(sha256).await?.ok_or_else(lost)?;
    let (size, first) = (flow.size, flow.bytes.next().await.transpose().map_err(Stop::machine)?.unwrap_or_default());
    let kind = sniff::kind(&first);
    let dress = |status: StatusCode, length: u64, body: Body| {
        let headers = [
            (header::CONTENT_TYPE, kind.media.to_string()),
            (header::CONTENT_SECURITY_POLICY, kind.policy.to_string()),
            (header::CONTENT_DISPOSITION, disposition(kind.inline, name)),
            (header::ETAG, tag.clone()),
            (header::ACCEPT_RANGES, "bytes".to_string()),
            (header::CONTENT_LENGTH, length.to_string()),
        ];
        (status, headers, body).into_response()
    };
    match wanted(headers, &tag, size) {
        Wanted::Whole => {
            let bytes = futures_util::stream::iter([Ok(first)]).chain(flow.bytes);
            Ok(dress(StatusCode::OK, size, Body::from_stream(bytes)))
        }
        Wanted::Part(range) => {
            let (from, to) = (range.start, range.end);
            let part = store.file_part(sha256, range).await?.ok_or_else(lost)?;
            let response = dress(StatusCode::PARTIAL_CONTENT, to - from, Body::from_stream(part.bytes));
            Ok(with(response, header::CONTENT_RANGE, &format!("bytes {from}-{}/{size}", to - 1)))
        }
        Wanted::Nothing => {
            let response = dress(StatusCode::RANGE_NOT_SATISFIABLE, 0, Body::empty());
            Ok(with(response, header::CONTENT_RANGE, &format!("bytes */{size}")))
        }
    }
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = value.parse() {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Whether the browser has it already. A file never changes under its digest.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').any(|known| matches!(known.trim().trim_start_matches("W/"), known if known == tag || known == "*"))
}

/// Shown or saved, under a name in any alphabet.
fn disposition(inline: bool, name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ' ') { c } else { '_' }).collect();
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("{}; filename=\"{plain}\"; filename*=UTF-8''{encoded}", if inline { "inline" } else { "attachment" })
}

#[derive(PartialEq, Debug)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// One range; several at once, or what is no range, is answered by the whole file, as the protocol allows.
fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|of| of != tag) {
        return Wanted::Whole;
    }
    let range = text(header::RANGE).and_then(|range| range.strip_prefix("bytes=")).and_then(|r| r.split_once('-'));
    let Some((from, to)) = range else { return Wanted::Whole };
    let range = match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Ok(from), Err(_)) if to.trim().is_empty() => from..size,
        (Err(_), Ok(last)) if from.trim().is_empty() => size.saturating_sub(last)..size,
        _ => return Wanted::Whole,
    };
    if range.start < range.end { Wanted::Part(range) } else { Wanted::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(range: &str, expected: Wanted) {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().expect("a header"));
        assert_eq!(wanted(&headers, "\"a\"", 100), expected, "{range}");
    }

    #[test]
    fn a_player_asks_for_parts() {
        check("bytes=0-9", Wanted::Part(0..10));
        check("bytes=90-", Wanted::Part(90..100));
        check("bytes=-10", Wanted::Part(90..100));
        check("bytes=50-999", Wanted::Part(50..100));
        check("bytes=100-", Wanted::Nothing);
        check("bytes=-0", Wanted::Nothing);
        check("bytes=9-3", Wanted::Whole);
        check("bytes=0-1,5-6", Wanted::Whole);
        check("lines=1-2", Wanted::Whole);
    }

    #[test]
    fn a_name_in_any_alphabet_is_saved_as_it_is() {
        assert_eq!(
            disposition(false, "Жиын \"1\".svg"),
            "attachment; filename=\"____ _1_.svg\"; filename*=UTF-8''%D0%96%D0%B8%D1%8B%D0%BD%20%221%22%2Esvg"
        );
    }
}
