//! The own second factor: made, shown, replaced, given up; its recovery codes; and showing once more that it is you.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hamyar_identity::policy::Action;
use hamyar_identity::{IdentityError, Shown, Step, needs_second_factor};
use qrcode::{Color, QrCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::session::{self, SessionView};
use crate::auth::{Browser, FRESH_MINUTES, HalfSigned, Signed};
use crate::input::{Secret, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

body! {
    /// One of the two.
    pub struct ShowFactorBody {
        /// Six digits of the authenticator.
        code: Option<Secret>,
        /// One of the recovery codes.
        recovery_code: Option<Secret>,
    }
}

body! {
    /// A code of the authenticator that was just set up.
    pub struct ConfirmFactorBody {
        code: Secret,
    }
}

body! {
    /// A code where the person has a second factor, the password otherwise.
    pub struct ConfirmSessionBody {
        code: Option<Secret>,
        password: Option<Secret>,
    }
}

/// What an authenticator needs; shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrolmentView {
    /// Base32, to be typed.
    secret: String,
    /// `otpauth://…`, to be opened by an authenticator on the same phone.
    uri: String,
    /// The same as a picture, to be scanned: an SVG document.
    qr_svg: String,
}

/// Recovery codes; shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// The session as it goes on, and the recovery codes; shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactorMade {
    recovery_codes: Vec<String>,
    session: SessionView,
}

/// Recovery codes that are left.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactorState {
    /// Whether there is a second factor.
    made: bool,
    /// Recovery codes not yet used.
    recovery_codes_left: i64,
}

/// A picture of black modules on white, four modules of quiet around, as a QR reader wants it.
fn qr_svg(text: &str) -> Result<String, Problem> {
    let code = QrCode::new(text).map_err(|error| Problem::internal("qr code", &error))?;
    let (width, quiet) = (code.width(), 4);
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", at % width + quiet, at / width + quiet));
        }
    }
    let size = width + 2 * quiet;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

/// Making one is for those who lack one; replacing one for those who have shown it. Both ask who sits there.
fn may_make(signed: &Signed, step: Option<Step>) -> Result<(), Problem> {
    if let Some(step @ Step::Code) = step {
        return Err(Problem::SecondFactorRequired(step));
    }
    signed.may_ever(Action::ReadLists)?;
    signed.fresh(FRESH_MINUTES)
}

/// How the own second factor stands.
#[utoipa::path(get, path = "/session/second-factor", tag = "session", responses((status = 200, body = FactorState), ReadProblems))]
pub(crate) async fn read_second_factor(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<FactorState>, Problem> {
    let left = state.identity().recovery_codes_left(signed.principal.user_id).await?;
    Ok(Json(FactorState { made: signed.session.has_factor, recovery_codes_left: left }))
}

/// Begin a second factor, or a new one in place of the old, which counts until a code of the new one was shown.
#[utoipa::path(post, path = "/session/second-factor/begin", tag = "session", responses((status = 200, body = EnrolmentView), ReadProblems))]
pub(crate) async fn begin_second_factor(
    State(state): State<AppState>,
    HalfSigned(signed, step): HalfSigned,
    _sent: Sent,
) -> Result<Json<EnrolmentView>, Problem> {
    may_make(&signed, step)?;
    let enrolment = state.identity().begin_factor(signed.principal.user_id).await?;
    let qr_svg = qr_svg(&enrolment.uri)?;
    Ok(Json(EnrolmentView { secret: enrolment.secret, uri: enrolment.uri, qr_svg }))
}

/// End the beginning with a code of the authenticator. Answers ten recovery codes, once; the session goes on under a new token.
#[utoipa::path(post, path = "/session/second-factor/confirm", tag = "session", request_body = ConfirmFactorBody,
    responses((status = 200, body = FactorMade), ReadProblems))]
