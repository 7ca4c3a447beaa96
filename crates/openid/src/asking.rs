//! One question to the provider and its answer, over HTTP/1.1, encrypted unless the provider is on this machine. No
//! redirect is followed: a provider names its addresses itself, and an answer that leads elsewhere would lead this server
//! wherever somebody likes.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::http::{Response, Uri};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::crypto::ring;
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

/// A provider that has not answered by then is down, to the person who waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// Keys and addresses of a provider are some kilobytes; more than this is no answer.
const MOST: usize = 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// The system says whom to trust, and it cannot be read.
    #[error("certificates of the system: {0}")]
    Certificates(#[from] io::Error),
    /// Nobody there, or a certificate that nobody vouches for.
    #[error("{0}")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// It took too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Patience,
    /// The answer broke off, or was too long.
    #[error("{0}")]
    Body(String),
    /// An address without encryption, which anybody on the way could answer.
    #[error("{0} is not encrypted")]
    Open(String),
}

type Https = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Asks; the certificates are read at the first question.
#[derive(Default)]
pub struct Asking(OnceLock<Https>);

impl Asking {
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        if !is_safe(request.uri()) {
            return Err(NoAnswer::Open(request.uri().to_string()));
        }
        let client = self.client()?;
        let asked = async {
            let (head, body) = client.request(request.map(|body| Full::new(Bytes::from(body)))).await?.into_parts();
            let body = Limited::new(body, MOST).collect().await;
            let body = body.map_err(|error| NoAnswer::Body(error.to_string()))?;
            Ok(Response::from_parts(head, body.to_bytes().to_vec()))
        };
        tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(NoAnswer::Patience))
    }

    fn client(&self) -> Result<&Https, NoAnswer> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let trusting = HttpsConnectorBuilder::new().with_provider_and_native_roots(ring::default_provider())?;
        let connector = trusting.https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(self.0.get_or_init(|| client))
    }
}

impl<'c> AsyncHttpClient<'c> for Asking {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Encrypted, or to this machine.
fn is_safe(address: &Uri) -> bool {
    let is_here = matches!(address.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    address.scheme_str() == Some("https") || is_here
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_this_machine_is_asked_without_encryption() {
        let ask = |address: &str| is_safe(&address.parse().expect("an address"));
        assert!(ask("https://id.example.org/token") && ask("http://127.0.0.1:8000/token"));
        assert!(!ask("http://id.example.org/token") && !ask("http://127.0.0.1.example.org/token"));
    }
}
