//! The house itself: it stops and starts again, and its desk answers stale and curious people alike.

use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::support::{Person, Store, Town};

/// A real store starts with its first administrator only; stopped and started again it keeps what it has.
#[tokio::test]
async fn a_stopped_store_starts_again_with_its_data() {
    let store = Store::private();
    let mut server = store.serve();
    let password = server.administrator_password();
    let administrator = Person::sign_in(&server.url, "rahbar", &password).await;
    let users = administrator.get("/users").await.ok();
    assert_eq!(users["items"].as_array().map(Vec::len), Some(1), "{users:#}");
    let meta = administrator.get("/meta").await.ok();
    assert_eq!(meta["demo"], false, "{meta:#}");
    assert_eq!(server.stop(), 0);
    let server = store.serve();
    Person::sign_in(&server.url, "rahbar", &password).await;
}

/// Two people had the same file open; the second, who replaces what the first changed, is told so.
#[tokio::test]
async fn who_replaces_what_another_changed_is_told() {
    let town = Town::new().await;
    let id = town.held("نمونه").await;
    let path = format!("/families/{id}");
    let seen = town.manager.get(&path).await;
    let tag = seen.etag.clone().expect("an ETag");
    seen.ok();
    let contact = |text: &str| json!({ "command_id": Uuid::now_v7(), "instruction": text });
    let (to, headers) = (format!("{path}/safe-contact"), [("if-match", tag.as_str())]);
    town.manager.send(Method::POST, &to, &headers, Some(contact("پیش از ظهر"))).await.ok();
    let late = town.manager.send(Method::POST, &to, &headers, Some(contact("پس از ظهر"))).await;
    assert_eq!(late.status.as_u16(), 412, "{:#}", late.body);
}

/// An administrator keeps accounts and opens no file.
#[tokio::test]
async fn an_administrator_opens_no_family_file() {
    let town = Town::new().await;
    let id = town.identified("نمونه").await;
    assert_eq!(town.administrator.get(&format!("/families/{id}")).await.status, 403);
}
