//! How this installation is known to the provider.

use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};

/// Where the provider sends the browser back to, below the address of this installation.
pub const CALLBACK: &str = "/api/v1/session/outside/callback";

/// How this installation is known to the provider. Its `Debug` hides the secret.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) issuer: IssuerUrl,
    pub(crate) client_id: ClientId,
    pub(crate) client_secret: Option<ClientSecret>,
    pub(crate) redirect: RedirectUrl,
    pub(crate) factors: Vec<String>,
    name_fa: String,
    name_en: String,
}

/// Settings that cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSettings {
    /// The issuer is no https address; http is for this machine alone.
    #[error("the issuer is no https address (http is for this machine alone)")]
    Issuer,
    /// The address of this installation is no https address; http is for this machine alone.
    #[error("the public address is no https address without a path (http is for this machine alone)")]
    Public,
    /// The client id is empty.
    #[error("the client id is empty")]
    ClientId,
}

/// Whether an address can be trusted with a sign-in: https, or a server on this very machine.
fn is_safe(address: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(address) else { return false };
    let here = url.host_str().is_some_and(|host| matches!(host, "127.0.0.1" | "localhost" | "[::1]"));
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain && url.query().is_none() && (url.scheme() == "https" || (url.scheme() == "http" && here))
}

impl Settings {
    /// `issuer` as the provider prints it, `public` the address under which people reach this installation, as `https://hamyar.example`.
    pub fn new(
        issuer: &str,
        client_id: &str,
        client_secret: Option<String>,
        public: &str,
    ) -> Result<Self, NotSettings> {
        if !is_safe(issuer) {
            return Err(NotSettings::Issuer);
        }
        let public = public.trim_end_matches('/');
        let has_path = reqwest::Url::parse(public).is_ok_and(|url| url.path() != "/");
        if !is_safe(public) || has_path {
            return Err(NotSettings::Public);
        }
        if client_id.trim().is_empty() {
            return Err(NotSettings::ClientId);
        }
        Ok(Self {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|_| NotSettings::Issuer)?,
            client_id: ClientId::new(client_id.trim().to_owned()),
            client_secret: client_secret.filter(|secret| !secret.is_empty()).map(ClientSecret::new),
            redirect: RedirectUrl::new(format!("{public}{CALLBACK}")).map_err(|_| NotSettings::Public)?,
            factors: Vec::new(),
            name_fa: "ورود سازمانی".to_owned(),
            name_en: "your organization".to_owned(),
        })
    }

    /// The values of `amr` or `acr` by which the provider says that it asked for a second factor. None are believed unless named.
    pub fn with_second_factors(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.factors = values.into_iter().filter(|value| !value.is_empty()).collect();
        self
    }

    /// What the provider is called on the sign-in page, in Persian and in English.
    pub fn with_name(mut self, fa: String, en: String) -> Self {
        (self.name_fa, self.name_en) = (fa, en);
        self
    }

    /// The provider's name in Persian and in English.
    pub fn name(&self) -> (&str, &str) {
        (&self.name_fa, &self.name_en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str, public: &str) -> Result<Settings, NotSettings> {
        Settings::new(issuer, "hamyar", None, public)
    }

    #[test]
    fn a_sign_in_goes_over_https_or_stays_on_this_machine() {
        assert!(settings("https://sso.example", "https://hamyar.example/").is_ok());
        assert!(settings("http://127.0.0.1:3000", "http://localhost:8080").is_ok());
        for issuer in [
            "http://sso.example",
            "ftp://sso.example",
            "sso.example",
            "https://a:b@sso.example",
            "https://sso.example?x=1",
        ] {
            assert_eq!(settings(issuer, "https://hamyar.example").err(), Some(NotSettings::Issuer), "{issuer}");
        }
        for public in ["http://hamyar.example", "https://hamyar.example/below", ""] {
            assert_eq!(settings("https://sso.example", public).err(), Some(NotSettings::Public), "{public}");
        }
        assert_eq!(
            Settings::new("https://sso.example", " ", None, "https://h.example").err(),
            Some(NotSettings::ClientId)
        );
    }

    #[test]
    fn the_secret_is_not_printed() {
        let with_secret =
            Settings::new("https://sso.example", "hamyar", Some("pinhan".to_owned()), "https://h.example");
        assert!(!format!("{with_secret:?}").contains("pinhan"));
    }
}
