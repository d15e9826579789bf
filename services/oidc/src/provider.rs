//! The conversation with the provider.

use chrono::{TimeDelta, Utc};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, SignatureVerificationError, TokenResponse,
};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

use crate::{OidcError, Settings};

/// How long the provider's own description and keys are used before they are read again.
const FRESH: Duration = Duration::from_secs(3600);
/// How long one answer of the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds by which the clocks of provider and installation may differ.
const SKEW_SECONDS: i64 = 120;
/// Seconds since a token was made after which it is no answer to a sign-in that has just happened.
const OLD_SECONDS: i64 = 600;

/// Ways of signing that prove who signed. Never `none`, nor a secret shared with this installation.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
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

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// What a sign-in begins with. All but the address is kept on the server, for one use.
#[derive(Clone)]
pub struct Beginning {
    /// Where the browser goes.
    pub address: String,
    /// Comes back with the answer.
    pub state: String,
    /// Comes back inside the signed token.
    pub nonce: String,
    /// Shown to the provider with the code.
    pub verifier: String,
}

/// Who somebody is at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The provider.
    pub issuer: String,
    /// The person there; means nothing elsewhere.
    pub subject: String,
    /// Whether the provider says that a second factor was shown, in a way this installation accepts.
    pub second_factor: bool,
}

struct Known {
    client: Client,
    since: Instant,
}

/// An outside provider. Cheap to clone; clones share what is known of it.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    settings: Settings,
    http: reqwest::Client,
    known: Mutex<Option<Arc<Known>>>,
}

impl Provider {
    /// A provider by its settings. Nothing is asked of it yet, so that a provider that is away keeps no server from starting.
    pub fn new(settings: Settings) -> Result<Self, OidcError> {
        let http = reqwest::Client::builder()
            // A redirect would let the provider's answers come from anywhere.
            .redirect(reqwest::redirect::Policy::none())
            // A connection that rested may be closed at the other end just now, and a code cannot be sent twice.
            .pool_max_idle_per_host(0)
            .timeout(PATIENCE)
            .build()
            .map_err(|error| OidcError::Unavailable(error.to_string()))?;
        Ok(Self(Arc::new(Inner { settings, http, known: Mutex::default() })))
    }

    /// How this installation is known to the provider.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What is known of the provider, read again when it is old or `anew`.
    async fn known(&self, anew: bool) -> Result<Arc<Known>, OidcError> {
        let mut known = self.0.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| !anew && known.since.elapsed() < FRESH) {
            return Ok(known.clone());
        }
        let settings = &self.0.settings;
        // The library compares the issuer that the description names with the one asked.
        let described = CoreProviderMetadata::discover_async(settings.issuer.clone(), &self.0.http).await;
        let described = described.map_err(|error| OidcError::Unavailable(told(&error)))?;
        let client =
            CoreClient::from_provider_metadata(described, settings.client_id.clone(), settings.client_secret.clone())
                .set_redirect_uri(settings.redirect.clone());
        let new = Arc::new(Known { client, since: Instant::now() });
        *known = Some(new.clone());
        Ok(new)
    }

    /// Begins a sign-in.
    pub async fn begin(&self) -> Result<Beginning, OidcError> {
        let known = self.known(false).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = known
            .client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .url();
        Ok(Beginning {
            address: address.to_string(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        })
    }

    /// Ends a sign-in: the code is given to the provider, and what it answers is checked.
    pub async fn finish(&self, code: &str, nonce: &str, verifier: &str) -> Result<Outside, OidcError> {
        let known = self.known(false).await?;
        let request = known
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| OidcError::Unavailable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let answer = request.request_async(&self.0.http).await.map_err(|error| match error {
            // The kind alone: a provider may quote what was sent.
            RequestTokenError::ServerResponse(refused) => OidcError::Refused(refused.error().to_string()),
            RequestTokenError::Request(error) => OidcError::Unavailable(told(&error)),
            RequestTokenError::Parse(..) => OidcError::Untrusted("no token answer".to_owned()),
            RequestTokenError::Other(_) => OidcError::Untrusted("a token answer of another kind".to_owned()),
        })?;
        let token = answer.id_token().ok_or_else(|| OidcError::Untrusted("no id token".to_owned()))?;
        match self.trusted(&known.client, token, nonce) {
            // The provider may have changed its keys since they were read.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let known = self.known(true).await?;
                self.trusted(&known.client, token, nonce)
            }
            trusted => trusted,
        }
        .map_err(|error| OidcError::Untrusted(kind_of(&error).to_owned()))
    }

    fn trusted(
        &self,
        client: &Client,
        token: &openidconnect::core::CoreIdToken,
        nonce: &str,
    ) -> Result<Outside, ClaimsVerificationError> {
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(|| Utc::now() - TimeDelta::seconds(SKEW_SECONDS))
            .set_issue_time_verifier_fn(|issued| {
                let age = (Utc::now() - issued).num_seconds();
                if (-SKEW_SECONDS..=OLD_SECONDS).contains(&age) {
                    Ok(())
                } else {
                    Err("not of this sign-in".to_owned())
                }
            });
        let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned()))?;
        let accepted = |value: &str| self.0.settings.factors.iter().any(|factor| factor == value);
        let by_method = claims.auth_method_refs().is_some_and(|all| all.iter().any(|one| accepted(one.as_str())));
        let by_context = claims.auth_context_ref().is_some_and(|one| accepted(one.as_str()));
        Ok(Outside {
            issuer: claims.issuer().as_str().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            second_factor: by_method || by_context,
        })
    }
}

/// An error and what caused it, on one line.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// What of a token does not hold, without its values.
fn kind_of(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "expired or not of this sign-in",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "claims",
    }
}
