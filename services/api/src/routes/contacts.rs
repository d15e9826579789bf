//! Where the person wants to be written to, outside the program: addresses are shown to nobody else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_identity::{Channel, Contact, IdentityError, LetterLanguage, Rhythm, Wish};
use hamyar_projections::views::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use crate::auth::Signed;
use crate::input::{Line, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

/// One of the own addresses.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContactItem {
    channel: Channel,
    address: String,
    language: LetterLanguage,
    rhythm: Rhythm,
    /// When the code came back that was sent there; null while it is waited for.
    confirmed_at: Option<Instant>,
    last_letter_at: Option<Instant>,
}

/// The own addresses.
#[derive(Serialize, ToSchema)]
pub(crate) struct Contacts {
    /// Channels that this installation writes by; none where the operator set none up.
    offered: Vec<Channel>,
    items: Vec<ContactItem>,
}

body! {
    /// An address, how often it may be written to, and in which language.
    pub struct SetContactBody {
        channel: Channel,
        address: Line,
        language: LetterLanguage,
        rhythm: Rhythm,
    }
}

body! {
    /// The code that came to the address.
    pub struct ConfirmContactBody {
        channel: Channel,
        code: Line,
    }
}

body! {
    /// Which address.
    pub struct DropContactBody {
        channel: Channel,
    }
}

async fn own(state: &AppState, signed: &Signed) -> Result<Json<Contacts>, Problem> {
    let contacts = state.identity().contacts(signed.principal.user_id).await?;
    let item = |contact: Contact| ContactItem {
        channel: contact.channel,
        address: contact.address,
        language: contact.wish.language,
        rhythm: contact.wish.rhythm,
        confirmed_at: contact.confirmed_at.map(Into::into),
        last_letter_at: contact.last_letter_at.map(Into::into),
    };
    Ok(Json(Contacts { offered: state.channels().to_vec(), items: contacts.into_iter().map(item).collect() }))
}

/// The own addresses outside the program.
#[utoipa::path(get, path = "/contacts", tag = "session", responses((status = 200, body = Contacts), ReadProblems))]
pub(crate) async fn read_contacts(State(state): State<AppState>, signed: Signed) -> Result<Json<Contacts>, Problem> {
    own(&state, &signed).await
}

/// Name an address. A code is sent there; until it comes back, nothing else is. The same address again changes only rhythm and language.
#[utoipa::path(put, path = "/contacts", tag = "session", request_body = SetContactBody, responses((status = 200, body = Contacts), ReadProblems))]
pub(crate) async fn set_contact(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Json<Contacts>, Problem> {
    let body: SetContactBody = sent.read()?;
    if !state.channels().contains(&body.channel) {
        return Err(Problem::refused("channel_not_offered"));
    }
    let rule = match body.channel {
        Channel::Email => "not_an_email_address",
        Channel::Sms => "not_a_mobile_number",
    };
    let address = hamyar_notify::check_address(body.channel, body.address.as_str());
    let address = address.ok_or_else(|| Problem::field("address", rule))?;
    let wish = Wish { language: body.language, rhythm: body.rhythm };
    state.identity().set_contact(signed.principal.user_id, body.channel, &address, wish, signed.now).await?;
    own(&state, &signed).await
}

/// Give the code back that came to the address.
#[utoipa::path(post, path = "/contacts/confirm", tag = "session", request_body = ConfirmContactBody,
    responses((status = 200, body = Contacts), ReadProblems))]
pub(crate) async fn confirm_contact(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Json<Contacts>, Problem> {
    let body: ConfirmContactBody = sent.read()?;
    let code = hamyar_persian::digits::to_ascii(body.code.as_str());
    let confirmed = state.identity().confirm_contact(signed.principal.user_id, body.channel, code.trim(), signed.now);
    confirmed.await.map_err(|error| match error {
        IdentityError::WrongCode => Problem::field("code", "wrong_contact_code"),
        other => other.into(),
    })?;
    own(&state, &signed).await
}

/// Forget an address; nothing is sent there any more.
#[utoipa::path(post, path = "/contacts/drop", tag = "session", request_body = DropContactBody, responses((status = 204), ReadProblems))]
pub(crate) async fn drop_contact(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    let body: DropContactBody = sent.read()?;
    state.identity().drop_contact(signed.principal.user_id, body.channel).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_contacts, set_contact))
        .routes(routes!(confirm_contact))
        .routes(routes!(drop_contact))
}
