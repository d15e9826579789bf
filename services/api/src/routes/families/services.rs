//! Services delivered, and their correction.

use hamyar_domain::family as domain;
use hamyar_events::family::{ServiceCorrected, ServiceDelivered, ServiceFacts};
use hamyar_events::{
    AgencyId, Capacity, Domain, EntryId, FamilyId, MemberId, Personal, ServiceId, ServiceOutcome, ServicePurpose,
    VisitId,
};

use super::command::family_operation;
use crate::input::{Code, Day, Words, body, command};
use crate::routes::run::{derived_id, ids};

command! {
    /// One thing actually delivered.
    pub struct RecordServiceBody {
        domain: Domain,
        /// Code of catalog `service_kind` or `focused_aid_method`.
        kind: Code,
        purpose: Option<ServicePurpose>,
        capacity: Capacity,
        /// Members served; empty means the whole family.
        member_ids: Vec<MemberId>,
        /// Absent when the caseworker delivered it.
        provider_agency_id: Option<AgencyId>,
        /// Tomans.
        amount: Option<i64>,
        outcome: Option<ServiceOutcome>,
        note: Option<Words>,
        delivered_on: Option<Day>,
        /// The calendar entry it carries out.
        entry_id: Option<EntryId>,
        visit_id: Option<VisitId>,
        /// Needed where the named entry is done after its window, or after it was called missed.
        late_reason: Option<Words>,
    }
}

body! {
    /// A service as it really was.
    pub struct ServiceFields {
        domain: Domain,
        kind: Code,
        purpose: Option<ServicePurpose>,
        capacity: Capacity,
        member_ids: Vec<MemberId>,
        provider_agency_id: Option<AgencyId>,
        amount: Option<i64>,
        outcome: Option<ServiceOutcome>,
        note: Option<Words>,
        delivered_on: Day,
    }
}

command! {
    /// What the entry should have said, or nothing when it was never delivered.
    pub struct CorrectServiceBody {
        replacement: Option<ServiceFields>,
        reason: Words,
    }
}

fn facts(fields: ServiceFields, family: FamilyId) -> ServiceFacts {
    ServiceFacts {
        domain: fields.domain,
        kind: fields.kind.into_string(),
        purpose: fields.purpose,
        capacity: fields.capacity,
        member_ids: fields.member_ids,
        provider_agency_id: fields.provider_agency_id,
        amount: fields.amount,
        outcome: fields.outcome,
        note: fields.note.map(|note| Personal::of_family(family.0, note.into_string())),
        delivered_on: fields.delivered_on.0,
    }
}

/// Records a service.
#[utoipa::path(post, path = "/families/{id}/services", tag = "families", request_body = RecordServiceBody,
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")),
    responses(crate::routes::answers::CommandAnswers))]
pub(crate) async fn record_service(
    axum::extract::State(state): axum::extract::State<crate::state::AppState>,
    signed: crate::auth::Signed,
    if_match: crate::input::IfMatch,
    crate::input::InPath(path): crate::input::InPath<[uuid::Uuid; 1]>,
    sent: crate::input::Sent,
) -> Result<crate::routes::answers::Done, crate::problem::Problem> {
    let [id] = path;
    let operation = super::command::Operation {
        name: "record_service",
        action: hamyar_identity::policy::Action::ServeFamily,
        path: &[id],
    };
    let own = super::worker(&signed);
    super::command::family_command::<RecordServiceBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.delivered_on,
        |body, at, family, file| {
            let service_id = ServiceId(derived_id(body.command_id, "service"));
            let late_reason = body.late_reason.map(|reason| Personal::of_family(family.0, reason.into_string()));
            let fields = ServiceFields {
                domain: body.domain,
                kind: body.kind,
                purpose: body.purpose,
                capacity: body.capacity,
                member_ids: body.member_ids,
                provider_agency_id: body.provider_agency_id,
                amount: body.amount,
                outcome: body.outcome,
                note: body.note,
                delivered_on: Day(at.day),
            };
            let service = ServiceDelivered {
                service_id,
                caseworker_id: super::worked_by(own, file, at.day),
                visit_id: body.visit_id,
                entry_id: body.entry_id,
                service: facts(fields, family),
            };
            Ok((
                domain::RecordService { service, late_reason, today: at.today }.into(),
                ids("service_id", service_id.0),
            ))
        },
    )
    .await
}

family_operation! {
    /// Correct a service by a new event; the old one stays visible to the auditor.
    post "/families/{id}/services/{service_id}/correct" [service = "service_id"] correct_service(CorrectServiceBody) ServeFamily, day none,
    |body, at, family| {
        let correction = ServiceCorrected {
            service_id: ServiceId(service),
            replacement: body.replacement.map(|fields| facts(fields, family)),
            reason: Personal::of_family(family.0, body.reason.into_string()),
        };
        Ok((domain::CorrectService { correction, today: at.today }.into(), ids("service_id", service)))
    }
}
