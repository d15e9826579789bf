//! What the rules need beside the stream: the program's numbers, the published indicator set, and the registers that a body names.

use chrono::NaiveDate;
use hamyar_domain::{
    Agency, Center, DEFAULT_INDICATOR_SET_ID, IndicatorSet, Neighborhood, Place, PublishedSet, SETTINGS_ID, Settings,
};
use hamyar_events::IndicatorSetId;
use hamyar_events::family::SetReference;
use hamyar_events::settings::ProgramNumbers;
use std::sync::Arc;
use uuid::Uuid;

use super::run::store_problem;
use crate::input::Sent;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// The program's numbers in force on a day, from the log's own state.
pub(crate) async fn numbers(state: &AppState, day: NaiveDate) -> Result<ProgramNumbers, Problem> {
    let settings = state.store().load::<Settings>(SETTINGS_ID).await.map_err(store_problem)?;
    Ok(settings.state.in_effect(day))
}

/// Jalali years for which a closed file is kept, as the settings say today.
pub(crate) async fn retention_years(state: &AppState) -> Result<u8, Problem> {
    Ok(numbers(state, state.today()).await?.retention_years())
}

/// The set in force on a day; a program without one cannot assess.
pub(crate) async fn current_set(state: &AppState, day: NaiveDate) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(DEFAULT_INDICATOR_SET_ID).await.map_err(store_problem)?;
    let published = set.state.in_effect(IndicatorSetId(DEFAULT_INDICATOR_SET_ID), day);
    published.map(Arc::new).ok_or_else(|| Problem::refused("no_indicator_set"))
}

/// A version of a set as it was published.
pub(crate) async fn published_set(state: &AppState, reference: SetReference) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(reference.set_id.0).await.map_err(store_problem)?;
    let published = set.state.published(reference.set_id, reference.version);
    published.map(Arc::new).ok_or_else(|| Problem::refused("no_indicator_set"))
}

/// The version a form was drawn from; one that takes effect later is not read by yet.
pub(crate) async fn set_of_form(state: &AppState, reference: SetReference) -> Result<Arc<PublishedSet>, Problem> {
    let set = state.store().load::<IndicatorSet>(reference.set_id.0).await.map_err(store_problem)?;
    let published = set.state.published(reference.set_id, reference.version);
    let published = published.ok_or_else(|| Problem::refused("no_indicator_set"))?;
    if !set.state.was_in_effect_by(reference.version, state.today()) {
        return Err(Problem::field("set.version", "in_future"));
    }
    Ok(Arc::new(published))
}

/// The center a field names.
pub(crate) async fn center(state: &AppState, field: &str, id: Uuid) -> Result<Center, Problem> {
    let center = state.store().load::<Center>(id).await.map_err(store_problem)?;
    if center.sequence == 0 { Err(Problem::field(field, "unknown")) } else { Ok(center.state) }
}

/// The center a field names, which still takes families.
pub(crate) async fn open_center(state: &AppState, field: &str, id: Uuid) -> Result<Center, Problem> {
    let center = center(state, field, id).await?;
    if center.closed_on.is_some() { Err(Problem::refused("center_closed")) } else { Ok(center) }
}

/// The agency a field names.
pub(crate) async fn agency(state: &AppState, field: &str, id: Uuid) -> Result<Agency, Problem> {
    let agency = state.store().load::<Agency>(id).await.map_err(store_problem)?.state;
    if agency.registered { Ok(agency) } else { Err(Problem::field(field, "unknown")) }
}

/// The agency a field names, which is to be told of families: never an enforcement body, which receives no names, addresses, categories or
/// packets.
pub(crate) async fn trusted_agency(state: &AppState, field: &str, id: Uuid) -> Result<(), Problem> {
    let agency = agency(state, field, id).await?;
    if agency.enforcement { Err(Problem::refused("enforcement_agency")) } else { Ok(()) }
}

/// Whether an agency is an enforcement body now.
pub(crate) async fn is_enforcement(state: &AppState, id: Uuid) -> Result<bool, Problem> {
    Ok(state.store().load::<Agency>(id).await.map_err(store_problem)?.state.enforcement)
}

/// The place a field names.
pub(crate) async fn place(state: &AppState, field: &str, id: Uuid) -> Result<(), Problem> {
    let found = state.store().load::<Place>(id).await.map_err(store_problem)?;
    if found.sequence == 0 { Err(Problem::field(field, "unknown")) } else { Ok(()) }
}

