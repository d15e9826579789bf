//! Every operation of the document, with every role, on own and foreign rows, against a table written by hand. An operation without a row
//! in the table fails, and so does a right that was widened or lost (S034, S055, S058, S063, S064).

mod asking;
mod facilitators;
mod rows;
mod turns;

use hamyar_identity::Role;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::asking::{ask, with_unknown};
use self::facilitators::of_facilitators;
pub(crate) use self::rows::{Lists, council, lists, waiting_erasure};
use crate::support::{Place, World};

/// Columns: caseworker, center manager, commission member, agency officer, auditor, officer, administrator. Two letters each: own row, foreign
/// row. `y` allowed; `n` not allowed to the role (403); `h` hidden, as if it did not exist (404); `r` refused with a reason (409). `public` needs no sign-in.
const TABLE: &str = "
read_meta public
read_health public
read_openapi public
create_session public
start_outside_session public
finish_outside_session public
read_invitation public
accept_invitation public
read_calendar_file public
quarantine_field_work public
quarantine_field_file public
read_residents_page public

read_session                yy yy yy yy yy yy yy
change_password             yy yy yy yy yy yy yy
delete_session              yy yy yy yy yy yy yy
confirm_session             yy yy yy yy yy yy yy
read_second_factor          yy yy yy yy yy yy yy
begin_second_factor         yy yy yy yy yy yy yy
confirm_second_factor       yy yy yy yy yy yy yy
show_second_factor          yy yy yy yy yy yy yy
remove_second_factor        yy yy yy yy yy yy yy
renew_recovery_codes        yy yy yy yy yy yy yy
link_outside                yy yy yy yy yy yy yy
read_outside_link           yy yy yy yy yy yy yy
unlink_outside              yy yy yy yy yy yy yy
list_own_sign_ins           yy yy yy yy yy yy yy
list_sessions               yy yy yy yy yy yy yy
end_other_sessions          yy yy yy yy yy yy yy
read_contacts               yy yy yy yy yy yy yy
set_contact                 yy yy yy yy yy yy yy
confirm_contact             yy yy yy yy yy yy yy
drop_contact                yy yy yy yy yy yy yy
list_devices                yy yy yy yy yy yy yy
end_session                 hh hh hh hh hh hh hh
name_device                 hh hh hh hh hh hh hh
wipe_device                 hh hh hh hh hh hh hh
watch_changes               yy yy yy yy yy yy yy
read_settings               yy yy yy yy yy yy yy
read_current_indicator_set  yy yy yy yy yy yy yy
read_indicator_set          yy yy yy yy yy yy yy
list_indicator_set_versions yy yy yy yy yy yy yy
read_catalog                yy yy yy yy yy yy yy
list_agencies               yy yy yy yy yy yy yy
read_agency                 yy yy yy yy yy yy yy
list_places                 yy yy yy yy yy yy yy
read_place                  yy yy yy yy yy yy yy
list_neighborhoods          yy yy yy yy yy yy yy
register_neighborhood       nn nn nn nn nn nn yy
group_neighborhood          nn nn nn nn nn nn yy
register_place              nn nn nn nn nn nn yy
read_neighborhood           yy yy yy yy yy yy yy
list_centers                yy yy yy yy yy yy yy
read_center                 yy yy yy yy yy yy yy
list_commissions            yy yy yy nn yy nn yy

