//! What reads requests, for programs that try it with everything.

use crate::input::{
    Clock, Code, Day, Device, FieldTime, Line, Name, NationalNumber, PageQuery, Secret, Sent, Words, body, command,
    read_cursor,
};
use crate::problem::Problem;

command! {
    /// One field of every kind: every body of the interface is made of these.
    pub struct EveryKind {
        name: Name,
        line: Option<Line>,
        words: Option<Words>,
        code: Code,
        secret: Option<Secret>,
        national_id: Option<NationalNumber>,
        day: Option<Day>,
        at: Option<FieldTime>,
        clock: Option<Clock>,
        on: Option<Device>,
        small: u8,
        large: Option<i64>,
        yes: Option<bool>,
        id: Option<uuid::Uuid>,
        inner: Option<Inner>,
        list: Vec<Inner>,
        lists: Vec<Vec<Code>>,
    }
}

body! {
    /// A body inside another.
    pub struct Inner {
        name: Option<Name>,
        value: u16,
    }
}

/// Reads bytes as the body of a command. Whatever was typed, a refusal does not repeat it.
pub fn body(bytes: &[u8]) {
    let Ok(sent) = Sent::from_json(bytes) else { return };
    let _ = sent.fingerprint("fuzzing", &[]);
    let _ = sent.text("inner.name");
    match sent.read::<EveryKind>() {
        Ok(_) => {}
        Err(Problem::Invalid(errors)) => {
            assert!(!errors.is_empty(), "a refusal says why");
            for error in errors {
                assert!(!error.message.is_empty() && !error.message_en.is_empty(), "{} has no words", error.rule);
                assert!(error.field.len() < 2_000, "a field's name is a path, not what was sent");
            }
        }
        Err(other) => panic!("a body that is JSON is read or its fields are named: {other:?}"),
    }
}

/// Reads a text as every kind of query parameter.
pub fn query(text: &str) {
    let given = Some(text.to_owned());
    let mut page = PageQuery::default();
    let limit = page.limit(&given);
    let _ = page.parse::<i64>("at_least", &given);
    let _ = page.parse::<uuid::Uuid>("center_id", &given);
    let _ = page.day("from", &given);
    let searched = page.text("q", &given);
    assert!(searched.is_none_or(|searched| !searched.contains('\0')));
    if page.done().is_ok() {
        assert!((1..=100).contains(&limit));
    }
    let _ = read_cursor(&given);
    let uri = axum::http::Uri::try_from(format!("/x?{text}"));
    if let Ok(uri) = uri {
        let _ = axum::extract::Query::<std::collections::HashMap<String, String>>::try_from_uri(&uri);
    }
}
