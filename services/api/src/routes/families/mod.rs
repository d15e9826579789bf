//! The family: its file, and every command on it.

pub(crate) mod assessments;
pub(crate) mod assignment;
pub(crate) mod attachments;
pub(crate) mod by_name;
mod calendar;
mod closing;
mod command;
mod consent;
pub(crate) mod document;
pub(crate) mod erasure;
mod experts;
mod export;
mod goals;
mod identify;
pub(crate) mod list;
pub(crate) mod look;
mod members;
mod merging;
mod moving;
mod notes;
mod pathway;
mod proposals;
mod read;
mod record;
mod records;
mod referrals;
pub(crate) mod replay;
pub(crate) mod search;
mod sending;
mod services;
mod tasks;
mod tiers;
pub(crate) mod timeline;
mod trust;
mod visits;
mod voice;

use chrono::NaiveDate;
use hamyar_domain::Family;
use hamyar_events::CaseworkerId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::Signed;
use crate::state::AppState;

/// The caseworker that the signed-in person is, or whose late work the person records, if any.
fn worker(signed: &Signed) -> Option<CaseworkerId> {
    signed.stead.or_else(|| signed.principal.caseworker_id()).map(CaseworkerId)
}

/// Who did the work: the caseworker when the family was held that day; otherwise somebody of the center, whom the actor names.
fn worked_by(own: Option<CaseworkerId>, family: &Family, day: NaiveDate) -> Option<CaseworkerId> {
    own.filter(|id| family.was_held_by(*id, day))
}

/// Every operation on families.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_families, identify::identify_family))
        .routes(routes!(list::list_audit_families))
        .routes(routes!(search::search_families))
        .routes(routes!(list::find_families))
        .routes(routes!(read::read_family))
        .routes(routes!(timeline::list_timeline))
        .routes(routes!(timeline::list_family_events))
        .routes(routes!(replay::replay_family))
        .routes(routes!(export::export_family))
        .routes(routes!(record::join_registration))
        .routes(routes!(consent::give_consent))
        .routes(routes!(consent::refuse_consent))
        .routes(routes!(consent::withdraw_consent))
        .routes(routes!(members::join_member))
        .routes(routes!(members::change_member))
        .routes(routes!(members::leave_member))
        .routes(routes!(members::change_head))
        .routes(routes!(record::change_address))
        .routes(routes!(record::set_safe_contact))
        .routes(routes!(record::move_family))
        .routes(routes!(record::add_category))
        .routes(routes!(record::remove_category))
        .routes(routes!(record::record_coverage))
        .routes(routes!(assessments::record_assessment))
        .routes(routes!(tiers::give_tier))
        .routes(routes!(proposals::propose_tier))
        .routes(routes!(proposals::answer_tier_proposal))
        .routes(routes!(proposals::withdraw_tier_proposal))
        .routes(routes!(tiers::preview_tier))
        .merge(assignment::router())
        .routes(routes!(calendar::plan_entry))
        .routes(routes!(calendar::move_entry))
        .routes(routes!(calendar::complete_entry))
        .routes(routes!(calendar::miss_entry))
        .routes(routes!(calendar::cancel_entry))
        .routes(routes!(goals::set_goal))
        .routes(routes!(goals::close_goal))
        .routes(routes!(visits::record_visit))
        .routes(routes!(visits::correct_visit))
        .routes(routes!(services::record_service))
        .routes(routes!(services::correct_service))
        .routes(routes!(notes::add_note))
        .merge(attachments::router())
        .routes(routes!(referrals::refer_to_commission))
        .routes(routes!(referrals::withdraw_referral))
        .routes(routes!(referrals::resume_referral))
        .routes(routes!(experts::refer_to_expert))
        .routes(routes!(experts::answer_as_expert))
        .routes(routes!(tasks::accept_task))
        .routes(routes!(tasks::progress_task))
        .routes(routes!(tasks::complete_task))
        .routes(routes!(tasks::decline_task))
        .routes(routes!(tasks::delegate_task))
        .merge(trust::router())
        .routes(routes!(closing::close_case))
        .routes(routes!(closing::reopen_case))
        .routes(routes!(erasure::request_erasure))
        .routes(routes!(erasure::withdraw_erasure))
        .merge(merging::router())
        .merge(moving::router())
        .routes(routes!(sending::send_to_agency))
        .routes(routes!(sending::withdraw_sending))
        .routes(routes!(sending::agree_to_handing_on))
        .routes(routes!(sending::refuse_handing_on))
        .routes(routes!(sending::answer_sending))
        .routes(routes!(sending::record_support_phase))
        .merge(pathway::router())
        .routes(routes!(records::reconcile_record))
        .routes(routes!(voice::make_request))
        .routes(routes!(voice::answer_request))
        .routes(routes!(voice::withdraw_request))
        .routes(routes!(voice::show_file))
}
