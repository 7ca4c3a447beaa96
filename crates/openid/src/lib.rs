//! Signing in at a provider of OpenID Connect: the way there (authorization code with PKCE, state and nonce) and back, and
//! what the provider says checked. It knows nothing of accounts: it answers who somebody is at the provider, no more.
//!
//! The provider is asked for its addresses and keys when somebody first goes there, not when the server starts: a server
//! starts while its provider is down. Clock and chance are handed in.

mod asking;

use asking::{Asking, NoAnswer};
use chrono::DateTime;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError, IssuerUrl,
    Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    SignatureVerificationError, TokenResponse as _,
};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Who the provider is, and who we are to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// The provider's address, as it names itself: `https://…`.
    pub issuer: String,
    /// What the provider calls this server.
    pub client_id: String,
    /// What proves it; none where the provider gave none.
    pub client_secret: Option<String>,
    /// What people call the provider, on the button.
    pub label: String,
}

impl fmt::Debug for Registration {
    /// Without the secret: settings end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.client_id, self.issuer)
    }
}

/// Why somebody did not come back with a name.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The provider does not answer, or not with anything that can be used.
    #[error("the provider does not answer: {0}")]
    Unreachable(String),
    /// The provider does not take the code: it is too old, used, or not meant for us.
    #[error("the provider does not take the code: {0}")]
    Refused(String),
    /// What the provider says does not hold: signature, issuer, audience, nonce or time.
    #[error("what the provider says does not hold: {0}")]
    Untrusted(String),
}

/// The three secrets of one way there and back. All have at least 128 bits that nobody can guess.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Secrets {
    /// Comes back in the address.
    pub state: String,
    /// Comes back in what the provider signed.
    pub nonce: String,
    /// Proves that who fetches the name is who began; 43 to 128 signs (RFC 7636, section 4.1).
    pub verifier: String,
}

/// A provider, and what it said of itself when it was asked first.
pub struct Provider {
    registration: Registration,
    asking: Asking,
    said: Mutex<Option<Arc<CoreProviderMetadata>>>,
}

impl Provider {
    /// A provider that nobody has asked yet.
    pub fn new(registration: Registration) -> Provider {
        Provider { registration, asking: Asking::default(), said: Mutex::new(None) }
    }

