//! The outside provider, from the settings of the operator.

use hamyar_oidc::{Provider, Settings};

use crate::cli::OidcArgs;
use crate::failure::Failure;

/// The provider, where one is set. It is not asked anything yet: one that is away keeps no server from starting.
pub fn provider(args: &OidcArgs) -> Result<Option<Provider>, Failure> {
    let (Some(issuer), Some(client_id), Some(public)) = (&args.oidc_issuer, &args.oidc_client_id, &args.public_url)
    else {
        return Ok(None);
    };
    let secret = match &args.oidc_client_secret_file {
        Some(file) => Some(std::fs::read_to_string(file).map_err(|error| {
            Failure::Unreadable(format!("the client's secret cannot be read from {}: {error}", file.display()))
        })?),
        None => None,
    };
    let secret = secret.map(|text| text.trim().to_owned());
    let settings = Settings::new(issuer, client_id, secret, public)
        .map_err(|error| Failure::Unreadable(format!("sign-in through a provider: {error}")))?
        .with_second_factors(args.oidc_second_factor.iter().cloned());
    let settings = match (&args.oidc_name, &args.oidc_name_en) {
        (None, None) => settings,
        (Some(fa), None) => settings.with_name(fa.clone(), fa.clone()),
        (fa, Some(en)) => settings.with_name(fa.clone().unwrap_or_else(|| en.clone()), en.clone()),
    };
    Provider::new(settings).map(Some).map_err(|error| Failure::Unreadable(error.to_string()))
}
