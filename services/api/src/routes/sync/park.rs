//! Keeping work that could not simply be added until a person decides.

use chrono::{DateTime, TimeDelta, Utc};
use hamyar_domain::{Family, family as domain};
use hamyar_event_store::{AttachmentError, AttachmentPlace, CommandContext, Subject};
use hamyar_events::family::{LateFile, LateOutcome, LateReason, LateWorkParked, LateWorkSettled};
use hamyar_events::{Actor, AttachmentId, CaseworkerId, HappenedAt, LateId, Personal, UserId};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::input::{Clock, Code, Sent, Whole, body};
use crate::problem::Problem;
use crate::routes::families::attachments::{self, Brought};
use crate::routes::families::by_name::Named;
use crate::routes::run::{self, derived_id};
use crate::state::AppState;

body! {
    /// One piece of work as a phone sends it.
    pub struct FieldWorkBody {
        /// The protocol the app speaks.
        protocol: i64,
        family_id: Uuid,
        /// The operation it asks for, as `record_visit`.
        operation: Code,
        /// The visit, service, entry or member that the operation's path names.
        part_id: Option<Uuid>,
        /// The operation's own body, its `command_id` included.
        #[schema(value_type = Object)]
        command: Whole,
        /// The family's sequence that its author saw.
        based_on: Option<i64>,
        /// What the phone's clock showed when it was written.
        typed_at: Option<Clock>,
        /// What the phone's clock shows now: whatever it is wrong by, the time between the two is right.
        sent_at: Option<Clock>,
        /// `keep_theirs`: of two values the other one is to stay, and this one stays in the history. `review`: a rule refused it, and the center
        /// is to decide.
        wish: Option<Code>,
    }
}

/// One piece of work, read.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) family_id: Uuid,
    pub(super) operation: String,
    pub(super) part_id: Option<Uuid>,
    pub(super) command_id: Uuid,
    pub(super) command: Sent,
    pub(super) based_on: Option<i64>,
    pub(super) wish: Option<String>,
    /// The file that came with it.
    pub(super) file: Option<Brought>,
    /// It came with a file that could not be kept, and is kept without: another wish than with it.
    pub(super) without_file: bool,
    /// When it was written, as far as that can be known.
    pub(super) written_at: HappenedAt,
    typed_at: Option<DateTime<Utc>>,
}

impl Piece {
    /// Reads a piece. Its id must be there: by it the same work is known again.
    pub(super) fn read(sent: &Sent, now: DateTime<Utc>) -> Result<Self, Problem> {
        let body: FieldWorkBody = sent.read()?;
        super::understood(body.protocol)?;
        let command = body.command.into_sent();
        let command_id = command.text("command_id").and_then(|text| text.parse::<Uuid>().ok());
        let command_id = command_id.filter(|id| !id.is_nil());
        let command_id = command_id.ok_or_else(|| Problem::field("command.command_id", "not_an_id"))?;
        let typed_at = body.typed_at.map(|clock| clock.0);
        Ok(Self {
            family_id: body.family_id,
            operation: body.operation.into_string(),
            part_id: body.part_id,
            command_id,
            command,
            based_on: body.based_on,
            wish: body.wish.map(Code::into_string),
            file: None,
            without_file: false,
            written_at: HappenedAt::Instant(written(typed_at, body.sent_at.map(|clock| clock.0), now)),
            typed_at,
        })
    }

    /// When it happened in the field: the day its author gave, or the time it was written.
    pub(super) fn happened_at(&self, named: Option<&Named>) -> HappenedAt {
        let given = named.and_then(|named| named.day).and_then(|field| self.command.text(field));
        let day = given.and_then(|text| hamyar_persian::parse_date_input(text).ok());
        day.map_or(self.written_at, HappenedAt::Day)
    }

    /// What the edge knows beside what its author said.
    pub(super) fn known(&self, named: &Named, device: &str, based_on: i64) -> Map<String, Value> {
        let mut known = Map::new();
        known.insert("device".to_owned(), device.into());
        if let Some(typed_at) = self.typed_at {
            known.insert("client_clock".to_owned(), typed_at.to_rfc3339().into());
        }
        known.insert("based_on".to_owned(), based_on.into());
        // A day that the author gave is the day of the fact; without one it is when it was written, not when it arrived.
        if !self.command.has("happened_at") && !named.day.is_some_and(|day| self.command.has(day)) {
            known.insert("happened_at".to_owned(), self.written_at.to_string().into());
        }
        known
    }
}

/// Longer than that no phone keeps work; its clock was moved.
const LONGEST: TimeDelta = TimeDelta::days(5 * 366);

/// When something was written, by the server's clock: as long ago as the phone's own clock says passed since. A clock that was moved meanwhile is
/// believed within reason only: never in the future, and no longer ago than a phone can have kept something.
fn written(typed_at: Option<DateTime<Utc>>, sent_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    let (Some(typed), Some(sent)) = (typed_at, sent_at) else { return now };
    let passed = (sent - typed).max(TimeDelta::zero());
    if passed > LONGEST { now } else { now - passed }
}

/// Whose work it is.
#[derive(Clone, Copy)]
pub(super) struct Author {
    pub(super) user_id: Uuid,
    pub(super) caseworker_id: Option<Uuid>,
    pub(super) device: Uuid,
}

/// The id of a parked piece: the same for every sending.
pub(super) fn late_id(command_id: Uuid) -> LateId {
    LateId(derived_id(command_id, "late"))
}

