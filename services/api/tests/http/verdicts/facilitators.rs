//! The eighth column of the table.

/// The eighth column: what facilitators may do beside what everybody may.
pub(super) fn of_facilitators(operation: &str, others: &[&'static str]) -> Option<&'static str> {
    let all = |verdict: &'static str| others.iter().all(|one| *one == verdict).then_some(verdict);
    let own = FACILITATORS.lines().filter_map(|line| line.trim().split_once(' '));
    let named = own.into_iter().find(|(name, _)| *name == operation).map(|(_, verdict)| verdict.trim());
    if others == ["public"] { None } else { named.or(all("yy")).or(all("hh")).or(Some("nn")) }
}

const FACILITATORS: &str = "
record_profile yn
draw_boundary yn
map_actor yn
strike_actor yn
record_resident yn
withdraw_resident yn
name_contact yn
withdraw_contact yn
request_utility yn
read_power_map yn
read_residents_draft yn
publish_residents_page yn
withdraw_residents_page yn
identify_risk yh
retitle_risk yh
reassess_risk yh
adopt_roadmap yh
plan_action yh
change_action yh
match_action yh
unmatch_action yh
progress_action yh
complete_action yh
drop_action yh
list_facilitators yy
list_workshops yy
read_workshop yy
read_resilience yy
read_activity_distribution yy
read_participants_by_sex yy
read_provincial_summary yy
read_findings yy
read_test_results yy
read_office_work yy
read_needs_profiles yy
read_office_evaluations yy
read_local_groups yy
nominate_facilitator yy
change_facilitator yh
confirm_facilitator yh
deliver_plan yh
leave_facilitation yh
plan_workshop yy
set_workshop_lead yh
register_trainees yh
hold_sitting yh
strike_sitting yh
test_trainee yh
record_finding yh
add_workshop_materials yh
mark_workshop_material yh
list_offices yy
read_office yh
read_office_quarter yh
read_offices_quarter yy
count_office_staff yh
record_office_money yh
strike_office_money yh
hold_office_meeting yh
progress_office_task yh
hold_group_workshop yh
form_local_group yh
advance_local_group yh
draft_needs_profile yh
draft_action_plan yh
change_action_plan yh
progress_action_plan yh
evaluate_office yh
";
