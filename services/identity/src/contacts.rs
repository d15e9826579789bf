//! Where people want to be written to, what they were told of, and the letters that are to be sent. A letter is made in the same step that
//! marks what it tells as told, and is sent afterwards: whatever dies in between, nothing is forgotten, and at worst one letter comes twice
//! under one message id.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::error::IdentityError;
use crate::store::Identity;

/// Minutes for which a code that was sent to an address can be given back.
pub const CODE_MINUTES: i64 = 30;
/// Wrong codes after which another has to be asked for.
const CODE_TRIES: i32 = 5;
/// Codes sent for one account within an hour, so that nobody's address is flooded from here.
const CODES_AN_HOUR: i64 = 5;
/// Tries after which a letter is given up: about a day with the pauses below.
const LETTER_TRIES: i32 = 12;

/// How a person is reached outside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// How often a person wants to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// As soon as something waits, at most once an hour.
    AtOnce,
    /// Once a day.
    Daily,
}

/// In which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LetterLanguage {
    Fa,
    En,
}

/// What a person wants of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub language: LetterLanguage,
    pub rhythm: Rhythm,
}

/// An address as its person sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub user_id: Uuid,
    pub channel: Channel,
    pub address: String,
    pub wish: Wish,
    /// When the person showed that it is theirs; nothing but a code is sent before.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last letter about what waits.
    pub last_letter_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contact")
            .field("user_id", &self.user_id)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

/// What a letter says.
#[derive(Clone, PartialEq, Eq)]
pub enum LetterBody {
    /// The code that shows that an address is the person's own.
    Code(String),
    /// How many of each kind wait, as a list of `[kind, count]`.
    Counts(Value),
    /// A week of the agency that the person works at.
    Week(AgencyWeek),
}

/// A week of an agency in numbers, as its letter tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyWeek {
    pub agency_id: Uuid,
    /// Its first day, a Saturday.
    pub from: NaiveDate,
    /// Tasks that were given in it.
    pub given: i64,
    /// Accepted and not finished.
    pub under_way: i64,
    /// Past their day.
    pub overdue: i64,
    /// Done in it.
    pub done: i64,
    /// Declined in it, and so the commission's again.
    pub declined: i64,
}

