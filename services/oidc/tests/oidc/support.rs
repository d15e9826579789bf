//! The provider, and somebody who signs in at it without a browser.

use reqwest::Url;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Where the provider sends people back to; nobody listens there.
pub const REDIRECT: &str = "http://127.0.0.1:9/api/v1/session/outside/callback";

pub struct Outside {
    pub issuer: String,
    _server: Child,
}

/// What came back.
pub struct Back {
    pub code: String,
    pub state: String,
}

impl Outside {
    /// Starts the provider; `make test` has installed it with the packages of the web.
    pub async fn start(port: u16) -> Self {
        let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
        assert!(
            web.join("node_modules/oidc-provider").exists(),
            "the provider is not installed: run scripts/install-test-tools"
        );
        let options = format!(r#"{{"port":{port},"redirects":["{REDIRECT}"]}}"#);
        let mut server = Command::new("node")
            .args(["e2e/lib/outsideProvider.mjs", &options])
            .current_dir(web)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(server.stdout.take().expect("its output")).lines();
        let line = lines.next_line().await.expect("a line").expect("the provider says where it is");
        let issuer = line.split('"').nth(3).expect("an issuer").to_owned();
        Self { issuer, _server: server }
    }

    pub fn port(&self) -> u16 {
        Url::parse(&self.issuer).expect("an address").port().expect("a port")
    }

    /// Follows the address as a browser does, gives the name, and ends where the provider sends it back.
    pub async fn sign_in(&self, address: &str, name: &str) -> Back {
        let browser = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a browser");
        let mut at = Url::parse(address).expect("an address");
        for _ in 0..10 {
            let mut answer = browser.get(at.clone()).send().await.expect("an answer");
            if at.path().starts_with("/interaction/") {
                answer = browser.post(at.clone()).form(&[("name", name)]).send().await.expect("an answer");
            }
            let next = answer.headers().get("location").unwrap_or_else(|| panic!("{at} leads nowhere: {answer:?}"));
            at = at.join(next.to_str().expect("an address")).expect("an address");
            if at.as_str().starts_with(REDIRECT) {
                let value = |name: &str| {
                    at.query_pairs()
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value.into_owned())
                        .unwrap_or_default()
                };
                return Back { code: value("code"), state: value("state") };
            }
        }
        panic!("the provider sends nobody back");
    }
}
