//! Rules of sealing that need no database.

use super::*;
use serde_json::json;

const PLACE: Place<'static> =
    Place { stream: "family", id: Uuid::from_u128(5), sequence: 3, event_type: "member_added", event_version: "1" };

fn key() -> (Subject, keys::SubjectKey) {
    (
        Subject::Person(Uuid::from_u128(7)),
        keys::SubjectKey { key_id: Uuid::from_u128(70), key: cipher::random_secret() },
    )
}

fn payload() -> Value {
    json!({"type": "member_added", "names": [{"$open": {"s": "person:00000000-0000-0000-0000-000000000007", "v": "canary"}}], "year": 1370})
}

/// The payload opened from its stored text, as readers get it.
fn opened(stored: &str, place: Place<'_>, known: &HashMap<Uuid, keys::KnownKey>) -> Result<Value, StoreError> {
    let text = unseal(stored, &found_in(stored, place)?, place, known)?;
    Ok(serde_json::from_str(&text).unwrap())
}

fn sealed(value: &Value, subject: Subject, secret: &keys::SubjectKey) -> Value {
    let mut value = value.clone();
    seal(&mut value, PLACE, &HashMap::from([(subject, secret.clone())])).unwrap();
    value
}

fn known(subject: Subject, secret: &keys::SubjectKey) -> HashMap<Uuid, keys::KnownKey> {
    HashMap::from([(secret.key_id, keys::KnownKey { subject, key: Some(secret.key.clone()) })])
}

#[test]
fn a_sealed_payload_holds_no_personal_value_and_opens_again_where_it_stands() {
    let (subject, secret) = key();
    let text = sealed(&payload(), subject, &secret).to_string();
    assert!(!text.contains("canary") && text.contains("$sealed") && text.contains("1370"), "{text}");
    assert_eq!(opened(&text, PLACE, &known(subject, &secret)).unwrap(), payload());
}

/// The first form of a sealed value, as logs have it that were begun with it.
fn in_the_first_form(subject: Subject, secret: &keys::SubjectKey, open: &Value) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let plain = json!({"s": subject.to_string(), "v": open}).to_string();
    let associated = "family|00000000-0000-0000-0000-000000000005|3|member_added|1|/name";
    let (nonce, cipher) = cipher::encrypt(&secret.key, plain.as_bytes(), associated.as_bytes());
    let inner = json!({"v": 1, "k": secret.key_id, "n": STANDARD.encode(nonce), "c": STANDARD.encode(cipher)});
    json!({"name": {"$sealed": inner}}).to_string()
}

#[test]
fn the_first_form_opens_as_before() {
    let (subject, secret) = key();
    let text = in_the_first_form(subject, &secret, &json!({"given": "canary"}));
    let open = json!({"name": {"$open": {"s": subject.to_string(), "v": {"given": "canary"}}}});
    assert_eq!(opened(&text, PLACE, &known(subject, &secret)).unwrap(), open);
}

#[test]
fn neither_form_is_taken_for_the_other() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let (subject, secret) = key();
    let first: Value = serde_json::from_str(&in_the_first_form(subject, &secret, &json!("canary"))).unwrap();
    let part = |name: &str| STANDARD.decode(first["name"]["$sealed"][name].as_str().unwrap()).unwrap();
    let whole = STANDARD.encode([part("n"), part("c")].concat());
    let as_second = json!({"name": {"$sealed": {"v": 2, "k": secret.key_id, "c": whole}}}).to_string();
    let keys = known(subject, &secret);
    assert!(
        matches!(opened(&as_second, PLACE, &keys), Err(StoreError::Unsealable { pointer, .. }) if pointer == "/name")
    );

    let second = sealed(&payload(), subject, &secret);
    let whole = STANDARD.decode(second["names"][0]["$sealed"]["c"].as_str().unwrap()).unwrap();
    let (nonce, cipher) = (STANDARD.encode(&whole[..12]), STANDARD.encode(&whole[12..]));
    let as_first = json!({"names": [{"$sealed": {"v": 1, "k": secret.key_id, "n": nonce, "c": cipher}}]}).to_string();
    assert!(
        matches!(opened(&as_first, PLACE, &keys), Err(StoreError::Unsealable { pointer, .. }) if pointer == "/names/0")
    );
}

#[test]
fn a_payload_opens_whatever_stands_around_its_sealed_values() {
    let (subject, secret) = key();
    let open = |text: &str| json!({"$open": {"s": subject.to_string(), "v": text}});
    let value = json!({
        "a/b~c": {"\"$sealed\" quoted \\": [1.5e3, null, true, {}, [], open("first \" } ] \\")]},
        "text": "{\"$sealed\":{\"v\":1}} is only said here",
        "nested": {"deep": [[open("second")], {"$open": {"s": subject.to_string(), "v": {"inner": ["\u{200c}سلام", 7]}}}]},
        "سلام": open("third"),
    });
    let stored = sealed(&value, subject, &secret);
    for text in [stored.to_string(), serde_json::to_string_pretty(&stored).unwrap()] {
        assert_eq!(opened(&text, PLACE, &known(subject, &secret)).unwrap(), value, "{text}");
    }
    let pointers: Vec<String> =
        found_in(&stored.to_string(), PLACE).unwrap().into_iter().map(|found| found.pointer).collect();
    assert_eq!(pointers[0], "/a~1b~0c/\"$sealed\" quoted \\/5");
}

