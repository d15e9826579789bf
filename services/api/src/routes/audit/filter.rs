//! The filter of the trail as it stands in a query.

use hamyar_events::Actor;
use hamyar_projections::audit::{AuditFilter, Cursor};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::input::{PageQuery, read_cursor};
use crate::problem::Problem;

/// Most days that can be asked for as «recorded so many days late».
const DAYS_LATE_MAX: i32 = 40_000;

/// Which events the trail shows; every given condition must hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrailQuery {
    /// Stream type, as `family`; with an id, as `family:<uuid>`.
    stream: Option<String>,
    /// `user:<uuid>` or `system:<name>`.
    actor: Option<String>,
    /// Stored event types, as `tier_assigned`; several with commas between them.
    r#type: Option<String>,
    /// Recorded on this day in Tehran or later.
    from: Option<String>,
    /// Recorded on this day or earlier.
    to: Option<String>,
    /// Happened on this day or later. With it, or with `happened_to`, events come in the order in which they happened.
    happened_from: Option<String>,
    /// Happened on this day or earlier.
    happened_to: Option<String>,
    /// Of families, caseworkers and cases that were this center's at the time.
    center_id: Option<String>,
    /// In the neighborhoods of this place (province, county, city, zone …), or in this neighborhood. Families whose address is under threat are not
    /// found by place.
    place_id: Option<String>,
    /// `true`: recorded between 22:00 and 06:00 in Tehran.
    night: Option<String>,
    /// Recorded at least so many days after it happened.
    days_late: Option<String>,
    /// `true`: tiers given against the computed one.
    overridden: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// `csv` or `jsonl`, for an export.
    pub(super) format: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A filter as read, with where the page begins.
pub(super) struct Asked {
    pub(super) filter: AuditFilter,
    pub(super) cursor: Option<Cursor>,
    pub(super) limit: i64,
}

impl TrailQuery {
    /// Reads every value, or names all that cannot be read.
    pub(super) fn read(&self) -> Result<Asked, Problem> {
        let mut read = PageQuery::default();
        let limit = read.limit(&self.limit);
        let (stream, stream_id) = match read.text("stream", &self.stream) {
            Some(text) => match text.split_once(':') {
                Some((stream, id)) => (Some(stream.to_owned()), read.parse::<Uuid>("stream", &Some(id.to_owned()))),
                None => (Some(text), None),
            },
            None => (None, None),
        };
        let types = read.text("type", &self.r#type).unwrap_or_default();
        let event_types: Vec<String> =
            types.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        if event_types.iter().any(|one| !one.chars().all(|c| c.is_ascii_lowercase() || c == '_')) {
            read.fault("type", "malformed");
        }
        let days_late_min: Option<i32> = read.parse("days_late", &self.days_late);
        if days_late_min.is_some_and(|days| !(0..=DAYS_LATE_MAX).contains(&days)) {
            read.fault("days_late", "malformed");
        }
        let filter = AuditFilter {
            stream,
            stream_id,
            actor: read.parse::<Actor>("actor", &self.actor),
            event_types,
            from: read.day("from", &self.from),
            to: read.day("to", &self.to),
            happened_from: read.day("happened_from", &self.happened_from),
            happened_to: read.day("happened_to", &self.happened_to),
            center_id: read.parse("center_id", &self.center_id),
            place_id: read.parse("place_id", &self.place_id),
            night: read.parse("night", &self.night).unwrap_or(false),
            days_late_min,
            overridden: read.parse("overridden", &self.overridden).unwrap_or(false),
        };
        for (name, from, to) in
            [("to", filter.from, filter.to), ("happened_to", filter.happened_from, filter.happened_to)]
        {
            if let (Some(from), Some(to)) = (from, to)
                && to < from
            {
                read.fault(name, "before_start");
            }
        }
        read.done()?;
        let cursor = match read_cursor(&self.cursor)? {
            Some(place) => Some(place.parse::<Cursor>().map_err(|()| Problem::field("cursor", "malformed"))?),
            None => None,
        };
        Ok(Asked { filter, cursor, limit })
    }
}

/// The file format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Jsonl,
}

impl Format {
    pub(super) fn read(text: Option<&str>) -> Result<Self, Problem> {
        match text {
            Some("csv") => Ok(Self::Csv),
            Some("jsonl") => Ok(Self::Jsonl),
            None | Some("") => Err(Problem::field("format", "required")),
            Some(_) => Err(Problem::field("format", "not_in_set")),
        }
    }

    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Jsonl => "application/x-ndjson; charset=utf-8",
        }
    }
}
