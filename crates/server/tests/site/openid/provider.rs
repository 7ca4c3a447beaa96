//! A provider of OpenID Connect that lives as long as its story and says what the story wants it to.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use rustls::SignatureScheme;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::SigningKey;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// What this server is called there.
pub const CLIENT: &str = "auyl-here";
/// What proves it.
pub const SECRET: &str = "between us";

/// What the provider says of whoever is on the way; a story changes one thing of it.
#[derive(Clone)]
pub struct Says {
    pub subject: String,
    pub audience: String,
    pub issuer: String,
    pub nonce: String,
    /// Seconds since 1970.
    pub until: i64,
    /// What it signs with: `EdDSA`, or what it should not.
    pub algorithm: &'static str,
    /// Seed of the key it signs with, and of the one it shows.
    pub keys: (u8, u8),
    /// The digest of what the browser will prove that it began (PKCE).
    pub challenge: String,
}

/// The provider, listening.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    pub says: Arc<Mutex<Says>>,
}

impl Provider {
    /// Begins to listen somewhere on this machine.
    pub async fn listen() -> Provider {
        let socket = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a socket");
        let issuer = format!("http://{}", socket.local_addr().expect("an address"));
        let says = Says {
            subject: "dina-there".into(),
            audience: CLIENT.into(),
            issuer: issuer.clone(),
            nonce: String::new(),
            // Noon of the stories is 2024-11-25T07:00:00Z.
            until: 1_732_518_000 + 300,
            algorithm: "EdDSA",
            keys: (7, 7),
            challenge: String::new(),
        };
        let provider = Provider { issuer, says: Arc::new(Mutex::new(says)) };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(socket, routes).await.expect("it serves") });
        provider
    }

    fn says(&self) -> Says {
        self.says.lock().expect("nobody failed").clone()
    }
}

async fn configuration(State(provider): State<Provider>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", provider.issuer);
    Json(json!({
        "issuer": provider.issuer, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    let seed = provider.says().keys.1;
    let public = key(seed).public_key().expect("a public key").as_ref().to_vec();
    let x = base64(&public[public.len() - 32..]);
    Json(json!({"keys": [{
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": format!("key-{seed}"), "x": x,
    }]}))
}

async fn token(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    let says = provider.says();
    let proof = hex_bytes(&auyl_domain::id::sha256(asked["code_verifier"].as_bytes()));
    let basic = format!("Basic {}", padded(&base64(format!("{CLIENT}:{}", SECRET.replace(' ', "+")).as_bytes())));
    let is_ours = headers.get("authorization").is_some_and(|value| value.as_bytes() == basic.as_bytes());
    if asked["code"] != "code-of-dina" || base64(&proof) != says.challenge || !is_ours {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    }
    let head = json!({"alg": says.algorithm, "kid": format!("key-{}", says.keys.0), "typ": "JWT"});
    let claims = json!({
        "iss": says.issuer, "sub": says.subject, "aud": says.audience, "nonce": says.nonce,
        "iat": 1_732_518_000, "exp": says.until,
    });
    let signed = format!("{}.{}", base64(head.to_string().as_bytes()), base64(claims.to_string().as_bytes()));
    let signature = match says.algorithm {
        "none" => String::new(),
        _ => base64(&sign(says.keys.0, signed.as_bytes())),
    };
    let answer = json!({"access_token": "a", "token_type": "Bearer", "id_token": format!("{signed}.{signature}")});
    Json(answer).into_response()
}

/// The key of a seed: what PKCS #8 says before the 32 bytes of an Ed25519 key (RFC 8410), and the bytes.
fn key(seed: u8) -> Arc<dyn SigningKey> {
    let mut der = hex_bytes("302e020100300506032b657004220420");
    der.extend([seed; 32]);
    let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der));
    rustls::crypto::ring::sign::any_eddsa_type(match &der {
        PrivateKeyDer::Pkcs8(der) => der,
        _ => unreachable!("made above"),
    })
    .expect("a key")
}

fn sign(seed: u8, message: &[u8]) -> Vec<u8> {
    let signer = key(seed).choose_scheme(&[SignatureScheme::ED25519]).expect("an Ed25519 key");
    signer.sign(message).expect("a signature")
}

fn hex_bytes(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits");
    (0..hex.len()).step_by(2).map(digits).collect()
}

/// Base 64 for addresses, without padding (RFC 4648, section 5).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let number = part.iter().chain([0, 0].iter()).take(3).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        let signs = (0..=part.len()).map(|n| SIGNS[(number >> (18 - 6 * n) & 63) as usize] as char);
        text.extend(signs);
    }
    text
}

fn padded(text: &str) -> String {
    let plain = text.replace('-', "+").replace('_', "/");
    let missing = (4 - plain.len() % 4) % 4;
    plain + &"=".repeat(missing)
}