/// A letter that is to be sent now.
#[derive(Clone)]
pub struct Letter {
    pub id: Uuid,
    pub contact: Contact,
    pub body: LetterBody,
    /// Tries before this one.
    pub tries: i32,
    pub made_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct ContactRow {
    user_id: Uuid,
    channel: String,
    address: Vec<u8>,
    language: String,
    rhythm: String,
    confirmed_at: Option<DateTime<Utc>>,
    last_letter_at: Option<DateTime<Utc>>,
}

const CONTACT: &str = "SELECT c.user_id, c.channel, c.address, c.language, c.rhythm, c.confirmed_at, \
     (SELECT max(l.made_at) FROM identity.letters l WHERE l.user_id = c.user_id AND l.channel = c.channel AND l.counts IS NOT NULL) AS last_letter_at \
     FROM identity.contacts c";

#[derive(FromRow)]
struct LetterRow {
    letter_id: Uuid,
    code: Option<Vec<u8>>,
    counts: Option<Value>,
    week: Option<Value>,
    tries: i32,
    made_at: DateTime<Utc>,
    #[sqlx(flatten)]
    contact: ContactRow,
}

/// What a letter says, as it is kept until it is sent: one of these, the code sealed.
#[derive(Default)]
struct Kept {
    code: Option<Vec<u8>>,
    counts: Option<Value>,
    week: Option<Value>,
}

fn place(user_id: Uuid, channel: Channel, what: &str) -> String {
    format!("contact:{user_id}:{}:{what}", channel.name())
}

/// Minutes to the next try, after so many: two minutes, then twice as long each time, six hours at most.
fn pause(tries: i32) -> Duration {
    Duration::minutes((2_i64 << tries.clamp(0, 8)).min(360))
}

/// Forgets an address with its letters. A week whose letter was not sent yet was told to nobody, and is told at another address.
async fn forget(connection: &mut PgConnection, user_id: Uuid, channel: Channel) -> Result<(), sqlx::Error> {
    // No letter is made for it meanwhile.
    let held = sqlx::query("SELECT 1 FROM identity.contacts WHERE user_id = $1 AND channel = $2 FOR UPDATE");
    held.bind(user_id).bind(channel.name()).execute(&mut *connection).await?;
    let untold = sqlx::query(
        "DELETE FROM identity.weeks_told w USING identity.letters l \
         WHERE l.letter_id = w.letter_id AND l.sent_at IS NULL AND l.user_id = $1 AND l.channel = $2",
    );
    untold.bind(user_id).bind(channel.name()).execute(&mut *connection).await?;
    let gone = sqlx::query("DELETE FROM identity.contacts WHERE user_id = $1 AND channel = $2");
    gone.bind(user_id).bind(channel.name()).execute(&mut *connection).await?;
    Ok(())
}

/// Holds a confirmed address until the end of the step; false where it went away meanwhile.
async fn hold(connection: &mut PgConnection, contact: &Contact) -> Result<bool, sqlx::Error> {
    let held = sqlx::query(
        "SELECT 1 FROM identity.contacts WHERE user_id = $1 AND channel = $2 AND confirmed_at IS NOT NULL FOR UPDATE",
    );
    let held = held.bind(contact.user_id).bind(contact.channel.name()).fetch_optional(connection).await?;
    Ok(held.is_some())
}

/// Puts a letter among those to be sent, as soon as it is committed.
async fn put(
    connection: &mut PgConnection,
    letter: Uuid,
    (user_id, channel): (Uuid, Channel),
    said: Kept,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO identity.letters (letter_id, user_id, channel, code, counts, week, made_at, next_try_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
    )
    .bind(letter)
    .bind(user_id)
    .bind(channel.name())
    .bind(said.code)
    .bind(said.counts)
    .bind(said.week)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

impl Identity {
    fn contact_of(&self, row: ContactRow) -> Result<Contact, IdentityError> {
        let channel = Channel::of(&row.channel).ok_or(IdentityError::Fault("an address of an unknown channel"))?;
        let address = self.log()?.open_secret(&place(row.user_id, channel, "address"), &row.address);
        let address = address.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(Contact {
            user_id: row.user_id,
            channel,
            address: address.ok_or(IdentityError::Fault("an address cannot be opened with this key file"))?,
            wish: Wish {
                language: if row.language == "en" { LetterLanguage::En } else { LetterLanguage::Fa },
                rhythm: if row.rhythm == "daily" { Rhythm::Daily } else { Rhythm::AtOnce },
            },
            confirmed_at: row.confirmed_at,
            last_letter_at: row.last_letter_at,
        })
    }

    /// A person's addresses.
    pub async fn contacts(&self, user_id: Uuid) -> Result<Vec<Contact>, IdentityError> {
        let rows: Vec<ContactRow> = sqlx::query_as(&format!("{CONTACT} WHERE c.user_id = $1 ORDER BY c.channel"))
            .bind(user_id)
            .fetch_all(&self.pool)
            .await?;
        rows.into_iter().map(|row| self.contact_of(row)).collect()
    }

    /// Every confirmed address of these channels.
    pub async fn confirmed_contacts(&self, channels: &[Channel]) -> Result<Vec<Contact>, IdentityError> {
        let names: Vec<&str> = channels.iter().map(|one| one.name()).collect();
        let rows: Vec<ContactRow> = sqlx::query_as(&format!(
            "{CONTACT} WHERE c.confirmed_at IS NOT NULL AND c.channel = ANY($1) ORDER BY c.user_id, c.channel"
        ))
        .bind(names)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().filter_map(|row| self.readable(row)).collect())
    }

    /// One address that cannot be opened holds up nobody else's letters.
    fn readable(&self, row: ContactRow) -> Option<Contact> {
        let user = row.user_id;
        self.contact_of(row).inspect_err(|error| tracing::error!(%user, %error, "an address is passed over")).ok()
    }

    /// Takes an address, in place of one that was there, and has a code sent to it. The same address again keeps its confirmation, and only
    /// the wish changes.
    pub async fn set_contact(
        &self,
        user_id: Uuid,
        channel: Channel,
        address: &str,
        wish: Wish,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let language = if wish.language == LetterLanguage::En { "en" } else { "fa" };
        let rhythm = if wish.rhythm == Rhythm::Daily { "daily" } else { "at_once" };
        let held: Option<ContactRow> = sqlx::query_as(&format!("{CONTACT} WHERE c.user_id = $1 AND c.channel = $2"))
            .bind(user_id)
            .bind(channel.name())
            .fetch_optional(&self.pool)
            .await?;
        let held = held.and_then(|row| self.readable(row));
        if held.is_some_and(|held| held.address == address && held.confirmed_at.is_some()) {
            sqlx::query("UPDATE identity.contacts SET language = $3, rhythm = $4 WHERE user_id = $1 AND channel = $2")
                .bind(user_id)
                .bind(channel.name())
                .bind(language)
                .bind(rhythm)
                .execute(&self.pool)
                .await?;
            return Ok(());
        }
        let log = self.log()?;
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let mut transaction = self.pool.begin().await?;
        // Not against those who only point to the account: a letter of the week is made while its address is held.
        let locked = sqlx::query("SELECT 1 FROM identity.users WHERE id = $1 FOR NO KEY UPDATE");
        locked.bind(user_id).fetch_optional(&mut *transaction).await?.ok_or(IdentityError::NoSuchUser)?;
        let sent: Vec<DateTime<Utc>> = sqlx::query_scalar(
            "SELECT asked_at FROM identity.codes_asked WHERE user_id = $1 AND asked_at > $2 ORDER BY asked_at",
        )
        .bind(user_id)
        .bind(now - Duration::hours(1))
        .fetch_all(&mut *transaction)
        .await?;
        if let Some(first) = sent.first().filter(|_| sent.len() as i64 >= CODES_AN_HOUR) {
            let wait = (*first + Duration::hours(1) - now).num_seconds().max(1);
            return Err(IdentityError::TooManyAttempts { retry_after_seconds: wait.unsigned_abs() });
        }
        sqlx::query("DELETE FROM identity.codes_asked WHERE user_id = $1 AND asked_at <= $2")
            .bind(user_id)
            .bind(now - Duration::hours(1))
            .execute(&mut *transaction)
            .await?;
        let asked = sqlx::query("INSERT INTO identity.codes_asked (user_id, asked_at) VALUES ($1, $2)");
        asked.bind(user_id).bind(now).execute(&mut *transaction).await?;
        // What was told to another address was told to somebody else.
        forget(&mut transaction, user_id, channel).await?;
        sqlx::query(
            "INSERT INTO identity.contacts (user_id, channel, address, language, rhythm, made_at, code_hash, code_until) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(user_id)
        .bind(channel.name())
        .bind(log.seal_secret(&place(user_id, channel, "address"), address.as_bytes()))
        .bind(language)
        .bind(rhythm)
        .bind(now)
        .bind(self.hash_code(user_id, channel, &code)?)
        .bind(now + Duration::minutes(CODE_MINUTES))
        .execute(&mut *transaction)
        .await?;
        let sealed = log.seal_secret(&place(user_id, channel, "code"), code.as_bytes());
        let said = Kept { code: Some(sealed), ..Kept::default() };
        put(&mut transaction, Uuid::new_v4(), (user_id, channel), said, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn hash_code(&self, user_id: Uuid, channel: Channel, code: &str) -> Result<Vec<u8>, IdentityError> {
        Ok(self.log()?.blind_index("contact-code", &format!("{}:{code}", place(user_id, channel, "code"))).to_vec())
    }

    /// The code came back: the address is the person's own from now on.
    pub async fn confirm_contact(
        &self,
        user_id: Uuid,
        channel: Channel,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let hash = self.hash_code(user_id, channel, code)?;
        // One statement counts the try and looks at it, so that tries side by side are each counted.
        let fits: Option<bool> = sqlx::query_scalar(
            "UPDATE identity.contacts SET code_tries = code_tries + 1, \
                 confirmed_at = CASE WHEN code_hash = $3 THEN $4 ELSE confirmed_at END, \
                 code_hash = CASE WHEN code_hash = $3 THEN NULL ELSE code_hash END \
             WHERE user_id = $1 AND channel = $2 AND code_hash IS NOT NULL AND code_until > $4 AND code_tries < $5 \
             RETURNING confirmed_at IS NOT NULL",
        )
        .bind(user_id)
        .bind(channel.name())
        .bind(hash)
        .bind(now)
        .bind(CODE_TRIES)
        .fetch_optional(&self.pool)
        .await?;
        if fits == Some(true) { Ok(()) } else { Err(IdentityError::WrongCode) }
    }

    /// Nothing is sent there any more, and the address is forgotten.
    pub async fn drop_contact(&self, user_id: Uuid, channel: Channel) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        forget(&mut transaction, user_id, channel).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Of what waits for a person, what was not told on this channel yet. What waits no more is forgotten, so that it can be told again; but
    /// nothing of the `cut` kinds, of which more waits than is named here.
    pub async fn untold(
        &self,
        contact: &Contact,
        waiting: &[(String, String)],
        cut: &[String],
    ) -> Result<Vec<(String, String)>, IdentityError> {
        let (kinds, keys): (Vec<&str>, Vec<&str>) =
            waiting.iter().map(|(kind, key)| (kind.as_str(), key.as_str())).unzip();
        sqlx::query(
            "DELETE FROM identity.told t WHERE t.user_id = $1 AND t.channel = $2 AND NOT (t.kind = ANY($5)) \
             AND NOT EXISTS (SELECT 1 FROM unnest($3::text[], $4::text[]) AS w(kind, key) WHERE w.kind = t.kind AND w.key = t.key)",
        )
        .bind(contact.user_id)
        .bind(contact.channel.name())
        .bind(&kinds)
        .bind(&keys)
        .bind(cut)
        .execute(&self.pool)
        .await?;
        let fresh = sqlx::query_as(
            "SELECT w.kind, w.key FROM unnest($3::text[], $4::text[]) AS w(kind, key) \
             WHERE NOT EXISTS (SELECT 1 FROM identity.told t WHERE t.user_id = $1 AND t.channel = $2 AND t.kind = w.kind AND t.key = w.key)",
        );
        Ok(fresh
            .bind(contact.user_id)
            .bind(contact.channel.name())
            .bind(&kinds)
            .bind(&keys)
            .fetch_all(&self.pool)
            .await?)
    }

    /// Makes a letter of what was not told yet and marks it as told, in one step. Nothing happens where the address went away meanwhile, or another
    /// node told the same.
    pub async fn make_letter(
        &self,
        contact: &Contact,
        told: &[(String, String)],
        counts: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let (kinds, keys): (Vec<&str>, Vec<&str>) =
            told.iter().map(|(kind, key)| (kind.as_str(), key.as_str())).unzip();
        let letter = Uuid::new_v4();
        let mut transaction = self.pool.begin().await?;
        if !hold(&mut transaction, contact).await? {
            return Ok(());
        }
        let told = sqlx::query(
            "INSERT INTO identity.told (user_id, channel, kind, key, told_at, letter_id) \
             SELECT $1, $2, w.kind, w.key, $5, $6 FROM unnest($3::text[], $4::text[]) AS w(kind, key) ON CONFLICT DO NOTHING",
        )
        .bind(contact.user_id)
        .bind(contact.channel.name())
        .bind(&kinds)
        .bind(&keys)
        .bind(now)
        .bind(letter)
        .execute(&mut *transaction)
        .await?;
        if told.rows_affected() == 0 {
            return Ok(());
        }
        let said = Kept { counts: Some(counts.clone()), ..Kept::default() };
        put(&mut transaction, letter, (contact.user_id, contact.channel), said, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Whether a person was told of a week already, or is about to be.
    pub async fn week_told(&self, user_id: Uuid, week: NaiveDate) -> Result<bool, IdentityError> {
        let told =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identity.weeks_told WHERE user_id = $1 AND week = $2)");
        Ok(told.bind(user_id).bind(week).fetch_one(&self.pool).await?)
    }

    /// Makes the letter of a week and marks the week as told to the person, in one step. Nothing happens where the address went away meanwhile, or
    /// the person was told of the week, at whatever address.
    pub async fn make_week_letter(
        &self,
        contact: &Contact,
        week: &AgencyWeek,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let letter = Uuid::new_v4();
        let kept = serde_json::to_value(week).map_err(|_| IdentityError::Fault("a week that cannot be written"))?;
        let mut transaction = self.pool.begin().await?;
        if !hold(&mut transaction, contact).await? {
            return Ok(());
        }
        let told = sqlx::query(
            "INSERT INTO identity.weeks_told (user_id, week, letter_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        );
        let told = told.bind(contact.user_id).bind(week.from).bind(letter).execute(&mut *transaction).await?;
        if told.rows_affected() == 0 {
            return Ok(());
        }
        let said = Kept { week: Some(kept), ..Kept::default() };
        put(&mut transaction, letter, (contact.user_id, contact.channel), said, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Letters whose time has come: codes first, which somebody waits for, then the oldest.
    pub async fn due_letters(
        &self,
        channels: &[Channel],
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Letter>, IdentityError> {
        let names: Vec<&str> = channels.iter().map(|one| one.name()).collect();
        let rows: Vec<LetterRow> = sqlx::query_as(
            "SELECT l.letter_id, l.code, l.counts, l.week, l.tries, l.made_at, c.user_id, c.channel, c.address, c.language, c.rhythm, c.confirmed_at, \
                    NULL::timestamptz AS last_letter_at \
             FROM identity.letters l JOIN identity.contacts c USING (user_id, channel) \
             WHERE l.sent_at IS NULL AND l.given_up_at IS NULL AND l.next_try_at <= $1 AND l.channel = ANY($2) \
             ORDER BY l.code IS NULL, l.next_try_at, l.letter_id LIMIT $3",
        )
        .bind(now)
        .bind(names)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        let letter = |row: LetterRow| {
            let contact = self.readable(row.contact)?;
            let body = match (row.code, row.week) {
                (Some(sealed), _) => {
                    let place = place(contact.user_id, contact.channel, "code");
                    let code = self.log().ok()?.open_secret(&place, &sealed)?;
                    LetterBody::Code(String::from_utf8(code).ok()?)
                }
                (None, Some(week)) => LetterBody::Week(serde_json::from_value(week).ok()?),
                (None, None) => LetterBody::Counts(row.counts.unwrap_or_default()),
            };
            Some(Letter { id: row.letter_id, contact, body, tries: row.tries, made_at: row.made_at })
        };
        Ok(rows.into_iter().filter_map(letter).collect())
    }

    /// Takes a due letter in hand, for some minutes: false where another node did, or where it went.
    pub async fn take_letter(&self, letter: Uuid, now: DateTime<Utc>) -> Result<bool, IdentityError> {
        let taken = sqlx::query(
            "UPDATE identity.letters SET next_try_at = $2 + interval '10 minutes' \
             WHERE letter_id = $1 AND next_try_at <= $2 AND sent_at IS NULL AND given_up_at IS NULL",
        );
        Ok(taken.bind(letter).bind(now).execute(&self.pool).await?.rows_affected() == 1)
    }

    /// The letter went out.
    pub async fn letter_sent(&self, letter: Uuid, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let sent = sqlx::query("UPDATE identity.letters SET sent_at = $2, code = NULL WHERE letter_id = $1");
        sent.bind(letter).bind(now).execute(&self.pool).await?;
        Ok(())
    }

    /// The letter did not go out: another try later, or none any more where the other side refused it for good. What a letter that is given up was
    /// to tell was told to nobody.
    pub async fn letter_failed(
        &self,
        letter: &Letter,
        for_good: bool,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let over = for_good || letter.tries + 1 >= LETTER_TRIES;
        sqlx::query(
            "WITH forgotten AS (DELETE FROM identity.told WHERE letter_id = $1 AND $3::timestamptz IS NOT NULL), \
                 untold AS (DELETE FROM identity.weeks_told WHERE letter_id = $1 AND $3::timestamptz IS NOT NULL) \
             UPDATE identity.letters SET tries = tries + 1, next_try_at = $2, given_up_at = $3, \
                 code = CASE WHEN $3::timestamptz IS NULL THEN code END WHERE letter_id = $1",
        )
        .bind(letter.id)
        .bind(now + pause(letter.tries))
        .bind(over.then_some(now))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Nobody is reached at an address: nothing is sent there until its person has shown anew that it is theirs.
    pub async fn doubt_contact(&self, contact: &Contact) -> Result<(), IdentityError> {
        let doubted = sqlx::query(
            "UPDATE identity.contacts SET confirmed_at = NULL, code_hash = NULL WHERE user_id = $1 AND channel = $2",
        );
        doubted.bind(contact.user_id).bind(contact.channel.name()).execute(&self.pool).await?;
        Ok(())
    }

    /// Letters that were sent or given up before a time are kept no longer; nor is anything of who is written to.
    pub async fn forget_letters(&self, before: DateTime<Utc>) -> Result<(), IdentityError> {
        let gone = sqlx::query(
            "DELETE FROM identity.letters WHERE made_at < $1 AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)",
        );
        gone.bind(before).execute(&self.pool).await?;
        let weeks = sqlx::query("DELETE FROM identity.weeks_told WHERE week < $1::timestamptz::date");
        weeks.bind(before).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_between_tries_grow_and_end_at_six_hours() {
        let minutes: Vec<i64> = (0..12).map(|tries| pause(tries).num_minutes()).collect();
        assert_eq!(minutes, [2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360]);
        assert!(minutes.iter().sum::<i64>() > 24 * 60, "a mail server that is away for a day loses nothing");
    }
}
