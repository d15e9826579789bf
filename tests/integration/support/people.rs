//! People who sign in, and what they send and get.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::authenticator;

/// A signed-in person.
pub struct Person {
    client: reqwest::Client,
    url: String,
}

/// An answer, whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub etag: Option<String>,
    pub body: Value,
}

impl Answer {
    /// The body of a success; anything else fails the test with what was said.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {:#}", self.status, self.body);
        self.body
    }

    /// The refusal: status and stable code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.body["code"].as_str()), (status, Some(code)), "{:#}", self.body);
        self.body
    }

    /// The fields named by a 422.
    #[track_caller]
    pub fn invalid(self) -> Vec<String> {
        assert_eq!(self.status.as_u16(), 422, "{:#}", self.body);
        let errors = self.body["errors"].as_array().expect("errors").iter();
        errors.map(|error| error["field"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// An open live channel and what came over it.
pub struct Live {
    response: reqwest::Response,
    heard: String,
}

impl Live {
    /// Whether a change of the stream (`family:<uuid>`) is told within the time.
    pub async fn tells(&mut self, stream: &str, within: Duration) -> bool {
        let until = Instant::now() + within;
        loop {
            if self.heard.contains(&format!("\"{stream}\"")) {
                return true;
            }
            match timeout_at(until, self.response.chunk()).await {
                Ok(Ok(Some(bytes))) => self.heard.push_str(&String::from_utf8_lossy(&bytes)),
                Ok(end) => panic!("the live channel ended: {end:?}"),
                Err(_) => return false,
            }
        }
    }
}

/// A file as a family brings it.
pub const LETTER: &[u8] = include_bytes!("../../../services/media/tests/samples/letter.pdf");

impl Person {
    /// Attaches a letter to a family's file; its id.
    pub async fn attach(&self, family: &str, file: &[u8]) -> String {
        let facts = json!({ "command_id": Uuid::now_v7(), "kind": "letter", "title": "نامه" });
        let mut body = Vec::new();
        for (name, kind, content) in
            [("facts", "application/json", facts.to_string().as_bytes()), ("file", "application/octet-stream", file)]
        {
            let head = format!(
                "--part\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x\"\r\nContent-Type: {kind}\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--part--\r\n");
        let address = format!("{}/api/v1/families/{family}/attachments", self.url);
        let request = self.client.post(address).header("content-type", "multipart/form-data; boundary=part");
        let answer = request.body(body).send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert!(status.is_success(), "{status}: {text}");
        let done: Value = serde_json::from_str(&text).expect("JSON");
        done["ids"]["attachment_id"].as_str().expect("an id").to_owned()
    }

    /// The bytes at an address.
    pub async fn download(&self, path: &str) -> Vec<u8> {
        let answer = self.client.get(format!("{}/api/v1{path}", self.url)).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
        answer.bytes().await.expect("a body").to_vec()
    }

    /// Somebody who has not signed in.
    pub fn stranger(url: &str) -> Self {
        // The server closes a line that rests for twenty seconds, and a test that waits for a command line does not see it.
        let rest = Duration::from_secs(5);
        let client = reqwest::Client::builder().cookie_store(true).pool_idle_timeout(rest).build().expect("a client");
        Self { client, url: url.to_owned() }
    }

    pub async fn sign_in(url: &str, username: &str, password: &str) -> Self {
        let person = Self::stranger(url);
        let body = json!({ "username": username, "password": password });
        let session = person.send(Method::POST, "/session", &[], Some(body)).await.ok();
        person.show_second_factor(&session).await;
        person
    }

    /// Somebody who opens a one-time link and sets a password.
    pub async fn join(url: &str, token: &str, password: &str) -> Self {
        let person = Self::stranger(url);
        let body = json!({ "token": token, "password": password });
        let session = person.send(Method::POST, "/invitation/accept", &[], Some(body)).await.ok();
        person.show_second_factor(&session).await;
        person
    }

    /// The next code of the own authenticator, for the command line.
    pub async fn next_code(&self) -> String {
        let session = self.get("/session").await.ok();
        authenticator::next_code(session["user_id"].as_str().expect("an account")).await
    }

    /// Makes or shows the second factor that a real store asks of most roles.
    async fn show_second_factor(&self, session: &Value) {
        let account = session["user_id"].as_str().expect("an account");
        match session["step"].as_str() {
            Some("enrolment") => {
                let begun = self.send(Method::POST, "/session/second-factor/begin", &[], Some(json!({}))).await.ok();
                let secret = begun["secret"].as_str().expect("a secret");
                let code = authenticator::set_up(account, secret);
                let body = json!({ "code": code });
                self.send(Method::POST, "/session/second-factor/confirm", &[], Some(body)).await.ok();
            }
            Some("code") => {
                let body = json!({ "code": authenticator::next_code(account).await });
                self.send(Method::POST, "/session/second-factor/show", &[], Some(body)).await.ok();
            }
            _ => {}
        }
    }

    /// The same person, session included, at a server that came back under another address.
    pub fn moved_to(&self, url: &str) -> Self {
        Self { client: self.client.clone(), url: url.to_owned() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    /// Sends a command under a new id.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_as(Uuid::now_v7(), path, body).await
    }

    /// Sends a command under the given id.
    pub async fn post_as(&self, command_id: Uuid, path: &str, mut body: Value) -> Answer {
        body["command_id"] = json!(command_id);
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// The person's live channel, as an open screen keeps it.
    pub async fn live(&self) -> Live {
        let response = self.client.get(format!("{}/api/v1/live", self.url)).send().await.expect("the server answers");
        assert!(response.status().is_success(), "{}", response.status());
        Live { response, heard: String::new() }
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Answer {
        self.try_send(method, path, headers, body).await.expect("the server answers")
    }

    /// The same, where the server may be dead.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self.client.request(method, format!("{}/api/v1{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let status = response.status();
        let etag = response.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Answer { status, etag, body })
    }
}
