//! Activity events → rows. Ids of families and members only; names are joined when somebody reads.

use chrono::NaiveDate;
use hamyar_events::activity::ActivityPlanned;
use hamyar_events::{ActivityEvent, FamilyId, MemberId, TestMoment};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};

row! {
    /// One activity.
    ActivityRow in "activity" {
        activity_id: Uuid,
        center_id: Uuid,
        form: String,
        title: String,
        domain: String,
        audience: Vec<String>,
        neighborhood_id: Option<Uuid>,
        planned_for: NaiveDate,
        hours: i32,
        announced_on: Option<NaiveDate>,
        held_on: Option<NaiveDate>,
        head_count: i64,
        cancelled_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

row! {
    /// Who was there.
    AttendanceRow in "activity_attendance" {
        attendance_id: String,
        activity_id: Uuid,
        family_id: Uuid,
        member_id: Option<Uuid>,
        persons: i32,
        hours: i32,
    }
}

row! {
    /// What a member knew before and after.
    TestRow in "activity_test" {
        test_id: String,
        activity_id: Uuid,
        family_id: Uuid,
        member_id: Uuid,
        before: Option<i32>,
        after: Option<i32>,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut activities =
        Table::<ActivityRow>::load(&mut *connection, batch.iter().map(|event| event.stream_id)).await?;
    let tested = batch.iter().filter_map(|projected| match &projected.event {
        StreamEventAny::Activity(ActivityEvent::TestRecorded(event)) => {
            Some(test_id(projected.stream_id, event.member_id))
        }
        _ => None,
    });
    let mut tests = Table::<TestRow>::load(&mut *connection, tested).await?;
    let mut attendance = Table::<AttendanceRow>::empty();
    for projected in batch {
        let StreamEventAny::Activity(event) = &projected.event else { continue };
        let id = projected.stream_id;
        match event {
            ActivityEvent::ActivityPlanned(event) => activities.put(planned(id, event)),
            ActivityEvent::AttendanceRecorded(event) => attendance.put(AttendanceRow {
                attendance_id: attendance_id(id, event.family_id, event.member_id),
                activity_id: id,
                family_id: event.family_id.0,
                member_id: event.member_id.map(|member| member.0),
                persons: event.persons.into(),
                hours: event.hours.into(),
            }),
            ActivityEvent::AttendanceStruck(event) => {
                attendance.remove(attendance_id(id, event.family_id, event.member_id));
            }
            ActivityEvent::TestRecorded(event) => {
                let test = tests.edit_or(test_id(id, event.member_id), || TestRow {
                    test_id: test_id(id, event.member_id),
                    activity_id: id,
                    family_id: event.family_id.0,
                    member_id: event.member_id.0,
                    before: None,
                    after: None,
                });
                match event.moment {
                    TestMoment::Before => test.before = Some(event.score.into()),
                    TestMoment::After => test.after = Some(event.score.into()),
                }
            }
            ActivityEvent::ActivityAnnounced(_)
            | ActivityEvent::ActivityHeld(_)
            | ActivityEvent::ActivityCancelled(_) => {}
        }
        if let Some(row) = activities.edit(&id) {
            (row.sequence, row.position) = (projected.sequence, projected.position);
            match event {
                ActivityEvent::ActivityAnnounced(event) => row.announced_on = Some(event.announced_on),
                ActivityEvent::ActivityHeld(event) => {
                    row.held_on = Some(event.held_on);
                    row.hours = event.hours.into();
                    row.head_count = event.head_count.into();
                }
                ActivityEvent::ActivityCancelled(event) => row.cancelled_on = Some(event.cancelled_on),
                _ => {}
            }
        }
    }
    activities.save(&mut *connection).await?;
    attendance.save(&mut *connection).await?;
    tests.save(&mut *connection).await
}

fn planned(id: Uuid, event: &ActivityPlanned) -> ActivityRow {
    ActivityRow {
        activity_id: id,
        center_id: event.center_id.0,
        form: event.form.clone(),
        title: event.title.clone(),
        domain: event.domain.as_str().to_owned(),
        audience: event.audience.iter().map(|tier| tier.as_str().to_owned()).collect(),
        neighborhood_id: event.neighborhood_id.map(|id| id.0),
        planned_for: event.planned_for,
        hours: event.hours.into(),
        announced_on: None,
        held_on: None,
        head_count: 0,
        cancelled_on: None,
        sequence: 0,
        position: 0,
    }
}

fn attendance_id(activity: Uuid, family: FamilyId, member: Option<MemberId>) -> String {
    let member = member.map(|member| member.to_string()).unwrap_or_default();
    format!("{activity}/{family}/{member}")
}

fn test_id(activity: Uuid, member: MemberId) -> String {
    format!("{activity}/{member}")
}