#[test]
fn what_only_looks_sealed_is_left_as_it_stands() {
    for text in [
        r#"{"a":{"$sealed":{"v":2,"k":"00000000-0000-0000-0000-000000000046","n":"","c":""}}}"#,
        r#"{"a":{"$sealed":{"v":3,"k":"00000000-0000-0000-0000-000000000046","c":""}}}"#,
        r#"{"a":{"$sealed":{"v":1,"k":"00000000-0000-0000-0000-000000000046","c":""}}}"#,
        r#"{"a":{"$sealed":{"v":1,"k":"no id","n":"","c":""}}}"#,
        r#"{"a":{"$sealed":"text"},"b":{"$sealed":{"v":1},"more":1}}"#,
        r#"{"a":{"other":1,"$sealed":{"v":1,"k":"00000000-0000-0000-0000-000000000046","n":"","c":""}}}"#,
    ] {
        assert_eq!(unseal(text, &found_in(text, PLACE).unwrap(), PLACE, &HashMap::new()).unwrap(), text);
    }
}

#[test]
fn a_text_that_is_no_payload_is_refused() {
    let deep = format!("{}\"$sealed\"{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in [r#"{"$sealed""#, r#"{"a":{"$sealed":1"#, r#"["$sealed" 1]"#, r#"{"$sealed":1 2}"#, &deep] {
        assert!(matches!(found_in(text, PLACE), Err(StoreError::Corrupt { .. })), "{}", &text[..20.min(text.len())]);
    }
    let key_id = Uuid::from_u128(70);
    for form in [r#""v":1,"n":"AA==","#, r#""v":2,"#] {
        let short = format!(r#"{{"a":{{"$sealed":{{{form}"k":"{key_id}","c":""}}}}}}"#);
        assert!(matches!(found_in(&short, PLACE), Err(StoreError::Unsealable { pointer, .. }) if pointer == "/a"));
    }
}

#[test]
fn a_sealed_value_moved_to_another_place_does_not_open() {
    let (subject, secret) = key();
    let value = sealed(&payload(), subject, &secret);
    let elsewhere = Place { sequence: 4, ..PLACE };
    let keys = known(subject, &secret);
    assert!(matches!(opened(&value.to_string(), elsewhere, &keys), Err(StoreError::Unsealable { .. })));
    let moved = json!({"type": "member_added", "title": value["names"][0]});
    assert!(matches!(opened(&moved.to_string(), PLACE, &keys), Err(StoreError::Unsealable { .. })));
}

#[test]
fn a_destroyed_key_leaves_the_erased_form() {
    let (subject, secret) = key();
    let text = sealed(&payload(), subject, &secret).to_string();
    let destroyed = HashMap::from([(secret.key_id, keys::KnownKey { subject, key: None })]);
    let value = opened(&text, PLACE, &destroyed).unwrap();
    assert_eq!(value["names"][0]["$open"], json!({"s": subject.to_string(), "v": null, "erased": true}));
}

#[test]
fn a_lost_key_is_an_error_and_never_passes_for_an_erasure() {
    let (subject, secret) = key();
    let text = sealed(&payload(), subject, &secret).to_string();
    let fault = opened(&text, PLACE, &HashMap::new());
    assert!(matches!(fault, Err(StoreError::KeyLost { sequence: 3, pointer, .. }) if pointer == "/names/0"));
}

#[test]
fn the_character_nul_is_refused_and_its_place_named() {
    let mut found = HashSet::new();
    let fault = subjects(
        &json!({"a/b": [{"$open": {"s": "family:00000000-0000-0000-0000-000000000007", "v": "x\0y"}}]}),
        &mut found,
    );
    assert!(matches!(fault, Err(StoreError::ForbiddenCharacter { pointer }) if pointer == "/a~1b/0/$open/v"));
}

#[test]
fn a_lone_surrogate_never_becomes_a_text() {
    assert!(serde_json::from_str::<Value>(r#""\ud800""#).is_err());
}

#[test]
fn a_master_key_file_is_made_once_with_mode_0600_and_refused_when_others_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    assert!(MasterKey::from_file(&path, false).is_err());
    let made = MasterKey::from_file(&path, true).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(MasterKey::from_file(&path, true).unwrap().id(), made.id());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(MasterKey::from_file(&path, false), Err(MasterKeyError::TooOpen { mode: 0o640, .. })));
}

#[test]
fn a_new_master_key_leaves_the_blind_index_and_the_fingerprints_as_they_are() {
    for key in [MasterKey::generate(), MasterKey::from_bytes([7; 32])] {
        let other = key.with_new_master();
        assert_ne!(other.id(), key.id());
        assert_eq!(other.index(), key.index());
        assert_eq!(other.fingerprint(), key.fingerprint());
        assert_ne!(key.index(), key.fingerprint());
    }
}

#[test]
fn a_key_file_holds_three_keys_and_an_older_one_the_master_key_alone() {
    let folder = std::env::temp_dir().join(format!("hamyar-keys-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("store.key");
    let made = MasterKey::from_file(&path, true).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 3);
    let read = MasterKey::from_file(&path, false).unwrap();
    assert_eq!((read.id(), read.index(), read.fingerprint()), (made.id(), made.index(), made.fingerprint()));
    let first = text.lines().next().unwrap();
    std::fs::write(&path, format!("{first}\n")).unwrap();
    let alone = MasterKey::from_file(&path, false).unwrap();
    assert_eq!(alone.id(), made.id());
    assert_ne!(alone.index(), made.index());
    std::fs::write(&path, format!("{first}\n{first}\n")).unwrap();
    assert!(matches!(MasterKey::from_file(&path, false), Err(MasterKeyError::NotAKey)));
    std::fs::remove_dir_all(&folder).unwrap();
}
