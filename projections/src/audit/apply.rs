//! Every event → one row.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use hamyar_events::family::FamilyEvent;
use hamyar_events::{CaseworkerEvent, CenterEvent, CommissionEvent, HappenedAt, StreamEvent};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// The center and neighborhood that a stream belongs to, as of the last event taken in.
    PlaceRow in "trail_place" {
        stream_id: Uuid,
        center_id: Option<Uuid>,
        neighborhood_id: Option<Uuid>,
    }
}

/// The columns of a batch, one array each, so that it is written in one statement.
#[derive(Default)]
struct Columns {
    position: Vec<i64>,
    stream: Vec<String>,
    stream_id: Vec<Uuid>,
    sequence: Vec<i64>,
    event_type: Vec<String>,
    actor: Vec<String>,
    recorded_at: Vec<DateTime<Utc>>,
    recorded_on: Vec<NaiveDate>,
    recorded_minute: Vec<i16>,
    happened_at: Vec<Option<DateTime<Utc>>>,
    happened_on: Vec<NaiveDate>,
    precision: Vec<&'static str>,
    days_late: Vec<i32>,
    family_id: Vec<Option<Uuid>>,
    center_id: Vec<Option<Uuid>>,
    neighborhood_id: Vec<Option<Uuid>>,
    subject_id: Vec<Option<Uuid>>,
    overridden: Vec<bool>,
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut touched: Vec<Uuid> = batch.iter().map(|event| event.stream_id).collect();
    touched.extend(batch.iter().filter_map(|event| family_of(event)));
    let mut places = Table::<PlaceRow>::load(&mut *connection, touched).await?;
    let mut columns = Columns::default();
    let mut days: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
    for event in batch {
        // The center that keeps the file when the event was recorded: a move counts from itself on.
        move_place(&mut places, event);
        let recorded_on = columns.push(event, &places);
        let ends = days.entry(recorded_on).or_insert((event.position, event.position));
        ends.1 = ends.1.max(event.position);
    }
    places.save(&mut *connection).await?;
    columns.insert(&mut *connection).await?;
    let (days, ends): (Vec<NaiveDate>, Vec<(i64, i64)>) = days.into_iter().unzip();
    let (first, last): (Vec<i64>, Vec<i64>) = ends.into_iter().unzip();
    sqlx::query(
        "insert into trail_day as kept (recorded_on, first_position, last_position) select * from unnest($1::date[], $2::bigint[], $3::bigint[])
         on conflict (recorded_on) do update set first_position = least(kept.first_position, excluded.first_position),
                                                 last_position = greatest(kept.last_position, excluded.last_position)",
    )
    .bind(days)
    .bind(first)
    .bind(last)
    .execute(connection)
    .await?;
    Ok(())
}