pub(crate) async fn confirm_second_factor(
    State(state): State<AppState>,
    HalfSigned(signed, step): HalfSigned,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(HeaderMap, Json<FactorMade>), Problem> {
    may_make(&signed, step)?;
    let body: ConfirmFactorBody = sent.read()?;
    let (identity, user_id) = (state.identity(), signed.principal.user_id);
    let recovery_codes = identity.confirm_factor(user_id, body.code.as_str(), &visitor, signed.now).await?;
    let begun = identity.complete(&signed.token, user_id, &visitor, signed.now).await?;
    let (headers, Json(session)) = session::begun(&state, &begun);
    Ok((headers, Json(FactorMade { recovery_codes, session })))
}

/// Show the second factor after the password. The session goes on whole under a new token.
#[utoipa::path(post, path = "/session/second-factor/show", tag = "session", request_body = ShowFactorBody,
    responses((status = 200, body = SessionView), ReadProblems))]
pub(crate) async fn show_second_factor(
    State(state): State<AppState>,
    HalfSigned(signed, _): HalfSigned,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(HeaderMap, Json<SessionView>), Problem> {
    let body: ShowFactorBody = sent.read()?;
    let (identity, user_id) = (state.identity(), signed.principal.user_id);
    let (shown, field) = match (&body.code, &body.recovery_code) {
        (Some(code), _) => (Shown::Code(code.as_str()), "code"),
        (None, Some(code)) => (Shown::Recovery(code.as_str()), "recovery_code"),
        (None, None) => return Err(Problem::field("code", "required")),
    };
    identity.show_factor(user_id, shown, &visitor, signed.now).await.map_err(|error| wrong_code(error, field))?;
    let begun = identity.complete(&signed.token, user_id, &visitor, signed.now).await?;
    Ok(session::begun(&state, &begun))
}

fn wrong_code(error: IdentityError, field: &str) -> Problem {
    match error {
        IdentityError::WrongCode => Problem::field(field, "wrong_code"),
        other => other.into(),
    }
}

/// New recovery codes in place of the old ones; shown once.
#[utoipa::path(post, path = "/session/recovery-codes", tag = "session",
    responses((status = 200, body = RecoveryCodes), ReadProblems))]
pub(crate) async fn renew_recovery_codes(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    _sent: Sent,
) -> Result<Json<RecoveryCodes>, Problem> {
    signed.may_ever(Action::ReadLists)?;
    signed.fresh(FRESH_MINUTES)?;
    let codes = state.identity().renew_recovery_codes(signed.principal.user_id, &visitor, signed.now).await?;
    Ok(Json(RecoveryCodes { recovery_codes: codes }))
}

/// Give the own second factor up, where no role needs one.
#[utoipa::path(post, path = "/session/second-factor/remove", tag = "session",
    responses((status = 204), ReadProblems))]
pub(crate) async fn remove_second_factor(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    signed.may_ever(Action::ReadLists)?;
    if signed.principal.roles().into_iter().any(needs_second_factor) && state.enforces_second_factor() {
        return Err(Problem::refused("second_factor_needed"));
    }
    if !signed.session.has_factor {
        return Err(IdentityError::NoFactor.into());
    }
    signed.fresh(FRESH_MINUTES)?;
    state.identity().remove_factor(signed.principal.user_id, &visitor, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show once more that it is you, for acts that answer `confirm_again`: a code where there is a second factor, the password otherwise.
#[utoipa::path(post, path = "/session/confirm", tag = "session", request_body = ConfirmSessionBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn confirm_session(
    State(state): State<AppState>,
    HalfSigned(signed, step): HalfSigned,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    if let Some(step @ Step::Code) = step {
        return Err(Problem::SecondFactorRequired(step));
    }
    let body: ConfirmSessionBody = sent.read()?;
    let identity = state.identity();
    if signed.session.has_factor {
        let code = body.code.ok_or_else(|| Problem::field("code", "required"))?;
        let shown = identity.show_factor(signed.principal.user_id, Shown::Code(code.as_str()), &visitor, signed.now);
        shown.await.map_err(|error| wrong_code(error, "code"))?;
    } else {
        let password = body.password.ok_or_else(|| Problem::field("password", "required"))?;
        let username = &signed.principal.username;
        let checked = identity.check_credentials(username, password.as_str(), &visitor, signed.now).await;
        checked.map_err(|error| match error {
            IdentityError::WrongCredentials => Problem::field("password", "wrong_password"),
            other => other.into(),
        })?;
    }
    identity.confirmed(&signed.token, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_second_factor))
        .routes(routes!(begin_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(show_second_factor))
        .routes(routes!(remove_second_factor))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(confirm_session))
}
