//! The profile (شناسنامه محله), version by version, and the boundary.

use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood::{DrawBoundary, RecordProfile, profile_indicator};
use hamyar_events::neighborhood::{FigureCounted, NeighborhoodBoundaryDrawn, ProfileNote};
use hamyar_events::place::FigureDeclared;
use hamyar_events::{CountMethod, Qualifier};
use hamyar_identity::policy::Action;
use hamyar_persian::digits;
use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::super::answers::{CommandAnswers, Done};
use super::super::asked::{Asked, go_on};
use super::super::run::Ids;
use super::allowed;
use super::geometry::Outline;
use crate::input::{At, Code, Day, Faults, Line, Read, Words, body, command};
use crate::problem::Problem;

/// A number with up to three decimals: a JSON number, or digits of any kind as form fields send them.
#[derive(Clone, Copy)]
pub struct Amount(pub(super) i64);

/// Most of anything.
const AMOUNT_MAX: f64 = 1_000_000_000.0;

impl Read for Amount {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let number = match value {
            None | Some(Value::Null) => {
                faults.add(at, "required");
                return None;
            }
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) if text.len() <= 60 => {
                digits::to_ascii(text).trim().replace(['٬', ','], "").replace('٫', ".").parse::<f64>().ok()
            }
            Some(_) => None,
        };
        match number {
            Some(number) if number.abs() <= AMOUNT_MAX => Some(Self((number * 1000.0).round() as i64)),
            _ => {
                faults.add(at, "not_a_number");
                None
            }
        }
    }
}

impl PartialSchema for Amount {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Number).description(Some("With up to three decimals.")).into()
    }
}
impl ToSchema for Amount {}

body! {
    /// A figure as a source prints it.
    pub struct ProfileDeclaredFields {
        indicator: Code,
        value: Amount,
        qualifier: Option<Qualifier>,
        /// As the indicator has it when absent.
        unit: Option<Code>,
        period: Option<Line>,
        source: Line,
        quote: Option<Line>,
    }
}

body! {
    /// A figure that the office counted.
    pub struct CountedFields {
        /// Code of a profile indicator.
        indicator: Code,
        value: Amount,
        method: CountMethod,
        /// The day of the profile when absent.
        counted_on: Option<Day>,
    }
}

body! {
    /// A word on the place; names nobody.
    pub struct NoteFields {
        /// `asset`, `need`, `harm`, `value`, `gate`, `facility`, `conflict`, `location`, `risk`, `audience`, `period`.
        kind: Code,
        text: Words,
        /// The office itself when absent.
        source: Option<Line>,
    }
}

command! {
    /// The profile whole; it becomes the next version.
    pub struct RecordProfileBody {
        /// As their sources print them.
        declared: Vec<ProfileDeclaredFields>,
        /// As the office counted them.
        counted: Vec<CountedFields>,
        notes: Vec<NoteFields>,
        as_of: Option<Day>,
        /// The version that was on the screen.
        after_version: Option<u32>,
    }
}

command! {
    /// Where the neighborhood lies.
    pub struct DrawBoundaryBody {
        geometry: Outline,
        /// Which plan or survey drew it.
        source: Line,
        as_of: Option<Day>,
    }
}

fn declared(fields: ProfileDeclaredFields) -> FigureDeclared {
    let unit = match fields.unit {
        Some(unit) => unit.into_string(),
        None => profile_indicator(fields.indicator.as_str()).map_or_else(String::new, |known| known.unit.to_owned()),
    };
    FigureDeclared {
        indicator: fields.indicator.into_string(),
        value_thousandths: fields.value.0,
        qualifier: fields.qualifier.unwrap_or(Qualifier::Exact),
        unit,
        period: fields.period.map(Line::into_string),
        source: fields.source.into_string(),
        quote: fields.quote.map(Line::into_string),
    }
}

/// Source of what the office itself says of the place.
const OFFICE: &str = "office";

/// Record the neighborhood's profile: the next version.
#[utoipa::path(post, path = "/neighborhoods/{id}/profile", tag = "neighborhoods", request_body = RecordProfileBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn record_profile(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let day = |body: &RecordProfileBody| body.as_of;
    go_on::<Neighborhood, RecordProfileBody>(&asked, "record_profile", day, |body, at| {
        let counted = body.counted.into_iter().map(|one| FigureCounted {
            indicator: one.indicator.into_string(),
            value_thousandths: one.value.0,
            method: one.method,
            counted_on: one.counted_on.map_or(at.day, |day| day.0),
        });
        let notes = body.notes.into_iter().map(|note| ProfileNote {
            kind: note.kind.into_string(),
            text: note.text.into_string(),
            source: note.source.map_or_else(|| OFFICE.to_owned(), Line::into_string),
        });
        let command = RecordProfile {
            figures: body.declared.into_iter().map(declared).collect(),
            counted: counted.collect(),
            notes: notes.collect(),
            as_of: at.day,
            today: Some(at.today),
            after_version: body.after_version,
        };
        Ok((command.into(), Ids::new()))
    })
    .await
}

/// Draw the neighborhood's boundary, or draw it anew.
#[utoipa::path(post, path = "/neighborhoods/{id}/boundary", tag = "neighborhoods", request_body = DrawBoundaryBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn draw_boundary(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::KeepNeighborhood, asked.path[0]).await?;
    let day = |body: &DrawBoundaryBody| body.as_of;
    go_on::<Neighborhood, DrawBoundaryBody>(&asked, "draw_boundary", day, |body, at| {
        let drawn =
            NeighborhoodBoundaryDrawn { boundary: body.geometry.0, as_of: at.day, source: body.source.into_string() };
        Ok((DrawBoundary { drawn, today: at.today }.into(), Ids::new()))
    })
    .await
}
