//! General aid: activities of a center, planned, announced, held; who was there, and tests before and after.

use axum::Json;
use axum::extract::State;
use hamyar_domain::activity as domain;
use hamyar_domain::{Activity, Family};
use hamyar_events::activity::{ActivityHeld, ActivityPlanned, AttendanceRecorded, AttendanceStruck, TestRecorded};
use hamyar_events::{CenterId, Domain, FamilyId, MemberId, NeighborhoodId, TestMoment, Tier};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::activities::{self, ActivityCard, ActivityView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::families::document;
use super::run::{self, Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Code, Day, Filters, InPath, Line, PageQuery, command};
use crate::problem::{Problem, from_database};
use crate::routes::lookups;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Activities in a list at most.
pub(super) const LIST_MAX: i64 = 200;

/// Which center's.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActivitiesQuery {
    /// The manager's own when absent; every center's for an auditor.
    center_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

command! {
    /// An activity to come, or one that was held and is written down now.
    pub struct PlanActivityBody {
        /// The manager's own center when absent.
        center_id: Option<CenterId>,
        /// Code of catalog `general_aid_form`.
        form: Code,
        /// Of a public event: names nobody.
        title: Line,
        domain: Domain,
        /// `stable`, `at_risk` or both.
        audience: Vec<Tier>,
        neighborhood_id: Option<NeighborhoodId>,
        planned_for: Day,
        /// Whole hours.
        hours: u16,
    }
}

command! {
    /// It was made known.
    pub struct AnnounceActivityBody {
        announced_on: Option<Day>,
    }
}

command! {
    /// It was held.
    pub struct HoldActivityBody {
        held_on: Option<Day>,
        hours: u16,
        /// Those who were there and whom no attendance names.
        head_count: u32,
    }
}

command! {
    /// It will not be held.
    pub struct CancelActivityBody {
        cancelled_on: Option<Day>,
    }
}

command! {
    /// A member, or so many of a family.
    pub struct RecordAttendanceBody {
        family_id: FamilyId,
        /// Absent for a family of which nobody is named.
        member_id: Option<MemberId>,
        /// 1 for a member, and when absent.
        persons: Option<u16>,
        /// The whole of it when absent.
        hours: Option<u16>,
    }
}

command! {
    /// Who was not there after all.
    pub struct StrikeAttendanceBody {
        family_id: FamilyId,
        member_id: Option<MemberId>,
    }
}

command! {
    /// What a member knew.
    pub struct RecordTestBody {
        family_id: FamilyId,
        member_id: MemberId,
        moment: TestMoment,
        /// 0 to 100.
        score: u8,
    }
}

/// The activities of the own center, or of all for an auditor.
#[utoipa::path(get, path = "/activities", tag = "activities", params(ActivitiesQuery),
    responses((status = 200, body = Page<ActivityCard>), ReadProblems))]
pub(crate) async fn list_activities(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<ActivitiesQuery>,
) -> Result<Json<Page<ActivityCard>>, Problem> {
    signed.may_ever(Action::ReadActivities)?;
    let mut read = PageQuery::default();
    let named = read.parse::<Uuid>("center_id", &query.center_id);
    read.done()?;
    let center = named.or(signed.principal.center_ids().first().copied());
    signed.check(Action::ReadActivities, &Resource::Center(center))?;
    let found = activities::activities(state.read(), center, LIST_MAX).await;
    let items = found.map_err(|error| from_database("activities", error))?;
    Ok(Json(Page::whole(items, super::centers::position(&state).await?)))
}

async fn allowed(state: &AppState, signed: &Signed, action: Action, id: Uuid) -> Result<Activity, Problem> {
    signed.may_ever(action)?;
    let activity = run::there::<Activity>(state, id).await?;
    signed.check(action, &Resource::Center(activity.center_id.map(|center| center.0)))?;
    Ok(activity)
}

/// One activity, with who was there.
#[utoipa::path(get, path = "/activities/{id}", tag = "activities",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ActivityView), ReadProblems))]
pub(crate) async fn read_activity(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ActivityView>, Problem> {
    let [id] = path;
    allowed(&state, &signed, Action::ReadActivities, id).await?;
    // Names of those who were there.
    document::trace_list(&state, &signed, "read_activity", "families").await?;
    let found = activities::activity(state.read(), id).await;
    found.map_err(|error| from_database("activity", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Plan an activity of the own center.
#[utoipa::path(post, path = "/activities", tag = "activities", request_body = PlanActivityBody, responses(CommandAnswers))]
pub(crate) async fn plan_activity(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::ManageActivities)?;
    let named = asked.sent.read::<PlanActivityBody>()?.center_id;
    let center_id = named.or(run::only(asked.signed.principal.center_ids()).map(CenterId));
    let center_id = center_id.ok_or_else(|| Problem::field("center_id", "required"))?;
    asked.signed.check(Action::ManageActivities, &Resource::Center(Some(center_id.0)))?;
    lookups::references(&asked.state, "plan_activity", &asked.sent).await?;
    begin::<Activity, PlanActivityBody>(&asked, "plan_activity", undated, |body, at| {
        let id = derived_id(body.command_id, "activity");
        let plan = ActivityPlanned {
            center_id,
            form: body.form.into_string(),
            title: body.title.into_string(),
            domain: body.domain,
            audience: body.audience,
            neighborhood_id: body.neighborhood_id,
            planned_for: body.planned_for.0,
            hours: body.hours,
        };
        Ok((id, domain::PlanActivity { plan, today: at.today }.into(), ids("activity_id", id)))
    })
    .await
}

macro_rules! activity_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) day $day:ident, |$b:ident, $at:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "activities", request_body = $body,
            params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
            allowed(&asked.state, &asked.signed, Action::ManageActivities, asked.path[0]).await?;
            let day = |body: &$body| body.$day;
            go_on::<Activity, $body>(&asked, stringify!($name), day, |$b, $at| Ok(($make, Ids::new()))).await
        }
    };
}

