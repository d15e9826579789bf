//! Services delivered, and their correction.

use hamyar_domain::family as domain;
use hamyar_events::family::{ServiceCorrected, ServiceDelivered, ServiceFacts, ServiceParticulars};
use hamyar_events::{
    AgencyId, AidPhase, Capacity, Domain, EntryId, FamilyId, GoodsUnit, JobOrigin, LoanGuarantee, MemberId, Personal,
    ServiceId, ServiceOutcome, ServicePurpose, VisitId,
};
use serde_json::Value;

use super::command::family_operation;
use crate::input::{At, Code, Day, Faults, Read, Words, body, command};
use crate::routes::run::{derived_id, ids};

/// What a service says beyond its kind, read by the name in `of`.
#[derive(Clone, utoipa::ToSchema)]
#[schema(value_type = ServiceParticulars)]
pub struct Particulars(pub ServiceParticulars);

macro_rules! particulars {
    ($($name:ident = $of:literal { $($field:ident: $ty:ty),+ } => $make:expr;)+) => {
        $(body! {
            /// One kind of particulars.
            pub struct $name {
                of: Code,
                $($field: $ty,)+
            }
        })+

        impl Read for Particulars {
            fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
                let of = value.and_then(|value| value.get("of")).and_then(Value::as_str).unwrap_or_default();
                match of {
                    $($of => $name::read(value, at, faults).map(|read| {
                        let $name { of, $($field),+ } = read;
                        // Read above, by the same name.
                        drop(of);
                        Self($make)
                    }),)+
                    _ => {
                        let allowed: Vec<Value> = vec![$($of.into()),+];
                        faults.add_with(&at.child("of"), "not_in_set", &[("allowed", allowed.into())]);
                        None
                    }
                }
            }
        }
    };
}

particulars! {
    CounsellingFields = "counselling" { sessions: u16 } => ServiceParticulars::Counselling { sessions };
    LoanFields = "loan" { instalments: u16, guarantee: Option<LoanGuarantee> }
        => ServiceParticulars::Loan { instalments, guarantee };
    JobFields = "job" { origin: JobOrigin, monthly_income_rials: Option<i64> }
        => ServiceParticulars::Job { origin, monthly_income_rials };
    GoodsFields = "goods" { phase: AidPhase, quantity: u32, unit: GoodsUnit }
        => ServiceParticulars::Goods { phase, quantity, unit };
    InsuranceFields = "insurance" { months: u16 } => ServiceParticulars::Insurance { months };
    TreatmentFields = "treatment" { sessions: u16 } => ServiceParticulars::Treatment { sessions };
    TrainingFields = "training" { hours: u16, certificate: bool }
        => ServiceParticulars::Training { hours, certificate };
}

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
        /// Tomans; instead of `amount_rials`, for programs that still send it so.
        amount: Option<i64>,
        /// Whole rials: what was given, lent or paid.
        amount_rials: Option<i64>,
        /// What a service of the kind says beyond its kind.
        particulars: Option<Particulars>,
        /// Needed for counselling.
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
        amount_rials: Option<i64>,
        particulars: Option<Particulars>,
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
        amount_rials: fields.amount_rials,
        particulars: fields.particulars.map(|particulars| particulars.0),
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
                amount_rials: body.amount_rials,
                particulars: body.particulars,
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
