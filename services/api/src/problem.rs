//! Every way in which a request can fail, in one table: problem+json after RFC 9457 with a stable code that the web translates.
//!
//! Inner texts go to the log, never to the client; nothing a person typed is repeated in an answer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use utoipa::ToSchema;

use crate::messages;

/// The body of every failure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `https://hamyar.invalid/problems/<code>`.
    pub r#type: String,
    /// What went wrong, in Persian.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// HTTP status.
    pub status: u16,
    /// Stable name, which the web translates.
    pub code: String,
    /// What to do about it, in Persian, where there is something to add.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every field that cannot be accepted, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Numbers and ids that belong to the refusal, as `{"limit": 15}`.
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
}

/// One field that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Path of the field, as `readings[2].value`.
    pub field: String,
    /// Stable name of the rule it breaks.
    pub rule: String,
    /// The rule in Persian.
    pub message: String,
    /// The rule in English.
    pub message_en: String,
    /// Numbers of the rule, as `{"max": 200}`.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub params: Map<String, Value>,
}

impl FieldError {
    /// A broken rule with its numbers.
    pub fn new(field: impl Into<String>, rule: &str, params: Map<String, Value>) -> Self {
        let (message, message_en) = messages::rule(rule, &params);
        Self { field: field.into(), rule: rule.to_owned(), message, message_en, params }
    }
}

/// A failure on its way to the client.
#[derive(Debug)]
pub enum Problem {
    /// 400: not JSON, not UTF-8, a broken path or query.
    Unreadable(&'static str),
    /// 401: nobody is signed in, or the session ended.
    NotSignedIn,
    /// 401: name and password do not fit.
    WrongCredentials,
    /// 401: the device was to be wiped and is being told.
    DeviceWiped,
    /// 403: the session lacks a second factor.
    SecondFactorRequired(hamyar_identity::Step),
    /// 403: the act asks who sits there once more.
    ConfirmAgain {
        /// `code` or `password`.
        with: &'static str,
    },
    /// 403: no role of the person allows this.
    NotAllowed,
    /// 403: the role sees counts, but not split by these filters.
    FilterNotAllowed,
    /// 403: the request came from another site.
    CrossSite,
    /// 421: the request names a host that is not this server's.
    WrongHost,
    /// 404: no such thing, or not in the person's scope; which of them is not told.
    NotFound,
    /// 409: a rule of the program refused.
    Refused {
        /// The refusal's code.
        code: Cow<'static, str>,
        /// Its numbers.
        params: Map<String, Value>,
    },
    /// 412: the stream moved on since the person looked.
    Stale {
        /// Sequence the person saw.
        expected: i64,
        /// Sequence it has.
        actual: i64,
    },
    /// 413: more than one mebibyte.
    TooLarge,
    /// 422: values that cannot be accepted, all of them.
    Invalid(Vec<FieldError>),
    /// 429: too many attempts.
    TooManyAttempts {
        /// Seconds to wait.
        retry_after_seconds: u64,
    },
    /// 503: the store is busy or away.
    Unavailable,
    /// 500: a fault of ours; it has been logged where it was noticed.
    Internal,
}

impl Problem {
    /// A refusal without numbers.
    pub fn refused(code: &'static str) -> Self {
        Self::Refused { code: Cow::Borrowed(code), params: Map::new() }
    }