read_today                  yy nn nn nn nn nn nn
read_calendar               yy nn nn nn nn nn nn
read_calendar_feed          yy nn nn nn nn nn nn
make_calendar_feed          yy nn nn nn nn nn nn
revoke_calendar_feed        yy nn nn nn nn nn nn
carry_families              yy nn nn nn nn nn nn
send_field_work             yy nn nn nn nn nn nn
send_field_file             rr nn nn nn nn nn nn
read_store_key              rr nn nn nn nn nn nn
list_late_work              nn yy nn nn nn nn nn
read_late_work              nn hh nn nn nn nn nn
read_late_file              nn hh nn nn nn nn nn
settle_late_work            nn yh nn nn nn nn nn
list_families               yy yy nn nn yy nn nn
search_families             yy yy nn nn yy nn nn
find_families               yy yy nn nn yy nn nn
export_families             yy yy nn nn yy nn nn
read_family                 yh yh nn nn yy nn nn
list_timeline               yh yh nn nn yy nn nn
preview_tier                yh yh nn nn yy nn nn
replay_family               yh yh nn nn yy nn nn
list_family_events          nn nn nn nn yy nn nn
list_audit_events           nn nn nn nn yy nn nn
list_audit_families         nn nn nn nn yy nn nn
list_accesses               nn nn nn nn yy nn nn
list_checkpoints            nn nn nn nn yy nn nn
read_checkpoint             nn nn nn nn yy nn nn
make_checkpoint             nn nn nn nn yy nn nn
export_family               nn nn nn nn yy nn nn
read_audit_density          nn nn nn nn yy nn nn
export_audit_events         nn nn nn nn yy nn nn
search_audit_actors         nn nn nn nn yy nn nn
list_stream_events          nn nn nn nn yy nn nn
replay_stream               nn nn nn nn yy nn nn
compare_stream              nn nn nn nn yy nn nn
read_stream_history         nn nn nn nn yy nn nn
export_stream_history       nn nn nn nn yy nn nn
read_referral_review        nn nn nn nn yy nn nn
read_tier_grounds           nn nn nn nn yy nn nn
list_patterns               nn nn nn nn yy nn nn

list_notices                yy yy yy yy yy nn yy
break_glass                 nn yy nn nn nn nn nn
mark_address_threat         yh yh nn nn nn nn nn
clear_address_threat        yh rh nn nn nn nn nn
reveal_address              nn nn yh nn yy nn nn
read_address                nn nn rh nn rr nn nn
acknowledge_glass           yh yh nn nn nn nn nn
list_family_openings        nn yh nn nn yy nn nn
list_comparisons            yy yy nn nn nn nn nn
ask_comparison              yy yy nn nn nn nn nn
answer_comparison           nn yh nn nn nn nn nn

