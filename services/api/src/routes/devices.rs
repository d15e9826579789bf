//! Devices: browsers in which somebody has signed in. The person names them; a lost one is wiped when it next comes by.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{DEVICE_NAME_MAX, Device, Role};
use hamyar_projections::views::{Instant, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::sessions::head;
use super::{grants, run};
use crate::auth::{Browser, Signed};
use crate::input::{InPath, Name, Sent, body};
use crate::problem::{FieldError, Problem};
use crate::state::AppState;

/// One device of one account.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeviceView {
    id: Uuid,
    /// What its person calls it.
    name: Option<String>,
    /// Family of the browser and kind of machine, as `Chrome, Android`.
    browser: String,
    /// Whether the request came from it.
    current: bool,
    created_at: Instant,
    /// To some minutes.
    last_seen_at: Instant,
    /// When somebody asked for it to be wiped; its sessions ended then.
    wipe_asked_at: Option<Instant>,
    /// When it came by and was told to forget everything.
    wiped_at: Option<Instant>,
    /// When it last carried families away.
    synced_at: Option<Instant>,
    /// How many pieces of work waited on it then, unsent.
    unsent: Option<i32>,
    /// Pieces of work that were in its store when the browser emptied it.
    lost: i32,
}

impl DeviceView {
    fn of(device: Device, current: Option<Uuid>) -> Self {
        Self {
            current: Some(device.id) == current,
            id: device.id,
            name: device.name,
            browser: device.browser,
            created_at: device.created_at.into(),
            last_seen_at: device.last_seen_at.into(),
            wipe_asked_at: device.wipe_asked_at.map(Instant::from),
            wiped_at: device.wiped_at.map(Instant::from),
            synced_at: device.synced_at.map(Instant::from),
            unsent: device.unsent,
            lost: device.lost,
        }
    }
}

body! {
    /// What the person calls a device.
    pub struct NameDeviceBody {
        /// At most 60 characters, as «گوشی من».
        name: Name,
    }
}

async fn page(
    state: &AppState,
    devices: Vec<Device>,
    current: Option<Uuid>,
) -> Result<Json<Page<DeviceView>>, Problem> {
    let items = devices.into_iter().map(|device| DeviceView::of(device, current)).collect();
    Ok(Json(Page::whole(items, head(state).await?)))
}

/// The own devices, the last seen first.
#[utoipa::path(get, path = "/devices", tag = "session", responses((status = 200, body = Page<DeviceView>), ReadProblems))]
pub(crate) async fn list_devices(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<Page<DeviceView>>, Problem> {
    let devices = state.identity().devices(signed.principal.user_id).await?;
    page(&state, devices, signed.session.device_id).await
}

/// Name one of the own devices.
#[utoipa::path(post, path = "/devices/{id}/name", tag = "session", params(("id" = Uuid, Path)), request_body = NameDeviceBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn name_device(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    let [id] = path;
    // Whose it is comes first: another's device does not exist for the person.
    let device = state.identity().device(id).await?.filter(|device| device.user_id == signed.principal.user_id);
    device.ok_or(Problem::NotFound)?;
    let body: NameDeviceBody = sent.read()?;
    if body.name.as_str().chars().count() > DEVICE_NAME_MAX {
        let max = [("max".to_owned(), DEVICE_NAME_MAX.into())].into_iter().collect();
        return Err(Problem::Invalid(vec![FieldError::new("name", "too_long", max)]));
    }
    state.identity().name_device(id, signed.principal.user_id, body.name.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Devices of a caseworker of the own center.
#[utoipa::path(get, path = "/caseworkers/{id}/devices", tag = "caseworkers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Page<DeviceView>), ReadProblems))]
pub(crate) async fn list_caseworker_devices(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<DeviceView>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ManageDevices)?;
    may_manage(&state, &signed, id).await?;
    page(&state, state.identity().caseworker_devices(id, signed.now).await?, signed.session.device_id).await
}

/// Devices of an account.
#[utoipa::path(get, path = "/users/{id}/devices", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 200, body = Page<DeviceView>), ReadProblems))]
pub(crate) async fn list_user_devices(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<DeviceView>>, Problem> {
    let [id] = path;
    grants::kept(&state, &signed, id).await?;
    page(&state, state.identity().devices(id).await?, signed.session.device_id).await
}

async fn may_manage(state: &AppState, signed: &Signed, caseworker_id: Uuid) -> Result<(), Problem> {
    let (caseworker, _) = run::caseworker(state, caseworker_id).await?;
    let center_id = caseworker.center_id.map(|center| center.0);
    signed.check(Action::ManageDevices, &Resource::Caseworker { id: caseworker_id, center_id })?;
    Ok(())
}

/// Ask for a device to be wiped: an own one, one of a caseworker of the own center, or any for the administrator. Its sessions end now; when it
/// next comes by it is answered 401 `device_wiped` and forgets everything.
#[utoipa::path(post, path = "/devices/{id}/wipe", tag = "session", params(("id" = Uuid, Path)), responses((status = 200, body = DeviceView), ReadProblems))]
pub(crate) async fn wipe_device(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    InPath(path): InPath<[Uuid; 1]>,
    _sent: Sent,
) -> Result<Json<DeviceView>, Problem> {
    let [id] = path;
    let device = state.identity().device(id).await?.ok_or(Problem::NotFound)?;
    if device.user_id != signed.principal.user_id {
        // Whoever may not manage devices learns no more than that there is none of theirs.
        signed.may_ever(Action::ManageDevices).map_err(|_| Problem::NotFound)?;
        if signed.principal.is(Role::Administrator) {
            grants::kept(&state, &signed, device.user_id).await?;
        } else {
            let owner = state.identity().user(device.user_id, signed.now).await?.ok_or(Problem::NotFound)?.principal;
            may_manage(&state, &signed, owner.caseworker_id().ok_or(Problem::NotFound)?).await?;
        }
    }
    let device = state.identity().ask_to_wipe(id, signed.principal.user_id, &visitor, signed.now).await?;
    Ok(Json(DeviceView::of(device, signed.session.device_id)))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_devices))
        .routes(routes!(name_device))
        .routes(routes!(wipe_device))
        .routes(routes!(list_caseworker_devices))
        .routes(routes!(list_user_devices))
}
