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

#[test]
fn a_sealed_payload_holds_no_personal_value_and_opens_again_where_it_stands() {
    let (subject, secret) = key();
    let mut value = payload();
    seal(&mut value, PLACE, &HashMap::from([(subject, secret.clone())])).unwrap();
    let text = value.to_string();
    assert!(!text.contains("canary") && text.contains("$sealed") && text.contains("1370"), "{text}");
    let known = HashMap::from([(secret.key_id, keys::KnownKey { subject, key: Some(secret.key.clone()) })]);
    unseal(&mut value, PLACE, &known).unwrap();
    assert_eq!(value, payload());
}

#[test]
fn a_sealed_value_moved_to_another_place_does_not_open() {
    let (subject, secret) = key();
    let mut value = payload();
    seal(&mut value, PLACE, &HashMap::from([(subject, secret.clone())])).unwrap();
    let known = HashMap::from([(secret.key_id, keys::KnownKey { subject, key: Some(secret.key) })]);
    let elsewhere = Place { sequence: 4, ..PLACE };
    assert!(matches!(unseal(&mut value.clone(), elsewhere, &known), Err(StoreError::Unsealable { .. })));
    let mut moved = json!({"type": "member_added", "title": value["names"][0]});
    assert!(matches!(unseal(&mut moved, PLACE, &known), Err(StoreError::Unsealable { .. })));
}

#[test]
fn a_destroyed_or_missing_key_leaves_the_erased_form() {
    let (subject, secret) = key();
    let mut value = payload();
    seal(&mut value, PLACE, &HashMap::from([(subject, secret.clone())])).unwrap();
    let mut destroyed = value.clone();
    unseal(&mut destroyed, PLACE, &HashMap::from([(secret.key_id, keys::KnownKey { subject, key: None })])).unwrap();
    assert_eq!(destroyed["names"][0]["$open"], json!({"s": subject.to_string(), "v": null, "erased": true}));
    unseal(&mut value, PLACE, &HashMap::new()).unwrap();
    assert_eq!(value["names"][0]["$open"]["erased"], json!(true));
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