identify_family             nn yh nn nn nn nn nn
join_registration           yh yh nn nn nn nn nn
give_consent                yh yh nn nn nn nn nn
refuse_consent              yh yh nn nn nn nn nn
withdraw_consent            yh yh nn nn nn nn nn
join_member                 yh yh nn nn nn nn nn
change_member               yh yh nn nn nn nn nn
leave_member                yh yh nn nn nn nn nn
change_head                 yh yh nn nn nn nn nn
change_address              yh yh nn nn nn nn nn
set_safe_contact            yh yh nn nn nn nn nn
add_category                yh yh nn nn nn nn nn
remove_category             yh yh nn nn nn nn nn
record_coverage             yh yh nn nn nn nn nn
send_to_agency              yh yh nn nn nn nn nn
withdraw_sending            yh yh nn nn nn nn nn
agree_to_handing_on         yh yh nn nn nn nn nn
refuse_handing_on           yh yh nn nn nn nn nn
answer_sending              yh yh nn nn nn nn nn
record_support_phase        yh yh nn nn nn nn nn
reconcile_record            yh yh nn nn nn nn nn
read_agency_list            nn yy nn nn nn nn nn
register_list_rows          nn yy nn nn nn nn nn
decide_list_rows            nn yy nn nn nn nn nn
map_list_columns            nn yy nn nn nn nn nn
enroll_woman                yh yh nn nn nn nn nn
complete_program            yh yh nn nn nn nn nn
leave_pathway               yh yh nn nn nn nn nn
resume_program              yh yh nn nn nn nn nn
list_family_pathways        yh yh nn nn yy nn nn
change_families             yy yy nn nn nn nn nn
move_family                 nn yh nn nn nn nn nn
merge_family                nn yh nn nn nn nn nn
undo_merge                  nn yh nn nn nn nn nn
move_members                nn yh nn nn nn nn nn
record_assessment           yh yh nn nn nn nn nn
give_tier                   yh yh nn nn nn nn nn
propose_tier                yh nn nn nn nn nn nn
answer_tier_proposal        nn yh nn nn nn nn nn
withdraw_tier_proposal      yh nn nn nn nn nn nn
assign_caseworker           nn yh nn nn nn nn nn
release_caseworker          nn yh nn nn nn nn nn
transfer_family             nn yh nn nn nn nn nn
renew_assignment            nn yh nn nn nn nn nn
prepare_handover            yh yh nn nn nn nn nn
suggest_caseworkers         nn yh nn nn nn nn nn
plan_entry                  yh yh nn nn nn nn nn
move_entry                  yh yh nn nn nn nn nn
complete_entry              yh yh nn nn nn nn nn
miss_entry                  yh yh nn nn nn nn nn
cancel_entry                yh yh nn nn nn nn nn
set_goal                    yh yh nn nn nn nn nn
close_goal                  yh yh nn nn nn nn nn
record_visit                yh yh nn nn nn nn nn
correct_visit               yh yh nn nn nn nn nn
record_service              yh yh nn nn nn nn nn
correct_service             yh yh nn nn nn nn nn
add_note                    yh yh nn nn nn nn nn
add_attachment              yh yh nn nn nn nn nn
read_attachment             yh yh nn nn yy nn nn
remove_attachment           yh yh nn nn nn nn nn
refer_to_commission         yh yh nn nn nn nn nn
withdraw_referral           yh yh nn nn nn nn nn
resume_referral             yh yh nn nn nn nn nn
refer_to_expert             yh yh nn nn nn nn nn
answer_as_expert            yh yh nn nn nn nn nn
close_case                  nn yh nn nn nn nn nn
reopen_case                 nn yh nn nn nn nn nn

make_request                yh yh nn nn nn nn nn
withdraw_request            yh yh nn nn nn nn nn
answer_request              nn yh nn nn nn nn nn
show_file                   yh yh nn nn nn nn nn
list_requests               nn yy nn nn nn nn nn
list_tier_proposals         yy yy nn nn nn nn nn
list_expert_questions       yy yy nn nn nn nn nn

request_erasure             nn yh nn nn nn nn nn
withdraw_erasure            nn yh nn nn nn nn nn
list_kept_files             nn yy nn nn nn nn nn
list_erasures               nn yy nn nn yy nn yy
read_erasure                nn yh nn nn yy nn yy
approve_erasure             nn nn nn nn nn nn yy
refuse_erasure              nn nn nn nn nn nn yy

list_tasks                  yy nn nn yy nn nn nn
export_tasks                yy nn nn yy nn nn nn
accept_task                 hh hh nn yh nn nn nn
progress_task               hh hh nn yh nn nn nn
complete_task               hh hh nn yh nn nn nn
decline_task                hh hh nn yh nn nn nn

delegate_task               hh hh nn yh nn nn nn
read_task_week              nn nn nn yy nn nn nn
list_colleagues             nn nn nn yy nn nn nn

read_caseworker             yh yh nn nn yy nn nn
admit_caseworker            nn yh nn nn nn nn nn
record_training             nn yh nn nn nn nn nn
accredit_caseworker         nn yh nn nn nn nn nn
declare_skills              nn yh nn nn nn nn nn
start_leave                 nn yh nn nn nn nn nn
end_leave                   nn yh nn nn nn nn nn
renew_caseworker            nn yh nn nn nn nn nn
read_handover               nn yh nn nn nn nn nn
hand_over_caseload          nn yh nn nn nn nn nn
leave_program               nn yh nn nn nn nn nn
read_intake                 nn yy nn nn nn nn nn
list_caseloads              nn yy nn nn nn nn nn
export_caseloads            nn yy nn nn nn nn nn
list_open_referrals         nn yy nn nn nn nn nn
list_overdue_work           nn yy nn nn nn nn nn
list_center_phones          nn yy nn nn nn nn nn
register_center             nn nn nn nn nn nn yy
set_tier_approval           nn yh nn nn nn nn nn