    /// One field that breaks one rule.
    pub fn field(field: &str, rule: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, rule, Map::new())])
    }

    /// A password that breaks a rule, with the rule's numbers.
    pub(crate) fn password(field: &str, rule: hamyar_identity::PasswordRule) -> Self {
        let params = rule.params().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        Self::Invalid(vec![FieldError::new(field, rule.code(), params)])
    }

    /// Logs a fault of ours once, where it is handled, and hides it from the client.
    pub fn internal(what: &'static str, error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(what, error = %describe(error), "request failed by a fault of ours");
        Self::Internal
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &str {
        self.row().1
    }

    fn row(&self) -> (StatusCode, &str) {
        match self {
            Self::Unreadable(code) => (StatusCode::BAD_REQUEST, code),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Self::WrongCredentials => (StatusCode::UNAUTHORIZED, "wrong_credentials"),
            Self::DeviceWiped => (StatusCode::UNAUTHORIZED, "device_wiped"),
            Self::SecondFactorRequired(_) => (StatusCode::FORBIDDEN, "second_factor_required"),
            Self::ConfirmAgain { .. } => (StatusCode::FORBIDDEN, "confirm_again"),
            Self::NotAllowed => (StatusCode::FORBIDDEN, "not_allowed"),
            Self::FilterNotAllowed => (StatusCode::FORBIDDEN, "filter_not_allowed"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            Self::WrongHost => (StatusCode::MISDIRECTED_REQUEST, "wrong_host"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::Refused { code, .. } => (StatusCode::CONFLICT, code),
            Self::Stale { .. } => (StatusCode::PRECONDITION_FAILED, "stale"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Self::TooManyAttempts { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }
}

/// What of an error may be written to the log: for the database its code and constraint, never its text, which may quote a value.
fn describe(error: &(dyn std::error::Error + 'static)) -> String {
    let mut at: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = at {
        if let Some(sqlx::Error::Database(database)) = current.downcast_ref::<sqlx::Error>() {
            return format!(
                "database {} {}",
                database.code().unwrap_or_default(),
                database.constraint().unwrap_or_default()
            );
        }
        at = current.source();
    }
    error.to_string()
}

impl Problem {
    /// The body of the failure.
    pub(crate) fn into_body(self) -> ProblemBody {
        self.into_parts().0
    }

    /// The body, and the seconds after which to come again.
    fn into_parts(self) -> (ProblemBody, Option<u64>) {
        let (status, code) = self.row();
        let (title, title_en) = messages::problem(code);
        let mut params = Map::new();
        let mut errors = Vec::new();
        let code = code.to_owned();
        let mut retry_after = None;
        match self {
            Self::Refused { params: numbers, .. } => params = numbers,
            Self::Stale { expected, actual } => {
                params.insert("expected".to_owned(), expected.into());
                params.insert("actual".to_owned(), actual.into());
            }
            Self::Invalid(fields) => errors = fields,
            Self::TooManyAttempts { retry_after_seconds } => {
                params.insert("retry_after_seconds".to_owned(), retry_after_seconds.into());
                retry_after = Some(retry_after_seconds);
            }
            Self::Unavailable => retry_after = Some(2),
            Self::SecondFactorRequired(step) => {
                params.insert("step".to_owned(), serde_json::to_value(step).unwrap_or_default());
            }
            Self::ConfirmAgain { with } => {
                params.insert("with".to_owned(), with.into());
            }
            _ => {}
        }
        let body = ProblemBody {
            r#type: format!("https://hamyar.invalid/problems/{code}"),
            title,
            title_en,
            status: status.as_u16(),
            code,
            detail: None,
            errors,
            params,
        };
        (body, retry_after)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, _) = self.row();
        let (body, retry_after) = self.into_parts();
        let text = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (status, text).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<hamyar_identity::IdentityError> for Problem {
    fn from(error: hamyar_identity::IdentityError) -> Self {
        use hamyar_identity::IdentityError as E;
        match error {
            E::WrongCredentials => Self::WrongCredentials,
            E::TooManyAttempts { retry_after_seconds } => Self::TooManyAttempts { retry_after_seconds },
            E::UsernameTaken => Self::refused("username_taken"),
            E::UsernameInvalid => Self::field("username", "malformed"),
            E::DisplayNameInvalid => Self::field("display_name", "required"),
            E::Password(rule) => Self::password("password", rule),
            E::LinkInvalid => Self::refused("link_invalid"),
            E::OwnAccount => Self::refused("own_account"),
            E::AccountDisabled => Self::refused("account_disabled"),
            E::OutsideInvalid => Self::refused("outside_invalid"),
            E::OutsideUnknown => Self::refused("outside_unknown"),
            E::OutsideTaken => Self::refused("outside_taken"),
            E::OutsideNotLinked => Self::refused("outside_not_linked"),
            E::WrongCode => Self::field("code", "wrong_code"),
            E::NoFactor => Self::refused("no_second_factor"),
            E::NoFactorBegun => Self::refused("no_second_factor_begun"),
            E::NoSuchSession | E::NoSuchDevice => Self::NotFound,
            E::NoRole => Self::field("roles", "required"),
            E::ScopeMissing { field, .. } => Self::field(field, "required"),
            E::NoSuchUser => Self::NotFound,
            E::NotEmpty => Self::refused("store_not_empty"),
            E::Rights(error) => crate::routes::rights_problem(*error),
            E::Log(error) => crate::routes::store_problem(error),
            E::OwnRights => Self::refused("own_rights"),
            E::Unavailable(error) => from_database("identity", error),
            E::Fault(_) => Self::internal("identity", &error),
        }
    }
}

/// A database that does not answer is 503; anything else is a fault of ours.
pub(crate) fn from_database(what: &'static str, error: sqlx::Error) -> Problem {
    match &error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => {
            tracing::warn!(what, "the database does not answer");
            Problem::Unavailable
        }
        sqlx::Error::Database(database)
            if database
                .code()
                .is_some_and(|code| code.starts_with("57P") || code.starts_with("53") || code.starts_with("08")) =>
        {
            tracing::warn!(what, code = %database.code().unwrap_or_default(), "the database refuses connections");
            Problem::Unavailable
        }
        _ => Problem::internal(what, &error),
    }
}
