//! What reads stored payloads, for programs that try it with everything.

use crate::sealing::scan_for_sealed;

/// Looks for sealed values in a payload's text: what is found lies in the text, in order, and is JSON of its own.
pub fn sealed(text: &str) {
    let Ok(found) = scan_for_sealed(text) else { return };
    let mut end = 0;
    for range in found {
        assert!(range.start >= end && range.end <= text.len());
        end = range.end;
        let value: Result<serde_json::Value, _> = serde_json::from_str(&text[range]);
        assert!(value.is_ok_and(|value| value.get("$sealed").is_some()));
    }
}