list_activities             nn yy nn nn yy nn nn
plan_activity               nn yh nn nn nn nn nn
read_activity               nn yh nn nn yy nn nn
announce_activity           nn yh nn nn nn nn nn
hold_activity               nn yh nn nn nn nn nn
cancel_activity             nn yh nn nn nn nn nn
record_attendance           nn yh nn nn nn nn nn
strike_attendance           nn yh nn nn nn nn nn
record_test                 nn yh nn nn nn nn nn

read_roadmap                yy yy yy yy yy yy yy
list_agency_actions         yy yy yy yy yy yy yy
read_place_roadmap          yy yy yy yy yy yy yy
list_place_roadmaps         yy yy yy yy yy yy yy
identify_risk               nn nn nn nn nn nn nn
retitle_risk                nn nn nn nn nn nn nn
reassess_risk               nn nn nn nn nn nn nn
adopt_roadmap               nn nn nn nn nn nn nn
plan_action                 nn nn nn nn nn nn nn
change_action               nn nn nn nn nn nn nn
match_action                nn nn nn nn nn nn nn
unmatch_action              nn nn nn nn nn nn nn
progress_action             nn nn nn yy nn nn nn
complete_action             nn nn nn yy nn nn nn
drop_action                 nn nn nn yy nn nn nn
list_facilitators           nn nn nn nn yy yy nn
list_workshops              nn nn nn nn yy yy nn
read_workshop               nn nn nn nn yy yy nn
read_resilience             nn nn nn nn yy yy nn
nominate_facilitator        nn nn nn nn nn nn nn
change_facilitator          nn nn nn nn nn nn nn
confirm_facilitator         nn nn nn nn nn nn nn
deliver_plan                nn nn nn nn nn nn nn
leave_facilitation          nn nn nn nn nn nn nn
plan_workshop               nn nn nn nn nn nn nn
set_workshop_lead           nn nn nn nn nn nn nn
register_trainees           nn nn nn nn nn nn nn
hold_sitting                nn nn nn nn nn nn nn
strike_sitting              nn nn nn nn nn nn nn
add_workshop_materials      nn nn nn nn nn nn nn
mark_workshop_material      nn nn nn nn nn nn nn
test_trainee                nn nn nn nn nn nn nn
record_finding              nn nn nn nn nn nn nn
list_funds                  nn yy nn nn yy nn nn
form_fund                   nn yh nn nn nn nn nn
read_fund                   nn yh nn nn yy nn nn
close_fund                  nn yh nn nn nn nn nn
join_fund                   nn yh nn nn nn nn nn
leave_fund                  nn yh nn nn nn nn nn
hold_fund_training          nn yh nn nn nn nn nn
record_contribution         nn yh nn nn nn nn nn
withdraw_share              nn yh nn nn nn nn nn
reverse_fund_entry          nn yh nn nn nn nn nn
request_fund_loan           nn yh nn nn nn nn nn
grant_fund_loan             nn yh nn nn nn nn nn
refuse_fund_loan            nn yh nn nn nn nn nn
pay_instalment              nn yh nn nn nn nn nn
declare_default             nn yh nn nn nn nn nn
cover_default               nn yh nn nn nn nn nn
list_family_funds           yh yh nn nn yy nn nn
read_fund_report            nn yh nn nn yy yy nn

