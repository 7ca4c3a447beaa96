//! Short messages by a gateway of a provider: one request, as the provider describes it. `{to}`, `{text}` and `{id}` stand in
//! the address and in the body where the provider wants them, and are written as that place needs it.

use crate::{BROKE, Failure, Letter, NO_ANSWER, NOBODY, PATIENCE, Sort, is_here};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Request, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rustls::crypto::ring;
use std::fmt;

/// More than this is no answer of a gateway.
const MOST: usize = 64 * 1024;

/// A gateway.
#[derive(Clone, PartialEq, Eq)]
pub struct Gateway {
    address: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<String>,
}

impl fmt::Debug for Gateway {
    /// Without anything that may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.address.split(['?', '{']).next().unwrap_or_default();
        write!(
            f,
            "gateway at {}",
            host.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_string)).unwrap_or_default()
        )
    }
}

impl Gateway {
    /// Reads the address (`https://sms.example/send?to={to}&text={text}`), headers (`Authorization: Bearer …`) and the body, if
    /// it is a POST: JSON where it begins with a brace, else fields of a form.
    ///
    /// # Errors
    /// What is wrong with one of them, in English; nothing of a secret.
    pub fn read(address: &str, headers: &[String], body: Option<&str>) -> Result<Gateway, String> {
        let filled = filled(address, "7", "x", "1", &percent);
        let uri: Uri = filled.parse().map_err(|_| "the gateway's address is not understood".to_string())?;
        let host = uri.host().ok_or("the gateway's address names no host")?;
        if uri.scheme_str() != Some("https") && !(uri.scheme_str() == Some("http") && is_here(host)) {
            return Err("the gateway's address must begin with https://".into());
        }
        let whole = format!("{address}{}", body.unwrap_or_default());
        if !whole.contains("{to}") || !whole.contains("{text}") {
            return Err("{to} and {text} must stand in the gateway's address or body".into());
        }
        let is_json = body.is_some_and(|body| body.trim_start().starts_with('{'));
        if let Some(body) = body.filter(|_| is_json) {
            let filled = filled_json(body, "7", "x", "1");
            serde_json::from_str::<serde_json::Value>(&filled)
                .map_err(|_| "the gateway's body is no JSON".to_string())?;
        }
        let mut read = Vec::new();
        for header in headers {
            let (name, value) = header.split_once(':').ok_or("a header of the gateway is not `Name: value`")?;
            let name = name.trim().parse().map_err(|_| "a header of the gateway has no name".to_string())?;
            let value = HeaderValue::from_str(value.trim())
                .map_err(|_| "a header of the gateway is not understood".to_string())?;
            read.push((name, value));
        }
        if body.is_some() && !read.iter().any(|(name, _)| *name == CONTENT_TYPE) {
            let kind = if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
            read.push((CONTENT_TYPE, HeaderValue::from_static(kind)));
        }
        Ok(Gateway { address: address.into(), headers: read, body: body.map(str::to_string) })
    }

    /// Sends one short message.
    ///
    /// # Errors
    /// Why it was not sent, or that nobody knows.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let failed = |sort: Sort, said: &str| Failure::of(sort, letter, said);
        let request = self.request(letter).map_err(|said| failed(Sort::Never, &said))?;
        let client = client().map_err(|error| failed(Sort::Down, &error.to_string()))?;
        let asked = async {
            let response = client.request(request).await.map_err(|error| {
                let sort = if error.is_connect() { Sort::Down } else { Sort::Unclear };
                failed(sort, if error.is_connect() { NOBODY } else { BROKE })
            })?;
            let status = response.status();
            let body = Limited::new(response.into_body(), MOST).collect().await.map(|body| body.to_bytes());
            let said = format!("{status} {}", String::from_utf8_lossy(&body.unwrap_or_default()));
            match status.as_u16() {
                200..=299 => Ok(()),
                401 | 402 | 403 | 407 => Err(failed(Sort::Down, &said)),
                408 | 425 | 429 | 500.. => Err(failed(Sort::Later, &said)),
                _ => Err(failed(Sort::Never, &said)),
            }
        };
        tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(failed(Sort::Unclear, NO_ANSWER)))
    }

    fn request(&self, letter: &Letter) -> Result<Request<Full<Bytes>>, String> {
        let (to, text, id) = (letter.to.as_str(), letter.text.trim(), letter.id.as_str());
        let mut request = Request::builder().uri(filled(&self.address, to, text, id, &percent));
        let body = self.body.as_deref().map(|body| match body.trim_start().starts_with('{') {
            true => filled_json(body, to, text, id),
            false => filled(body, to, text, id, &percent),
        });
        request = request.method(if body.is_some() { "POST" } else { "GET" });
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Full::new(Bytes::from(body.unwrap_or_default()))).map_err(|error| error.to_string())
    }
}

