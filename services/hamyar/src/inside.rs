//! The HTTP interface, asked from within: a command that opens files goes through the same doors as a browser, so that one policy decides
//! and the same trace is left.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use futures::StreamExt;
use hamyar_api::AppState;
use serde_json::Value;
use tower::ServiceExt;

use crate::failure::Failure;
use crate::info::Kind;
use crate::open::Opened;
use crate::read_models::ReadModels;
use crate::sign_in;

/// A signed-in conversation with the interface.
pub struct Inside {
    router: Router,
    cookie: String,
}

impl Inside {
    /// Signs in.
    pub async fn sign_in(opened: &Opened, read: &ReadModels, username: &str) -> Result<Self, Failure> {
        let password = sign_in::password(username)?;
        let state = AppState::builder(opened.store.clone(), opened.identity.clone(), read.pool().clone())
            .second_factor(opened.info.kind == Kind::Real)
            .build();
        let mut inside = Self { router: hamyar_api::router(state), cookie: String::new() };
        let body = serde_json::json!({ "username": username, "password": password });
        let response = inside.send(Method::POST, "/api/v1/session", Some(body)).await?;
        inside.cookie = response.cookie.unwrap_or_default();
        match response.body["step"].as_str() {
            None => Ok(inside),
            Some("code") => inside.show(username).await,
            Some(_) => {
                inside.sign_out().await?;
                Err(sign_in::no_factor(username))
            }
        }
    }

    async fn show(mut self, username: &str) -> Result<Self, Failure> {
        let code = sign_in::code(username)?;
        let shown = self.send(Method::POST, "/api/v1/session/second-factor/show", Some(sign_in::shown(&code))).await;
        match shown {
            Ok(answer) => {
                self.cookie = answer.cookie.unwrap_or_default();
                Ok(self)
            }
            Err(failure) => {
                self.sign_out().await?;
                // A wrong code is a refusal, as a wrong password is.
                Err(match failure {
                    Failure::Unreadable(_) => sign_in::wrong_code(),
                    other => other,
                })
            }
        }
    }

    /// Reads an address of the interface.
    pub async fn get(&self, path: &str) -> Result<Value, Failure> {
        Ok(self.send(Method::GET, path, None).await?.body)
    }

    /// Downloads an address of the interface.
    pub async fn get_text(&self, path: &str) -> Result<String, Failure> {
        Ok(self.send(Method::GET, path, None).await?.text)
    }

    /// Sends a command, under an id of its own.
    pub async fn command(&self, path: &str, mut body: Value) -> Result<Value, Failure> {
        body["command_id"] = uuid::Uuid::now_v7().to_string().into();
        Ok(self.send(Method::POST, path, Some(body)).await?.body)
    }

    /// Downloads an address of the interface as it comes, however long it is. A reader that went away, as `head` does, is no fault.
    pub async fn copy(&self, path: &str, out: &mut impl std::io::Write) -> Result<(), Failure> {
        let request = Request::builder().method(Method::GET).uri(path).header(header::COOKIE, &self.cookie);
        let request = request.body(Body::empty()).map_err(Failure::fault)?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status();
        if !status.is_success() {
            let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(Failure::fault)?;
            return Err(failure(status, &serde_json::from_slice(&bytes)?));
        }
        let mut chunks = response.into_body().into_data_stream();
        while let Some(chunk) = chunks.next().await {
            match out.write_all(&chunk.map_err(Failure::fault)?) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
                other => other?,
            }
        }
        match out.flush() {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        }
    }

    /// Ends the session.
    pub async fn sign_out(self) -> Result<(), Failure> {
        self.send(Method::DELETE, "/api/v1/session", None).await.map(|_| ())
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<Answer, Failure> {
        let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.body(body).map_err(Failure::fault)?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status();
        let cookie = response.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(Failure::fault)?;
        // A download is no JSON value; a failure always is one.
        let body: Value = match serde_json::from_slice(&bytes) {
            Ok(body) => body,
            Err(_) if status.is_success() => Value::Null,
            Err(error) => return Err(error.into()),
        };
        if status.is_success() {
            let text = String::from_utf8(bytes.to_vec()).map_err(Failure::fault)?;
            Ok(Answer { cookie, body, text })
        } else {
            Err(failure(status, &body))
        }
    }
}

struct Answer {
    cookie: Option<String>,
    body: Value,
    text: String,
}

fn failure(status: StatusCode, problem: &Value) -> Failure {
    let text =
        ["detail", "title", "code"].iter().find_map(|field| problem.get(*field)?.as_str()).unwrap_or("no reason given");
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => {
            Failure::Refused(text.to_owned())
        }
        StatusCode::NOT_FOUND => Failure::Refused(format!("{text} (or not within this account's reach)")),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Failure::Unreadable(text.to_owned()),
        StatusCode::SERVICE_UNAVAILABLE => Failure::Unavailable(text.to_owned()),
        _ => Failure::Fault(text.to_owned()),
    }
}