list_councils               nn yy yy yy yy yy yy
read_council                nn yy yy yy yy yy yy
read_council_report         nn yy yy yy yy yy yy
form_council                nn nn nn nn nn yy yy
dissolve_council            nn nn nn nn nn yy yy
give_council_seat           nn nn nn nn nn yy yy
end_council_seat            nn nn nn nn nn yy yy
call_council_session        nn nn nn nn nn yy yy
hold_council_session        nn nn nn nn nn yy yy
cancel_council_session      nn nn nn nn nn yy yy
record_approval             nn nn nn nn nn yy yy
record_letter               nn nn nn nn nn yy yy
raise_obstacle              nn nn nn nn nn yy yy
follow_obstacle             nn nn nn nn nn yy yy
close_obstacle              nn nn nn nn nn yy yy
reopen_obstacle             nn nn nn nn nn yy yy
list_agreements             nn nn nn nn yy yy yy
list_programs               nn nn nn nn yy yy yy
read_interventions          nn nn nn nn yy yy yy
read_credit_report          nn nn nn nn yy yy yy
list_equipment              nn nn nn nn yy yy yy
list_ngos                   nn nn nn nn yy yy yy
read_licence_report         nn nn nn nn yy yy yy
list_series                 nn nn nn nn yy yy yy
read_national_figures       nn nn nn nn yy yy yy
read_agreement              nn nn nn nn hh hh hh
read_program                nn nn nn nn hh hh hh
read_equipment              nn nn nn nn hh hh hh
read_ngo                    nn nn nn nn hh hh hh
sign_agreement              nn nn nn nn nn yy yy
amend_agreement             nn nn nn nn nn yy yy
end_agreement               nn nn nn nn nn yy yy
allocate_credit             nn nn nn nn nn yy yy
spend_credit                nn nn nn nn nn yy yy
reverse_allocation          nn nn nn nn nn yy yy
reverse_spending            nn nn nn nn nn yy yy
register_program            nn nn nn nn nn yy yy
change_program              nn nn nn nn nn yy yy
class_program               nn nn nn nn nn yy yy
unclass_program             nn nn nn nn nn yy yy
end_program                 nn nn nn nn nn yy yy
read_division_of_labor      nn nn nn nn yy yy yy
list_program_parts          nn nn nn hh nn nn nn
read_agency_program         nn nn nn hh nn nn nn
give_program_share          nn nn nn nn nn yy yy
change_program_share        nn nn nn nn nn yy yy
end_program_share           nn nn nn nn nn yy yy
open_equipment_line         nn nn nn nn nn yy yy
deliver_equipment           nn nn nn nn nn yy yy
reverse_delivery            nn nn nn nn nn yy yy
close_equipment_line        nn nn nn nn nn yy yy
register_ngo                nn nn nn nn nn yy yy
apply_for_licence           nn nn nn nn nn yy yy
grant_licence               nn nn nn nn nn yy yy
refuse_licence              nn nn nn nn nn yy yy
renew_licence               nn nn nn nn nn yy yy
revoke_licence              nn nn nn nn nn yy yy
open_series                 nn nn nn nn nn yy yy
record_series_value         nn nn nn nn nn yy yy
strike_series_value         nn nn nn nn nn yy yy
state_series_base           nn nn nn nn nn yy yy
tell_figure                 nn nn nn nn nn yy yy
declare_figure              nn nn nn nn nn yy yy
relate_figure               nn nn nn nn nn yy yy
doubt_figure                nn nn nn nn nn yy yy

read_office_program         yy yy yy yy yy yy yy
list_offices                nn nn nn yy yy yy nn
read_office                 nn nn nn yh yy yy nn
read_office_quarter         nn nn nn yh yy yy nn
read_offices_quarter        nn nn nn yy yy yy nn
call_office                 nn nn nn nn nn yy nn
contract_office             nn nn nn nn nn yy nn
open_office                 nn nn nn nn nn yy nn
close_office                nn nn nn nn nn yy nn
add_office_neighborhood     nn nn nn nn nn yy nn
leave_office_neighborhood   nn nn nn nn nn yy nn
judge_needs_in_committee    nn nn nn nn nn yy nn
judge_needs_in_headquarters nn nn nn nn nn yy nn
notify_needs_profile        nn nn nn nn nn yy nn
report_office_quarter       nn nn nn nn nn yy nn
count_office_staff          nn nn nn nn nn nn nn
record_office_money         nn nn nn nn nn nn nn
strike_office_money         nn nn nn nn nn nn nn
hold_office_meeting         nn nn nn nn nn nn nn
progress_office_task        nn nn nn nn nn nn nn
hold_group_workshop         nn nn nn nn nn nn nn
form_local_group            nn nn nn nn nn nn nn
advance_local_group         nn nn nn nn nn nn nn
draft_needs_profile         nn nn nn nn nn nn nn
draft_action_plan           nn nn nn nn nn nn nn
change_action_plan          nn nn nn nn nn nn nn
progress_action_plan        nn nn nn nn nn nn nn
evaluate_office             nn nn nn nn nn nn nn
judge_action_plan           nn nn nn yh nn nn nn