impl Columns {
    /// Adds an event; the day in Tehran on which it was recorded.
    fn push(&mut self, event: &ProjectedEvent, places: &Table<PlaceRow>) -> NaiveDate {
        let recorded_on = hamyar_persian::tehran_date(event.recorded_at);
        let happened_on = event.meta().happened_on();
        let family = family_of(event);
        let place = places.get(&event.stream_id).or_else(|| places.get(&family?));
        self.position.push(event.position);
        self.stream.push(event.stream.clone());
        self.stream_id.push(event.stream_id);
        self.sequence.push(event.sequence);
        self.event_type.push(type_of(&event.event));
        self.actor.push(event.actor.to_string());
        self.recorded_at.push(event.recorded_at);
        self.recorded_on.push(recorded_on);
        self.recorded_minute.push(minute_of_day(event.recorded_at));
        self.happened_at.push(match event.happened_at {
            HappenedAt::Instant(instant) => Some(instant),
            HappenedAt::Day(_) | HappenedAt::About(_) => None,
        });
        self.happened_on.push(happened_on);
        self.precision.push(event.happened_at.precision().as_str());
        self.days_late.push(i32::try_from((recorded_on - happened_on).num_days()).unwrap_or(i32::MAX));
        self.family_id.push(family);
        self.center_id.push(place.and_then(|place| place.center_id));
        self.neighborhood_id.push(place.and_then(|place| place.neighborhood_id));
        self.subject_id.push(subject_of(&event.event));
        self.overridden
            .push(matches!(event.family(), Some(FamilyEvent::TierAssigned(tier)) if tier.r#override.is_some()));
        recorded_on
    }

    async fn insert(self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        // An event taken in again is the same row.
        sqlx::query(
            "insert into trail (position, stream, stream_id, sequence, event_type, actor, recorded_at, recorded_on, recorded_minute, happened_at,
                                happened_on, precision, days_late, family_id, center_id, neighborhood_id, subject_id, overridden)
             select * from unnest($1::bigint[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::timestamptz[], $8::date[],
                                  $9::smallint[], $10::timestamptz[], $11::date[], $12::text[], $13::integer[], $14::uuid[], $15::uuid[], $16::uuid[],
                                  $17::uuid[], $18::boolean[])
             on conflict (position) do nothing",
        )
        .bind(self.position)
        .bind(self.stream)
        .bind(self.stream_id)
        .bind(self.sequence)
        .bind(self.event_type)
        .bind(self.actor)
        .bind(self.recorded_at)
        .bind(self.recorded_on)
        .bind(self.recorded_minute)
        .bind(self.happened_at)
        .bind(self.happened_on)
        .bind(self.precision)
        .bind(self.days_late)
        .bind(self.family_id)
        .bind(self.center_id)
        .bind(self.neighborhood_id)
        .bind(self.subject_id)
        .bind(self.overridden)
        .execute(connection)
        .await?;
        Ok(())
    }
}

fn minute_of_day(instant: DateTime<Utc>) -> i16 {
    let clock = hamyar_persian::tehran::tehran_datetime(instant).time();
    i16::try_from(clock.hour() * 60 + clock.minute()).unwrap_or(0)
}

/// The stored name of an event's type.
fn type_of(event: &StreamEventAny) -> String {
    fn name<E: StreamEvent>(event: &E) -> String {
        event.event_type()
    }
    match event {
        StreamEventAny::Family(event) => name(event.as_ref()),
        StreamEventAny::Caseworker(event) => name(event),
        StreamEventAny::Center(event) => name(event),
        StreamEventAny::Commission(event) => name(event.as_ref()),
        StreamEventAny::Neighborhood(event) => name(event),
        StreamEventAny::Place(event) => name(event),
        StreamEventAny::Agency(event) => name(event),
        StreamEventAny::IndicatorSet(event) => name(event),
        StreamEventAny::Settings(event) => name(event),
        StreamEventAny::Catalog(event) => name(event),
        StreamEventAny::Activity(event) => name(event),
        StreamEventAny::Facilitator(event) => name(event),
        StreamEventAny::Workshop(event) => name(event),
        StreamEventAny::Fund(event) => name(event),
        StreamEventAny::SavedReport(event) => name(event),
        StreamEventAny::Council(event) => name(event),
        StreamEventAny::Office(event) => name(event),
        StreamEventAny::Agreement(event) => name(event),
        StreamEventAny::Program(event) => name(event),
        StreamEventAny::Equipment(event) => name(event),
        StreamEventAny::Ngo(event) => name(event),
        StreamEventAny::Series(event) => name(event),
        StreamEventAny::Account(event) => name(event),
        // The projector stops before an event that cannot be read.
        StreamEventAny::Unreadable(_) => "unreadable".to_owned(),
    }
}

/// The family an event is about: of its own stream, or named in another.
fn family_of(event: &ProjectedEvent) -> Option<Uuid> {
    match &event.event {
        StreamEventAny::Family(_) => Some(event.stream_id),
        StreamEventAny::Caseworker(event) => match event {
            CaseworkerEvent::SlotReserved(event) => Some(event.family_id.0),
            CaseworkerEvent::ReservationReleased(event) => Some(event.family_id.0),
            CaseworkerEvent::FamilyTakenOn(event) => Some(event.family_id.0),
            CaseworkerEvent::FamilyHandedOver(event) => Some(event.family_id.0),
            _ => None,
        },
        StreamEventAny::Commission(event) => match event.as_ref() {
            CommissionEvent::CasePutOnAgenda(event) => Some(event.family_id.0),
            CommissionEvent::CaseDecided(event) => Some(event.family_id.0),
            CommissionEvent::CaseAdjourned(event) => Some(event.family_id.0),
            _ => None,
        },
        _ => None,
    }
}

/// The thing within the stream that an event is about: a visit, an assessment, a referral, a task.
fn subject_of(event: &StreamEventAny) -> Option<Uuid> {
    use FamilyEvent as E;
    match event {
        StreamEventAny::Family(event) => match event.as_ref() {
            E::VisitRecorded(event) => Some(event.visit_id.0),
            E::VisitCorrected(event) => Some(event.visit_id.0),
            E::ServiceDelivered(event) => Some(event.service_id.0),
            E::ServiceCorrected(event) => Some(event.service_id.0),
            E::AssessmentRecorded(event) => Some(event.assessment_id.0),
            E::AttachmentAdded(event) => Some(event.attachment_id.0),
            E::AttachmentRemoved(event) => Some(event.attachment_id.0),
            E::ReferredToCommission(event) => Some(event.referral_id.0),
            E::ReferralWithdrawn(event) => Some(event.referral_id.0),
            E::ReferralAccepted(event) => Some(event.referral_id.0),
            E::ReferralReturned(event) => Some(event.referral_id.0),
            E::ReferralResumed(event) => Some(event.referral_id.0),
            E::ReferralDeclined(event) => Some(event.referral_id.0),
            E::CommissionDecisionRecorded(event) => Some(event.decision.referral_id.0),
            E::TaskAccepted(event) => Some(event.task_id.0),
            E::TaskProgressed(event) => Some(event.task_id.0),
            E::TaskDone(event) => Some(event.task_id.0),
            E::TaskDeclined(event) => Some(event.task_id.0),
            E::TaskReassigned(event) => Some(event.task_id.0),
            E::TaskDropped(event) => Some(event.task_id.0),
            E::TaskDelegated(event) => Some(event.task_id.0),
            _ => None,
        },
        StreamEventAny::Commission(event) => match event.as_ref() {
            CommissionEvent::CasePutOnAgenda(event) => Some(event.referral_id.0),
            CommissionEvent::CaseTakenOffAgenda(event) => Some(event.referral_id.0),
            CommissionEvent::CaseDecided(event) => Some(event.decision.referral_id.0),
            CommissionEvent::CaseAdjourned(event) => Some(event.referral_id.0),
            CommissionEvent::DecisionVoided(event) => Some(event.referral_id.0),
            CommissionEvent::ConflictDeclared(event) => Some(event.referral_id.0),
            CommissionEvent::ConflictWithdrawn(event) => Some(event.referral_id.0),
            CommissionEvent::DiscussionNoted(event) => Some(event.referral_id.0),
            CommissionEvent::VotesCast(event) => Some(event.referral_id.0),
            _ => None,
        },
        _ => None,
    }
}

fn move_place(places: &mut Table<PlaceRow>, projected: &ProjectedEvent) {
    let id = projected.stream_id;
    let mut at = |center: Option<Uuid>, neighborhood: Option<Uuid>| {
        let row = places.edit_or(id, || PlaceRow { stream_id: id, center_id: None, neighborhood_id: None });
        row.center_id = center.or(row.center_id);
        row.neighborhood_id = neighborhood.or(row.neighborhood_id);
    };
    match &projected.event {
        StreamEventAny::Family(event) => match event.as_ref() {
            FamilyEvent::FamilyIdentified(event) => {
                at(event.center_id.map(|center| center.0), Some(event.neighborhood_id.0));
            }
            FamilyEvent::AddressChanged(event) => at(None, Some(event.neighborhood_id.0)),
            FamilyEvent::CenterChanged(event) => at(Some(event.center_id.0), None),
            _ => {}
        },
        StreamEventAny::Caseworker(CaseworkerEvent::CaseworkerAdmitted(event)) => {
            at(Some(event.center_id.0), event.neighborhood_id.map(|id| id.0));
        }
        StreamEventAny::Center(CenterEvent::CenterRegistered(_)) => at(Some(id), None),
        StreamEventAny::Neighborhood(_) => at(None, Some(id)),
        _ => {}
    }
}