fn client() -> std::io::Result<Client<HttpsConnector<HttpConnector>, Full<Bytes>>> {
    let trusting = HttpsConnectorBuilder::new().with_provider_and_native_roots(ring::default_provider())?;
    Ok(Client::builder(TokioExecutor::new()).build(trusting.https_or_http().enable_http1().build()))
}

fn percent(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// Puts the parts in their places in one walk, so that a text that says `{to}` stays a text.
fn filled(template: &str, to: &str, text: &str, id: &str, written: &dyn Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let part = [("{to}", to), ("{text}", text), ("{id}", id)].into_iter().find(|(mark, _)| rest.starts_with(mark));
        match part {
            Some((mark, part)) => {
                filled.push_str(&written(part));
                rest = &rest[mark.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}

/// The same inside quoted texts of JSON.
fn filled_json(template: &str, to: &str, text: &str, id: &str) -> String {
    let within_quotes = |part: &str| {
        let quoted = serde_json::Value::from(part).to_string();
        quoted[1..quoted.len() - 1].to_string()
    };
    filled(template, to, text, id, &within_quotes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeGateway;

    fn letter() -> Letter {
        Letter {
            id: "a1".into(),
            to: "+77000000001".into(),
            subject: String::new(),
            text: "Су \"келді\" {to}\n& т.б.".into(),
            at: 0,
            stop: None,
            files: Vec::new(),
        }
    }

    async fn send(status: u16, path: &str, body: Option<&str>) -> (Result<(), Sort>, Vec<String>) {
        let fake = FakeGateway::begin(status).await;
        let headers = ["Authorization: Bearer between us".to_string()];
        let gateway = Gateway::read(&format!("{}{path}", fake.address()), &headers, body).expect("a gateway");
        let sent = gateway.send(&letter()).await.map_err(|failure| {
            assert!(!failure.said.contains("7000000"), "{}", failure.said);
            failure.sort
        });
        (sent, fake.received())
    }

    #[tokio::test]
    async fn an_address_is_filled_in_and_asked() {
        let (sent, received) = send(200, "/send?to={to}&text={text}", None).await;
        assert_eq!(sent, Ok(()));
        let line = received[0].lines().next().unwrap_or_default();
        assert!(line.starts_with("GET /send?to=%2B77000000001&text=%D0%A1%D1%83%20%22"), "{line}");
        assert!(line.contains("%7Bto%7D"), "what somebody typed is no place to fill: {line}");
        assert!(received[0].contains("authorization: Bearer between us"), "{}", received[0]);
    }

    #[tokio::test]
    async fn json_is_posted_whatever_the_text_says() {
        let (sent, received) =
            send(202, "/v1", Some("{\"to\": \"{to}\", \"body\": {\"text\": \"{text}\"}, \"ref\": \"{id}\"}")).await;
        assert_eq!(sent, Ok(()));
        let body = received[0].split("\r\n\r\n").nth(1).unwrap_or_default();
        let json: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(json["body"]["text"], "Су \"келді\" {to}\n& т.б.");
        assert_eq!((&json["to"], &json["ref"]), (&"+77000000001".into(), &"a1".into()));
        assert!(received[0].contains("content-type: application/json"));
    }

    #[tokio::test]
    async fn what_the_gateway_says_decides_what_can_be_done() {
        for (status, sort) in [(400, Sort::Never), (403, Sort::Down), (429, Sort::Later), (500, Sort::Later)] {
            assert_eq!(send(status, "/?{to}{text}", None).await.0, Err(sort), "{status}");
        }
        let nobody = Gateway::read("http://127.0.0.1:1/{to}{text}", &[], None).expect("a gateway");
        assert_eq!(nobody.send(&letter()).await.expect_err("nobody").sort, Sort::Down);
    }

    #[test]
    fn a_gateway_is_read_with_care_and_shown_without_its_secrets() {
        let read =
            |address: &str, header: &str, body: Option<&str>| Gateway::read(address, &[header.to_string()], body);
        let gateway =
            read("https://sms.example/s?key=secret&to={to}&t={text}", "X-Key: secret", None).expect("a gateway");
        assert_eq!(format!("{gateway:?}"), "gateway at sms.example");
        assert!(read("http://sms.example/{to}{text}", "A: b", None).is_err(), "not encrypted");
        assert!(read("https://sms.example/{to}", "A: b", None).is_err(), "no text");
        assert!(read("https://sms.example/", "A: b", Some("{\"to\": {to}, \"text\": \"{text}\"")).is_err(), "no JSON");
        assert!(read("https://sms.example/{to}{text}", "Authorization", None).is_err(), "no header");
    }
}
