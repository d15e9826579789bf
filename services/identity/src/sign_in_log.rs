//! The record of signing in: who, when, from what kind of browser and which coarse network. It is only added to. Never a password, a code, a
//! token, or a name typed by somebody unknown.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

use crate::error::IdentityError;
use crate::store::Identity;
use crate::visitor::Visitor;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum SignInKind { $($(#[$doc])* $kind),+ }

        impl SignInKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The stored name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name),+ }
            }
        }

        impl std::str::FromStr for SignInKind {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or(())
            }
        }
    };
}

kinds! {
    /// A whole sign-in: password, and second factor where there is one.
    SignedIn = "signed_in",
    /// The same, where an outside provider said who it is.
    SignedInOutside = "signed_in_outside",
    /// Somebody came from the outside provider who opens no account here, or a disabled one.
    OutsideRefused = "outside_refused",
    /// The person linked an identity of the outside provider to the account.
    OutsideLinked = "outside_linked",
    /// The link was taken away: by the person, or with a password that was ended for them.
    OutsideUnlinked = "outside_unlinked",
    /// A wrong password, or a name that is no account's.
    Failed = "failed",
    /// Too many failures: further attempts wait. Told once a window.
    Slowed = "slowed",
    /// The person signed out.
    SignedOut = "signed_out",
    /// A second factor was made, or another one in its place.
    FactorMade = "factor_made",
    /// A right code.
    FactorShown = "factor_shown",
    /// A wrong code, or one that was used before.
    FactorFailed = "factor_failed",
    /// The person gave the second factor up.
    FactorRemoved = "factor_removed",
    /// An administrator took a lost second factor away.
    FactorReset = "factor_reset",
    /// A recovery code in place of a code.
    RecoveryCodeUsed = "recovery_code_used",
    /// New recovery codes in place of the old ones.
    RecoveryCodesMade = "recovery_codes_made",
    /// The password was changed by its person.
    PasswordChanged = "password_changed",
    /// A password was set on the command line.
    PasswordSet = "password_set",
    /// A one-time link was made.
    LinkMade = "link_made",
    /// An open link was taken back.
    LinkRevoked = "link_revoked",
    /// A link was opened and a password set by it.
    LinkUsed = "link_used",
    /// A session was ended from elsewhere.
    SessionEnded = "session_ended",
    /// The account was disabled.
    AccountDisabled = "account_disabled",
    /// Somebody asked for a device to be wiped.
    WipeAsked = "wipe_asked",
    /// The device came by and was told to wipe itself.
    DeviceWiped = "device_wiped",
}

/// One thing to be recorded.
#[derive(Clone, Debug)]
pub struct Told {
    kind: SignInKind,
    user_id: Option<Uuid>,
    by_user: Option<Uuid>,
    device_id: Option<Uuid>,
    browser: Option<String>,
    network: Option<String>,
    reason: Option<String>,
}

impl Told {
    /// Something that happened to an account.
    pub fn of(kind: SignInKind, user_id: Uuid) -> Self {
        Self::maybe(kind, Some(user_id))
    }

    /// Something that happened to an account, or to nobody's.
    pub fn maybe(kind: SignInKind, user_id: Option<Uuid>) -> Self {
        Self { kind, user_id, by_user: None, device_id: None, browser: None, network: None, reason: None }
    }

    /// From where.
    pub fn from(mut self, visitor: &Visitor) -> Self {
        self.browser = visitor.browser.clone();
        self.network = visitor.network();
        self
    }

    /// By somebody else than the account's person.
    pub fn by(mut self, by: Option<Uuid>) -> Self {
        self.by_user = by;
        self
    }

    /// On or about a device.
    pub fn on(mut self, device_id: Option<Uuid>) -> Self {
        self.device_id = device_id;
        self
    }

    /// Why.
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }

    pub(crate) async fn write(self, executor: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<(), IdentityError> {
        sqlx::query(
            "INSERT INTO identity.sign_in_events (at, kind, user_id, by_user, device_id, browser, network, reason) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(now)
        .bind(self.kind.as_str())
        .bind(self.user_id)
        .bind(self.by_user)
        .bind(self.device_id)
        .bind(self.browser)
        .bind(self.network)
        .bind(self.reason)
        .execute(executor)
        .await?;
        Ok(())
    }
}

/// One thing that happened, as recorded.
#[derive(Clone, Debug, FromRow)]
pub struct SignInRecord {
    /// Order of recording, from 1.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Stored name of the kind.
    pub kind: String,
    /// The account it happened to; none where the name typed is no account's.
    pub user_id: Option<Uuid>,
    /// Who did it, where it was somebody else.
    pub by_user: Option<Uuid>,
    /// What its person calls the device.
    pub device: Option<String>,
    /// Family of the browser and kind of machine.
    pub browser: Option<String>,
    /// Coarse network.
    pub network: Option<String>,
    /// Why an administrator did it.
    pub reason: Option<String>,
}

/// Which records are wanted.
#[derive(Clone, Debug, Default)]
pub struct SignInFilter {
    /// Of one account.
    pub user_id: Option<Uuid>,
    /// Of one kind.
    pub kind: Option<SignInKind>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

impl Identity {
    /// Records what happened.
    pub async fn tell(&self, told: Told, now: DateTime<Utc>) -> Result<(), IdentityError> {
        told.write(&self.pool, now).await
    }

    /// What happened, newest first, before the given id.
    pub async fn sign_ins(
        &self,
        filter: &SignInFilter,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<SignInRecord>, IdentityError> {
        let rows = sqlx::query_as(
            "SELECT e.id, e.at, e.kind, e.user_id, e.by_user, d.name AS device, e.browser, e.network, e.reason \
             FROM identity.sign_in_events e LEFT JOIN identity.devices d ON d.id = e.device_id \
             WHERE ($1::uuid IS NULL OR e.user_id = $1) AND ($2::text IS NULL OR e.kind = $2) \
               AND ($3::timestamptz IS NULL OR e.at >= $3) AND ($4::timestamptz IS NULL OR e.at < $4) \
               AND ($5::bigint IS NULL OR e.id < $5) ORDER BY e.id DESC LIMIT $6",
        )
        .bind(filter.user_id)
        .bind(filter.kind.map(SignInKind::as_str))
        .bind(filter.from)
        .bind(filter.to)
        .bind(before)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows)
    }
}