/// The neighborhood a field names.
pub(crate) async fn neighborhood(state: &AppState, field: &str, id: Uuid) -> Result<(), Problem> {
    let found = state.store().load::<Neighborhood>(id).await.map_err(store_problem)?;
    if found.sequence == 0 { Err(Problem::field(field, "unknown")) } else { Ok(()) }
}

/// A term of one of the catalogs, retired ones included: what was written down before stays right. A store into which none of the catalogs
/// was loaded cannot judge a code.
async fn term(state: &AppState, field: &str, catalogs: &[&str], code: &str) -> Result<(), Problem> {
    let names: Vec<String> = catalogs.iter().map(|name| (*name).to_owned()).collect();
    let (known, loaded): (bool, bool) = sqlx::query_as(
        "select exists (select 1 from catalog_term where catalog = any($1) and code = $2), exists (select 1 from catalog_term where catalog = any($1))",
    )
    .bind(names)
    .bind(code)
    .fetch_one(state.read())
    .await
    .map_err(|error| from_database("catalog terms", error))?;
    if known || !loaded { Ok(()) } else { Err(Problem::field(field, "unknown")) }
}

/// As [`term`], for every code of a list.
pub(crate) async fn terms(state: &AppState, field: &str, catalogs: &[&str], codes: &[String]) -> Result<(), Problem> {
    for (index, code) in codes.iter().enumerate() {
        term(state, &format!("{field}[{index}]"), catalogs, code).await?;
    }
    Ok(())
}

/// The register in which a field's value must stand.
#[derive(Clone, Copy)]
enum Register {
    Neighborhood,
    Center,
    Agency,
    /// One that may be told of families.
    TrustedAgency,
    Catalogs(&'static [&'static str]),
}

const KINDS: Register = Register::Catalogs(&["service_kind", "focused_aid_method"]);

/// Which fields of which operation name a row of a register.
const REFERENCES: &[(&str, &str, Register)] = &[
    ("identify_family", "neighborhood_id", Register::Neighborhood),
    ("identify_family", "referred_by", Register::Agency),
    ("join_registration", "neighborhood_id", Register::Neighborhood),
    ("join_registration", "referred_by", Register::Agency),
    ("change_address", "neighborhood_id", Register::Neighborhood),
    ("move_family", "center_id", Register::Center),
    ("move_members", "new_file.neighborhood_id", Register::Neighborhood),
    ("add_category", "category", Register::Catalogs(&["vulnerable_group"])),
    ("record_coverage", "agency_id", Register::Agency),
    ("reconcile_record", "agency_id", Register::Agency),
    ("send_to_agency", "agency_id", Register::TrustedAgency),
    ("agree_to_handing_on", "agency_id", Register::TrustedAgency),
    ("refuse_handing_on", "agency_id", Register::Agency),
    ("form_fund", "neighborhood_id", Register::Neighborhood),
    ("form_fund", "agency_id", Register::Agency),
    ("plan_activity", "form", Register::Catalogs(&["general_aid_form"])),
    ("plan_activity", "neighborhood_id", Register::Neighborhood),
    ("plan_entry", "kind", KINDS),
    ("record_service", "kind", KINDS),
    ("record_service", "provider_agency_id", Register::Agency),
    ("correct_service", "replacement.kind", KINDS),
    ("correct_service", "replacement.provider_agency_id", Register::Agency),
];

/// Looks up what a body, already read into its shape, names in registers; a 422 names the field.
pub(crate) async fn references(state: &AppState, operation: &str, sent: &Sent) -> Result<(), Problem> {
    for (_, field, register) in REFERENCES.iter().filter(|(name, ..)| *name == operation) {
        let Some(text) = sent.text(field) else { continue };
        let id = text.parse::<Uuid>().map_err(|_| Problem::field(field, "not_an_id"));
        match register {
            Register::Neighborhood => neighborhood(state, field, id?).await?,
            Register::Center => {
                open_center(state, field, id?).await?;
            }
            Register::Agency => {
                agency(state, field, id?).await?;
            }
            Register::TrustedAgency => trusted_agency(state, field, id?).await?,
            Register::Catalogs(names) => term(state, field, names, text).await?,
        }
    }
    Ok(())
}