/// Keeps a piece of work for a person to decide on. Kept once, however often it is sent.
pub(super) async fn park(
    state: &AppState,
    piece: &Piece,
    named: Option<&Named>,
    author: Author,
    why: LateReason,
    refusal: Option<String>,
) -> Result<hamyar_event_store::Committed, Problem> {
    let file = keep_file(state, piece).await?;
    let kept_file = file.as_ref().map(|file| file.attachment_id.0);
    let parked = LateWorkParked {
        late_id: late_id(piece.command_id),
        command_id: piece.command_id,
        operation: piece.operation.clone(),
        part_id: piece.part_id,
        body: Personal::of_family(piece.family_id, piece.command.to_json()),
        why,
        refusal,
        user_id: UserId(author.user_id),
        caseworker_id: author.caseworker_id.map(CaseworkerId),
        based_on: piece.based_on,
        parked_on: state.today(),
        file,
    };
    let without = if piece.without_file { " without its file" } else { "" };
    let command_id = derived_id(piece.command_id, &format!("park {why:?}{without}"));
    let mut context = context(author, command_id, piece.happened_at(named));
    context.client_clock = piece.typed_at;
    context.based_on = None;
    let store = state.store().clone();
    let family = piece.family_id;
    let command = domain::FamilyCommand::from(domain::ParkLateWork { parked });
    let parked = run::in_own_task(async move { store.execute::<Family>(family, command, context).await })
        .await
        .map_err(run::Failed::without_family);
    // Only what was refused for good; the rest is swept when nobody sends it again.
    if let (Err(Problem::Refused { .. }), Some(file)) = (&parked, kept_file)
        && let Err(error) = state.store().give_up_attachment(file, command_id).await
    {
        tracing::warn!(%error, "bytes of refused late work wait for the sweep");
    }
    parked
}

/// Where the bytes of a file lie that came with late work: sealed with the family's key, as its words are.
pub(super) fn place(family_id: Uuid, attachment_id: Uuid) -> AttachmentPlace {
    AttachmentPlace { family_id, attachment_id, subject: Subject::Family(family_id) }
}

/// Keeps the file of a piece, before the event that names it. Kept once, however often it is sent.
async fn keep_file(state: &AppState, piece: &Piece) -> Result<Option<LateFile>, Problem> {
    let Some(file) = piece.file.clone() else { return Ok(None) };
    let accepted = attachments::accept(file).await?;
    let attachment_id = derived_id(piece.command_id, "late file");
    let kept = state.store().put_attachment(place(piece.family_id, attachment_id), &accepted.bytes).await;
    let kept = kept.map_err(|error| match error {
        AttachmentError::Erased => Problem::refused("family_erased"),
        error => attachments::problem(error),
    })?;
    Ok(Some(LateFile {
        attachment_id: AttachmentId(attachment_id),
        media_type: accepted.media_type,
        size_bytes: kept.size_bytes,
        sealed_sha256: kept.sealed_sha256,
    }))
}

/// Decides what becomes of a parked piece.
pub(super) async fn settle(
    state: &AppState,
    family: Uuid,
    settled: LateWorkSettled,
    context: CommandContext,
) -> Result<hamyar_event_store::Committed, Problem> {
    let store = state.store().clone();
    let command = domain::FamilyCommand::from(domain::SettleLateWork { settled, today: state.today() });
    run::in_own_task(async move { store.execute::<Family>(family, command, context).await })
        .await
        .map_err(run::Failed::without_family)
}

/// Of two values of the same thing the other one stays; this one stays in the history.
pub(super) async fn keep_theirs(
    state: &AppState,
    piece: &Piece,
    named: Option<&Named>,
    author: Author,
) -> Result<hamyar_event_store::Committed, Problem> {
    park(state, piece, named, author, LateReason::Clash, None).await?;
    let settled = LateWorkSettled {
        late_id: late_id(piece.command_id),
        outcome: LateOutcome::KeptTheirs,
        reason: None,
        settled_on: state.today(),
    };
    let now = HappenedAt::Instant(state.clock().now());
    let context = context(author, derived_id(piece.command_id, "keep theirs"), now);
    settle(state, piece.family_id, settled, context).await
}

fn context(author: Author, command_id: Uuid, happened_at: HappenedAt) -> CommandContext {
    let mut context = CommandContext::new(command_id, Actor::User(author.user_id), happened_at);
    context.device = Some(author.device.to_string());
    context
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    /// Whatever a phone's clock is wrong by, what passed between writing and sending is right.
    #[test]
    fn the_time_of_writing_survives_a_wrong_clock() {
        let now = at("2026-11-28T10:00:00Z");
        for (typed, sent, written_at) in [
            ("2026-11-26T10:00:00Z", "2026-11-28T10:00:00Z", "2026-11-26T10:00:00Z"),
            // A year ahead, and ten years behind.
            ("2027-11-26T10:00:00Z", "2027-11-28T10:00:00Z", "2026-11-26T10:00:00Z"),
            ("2016-11-26T10:00:00Z", "2016-11-28T10:00:00Z", "2026-11-26T10:00:00Z"),
            // Set back between writing and sending: not in the future.
            ("2026-11-28T12:00:00Z", "2026-11-28T09:00:00Z", "2026-11-28T10:00:00Z"),
            // Set ahead by a lifetime: not believed.
            ("1970-01-01T00:00:00Z", "2026-11-28T10:00:00Z", "2026-11-28T10:00:00Z"),
        ] {
            assert_eq!(written(Some(at(typed)), Some(at(sent)), now), at(written_at), "{typed}");
        }
        assert_eq!(written(None, Some(now), now), now);
    }
}
