//! Ids and dates of seed data. They derive from public names only, so a plain UUIDv5 is in order here.

use chrono::NaiveDate;
use hamyar_persian::JalaliDate;
use uuid::Uuid;

/// The namespace of every id that seed data makes.
const NAMESPACE: Uuid = Uuid::from_u128(0x5eed_4a3d_7c10_4f6e_9b52_0d1f_68a7_3c91);

/// Id of a stream: kind and key, as `place`, `mashhad`.
pub fn stream_id(kind: &str, key: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{key}").as_bytes())
}

/// Id of a command within a stream.
pub fn command_id(stream_id: Uuid, key: &str) -> Uuid {
    Uuid::new_v5(&stream_id, key.as_bytes())
}

/// The stream of a catalog; other parts of the program read catalogs by it.
pub fn catalog_id(catalog: &str) -> Uuid {
    stream_id("catalog", catalog)
}

/// Around when a seed document was written, by the number with which a source begins.
pub fn document_day(source: &str) -> NaiveDate {
    let (year, month) = match source.get(..3) {
        // Summer of 1397: the workshops and the profiles.
        Some("000") => (1397, 6),
        // The pilot's decree and conference.
        Some("001") => (1393, 6),
        // «بهمن ۱۳۹۷» on the title page.
        Some("002") => (1397, 11),
        _ => (1399, 1),
    };
    JalaliDate::new(year, month, 1).map(JalaliDate::to_gregorian).unwrap_or_default()
}