read_agenda                 nn nn yh nn yy nn nn
read_packet                 nn nn yh nn yy nn nn
accept_referral             nn nn yh nn nn nn nn
return_referral             nn nn yh nn nn nn nn
decline_referral            nn nn yh nn nn nn nn
order_agenda                nn nn yh nn nn nn nn
declare_conflict            nn nn yh nn nn nn nn
withdraw_conflict           nn nn yh nn nn nn nn
note_discussion             nn nn yh nn nn nn nn
claim_seat                  nn nn yh nn nn nn nn
read_minutes                nn nn yh nn yy nn nn
sign_minutes                nn nn yh nn nn nn nn
read_follow_up              nn nn yh nn yy nn nn
reassign_task               nn nn yh nn nn nn nn
drop_task                   nn nn yh nn nn nn nn
form_commission             nn nn nn nn nn nn yy
seat_participant            nn nn yh nn nn nn nn
call_session                nn nn yh nn nn nn nn
put_on_agenda               nn nn yh nn nn nn nn
open_session                nn nn yh nn nn nn nn
decide_case                 nn nn yh nn nn nn nn
adjourn_case                nn nn yh nn nn nn nn
close_session               nn nn yh nn nn nn nn
cancel_session              nn nn yh nn nn nn nn

read_before_after           nn yh nn nn yy yy nn
export_before_after         nn yh nn nn yy yy nn
list_before_after_families  nn yh nn nn yy nn nn
read_changes                nn yh nn nn yy yy nn
list_changed_families       nn yh nn nn yy nn nn
list_served_families        nn yh nn nn yy nn nn
list_served_persons         nn yh nn nn yy nn nn
list_given_services         nn yh nn nn yy nn nn
list_report_years           nn yy nn nn yy yy nn
list_reports                yy yy yy yy yy yy yy
read_activity_distribution  nn nn nn nn yy yy nn
read_participants_by_sex    nn nn nn nn yy yy nn
read_provincial_summary     nn nn nn nn yy yy nn
read_findings               nn nn nn nn yy yy nn
read_test_results           nn nn nn nn yy yy nn
read_settlements            yy yy yy yy yy yy yy
read_zones                  yy yy yy yy yy yy yy
read_pilot_statistics       nn nn nn nn yy yy nn
read_registry               nn yh nn nn yy yy nn
read_vulnerable_categories  nn yh nn nn yy yy nn
read_obstacles              nn yy yy yy yy yy yy
read_office_work            nn nn nn yy yy yy nn
read_needs_profiles         nn nn nn yy yy yy nn
read_office_evaluations     nn nn nn yy yy yy nn
read_local_groups           nn nn nn yy yy yy nn
export_report_table         yy yy yy yy yy yy yy
read_report_builder         nn yy nn nn yy yy nn
read_built_report           nn yy nn nn yy yy nn
export_built_report         nn yy nn nn yy yy nn
list_saved_reports          nn yy nn nn yy yy nn
read_saved_report           nn yh nn nn hh hh nn
save_report                 nn yy nn nn yy yy nn
rename_report               nn yh nn nn hh hh nn
change_report               nn yh nn nn hh hh nn
share_report                nn yh nn nn hh hh nn
delete_report               nn yh nn nn hh hh nn
read_service_report        nn yh nn nn yy yy nn
read_situations            nn yh nn nn yy yy nn
read_answers               nn yh nn nn yy yy nn
export_services            nn yh nn nn yy yy nn
read_pathway               nn yh nn nn yy yy nn
list_pathway_women         nn yh nn nn yy nn nn
read_transfers             nn yh nn nn yy yy nn
list_transfers             nn yh nn nn yy nn nn
export_transfers           nn yh nn nn yy nn nn
try_rule                    nn yh nn nn yy nn yy
list_moved_families         nn yh nn nn yy nn nn
list_moved_decisions        nn yh nn nn yy nn nn

