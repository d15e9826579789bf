//! What stands before every operation: headers, hosts, methods, other origins, and texts that are not what they seem.

use axum::body::Body;
use axum::http::{Request, header};
use hamyar_identity::Role;
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

use crate::support::World;

/// Exactly these, on pages, answers, refusals and whatever was not found. A header that is added or goes missing changes this list.
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_whole_set_of_headers() {
    let world = World::empty().await;
    let policy = include_str!("../../../../web/csp.txt").trim();
    for path in ["/", "/nothing.js", "/api/v1/meta", "/api/v1/families", "/api/v1/nothing"] {
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        let answer = world.router.clone().oneshot(request).await.expect("an answer");
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("origin-agent-cluster", "?1"),
            ("permissions-policy", "camera=(self), geolocation=(self), microphone=(self)"),
            ("x-permitted-cross-domain-policies", "none"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.headers().get(name).and_then(|value| value.to_str().ok()), Some(value), "{path} {name}");
        }
        assert!(answer.headers().get("server").is_none(), "nobody needs to know what runs here");
        assert!(answer.headers().get("access-control-allow-origin").is_none());
        assert!(answer.headers().get(header::STRICT_TRANSPORT_SECURITY).is_none(), "plain HTTP promises nothing");
    }
}

/// The policy runs nothing but our own files.
#[test]
fn the_content_policy_is_strict() {
    let policy = include_str!("../../../../web/csp.txt");
    let directive = |name: &str| {
        policy.split(';').map(str::trim).find_map(|part| part.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    assert_eq!(directive("default-src"), "'none'");
    assert_eq!(directive("script-src"), "'self'");
    assert_eq!(directive("connect-src"), "'self'");
    assert_eq!(directive("base-uri"), "'none'");
    assert_eq!(directive("form-action"), "'self'");
    assert_eq!(directive("frame-ancestors"), "'none'");
    assert_eq!(directive("require-trusted-types-for"), "'script'");
    for loose in ["unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "https:", "*"] {
        assert!(!policy.contains(loose), "{loose}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_the_browser_is_told_to_stay_there() {
    let world = World::empty().await;
    let state = hamyar_api::AppState::builder(world.store.clone(), world.identity.clone(), world.store.pool().clone())
        .https(true);
    let router = hamyar_api::router(state.build());
    let request = Request::builder().uri("/api/v1/meta").body(Body::empty()).expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    assert_eq!(answer.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=63072000; includeSubDomains");
}

/// A name that somebody else pointed at this machine reaches nothing, however the page asks.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_to_another_host_is_not_answered() {
    let world = World::empty().await;
    let state = hamyar_api::AppState::builder(world.store.clone(), world.identity.clone(), world.store.pool().clone())
        .hosts(vec!["hamyar.example".to_owned(), "[::1]".to_owned()]);
    let router = hamyar_api::router(state.build());
    let ask = async |host: Option<&str>, path: &str| {
        let mut request = Request::builder().uri(path);
        if let Some(host) = host {
            request = request.header(header::HOST, host);
        }
        router
            .clone()
            .oneshot(request.body(Body::empty()).expect("a request"))
            .await
            .expect("an answer")
            .status()
            .as_u16()
    };
    for host in ["hamyar.example", "HAMYAR.example:8443", "[::1]:80", "[::1]"] {
        assert_eq!(ask(Some(host), "/api/v1/meta").await, 200, "{host}");
    }
    for host in
        ["attacker.example", "hamyar.example.attacker.example", "hamyar.example@attacker.example", "", "127.0.0.1"]
    {
        assert_eq!(ask(Some(host), "/api/v1/meta").await, 421, "{host}");
        assert_eq!(ask(Some(host), "/").await, 421, "{host}");
    }
    assert_eq!(ask(None, "/api/v1/meta").await, 421);
    assert_eq!(ask(None, "http://hamyar.example/api/v1/meta").await, 200, "HTTP/2 names it in the address");
}

/// No method but those of the document does anything, and no other origin is ever allowed anything.
#[tokio::test(flavor = "multi_thread")]
async fn methods_and_origins_that_nobody_needs_reach_nothing() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let family = format!("/families/{}", world.own.family);
    for method in ["TRACE", "CONNECT", "PATCH", "PROPFIND", "DELETE", "HAMYAR"] {
        let answer = manager.with_body(method, &family, "{}").await;
        assert!(matches!(answer.status.as_u16(), 403..=405), "{method} {}", answer.status);
    }
    let preflight = manager
        .request("OPTIONS", &format!("{family}/notes"))
        .header(header::ORIGIN, "https://attacker.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST");
    let preflight = manager.send(preflight.body(Body::empty()).expect("a request")).await;
    assert!(preflight.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
    assert!(!preflight.status.is_success());
}

/// A compressed body is not unfolded: it is not JSON, and nothing grows.
#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_body_is_refused_as_it_is() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(std::io::repeat(b' '), 64 << 20), &mut bomb).expect("written");
    let bomb = bomb.finish().expect("gzip");
    let request = manager
        .request("POST", &format!("/families/{}/notes", world.own.family))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_ENCODING, "gzip");
    let answer = manager.send(request.body(Body::from(bomb)).expect("a request")).await;
    assert_eq!(answer.is(400).code(), "unreadable_request");
}

/// What steers the direction of writing, joins or hides letters is taken out of names and codes; one letter written in two ways is one.
#[tokio::test(flavor = "multi_thread")]
async fn texts_are_kept_as_they_are_read() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let member = format!("/families/{}/members/{}", world.own.family, world.own.head);
    let put = async |name: &str| {
        let body = json!({ "command_id": Uuid::now_v7(), "given_name": name, "relation": "head", "sex": "female" });
        manager.with_body("PUT", &member, body.to_string()).await.is(200);
        let file = manager.get(&format!("/families/{}", world.own.family)).await.ok();
        file["members"][0]["given_name"].as_str().expect("a name").to_owned()
    };
    for (typed, kept) in [
        ("زه\u{202e}را", "زهرا"),
        ("\u{2066}زهرا\u{2069}", "زهرا"),
        ("ز\u{200b}ه\u{2060}ر\u{feff}ا", "زهرا"),
        ("زهرا\u{e0061}\u{e0062}", "زهرا"),
        ("زهرا\u{3164}", "زهرا"),
        ("ا\u{0653}رزو", "آرزو"),
        ("Rene\u{0301}", "René"),
        ("مي\u{200c}خواهم كه", "می\u{200c}خواهم که"),
    ] {
        assert_eq!(put(typed).await, kept, "{typed:?}");
    }
}

/// Two values for one parameter are no value: which of them counts is nobody's to guess.
#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_given_twice_is_refused() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    assert_eq!(manager.get("/families?limit=1&limit=100").await.is(400).code(), "unreadable_query");
    manager.get("/families?limit=1").await.is(200);
}
