//! When something happened in the field, as answers say it.

use serde::Serialize;
use utoipa::ToSchema;

/// When something happened in the field, and how exactly that is known.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FieldTime {
    /// RFC 3339 instant, or ISO civil date.
    pub iso: String,
    /// `1405-09-01 14:05` or `1405-09-01`.
    pub jalali: String,
    /// `instant`, `day` or `about`.
    pub precision: String,
}

impl From<hamyar_events::HappenedAt> for FieldTime {
    fn from(at: hamyar_events::HappenedAt) -> Self {
        let jalali = match at {
            hamyar_events::HappenedAt::Instant(instant) => hamyar_persian::tehran_datetime_text(instant),
            hamyar_events::HappenedAt::Day(day) | hamyar_events::HappenedAt::About(day) => {
                hamyar_persian::JalaliDate::from(day).to_string()
            }
        };
        Self { iso: at.to_string(), jalali, precision: at.precision().as_str().to_owned() }
    }
}