list_sign_ins               nn nn nn nn yy nn yy
list_caseworker_accounts    nn yh nn nn nn nn nn
invite_caseworker           nn yh nn nn nn nn nn
list_caseworker_devices     nn yh nn nn nn nn yy
list_user_devices           nn nn nn nn nn nn yy
list_users                  nn nn nn nn nn nn yy
create_user                 nn nn nn nn nn nn yy
list_user_caseworkers       nn nn nn nn nn nn yy
read_user_grants            nn nn nn nn yy nn yy
grant_role                  nn nn nn nn nn nn yy
withdraw_role               nn nn nn nn nn nn yy
disable_user                nn nn nn nn nn nn yy
enable_user                 nn nn nn nn nn nn yy
make_user_link              nn nn nn nn nn nn yy
revoke_user_link            nn nn nn nn nn nn yy
reset_user_factor           nn nn nn nn nn nn yy
list_projections            nn nn nn nn nn nn yy
read_indicator_draft        nn nn nn nn nn nn yy
draft_indicator_set         nn nn nn nn nn nn yy
discard_indicator_draft     nn nn nn nn nn nn yy
publish_indicator_set       nn nn nn nn nn nn yy
publish_settings            nn nn nn nn nn nn yy
publish_approved_text       nn nn nn nn nn nn yy
republish_approved_text     nn nn nn nn nn nn yy
withdraw_approved_text      nn nn nn nn nn nn yy
list_approved_texts         yy yy yy yy yy yy yy
read_approved_text          yy yy yy yy yy yy yy

read_neighborhood_case      yy yy yy yy yy yy yy
list_priorities             yy yy yy yy yy yy yy
read_priority_rule          yy yy yy yy yy yy yy
list_duties                 yy yy yy yy yy yy yy
read_map                    yy yy yy yy yy yy yy
read_rollup                 nn nn nn nn yy yy nn
read_residents_draft        nn nn nn nn nn yy nn
publish_residents_page      nn nn nn nn nn yy nn
withdraw_residents_page    nn nn nn nn nn yy nn
list_rollup_items           nn nn nn nn yy yy nn
read_atlas                  nn nn nn nn yy yy nn
export_atlas                nn nn nn nn yy yy nn
read_power_map              nn nn nn nn yy yy nn
try_priorities              nn nn nn nn yy yy yy
set_priority                nn nn nn nn nn yy nn
approve_place               nn nn nn nn nn yy nn
publish_priority_rule       nn nn nn nn nn nn yy
record_profile              nn nn nn nn nn nn nn
draw_boundary               nn nn nn nn nn nn nn
map_actor                   nn nn nn nn nn nn nn
strike_actor                nn nn nn nn nn nn nn
record_resident             nn nn nn nn nn nn nn
withdraw_resident           nn nn nn nn nn nn nn
name_contact                nn nn nn nn nn nn nn
withdraw_contact            nn nn nn nn nn nn nn
request_utility             nn nn nn nn nn nn nn
report_duty                 nn nn nn yy nn nn nn
answer_utility              nn nn nn yy nn nn nn
";

const ROLES: [Role; 8] = [
    Role::Caseworker,
    Role::CenterManager,
    Role::CommissionMember,
    Role::AgencyOfficer,
    Role::Auditor,
    Role::Officer,
    Role::Administrator,
    Role::Facilitator,
];

