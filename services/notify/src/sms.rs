//! Text messages through the operator's gateway. Gateways differ from one company to the next; this is the seam: one POST of
//! `{"to": "+98912…", "text": "…", "id": "…"}` with a bearer token, answered by any 2xx once the message is taken. `id` is the same for a
//! second try, so that a gateway can know it as one.

use reqwest::{Client, StatusCode, Url};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

use crate::Sent;

const PATIENCE: Duration = Duration::from_secs(10);

/// Why the gateway cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// No `https://` address, nor one of this machine.
    #[error("the address of the gateway for text messages must be https://, or http:// on this machine")]
    Address,
    /// The client could not be made.
    #[error("the line to the gateway for text messages cannot be set up")]
    Line,
}

/// A way to send text messages. Cheap to clone.
#[derive(Clone)]
pub struct SmsGateway {
    client: Client,
    url: Url,
    token: Option<String>,
}

impl SmsGateway {
    /// The gateway at an address.
    pub fn new(url: &str, token: Option<String>) -> Result<Self, SmsError> {
        let url = Url::parse(url).map_err(|_| SmsError::Address)?;
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            return Err(SmsError::Address);
        }
        let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
        Ok(Self { client: client.map_err(|_| SmsError::Line)?, url, token })
    }

    pub(crate) async fn send(&self, letter: Uuid, to: &str, text: &str) -> Sent {
        let mut request = self.client.post(self.url.clone()).json(&json!({ "id": letter, "to": to, "text": text }));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Sent::Yes,
            Ok(answer) => {
                let status = answer.status();
                tracing::warn!(%letter, status = status.as_u16(), "the gateway for text messages refuses a letter");
                // Only what is wrong with this one letter is wrong for good; a token that ran out is mended by the operator.
                if matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) {
                    Sent::NoSuchAddress
                } else {
                    Sent::Later
                }
            }
            Err(error) => {
                tracing::warn!(%letter, timeout = error.is_timeout(), connect = error.is_connect(), "the gateway for text messages does not answer");
                Sent::Later
            }
        }
    }
}