    /// Who it is, and who we are to it.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// The address at the provider to which somebody is sent; they come back to `back`.
    pub async fn address(&self, back: &str, secrets: &Secrets) -> Result<String, Trouble> {
        let metadata = self.said(None).await?;
        let client = self.client(&metadata).set_redirect_uri(redirect(back)?);
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(secrets.verifier.clone()));
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        );
        let (address, ..) = request.set_pkce_challenge(challenge).url();
        Ok(address.to_string())
    }

    /// Fetches with the code that somebody brought back who they are: issuer and subject, one text for ever. `now` is in
    /// seconds since 1970.
    pub async fn who(&self, code: String, back: &str, secrets: &Secrets, now: i64) -> Result<String, Trouble> {
        let metadata = self.said(None).await?;
        let client = self.client(&metadata).set_redirect_uri(redirect(back)?);
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(untrusted)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        let answer: CoreTokenResponse = request.request_async(&self.asking).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) => Trouble::Refused(said.error().to_string()),
            RequestTokenError::Request(error) => Trouble::Unreachable(error.to_string()),
            other => Trouble::Unreachable(other.to_string()),
        })?;
        let token = answer.id_token().ok_or_else(|| Trouble::Untrusted("no ID token".into()))?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let key_missing = |error: &ClaimsVerificationError| {
            use ClaimsVerificationError::SignatureVerification as Signature;
            matches!(error, Signature(SignatureVerificationError::NoMatchingKey))
        };
        match self.subject(&client.id_token_verifier(), token, &answer, &nonce, now) {
            // Providers change their keys; what was kept is asked for again, once.
            Err(Doubt::Claims(error)) if key_missing(&error) => {
                let metadata = self.said(Some(&metadata)).await?;
                let client = self.client(&metadata);
                self.subject(&client.id_token_verifier(), token, &answer, &nonce, now)
            }
            other => other,
        }
        .map_err(|doubt| match doubt {
            Doubt::Claims(error) => untrusted(error),
            Doubt::AccessToken => Trouble::Untrusted("the access token is another's".into()),
        })
    }

    fn subject(
        &self,
        verifier: &CoreIdTokenVerifier<'_>,
        token: &CoreIdToken,
        answer: &CoreTokenResponse,
        nonce: &Nonce,
        now: i64,
    ) -> Result<String, Doubt> {
        let now = DateTime::from_timestamp(now, 0).unwrap_or_default();
        let verifier = verifier.clone().set_allowed_algs(SIGNED_BY_KEYS).set_time_fn(move || now);
        let claims = token.claims(&verifier, nonce).map_err(Doubt::Claims)?;
        if let Some(expected) = claims.access_token_hash() {
            let hash = token.signing_alg().ok().zip(token.signing_key(&verifier).ok()).and_then(|(algorithm, key)| {
                openidconnect::AccessTokenHash::from_token(answer.access_token(), algorithm, key).ok()
            });
            if hash.as_ref() != Some(expected) {
                return Err(Doubt::AccessToken);
            }
        }
        Ok(format!("{} {}", claims.issuer().as_str(), claims.subject().as_str()))
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let Registration { client_id, client_secret, .. } = &self.registration;
        let secret = client_secret.clone().map(ClientSecret::new);
        let client = CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(client_id.clone()), secret);
        let ways = metadata.token_endpoint_auth_methods_supported();
        let takes = |way: CoreClientAuthMethod| ways.is_none_or(|ways| ways.contains(&way));
        // What is not said means “basic” (OpenID Connect Discovery 1.0, section 3).
        match takes(CoreClientAuthMethod::ClientSecretBasic) {
            true => client.set_auth_type(AuthType::BasicAuth),
            false => client.set_auth_type(AuthType::RequestBody),
        }
    }

    /// What the provider says of itself, as kept; asked where nothing is, or only what turned out to be old.
    async fn said(&self, old: Option<&Arc<CoreProviderMetadata>>) -> Result<Arc<CoreProviderMetadata>, Trouble> {
        let mut kept = self.said.lock().await;
        if let Some(said) = kept.as_ref().filter(|said| old.is_none_or(|old| !Arc::ptr_eq(old, said))) {
            return Ok(Arc::clone(said));
        }
        let issuer = IssuerUrl::new(self.registration.issuer.clone());
        let issuer = issuer.map_err(|error| Trouble::Unreachable(error.to_string()))?;
        let said = CoreProviderMetadata::discover_async(issuer, &self.asking).await.map_err(undiscovered)?;
        let said = Arc::new(said);
        *kept = Some(Arc::clone(&said));
        Ok(said)
    }
}

/// A client whose addresses came from discovery.
type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

/// Why a signed name is not believed.
enum Doubt {
    Claims(ClaimsVerificationError),
    AccessToken,
}

/// Signatures of a key that only the provider has. One made with the shared secret, or none, is not taken, whatever the
/// provider says it supports.
const SIGNED_BY_KEYS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

fn redirect(back: &str) -> Result<RedirectUrl, Trouble> {
    RedirectUrl::new(back.to_string()).map_err(untrusted)
}

fn untrusted(error: impl fmt::Display) -> Trouble {
    Trouble::Untrusted(error.to_string())
}

fn undiscovered(error: DiscoveryError<NoAnswer>) -> Trouble {
    match error {
        DiscoveryError::Request(error) => Trouble::Unreachable(error.to_string()),
        DiscoveryError::Response(status, ..) => Trouble::Unreachable(status.to_string()),
        other => Trouble::Unreachable(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::Registration;

    #[test]
    fn a_registration_is_shown_without_its_secret() {
        let (issuer, client_id) = ("https://id.example.org".into(), "auyl".into());
        let registration =
            Registration { issuer, client_id, client_secret: Some("between us".into()), label: "x".into() };
        assert_eq!(format!("{registration:?}"), "auyl at https://id.example.org");
    }
}