/// Operations on one account, which are asked about one that is not there.
const OF_AN_ACCOUNT: [&str; 9] = [
    "read_user_grants",
    "grant_role",
    "withdraw_role",
    "disable_user",
    "enable_user",
    "list_user_devices",
    "make_user_link",
    "revoke_user_link",
    "reset_user_factor",
];

pub(crate) struct Operation {
    pub(crate) id: String,
    method: String,
    path: String,
}

pub(crate) fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(hamyar_api::openapi()).expect("a document");
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            found.push(Operation { id, method: method.to_uppercase(), path: path.clone() });
        }
    }
    found
}

pub(crate) fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let mut words = line.split_whitespace();
        let operation = words.next().expect("an operation");
        let mut verdicts: Vec<&'static str> = words.collect();
        verdicts.extend(of_facilitators(operation, &verdicts));
        (operation, verdicts)
    });
    rows.collect()
}

#[test]
fn every_operation_has_a_verdict_and_every_verdict_an_operation() {
    let table = table();
    let known: BTreeSet<&str> = table.keys().copied().collect();
    let operations = operations();
    let real: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
    assert_eq!(real.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "operations without a verdict");
    assert_eq!(known.difference(&real).collect::<Vec<_>>(), Vec::<&&str>::new(), "verdicts without an operation");
    for (id, verdicts) in table {
        assert!(verdicts == ["public"] || verdicts.len() == ROLES.len(), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_verdicts_are_those_of_the_table() {
    let mut world = World::new().await;
    let _kept = world.keep_checkpoints().await;
    world.own.erasure = waiting_erasure(&world, "A", &world.own).await;
    world.foreign.erasure = waiting_erasure(&world, "B", &world.foreign).await;
    let lists = lists(&world).await;
    let head = world.store.head().await.expect("the head");
    world.administrator.get(&format!("/centers?at_least={head}")).await.ok();
    let table = table();
    let operations = operations();
    let mut wrong = Vec::new();
    for operation in &operations {
        let verdicts = &table[operation.id.as_str()];
        let unknown = ask(&world.nobody(), operation, &world.own, &lists).await;
        let public = verdicts == &["public"];
        if (unknown == 401) == public {
            wrong.push(format!("{} without a sign-in: {unknown}", operation.id));
        }
    }
    for (column, role) in ROLES.into_iter().enumerate() {
        let mut client = world.role(role).await;
        for operation in &operations {
            let verdicts = &table[operation.id.as_str()];
            if verdicts == &["public"] {
                continue;
            }
            for (letter, place) in verdicts[column].chars().zip([&world.own, &world.foreign]) {
                // Counts of an officer, and what a rule would change for an administrator, are never split by center.
                let uncut = Place { center: String::new(), ..place.clone() };
                let is_report = matches!(
                    operation.id.as_str(),
                    "read_before_after"
                        | "read_service_report"
                        | "read_situations"
                        | "read_fund_report"
                        | "read_registry"
                        | "read_vulnerable_categories"
                        | "read_answers"
                        | "read_changes"
                        | "export_before_after"
                        | "export_services"
                        | "read_pathway"
                        | "read_transfers"
                );
                let is_cut =
                    (role == Role::Officer && is_report) || (role == Role::Administrator && operation.id == "try_rule");
                let status = ask(&client, operation, if is_cut { &uncut } else { place }, &lists).await;
                let right = match letter {
                    'n' => status == 403,
                    'h' => status == 404,
                    'r' => status == 409,
                    // Accounts are looked up by an id that names nobody.
                    _ if OF_AN_ACCOUNT.contains(&operation.id.as_str()) => status == 404,
                    _ if operation.method == "GET" => {
                        status == 200 || (operation.id == "preview_tier" && status == 422)
                    }
                    _ => !matches!(status, 401 | 403 | 404) && status < 500,
                };
                if !right {
                    wrong.push(format!("{} as {role}: {status} where the table says {letter}", operation.id));
                }
                if operation.id == "delete_session" {
                    client = world.role(role).await;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
