//! A store with its accounts alone, whose clock the test holds, and browsers that keep their cookies.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use chrono::{DateTime, Duration, Utc};
use hamyar_api::{AppState, Clock};
use hamyar_event_store::testing::TestCluster;
use hamyar_event_store::{EventStore, MasterKey, StoreOptions};
use hamyar_identity::{Identity, NewUser, Role, Scope};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use uuid::Uuid;

pub use crate::support::{Answer, PASSWORD};

pub const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36";
pub const DESK: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";

/// The accounts of a store.
pub struct House {
    router: Router,
    pub identity: Identity,
    pub store: EventStore,
    pub pool: sqlx::PgPool,
    now: Arc<Mutex<DateTime<Utc>>>,
}

impl House {
    pub async fn new() -> Self {
        Self::with(|state| state).await
    }

    pub async fn with(setting: impl FnOnce(hamyar_api::AppStateBuilder) -> hamyar_api::AppStateBuilder) -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        let store =
            EventStore::open(StoreOptions::new(urls.app_url.clone(), MasterKey::generate())).await.expect("a store");
        let identity = Identity::of(&store);
        identity.migrate().await.expect("the accounts");
        let now = Arc::new(Mutex::new(Utc::now()));
        let clock = now.clone();
        let pool = store.pool().clone();
        let state = AppState::builder(store.clone(), identity.clone(), pool.clone())
            .trusted_proxy(true)
            .clock(Clock::from_fn(move || *clock.lock().expect("the clock")));
        let router = hamyar_api::router(setting(state).build());
        Self { router, identity, store, pool, now }
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().expect("the clock")
    }

    pub fn later(&self, by: Duration) {
        *self.now.lock().expect("the clock") += by;
    }

    /// An account with a password, as scripts make them.
    pub async fn account(&self, username: &str, roles: &[Role], scope: Scope) -> Uuid {
        let new = NewUser {
            id: None,
            username: username.to_owned(),
            display_name: format!("نام {username}"),
            password: PASSWORD.to_owned(),
            roles: roles.to_vec(),
            scope,
        };
        self.identity.create_user(new).await.expect("an account").principal.user_id
    }

    pub async fn caseworker(&self, username: &str) -> Uuid {
        let scope = Scope { caseworker_id: Some(Uuid::now_v7()), ..Scope::default() };
        self.account(username, &[Role::Caseworker], scope).await
    }

    pub fn browser(&self, agent: &str, address: &str) -> Browser {
        Browser {
            router: self.router.clone(),
            agent: agent.to_owned(),
            address: address.to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    pub fn phone(&self) -> Browser {
        self.browser(PHONE, "203.0.113.7")
    }

    pub fn desk(&self) -> Browser {
        self.browser(DESK, "198.51.100.9")
    }

    /// The code an authenticator shows now, or so many steps from now.
    pub fn code(&self, secret: &str, steps: i64) -> String {
        hamyar_identity::code_at(secret, self.now() + Duration::seconds(30 * steps))
    }

    /// Signed in with an administrator's second factor; its secret.
    pub async fn administrator(&self) -> (Browser, String) {
        self.account("rahbar", &[Role::Administrator], Scope::default()).await;
        let mut desk = self.desk();
        desk.sign_in("rahbar").await.is(200);
        let (secret, _) = self.enrol(&mut desk).await;
        (desk, secret)
    }

    /// Makes a second factor; its secret and its recovery codes. The next code is one of the next step.
    pub async fn enrol(&self, browser: &mut Browser) -> (String, Vec<String>) {
        let begun = browser.post("/session/second-factor/begin", json!({})).await.ok();
        let secret = begun["secret"].as_str().expect("a secret").to_owned();
        let code = self.code(&secret, 0);
        let made = browser.post("/session/second-factor/confirm", json!({ "code": code })).await.ok();
        let codes = made["recovery_codes"].as_array().expect("codes").iter();
        let codes = codes.map(|code| code.as_str().expect("a code").to_owned()).collect();
        self.later(Duration::seconds(30));
        (secret, codes)
    }

    /// The record of signing in, oldest first: kinds of one account, or of all.
    pub async fn told(&self, user_id: Option<Uuid>) -> Vec<String> {
        let filter = hamyar_identity::SignInFilter { user_id, ..Default::default() };
        let mut records = self.identity.sign_ins(&filter, None, 1000).await.expect("the record");
        records.reverse();
        records.into_iter().map(|record| record.kind).collect()
    }
}

/// A browser that keeps its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    agent: String,
    pub address: String,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub async fn send(&mut self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let path =
            if path.starts_with("/api") || method == "PAGE" { path.to_owned() } else { format!("/api/v1{path}") };
        let cookie: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(if method == "PAGE" { "GET" } else { method })
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::USER_AGENT, &self.agent)
            .header("x-forwarded-for", &self.address)
            .header(header::COOKIE, cookie.join("; "));
        if method == "PAGE" {
            request = request.header(header::ACCEPT, "text/html");
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, bytes, text, body }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    pub async fn sign_in(&mut self, username: &str) -> Answer {
        self.sign_in_with(username, PASSWORD).await
    }

    pub async fn sign_in_with(&mut self, username: &str, password: &str) -> Answer {
        self.post("/session", json!({ "username": username, "password": password })).await
    }

    pub async fn show(&mut self, code: &str) -> Answer {
        self.post("/session/second-factor/show", json!({ "code": code })).await
    }

    pub fn session(&self) -> String {
        self.cookies.get("hamyar_session").cloned().unwrap_or_default()
    }
}