activity_operation! {
    /// Record that the activity was announced.
    post "/activities/{id}/announce" announce_activity(AnnounceActivityBody) day announced_on, |_body, at| {
        domain::AnnounceActivity { announced_on: at.day, today: at.today }.into()
    }
}

activity_operation! {
    /// Record that the activity was held, or put its hours and head-count right.
    post "/activities/{id}/hold" hold_activity(HoldActivityBody) day held_on, |body, at| {
        let held = ActivityHeld { held_on: at.day, hours: body.hours, head_count: body.head_count };
        domain::HoldActivity { held, today: at.today }.into()
    }
}

activity_operation! {
    /// Cancel the activity.
    post "/activities/{id}/cancel" cancel_activity(CancelActivityBody) day cancelled_on, |_body, at| {
        domain::CancelActivity { cancelled_on: at.day, today: at.today }.into()
    }
}

/// A family of the own scope and, where one is named, a member of it.
async fn attends(
    state: &AppState,
    signed: &Signed,
    family_id: FamilyId,
    member_id: Option<MemberId>,
) -> Result<Family, Problem> {
    let unknown = |problem| match problem {
        Problem::NotFound => Problem::field("family_id", "unknown"),
        other => other,
    };
    let family = run::allowed_family(state, signed, Action::ServeFamily, family_id.0).await.map_err(unknown)?;
    match member_id {
        Some(member) if !family.members.contains_key(&member) => Err(Problem::field("member_id", "unknown")),
        _ => Ok(family),
    }
}

/// Record who was there: a member, or so many of a family. Recorded again, it is put right.
#[utoipa::path(post, path = "/activities/{id}/attendance", tag = "activities", request_body = RecordAttendanceBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn record_attendance(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    let activity = allowed(&asked.state, &asked.signed, Action::ManageActivities, asked.path[0]).await?;
    let body: RecordAttendanceBody = asked.sent.read()?;
    attends(&asked.state, &asked.signed, body.family_id, body.member_id).await?;
    let hours = activity.held.map_or(0, |held| held.hours);
    go_on::<Activity, RecordAttendanceBody>(&asked, "record_attendance", undated, |body, _| {
        let attendance = AttendanceRecorded {
            family_id: body.family_id,
            member_id: body.member_id,
            persons: body.persons.unwrap_or(1),
            hours: body.hours.unwrap_or(hours),
        };
        Ok((domain::RecordAttendance { attendance }.into(), Ids::new()))
    })
    .await
}

/// Take an attendance back that was recorded by mistake.
#[utoipa::path(post, path = "/activities/{id}/attendance/strike", tag = "activities", request_body = StrikeAttendanceBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn strike_attendance(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageActivities, asked.path[0]).await?;
    go_on::<Activity, StrikeAttendanceBody>(&asked, "strike_attendance", undated, |body, _| {
        let attendance = AttendanceStruck { family_id: body.family_id, member_id: body.member_id };
        Ok((domain::StrikeAttendance { attendance }.into(), Ids::new()))
    })
    .await
}

/// Record what a member knew before or after it.
#[utoipa::path(post, path = "/activities/{id}/tests", tag = "activities", request_body = RecordTestBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn record_test(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    allowed(&asked.state, &asked.signed, Action::ManageActivities, asked.path[0]).await?;
    let body: RecordTestBody = asked.sent.read()?;
    attends(&asked.state, &asked.signed, body.family_id, Some(body.member_id)).await?;
    go_on::<Activity, RecordTestBody>(&asked, "record_test", undated, |body, _| {
        let test = TestRecorded {
            family_id: body.family_id,
            member_id: body.member_id,
            moment: body.moment,
            score: body.score,
        };
        Ok((domain::RecordTest { test }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_activities, plan_activity))
        .routes(routes!(read_activity))
        .routes(routes!(announce_activity))
        .routes(routes!(hold_activity))
        .routes(routes!(cancel_activity))
        .routes(routes!(record_attendance))
        .routes(routes!(strike_attendance))
        .routes(routes!(record_test))
}
