//! Non-governmental organizations and their licences, answered by the supervisory board.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Ngo;
use hamyar_domain::ngo as domain;
use hamyar_events::ngo::*;
use hamyar_events::{LicenceId, LicenceLevel};
use hamyar_projections::national::{self, LicenceReport, NgoCard};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::agreements::PlaceQuery;
use super::bodies::*;
use super::*;

/// Organizations with their licences, those that wait for an answer first.
#[utoipa::path(get, path = "/ngos", tag = "national", params(PlaceQuery),
    responses((status = 200, body = Page<NgoCard>), ReadProblems))]
pub(crate) async fn list_ngos(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PlaceQuery>,
) -> Result<Json<Page<NgoCard>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::ngos(state.read(), query.place()?, state.today(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("organizations", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// One organization with its licences.
#[utoipa::path(get, path = "/ngos/{id}", tag = "national",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = NgoCard), ReadProblems))]
pub(crate) async fn read_ngo(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<NgoCard>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::ngo(state.read(), path[0], state.today()).await;
    found.map_err(|error| from_database("organization", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Write an organization down.
#[utoipa::path(post, path = "/ngos", tag = "national", request_body = RegisterNgoBody, responses(CommandAnswers))]
pub(crate) async fn register_ngo(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: RegisterNgoBody = asked.sent.read()?;
    place_to_keep(&asked.state, &asked.signed, "place_id", body.place_id).await?;
    let day = |body: &RegisterNgoBody| body.registered_on;
    begin::<Ngo, RegisterNgoBody>(&asked, "register_ngo", day, |body, at| {
        let id = derived_id(body.command_id, "ngo");
        let ngo = NgoRegistered { name: body.name.into_string(), place_id: body.place_id, registered_on: at.day };
        Ok((id, domain::RegisterNgo { ngo, today: at.today }.into(), ids("ngo_id", id)))
    })
    .await
}

/// An organization that the person keeps.
async fn keep<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let ngo = run::there::<Ngo>(state, path[0]).await?;
    own_place(state, signed, ngo.place_id.map(|place| place.0)).await
}

national_operation! {
    /// An organization asks for a licence.
    post "/ngos/{id}/applications" ["id"] apply_for_licence(ApplyForLicenceBody) on Ngo, day applied_on, keep keep, |body, at, _path| {
        let application = LicenceApplied { level: body.level, applied_on: at.day };
        (domain::ApplyForLicence { application, today: at.today }.into(), Ids::new())
    }
}

/// The supervisory board gives the licence that was asked for.
#[utoipa::path(post, path = "/ngos/{id}/grant", tag = "national", request_body = GrantLicenceBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn grant_licence(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: GrantLicenceBody = asked.sent.read()?;
    keep(&asked.state, &asked.signed, &asked.path, &body).await?;
    let ngo = run::there::<Ngo>(&asked.state, asked.path[0]).await?;
    // The level is that of the application; without one the rules refuse whatever is said.
    let level = ngo.application.map_or(LicenceLevel::National, |(level, _)| level);
    let day = |body: &GrantLicenceBody| body.granted_on;
    go_on::<Ngo, GrantLicenceBody>(&asked, "grant_licence", day, |body, at| {
        let id = derived_id(body.command_id, "licence");
        let licence = LicenceGranted {
            licence_id: LicenceId(id),
            level,
            number: body.number.into_string(),
            granted_on: at.day,
            valid_until: body.valid_until.0,
        };
        Ok((domain::GrantLicence { licence, today: at.today }.into(), ids("licence_id", id)))
    })
    .await
}

national_operation! {
    /// The supervisory board gives no licence.
    post "/ngos/{id}/refuse" ["id"] refuse_licence(RefuseLicenceBody) on Ngo, day refused_on, keep keep, |body, at, _path| {
        let refusal = LicenceRefused { reason: body.reason, refused_on: at.day };
        (domain::RefuseLicence { refusal, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// A licence holds longer.
    post "/ngos/{id}/licences/{licence_id}/renew" ["id", "licence_id"] renew_licence(RenewLicenceBody) on Ngo, day renewed_on, keep keep, |body, at, path| {
        let renewal = LicenceRenewed { licence_id: LicenceId(path[1]), renewed_on: at.day, valid_until: body.valid_until.0 };
        (domain::RenewLicence { renewal, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// A licence holds no more.
    post "/ngos/{id}/licences/{licence_id}/revoke" ["id", "licence_id"] revoke_licence(RevokeLicenceBody) on Ngo, day revoked_on, keep keep, |body, at, path| {
        let revocation = LicenceRevoked { licence_id: LicenceId(path[1]), reason: body.reason, revoked_on: at.day };
        (domain::RevokeLicence { revocation, today: at.today }.into(), Ids::new())
    }
}

/// When.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LicenceQuery {
    /// First day, in either calendar; the beginning when absent.
    from: Option<String>,
    /// Last day, in either calendar; today when absent.
    until: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Licences by level in a time, beside what documents print with their own periods.
#[utoipa::path(get, path = "/reports/licences", tag = "national", params(LicenceQuery),
    responses((status = 200, body = LicenceReport), ReadProblems))]
pub(crate) async fn read_licence_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<LicenceQuery>,
) -> Result<Json<LicenceReport>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let mut read = PageQuery::default();
    let from = read.day("from", &query.from);
    let until = read.day("until", &query.until).unwrap_or_else(|| state.today());
    if from.is_some_and(|from| from > until) {
        read.fault("until", "before_start");
    }
    read.done()?;
    let found = national::licence_report(state.read(), from, until).await;
    found.map(Json).map_err(|error| from_database("licence report", error))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_ngos, register_ngo))
        .routes(routes!(read_ngo))
        .routes(routes!(apply_for_licence))
        .routes(routes!(grant_licence))
        .routes(routes!(refuse_licence))
        .routes(routes!(renew_licence))
        .routes(routes!(revoke_licence))
        .routes(routes!(read_licence_report))
}
