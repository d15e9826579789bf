//! Signing in through an outside provider: OpenID Connect, authorization code with PKCE.
//!
//! This crate speaks with the provider and says who somebody is there. It knows no accounts: an outside identity by itself opens nothing here.
//! State, nonce and the PKCE secret are made by [`Provider::begin`] and given back to [`Provider::finish`]; whoever keeps them in between keeps
//! them on the server, for one use.

mod provider;
mod settings;

pub use provider::{Beginning, Outside, Provider};
pub use settings::{CALLBACK, NotSettings, Settings};

/// Why an outside sign-in did not succeed. Texts carry no code, token or name.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider cannot be reached, or answers nothing that can be used. Trying again later may help.
    #[error("the provider cannot be reached: {0}")]
    Unavailable(String),
    /// The provider turned the code down: used before, too old, another client's, or without its PKCE secret.
    #[error("the provider refused the code: {0}")]
    Refused(String),
    /// What the provider said does not hold: signature, issuer, audience, nonce or time.
    #[error("the provider's answer does not hold: {0}")]
    Untrusted(String),
}
